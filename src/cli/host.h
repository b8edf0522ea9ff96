/*
 * What most commands need to begin: the config read, the private MariaDB started where the
 * config names no database, the module loaded and the plugin opened. And the way back.
 */
#ifndef SG_CLI_HOST_H
#define SG_CLI_HOST_H

#include <limits.h>
#include <stdbool.h>

#include "cli/module.h"
#include "cli/options.h"
#include "cli/server.h"
#include "core/buffer.h"
#include "document/value.h"

struct sg_host_options {
	const char *config;  /* path of the module's config, or NULL */
	const char *module;  /* path of the module, or NULL: beside the program */
	const char *data;    /* folder of the private MariaDB, or NULL: the default */
	const char *members; /* more members for the config, as a JSON object, or NULL */
	bool temporary;      /* without `data`: a folder that is removed in the end */
	int databases;       /* of the private server; 0 is one */
	bool no_migrate;     /* leave the private database at its version */
};

/* The rows of an option table that fill a struct sg_host_options. */
#define SG_HOST_OPTIONS(host)                                                            \
	{"config", "FILE", "the module's config (JSON)", SG_OPTION_TEXT, &(host).config, \
		0, 0},                                                                   \
		{"data", "DIR", "folder of the private MariaDB", SG_OPTION_TEXT,         \
			&(host).data, 0, 0},                                             \
	{                                                                                \
		"module", "FILE", "the module, if not beside the program",               \
			SG_OPTION_TEXT, &(host).module, 0, 0                             \
	}

struct sg_host {
	struct sg_module module;
	struct sg_server *server; /* NULL: the config names a database */
	struct sg_buffer config;  /* as the plugin was opened with; holds a password */
	char folder[PATH_MAX];    /* to be removed, or "" */
};

/* All or nothing; `ret_host` is given back with sg_host_close. [the main thread] */
enum sg_status sg_host_open(const struct sg_host_options *options, struct sg_error *error,
	struct sg_host *ret_host);

/* Everything but the plugin, which the caller opens: for doctor. */
enum sg_status sg_host_prepare(const struct sg_host_options *options,
	struct sg_error *error, struct sg_host *ret_host);

/* Closes the plugin and opens it again on another database of the private server, from 0. */
enum sg_status sg_host_turn_to(
	struct sg_host *host, int database, struct sg_error *error);

/* Closes the plugin, stops the server, removes what was temporary. Fine when zeroed. */
void sg_host_close(struct sg_host *host);

/* A call that stays in the program: the reply's text must be freed with module.reply_free. A
 * document that the module finds unavailable is repeated for up to `patience_ms`. */
enum sg_status sg_host_call(struct sg_host *host, const char *document, size_t len,
	int64_t patience_ms, struct sg_error *error, struct pms_reply **ret_reply);

/* The same with the document from a buffer, which may have failed, and the reply as a value, freed
 * with sg_value_free. */
enum sg_status sg_host_ask(struct sg_host *host, const struct sg_buffer *document,
	int64_t patience_ms, struct sg_error *error, struct sg_value **ret_reply);

#endif
