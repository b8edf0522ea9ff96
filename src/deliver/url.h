/*
 * What an endpoint's address may look like. Parsed by libcurl's own parser, so that what is
 * checked is what is called.
 */
#ifndef SG_DELIVER_URL_H
#define SG_DELIVER_URL_H

#include <stdbool.h>

#include "core/status.h"
#include "deliver/guard.h"

enum { SG_URL_MAX = 2048 };

/*
 * SG_OK for an absolute https URL (http too if `allow_http`) of at most SG_URL_MAX bytes with a
 * host, without user, password, fragment, spaces or control characters. Else SG_INVALID with
 * code "url_invalid" and `path` (a JSON pointer, or NULL) in the error. Nothing is looked up:
 * which addresses the host may have is the guard's matter, at each connection. [thread-safe]
 */
enum sg_status sg_url_check(
	const char *url, bool allow_http, const char *path, struct sg_error *error);

/*
 * Whether the guard lets a URL be called whose host is an address and no name, as libcurl reads
 * it: also [::1], 0x7f000001, 2130706433, 127.1. SG_INVALID with code "network_closed" and
 * `path` where the address is closed; SG_OK for every name, as the guard judges that at each
 * connection. The URL is one that sg_url_check took. [thread-safe]
 */
enum sg_status sg_url_guard(const char *url, const struct sg_guard *guard,
	const char *path, struct sg_error *error);

#endif
