/*
 * A catalogue file as it is written, before names are looked up: the form of each member, but
 * not whether they fit together.
 */
#ifndef SG_DOCUMENT_CATALOG_FORM_H
#define SG_DOCUMENT_CATALOG_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/catalog.h"
#include "document/fields.h"
#include "document/json.h"

struct sg_form_effect {
	const char *topic;
	const char *value;
	bool avoid;
};

struct sg_form_names {
	const char *const *names;
	size_t count;
};

struct sg_form_value {
	const char *name;
	const struct sg_json *text, *avoid_text; /* maps from language to text */
	const struct sg_part *parts;
	size_t part_count;
	const struct sg_form_effect *effects;
	size_t effect_count;
	struct sg_form_names brings, leaves, forbids;
	int32_t minutes;
	const char *supplier;
};

/* Words that a hotel's file leaves away are -1. */
struct sg_form_topic {
	const char *name;
	int32_t kind, class, department, place, when, learn, undo;
	const char *unit;
	int32_t number_min, number_max, number_step;
	bool many, verify, special_category;
	int32_t every_nights, minutes, lead_hours, cost_cents, undo_minutes;
	int32_t joy, awkwardness, welcome; /* thousandths; -1 where absent */
	const char *theme;
	const char *store;
	const char *pictogram;
	const struct sg_json *label, *avoid_text, *undo_text;
	const struct sg_form_value *values;
	size_t value_count;
};

struct sg_form_hazard {
	const char *name;
	const char *remedy_topic, *remedy_value;
};

struct sg_form_thing {
	const char *name;
	const struct sg_json *text;
	const struct sg_json *counted; /* a map from language to forms, or NULL */
};

struct sg_form_catalog {
	int32_t catalog;
	const char *const *languages;
	size_t language_count;
	const struct sg_form_hazard *hazards;
	size_t hazard_count;
	const struct sg_form_thing *things;
	size_t thing_count;
	const struct sg_form_topic *topics;
	size_t topic_count;
};

extern const struct sg_shape sg_catalog_shape; /* of struct sg_form_catalog */

/* The words of "undo", by index. */
extern const char *const sg_undo_words[];

/* Members that every topic has once all files are joined; NULL-terminated. */
extern const char *const sg_topic_needs[];

#endif
