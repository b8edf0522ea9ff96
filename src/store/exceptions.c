/* The statements of what waits. */
#include "store/exceptions.h"

#include "store/claims.h"
#include "store/houses.h"
#include "store/partners.h"
#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

enum { SET_STAYS, SET_TAKEN, SET_POSTING };

void sg_exceptions_read(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *after, uint32_t most)
{
	sg_script_add(script,
		"(SELECT o.stay AS id, o.arrival_day, o.departure_day, o.reason, "
		"o.since_us, s.room, s.id AS stay, c.guest, c.sealed_said, c.sealed_by, "
		"NULL, NULL, NULL "
		"FROM posting o LEFT JOIN stay s ON s.id = o.stay "
		"LEFT JOIN claim c ON c.id = o.stay WHERE o.property = ? "
		"AND o.state = ? AND o.stay > ? ORDER BY o.stay LIMIT ?) UNION ALL "
		"(SELECT c.id, c.arrival_day, c.departure_day, "
		"IF(c.stay IS NULL, 'claimed', 'claimed_of_other'), c.since_us, NULL, "
		"c.stay, c.guest, c.sealed_said, c.sealed_by, NULL, NULL, NULL "
		"FROM claim c "
		"WHERE c.property = ? AND c.state = ? AND c.id > ? "
		"ORDER BY c.id LIMIT ?) UNION ALL "
		"(SELECT e.id, e.day, e.day, e.reason, e.since_us, NULL, NULL, m.guest, "
		"NULL, NULL, e.partner, e.earning, e.amount FROM partner_earning e "
		"STRAIGHT_JOIN member m ON m.account = e.account WHERE e.property = ? "
		"AND e.state = ? AND e.id > ? ORDER BY e.id LIMIT ?) "
		"ORDER BY id LIMIT ?;");
	sg_script_id(script, property);
	sg_script_int(script, SG_POSTING_WAITS);
	sg_script_id(script, after);
	sg_script_int(script, most);
	sg_script_id(script, property);
	sg_script_int(script, SG_CLAIM_WAITS);
	sg_script_id(script, after);
	sg_script_int(script, most);
	sg_script_id(script, property);
	sg_script_int(script, SG_PARTNER_WAITS);
	sg_script_id(script, after);
	sg_script_int(script, most);
	sg_script_int(script, most);
}

size_t sg_exceptions_count(const struct sg_script *script)
{
	return sg_script_rows(script, 0)->count;
}

enum sg_status sg_exception_take(const struct sg_script *script, size_t row,
	struct sg_error *error, struct sg_exception_row *ret_row)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_exception_row taken = {.id = sg_rows_id(rows, row, 0),
		.arrival_day = sg_rows_day(rows, row, 1),
		.departure_day = sg_rows_day(rows, row, 2),
		.reason = sg_rows_text(rows, row, 3),
		.since_us = sg_rows_time(rows, row, 4),
		.room = sg_rows_text(rows, row, 5),
		.stay = sg_rows_id(rows, row, 6),
		.guest = sg_rows_id(rows, row, 7),
		.partner = sg_rows_text(rows, row, 10),
		.earning = sg_rows_text(rows, row, 11),
		.amount = sg_rows_int(rows, row, 12)};
	enum sg_status status =
		sg_seal_open(rows, row, 8, &taken.guest, error, &taken.claim);

	if (status == SG_OK) {
		status = sg_seal_open(rows, row, 9, &taken.guest, error, &taken.by);
	}
	if (status == SG_OK) {
		*ret_row = taken;
	}
	return status;
}

void sg_decision_read(struct sg_script *script, const struct sg_id *keys, size_t count,
	const char *document)
{
	sg_rows_find_stay(script, keys, count);
	sg_script_add(script,
		"SELECT digest, outcome, revision FROM taken "
		"WHERE subject = v_stay AND document = ?;"
		"SELECT version, decided, decided_us FROM posting WHERE stay = v_stay;");
	sg_script_text(script, document);
}

void sg_decision_take(const struct sg_script *script, struct sg_decision_file *ret_file)
{
	const struct sg_rows *stays = sg_script_rows(script, SET_STAYS);
	const struct sg_rows *posting = sg_script_rows(script, SET_POSTING);
	struct sg_id last = sg_rows_id(stays, 0, 1);

	*ret_file = (struct sg_decision_file){.stay = sg_rows_id(stays, 0, 0),
		.version = (uint32_t)sg_rows_int(posting, 0, 0),
		.decided = (enum sg_posting_decision)sg_rows_int(posting, 0, 1),
		.decided_us = sg_rows_time(posting, 0, 2)};
	ret_file->disagree =
		!sg_id_is_nil(&ret_file->stay) && !sg_id_equal(&ret_file->stay, &last);
	sg_taken_take(script, SET_TAKEN, &ret_file->taken);
}

void sg_decision_put(struct sg_script *script, const struct sg_decision_file *file,
	const struct sg_decision_write *decision)
{
	sg_script_add(script, "UPDATE posting SET decided = ?, "
			      "decided_apart = IF(claimed = 1, decided, NULL), "
			      "decided_us = ?, sealed_decision = ?, "
			      "due_at = COALESCE(due_at, ?), version = version + 1 "
			      "WHERE stay = ? AND version = ?;");
	sg_script_int(script, decision->decided);
	sg_script_int(script, decision->at_us);
	sg_seal_bind(script, &file->stay, decision->why);
	sg_script_int(script, decision->now_us);
	sg_script_id(script, &file->stay);
	sg_script_int(script, file->version);
	sg_script_expect_rows(script, 1, SG_STALE_POSTING);
}
