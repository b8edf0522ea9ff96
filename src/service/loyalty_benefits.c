/* From outcomes and a level to what a statement says of them. */
#include "service/loyalty_benefits.h"

#include <string.h>

#include "core/card_levels.h"
#include "core/time.h"
#include "service/levels.h"
#include "store/benefits.h"

static int32_t day_of_year(int32_t day, const char *month_day)
{
	char text[SG_DAY_TEXT_SIZE];
	int32_t found = day;

	sg_day_format(day, text);
	memcpy(text + strlen("2026"), month_day, strlen(month_day));
	(void)sg_day_parse(text, &found);
	return found;
}

enum sg_status sg_loyalty_benefits_read(struct sg_call *call,
	const struct sg_guest_work *guest, int32_t today_day, struct sg_script *script)
{
	struct sg_id *ids =
		sg_arena_array(call->arena, guest->profile_count, sizeof *ids);

	if (ids == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < guest->profile_count; i++) {
		ids[i] = guest->profiles[i].guest;
	}
	sg_benefits_read(script, ids, guest->profile_count,
		day_of_year(today_day, "-01-01"), day_of_year(today_day, "-12-31"));
	return SG_OK;
}

/* A mirrored one stands on his card alone. */
static const char *level_of(
	const struct sg_guest_work *guest, const struct sg_member_work *member)
{
	if (!member->programme.external) {
		return sg_level_name(&member->programme, &member->standings.now);
	}
	for (size_t i = 0; i < guest->profile_count; i++) {
		const struct sg_profile *profile = &guest->profiles[i];
		const struct sg_card_level *level =
			sg_card_level_find(&profile->own, member->membership.programme);

		if (level != NULL &&
			sg_id_equal(&profile->guest, &member->membership.guest)) {
			return level->level;
		}
	}
	return NULL;
}

static enum sg_status take_outcomes(struct sg_call *call, const struct sg_script *script,
	size_t set, const char *programme, bool told,
	struct sg_account_statement *statement)
{
	struct sg_account_outcome *outcomes;
	struct sg_benefit_row *rows = NULL;
	size_t count = 0;
	enum sg_status status =
		sg_benefits_take(script, set, call->arena, call->error, &rows, &count);

	if (status != SG_OK) {
		return status;
	}
	outcomes = sg_arena_array(call->arena, count, sizeof *outcomes);
	statement->outcomes = outcomes;
	for (size_t i = 0; i < count && outcomes != NULL; i++) {
		if (strcmp(rows[i].programme, programme) == 0) {
			outcomes[statement->outcome_count++] =
				(struct sg_account_outcome){.benefit = rows[i].benefit,
					.state = rows[i].state,
					.day = rows[i].day,
					.stay = rows[i].stay,
					.reason = told ? rows[i].reason : NULL};
		}
	}
	return outcomes != NULL ? SG_OK : sg_call_memory(call);
}

static int32_t given_of(const struct sg_account_statement *statement, const char *benefit)
{
	int32_t given = 0;

	for (size_t i = 0; i < statement->outcome_count; i++) {
		given += statement->outcomes[i].state == SG_BENEFIT_GIVEN &&
		         strcmp(statement->outcomes[i].benefit, benefit) == 0;
	}
	return given;
}

static enum sg_status take_benefits(struct sg_call *call,
	const struct sg_member_work *member, const char *level,
	struct sg_account_statement *statement)
{
	const struct sg_benefits all =
		sg_benefits_on(&member->programme, statement->today_day);
	struct sg_account_benefit *benefits =
		sg_arena_array(call->arena, all.count, sizeof *benefits);

	if (benefits == NULL) {
		return sg_call_memory(call);
	}
	statement->benefits = benefits;
	for (size_t i = 0; i < all.count && level != NULL && !statement->cancelled; i++) {
		const struct sg_benefit *benefit = &all.list[i];
		const struct sg_benefit_thing *thing =
			sg_benefit_at(benefit, call->house->house.code);

		if (thing != NULL && sg_benefit_is_of(&member->programme, benefit,
					     statement->today_day, level)) {
			benefits[statement->benefit_count++] =
				(struct sg_account_benefit){benefit, thing,
					given_of(statement, benefit->code)};
		}
	}
	return SG_OK;
}

enum sg_status sg_loyalty_benefits_take(struct sg_call *call,
	const struct sg_guest_work *guest, const struct sg_script *script, size_t set,
	const struct sg_member_work *member, bool told,
	struct sg_account_statement *statement)
{
	const char *level = level_of(guest, member);
	enum sg_status status = take_outcomes(
		call, script, set, member->membership.programme, told, statement);

	statement->level = member->programme.external ? level : NULL;
	return status == SG_OK ? take_benefits(call, member, level, statement) : status;
}
