/* The first and last address of every closed network, and their neighbours outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cmocka.h>

#include "deliver/guard.h"

static bool allows(const struct sg_guard *guard, const char *address)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

	if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) {
		return sg_guard_allows(guard, (const struct sockaddr *)&v4);
	}
	assert_int_equal(inet_pton(AF_INET6, address, &v6.sin6_addr), 1);
	return sg_guard_allows(guard, (const struct sockaddr *)&v6);
}

static struct sg_guard opening(const char *a, const char *b)
{
	struct sg_guard guard = {.allowed_count = 0};

	assert_int_equal(sg_guard_add(&guard, a, NULL, NULL), SG_OK);
	if (b != NULL) {
		assert_int_equal(sg_guard_add(&guard, b, NULL, NULL), SG_OK);
	}
	return guard;
}

/* NULL: there is no such neighbour, or it lies in another closed network. */
static const struct range {
	const char *network;
	const char *before;
	const char *first;
	const char *last;
	const char *after;
} ranges[] = {
	{"0.0.0.0/8", NULL, "0.0.0.0", "0.255.255.255", "1.0.0.0"},
	{"10.0.0.0/8", "9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
	{"100.64.0.0/10", "100.63.255.255", "100.64.0.0", "100.127.255.255",
		"100.128.0.0"},
	{"127.0.0.0/8", "126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"},
	{"169.254.0.0/16", "169.253.255.255", "169.254.0.0", "169.254.255.255",
		"169.255.0.0"},
	{"172.16.0.0/12", "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"},
	{"192.0.0.0/24", "191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"},
	{"192.0.2.0/24", "192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"},
	{"192.88.99.0/24", "192.88.98.255", "192.88.99.0", "192.88.99.255",
		"192.88.100.0"},
	{"192.168.0.0/16", "192.167.255.255", "192.168.0.0", "192.168.255.255",
		"192.169.0.0"},
	{"198.18.0.0/15", "198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"},
	{"198.51.100.0/24", "198.51.99.255", "198.51.100.0", "198.51.100.255",
		"198.51.101.0"},
	{"203.0.113.0/24", "203.0.112.255", "203.0.113.0", "203.0.113.255",
		"203.0.114.0"},
	{"224.0.0.0/4", "223.255.255.255", "224.0.0.0", "239.255.255.255", NULL},
	{"240.0.0.0/4", NULL, "240.0.0.0", "255.255.255.255", NULL},
	{"::/96", NULL, "::", "::ffff:ffff", "::1:0:0"},
	{"::1", NULL, "::1", "::1", NULL},
	{"::ffff:0:0:0/96", "::fffe:ffff:ffff:ffff", "::ffff:0:0:0", "::ffff:0:ffff:ffff",
		"::ffff:1:0:0"},
	{"64:ff9b::/96", "64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff",
		"64:ff9b::", "64:ff9b::ffff:ffff", "64:ff9b::1:0:0"},
	{"64:ff9b:1::/48", "64:ff9b:0:ffff:ffff:ffff:ffff:ffff",
		"64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "64:ff9b:2::"},
	{"100::/64", "ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"100::", "100::ffff:ffff:ffff:ffff", "100:0:0:1::"},
	{"2001::/32", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "2001:1::"},
	{"2001:db8::/32", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
		"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"},
	{"2002::/16", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"},
	{"3fff::/20", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"},
	{"5f00::/16", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "5f01::"},
	{"fc00::/7", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe00::"},
	{"fe80::/10", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL},
	{"fec0::/10", NULL, "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL},
	{"ff00::/8", NULL, "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL},
};

enum { RANGES = sizeof ranges / sizeof ranges[0] };

static void assert_edge(const char *network, const char *address, bool expected)
{
	char mapped[80];

	if (address == NULL) {
		return;
	}
	if (allows(NULL, address) != expected) {
		fail_msg("%s: %s is %s", network, address, expected ? "closed" : "open");
	}
	if (strchr(address, ':') == NULL) {
		(void)snprintf(mapped, sizeof mapped, "::ffff:%s", address);
		if (allows(NULL, mapped) != expected) {
			fail_msg("%s: %s is %s", network, mapped,
				expected ? "closed" : "open");
		}
	}
}

static void special_networks_are_closed_from_edge_to_edge(void **state)
{
	(void)state;
	for (size_t i = 0; i < RANGES; i++) {
		assert_edge(ranges[i].network, ranges[i].before, true);
		assert_edge(ranges[i].network, ranges[i].first, false);
		assert_edge(ranges[i].network, ranges[i].last, false);
		assert_edge(ranges[i].network, ranges[i].after, true);
	}
}

static void public_addresses_are_open(void **state)
{
	static const char *const addresses[] = {"8.8.8.8", "1.1.1.1", "93.184.216.34",
		"172.217.0.1", "192.0.1.1", "2606:4700:4700::1111", "2a00:1450::1",
		"2001:4860:4860::8888"};

	(void)state;
	for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
		assert_true(allows(NULL, addresses[i]));
		assert_true(allows(&(struct sg_guard){.allowed_count = 0}, addresses[i]));
	}
	assert_false(allows(NULL, "fd00:ec2::254"));
	assert_false(allows(NULL, "169.254.169.254"));
}

static void an_opened_network_is_open_from_edge_to_edge(void **state)
{
	(void)state;
	for (size_t i = 0; i < RANGES; i++) {
		struct sg_guard guard = opening(ranges[i].network, "0.0.0.0/0");

		/* The gateways' networks carry IPv4 inside, hence the second network. */
		assert_true(allows(&guard, ranges[i].first));
		assert_true(allows(&guard, ranges[i].last));
	}
}

static void opening_one_network_opens_no_other(void **state)
{
	struct sg_guard guard = opening("192.168.0.0/16", NULL);

	(void)state;
	assert_true(allows(&guard, "192.168.1.20"));
	assert_true(allows(&guard, "::ffff:192.168.1.20"));
	assert_true(allows(&guard, "8.8.8.8"));
	assert_true(allows(&guard, "192.169.0.0"));
	for (size_t i = 0; i < RANGES; i++) {
		if (strncmp(ranges[i].network, "192.168.", 8) != 0) {
			assert_false(allows(&guard, ranges[i].first));
			assert_false(allows(&guard, ranges[i].last));
		}
	}
	guard = opening("::/0", NULL);
	assert_true(allows(&guard, "fd00::1"));
	assert_true(allows(&guard, "::1"));
	assert_false(allows(&guard, "127.0.0.1"));
	assert_false(allows(&guard, "::ffff:127.0.0.1"));
	guard = opening("0.0.0.0/0", NULL);
	assert_true(allows(&guard, "127.0.0.1"));
	assert_false(allows(&guard, "::1"));
	guard = opening("10.1.2.3", NULL);
	assert_true(allows(&guard, "10.1.2.3"));
	assert_false(allows(&guard, "10.1.2.2"));
	assert_false(allows(&guard, "10.1.2.4"));
	guard = opening("10.1.2.4/31", NULL);
	assert_true(allows(&guard, "10.1.2.4"));
	assert_true(allows(&guard, "10.1.2.5"));
	assert_false(allows(&guard, "10.1.2.6"));
	assert_false(allows(&guard, "10.1.2.3"));
}

static void an_address_inside_another_is_judged_too(void **state)
{
	struct sg_guard nat64 = opening("64:ff9b::/96", NULL);
	struct sg_guard both = opening("64:ff9b::/96", "10.0.0.0/8");
	struct sg_guard sixtofour = opening("2002::/16", "192.168.0.0/16");

	(void)state;
	assert_false(allows(NULL, "64:ff9b::8.8.8.8"));
	assert_true(allows(&nat64, "64:ff9b::8.8.8.8"));
	assert_false(allows(&nat64, "64:ff9b::10.0.0.1"));
	assert_false(allows(&nat64, "64:ff9b::127.0.0.1"));
	assert_true(allows(&both, "64:ff9b::10.0.0.1"));
	assert_false(allows(&both, "64:ff9b::127.0.0.1"));
	assert_false(allows(NULL, "2002:808:808::1"));
	assert_true(allows(&sixtofour, "2002:808:808::1"));
	assert_true(allows(&sixtofour, "2002:c0a8:101::1"));
	assert_false(allows(&sixtofour, "2002:7f00:1::1"));
	assert_false(allows(&sixtofour, "2002:a00:1::1"));
}

static void other_families_are_closed(void **state)
{
	const struct sockaddr_un local = {.sun_family = AF_UNIX, .sun_path = "/tmp/x"};
	const struct sockaddr nothing = {.sa_family = AF_UNSPEC};
	struct sg_guard guard = opening("0.0.0.0/0", "::/0");

	(void)state;
	assert_false(sg_guard_allows(&guard, (const struct sockaddr *)&local));
	assert_false(sg_guard_allows(&guard, &nothing));
}

static void networks_of_the_wrong_form_are_refused(void **state)
{
	static const char *const texts[] = {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33",
		"10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/8 ", " 10.0.0.0/8",
		"10.0.0.0/8/8", "10.0.0/8", "10/8", "010.0.0.0/8", "0x0a000000/8",
		"167772160", "10.0.0.1/8", "10.0.0.0/a", "10.0.0.0/4294967304",
		"256.0.0.0/8", "fd00::/129", "fd00::1/64", "fd00::/1000", "fd00:::/8",
		"g::/8", "::ffff:10.0.0.0/104", "::ffff:10.0.0.1", "localhost",
		"example.com/8", "fe80::1%eth0/64",
		"1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc/128"};
	struct sg_error error;
	struct sg_network network;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (sg_network_parse(texts[i], "/allowed_networks/0", &error, &network) !=
			SG_INVALID) {
			fail_msg("'%s' was taken", texts[i]);
		}
		assert_string_equal(error.code, "network_invalid");
		assert_string_equal(error.path, "/allowed_networks/0");
		assert_true(strlen(error.message) > 0);
	}
	assert_int_equal(sg_network_parse(NULL, NULL, NULL, &network), SG_INVALID);
}

static void a_guard_holds_sixteen_networks(void **state)
{
	struct sg_guard guard = {.allowed_count = 0};
	char text[40];

	(void)state;
	for (int i = 0; i < SG_GUARD_NETWORKS_MAX; i++) {
		(void)snprintf(text, sizeof text, "10.%d.0.0/16", i);
		assert_int_equal(sg_guard_add(&guard, text, NULL, NULL), SG_OK);
	}
	assert_int_equal(sg_guard_add(&guard, "10.99.0.0/16", NULL, NULL), SG_INVALID);
	assert_true(allows(&guard, "10.15.255.255"));
	assert_false(allows(&guard, "10.16.0.0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(special_networks_are_closed_from_edge_to_edge),
		cmocka_unit_test(public_addresses_are_open),
		cmocka_unit_test(an_opened_network_is_open_from_edge_to_edge),
		cmocka_unit_test(opening_one_network_opens_no_other),
		cmocka_unit_test(an_address_inside_another_is_judged_too),
		cmocka_unit_test(other_families_are_closed),
		cmocka_unit_test(networks_of_the_wrong_form_are_refused),
		cmocka_unit_test(a_guard_holds_sixteen_networks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
