/*
 * A guest's card as text: {"b":[level…],"f":[fact…],"g":[given…],"i":incognito,"l":language,
 * "o":[occasion…],"p":[property ids…],"q":[word to an offer…],"s":salutation,"u":[belief…],
 * "v":[attention…],"w":person,
 * "x":[make-good…],"y":[memory, when said, objects, when said, learned from, special categories,
 * when said]}. A fact is a tuple, and so is a belief; of its property it holds the place in "p".
 */
#include <string.h>

#include "core/context.h"
#include "document/card_parts.h"
#include "document/guest.h"
#include "document/merge.h"
#include "document/tuple.h"

enum { PROPERTIES_MAX = 64 };

/* Properties that facts name, each once. Without a list ids stand in the fact itself. */
struct properties {
	struct sg_id ids[PROPERTIES_MAX];
	size_t count;
};

/* ---- facts ---- */

static void put_property(struct sg_tuple_out *tuple, const struct sg_id *property,
	const struct properties *properties)
{
	for (size_t i = 0; properties != NULL && i < properties->count; i++) {
		if (sg_id_equal(&properties->ids[i], property)) {
			sg_tuple_put_int(tuple, (int64_t)i, -1);
			return;
		}
	}
	sg_tuple_put_id(tuple, property);
}

static void write_fact(struct sg_buffer *buffer, const struct sg_fact *fact,
	const struct properties *properties)
{
	struct sg_tuple_out tuple = sg_tuple_begin(buffer);

	sg_tuple_put_id(&tuple, &fact->id);
	sg_tuple_put_text(&tuple, fact->topic);
	sg_tuple_put_text(&tuple, fact->value);
	sg_tuple_put_int(&tuple, (int64_t)fact->strength, SG_REQUIRE);
	sg_tuple_put_int(&tuple, (int64_t)fact->scope, SG_SCOPE_STAY);
	put_property(&tuple, &fact->property, properties);
	sg_tuple_put_text(&tuple, fact->said_by);
	sg_tuple_put_int(&tuple, fact->said_us, SG_NO_TIME);
	sg_tuple_put_text(&tuple, fact->channel);
	sg_tuple_put_int(&tuple, (int64_t)fact->party, SG_PARTY_ANY);
	sg_tuple_put_id(&tuple, &fact->stay);
	sg_tuple_put_int(&tuple, fact->from_day, SG_NO_DAY);
	sg_tuple_put_int(&tuple, fact->until_day, SG_NO_DAY);
	sg_tuple_put_int(&tuple, fact->season_from, 0);
	sg_tuple_put_int(&tuple, fact->season_until, 0);
	sg_tuple_end(&tuple);
}

static struct sg_id take_property(
	struct sg_tuple_in *tuple, const struct properties *properties)
{
	struct sg_id id = {0};
	int64_t index;

	if (tuple->at == NULL || tuple->at->kind != SG_JSON_INT) {
		return sg_tuple_id(tuple);
	}
	index = sg_tuple_int(tuple, 0);
	if (index < 0 || (size_t)index >= properties->count) {
		tuple->broken = true;
		return id;
	}
	return properties->ids[index];
}

static bool read_fact(const struct sg_json *array, const struct properties *properties,
	struct sg_fact *fact)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	fact->id = sg_tuple_id(&tuple);
	fact->topic = sg_tuple_text(&tuple);
	fact->value = sg_tuple_text(&tuple);
	fact->strength = (enum sg_strength)sg_tuple_index(&tuple, SG_STRENGTHS);
	fact->scope = (enum sg_scope)sg_tuple_index(&tuple, SG_SCOPES);
	fact->property = take_property(&tuple, properties);
	fact->said_by = sg_tuple_text(&tuple);
	fact->said_us = sg_tuple_int(&tuple, SG_NO_TIME);
	fact->channel = sg_tuple_text(&tuple);
	fact->party = (enum sg_party)sg_tuple_index(&tuple, SG_PARTIES);
	fact->stay = sg_tuple_id(&tuple);
	fact->from_day = sg_tuple_int32(&tuple, SG_NO_DAY);
	fact->until_day = sg_tuple_int32(&tuple, SG_NO_DAY);
	fact->season_from = sg_tuple_int32(&tuple, 0);
	fact->season_until = sg_tuple_int32(&tuple, 0);
	return !tuple.broken && fact->topic != NULL;
}

static enum sg_status fail_broken(struct sg_error *error)
{
	return sg_fail(error, SG_INTERNAL, "state_broken", "",
		"a stored card or fact is none of ours");
}

void sg_fact_encode(const struct sg_fact *fact, struct sg_buffer *buffer)
{
	write_fact(buffer, fact, NULL);
}

enum sg_status sg_fact_decode(const struct sg_stored *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_fact *ret_fact)
{
	const struct properties none = {.count = 0};
	const struct sg_json *root;
	struct sg_fact fact = {0};
	enum sg_status status = sg_stored_parse(text, arena, error, &root);

	if (status != SG_OK) {
		return status;
	}
	if (!read_fact(root, &none, &fact)) {
		return fail_broken(error);
	}
	*ret_fact = fact;
	return SG_OK;
}

/* ---- cards ---- */

static void add_property(struct properties *properties, const struct sg_id *id)
{
	for (size_t i = 0; i < properties->count; i++) {
		if (sg_id_equal(&properties->ids[i], id)) {
			return;
		}
	}
	if (properties->count < PROPERTIES_MAX && !sg_id_is_nil(id)) {
		properties->ids[properties->count++] = *id;
	}
}

static void write_facts(struct sg_buffer *buffer, const struct sg_card *card,
	const struct properties *properties)
{
	sg_buffer_text(buffer, "\"f\":[");
	for (size_t i = 0; i < card->fact_count; i++) {
		sg_buffer_text(buffer, i > 0 ? "," : "");
		write_fact(buffer, &card->facts[i], properties);
	}
	sg_buffer_char(buffer, ']');
}

static void write_occasions(struct sg_buffer *buffer, const struct sg_card *card)
{
	sg_buffer_text(buffer, ",\"o\":[");
	for (size_t i = 0; i < card->occasion_count; i++) {
		const struct sg_occasion *occasion = &card->occasions[i];
		struct sg_tuple_out tuple;

		sg_buffer_text(buffer, i > 0 ? "," : "");
		tuple = sg_tuple_begin(buffer);
		sg_tuple_put_text(&tuple, occasion->kind);
		sg_tuple_put_int(&tuple, occasion->month_day, 0);
		sg_tuple_put_int(&tuple, occasion->day, SG_NO_DAY);
		sg_tuple_end(&tuple);
	}
	sg_buffer_char(buffer, ']');
}

static void write_belief(struct sg_buffer *buffer, const struct sg_belief *belief,
	const struct properties *properties)
{
	struct sg_tuple_out tuple = sg_tuple_begin(buffer);

	sg_tuple_put_text(&tuple, belief->topic);
	put_property(&tuple, &belief->property, properties);
	sg_tuple_put_int(&tuple, belief->seen_us, SG_NO_TIME);
	sg_tuple_put_int(&tuple, belief->since_us, SG_NO_TIME);
	sg_tuple_put_int(&tuple, belief->hits, 0);
	sg_tuple_put_int(&tuple, belief->of, 0);
	for (size_t i = 0; i < 2; i++) {
		sg_tuple_put_text(&tuple, belief->options[i].value);
		sg_tuple_put_int(&tuple, belief->options[i].share, 0);
		sg_tuple_put_int(&tuple, belief->options[i].popular, 0);
	}
	sg_tuple_put_text(&tuple, belief->before);
	sg_tuple_put_int(&tuple, belief->before_hits, 0);
	sg_tuple_put_int(&tuple, belief->before_of, 0);
	sg_tuple_put_int(&tuple, (int64_t)belief->weights, 0);
	sg_tuple_put_int(&tuple, belief->context, SG_CONTEXT_ALL);
	sg_tuple_put_int(&tuple, belief->asked_us, SG_NO_TIME);
	sg_tuple_put_id(&tuple, &belief->asked_stay);
	sg_tuple_end(&tuple);
}

static void write_beliefs(struct sg_buffer *buffer, const struct sg_card *card,
	const struct properties *properties)
{
	if (card->belief_count == 0) {
		return;
	}
	sg_buffer_text(buffer, ",\"u\":[");
	for (size_t i = 0; i < card->belief_count; i++) {
		sg_buffer_text(buffer, i > 0 ? "," : "");
		write_belief(buffer, &card->beliefs[i], properties);
	}
	sg_buffer_char(buffer, ']');
}

static void write_properties(
	struct sg_buffer *buffer, const struct properties *properties)
{
	struct sg_tuple_out tuple;

	sg_buffer_text(buffer, ",\"p\":");
	tuple = sg_tuple_begin(buffer);
	for (size_t i = 0; i < properties->count; i++) {
		sg_tuple_put_id(&tuple, &properties->ids[i]);
	}
	sg_tuple_end(&tuple);
}

static void write_text(struct sg_buffer *buffer, const char *name, const char *text)
{
	if (text != NULL) {
		sg_buffer_text(buffer, name);
		sg_json_write_text(buffer, text);
	}
}

static void write_person(struct sg_buffer *buffer, const struct sg_card *card)
{
	char id[SG_ID_TEXT_SIZE];

	if (!sg_id_is_nil(&card->person)) {
		sg_id_format(&card->person, id);
		write_text(buffer, ",\"w\":", id);
	}
}

void sg_card_encode(const struct sg_card *card, struct sg_buffer *buffer)
{
	struct properties properties = {.count = 0};

	for (size_t i = 0; i < card->fact_count; i++) {
		add_property(&properties, &card->facts[i].property);
	}
	for (size_t i = 0; i < card->belief_count; i++) {
		add_property(&properties, &card->beliefs[i].property);
	}
	sg_buffer_char(buffer, '{');
	write_facts(buffer, card, &properties);
	sg_buffer_text(buffer, card->incognito ? ",\"i\":true" : "");
	write_text(buffer, ",\"l\":", card->language);
	write_occasions(buffer, card);
	write_properties(buffer, &properties);
	write_text(buffer, ",\"s\":", card->salutation);
	write_beliefs(buffer, card, &properties);
	sg_card_write_attentions(buffer, card);
	write_person(buffer, card);
	sg_card_write_make_goods(buffer, card);
	sg_card_write_levels(buffer, card);
	sg_card_write_offers(buffer, card);
	sg_card_write_consent(buffer, card);
	sg_buffer_char(buffer, '}');
}

static bool read_properties(const struct sg_json *array, struct properties *properties)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	while (tuple.at != NULL && properties->count < PROPERTIES_MAX) {
		properties->ids[properties->count++] = sg_tuple_id(&tuple);
	}
	return !tuple.broken && tuple.at == NULL;
}

static bool read_facts(const struct sg_json *array, const struct properties *properties,
	struct sg_fact *facts)
{
	const struct sg_json *element = array != NULL ? array->first : NULL;

	for (; element != NULL; element = element->next) {
		if (!read_fact(element, properties, facts++)) {
			return false;
		}
	}
	return true;
}

static bool read_occasions(const struct sg_json *array, struct sg_occasion *occasions)
{
	const struct sg_json *element = array != NULL ? array->first : NULL;

	for (; element != NULL; element = element->next) {
		struct sg_tuple_in tuple = sg_tuple_open(element);

		occasions->kind = sg_tuple_text(&tuple);
		occasions->month_day = sg_tuple_int32(&tuple, 0);
		occasions->day = sg_tuple_int32(&tuple, SG_NO_DAY);
		if (tuple.broken || occasions->kind == NULL) {
			return false;
		}
		occasions++;
	}
	return true;
}

static bool read_belief(const struct sg_json *array, const struct properties *properties,
	struct sg_belief *belief)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	belief->topic = sg_tuple_text(&tuple);
	belief->property = take_property(&tuple, properties);
	belief->seen_us = sg_tuple_int(&tuple, SG_NO_TIME);
	belief->since_us = sg_tuple_int(&tuple, SG_NO_TIME);
	belief->hits = sg_tuple_int32(&tuple, 0);
	belief->of = sg_tuple_int32(&tuple, 0);
	for (size_t i = 0; i < 2; i++) {
		belief->options[i].value = sg_tuple_text(&tuple);
		belief->options[i].share = sg_tuple_int32(&tuple, 0);
		belief->options[i].popular = sg_tuple_int32(&tuple, 0);
	}
	belief->before = sg_tuple_text(&tuple);
	belief->before_hits = sg_tuple_int32(&tuple, 0);
	belief->before_of = sg_tuple_int32(&tuple, 0);
	belief->weights = (uint32_t)sg_tuple_int32(&tuple, 0);
	belief->context = sg_tuple_index(&tuple, SG_CONTEXTS);
	belief->asked_us = sg_tuple_int(&tuple, SG_NO_TIME);
	belief->asked_stay = sg_tuple_id(&tuple);
	return !tuple.broken && belief->topic != NULL && belief->options[0].value != NULL;
}

static bool read_beliefs(const struct sg_json *array, const struct properties *properties,
	struct sg_belief *beliefs)
{
	const struct sg_json *element = array != NULL ? array->first : NULL;

	for (; element != NULL; element = element->next) {
		if (!read_belief(element, properties, beliefs++)) {
			return false;
		}
	}
	return true;
}

/* An array member, NULL when there is none; anything else breaks the card. */
static const struct sg_json *array_member(
	const struct sg_json *root, const char *name, bool *broken)
{
	const struct sg_json *array = sg_json_member(root, name);

	*broken = *broken || (array != NULL && array->kind != SG_JSON_ARRAY);
	return *broken ? NULL : array;
}

static const char *text_member(const struct sg_json *root, const char *name)
{
	const struct sg_json *text = sg_json_member(root, name);

	return text != NULL && text->kind == SG_JSON_TEXT ? text->text : NULL;
}

static bool read_person(const struct sg_json *root, struct sg_card *card)
{
	const char *id = text_member(root, "w");

	return id == NULL || sg_id_parse(id, &card->person);
}

enum sg_status sg_card_decode(const struct sg_stored *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_card *ret_card)
{
	struct properties properties = {.count = 0};
	struct sg_card card = {0};
	const struct sg_json *root, *facts, *occasions, *beliefs;
	struct sg_fact *fact_array;
	struct sg_occasion *occasion_array;
	struct sg_belief *belief_array;
	bool broken = false;
	struct sg_stored stored = text->len > 0 ? *text : (struct sg_stored){0};
	enum sg_status status = sg_stored_parse(&stored, arena, error, &root);

	if (status != SG_OK) {
		return status;
	}
	facts = array_member(root, "f", &broken);
	occasions = array_member(root, "o", &broken);
	beliefs = array_member(root, "u", &broken);
	card.fact_count = facts != NULL ? facts->count : 0;
	card.occasion_count = occasions != NULL ? occasions->count : 0;
	card.belief_count = beliefs != NULL ? beliefs->count : 0;
	fact_array = sg_arena_array(arena, card.fact_count, sizeof *fact_array);
	occasion_array =
		sg_arena_array(arena, card.occasion_count, sizeof *occasion_array);
	belief_array = sg_arena_array(arena, card.belief_count, sizeof *belief_array);
	if (fact_array == NULL || occasion_array == NULL || belief_array == NULL ||
		sg_card_read_attentions(array_member(root, "v", &broken), arena, &card,
			&broken) != SG_OK ||
		sg_card_read_make_goods(array_member(root, "x", &broken), arena, &card,
			&broken) != SG_OK ||
		sg_card_read_levels(array_member(root, "b", &broken),
			array_member(root, "g", &broken), arena, &card,
			&broken) != SG_OK ||
		sg_card_read_offers(array_member(root, "q", &broken), arena, &card,
			&broken) != SG_OK) {
		return SG_MEMORY;
	}
	if (broken || !read_properties(sg_json_member(root, "p"), &properties) ||
		!read_facts(facts, &properties, fact_array) ||
		!read_occasions(occasions, occasion_array) ||
		!read_beliefs(beliefs, &properties, belief_array) ||
		!sg_card_read_consent(array_member(root, "y", &broken), &card) ||
		!read_person(root, &card) || broken) {
		return fail_broken(error);
	}
	card.facts = fact_array;
	card.occasions = occasion_array;
	card.beliefs = belief_array;
	card.salutation = text_member(root, "s");
	card.language = text_member(root, "l");
	card.incognito = sg_json_member(root, "i") != NULL;
	*ret_card = card;
	return SG_OK;
}
