/*
 * What a replay is made of, between its command line (replay.c) and its course
 * (replay_run.c).
 */
#ifndef SG_CLI_REPLAY_H
#define SG_CLI_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/host.h"
#include "cli/receipts.h"
#include "cli/memory.h"
#include "cli/options.h"
#include "cli/reconcile.h"
#include "core/status.h"

struct sg_replay_settings {
	const char *file;
	const char *programme; /* a loyalty programme's file, or NULL */
	struct sg_host_options host;
	struct sg_range days; /* arrival days, day 1 is 2015-07-01 */
	int64_t seed;
	int64_t callers;
	int64_t workers;
	const char *secret;     /* to sign with, or NULL: one is made up */
	const char *deliveries; /* file for the first deliveries, or NULL */
	int64_t deliveries_max;
	bool json;
};

struct sg_replay_result {
	int64_t bookings;
	int64_t stays; /* neither cancelled nor no-show */
	int64_t checked_in;
	int64_t guests;
	int64_t documents;
	int64_t repeated;
	int64_t refused;
	int64_t lost;
	int64_t dead;
	int64_t other_type; /* check-ins to a room of another type */
	int64_t doubled_rooms;
	int64_t alerts; /* deliveries that are no checklist */
	struct sg_receipts_counts deliveries;
	struct sg_memory tenth; /* after a tenth of the arrival days */
	struct sg_memory end;   /* after the last day */
	double seconds;
	double call_seconds;  /* of them, waiting for calls about guests and stays */
	double close_seconds; /* for days to be closed */
	double drain_seconds; /* for deliveries before a day is closed */
	char first_lost[320];
	bool with_points;
	struct sg_points_look points;
};

enum { SG_REPLAY_FIRST_DAY = 16617 }; /* 2015-07-01 */

/* Plays all of it. SG_UNAVAILABLE with code "absent" when there is no file, SG_REFUSED with
 * code "stopped" after Ctrl-C; whatever it began is ended. [the main thread] */
enum sg_status sg_replay_run(const struct sg_replay_settings *settings,
	struct sg_error *error, struct sg_replay_result *ret_result);

#endif
