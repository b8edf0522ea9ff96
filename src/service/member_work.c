/* Reading a member, what every step begins with, and writing him. */
#include "service/member_work.h"

#include <string.h>

#include "core/expiry.h"
#include "core/time.h"
#include "service/houses.h"
#include "service/levels.h"

enum {
	BASE_SPARE_DAYS = 60, /* so far the base of standings may lag behind */
	WRITTEN_DAYS = 60,    /* within which most accounts were written */
	MONTH_DAYS = 31,
};

struct sg_id sg_member_number_key(
	const struct sg_call *call, const char *programme, const char *number)
{
	const struct sg_ref ref = {.system = programme, .id = number};

	return sg_ref_key("number", call->house->house.chain, &ref);
}

int32_t sg_member_today(const struct sg_call *call)
{
	int32_t day, minutes;

	sg_house_local(&call->house->house, sg_call_hotel_us(call), &day, &minutes);
	return day;
}

void sg_member_year(
	const struct sg_call *call, int32_t *ret_from_day, int32_t *ret_until_day)
{
	int32_t year, month, day;

	sg_day_to_civil(sg_member_today(call), &year, &month, &day);
	*ret_from_day = sg_day_from_civil(year, 1, 1);
	*ret_until_day = sg_day_from_civil(year, 12, 31);
}

int32_t sg_member_reads_from(const struct sg_programme *programme, int32_t today_day)
{
	int32_t months = 12;

	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_tier_rules *rules = &programme->versions[i].tiers;

		months = rules->window_months > months ? rules->window_months : months;
	}
	return today_day - SG_LATE_DAYS - BASE_SPARE_DAYS - (2 * months + 1) * MONTH_DAYS;
}

enum sg_status sg_member_take(struct sg_call *call, const struct sg_script *script,
	size_t set, struct sg_member_work *member)
{
	enum sg_status status = sg_account_take(script, set, &member->membership.account,
		call->arena, call->error, &member->account, &member->ledger,
		&member->qualified, &member->qualified_count);

	if (status == SG_OK) {
		status = sg_grants_recall(member->account.grants, call->arena,
			call->error, &member->grants, &member->grant_count);
	}
	if (status == SG_OK) {
		status = sg_grants_given(member->grants, member->grant_count, call->arena,
			call->error, &member->given);
	}
	if (status != SG_OK) {
		return status;
	}
	if (member->account.standing != NULL) {
		return sg_standings_decode(member->account.standing, &member->programme,
			call->arena, call->error, &member->standings);
	}
	member->account.active_day = member->membership.enrolled_day;
	member->standings.now = sg_tier_begin(member->membership.enrolled_day);
	member->standings.base = member->standings.now;
	return SG_OK;
}

struct sg_tier_member sg_member_tier(const struct sg_member_work *member)
{
	return (struct sg_tier_member){.enrolled_day = member->membership.enrolled_day,
		.qualified = member->qualified,
		.qualified_count = member->qualified_count,
		.lifetime = member->account.lifetime,
		.grants = member->given,
		.grant_count = member->grant_count};
}

int32_t sg_member_counts_from(const struct sg_membership_row *membership,
	const struct sg_programme *programme, int32_t today_day)
{
	const struct sg_tier_member member = {.enrolled_day = membership->enrolled_day};
	const struct sg_standing written = sg_tier_begin(today_day - WRITTEN_DAYS);

	return sg_tier_reads_from(programme, &member, &written);
}

enum sg_status sg_member_reach_back(
	struct sg_call *call, struct sg_member_work *member, int32_t from_day)
{
	const struct sg_tier_member tier = sg_member_tier(member);
	int32_t needed_day =
		sg_tier_reads_from(&member->programme, &tier, &member->standings.now);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	if (needed_day >= from_day || member->account.standing == NULL) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_counts_read(&script, &member->membership.account, "", needed_day);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_counts_take(&script, 0, call->arena, call->error,
					 &member->qualified, &member->qualified_count)
	                       : status;
}

/* A tier may have ended since it was looked at last. */
static int32_t tier_on(const struct sg_member_work *member, int32_t day)
{
	const struct sg_tier_member tier = sg_member_tier(member);
	struct sg_standing then = member->standings.now;

	(void)sg_tier_advance_versions(&member->programme, &tier, day, &then, NULL, 0);
	return then.tier;
}

/* The last good days of his lots by the rules of today. */
static void set_days(
	const struct sg_member_work *member, struct sg_ledger *ledger, int32_t today_day)
{
	const struct sg_programme_version *version =
		sg_programme_on(&member->programme, today_day);
	int32_t tier = tier_on(member, today_day);

	for (size_t i = 0; i < ledger->count && version != NULL; i++) {
		struct sg_lot *lot = &ledger->lots[i];

		if (sg_id_equal(&lot->account, &member->account.account)) {
			lot->expires_day = sg_expiry_last_day(version, tier,
				lot->earned_day, member->account.active_day);
		}
	}
}

/* When the first of those was earned that a step may leave owed: what is taken back, and what is
 * held of a lot that was; SG_NO_DAY: none. */
static int32_t owed_from(const struct sg_member_work *member,
	const struct sg_ledger *ledger, const char *source)
{
	static const char milestone[] = "milestone:";
	int32_t day = SG_NO_DAY;

	for (size_t i = 0; i < ledger->count; i++) {
		const struct sg_lot *lot = &ledger->lots[i];
		bool named =
			source != NULL && (strcmp(lot->source, source) == 0 ||
						  strncmp(lot->source, milestone,
							  sizeof milestone - 1) == 0);

		if (sg_id_equal(&lot->account, &member->account.account) &&
			(lot->reversed ? lot->held > 0 : named) &&
			(day == SG_NO_DAY || lot->earned_day < day)) {
			day = lot->earned_day;
		}
	}
	return day;
}

enum sg_status sg_member_revive(struct sg_call *call, const struct sg_member_work *member,
	struct sg_ledger *ledger, const char *source, int32_t today_day)
{
	const struct sg_id *account = &member->account.account;
	int32_t from_day = owed_from(member, ledger, source);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	if (from_day == SG_NO_DAY) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_lots_expired_read(&script, account, from_day);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_lots_add(&script, 0, account, call->error, ledger);
	}
	set_days(member, ledger, today_day);
	return status;
}

enum sg_status sg_member_expire(
	struct sg_call *call, struct sg_member_work *member, int32_t today_day)
{
	set_days(member, &member->ledger, today_day);
	return sg_ledger_expire(&member->ledger, today_day, call->error);
}

enum sg_status sg_member_occasion(struct sg_call *call, struct sg_member_work *member,
	struct sg_ledger *ledger, const struct sg_earning_occasion *occasion,
	const char *source)
{
	struct sg_earning_occasion limited = *occasion;
	struct sg_earned earned = {.line_count = 0};
	enum sg_status status = source != NULL ? SG_OK : sg_call_memory(call);

	if (status == SG_OK && occasion->version != NULL) {
		status = sg_member_limits(call, member, ledger, source, &limited);
	}
	if (status == SG_OK && occasion->version != NULL) {
		status = sg_earn_occasion(&limited, call->arena, call->error, &earned);
	}
	for (size_t i = 0; i < earned.line_count && status == SG_OK; i++) {
		const struct sg_earned_line *line = &earned.lines[i];
		const struct sg_earning_lot lot = {.account = member->account.account,
			.source = source,
			.rule = line->rule->name,
			.points = line->points,
			.earned_day = sg_member_today(call),
			.expires_day = SG_NO_DAY,
			.bonus = line->rule->bonus,
			.amount = line->of,
			.property = call->house->house.id};
		bool done = false;

		status = sg_ledger_earn(ledger, &lot, call->error, &done);
		if (status == SG_OK && done) {
			status = sg_member_use(call, member, occasion->version,
				line->rule, line->points);
		}
	}
	return status;
}

/* ---- when something comes by itself ---- */

static int32_t earlier(int32_t a, int32_t b)
{
	return a == SG_NO_DAY || (b != SG_NO_DAY && b < a) ? b : a;
}

/* The first day on which points of his are over, by the rules of today. */
static int32_t expires_on(const struct sg_member_work *member,
	const struct sg_ledger *lots, int32_t today_day)
{
	const struct sg_programme_version *version =
		sg_programme_on(&member->programme, today_day);
	int32_t day = SG_NO_DAY;

	for (size_t i = 0; i < lots->count && version != NULL; i++) {
		const struct sg_lot *lot = &lots->lots[i];
		int32_t last_day;

		if (lot->remaining - lot->held > 0 &&
			sg_id_equal(&lot->account, &member->account.account)) {
			last_day = sg_expiry_last_day(version, member->standings.now.tier,
				lot->earned_day, member->account.active_day);
			day = earlier(
				day, last_day == SG_NO_DAY ? SG_NO_DAY : last_day + 1);
		}
	}
	return day;
}

/* The first day on which his standing changes, or the rules do. */
static int32_t stands_until(const struct sg_member_work *member)
{
	const struct sg_standing *now = &member->standings.now;
	const struct sg_programme_version *version =
		sg_programme_on(&member->programme, now->day);
	const struct sg_tier_member tier = sg_member_tier(member);
	int32_t day = version != NULL ? sg_tier_next_day(&version->tiers, &tier, now)
	                              : SG_NO_DAY;

	for (size_t i = 0; i < member->programme.version_count; i++) {
		int32_t from_day = member->programme.versions[i].from_day;

		day = earlier(day, from_day > now->day ? from_day : SG_NO_DAY);
	}
	return day;
}

/* As it stood when the account was read, and as it stands now. */
static enum sg_status find_level(struct sg_call *call,
	const struct sg_member_work *member, struct sg_level_change *changes,
	size_t *count)
{
	const struct sg_standing *now = &member->standings.now;
	struct sg_standings read;
	bool stored = member->account.standing != NULL;
	enum sg_status status = SG_OK;

	if (stored) {
		status = sg_standings_decode(member->account.standing, &member->programme,
			call->arena, call->error, &read);
	}
	if (status == SG_OK &&
		sg_level_differs(&member->programme, stored ? &read.now : NULL, now)) {
		changes[(*count)++] =
			(struct sg_level_change){.guest = member->membership.guest,
				.programme = member->programme.code,
				.level = sg_level_name(&member->programme, now),
				.since_day = now->since_day};
	}
	return status;
}

enum sg_status sg_members_levels(struct sg_call *call,
	struct sg_member_work *const *members, size_t count, struct sg_script *script)
{
	struct sg_level_change *changes =
		sg_arena_array(call->arena, count, sizeof *changes);
	size_t changed = 0;
	enum sg_status status = SG_OK;

	if (changes == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = find_level(call, members[i], changes, &changed);
	}
	return status == SG_OK && changed > 0
	               ? sg_levels_store(call, changes, changed, script)
	               : status;
}

enum sg_status sg_member_settle(struct sg_call *call, struct sg_member_work *member,
	const struct sg_ledger *lots, struct sg_script *script)
{
	const struct sg_house *house = &call->house->house;
	struct sg_account_row *account = &member->account;
	struct sg_buffer text = {0};
	int32_t today_day = sg_member_today(call);
	int32_t day = earlier(expires_on(member, lots, today_day), stands_until(member));

	if (day != SG_NO_DAY && day <= today_day) {
		day = today_day + 1; /* what was held or owed may be free by then */
	}
	account->property = house->id;
	account->look_us = sg_house_instant(house, day, house->day_close_minutes);
	sg_standings_encode(&member->standings, &member->programme, &text);
	account->standing = sg_buffer_settle(&text, call->arena);
	if (account->standing == NULL) {
		return sg_call_memory(call);
	}
	sg_member_uses_write(call, member, script);
	sg_account_write(script, account);
	return SG_OK;
}
