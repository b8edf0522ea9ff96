/* Playing the steps of a demo. Inside of demo.c. */
#ifndef SG_CLI_DEMO_PLAY_H
#define SG_CLI_DEMO_PLAY_H

#include <pthread.h>
#include <stdio.h>

#include "cli/demo.h"
#include "cli/host.h"
#include "cli/ledger.h"
#include "cli/receiver.h"
#include "cli/workers.h"
#include "core/buffer.h"

struct sg_demo {
	struct sg_host host;
	struct sg_receiver *receiver;
	struct sg_workers *workers;
	const char *secret;
	FILE *out; /* where the story goes */
	bool colour;
	int width;

	pthread_mutex_t lock; /* guards what the receiver writes */
	struct sg_ledger *ledger;
	int64_t alerts;
	int64_t received;

	struct sg_buffer document; /* the last one */
	int number;                /* of documents, for their ids */
	const char *when;
	bool down;
	int unexpected; /* answers that were not as the story says */
};

/* Plays one step. What the module answers otherwise than the story expects is said and
 * counted; SG_REFUSED when asked to stop. */
enum sg_status sg_demo_play(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);

#endif
