/*
 * Command lines: a table of options per command, from which the command is both parsed and
 * explained.
 */
#ifndef SG_CLI_OPTIONS_H
#define SG_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

enum sg_option_kind {
	SG_OPTION_FLAG,   /* target: bool */
	SG_OPTION_TEXT,   /* target: const char *, into argv */
	SG_OPTION_NUMBER, /* target: int64_t, min to max */
	SG_OPTION_RANGE,  /* target: struct sg_range, "A..B" with min <= A <= B <= max */
	SG_OPTION_DAY,    /* target: int32_t, days since 1970, "YYYY-MM-DD" */
};

struct sg_range {
	int64_t first;
	int64_t last;
};

/* Tables end with a row whose name is NULL. */
struct sg_option {
	const char *name;     /* without the dashes */
	const char *argument; /* its name in the help, NULL for a flag */
	const char *help;
	enum sg_option_kind kind;
	void *target; /* holds the default; untouched where the option is not given */
	int64_t min;
	int64_t max;
};

enum { SG_POSITIONALS_MAX = 512 };

struct sg_usage {
	const char *arguments; /* "[OPTION]… FILE" */
	const char *text;      /* what the command does: one or more paragraphs */
	int positionals_min;
	int positionals_max; /* at most SG_POSITIONALS_MAX */
};

enum { SG_OPTIONS_GO_ON = -1 };

/*
 * Parses `--name value`, `--name=value` and positionals in any order; `--` ends the options.
 * Returns SG_OPTIONS_GO_ON, or the exit status: SG_EXIT_OK after --help was printed,
 * SG_EXIT_USAGE after a complaint. `ret_positionals` (SG_POSITIONALS_MAX; may be NULL where
 * there are none) is filled with NULL where nothing was given.
 */
int sg_options_parse(const struct sg_usage *usage, const struct sg_option *options,
	int argc, char **argv, const char **ret_positionals);

/*
 * Whether the options of these names, of which the last is followed by NULL, have a value: a text,
 * a day, a number other than 0, a flag that is set. SG_OPTIONS_GO_ON, or SG_EXIT_USAGE after a
 * complaint about the first that has none.
 */
int sg_options_need(
	const char *command, const struct sg_option *options, const char *const *names);

#endif
