/* Profiles become a person. */
#include "core/identity.h"

#include <stdlib.h>
#include <string.h>

#include "core/identity_inside.h"
#include "core/time.h"

/* ---- who is who ---- */

static size_t place_of(const struct sg_id *guests, size_t count, const struct sg_id *id)
{
	size_t at = 0;

	while (at < count && !sg_id_equal(&guests[at], id)) {
		at++;
	}
	return at;
}

bool sg_identity_hear(
	struct sg_alias *aliases, size_t *count, const struct sg_alias *word)
{
	for (size_t i = 0; i < *count; i++) {
		if (sg_id_equal(&aliases[i].first, &word->first) &&
			sg_id_equal(&aliases[i].second, &word->second)) {
			if (aliases[i].at_us > word->at_us) {
				return false;
			}
			aliases[i] = *word;
			return true;
		}
	}
	aliases[(*count)++] = *word;
	return true;
}

static void join(size_t *groups, size_t count, size_t a, size_t b)
{
	size_t low = a < b ? a : b, high = a < b ? b : a;

	for (size_t i = 0; i < count; i++) {
		if (groups[i] == high) {
			groups[i] = low;
		}
	}
}

void sg_identity_group(const struct sg_id *guests, size_t count,
	const struct sg_alias *aliases, size_t alias_count, size_t *ret_groups)
{
	for (size_t i = 0; i < count; i++) {
		ret_groups[i] = i;
	}
	for (size_t i = 0; i < alias_count; i++) {
		size_t a = place_of(guests, count, &aliases[i].first);
		size_t b = place_of(guests, count, &aliases[i].second);

		if (aliases[i].same && a < count && b < count) {
			join(ret_groups, count, ret_groups[a], ret_groups[b]);
		}
	}
}

/* ---- his word ---- */

static void hear_memory(const struct sg_card *said, struct sg_card *word)
{
	if (said->memory_us > word->memory_us ||
		(said->memory_us == word->memory_us && said->memory_us != 0 &&
			said->memory < word->memory)) {
		word->memory = said->memory;
		word->memory_us = said->memory_us;
	}
}

static void hear_profiling(const struct sg_card *said, struct sg_card *word)
{
	if (said->objects_us > word->objects_us ||
		(said->objects_us == word->objects_us && said->objects)) {
		word->objects = said->objects;
		word->objects_us = said->objects_us;
	}
}

static void hear_special(const struct sg_card *said, struct sg_card *word)
{
	if (said->special_us > word->special_us ||
		(said->special_us == word->special_us && !said->special)) {
		word->special = said->special;
		word->special_us = said->special_us;
	}
}

void sg_identity_word(
	const struct sg_card *const *own, size_t count, struct sg_card *ret_card)
{
	struct sg_card word = *own[0];

	for (size_t i = 1; i < count; i++) {
		hear_memory(own[i], &word);
		hear_profiling(own[i], &word);
		hear_special(own[i], &word);
		if (own[i]->learn_from_us > word.learn_from_us) {
			word.learn_from_us = own[i]->learn_from_us;
		}
	}
	ret_card->memory = word.memory;
	ret_card->memory_us = word.memory_us;
	ret_card->objects = word.objects;
	ret_card->objects_us = word.objects_us;
	ret_card->special = word.special;
	ret_card->special_us = word.special_us;
	ret_card->learn_from_us = word.learn_from_us;
}

/* ---- what he said ---- */

struct statement {
	struct sg_fact fact;
	size_t profile;
};

static int compare_said(const struct sg_fact *a, const struct sg_fact *b)
{
	if (a->said_us != b->said_us) {
		return a->said_us < b->said_us ? -1 : 1;
	}
	return sg_id_compare(&a->id, &b->id);
}

static int compare_statements(const void *left, const void *right)
{
	return compare_said(&((const struct statement *)left)->fact,
		&((const struct statement *)right)->fact);
}

/* Where he said nothing, each hotel looks for itself whether it may use it. */
static bool may_last(const struct sg_identity *identity, const struct sg_card *word,
	const struct sg_fact *fact)
{
	return sg_card_may_keep(word, SG_MEMORY_UNSAID,
		sg_catalog_is_special(identity->catalog, fact->topic));
}

/* All that his word lets be kept, oldest first, but a single profile's as they stand. */
static size_t gather_statements(const struct sg_identity *identity,
	const struct sg_card *word, struct statement *ret_statements)
{
	size_t count = 0;

	for (size_t i = 0; i < identity->count; i++) {
		const struct sg_card *own = identity->own[i];

		for (size_t k = 0; k < own->fact_count; k++) {
			struct sg_fact fact = own->facts[k];
			bool passes = sg_fact_scope(&fact) == SG_SCOPE_STAY;

			if (!passes) {
				fact.scope = sg_card_scope(word, fact.scope);
			}
			if (passes || may_last(identity, word, &fact)) {
				ret_statements[count++] =
					(struct statement){.fact = fact, .profile = i};
			}
		}
	}
	if (identity->count > 1 && count > 1) {
		qsort(ret_statements, count, sizeof *ret_statements, compare_statements);
	}
	return count;
}

/* Within a profile it was settled when it was said. */
static bool is_superseded(const struct sg_catalog *catalog,
	const struct statement *statements, size_t count, size_t at)
{
	int32_t index = sg_catalog_topic(catalog, statements[at].fact.topic);
	const struct sg_topic *topic = index >= 0 ? &catalog->topics[index] : NULL;

	for (size_t i = at + 1; i < count; i++) {
		if (statements[i].profile != statements[at].profile &&
			sg_fact_same_matter(
				topic, &statements[i].fact, &statements[at].fact)) {
			return true;
		}
	}
	return false;
}

static bool put_facts(const struct sg_identity *identity, const struct sg_card *word,
	struct sg_arena *arena, struct sg_card *card)
{
	struct statement *statements;
	struct sg_fact *facts;
	size_t most = 0, count;

	for (size_t i = 0; i < identity->count; i++) {
		most += identity->own[i]->fact_count;
	}
	statements = sg_arena_array(arena, most, sizeof *statements);
	facts = sg_arena_array(arena, most, sizeof *facts);
	if (statements == NULL || facts == NULL) {
		return false;
	}
	count = gather_statements(identity, word, statements);
	for (size_t i = 0; i < count; i++) {
		if (!is_superseded(identity->catalog, statements, count, i)) {
			facts[card->fact_count++] = statements[i].fact;
		}
	}
	card->facts = facts;
	return true;
}

/* ---- what he does ---- */

static bool same_usual(const struct sg_belief *a, const struct sg_belief *b)
{
	return strcmp(a->topic, b->topic) == 0 && sg_id_equal(&a->property, &b->property);
}

const struct sg_belief *sg_belief_like(
	const struct sg_belief *beliefs, size_t count, const struct sg_belief *like)
{
	for (size_t i = 0; i < count; i++) {
		if (same_usual(&beliefs[i], like)) {
			return &beliefs[i];
		}
	}
	return NULL;
}

/* Whichever of his usuals of the topic the desk asked about last. */
static void put_asked(const struct sg_identity *identity, struct sg_belief *belief)
{
	belief->asked_us = SG_NO_TIME;
	belief->asked_stay = (struct sg_id){{0}};
	for (size_t i = 0; i < identity->count; i++) {
		for (size_t k = 0; k < identity->own[i]->belief_count; k++) {
			const struct sg_belief *own = &identity->own[i]->beliefs[k];

			if (strcmp(own->topic, belief->topic) == 0 &&
				own->asked_us > belief->asked_us) {
				belief->asked_us = own->asked_us;
				belief->asked_stay = own->asked_stay;
			}
		}
	}
}

/* Usuals of one topic at one property, in general and in each context, have one source: the only
 * profile that has any, or what was made of all observations; where the catalogue has nothing to
 * make it of, whichever was seen last. */
struct source {
	const struct sg_belief *beliefs;
	size_t count;
};

static struct source source_of(
	const struct sg_identity *identity, const struct sg_belief *like)
{
	const struct sg_card *latest = identity->own[0];
	int64_t seen_us = SG_NO_TIME;
	size_t known = 0;

	for (size_t i = 0; i < identity->count; i++) {
		const struct sg_card *own = identity->own[i];
		const struct sg_belief *belief =
			sg_belief_like(own->beliefs, own->belief_count, like);

		known += belief != NULL;
		if (belief != NULL && (known == 1 || belief->seen_us > seen_us)) {
			latest = own;
			seen_us = belief->seen_us;
		}
	}
	if (known > 1 && sg_belief_like(identity->joint, identity->joint_count, like)) {
		return (struct source){identity->joint, identity->joint_count};
	}
	return (struct source){latest->beliefs, latest->belief_count};
}

static size_t put_usual(const struct sg_identity *identity, const struct sg_belief *like,
	struct sg_belief *ret_beliefs)
{
	struct source source = source_of(identity, like);
	size_t count = 0;

	for (size_t i = 0; i < source.count; i++) {
		if (same_usual(&source.beliefs[i], like)) {
			ret_beliefs[count] = source.beliefs[i];
			put_asked(identity, &ret_beliefs[count++]);
		}
	}
	return count;
}

static int compare_beliefs(const void *left, const void *right)
{
	const struct sg_belief *a = left, *b = right;
	int order = strcmp(a->topic, b->topic);

	if (order == 0) {
		order = sg_id_compare(&a->property, &b->property);
	}
	return order != 0 ? order : a->context - b->context;
}

static bool put_beliefs(const struct sg_identity *identity, const struct sg_card *word,
	struct sg_arena *arena, struct sg_card *card)
{
	struct sg_belief *beliefs;
	size_t most = identity->joint_count, count = 0;

	for (size_t i = 0; i < identity->count; i++) {
		most += identity->own[i]->belief_count;
	}
	beliefs = sg_arena_array(arena, most, sizeof *beliefs);
	if (beliefs == NULL) {
		return false;
	}
	for (size_t i = 0;
		i < identity->count && sg_card_may_learn(word, SG_MEMORY_UNSAID); i++) {
		const struct sg_card *own = identity->own[i];

		for (size_t k = 0; k < own->belief_count; k++) {
			if (identity->count == 1) {
				beliefs[count++] = own->beliefs[k];
			} else if (!sg_belief_like(beliefs, count, &own->beliefs[k])) {
				count += put_usual(
					identity, &own->beliefs[k], &beliefs[count]);
			}
		}
	}
	if (identity->count > 1 && count > 1) {
		qsort(beliefs, count, sizeof *beliefs, compare_beliefs);
	}
	card->beliefs = beliefs;
	card->belief_count = count;
	return true;
}

/* ---- who he is ---- */

static bool has_occasion(const struct sg_occasion *occasions, size_t count,
	const struct sg_occasion *occasion)
{
	bool once = strcmp(occasion->kind, "birthday") == 0;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(occasions[i].kind, occasion->kind) == 0 &&
			(once || (occasions[i].month_day == occasion->month_day &&
					 occasions[i].day == occasion->day))) {
			return true;
		}
	}
	return false;
}

static void put_profile(const struct sg_card *own, bool viewers,
	struct sg_occasion *occasions, struct sg_card *card)
{
	size_t known = card->occasion_count;

	for (size_t i = 0; i < own->occasion_count; i++) {
		if (viewers || !has_occasion(occasions, known, &own->occasions[i])) {
			occasions[card->occasion_count++] = own->occasions[i];
		}
	}
	card->salutation = card->salutation != NULL ? card->salutation : own->salutation;
	card->language = card->language != NULL ? card->language : own->language;
	card->incognito = card->incognito || own->incognito;
}

static bool put_profiles(const struct sg_identity *identity, size_t viewer,
	struct sg_arena *arena, struct sg_card *card)
{
	struct sg_occasion *occasions;
	size_t most = 0;

	for (size_t i = 0; i < identity->count; i++) {
		most += identity->own[i]->occasion_count;
	}
	occasions = sg_arena_array(arena, most, sizeof *occasions);
	if (occasions == NULL) {
		return false;
	}
	put_profile(identity->own[viewer], true, occasions, card);
	for (size_t i = 0; i < identity->count; i++) {
		if (i != viewer) {
			put_profile(identity->own[i], false, occasions, card);
		}
	}
	card->occasions = occasions;
	return true;
}

enum sg_status sg_identity_card(const struct sg_identity *identity, size_t viewer,
	struct sg_arena *arena, struct sg_card *ret_card)
{
	const struct sg_card *own = identity->own[viewer];
	struct sg_card card = {.guest = own->guest, .version = own->version};

	sg_identity_word(identity->own, identity->count, &card);
	if (identity->count > 1) {
		card.person = identity->own[0]->guest;
	}
	if (!put_facts(identity, &card, arena, &card) ||
		!put_beliefs(identity, &card, arena, &card) ||
		!put_profiles(identity, viewer, arena, &card) ||
		!sg_identity_owed(identity, &card, arena, &card) ||
		!sg_identity_offered(identity, &card, arena, &card) ||
		!sg_identity_put_levels(identity, arena, &card)) {
		return SG_MEMORY;
	}
	card.attentions = identity->count > 1 ? identity->attentions : own->attentions;
	card.attention_count =
		identity->count > 1 ? identity->attention_count : own->attention_count;
	*ret_card = card;
	return SG_OK;
}
