/* Answers about a stay. */
#ifndef SG_SERVICE_ANSWER_H
#define SG_SERVICE_ANSWER_H

#include "document/reply.h"
#include "service/case.h"

/* The answer to a document about stays[0]: outcome, stay, revision, and at a check-in what the
 * desk needs. A repeated one is rendered from the revision it caused. May read it. */
enum sg_status sg_answer_stay(
	struct sg_case *work, const struct sg_taken_row *taken, enum sg_outcome outcome);

/* The same from a list that is at hand. */
enum sg_status sg_answer_list(struct sg_call *call, enum sg_outcome outcome,
	const struct sg_id *stay, uint32_t revision,
	const struct sg_checklist *checklist);

/* The cut of whoever asks. */
void sg_call_cut(const struct sg_call *call, struct sg_cut *ret_cut);

/* Ends the reply; SG_MEMORY when it did not fit. */
enum sg_status sg_call_reply_end(struct sg_call *call);

#endif
