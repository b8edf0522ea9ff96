/* The moment from which a property's changes are sent. */
#ifndef SG_SERVICE_GOLIVE_H
#define SG_SERVICE_GOLIVE_H

#include "service/context.h"

/*
 * Appends that every endpoint has been told of every open stay as it stands: what an import
 * brought is known, only what changes from now on is sent. Reads the house's open stays.
 */
enum sg_status sg_go_live(struct sg_call *call, struct sg_script *script);

#endif
