/* Looking a host name up, in the order that most systems are set to: files, then DNS. */
#include "store/lookup.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/deadline.h"

enum { LONGEST_NAME = 253, MOST_HOSTS = 1024 * 1024 };

static bool is_numeric(const char *text)
{
	unsigned char address[16];

	return inet_pton(AF_INET, text, address) == 1 ||
	       inet_pton(AF_INET6, text, address) == 1;
}

static void add(struct sg_addresses *addresses, const char *text, size_t len)
{
	if (addresses->count < SG_LOOKUP_MOST && len < SG_LOOKUP_TEXT_SIZE) {
		(void)snprintf(addresses->list[addresses->count++], SG_LOOKUP_TEXT_SIZE,
			"%.*s", (int)len, text);
	}
}

/* "address name name … # comment" */
static void take_line(
	const char *line, size_t len, const char *host, struct sg_addresses *addresses)
{
	static const char blanks[] = " \t\r";
	const char *hash = memchr(line, '#', len);
	const char *end = hash != NULL ? hash : line + len;
	const char *address = NULL;
	size_t address_len = 0;

	while (line < end) {
		size_t word = 0;

		while (line < end && strchr(blanks, *line) != NULL) {
			line++;
		}
		while (line + word < end && strchr(blanks, line[word]) == NULL) {
			word++;
		}
		if (address == NULL) {
			address = line;
			address_len = word;
		} else if (word == strlen(host) && strncasecmp(line, host, word) == 0) {
			add(addresses, address, address_len);
			return;
		}
		line += word;
	}
}

bool sg_lookup_in_hosts(
	const char *text, const char *host, struct sg_addresses *ret_addresses)
{
	struct sg_addresses found = {0};

	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		take_line(text, len, host, &found);
		text += len + (text[len] == '\n' ? 1 : 0);
	}
	if (found.count > 0) {
		*ret_addresses = found;
	}
	return found.count > 0;
}

static bool look_in_file(const char *host, struct sg_addresses *ret_addresses)
{
	FILE *file = fopen("/etc/hosts", "re");
	char *text = file != NULL ? calloc(1, MOST_HOSTS + 1) : NULL;
	bool found = false;

	if (text != NULL) {
		text[fread(text, 1, MOST_HOSTS, file)] = '\0';
		found = sg_lookup_in_hosts(text, host, ret_addresses);
	}
	free(text);
	if (file != NULL) {
		(void)fclose(file);
	}
	return found;
}

static void take_servers(
	const struct __res_state *system, struct sg_name_servers *servers)
{
	for (int i = 0; i < system->nscount && servers->count < 3; i++) {
		struct sockaddr_storage *server = &servers->list[servers->count];

		if (system->nsaddr_list[i].sin_family == AF_INET) {
			memcpy(server, &system->nsaddr_list[i],
				sizeof(struct sockaddr_in));
		} else if (system->_u._ext.nsaddrs[i] != NULL) {
			memcpy(server, system->_u._ext.nsaddrs[i],
				sizeof(struct sockaddr_in6));
		} else {
			continue;
		}
		servers->count++;
	}
}

static bool ask_with_domain(const struct sg_name_servers *servers, const char *host,
	const char *domain, int64_t deadline_us, struct sg_addresses *ret_addresses)
{
	char name[2 * LONGEST_NAME + 2];
	size_t len = strlen(host) + strlen(domain) + 1;

	if (len > LONGEST_NAME) {
		return false;
	}
	(void)snprintf(name, sizeof name, "%s.%s", host, domain);
	return sg_lookup_in_dns(servers, name, deadline_us, ret_addresses);
}

static size_t dots_in(const char *host)
{
	size_t dots = 0;

	for (; *host != '\0'; host++) {
		dots += *host == '.' ? 1 : 0;
	}
	return dots;
}

/* As it is first where it has dots enough, after the search list otherwise. */
static bool look_in_dns(
	const char *host, int64_t deadline_us, struct sg_addresses *ret_addresses)
{
	struct sg_name_servers servers = {0};
	struct __res_state system;
	bool whole;
	bool found;

	memset(&system, 0, sizeof system);
	if (res_ninit(&system) != 0) {
		return false;
	}
	take_servers(&system, &servers);
	whole = dots_in(host) >= system.ndots;
	found = whole && sg_lookup_in_dns(&servers, host, deadline_us, ret_addresses);
	for (int i = 0; !found && i < MAXDNSRCH && system.dnsrch[i] != NULL; i++) {
		found = ask_with_domain(
			&servers, host, system.dnsrch[i], deadline_us, ret_addresses);
	}
	found = found ||
	        (!whole && sg_lookup_in_dns(&servers, host, deadline_us, ret_addresses));
	res_nclose(&system);
	return found;
}

enum sg_status sg_lookup_host(const char *host, int64_t deadline_us,
	struct sg_error *error, struct sg_addresses *ret_addresses)
{
	struct sg_addresses numeric = {0};

	if (is_numeric(host)) {
		add(&numeric, host, strlen(host));
		*ret_addresses = numeric;
		return SG_OK;
	}
	if (strlen(host) <= LONGEST_NAME &&
		(look_in_file(host, ret_addresses) ||
			look_in_dns(host, deadline_us, ret_addresses))) {
		return SG_OK;
	}
	return sg_fail(error, SG_UNAVAILABLE, "host_unknown", "",
		sg_deadline_left_ms(deadline_us) > 0
			? "the database's host name is not known: %s"
			: "the database's host name was not found in time: %s",
		host);
}
