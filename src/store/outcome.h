/*
 * What a statement or a whole transaction came to, seen by whoever has to decide what next:
 * finer than a status, because "nothing happened, run it again" and "nobody knows whether it
 * happened" need different answers.
 */
#ifndef SG_STORE_OUTCOME_H
#define SG_STORE_OUTCOME_H

#include "core/status.h"

enum sg_db_outcome {
	/* It ran whole; what it wrote is durable. */
	SG_DB_DONE = 0,

	/* An expectation of the script did not hold (sg_script_stale_tag says which). Rolled
	 * back. Read and decide again. */
	SG_DB_STALE,

	/* A unique key was taken (1062; sg_script_duplicate_key names it). Rolled back. */
	SG_DB_DUPLICATE,

	/* Lost against another transaction (1213, 1205, 1020, 1047). Rolled back whole. Run
	 * the whole script again; sg_script_run_retrying and sg_pool_run already did. */
	SG_DB_CONFLICT,

	/* The link broke or the deadline passed, and certainly nothing was written: in a
	 * READ script, or before the execution was sent. The connection is closed. */
	SG_DB_LOST,

	/* The link broke or the deadline passed while a WRITE script ran: it may or may not
	 * have happened. The connection is closed. Look the document's id up, never guess. */
	SG_DB_UNKNOWN,

	/* The server cannot do it now (disk full, read only, out of memory). Rolled back. */
	SG_DB_UNAVAILABLE,

	/* The server will not do it: no rights, or the schema is not ours. Rolled back. */
	SG_DB_REFUSED,

	/* A fault of ours: SQL that does not parse, a value that does not fit, parameters that
	 * do not match. Rolled back. */
	SG_DB_FAILED,

	/* Memory was short on our side before anything was sent. */
	SG_DB_MEMORY,
};

/* DONE: SG_OK; CONFLICT, LOST, UNKNOWN, UNAVAILABLE: SG_UNAVAILABLE; REFUSED: SG_REFUSED;
 * MEMORY: SG_MEMORY; STALE, DUPLICATE, FAILED: SG_INTERNAL, as whoever set the expectation
 * has to answer it. [thread-safe] */
enum sg_status sg_db_status(enum sg_db_outcome outcome);

/* "done", "stale", … [thread-safe] */
const char *sg_db_outcome_name(enum sg_db_outcome outcome);

#endif
