/* Opening what is there already. */
#include "service/known_stay.h"

#include "core/time.h"

enum { TRIES = 3 };

static enum sg_status read_once(struct sg_call *call,
	const struct sg_dossier_query *query, struct sg_dossier *ret_dossier)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_dossier_read(&script, query);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_dossier_take(&script, query, call->arena, call->error,
					 ret_dossier)
	                       : status;
}

static enum sg_status read(struct sg_call *call, const struct sg_dossier_query *query,
	struct sg_dossier *ret_dossier)
{
	enum sg_status status = read_once(call, query, ret_dossier);

	for (int i = 1; i < TRIES && status == SG_OK && ret_dossier->changed_meanwhile;
		i++) {
		status = read_once(call, query, ret_dossier);
	}
	return status == SG_OK ? sg_call_house_read(call, ret_dossier->property.version,
					 ret_dossier->property.programmes)
	                       : status;
}

static enum sg_status check(
	struct sg_call *call, const struct sg_dossier *dossier, const char *path)
{
	if (!dossier->found) {
		return sg_fail(call->error, SG_INVALID, "stay_unknown", path,
			"no stay is known by these ids");
	}
	for (size_t i = 1; i < dossier->ref_count; i++) {
		if (!sg_id_equal(&dossier->ref_stays[0], &dossier->ref_stays[i])) {
			return sg_fail(call->error, SG_REFUSED, "ids_disagree", path,
				"the ids belong to two different stays");
		}
	}
	return sg_call_check_taken(call, &dossier->taken);
}

enum sg_status sg_known_stay_open(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, const char *path, struct sg_dossier *dossier,
	struct sg_case *ret_work)
{
	struct sg_dossier_query query = {
		.ref_count = ref_count, .document = call->envelope.id};
	enum sg_status status = sg_call_house(call, 0);

	if (status != SG_OK) {
		return status;
	}
	query.property = call->house->house.id;
	query.chain = call->house->chain;
	query.today_day = sg_time_day(sg_call_hotel_us(call)) - 1;
	query.refs = sg_ref_keys(call, "stay", call->envelope.property, refs, ref_count);
	if (query.refs == NULL) {
		return sg_call_memory(call);
	}
	status = read(call, &query, dossier);
	if (status == SG_OK) {
		status = check(call, dossier, path);
	}
	return status == SG_OK ? sg_case_open(call, call->house, dossier, ret_work)
	                       : status;
}

enum sg_status sg_room_stays_open(struct sg_call *call, const char *number,
	struct sg_dossier *dossier, struct sg_case *ret_work)
{
	struct sg_dossier_query query = {.rooms = {number}};
	enum sg_status status = sg_call_house(call, 0);

	if (status != SG_OK) {
		return status;
	}
	query.property = call->house->house.id;
	query.chain = call->house->chain;
	query.today_day = sg_time_day(sg_call_hotel_us(call)) - 1;
	status = read(call, &query, dossier);
	return status == SG_OK ? sg_case_open(call, call->house, dossier, ret_work)
	                       : status;
}
