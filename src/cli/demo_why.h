/* Why a checklist is as it is: what a manager may know, for people. */
#ifndef SG_CLI_DEMO_WHY_H
#define SG_CLI_DEMO_WHY_H

#include <stdio.h>

#include "cli/host.h"

/* Asks for the checklist of the stay `id` of the system "pms" as a manager, and prints each
 * item with the facts behind it, and what was left out with the reason. */
enum sg_status sg_demo_why(struct sg_host *host, FILE *out, const char *property,
	const char *id, struct sg_error *error);

#endif
