/*
 * What is known of a guest: statements with their strength, scope and validity. A card holds
 * all current ones; superseded ones are history and are not read when deciding.
 */
#ifndef SG_CORE_FACTS_H
#define SG_CORE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/id.h"

enum sg_strength { SG_REQUIRE, SG_LIKE, SG_AVOID, SG_NEVER, SG_STRENGTHS };

enum sg_scope { SG_SCOPE_STAY, SG_SCOPE_PROPERTY, SG_SCOPE_CHAIN, SG_SCOPES };

enum sg_party {
	SG_PARTY_ANY,
	SG_PARTY_ALONE,
	SG_PARTY_COUPLE,
	SG_PARTY_FAMILY,
	SG_PARTY_BUSINESS,
	SG_PARTY_GROUP,
	SG_PARTIES
};

/*
 * What may be kept beyond a stay has no `stay`, unless its scope is one. What was said for longer,
 * but may only be kept for a stay until the guest allows more, has the scope that it was said
 * with and the stay that it is kept for.
 */
struct sg_fact {
	struct sg_id id;   /* of the statement */
	const char *topic; /* "bed.filling" */
	/* A value's name, "yes", a decimal number or free text; NULL = any (avoid, never). */
	const char *value;
	enum sg_strength strength;
	enum sg_scope scope;
	struct sg_id
		property;  /* SG_SCOPE_PROPERTY (and where it was said, in any scope) */
	struct sg_id stay; /* the only one that it holds for; nil = any in its scope */
	int32_t from_day, until_day; /* valid between, inclusive; SG_NO_DAY = open */
	int32_t season_from,
		season_until; /* month*100+day, inclusive, may wrap the year; 0 = all year */
	enum sg_party party;
	const char *said_by; /* "guest", "companion", "staff", "booker", "import" */
	const char *channel; /* "desk", "phone", "mail", "app", "pms" … or NULL */
	int64_t said_us;
};

struct sg_occasion {
	const char *
		kind; /* "birthday", "anniversary", "honeymoon" … a value of topic "occasion" */
	int32_t month_day; /* month*100+day when it returns yearly, else 0 */
	int32_t day;       /* one date, else SG_NO_DAY */
};

/* Of a flag: he was seen not to want it. A usual alone can say so. */
#define SG_VALUE_NOT "no"

/* One value of a topic, as likely as the guest's past makes it; shares in millionths. */
struct sg_belief_option {
	const char *value; /* NULL = none */
	int32_t share;     /* that he chooses it */
	int32_t popular;   /* that anybody does */
};

/*
 * What a guest usually chooses at one property: what the estimator (core/usual.h) makes of his
 * observations, as small as a decision needs it, and the counts that explain it.
 */
struct sg_belief {
	const char *topic;
	struct sg_id property;
	struct sg_belief_option options[2]; /* the usual, and what comes next to it */
	int64_t since_us;                   /* the usual's first observation */
	int64_t seen_us;                    /* the latest of the topic */
	int32_t hits, of;                   /* since then */
	const char *before;                 /* the usual until then; NULL = none */
	int32_t before_hits, before_of;
	int64_t asked_us; /* when the desk last asked about it; SG_NO_TIME = never */
	struct sg_id asked_stay; /* at whose check-in */
	int32_t context;  /* enum sg_context: SG_CONTEXT_ALL, or where another holds */
	uint32_t weights; /* version of the topic's learned weights it was made with */
};

/* How far a guest lets himself be remembered. Unless he said so, as far as the house does unasked
 * (struct sg_house), which is never beyond this hotel. */
enum sg_memory {
	SG_MEMORY_UNSAID,
	SG_MEMORY_NONE,
	SG_MEMORY_STAY,
	SG_MEMORY_PROPERTY,
	SG_MEMORY_CHAIN,
	SG_MEMORIES
};

struct sg_guest_attention; /* core/attention.h */

/* How a guest takes attention at a property, in all of the chain (nil), or in one stay. */
struct sg_card_attention {
	struct sg_id where;
	int32_t until_day; /* of a stay: its last day; else SG_NO_DAY */
	const struct sg_guest_attention *attention;
};

/*
 * What a need or a promise that failed is made good by: proposed until a duty manager says what it
 * shall be, then prepared on a list once. Declined and given ones stand on no card.
 */
enum sg_make_good_state {
	SG_MAKE_GOOD_PROPOSED,
	SG_MAKE_GOOD_APPROVED,
	SG_MAKE_GOOD_DECLINED,
	SG_MAKE_GOOD_GIVEN,
	SG_MAKE_GOOD_STATES
};

enum { SG_MAKE_GOODS_MAX = 8 }; /* on a card */

struct sg_make_good {
	struct sg_id id;
	struct sg_id property, stay; /* where it failed */
	const char *failed;          /* the topic; never of a special category */
	int64_t at_us;
	int32_t cap_cents;
	enum sg_make_good_state state;
	const char *topic, *value; /* what it shall be; NULL until it is decided */
	int32_t cost_cents;
	struct sg_id given_in; /* the stay whose list had it done; nil = not yet */
};

/* What a guest is in a loyalty programme, as far as a list needs it. */
struct sg_card_level {
	const char *programme; /* its code */
	const char *level;     /* his tier, or the level that is mirrored; NULL = none */
	int32_t since_day;
	const char *before; /* what he was until then; NULL = nothing */
	bool primary;       /* of his programmes the one that counts */
	bool cancelled;
};

/* That he was given a benefit which he has by the year, in a stay; or how often in the day's year,
 * where there are too many stays to tell them apart. */
struct sg_card_given {
	const char *programme, *benefit;
	struct sg_id stay; /* nil: in `times` others */
	int32_t day;       /* of arrival */
	int32_t times;     /* 0 where there is a stay */
};

enum { SG_CARD_LEVELS_MAX = 16, SG_CARD_GIVEN_MAX = 64 };

struct sg_offer_word; /* core/offer.h */

/* One guest as the pipeline sees him. */
struct sg_card {
	struct sg_id guest;
	struct sg_id
		person; /* alike on all profiles of one person; nil where he has one */
	uint32_t version;
	const struct sg_fact *facts;
	size_t fact_count;
	const struct sg_occasion *occasions;
	size_t occasion_count;
	const struct sg_belief *beliefs; /* one a topic and property */
	size_t belief_count;
	const struct sg_card_attention *attentions; /* sorted by place, none twice */
	size_t attention_count;
	const struct sg_make_good *make_goods; /* oldest first */
	size_t make_good_count;
	const struct sg_card_level *levels; /* one a programme */
	size_t level_count;
	const struct sg_card_given *given; /* oldest first */
	size_t given_count;
	const struct sg_offer_word *offer_words; /* what he said to offers */
	size_t offer_word_count;
	const char *salutation; /* "Frau Dr. Keller"; for greeting and names only */
	const char *language;   /* of the guest, "de" */
	bool incognito;
	enum sg_memory memory;
	bool objects; /* to profiling: nothing is learned of him */
	bool special; /* data of special categories may be kept, as far as all else */
	/* When he last said so; 0 = never. */
	int64_t memory_us, objects_us, special_us;
	int64_t learn_from_us; /* nothing from before is learned; 0 = no bound */
};

struct sg_topic; /* core/catalog.h */

/* Whether two statements speak of the same thing, so that the newer takes the older's place. NULL:
 * a topic that the catalogue does not have. */
bool sg_fact_same_matter(
	const struct sg_topic *topic, const struct sg_fact *a, const struct sg_fact *b);

/* Whether it asks for something: required or liked. */
bool sg_fact_is_wish(const struct sg_fact *fact);

/* Whether the guest said so himself, or who travels with him; what others note of him asks for
 * nothing. */
bool sg_fact_is_own(const struct sg_fact *fact);

/* How far he is remembered: as he said, else as the house does unasked (SG_MEMORY_UNSAID: as far
 * as the hotel). */
enum sg_memory sg_card_memory(const struct sg_card *card, enum sg_memory unasked);

/* Whether what he does may be learned. */
bool sg_card_may_learn(const struct sg_card *card, enum sg_memory unasked);

/* Whether a statement may be kept beyond a stay; `special`: its topic is of a special category. */
bool sg_card_may_keep(const struct sg_card *card, enum sg_memory unasked, bool special);

/* The scope that a statement has where it is kept: the chain is the hotel for who did not say
 * that he is remembered further. */
enum sg_scope sg_card_scope(const struct sg_card *card, enum sg_scope scope);

/* "proposed", "approved", "declined", "given" */
const char *sg_make_good_state_name(enum sg_make_good_state state);

/* The scope that a statement holds for as it is kept. */
enum sg_scope sg_fact_scope(const struct sg_fact *fact);

const char *sg_memory_name(enum sg_memory memory);
const char *sg_strength_name(enum sg_strength strength);
const char *sg_scope_name(enum sg_scope scope);
const char *sg_party_name(enum sg_party party);
int32_t sg_strength_find(const char *name);
int32_t sg_scope_find(const char *name);
int32_t sg_party_find(const char *name);

#endif
