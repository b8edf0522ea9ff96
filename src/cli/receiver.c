/* The receiver on libmicrohttpd: one thread with epoll, a body at most a megabyte. */
#include "cli/receiver.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/command.h"
#include "core/time.h"
#include "document/value.h"

enum { DOWN_MAX = 8, CONNECTION_MEMORY = 16384, IDLE_S = 120, BACKLOG = 512 };

struct sg_receiver {
	struct MHD_Daemon *daemon;
	struct MHD_Response *empty;
	struct sg_receiver_options options; /* without its strings */
	struct sg_secret secrets[SG_RECEIVER_SECRETS_MAX];
	pthread_mutex_t lock; /* guards `down` */
	char down[DOWN_MAX][64];
	uint16_t port;
};

struct request {
	struct sg_buffer body;
	bool too_large;
	bool handed_over;
};

static enum MHD_Result add_header(
	void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct sg_buffer *buffer = data;

	(void)kind;
	sg_buffer_char(buffer, buffer->len > 1 ? ',' : ' ');
	sg_value_write_text(name, buffer);
	sg_buffer_char(buffer, ':');
	sg_value_write_text(value != NULL ? value : "", buffer);
	return MHD_YES;
}

static bool is_down(struct sg_receiver *receiver, const char *path)
{
	bool down = false;

	(void)pthread_mutex_lock(&receiver->lock);
	for (size_t i = 0; i < DOWN_MAX; i++) {
		down = down || strcmp(receiver->down[i], path) == 0;
	}
	(void)pthread_mutex_unlock(&receiver->lock);
	return down;
}

void sg_receiver_set_down(struct sg_receiver *receiver, const char *path, bool down)
{
	(void)pthread_mutex_lock(&receiver->lock);
	for (size_t i = 0; i < DOWN_MAX; i++) {
		char *each = receiver->down[i];

		if (strcmp(each, path) == 0) {
			each[0] = '\0';
		}
		if (down && each[0] == '\0' && strlen(path) < sizeof receiver->down[i]) {
			memcpy(each, path, strlen(path) + 1);
			break;
		}
	}
	(void)pthread_mutex_unlock(&receiver->lock);
}

static void verify(struct sg_receiver *receiver, struct sg_received *received)
{
	struct sg_signed_message message = {
		.id = received->id,
		.timestamp = received->timestamp,
		.signature = received->signature,
		.body = received->body,
		.body_len = received->body_len,
	};

	received->verified =
		sg_signature_verify(receiver->secrets, receiver->options.secret_count,
			&message, received->received_us / SG_SECOND_US,
			receiver->options.tolerance_s, &received->why) == SG_OK;
}

static unsigned take(struct sg_receiver *receiver, struct MHD_Connection *connection,
	const char *path, struct request *request)
{
	struct sg_buffer headers = {0};
	struct sg_received received = {
		.path = path,
		.received_us = sg_clock_wall_us(),
		.body = request->body.data != NULL ? request->body.data : "",
		.body_len = request->body.len,
		.headers = receiver->options.with_headers ? &headers : NULL,
	};
	bool taken;

	if (is_down(receiver, path)) {
		return MHD_HTTP_SERVICE_UNAVAILABLE;
	}
	received.id =
		MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "webhook-id");
	received.timestamp = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, "webhook-timestamp");
	received.signature = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, "webhook-signature");
	if (receiver->options.with_headers) {
		sg_buffer_char(&headers, '{');
		(void)MHD_get_connection_values(
			connection, MHD_HEADER_KIND, add_header, &headers);
		sg_buffer_char(&headers, '}');
	}
	verify(receiver, &received);
	request->handed_over = true;
	taken = receiver->options.take(receiver->options.data, &received);
	sg_buffer_free(&headers);
	return !taken              ? MHD_HTTP_SERVICE_UNAVAILABLE
	       : received.verified ? MHD_HTTP_NO_CONTENT
	                           : MHD_HTTP_UNAUTHORIZED;
}

static enum MHD_Result on_request(void *data, struct MHD_Connection *connection,
	const char *path, const char *method, const char *version, const char *upload,
	size_t *upload_len, void **state)
{
	struct sg_receiver *receiver = data;
	struct request *request = *state;
	unsigned status;

	(void)version;
	if (request == NULL) {
		*state = request = calloc(1, sizeof *request);
		return request != NULL ? MHD_YES : MHD_NO;
	}
	if (*upload_len > 0) {
		request->too_large =
			request->body.len + *upload_len > SG_RECEIVER_BODY_MAX;
		if (!request->too_large) {
			sg_buffer_add(&request->body, upload, *upload_len);
		}
		*upload_len = 0;
		return request->too_large ? MHD_NO : MHD_YES;
	}
	if (strcmp(method, "POST") != 0) {
		status = MHD_HTTP_METHOD_NOT_ALLOWED;
	} else if (request->body.failed) {
		status = MHD_HTTP_SERVICE_UNAVAILABLE;
	} else {
		status = take(receiver, connection, path, request);
	}
	return MHD_queue_response(connection, status, receiver->empty);
}

static void on_end(void *data, struct MHD_Connection *connection, void **state,
	enum MHD_RequestTerminationCode how)
{
	struct sg_receiver *receiver = data;
	struct request *request = *state;

	(void)connection;
	(void)how;
	if (request != NULL && request->handed_over &&
		receiver->options.answered != NULL) {
		receiver->options.answered(receiver->options.data);
	}
	if (request != NULL) {
		sg_buffer_free(&request->body);
		free(request);
		*state = NULL;
	}
}

static enum sg_status no_port(const struct sg_receiver_options *options,
	struct sg_error *error, const char *address)
{
	bool taken = errno == EADDRINUSE;

	return sg_fail(error, SG_UNAVAILABLE, taken ? "port_taken" : "no_port", NULL,
		taken ? "port %u on %s is taken by another program; choose another with "
			"--port"
		      : "port %u on %s cannot be listened on: %s",
		(unsigned)options->port, address, sg_errno_text());
}

/* A socket of our own, as the reason of a failure is lost inside the library. */
static enum sg_status listen_on(const struct sg_receiver_options *options,
	struct sg_error *error, int *ret_fd, uint16_t *ret_port)
{
	const char *address = options->address != NULL ? options->address : "127.0.0.1";
	struct sockaddr_in where = {
		.sin_family = AF_INET, .sin_port = htons(options->port)};
	socklen_t len = sizeof where;
	int one = 1;
	int fd;

	if (inet_pton(AF_INET, address, &where.sin_addr) != 1) {
		return sg_fail(error, SG_INVALID, "address_invalid", NULL,
			"\"%s\" is no IPv4 address", address);
	}
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0) {
		return no_port(options, error, address);
	}
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(fd, (struct sockaddr *)&where, sizeof where) != 0 ||
		listen(fd, BACKLOG) != 0 ||
		getsockname(fd, (struct sockaddr *)&where, &len) != 0) {
		enum sg_status status = no_port(options, error, address);

		(void)close(fd);
		return status;
	}
	*ret_fd = fd;
	*ret_port = ntohs(where.sin_port);
	return SG_OK;
}

static enum sg_status read_secrets(struct sg_receiver *receiver,
	const struct sg_receiver_options *options, struct sg_error *error)
{
	if (options->secret_count == 0 ||
		options->secret_count > SG_RECEIVER_SECRETS_MAX) {
		return sg_fail(error, SG_INVALID, "secret_invalid", NULL,
			"one to %d secrets are needed", SG_RECEIVER_SECRETS_MAX);
	}
	for (size_t i = 0; i < options->secret_count; i++) {
		enum sg_status status = sg_secret_parse(
			options->secrets[i], NULL, error, &receiver->secrets[i]);

		if (status != SG_OK) {
			return status;
		}
	}
	return SG_OK;
}

enum sg_status sg_receiver_start(const struct sg_receiver_options *options,
	struct sg_error *error, struct sg_receiver **ret_receiver)
{
	struct sg_receiver *receiver = calloc(1, sizeof *receiver);
	int fd = -1;
	enum sg_status status;

	if (receiver == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	(void)pthread_mutex_init(&receiver->lock, NULL);
	receiver->options = *options;
	if (receiver->options.tolerance_s == 0) {
		receiver->options.tolerance_s = SG_SIGNATURE_TOLERANCE_S;
	}
	status = read_secrets(receiver, options, error);
	if (status == SG_OK) {
		status = listen_on(options, error, &fd, &receiver->port);
	}
	if (status == SG_OK) {
		receiver->empty =
			MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
		receiver->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0,
			NULL, NULL, on_request, receiver, MHD_OPTION_LISTEN_SOCKET, fd,
			MHD_OPTION_NOTIFY_COMPLETED, on_end, receiver,
			MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
			MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_END);
		if (receiver->daemon == NULL || receiver->empty == NULL) {
			status = sg_fail(error, SG_UNAVAILABLE, "no_port", NULL,
				"the receiver cannot be started");
		}
	}
	if (status != SG_OK) {
		if (fd >= 0 && receiver->daemon == NULL) {
			(void)close(fd);
		}
		sg_receiver_stop(receiver);
		return status;
	}
	*ret_receiver = receiver;
	return SG_OK;
}

uint16_t sg_receiver_port(const struct sg_receiver *receiver)
{
	return receiver->port;
}

void sg_receiver_stop(struct sg_receiver *receiver)
{
	if (receiver == NULL) {
		return;
	}
	if (receiver->daemon != NULL) {
		MHD_stop_daemon(receiver->daemon);
	}
	if (receiver->empty != NULL) {
		MHD_destroy_response(receiver->empty);
	}
	for (size_t i = 0; i < SG_RECEIVER_SECRETS_MAX; i++) {
		sg_secret_clear(&receiver->secrets[i]);
	}
	(void)pthread_mutex_destroy(&receiver->lock);
	free(receiver);
}

void sg_received_write(const struct sg_received *received, struct sg_buffer *buffer)
{
	char when[SG_TIME_TEXT_SIZE];

	sg_time_format_utc(received->received_us, when);
	sg_buffer_text(buffer, "{\"id\":");
	sg_value_write_text(received->id, buffer);
	sg_buffer_text(buffer, ",\"timestamp\":");
	sg_value_write_text(received->timestamp, buffer);
	sg_buffer_text(buffer, ",\"signature\":");
	sg_value_write_text(received->signature, buffer);
	sg_buffer_format(buffer, ",\"received_at\":\"%s\",\"verified\":%s", when,
		received->verified ? "true" : "false");
	if (!received->verified) {
		sg_buffer_text(buffer, ",\"reason\":");
		sg_value_write_text(received->why.message, buffer);
	}
	if (received->headers != NULL && received->headers->data != NULL) {
		sg_buffer_text(buffer, ",\"headers\":");
		sg_buffer_add(buffer, received->headers->data, received->headers->len);
	}
	sg_buffer_text(buffer, ",\"body\":");
	sg_value_write_bytes(received->body, received->body_len, buffer);
	sg_buffer_text(buffer, "}\n");
}
