/* What an endpoint may be configured with: its URL and its own headers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "deliver/header.h"
#include "deliver/url.h"

static void plain_addresses_pass(void **state)
{
	static const char *const urls[] = {"https://example.com", "https://example.com/",
		"https://example.com:8443/hook?key=a&b=%20", "HTTPS://EXAMPLE.COM/x",
		"https://10.1.2.3/x", "https://[2001:db8::1]:444/x",
		"https://xn--bcher-kva.example/",
		"https://a.b.c.d.example/very/../long/./path;x=1?y",
		"https://localhost/"};

	(void)state;
	for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
		struct sg_error error;

		if (sg_url_check(urls[i], false, NULL, &error) != SG_OK) {
			fail_msg("%s: %s", urls[i], error.message);
		}
	}
	assert_int_equal(sg_url_check("http://10.0.0.1/x", true, NULL, NULL), SG_OK);
	assert_int_equal(sg_url_check("https://10.0.0.1/x", true, NULL, NULL), SG_OK);
}

static const struct {
	const char *url;
	const char *reason;
} refused[] = {
	{"", "2048"},
	{"http://example.com/",
		"not https; http is for an endpoint with allowed_networks"},
	{"ftp://example.com/", "not https"},
	{"file:///etc/passwd", ""},
	{"gopher://example.com/", "not https"},
	{"javascript:alert(1)", ""},
	{"example.com/hook", "absolute"},
	{"//example.com/hook", ""},
	{"/hook", ""},
	{"https:", ""},
	{"https://", ""},
	{"https:///path", ""},
	{"https://?q", ""},
	{"https:/example.com/", "absolute"},
	{"https:////example.com/", "absolute"},
	{"https:\\\\example.com/", "absolute"},
	{"https://user@example.com/", "user"},
	{"https://user:pass@example.com/", "user"},
	{"https://:pass@example.com/", "user"},
	{"https://@example.com/", "user"},
	{"https://example.com/#part", "fragment"},
	{"https://example.com#", "fragment"},
	{"https://exam ple.com/", "visible"},
	{"https://example.com/a b", "visible"},
	{"https://example.com/\r\nX-Evil: 1", "visible"},
	{"https://example.com/\n", "visible"},
	{" https://example.com/", "visible"},
	{"https://example.com/\t", "visible"},
	{"https://b\xC3\xBC"
	 "cher.example/",
		"visible"},
	{"https://example.com:99999/", ""},
	{"https://example.com:http/", ""},
	{"https://exam%00ple.com/", ""},
	{"https://exam%0d%0aple.com/", ""},
	{"https://[::1/", ""},
	{"https://example.com\\@evil.com/", ""},
};

static void other_addresses_are_refused_with_a_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct sg_error error;

		if (sg_url_check(refused[i].url, false, "/url", &error) != SG_INVALID) {
			fail_msg("'%s' was taken", refused[i].url);
		}
		assert_string_equal(error.code, "url_invalid");
		assert_string_equal(error.path, "/url");
		if (strstr(error.message, refused[i].reason) == NULL) {
			fail_msg("'%s': %s", refused[i].url, error.message);
		}
	}
	assert_int_equal(sg_url_check(NULL, false, NULL, NULL), SG_INVALID);
	assert_int_equal(
		sg_url_check("ftp://example.com/", true, NULL, NULL), SG_INVALID);
}

static void an_address_has_at_most_2048_bytes(void **state)
{
	char url[SG_URL_MAX + 2] = "https://example.com/";

	(void)state;
	memset(url + strlen(url), 'a', sizeof url - strlen(url));
	url[SG_URL_MAX + 1] = '\0';
	assert_int_equal(sg_url_check(url, false, NULL, NULL), SG_INVALID);
	url[SG_URL_MAX] = '\0';
	assert_int_equal(sg_url_check(url, false, NULL, NULL), SG_OK);
}

static void a_closed_address_is_refused_in_every_spelling(void **state)
{
	static const char *const closed[] = {"https://127.0.0.1/",
		"https://10.1.2.3:444/x", "https://192.168.1.1",
		"https://169.254.169.254/latest/meta-data", "https://2130706433/",
		"https://0x7f000001/", "https://0x7F.1/", "https://0177.0.0.1/",
		"https://017700000001/", "https://127.1/", "https://0/", "https://[::1]/",
		"https://[::]:8443/", "https://[::ffff:10.0.0.1]/",
		"https://[::FFFF:7f00:1]/", "https://[fd00::5]/", "https://[fe80::1]/",
		"https://[64:ff9b::a00:1]/", "https://[0:0:0:0:0:0:0:1]/",
		"https://%31%32%37.0.0.1/"};
	struct sg_guard guard = {.allowed_count = 0};

	(void)state;
	for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++) {
		struct sg_error error = {.code = ""};

		assert_int_equal(sg_url_check(closed[i], false, NULL, NULL), SG_OK);
		if (sg_url_guard(closed[i], &guard, "/url", &error) != SG_INVALID) {
			fail_msg("%s passed", closed[i]);
		}
		assert_string_equal(error.code, "network_closed");
		assert_string_equal(error.path, "/url");
		assert_non_null(strstr(error.message, "allowed_networks"));
	}
}

static void a_name_and_an_open_address_pass_the_guard(void **state)
{
	static const char *const open[] = {"https://example.com/", "https://localhost/",
		"https://8.8.8.8/", "https://134744072/", "https://[2606:4700::1111]/",
		"https://10.0.0.1.example/", "https://127.0.0.1/x",
		"https://0x7f000001/x", "https://[fd00::5]:1/", "https://256.1.1.1/"};
	struct sg_guard guard = {.allowed_count = 0};

	(void)state;
	assert_int_equal(sg_guard_add(&guard, "127.0.0.0/8", NULL, NULL), SG_OK);
	assert_int_equal(sg_guard_add(&guard, "fd00::/8", NULL, NULL), SG_OK);
	for (size_t i = 0; i < sizeof open / sizeof open[0]; i++) {
		struct sg_error error;

		if (sg_url_guard(open[i], &guard, NULL, &error) != SG_OK) {
			fail_msg("%s: %s", open[i], error.message);
		}
	}
}

static void a_hotels_own_headers_pass(void **state)
{
	static const struct sg_header headers[] = {
		{"Authorization", "Bearer abc.def-ghi_jkl="}, {"X-Api-Key", "k"},
		{"x", ""}, {"X-Tab", "a\tb"}, {"X_Under.Score!", "~"}};

	(void)state;
	for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
		assert_int_equal(sg_header_check(&headers[i], NULL, NULL), SG_OK);
	}
}

static void headers_that_break_the_message_are_refused(void **state)
{
	static const struct sg_header headers[] = {{"", "x"}, {NULL, "x"}, {"X", NULL},
		{"X Y", "z"}, {"X:", "z"}, {"X\r\nY", "z"}, {"X\n", "z"}, {"X\x01", "z"},
		{"\xC3\xBC", "z"}, {"X", "a\r\nY: b"}, {"X", "a\nb"}, {"X", "a\rb"},
		{"X", "a\x01"}, {"X", "\x7F"}, {"X", "\xC3\xBC"}, {"X", "\r\n"},
		{":path", "/"}, {"(x)", "y"}, {"x,y", "z"}, {"\"x\"", "y"}};
	static const char *const reserved[] = {"webhook-id", "Webhook-Signature",
		"WEBHOOK-ANYTHING", "stammgast-attempt", "Host", "Content-Length",
		"content-TYPE", "Transfer-Encoding", "Connection", "Expect", "TE",
		"Trailer", "Upgrade", "Keep-Alive", "Proxy-Authorization",
		"Content-Encoding", "Accept-Encoding", "User-Agent"};
	struct sg_error error;

	(void)state;
	for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
		assert_int_equal(
			sg_header_check(&headers[i], "/headers/0", &error), SG_INVALID);
		assert_string_equal(error.code, "header_invalid");
		assert_string_equal(error.path, "/headers/0");
	}
	for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
		const struct sg_header header = {reserved[i], "secret"};

		assert_int_equal(sg_header_check(&header, NULL, &error), SG_INVALID);
		assert_null(strstr(error.message, "secret"));
	}
}

static void headers_have_their_lengths(void **state)
{
	char name[SG_HEADER_NAME_MAX + 2];
	char value[SG_HEADER_VALUE_MAX + 2];
	const struct sg_header header = {name, value};

	(void)state;
	memset(name, 'n', sizeof name);
	memset(value, 'v', sizeof value);
	name[SG_HEADER_NAME_MAX] = '\0';
	value[SG_HEADER_VALUE_MAX] = '\0';
	assert_int_equal(sg_header_check(&header, NULL, NULL), SG_OK);
	value[SG_HEADER_VALUE_MAX] = 'v';
	value[SG_HEADER_VALUE_MAX + 1] = '\0';
	assert_int_equal(sg_header_check(&header, NULL, NULL), SG_INVALID);
	value[0] = '\0';
	name[SG_HEADER_NAME_MAX] = 'n';
	name[SG_HEADER_NAME_MAX + 1] = '\0';
	assert_int_equal(sg_header_check(&header, NULL, NULL), SG_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_addresses_pass),
		cmocka_unit_test(other_addresses_are_refused_with_a_reason),
		cmocka_unit_test(an_address_has_at_most_2048_bytes),
		cmocka_unit_test(a_closed_address_is_refused_in_every_spelling),
		cmocka_unit_test(a_name_and_an_open_address_pass_the_guard),
		cmocka_unit_test(a_hotels_own_headers_pass),
		cmocka_unit_test(headers_that_break_the_message_are_refused),
		cmocka_unit_test(headers_have_their_lengths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
