/* Playing the steps of a demo. */
#ifndef SG_CLI_DEMO_PLAY_H
#define SG_CLI_DEMO_PLAY_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/demo.h"
#include "cli/demo_inbox.h"
#include "cli/host.h"
#include "cli/workers.h"
#include "core/buffer.h"

enum {
	SG_DEMO_STAYS_MAX = 64,
	SG_DEMO_TYPES_MAX = 16,
	SG_DEMO_SECRETS_MAX = 32,
	SG_DEMO_GATHERED_MAX = 64
};

/* A stay by its name in the PMS and by the module's. */
struct sg_demo_stay {
	const char *name;
	const char *property;
	char id[64];
};

struct sg_demo {
	struct sg_host host;
	struct sg_demo_inbox *inbox;
	struct sg_workers *workers;
	FILE *out; /* where the story goes; NULL: nowhere */
	bool colour;
	int width;

	struct sg_demo_stay stays[SG_DEMO_STAYS_MAX];
	size_t stay_count;

	const char *when;          /* of the step under way */
	struct sg_buffer document; /* the last one */
	int number;                /* of documents, for their ids */
	struct sg_buffer batch;    /* documents gathered */
	const char *gathered[SG_DEMO_GATHERED_MAX];
	size_t gathered_count;
	bool gathering;

	struct {
		const char *type;
		int count;
	} types[SG_DEMO_TYPES_MAX]; /* documents since the last SG_DEMO_COUNT */
	const char *secrets[SG_DEMO_SECRETS_MAX]; /* words for no body but the desk's */
	size_t secret_count;
	const struct sg_demo_step *endpoints[SG_DEMO_POSTS_MAX];
	size_t endpoint_count;

	size_t letters;         /* that had come at the last SG_DEMO_DRAIN */
	int held;               /* expectations that held */
	int failed;             /* and those that did not */
	struct sg_buffer steps; /* elements of a JSON array: what was told */

	/* Kept for the end. */
	struct sg_buffer paper;     /* sheets of single floors */
	struct sg_buffer all_paper; /* the sheet of all floors */
	struct sg_buffer html;      /* the same as a page */
	struct sg_buffer plan;      /* and as the module answered it */
	struct sg_buffer totals;
	struct sg_buffer why;
};

/* Plays one step. What comes otherwise than the story expects is said and counted. Else than
 * SG_OK only when the demo cannot go on; SG_REFUSED when asked to stop. */
enum sg_status sg_demo_play(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);

/* Hands a document to the module; the reply, also a refusal, is freed with sg_value_free. */
enum sg_status sg_demo_call(struct sg_demo *demo, const struct sg_buffer *document,
	struct sg_error *error, struct sg_value **ret_reply);

/* The stay of that name, or NULL. */
const struct sg_demo_stay *sg_demo_stay_find(
	const struct sg_demo *demo, const char *name);

#endif
