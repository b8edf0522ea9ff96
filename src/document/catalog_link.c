/* A sticky status in the linker: each step does its part and the first failure is kept. */
#include "document/catalog_link.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 200 };

struct linker {
	struct sg_arena *arena;
	struct sg_error *error;
	struct sg_catalog *catalog;
	enum sg_status status;
};

static void fail(struct linker *linker, const struct sg_place_frame *at,
	const char *member, const char *code, const char *message)
{
	char path[160];

	if (linker->status == SG_OK) {
		sg_place_format(at, member, path, sizeof path);
		linker->status =
			sg_fail(linker->error, SG_INVALID, code, path, "%s", message);
	}
}

/* Never NULL for the caller to test: without memory it gets no elements to fill. */
static void *new_array(struct linker *linker, size_t *count, size_t size)
{
	void *array = sg_arena_array(linker->arena, *count, size);

	if (array == NULL) {
		*count = 0;
		linker->status = SG_MEMORY;
	}
	return array;
}

/* NULL where it is none that may be shown. */
static const char *read_text(struct linker *linker, const struct sg_place_frame *at,
	const struct sg_json *member)
{
	if (member->kind != SG_JSON_TEXT) {
		fail(linker, at, member->name, "type_wrong", "a text is expected");
	} else if (member->count == 0 ||
		   sg_text_characters(member->text, member->count) > TEXT_MAX) {
		fail(linker, at, member->name, "text_too_long",
			"a text has 1 to 200 characters");
	} else if (sg_text_has_control(member->text)) {
		fail(linker, at, member->name, "control_character",
			"no control characters are allowed here");
	} else {
		return member->text;
	}
	return NULL;
}

/* Its index, or -1. */
static int32_t read_language(struct linker *linker, const struct sg_place_frame *at,
	const struct sg_json *member)
{
	int32_t language = sg_catalog_language(linker->catalog, member->name);

	if (language < 0) {
		fail(linker, at, member->name, "language_unknown",
			"the language is not in the list of languages");
	}
	return language;
}

static void link_texts(struct linker *linker, const struct sg_place_frame *parent,
	const char *name, const struct sg_json *map, struct sg_texts *texts)
{
	struct sg_place_frame at = {.parent = parent, .name = name};

	for (const struct sg_json *m = map != NULL ? map->first : NULL; m != NULL;
		m = m->next) {
		int32_t language = read_language(linker, &at, m);

		if (language >= 0) {
			texts->in[language] = read_text(linker, &at, m);
		}
	}
}

static void link_forms(struct linker *linker, const struct sg_place_frame *parent,
	const struct sg_json *map, struct sg_counted_forms *counted)
{
	struct sg_place_frame at = {.parent = parent, .name = map->name};

	if (map->kind != SG_JSON_OBJECT) {
		fail(linker, parent, map->name, "type_wrong", "an object is expected");
		return;
	}
	for (const struct sg_json *m = map->first; m != NULL; m = m->next) {
		enum sg_plural category;

		if (sg_plural_find(m->name, &category)) {
			counted->form[category] = read_text(linker, &at, m);
		} else {
			fail(linker, &at, m->name, "member_unknown",
				"zero, one, two, few, many and other are known");
		}
	}
}

static const struct sg_counted_forms *link_counted(struct linker *linker,
	const struct sg_place_frame *parent, const struct sg_json *map)
{
	struct sg_place_frame at = {.parent = parent, .name = "counted"};
	size_t count = linker->catalog->language_count;
	struct sg_counted_forms *counted;

	if (map == NULL || map->count == 0) {
		return NULL;
	}
	counted = new_array(linker, &count, sizeof *counted);
	for (const struct sg_json *m = map->first; m != NULL && count > 0; m = m->next) {
		int32_t language = read_language(linker, &at, m);

		if (language >= 0) {
			link_forms(linker, &at, m, &counted[language]);
		}
	}
	return counted;
}

static uint64_t link_hazards(struct linker *linker, const struct sg_place_frame *parent,
	const char *member, const struct sg_form_names *names)
{
	struct sg_place_frame at = {.parent = parent, .name = member};
	uint64_t bits = 0;

	for (size_t i = 0; i < names->count; i++) {
		int32_t hazard = sg_catalog_hazard(linker->catalog, names->names[i]);

		if (hazard < 0) {
			fail(linker, &at, names->names[i], "hazard_unknown",
				"there is no hazard of that name");
		} else {
			bits |= UINT64_C(1) << hazard;
		}
	}
	return bits;
}

/* Looks a topic and its value up; -1 for a value that was not given. */
static void link_reference(struct linker *linker, const struct sg_place_frame *at,
	const char *topic, const char *value, int32_t *ret_topic, int32_t *ret_value)
{
	int32_t found = sg_catalog_topic(linker->catalog, topic);

	*ret_topic = found;
	*ret_value = -1;
	if (found < 0) {
		fail(linker, at, "topic", "topic_unknown", "there is no such topic");
		return;
	}
	if (value != NULL) {
		*ret_value = sg_catalog_value(&linker->catalog->topics[found], value);
		if (*ret_value < 0) {
			fail(linker, at, "value", "value_unknown",
				"the topic has no such value");
		}
	}
}

static void link_effects(struct linker *linker, const struct sg_place_frame *parent,
	const struct sg_form_value *form, struct sg_topic_value *value)
{
	size_t count = form->effect_count;
	struct sg_effect *effects = new_array(linker, &count, sizeof *effects);
	struct sg_place_frame list = {.parent = parent, .name = "effects"};
	struct sg_place_frame at = {.parent = &list};

	for (at.index = 0; at.index < count; at.index++) {
		const struct sg_form_effect *effect = &form->effects[at.index];

		effects[at.index].avoid = effect->avoid;
		link_reference(linker, &at, effect->topic, effect->value,
			&effects[at.index].topic, &effects[at.index].value);
	}
	value->effects = effects;
	value->effect_count = count;
}

static void link_value(struct linker *linker, const struct sg_place_frame *at,
	const struct sg_form_value *form, struct sg_topic_value *value)
{
	value->minutes = form->minutes;
	value->supplier = form->supplier;
	value->parts = form->parts;
	value->part_count = form->part_count;
	link_texts(linker, at, "text", form->text, &value->text);
	link_texts(linker, at, "avoid_text", form->avoid_text, &value->avoid_text);
	value->brings = link_hazards(linker, at, "brings", &form->brings);
	value->leaves = link_hazards(linker, at, "leaves", &form->leaves);
	value->forbids = link_hazards(linker, at, "forbids", &form->forbids);
	link_effects(linker, at, form, value);
}

/* What is not said is as the class has it. */
static void link_worth(const struct sg_form_topic *form, struct sg_topic *topic)
{
	struct sg_worth usual = sg_class_worth(topic->class);

	topic->joy = form->joy >= 0 ? form->joy : usual.joy;
	topic->awkwardness =
		form->awkwardness >= 0 ? form->awkwardness : usual.awkwardness;
	topic->welcome = form->welcome >= 0 ? form->welcome : usual.welcome;
}

/* A theme's number is the place of its first topic, counted from one. */
static int32_t theme_of(const struct sg_form_topic *const *sorted, size_t at)
{
	size_t first = 0;

	if (sorted[at]->theme == NULL) {
		return 0;
	}
	while (sorted[first]->theme == NULL ||
		strcmp(sorted[first]->theme, sorted[at]->theme) != 0) {
		first++;
	}
	return (int32_t)first + 1;
}

/* The names first, as references may lead to any topic. */
static void begin_topic(
	struct linker *linker, const struct sg_form_topic *form, struct sg_topic *topic)
{
	size_t count = form->value_count;
	struct sg_topic_value *values = new_array(linker, &count, sizeof *values);

	for (size_t i = 0; i < count; i++) {
		values[i].name = form->values[i].name;
	}
	*topic = (struct sg_topic){.name = form->name,
		.kind = (enum sg_kind)form->kind,
		.unit = form->unit,
		.number_min = form->number_min,
		.number_max = form->number_max,
		.number_step = form->number_step,
		.class = (enum sg_class)form->class,
		.many = form->many,
		.department = (enum sg_department)form->department,
		.place = (enum sg_place)form->place,
		.when = (enum sg_when)form->when,
		.every_nights = form->every_nights,
		.minutes = form->minutes,
		.lead_hours = form->lead_hours,
		.cost_cents = form->cost_cents,
		.store = form->store,
		.verify = form->verify,
		.special_category = form->special_category,
		.learn = (enum sg_learn)form->learn,
		.undo = sg_undo_words[form->undo],
		.undo_minutes = form->undo_minutes,
		.pictogram = form->pictogram,
		.values = values,
		.value_count = count};
}

static void finish_topic(
	struct linker *linker, const struct sg_form_topic *form, struct sg_topic *topic)
{
	struct sg_place_frame root = {.name = "/topics"};
	struct sg_place_frame at = {.parent = &root, .name = form->name};
	struct sg_place_frame list = {.parent = &at, .name = "values"};
	/* Ours, from begin_topic; nobody else has it yet. */
	struct sg_topic_value *values = (struct sg_topic_value *)topic->values;

	link_texts(linker, &at, "label", form->label, &topic->label);
	link_texts(linker, &at, "avoid_text", form->avoid_text, &topic->avoid_text);
	link_texts(linker, &at, "undo_text", form->undo_text, &topic->undo_text);
	for (size_t i = 0; i < topic->value_count; i++) {
		struct sg_place_frame value = {.parent = &list, .name = values[i].name};

		if (sg_catalog_value(topic, values[i].name) != (int32_t)i) {
			fail(linker, &value, NULL, "element_repeated",
				"the topic has this value already");
		}
		link_value(linker, &value, &form->values[i], &values[i]);
	}
}

static int compare_topics(const void *a, const void *b)
{
	const struct sg_form_topic *const *left = a;
	const struct sg_form_topic *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

static void link_topics(struct linker *linker, const struct sg_form_catalog *form)
{
	struct sg_place_frame root = {.name = "/topics"};
	size_t count = form->topic_count, form_count = form->topic_count;
	struct sg_topic *topics = new_array(linker, &count, sizeof *topics);
	const struct sg_form_topic **sorted =
		new_array(linker, &form_count, sizeof(*sorted));

	count = count < form_count ? count : form_count;
	for (size_t i = 0; i < count; i++) {
		sorted[i] = &form->topics[i];
	}
	if (count > 1) {
		qsort(sorted, count, sizeof(*sorted), compare_topics);
	}
	for (size_t i = 0; i < count; i++) {
		begin_topic(linker, sorted[i], &topics[i]);
		link_worth(sorted[i], &topics[i]);
		topics[i].theme = theme_of(sorted, i);
		if (i > 0 && strcmp(topics[i - 1].name, topics[i].name) == 0) {
			fail(linker, &root, topics[i].name, "element_repeated",
				"the topic stands in the file already");
		}
	}
	linker->catalog->topics = topics;
	linker->catalog->topic_count = count;
	for (size_t i = 0; i < count && linker->status == SG_OK; i++) {
		finish_topic(linker, sorted[i], &topics[i]);
	}
}

static int compare_things(const void *a, const void *b)
{
	const struct sg_thing *left = a;
	const struct sg_thing *right = b;

	return strcmp(left->name, right->name);
}

static void link_things(struct linker *linker, const struct sg_form_catalog *form)
{
	struct sg_place_frame root = {.name = "/things"};
	size_t count = form->thing_count;
	struct sg_thing *things = new_array(linker, &count, sizeof *things);

	for (size_t i = 0; i < count; i++) {
		struct sg_place_frame at = {
			.parent = &root, .name = form->things[i].name};

		things[i].name = form->things[i].name;
		link_texts(linker, &at, "text", form->things[i].text, &things[i].text);
		things[i].counted = link_counted(linker, &at, form->things[i].counted);
	}
	if (count > 1) {
		qsort(things, count, sizeof *things, compare_things);
	}
	for (size_t i = 1; i < count; i++) {
		if (strcmp(things[i - 1].name, things[i].name) == 0) {
			fail(linker, &root, things[i].name, "element_repeated",
				"the thing stands in the file already");
		}
	}
	linker->catalog->things = things;
	linker->catalog->thing_count = count;
}

static struct sg_hazard *begin_hazards(
	struct linker *linker, const struct sg_form_catalog *form)
{
	struct sg_place_frame root = {.name = "/hazards"};
	size_t count = form->hazard_count;
	struct sg_hazard *hazards = new_array(linker, &count, sizeof *hazards);

	linker->catalog->hazards = hazards;
	for (size_t i = 0; i < count; i++) {
		hazards[i] = (struct sg_hazard){form->hazards[i].name, -1, -1};
		if (sg_catalog_hazard(linker->catalog, hazards[i].name) >= 0) {
			fail(linker, &root, hazards[i].name, "element_repeated",
				"the hazard stands in the file already");
		}
		linker->catalog->hazard_count = i + 1;
	}
	return hazards;
}

static void link_remedies(struct linker *linker, const struct sg_form_catalog *form,
	struct sg_hazard *hazards)
{
	struct sg_place_frame root = {.name = "/hazards"};

	for (size_t i = 0; i < linker->catalog->hazard_count; i++) {
		const struct sg_form_hazard *hazard = &form->hazards[i];
		struct sg_place_frame at = {.parent = &root, .name = hazard->name};
		struct sg_place_frame remedy = {.parent = &at, .name = "remedy"};

		if (hazard->remedy_topic != NULL) {
			link_reference(linker, &remedy, hazard->remedy_topic,
				hazard->remedy_value, &hazards[i].remedy_topic,
				&hazards[i].remedy_value);
		}
	}
}

enum sg_status sg_catalog_link(const struct sg_form_catalog *form, struct sg_arena *arena,
	struct sg_error *error, struct sg_catalog *ret_catalog)
{
	struct sg_catalog catalog = {.language_count = form->language_count};
	struct linker linker = {.arena = arena, .error = error, .catalog = &catalog};
	struct sg_hazard *hazards;

	for (size_t i = 0; i < form->language_count; i++) {
		catalog.languages[i] = form->languages[i];
	}
	hazards = begin_hazards(&linker, form);
	link_things(&linker, form);
	link_topics(&linker, form);
	link_remedies(&linker, form, hazards);
	if (linker.status == SG_OK) {
		*ret_catalog = catalog;
	}
	return linker.status;
}
