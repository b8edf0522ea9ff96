/* member.changed: a guest's account in a programme, as the PMS knows it. */
#include "service/handlers.h"

#include <string.h>

#include "core/card_levels.h"
#include "core/time.h"
#include "document/member.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/member_work.h"
#include "service/people.h"
#include "service/programmes.h"
#include "service/subject.h"
#include "core/identity.h"
#include "store/guest_walks.h"
#include "store/looks.h"
#include "store/members.h"

enum {
	SET_MEMBERS = SG_GUEST_FILE_SETS,
	SET_PROGRAMME,
	SET_NUMBER,
};

struct member_change {
	struct sg_member said;
	struct sg_guest_work work;
	struct sg_guest_row guest;
	struct sg_programme programme;
	struct sg_member_row *accounts; /* of the guest, as read */
	size_t account_count;
	struct sg_id number_owner; /* nil: nobody has the number that is said */
	struct sg_member_row read; /* version 0 = new */
	struct sg_member_row row;  /* as it will be */
	const char *level;         /* likewise, of an external programme */
	enum sg_outcome outcome;
};

/* ---- reading ---- */

static struct sg_id account_of(
	const struct sg_call *call, const char *programme, const struct sg_id *guest)
{
	char text[SG_ID_TEXT_SIZE];
	const struct sg_ref ref = {.system = programme, .id = text};

	sg_id_format(guest, text);
	return sg_ref_key("account", call->house->house.chain, &ref);
}

static enum sg_status take(struct sg_call *call, const struct sg_script *script,
	struct member_change *change)
{
	struct sg_programme_row row;
	enum sg_status status =
		sg_guest_file_take(call, script, "/data/guest/ids", &change->work);

	change->guest = change->work.file.guest;
	if (status != SG_OK || change->work.file.taken.found) {
		return status;
	}
	sg_programme_row_take(sg_script_rows(script, SET_PROGRAMME), &row);
	change->number_owner = sg_rows_id(sg_script_rows(script, SET_NUMBER), 0, 0);
	status = sg_programme_open(call, &row, "/data/programme", &change->programme);
	return status == SG_OK
	               ? sg_members_take(sg_script_rows(script, SET_MEMBERS), call->arena,
				 call->error, &change->accounts, &change->account_count)
	               : status;
}

static enum sg_status read(struct sg_call *call, struct member_change *change)
{
	const struct sg_member *said = &change->said;
	const struct sg_id chain = sg_chain_key(call->house->house.chain);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_id number;
	struct sg_script script;
	enum sg_status status = sg_guest_file_begin(
		call, said->refs, said->ref_count, &script, &change->work);

	if (status != SG_OK) {
		return status;
	}
	sg_members_read(&script);
	sg_programme_row_read(&script, &chain, said->programme);
	if (said->number != NULL) {
		number = sg_member_number_key(call, said->programme, said->number);
	}
	sg_member_number_read(&script, said->number != NULL ? &number : NULL);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? take(call, &script, change) : status;
}

/* ---- deciding ---- */

static enum sg_status check_level(
	struct sg_call *call, const struct member_change *change)
{
	const struct sg_programme *programme = &change->programme;
	const char *level = change->said.level;

	if (level == NULL) {
		return SG_OK;
	}
	if (!programme->external) {
		return sg_fail(call->error, SG_INVALID, "member_unexpected",
			"/data/level",
			"the programme is run here: a level is reached by its rules");
	}
	for (size_t i = 0; i < programme->level_count; i++) {
		if (strcmp(programme->levels[i], level) == 0) {
			return SG_OK;
		}
	}
	return sg_fail(call->error, SG_INVALID, "level_unknown", "/data/level",
		"the programme has no level \"%s\"", level);
}

/* The account of the guest, who may be new, with what is kept as it is unless it is said. */
static void find_account(struct sg_call *call, struct member_change *change)
{
	const struct sg_id *guest = &change->guest.id;
	struct sg_id account;
	int32_t minutes;

	if (change->work.file.guest.version == 0) {
		sg_guest_new(call, &change->work, &change->guest);
	}
	account = account_of(call, change->said.programme, guest);
	change->read = (struct sg_member_row){.account = account,
		.guest = *guest,
		.chain = sg_chain_key(call->house->house.chain),
		.programme = change->said.programme,
		.primary_us = SG_NO_TIME};
	sg_house_local(&call->house->house, call->envelope.time_us,
		&change->read.enrolled_day, &minutes);
	for (size_t i = 0; i < change->account_count; i++) {
		if (sg_id_equal(&change->accounts[i].account, &account)) {
			change->read = change->accounts[i];
		}
	}
	change->row = change->read;
	change->row.version++;
}

/* Which one is his primary one was last said of it, in whatever order documents come. */
static void prefer(const struct sg_call *call, struct member_change *change)
{
	struct sg_member_row *row = &change->row;

	if (change->said.primary_said) {
		row->primary = change->said.primary;
	}
	if (change->said.primary) {
		row->primary_us = call->envelope.time_us;
	}
	for (size_t i = 0; change->said.primary && i < change->account_count; i++) {
		if (change->accounts[i].primary_us > row->primary_us) {
			row->primary = false;
		}
	}
	if (row->cancelled) {
		row->primary = false;
	}
}

static enum sg_status check_number(
	struct sg_call *call, const struct member_change *change)
{
	if (!sg_id_is_nil(&change->number_owner) &&
		!sg_id_equal(&change->number_owner, &change->row.account)) {
		return sg_fail(call->error, SG_REFUSED, "number_taken", "/data/number",
			"another guest is a member under this number");
	}
	return SG_OK;
}

static enum sg_status take_over(
	struct sg_call *call, struct member_change *change, const struct sg_stored *state)
{
	struct sg_member_row *row = &change->row;
	struct sg_member after;
	enum sg_status status = sg_member_decode(state, call->arena, call->error, &after);

	if (status != SG_OK) {
		return status;
	}
	row->state = state->text;
	row->cancelled = after.cancelled;
	change->level = after.level;
	row->number_key = (struct sg_id){0};
	if (after.number != NULL) {
		row->number_key =
			sg_member_number_key(call, row->programme, after.number);
	}
	if (change->said.enrolled_day != SG_NO_DAY) {
		row->enrolled_day = change->said.enrolled_day;
	}
	prefer(call, change);
	return SG_OK;
}

static enum sg_status merge(struct sg_call *call, struct member_change *change)
{
	const char *before = change->read.state;
	const struct sg_merge_input input = {
		.before = {before, before != NULL ? strlen(before) : 0},
		.data = call->envelope.data,
		.stamp = sg_call_stamp(call)};
	struct sg_merged merged;
	enum sg_status status =
		sg_member_merge(&input, call->arena, call->error, &merged);

	if (status != SG_OK) {
		return status;
	}
	change->outcome = merged.older ? SG_OUTCOME_OLDER : SG_OUTCOME_APPLIED;
	if (merged.older) {
		return SG_OK;
	}
	status = check_number(call, change);
	return status == SG_OK ? take_over(call, change, &merged.state) : status;
}

/* ---- writing ---- */

/* Stays that were posted in nobody's account may be in his, by any of his profiles. */
static void touch_postings(struct sg_call *call, const struct member_change *change,
	struct sg_script *script)
{
	struct sg_id guests[SG_PROFILES_MAX + 1] = {change->guest.id};
	size_t count = 1;

	for (size_t i = 0; i < change->work.profile_count && count <= SG_PROFILES_MAX;
		i++) {
		guests[count++] = change->work.profiles[i].guest;
	}
	if (change->read.version == 0 ||
		change->read.cancelled != change->row.cancelled ||
		change->read.enrolled_day != change->row.enrolled_day ||
		!sg_id_equal(&change->read.number_key, &change->row.number_key)) {
		sg_guest_walks_begin(script, guests, count, &call->house->house.id,
			sg_call_hotel_us(call));
	}
}

/* A mirrored level as it is said; whoever is enrolled here begins with the first tier. */
static const char *level_of(const struct member_change *change, int32_t today_day)
{
	const struct sg_programme_version *version =
		sg_programme_on(&change->programme, today_day);

	if (change->programme.external) {
		return change->level;
	}
	return version != NULL ? version->tiers.tiers[0].name : NULL;
}

/* What he is by it, on his card; the tier of who was enrolled before is his account's affair. */
static enum sg_status put_level(
	struct sg_call *call, struct member_change *change, bool *ret_changed)
{
	struct sg_card *card = &change->work.named->own;
	const struct sg_member_row *row = &change->row;
	int32_t today_day, minutes;
	bool known = sg_card_level_find(card, row->programme) != NULL;
	enum sg_status status = SG_OK;

	*ret_changed = false;
	sg_house_local(&call->house->house, sg_call_hotel_us(call), &today_day, &minutes);
	if (!known || change->programme.external) {
		status = sg_card_level_put(card, row->programme,
			level_of(change, today_day), today_day, call->arena, ret_changed);
	}
	if (status == SG_OK) {
		status = sg_card_level_mark(card, row->programme, row->primary,
			row->cancelled, call->arena, ret_changed);
	}
	return status == SG_OK ? SG_OK : sg_call_memory(call);
}

static enum sg_status write_guest(
	struct sg_call *call, struct member_change *change, struct sg_script *script)
{
	bool fresh = change->work.file.guest.version == 0;
	bool changed = false;
	enum sg_status status = put_level(call, change, &changed);

	return status == SG_OK && (fresh || changed)
	               ? sg_guest_cards_store(call, &change->work, &change->guest, script)
	               : status;
}

/* What enrolment earns comes on its day, by work. */
static void open_account(struct sg_call *call, const struct member_change *change,
	struct sg_script *script)
{
	const struct sg_member_row *read = &change->read, *row = &change->row;
	const struct sg_house *house = &call->house->house;

	if (!change->programme.external && !row->cancelled &&
		(read->version == 0 || read->cancelled ||
			read->enrolled_day != row->enrolled_day)) {
		sg_look_begin(script, &row->account, &house->id, row->enrolled_day,
			sg_house_instant(
				house, row->enrolled_day, house->day_close_minutes));
	}
}

static enum sg_status write(
	struct sg_call *call, struct member_change *change, bool *ret_again)
{
	const struct sg_guest_row *known = &change->work.file.guest;
	struct sg_script script;
	enum sg_status status = SG_OK;

	sg_subject_begin(call, &script, &change->guest.id);
	sg_guest_keys_write(&script, &change->work, &change->guest.id);
	if (change->outcome == SG_OUTCOME_APPLIED) {
		status = write_guest(call, change, &script);
		if (known->version > 0 && change->said.primary) {
			sg_guest_bump(&script, &known->id, known->version);
		}
		sg_member_write(&script, &change->row, change->read.version);
		touch_postings(call, change, &script);
		open_account(call, change, &script);
		if (change->row.primary && change->said.primary) {
			sg_members_unprefer(
				&script, &change->row.guest, &change->row.account);
		}
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status change_member(struct sg_call *call, void *data, bool *ret_again)
{
	struct member_change *change = data;
	enum sg_status status = read(call, change);

	if (status == SG_OK && change->work.file.taken.found) {
		change->outcome = SG_OUTCOME_REPEATED;
		change->row.account =
			account_of(call, change->said.programme, &change->guest.id);
		return SG_OK;
	}
	if (status == SG_OK) {
		status = check_level(call, change);
	}
	if (status != SG_OK) {
		return status;
	}
	find_account(call, change);
	status = merge(call, change);
	return status == SG_OK ? write(call, change, ret_again) : status;
}

enum sg_status sg_handle_member_changed(struct sg_call *call)
{
	struct member_change change = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_member_check(
		call->envelope.data, call->arena, call->error, &change.said);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_DESK,
			"the desk, a manager or the system says who is a member");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, change_member, &change);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, change.outcome);
	sg_reply_id(call->reply, "guest", &change.guest.id);
	sg_reply_id(call->reply, "account", &change.row.account);
	return sg_call_reply_end(call);
}
