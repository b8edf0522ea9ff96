/*
 * A plan while it is being decided, shared by the steps of sg_plan_compose and by nobody else.
 * A *voice* is what somebody said: a guest's fact, a code of the reservation, an occasion, a
 * rule of the house. What it means for the room are its *candidates* (to be there) and
 * *refusals* (not to be there); what is left of the candidates are the *choices*.
 *
 * Everything lies in the plan's arena. Memory that ran short is noted once, in `failed`; the
 * functions below then do nothing or give NULL, and the composer looks at it at the end.
 */
#ifndef SG_CORE_DRAFT_H
#define SG_CORE_DRAFT_H

#include <string.h>

#include "core/plan.h"

/* A topic with one of its values. `value` -1: any. Numbers are in thousandths, 0 for other
 * kinds; texts are canonical for numbers ("21.5") and NULL for enumerations and flags. */
struct sg_what {
	int32_t topic;
	int32_t value;
	int32_t number;
	const char *text;
};

struct sg_voice {
	struct sg_voice *next;                /* on the same topic, in no order */
	const struct sg_occupant *occupant;   /* NULL: the house's */
	const struct sg_fact *fact;           /* of SG_SOURCE_STATED only */
	const struct sg_card *card;           /* that it stands on */
	const struct sg_belief *belief;       /* of SG_SOURCE_USUAL only */
	const struct sg_make_good *make_good; /* of SG_SOURCE_MAKE_GOOD only */
	const char *detail;                   /* code, rule's id, occasion, hazard */
	int64_t since_us;                     /* of SG_SOURCE_REACTION only */
	struct sg_id speaker; /* the guest; the stay for its codes; nil for the house */
	struct sg_what what;
	int32_t quantity; /* of a product, else 1 */
	int32_t order;    /* of the house's rules: the first that fits counts */
	enum sg_source source;
	enum sg_strength strength;
	bool primary; /* said by the first guest of his party */
	bool unsure;  /* a usual to be asked about, not served */
	bool lost;
};

struct sg_candidate {
	struct sg_candidate *next; /* on the same topic, best first */
	struct sg_candidate *same; /* agrees with this one, which was chosen */
	struct sg_voice *voice;
	struct sg_what what;
	uint64_t brings;
	enum sg_class class;
	bool lost;
	bool merged;
};

struct sg_refusal {
	struct sg_refusal *next; /* on the same topic, in no order */
	struct sg_voice *voice;
	struct sg_what what;
	bool never;   /* as against avoid */
	bool spoken;  /* goes to avoid[] whether or not it meets the routine */
	bool routine; /* it met a rule of the house */
};

struct sg_forbidding {
	struct sg_forbidding *next;
	const struct sg_voice *voice;
	uint64_t hazards;
};

struct sg_choice {
	struct sg_choice *next;
	struct sg_candidate *first; /* with those that agree behind `same` */
	struct sg_what what;
	enum sg_class class;
	enum sg_item_action action;
	struct sg_item_part *parts;
	size_t part_count;
	int32_t quantity;
	const char *id;   /* its item's in the last revision, or NULL */
	const char *salt; /* id of an item of the past that it must not be taken for */
	uint32_t since_revision;
	enum sg_item_state state;
	bool in_room; /* already there */
	bool kept;
};

/* An entry of avoid[] with those who want it so. */
struct sg_mention {
	struct sg_mention *next;
	const struct sg_voice *voice;
};

struct sg_keep_away {
	struct sg_keep_away *next;
	struct sg_what what;
	bool never;
	bool standard; /* only because it is part of the standard set */
	struct sg_mention *mentions;
	size_t mention_count;
};

struct sg_left {
	struct sg_left *next;
	enum sg_reason reason;
	int32_t topic, value;
	struct sg_voice *voice;
	const struct sg_voice *against; /* NULL: the standard */
};

struct sg_warned {
	struct sg_warned *next;
	struct sg_warning warning;
};

struct sg_topic_draft {
	struct sg_voice *voices;
	struct sg_candidate *candidates;
	struct sg_refusal *refusals;
	const struct sg_what *standard; /* of the room's set, or NULL */
	const struct sg_card *usual_of; /* whose usual was gathered last */
};

struct sg_draft {
	const struct sg_plan_input *input;
	const struct sg_catalog *catalog;
	const struct sg_stay *stay;
	struct sg_arena *arena;
	bool failed;

	enum sg_plan_state state;
	const struct sg_occupant **present; /* whose wishes count, the stay's own first */
	size_t present_count;
	const struct sg_stay *leader; /* another stay that leads, or NULL */
	int32_t adults, children, babies;
	int64_t ready_by_us;

	struct sg_topic_draft *topics; /* by the catalogue's index */
	struct sg_what *standards;
	size_t standard_count;
	struct sg_forbidding *forbiddings;
	uint64_t forbidden;
	struct sg_choice *choices;
	size_t choice_count;
	struct sg_keep_away *away;
	size_t away_count;
	struct sg_left *left;
	size_t left_count;
	struct sg_warned *warned;
	size_t warned_count;
	struct sg_ask *ask;
	bool ask_is_need;
	bool *carried; /* by the index in previous: still wanted where it is */

	struct sg_item *items;
	size_t item_count;
	struct sg_item *avoid;
	size_t avoid_count;
};

/* ---- the steps, in their order ---- */

/* All voices there are. */
void sg_draft_gather(struct sg_draft *draft);
/* Voices that do not hold here and now, then, of what they mean, all that is forbidden; last
 * what a guest has turned off, where it stands before somebody else's. */
void sg_draft_drop(struct sg_draft *draft);
/* Usuals that are not sure become the question, unless something better is known. */
void sg_draft_ask_usuals(struct sg_draft *draft);
/* One value a topic, all needs; what the room has anyway is left out. */
void sg_draft_reconcile(struct sg_draft *draft);
/* Wishes and delights beyond the budget. */
void sg_draft_restrain(struct sg_draft *draft);
/* Items with their ids, states and due times, and what is to be taken back. */
void sg_draft_order(struct sg_draft *draft);
/* Reasons, warnings and the question; fills the plan. */
void sg_draft_explain(struct sg_draft *draft, struct sg_plan *ret_plan);
/* What the desk is to ask with the list that leads this one; NULL = nothing. The leader is
 * decided for from here, as nobody has decided for him yet where both change at once. */
const struct sg_ask *sg_draft_leaders_ask(struct sg_draft *draft);
/* The offer, once it is known what else the desk has to say. */
void sg_draft_propose(struct sg_draft *draft, struct sg_plan *plan);

/* ---- parts of the steps ---- */

/* fits.c: why a fact does not hold for this stay, or -1. */
int32_t sg_fact_misfit(const struct sg_fact *fact, const struct sg_house *house,
	const struct sg_stay *stay, int32_t adults, int32_t children);
/* Whether its guest lets a fact be used in this house: at its stay always, else as far as he is
 * remembered; `special`: its topic is of a special category. */
bool sg_fact_is_allowed(const struct sg_fact *fact, const struct sg_card *card,
	bool special, const struct sg_house *house);
/* Whether an occasion falls into the stay. */
bool sg_occasion_fits(const struct sg_occasion *occasion, const struct sg_stay *stay);
/* Adds the stay's people. A party that says nothing counts its guests, one at least. */
void sg_stay_people(
	const struct sg_stay *stay, int32_t *adults, int32_t *children, int32_t *babies);
bool sg_rule_fits(const struct sg_house_rule *rule, const struct sg_stay *stay,
	const struct sg_room_type *type);

/* entitled.c: what he has by his level in loyalty programmes, each as a voice. */
void sg_draft_gather_benefits(struct sg_draft *draft, const struct sg_occupant *occupant,
	const struct sg_card *card, bool primary);

/* usuals.c: what the guest's observations say, each as a voice. */
void sg_draft_gather_usuals(struct sg_draft *draft, const struct sg_occupant *occupant,
	const struct sg_card *card, bool primary);
/* A usual that began after the guest said otherwise becomes the question. */
void sg_draft_ask_change(struct sg_draft *draft, const struct sg_candidate *said,
	const struct sg_candidate *usual);

/* effects.c: what a voice that holds means for the room. */
void sg_draft_expand(struct sg_draft *draft, struct sg_voice *voice);
/* The hazards that following a value leaves behind, its effects among it. */
uint64_t sg_value_leaves(const struct sg_catalog *catalog, int32_t topic, int32_t value);

/* hazards.c: remedies for what was left in the room, swaps for what stands in it. */
void sg_draft_remedy(struct sg_draft *draft);
/* Notes the standard set's values by topic. */
void sg_draft_standard(struct sg_draft *draft);

/* away.c: avoid[], from the refusals, once the choices are made. */
void sg_draft_keep_away(struct sg_draft *draft);
/* Adds one entry or one more voice to it. */
void sg_draft_away(struct sg_draft *draft, const struct sg_what *what,
	const struct sg_voice *voice, bool never, bool standard);

/* parts.c: counts a choice's parts and finds its action; false when the room has it anyway. */
bool sg_choice_differs(struct sg_draft *draft, struct sg_choice *choice);
bool sg_value_has_part(const struct sg_topic_value *value, const char *thing);
/* How many of a thing the standard set has, NULL for none. */
const struct sg_standard_thing *sg_draft_thing(
	const struct sg_draft *draft, const char *thing);

/* carry.c: finds each choice's item in the last revision. */
void sg_draft_carry(struct sg_draft *draft);
/* Appends remove and reset items to draft->items, which has space for them. */
void sg_draft_take_back(struct sg_draft *draft);
/* Whether the stay is still to come or under way. */
bool sg_draft_is_open(const struct sg_draft *draft);
/* Whether an item of the last revision is where the stay is. */
bool sg_draft_is_here(const struct sg_draft *draft, const struct sg_item *item);
/* had.c: whether an item of the last revision that nobody wants any more stays as it is, as it was
 * given to the guest by a level that he has no more. */
bool sg_draft_stays_his(const struct sg_draft *draft, const struct sg_item *item);
/* The id of a choice's item: as carried, else its own. */
void sg_choice_id(const struct sg_draft *draft, const struct sg_choice *choice,
	char ret_id[SG_ITEM_ID_SIZE]);
/* The id of something to be done: 'i' and ten digits of base32. `room` and `salt` may be
 * NULL. */
void sg_item_id(const struct sg_catalog *catalog, const struct sg_what *what,
	enum sg_when when, enum sg_item_action action, const char *room, const char *salt,
	char ret_id[SG_ITEM_ID_SIZE]);

/* explain.c: what is behind an item, or an entry of avoid[], best first, in the arena. */
const struct sg_because *sg_draft_because(
	struct sg_draft *draft, const struct sg_candidate *first, size_t *ret_count);
const struct sg_because *sg_draft_mentions(
	struct sg_draft *draft, const struct sg_keep_away *away, size_t *ret_count);

/* spared.c: loses the candidate where somebody whom it concerns wants no such attention; whether
 * it did. */
bool sg_draft_lose_off(struct sg_draft *draft, struct sg_candidate *candidate);
/* Loses what is off where something else is left of the topic, and what would be asked. */
void sg_draft_spare(struct sg_draft *draft);
/* How somebody in the room takes attention, here and during his stay; NULL: nothing is known. */
const struct sg_guest_attention *sg_draft_attention(const struct sg_draft *draft,
	const struct sg_occupant *occupant, const struct sg_card *card);
/* Whether a guest of the room speaks, and how he takes attention. */
bool sg_draft_speaker(const struct sg_draft *draft, const struct sg_voice *voice,
	const struct sg_guest_attention **ret_attention);

/* due.c: when an item of this topic is due. */
int64_t sg_draft_due(const struct sg_draft *draft, const struct sg_topic *topic);

/* ---- draft.c ---- */

void *sg_draft_alloc(struct sg_draft *draft, size_t count, size_t size);
/* A copy of `from`, in its topic's list unless the topic is unknown. */
struct sg_voice *sg_draft_voice(struct sg_draft *draft, const struct sg_voice *from);
void sg_draft_candidate(struct sg_draft *draft, struct sg_voice *voice,
	const struct sg_what *what, uint64_t brings);
void sg_draft_refusal(struct sg_draft *draft, struct sg_voice *voice,
	const struct sg_what *what, bool never, bool spoken);
void sg_draft_leave(struct sg_draft *draft, enum sg_reason reason,
	const struct sg_what *what, struct sg_voice *voice,
	const struct sg_voice *against);
/* Loses a candidate and says why. */
void sg_draft_lose(struct sg_draft *draft, struct sg_candidate *candidate,
	enum sg_reason reason, const struct sg_voice *against);
/* Once a kind, topic and item. */
void sg_draft_warn(struct sg_draft *draft, enum sg_warning_kind kind, int32_t topic,
	const char *item);
/* Keeps the one question that matters most: needs first, then the first topic. `b_value` -1:
 * without. */
void sg_draft_question(struct sg_draft *draft, const struct sg_candidate *a,
	const struct sg_voice *b, int32_t b_value, bool need);

/* Reads a value as documents write it; false when the topic has no such value. NULL is the
 * flag itself, and any value when `any`. */
bool sg_what_read(struct sg_draft *draft, int32_t topic, const char *value, bool any,
	struct sg_what *ret_what);
bool sg_what_same(const struct sg_what *a, const struct sg_what *b);
/* The same, with value -1 of `general` standing for all. */
bool sg_what_covers(const struct sg_what *general, const struct sg_what *special);

/* Whether somebody who says so must have it. */
bool sg_voice_is_must(const struct sg_voice *voice);
int64_t sg_voice_said(const struct sg_voice *voice);
/* When the guest himself said so, or SG_NO_TIME: what others note of him asks for nothing. */
int64_t sg_voice_asked(const struct sg_voice *voice);
/* Rank of the source alone, 0 first. */
int32_t sg_voice_rank(const struct sg_voice *voice);
/* A total order: who comes first on the same topic. */
int sg_voice_compare(const struct sg_voice *a, const struct sg_voice *b);
struct sg_because sg_voice_because(
	const struct sg_draft *draft, const struct sg_voice *voice);

static inline const struct sg_topic *sg_draft_topic(
	const struct sg_draft *draft, int32_t topic)
{
	return &draft->catalog->topics[topic];
}

static inline const struct sg_topic_value *sg_draft_value(
	const struct sg_draft *draft, const struct sg_what *what)
{
	return &draft->catalog->topics[what->topic].values[what->value];
}

/* Whether both are indexes of this catalogue; an old revision's may not be. */
static inline bool sg_catalog_has(
	const struct sg_catalog *catalog, int32_t topic, int32_t value)
{
	return topic >= 0 && value >= 0 && (size_t)topic < catalog->topic_count &&
	       (size_t)value < catalog->topics[topic].value_count;
}

static inline bool sg_same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

#endif
