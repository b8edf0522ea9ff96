/* A programme's file, read and checked as the module does. */
#ifndef SG_CLI_PROGRAMME_FILE_H
#define SG_CLI_PROGRAMME_FILE_H

#include <stddef.h>

#include "core/arena.h"
#include "core/programme.h"
#include "core/status.h"

struct sg_programme_file {
	char *text; /* as it stands there */
	size_t len;
	struct sg_programme programme;
	struct sg_arena *arena; /* where it lies */
};

/* One that is run here: SG_INVALID, with a place where the file is not sound, and for somebody
 * else's programme; SG_UNAVAILABLE where it cannot be read. Given back with
 * sg_programme_file_close. */
enum sg_status sg_programme_file_open(
	const char *path, struct sg_error *error, struct sg_programme_file *ret_file);

/* Fine when zeroed. */
void sg_programme_file_close(struct sg_programme_file *file);

#endif
