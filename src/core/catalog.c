/*
 * Finding things in a catalogue by their names, and the words of its enumerations. Topics,
 * things and codes are sorted and searched by halving; values, languages and hazards are few.
 */
#include "core/catalog.h"

#include <stdlib.h>
#include <string.h>

static int compare_topic(const void *key, const void *element)
{
	return strcmp(key, ((const struct sg_topic *)element)->name);
}

static int compare_thing(const void *key, const void *element)
{
	return strcmp(key, ((const struct sg_thing *)element)->name);
}

static int compare_code(const void *key, const void *element)
{
	const struct sg_code *wanted = key;
	const struct sg_code *code = element;
	int order = strcmp(wanted->group, code->group);

	return order != 0 ? order : strcmp(wanted->code, code->code);
}

/* bsearch, but an empty list may be NULL. */
static const void *search(const void *key, const void *list, size_t count, size_t size,
	int (*compare)(const void *, const void *))
{
	return count > 0 ? bsearch(key, list, count, size, compare) : NULL;
}

const char *sg_catalog_text(
	const struct sg_catalog *catalog, const struct sg_texts *texts, int32_t language)
{
	if (language < 0 || (size_t)language >= catalog->language_count) {
		return NULL;
	}
	return texts->in[language] != NULL ? texts->in[language] : texts->in[0];
}

int32_t sg_catalog_topic(const struct sg_catalog *catalog, const char *name)
{
	const struct sg_topic *found = search(name, catalog->topics, catalog->topic_count,
		sizeof *found, compare_topic);

	return found != NULL ? (int32_t)(found - catalog->topics) : -1;
}

bool sg_catalog_is_special(const struct sg_catalog *catalog, const char *topic)
{
	int32_t index = sg_catalog_topic(catalog, topic);

	return index >= 0 && catalog->topics[index].special_category;
}

int32_t sg_catalog_value(const struct sg_topic *topic, const char *name)
{
	for (size_t i = 0; i < topic->value_count; i++) {
		if (strcmp(topic->values[i].name, name) == 0) {
			return (int32_t)i;
		}
	}
	return -1;
}

int32_t sg_catalog_language(const struct sg_catalog *catalog, const char *language)
{
	for (size_t i = 0; i < catalog->language_count; i++) {
		if (strcmp(catalog->languages[i], language) == 0) {
			return (int32_t)i;
		}
	}
	return -1;
}

int32_t sg_catalog_hazard(const struct sg_catalog *catalog, const char *name)
{
	for (size_t i = 0; i < catalog->hazard_count; i++) {
		if (strcmp(catalog->hazards[i].name, name) == 0) {
			return (int32_t)i;
		}
	}
	return -1;
}

int32_t sg_catalog_thing(const struct sg_catalog *catalog, const char *name)
{
	const struct sg_thing *found = search(name, catalog->things, catalog->thing_count,
		sizeof *found, compare_thing);

	return found != NULL ? (int32_t)(found - catalog->things) : -1;
}

const char *sg_catalog_counted(const struct sg_catalog *catalog,
	const struct sg_thing *thing, int32_t language, int64_t count)
{
	const char *const *form;

	if (thing->counted == NULL || language < 0 ||
		(size_t)language >= catalog->language_count) {
		return NULL;
	}
	form = thing->counted[language].form;
	return form[sg_plural_of(catalog->languages[language], count)];
}

/* What a guest wished for is rarely wrong; what the house thought of brings more joy where it
 * is right, and more embarrassment where it is not. */
struct sg_worth sg_class_worth(enum sg_class class)
{
	static const struct sg_worth worths[] = {
		[SG_CLASS_NEED] = {600, 200, 900},
		[SG_CLASS_WISH] = {600, 200, 900},
		[SG_CLASS_DELIGHT] = {800, 400, 700},
	};

	return worths[class];
}

struct sg_worth sg_topic_worth(const struct sg_topic *topic)
{
	return topic->joy == 0 ? sg_class_worth(topic->class)
	                       : (struct sg_worth){
					 topic->joy, topic->awkwardness, topic->welcome};
}

const struct sg_code *sg_catalog_code(
	const struct sg_catalog *catalog, const char *group, const char *code)
{
	struct sg_code wanted = {.group = group, .code = code};
	const struct sg_code *found = search(&wanted, catalog->codes, catalog->code_count,
		sizeof *found, compare_code);

	if (found == NULL) {
		wanted.group = "*";
		found = search(&wanted, catalog->codes, catalog->code_count,
			sizeof *found, compare_code);
	}
	return found;
}

/* ---- words ----------------------------------------------------------------------------- */

static const char *const classes[] = {"need", "wish", "delight"};
static const char *const departments[] = {"housekeeping", "front_desk",
	"food_and_beverage", "maintenance", "concierge", "spa"};
static const char *const places[] = {"door", "room", "bed", "bath", "desk", "last_touch"};
static const char *const whens[] = {"before_arrival", "on_arrival", "each_service",
	"every_nights", "turn_down", "departure"};

enum { CLASSES = sizeof classes / sizeof classes[0] };

_Static_assert(
	sizeof departments / sizeof departments[0] == SG_DEPARTMENTS, "a word each");
_Static_assert(sizeof places / sizeof places[0] == SG_PLACES, "a word each");
_Static_assert(sizeof whens / sizeof whens[0] == SG_WHENS, "a word each");

static const char *word(const char *const *words, size_t count, int value)
{
	return value >= 0 && (size_t)value < count ? words[value] : NULL;
}

static int32_t find(const char *const *words, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], name) == 0) {
			return (int32_t)i;
		}
	}
	return -1;
}

const char *sg_class_name(enum sg_class class)
{
	return word(classes, CLASSES, (int)class);
}

const char *sg_department_name(enum sg_department department)
{
	return word(departments, SG_DEPARTMENTS, (int)department);
}

const char *sg_place_name(enum sg_place place)
{
	return word(places, SG_PLACES, (int)place);
}

const char *sg_when_name(enum sg_when when)
{
	return word(whens, SG_WHENS, (int)when);
}

bool sg_when_recurs(enum sg_when when)
{
	return when == SG_WHEN_EACH_SERVICE || when == SG_WHEN_EVERY_N_NIGHTS ||
	       when == SG_WHEN_TURN_DOWN;
}

int32_t sg_class_find(const char *name)
{
	return find(classes, CLASSES, name);
}

int32_t sg_department_find(const char *name)
{
	return find(departments, SG_DEPARTMENTS, name);
}

int32_t sg_place_find(const char *name)
{
	return find(places, SG_PLACES, name);
}

int32_t sg_when_find(const char *name)
{
	return find(whens, SG_WHENS, name);
}
