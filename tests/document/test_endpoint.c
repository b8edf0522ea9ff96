/* Endpoints: read whole, stored and shown without what must not be seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/catalog.h"
#include "core/cut.h"
#include "document/helpers.h"
#include "document/operation.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static const char full[] =
	"{\"name\":\"hk\",\"url\":\"https://hk.example/in\",\"secret\":\"" SECRET
	"\",\"departments\":[\"housekeeping\",\"spa\"],\"floors\":[\"4\"],\"languages\":["
	"\"de\",\"ro\"],\"names\":true,\"profile\":\"urgent\",\"rate\":2.5,"
	"\"concurrency\":4,"
	"\"allowed_networks\":[\"10.0.0.0/"
	"8\"],\"headers\":{\"x-key\":\"p4ss\"},\"ca_file\":"
	"\"/etc/ca.pem\",\"enabled\":false,\"kind\":\"office\",\"other\":1}";

static enum sg_status decode(const char *data, struct sg_endpoint *ret_endpoint)
{
	return sg_endpoint_put_decode(json(data), now->arena, &now->error, ret_endpoint);
}

static void an_endpoint_is_stored_without_its_secrets(void **state)
{
	struct sg_endpoint endpoint, read;
	struct sg_buffer buffer = {0};
	struct sg_stored text;

	(void)state;
	taken_as_ok(decode(full, &endpoint));
	assert_int_equal(endpoint.secret_count, 1);
	assert_string_equal(endpoint.secrets[0], SECRET);
	sg_endpoint_encode(&endpoint, &buffer);
	text = stored(taken(&buffer));
	assert_null(strstr(text.text, "whsec"));
	taken_as_ok(sg_endpoint_decode(&text, now->arena, &now->error, &read));
	assert_string_equal(read.name, "hk");
	assert_string_equal(read.url, "https://hk.example/in");
	assert_int_equal(read.departments, 1u << SG_HOUSEKEEPING | 1u << SG_SPA);
	assert_string_equal(read.floors[0], "4");
	assert_int_equal(read.language_count, 2);
	assert_true(read.names);
	assert_true(read.urgent);
	assert_int_equal(read.rate_milli, 2500);
	assert_int_equal(read.concurrency, 4);
	assert_string_equal(read.networks[0], "10.0.0.0/8");
	assert_string_equal(read.headers[0].value, "p4ss");
	assert_false(read.enabled);
	assert_int_equal(read.audience, SG_AUDIENCE_OFFICE);
	assert_int_equal(read.secret_count, 0);
	sg_endpoint_encode(&read, &buffer);
	assert_string_equal(taken(&buffer), text.text);
}

static void an_endpoint_is_shown_without_what_may_be_a_password(void **state)
{
	struct sg_endpoint endpoint;
	struct sg_buffer buffer = {0};
	const char *text;

	(void)state;
	taken_as_ok(decode(full, &endpoint));
	sg_endpoint_describe(&endpoint, &buffer);
	text = taken(&buffer);
	assert_null(strstr(text, "p4ss"));
	assert_null(strstr(text, "whsec"));
	assert_non_null(strstr(text, "x-key"));
	(void)json(text);
}

static void two_secrets_are_for_rotation(void **state)
{
	struct sg_endpoint endpoint;
	struct sg_buffer buffer = {0};

	(void)state;
	taken_as_ok(decode(
		"{\"name\":\"hk\",\"url\":\"http://10.0.0.1/\",\"secrets\":[\"" SECRET
		"\",\"whsec_AA==\"],\"departments\":[\"spa\"],\"languages\":["
		"\"en\"]}",
		&endpoint));
	assert_int_equal(endpoint.secret_count, 2);
	assert_string_equal(endpoint.secrets[1], "whsec_AA==");
	assert_true(endpoint.enabled);
	assert_int_equal(endpoint.audience, -1);
	sg_endpoint_encode(&endpoint, &buffer);
	assert_string_equal(taken(&buffer), "{\"departments\":[\"spa\"],\"enabled\":true,"
					    "\"languages\":[\"en\"],\"name\":"
					    "\"hk\",\"names\":false,\"profile\":"
					    "\"standard\",\"url\":\"http://10.0.0.1/\"}");
}

static void an_endpoint_is_checked_member_by_member(void **state)
{
	static const struct {
		const char *data, *code, *path;
	} faults[] = {
		{"\"secret\":\"" SECRET "\",\"url\":\"ftp://x\"", "text_invalid",
			"/data/url"},
		{"\"secret\":\"" SECRET "\",\"url\":\"https://\"", "text_invalid",
			"/data/url"},
		{"\"secret\":\"" SECRET "\",\"url\":\"https://a b\"", "text_invalid",
			"/data/url"},
		{"\"secret\":\"x\",\"url\":\"https://a\"", "text_invalid",
			"/data/secret"},
		{"\"secret\":\"whsec_\",\"url\":\"https://a\"", "text_invalid",
			"/data/secret"},
		{"\"secret\":\"whsec_a===\",\"url\":\"https://a\"", "text_invalid",
			"/data/secret"},
		{"\"url\":\"https://a\"", "member_missing", "/data/secret"},
		{"\"secret\":\"whsec_a\",\"secrets\":[\"whsec_b\"],\"url\":\"https://a\"",
			"member_missing", "/data/secret"},
		{"\"secrets\":[\"whsec_a\",\"whsec_a\"],\"url\":\"https://a\"",
			"element_repeated", "/data/secrets/1"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"headers\":{\"a\":1}",
			"type_wrong", "/data/headers/a"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"headers\":{\"a/~\":"
		 "\"x\\r\\ny: z\"}",
			"header_invalid", "/data/headers/a~1~0"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"headers\":{\"\":\"x\"}",
			"header_invalid", "/data/headers/"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://"
		 "a\",\"headers\":{\"a\\n\":\"x\"}",
			"header_invalid", "/data/headers/a?"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"headers\":[]",
			"type_wrong", "/data/headers"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"rate\":0",
			"number_out_of_range", "/data/rate"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"rate\":1000.0001",
			"number_out_of_range", "/data/rate"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"rate\":1e30",
			"number_out_of_range", "/data/rate"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"rate\":\"1\"",
			"type_wrong", "/data/rate"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"floors\":[\"1\",\"2\","
		 "\"1\"]",
			"element_repeated", "/data/floors/2"},
		{"\"secret\":\"whsec_a\",\"url\":\"https://a\",\"kind\":\"roof\"",
			"value_unknown", "/data/kind"},
	};
	struct sg_endpoint endpoint;

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(decode(sg_arena_format(now->arena,
				       "{\"name\":\"e\",\"departments\":[\"spa\"],"
				       "\"languages\":[\"en\"],%s}",
				       faults[i].data),
				&endpoint),
			faults[i].code, faults[i].path);
		assert_null(strstr(now->error.message, "whsec_a"));
	}
	refused(decode("{\"name\":\"e\",\"departments\":[\"spa\",\"spa\"]}", &endpoint),
		"element_repeated", "/data/departments/1");
	refused(decode("{\"name\":\"e\",\"departments\":[\"bar\"]}", &endpoint),
		"value_unknown", "/data/departments/0");
}

static void a_broken_text_is_a_fault_of_ours(void **state)
{
	struct sg_stored text = stored("{\"name\":\"e\"}");
	struct sg_endpoint endpoint;

	(void)state;
	assert_int_equal(sg_endpoint_decode(&text, now->arena, &now->error, &endpoint),
		SG_INTERNAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(an_endpoint_is_stored_without_its_secrets),
		test(an_endpoint_is_shown_without_what_may_be_a_password),
		test(two_secrets_are_for_rotation),
		test(an_endpoint_is_checked_member_by_member),
		test(a_broken_text_is_a_fault_of_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
