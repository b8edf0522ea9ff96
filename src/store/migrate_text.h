/* The statements of a migration's text, one after the other. */
#ifndef SG_STORE_MIGRATE_TEXT_H
#define SG_STORE_MIGRATE_TEXT_H

#include "core/buffer.h"

/*
 * Puts the next statement, without its ';', into `statement` and returns where to go on; NULL
 * when there is none. Lines that begin with "--" and empty ones are left out; what follows the
 * last ';' is a statement too. Look at statement->failed for memory. [thread-safe]
 */
const char *sg_migrate_next(const char *text, struct sg_buffer *statement);

#endif
