/*
 * The configuration that a host opens the module with. Closed: an unknown member is refused, as
 * it is mostly a slip.
 */
#ifndef SG_DOCUMENT_CONFIG_H
#define SG_DOCUMENT_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"

/* Absent texts are NULL; numbers and flags have the default in brackets. */
struct sg_config {
	const char *host;
	int32_t port; /* 0 = the driver's */
	const char *socket;
	const char *user;
	const char *password;
	const char *database; /* its name */
	const char *tls_ca;
	bool tls;                   /* a "tls" object was given */
	bool tls_verify;            /* [true] */
	int32_t connect_timeout_ms; /* [2000] */
	bool relaxed;               /* durability [full] */
	bool document_clock;        /* clock [wall] */
	int32_t deadline_ms;        /* [300] 50…60000 */
	int32_t connections;        /* [8] 1…256 */
	int32_t lanes;              /* [4] 1…64 */
	const char *socket_dir;
	const char *catalog;  /* path of the hotel's file */
	const char *mapping;  /* path */
	bool migrate;         /* [false] */
	int32_t poll_ms;      /* [1000] 250…60000 */
	const char *zoneinfo; /* [/usr/share/zoneinfo] */
	const char *ca_file;
};

/* SG_INVALID as fields.h has it. Texts lie in the arena. "database" is required, with a name and
 * a host or a socket. [thread-safe] */
enum sg_status sg_config_decode(const char *bytes, size_t len, struct sg_arena *arena,
	struct sg_error *error, struct sg_config *ret_config);

#endif
