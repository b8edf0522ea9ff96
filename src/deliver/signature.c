/* Standard Webhooks signatures with OpenSSL's HMAC. */
#include "deliver/signature.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "deliver/base64.h"
#include "deliver/digest.h"

enum {
	MAC_SIZE = 32,
	MAC_TEXT_SIZE = SG_BASE64_SIZE(MAC_SIZE),
	NUMBER_SIZE = 24,
	GENERATED_SIZE = 32,
};

static const char secret_prefix[] = "whsec_";
static const char signature_prefix[] = "v1,";

static enum sg_status secret_failed(
	const char *path, struct sg_error *error, const char *reason)
{
	return sg_fail(
		error, SG_INVALID, "secret_invalid", path, "the secret %s", reason);
}

enum sg_status sg_secret_parse(const char *text, const char *path, struct sg_error *error,
	struct sg_secret *ret_secret)
{
	const size_t prefix_len = sizeof secret_prefix - 1;
	struct sg_secret secret = {.len = 0};
	enum sg_status status = SG_OK;

	if (text == NULL || strncmp(text, secret_prefix, prefix_len) != 0) {
		return secret_failed(path, error, "does not begin with whsec_");
	}
	text += prefix_len;
	if (!sg_base64_decode(
		    text, strlen(text), SG_SECRET_KEY_MAX, secret.key, &secret.len) ||
		secret.len < SG_SECRET_KEY_MIN) {
		status = secret_failed(path, error,
			"is not 24 to 64 bytes written as base64 after whsec_");
	} else {
		*ret_secret = secret;
	}
	sg_secret_clear(&secret);
	return status;
}

void sg_secret_clear(struct sg_secret *secret)
{
	if (secret != NULL) {
		OPENSSL_cleanse(secret, sizeof *secret);
	}
}

enum sg_status sg_secret_generate(
	struct sg_error *error, char ret_text[SG_SECRET_TEXT_SIZE])
{
	unsigned char key[GENERATED_SIZE];

	if (!sg_random_fill(key, sizeof key)) {
		return sg_fail(error, SG_UNAVAILABLE, "randomness_missing", NULL,
			"the system gives no random bytes for a secret");
	}
	memcpy(ret_text, secret_prefix, sizeof secret_prefix - 1);
	sg_base64_encode(key, sizeof key, ret_text + sizeof secret_prefix - 1);
	OPENSSL_cleanse(key, sizeof key);
	return SG_OK;
}

/* `head` is "id.timestamp.". */
static bool update_all(EVP_MAC_CTX *context, const struct sg_secret *secret,
	const char *head, const void *body, size_t body_len,
	unsigned char ret_mac[MAC_SIZE])
{
	char algorithm[] = "SHA256";
	const OSSL_PARAM parameters[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, algorithm, 0),
		OSSL_PARAM_construct_end(),
	};
	size_t len = 0;

	return EVP_MAC_init(context, secret->key, secret->len, parameters) == 1 &&
	       EVP_MAC_update(context, (const unsigned char *)head, strlen(head)) == 1 &&
	       (body_len == 0 || EVP_MAC_update(context, body, body_len) == 1) &&
	       EVP_MAC_final(context, ret_mac, &len, MAC_SIZE) == 1 && len == MAC_SIZE;
}

/* The text of one signature's base64; false when the crypto library fails. */
static bool compute(const struct sg_secret *secret, const char *head, const void *body,
	size_t body_len, char ret_text[MAC_TEXT_SIZE])
{
	unsigned char mac[MAC_SIZE];
	EVP_MAC *algorithm = EVP_MAC_fetch(NULL, OSSL_MAC_NAME_HMAC, NULL);
	EVP_MAC_CTX *context = algorithm != NULL ? EVP_MAC_CTX_new(algorithm) : NULL;
	bool done =
		context != NULL && update_all(context, secret, head, body, body_len, mac);

	EVP_MAC_CTX_free(context);
	EVP_MAC_free(algorithm);
	if (done) {
		sg_base64_encode(mac, sizeof mac, ret_text);
	}
	OPENSSL_cleanse(mac, sizeof mac);
	return done;
}

static bool id_is_clean(const char *id)
{
	for (const char *c = id; *c != '\0'; c++) {
		if (*c <= ' ' || *c > '~' || *c == '.') {
			return false;
		}
	}
	return *id != '\0' && strlen(id) <= SG_SIGNATURE_ID_MAX;
}

static enum sg_status crypto_failed(struct sg_error *error)
{
	return sg_fail(error, SG_INTERNAL, "crypto_failed", NULL, "HMAC-SHA256 failed");
}

static enum sg_status check_message(
	size_t secret_count, const struct sg_message *message, struct sg_error *error)
{
	if (secret_count < 1 || secret_count > SG_SIGNATURE_SECRETS_MAX) {
		return sg_fail(error, SG_INVALID, "secret_invalid", NULL,
			"%zu secrets instead of 1 to %d", secret_count,
			(int)SG_SIGNATURE_SECRETS_MAX);
	}
	if (message->id == NULL || !id_is_clean(message->id)) {
		return sg_fail(error, SG_INVALID, "id_invalid", NULL,
			"a message id needs visible ASCII without '.'");
	}
	if (message->timestamp_s < 0) {
		return sg_fail(error, SG_INVALID, "timestamp_invalid", NULL,
			"a message cannot be signed for a time before 1970");
	}
	return SG_OK;
}

enum sg_status sg_signature_sign(const struct sg_secret *secrets, size_t count,
	const struct sg_message *message, struct sg_error *error,
	char ret_text[SG_SIGNATURE_TEXT_SIZE])
{
	char head[SG_SIGNATURE_ID_MAX + NUMBER_SIZE];
	char text[SG_SIGNATURE_TEXT_SIZE] = "";
	char *end = text;
	enum sg_status status = check_message(count, message, error);

	if (status != SG_OK) {
		return status;
	}
	(void)snprintf(
		head, sizeof head, "%s.%" PRId64 ".", message->id, message->timestamp_s);
	for (size_t i = 0; i < count; i++) {
		char mac[MAC_TEXT_SIZE];

		if (!compute(&secrets[i], head, message->body, message->body_len, mac)) {
			return crypto_failed(error);
		}
		end += snprintf(end, (size_t)(text + sizeof text - end), "%s%s%s",
			i > 0 ? " " : "", signature_prefix, mac);
	}
	memcpy(ret_text, text, sizeof text);
	return SG_OK;
}

/* Digits only and at most 15 of them, so that it cannot overflow; -1 for anything else. */
static int64_t parse_timestamp(const char *text)
{
	int64_t seconds = 0;
	size_t len = strlen(text);

	if (len == 0 || len > 15) {
		return -1;
	}
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9') {
			return -1;
		}
		seconds = seconds * 10 + (*text - '0');
	}
	return seconds;
}

static enum sg_status refused(
	struct sg_error *error, const char *code, const char *reason)
{
	return sg_fail(error, SG_REFUSED, code, NULL, "%s", reason);
}

static enum sg_status check_headers(const struct sg_signed_message *message,
	int64_t now_s, int64_t tolerance_s, struct sg_error *error)
{
	int64_t at_s;

	if (message->id == NULL || message->timestamp == NULL ||
		message->signature == NULL) {
		return refused(error, "header_missing",
			"webhook-id, webhook-timestamp or webhook-signature is missing");
	}
	if (!id_is_clean(message->id)) {
		return refused(error, "id_invalid",
			"webhook-id is empty, too long, or holds '.' or a foreign "
			"character");
	}
	at_s = parse_timestamp(message->timestamp);
	if (at_s < 0) {
		return refused(error, "timestamp_invalid",
			"webhook-timestamp is no whole second");
	}
	if (at_s < now_s - tolerance_s) {
		return refused(error, "timestamp_too_old", "the message is too old");
	}
	if (at_s > now_s + tolerance_s) {
		return refused(
			error, "timestamp_too_new", "the message is from the future");
	}
	return SG_OK;
}

/* Looks at every signature, also after one has fitted, so that time tells nothing. */
static bool any_fits(const char *header, const char *expected, bool *ret_supported)
{
	const size_t prefix_len = sizeof signature_prefix - 1;
	const size_t expected_len = strlen(expected);
	bool fits = false;

	while (*header != '\0') {
		size_t len = strcspn(header, " ");

		if (strncmp(header, signature_prefix, prefix_len) == 0) {
			*ret_supported = true;
			fits |= len == prefix_len + expected_len &&
			        CRYPTO_memcmp(
					header + prefix_len, expected, expected_len) == 0;
		}
		header += len;
		header += strspn(header, " ");
	}
	return fits;
}

enum sg_status sg_signature_verify(const struct sg_secret *secrets, size_t count,
	const struct sg_signed_message *message, int64_t now_s, int64_t tolerance_s,
	struct sg_error *error)
{
	char head[SG_SIGNATURE_ID_MAX + NUMBER_SIZE];
	bool supported = false;
	bool fits = false;
	enum sg_status status = check_headers(message, now_s, tolerance_s, error);

	if (status != SG_OK) {
		return status;
	}
	(void)snprintf(head, sizeof head, "%s.%s.", message->id, message->timestamp);
	for (size_t i = 0; i < count; i++) {
		char mac[MAC_TEXT_SIZE];

		if (!compute(&secrets[i], head, message->body, message->body_len, mac)) {
			return crypto_failed(error);
		}
		fits |= any_fits(message->signature, mac, &supported);
	}
	if (fits) {
		return SG_OK;
	}
	return supported ? refused(error, "signature_mismatch", "no signature fits")
	                 : refused(error, "signature_unsupported",
				   "there is no signature of version v1");
}
