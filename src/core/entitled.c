/*
 * What guests of the room are entitled to by their level in a loyalty programme: for a stay what
 * they are now, and what they were on its day of arrival. Where a guest has said which of his
 * programmes is his primary one, that one counts; else all.
 */
#include "core/card_levels.h"
#include "core/draft.h"
#include "core/programme.h"
#include "core/time.h"

static bool counts(const struct sg_card *card, const struct sg_card_level *level)
{
	bool primary = false;

	for (size_t i = 0; i < card->level_count; i++) {
		primary |= card->levels[i].primary && !card->levels[i].cancelled;
	}
	return !level->cancelled && (level->primary || !primary);
}

static const struct sg_programme *programme_of(
	const struct sg_house *house, const char *code)
{
	for (size_t i = 0; i < house->programme_count; i++) {
		if (strcmp(house->programmes[i].code, code) == 0) {
			return &house->programmes[i];
		}
	}
	return NULL;
}

/* The level by which he has it in this stay, or NULL. */
static const char *entitled_by(const struct sg_programme *programme,
	const struct sg_benefit *benefit, const struct sg_card_level *level, int32_t day)
{
	bool before = level->before != NULL && day < level->since_day;

	if (level->level != NULL &&
		sg_benefit_is_of(programme, benefit, day, level->level)) {
		return level->level;
	}
	return before && sg_benefit_is_of(programme, benefit, day, level->before)
	               ? level->before
	               : NULL;
}

static const char *detail_of(struct sg_draft *draft, const struct sg_card_level *level,
	const char *by, const struct sg_benefit *benefit)
{
	const char *detail = sg_arena_format(
		draft->arena, "%s/%s/%s", level->programme, by, benefit->code);

	draft->failed |= detail == NULL;
	return detail;
}

struct entitlement {
	const struct sg_occupant *occupant;
	const struct sg_card *card;
	const struct sg_card_level *level;
	bool primary;
};

static bool is_used_up(
	const struct entitlement *entitlement, const struct sg_benefit *benefit)
{
	const struct sg_stay *stay = entitlement->occupant->stay;
	const struct sg_card_given given = {.programme = entitlement->level->programme,
		.benefit = benefit->code,
		.stay = stay->id,
		.day = stay->arrival_day};

	return benefit->year_times > 0 && sg_card_given_elsewhere(entitlement->card,
						  &given) >= (size_t)benefit->year_times;
}

static void gather_benefit(struct sg_draft *draft, const struct entitlement *entitlement,
	const struct sg_benefit *benefit, const char *by)
{
	const struct sg_benefit_thing *thing =
		sg_benefit_at(benefit, draft->input->house->code);
	struct sg_voice voice = {.occupant = entitlement->occupant,
		.card = entitlement->card,
		.detail = detail_of(draft, entitlement->level, by, benefit),
		.speaker = entitlement->card->guest,
		.quantity = 1,
		.source = benefit->guaranteed ? SG_SOURCE_GUARANTEED : SG_SOURCE_BENEFIT,
		.strength = SG_LIKE,
		.primary = entitlement->primary};
	int32_t topic = sg_catalog_topic(draft->catalog, thing->topic);
	struct sg_voice *said;

	if (topic < 0 || !sg_what_read(draft, topic, thing->value, false, &voice.what)) {
		voice.what = (struct sg_what){-1, -1, 0, NULL};
		sg_draft_leave(draft, SG_LEFT_UNKNOWN_TOPIC,
			&(struct sg_what){topic, -1, 0, NULL},
			sg_draft_voice(draft, &voice), NULL);
		return;
	}
	said = sg_draft_voice(draft, &voice);
	if (said != NULL && is_used_up(entitlement, benefit)) {
		said->lost = true;
		sg_draft_leave(draft, SG_LEFT_LIMIT, &said->what, said, NULL);
	}
}

static void gather_level(struct sg_draft *draft, const struct entitlement *entitlement)
{
	const struct sg_house *house = draft->input->house;
	const struct sg_programme *programme =
		programme_of(house, entitlement->level->programme);
	int32_t day = entitlement->occupant->stay->arrival_day;
	struct sg_benefits benefits = {.count = 0};

	if (programme != NULL && day != SG_NO_DAY) {
		benefits = sg_benefits_on(programme, day);
	}
	for (size_t i = 0; i < benefits.count && !draft->failed; i++) {
		const struct sg_benefit *benefit = &benefits.list[i];
		const char *by = entitled_by(programme, benefit, entitlement->level, day);

		if (by != NULL && sg_benefit_at(benefit, house->code) != NULL) {
			gather_benefit(draft, entitlement, benefit, by);
		}
	}
}

void sg_draft_gather_benefits(struct sg_draft *draft, const struct sg_occupant *occupant,
	const struct sg_card *card, bool primary)
{
	for (size_t i = 0; i < card->level_count; i++) {
		const struct entitlement entitlement = {
			occupant, card, &card->levels[i], primary};

		if (counts(card, &card->levels[i])) {
			gather_level(draft, &entitlement);
		}
	}
}

bool sg_benefit_named(
	struct sg_arena *arena, const char *detail, struct sg_benefit_name *ret_name)
{
	const char *first = detail != NULL ? strchr(detail, '/') : NULL;
	const char *second = first != NULL ? strchr(first + 1, '/') : NULL;

	if (second == NULL) {
		return false;
	}
	ret_name->programme =
		sg_arena_format(arena, "%.*s", (int)(first - detail), detail);
	ret_name->level =
		sg_arena_format(arena, "%.*s", (int)(second - first - 1), first + 1);
	ret_name->benefit = second + 1;
	return ret_name->programme != NULL && ret_name->level != NULL;
}
