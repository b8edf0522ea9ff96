/* The accounts of a person, read, put together, and written apart. */
#include "service/purse.h"

#include <stdlib.h>
#include <string.h>

#include "core/credit.h"
#include "core/time.h"
#include "service/houses.h"
#include "service/member_stand.h"
#include "store/entries.h"

enum { STEPS_MAX = 64 };

/* ---- which ---- */

enum sg_status sg_purse_guest_at(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, const char *path, struct sg_guest_work *ret_guest)
{
	enum sg_status status =
		sg_guest_file_read_at(call, refs, ref_count, path, ret_guest);

	if (status == SG_OK && ret_guest->file.guest.version == 0) {
		return sg_fail(call->error, SG_INVALID, "guest_unknown", path,
			"no guest is known by these ids");
	}
	return status;
}

enum sg_status sg_purse_guest(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_guest_work *ret_guest)
{
	return sg_purse_guest_at(call, refs, ref_count, "/data/guest/ids", ret_guest);
}

static enum sg_status open_members(
	struct sg_call *call, const struct sg_script *script, struct sg_purse *ret_purse)
{
	struct sg_purse purse = {.count = sg_memberships_count(script, 0),
		.today_day = sg_member_today(call)};
	enum sg_status status = SG_OK;

	purse.members = sg_arena_array(call->arena, purse.count, sizeof *purse.members);
	if (purse.members == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < purse.count && status == SG_OK; i++) {
		struct sg_member_work *member = &purse.members[i];

		sg_membership_take(script, 0, i, &member->membership);
		status = sg_programme_open(
			call, &member->membership.body, "", &member->programme);
	}
	if (status == SG_OK) {
		*ret_purse = purse;
	}
	return status;
}

static enum sg_status find(
	struct sg_call *call, struct sg_script *script, struct sg_purse *ret_purse)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	enum sg_status status = sg_call_run(call, script, &outcome);

	return status == SG_OK ? open_members(call, script, ret_purse) : status;
}

enum sg_status sg_purse_find(struct sg_call *call, const struct sg_guest_work *guest,
	const char *programme, struct sg_purse *ret_purse)
{
	struct sg_id *ids =
		sg_arena_array(call->arena, guest->profile_count, sizeof *ids);
	struct sg_script script;
	enum sg_status status;

	if (ids == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < guest->profile_count; i++) {
		ids[i] = guest->profiles[i].guest;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_memberships_read_programme(&script, ids, guest->profile_count, programme);
	status = find(call, &script, ret_purse);
	if (status == SG_OK && ret_purse->count == 0) {
		return sg_fail(call->error, SG_INVALID, "member_unknown",
			"/data/programme", "the guest is no member of this programme");
	}
	if (status == SG_OK && ret_purse->members[0].programme.external) {
		return sg_fail(call->error, SG_REFUSED, "programme_external",
			"/data/programme",
			"somebody else runs the programme: its points are not kept here");
	}
	return status;
}

enum sg_status sg_purse_find_accounts(struct sg_call *call, const struct sg_id *accounts,
	size_t count, struct sg_purse *ret_purse)
{
	struct sg_script script;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_memberships_read_accounts(&script, accounts, count);
	return find(call, &script, ret_purse);
}

void sg_purse_drop_cancelled(struct sg_purse *purse)
{
	size_t count = 0;

	for (size_t i = 0; i < purse->count; i++) {
		if (!purse->members[i].membership.cancelled) {
			purse->members[count++] = purse->members[i];
		}
	}
	purse->count = count;
}

void sg_purse_keep_own(struct sg_purse *purse, const struct sg_id *guest)
{
	for (size_t i = 1; i < purse->count; i++) {
		if (sg_id_equal(&purse->members[i].membership.guest, guest)) {
			purse->members[0] = purse->members[i];
		}
	}
	purse->count = purse->count > 0 ? 1 : 0;
}

const struct sg_member_work *sg_purse_member(
	const struct sg_purse *purse, const struct sg_id *account)
{
	for (size_t i = 1; i < purse->count; i++) {
		if (sg_id_equal(&purse->members[i].membership.account, account)) {
			return &purse->members[i];
		}
	}
	return &purse->members[0];
}

enum sg_status sg_purse_accounts(struct sg_call *call, const struct sg_purse *purse,
	const struct sg_id *guest, struct sg_id **ret_accounts, struct sg_id *ret_account)
{
	struct sg_id *accounts =
		sg_arena_array(call->arena, purse->count, sizeof *accounts);

	if (accounts == NULL) {
		return sg_call_memory(call);
	}
	*ret_account = purse->members[0].membership.account;
	for (size_t i = 0; i < purse->count; i++) {
		const struct sg_membership_row *row = &purse->members[i].membership;

		accounts[i] = row->account;
		if (sg_id_equal(&row->guest, guest)) {
			*ret_account = row->account;
		}
	}
	*ret_accounts = accounts;
	return SG_OK;
}

/* ---- what they have ---- */

/* Steps of the tiers of one of them, that he took by himself. */
struct steps {
	struct sg_tier_step steps[STEPS_MAX];
	size_t count;
};

static void stand(
	struct sg_member_work *member, int32_t today_day, struct steps *ret_steps)
{
	const struct sg_tier_member tier = sg_member_tier(member);
	struct sg_standings *standings = &member->standings;

	ret_steps->count = sg_tier_bring(&member->programme, &tier, NULL, today_day,
		&standings->now, ret_steps->steps, STEPS_MAX);
	sg_standings_follow(&member->programme, &tier, today_day, standings);
}

/* Milestones of a version that began since he was looked at last. */
static enum sg_status reach(struct sg_call *call, struct sg_member_work *member)
{
	const struct sg_credit credit = {.programme = &member->programme,
		.ledger = &member->ledger,
		.arena = call->arena,
		.lot = {.account = member->account.account,
			.earned_day = sg_member_today(call),
			.expires_day = SG_NO_DAY,
			.property = call->house->house.id},
		.source = "",
		.enrolled_day = member->membership.enrolled_day,
		.qualified = member->qualified,
		.qualified_count = member->qualified_count,
		.error = call->error};

	return sg_credit_reached(&credit);
}

/* One after the other: what is past its day goes by the rules of each. */
static enum sg_status take_all(struct sg_call *call, const struct sg_script *script,
	struct sg_purse *purse, struct steps *steps)
{
	const struct sg_id operation = sg_call_new_id(call);
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < purse->count && status == SG_OK; i++) {
		struct sg_member_work *member = &purse->members[i];

		status = sg_member_take(call, script, i * SG_ACCOUNT_SETS, member);
		member->ledger.operation = operation;
		if (status == SG_OK) {
			status = sg_member_revive(call, member, &member->ledger,
				purse->source, purse->today_day);
		}
		if (status == SG_OK && member->account.standing != NULL) {
			stand(member, purse->today_day, &steps[i]);
			status = sg_member_expire(call, member, purse->today_day);
		}
		if (status == SG_OK && member->account.standing != NULL) {
			status = reach(call, member);
		}
	}
	purse->ledger = (struct sg_ledger){.arena = call->arena, .operation = operation};
	return status;
}

static void append(struct sg_ledger *all, const struct sg_ledger *one)
{
	if (one->count > 0) {
		memcpy(&all->lots[all->count], one->lots, one->count * sizeof *one->lots);
	}
	if (one->entry_count > 0) {
		memcpy(&all->entries[all->entry_count], one->entries,
			one->entry_count * sizeof *one->entries);
	}
	all->count += one->count;
	all->entry_count += one->entry_count;
}

/* Room for what others have. */
static enum sg_status make_room(
	struct sg_call *call, size_t lots, size_t entries, struct sg_ledger *all)
{
	all->space = lots;
	all->entry_space = entries;
	all->lots = sg_arena_array(call->arena, lots, sizeof *all->lots);
	all->entries = sg_arena_array(call->arena, entries, sizeof *all->entries);
	return all->lots != NULL && all->entries != NULL ? SG_OK : sg_call_memory(call);
}

static enum sg_status join(struct sg_call *call, struct sg_purse *purse)
{
	size_t lots = 0, entries = 0;
	enum sg_status status;

	for (size_t i = 0; i < purse->count; i++) {
		lots += purse->members[i].ledger.count;
		entries += purse->members[i].ledger.entry_count;
	}
	status = make_room(call, lots, entries, &purse->ledger);
	for (size_t i = 0; i < purse->count && status == SG_OK; i++) {
		append(&purse->ledger, &purse->members[i].ledger);
	}
	return status;
}

static int compare_members(const void *a, const void *b)
{
	const struct sg_member_work *x = a, *y = b;

	return sg_id_compare(&x->membership.account, &y->membership.account);
}

enum sg_status sg_purse_join(struct sg_call *call, const struct sg_purse *a,
	const struct sg_purse *b, struct sg_purse *ret_purse)
{
	struct sg_purse both = {.count = a->count + b->count,
		.ledger = {.arena = call->arena, .operation = a->ledger.operation},
		.today_day = a->today_day};
	enum sg_status status = make_room(call, a->ledger.count + b->ledger.count,
		a->ledger.entry_count + b->ledger.entry_count, &both.ledger);

	both.members = sg_arena_array(call->arena, both.count, sizeof *both.members);
	if (status != SG_OK || both.members == NULL) {
		return sg_call_memory(call);
	}
	memcpy(both.members, a->members, a->count * sizeof *both.members);
	memcpy(both.members + a->count, b->members, b->count * sizeof *both.members);
	qsort(both.members, both.count, sizeof *both.members, compare_members);
	append(&both.ledger, &a->ledger);
	append(&both.ledger, &b->ledger);
	*ret_purse = both;
	return SG_OK;
}

/* ---- what is earned without a stay ---- */

enum sg_status sg_purse_open(struct sg_call *call, struct sg_purse *purse)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < purse->count && status == SG_OK; i++) {
		struct sg_member_work *member = &purse->members[i];
		int32_t day = member->membership.enrolled_day;
		const struct sg_earning_occasion occasion = {
			.version = sg_programme_on(&member->programme, day),
			.per = SG_EARN_PER_ENROLMENT,
			.property = call->house->house.code,
			.day = day};

		if (member->account.standing != NULL || member->membership.cancelled) {
			continue;
		}
		if (day > purse->today_day) {
			return sg_fail(call->error, SG_REFUSED, "not_enrolled",
				"/data/programme", "he is no member of it yet");
		}
		status = sg_member_occasion(
			call, member, &purse->ledger, &occasion, "enrolment");
	}
	return status;
}

void sg_purse_look(const struct sg_purse *purse, struct sg_script *script)
{
	for (size_t i = 0; i < purse->count; i++) {
		const struct sg_member_work *member = &purse->members[i];

		sg_account_read(script, &member->membership.account,
			purse->source != NULL ? purse->source : "",
			sg_member_reads_from(&member->programme, purse->today_day));
	}
}

enum sg_status sg_purse_take(
	struct sg_call *call, const struct sg_script *script, struct sg_purse *purse)
{
	struct steps *steps = sg_arena_array(call->arena, purse->count, sizeof *steps);
	enum sg_status status;

	if (steps == NULL) {
		return sg_call_memory(call);
	}
	status = take_all(call, script, purse, steps);
	if (status == SG_OK) {
		status = join(call, purse);
	}
	for (size_t i = 0; i < purse->count && status == SG_OK; i++) {
		status = sg_member_upgrades(call, &purse->members[i], &purse->ledger,
			steps[i].steps, steps[i].count);
	}
	return status;
}

enum sg_status sg_purse_read(struct sg_call *call, struct sg_purse *purse)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status = SG_OK;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_purse_look(purse, &script);
	if (purse->count > 0) {
		status = sg_call_run(call, &script, &outcome);
	}
	return status == SG_OK ? sg_purse_take(call, &script, purse) : status;
}

/* ---- what was done ---- */

enum sg_status sg_purse_write(struct sg_call *call, struct sg_purse *purse, bool all,
	bool active, const char *why, struct sg_script *script)
{
	struct sg_member_work **moved =
		sg_arena_array(call->arena, purse->count, sizeof(void *));
	size_t count = 0;
	enum sg_status status;

	if (moved == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < purse->count; i++) {
		struct sg_member_work *member = &purse->members[i];
		uint32_t before = member->account.entries;

		sg_entries_write(script, &member->account, &purse->ledger,
			purse->today_day, sg_call_hotel_us(call), why);
		sg_account_count(&member->account, &purse->ledger);
		if (member->account.entries == before && !all) {
			continue;
		}
		if (active && member->account.active_day < purse->today_day) {
			member->account.active_day = purse->today_day;
		}
		moved[count++] = member;
	}
	status = sg_members_levels(call, moved, count, script);
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = sg_member_settle(call, moved[i], &purse->ledger, script);
	}
	return status;
}
