/* The demo's voice: the day's timeline on the terminal, and the same for programs. */
#ifndef SG_CLI_DEMO_SAY_H
#define SG_CLI_DEMO_SAY_H

#include "cli/demo_play.h"

void sg_demo_say_chapter(struct sg_demo *demo, const char *title);

/* "  15:07  text", wrapped; NULL says nothing. */
void sg_demo_say_event(struct sg_demo *demo, const char *text);

/* How much it took: a line that belongs to no moment. */
void sg_demo_say_sum(struct sg_demo *demo, const char *text);

/* What came of the step: `result` after an arrow (NULL: nothing is said), or what is unmet.
 * Counts it. `unmet` is "" or NULL when all is as written. */
void sg_demo_say_outcome(
	struct sg_demo *demo, const struct sg_demo_step *step, const char *unmet);

#endif
