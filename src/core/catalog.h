/*
 * The hotel's knowledge: topics with their values, texts and rules, as plain values. Read
 * from JSON by the document room, checked here (sg_catalog_check), then never changed: any
 * number of threads may read one catalogue.
 */
#ifndef SG_CORE_CATALOG_H
#define SG_CORE_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/plural.h"
#include "core/status.h"

enum {
	SG_LANGUAGES_MAX = 16,   /* languages in one catalogue */
	SG_HAZARDS_MAX = 64,     /* one bit each in a hazard set */
	SG_INSTRUCTION_MAX = 60, /* characters of an instruction */
};

enum sg_kind { SG_KIND_ENUM, SG_KIND_NUMBER, SG_KIND_FLAG, SG_KIND_TEXT };

enum sg_class { SG_CLASS_NEED, SG_CLASS_WISH, SG_CLASS_DELIGHT };

enum sg_department {
	SG_HOUSEKEEPING,
	SG_FRONT_DESK,
	SG_FOOD_AND_BEVERAGE,
	SG_MAINTENANCE,
	SG_CONCIERGE,
	SG_SPA,
	SG_DEPARTMENTS /* how many */
};

/* The way through the room; items are ordered by it. */
enum sg_place {
	SG_PLACE_DOOR,
	SG_PLACE_ROOM,
	SG_PLACE_BED,
	SG_PLACE_BATH,
	SG_PLACE_DESK,
	SG_PLACE_LAST_TOUCH,
	SG_PLACES /* how many */
};

enum sg_when {
	SG_WHEN_BEFORE_ARRIVAL,
	SG_WHEN_ON_ARRIVAL,
	SG_WHEN_EACH_SERVICE,
	SG_WHEN_EVERY_N_NIGHTS,
	SG_WHEN_TURN_DOWN,
	SG_WHEN_DEPARTURE,
	SG_WHENS /* how many */
};

enum sg_learn { SG_LEARN_NEVER, SG_LEARN_ASK, SG_LEARN_YES };

/* Of whom a part is counted. */
enum sg_per { SG_PER_ROOM, SG_PER_PERSON, SG_PER_ADULT, SG_PER_CHILD, SG_PER_BABY };

/* One text in each language of the catalogue, by the language's index; NULL = no text.
 * "{n}" stands for the quantity (the total of the value's first part), "{value}" for a number
 * with its unit. */
struct sg_texts {
	const char *in[SG_LANGUAGES_MAX];
};

/* A countable thing, as the staff count it ("pillow"); `what` is a key of `things`. */
struct sg_part {
	const char *what;
	enum sg_per per;
	int32_t count;
};

/* What following a value means for the room: place that topic's value, or keep it away. */
struct sg_effect {
	int32_t topic; /* index into topics */
	int32_t value; /* index into that topic's values; -1 = the same value or any */
	bool avoid;
};

/* A hazard: something that may be in a room, or be left in it, that a guest cannot bear
 * ("feather", "animal_hair", "nuts"). `remedy_…` removes what an earlier occupancy left. */
struct sg_hazard {
	const char *name;
	int32_t remedy_topic; /* -1: nothing removes it, another room is needed */
	int32_t remedy_value;
};

struct sg_topic_value {
	const char *name;
	struct sg_texts text;       /* the instruction */
	struct sg_texts avoid_text; /* "No …"; falls back to the topic's */
	const struct sg_part *parts;
	size_t part_count;
	const struct sg_effect *effects; /* none: the item carries this topic and value */
	size_t effect_count;
	uint64_t brings;      /* hazards in the room while it is there */
	uint64_t leaves;      /* hazards for the next occupancy */
	uint64_t forbids;     /* hazards this guest must not meet */
	int32_t minutes;      /* -1: the topic's */
	const char *supplier; /* of whom it comes, or NULL */
};

struct sg_topic {
	const char *name; /* "bed.filling" */
	enum sg_kind kind;
	const char *unit;               /* NUMBER only: "°C" */
	int32_t number_min, number_max; /* NUMBER: thousandths, inclusive */
	int32_t number_step;            /* in which it is learned; 0 = as it is */
	enum sg_class class;
	bool many; /* several values at once */
	enum sg_department department;
	enum sg_place place;
	enum sg_when when;
	int32_t every_nights; /* SG_WHEN_EVERY_N_NIGHTS only, else 0 */
	int32_t minutes;
	int32_t lead_hours;
	int32_t cost_cents;
	/* What it is worth to a guest as an attention, in thousandths; `joy` 0: all three as
	 * its class has them. Needs are no attentions. */
	int32_t joy;         /* when he is glad of it; of the greatest there is */
	int32_t awkwardness; /* when he is not */
	int32_t welcome;     /* how likely he is glad, before anything is known of him */
	int32_t theme; /* topics with the same number diminish one another; 0: its own */
	const char *store;     /* where to fetch it, or NULL */
	bool verify;           /* somebody else checks it */
	bool special_category; /* GDPR Art. 9: never leaves, only its effects do */
	enum sg_learn learn;
	/* "remove": taken back when it is done and no longer wanted; "reset": put back after
	 * the departure too; "none": nothing to take back */
	const char *undo;
	int32_t undo_minutes;
	const char *pictogram;
	struct sg_texts label;
	struct sg_texts avoid_text;
	struct sg_texts undo_text;
	const struct sg_topic_value
		*values; /* FLAG: one value "yes"; NUMBER and TEXT: one "*" */
	size_t value_count;
};

/* What a PMS's reservation code stands for. */
struct sg_code {
	const char *group; /* "special", "product", "vip", "comment"… or "*" */
	const char *code;
	int32_t topic;
	int32_t value;    /* index; -1: `text`, or any value where strength refuses */
	const char *text; /* a number or text value, or NULL */
	int32_t strength; /* enum sg_strength (facts.h) */
};

/* A thing beside its number in one language, "{n} pillows", by category of plural. A form for a
 * single number may say it in its own way, without "{n}" (Arabic's two). NULL: not given. */
struct sg_counted_forms {
	const char *form[SG_PLURALS];
};

struct sg_thing {
	const char *name; /* "pillow" */
	struct sg_texts text;
	const struct sg_counted_forms
		*counted; /* by language's index, one for each of the
					   * catalogue; NULL: none */
};

struct sg_catalog {
	uint64_t version; /* a hash of all its sources */
	const char *languages[SG_LANGUAGES_MAX];
	size_t language_count;
	size_t partial_from; /* languages from this index on may have gaps, which are read in
			      * languages[0]; 0 = every language is whole */
	const struct sg_topic *topics; /* sorted by name */
	size_t topic_count;
	const struct sg_hazard *hazards;
	size_t hazard_count;
	const struct sg_thing *things; /* sorted by name */
	size_t thing_count;
	const struct sg_code *codes; /* sorted by group, then code */
	size_t code_count;
};

/* The text in that language, else in languages[0]; NULL when there is none at all, or the
 * language is no index of the catalogue's. */
const char *sg_catalog_text(
	const struct sg_catalog *catalog, const struct sg_texts *texts, int32_t language);

/* Indexes, or -1 when there is none of that name. */
int32_t sg_catalog_topic(const struct sg_catalog *catalog, const char *name);
/* Whether the topic of that name is of a special category; one that is not known is not. */
bool sg_catalog_is_special(const struct sg_catalog *catalog, const char *topic);
int32_t sg_catalog_value(const struct sg_topic *topic, const char *name);
int32_t sg_catalog_language(const struct sg_catalog *catalog, const char *language);
int32_t sg_catalog_hazard(const struct sg_catalog *catalog, const char *name);
int32_t sg_catalog_thing(const struct sg_catalog *catalog, const char *name);

/* The form for so many of a thing, with "{n}" in it, in that language; NULL when it has none. */
const char *sg_catalog_counted(const struct sg_catalog *catalog,
	const struct sg_thing *thing, int32_t language, int64_t count);

/* What an attention is worth, in thousandths. */
struct sg_worth {
	int32_t joy, awkwardness, welcome;
};

struct sg_worth sg_class_worth(enum sg_class class);
struct sg_worth sg_topic_worth(const struct sg_topic *topic);

/* The entry for a PMS code: the exact group before "*"; NULL when it is not mapped. */
const struct sg_code *sg_catalog_code(
	const struct sg_catalog *catalog, const char *group, const char *code);

/*
 * Looks whether the parts fit together: every text there in every language and at most
 * SG_INSTRUCTION_MAX characters, with the same placeholders in each ("{n}" only with parts,
 * "{value}" always and only in the instruction of a NUMBER), a counted form for each category
 * of plural that the language uses, with "{n}" wherever it stands for several numbers,
 * numbers in range, topics and things in order and none twice, special-category topics with
 * effects and never learned, effects that lead to topics which may leave and have no effects of
 * their own, every hazard known, no cycle of hazards (a remedy that brings or leaves a hazard
 * whose remedy … leads back), no hazard that somebody forbids and nobody can keep from him: left
 * behind without a remedy, brought by every value of a need, or coming from nowhere. SG_INVALID
 * with the topic and member as path
 * ("/topics/bed.filling/values/feather_free/text/de"). [thread-safe]
 */
enum sg_status sg_catalog_check(const struct sg_catalog *catalog, struct sg_error *error);

/* Words of the enumerations as in the documents ("before_arrival"), and back; -1 = no such. */
const char *sg_class_name(enum sg_class class);
const char *sg_department_name(enum sg_department department);
const char *sg_place_name(enum sg_place place);
const char *sg_when_name(enum sg_when when);

/* Whether it is done time and again while the guest is in house. */
bool sg_when_recurs(enum sg_when when);
int32_t sg_class_find(const char *name);
int32_t sg_department_find(const char *name);
int32_t sg_place_find(const char *name);
int32_t sg_when_find(const char *name);

#endif
