/* What the parts of the usual share among themselves: nobody else includes this. */
#ifndef SG_CORE_USUAL_INSIDE_H
#define SG_CORE_USUAL_INSIDE_H

#include <float.h>

#include "core/usual.h"

_Static_assert(FLT_EVAL_METHOD == 0, "doubles are no wider while they are worked with");

extern const double sg_usual_rates[SG_USUAL_RATES];
extern const double sg_usual_strengths[SG_USUAL_STRENGTHS];
/*
 * What a change expert thinks of guests: with what chance one changes at each choice, and
 * whether to something that he had before or to something that is popular. The latter sees a
 * new usual sooner, the former foresees the single choices better.
 */
struct sg_usual_change {
	double hazard;
	bool returns;
};
extern const struct sg_usual_change sg_usual_changes[SG_USUAL_CHANGES];

/* The expert whose word counts double when a usual is announced. */
enum { SG_USUAL_WATCHMAN = 2 };

/* Beside the change experts' own counts, what a guest changes to counts this much; in that,
 * beside what he had before, the popular counts this much. */
#define SG_USUAL_RUN_STRENGTH 1.5
#define SG_USUAL_LIFE_STRENGTH 1.0

/* The groups' weights stand behind those of the experts. */
enum { SG_USUAL_GROUP_AT = SG_USUAL_FORGETTING + SG_USUAL_CHANGES };

/* What a state keeps is a whole number of these, so that it is stored exactly in 40 bits. */
#define SG_USUAL_UNIT (1.0 / 68719476736.0)

/* To the nearest unit: beside the large summand no smaller part has a place. Values are below
 * 2^15. */
static inline double sg_usual_round(double value)
{
	const double large = 1.5 * 4503599627370496.0 * SG_USUAL_UNIT;

	return (value + large) - large;
}

/* Rounds parts of 1 so that they still sum to 1, to the bit: a large one takes what is left. */
void sg_usual_settle(double *parts, size_t count);
void sg_usual_settle_weights(struct sg_usual_weights *weights);

/* The exact counts have 16 bits; at the end of them all are halved. */
enum { SG_USUAL_MOST_COUNTED = 65535 };

/* How the weights fall into parts that sum to 1 each. */
enum { SG_USUAL_PARTS = 3 };
extern const size_t sg_usual_parts[SG_USUAL_PARTS];

/* What each forgetting expert gives to the guest's option at `index`, or to one never chosen,
 * which is SG_USUAL_OPTIONS, of that popular share. */
void sg_usual_ask_forgetting(const struct sg_usual *usual, uint32_t index, double share,
	double ret_given[SG_USUAL_FORGETTING]);

/* What a change expert thinks that a guest changes to: its chance for the option. */
double sg_usual_fresh_chance(
	const struct sg_usual *usual, size_t change, uint32_t index, double share);

/* What one choice since the run began counts for in what the run gives. */
static inline double sg_usual_run_unit(const struct sg_usual_run *run)
{
	return 1 / (run->total + SG_USUAL_RUN_STRENGTH);
}

/* The blend of all experts is linear in what they counted: the chance of an option is
 * forgetting · its counters + runs · its counts + popular · its share. */
struct sg_usual_blend {
	double forgetting[SG_USUAL_RATES];
	double runs[SG_USUAL_RUNS];
	double popular;
};

void sg_usual_blend(const struct sg_usual *usual, struct sg_usual_blend *ret_blend);

/* The same for announcing a usual, twice as large: all experts, and once more the watchman. */
void sg_usual_blend_announced(
	const struct sg_usual *usual, struct sg_usual_blend *ret_blend);

/* The chances of the guest's options; of one never chosen it is blend->popular * its share. */
void sg_usual_blended(const struct sg_usual *usual, const struct sg_usual_blend *blend,
	const double shares[SG_USUAL_OPTIONS + 1], double ret_chances[SG_USUAL_OPTIONS]);

/* Sums up what the counters hold into `weighed`. */
void sg_usual_weigh(struct sg_usual *usual);

/* What of the topic's popularity stands for all that it does not know. */
double sg_usual_topic_unknown(const struct sg_usual_topic *topic);

/* False where the topic does not know `key`; else its share. */
bool sg_usual_topic_known(
	const struct sg_usual_topic *topic, uint64_t key, double *ret_share);

/* The index of `key` among the guest's options, SG_USUAL_OPTIONS when it is not there. */
uint32_t sg_usual_find(const struct sg_usual *usual, uint64_t key);

/* How popular each of the guest's options is, and in `ret_shares[SG_USUAL_OPTIONS]` how
 * popular all others are that the topic does not know. Where it does not know some of his, they
 * share half of the bucket of the unknown, so that all options together have 1. */
void sg_usual_shares(const struct sg_usual *usual, const struct sg_usual_topic *topic,
	double ret_shares[SG_USUAL_OPTIONS + 1]);

#endif
