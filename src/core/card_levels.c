/* Lists on a card, changed by copying. */
#include "core/card_levels.h"

#include <string.h>

#include "core/time.h"

/* ---- levels ---- */

const struct sg_card_level *sg_card_level_find(
	const struct sg_card *card, const char *programme)
{
	for (size_t i = 0; i < card->level_count; i++) {
		if (strcmp(card->levels[i].programme, programme) == 0) {
			return &card->levels[i];
		}
	}
	return NULL;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* A copy with one place more, in the place of the card's. */
static struct sg_card_level *copy_levels(struct sg_card *card, struct sg_arena *arena)
{
	struct sg_card_level *levels =
		sg_arena_array(arena, card->level_count + 1, sizeof *levels);

	for (size_t i = 0; levels != NULL && i < card->level_count; i++) {
		levels[i] = card->levels[i];
	}
	if (levels != NULL) {
		card->levels = levels;
	}
	return levels;
}

enum sg_status sg_card_level_put(struct sg_card *card, const char *programme,
	const char *level, int32_t day, struct sg_arena *arena, bool *ret_changed)
{
	const struct sg_card_level *known = sg_card_level_find(card, programme);
	struct sg_card_level *levels;
	size_t at;

	*ret_changed = false;
	if (known != NULL ? same_text(known->level, level)
			  : card->level_count >= SG_CARD_LEVELS_MAX) {
		return SG_OK;
	}
	at = known != NULL ? (size_t)(known - card->levels) : card->level_count;
	levels = copy_levels(card, arena);
	if (levels == NULL) {
		return SG_MEMORY;
	}
	if (known == NULL) {
		levels[at] = (struct sg_card_level){.programme = programme};
		card->level_count++;
	}
	levels[at].before = levels[at].level;
	levels[at].level = level;
	levels[at].since_day = day;
	*ret_changed = true;
	return SG_OK;
}

enum sg_status sg_card_level_mark(struct sg_card *card, const char *programme,
	bool primary, bool cancelled, struct sg_arena *arena, bool *ret_changed)
{
	struct sg_card_level *levels = copy_levels(card, arena);

	if (levels == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < card->level_count; i++) {
		bool meant = strcmp(levels[i].programme, programme) == 0;
		bool first = meant ? primary : levels[i].primary && !primary;
		bool ended = meant ? cancelled : levels[i].cancelled;

		if (levels[i].primary != first || levels[i].cancelled != ended) {
			*ret_changed = true;
		}
		levels[i].primary = first;
		levels[i].cancelled = ended;
	}
	return SG_OK;
}

/* ---- what was given ---- */

static int32_t year_of(int32_t day)
{
	char text[SG_DAY_TEXT_SIZE];

	sg_day_format(day, text);
	return (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 +
	       (text[3] - '0');
}

static bool same_benefit(const struct sg_card_given *a, const struct sg_card_given *b)
{
	return strcmp(a->programme, b->programme) == 0 &&
	       strcmp(a->benefit, b->benefit) == 0;
}

static bool is_there(const struct sg_card *card, const struct sg_card_given *given)
{
	for (size_t i = 0; i < card->given_count; i++) {
		if (same_benefit(&card->given[i], given) &&
			sg_id_equal(&card->given[i].stay, &given->stay)) {
			return true;
		}
	}
	return false;
}

/* Where so many stays are told apart already, the oldest is counted with others of its year. */
static void count_oldest(struct sg_card_given *all, size_t *count)
{
	struct sg_card_given *oldest = NULL, *counted = NULL;
	size_t stays = 0;

	for (size_t i = *count; i-- > 0;) {
		if (!sg_id_is_nil(&all[i].stay)) {
			oldest = &all[i];
			stays++;
		}
	}
	if (stays < SG_CARD_GIVEN_MAX) {
		return;
	}
	for (size_t i = 0; i < *count && counted == NULL; i++) {
		if (sg_id_is_nil(&all[i].stay) && same_benefit(&all[i], oldest) &&
			year_of(all[i].day) == year_of(oldest->day)) {
			counted = &all[i];
		}
	}
	if (counted == NULL) {
		oldest->stay = (struct sg_id){.bytes = {0}};
		oldest->times = 1;
		return;
	}
	counted->times++;
	(*count)--;
	memmove(oldest, oldest + 1, (size_t)(all + *count - oldest) * sizeof *oldest);
}

enum sg_status sg_card_given_put(struct sg_card *card, const struct sg_card_given *given,
	bool was, struct sg_arena *arena, bool *ret_changed)
{
	struct sg_card_given *all;
	size_t count = 0;

	*ret_changed = is_there(card, given) != was;
	if (!*ret_changed) {
		return SG_OK;
	}
	all = sg_arena_array(arena, card->given_count + 1, sizeof *all);
	if (all == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < card->given_count; i++) {
		const struct sg_card_given *one = &card->given[i];
		bool meant =
			same_benefit(one, given) && sg_id_equal(&one->stay, &given->stay);

		if (!meant && year_of(one->day) + 2 > year_of(given->day)) {
			all[count++] = *one;
		}
	}
	if (was) {
		count_oldest(all, &count);
		all[count++] = *given;
	}
	card->given = all;
	card->given_count = count;
	return SG_OK;
}

size_t sg_card_given_elsewhere(
	const struct sg_card *card, const struct sg_card_given *given)
{
	size_t count = 0;

	for (size_t i = 0; i < card->given_count; i++) {
		const struct sg_card_given *one = &card->given[i];

		if (same_benefit(one, given) && !sg_id_equal(&one->stay, &given->stay) &&
			year_of(one->day) == year_of(given->day)) {
			count += sg_id_is_nil(&one->stay) ? (size_t)one->times : 1;
		}
	}
	return count;
}
