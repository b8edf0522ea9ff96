/*
 * The fold: one reaction after the other moves the guest's strain and budget by a table, and
 * its topic by the rules.
 */
#include "core/attention.h"

#include <stdlib.h>
#include <string.h>

#include "core/names.h"
#include "core/time.h"

enum { IGNORED_MAX = 2, MILLION = 1000000, THOUSAND = 1000 };

static const struct {
	int32_t strain, withdrawn;
} moves[SG_REACTIONS] = {
	[SG_REACTION_WELCOMED] = {-1, -1},
	[SG_REACTION_IGNORED] = {1, 0},
	[SG_REACTION_REFUSED] = {2, 0},
	[SG_REACTION_STOPPED] = {2, 0},
	[SG_REACTION_ASKED] = {-1, -1},
	[SG_REACTION_NOTHING] = {2, 0},
	[SG_REACTION_UNDISTURBED] = {0, 1},
};

static int32_t within(int32_t value, int32_t low, int32_t high)
{
	return value < low ? low : value > high ? high : value;
}

/* ---- order ---- */

static int compare_topics(const char *a, const char *b)
{
	if (a == NULL || b == NULL) {
		return (a != NULL) - (b != NULL);
	}
	return strcmp(a, b);
}

int sg_reaction_compare(const struct sg_reaction *a, const struct sg_reaction *b)
{
	int order = (a->at_us > b->at_us) - (a->at_us < b->at_us);

	if (order == 0) {
		order = sg_id_compare(&a->id, &b->id);
	}
	if (order == 0) {
		order = compare_topics(a->topic, b->topic);
	}
	return order != 0 ? order : (int)a->kind - (int)b->kind;
}

static int compare_pointers(const void *left, const void *right)
{
	return sg_reaction_compare(*(const struct sg_reaction *const *)left,
		*(const struct sg_reaction *const *)right);
}

/* ---- one reaction ---- */

/* What is being folded: topics that may still be written, with space for those to come. */
struct folding {
	struct sg_guest_attention attention;
	struct sg_topic_attention *topics;
};

/* Where the topic stands, or would stand. */
static size_t place_of(
	const struct sg_topic_attention *topics, size_t count, const char *topic)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (strcmp(topics[middle].topic, topic) < 0) {
			low = middle + 1;
		} else {
			count = middle;
		}
	}
	return low;
}

static struct sg_topic_attention *entry_of(struct folding *folding, const char *topic)
{
	size_t count = folding->attention.topic_count;
	size_t at = place_of(folding->topics, count, topic);
	struct sg_topic_attention *entry = &folding->topics[at];

	if (at < count && strcmp(entry->topic, topic) == 0) {
		return entry;
	}
	memmove(entry + 1, entry, (count - at) * sizeof *entry);
	*entry = (struct sg_topic_attention){
		.topic = topic, .off_us = SG_NO_TIME, .asked_us = SG_NO_TIME};
	folding->attention.topic_count++;
	return entry;
}

static void turn_off(struct sg_topic_attention *entry, enum sg_off off, int64_t at_us)
{
	entry->off = off;
	entry->off_us = at_us;
}

static void turn_on(struct sg_topic_attention *entry, int64_t asked_us)
{
	turn_off(entry, SG_OFF_NOT, SG_NO_TIME);
	entry->asked_us = asked_us;
}

static void react(
	struct sg_topic_attention *entry, enum sg_reaction_kind kind, int64_t at_us)
{
	bool glad = kind == SG_REACTION_WELCOMED || kind == SG_REACTION_ASKED;

	entry->welcomed += glad;
	entry->unwelcome += !glad;
	entry->ignored = glad ? 0 : entry->ignored + (kind == SG_REACTION_IGNORED);
	if (kind == SG_REACTION_ASKED) {
		turn_on(entry, at_us);
	} else if (kind == SG_REACTION_STOPPED) {
		turn_off(entry, SG_OFF_STOPPED, at_us);
	} else if (kind == SG_REACTION_REFUSED) {
		turn_off(entry, SG_OFF_REFUSED, at_us);
	} else if (kind == SG_REACTION_IGNORED && entry->ignored >= IGNORED_MAX) {
		turn_off(entry, SG_OFF_IGNORED, at_us);
	}
}

static void apply(struct folding *folding, const struct sg_reaction *reaction)
{
	struct sg_guest_attention *attention = &folding->attention;

	attention->strain = within(attention->strain + moves[reaction->kind].strain,
		SG_STRAIN_MIN, SG_STRAIN_MAX);
	attention->withdrawn =
		within(attention->withdrawn + moves[reaction->kind].withdrawn, 0,
			SG_WITHDRAWN_MAX);
	attention->last_us = reaction->at_us;
	if (reaction->kind == SG_REACTION_NOTHING) {
		attention->nothing_us = reaction->at_us;
	} else if (reaction->kind == SG_REACTION_RESUMED) {
		attention->nothing_us = SG_NO_TIME;
	} else if (reaction->kind == SG_REACTION_COMPLAINED) {
		attention->complained_us = reaction->at_us;
	} else if (reaction->kind <= SG_REACTION_ASKED && reaction->topic != NULL) {
		react(entry_of(folding, reaction->topic), reaction->kind,
			reaction->at_us);
	}
}

/* ---- folding ---- */

static bool begin(struct folding *folding, const struct sg_guest_attention *before,
	size_t more, struct sg_arena *arena)
{
	size_t count = before != NULL ? before->topic_count : 0;

	folding->attention = (struct sg_guest_attention){.nothing_us = SG_NO_TIME,
		.last_us = SG_NO_TIME,
		.complained_us = SG_NO_TIME};
	if (before != NULL) {
		folding->attention = *before;
	}
	folding->topics = sg_arena_array(arena, count + more, sizeof *folding->topics);
	if (folding->topics != NULL && count > 0) {
		memcpy(folding->topics, before->topics, count * sizeof *folding->topics);
	}
	folding->attention.topics = folding->topics;
	return folding->topics != NULL;
}

enum sg_status sg_attention_fold(const struct sg_reaction *reactions, size_t count,
	struct sg_arena *arena, struct sg_guest_attention *ret_attention)
{
	const struct sg_reaction **sorted =
		sg_arena_array(arena, count, sizeof(struct sg_reaction *));
	struct folding folding;

	if (sorted == NULL || !begin(&folding, NULL, count, arena)) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		sorted[i] = &reactions[i];
	}
	if (count > 1) {
		qsort(sorted, count, sizeof *sorted, compare_pointers);
	}
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || sg_reaction_compare(sorted[i - 1], sorted[i]) != 0) {
			apply(&folding, sorted[i]);
		}
	}
	*ret_attention = folding.attention;
	return SG_OK;
}

bool sg_attention_is_next(
	const struct sg_guest_attention *before, const struct sg_reaction *reaction)
{
	return before == NULL || reaction->at_us > before->last_us;
}

enum sg_status sg_attention_after(const struct sg_guest_attention *before,
	const struct sg_reaction *reaction, struct sg_arena *arena,
	struct sg_guest_attention *ret_attention)
{
	struct folding folding;

	if (!begin(&folding, before, 1, arena)) {
		return SG_MEMORY;
	}
	apply(&folding, reaction);
	*ret_attention = folding.attention;
	return SG_OK;
}

/* ---- what it comes to ---- */

const struct sg_topic_attention *sg_attention_topic(
	const struct sg_guest_attention *attention, const char *topic)
{
	size_t count = attention != NULL ? attention->topic_count : 0;
	size_t at = count > 0 ? place_of(attention->topics, count, topic) : 0;

	return at < count && strcmp(attention->topics[at].topic, topic) == 0
	               ? &attention->topics[at]
	               : NULL;
}

enum sg_off sg_attention_off(
	const struct sg_guest_attention *attention, const char *topic, int64_t asked_us)
{
	const struct sg_topic_attention *entry = sg_attention_topic(attention, topic);

	if (entry != NULL && entry->asked_us > asked_us) {
		asked_us = entry->asked_us;
	}
	if (entry != NULL && entry->off != SG_OFF_NOT && entry->off_us >= asked_us) {
		return entry->off;
	}
	if (attention != NULL && attention->nothing_us != SG_NO_TIME &&
		attention->nothing_us >= asked_us) {
		return SG_OFF_NOTHING;
	}
	return SG_OFF_NOT;
}

struct sg_measure sg_attention_measure(
	const struct sg_guest_attention *attention, const struct sg_measure *house)
{
	struct sg_measure measure = *house;

	if (attention != NULL) {
		measure.kappa = within(
			house->kappa + attention->strain * SG_STRAIN_STEP, 0, THOUSAND);
		measure.budget = house->budget - attention->withdrawn;
	}
	if (measure.budget < 1) {
		measure.budget = within(house->budget, 0, 1);
	}
	return measure;
}

int32_t sg_attention_success(
	const struct sg_guest_attention *attention, const char *topic, int32_t prior)
{
	const struct sg_topic_attention *entry = sg_attention_topic(attention, topic);
	int64_t welcomed = entry != NULL ? entry->welcomed : 0;
	int64_t all = welcomed + (entry != NULL ? entry->unwelcome : 0);

	return (int32_t)(((int64_t)prior * THOUSAND * SG_PRIOR_REACTIONS +
				 welcomed * MILLION) /
			 (SG_PRIOR_REACTIONS + all));
}

int32_t sg_attention_value(int32_t success, int32_t joy, int32_t awkwardness)
{
	return (int32_t)(((int64_t)success * joy -
				 (int64_t)(MILLION - success) * awkwardness) /
			 THOUSAND);
}

static const char *const reaction_words[SG_REACTIONS] = {"welcomed", "ignored", "refused",
	"stopped", "asked", "nothing", "resumed", "undisturbed", "complained"};
static const char *const off_words[SG_OFFS] = {
	"not", "refused", "ignored", "stopped", "nothing"};

SG_NAMES(enum sg_reaction_kind, reaction_words, sg_reaction_name, sg_reaction_find)
SG_NAMES(enum sg_off, off_words, sg_off_name, sg_off_find)
