/* `stammgast programme simulate`: reads a programme and bookings, runs the one over the others and
 * says what it came to. */
#include "cli/programme_simulate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/guest_names.h"
#include "cli/guests.h"
#include "cli/options.h"
#include "cli/programme_file.h"
#include "cli/replay.h"
#include "cli/simulation.h"
#include "cli/simulation_page.h"
#include "cli/stop.h"
#include "core/time.h"
#include "document/programme.h"

struct simulating {
	const char *path, *bookings_path;
	char default_path[4096];
	struct sg_range days;
	int64_t seed;
	const char *catalog;
	bool begun, json;

	struct sg_programme_file file;
	struct sg_guest_names names;
	struct sg_bookings bookings;
	struct sg_timeline timeline;
	uint32_t guests;
	struct sg_simulated simulated;
};

static enum sg_status read_bookings(struct simulating *simulating, struct sg_error *error)
{
	enum sg_status status = sg_bookings_read(simulating->bookings_path,
		(int32_t)(SG_REPLAY_FIRST_DAY + simulating->days.first - 1),
		(int32_t)(SG_REPLAY_FIRST_DAY + simulating->days.last - 1), error,
		&simulating->bookings);

	if (status == SG_OK) {
		status = sg_timeline_build(&simulating->bookings,
			(uint64_t)simulating->seed,
			sg_simulation_until(
				&simulating->bookings, &simulating->file.programme),
			error, &simulating->timeline);
	}
	return status == SG_OK
	               ? sg_guests_assign(&simulating->bookings, &simulating->timeline,
				 (uint64_t)simulating->seed, error, &simulating->guests)
	               : status;
}

/* A programme that begins only after the last booking would come to nothing. */
static enum sg_status begin(struct simulating *simulating, struct sg_error *error)
{
	const struct sg_programme *programme = &simulating->file.programme;
	const struct sg_timeline *timeline = &simulating->timeline;
	struct sg_programme_version *versions;
	char day[SG_DAY_TEXT_SIZE];

	if (simulating->begun) {
		versions = sg_arena_array(simulating->file.arena,
			programme->version_count, sizeof *versions);
		if (versions == NULL) {
			return sg_fail(
				error, SG_MEMORY, "memory", NULL, "memory is short");
		}
		memcpy(versions, programme->versions,
			programme->version_count * sizeof *versions);
		versions[0].from_day = SG_DAY_FIRST;
		simulating->file.programme.versions = versions;
		return SG_OK;
	}
	if (timeline->count == 0 ||
		programme->versions[0].from_day <=
			sg_event_day(&timeline->events[timeline->count - 1])) {
		return SG_OK;
	}
	sg_day_format(programme->versions[0].from_day, day);
	return sg_fail(error, SG_INVALID, "programme_later", NULL,
		"%s begins on %s, after the last booking; --begun takes its first "
		"version for one that was always in force",
		simulating->path, day);
}

static enum sg_status simulate(struct simulating *simulating, struct sg_error *error)
{
	enum sg_status status =
		sg_programme_file_open(simulating->path, error, &simulating->file);

	if (status == SG_OK) {
		status = sg_guest_names_read(
			simulating->catalog, "en", error, &simulating->names);
	}
	if (status == SG_OK) {
		status = sg_programme_check_things(&simulating->file.programme,
			&simulating->names.catalog, "", error);
	}
	if (status == SG_OK) {
		status = read_bookings(simulating, error);
	}
	if (status == SG_OK) {
		status = begin(simulating, error);
	}
	return status == SG_OK
	               ? sg_simulate(&simulating->file.programme,
				 &simulating->names.catalog, &simulating->bookings,
				 &simulating->timeline, simulating->guests,
				 simulating->file.arena, error, &simulating->simulated)
	               : status;
}

static int say(const struct simulating *simulating)
{
	struct sg_buffer text = {0};
	int status = SG_EXIT_OK;

	(simulating->json ? sg_simulation_write : sg_simulation_print)(
		&simulating->file.programme, &simulating->simulated, &text);
	if (text.failed) {
		status = sg_complain("memory is short");
	} else {
		(void)fwrite(text.data, 1, text.len, stdout);
	}
	sg_buffer_free(&text);
	return sg_finish_output(status);
}

static int run(struct simulating *simulating)
{
	struct sg_error error = {.status = SG_OK};
	enum sg_status status = simulate(simulating, &error);
	int exit_status = SG_EXIT_OK;

	if (status != SG_OK) {
		(void)sg_complain_error(&error);
		exit_status = strcmp(error.code, "absent") == 0 ? SG_EXIT_ABSENT
		                                                : SG_EXIT_FAILED;
	} else {
		exit_status = say(simulating);
	}
	sg_timeline_free(&simulating->timeline);
	sg_bookings_free(&simulating->bookings);
	sg_guest_names_free(&simulating->names);
	sg_programme_file_close(&simulating->file);
	return exit_status;
}

/* What was given, or the file of that name in the folder for data. */
static bool find_bookings(struct simulating *simulating, const char *given)
{
	const char *folder = getenv("STAMMGAST_DATA");

	simulating->bookings_path = given;
	if (given == NULL && folder != NULL && folder[0] != '\0') {
		(void)snprintf(simulating->default_path, sizeof simulating->default_path,
			"%s/hotel-bookings.csv.xz", folder);
		simulating->bookings_path = simulating->default_path;
	}
	return simulating->bookings_path != NULL;
}

static const struct sg_usage usage = {
	.arguments = "[OPTION]… PROGRAMME [BOOKINGS]",
	.text = "Runs a programme over the hotel-bookings CSV in BOOKINGS (plain, .xz\n"
		"or .gz; default hotel-bookings.csv.xz in the folder that\n"
		"STAMMGAST_DATA names) by the module's own rules, without a database,\n"
		"and says what it would come to: points issued, members by tier, what\n"
		"waits for a person, points owed by hotel and month of expiry, and what\n"
		"benefits would cost by the house's catalogue, if all are given.\n"
		"\n"
		"Guests are those of the replay (`stammgast replay --help`); each is\n"
		"a member from his first booking on. A stay is charged its rate times\n"
		"its nights, rounded once to cents, in the programme's currency, on\n"
		"the day of the check-out. The hotels are RESORT and CITY. The last\n"
		"day is that on which the last stay has been posted.",
	.positionals_min = 1,
	.positionals_max = 2,
};

int sg_programme_simulate(int argc, char **argv)
{
	struct simulating *simulating = calloc(1, sizeof *simulating);
	const char *positionals[SG_POSITIONALS_MAX];
	int status;

	if (simulating == NULL) {
		return sg_complain("memory is short");
	}
	simulating->days = (struct sg_range){.first = 1, .last = 100000};
	simulating->seed = 1;
	{
		const struct sg_option options[] = {
			{"days", "A..B",
				"bookings arriving on these days; 1 is 2015-07-01",
				SG_OPTION_RANGE, &simulating->days, 0, 100000},
			{"seed", "N", "of all that is invented (default 1)",
				SG_OPTION_NUMBER, &simulating->seed, 0, INT64_MAX},
			{"begun", NULL,
				"the first version was always in force, whatever its "
				"date",
				SG_OPTION_FLAG, &simulating->begun, 0, 0},
			{"catalog", "FILE", "the house's own, laid over the built-in one",
				SG_OPTION_TEXT, &simulating->catalog, 0, 0},
			{"json", NULL, "the result as JSON", SG_OPTION_FLAG,
				&simulating->json, 0, 0},
			{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
		};

		status = sg_options_parse(&usage, options, argc, argv, positionals);
	}
	simulating->path = positionals[0];
	if (status == SG_OPTIONS_GO_ON && !find_bookings(simulating, positionals[1])) {
		(void)sg_complain("programme simulate: BOOKINGS is not given and "
				  "STAMMGAST_DATA names no folder");
		status = SG_EXIT_USAGE;
	}
	if (status == SG_OPTIONS_GO_ON) {
		sg_stop_install();
		status = run(simulating);
	}
	free(simulating);
	return status;
}
