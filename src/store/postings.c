/* The statements of posting. */
#include "store/postings.h"

#include <stdlib.h>
#include <string.h>

#include "core/stay.h"
#include "store/memberships.h"
#include "store/redemptions.h"
#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

void sg_posting_due(struct sg_script *script, const struct sg_posting_stay *stay,
	const struct sg_id *chain, int64_t due_us)
{
	const struct sg_id nobody = {{0}};

	sg_script_add(script,
		"INSERT INTO posting (stay, shard, property, guest, version, "
		"arrival_day, departure_day, due_at, state) "
		"SELECT s.id, s.shard, s.property, ?, 1, ?, ?, ?, 0 FROM stay s "
		"WHERE s.id = ? AND (EXISTS (SELECT 1 FROM programme g "
		"WHERE g.chain = ?) OR EXISTS (SELECT 1 FROM posting p "
		"WHERE p.stay = ?)) ON DUPLICATE KEY UPDATE "
		"named = IF(posting.claimed = 1, VALUES(guest), NULL), "
		"guest = IF(posting.claimed = 1, posting.guest, VALUES(guest)), "
		"version = posting.version + 1, arrival_day = VALUES(arrival_day), "
		"departure_day = VALUES(departure_day), due_at = VALUES(due_at);");
	sg_script_id(script, stay->guest != NULL ? stay->guest : &nobody);
	sg_script_int(script, stay->arrival_day);
	sg_script_int(script, stay->departure_day);
	sg_script_int(script, due_us);
	sg_script_id(script, stay->stay);
	sg_script_id(script, stay->guest != NULL ? chain : &nobody);
	sg_script_id(script, stay->stay);
}

void sg_posting_touch(struct sg_script *script, const struct sg_id *stay, int64_t now_us)
{
	sg_script_add(script,
		"UPDATE posting SET version = version + 1, due_at = COALESCE(due_at, ?) "
		"WHERE stay = ?;");
	sg_script_int(script, now_us);
	sg_script_id(script, stay);
}

void sg_postings_due(struct sg_script *script, const struct sg_due_query *due)
{
	sg_script_add(script,
		"SELECT o.stay, o.property, o.guest, o.shard, o.version, p.version, "
		"o.arrival_day, o.departure_day, o.due_at, p.clock_us, o.state, "
		"o.reason, o.decided, o.account, o.seen_guest, o.seen_arrival_day, "
		"o.seen_departure_day, o.since_us, o.tier FROM posting o FORCE INDEX "
		"(soonest) STRAIGHT_JOIN property p ON p.id = o.property");
	sg_due_soonest_where(script, due, "o.shard", "o.due_at",
		"o.departure_day, o.property, o.stay");
}

static enum sg_posting_state state_at(
	const struct sg_rows *rows, size_t row, size_t column)
{
	int64_t state = sg_rows_int(rows, row, column);

	return state >= 0 && state < SG_POSTING_STATES ? (enum sg_posting_state)state
	                                               : SG_POSTING_NEW;
}

static enum sg_posting_decision decision_at(
	const struct sg_rows *rows, size_t row, size_t column)
{
	int64_t decision = sg_rows_int(rows, row, column);

	return decision >= 0 && decision < SG_POSTING_DECISIONS
	               ? (enum sg_posting_decision)decision
	               : SG_POSTING_UNDECIDED;
}

enum sg_status sg_postings_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_posting_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_posting_row *taken = sg_arena_array(arena, rows->count, sizeof *taken);

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		taken[i] = (struct sg_posting_row){
			.stay = sg_rows_id(rows, i, 0),
			.property = sg_rows_id(rows, i, 1),
			.guest = sg_rows_id(rows, i, 2),
			.shard = (uint32_t)sg_rows_int(rows, i, 3),
			.version = (uint32_t)sg_rows_int(rows, i, 4),
			.property_version = (uint32_t)sg_rows_int(rows, i, 5),
			.arrival_day = sg_rows_day(rows, i, 6),
			.departure_day = sg_rows_day(rows, i, 7),
			.due_us = sg_rows_time(rows, i, 8),
			.clock_us = sg_rows_time(rows, i, 9),
			.state = state_at(rows, i, 10),
			.reason = sg_rows_text(rows, i, 11),
			.decided = decision_at(rows, i, 12),
			.account = sg_rows_id(rows, i, 13),
			.seen_guest = sg_rows_id(rows, i, 14),
			.seen_arrival_day = sg_rows_day(rows, i, 15),
			.seen_departure_day = sg_rows_day(rows, i, 16),
			.since_us = sg_rows_time(rows, i, 17),
			.tier = sg_rows_text(rows, i, 18),
		};
	}
	*ret_rows = taken;
	*ret_count = rows->count;
	return SG_OK;
}

void sg_posting_settle(struct sg_script *script, const struct sg_posting_row *row,
	const struct sg_posting_row *now)
{
	static const char *const columns[] = {"state", "reason", "due_at", "account",
		"tier", "seen_guest", "seen_arrival_day", "seen_departure_day",
		"since_us"};
	bool seen = !sg_id_is_nil(&now->seen_guest);

	sg_script_list(script,
		"INSERT INTO posting (stay, shard, property, guest, version, "
		"arrival_day, departure_day, state, reason, due_at, account, tier, "
		"seen_guest, seen_arrival_day, seen_departure_day, since_us) VALUES");
	sg_script_row(script, 16);
	sg_script_id(script, &row->stay);
	sg_script_int(script, row->shard);
	sg_script_id(script, &row->property);
	sg_script_id(script, &row->guest);
	sg_script_int(script, row->version + 1);
	sg_script_int(script, row->arrival_day);
	sg_script_int(script, row->departure_day);
	sg_script_int(script, now->state);
	sg_script_text(script, now->reason);
	sg_script_time(script, now->due_us);
	sg_script_id(script, sg_id_is_nil(&now->account) ? NULL : &now->account);
	sg_script_text(script, now->tier);
	sg_script_id(script, seen ? &now->seen_guest : NULL);
	sg_script_day(script, seen ? now->seen_arrival_day : SG_NO_DAY);
	sg_script_day(script, seen ? now->seen_departure_day : SG_NO_DAY);
	sg_script_time(script, now->since_us);
	sg_script_list_step(
		script, columns, sizeof columns / sizeof columns[0], SG_STALE_POSTING);
}

#define NEAR                                                                             \
	SG_PERSON_FROM "STRAIGHT_JOIN posting o ON o.guest = " SG_PERSON_GUEST           \
		       " AND o.property = ? AND o.departure_day >= ? AND "               \
		       "o.arrival_day <= ? "

/* Nights of o that were redeemed, and not given back: first day, number and terms of each, in no
 * order. */
#define AWARDS                                                                           \
	"(SELECT GROUP_CONCAT(r.night_day, ' ', r.nights, ' ', r.night_terms "           \
	"SEPARATOR ' ') FROM redemption r "                                              \
	"WHERE r.stay = o.stay AND r.state <> 2 AND r.nights > 0) "

#define STAYS                                                                            \
	"o.stay, s.status, s.version, s.sealed_state, o.state, o.decided, "              \
	"COALESCE(s.arrival_day, o.arrival_day), "                                       \
	"COALESCE(s.departure_day, o.departure_day), " AWARDS NEAR                       \
	"LEFT JOIN stay s ON s.id = o.stay WHERE "
#define CHARGES                                                                          \
	"c.stay, c.category, c.gross_cents, c.net_cents, c.currency, c.day " NEAR        \
	"STRAIGHT_JOIN charge c ON c.stay = o.stay WHERE c.reversed = 0 AND "

static void bind_near(struct sg_script *script, const struct sg_id *property,
	int32_t first_day, int32_t last_day)
{
	sg_script_id(script, property);
	sg_script_int(script, first_day);
	sg_script_int(script, last_day);
}

void sg_posted_stays_read(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *property, int32_t first_day, int32_t last_day)
{
	sg_script_add(script, "SELECT " STAYS "g.id = ?;");
	bind_near(script, property, first_day, last_day);
	sg_script_id(script, guest);
	sg_script_add(script, "SELECT " CHARGES "g.id = ?;");
	bind_near(script, property, first_day, last_day);
	sg_script_id(script, guest);
}

void sg_persons_stays_read(struct sg_script *script, const struct sg_id *guests,
	size_t count, const struct sg_id *property, int32_t first_day, int32_t last_day)
{
	sg_script_add(script, "SELECT g.id, " STAYS "g.id IN (");
	bind_near(script, property, first_day, last_day);
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ");SELECT g.id, " CHARGES "g.id IN (");
	bind_near(script, property, first_day, last_day);
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ");");
}

static int compare_awards(const void *left, const void *right)
{
	const struct sg_award_nights *a = left, *b = right;

	if (a->first_day != b->first_day) {
		return a->first_day < b->first_day ? -1 : 1;
	}
	if (a->count != b->count) {
		return a->count < b->count ? -1 : 1;
	}
	return (2 * a->qualifies + a->earns) - (2 * b->qualifies + b->earns);
}

/* Three numbers of each, as AWARDS has them. */
static enum sg_status take_awards(
	const char *text, struct sg_arena *arena, struct sg_posted_stay *stay)
{
	size_t most = 1;
	char *end;

	for (const char *at = text; at != NULL && *at != '\0'; at++) {
		most += *at == ' ';
	}
	stay->awards = sg_arena_array(arena, most / 3, sizeof *stay->awards);
	if (stay->awards == NULL) {
		return SG_MEMORY;
	}
	for (; text != NULL && stay->award_count < most / 3; text = end) {
		struct sg_award_nights *award = &stay->awards[stay->award_count++];
		long terms;

		award->first_day = (int32_t)strtol(text, &end, 10);
		award->count = (int32_t)strtol(end, &end, 10);
		terms = strtol(end, &end, 10);
		award->qualifies = (terms & SG_REDEMPTION_QUALIFIES) != 0;
		award->earns = (terms & SG_REDEMPTION_EARNS) != 0;
	}
	if (stay->award_count > 1) {
		qsort(stay->awards, stay->award_count, sizeof *stay->awards,
			compare_awards);
	}
	return SG_OK;
}

/* The charges of all stays, those of one after another. */
struct charges {
	const struct sg_rows *rows;
	struct sg_charge *all;
	struct charge_of {
		struct sg_id stay;
		size_t row;
	} * of; /* likewise */
};

static int compare_charges(const void *left, const void *right)
{
	const struct charge_of *a = left, *b = right;
	int order = sg_id_compare(&a->stay, &b->stay);

	return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static enum sg_status sort_charges(
	const struct sg_rows *rows, struct sg_arena *arena, struct charges *ret_charges)
{
	struct charges sorted = {.rows = rows,
		.all = sg_arena_array(arena, rows->count, sizeof *sorted.all),
		.of = sg_arena_array(arena, rows->count, sizeof *sorted.of)};

	if (sorted.all == NULL || sorted.of == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < rows->count; i++) {
		sorted.of[i] = (struct charge_of){sg_rows_id(rows, i, 0), i};
	}
	if (rows->count > 0) {
		qsort(sorted.of, rows->count, sizeof *sorted.of, compare_charges);
	}
	for (size_t i = 0; i < rows->count; i++) {
		size_t row = sorted.of[i].row;

		sorted.all[i] = (struct sg_charge){
			.category = sg_rows_text(rows, row, 1),
			.gross_cents = sg_rows_int(rows, row, 2),
			.net_cents = sg_rows_int(rows, row, 3),
			.day = sg_rows_day(rows, row, 5),
		};
	}
	*ret_charges = sorted;
	return SG_OK;
}

/* How many are of stays before this one. */
static size_t count_before(const struct charges *charges, const struct sg_id *stay)
{
	size_t from = 0, to = charges->rows->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (sg_id_compare(&charges->of[middle].stay, stay) < 0) {
			from = middle + 1;
		} else {
			to = middle;
		}
	}
	return from;
}

/* Those of one stay. */
static void give_charges(
	const struct charges *charges, const char *currency, struct sg_posted_stay *stay)
{
	const struct sg_rows *rows = charges->rows;
	size_t first = count_before(charges, &stay->id);

	stay->charges = &charges->all[first];
	for (size_t i = first;
		i < rows->count && sg_id_equal(&charges->of[i].stay, &stay->id); i++) {
		const char *code = sg_rows_text(rows, charges->of[i].row, 4);

		stay->foreign |= code == NULL || strcmp(code, currency) != 0;
		stay->charge_count++;
	}
}

enum sg_status sg_posted_stays_take(const struct sg_script *script, size_t set,
	const char *currency, struct sg_arena *arena, struct sg_error *error,
	struct sg_posted_stay **ret_stays, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_posted_stay *stays = sg_arena_array(arena, rows->count, sizeof *stays);
	struct charges charges;
	enum sg_status status =
		stays != NULL
			? sort_charges(sg_script_rows(script, set + 1), arena, &charges)
			: SG_MEMORY;

	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		stays[i] = (struct sg_posted_stay){
			.id = sg_rows_id(rows, i, 0),
			.claim = sg_rows_null(rows, i, 1),
			.status = (int32_t)sg_rows_int(rows, i, 1),
			.version = (uint32_t)sg_rows_int(rows, i, 2),
			.posting = state_at(rows, i, 4),
			.decided = decision_at(rows, i, 5),
			.arrival_day = sg_rows_day(rows, i, 6),
			.departure_day = sg_rows_day(rows, i, 7),
		};
		if (stays[i].claim) {
			stays[i].status = SG_STAY_CHECKED_OUT;
		}
		status = sg_seal_open(rows, i, 3, &stays[i].id, error, &stays[i].state);
		give_charges(&charges, currency, &stays[i]);
		if (status == SG_OK) {
			status = take_awards(sg_rows_text(rows, i, 8), arena, &stays[i]);
		}
	}
	if (status == SG_MEMORY) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	*ret_stays = stays;
	*ret_count = rows->count;
	return status;
}

void sg_postings_again(struct sg_script *script, const struct sg_id *stays, size_t count,
	bool due_too, int64_t now_us)
{
	if (count == 0) {
		return;
	}
	sg_script_add(script, "UPDATE posting SET version = version + 1, "
			      "due_at = COALESCE(due_at, ?) WHERE stay IN (");
	sg_script_int(script, now_us);
	sg_rows_bind_ids(script, stays, count);
	sg_script_add(script, ")");
	if (!due_too) {
		sg_script_add(script, "AND (due_at IS NULL OR due_at > ?)");
		sg_script_int(script, now_us);
	}
	sg_script_add(script, ";");
}

void sg_postings_later(struct sg_script *script, const struct sg_id *account,
	int32_t from_day, const struct sg_id *except, int64_t now_us)
{
	sg_script_add(script, "UPDATE posting SET version = version + 1, "
			      "due_at = COALESCE(due_at, ?) WHERE account = ? "
			      "AND departure_day >= ? AND stay <> ?;");
	sg_script_int(script, now_us);
	sg_script_id(script, account);
	sg_script_int(script, from_day);
	sg_script_id(script, except);
}

void sg_postings_of_guests(struct sg_script *script, const struct sg_id *guests,
	size_t count, int64_t now_us)
{
	sg_script_add(script, "UPDATE posting SET version = version + 1, "
			      "due_at = COALESCE(due_at, ?) WHERE guest IN (");
	sg_script_int(script, now_us);
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ");");
}
