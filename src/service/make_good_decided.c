/* make_good.decided: a duty manager says what a failure is made good by, once. */
#include "service/handlers.h"

#include <string.h>

#include "document/guest.h"
#include "document/make_good.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/subject.h"
#include "store/make_goods.h"

struct deciding {
	struct sg_decision said;
	const char *thing; /* topic and value, as they are recorded */
	struct sg_make_good_row row;
	enum sg_outcome outcome;
};

static enum sg_status read(struct sg_call *call, struct deciding *deciding)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_make_good_read(&script, &deciding->said.id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_make_good_take(&script, 0, call->error, &deciding->row);
	}
	if (status == SG_OK &&
		(!deciding->row.found ||
			!sg_id_equal(&deciding->row.property, &call->house->house.id))) {
		return sg_fail(call->error, SG_INVALID, "make_good_unknown", "/data/id",
			"nothing of this hotel is to be made good under this id");
	}
	return status;
}

/* Once: the same again changes nothing, another decision comes too late. */
static enum sg_status check_decided(struct sg_call *call, struct deciding *deciding)
{
	const struct sg_make_good_row *row = &deciding->row;
	bool approved = row->state != SG_MAKE_GOOD_DECLINED;

	if (approved == deciding->said.approve &&
		(!approved || (row->cost_cents == deciding->said.cost_cents &&
				      sg_same_text(row->thing, deciding->thing)))) {
		deciding->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	return sg_fail(call->error, SG_REFUSED, "decided_already", "/data/id",
		"it was decided otherwise before");
}

static enum sg_status check_cost(struct sg_call *call, const struct deciding *deciding)
{
	if (deciding->said.cost_cents > deciding->row.cap_cents) {
		return sg_fail(call->error, SG_REFUSED, "above_cap", "/data/cost_cents",
			"it may cost %d at most", (int)deciding->row.cap_cents);
	}
	return SG_OK;
}

/* The card without it, or with what it shall be. */
static bool change_card(
	struct sg_call *call, const struct deciding *deciding, struct sg_card *card)
{
	struct sg_make_good *all =
		sg_arena_array(call->arena, card->make_good_count, sizeof *all);
	size_t count = 0;

	for (size_t i = 0; all != NULL && i < card->make_good_count; i++) {
		bool meant = sg_id_equal(&card->make_goods[i].id, &deciding->said.id);

		if (meant && !deciding->said.approve) {
			continue;
		}
		all[count] = card->make_goods[i];
		if (meant) {
			all[count].state = SG_MAKE_GOOD_APPROVED;
			all[count].topic = deciding->said.topic;
			all[count].value = deciding->said.value;
			all[count].cost_cents = deciding->said.cost_cents;
		}
		count++;
	}
	card->make_goods = all;
	card->make_good_count = count;
	return all != NULL;
}

static enum sg_status write(
	struct sg_call *call, struct deciding *deciding, bool *ret_again)
{
	const struct sg_make_good_row *row = &deciding->row;
	const struct sg_actor *actor = &call->envelope.actor;
	const struct sg_make_good decided = {.id = deciding->said.id,
		.state = deciding->said.approve ? SG_MAKE_GOOD_APPROVED
	                                        : SG_MAKE_GOOD_DECLINED,
		.cost_cents = deciding->said.cost_cents};
	const struct sg_card_row card_row = {
		.guest = row->guest, .version = row->card_version, .card = row->card};
	struct sg_guest_work guest = {.profile_count = 0};
	struct sg_card card;
	struct sg_script script;
	enum sg_status status = sg_guest_card_open(call, &card_row, &card);

	if (status == SG_OK) {
		status = sg_person_read(call, &card, &guest);
	}
	for (size_t i = 0; i < guest.profile_count && status == SG_OK; i++) {
		if (!change_card(call, deciding, &guest.profiles[i].own)) {
			status = sg_call_memory(call);
		}
	}
	if (status != SG_OK) {
		return status;
	}
	sg_subject_begin(call, &script, &row->guest);
	sg_make_good_decide(&script, &row->guest, &decided, deciding->thing,
		call->envelope.time_us,
		actor->name != NULL ? actor->name : sg_actor_role_name(actor->role));
	status = sg_guest_store(call, &guest, &script);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status decide(struct sg_call *call, void *data, bool *ret_again)
{
	struct deciding *deciding = data;
	bool taken = false;
	enum sg_status status = read(call, deciding);

	if (status == SG_OK) {
		status = sg_subject_taken(call, &deciding->row.guest, &taken);
	}
	if (status != SG_OK || taken) {
		deciding->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	deciding->outcome = SG_OUTCOME_APPLIED;
	if (deciding->row.state != SG_MAKE_GOOD_PROPOSED) {
		return check_decided(call, deciding);
	}
	status = check_cost(call, deciding);
	return status == SG_OK ? write(call, deciding, ret_again) : status;
}

enum sg_status sg_handle_make_good_decided(struct sg_call *call)
{
	struct deciding deciding = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_decision_decode(call->envelope.data,
		&call->service->catalog, call->arena, call->error, &deciding.said);

	if (status == SG_OK) {
		status = sg_subject_roles(
			call, SG_BY_MANAGER, "a manager decides what is made good");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK && deciding.said.approve) {
		deciding.thing =
			sg_arena_format(call->arena, "%s\n%s", deciding.said.topic,
				deciding.said.value != NULL ? deciding.said.value : "");
		status = deciding.thing != NULL ? SG_OK : sg_call_memory(call);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, decide, &deciding);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, deciding.outcome);
	sg_reply_id(call->reply, "guest", &deciding.row.guest);
	sg_reply_id(call->reply, "make_good", &deciding.said.id);
	return sg_call_reply_end(call);
}
