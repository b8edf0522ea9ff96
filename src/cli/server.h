/*
 * The private MariaDB: for those who have no database yet, and for demo and replay. It is the
 * installed package's own mariadbd on a unix socket in a data folder, durable, without a
 * network, and it ends when the program ends, however that comes about.
 */
#ifndef SG_CLI_SERVER_H
#define SG_CLI_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buffer.h"
#include "core/status.h"

#define SG_SERVER_DATABASE "stammgast"

struct sg_server;

/*
 * Starts the server of `folder`, which is created where it is missing; an empty one becomes a
 * new database. A folder whose server another program runs already is joined: that server
 * stays the other's. SG_UNAVAILABLE, with one line on what to do: MariaDB is not installed,
 * the folder cannot be written, the server does not come up; SG_REFUSED when a stop was
 * asked for meanwhile. [the main thread: the server dies with the thread that started it]
 */
enum sg_status sg_server_start(
	const char *folder, struct sg_error *error, struct sg_server **ret_server);

/* The same with so many databases, one at least: SG_SERVER_DATABASE, and the others named as it
 * is with "_1" behind it and so on. */
enum sg_status sg_server_start_many(const char *folder, int databases,
	struct sg_error *error, struct sg_server **ret_server);

/* Stops the server unless it is another program's, and frees. NULL is fine. */
void sg_server_stop(struct sg_server *server);

/* Whether the server runs already in another program. */
bool sg_server_is_joined(const struct sg_server *server);

/* Path of the unix socket. */
const char *sg_server_socket(const struct sg_server *server);

/* Appends the member "database" of a module's config: {"socket":…,"user":…,"name":…}; `number` is
 * that of the database, from 0. */
void sg_server_config(
	const struct sg_server *server, int number, struct sg_buffer *buffer);

#endif
