/*
 * What is measured of the usual, and how each detail is understood:
 *
 * Guests. MD5 of the guest's name as it stands in the file, read as a big-endian integer, modulo
 * ten: below three he is one to tune by, else one to test with.
 *
 * What is learned beforehand. The popularity counts all choices of the guests to tune by; each
 * has its count plus one, and so has one bucket for all that none of them chose. Then their
 * choices are learned in the file's order (by time where there is one), every guest beginning at
 * the topic's weights as they are at that moment, and each but a guest's first teaches the topic.
 * After that both stay as they are. Every file begins with equal weights, and the same setting
 * (core/usual_*.c) serves them all.
 *
 * The usual stream. Each guest to test with is learned in order; before each choice but his first
 * the announced usual is compared with it. Log-loss is that of the confidence in what was chosen:
 * with times in the file, that is after the days since the last choice. Ten equal bins of the
 * announced usual's confidence make the calibration error. Served is what sg_usual_decide() says
 * to assume at costs of 1 for asking and 3 or 5 for a wrong one; else it is asked.
 *
 * Change. The first, second, … twelve choices of a guest to test with are a segment where one
 * choice makes 70 per cent of them. Per seed 2,000 pairs: a file evenly among those that have
 * two such, then two of its segments evenly until guest and choice differ; a new guest learns
 * the first's twelve, then the second's. The delay is how many of the second's are learned when
 * its choice is announced, 12 where it never is. False switches: guests to test with of 15
 * choices and more of whom one makes 70 per cent; predictions count from the one before the
 * sixth choice, and a switch is one that announces other than the prediction before it, which
 * counts too. No times in either.
 */
#ifndef SG_TESTS_USUAL_MEASURE_H
#define SG_TESTS_USUAL_MEASURE_H

#include "core/usual.h"
#include "streams.h"

/* Who predicts: the estimator, or what it is compared with. */
enum method {
	METHOD_USUAL,
	METHOD_FORGETTING, /* counts that forget at .875, plus popularity once */
	METHOD_LIFETIME,   /* counts that forget nothing, plus popularity once */
	METHOD_LAST,       /* what he chose last, and no probabilities */
	METHODS,
};

const char *method_name(enum method method);

struct stream_figures {
	size_t n; /* predictions; 0: the others mean nothing */
	double hit, log_loss, ece, cost3, cost5;
};

struct change_figures {
	size_t segments, splices; /* splices 0: no delay was to be measured */
	double delay;
	size_t stable, predictions; /* predictions 0: no stable streams */
	double false_switches, accuracy;
};

struct cost_figures {
	double update_us;     /* of one observation learned, the least of nine rounds */
	size_t state_bytes;   /* a full state, encoded: none is longer */
	size_t largest_bytes; /* the longest that the files made */
};

/* What is learned from the guests to tune by. */
void learn_topic(const struct streams *streams, struct sg_usual_topic *ret_topic);

struct stream_figures measure_stream(const struct streams *streams,
	const struct sg_usual_topic *topic, enum method method);

/* Files and what was learned of each, at the same places. */
struct change_figures measure_change(const struct streams *files,
	const struct sg_usual_topic *topics, size_t count, enum method method,
	unsigned seeds);

struct cost_figures measure_cost(
	const struct streams *files, const struct sg_usual_topic *topics, size_t count);

#endif
