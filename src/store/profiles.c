/* The statements of persons with several profiles. */
#include "store/profiles.h"

#include "store/rows.h"
#include "store/seal.h"

void sg_profiles_read(struct sg_script *script)
{
	sg_script_add(script,
		"SELECT p.guest, c.version, p.sealed_card FROM profile named "
		"JOIN profile p ON p.person = named.person "
		"JOIN guest_card c ON c.guest = p.guest "
		"WHERE named.guest = v_guest ORDER BY p.guest;");
}

enum sg_status sg_profiles_take(const struct sg_rows *rows, struct sg_arena *arena,
	struct sg_error *error, const struct sg_profile_row **ret_rows, size_t *ret_count)
{
	struct sg_profile_row *taken = sg_arena_array(arena, rows->count, sizeof *taken);
	enum sg_status status = SG_OK;

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		taken[i].guest = sg_rows_id(rows, i, 0);
		taken[i].card_version = (uint32_t)sg_rows_int(rows, i, 1);
		status = sg_seal_open(rows, i, 2, &taken[i].guest, error, &taken[i].card);
	}
	if (status == SG_OK) {
		*ret_rows = taken;
		*ret_count = rows->count;
	}
	return status;
}

void sg_profile_put(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *person, const char *card)
{
	sg_script_add(script,
		"INSERT INTO profile (guest, person, sealed_card) VALUES (?, ?, ?) "
		"ON DUPLICATE KEY UPDATE person = VALUES(person), "
		"sealed_card = VALUES(sealed_card);");
	sg_script_id(script, guest);
	sg_script_id(script, person);
	sg_seal_bind(script, guest, card);
}

void sg_profile_remove(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script, "DELETE FROM profile WHERE guest = ?;");
	sg_script_id(script, guest);
}

void sg_aliases_read(struct sg_script *script, const struct sg_id *guests, size_t count)
{
	sg_script_add(
		script, "SELECT first, second, at_us, same FROM alias WHERE first IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ");");
}

enum sg_status sg_aliases_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_alias **ret_aliases, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	/* One more may be said. */
	struct sg_alias *taken = sg_arena_array(arena, rows->count + 1, sizeof *taken);

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		taken[i] = (struct sg_alias){.first = sg_rows_id(rows, i, 0),
			.second = sg_rows_id(rows, i, 1),
			.at_us = sg_rows_time(rows, i, 2),
			.same = sg_rows_int(rows, i, 3) != 0};
	}
	*ret_aliases = taken;
	*ret_count = rows->count;
	return SG_OK;
}

void sg_alias_put(struct sg_script *script, const struct sg_alias *alias)
{
	sg_script_add(script,
		"INSERT INTO alias (first, second, at_us, same) VALUES (?, ?, ?, ?) "
		"ON DUPLICATE KEY UPDATE at_us = VALUES(at_us), same = VALUES(same);");
	sg_script_id(script, &alias->first);
	sg_script_id(script, &alias->second);
	sg_script_int(script, alias->at_us);
	sg_script_int(script, alias->same ? 1 : 0);
}
