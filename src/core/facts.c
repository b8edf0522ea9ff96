/* Which statements speak of the same thing; what a guest allows to be kept of him; the words of
 * strengths, scopes and party contexts. */
#include "core/facts.h"

#include <string.h>

#include "core/catalog.h"
#include "core/names.h"

static const char *const strengths[SG_STRENGTHS] = {"require", "like", "avoid", "never"};
static const char *const scopes[SG_SCOPES] = {"stay", "property", "chain"};
static const char *const parties[SG_PARTIES] = {
	"any", "alone", "couple", "family", "business", "group"};
static const char *const make_good_states[SG_MAKE_GOOD_STATES] = {
	"proposed", "approved", "declined", "given"};
static const char *const memories[SG_MEMORIES] = {
	"unsaid", "none", "stay", "property", "chain"};

static bool same_context(const struct sg_fact *a, const struct sg_fact *b)
{
	return a->scope == b->scope &&
	       (a->scope != SG_SCOPE_PROPERTY ||
		       sg_id_equal(&a->property, &b->property)) &&
	       sg_id_equal(&a->stay, &b->stay) && a->season_from == b->season_from &&
	       a->season_until == b->season_until && a->party == b->party;
}

bool sg_fact_is_wish(const struct sg_fact *fact)
{
	return fact->strength == SG_REQUIRE || fact->strength == SG_LIKE;
}

bool sg_fact_same_matter(
	const struct sg_topic *topic, const struct sg_fact *a, const struct sg_fact *b)
{
	if (strcmp(a->topic, b->topic) != 0 || !same_context(a, b)) {
		return false;
	}
	if (a->value == NULL || b->value == NULL || strcmp(a->value, b->value) == 0) {
		return true;
	}
	return sg_fact_is_wish(a) && sg_fact_is_wish(b) &&
	       (topic == NULL || !topic->many);
}

bool sg_fact_is_own(const struct sg_fact *fact)
{
	return fact->said_by != NULL && (strcmp(fact->said_by, "guest") == 0 ||
						strcmp(fact->said_by, "companion") == 0);
}

enum sg_memory sg_card_memory(const struct sg_card *card, enum sg_memory unasked)
{
	if (card->memory != SG_MEMORY_UNSAID) {
		return card->memory;
	}
	return unasked == SG_MEMORY_UNSAID || unasked > SG_MEMORY_PROPERTY
	               ? SG_MEMORY_PROPERTY
	               : unasked;
}

bool sg_card_may_learn(const struct sg_card *card, enum sg_memory unasked)
{
	return !card->objects && sg_card_memory(card, unasked) >= SG_MEMORY_PROPERTY;
}

bool sg_card_may_keep(const struct sg_card *card, enum sg_memory unasked, bool special)
{
	return sg_card_memory(card, unasked) >= SG_MEMORY_PROPERTY &&
	       (card->special || !special);
}

enum sg_scope sg_card_scope(const struct sg_card *card, enum sg_scope scope)
{
	return scope == SG_SCOPE_CHAIN && card->memory != SG_MEMORY_CHAIN
	               ? SG_SCOPE_PROPERTY
	               : scope;
}

const char *sg_make_good_state_name(enum sg_make_good_state state)
{
	return make_good_states[state];
}

enum sg_scope sg_fact_scope(const struct sg_fact *fact)
{
	return sg_id_is_nil(&fact->stay) ? fact->scope : SG_SCOPE_STAY;
}

const char *sg_memory_name(enum sg_memory memory)
{
	return memories[memory];
}

SG_NAMES(enum sg_strength, strengths, sg_strength_name, sg_strength_find)
SG_NAMES(enum sg_scope, scopes, sg_scope_name, sg_scope_find)
SG_NAMES(enum sg_party, parties, sg_party_name, sg_party_find)
