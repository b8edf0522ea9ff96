/* Reading a programme. */
#include "service/programmes.h"

#include "document/programme.h"
#include "service/houses.h"
#include "service/people.h"

enum sg_status sg_programme_open(struct sg_call *call, const struct sg_programme_row *row,
	const char *path, struct sg_programme *ret_programme)
{
	if (row->version == 0) {
		return sg_fail(call->error, SG_INVALID, "programme_unknown", path,
			"the chain has no programme of this code: say programme.put");
	}
	return sg_programme_recall(
		row->body, row->len, call->arena, call->error, ret_programme);
}

enum sg_status sg_programme_load(struct sg_call *call, const char *code, const char *path,
	struct sg_programme *ret_programme)
{
	const struct sg_id chain = sg_chain_key(call->house->house.chain);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_programme_row row;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_programme_row_read(&script, &chain, code);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_programme_row_take(sg_script_rows(&script, 0), &row);
	return sg_programme_open(call, &row, path, ret_programme);
}
