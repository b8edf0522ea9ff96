/* The database's schema: brought up to date, or looked at once before the first document. */
#ifndef SG_SERVICE_SCHEMA_H
#define SG_SERVICE_SCHEMA_H

#include "service/context.h"

/* Runs what is missing. SG_REFUSED, SG_UNAVAILABLE. [waits for as long as it takes] */
enum sg_status sg_schema_migrate(struct sg_service *service, struct sg_error *error);

/* SG_OK once the schema was found to be ours; looked at again until it is. */
enum sg_status sg_schema_ready(struct sg_call *call);

#endif
