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
