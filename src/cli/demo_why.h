/* Why a checklist is as it is: what a manager may know, in sentences. */
#ifndef SG_CLI_DEMO_WHY_H
#define SG_CLI_DEMO_WHY_H

#include "cli/demo_play.h"

/* SG_DEMO_WHY: asks for the stay's list as a manager and keeps, for each of the topics named
 * in the step's data, the facts behind its item, or why it was left out. */
enum sg_status sg_demo_why(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);

#endif
