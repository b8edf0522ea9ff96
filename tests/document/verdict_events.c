/* One judge for each type of event: decoded, encoded as it is stored, decoded again. */
#include "document/verdict.h"

#include <string.h>

#include "document/feedback.h"
#include "document/grant.h"
#include "document/house.h"
#include "document/account.h"
#include "document/make_good.h"
#include "document/merge.h"
#include "document/operation.h"
#include "document/partner.h"
#include "document/programme.h"
#include "document/query.h"

/* ---- the families ---- */

/* What was known before, for documents that say too little of something new. */
static const char known_property[] =
	"{\"@\":[0,-1],\"languages\":[\"en\"],\"zone\":\"UTC\"}";

static enum sg_status judge_property(struct judge *judge)
{
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged = {.created = false};
	struct sg_house house;
	enum sg_status status = sg_property_check(
		judge->envelope.data, &judge->catalog, judge->arena, &judge->error);

	if (status != SG_OK) {
		return status;
	}
	/* Only a property's first document must say zone and languages; a chain stays. */
	if (sg_property_merge(&input, judge->envelope.property, judge->arena, NULL,
		    &merged) != SG_OK) {
		input.before = (struct sg_stored){known_property, strlen(known_property)};
		if (sg_property_merge(&input, judge->envelope.property, judge->arena,
			    NULL, &merged) != SG_OK) {
			return status;
		}
	}
	status = sg_property_decode(&merged.state, judge->envelope.property, judge->arena,
		&judge->error, &house);
	keep_json(judge, merged.state.text);
	return status;
}

static enum sg_status judge_room_type(struct judge *judge)
{
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged = {.created = false};
	struct sg_room_type type;
	const char *code = NULL;
	enum sg_status status = sg_room_type_check(judge->envelope.data, &judge->catalog,
		judge->arena, &judge->error, &code);

	if (status == SG_OK) {
		status = sg_room_type_merge(&input, judge->arena, &judge->error, &merged);
	}
	if (status == SG_OK) {
		keep_text(judge, code);
		keep_json(judge, merged.state.text);
		status = sg_room_type_decode(&merged.state, code, &judge->catalog,
			judge->arena, &judge->error, &type);
	}
	return status;
}

static enum sg_status judge_room(struct judge *judge)
{
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged = {.created = false};
	struct sg_room room;
	const char *number = NULL;
	enum sg_status status =
		sg_room_check(judge->envelope.data, judge->arena, &judge->error, &number);

	if (status == SG_OK) {
		status = sg_room_merge(&input, judge->arena, &judge->error, &merged);
	}
	if (status == SG_OK) {
		keep_text(judge, number);
		keep_json(judge, merged.state.text);
		status = sg_room_decode(
			&merged.state, number, 0, judge->arena, &judge->error, &room);
	}
	return status;
}

static enum sg_status judge_group(struct judge *judge)
{
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged = {.created = false};
	struct sg_group group;
	const char *code = NULL;
	enum sg_status status =
		sg_group_check(judge->envelope.data, judge->arena, &judge->error, &code);

	if (status == SG_OK) {
		status = sg_group_merge(&input, judge->arena, &judge->error, &merged);
	}
	if (status == SG_OK) {
		keep_text(judge, code);
		keep_json(judge, merged.state.text);
		status = sg_group_decode(
			&merged.state, code, judge->arena, &judge->error, &group);
	}
	return status;
}

static enum sg_status judge_day_closed(struct judge *judge)
{
	int32_t day;

	return sg_day_closed_decode(
		judge->envelope.data, judge->arena, &judge->error, &day);
}

static enum sg_status judge_task(struct judge *judge)
{
	struct sg_task task;
	enum sg_status status =
		sg_task_decode(judge->envelope.data, judge->arena, &judge->error, &task);

	if (status == SG_OK) {
		keep_refs(judge, task.refs, task.ref_count);
		keep_text(judge, task.item);
		keep_text(judge, task.by);
		keep_text(judge, task.note);
		keep_text(judge, task.substitute);
	}
	return status;
}

static enum sg_status judge_feedback(struct judge *judge)
{
	struct sg_feedback feedback;
	enum sg_status status = sg_feedback_decode(judge->envelope.data, &judge->catalog,
		judge->arena, &judge->error, &feedback);

	if (status == SG_OK) {
		keep_refs(judge, feedback.guest_refs, feedback.guest_ref_count);
		keep_refs(judge, feedback.stay_refs, feedback.stay_ref_count);
		keep_text(judge, feedback.item);
		keep_text(judge, feedback.topic);
		keep_text(judge, feedback.note);
	}
	return status;
}

static enum sg_status judge_decision(struct judge *judge)
{
	struct sg_decision decision;
	enum sg_status status = sg_decision_decode(judge->envelope.data, &judge->catalog,
		judge->arena, &judge->error, &decision);

	if (status == SG_OK) {
		keep_text(judge, decision.topic);
		keep_text(judge, decision.value);
	}
	return status;
}

static enum sg_status judge_programme_put(struct judge *judge)
{
	struct sg_programme_put put;
	struct sg_programme programme;
	enum sg_status status = sg_programme_put_decode(
		judge->envelope.data, judge->arena, &judge->error, &put);

	if (status == SG_OK) {
		status = sg_programme_recall(
			put.text, put.len, judge->arena, &judge->error, &programme);
	}
	if (status == SG_OK) {
		keep_json(judge, put.text);
	}
	return status;
}

static enum sg_status judge_partner(struct judge *judge)
{
	struct sg_partner_document partner;
	enum sg_status status = sg_partner_decode(
		judge->envelope.data, judge->arena, &judge->error, &partner);

	if (status == SG_OK) {
		keep_refs(judge, partner.guest.refs, partner.guest.count);
		keep_text(judge, partner.number);
		keep_text(judge, partner.programme);
		keep_text(judge, partner.partner);
		keep_text(judge, partner.earning);
	}
	return status;
}

static enum sg_status judge_grant(struct judge *judge)
{
	struct sg_grant_document said;
	enum sg_status status =
		sg_grant_decode(judge->envelope.data, judge->arena, &judge->error, &said);

	if (status == SG_OK) {
		keep_refs(judge, said.guest.refs, said.guest.count);
		keep_text(judge, said.programme);
		keep_text(judge, said.grant.id);
		keep_text(judge, said.grant.tier);
		keep_text(judge, said.grant.reason);
		keep_text(judge, said.grant.evidence);
		keep_text(judge, said.grant.second);
	}
	return status;
}

static enum sg_status judge_statement_query(struct judge *judge)
{
	struct sg_statement_query query;
	enum sg_status status = sg_statement_query_decode(
		judge->envelope.data, judge->arena, &judge->error, &query);

	if (status == SG_OK) {
		keep_refs(judge, query.refs, query.ref_count);
		keep_text(judge, query.programme);
	}
	return status;
}

static enum sg_status judge_refs_query(struct judge *judge)
{
	struct sg_refs_query query;
	enum sg_status status = sg_refs_query_decode(
		judge->envelope.data, judge->arena, &judge->error, &query);

	if (status == SG_OK) {
		keep_refs(judge, query.refs, query.ref_count);
	}
	return status;
}

static enum sg_status judge_plan_day(struct judge *judge)
{
	struct sg_plan_day_query query;
	enum sg_status status = sg_plan_day_decode(
		judge->envelope.data, judge->arena, &judge->error, &query);

	if (status == SG_OK) {
		keep_text(judge, query.floor);
		keep_text(judge, query.section);
	}
	return status;
}

/* ---- the operation ---- */

static enum sg_status judge_endpoint(struct judge *judge)
{
	struct sg_endpoint endpoint;
	struct sg_buffer buffer = {0};
	struct sg_stored text;
	enum sg_status status = sg_endpoint_put_decode(
		judge->envelope.data, judge->arena, &judge->error, &endpoint);

	if (status != SG_OK) {
		return status;
	}
	sg_endpoint_encode(&endpoint, &buffer);
	text = stored(judge, &buffer);
	status = sg_endpoint_decode(&text, judge->arena, &judge->error, &endpoint);
	if (status == SG_OK) {
		sg_endpoint_encode(&endpoint, &buffer);
		keep_buffer(judge, &buffer);
	}
	return status;
}

/* Types whose data is one text. */
static enum sg_status judge_text(struct judge *judge)
{
	static enum sg_status (*const decoders[SG_DOCUMENT_TYPES])(const struct sg_json *,
		struct sg_arena *, struct sg_error *, const char **) = {
		[SG_DOCUMENT_ENDPOINT_GET] = sg_endpoint_name_decode,
		[SG_DOCUMENT_ENDPOINT_TEST] = sg_endpoint_name_decode,
		[SG_DOCUMENT_ROOM_READINESS] = sg_room_readiness_decode,
		[SG_DOCUMENT_SNAPSHOT_BEGUN] = sg_snapshot_decode,
		[SG_DOCUMENT_SNAPSHOT_ENDED] = sg_snapshot_decode,
	};
	const char *text = NULL;
	enum sg_status status = decoders[judge->envelope.type](
		judge->envelope.data, judge->arena, &judge->error, &text);

	keep_text(judge, text);
	return status;
}

static enum sg_status judge_batch(struct judge *judge)
{
	struct sg_batch batch;

	return sg_batch_decode(judge->envelope.data, judge->arena, &judge->error, &batch);
}

static enum sg_status judge_delivery_list(struct judge *judge)
{
	struct sg_delivery_list list;
	enum sg_status status = sg_delivery_list_decode(
		judge->envelope.data, judge->arena, &judge->error, &list);

	if (status == SG_OK) {
		keep_text(judge, list.endpoint);
	}
	return status;
}

static enum sg_status judge_delivery_retry(struct judge *judge)
{
	struct sg_delivery_retry retry;
	enum sg_status status = sg_delivery_retry_decode(
		judge->envelope.data, judge->arena, &judge->error, &retry);

	if (status == SG_OK) {
		keep_refs(judge, retry.refs, retry.ref_count);
		keep_text(judge, retry.endpoint);
	}
	return status;
}

static enum sg_status judge_nothing(struct judge *judge)
{
	(void)judge;
	return SG_OK;
}

enum sg_status judge_event(struct judge *judge, const char *line, size_t len)
{
	static enum sg_status (*const judges[SG_DOCUMENT_TYPES])(struct judge *) = {
		[SG_DOCUMENT_BATCH] = judge_batch,
		[SG_DOCUMENT_DAY_CLOSED] = judge_day_closed,
		[SG_DOCUMENT_DELIVERY_LIST] = judge_delivery_list,
		[SG_DOCUMENT_DELIVERY_RETRY] = judge_delivery_retry,
		[SG_DOCUMENT_ENDPOINT_GET] = judge_text,
		[SG_DOCUMENT_ENDPOINT_PUT] = judge_endpoint,
		[SG_DOCUMENT_ENDPOINT_TEST] = judge_text,
		[SG_DOCUMENT_FEEDBACK_GIVEN] = judge_feedback,
		[SG_DOCUMENT_MAKE_GOOD_DECIDED] = judge_decision,
		[SG_DOCUMENT_GROUP_CHANGED] = judge_group,
		[SG_DOCUMENT_GUEST_CARD] = judge_refs_query,
		[SG_DOCUMENT_GUEST_CHANGED] = judge_guest,
		[SG_DOCUMENT_GUEST_MERGED] = judge_merging,
		[SG_DOCUMENT_GUEST_UNMERGED] = judge_merging,
		[SG_DOCUMENT_HEALTH] = judge_nothing,
		[SG_DOCUMENT_OFFER_ANSWERED] = judge_offer_answered,
		[SG_DOCUMENT_OFFER_LIST] = judge_offer_list,
		[SG_DOCUMENT_OFFER_PUT] = judge_offer_put,
		[SG_DOCUMENT_PLAN_DAY] = judge_plan_day,
		[SG_DOCUMENT_PREFERENCE_STATED] = judge_stated,
		[SG_DOCUMENT_PREFERENCE_WITHDRAWN] = judge_withdrawn,
		[SG_DOCUMENT_OBSERVATION_RECORDED] = judge_observation,
		[SG_DOCUMENT_MEMBER_CHANGED] = judge_member,
		[SG_DOCUMENT_CHARGE_POSTED] = judge_charge,
		[SG_DOCUMENT_CHARGE_REVERSED] = judge_charge,
		[SG_DOCUMENT_POINTS_ADJUSTED] = judge_adjustment,
		[SG_DOCUMENT_POINTS_EARNED] = judge_partner,
		[SG_DOCUMENT_POINTS_REDEEMED] = judge_redemption,
		[SG_DOCUMENT_POINTS_TRANSFERRED] = judge_transfer,
		[SG_DOCUMENT_CONSENT_GIVEN] = judge_consent,
		[SG_DOCUMENT_CONSENT_WITHDRAWN] = judge_consent,
		[SG_DOCUMENT_PROGRAMME_PUT] = judge_programme_put,
		[SG_DOCUMENT_LOYALTY_EXCEPTIONS] = judge_exceptions,
		[SG_DOCUMENT_POOL_CHANGED] = judge_pool,
		[SG_DOCUMENT_POSTING_DECIDED] = judge_posting,
		[SG_DOCUMENT_STAY_CLAIMED] = judge_claim,
		[SG_DOCUMENT_CLAIM_DECIDED] = judge_claim_decision,
		[SG_DOCUMENT_LOYALTY_LIABILITY] = judge_liability,
		[SG_DOCUMENT_LOYALTY_STATEMENT] = judge_statement_query,
		[SG_DOCUMENT_PROPERTY_CHANGED] = judge_property,
		[SG_DOCUMENT_ROOM_CHANGED] = judge_room,
		[SG_DOCUMENT_ROOM_READINESS] = judge_text,
		[SG_DOCUMENT_ROOM_TYPE_CHANGED] = judge_room_type,
		[SG_DOCUMENT_SNAPSHOT_BEGUN] = judge_text,
		[SG_DOCUMENT_SNAPSHOT_ENDED] = judge_text,
		[SG_DOCUMENT_STAY_CHANGED] = judge_stay,
		[SG_DOCUMENT_STAY_CHECKLIST] = judge_refs_query,
		[SG_DOCUMENT_TIER_GRANTED] = judge_grant,
		[SG_DOCUMENT_TASK_CHANGED] = judge_task,
	};
	enum sg_status status = sg_envelope_decode(
		line, len, judge->arena, &judge->error, &judge->envelope);

	if (status != SG_OK) {
		return status;
	}
	keep_text(judge, judge->envelope.id);
	keep_text(judge, judge->envelope.property);
	keep_text(judge, judge->envelope.actor.name);
	return judges[judge->envelope.type](judge);
}
