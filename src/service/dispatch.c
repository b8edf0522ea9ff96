/* From a type to the function that handles it, and from a failure to its answer. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "deliver/digest.h"
#include "document/reply.h"
#include "service/houses.h"

static enum sg_status (*const handlers[SG_DOCUMENT_TYPES])(struct sg_call *) = {
	[SG_DOCUMENT_BATCH] = sg_handle_batch,
	[SG_DOCUMENT_CHARGE_POSTED] = sg_handle_charge_posted,
	[SG_DOCUMENT_CHARGE_REVERSED] = sg_handle_charge_reversed,
	[SG_DOCUMENT_CLAIM_DECIDED] = sg_handle_claim_decided,
	[SG_DOCUMENT_CONSENT_GIVEN] = sg_handle_consent_given,
	[SG_DOCUMENT_CONSENT_WITHDRAWN] = sg_handle_consent_withdrawn,
	[SG_DOCUMENT_DAY_CLOSED] = sg_handle_day_closed,
	[SG_DOCUMENT_DELIVERY_LIST] = sg_handle_delivery_list,
	[SG_DOCUMENT_DELIVERY_RETRY] = sg_handle_delivery_retry,
	[SG_DOCUMENT_ENDPOINT_GET] = sg_handle_endpoint_get,
	[SG_DOCUMENT_ENDPOINT_PUT] = sg_handle_endpoint_put,
	[SG_DOCUMENT_ENDPOINT_TEST] = sg_handle_endpoint_test,
	[SG_DOCUMENT_FEEDBACK_GIVEN] = sg_handle_feedback_given,
	[SG_DOCUMENT_GROUP_CHANGED] = sg_handle_group_changed,
	[SG_DOCUMENT_GUEST_CARD] = sg_handle_guest_card,
	[SG_DOCUMENT_GUEST_CHANGED] = sg_handle_guest_changed,
	[SG_DOCUMENT_GUEST_MERGED] = sg_handle_guest_merged,
	[SG_DOCUMENT_GUEST_UNMERGED] = sg_handle_guest_unmerged,
	[SG_DOCUMENT_HEALTH] = sg_handle_health,
	[SG_DOCUMENT_LOYALTY_EXCEPTIONS] = sg_handle_loyalty_exceptions,
	[SG_DOCUMENT_LOYALTY_LIABILITY] = sg_handle_loyalty_liability,
	[SG_DOCUMENT_LOYALTY_STATEMENT] = sg_handle_loyalty_statement,
	[SG_DOCUMENT_MAKE_GOOD_DECIDED] = sg_handle_make_good_decided,
	[SG_DOCUMENT_MEMBER_CHANGED] = sg_handle_member_changed,
	[SG_DOCUMENT_OBSERVATION_RECORDED] = sg_handle_observation_recorded,
	[SG_DOCUMENT_OFFER_ANSWERED] = sg_handle_offer_answered,
	[SG_DOCUMENT_OFFER_LIST] = sg_handle_offer_list,
	[SG_DOCUMENT_OFFER_PUT] = sg_handle_offer_put,
	[SG_DOCUMENT_PLAN_DAY] = sg_handle_plan_day,
	[SG_DOCUMENT_POINTS_ADJUSTED] = sg_handle_points_adjusted,
	[SG_DOCUMENT_POINTS_EARNED] = sg_handle_points_earned,
	[SG_DOCUMENT_POINTS_REDEEMED] = sg_handle_points_redeemed,
	[SG_DOCUMENT_POINTS_TRANSFERRED] = sg_handle_points_transferred,
	[SG_DOCUMENT_POOL_CHANGED] = sg_handle_pool_changed,
	[SG_DOCUMENT_POSTING_DECIDED] = sg_handle_posting_decided,
	[SG_DOCUMENT_PREFERENCE_STATED] = sg_handle_preference_stated,
	[SG_DOCUMENT_PREFERENCE_WITHDRAWN] = sg_handle_preference_withdrawn,
	[SG_DOCUMENT_PROGRAMME_PUT] = sg_handle_programme_put,
	[SG_DOCUMENT_PROPERTY_CHANGED] = sg_handle_property_changed,
	[SG_DOCUMENT_ROOM_CHANGED] = sg_handle_room_changed,
	[SG_DOCUMENT_ROOM_READINESS] = sg_handle_room_readiness,
	[SG_DOCUMENT_ROOM_TYPE_CHANGED] = sg_handle_room_type_changed,
	[SG_DOCUMENT_SNAPSHOT_BEGUN] = sg_handle_snapshot_begun,
	[SG_DOCUMENT_SNAPSHOT_ENDED] = sg_handle_snapshot_ended,
	[SG_DOCUMENT_STAY_CHANGED] = sg_handle_stay_changed,
	[SG_DOCUMENT_STAY_CHECKLIST] = sg_handle_stay_checklist,
	[SG_DOCUMENT_STAY_CLAIMED] = sg_handle_stay_claimed,
	[SG_DOCUMENT_TASK_CHANGED] = sg_handle_task_changed,
	[SG_DOCUMENT_TIER_GRANTED] = sg_handle_tier_granted,
};

enum sg_status sg_digest_content(
	const struct sg_envelope *envelope, unsigned char ret_digest[16])
{
	unsigned char digest[SG_DIGEST_SIZE];
	struct sg_buffer content = {0};
	bool failed;

	sg_envelope_content(envelope, &content);
	failed = content.failed;
	if (!failed) {
		sg_digest(content.data, content.len, digest);
		memcpy(ret_digest, digest, 16);
	}
	sg_buffer_free(&content);
	return failed ? SG_MEMORY : SG_OK;
}

/* Later news win: what comes from the future would win until then. */
static enum sg_status check_time(
	struct sg_call *call, const struct sg_document_kind *kind)
{
	if (kind->event && !call->service->config.document_clock &&
		!call->envelope.import &&
		call->envelope.time_us > call->wall_us + SG_DAY_US) {
		return sg_fail(call->error, SG_INVALID, "time_in_future", "/time",
			"the time is more than 24 hours ahead of the clock");
	}
	return SG_OK;
}

static enum sg_status answer_error(struct sg_call *call, enum sg_status status)
{
	if (status == SG_OK || status == SG_MEMORY) {
		return status;
	}
	sg_buffer_reset(call->reply);
	sg_reply_error_begin(call->reply, call->error);
	if (call->say != SG_SAY_NOTHING && call->house != NULL) {
		sg_text_write_say(call->reply, call->say, call->house->house.languages,
			call->house->house.language_count);
	}
	sg_reply_end(call->reply);
	return call->reply->failed ? SG_MEMORY : status;
}

enum sg_status sg_dispatch(struct sg_call *call)
{
	const struct sg_document_kind *kind = &sg_document_kinds[call->envelope.type];
	enum sg_status status = SG_OK;

	if (kind->event && call->envelope.type != SG_DOCUMENT_BATCH) {
		status = sg_digest_content(&call->envelope, call->digest);
	}
	status = status == SG_OK ? check_time(call, kind) : sg_call_memory(call);
	if (status == SG_OK) {
		status = handlers[call->envelope.type](call);
	}
	status = answer_error(call, status);
	sg_houses_return(call->service, call->house);
	call->house = NULL;
	return status;
}
