/* A member with his programme. */
#include "store/memberships.h"

#include "store/rows.h"
#include "store/seal.h"

#define COLUMNS                                                                          \
	"m.account, m.guest, m.status, m.enrolled_day, m.programme, "                    \
	"p.version, p.body, m.number_key "
#define MEMBERSHIP                                                                       \
	"SELECT " COLUMNS "FROM member m JOIN programme p "                              \
	"ON p.chain = m.chain AND p.code = m.programme WHERE "
#define PERSONS_MEMBERSHIP                                                               \
	COLUMNS SG_PERSON_FROM "STRAIGHT_JOIN member m ON m.guest = " SG_PERSON_GUEST    \
			       " STRAIGHT_JOIN programme p "                             \
			       "ON p.chain = m.chain AND p.code = m.programme "
#define IN_ORDER                                                                         \
	"m.guest = g.id DESC, m.is_primary DESC, m.enrolled_day, m.programme, m.account"

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
		"SELECT " PERSONS_MEMBERSHIP "WHERE g.id = ? ORDER BY " IN_ORDER ";");
	sg_script_id(script, guest);
}

void sg_persons_memberships_read(
	struct sg_script *script, const struct sg_id *guests, size_t count)
{
	sg_script_add(script, "SELECT g.id, " PERSONS_MEMBERSHIP "WHERE g.id IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ") ORDER BY g.id, " IN_ORDER ";");
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
		.enrolled_day = sg_rows_day(rows, row, 3),
		.programme = sg_rows_text(rows, row, 4),
		.body = {.version = (uint32_t)sg_rows_int(rows, row, 5)},
		.number_key = sg_rows_id(rows, row, 7)};
	ret_row->body.body = sg_rows_blob(rows, row, 6, &ret_row->body.len);
}
