/*
 * A reference receiver: an HTTP server that verifies Standard Webhooks signatures and hands
 * each delivery to whoever runs it.
 */
#ifndef SG_CLI_RECEIVER_H
#define SG_CLI_RECEIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/status.h"
#include "deliver/signature.h"

enum { SG_RECEIVER_SECRETS_MAX = 4, SG_RECEIVER_BODY_MAX = 1 << 20 };

/* One delivery, valid during the callback. Headers that did not come are NULL. */
struct sg_received {
	const char *path;
	const char *id;
	const char *timestamp;
	const char *signature;
	int64_t received_us;
	bool verified;
	struct sg_error why; /* where it is not verified */
	const char *body;    /* NUL-terminated */
	size_t body_len;
	const struct sg_buffer *headers; /* as a JSON object, where asked for */
};

struct sg_receiver_options {
	const char *address;        /* "127.0.0.1" where NULL */
	uint16_t port;              /* 0: the kernel chooses */
	const char *const *secrets; /* each delivery may fit any of them */
	size_t secret_count;
	int64_t tolerance_s; /* 0: SG_SIGNATURE_TOLERANCE_S */
	bool with_headers;
	/* Called by one thread of the receiver at a time; false answers 503, and the sender
	 * tries again. */
	bool (*take)(void *data, const struct sg_received *received);
	/* Called after `take` by the same thread, when the answer has been sent, or cannot be
	 * any more. May be NULL. */
	void (*answered)(void *data);
	void *data;
};

struct sg_receiver;

/* SG_INVALID for a secret or address that is none, SG_UNAVAILABLE with code "port_taken" or
 * "no_port". Strings of the options are not kept. */
enum sg_status sg_receiver_start(const struct sg_receiver_options *options,
	struct sg_error *error, struct sg_receiver **ret_receiver);

uint16_t sg_receiver_port(const struct sg_receiver *receiver);

/* Makes deliveries to `path` fail with 503 (down), or stop doing so. Up to eight paths.
 * [thread-safe] */
void sg_receiver_set_down(struct sg_receiver *receiver, const char *path, bool down);

/* Breaks off what is under way, and frees; NULL is fine. */
void sg_receiver_stop(struct sg_receiver *receiver);

/* Appends one line: {"id","timestamp","signature","received_at","verified","headers",
 * "body"}, the body as it came, as a string. */
void sg_received_write(const struct sg_received *received, struct sg_buffer *buffer);

#endif
