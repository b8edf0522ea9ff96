/*
 * Standard Webhooks 1.0.0, symmetric signatures ("v1"): base64 of HMAC-SHA256 over
 * `id.timestamp.body`. Signing for what is sent, verifying for what `receive` takes.
 */
#ifndef SG_DELIVER_SIGNATURE_H
#define SG_DELIVER_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum {
	SG_SECRET_KEY_MIN = 24,
	SG_SECRET_KEY_MAX = 64,
	SG_SECRET_TEXT_SIZE = 51, /* "whsec_", 32 bytes as base64, NUL */
	SG_SIGNATURE_ID_MAX = 200,
	SG_SIGNATURE_SECRETS_MAX = 4,
	SG_SIGNATURE_TEXT_SIZE = 192, /* four of "v1,…" with spaces, NUL */
	SG_SIGNATURE_TOLERANCE_S = 300,
};

/* A decoded key. Lives in the caller's memory; sg_secret_clear wipes it when its work is done. */
struct sg_secret {
	unsigned char key[SG_SECRET_KEY_MAX];
	size_t len;
};

/*
 * Decodes `whsec_` and 24 to 64 bytes as base64, padded or not. SG_INVALID with code
 * "secret_invalid"; the reason never repeats the text. `path` is the JSON pointer that an error
 * names, or NULL. [thread-safe]
 */
enum sg_status sg_secret_parse(const char *text, const char *path, struct sg_error *error,
	struct sg_secret *ret_secret);

/* Wipes the key in a way that no compiler removes; NULL is fine. */
void sg_secret_clear(struct sg_secret *secret);

/* A new secret of 32 random bytes as text. SG_UNAVAILABLE when there is no randomness.
 * [thread-safe] */
enum sg_status sg_secret_generate(
	struct sg_error *error, char ret_text[SG_SECRET_TEXT_SIZE]);

/* What is signed: the message's id, the second of this attempt, the bytes as they are sent. */
struct sg_message {
	const char *id;
	int64_t timestamp_s;
	const void *body;
	size_t body_len;
};

/*
 * The value of `webhook-signature`: one signature for each of the 1 to SG_SIGNATURE_SECRETS_MAX
 * secrets, in their order (the newest first), one space between. SG_INVALID for an id that is
 * empty, longer than SG_SIGNATURE_ID_MAX, holds a '.' or anything but visible ASCII, and for a
 * time before 1970; SG_INTERNAL when the crypto library fails. [thread-safe]
 */
enum sg_status sg_signature_sign(const struct sg_secret *secrets, size_t count,
	const struct sg_message *message, struct sg_error *error,
	char ret_text[SG_SIGNATURE_TEXT_SIZE]);

/* What came: the three headers as they stood (NULL: absent) and the raw body. */
struct sg_signed_message {
	const char *id;
	const char *timestamp;
	const char *signature;
	const void *body;
	size_t body_len;
};

/*
 * SG_OK when one "v1" signature of the header fits one of the secrets and the timestamp is at
 * most `tolerance_s` seconds away from `now_s`, earlier or later. Else SG_REFUSED with code
 * "header_missing", "id_invalid", "timestamp_invalid", "timestamp_too_old",
 * "timestamp_too_new", "signature_unsupported" (no "v1" among them) or "signature_mismatch".
 * Compares in constant time. An id with a '.' is refused, as the same signature would fit
 * another cut between id, timestamp and body. [thread-safe]
 */
enum sg_status sg_signature_verify(const struct sg_secret *secrets, size_t count,
	const struct sg_signed_message *message, int64_t now_s, int64_t tolerance_s,
	struct sg_error *error);

#endif
