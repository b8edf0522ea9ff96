/* Standard Webhooks: the published vectors, and everything that must not pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "deliver/base64.h"
#include "deliver/digest.h"
#include "deliver/signature.h"

static const struct vector {
	const char *secret;
	const char *id;
	int64_t timestamp_s;
	const char *body;
	const char *signature;
} vectors[] = {
	{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
		1614265330, "{\"test\": 2432232314}",
		"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
	{"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
		1649367553, "{\"email\":\"test@example.com\",\"username\":\"test_user\"}",
		"v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="},
};

static struct sg_secret secret_of(const char *text)
{
	struct sg_secret secret;

	assert_int_equal(sg_secret_parse(text, NULL, NULL, &secret), SG_OK);
	return secret;
}

static struct sg_message message_of(const struct vector *vector)
{
	return (struct sg_message){
		vector->id, vector->timestamp_s, vector->body, strlen(vector->body)};
}

/* The first vector as it would come, to be spoiled. */
static struct sg_signed_message good_message(void)
{
	return (struct sg_signed_message){vectors[0].id, "1614265330",
		vectors[0].signature, vectors[0].body, strlen(vectors[0].body)};
}

static enum sg_status verify_at(
	const struct sg_signed_message *message, int64_t now_s, const char **ret_code)
{
	static struct sg_error error;
	struct sg_secret secret = secret_of(vectors[0].secret);
	enum sg_status status;

	error.code[0] = '\0';
	status = sg_signature_verify(
		&secret, 1, message, now_s, SG_SIGNATURE_TOLERANCE_S, &error);
	*ret_code = error.code;
	return status;
}

static void assert_refused(
	const struct sg_signed_message *message, int64_t now_s, const char *expected)
{
	const char *code;

	assert_int_equal(verify_at(message, now_s, &code), SG_REFUSED);
	assert_string_equal(code, expected);
}

static void assert_passes(const struct sg_signed_message *message, int64_t now_s)
{
	const char *code;

	assert_int_equal(verify_at(message, now_s, &code), SG_OK);
}

static void the_published_vectors_are_reproduced(void **state)
{
	char text[SG_SIGNATURE_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		struct sg_secret secret = secret_of(vectors[i].secret);
		struct sg_message message = message_of(&vectors[i]);

		assert_int_equal(
			sg_signature_sign(&secret, 1, &message, NULL, text), SG_OK);
		assert_string_equal(text, vectors[i].signature);
	}
}

static void a_good_message_passes_within_the_tolerance(void **state)
{
	struct sg_signed_message message = good_message();

	(void)state;
	assert_passes(&message, 1614265330);
	assert_passes(&message, 1614265330 + 300);
	assert_passes(&message, 1614265330 - 300);
	assert_refused(&message, 1614265330 + 301, "timestamp_too_old");
	assert_refused(&message, 1614265330 - 301, "timestamp_too_new");
}

static void a_message_without_a_header_is_refused(void **state)
{
	struct sg_signed_message message = good_message();

	(void)state;
	message.id = NULL;
	assert_refused(&message, 1614265330, "header_missing");
	message = good_message();
	message.timestamp = NULL;
	assert_refused(&message, 1614265330, "header_missing");
	message = good_message();
	message.signature = NULL;
	assert_refused(&message, 1614265330, "header_missing");
}

static void a_timestamp_that_is_no_second_is_refused(void **state)
{
	static const char *const timestamps[] = {"hello", "", "1614265330.0",
		"-1614265330", "+1614265330", " 1614265330", "1614265330 ", "0x60380000",
		"16142653301614265", "99999999999999999999999"};
	struct sg_signed_message message = good_message();

	(void)state;
	for (size_t i = 0; i < sizeof timestamps / sizeof timestamps[0]; i++) {
		message.timestamp = timestamps[i];
		assert_refused(&message, 1614265330, "timestamp_invalid");
	}
}

static void a_signature_that_does_not_fit_is_refused(void **state)
{
	static const struct {
		const char *signature;
		const char *code;
	} cases[] = {
		{"v1,", "signature_mismatch"},
		{"v1,g0hM9SsE", "signature_mismatch"},
		{"g0hM9SsE", "signature_unsupported"},
		{"", "signature_unsupported"},
		{"v1,dawfeoifkpqwoekfpqoekf", "signature_mismatch"},
		{"v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
			"signature_unsupported"},
		{"v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
			"signature_unsupported"},
		{"g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "signature_unsupported"},
		{"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=", "signature_mismatch"},
		{"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE==",
			"signature_mismatch"},
		{"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE", "signature_mismatch"},
	};
	struct sg_signed_message message = good_message();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		message.signature = cases[i].signature;
		assert_refused(&message, 1614265330, cases[i].code);
	}
}

static void one_that_fits_among_several_is_enough(void **state)
{
	struct sg_signed_message message = good_message();

	(void)state;
	message.signature = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= "
			    "v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= "
			    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= "
			    "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
	assert_passes(&message, 1614265330);
	message.signature = "  v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=  ";
	assert_passes(&message, 1614265330);
}

static void any_changed_bit_of_the_body_is_noticed(void **state)
{
	char body[64];
	struct sg_signed_message message = good_message();

	(void)state;
	for (size_t bit = 0; bit < message.body_len * 8; bit++) {
		memcpy(body, vectors[0].body, message.body_len);
		body[bit / 8] = (char)(body[bit / 8] ^ (1 << bit % 8));
		message.body = body;
		assert_refused(&message, 1614265330, "signature_mismatch");
	}
	message = good_message();
	message.body_len--;
	assert_refused(&message, 1614265330, "signature_mismatch");
	message = good_message();
	message.id = "msg_p5jXN8AQM9LWM0D4loKWxJej";
	assert_refused(&message, 1614265330, "signature_mismatch");
	message = good_message();
	message.timestamp = "1614265331";
	assert_refused(&message, 1614265330, "signature_mismatch");
}

static void a_signature_fits_no_other_cut(void **state)
{
	struct sg_secret secret = secret_of(vectors[0].secret);
	struct sg_message original = {"msg", 1, "1614265330.rest", 15};
	struct sg_signed_message moved = {"msg.1", "1614265330", NULL, "rest", 4};
	char text[SG_SIGNATURE_TEXT_SIZE];

	(void)state;
	assert_int_equal(sg_signature_sign(&secret, 1, &original, NULL, text), SG_OK);
	moved.signature = text;
	assert_refused(&moved, 1614265330, "id_invalid");
}

static void an_id_that_cannot_be_signed_is_refused(void **state)
{
	static const char *const ids[] = {
		"", "a.b", ".", "a b", "a\nb", "\xC3\xA9", "a\x7F"};
	char too_long[SG_SIGNATURE_ID_MAX + 2];
	struct sg_secret secret = secret_of(vectors[0].secret);
	struct sg_error error;
	char text[SG_SIGNATURE_TEXT_SIZE] = "untouched";
	struct sg_message message = message_of(&vectors[0]);

	(void)state;
	for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
		message.id = ids[i];
		assert_int_equal(sg_signature_sign(&secret, 1, &message, &error, text),
			SG_INVALID);
		assert_string_equal(error.code, "id_invalid");
	}
	memset(too_long, 'x', sizeof too_long);
	too_long[sizeof too_long - 1] = '\0';
	message.id = too_long;
	assert_int_equal(sg_signature_sign(&secret, 1, &message, NULL, text), SG_INVALID);
	too_long[SG_SIGNATURE_ID_MAX] = '\0';
	assert_int_equal(sg_signature_sign(&secret, 1, &message, NULL, text), SG_OK);
	message = message_of(&vectors[0]);
	message.id = NULL;
	assert_int_equal(sg_signature_sign(&secret, 1, &message, NULL, text), SG_INVALID);
}

static void what_cannot_be_signed_leaves_the_text_alone(void **state)
{
	struct sg_secret secrets[SG_SIGNATURE_SECRETS_MAX + 1];
	char text[SG_SIGNATURE_TEXT_SIZE] = "untouched";
	struct sg_message message = message_of(&vectors[0]);

	(void)state;
	for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
		secrets[i] = secret_of(vectors[0].secret);
	}
	assert_int_equal(sg_signature_sign(secrets, 0, &message, NULL, text), SG_INVALID);
	assert_int_equal(sg_signature_sign(secrets, SG_SIGNATURE_SECRETS_MAX + 1,
				 &message, NULL, text),
		SG_INVALID);
	message.timestamp_s = -1614265330;
	assert_int_equal(sg_signature_sign(secrets, 1, &message, NULL, text), SG_INVALID);
	assert_string_equal(text, "untouched");
}

static void secrets_turn_with_two_signatures(void **state)
{
	struct sg_secret both[2] = {
		secret_of(vectors[1].secret), secret_of(vectors[0].secret)};
	char text[SG_SIGNATURE_TEXT_SIZE];
	struct sg_message message = message_of(&vectors[0]);
	struct sg_signed_message received = good_message();
	char *second;

	(void)state;
	assert_int_equal(sg_signature_sign(both, 2, &message, NULL, text), SG_OK);
	second = strchr(text, ' ');
	assert_non_null(second);
	assert_string_equal(second + 1, vectors[0].signature);
	received.signature = text;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(sg_signature_verify(
					 &both[i], 1, &received, 1614265330, 300, NULL),
			SG_OK);
	}
	assert_int_equal(
		sg_signature_verify(both, 2, &received, 1614265330, 300, NULL), SG_OK);
	assert_int_equal(sg_signature_verify(both, 0, &received, 1614265330, 300, NULL),
		SG_REFUSED);
}

static void four_signatures_of_the_longest_id_fit(void **state)
{
	struct sg_secret secrets[SG_SIGNATURE_SECRETS_MAX];
	char id[SG_SIGNATURE_ID_MAX + 1];
	char text[SG_SIGNATURE_TEXT_SIZE];
	struct sg_message message = {id, INT64_MAX, NULL, 0};

	(void)state;
	memset(id, 'i', SG_SIGNATURE_ID_MAX);
	id[SG_SIGNATURE_ID_MAX] = '\0';
	for (size_t i = 0; i < SG_SIGNATURE_SECRETS_MAX; i++) {
		secrets[i] = secret_of(vectors[0].secret);
	}
	assert_int_equal(sg_signature_sign(
				 secrets, SG_SIGNATURE_SECRETS_MAX, &message, NULL, text),
		SG_OK);
	assert_int_equal(strlen(text), 4 * 47 + 3);
}

static void secrets_are_taken_padded_or_not(void **state)
{
	struct sg_secret bare = secret_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBg");
	struct sg_secret padded = secret_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBg==");

	(void)state;
	assert_int_equal(bare.len, 25);
	assert_int_equal(padded.len, 25);
	assert_memory_equal(bare.key, padded.key, 25);
	assert_int_equal(secret_of(vectors[0].secret).len, 24);
}

static void a_secret_of_the_wrong_form_is_refused(void **state)
{
	static const char *const texts[] = {"", "whsec_", "whsec",
		"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		"WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", /* 23 bytes and a rest */
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaQ=",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=",
		"whsec_MfKQ 9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
		"whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc7"};
	struct sg_error error;
	char text[200] = "whsec_";
	unsigned char key[65] = {1};
	struct sg_secret secret;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		assert_int_equal(sg_secret_parse(texts[i], "/secret", &error, &secret),
			SG_INVALID);
		assert_string_equal(error.code, "secret_invalid");
		assert_string_equal(error.path, "/secret");
		assert_null(strstr(error.message, "MfKQ"));
	}
	assert_int_equal(sg_secret_parse(NULL, NULL, &error, &secret), SG_INVALID);
	sg_base64_encode(key, 64, text + 6);
	assert_int_equal(sg_secret_parse(text, NULL, NULL, &secret), SG_OK);
	assert_int_equal(secret.len, 64);
	sg_base64_encode(key, 65, text + 6);
	assert_int_equal(sg_secret_parse(text, NULL, NULL, &secret), SG_INVALID);
}

static void a_cleared_secret_holds_nothing(void **state)
{
	const struct sg_secret nothing = {.len = 0};
	struct sg_secret secret = secret_of(vectors[0].secret);

	(void)state;
	sg_secret_clear(&secret);
	assert_memory_equal(&secret, &nothing, sizeof nothing);
	sg_secret_clear(NULL);
}

static void new_secrets_differ_and_are_secrets(void **state)
{
	char texts[2][SG_SECRET_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(sg_secret_generate(NULL, texts[i]), SG_OK);
		assert_int_equal(strlen(texts[i]), SG_SECRET_TEXT_SIZE - 1);
		assert_int_equal(secret_of(texts[i]).len, 32);
	}
	assert_string_not_equal(texts[0], texts[1]);
}

/* A generator that gives the same messages at every run. */
static uint32_t next_number(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void random_messages_sign_as_openssl_does(void **state)
{
	uint32_t seed = 20261121;
	unsigned char content[600];
	char encoded[64];
	char expected[80];
	char text[SG_SIGNATURE_TEXT_SIZE];

	(void)state;
	for (int round = 0; round < 100000; round++) {
		struct sg_secret secret = {.len = 24 + next_number(&seed) % 41};
		unsigned char mac[EVP_MAX_MD_SIZE];
		unsigned int mac_len = 0;
		char id[40];
		int64_t at_s = next_number(&seed);
		size_t body_len = next_number(&seed) % 512;
		struct sg_message message = {id, at_s, NULL, body_len};
		size_t head_len;

		for (size_t i = 0; i < secret.len; i++) {
			secret.key[i] = (unsigned char)next_number(&seed);
		}
		(void)snprintf(id, sizeof id, "msg_%u", next_number(&seed));
		head_len = (size_t)snprintf(
			(char *)content, sizeof content, "%s.%lld.", id, (long long)at_s);
		for (size_t i = 0; i < body_len; i++) {
			content[head_len + i] = (unsigned char)next_number(&seed);
		}
		message.body = content + head_len;
		assert_non_null(HMAC(EVP_sha256(), secret.key, (int)secret.len, content,
			head_len + body_len, mac, &mac_len));
		(void)EVP_EncodeBlock((unsigned char *)encoded, mac, (int)mac_len);
		(void)snprintf(expected, sizeof expected, "v1,%s", encoded);
		assert_int_equal(
			sg_signature_sign(&secret, 1, &message, NULL, text), SG_OK);
		assert_string_equal(text, expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_vectors_are_reproduced),
		cmocka_unit_test(a_good_message_passes_within_the_tolerance),
		cmocka_unit_test(a_message_without_a_header_is_refused),
		cmocka_unit_test(a_timestamp_that_is_no_second_is_refused),
		cmocka_unit_test(a_signature_that_does_not_fit_is_refused),
		cmocka_unit_test(one_that_fits_among_several_is_enough),
		cmocka_unit_test(any_changed_bit_of_the_body_is_noticed),
		cmocka_unit_test(a_signature_fits_no_other_cut),
		cmocka_unit_test(an_id_that_cannot_be_signed_is_refused),
		cmocka_unit_test(what_cannot_be_signed_leaves_the_text_alone),
		cmocka_unit_test(secrets_turn_with_two_signatures),
		cmocka_unit_test(four_signatures_of_the_longest_id_fit),
		cmocka_unit_test(secrets_are_taken_padded_or_not),
		cmocka_unit_test(a_secret_of_the_wrong_form_is_refused),
		cmocka_unit_test(a_cleared_secret_holds_nothing),
		cmocka_unit_test(new_secrets_differ_and_are_secrets),
		cmocka_unit_test(random_messages_sign_as_openssl_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
