/* Digests, base64 and random bytes against their specifications. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <openssl/evp.h>

#include "deliver/base64.h"
#include "deliver/digest.h"

enum { TEXT_SIZE = 2 * SG_DIGEST_SIZE + 1 };

static void format(const unsigned char digest[SG_DIGEST_SIZE], char ret_text[TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SG_DIGEST_SIZE; i++) {
		ret_text[2 * i] = digits[digest[i] >> 4];
		ret_text[2 * i + 1] = digits[digest[i] & 15u];
	}
	ret_text[TEXT_SIZE - 1] = '\0';
}

static void assert_digest(const char *text, const char *expected)
{
	unsigned char digest[SG_DIGEST_SIZE];
	char hex[TEXT_SIZE];

	sg_digest(text, strlen(text), digest);
	format(digest, hex);
	assert_string_equal(hex, expected);
}

static void digests_are_those_of_fips_180(void **state)
{
	unsigned char digest[SG_DIGEST_SIZE];
	char hex[TEXT_SIZE];

	(void)state;
	assert_digest(
		"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_digest("abc",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	sg_digest(NULL, 0, digest);
	format(digest, hex);
	assert_string_equal(
		hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void parts_digest_as_the_whole(void **state)
{
	static const char text[] =
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	const size_t len = sizeof text - 1;
	unsigned char whole[SG_DIGEST_SIZE];
	unsigned char cut[SG_DIGEST_SIZE];

	(void)state;
	sg_digest(text, len, whole);
	for (size_t at = 0; at <= len; at++) {
		const struct sg_digest_part parts[] = {
			{text, at}, {NULL, 0}, {text + at, len - at}};

		sg_digest_parts(parts, 3, cut);
		assert_memory_equal(cut, whole, sizeof whole);
	}
}

static void base64_reads_what_it_writes(void **state)
{
	static const char *const texts[] = {
		"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
	char text[16];
	unsigned char bytes[8];
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		sg_base64_encode("foobar", i, text);
		assert_string_equal(text, texts[i]);
		assert_true(
			sg_base64_decode(text, strlen(text), sizeof bytes, bytes, &len));
		assert_int_equal(len, i);
		assert_memory_equal(bytes, "foobar", i);
		assert_true(sg_base64_decode(text, strcspn(text, "="), i, bytes, &len));
		assert_int_equal(len, i);
	}
}

static void base64_agrees_with_openssl(void **state)
{
	unsigned char bytes[100];
	unsigned char back[100];
	char ours[SG_BASE64_SIZE(sizeof bytes)];
	char theirs[SG_BASE64_SIZE(sizeof bytes)];
	size_t len;

	(void)state;
	for (size_t size = 0; size <= sizeof bytes; size++) {
		assert_true(sg_random_fill(bytes, size));
		sg_base64_encode(bytes, size, ours);
		(void)EVP_EncodeBlock((unsigned char *)theirs, bytes, (int)size);
		assert_string_equal(ours, theirs);
		assert_true(
			sg_base64_decode(ours, strlen(ours), sizeof back, back, &len));
		assert_int_equal(len, size);
		assert_memory_equal(back, bytes, size);
	}
}

static void base64_of_the_wrong_form_is_refused(void **state)
{
	static const char *const texts[] = {"Z",
		"Zg=", "Zg===", "Zm9v=", "Zm9v==", "Zm9vY===", "=",
		"==", "====", "Z===", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm9-", "Zm9_",
		"Zg==Zg==", "Zm\xC3\xA9v"};
	unsigned char bytes[16];
	size_t len = 99;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (sg_base64_decode(
			    texts[i], strlen(texts[i]), sizeof bytes, bytes, &len)) {
			fail_msg("'%s' was taken", texts[i]);
		}
	}
	assert_false(sg_base64_decode("Zm9v", 4, 2, bytes, &len));
	assert_int_equal(len, 99);
}

static void random_bytes_differ(void **state)
{
	unsigned char a[32] = {0};
	unsigned char b[32] = {0};

	(void)state;
	assert_true(sg_random_fill(a, sizeof a));
	assert_true(sg_random_fill(b, sizeof b));
	assert_memory_not_equal(a, b, sizeof a);
	assert_true(sg_random_fill(a, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests_are_those_of_fips_180),
		cmocka_unit_test(parts_digest_as_the_whole),
		cmocka_unit_test(base64_reads_what_it_writes),
		cmocka_unit_test(base64_agrees_with_openssl),
		cmocka_unit_test(base64_of_the_wrong_form_is_refused),
		cmocka_unit_test(random_bytes_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
