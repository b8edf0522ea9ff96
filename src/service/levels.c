/* From a standing to the card. */
#include "service/levels.h"

#include "core/card_levels.h"
#include "core/programme.h"

const char *sg_level_name(
	const struct sg_programme *programme, const struct sg_standing *standing)
{
	const struct sg_programme_version *version =
		sg_programme_on(programme, standing->day);

	return version != NULL ? version->tiers.tiers[standing->tier].name : NULL;
}

static enum sg_status read_guest(
	struct sg_call *call, const struct sg_id *id, struct sg_guest_work *ret_guest)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_card_row row = {.guest = *id};
	struct sg_script script;
	struct sg_card card;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_card_read(&script, id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_card_take(&script, 0, call->error, &row);
	}
	if (status == SG_OK) {
		status = sg_guest_card_open(call, &row, &card);
	}
	return status == SG_OK ? sg_person_read(call, &card, ret_guest) : status;
}

enum sg_status sg_level_settle(struct sg_call *call,
	const struct sg_membership_row *membership, const struct sg_programme *programme,
	const struct sg_standing *before, const struct sg_standing *now,
	struct sg_script *script)
{
	const char *level = sg_level_name(programme, now);
	const char *had = before != NULL ? sg_level_name(programme, before) : NULL;
	struct sg_guest_work guest;
	bool changed = false;
	enum sg_status status;

	if (sg_same_text(level, had) || (before == NULL && now->tier == 0)) {
		return SG_OK;
	}
	status = read_guest(call, &membership->guest, &guest);
	if (status == SG_OK &&
		sg_card_level_put(&guest.named->own, programme->code, level,
			now->since_day, call->arena, &changed) != SG_OK) {
		status = sg_call_memory(call);
	}
	return status == SG_OK && changed ? sg_guest_store(call, &guest, script) : status;
}
