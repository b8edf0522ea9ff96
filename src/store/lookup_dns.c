/* One name asked of name servers over UDP; what they answer is trusted no further than its form. */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <resolv.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "store/deadline.h"
#include "store/lookup.h"

enum {
	QUERY_SIZE = 512,
	ANSWER_SIZE = 4096,
	FIRST_WAIT_MS = 100, /* then the next server; doubled each round */
	ROUNDS = 5,
};

enum verdict { NOTHING_YET, NOT_THERE, THERE };

struct asking {
	const char *host;
	ns_type type;
	unsigned char query[QUERY_SIZE];
	int query_len;
	struct sg_addresses *addresses;
};

static bool make_query(struct asking *asking)
{
	struct __res_state system;

	memset(&system, 0, sizeof system);
	if (res_ninit(&system) != 0) {
		return false;
	}
	asking->query_len = res_nmkquery(&system, ns_o_query, asking->host, ns_c_in,
		(int)asking->type, NULL, 0, NULL, asking->query, sizeof asking->query);
	res_nclose(&system);
	return asking->query_len > 0;
}

/* A message being read; `at` never passes `end`, and once it is cut it stays so. */
struct reading {
	const unsigned char *at;
	const unsigned char *end;
	bool cut;
};

static const unsigned char *take_bytes(struct reading *reading, size_t count)
{
	const unsigned char *bytes = reading->at;

	if (reading->cut || (size_t)(reading->end - reading->at) < count) {
		reading->cut = true;
		return NULL;
	}
	reading->at += count;
	return bytes;
}

static unsigned take_number(struct reading *reading)
{
	const unsigned char *bytes = take_bytes(reading, 2);

	return bytes != NULL ? (unsigned)bytes[0] << 8 | bytes[1] : 0;
}

/* Labels, ended by an empty one or by a pointer, which we need not follow. */
static void skip_name(struct reading *reading)
{
	const unsigned char *label = take_bytes(reading, 1);

	while (label != NULL && *label != 0 && (*label & 0xC0u) == 0) {
		(void)take_bytes(reading, *label);
		label = take_bytes(reading, 1);
	}
	if (label != NULL && *label != 0) {
		(void)take_bytes(reading, 1);
	}
}

static void take_record(struct asking *asking, struct reading *reading)
{
	struct sg_addresses *addresses = asking->addresses;
	size_t size = asking->type == ns_t_a ? 4 : 16;
	const unsigned char *data;
	unsigned type;
	size_t len;

	skip_name(reading);
	type = take_number(reading);
	(void)take_bytes(reading, 6); /* class, time to live */
	len = take_number(reading);
	data = take_bytes(reading, len);
	if (data == NULL || type != (unsigned)asking->type || len != size ||
		addresses->count == SG_LOOKUP_MOST) {
		return;
	}
	if (inet_ntop(asking->type == ns_t_a ? AF_INET : AF_INET6, data,
		    addresses->list[addresses->count], SG_LOOKUP_TEXT_SIZE) != NULL) {
		addresses->count++;
	}
}

/* The server may have followed aliases: every address in the answer is one of the name's. */
static enum verdict read_answer(
	struct asking *asking, const unsigned char *answer, size_t len)
{
	struct reading reading = {answer, answer + len, false};
	const unsigned char *id = take_bytes(&reading, 2);
	unsigned flags = take_number(&reading);
	unsigned questions = take_number(&reading);
	unsigned answers = take_number(&reading);

	(void)take_bytes(&reading, 4);
	if (reading.cut || memcmp(id, asking->query, 2) != 0 || (flags & 0x8000u) == 0 ||
		questions != 1) {
		return NOTHING_YET;
	}
	if ((flags & 0xFu) != 0) {
		return (flags & 0xFu) == NXDOMAIN ? NOT_THERE : NOTHING_YET;
	}
	skip_name(&reading);
	(void)take_bytes(&reading, 4);
	for (unsigned i = 0; i < answers && !reading.cut; i++) {
		take_record(asking, &reading);
	}
	if (asking->addresses->count > 0) {
		return THERE;
	}
	return reading.cut ? NOTHING_YET : NOT_THERE;
}

static enum verdict wait_for_answer(struct asking *asking, int handle, int64_t until_us)
{
	unsigned char answer[ANSWER_SIZE];
	enum verdict verdict = NOTHING_YET;

	while (verdict == NOTHING_YET) {
		struct pollfd waiting = {.fd = handle, .events = POLLIN};
		int ready = poll(&waiting, 1, sg_deadline_left_ms(until_us));
		ssize_t len;

		if (ready == -1 && errno == EINTR) {
			continue;
		}
		if (ready <= 0) {
			break;
		}
		len = recv(handle, answer, sizeof answer, MSG_DONTWAIT);
		if (len < 0) {
			break;
		}
		verdict = read_answer(asking, answer, (size_t)len);
	}
	return verdict;
}

/* A connected socket takes answers from that server alone. */
static enum verdict ask_server(
	struct asking *asking, const struct sockaddr_storage *server, int64_t until_us)
{
	socklen_t size = server->ss_family == AF_INET ? sizeof(struct sockaddr_in)
	                                              : sizeof(struct sockaddr_in6);
	int handle = socket(server->ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	enum verdict verdict = NOTHING_YET;

	if (handle < 0) {
		return verdict;
	}
	if (connect(handle, (const struct sockaddr *)server, size) == 0 &&
		send(handle, asking->query, (size_t)asking->query_len, MSG_NOSIGNAL) ==
			asking->query_len) {
		verdict = wait_for_answer(asking, handle, until_us);
	}
	(void)close(handle);
	return verdict;
}

static enum verdict ask_all(
	struct asking *asking, const struct sg_name_servers *servers, int64_t deadline_us)
{
	enum verdict verdict = NOTHING_YET;

	for (int round = 0; round < ROUNDS && verdict == NOTHING_YET; round++) {
		for (size_t i = 0; i < servers->count && verdict == NOTHING_YET; i++) {
			if (sg_deadline_left_ms(deadline_us) == 0) {
				return verdict;
			}
			verdict = ask_server(asking, &servers->list[i],
				sg_deadline_sooner(deadline_us, FIRST_WAIT_MS << round));
		}
	}
	return verdict;
}

bool sg_lookup_in_dns(const struct sg_name_servers *servers, const char *host,
	int64_t deadline_us, struct sg_addresses *ret_addresses)
{
	static const ns_type types[] = {ns_t_a, ns_t_aaaa};
	struct sg_addresses found = {0};

	for (size_t i = 0; i < 2 && found.count == 0; i++) {
		struct asking asking = {
			.host = host, .type = types[i], .addresses = &found};

		if (!make_query(&asking)) {
			return false;
		}
		(void)ask_all(&asking, servers, deadline_us);
	}
	if (found.count > 0) {
		*ret_addresses = found;
	}
	return found.count > 0;
}
