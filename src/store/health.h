/*
 * What a look at the whole says: the server, and the endpoints that are in trouble. For people;
 * every statement reads a bounded number of rows.
 */
#ifndef SG_STORE_HEALTH_H
#define SG_STORE_HEALTH_H

#include "store/script.h"

enum { SG_HEALTH_PROPERTIES = 5 };

/* Three sets. The server: version, its clock in microseconds, how many endpoints there are (at
 * most 1000 are counted). Endpoints in trouble, the worst first: property's code, name,
 * enabled, waiting, dead, the last reason. The codes of the first SG_HEALTH_PROPERTIES
 * properties. */
void sg_health_read(struct sg_script *script);

#endif
