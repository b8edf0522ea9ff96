/* Whether a stay is that of the member whose number it has: a booking that names another member is
 * a person's to look at, before either earns. */
#include "service/posting_work.h"
#include "store/members.h"

bool sg_posting_names_other(const struct sg_posting_work *work)
{
	if (work->number == NULL || !work->member) {
		return false;
	}
	for (size_t i = 0; i < work->membership_count; i++) {
		const struct sg_membership_row *row = &work->memberships[i];
		const struct sg_id key =
			sg_member_number_key(work->call, row->programme, work->number);

		if (sg_id_equal(&key, &row->number_key)) {
			return false;
		}
	}
	return true;
}

/* A number of nobody's is no other member's, where his own is not known. */
enum sg_status sg_posting_doubt(struct sg_posting_work *work)
{
	const struct sg_membership_row *row = &work->of.membership;
	const struct sg_id key =
		sg_member_number_key(work->call, row->programme, work->number);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	if (!sg_id_is_nil(&row->number_key)) {
		return SG_OK;
	}
	sg_script_begin(&script, work->call->arena, SG_SCRIPT_READ);
	sg_member_number_read(&script, &key);
	status = sg_call_run(work->call, &script, &outcome);
	work->doubted = status == SG_OK && sg_script_rows(&script, 0)->count > 0;
	return status;
}
