/*
 * What an endpoint's address may look like. Parsed by libcurl's own parser, so that what is
 * checked is what is called.
 */
#ifndef SG_DELIVER_URL_H
#define SG_DELIVER_URL_H

#include <stdbool.h>

#include "core/status.h"

enum { SG_URL_MAX = 2048 };

/*
 * SG_OK for an absolute https URL (http too if `allow_http`) of at most SG_URL_MAX bytes with a
 * host, without user, password, fragment, spaces or control characters. Else SG_INVALID with
 * code "url_invalid" and `path` (a JSON pointer, or NULL) in the error. Nothing is looked up:
 * which addresses the host may have is the guard's matter, at each connection. [thread-safe]
 */
enum sg_status sg_url_check(
	const char *url, bool allow_http, const char *path, struct sg_error *error);

#endif
