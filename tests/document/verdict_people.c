/* Judges of what is said of guests and stays, and what all judges keep. */
#include "document/verdict.h"

#include <string.h>

#include "core/time.h"
#include "document/alias.h"
#include "document/charge.h"
#include "document/claim.h"
#include "document/points.h"
#include "document/pool.h"
#include "document/posting.h"
#include "document/guest.h"
#include "document/liability.h"
#include "document/member.h"
#include "document/memory.h"
#include "document/merge.h"
#include "document/stay.h"
#include "document/transfer.h"

/* ---- what was kept ---- */

void keep_json(struct judge *judge, const char *json)
{
	sg_buffer_char(&judge->echo, judge->echo.len > 0 ? ',' : '[');
	sg_buffer_text(&judge->echo, json);
}

void keep_text(struct judge *judge, const char *text)
{
	sg_buffer_char(&judge->echo, judge->echo.len > 0 ? ',' : '[');
	sg_json_write_text(&judge->echo, text);
}

void keep_refs(struct judge *judge, const struct sg_ref *refs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		keep_text(judge, refs[i].system);
		keep_text(judge, refs[i].id);
	}
}

void keep_buffer(struct judge *judge, struct sg_buffer *buffer)
{
	keep_json(judge, buffer->data);
	sg_buffer_free(buffer);
}

struct sg_stored stored(struct judge *judge, struct sg_buffer *buffer)
{
	struct sg_stored text = {
		sg_arena_copy_len(judge->arena, buffer->data, buffer->len), buffer->len};

	sg_buffer_free(buffer);
	return text;
}

struct sg_merge_input merging(const struct judge *judge)
{
	return (struct sg_merge_input){.data = judge->envelope.data,
		.stamp = {.time_us = judge->envelope.time_us, .version = -1}};
}

/* ---- guests and stays ---- */

/* What was known before, for documents that say too little of something new. */
static const char known_stay[] = "{\"@at\":[]}";

static enum sg_status keep_guest(struct judge *judge, const struct sg_stored *state)
{
	struct sg_guest guest;
	struct sg_card card = {.version = 0};
	struct sg_buffer buffer = {0};
	struct sg_stored text;
	enum sg_status status =
		sg_guest_decode(state, judge->arena, &judge->error, &guest);

	if (status != SG_OK) {
		return status;
	}
	if (!sg_guest_to_card(&guest, judge->arena, &card)) {
		return SG_MEMORY;
	}
	sg_card_encode(&card, &buffer);
	text = stored(judge, &buffer);
	status = sg_card_decode(&text, judge->arena, &judge->error, &card);
	if (status == SG_OK) {
		sg_card_encode(&card, &buffer);
		keep_buffer(judge, &buffer);
	}
	return status;
}

enum sg_status judge_guest(struct judge *judge)
{
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged = {.created = false};
	struct sg_guest guest;
	enum sg_status status =
		sg_guest_check(judge->envelope.data, judge->arena, &judge->error, &guest);

	if (status == SG_OK) {
		status = sg_guest_merge(&input, judge->arena, &judge->error, &merged);
	}
	if (status == SG_OK) {
		keep_refs(judge, guest.refs, guest.ref_count);
		keep_json(judge, merged.state.text);
		status = keep_guest(judge, &merged.state);
	}
	return status;
}

static enum sg_status keep_stay(struct judge *judge, const struct sg_stay_state *after)
{
	struct sg_stay_columns columns = {.status = after->stay.status,
		.status_stamp = after->stamps[SG_GROUP_STATUS],
		.arrival_day = after->stay.arrival_day,
		.departure_day = after->stay.departure_day,
		.room = after->stay.room,
		.checked_in_us = SG_NO_TIME,
		.checked_out_us = SG_NO_TIME};
	struct sg_buffer buffer = {0};
	struct sg_stay_state again;
	struct sg_stored text;
	enum sg_status status;

	sg_stay_encode(after, &buffer);
	text = stored(judge, &buffer);
	status = sg_stay_decode(&text, &columns, judge->arena, &judge->error, &again);
	if (status == SG_OK) {
		sg_json_write(&buffer, again.members);
		keep_buffer(judge, &buffer);
	}
	return status;
}

static enum sg_status know_stay(struct judge *judge, struct sg_stay_state *ret_before)
{
	const struct sg_stored text = {known_stay, strlen(known_stay)};
	const struct sg_stay_columns columns = {.status = SG_STAY_BOOKED,
		.status_stamp = {.time_us = SG_NO_TIME, .version = -1},
		.arrival_day = sg_day_from_civil(1900, 1, 1),
		.departure_day = sg_day_from_civil(2199, 12, 31),
		.checked_in_us = SG_NO_TIME,
		.checked_out_us = SG_NO_TIME};

	return sg_stay_decode(&text, &columns, judge->arena, &judge->error, ret_before);
}

enum sg_status judge_stay(struct judge *judge)
{
	struct sg_stay_document document;
	struct sg_stay_state before;
	struct sg_stay_result result;
	struct sg_stamp stamp = {.time_us = judge->envelope.time_us, .version = -1};
	enum sg_status status = sg_stay_check(
		judge->envelope.data, judge->arena, &judge->error, &document);

	if (status != SG_OK) {
		return status;
	}
	keep_refs(judge, document.refs, document.ref_count);
	/* Only a stay's first document must say status and dates. */
	if (sg_stay_merge(NULL, &document, &stamp, judge->arena, NULL, &result) ==
		SG_OK) {
		return keep_stay(judge, &result.after);
	}
	status = know_stay(judge, &before);
	if (status == SG_OK) {
		status = sg_stay_merge(
			&before, &document, &stamp, judge->arena, &judge->error, &result);
	}
	return status == SG_OK ? keep_stay(judge, &result.after) : status;
}

enum sg_status judge_stated(struct judge *judge)
{
	struct sg_statement statement;
	struct sg_buffer buffer = {0};
	struct sg_stored text;
	enum sg_status status = sg_preference_stated_decode(judge->envelope.data,
		&judge->catalog, judge->arena, &judge->error, &statement);

	if (status != SG_OK) {
		return status;
	}
	keep_refs(judge, statement.refs, statement.ref_count);
	keep_refs(judge, statement.stay_refs, statement.stay_ref_count);
	keep_text(judge, statement.consent_text);
	keep_text(judge, statement.consent_channel);
	sg_fact_encode(&statement.fact, &buffer);
	text = stored(judge, &buffer);
	status = sg_fact_decode(&text, judge->arena, &judge->error, &statement.fact);
	if (status == SG_OK) {
		sg_fact_encode(&statement.fact, &buffer);
		keep_buffer(judge, &buffer);
	}
	return status;
}

enum sg_status judge_withdrawn(struct judge *judge)
{
	struct sg_withdrawal withdrawal;
	enum sg_status status = sg_preference_withdrawn_decode(
		judge->envelope.data, judge->arena, &judge->error, &withdrawal);

	if (status == SG_OK) {
		keep_refs(judge, withdrawal.refs, withdrawal.ref_count);
		keep_text(judge, withdrawal.topic);
		keep_text(judge, withdrawal.value);
	}
	return status;
}

enum sg_status judge_observation(struct judge *judge)
{
	struct sg_observation observation;
	enum sg_status status = sg_observation_decode(judge->envelope.data,
		&judge->catalog, judge->arena, &judge->error, &observation);

	if (status == SG_OK) {
		keep_refs(judge, observation.refs, observation.ref_count);
		keep_refs(judge, observation.stay_refs, observation.stay_ref_count);
		keep_text(judge, observation.topic);
		keep_text(judge, observation.value);
	}
	return status;
}

enum sg_status judge_consent(struct judge *judge)
{
	struct sg_consent consent;
	struct sg_buffer buffer = {0};
	enum sg_status status = sg_consent_decode(judge->envelope.data,
		judge->envelope.type == SG_DOCUMENT_CONSENT_GIVEN, judge->arena,
		&judge->error, &consent);

	if (status == SG_OK) {
		keep_refs(judge, consent.refs, consent.ref_count);
		sg_consent_encode(&consent, "front_desk", &buffer);
		keep_buffer(judge, &buffer);
	}
	return status;
}

enum sg_status judge_merging(struct judge *judge)
{
	struct sg_merging said;
	enum sg_status status = sg_merging_decode(
		judge->envelope.data, judge->arena, &judge->error, &said);

	if (status == SG_OK) {
		keep_refs(judge, said.refs, said.ref_count);
		keep_refs(judge, said.other_refs, said.other_ref_count);
	}
	return status;
}

enum sg_status judge_member(struct judge *judge)
{
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged = {.created = false};
	struct sg_member said, kept;
	enum sg_status status =
		sg_member_check(judge->envelope.data, judge->arena, &judge->error, &said);

	if (status == SG_OK) {
		status = sg_member_merge(&input, judge->arena, &judge->error, &merged);
	}
	if (status == SG_OK) {
		status = sg_member_decode(
			&merged.state, judge->arena, &judge->error, &kept);
	}
	if (status == SG_OK) {
		keep_refs(judge, said.refs, said.ref_count);
		keep_text(judge, said.programme);
		keep_text(judge, kept.number);
		keep_text(judge, kept.level);
	}
	return status;
}

enum sg_status judge_charge(struct judge *judge)
{
	struct sg_charge_document charge = {.category = NULL};
	enum sg_status status = (judge->envelope.type == SG_DOCUMENT_CHARGE_POSTED
					 ? sg_charge_posted_decode
					 : sg_charge_reversed_decode)(
		judge->envelope.data, judge->arena, &judge->error, &charge);

	if (status == SG_OK) {
		keep_refs(judge, charge.refs, charge.ref_count);
		keep_text(judge, charge.charge);
		keep_text(judge, charge.category);
		keep_text(judge, charge.currency);
	}
	return status;
}

enum sg_status judge_posting(struct judge *judge)
{
	struct sg_posting_document posting = {.reason = NULL};
	enum sg_status status = sg_posting_decode(
		judge->envelope.data, judge->arena, &judge->error, &posting);

	if (status == SG_OK) {
		keep_refs(judge, posting.refs, posting.ref_count);
		keep_text(judge, posting.reason);
		keep_text(judge, posting.counts ? "counts" : "rejected");
	}
	return status;
}

enum sg_status judge_claim(struct judge *judge)
{
	struct sg_claim_document claim = {.claim = NULL};
	enum sg_status status = sg_claim_decode(
		judge->envelope.data, judge->arena, &judge->error, &claim);

	if (status == SG_OK) {
		keep_refs(judge, claim.refs, claim.ref_count);
		keep_refs(judge, claim.stay_refs, claim.stay_ref_count);
		keep_text(judge, claim.claim);
		keep_text(judge, claim.programme);
		keep_text(judge, claim.confirmation);
		keep_text(judge, claim.note);
	}
	return status;
}

enum sg_status judge_claim_decision(struct judge *judge)
{
	struct sg_claim_decision decision = {.claim = NULL};
	enum sg_status status = sg_claim_decision_decode(
		judge->envelope.data, judge->arena, &judge->error, &decision);

	if (status != SG_OK) {
		return status;
	}
	keep_text(judge, decision.claim);
	keep_text(judge, decision.reason);
	keep_text(judge, decision.approved ? "approved" : "rejected");
	for (size_t i = 0; i < decision.charge_count; i++) {
		keep_text(judge, decision.charges[i].category);
		keep_text(judge, decision.charges[i].currency);
	}
	return status;
}

enum sg_status judge_exceptions(struct judge *judge)
{
	struct sg_exceptions_query query;
	enum sg_status status = sg_exceptions_decode(
		judge->envelope.data, judge->arena, &judge->error, &query);

	if (status == SG_OK) {
		keep_text(judge, query.after_text);
	}
	return status;
}

enum sg_status judge_liability(struct judge *judge)
{
	struct sg_liability_query query;
	enum sg_status status = sg_liability_query_decode(
		judge->envelope.data, judge->arena, &judge->error, &query);

	if (status == SG_OK) {
		keep_text(judge, query.programme);
		keep_text(judge, query.after_text);
	}
	return status;
}

enum sg_status judge_pool(struct judge *judge)
{
	struct sg_pool_document pool;
	enum sg_status status =
		sg_pool_decode(judge->envelope.data, judge->arena, &judge->error, &pool);

	if (status == SG_OK) {
		keep_text(judge, pool.pool);
		keep_text(judge, pool.programme);
		keep_text(judge, pool.reason);
		keep_text(judge, pool.second);
		for (size_t i = 0; i < pool.member_count; i++) {
			keep_refs(judge, pool.members[i].refs, pool.members[i].count);
		}
	}
	return status;
}

enum sg_status judge_redemption(struct judge *judge)
{
	struct sg_redemption_document redemption = {.redemption = NULL};
	enum sg_status status = sg_redemption_decode(
		judge->envelope.data, judge->arena, &judge->error, &redemption);

	if (status == SG_OK) {
		keep_refs(judge, redemption.refs, redemption.ref_count);
		keep_refs(judge, redemption.stay_refs, redemption.stay_ref_count);
		keep_text(judge, redemption.programme);
		keep_text(judge, redemption.redemption);
		keep_text(judge, sg_redemption_state_name(redemption.state));
		keep_text(judge, redemption.award);
		keep_text(judge, redemption.property);
		keep_text(judge, redemption.room_type);
		keep_text(judge, redemption.rate);
		keep_text(judge, redemption.channel);
	}
	return status;
}

enum sg_status judge_transfer(struct judge *judge)
{
	struct sg_transfer_document transfer = {.transfer = NULL};
	enum sg_status status = sg_transfer_decode(
		judge->envelope.data, judge->arena, &judge->error, &transfer);

	if (status == SG_OK) {
		keep_refs(judge, transfer.from.refs, transfer.from.count);
		keep_refs(judge, transfer.to.refs, transfer.to.count);
		keep_text(judge, transfer.programme);
		keep_text(judge, transfer.transfer);
		keep_text(judge, transfer.reason);
		keep_text(judge, transfer.second);
		keep_text(judge, sg_transfer_state_name(transfer.state));
		keep_text(judge, sg_transfer_kind_name(transfer.kind));
	}
	return status;
}

enum sg_status judge_adjustment(struct judge *judge)
{
	struct sg_adjustment_document adjustment = {.reason = NULL};
	enum sg_status status = sg_adjustment_decode(
		judge->envelope.data, judge->arena, &judge->error, &adjustment);

	if (status == SG_OK) {
		keep_refs(judge, adjustment.refs, adjustment.ref_count);
		keep_text(judge, adjustment.programme);
		keep_text(judge, adjustment.reason);
		keep_text(judge, adjustment.second);
	}
	return status;
}
