/*
 * The demo's account at the end: what every endpoint should have in hand, asked of the module
 * stay by stay in the cut of that endpoint, against what its receiver got. A checklist is a
 * (stay, endpoint); it was delivered when the last body received says the same as the module
 * does now.
 */
#ifndef SG_CLI_DEMO_TALLY_H
#define SG_CLI_DEMO_TALLY_H

#include "cli/demo_play.h"

struct sg_demo_tally {
	int issued;    /* checklists that an endpoint should have */
	int delivered; /* of them, in its hands as they are now */
	int verified;  /* of them, with a right signature */
	int lost;      /* issued, not delivered */
	int received;  /* bodies, all told */
	int repeated;  /* of them, received before */
	int forged;    /* of them, with a signature that is not right */
	int leaks;     /* words in a body that are for the desk only */
	int planned, confirmed, revised, cancelled, alerts; /* of them, by type */
	char first[240]; /* the first thing that is wrong, for people */
};

/* Asks and counts. Else than SG_OK only when the module cannot be asked. */
enum sg_status sg_demo_count(
	struct sg_demo *demo, struct sg_error *error, struct sg_demo_tally *ret_tally);

#endif
