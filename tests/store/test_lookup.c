/* Names found in files and by a name server of our own, and given up at the deadline. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/deadline.h"
#include "store/lookup.h"

static const char hosts[] =
	"127.0.0.1\tlocalhost\n"
	"# 10.0.0.9 db.hotel.example\n"
	"10.0.0.1 other  DB.hotel.example db # 10.0.0.8 hidden\r\n"
	"::1 localhost ip6-localhost\n"
	"10.0.0.2 db.hotel.example\n"
	"\n   \n10.0.0.3\n"
	"a-word-that-is-far-longer-than-any-address-could-ever-be-in-text long\n"
	"10.0.0.4 last";

static void names_are_found_in_files(void **state)
{
	struct sg_addresses found = {0};

	(void)state;
	assert_true(sg_lookup_in_hosts(hosts, "db.hotel.example", &found));
	assert_int_equal(found.count, 2);
	assert_string_equal(found.list[0], "10.0.0.1");
	assert_string_equal(found.list[1], "10.0.0.2");
	assert_true(sg_lookup_in_hosts(hosts, "localhost", &found));
	assert_string_equal(found.list[0], "127.0.0.1");
	assert_string_equal(found.list[1], "::1");
	assert_true(sg_lookup_in_hosts(hosts, "last", &found));
	assert_string_equal(found.list[0], "10.0.0.4");
	assert_false(sg_lookup_in_hosts(hosts, "hidden", &found));
	assert_false(sg_lookup_in_hosts(hosts, "10.0.0.3", &found));
	assert_false(sg_lookup_in_hosts(hosts, "hotel", &found));
	assert_false(sg_lookup_in_hosts(hosts, "long", &found));
	assert_false(sg_lookup_in_hosts("", "x", &found));
	assert_int_equal(found.count, 1);
}

static void a_number_is_its_own_address(void **state)
{
	struct sg_addresses found = {0};

	(void)state;
	assert_int_equal(sg_lookup_host("192.0.2.7", 0, NULL, &found), SG_OK);
	assert_int_equal(found.count, 1);
	assert_string_equal(found.list[0], "192.0.2.7");
	assert_int_equal(sg_lookup_host("2001:db8::1", 0, NULL, &found), SG_OK);
	assert_string_equal(found.list[0], "2001:db8::1");
	assert_int_equal(
		sg_lookup_host("localhost", sg_deadline_in_ms(20000), NULL, &found),
		SG_OK);
}

static void a_name_too_long_is_unknown(void **state)
{
	struct sg_addresses found = {0};
	struct sg_error error = {0};
	char name[400];

	(void)state;
	memset(name, 'a', sizeof name);
	name[sizeof name - 1] = '\0';
	assert_int_equal(sg_lookup_host(name, sg_deadline_in_ms(200), &error, &found),
		SG_UNAVAILABLE);
	assert_string_equal(error.code, "host_unknown");
}

enum manner { SILENT, RIGHT, NOBODY, FAILING, GARBAGE_THEN_RIGHT, ONLY_V6, MANY };

struct fake {
	struct sg_name_servers servers;
	pid_t child;
};

static size_t put_answer(unsigned char *packet, size_t len, int type, int count)
{
	for (int i = 0; i < count; i++) {
		unsigned char record[] = {0xC0, 12, 0, (unsigned char)type, 0, 1, 0, 0, 0,
			60, 0, (unsigned char)(type == 1 ? 4 : 16)};

		memcpy(packet + len, record, sizeof record);
		len += sizeof record;
		memset(packet + len, 0, 16);
		packet[len] = type == 1 ? 10 : 0x20;
		packet[len + 3] = (unsigned char)(i + 1);
		len += type == 1 ? 4 : 16;
	}
	packet[7] = (unsigned char)count;
	return len;
}

static void answer_one(int handle, enum manner manner)
{
	unsigned char packet[2048];
	struct sockaddr_in peer;
	socklen_t size = sizeof peer;
	ssize_t got = recvfrom(handle, packet, 512, 0, (struct sockaddr *)&peer, &size);
	size_t len = (size_t)got;
	int type = got > 16 ? packet[len - 3] : 0;

	if (manner == SILENT || got < 17) {
		return;
	}
	if (manner == GARBAGE_THEN_RIGHT) {
		unsigned char wrong[64] = {0};

		(void)sendto(handle, "x", 1, 0, (struct sockaddr *)&peer, size);
		memcpy(wrong, packet, 12);
		wrong[0] ^= 0xFF;
		wrong[2] |= 0x80;
		(void)sendto(handle, wrong, 12, 0, (struct sockaddr *)&peer, size);
		memcpy(wrong, packet, 12);
		wrong[2] |= 0x80;
		wrong[7] = 200;
		(void)sendto(handle, wrong, 13, 0, (struct sockaddr *)&peer, size);
	}
	packet[2] |= 0x80;
	packet[3] = (unsigned char)(manner == NOBODY ? 3 : manner == FAILING ? 2 : 0);
	if (manner == RIGHT || manner == GARBAGE_THEN_RIGHT) {
		len = put_answer(packet, len, type, type == 1 ? 2 : 0);
	} else if (manner == MANY) {
		len = put_answer(packet, len, type, 9);
	} else if (manner == ONLY_V6) {
		len = put_answer(packet, len, type, type == 28 ? 1 : 0);
	}
	(void)sendto(handle, packet, len, 0, (struct sockaddr *)&peer, size);
}

static void start_fake(struct fake *fake, enum manner manner)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t size = sizeof address;
	int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	memset(fake, 0, sizeof *fake);
	assert_int_equal(bind(handle, (struct sockaddr *)&address, size), 0);
	assert_int_equal(getsockname(handle, (struct sockaddr *)&address, &size), 0);
	memcpy(&fake->servers.list[0], &address, sizeof address);
	fake->servers.count = 1;
	fake->child = fork();
	if (fake->child == 0) {
		for (;;) {
			answer_one(handle, manner);
		}
	}
	(void)close(handle);
}

static void stop_fake(struct fake *fake)
{
	(void)kill(fake->child, SIGKILL);
	(void)waitpid(fake->child, NULL, 0);
}

static bool look(const struct sg_name_servers *servers, int wait_ms,
	struct sg_addresses *ret_found, int64_t *ret_took_us)
{
	int64_t began_us = sg_monotonic_us();
	bool found = sg_lookup_in_dns(
		servers, "db.hotel.example", sg_deadline_in_ms(wait_ms), ret_found);

	*ret_took_us = sg_monotonic_us() - began_us;
	return found;
}

static void a_name_server_is_asked(void **state)
{
	static const struct {
		enum manner manner;
		size_t count;
		const char *first;
	} cases[] = {
		{RIGHT, 2, "10.0.0.1"},
		{GARBAGE_THEN_RIGHT, 2, "10.0.0.1"},
		{ONLY_V6, 1, "2000:1::"},
		{MANY, SG_LOOKUP_MOST, "10.0.0.1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sg_addresses found = {0};
		struct fake fake;
		int64_t took_us;

		start_fake(&fake, cases[i].manner);
		assert_true(look(&fake.servers, 20000, &found, &took_us));
		stop_fake(&fake);
		assert_int_equal(found.count, cases[i].count);
		assert_string_equal(found.list[0], cases[i].first);
	}
}

static void a_name_that_nobody_has_is_told_at_once(void **state)
{
	struct sg_addresses found = {0};
	struct fake fake;
	int64_t took_us;

	(void)state;
	start_fake(&fake, NOBODY);
	assert_false(look(&fake.servers, 20000, &found, &took_us));
	stop_fake(&fake);
	/* Whose answer is not taken is asked again and again for 6.2 s. */
	assert_true(took_us < 4000000);
}

static void a_silent_name_server_is_given_up_at_the_deadline(void **state)
{
	struct sg_addresses found = {0};
	struct fake fake;
	int64_t took_us;

	(void)state;
	start_fake(&fake, SILENT);
	assert_false(look(&fake.servers, 250, &found, &took_us));
	stop_fake(&fake);
	/* Without one they would be asked for 6.2 s. */
	assert_in_range(took_us, 240000, 4000000);
	start_fake(&fake, FAILING);
	assert_false(look(&fake.servers, 250, &found, &took_us));
	stop_fake(&fake);
	assert_true(took_us < 4000000);
}

static void the_next_name_server_is_asked(void **state)
{
	struct sg_addresses found = {0};
	struct fake silent;
	struct fake right;
	int64_t took_us;

	(void)state;
	start_fake(&silent, SILENT);
	start_fake(&right, RIGHT);
	silent.servers.list[1] = right.servers.list[0];
	silent.servers.count = 2;
	assert_true(look(&silent.servers, 20000, &found, &took_us));
	stop_fake(&silent);
	stop_fake(&right);
	assert_true(took_us >= 50000);
	silent.servers.count = 0;
	assert_false(look(&silent.servers, 3000, &found, &took_us));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_in_files),
		cmocka_unit_test(a_number_is_its_own_address),
		cmocka_unit_test(a_name_too_long_is_unknown),
		cmocka_unit_test(a_name_server_is_asked),
		cmocka_unit_test(a_name_that_nobody_has_is_told_at_once),
		cmocka_unit_test(a_silent_name_server_is_given_up_at_the_deadline),
		cmocka_unit_test(the_next_name_server_is_asked),
	};

	return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
