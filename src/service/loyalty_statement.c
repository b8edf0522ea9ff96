/* loyalty.statement: what a guest has, where he stands, what is missing, line by line. */
#include "document/account.h"

#include <string.h>

#include "core/time.h"
#include "document/reply.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/handlers.h"
#include "service/loyalty_benefits.h"
#include "service/member_work.h"
#include "store/entries.h"

enum { MEMBERSHIPS_MAX = 16, SETS = SG_ACCOUNT_SETS + 1 };

struct asked {
	struct sg_call *call;
	struct sg_statement_query query;
	struct sg_guest_work guest;
	struct sg_member_work *members;
	size_t count;
	int32_t today_day;
};

/* Of one profile, those that were asked for. */
static enum sg_status take_memberships(
	struct asked *asked, const struct sg_script *script, size_t set)
{
	struct sg_call *call = asked->call;
	const char *wanted = asked->query.programme;
	size_t count = sg_memberships_count(script, set);
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK && asked->count < MEMBERSHIPS_MAX;
		i++) {
		struct sg_member_work *member = &asked->members[asked->count];

		sg_membership_take(script, set, i, &member->membership);
		if (wanted == NULL || strcmp(wanted, member->membership.programme) == 0) {
			status = sg_programme_open(
				call, &member->membership.body, "", &member->programme);
			asked->count++;
		}
	}
	return status;
}

static enum sg_status read_memberships(struct asked *asked)
{
	struct sg_call *call = asked->call;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	asked->members =
		sg_arena_array(call->arena, MEMBERSHIPS_MAX, sizeof *asked->members);
	if (asked->members == NULL) {
		return sg_call_memory(call);
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	for (size_t i = 0; i < asked->guest.profile_count; i++) {
		sg_memberships_read(&script, &asked->guest.profiles[i].guest);
	}
	status = sg_call_run(call, &script, &outcome);
	for (size_t i = 0; i < asked->guest.profile_count && status == SG_OK; i++) {
		status = take_memberships(asked, &script, i);
	}
	return status;
}

/* ---- one membership ---- */

static int32_t counts_from(const struct asked *asked, const struct sg_member_work *member)
{
	return sg_member_counts_from(
		&member->membership, &member->programme, asked->today_day);
}

/* The next day on which points expire, and how many then. */
static void find_expiring(
	const struct sg_member_work *member, struct sg_account_statement *statement)
{
	statement->expiring_day = SG_NO_DAY;
	for (size_t i = 0; i < member->ledger.count; i++) {
		const struct sg_lot *lot = &member->ledger.lots[i];
		bool sooner = statement->expiring_day == SG_NO_DAY ||
		              lot->expires_day < statement->expiring_day;

		if (lot->expires_day == SG_NO_DAY || lot->remaining - lot->held <= 0) {
			continue;
		}
		if (sooner) {
			statement->expiring_day = lot->expires_day;
			statement->expiring_points = 0;
		}
		if (lot->expires_day == statement->expiring_day) {
			statement->expiring_points += lot->remaining - lot->held;
		}
	}
}

static void stand(const struct asked *asked, struct sg_member_work *member,
	struct sg_account_statement *statement)
{
	const struct sg_tier_rules *rules = &statement->version->tiers;
	const struct sg_tier_member tier = sg_member_tier(member);

	(void)sg_tier_advance_versions(&member->programme, &tier, asked->today_day,
		&member->standings.now, NULL, 0);
	statement->window =
		sg_tier_counts(rules, &tier, &member->standings.now, asked->today_day);
	sg_tier_period(rules, tier.enrolled_day, asked->today_day,
		&statement->window_first_day, &statement->window_last_day);
	sg_tier_project(rules, &tier, &member->standings.now, asked->today_day,
		&statement->next, &statement->keep);
}

/* Whether reasons are told. */
static bool is_told(const struct sg_call *call)
{
	enum sg_actor_role role = call->envelope.actor.role;

	return role == SG_ACTOR_MANAGER || role == SG_ACTOR_DATA_PROTECTION;
}

static const struct sg_lot *lot_of(
	const struct sg_ledger *ledger, const struct sg_entry *entry)
{
	size_t at = 0;

	while (!sg_id_equal(&ledger->lots[at].id, &entry->lot)) {
		at++;
	}
	return &ledger->lots[at];
}

/* What is past its day by now, as work will write it: of no operation yet. */
static size_t coming_lines(const struct asked *asked, const struct sg_member_work *member,
	struct sg_statement_line *lines, size_t space)
{
	const struct sg_ledger *ledger = &member->ledger;
	size_t count = 0;

	for (size_t i = ledger->entry_count; i > 0 && count < space; i--) {
		const struct sg_entry *entry = &ledger->entries[i - 1];
		const struct sg_lot *lot = lot_of(ledger, entry);
		uint32_t number = member->account.entries + (uint32_t)i;

		if (asked->query.before == 0 || number < asked->query.before) {
			lines[count++] = (struct sg_statement_line){.number = number,
				.kind = entry->kind,
				.points = entry->points,
				.held = entry->held,
				.day = asked->today_day,
				.source = lot->source,
				.rule = lot->rule,
				.amount = lot->amount};
		}
	}
	return count;
}

static enum sg_status take_lines(struct asked *asked, const struct sg_script *script,
	size_t set, const struct sg_member_work *member,
	struct sg_account_statement *statement)
{
	struct sg_call *call = asked->call;
	bool told = is_told(call);
	struct sg_entry_line *entries = NULL;
	struct sg_statement_line *lines =
		sg_arena_array(call->arena, 2 * (SG_STATEMENT_LINES + 1), sizeof *lines);
	size_t count = 0, coming;
	enum sg_status status = sg_entries_take(script, set, &statement->account,
		call->arena, call->error, &entries, &count);

	if (status != SG_OK || lines == NULL) {
		return status != SG_OK ? status : sg_call_memory(call);
	}
	coming = coming_lines(asked, member, lines, SG_STATEMENT_LINES + 1);
	for (size_t i = 0; i < count; i++) {
		bool adjusted = entries[i].kind == SG_ENTRY_ADJUST;

		lines[coming + i] =
			(struct sg_statement_line){.number = entries[i].number,
				.operation = entries[i].operation,
				.kind = entries[i].kind,
				.points = entries[i].points,
				.held = entries[i].held,
				.day = entries[i].day,
				.source = entries[i].source,
				.rule = entries[i].rule,
				.amount = entries[i].amount,
				.why = adjusted && told ? entries[i].why : NULL,
				.about = adjusted ? NULL : entries[i].why};
	}
	count += coming;
	statement->more = count > SG_STATEMENT_LINES;
	statement->lines = lines;
	statement->line_count = statement->more ? SG_STATEMENT_LINES : count;
	return SG_OK;
}

static enum sg_status say_grants(const struct asked *asked,
	const struct sg_member_work *member, struct sg_account_statement *statement)
{
	struct sg_call *call = asked->call;
	const struct sg_tier_member tier = sg_member_tier(member);

	statement->grants = member->grants;
	statement->grant_count = member->grant_count;
	statement->missing =
		sg_grants_missing(member->grants, &tier, asked->today_day, call->arena);
	return statement->missing != NULL ? SG_OK : sg_call_memory(call);
}

static enum sg_status say_one(struct asked *asked, const struct sg_script *script,
	size_t set, struct sg_member_work *member)
{
	struct sg_call *call = asked->call;
	struct sg_account_statement statement = {.account = member->membership.account,
		.programme = &member->programme,
		.version = sg_programme_on(&member->programme, asked->today_day),
		.cancelled = member->membership.cancelled,
		.enrolled_day = member->membership.enrolled_day,
		.today_day = asked->today_day,
		.next = {.tier = -1},
		.keep = {.tier = -1}};
	enum sg_status status = sg_member_take(call, script, set, member);

	if (status == SG_OK) {
		status = sg_member_reach_back(call, member, counts_from(asked, member));
	}
	if (status == SG_OK && statement.version != NULL) {
		stand(asked, member, &statement);
	}
	if (status == SG_OK) {
		status = say_grants(asked, member, &statement);
	}
	if (status == SG_OK) {
		status = sg_member_expire(call, member, asked->today_day);
	}
	if (status == SG_OK) {
		status = take_lines(
			asked, script, set + SG_ACCOUNT_SETS, member, &statement);
	}
	if (status != SG_OK) {
		return status;
	}
	status = sg_loyalty_benefits_take(call, &asked->guest, script,
		asked->count * SETS, member, is_told(call), &statement);
	if (status != SG_OK) {
		return status;
	}
	find_expiring(member, &statement);
	statement.balance = sg_ledger_balance(&member->ledger);
	statement.standing = &member->standings.now;
	statement.lifetime = member->account.lifetime;
	statement.told = is_told(call);
	sg_account_statement_write(&statement, call->reply);
	return SG_OK;
}

/* What is past its day though nobody has looked is not in the ledger yet, but is said, and has its
 * lines: they add up to the points. */
static enum sg_status say_all(struct asked *asked)
{
	struct sg_call *call = asked->call;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status = SG_OK;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	for (size_t i = 0; i < asked->count; i++) {
		const struct sg_member_work *member = &asked->members[i];

		sg_account_read(&script, &member->membership.account, "",
			counts_from(asked, member));
		sg_entries_read(&script, &member->membership.account,
			(uint32_t)asked->query.before, SG_STATEMENT_LINES + 1);
	}
	if (asked->count > 0) {
		status = sg_loyalty_benefits_read(
			call, &asked->guest, asked->today_day, &script);
	}
	if (asked->count > 0 && status == SG_OK) {
		status = sg_call_run(call, &script, &outcome);
	}
	if (status == SG_OK) {
		sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
		sg_reply_id(call->reply, "guest", &asked->guest.file.guest.id);
		sg_reply_array(call->reply, "memberships");
	}
	for (size_t i = 0; i < asked->count && status == SG_OK; i++) {
		status = say_one(asked, &script, i * SETS, &asked->members[i]);
	}
	if (status != SG_OK) {
		sg_buffer_reset(call->reply);
		return status;
	}
	sg_reply_array_end(call->reply);
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_loyalty_statement(struct sg_call *call)
{
	struct asked asked = {.call = call};
	enum sg_status status = sg_statement_query_decode(
		call->envelope.data, call->arena, call->error, &asked.query);

	if (status == SG_OK && call->envelope.actor.role == SG_ACTOR_ATTENDANT) {
		status = sg_fail(call->error, SG_REFUSED, "role_missing", "/actor/role",
			"the floor is not told what guests have");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		asked.today_day = sg_member_today(call);
		status = sg_guest_file_read(
			call, asked.query.refs, asked.query.ref_count, &asked.guest);
	}
	if (status == SG_OK && asked.guest.file.guest.version == 0) {
		status = sg_fail(call->error, SG_INVALID, "guest_unknown", "/data/ids",
			"no guest is known by these ids");
	}
	if (status == SG_OK) {
		status = read_memberships(&asked);
	}
	return status == SG_OK ? say_all(&asked) : status;
}
