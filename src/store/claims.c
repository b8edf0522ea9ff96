/* The statements of claims. */
#include "store/claims.h"

#include "core/hash.h"
#include "core/time.h"
#include "store/houses.h"
#include "store/memberships.h"
#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

#define COLUMNS                                                                          \
	"c.id, c.property, c.guest, c.account, c.stay, c.version, c.arrival_day, "       \
	"c.departure_day, c.state, c.since_us, c.decided_us, c.sealed_said, "            \
	"c.sealed_by, c.sealed_decided "

/* What a stay has earned where it is posted; followed by the WHERE. */
#define POSTING                                                                          \
	"SELECT p.stay, p.guest, p.account, p.version, p.state, p.reason, "              \
	"SUM(l.original), MIN(l.earned_day) FROM posting p LEFT JOIN lot l "             \
	"ON l.account = p.account AND l.reversed = 0 AND l.source = "                    \
	"CAST(CONCAT('stay:', LOWER(HEX(p.stay))) AS CHAR CHARACTER SET ascii) "         \
	"WHERE "

/* Claims that share a night with these days, or are of the same: property, until, from, from,
 * until. */
#define OF_DAYS                                                                          \
	"p.property = ? AND ((p.arrival_day < ? AND p.departure_day > ?) OR "            \
	"(p.arrival_day = ? AND p.departure_day = ?))"

/* Of the same person as a guest, but one, in some states. */
#define OTHERS                                                                           \
	SG_PERSON_FROM                                                                   \
	"STRAIGHT_JOIN claim p ON p.guest = " SG_PERSON_GUEST                            \
	" WHERE g.id = ? AND p.id <> ? AND p.state BETWEEN ? AND ? AND " OF_DAYS

enum claimed { GIVEN = 1, ITSELF = 2 }; /* posting.claimed */

/* After the stay's, where it is named. */
enum { SET_CLAIM, SET_AGAIN, SET_POSTING };

static void bind_days(struct sg_script *script, const struct sg_id *property,
	int32_t arrival_day, int32_t departure_day)
{
	sg_script_id(script, property);
	sg_script_int(script, departure_day);
	sg_script_int(script, arrival_day);
	sg_script_int(script, arrival_day);
	sg_script_int(script, departure_day);
}

static void bind_others(struct sg_script *script, const struct sg_claim_row *row,
	enum sg_claim_state least)
{
	sg_script_id(script, &row->guest);
	sg_script_id(script, &row->id);
	sg_script_int(script, least);
	sg_script_int(script, SG_CLAIM_APPROVED);
	bind_days(script, &row->property, row->arrival_day, row->departure_day);
}

/* Where there are several of these days, one that is not posted yet. */
static void read_posting(struct sg_script *script, const struct sg_claim_query *query)
{
	if (query->key_count > 0) {
		sg_script_add(script, POSTING "p.stay = v_stay GROUP BY p.stay;");
		return;
	}
	sg_script_add(script, POSTING "p.claimed <> 2 AND p.guest IN (");
	sg_rows_bind_ids(script, query->guests, query->guest_count);
	sg_script_add(script,
		") AND p.property = ? AND p.arrival_day = ? AND p.departure_day = ?");
	sg_script_id(script, query->property);
	sg_script_int(script, query->arrival_day);
	sg_script_int(script, query->departure_day);
	sg_script_add(script, " GROUP BY p.stay ORDER BY p.state = ?, p.stay LIMIT 1;");
	sg_script_int(script, SG_POSTING_POSTED);
}

void sg_claim_read(struct sg_script *script, const struct sg_claim_query *query)
{
	if (query->key_count > 0) {
		sg_rows_find_stay(script, query->keys, query->key_count);
	}
	sg_script_add(script, "SELECT " COLUMNS "FROM claim c WHERE c.id = ?;");
	sg_script_id(script, query->claim);
	sg_script_add(script, "SELECT 1 FROM claim p WHERE p.state <> ? AND p.id <> ? "
			      "AND p.guest IN (");
	sg_script_int(script, SG_CLAIM_REJECTED);
	sg_script_id(script, query->claim);
	sg_rows_bind_ids(script, query->guests, query->guest_count);
	sg_script_add(script, ") AND " OF_DAYS " LIMIT 1;");
	bind_days(script, query->property, query->arrival_day, query->departure_day);
	read_posting(script, query);
}

static enum sg_status take_claim(
	const struct sg_rows *rows, struct sg_error *error, struct sg_claim_row *ret_row)
{
	struct sg_claim_row row = {.id = sg_rows_id(rows, 0, 0),
		.property = sg_rows_id(rows, 0, 1),
		.guest = sg_rows_id(rows, 0, 2),
		.account = sg_rows_id(rows, 0, 3),
		.stay = sg_rows_id(rows, 0, 4),
		.version = (uint32_t)sg_rows_int(rows, 0, 5),
		.arrival_day = sg_rows_day(rows, 0, 6),
		.departure_day = sg_rows_day(rows, 0, 7),
		.state = (enum sg_claim_state)sg_rows_int(rows, 0, 8),
		.since_us = sg_rows_time(rows, 0, 9),
		.decided_us = sg_rows_time(rows, 0, 10)};
	enum sg_status status = sg_seal_open(rows, 0, 11, &row.guest, error, &row.said);

	if (status == SG_OK) {
		status = sg_seal_open(rows, 0, 12, &row.guest, error, &row.by);
	}
	if (status == SG_OK) {
		status = sg_seal_open(rows, 0, 13, &row.guest, error, &row.decided);
	}
	if (status == SG_OK) {
		*ret_row = row;
	}
	return status;
}

static struct sg_claim_posting take_posting(const struct sg_rows *rows)
{
	return (struct sg_claim_posting){.stay = sg_rows_id(rows, 0, 0),
		.guest = sg_rows_id(rows, 0, 1),
		.account = sg_rows_id(rows, 0, 2),
		.version = (uint32_t)sg_rows_int(rows, 0, 3),
		.state = (enum sg_posting_state)sg_rows_int(rows, 0, 4),
		.reason = sg_rows_text(rows, 0, 5),
		.points = sg_rows_int(rows, 0, 6),
		.posted_day = sg_rows_day(rows, 0, 7)};
}

enum sg_status sg_claim_take(const struct sg_script *script,
	const struct sg_claim_query *query, struct sg_error *error,
	struct sg_claim_file *ret_file)
{
	size_t first = query->key_count > 0;
	struct sg_claim_file file = {
		.again = sg_script_rows(script, first + SET_AGAIN)->count > 0,
		.posting = take_posting(sg_script_rows(script, first + SET_POSTING))};
	enum sg_status status =
		take_claim(sg_script_rows(script, first + SET_CLAIM), error, &file.row);

	if (first > 0) {
		struct sg_id last = sg_rows_id(sg_script_rows(script, 0), 0, 1);

		file.stay = sg_rows_id(sg_script_rows(script, 0), 0, 0);
		file.disagree =
			!sg_id_is_nil(&file.stay) && !sg_id_equal(&file.stay, &last);
	} else {
		file.stay = file.posting.stay;
	}
	if (status == SG_OK) {
		*ret_file = file;
	}
	return status;
}

void sg_claim_decision_read(
	struct sg_script *script, const struct sg_id *claim, const char *document)
{
	sg_script_add(script, "SELECT " COLUMNS "FROM claim c WHERE c.id = ?;");
	sg_script_id(script, claim);
	sg_taken_read(script, claim, document);
	sg_script_add(script, POSTING
		"p.stay = (SELECT COALESCE(c.stay, c.id) FROM claim c WHERE c.id = ?) "
		"GROUP BY p.stay;");
	sg_script_id(script, claim);
}

enum sg_status sg_claim_decision_take(const struct sg_script *script,
	struct sg_error *error, struct sg_claim_decision_file *ret_file)
{
	struct sg_claim_decision_file file = {
		.posting = take_posting(sg_script_rows(script, 2))};
	enum sg_status status = take_claim(sg_script_rows(script, 0), error, &file.row);

	sg_taken_take(script, 1, &file.taken);
	if (status == SG_OK) {
		*ret_file = file;
	}
	return status;
}

void sg_claim_others_read(struct sg_script *script, const struct sg_claim_row *row)
{
	sg_script_add(script, "SELECT 1 " OTHERS " LIMIT 1;");
	bind_others(script, row, SG_CLAIM_BOUND);
}

bool sg_claim_others_taken(const struct sg_script *script, size_t set)
{
	return sg_script_rows(script, set)->count > 0;
}

void sg_claim_expect_alone(struct sg_script *script, const struct sg_claim_row *row,
	enum sg_claim_state least)
{
	sg_script_id(script, &row->guest);
	sg_script_expect(script,
		"SELECT COUNT(*) > 0 " SG_PERSON_FROM
		"STRAIGHT_JOIN guest o ON o.id = " SG_PERSON_GUEST
		" WHERE g.id = ? FOR UPDATE) = (1",
		SG_STALE_CLAIM);
	bind_others(script, row, least);
	sg_script_expect(script, "SELECT COUNT(*) " OTHERS ") = (0", SG_STALE_CLAIM);
}

void sg_claim_write(
	struct sg_script *script, const struct sg_claim_row *row, uint32_t read_version)
{
	sg_script_add(script,
		read_version == 0
			? "INSERT INTO claim (version, property, guest, account, stay, "
			  "arrival_day, departure_day, state, since_us, decided_us, "
			  "sealed_said, sealed_by, sealed_decided, id) "
			  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);"
			: "UPDATE claim SET version = ?, property = ?, guest = ?, "
			  "account = ?, stay = ?, arrival_day = ?, departure_day = ?, "
			  "state = ?, since_us = ?, decided_us = ?, sealed_said = ?, "
			  "sealed_by = ?, sealed_decided = ? "
			  "WHERE id = ? AND version = ?;");
	sg_script_int(script, read_version + 1);
	sg_script_id(script, &row->property);
	sg_script_id(script, &row->guest);
	sg_script_id(script, &row->account);
	sg_script_id(script, sg_id_is_nil(&row->stay) ? NULL : &row->stay);
	sg_script_int(script, row->arrival_day);
	sg_script_int(script, row->departure_day);
	sg_script_int(script, row->state);
	sg_script_int(script, row->since_us);
	sg_script_time(script, row->decided_us);
	sg_seal_bind(script, &row->guest, row->said);
	sg_seal_bind(script, &row->guest, row->by);
	sg_seal_bind(script, &row->guest, row->decided);
	sg_script_id(script, &row->id);
	if (read_version != 0) {
		sg_script_int(script, read_version);
		sg_script_expect_rows(script, 1, SG_STALE_CLAIM);
	}
}

void sg_claim_give(struct sg_script *script, const struct sg_claim_posting *posting,
	const struct sg_id *guest, int64_t now_us)
{
	sg_script_add(script,
		"UPDATE posting SET named = IF(claimed = 1, named, guest), "
		"decided_apart = IF(claimed = 1, decided_apart, decided), guest = ?, "
		"claimed = 1, decided = 1, due_at = COALESCE(due_at, ?), version = "
		"version + 1 "
		"WHERE stay = ? AND version = ?;");
	sg_script_id(script, guest);
	sg_script_int(script, now_us);
	sg_script_id(script, &posting->stay);
	sg_script_int(script, posting->version);
	sg_script_expect_rows(script, 1, SG_STALE_POSTING);
}

void sg_claim_give_back(struct sg_script *script, const struct sg_claim_posting *posting,
	const struct sg_id *guest, int64_t now_us)
{
	sg_script_add(script,
		"UPDATE posting SET guest = named, named = NULL, claimed = 0, "
		"decided = COALESCE(decided_apart, 0), decided_apart = NULL, "
		"due_at = COALESCE(due_at, ?), version = version + 1 "
		"WHERE stay = ? AND claimed = ? AND guest = ?;");
	sg_script_int(script, now_us);
	sg_script_id(script, &posting->stay);
	sg_script_int(script, GIVEN);
	sg_script_id(script, guest);
}

static void write_charge(struct sg_script *script, const struct sg_claim_row *row,
	const struct sg_charge_row *charge)
{
	static const struct sg_charge_row none = {.at_us = SG_NO_TIME};

	sg_charge_write(script, &row->id, charge, &none);
}

void sg_claim_post(struct sg_script *script, const struct sg_claim_row *row,
	const struct sg_charge_row *charges, size_t count, int64_t now_us)
{
	sg_script_add(script, "DELETE FROM charge WHERE stay = ?;");
	sg_script_id(script, &row->id);
	for (size_t i = 0; i < count; i++) {
		write_charge(script, row, &charges[i]);
	}
	sg_script_add(script,
		"INSERT INTO posting (stay, shard, property, guest, account, version, "
		"arrival_day, departure_day, due_at, state, decided, decided_us, "
		"claimed) "
		"VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?) "
		"ON DUPLICATE KEY UPDATE version = version + 1, "
		"arrival_day = VALUES(arrival_day), "
		"departure_day = VALUES(departure_day), "
		"due_at = COALESCE(due_at, VALUES(due_at)), decided = VALUES(decided), "
		"decided_us = VALUES(decided_us);");
	sg_script_id(script, &row->id);
	sg_script_int(script, sg_shard_of(&row->id));
	sg_script_id(script, &row->property);
	sg_script_id(script, &row->guest);
	sg_script_id(script, &row->account);
	sg_script_int(script, row->arrival_day);
	sg_script_int(script, row->departure_day);
	sg_script_int(script, now_us);
	sg_script_int(script, SG_POSTING_NEW);
	sg_script_int(script, SG_POSTING_COUNTS);
	sg_script_int(script, row->decided_us);
	sg_script_int(script, ITSELF);
}

void sg_claim_unpost(
	struct sg_script *script, const struct sg_claim_row *row, int64_t now_us)
{
	sg_script_add(script,
		"UPDATE posting SET decided = ?, decided_us = ?, "
		"due_at = COALESCE(due_at, ?), version = version + 1 WHERE stay = ?;");
	sg_script_int(script, SG_POSTING_COUNTS_NOT);
	sg_script_int(script, row->decided_us);
	sg_script_int(script, now_us);
	sg_script_id(script, &row->id);
}
