/* Documents of the demo on their way to the module, and what is expected of the replies. */
#ifndef SG_CLI_DEMO_SEND_H
#define SG_CLI_DEMO_SEND_H

#include "cli/demo_play.h"

/* Says the step's event, hands demo->document to the module, and judges the reply by the
 * step. */
enum sg_status sg_demo_send_document(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);

/* Notes for SG_DEMO_COUNT that a document of this type was sent. `type` is kept as it is. */
void sg_demo_count_type(struct sg_demo *demo, const char *type);

/* SG_DEMO_SEND, _AGAIN, _OTHER, _GATHER and _BATCH. */
enum sg_status sg_demo_send(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);
enum sg_status sg_demo_send_again(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);
enum sg_status sg_demo_send_other(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);
enum sg_status sg_demo_gather(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);
enum sg_status sg_demo_send_batch(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error);

#endif
