/* The figures as a table for people and as a file for programs. */
#ifndef SG_TESTS_USUAL_REPORT_H
#define SG_TESTS_USUAL_REPORT_H

#include "measure.h"

struct results {
	size_t count;
	const struct streams *files;
	bool has_streams, has_change;
	struct stream_figures (*streams)[METHODS]; /* per file */
	struct change_figures change[METHODS];
	unsigned seeds;
	struct cost_figures cost;
};

/* Prints what was measured beside what is wanted; how many thresholds were missed, the time
 * that an update takes not among them, as that is the machine's. */
size_t report_table(const struct results *results);

/* False after a complaint. */
bool report_json(const struct results *results, const char *path);

#endif
