/* The places of a card's attention: found, made anew, grown by one reaction. */
#include "core/card_attention.h"

#include <string.h>

#include "core/time.h"

bool sg_topic_is_attention(const struct sg_topic *topic)
{
	return topic->class != SG_CLASS_NEED && !topic->special_category;
}

/* ---- places ---- */

static const struct sg_guest_attention *at_place(
	const struct sg_card *card, const struct sg_id *where)
{
	for (size_t i = 0; i < card->attention_count; i++) {
		if (sg_id_equal(&card->attentions[i].where, where)) {
			return card->attentions[i].attention;
		}
	}
	return NULL;
}

static struct sg_id place_of(const struct sg_card *word, const struct sg_id *property)
{
	static const struct sg_id everywhere;

	return word->memory == SG_MEMORY_CHAIN ? everywhere : *property;
}

const struct sg_guest_attention *sg_card_attention(const struct sg_card *card,
	const struct sg_id *property, const struct sg_id *stay)
{
	const struct sg_id where = place_of(card, property);
	const struct sg_guest_attention *found = at_place(card, &where);

	return found != NULL ? found : at_place(card, stay);
}

bool sg_card_may_note(
	const struct sg_card *word, enum sg_reaction_kind kind, int64_t at_us)
{
	bool learned = kind == SG_REACTION_WELCOMED || kind == SG_REACTION_IGNORED;

	return !learned || (sg_card_may_learn(word, SG_MEMORY_UNSAID) &&
				   at_us >= word->learn_from_us);
}

static bool is_of_stay(const struct sg_card_attention *place)
{
	return place->until_day != SG_NO_DAY;
}

/* In order, so that equal cards are equal texts. */
static void put_place(struct sg_card_attention *places, size_t *count,
	const struct sg_card_attention *place)
{
	size_t at = *count;

	while (at > 0 && sg_id_compare(&places[at - 1].where, &place->where) > 0) {
		places[at] = places[at - 1];
		at--;
	}
	places[at] = *place;
	(*count)++;
}

/* ---- the whole log ---- */

struct attending {
	const struct sg_card *word;
	const struct sg_reaction_entry *log;
	size_t count;
	struct sg_reaction *chosen; /* space for all */
	struct sg_card_attention *places;
	size_t place_count;
	struct sg_arena *arena;
};

static bool counts(const struct attending *attending, size_t index)
{
	const struct sg_reaction *reaction = &attending->log[index].reaction;

	return sg_card_may_keep(attending->word, SG_MEMORY_UNSAID, false) &&
	       sg_card_may_note(attending->word, reaction->kind, reaction->at_us);
}

static bool has_place(const struct attending *attending, const struct sg_id *where)
{
	for (size_t i = 0; i < attending->place_count; i++) {
		if (sg_id_equal(&attending->places[i].where, where)) {
			return true;
		}
	}
	return false;
}

static enum sg_status attend_place(struct attending *attending, const struct sg_id *where)
{
	struct sg_guest_attention *attention =
		sg_arena_alloc(attending->arena, sizeof *attention);
	struct sg_card_attention place = {
		.where = *where, .until_day = SG_NO_DAY, .attention = attention};
	size_t count = 0;

	for (size_t i = 0; i < attending->count; i++) {
		struct sg_id own = place_of(attending->word, &attending->log[i].property);

		if (counts(attending, i) && sg_id_equal(&own, where)) {
			attending->chosen[count++] = attending->log[i].reaction;
		}
	}
	if (attention == NULL || sg_attention_fold(attending->chosen, count,
					 attending->arena, attention) != SG_OK) {
		return SG_MEMORY;
	}
	put_place(attending->places, &attending->place_count, &place);
	return SG_OK;
}

enum sg_status sg_card_attend(struct sg_card *card, const struct sg_card *word,
	const struct sg_reaction_entry *log, size_t count, struct sg_arena *arena)
{
	struct attending attending = {word, log, count,
		sg_arena_array(arena, count, sizeof(struct sg_reaction)),
		sg_arena_array(arena, card->attention_count + count,
			sizeof(struct sg_card_attention)),
		0, arena};

	if (attending.chosen == NULL || attending.places == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < card->attention_count; i++) {
		if (is_of_stay(&card->attentions[i])) {
			put_place(attending.places, &attending.place_count,
				&card->attentions[i]);
		}
	}
	for (size_t i = 0; i < count; i++) {
		struct sg_id where = place_of(word, &log[i].property);

		if (counts(&attending, i) && !has_place(&attending, &where) &&
			attend_place(&attending, &where) != SG_OK) {
			return SG_MEMORY;
		}
	}
	card->attentions = attending.places;
	card->attention_count = attending.place_count;
	return SG_OK;
}

/* ---- one more ---- */

bool sg_card_is_next(const struct sg_card *card, const struct sg_card *word,
	const struct sg_reaction_entry *entry)
{
	struct sg_id where = place_of(word, &entry->property);

	return sg_attention_is_next(at_place(card, &where), &entry->reaction);
}

static enum sg_status react_at(struct sg_card *card, struct sg_card_attention *place,
	const struct sg_reaction *reaction, struct sg_arena *arena)
{
	struct sg_guest_attention *after = sg_arena_alloc(arena, sizeof *after);
	struct sg_card_attention *places =
		sg_arena_array(arena, card->attention_count + 1, sizeof *places);
	size_t count = 0;

	if (after == NULL || places == NULL ||
		sg_attention_after(
			at_place(card, &place->where), reaction, arena, after) != SG_OK) {
		return SG_MEMORY;
	}
	place->attention = after;
	for (size_t i = 0; i < card->attention_count; i++) {
		if (!sg_id_equal(&card->attentions[i].where, &place->where)) {
			put_place(places, &count, &card->attentions[i]);
		}
	}
	put_place(places, &count, place);
	card->attentions = places;
	card->attention_count = count;
	return SG_OK;
}

enum sg_status sg_card_react(struct sg_card *card, const struct sg_card *word,
	const struct sg_reaction_entry *entry, struct sg_arena *arena)
{
	struct sg_card_attention place = {
		.where = place_of(word, &entry->property), .until_day = SG_NO_DAY};

	return react_at(card, &place, &entry->reaction, arena);
}

enum sg_status sg_card_react_in_stay(struct sg_card *card, const struct sg_id *stay,
	int32_t until_day, const struct sg_reaction *reaction, struct sg_arena *arena)
{
	struct sg_card_attention place = {.where = *stay, .until_day = until_day};

	return react_at(card, &place, reaction, arena);
}

enum sg_status sg_card_forget_stays(
	struct sg_card *card, int32_t today_day, struct sg_arena *arena)
{
	struct sg_card_attention *places =
		sg_arena_array(arena, card->attention_count, sizeof *places);
	size_t count = 0;

	if (places == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < card->attention_count; i++) {
		if (!is_of_stay(&card->attentions[i]) ||
			card->attentions[i].until_day >= today_day) {
			places[count++] = card->attentions[i];
		}
	}
	card->attentions = places;
	card->attention_count = count;
	return SG_OK;
}

enum sg_status sg_card_join_stays(
	struct sg_card *card, const struct sg_card *other, struct sg_arena *arena)
{
	struct sg_card_attention *places = sg_arena_array(
		arena, card->attention_count + other->attention_count, sizeof *places);
	size_t count = 0;

	if (places == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < card->attention_count; i++) {
		put_place(places, &count, &card->attentions[i]);
	}
	for (size_t i = 0; i < other->attention_count; i++) {
		const struct sg_card_attention *place = &other->attentions[i];

		if (is_of_stay(place) && at_place(card, &place->where) == NULL) {
			put_place(places, &count, place);
		}
	}
	card->attentions = places;
	card->attention_count = count;
	return SG_OK;
}
