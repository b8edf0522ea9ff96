/* The reference receiver: right and wrong signatures, taken ports, what it writes down. */
#include <setjmp.h>
#include <stdatomic.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "cli/receiver.h"
#include "deliver/signature.h"
#include "document/value.h"

static const char secret_text[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

struct taken {
	int count;
	bool verified;
	bool refuse;
	char code[40];
	struct sg_buffer line;
	int fd;          /* the sender's end, while it waits */
	bool had_answer; /* when it was handed over */
	bool has_answer; /* when that was told */
	atomic_int answers;
};

static bool is_answered(const struct taken *taken)
{
	char byte;

	return recv(taken->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
}

static void answered(void *data)
{
	struct taken *taken = data;

	taken->has_answer = is_answered(taken);
	taken->answers++;
}

static bool take(void *data, const struct sg_received *received)
{
	struct taken *taken = data;

	taken->count++;
	taken->had_answer = is_answered(taken);
	taken->verified = received->verified;
	(void)snprintf(taken->code, sizeof taken->code, "%s",
		received->verified ? "" : received->why.code);
	sg_buffer_reset(&taken->line);
	sg_received_write(received, &taken->line);
	return !taken->refuse;
}

static struct sg_receiver *start(struct taken *taken)
{
	static const char *const secrets[] = {secret_text};
	struct sg_receiver_options options = {.secrets = secrets,
		.secret_count = 1,
		.with_headers = true,
		.take = take,
		.answered = answered,
		.data = taken};
	struct sg_receiver *receiver = NULL;
	struct sg_error error;

	assert_int_equal(sg_receiver_start(&options, &error, &receiver), SG_OK);
	return receiver;
}

static int connect_to(const struct sg_receiver *receiver)
{
	struct sockaddr_in where = {
		.sin_family = AF_INET, .sin_port = htons(sg_receiver_port(receiver))};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)inet_pton(AF_INET, "127.0.0.1", &where.sin_addr);
	assert_int_equal(connect(fd, (struct sockaddr *)&where, sizeof where), 0);
	return fd;
}

static void send_request(
	int fd, const char *method, const char *headers, const char *body)
{
	char text[4096];
	int len = snprintf(text, sizeof text,
		"%s /city HTTP/1.1\r\nHost: x\r\nContent-Length: %zu\r\nConnection: "
		"close\r\n"
		"%s\r\n%s",
		method, strlen(body), headers, body);

	assert_int_equal(write(fd, text, (size_t)len), len);
}

/* The status code; closes. */
static int take_answer(int fd)
{
	char text[4096];
	int code = 0;
	int len = (int)read(fd, text, sizeof text - 1);

	(void)close(fd);
	text[len > 0 ? len : 0] = '\0';
	(void)sscanf(text, "HTTP/1.1 %d", &code);
	return code;
}

/* Sends one request and gives the status code of the answer. */
static int post(const struct sg_receiver *receiver, const char *method,
	const char *headers, const char *body)
{
	int fd = connect_to(receiver);

	send_request(fd, method, headers, body);
	return take_answer(fd);
}

static void sign(
	const char *id, int64_t when_s, const char *body, size_t size, char *ret_headers)
{
	struct sg_secret secret;
	struct sg_error error;
	char signature[SG_SIGNATURE_TEXT_SIZE];
	struct sg_message message = {id, when_s, body, strlen(body)};

	assert_int_equal(sg_secret_parse(secret_text, NULL, &error, &secret), SG_OK);
	assert_int_equal(
		sg_signature_sign(&secret, 1, &message, &error, signature), SG_OK);
	(void)snprintf(ret_headers, size,
		"webhook-id: %s\r\nwebhook-timestamp: %lld\r\nwebhook-signature: %s\r\n",
		id, (long long)when_s, signature);
}

static void a_right_signature_is_answered_204(void **state)
{
	struct taken taken = {0};
	struct sg_receiver *receiver = start(&taken);
	char headers[512];

	(void)state;
	sign("msg_1", time(NULL), "{\"a\":1}", sizeof headers, headers);
	assert_int_equal(post(receiver, "POST", headers, "{\"a\":1}"), 204);
	assert_int_equal(taken.count, 1);
	assert_true(taken.verified);
	sg_receiver_stop(receiver);
	sg_buffer_free(&taken.line);
}

static void wrong_old_and_missing_signatures_are_answered_401(void **state)
{
	struct taken taken = {0};
	struct sg_receiver *receiver = start(&taken);
	char headers[512];

	(void)state;
	sign("msg_1", time(NULL), "{\"a\":1}", sizeof headers, headers);
	assert_int_equal(post(receiver, "POST", headers, "{\"a\":2}"), 401);
	assert_string_equal(taken.code, "signature_mismatch");
	sign("msg_1", time(NULL) - 400, "{}", sizeof headers, headers);
	assert_int_equal(post(receiver, "POST", headers, "{}"), 401);
	assert_string_equal(taken.code, "timestamp_too_old");
	sign("msg_1", time(NULL) + 400, "{}", sizeof headers, headers);
	assert_int_equal(post(receiver, "POST", headers, "{}"), 401);
	assert_string_equal(taken.code, "timestamp_too_new");
	assert_int_equal(post(receiver, "POST", "", "{}"), 401);
	assert_string_equal(taken.code, "header_missing");
	sg_receiver_stop(receiver);
	sg_buffer_free(&taken.line);
}

static void what_is_kept_is_one_json_line_with_the_body_as_it_came(void **state)
{
	static const char body[] = "{\"text\":\"Decke & \\\"Kissen\\\" ✓\\n\"}";
	struct taken taken = {0};
	struct sg_receiver *receiver = start(&taken);
	struct sg_value *line = NULL;
	struct sg_error error;
	char headers[512];

	(void)state;
	sign("msg_2", time(NULL), body, sizeof headers, headers);
	assert_int_equal(post(receiver, "POST", headers, body), 204);
	sg_receiver_stop(receiver);
	assert_int_equal(strcspn(taken.line.data, "\n"), taken.line.len - 1);
	assert_int_equal(
		sg_value_parse(taken.line.data, taken.line.len, &error, &line), SG_OK);
	assert_string_equal(sg_value_text(sg_value_member(line, "body"), ""), body);
	assert_string_equal(sg_value_text(sg_value_member(line, "id"), ""), "msg_2");
	assert_true(sg_value_is_true(sg_value_member(line, "verified")));
	assert_non_null(sg_value_text(sg_value_member(line, "received_at"), NULL));
	assert_non_null(
		sg_value_text(sg_value_find(line, "headers.webhook-signature"), NULL));
	sg_value_free(line);
	sg_buffer_free(&taken.line);
}

static void what_could_not_be_taken_is_answered_503(void **state)
{
	struct taken taken = {.refuse = true};
	struct sg_receiver *receiver = start(&taken);
	char headers[512];

	(void)state;
	sign("msg_1", time(NULL), "{}", sizeof headers, headers);
	assert_int_equal(post(receiver, "POST", headers, "{}"), 503);
	sg_receiver_stop(receiver);
	sg_buffer_free(&taken.line);
}

static void a_path_that_is_down_is_answered_503_until_it_is_up(void **state)
{
	struct taken taken = {0};
	struct sg_receiver *receiver = start(&taken);
	char headers[512];

	(void)state;
	sign("msg_1", time(NULL), "{}", sizeof headers, headers);
	sg_receiver_set_down(receiver, "/city", true);
	assert_int_equal(post(receiver, "POST", headers, "{}"), 503);
	assert_int_equal(taken.count, 0);
	sg_receiver_set_down(receiver, "/city", false);
	assert_int_equal(post(receiver, "POST", headers, "{}"), 204);
	sg_receiver_stop(receiver);
	sg_buffer_free(&taken.line);
}

static void the_end_is_told_when_the_sender_has_its_answer(void **state)
{
	struct taken taken = {0};
	struct sg_receiver *receiver = start(&taken);
	char headers[512];

	(void)state;
	sign("msg_1", time(NULL), "{}", sizeof headers, headers);
	taken.fd = connect_to(receiver);
	send_request(taken.fd, "POST", headers, "{}");
	for (int i = 0; i < 5000 && taken.answers == 0; i++) {
		(void)usleep(1000);
	}
	assert_int_equal(taken.answers, 1);
	assert_false(taken.had_answer);
	assert_true(taken.has_answer);
	sg_receiver_stop(receiver);
	assert_int_equal(take_answer(taken.fd), 204);
	sg_buffer_free(&taken.line);
}

static void only_post_is_allowed(void **state)
{
	struct taken taken = {0};
	struct sg_receiver *receiver = start(&taken);

	(void)state;
	assert_int_equal(post(receiver, "GET", "", ""), 405);
	assert_int_equal(taken.count, 0);
	sg_receiver_stop(receiver);
	sg_buffer_free(&taken.line);
}

static void a_taken_port_is_said_in_one_line(void **state)
{
	static const char *const secrets[] = {secret_text};
	struct taken taken = {0};
	struct sg_receiver *receiver = start(&taken);
	struct sg_receiver_options options = {.port = sg_receiver_port(receiver),
		.secrets = secrets,
		.secret_count = 1,
		.take = take};
	struct sg_receiver *second = NULL;
	struct sg_error error;

	(void)state;
	assert_int_equal(sg_receiver_start(&options, &error, &second), SG_UNAVAILABLE);
	assert_string_equal(error.code, "port_taken");
	assert_non_null(strstr(error.message, "taken by another program"));
	assert_null(second);
	sg_receiver_stop(receiver);
	sg_buffer_free(&taken.line);
}

static void a_bad_secret_is_refused_without_repeating_it(void **state)
{
	static const char *const secrets[] = {"whsec_no-base64-at-all"};
	struct sg_receiver_options options = {
		.secrets = secrets, .secret_count = 1, .take = take};
	struct sg_receiver *receiver = NULL;
	struct sg_error error;

	(void)state;
	assert_int_equal(sg_receiver_start(&options, &error, &receiver), SG_INVALID);
	assert_null(strstr(error.message, "no-base64"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_right_signature_is_answered_204),
		cmocka_unit_test(wrong_old_and_missing_signatures_are_answered_401),
		cmocka_unit_test(what_is_kept_is_one_json_line_with_the_body_as_it_came),
		cmocka_unit_test(what_could_not_be_taken_is_answered_503),
		cmocka_unit_test(a_path_that_is_down_is_answered_503_until_it_is_up),
		cmocka_unit_test(the_end_is_told_when_the_sender_has_its_answer),
		cmocka_unit_test(only_post_is_allowed),
		cmocka_unit_test(a_taken_port_is_said_in_one_line),
		cmocka_unit_test(a_bad_secret_is_refused_without_repeating_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
