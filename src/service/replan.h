/* One stay looked at again because its time has come: no document, the same decision. */
#ifndef SG_SERVICE_REPLAN_H
#define SG_SERVICE_REPLAN_H

#include "service/houses.h"
#include "store/days.h"

/* Reads, decides and writes one due stay. A stay that changed meanwhile is left to its next
 * turn. [waits on the database] */
enum sg_status sg_replan(struct sg_call *call, const struct sg_due_stay *due);

#endif
