/*
 * What all postings come to, as the replay counts it in the database, as a simulation counts it,
 * and as tests/replay/recompute.py does on its own: three ways to the same numbers.
 */
#ifndef SG_CLI_POINTS_TOTALS_H
#define SG_CLI_POINTS_TOTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"

enum { SG_TALLIES_MAX = 160, SG_TALLY_NAME_SIZE = 40 };

/* Numbers by name, in the order of the names. */
struct sg_tally {
	struct {
		char name[SG_TALLY_NAME_SIZE];
		int64_t number;
	} of[SG_TALLIES_MAX];
	size_t count;
};

struct sg_points_totals {
	int64_t members;
	/* Stays that were checked out: each is posted, earns nothing for a reason, or waits for a
	 * person with a reason. */
	int64_t stays, posted, nothing, waiting;
	struct sg_tally reasons; /* of the latter two */
	/* What qualifies. */
	int64_t nights, counted_stays, spend_cents, base_points;
	int64_t points; /* that were issued and not taken back */
	int64_t expired, balance;
	struct sg_tally rules; /* points by rule or milestone */
	struct sg_tally tiers; /* members in each */
};

/* Adds to the number of that name. A name beyond SG_TALLIES_MAX is left out, and false. */
bool sg_tally_add(struct sg_tally *tally, const char *name, int64_t number);

/* The number of that name, or 0. */
int64_t sg_tally_of(const struct sg_tally *tally, const char *name);

/* Appends them as a JSON object. */
void sg_points_totals_write(
	const struct sg_points_totals *totals, struct sg_buffer *buffer);

/* Takes the numbers of one from those of the other, which has all their names then. */
void sg_points_totals_subtract(
	struct sg_points_totals *from, const struct sg_points_totals *totals);

#endif
