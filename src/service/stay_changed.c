/*
 * stay.changed: what is now true of a stay, found to be a booking, a move, a check-in … by
 * comparing it with what was true before. Two round trips: everything that matters is read in
 * one, everything that follows is written in another; a write that met a change in between
 * starts over.
 */
#include "service/stay_work.h"

#include <string.h>

#include "core/time.h"
#include "document/house.h"
#include "document/reply.h"
#include "service/answer.h"
#include "service/benefits.h"
#include "service/asked.h"
#include "service/exchange.h"
#include "service/handlers.h"
#include "service/leaving.h"
#include "service/make_goods.h"
#include "service/offered.h"

enum { TRIES = 3 };

static enum sg_status prepare(struct sg_stay_work *change)
{
	struct sg_call *call = change->call;
	enum sg_status status = sg_stay_check(
		call->envelope.data, call->arena, call->error, &change->document);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status != SG_OK) {
		return status;
	}
	change->keys = sg_ref_keys(call, "stay", call->envelope.property,
		change->document.refs, change->document.ref_count);
	change->named = sg_people_keys(call, call->house->house.chain,
		change->document.said.stay.people,
		change->document.said.stay.person_count, &change->named_count);
	return change->keys != NULL && change->named != NULL ? SG_OK
	                                                     : sg_call_memory(call);
}

struct sg_dossier_query sg_stay_query(struct sg_stay_work *change)
{
	struct sg_call *call = change->call;

	return (struct sg_dossier_query){
		.property = call->house->house.id,
		.chain = call->house->chain,
		.refs = change->keys,
		.ref_count = change->document.ref_count,
		.document = call->envelope.id,
		.rooms = {change->document.said.stay.room},
		.group = change->document.said.stay.group,
		.named = change->named,
		.named_count = change->named_count,
		.today_day = sg_time_day(sg_call_hotel_us(call)) - 1,
	};
}

static enum sg_status read_dossier(struct sg_stay_work *change)
{
	struct sg_call *call = change->call;
	struct sg_dossier_query query = sg_stay_query(change);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status = SG_OK;

	if (!change->at_hand) {
		sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
		sg_dossier_read(&script, &query);
		status = sg_call_run(call, &script, &outcome);
		if (status == SG_OK) {
			status = sg_dossier_take(&script, &query, call->arena,
				call->error, &change->dossier);
		}
	}
	change->at_hand = false;
	return status == SG_OK
	               ? sg_call_house_read(call, change->dossier.property.version,
				 change->dossier.property.programmes)
	               : status;
}

/* All keys of a document lead to one stay, or to none yet. */
static enum sg_status check_refs(struct sg_stay_work *change)
{
	const struct sg_dossier *dossier = &change->dossier;

	for (size_t i = 1; i < dossier->ref_count; i++) {
		if (!sg_id_equal(&dossier->ref_stays[0], &dossier->ref_stays[i])) {
			return sg_fail(change->call->error, SG_REFUSED, "ids_disagree",
				"/data/ids", "the ids belong to two different stays");
		}
	}
	return sg_call_check_taken(change->call, &dossier->taken);
}

/* That a guest did not come was found, not said, and so has no stamp of its own: what is said of
 * the time before, but that he came, was known by then. */
static void keep_no_show(struct sg_stay_work *change)
{
	const struct sg_revision_row *last = &change->work.stays[0].read.last;
	struct sg_stay_state *after = &change->merged.after;
	uint32_t status = 1u << SG_GROUP_STATUS;
	bool found = change->before.stay.status == SG_STAY_NO_SHOW &&
	             change->before.stamps[SG_GROUP_STATUS].time_us < last->at_us;

	if (change->dossier.found && found && after->stay.status == SG_STAY_BOOKED &&
		change->call->envelope.time_us <= last->at_us) {
		after->stay.status = SG_STAY_NO_SHOW;
		after->stamps[SG_GROUP_STATUS] = change->before.stamps[SG_GROUP_STATUS];
		change->merged.applied &= ~status;
		change->merged.changed &= ~status;
		change->merged.older |= status;
	}
}

static enum sg_status merge(struct sg_stay_work *change)
{
	struct sg_call *call = change->call;
	struct sg_case_stay *subject = &change->work.stays[0];
	struct sg_stamp stamp = {
		.time_us = call->envelope.time_us, .version = change->document.version};
	bool known = change->dossier.found;
	enum sg_status status;

	change->before = subject->state;
	status = sg_stay_merge(known ? &change->before : NULL, &change->document, &stamp,
		call->arena, call->error, &change->merged);
	if (status != SG_OK) {
		return status;
	}
	keep_no_show(change);
	subject->state = change->merged.after;
	subject->state.stay.id = subject->row.id;
	subject->state.stay.property = subject->row.property;
	subject->row.touched_us = call->wall_us;
	return SG_OK;
}

/* Who comes into a room, or stays in it for longer, writes the room's row even where nobody else
 * was seen there: two who come at once would not know of each other. */
static void claim_room(struct sg_stay_work *change)
{
	uint32_t placed = 1u << SG_GROUP_ROOM | 1u << SG_GROUP_DATES;
	const struct sg_stay *stay = &change->work.stays[0].state.stay;
	struct sg_case_room *room = sg_case_room_find(&change->work, stay->room);
	bool comes = !change->dossier.found || (change->merged.changed & placed) != 0 ||
	             !sg_stay_open(change->before.stay.status);

	if (room != NULL && comes && sg_stay_open(stay->status)) {
		room->bump = true;
	}
	room = change->partner != NULL ? sg_case_room_find(&change->work,
						 change->partner->state.stay.room)
	                               : NULL;
	if (room != NULL) {
		room->bump = true;
	}
}

static enum sg_status decide(struct sg_stay_work *change)
{
	struct sg_case *work = &change->work;
	struct sg_case_stay *subject = &work->stays[0];
	enum sg_status status;

	sg_case_follow(work, subject, change->dossier.found ? &change->before : NULL,
		change->merged.changed);
	sg_exchange_find(change);
	status = sg_people_resolve(work, &change->people);
	if (status == SG_OK) {
		status = sg_case_cards(work, subject);
	}
	if (status != SG_OK) {
		return status;
	}
	subject->dirty = true;
	if (change->merged.changed == 0 && change->dossier.found) {
		bool current = subject->row.planned_version == subject->row.version;

		subject->row.planned_version += current ? 1 : 0;
		return SG_OK;
	}
	subject->concerned = true;
	claim_room(change);
	sg_case_concern(work, subject);
	if (change->partner != NULL) {
		sg_case_concern(work, change->partner);
	}
	return sg_case_plan(work);
}

static void write_refs(struct sg_stay_work *change, struct sg_script *script)
{
	struct sg_id *fresh = change->keys;

	for (size_t i = 0; i < change->document.ref_count; i++) {
		bool known = false;

		for (size_t k = 0; k < change->dossier.ref_count; k++) {
			known |= sg_id_equal(&change->dossier.ref_keys[k], &fresh[i]);
		}
		for (size_t k = 0; k < i; k++) {
			known |= sg_id_equal(&fresh[k], &fresh[i]);
		}
		if (!known) {
			sg_stay_refs_add(
				script, &change->work.stays[0].row.id, &fresh[i], 1);
		}
	}
}

static enum sg_status write_people(struct sg_stay_work *change, struct sg_script *script)
{
	uint32_t linked = 1u << SG_GROUP_PEOPLE | 1u << SG_GROUP_DATES;
	enum sg_status status = sg_people_write(&change->work, &change->people, script);

	if (status == SG_OK &&
		((change->merged.changed & linked) != 0 || !change->dossier.found)) {
		status = sg_people_link(&change->work, script);
	}
	return status;
}

/* Codes that no mapping knows are no error: they are counted, for doctor to show. */
static void count_unmapped(struct sg_stay_work *change, struct sg_script *script)
{
	struct sg_call *call = change->call;
	const struct sg_stay *said = &change->document.said.stay;

	for (size_t i = 0; i < said->code_count; i++) {
		const struct sg_stay_code *code = &said->codes[i];

		if (sg_catalog_code(&call->service->catalog, code->group, code->code) ==
			NULL) {
			sg_unmapped_add(script, &call->house->house.id, code->group,
				code->code, 1, call->wall_us);
		}
	}
}

/* A snapshot that is under way has not heard of this stay yet. */
static bool is_unnamed(const struct sg_stay_work *change)
{
	int64_t since_us = change->dossier.property.snapshot_us;

	return change->dossier.found && since_us != SG_NO_TIME &&
	       change->work.stays[0].read.touched_us < since_us;
}

/* Taken before: it changes nothing, but in a snapshot it says that the stay is still there. */
static enum sg_status name_again(
	struct sg_stay_work *change, enum sg_db_outcome *ret_outcome)
{
	struct sg_call *call = change->call;
	struct sg_script script;

	change->outcome = SG_OUTCOME_REPEATED;
	*ret_outcome = SG_DB_DONE;
	if (!is_unnamed(change)) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_stay_touch(&script, &change->work.stays[0].row.id, call->wall_us);
	return sg_call_run(call, &script, ret_outcome);
}

/* Whoever changes the house or the group looks at their stays again: one that is only now made,
 * or joins the group, he does not find. */
static void expect_house(const struct sg_stay_work *change, struct sg_script *script)
{
	const struct sg_house_entry *house = change->call->house;
	const struct sg_dossier *dossier = &change->dossier;
	const char *group = change->work.stays[0].state.stay.group;
	const char *state = NULL;
	bool joins = group != NULL &&
	             !(dossier->found && sg_same_text(group, change->before.stay.group));

	if (!dossier->found || joins) {
		sg_house_expect(script, &house->house.id, house->house.version);
	}
	for (size_t i = 0; joins && i < dossier->group_count; i++) {
		if (strcmp(dossier->groups[i].code, group) == 0) {
			state = dossier->groups[i].state;
		}
	}
	if (joins) {
		sg_group_expect(script, &house->house.id, group, state);
	}
}

static enum sg_status write_change(struct sg_stay_work *change, struct sg_script *script)
{
	struct sg_call *call = change->call;
	struct sg_case_stay *subject = &change->work.stays[0];
	enum sg_status status;

	sg_script_begin(script, call->arena, SG_SCRIPT_WRITE);
	sg_call_take(call, script, &subject->row.id, (int32_t)change->outcome,
		subject->row.revision);
	if (change->outcome == SG_OUTCOME_OLDER) {
		write_refs(change, script);
		if (is_unnamed(change)) {
			sg_stay_touch(script, &subject->row.id, call->wall_us);
		}
		return SG_OK;
	}
	expect_house(change, script);
	status = sg_leaving_write(&change->work, subject,
		change->dossier.found ? &change->before : NULL, script);
	if (status == SG_OK) {
		status = sg_exchange_write(change, script);
	}
	if (status == SG_OK) {
		status = write_people(change, script);
	}
	if (status == SG_OK) {
		status = sg_asked_write(&change->work, script);
	}
	if (status == SG_OK) {
		status = sg_offered_write(&change->work, script);
	}
	if (status == SG_OK) {
		write_refs(change, script);
		count_unmapped(change, script);
		status = sg_case_write(&change->work, script);
	}
	if (status == SG_OK) {
		status = sg_make_goods_leaving(&change->work, script);
	}
	if (status == SG_OK) {
		status = sg_benefits_cancelled(&change->work,
			change->dossier.found ? &change->before : NULL, script);
	}
	if (call->service->config.document_clock && sg_house_clock_due(call->house)) {
		sg_house_clock(script, &call->house->house.id, sg_call_hotel_us(call));
	}
	return status;
}

static enum sg_status attempt(
	struct sg_stay_work *change, enum sg_db_outcome *ret_outcome)
{
	struct sg_call *call = change->call;
	struct sg_script script;
	enum sg_status status = read_dossier(change);

	if (status == SG_OK && change->dossier.changed_meanwhile) {
		*ret_outcome = SG_DB_STALE;
		return SG_OK;
	}
	if (status == SG_OK) {
		status = check_refs(change);
	}
	if (status == SG_OK) {
		status = sg_case_open(call, call->house, &change->dossier, &change->work);
	}
	if (status != SG_OK) {
		return status;
	}
	if (change->dossier.taken.found) {
		return name_again(change, ret_outcome);
	}
	status = merge(change);
	if (status != SG_OK) {
		return status;
	}
	change->outcome = change->merged.applied == 0 && change->merged.older != 0
	                          ? SG_OUTCOME_OLDER
	                          : SG_OUTCOME_APPLIED;
	if (change->outcome == SG_OUTCOME_APPLIED) {
		status = decide(change);
	}
	if (status == SG_OK) {
		status = write_change(change, &script);
	}
	if (status != SG_OK) {
		return status;
	}
	call->order = &change->keys[0];
	status = sg_call_run(call, &script, ret_outcome);
	call->order = NULL;
	return status;
}

static enum sg_status go_usual_way(struct sg_stay_work *change)
{
	struct sg_call *call = change->call;
	enum sg_db_outcome outcome = SG_DB_STALE;
	enum sg_status status = SG_OK;

	for (int i = 0; i < TRIES && status == SG_OK && outcome != SG_DB_DONE; i++) {
		change->people = (struct sg_people){0};
		change->partner = NULL;
		call->caused_delivery = false;
		status = attempt(change, &outcome);
	}
	if (status != SG_OK) {
		return status;
	}
	if (outcome != SG_DB_DONE) {
		return sg_fail(call->error, SG_UNAVAILABLE, "contended", "",
			"others are changing the same stay or room: repeat with the same "
			"id");
	}
	status = sg_exchange_answer(change);
	return status == SG_OK ? sg_answer_stay(&change->work, &change->dossier.taken,
					 change->outcome)
	                       : status;
}

enum sg_status sg_handle_stay_changed(struct sg_call *call)
{
	struct sg_stay_work change = {.call = call};
	enum sg_status status = prepare(&change);
	bool done = false;

	if (status == SG_OK && sg_stay_is_pure_check_in(&change)) {
		status = sg_stay_short_way(&change, &done);
	}
	return status == SG_OK && !done ? go_usual_way(&change) : status;
}
