/*
 * Loyalty programmes as a call uses them. What was read once is kept as it was decoded, found by
 * its text, for as long as the service is open.
 */
#ifndef SG_SERVICE_PROGRAMMES_H
#define SG_SERVICE_PROGRAMMES_H

#include "core/programme.h"
#include "service/context.h"
#include "store/programmes.h"

/* NULL when memory is short. */
struct sg_programmes *sg_programmes_new(void);
void sg_programmes_free(struct sg_programmes *programmes);

/* From a row that was read: SG_INVALID "programme_unknown" at `path` where there is none. What it
 * points at is shared by all calls: nobody changes it. [thread-safe] */
enum sg_status sg_programme_open(struct sg_call *call, const struct sg_programme_row *row,
	const char *path, struct sg_programme *ret_programme);

#endif
