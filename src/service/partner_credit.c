/* From an amount to lots, counts and the standing. */
#include "service/partner_credit.h"

#include <string.h>

#include "core/time.h"
#include "service/member_stand.h"
#include "store/postings.h"

enum { SET_LOTS, SET_QUALIFIED };

static const struct sg_programme_version *version_of(
	const struct sg_partner_credit *credit, const struct sg_partner_row *row)
{
	return row->version > 0
	               ? sg_programme_on(&credit->purse->members[0].programme, row->day)
	               : NULL;
}

/* ---- what stands of it ---- */

/* Rows have no names: any that says the same is the one. */
static void leave_out(struct sg_member_work *member, const struct sg_qualified *row)
{
	for (size_t i = 0; i < member->qualified_count; i++) {
		struct sg_qualified *at = &member->qualified[i];

		if (at->day == row->day &&
			memcmp(&at->counts, &row->counts, sizeof at->counts) == 0) {
			memmove(at, at + 1,
				(member->qualified_count - i - 1) * sizeof *at);
			member->qualified_count--;
			return;
		}
	}
}

/* After the account, whose version holds both together. */
static enum sg_status read_own(struct sg_call *call, struct sg_partner_credit *credit)
{
	struct sg_member_work *member = &credit->purse->members[0];
	const struct sg_id *account = &member->membership.account;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	if (credit->read->version == 0) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_lots_of_source_read(&script, account, credit->source);
	sg_qualified_read(&script, account, credit->source);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_lots_add(
			&script, SET_LOTS, account, call->error, &credit->purse->ledger);
	}
	if (status == SG_OK) {
		credit->counted =
			sg_qualified_take(&script, SET_QUALIFIED, &credit->before);
	}
	if (status == SG_OK && credit->counted) {
		leave_out(member, &credit->before);
	}
	return status == SG_OK ? sg_member_revive(call, member, &credit->purse->ledger,
					 credit->source, credit->purse->today_day)
	                       : status;
}

/* ---- what it earns ---- */

static int64_t had_of(const struct sg_partner_credit *credit, const char *rule)
{
	const struct sg_earning_lot lot = {
		.account = credit->purse->members[0].membership.account,
		.source = credit->source,
		.rule = rule};
	const struct sg_lot *had = sg_ledger_standing(&credit->purse->ledger, &lot);

	return had != NULL ? had->original : 0;
}

/* What it has had of its rules' budgets is free for it. */
static enum sg_status limit(struct sg_call *call, struct sg_partner_credit *credit,
	struct sg_earning_occasion *occasion)
{
	const struct sg_programme_version *version = occasion->version;
	int64_t *left;
	enum sg_status status = sg_member_limits(call, &credit->purse->members[0],
		&credit->purse->ledger, credit->source, occasion);

	if (status != SG_OK || version == NULL || occasion->budget_left == NULL ||
		version_of(credit, credit->read) != version) {
		return status;
	}
	left = sg_arena_array(call->arena, version->rule_count, sizeof *left);
	if (left == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < version->rule_count; i++) {
		left[i] =
			occasion->budget_left[i] + had_of(credit, version->rules[i].name);
	}
	occasion->budget_left = left;
	return SG_OK;
}

static void settle_row(struct sg_call *call, struct sg_partner_credit *credit)
{
	struct sg_partner_row *row = credit->row;

	row->points = 0;
	for (size_t i = 0; i < credit->earned.line_count; i++) {
		row->points += credit->earned.lines[i].points;
	}
	row->state = SG_PARTNER_EARNED;
	row->reason = NULL;
	if (credit->earned.doubt != SG_DOUBT_NONE) {
		row->state = SG_PARTNER_WAITS;
		row->reason = "negative_amount";
	} else if (credit->earned.nothing != NULL) {
		row->state = SG_PARTNER_NOTHING;
		row->reason = credit->earned.nothing;
	}
	row->since_us =
		row->state != SG_PARTNER_WAITS ? SG_NO_TIME
		: credit->read->since_us != SG_NO_TIME && credit->read->version > 0
			? credit->read->since_us
			: sg_call_hotel_us(call);
}

static enum sg_status earn(struct sg_call *call, struct sg_partner_credit *credit,
	const struct sg_programme_version *version)
{
	struct sg_earning_occasion occasion = {.version = version,
		.per = SG_EARN_PER_PARTNER,
		.property = call->house->house.code,
		.partner = credit->row->partner,
		.amount = credit->row->amount,
		.tier = sg_member_earns_by(&credit->purse->members[0],
			credit->read->tier != NULL ? credit->read->day : SG_NO_DAY,
			credit->read->tier, credit->row->day),
		.day = credit->row->day};
	enum sg_status status = limit(call, credit, &occasion);

	if (status == SG_OK) {
		status = sg_earn_occasion(
			&occasion, call->arena, call->error, &credit->earned);
	}
	if (status == SG_OK) {
		credit->row->tier = version->tiers.tiers[occasion.tier].name;
		credit->counts.counts = credit->earned.counts;
		settle_row(call, credit);
	}
	return status;
}

/* ---- into the account ---- */

static const struct sg_earn_rule *rule_of(
	const struct sg_programme_version *version, const char *name)
{
	for (size_t i = 0; version != NULL && i < version->rule_count; i++) {
		if (strcmp(version->rules[i].name, name) == 0) {
			return &version->rules[i];
		}
	}
	return NULL;
}

static const struct sg_lot *lot_of(const struct sg_ledger *ledger, const struct sg_id *id)
{
	for (size_t i = 0; i < ledger->count; i++) {
		if (sg_id_equal(&ledger->lots[i].id, id)) {
			return &ledger->lots[i];
		}
	}
	return NULL;
}

/* What was earned and taken back of it just now, from and to the rules' budgets. */
static enum sg_status use_budgets(struct sg_call *call, struct sg_partner_credit *credit)
{
	const struct sg_ledger *ledger = &credit->purse->ledger;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < ledger->entry_count && status == SG_OK; i++) {
		const struct sg_entry *entry = &ledger->entries[i];
		const struct sg_lot *lot = lot_of(ledger, &entry->lot);
		bool earned = entry->kind == SG_ENTRY_EARN;
		const struct sg_programme_version *version =
			version_of(credit, earned ? credit->row : credit->read);
		const struct sg_earn_rule *rule;

		if ((!earned && entry->kind != SG_ENTRY_REVERSE) || lot == NULL ||
			strcmp(lot->source, credit->source) != 0) {
			continue;
		}
		rule = rule_of(version, lot->rule);
		if (rule != NULL) {
			status = sg_member_use(call, &credit->purse->members[0], version,
				rule, earned ? lot->original : -lot->original);
		}
	}
	return status;
}

static enum sg_status put(struct sg_call *call, struct sg_partner_credit *credit)
{
	struct sg_member_work *member = &credit->purse->members[0];
	const struct sg_credit with = {.programme = &member->programme,
		.ledger = &credit->purse->ledger,
		.arena = call->arena,
		.lot = {.account = member->membership.account,
			.earned_day = credit->purse->today_day,
			.expires_day = SG_NO_DAY,
			.property = call->house->house.id},
		.source = credit->source,
		.enrolled_day = member->membership.enrolled_day,
		.qualified = member->qualified,
		.qualified_count = member->qualified_count,
		.before = credit->counted ? &credit->before : NULL,
		.counts = &credit->counts,
		.error = call->error};
	enum sg_status status = sg_credit_lines(&with, &credit->earned);

	if (status == SG_OK) {
		status = use_budgets(call, credit);
	}
	if (status == SG_OK && sg_credit_differs(&with)) {
		status = sg_credit_milestones(&with);
	}
	return status == SG_OK && (sg_credit_differs(&with) || credit->counted)
	               ? sg_member_credit_stand(call, member, &with, &credit->later_day)
	               : status;
}

enum sg_status sg_partner_credit(struct sg_call *call, struct sg_partner_credit *credit)
{
	enum sg_status status;

	credit->later_day = SG_NO_DAY;
	credit->source = sg_arena_format(
		call->arena, "partner:%s:%s", credit->row->partner, credit->row->earning);
	if (credit->source == NULL) {
		return sg_call_memory(call);
	}
	status = read_own(call, credit);
	credit->counts.day = credit->row->day;
	if (status == SG_OK && credit->row->state != SG_PARTNER_REVERSED) {
		status = earn(call, credit, version_of(credit, credit->row));
	}
	return status == SG_OK ? put(call, credit) : status;
}

void sg_partner_credit_write(struct sg_call *call, const struct sg_partner_credit *credit,
	struct sg_script *script)
{
	const struct sg_id *account = &credit->purse->members[0].membership.account;
	static const struct sg_id none;
	const struct sg_qualified nothing = {.day = credit->counts.day};

	if (credit->counted || memcmp(&nothing.counts, &credit->counts.counts,
				       sizeof nothing.counts) != 0) {
		sg_qualified_write(script, account, credit->source, &credit->counts);
	}
	if (credit->later_day != SG_NO_DAY) {
		sg_postings_later(script, account, credit->later_day, &none,
			sg_call_hotel_us(call));
	}
}
