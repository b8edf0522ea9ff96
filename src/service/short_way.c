/* The check-in that finds its list ready. */
#include "service/stay_work.h"

#include <string.h>

#include "core/moments.h"
#include "service/answer.h"
#include "service/marks.h"
#include "service/revision.h"
#include "store/check_in.h"

bool sg_stay_is_pure_check_in(const struct sg_stay_work *change)
{
	const struct sg_stay_document *document = &change->document;
	uint32_t status = 1u << SG_GROUP_STATUS;
	uint32_t room = 1u << SG_GROUP_ROOM;

	return (document->groups == status || document->groups == (status | room)) &&
	       document->said.stay.status == SG_STAY_CHECKED_IN &&
	       document->ref_count == 1 &&
	       ((document->groups & room) == 0 || document->said.stay.room != NULL);
}

static enum sg_status answer_issued(
	struct sg_stay_work *change, const struct sg_checked_in *checked_in)
{
	struct sg_call *call = change->call;
	const struct sg_revision_row *revision = &checked_in->revision;
	struct sg_checklist checklist = {.catalog = &call->service->catalog,
		.zone = call->house->house.zone,
		.property = call->house->house.code,
		.stay = checked_in->stay,
		.revision = revision->revision,
		.business_day = revision->business_day,
		.cause = revision->cause};
	struct sg_list list;
	struct sg_cut cut;
	enum sg_status status =
		sg_revision_open(call, revision, call->arena, &list, NULL);

	if (status != SG_OK) {
		return status;
	}
	checklist.marks =
		sg_marks_parse(call->arena, revision->states, &checklist.mark_count);
	if (checklist.marks == NULL) {
		return sg_call_memory(call);
	}
	sg_call_cut(call, &cut);
	checklist.list = &list;
	checklist.cut = &cut;
	call->caused_delivery = true;
	return sg_answer_list(call, SG_OUTCOME_APPLIED, &checked_in->stay,
		revision->revision, &checklist);
}

enum sg_status sg_stay_short_way(struct sg_stay_work *change, bool *ret_done)
{
	struct sg_call *call = change->call;
	int64_t hotel_us = sg_call_hotel_us(call);
	struct sg_check_in check_in = {
		.query = sg_stay_query(change),
		.stamp = {.time_us = call->envelope.time_us,
			.version = change->document.version},
		.catalog = call->service->catalog.version,
		.house = call->house->house.version,
		.programmes = call->house->house.programmes_version,
		.business_day = sg_business_day(
			&call->house->house, sg_house_closed_day(call->house), hotel_us),
		.wall_us = call->wall_us,
		.taken = {.document = call->envelope.id, .outcome = SG_OUTCOME_APPLIED},
	};
	struct sg_checked_in checked_in;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	memcpy(check_in.taken.digest, call->digest, sizeof call->digest);
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_check_in_try(&script, &check_in);
	call->order = &change->keys[0];
	status = sg_call_run(call, &script, &outcome);
	call->order = NULL;
	if (status != SG_OK || outcome != SG_DB_DONE) {
		return status;
	}
	status = sg_check_in_take(&script, &check_in.query, call->arena, call->error,
		&checked_in, &change->dossier);
	if (status != SG_OK) {
		return status;
	}
	*ret_done = checked_in.issued;
	change->at_hand = !checked_in.issued;
	return checked_in.issued ? answer_issued(change, &checked_in) : SG_OK;
}
