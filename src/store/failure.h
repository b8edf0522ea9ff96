/*
 * What an error number of the server or of its client library means for us: whether anything
 * was written, whether to run it again, whether the link still stands.
 */
#ifndef SG_STORE_FAILURE_H
#define SG_STORE_FAILURE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"
#include "store/outcome.h"

/* The SQLSTATE by which a script says that an expectation did not hold. */
#define SG_STALE_STATE "45001"
#define SG_STALE_TEXT "stale "

/* What the library said. */
struct sg_fault {
	unsigned number;
	char state[6];
	char message[256];
};

struct sg_failure {
	enum sg_db_outcome outcome;
	bool breaks; /* the connection must not be used again */
	int tag;     /* of STALE */
};

/* `writing`: the execution of a WRITE was on its way, so that a broken link leaves it UNKNOWN
 * instead of LOST. [thread-safe] */
struct sg_failure sg_failure_of(const struct sg_fault *fault, bool writing);

/* Fills `error` for it and returns the status of its outcome. The message holds no value that
 * a guest may have given. [thread-safe] */
enum sg_status sg_failure_tell(const struct sg_failure *failure,
	const struct sg_fault *fault, struct sg_error *error);

/* What a failed attempt to connect means: SG_UNAVAILABLE, SG_REFUSED or SG_MEMORY, and the
 * reason in `error`. [thread-safe] */
enum sg_status sg_failure_connecting(
	const struct sg_fault *fault, struct sg_error *error);

/* "Duplicate entry '…' for key 'NAME'": copies NAME, or "". [thread-safe] */
void sg_failure_key(const char *message, char *ret_key, size_t size);

#endif
