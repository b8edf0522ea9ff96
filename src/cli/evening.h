/*
 * Asks the module for the lists of a day and makes a sheet of the answer: for `print`, and
 * for the demo.
 */
#ifndef SG_CLI_EVENING_H
#define SG_CLI_EVENING_H

#include "cli/host.h"
#include "cli/sheet.h"
#include "core/arena.h"
#include "document/value.h"

struct sg_evening_question {
	const char *property;
	const char *date;       /* "YYYY-MM-DD", or NULL: the current business date */
	const char *floor;      /* or NULL: all */
	const char *languages;  /* "de,ro", or NULL: the house's */
	const char *department; /* or NULL: housekeeping */
	const char *clock; /* "15:08" as the time of printing, or NULL: the house's */
};

/* The answer and all it needs; freed with sg_evening_free. */
struct sg_evening {
	struct sg_sheet sheet;
	struct sg_arena *arena;
	struct sg_value *reply;
	struct sg_value *pictograms;
};

enum sg_status sg_evening_ask(struct sg_host *host,
	const struct sg_evening_question *question, struct sg_error *error,
	struct sg_evening *ret_evening);

void sg_evening_free(struct sg_evening *evening);

#endif
