/* Sheets of the demo, kept for the end: lists and totals on paper, and why. */
#ifndef SG_CLI_DEMO_PAPER_H
#define SG_CLI_DEMO_PAPER_H

#include "cli/demo_play.h"

/* SG_DEMO_PAPER and SG_DEMO_TOTALS: asks for the sheet as it is now. A sheet of one floor is
 * kept as text, the one of all floors as a page and as the module's answer. */
enum sg_status sg_demo_paper(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);

#endif
