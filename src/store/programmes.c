/* The statements of programmes. */
#include "store/programmes.h"

#include "store/stays.h"

void sg_programmes_read(struct sg_script *script, const struct sg_id *chain)
{
	sg_script_add(script, "SELECT version, body FROM programme WHERE chain = ? "
			      "ORDER BY code;");
	sg_script_id(script, chain);
}

void sg_programmes_take(
	const struct sg_rows *rows, size_t row, struct sg_programme_row *ret_row)
{
	ret_row->version = (uint32_t)sg_rows_int(rows, row, 0);
	ret_row->body = sg_rows_blob(rows, row, 1, &ret_row->len);
}

void sg_programme_row_read(
	struct sg_script *script, const struct sg_id *chain, const char *code)
{
	sg_script_add(script,
		"SELECT version, body FROM programme WHERE chain = ? AND code = ?;");
	sg_script_id(script, chain);
	sg_script_text(script, code);
}

void sg_programme_row_take(const struct sg_rows *rows, struct sg_programme_row *ret_row)
{
	sg_programmes_take(rows, 0, ret_row);
}

void sg_programme_row_write(struct sg_script *script, const struct sg_id *chain,
	const char *code, const struct sg_programme_row *row, uint32_t read_version)
{
	sg_script_add(script,
		read_version == 0 ? "INSERT INTO programme (version, body, chain, code) "
				    "VALUES (?, ?, ?, ?);"
				  : "UPDATE programme SET version = ?, body = ? "
				    "WHERE chain = ? AND code = ? AND version = ?;");
	sg_script_int(script, row->version);
	sg_script_blob(script, row->body, row->len);
	sg_script_id(script, chain);
	sg_script_text(script, code);
	if (read_version != 0) {
		sg_script_int(script, read_version);
		sg_script_expect_rows(script, 1, SG_STALE_PROGRAMME);
	}
}
