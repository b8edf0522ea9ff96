/* batch: many documents, an answer each. Every document is all or nothing, the batch is not. */
#include "service/handlers.h"

#include "core/time.h"
#include "document/operation.h"
#include "document/reply.h"
#include "service/answer.h"
#include "service/exchange.h"
#include "store/deadline.h"

enum { DOCUMENT_US = 10 * 1000 };

static enum sg_status answer_error(struct sg_call *call, enum sg_status status)
{
	if (status == SG_MEMORY) {
		return status;
	}
	sg_buffer_reset(call->reply);
	sg_reply_error(call->reply, call->error);
	return call->reply->failed ? SG_MEMORY : status;
}

/* One document with an arena of its own, so that a batch needs no more memory than its largest
 * document. What is left when the time is up answers that it was not taken. */
static enum sg_status answer_one(struct sg_call *batch, const struct sg_json *document,
	struct sg_siblings *siblings, struct sg_buffer *answer)
{
	struct sg_error error = {0};
	struct sg_call call = {
		.service = batch->service,
		.arena = sg_arena_new(),
		.error = &error,
		.reply = answer,
		.deadline_us = batch->deadline_us,
		.wall_us = batch->wall_us,
		.siblings = siblings,
	};
	enum sg_status status;

	if (call.arena == NULL) {
		return SG_MEMORY;
	}
	if (sg_deadline_left_ms(batch->deadline_us) == 0) {
		status = answer_error(&call,
			sg_fail(&error, SG_UNAVAILABLE, "time_is_up", "",
				"the batch's time is up: send this document again"));
	} else {
		status = sg_envelope_read(document, call.arena, &error, &call.envelope);
		status = status == SG_OK ? sg_dispatch(&call)
		                         : answer_error(&call, status);
	}
	batch->caused_delivery |= call.caused_delivery;
	sg_arena_free(call.arena);
	return status == SG_MEMORY ? SG_MEMORY : SG_OK;
}

/* One that was half of an exchange has its answer already. */
static enum sg_status answer_in_turn(struct sg_call *call, const struct sg_batch *batch,
	struct sg_siblings *siblings, size_t index, struct sg_buffer *answer)
{
	struct sg_sibling *sibling = &siblings->list[index];

	sg_buffer_reset(answer);
	if (sibling->answer != NULL) {
		sg_buffer_text(answer, sibling->answer);
		return answer->failed ? SG_MEMORY : SG_OK;
	}
	sibling->usable = false;
	return answer_one(call, batch->documents[index], siblings, answer);
}

enum sg_status sg_handle_batch(struct sg_call *call)
{
	struct sg_buffer answer = {0};
	struct sg_siblings siblings;
	struct sg_batch batch;
	enum sg_status status =
		sg_batch_decode(call->envelope.data, call->arena, call->error, &batch);

	if (status == SG_OK) {
		status = sg_siblings_find(call, &batch, &siblings);
	}
	if (status != SG_OK) {
		return status;
	}
	call->deadline_us += (int64_t)batch.count * DOCUMENT_US;
	sg_reply_begin(call->reply, SG_OUTCOME_BATCH);
	sg_reply_array(call->reply, "answers");
	for (size_t i = 0; i < batch.count && status == SG_OK; i++) {
		status = answer_in_turn(call, &batch, &siblings, i, &answer);
		if (status == SG_OK && answer.data != NULL) {
			sg_reply_element(call->reply, answer.data);
		}
	}
	sg_buffer_free(&answer);
	sg_reply_array_end(call->reply);
	return status == SG_OK ? sg_call_reply_end(call) : sg_call_memory(call);
}
