/* What the desk was told to ask: remembered, so that no guest is asked the same within a year. */
#ifndef SG_SERVICE_ASKED_H
#define SG_SERVICE_ASKED_H

#include "service/case.h"

/* Whether the question of the stay's list is about a usual. Such a list is not issued without
 * noting it. */
bool sg_asks_usual(const struct sg_case_stay *stay);

/* At a check-in: appends that the question was asked, to the card of whom it is about. */
enum sg_status sg_asked_write(const struct sg_case *work, struct sg_script *script);

#endif
