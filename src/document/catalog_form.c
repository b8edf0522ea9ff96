/* The tables of a catalogue file. */
#include "document/catalog_form.h"

#include "document/bounds.h"

enum { NAME_MAX_LENGTH = 64, THOUSANDTHS_MAX = 1000000000 };

static const char *const kinds[] = {"enum", "number", "flag", "text", NULL};
static const char *const classes[] = {"need", "wish", "delight", NULL};
static const char *const places[] = {
	"door", "room", "bed", "bath", "desk", "last_touch", NULL};
static const char *const whens[] = {"before_arrival", "on_arrival", "each_service",
	"every_nights", "turn_down", "departure", NULL};
static const char *const learns[] = {"never", "ask", "yes", NULL};
static const char *const pers[] = {"room", "person", "adult", "child", "baby", NULL};

const char *const sg_undo_words[] = {"none", "remove", "reset", NULL};

const char *const sg_topic_needs[] = {"kind", "class", "department", "place", "when",
	"minutes", "label", "pictogram", "values", NULL};

#define NAME(text, type, member, flag)                                                   \
	{                                                                                \
		SG_ROW(text, SG_FIELD_CODE, type, member, 1, NAME_MAX_LENGTH),           \
			.rule = SG_RULE_NAME, .flags = (flag)                            \
	}
#define NAME_LIST(text, member)                                                          \
	{                                                                                \
		SG_ROW_LIST(text, struct sg_form_value, member.names, member.count, 0,   \
			SG_HAZARDS_MAX),                                                 \
			.element = &hazard_name, .flags = SG_DISTINCT                    \
	}

static const struct sg_field hazard_name = {
	.kind = SG_FIELD_CODE, .rule = SG_RULE_NAME, .min = 1, .max = NAME_MAX_LENGTH};

static const struct sg_field part_fields[] = {
	NAME("what", struct sg_part, what, SG_REQUIRED),
	{SG_ROW_WORD("per", struct sg_part, per, pers), .flags = SG_SOLID},
	{SG_ROW("count", SG_FIELD_INT, struct sg_part, count, 1, 100),
		.flags = SG_REQUIRED},
};
static const struct sg_shape part_shape = SG_CLOSED_SHAPE(struct sg_part, part_fields);

static const struct sg_field effect_fields[] = {
	NAME("topic", struct sg_form_effect, topic, SG_REQUIRED),
	{SG_ROW("value", SG_FIELD_CODE, struct sg_form_effect, value, 1,
		NAME_MAX_LENGTH)},
	{SG_ROW("avoid", SG_FIELD_BOOL, struct sg_form_effect, avoid, 0, 1)},
};
static const struct sg_shape effect_shape =
	SG_CLOSED_SHAPE(struct sg_form_effect, effect_fields);

static const struct sg_field value_fields[] = {
	{SG_ROW("value", SG_FIELD_CODE, struct sg_form_value, name, 1, NAME_MAX_LENGTH),
		.flags = SG_REQUIRED},
	{SG_ROW("text", SG_FIELD_MAP, struct sg_form_value, text, 0, 0)},
	{SG_ROW("avoid_text", SG_FIELD_MAP, struct sg_form_value, avoid_text, 0, 0)},
	{SG_ROW_LIST("parts", struct sg_form_value, parts, part_count, 0, 20),
		.shape = &part_shape},
	{SG_ROW_LIST("effects", struct sg_form_value, effects, effect_count, 0, 20),
		.shape = &effect_shape},
	NAME_LIST("brings", brings),
	NAME_LIST("leaves", leaves),
	NAME_LIST("forbids", forbids),
	{SG_ROW("minutes", SG_FIELD_INT, struct sg_form_value, minutes, 0, 1440),
		.absent = -1},
	{SG_ROW("supplier", SG_FIELD_CODE, struct sg_form_value, supplier, 1, 100)},
};
static const struct sg_shape value_shape =
	SG_CLOSED_SHAPE(struct sg_form_value, value_fields);

#define TOPIC_WORD(text, member, words)                                                  \
	{                                                                                \
		SG_ROW_WORD(text, struct sg_form_topic, member, words),                  \
			.absent = -1, .flags = SG_SOLID                                  \
	}
#define TOPIC_WORTH(text, member, low)                                                   \
	{                                                                                \
		SG_ROW(text, SG_FIELD_MILLI, struct sg_form_topic, member, low, 1000),   \
			.absent = -1                                                     \
	}
#define TOPIC(text, what, member, low, high)                                             \
	{                                                                                \
		SG_ROW(text, what, struct sg_form_topic, member, low, high)              \
	}

static const struct sg_field topic_fields[] = {
	NAME("topic", struct sg_form_topic, name, SG_REQUIRED),
	TOPIC_WORD("kind", kind, kinds),
	TOPIC("unit", SG_FIELD_CODE, unit, 1, 16),
	TOPIC("min", SG_FIELD_MILLI, number_min, -THOUSANDTHS_MAX, THOUSANDTHS_MAX),
	TOPIC("max", SG_FIELD_MILLI, number_max, -THOUSANDTHS_MAX, THOUSANDTHS_MAX),
	TOPIC("step", SG_FIELD_MILLI, number_step, 1, THOUSANDTHS_MAX),
	TOPIC_WORD("class", class, classes),
	TOPIC("many", SG_FIELD_BOOL, many, 0, 1),
	TOPIC_WORD("department", department, sg_department_words),
	TOPIC_WORD("place", place, places),
	TOPIC_WORD("when", when, whens),
	TOPIC("every_nights", SG_FIELD_INT, every_nights, 1, 30),
	TOPIC("minutes", SG_FIELD_INT, minutes, 0, 1440),
	TOPIC("lead_hours", SG_FIELD_INT, lead_hours, 0, 8760),
	TOPIC("cost_cents", SG_FIELD_INT, cost_cents, 0, 100000000),
	TOPIC_WORTH("joy", joy, 1),
	TOPIC_WORTH("awkwardness", awkwardness, 0),
	TOPIC_WORTH("welcome", welcome, 0),
	NAME("theme", struct sg_form_topic, theme, 0),
	TOPIC("store", SG_FIELD_CODE, store, 1, 64),
	TOPIC("verify", SG_FIELD_BOOL, verify, 0, 1),
	TOPIC("special_category", SG_FIELD_BOOL, special_category, 0, 1),
	{SG_ROW_WORD("learn", struct sg_form_topic, learn, learns)},
	{SG_ROW_WORD("undo", struct sg_form_topic, undo, sg_undo_words)},
	TOPIC("undo_minutes", SG_FIELD_INT, undo_minutes, 0, 1440),
	NAME("pictogram", struct sg_form_topic, pictogram, SG_SOLID),
	TOPIC("label", SG_FIELD_MAP, label, 0, 0),
	TOPIC("avoid_text", SG_FIELD_MAP, avoid_text, 0, 0),
	TOPIC("undo_text", SG_FIELD_MAP, undo_text, 0, 0),
	{SG_ROW_LIST("values", struct sg_form_topic, values, value_count, 1, 200),
		.shape = &value_shape},
};
static const struct sg_shape topic_shape =
	SG_CLOSED_SHAPE(struct sg_form_topic, topic_fields);

struct remedy {
	const char *topic, *value;
};

static const struct sg_field remedy_fields[] = {
	NAME("topic", struct remedy, topic, SG_REQUIRED),
	{SG_ROW("value", SG_FIELD_CODE, struct remedy, value, 1, NAME_MAX_LENGTH),
		.flags = SG_REQUIRED},
};
static const struct sg_shape remedy_shape = SG_CLOSED_SHAPE(struct remedy, remedy_fields);

static const struct sg_field hazard_fields[] = {
	NAME("name", struct sg_form_hazard, name, SG_REQUIRED),
	{SG_ROW_OBJECT("remedy", struct sg_form_hazard, remedy_topic, &remedy_shape)},
};
static const struct sg_shape hazard_shape =
	SG_CLOSED_SHAPE(struct sg_form_hazard, hazard_fields);

static const struct sg_field thing_fields[] = {
	NAME("name", struct sg_form_thing, name, SG_REQUIRED),
	{SG_ROW("text", SG_FIELD_MAP, struct sg_form_thing, text, 0, 0),
		.flags = SG_REQUIRED},
	{SG_ROW("counted", SG_FIELD_MAP, struct sg_form_thing, counted, 0, 0)},
};
static const struct sg_shape thing_shape =
	SG_CLOSED_SHAPE(struct sg_form_thing, thing_fields);

static const struct sg_field language = {
	.kind = SG_FIELD_CODE, .rule = SG_RULE_LANGUAGE, .min = 2, .max = 16};

static const struct sg_field catalog_fields[] = {
	{SG_ROW("catalog", SG_FIELD_INT, struct sg_form_catalog, catalog, 1, 1),
		.flags = SG_REQUIRED},
	{SG_ROW_LIST("languages", struct sg_form_catalog, languages, language_count, 1,
		 SG_LANGUAGES_MAX),
		.element = &language, .flags = SG_DISTINCT | SG_SOLID},
	{SG_ROW_LIST("hazards", struct sg_form_catalog, hazards, hazard_count, 0,
		 SG_HAZARDS_MAX),
		.shape = &hazard_shape, .flags = SG_SOLID},
	{SG_ROW_LIST("things", struct sg_form_catalog, things, thing_count, 0, 1000),
		.shape = &thing_shape, .flags = SG_SOLID},
	{SG_ROW_LIST("topics", struct sg_form_catalog, topics, topic_count, 0, 1000),
		.shape = &topic_shape, .flags = SG_SOLID},
};

const struct sg_shape sg_catalog_shape =
	SG_CLOSED_SHAPE(struct sg_form_catalog, catalog_fields);
