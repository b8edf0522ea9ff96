/*
 * The addresses of the database's host, found within a deadline. The system's own look-up
 * cannot be bounded: it waits for as long as resolv.conf says, without a way to stop it.
 */
#ifndef SG_STORE_LOOKUP_H
#define SG_STORE_LOOKUP_H

#include <sys/socket.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum { SG_LOOKUP_MOST = 4, SG_LOOKUP_TEXT_SIZE = 46 };

/* Numeric addresses, those of IPv4 first. */
struct sg_addresses {
	size_t count;
	char list[SG_LOOKUP_MOST][SG_LOOKUP_TEXT_SIZE];
};

/* Name servers to ask, in turn. */
struct sg_name_servers {
	size_t count;
	struct sockaddr_storage list[3];
};

/*
 * A numeric address as it is, else /etc/hosts, else DNS with the servers and the search list of
 * resolv.conf. SG_UNAVAILABLE "host_unknown" when there is none, or none in time.
 * [thread-safe; waits]
 */
enum sg_status sg_lookup_host(const char *host, int64_t deadline_us,
	struct sg_error *error, struct sg_addresses *ret_addresses);

/* Looks in a text as /etc/hosts has it; false where the name is not in it. [thread-safe] */
bool sg_lookup_in_hosts(
	const char *text, const char *host, struct sg_addresses *ret_addresses);

/* Asks for A, then AAAA, of exactly this name, until the deadline. False where nothing was
 * found. [thread-safe; waits] */
bool sg_lookup_in_dns(const struct sg_name_servers *servers, const char *host,
	int64_t deadline_us, struct sg_addresses *ret_addresses);

#endif
