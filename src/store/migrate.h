/*
 * The schema's versions: numbered, forward only, each statement restartable (CREATE TABLE IF
 * NOT EXISTS, ADD COLUMN IF NOT EXISTS, INSERT IGNORE …), so that a migration interrupted at
 * any point continues when it is run again. Two migrators at once do not meet: a lease row
 * with compare and set lets one work while the other waits.
 */
#ifndef SG_STORE_MIGRATE_H
#define SG_STORE_MIGRATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "store/connection.h"

/* `sql` holds statements that end with ';' at the end of a line; lines that begin with "--"
 * are comments. */
struct sg_migration {
	int number; /* from 1, without gaps */
	const char *name;
	const char *sql;
};

struct sg_migrations {
	const struct sg_migration *list; /* ascending */
	size_t count;
};

struct sg_migrate_state {
	int applied;    /* highest number finished in the database; 0: none */
	int known;      /* highest number of this program */
	int unfinished; /* number begun and not finished; 0: none */
	int foreign;    /* highest number in the database beyond ours; 0: none */
};

/* Called before each migration; may be NULL. */
struct sg_migrate_watch {
	void (*started)(void *data, int number, const char *name);
	/* Called before each statement; anything but SG_OK ends the run there (tests). */
	enum sg_status (*statement)(void *data, int number, int index);
	void *data;
};

/*
 * Brings the database up to the newest migration of the list.
 *   SG_OK           it is there now (`ret_applied`: how many ran, may be NULL)
 *   SG_REFUSED      "database_newer", "migration_failed" (names number, statement, reason)
 *   SG_UNAVAILABLE  the link broke, or another migrator held the lease until the deadline
 * The deadline bounds waiting for the lease; a statement of a migration takes what it takes.
 * [one thread per connection; several processes at once are fine]
 */
enum sg_status sg_migrate_run(struct sg_connection *connection,
	const struct sg_migrations *migrations, const struct sg_migrate_watch *watch,
	int64_t deadline_us, struct sg_error *error, int *ret_applied);

/* How far it is; a database without our tables has applied 0. Changes nothing. */
enum sg_status sg_migrate_state(struct sg_connection *connection,
	const struct sg_migrations *migrations, int64_t deadline_us,
	struct sg_error *error, struct sg_migrate_state *ret_state);

/* SG_OK where the database is exactly at the newest migration; SG_REFUSED "database_older"
 * (names `stammgast migrate`) or "database_newer" otherwise. */
enum sg_status sg_migrate_check(struct sg_connection *connection,
	const struct sg_migrations *migrations, int64_t deadline_us,
	struct sg_error *error);

#endif
