/* A member with his programme. */
#include "store/memberships.h"

#include <string.h>

#include "store/rows.h"
#include "store/seal.h"

#define MEMBER                                                                           \
	"m.account, m.guest, m.status, m.is_primary, m.enrolled_day, m.chain, "          \
	"m.programme, m.number_key, "
#define COLUMNS MEMBER "p.version, p.body "
#define MEMBERSHIP                                                                       \
	"SELECT " COLUMNS "FROM member m JOIN programme p "                              \
	"ON p.chain = m.chain AND p.code = m.programme WHERE "
#define OF_PERSON                                                                        \
	SG_PERSON_FROM "STRAIGHT_JOIN member m ON m.guest = " SG_PERSON_GUEST " "
void sg_memberships_read(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script,
		MEMBERSHIP "m.guest = ? "
			   "ORDER BY m.is_primary DESC, m.enrolled_day, m.programme;");
	sg_script_id(script, guest);
}

void sg_memberships_read_accounts(
	struct sg_script *script, const struct sg_id *accounts, size_t count)
{
	sg_script_add(script, MEMBERSHIP "m.account IN (");
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script, ") ORDER BY m.account;");
}

void sg_memberships_read_programme(struct sg_script *script, const struct sg_id *guests,
	size_t count, const char *programme)
{
	sg_script_add(script, MEMBERSHIP "m.programme = ? AND m.guest IN (");
	sg_script_text(script, programme);
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ") ORDER BY m.account;");
}

void sg_person_guests_read(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(
		script, "SELECT " SG_PERSON_GUEST " " SG_PERSON_FROM "WHERE g.id = ?;");
	sg_script_id(script, guest);
}

void sg_person_memberships_read(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script,
		"SELECT " COLUMNS OF_PERSON "STRAIGHT_JOIN programme p "
		"ON p.chain = m.chain AND p.code = m.programme WHERE g.id = ?;");
	sg_script_id(script, guest);
}

void sg_persons_memberships_read(
	struct sg_script *script, const struct sg_id *guests, size_t count)
{
	sg_script_add(
		script, "SELECT g.id, " MEMBER "0, NULL " OF_PERSON "WHERE g.id IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ");");
}

/* Whether `a` comes before `b`. */
static bool is_before(const struct sg_membership_row *a,
	const struct sg_membership_row *b, const struct sg_id *guest)
{
	bool own = sg_id_equal(&a->guest, guest);
	int programme;

	if (own != sg_id_equal(&b->guest, guest)) {
		return own;
	}
	if (a->primary != b->primary) {
		return a->primary;
	}
	if (a->enrolled_day != b->enrolled_day) {
		return a->enrolled_day < b->enrolled_day;
	}
	programme = strcmp(a->programme, b->programme);
	return programme != 0 ? programme < 0
	                      : sg_id_compare(&a->account, &b->account) < 0;
}

/* They are few. Sorted by the server they would take longer than all that is read. */
enum sg_status sg_person_memberships_take(const struct sg_script *script, size_t set,
	const struct sg_id *guest, struct sg_arena *arena, struct sg_error *error,
	struct sg_membership_row **ret_rows, size_t *ret_count)
{
	size_t count = sg_memberships_count(script, set);
	struct sg_membership_row *rows = sg_arena_array(arena, count, sizeof *rows);

	if (rows == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < count; i++) {
		struct sg_membership_row row;
		size_t at = i;

		sg_membership_take(script, set, i, &row);
		while (at > 0 && is_before(&row, &rows[at - 1], guest)) {
			rows[at] = rows[at - 1];
			at--;
		}
		rows[at] = row;
	}
	*ret_rows = rows;
	*ret_count = count;
	return SG_OK;
}

size_t sg_memberships_count(const struct sg_script *script, size_t set)
{
	return sg_script_rows(script, set)->count;
}

void sg_membership_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_membership_row *ret_row)
{
	const struct sg_rows *rows = sg_script_rows(script, set);

	*ret_row = (struct sg_membership_row){.account = sg_rows_id(rows, row, 0),
		.guest = sg_rows_id(rows, row, 1),
		.cancelled = sg_rows_int(rows, row, 2) != 0,
		.primary = sg_rows_int(rows, row, 3) != 0,
		.enrolled_day = sg_rows_day(rows, row, 4),
		.chain = sg_rows_id(rows, row, 5),
		.programme = sg_rows_text(rows, row, 6),
		.number_key = sg_rows_id(rows, row, 7),
		.body = {.version = (uint32_t)sg_rows_int(rows, row, 8)}};
	ret_row->body.body = sg_rows_blob(rows, row, 9, &ret_row->body.len);
}
