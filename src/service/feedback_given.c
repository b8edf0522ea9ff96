/* feedback.given: what a guest says of what was done for him. It changes how he is attended to,
 * at once; so does an observation of his reaction. */
#include "service/handlers.h"

#include "core/card_attention.h"
#include "document/feedback.h"
#include "document/memory.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/known_stay.h"
#include "service/make_goods.h"
#include "service/marks.h"
#include "service/revision.h"
#include "service/stay_reactions.h"
#include "service/subject.h"
#include "service/whose.h"
#include "store/rows.h"

struct feedback {
	struct sg_feedback said;
	struct sg_guest_work guest_work;
	struct sg_guest_row guest;
	struct sg_dossier dossier;
	struct sg_case work;
	struct sg_list list; /* of the stay */
	const struct sg_item *item;
	const struct sg_topic *topic; /* that it is about, or NULL */
	enum sg_outcome outcome;
	bool kept;
};

static struct sg_reacted reacted_of(
	const struct sg_call *call, const struct feedback *feedback)
{
	return sg_reacted_now(call, feedback->said.kind,
		feedback->topic != NULL ? feedback->topic->name : NULL,
		feedback->said.note);
}

/* ---- of a guest ---- */

static enum sg_status write_guest(
	struct sg_call *call, struct feedback *feedback, bool *ret_again)
{
	const struct sg_reacted reacted = reacted_of(call, feedback);
	struct sg_guest_work *work = &feedback->guest_work;
	struct sg_script script;
	enum sg_status status;

	sg_subject_begin(call, &script, &feedback->guest.id);
	sg_guest_keys_write(&script, work, &feedback->guest.id);
	status = sg_reaction_note(call, work, &reacted, &script, &feedback->kept);
	if (status == SG_OK) {
		status = sg_guest_cards_store(call, work, &feedback->guest, &script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status give_of_guest(struct sg_call *call, void *data, bool *ret_again)
{
	struct feedback *feedback = data;
	enum sg_status status = sg_guest_file_read(call, feedback->said.guest_refs,
		feedback->said.guest_ref_count, &feedback->guest_work);

	feedback->guest = feedback->guest_work.file.guest;
	if (status != SG_OK || feedback->guest_work.file.taken.found) {
		feedback->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	feedback->outcome = SG_OUTCOME_APPLIED;
	if (feedback->guest.version == 0) {
		sg_guest_new(call, &feedback->guest_work, &feedback->guest);
	}
	return write_guest(call, feedback, ret_again);
}

/* ---- of a stay ---- */

/* The list of his room, as it was while he was there, also where he speaks of it afterwards. */
static enum sg_status open_list(
	struct sg_call *call, const struct sg_case *work, struct sg_list *ret_list)
{
	const struct sg_case_stay *stay = &work->stays[0];
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_revision_row row = {.revision = 0};
	struct sg_script script;
	enum sg_status status;

	*ret_list = sg_whose_list(work)->last;
	if (!stay->has_last || stay->last.plan.state < SG_PLAN_DEPARTED) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_revision_in_house_read(&script, &stay->row.id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_revision_row_take(sg_script_rows(&script, 0), 0, 0,
			&stay->row.id, call->error, &row);
	}
	return status == SG_OK && row.body != NULL
	               ? sg_revision_open(call, &row, call->arena, ret_list, NULL)
	               : status;
}

/* The need that a complaint is about, if it is about one. */
static const struct sg_item *failed_need(
	const struct sg_call *call, const struct feedback *feedback)
{
	const struct sg_plan *plan = &feedback->list.plan;

	if (feedback->said.kind != SG_REACTION_COMPLAINED || feedback->item != NULL ||
		feedback->topic == NULL) {
		return feedback->item;
	}
	for (size_t i = 0; i < plan->item_count; i++) {
		const struct sg_item *item = &plan->items[i];

		if (item->class == SG_CLASS_NEED && item->topic >= 0 &&
			&call->service->catalog.topics[item->topic] == feedback->topic) {
			return item;
		}
	}
	return NULL;
}

static enum sg_status find_item(struct sg_call *call, struct feedback *feedback)
{
	const char *id = feedback->said.item;
	const struct sg_catalog *catalog = &call->service->catalog;

	if (id == NULL) {
		return SG_OK;
	}
	feedback->item = sg_item_of(&feedback->list.plan, id);
	if (feedback->item == NULL) {
		return sg_fail(call->error, SG_INVALID, "item_unknown", "/data/item",
			"the stay's checklist has no item \"%s\"", id);
	}
	feedback->topic = feedback->item->topic >= 0
	                          ? &catalog->topics[feedback->item->topic]
	                          : NULL;
	return SG_OK;
}

/* What turns an attention off is said of an attention. */
static enum sg_status check_item(struct sg_call *call, const struct feedback *feedback)
{
	enum sg_reaction_kind kind = feedback->said.kind;
	bool of_attention = kind == SG_REACTION_IGNORED || kind == SG_REACTION_REFUSED ||
	                    kind == SG_REACTION_STOPPED;

	if (of_attention && feedback->item != NULL &&
		feedback->item->class == SG_CLASS_NEED) {
		return sg_fail(call->error, SG_INVALID, "topic_no_attention",
			"/data/item", "the item is a need: needs are always met");
	}
	return SG_OK;
}

static enum sg_status give_of_stay(struct sg_call *call, void *data, bool *ret_again)
{
	struct feedback *feedback = data;
	struct sg_make_good make_good;
	struct sg_reacted reacted;
	struct sg_script script;
	const struct sg_item *item;
	enum sg_status status = sg_known_stay_open(call, feedback->said.stay_refs,
		feedback->said.stay_ref_count, "/data/stay/ids", &feedback->dossier,
		&feedback->work);

	if (status != SG_OK || feedback->dossier.taken.found) {
		feedback->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	feedback->outcome = SG_OUTCOME_APPLIED;
	status = open_list(call, &feedback->work, &feedback->list);
	if (status == SG_OK) {
		status = find_item(call, feedback);
	}
	if (status == SG_OK) {
		status = check_item(call, feedback);
	}
	if (status != SG_OK) {
		return status;
	}
	reacted = reacted_of(call, feedback);
	item = failed_need(call, feedback);
	if (feedback->said.kind == SG_REACTION_COMPLAINED && item != NULL &&
		sg_make_good_of(&feedback->work, item, &make_good)) {
		reacted.make_good = &make_good;
	}
	sg_subject_begin(call, &script, &feedback->work.stays[0].row.id);
	status = sg_stay_reactions_write(
		&feedback->work, item, &reacted, &script, &feedback->kept);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

/* ---- the documents ---- */

static enum sg_status give(struct sg_call *call, struct feedback *feedback)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	bool of_stay = feedback->said.stay_ref_count > 0;
	enum sg_status status = sg_call_house(call, 0);

	if (feedback->said.topic != NULL) {
		feedback->topic =
			&catalog->topics[sg_catalog_topic(catalog, feedback->said.topic)];
	}
	if (status == SG_OK) {
		status = sg_subject_try(
			call, of_stay ? give_of_stay : give_of_guest, feedback);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, feedback->outcome);
	if (of_stay) {
		sg_reply_id(call->reply, "stay", &feedback->work.stays[0].row.id);
	} else {
		sg_reply_id(call->reply, "guest", &feedback->guest.id);
	}
	if (feedback->outcome != SG_OUTCOME_REPEATED) {
		sg_reply_bool(call->reply, "kept", feedback->kept);
	}
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_feedback_given(struct sg_call *call)
{
	struct feedback feedback = {.kept = false};
	enum sg_status status = sg_feedback_decode(call->envelope.data,
		&call->service->catalog, call->arena, call->error, &feedback.said);

	return status == SG_OK ? give(call, &feedback) : status;
}

enum sg_status sg_reaction_observed(
	struct sg_call *call, const struct sg_observation *observation)
{
	struct feedback feedback = {
		.said = {.guest_refs = observation->refs,
			.guest_ref_count = observation->ref_count,
			.kind = (enum sg_reaction_kind)observation->reaction,
			.topic = observation->topic}};

	return give(call, &feedback);
}
