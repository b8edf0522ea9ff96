/* What a manager does only with a reason, and with a second person who agreed. */
#ifndef SG_SERVICE_SECOND_H
#define SG_SERVICE_SECOND_H

#include "core/buffer.h"
#include "service/subject.h"

/* SG_REFUSED "role_missing" with `message`, "reason_missing", "actor_unnamed", "second_missing" and
 * "second_same". */
enum sg_status sg_second_check(struct sg_call *call, const char *reason,
	const char *second, const char *message);

/* That it was a named person, and another one agreed: as above from "actor_unnamed" on. */
enum sg_status sg_second_person(struct sg_call *call, const char *second);

/* A JSON object: the reason, by whom and with whom; what was not said is left out. */
void sg_second_why(const struct sg_call *call, const char *reason, const char *second,
	struct sg_buffer *buffer);

/* A list of such objects: those of earlier words, NULL where there are none, then this one. NULL
 * when memory is short. */
const char *sg_second_after(const struct sg_call *call, const char *earlier,
	const char *reason, const char *second);

#endif
