/*
 * Which addresses may be called. A hotel's configuration must not turn the PMS's server into a
 * way to what lies behind its firewall: private, local and special networks are closed, unless
 * the endpoint opens them by name, as an on-premise housekeeping system needs. Asked with the
 * address of each connection, never with the host's name.
 */
#ifndef SG_DELIVER_GUARD_H
#define SG_DELIVER_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "core/status.h"

enum { SG_GUARD_NETWORKS_MAX = 16 };

/* A network in 128 bits; IPv4 as ::ffff:a.b.c.d with 96 added to its prefix. */
struct sg_network {
	unsigned char address[16];
	uint32_t prefix;
};

/* The networks an endpoint opens. A plain value; zero-initialised it opens none. */
struct sg_guard {
	struct sg_network allowed[SG_GUARD_NETWORKS_MAX];
	size_t allowed_count;
};

/*
 * Parses "192.168.0.0/16", "fd00::/8", or one address without a prefix. SG_INVALID with code
 * "network_invalid" and `path` (a JSON pointer, or NULL) for anything else, also for bits set
 * behind the prefix: those are mostly a slip, and open more than was meant. [thread-safe]
 */
enum sg_status sg_network_parse(const char *text, const char *path,
	struct sg_error *error, struct sg_network *ret_network);

/* Parses `text` and opens it. SG_INVALID as above, or when there are SG_GUARD_NETWORKS_MAX
 * already. */
enum sg_status sg_guard_add(struct sg_guard *guard, const char *text, const char *path,
	struct sg_error *error);

/*
 * Whether a connection to `address` is allowed: an opened network, or one that is not closed.
 * An IPv4-mapped address is judged as the IPv4 address it is. One that carries an IPv4 address
 * through a gateway (NAT64, 6to4) is closed; opened, it still needs the address inside to be
 * allowed. Families other than IPv4 and IPv6 are closed. [thread-safe]
 */
bool sg_guard_allows(const struct sg_guard *guard, const struct sockaddr *address);

#endif
