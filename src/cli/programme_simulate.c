/* `stammgast programme simulate`: reads a programme and bookings, runs the one over the others and
 * says what it came to; or two, and how they differ. */
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
#include "cli/simulation_compare.h"
#include "cli/simulation_page.h"
#include "cli/stop.h"
#include "core/time.h"
#include "document/programme.h"
#include "document/source.h"

/* What is simulated: one programme, or two side by side. */
struct subject {
	const char *path;
	struct sg_programme_file file;
	struct sg_simulated simulated;
};

struct simulating {
	struct subject subjects[2];
	size_t count;
	const char *bookings_path;
	char default_path[4096];
	struct sg_range days;
	int64_t seed;
	const char *catalog;
	bool begun, json;

	struct sg_guest_names names;
	struct sg_bookings bookings;
	struct sg_timeline timeline;
	uint32_t guests;
	struct sg_comparison comparison;
};

/* Until the last stay is posted in each of them. */
static int32_t until(const struct simulating *simulating)
{
	int32_t day = SG_NO_DAY;

	for (size_t i = 0; i < simulating->count; i++) {
		int32_t own = sg_simulation_until(
			&simulating->bookings, &simulating->subjects[i].file.programme);

		day = day == SG_NO_DAY || own > day ? own : day;
	}
	return day;
}

static enum sg_status read_bookings(struct simulating *simulating, struct sg_error *error)
{
	enum sg_status status = sg_bookings_read(simulating->bookings_path,
		(int32_t)(SG_REPLAY_FIRST_DAY + simulating->days.first - 1),
		(int32_t)(SG_REPLAY_FIRST_DAY + simulating->days.last - 1), error,
		&simulating->bookings);

	if (status == SG_OK) {
		status = sg_timeline_build(&simulating->bookings,
			(uint64_t)simulating->seed, until(simulating), error,
			&simulating->timeline);
	}
	return status == SG_OK
	               ? sg_guests_assign(&simulating->bookings, &simulating->timeline,
				 (uint64_t)simulating->seed, error, &simulating->guests)
	               : status;
}

static enum sg_status begin_always(struct sg_programme_file *file, struct sg_error *error)
{
	const struct sg_programme *programme = &file->programme;
	struct sg_programme_version *versions =
		sg_arena_array(file->arena, programme->version_count, sizeof *versions);

	if (versions == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	memcpy(versions, programme->versions,
		programme->version_count * sizeof *versions);
	versions[0].from_day = SG_DAY_FIRST;
	file->programme.versions = versions;
	return SG_OK;
}

/* A programme that begins only after the last booking would come to nothing. */
static enum sg_status begin(const struct simulating *simulating, struct subject *subject,
	struct sg_error *error)
{
	const struct sg_timeline *timeline = &simulating->timeline;
	int32_t from_day = subject->file.programme.versions[0].from_day;
	char day[SG_DAY_TEXT_SIZE];

	if (simulating->begun) {
		return begin_always(&subject->file, error);
	}
	if (timeline->count == 0 ||
		from_day <= sg_event_day(&timeline->events[timeline->count - 1])) {
		return SG_OK;
	}
	sg_day_format(from_day, day);
	return sg_fail(error, SG_INVALID, "programme_later", NULL,
		"%s begins on %s, after the last booking; --begun takes its first "
		"version for one that was always in force",
		subject->path, day);
}

static enum sg_status open_subject(const struct simulating *simulating,
	struct subject *subject, struct sg_error *error)
{
	struct sg_programme_file *file = &subject->file;
	enum sg_status status = sg_programme_file_open(subject->path, error, file);
	const struct sg_source_file source = {
		.name = subject->path, .bytes = file->text, .len = file->len};
	struct sg_error cause = {.status = SG_OK};

	if (status != SG_OK) {
		return status;
	}
	status = sg_programme_check_things(
		&file->programme, &simulating->names.catalog, "", &cause);
	if (status != SG_OK) {
		*error = cause;
		status = sg_source_blame(&source, cause.path, status, error);
	}
	return status;
}

static enum sg_status simulate_subject(
	struct simulating *simulating, struct subject *subject, struct sg_error *error)
{
	enum sg_status status = begin(simulating, subject, error);

	return status == SG_OK
	               ? sg_simulate(&subject->file.programme, &simulating->names.catalog,
				 &simulating->bookings, &simulating->timeline,
				 simulating->guests, subject->file.arena, error,
				 &subject->simulated)
	               : status;
}

/* Money of two currencies has no difference. */
static enum sg_status check_currencies(
	const struct simulating *simulating, struct sg_error *error)
{
	const struct subject *first = &simulating->subjects[0];
	const struct subject *last = &simulating->subjects[simulating->count - 1];
	const char *currency = first->file.programme.currency;
	const char *other = last->file.programme.currency;

	if (strcmp(currency, other) == 0) {
		return SG_OK;
	}
	return sg_fail(error, SG_INVALID, "currency_other", NULL,
		"%s counts in %s, %s in %s: they do not compare", first->path, currency,
		last->path, other);
}

static enum sg_status compare(struct simulating *simulating, struct sg_error *error)
{
	struct sg_comparison *comparison = &simulating->comparison;

	for (size_t i = 0; i < 2; i++) {
		comparison->programmes[i] = &simulating->subjects[i].file.programme;
		comparison->simulated[i] = &simulating->subjects[i].simulated;
		comparison->names[i] = simulating->subjects[i].path;
	}
	return sg_simulation_compare(
		comparison, simulating->subjects[0].file.arena, error);
}

static enum sg_status simulate(struct simulating *simulating, struct sg_error *error)
{
	enum sg_status status =
		sg_guest_names_read(simulating->catalog, "en", error, &simulating->names);

	for (size_t i = 0; i < simulating->count && status == SG_OK; i++) {
		status = open_subject(simulating, &simulating->subjects[i], error);
	}
	if (status == SG_OK) {
		status = check_currencies(simulating, error);
	}
	if (status == SG_OK) {
		status = read_bookings(simulating, error);
	}
	for (size_t i = 0; i < simulating->count && status == SG_OK; i++) {
		status = simulate_subject(simulating, &simulating->subjects[i], error);
	}
	return status == SG_OK && simulating->count > 1 ? compare(simulating, error)
	                                                : status;
}

static int say(const struct simulating *simulating)
{
	const struct subject *subject = simulating->subjects;
	struct sg_buffer text = {0};
	int status = SG_EXIT_OK;

	if (simulating->count > 1) {
		(simulating->json ? sg_comparison_write : sg_comparison_print)(
			&simulating->comparison, &text);
	} else {
		(simulating->json ? sg_simulation_write : sg_simulation_print)(
			&subject->file.programme, &subject->simulated, &text);
	}
	sg_buffer_text(&text, simulating->json ? "\n" : "");
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
	int exit_status = status == SG_OK ? say(simulating) : sg_complain_absent(&error);

	sg_timeline_free(&simulating->timeline);
	sg_bookings_free(&simulating->bookings);
	sg_guest_names_free(&simulating->names);
	for (size_t i = 0; i < simulating->count; i++) {
		sg_programme_file_close(&simulating->subjects[i].file);
	}
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
	.arguments = "[OPTION]… PROGRAMME [OTHER.json] [BOOKINGS]",
	.text = "Runs a programme over the hotel-bookings CSV in BOOKINGS (plain, .xz\n"
		"or .gz; default hotel-bookings.csv.xz in the folder that\n"
		"STAMMGAST_DATA names) by the module's own rules, without a database,\n"
		"and says what it would come to: points issued, members by tier, what\n"
		"waits for a person, points owed by hotel and month of expiry, and what\n"
		"benefits would cost by the house's catalogue, if all are given.\n"
		"\n"
		"With a second programme, whose file's name ends in .json, it says that\n"
		"of both, over the same days, and what the second has more or less.\n"
		"\n"
		"Guests are those of the replay (`stammgast replay --help`); each is\n"
		"a member from his first booking on. A stay is charged its rate times\n"
		"its nights, rounded once to cents, in the programme's currency, on\n"
		"the day of the check-out. The hotels are RESORT and CITY. The last\n"
		"day is that on which the last stay has been posted.",
	.positionals_min = 1,
	.positionals_max = 3,
};

/* PROGRAMME [OTHER.json] [BOOKINGS] */
static bool take_files(struct simulating *simulating, const char *const *positionals)
{
	const char *second = positionals[1];
	size_t len = second != NULL ? strlen(second) : 0;
	bool two = len > 5 && strcmp(second + len - 5, ".json") == 0;

	simulating->subjects[0].path = positionals[0];
	simulating->subjects[1].path = second;
	simulating->count = two ? 2 : 1;
	if (!two && positionals[2] != NULL) {
		(void)sg_complain("programme simulate: another programme's name ends in "
				  ".json: %s; see `stammgast programme simulate --help`",
			second);
		return false;
	}
	if (!find_bookings(simulating, positionals[two ? 2 : 1])) {
		(void)sg_complain("programme simulate: BOOKINGS is not given and "
				  "STAMMGAST_DATA names no folder");
		return false;
	}
	return true;
}

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
	if (status == SG_OPTIONS_GO_ON && !take_files(simulating, positionals)) {
		status = SG_EXIT_USAGE;
	}
	if (status == SG_OPTIONS_GO_ON) {
		sg_stop_install();
		status = run(simulating);
	}
	free(simulating);
	return status;
}
