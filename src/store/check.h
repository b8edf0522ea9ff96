/*
 * Whether a server is fit to promise what we promise: MariaDB 10.11 or newer, and nothing set
 * that lets it forget a transaction it has confirmed.
 */
#ifndef SG_STORE_CHECK_H
#define SG_STORE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

/* What a server says of itself. Texts as the server writes them; NULL: not told. */
struct sg_server_facts {
	const char *flush_log_at_trx_commit;
	const char *doublewrite;
	const char *flush_method;
	const char *log_bin;
	const char *sync_binlog;
};

/* The number in a version text: 101106 for "5.5.5-10.11.6-MariaDB-log"; 0 where it is not
 * MariaDB's. */
int sg_server_version(const char *version);

/* SG_REFUSED "server_too_old" or "server_unknown", where it is no MariaDB >= 10.11. */
enum sg_status sg_server_check_version(const char *version, struct sg_error *error);

/* SG_REFUSED "durability_lax", naming the variable, its value and the value it needs. */
enum sg_status sg_server_check_durability(
	const struct sg_server_facts *facts, struct sg_error *error);

/* SG_REFUSED "packet_too_small" below 4 MiB, which a batch of documents may need. */
enum sg_status sg_server_check_packet(
	const char *max_allowed_packet, struct sg_error *error);

#endif
