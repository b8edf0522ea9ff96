/* What a guest is in loyalty programmes, on his card: [[programme, level, since, before, marks]…];
 * and what he was given of what he has by the year: [[programme, benefit, stay, day]…], or
 * [programme, benefit, null, day, times] of stays that are not told apart. */
#include "core/time.h"
#include "document/card_parts.h"
#include "document/tuple.h"

enum { PRIMARY = 1, CANCELLED = 2, MARKS = 4 };

static void write_level(struct sg_buffer *buffer, const struct sg_card_level *level)
{
	struct sg_tuple_out tuple = sg_tuple_begin(buffer);

	sg_tuple_put_text(&tuple, level->programme);
	sg_tuple_put_text(&tuple, level->level);
	sg_tuple_put_int(&tuple, level->since_day, SG_NO_DAY);
	sg_tuple_put_text(&tuple, level->before);
	sg_tuple_put_int(&tuple,
		(level->primary ? PRIMARY : 0) + (level->cancelled ? CANCELLED : 0), 0);
	sg_tuple_end(&tuple);
}

static void write_given(struct sg_buffer *buffer, const struct sg_card_given *given)
{
	struct sg_tuple_out tuple = sg_tuple_begin(buffer);

	sg_tuple_put_text(&tuple, given->programme);
	sg_tuple_put_text(&tuple, given->benefit);
	sg_tuple_put_id(&tuple, &given->stay);
	sg_tuple_put_int(&tuple, given->day, SG_NO_DAY);
	sg_tuple_put_int(&tuple, given->times, 0);
	sg_tuple_end(&tuple);
}

void sg_card_write_levels(struct sg_buffer *buffer, const struct sg_card *card)
{
	for (size_t i = 0; i < card->level_count; i++) {
		sg_buffer_text(buffer, i == 0 ? ",\"b\":[" : ",");
		write_level(buffer, &card->levels[i]);
	}
	sg_buffer_text(buffer, card->level_count > 0 ? "]" : "");
	for (size_t i = 0; i < card->given_count; i++) {
		sg_buffer_text(buffer, i == 0 ? ",\"g\":[" : ",");
		write_given(buffer, &card->given[i]);
	}
	sg_buffer_text(buffer, card->given_count > 0 ? "]" : "");
}

static bool read_level(const struct sg_json *array, struct sg_card_level *level)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);
	int32_t marks;

	level->programme = sg_tuple_text(&tuple);
	level->level = sg_tuple_text(&tuple);
	level->since_day = sg_tuple_int32(&tuple, SG_NO_DAY);
	level->before = sg_tuple_text(&tuple);
	marks = sg_tuple_index(&tuple, MARKS);
	level->primary = (marks & PRIMARY) != 0;
	level->cancelled = (marks & CANCELLED) != 0;
	return !tuple.broken && level->programme != NULL;
}

static bool read_given(const struct sg_json *array, struct sg_card_given *given)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	given->programme = sg_tuple_text(&tuple);
	given->benefit = sg_tuple_text(&tuple);
	given->stay = sg_tuple_id(&tuple);
	given->day = sg_tuple_int32(&tuple, SG_NO_DAY);
	given->times = sg_tuple_int32(&tuple, 0);
	return !tuple.broken && given->programme != NULL && given->benefit != NULL &&
	       given->day != SG_NO_DAY && given->times >= 0;
}

enum sg_status sg_card_read_levels(const struct sg_json *levels,
	const struct sg_json *given, struct sg_arena *arena, struct sg_card *card,
	bool *broken)
{
	size_t level_count = levels != NULL ? levels->count : 0;
	size_t given_count = given != NULL ? given->count : 0;
	struct sg_card_level *all_levels =
		sg_arena_array(arena, level_count, sizeof *all_levels);
	struct sg_card_given *all_given =
		sg_arena_array(arena, given_count, sizeof *all_given);
	const struct sg_json *level = level_count > 0 ? levels->first : NULL;
	const struct sg_json *one = given_count > 0 ? given->first : NULL;

	if (all_levels == NULL || all_given == NULL) {
		return SG_MEMORY;
	}
	card->levels = all_levels;
	card->level_count = level_count;
	card->given = all_given;
	card->given_count = given_count;
	for (; level != NULL && !*broken; level = level->next) {
		*broken = !read_level(level, all_levels++);
	}
	for (; one != NULL && !*broken; one = one->next) {
		*broken = !read_given(one, all_given++);
	}
	return SG_OK;
}
