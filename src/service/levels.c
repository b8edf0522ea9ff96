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

bool sg_level_differs(const struct sg_programme *programme,
	const struct sg_standing *before, const struct sg_standing *now)
{
	const char *had = before != NULL ? sg_level_name(programme, before) : NULL;

	return (before != NULL || now->tier != 0) &&
	       !sg_same_text(sg_level_name(programme, now), had);
}

static struct sg_profile *profile_of(
	const struct sg_guest_work *person, const struct sg_id *guest)
{
	for (size_t i = 0; i < person->profile_count; i++) {
		if (sg_id_equal(&person->profiles[i].guest, guest)) {
			return &person->profiles[i];
		}
	}
	return NULL;
}

/* All that concern one person, the first of them among these. */
static enum sg_status store_person(struct sg_call *call,
	const struct sg_level_change *changes, size_t count, struct sg_guest_work *person,
	struct sg_script *script)
{
	bool changed = false;

	for (size_t i = 0; i < count; i++) {
		const struct sg_level_change *change = &changes[i];
		struct sg_profile *profile = profile_of(person, &change->guest);
		bool other = false;

		if (profile != NULL &&
			sg_card_level_put(&profile->own, change->programme, change->level,
				change->since_day, call->arena, &other) != SG_OK) {
			return sg_call_memory(call);
		}
		changed = changed || other;
	}
	return changed ? sg_guest_store(call, person, script) : SG_OK;
}

enum sg_status sg_levels_store(struct sg_call *call,
	const struct sg_level_change *changes, size_t count, struct sg_script *script)
{
	struct sg_guest_work *persons =
		sg_arena_array(call->arena, count, sizeof *persons);
	size_t known = 0;
	enum sg_status status = SG_OK;

	if (persons == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		bool done = false;

		for (size_t k = 0; k < known && !done; k++) {
			done = profile_of(&persons[k], &changes[i].guest) != NULL;
		}
		if (done) {
			continue;
		}
		status = read_guest(call, &changes[i].guest, &persons[known]);
		if (status == SG_OK) {
			status = store_person(
				call, &changes[i], count - i, &persons[known++], script);
		}
	}
	return status;
}
