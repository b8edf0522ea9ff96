/* Loyalty programmes as a call uses them: read and decoded into its arena. */
#ifndef SG_SERVICE_PROGRAMMES_H
#define SG_SERVICE_PROGRAMMES_H

#include "core/programme.h"
#include "service/context.h"
#include "store/programmes.h"

/* From a row that was read: SG_INVALID "programme_unknown" at `path` where there is none. */
enum sg_status sg_programme_open(struct sg_call *call, const struct sg_programme_row *row,
	const char *path, struct sg_programme *ret_programme);

#endif
