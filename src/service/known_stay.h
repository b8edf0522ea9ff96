/* A stay that must be there already: read, checked and opened as a case. */
#ifndef SG_SERVICE_KNOWN_STAY_H
#define SG_SERVICE_KNOWN_STAY_H

#include "service/case.h"

/* SG_INVALID "stay_unknown" at `path`, SG_REFUSED "ids_disagree" or "id_reused". `dossier` must
 * stand as long as the case. */
enum sg_status sg_known_stay_open(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, const char *path, struct sg_dossier *dossier,
	struct sg_case *ret_work);

/* All stays of one room, for questions about it; no stay of one's own: stays[0] is a new one. */
enum sg_status sg_room_stays_open(struct sg_call *call, const char *number,
	struct sg_dossier *dossier, struct sg_case *ret_work);

#endif
