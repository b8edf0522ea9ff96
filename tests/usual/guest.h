/* A guest as one of the methods knows him. */
#ifndef SG_TESTS_USUAL_GUEST_H
#define SG_TESTS_USUAL_GUEST_H

#include "measure.h"

enum { SIMPLE_OPTIONS = 256 };

/* Counters, as simple as they can be. */
struct simple {
	size_t count, chosen;
	uint64_t keys[SIMPLE_OPTIONS];
	double counts[SIMPLE_OPTIONS];
	size_t last[SIMPLE_OPTIONS];
	double total;
};

struct guest {
	enum method method;
	const struct sg_usual_topic *topic;
	struct sg_usual usual;
	struct simple simple;
};

/* What is foreseen before a choice: the one most likely, how sure that is, and how likely the
 * choice was that came. */
struct foresight {
	uint64_t first;
	double confidence, chance;
};

void guest_begin(
	struct guest *guest, enum method method, const struct sg_usual_topic *topic);
void guest_learn(struct guest *guest, uint64_t key, int64_t time_us);

/* The guest must have learned something. */
uint64_t guest_usual(const struct guest *guest);
struct foresight guest_foresee(const struct guest *guest, uint64_t key, int64_t time_us);

#endif
