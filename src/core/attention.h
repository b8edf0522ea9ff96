/*
 * How a guest takes attention, as what he did about it has shown: what he is spared, how much
 * he bears, how likely he is glad of a topic. It is nothing but a fold over the log of his
 * reactions in the order of their time, so that a late one, a merge of two guests and its undoing
 * are exact: join or part the logs and fold again.
 *
 * Three rules need no statistics: refused once is off until he asks for it, ignored twice is
 * off, and "please, nothing" turns off everything but needs, at once.
 */
#ifndef SG_CORE_ATTENTION_H
#define SG_CORE_ATTENTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/restraint.h"
#include "core/status.h"

enum sg_reaction_kind {
	SG_REACTION_WELCOMED,    /* was glad of it, used it up, praised it */
	SG_REACTION_IGNORED,     /* left it untouched */
	SG_REACTION_REFUSED,     /* sent it away, or put it out of the room */
	SG_REACTION_STOPPED,     /* "no more of this" */
	SG_REACTION_ASKED,       /* asks for it, or states that he wants it */
	SG_REACTION_NOTHING,     /* "please, nothing"; has no topic */
	SG_REACTION_RESUMED,     /* "as before": takes that back; has no topic */
	SG_REACTION_UNDISTURBED, /* hung out "do not disturb", once a stay; has no topic */
	/* That it was badly done: it changes nothing of how he takes it; offers keep quiet. */
	SG_REACTION_COMPLAINED,
	SG_REACTIONS
};

struct sg_reaction {
	struct sg_id id; /* of what brought it; with its topic and kind it counts once */
	const char *topic;
	enum sg_reaction_kind kind;
	int64_t at_us;
};

/* Why a topic is off. */
enum sg_off {
	SG_OFF_NOT,
	SG_OFF_REFUSED, /* once */
	SG_OFF_IGNORED, /* twice since he was last glad of it or asked for it */
	SG_OFF_STOPPED,
	SG_OFF_NOTHING, /* everything but needs is */
	SG_OFFS
};

struct sg_topic_attention {
	const char *topic;
	int32_t welcomed;  /* asked for among them */
	int32_t unwelcome; /* ignored, refused, stopped */
	int32_t ignored;   /* since he was last glad of it or asked for it */
	enum sg_off off;
	int64_t off_us;   /* since when, or SG_NO_TIME */
	int64_t asked_us; /* when he last asked for it, or SG_NO_TIME */
};

enum {
	/* Each step of strain adds so much to kappa, in thousandths. */
	SG_STRAIN_STEP = 30,
	SG_STRAIN_MIN = -2,
	SG_STRAIN_MAX = 10,
	SG_WITHDRAWN_MAX = 3,
	/* What the catalogue expects counts like so many reactions. */
	SG_PRIOR_REACTIONS = 4,
};

struct sg_guest_attention {
	/* Up by 2 after a refusal or a stop or "please, nothing", by 1 after something ignored;
	 * down by 1 after something welcomed or asked for. Between SG_STRAIN_MIN and _MAX. */
	int32_t strain;
	/* So many fewer than the house's budget: 1 more for each stay undisturbed, 1 less for
	 * each thing welcomed or asked for. Between 0 and SG_WITHDRAWN_MAX. */
	int32_t withdrawn;
	int64_t nothing_us;    /* since when everything but needs is off, or SG_NO_TIME */
	int64_t last_us;       /* the newest reaction, or SG_NO_TIME */
	int64_t complained_us; /* the newest complaint, or SG_NO_TIME */
	const struct sg_topic_attention *topics; /* sorted by name, none twice */
	size_t topic_count;
};

/* A total order: by time, then by what brought it. */
int sg_reaction_compare(const struct sg_reaction *a, const struct sg_reaction *b);

/*
 * What a log in any order comes to; one that is in it twice counts once. A reaction that needs
 * a topic and has none only moves strain and budget. The result lies in `arena` and speaks of
 * topics by the log's texts. SG_MEMORY. O(n log n). [thread-safe]
 */
enum sg_status sg_attention_fold(const struct sg_reaction *reactions, size_t count,
	struct sg_arena *arena, struct sg_guest_attention *ret_attention);

/* Whether the reaction is newer than all that were folded: then sg_attention_after comes to
 * what a fold of the whole log would. Otherwise fold. `before` NULL: nothing is known. */
bool sg_attention_is_next(
	const struct sg_guest_attention *before, const struct sg_reaction *reaction);

/* One more reaction, which sg_attention_is_next. SG_MEMORY. O(topics). [thread-safe] */
enum sg_status sg_attention_after(const struct sg_guest_attention *before,
	const struct sg_reaction *reaction, struct sg_arena *arena,
	struct sg_guest_attention *ret_attention);

/* The topic's entry, or NULL; also where nothing is known of the guest. */
const struct sg_topic_attention *sg_attention_topic(
	const struct sg_guest_attention *attention, const char *topic);

/* Why a topic is off for this guest. `asked_us`: when he last stated that he wants it, or
 * SG_NO_TIME; what he said after he turned it off turns it on. */
enum sg_off sg_attention_off(
	const struct sg_guest_attention *attention, const char *topic, int64_t asked_us);

/* The house's measure as it is for this guest: kappa by his strain, never below 0; the budget
 * less what he withdrew, never below 1 unless the house's is. NULL changes nothing. */
struct sg_measure sg_attention_measure(
	const struct sg_guest_attention *attention, const struct sg_measure *house);

/* How likely he is glad of the topic, in millionths: the mean of a beta distribution that
 * began as `prior` (thousandths) with SG_PRIOR_REACTIONS. */
int32_t sg_attention_success(
	const struct sg_guest_attention *attention, const char *topic, int32_t prior);

/* What an attention is worth by itself, in millionths: success · joy − (1 − success) ·
 * awkwardness; joy and awkwardness in thousandths. */
int32_t sg_attention_value(int32_t success, int32_t joy, int32_t awkwardness);

/* "welcomed", "ignored", "refused", "stopped", "asked", "nothing", "resumed", "undisturbed",
 * "complained" */
const char *sg_reaction_name(enum sg_reaction_kind kind);
int32_t sg_reaction_find(const char *name);
/* "not", "refused", "ignored", "stopped", "nothing" */
const char *sg_off_name(enum sg_off off);
int32_t sg_off_find(const char *name);

#endif
