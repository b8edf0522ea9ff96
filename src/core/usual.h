/*
 * The usual: what a guest will choose next, how sure that is, since when it is so, and whether
 * to serve it, to ask or to say nothing. Two groups of experts predict and are blended by how
 * well they did with this guest and with others: counters that forget at five rates, and counts
 * since the moments at which the guest may have changed. O(1) in the length of the history.
 *
 * An option is a 64-bit key, the hash of a topic's value. One `struct sg_usual` belongs to one
 * guest and topic, one `struct sg_usual_topic` to a topic; both are plain values that the
 * caller owns and may copy. Nothing here allocates, reads a clock or keeps a pointer, and
 * every function is [thread-safe] where the values are the caller's own.
 *
 * Same inputs, same bytes: only + - * / on doubles, in a written order and without contraction
 * (the build says -ffp-contract=off), and what a state keeps is rounded to fixed point after
 * every step, so that it does not matter whether it was stored in between.
 */
#ifndef SG_CORE_USUAL_H
#define SG_CORE_USUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum {
	SG_USUAL_OPTIONS = 16,  /* of one guest; above, the smallest is evicted */
	SG_USUAL_RUNS = 6,      /* moments at which a guest may have changed */
	SG_USUAL_RATES = 5,     /* forgetting rates, the last of them forgets nothing */
	SG_USUAL_STRENGTHS = 3, /* how much the popular counts beside a guest's own */
	SG_USUAL_FORGETTING = SG_USUAL_RATES * SG_USUAL_STRENGTHS,
	SG_USUAL_CHANGES = 3, /* experts in how guests change */
	SG_USUAL_GROUPS = 2,
	SG_USUAL_EXPERTS = SG_USUAL_FORGETTING + SG_USUAL_CHANGES + SG_USUAL_GROUPS,
	SG_USUAL_POPULAR = 64, /* options that a topic counts; the rest is "unknown" */
	SG_USUAL_BYTES = 1024, /* an encoded state is never longer */
	SG_USUAL_TOPIC_BYTES = 1024,
	SG_USUAL_LESSON_BYTES = 5 + 8 * SG_USUAL_EXPERTS,
};

/* Weights of the experts: forgetting ones (rate by rate, within it strength by strength),
 * change ones, and last the two groups. Each of the three parts sums to 1. */
struct sg_usual_weights {
	double of[SG_USUAL_EXPERTS];
};

/*
 * What is known of a topic whoever the guest is: how popular its options are, and which
 * experts do well. Learn and predict take it const: whoever wants the same output again keeps
 * it with its `version`, which is the caller's to raise when he publishes what was taught.
 */
struct sg_usual_topic {
	uint32_t version;
	uint32_t popular_count;
	uint32_t lessons;                   /* that the weights were taught */
	uint64_t known;                     /* how many choices were of those counted */
	uint32_t unknown;                   /* and of others */
	uint64_t popular[SG_USUAL_POPULAR]; /* keys, ascending; then all bits set */
	uint32_t counts[SG_USUAL_POPULAR];
	struct sg_usual_weights weights;
};

/* A moment at which the guest may have changed, and everything chosen from then on. */
struct sg_usual_run {
	int64_t since_us;
	uint32_t total; /* more than the sum of `counts` where an option was evicted */
	uint32_t counts[SG_USUAL_OPTIONS];
	double likely[SG_USUAL_CHANGES]; /* per change expert; sums to 1 over the runs */
};

/* The members are for sg_usual_…() only; copy it as a whole. About 1.7 KiB. */
struct sg_usual {
	uint32_t option_count;
	uint32_t run_count;
	uint32_t total;                     /* observations learned */
	uint32_t answer;                    /* index of the announced usual */
	int64_t first_us, last_us;          /* SG_NO_TIME before the first */
	uint64_t options[SG_USUAL_OPTIONS]; /* keys, in no order */
	uint8_t recency[SG_USUAL_OPTIONS];  /* 0: chosen last, 1: before that, … */
	uint32_t counts[SG_USUAL_OPTIONS];  /* of all time */
	double forgetting[SG_USUAL_RATES - 1][SG_USUAL_OPTIONS];
	double forgotten[SG_USUAL_RATES - 1];    /* what evicted options still weigh */
	double weighed[SG_USUAL_RATES];          /* sums of the former two, and `total` */
	struct sg_usual_run runs[SG_USUAL_RUNS]; /* oldest first */
	struct sg_usual_weights weights;
};

/* ---- a topic -------------------------------------------------------------------------- */

/* A topic of which nothing is known: nothing is popular, and the weights are those that did
 * well elsewhere. Version 0. */
void sg_usual_topic_init(struct sg_usual_topic *topic);

/* Counts a choice of whoever into the popularity. What comes when SG_USUAL_POPULAR options are
 * known counts as unknown. */
void sg_usual_topic_count(struct sg_usual_topic *topic, uint64_t key);

/* How popular an option is, in (0, 1): counts plus one, as a share. With one bucket more for
 * all that is not known: every unknown key has the share of the whole bucket. */
double sg_usual_topic_share(const struct sg_usual_topic *topic, uint64_t key);

/*
 * Which experts foresaw a choice: for each its part in what they together gave to it, and the
 * parts sum to 1 as weights do. It is all that teaching a topic needs, so it can be kept and
 * folded in later by any process, and several can be added up to be folded in at once.
 */
struct sg_usual_lesson {
	uint32_t
		count; /* of choices; 0 after a guest's first, which teaches no weights */
	double parts[SG_USUAL_EXPERTS];
};

/* Begin with a `sum` whose count is 0. In whatever order up to 100,000 lessons and sums are added
 * up, the sum is the same to the bit. */
void sg_usual_lesson_add(
	struct sg_usual_lesson *sum, const struct sg_usual_lesson *lesson);

/* Moves the topic's weights, at which new guests start, towards the parts of the lesson: by
 * 1/50 first, by 1/200 for each choice in the end. Folding in a sum is nearly, not bit by bit,
 * the same as one by one: the caller fixes which. */
void sg_usual_topic_teach(
	struct sg_usual_topic *topic, const struct sg_usual_lesson *lesson);

/* ---- a guest's state ------------------------------------------------------------------ */

/* A guest of whom nothing was observed. */
void sg_usual_init(struct sg_usual *usual, const struct sg_usual_topic *topic);

/*
 * Learns one observation. They come in the order of time: what arrives late, or a merge, is
 * learned by init and then the whole log again, which gives the very same state. `time_us` may
 * be SG_NO_TIME where none is known. `ret_lesson` may be NULL.
 */
void sg_usual_learn(struct sg_usual *usual, const struct sg_usual_topic *topic,
	uint64_t key, int64_t time_us, struct sg_usual_lesson *ret_lesson);

struct sg_usual_chance {
	uint64_t key;
	double chance;     /* of being chosen next, by what was chosen so far */
	double confidence; /* the same after the absence: never decides, only how sure */
};

/* All that the guest ever chose, the announced usual first, then by `chance`; equal ones by
 * which was chosen last. `other` is the chance of anything else; all sum to 1. */
struct sg_usual_prediction {
	uint32_t count;
	struct sg_usual_chance options[SG_USUAL_OPTIONS];
	double other, other_confidence;
	int32_t days_away; /* whole days since last seen; 0 where unknown */
};

/* `now_us` may be SG_NO_TIME: no absence. A guest never observed has `count` 0. */
void sg_usual_predict(const struct sg_usual *usual, const struct sg_usual_topic *topic,
	int64_t now_us, struct sg_usual_prediction *ret_prediction);

/* The chance of any key, one never chosen too, before (`ret_chance`) and after the absence. */
void sg_usual_chance_of(const struct sg_usual *usual, const struct sg_usual_topic *topic,
	uint64_t key, int64_t now_us, struct sg_usual_chance *ret_chance);

/* What an absence leaves of the confidence, in (0, 1]: the rest goes to what is popular. 1 where
 * either time is SG_NO_TIME. */
double sg_usual_kept(int64_t last_us, int64_t now_us);

/* ---- serve, ask or stay silent -------------------------------------------------------- */

/* In one unit, whichever; each > 0. */
struct sg_usual_costs {
	double ask;    /* asking the guest */
	double wrong;  /* serving what he did not want */
	double silent; /* not offering what he would have liked to be offered */
};

enum sg_usual_advice {
	SG_USUAL_SILENT = 0, /* nothing is known well enough to be worth a word */
	SG_USUAL_ASK = 1,    /* offer the first two of the prediction (or the only one) */
	SG_USUAL_ASSUME = 2, /* serve the first */
};

/* Assume iff the first's confidence > 1 - ask/wrong (Chow); else ask where the chance that one
 * of the first two is right is worth it: (first + second) * silent >= ask; else silent. */
enum sg_usual_advice sg_usual_decide(
	const struct sg_usual_prediction *prediction, const struct sg_usual_costs *costs);

/* ---- why ------------------------------------------------------------------------------ */

/* "since 12 May: 5 of 5 scrambled egg; before: 31 of 33 tomato and cheese; last seen …". */
struct sg_usual_reason {
	uint64_t key;     /* the announced usual */
	int64_t since_us; /* the first observation of the most likely run, or of all where the
			   * usual before it was the same */
	uint32_t hits, total;
	uint32_t before_total; /* 0: nothing came before */
	uint32_t before_hits;
	uint64_t before_key; /* what was chosen most before */
	int64_t last_seen_us;
};

/* False for a guest never observed; then `ret_reason` is untouched. */
bool sg_usual_explain(const struct sg_usual *usual, struct sg_usual_reason *ret_reason);

/* ---- bytes ---------------------------------------------------------------------------- */

/* The state as bytes, the same on every machine; returns how many. */
size_t sg_usual_encode(
	const struct sg_usual *usual, unsigned char ret_bytes[SG_USUAL_BYTES]);

/* SG_INVALID for what sg_usual_encode() cannot have written; `ret_usual` is then untouched. */
enum sg_status sg_usual_decode(const void *bytes, size_t len, struct sg_usual *ret_usual,
	struct sg_error *error);

/* The same for a sum of lessons (sg_usual_lesson_add), always of the same size. */
void sg_usual_lesson_encode(const struct sg_usual_lesson *lesson,
	unsigned char ret_bytes[SG_USUAL_LESSON_BYTES]);
enum sg_status sg_usual_lesson_decode(const void *bytes, size_t len,
	struct sg_usual_lesson *ret_lesson, struct sg_error *error);

/* The same for a topic. */
size_t sg_usual_topic_encode(const struct sg_usual_topic *topic,
	unsigned char ret_bytes[SG_USUAL_TOPIC_BYTES]);
enum sg_status sg_usual_topic_decode(const void *bytes, size_t len,
	struct sg_usual_topic *ret_topic, struct sg_error *error);

#endif
