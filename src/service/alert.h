/*
 * Needs at risk an hour before a room must be ready: whether the desk is alerted, and why. The
 * reason stands on the revision as its cause, so that the body follows from the revision alone.
 */
#ifndef SG_SERVICE_ALERT_H
#define SG_SERVICE_ALERT_H

#include "service/case.h"

/* Whether a revision of that cause is an alert to the desk. */
bool sg_alert_is_cause(const char *cause);

/* What the alert about that list says: unavailable where a need of it is, else by the revision's
 * cause. */
enum sg_alert sg_alert_reason(const char *cause, bool unavailable);

/* Whether the moment to alert has come and nobody has looked at the stay since. Guests who are
 * there need none: the answer to their check-in names what is open. */
bool sg_alert_is_due(const struct sg_case *work, const struct sg_case_stay *stay);

/* Reads what the stay's endpoints have not got. [waits on the database] */
enum sg_status sg_alert_read(struct sg_case *work, struct sg_case_stay *stay);

/* With its list composed: makes the stay's revision an alert where a need is at risk. */
void sg_alert_decide(const struct sg_case *work, struct sg_case_stay *stay);

#endif
