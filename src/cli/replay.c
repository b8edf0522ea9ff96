/* `stammgast replay`: its command line and what it says in the end. */
#include "cli/replay.h"

#include <stdio.h>

#include "cli/command.h"
#include "cli/stop.h"

static void print_line(const struct sg_replay_result *result)
{
	(void)printf(
		"replay: %lld bookings, %lld stays, %lld checked in, %lld checklists "
		"delivered, %lld verified, %lld lost, %lld doubled, %.0f s\n",
		(long long)result->bookings, (long long)result->stays,
		(long long)result->checked_in, (long long)result->deliveries.delivered,
		(long long)result->deliveries.verified, (long long)result->lost,
		(long long)result->deliveries.doubled, result->seconds);
}

static void print_totals(const struct sg_replay_result *result)
{
	struct sg_buffer text = {0};

	sg_points_totals_write(&result->points.totals, &text);
	(void)printf(",\"unsettled\":%lld,\"earned_twice\":%lld,\"sums_agree\":%s,"
		     "\"totals\":%s",
		(long long)result->points.unsettled, (long long)result->points.doubled,
		result->points.agrees ? "true" : "false", text.failed ? "{}" : text.data);
	sg_buffer_free(&text);
}

static void print_points(const struct sg_replay_result *result)
{
	const struct sg_points_look *look = &result->points;
	const struct sg_points_totals *totals = &look->totals;

	(void)printf(
		"points: %lld members, %lld stays posted, %lld earn nothing, %lld wait "
		"for a person",
		(long long)totals->members, (long long)totals->posted,
		(long long)totals->nothing, (long long)totals->waiting);
	for (size_t i = 0; i < totals->reasons.count; i++) {
		(void)printf("%s%s %lld", i == 0 ? " (" : ", ",
			totals->reasons.of[i].name,
			(long long)totals->reasons.of[i].number);
	}
	(void)printf(
		"%s, %lld left out; %lld points issued, %lld expired, %lld owed; %lld "
		"earned twice, sums %s\n",
		totals->reasons.count > 0 ? ")" : "", (long long)look->unsettled,
		(long long)totals->points, (long long)totals->expired,
		(long long)totals->balance, (long long)look->doubled,
		look->agrees ? "agree" : "do not agree");
}

static void print_json(const struct sg_replay_result *result, bool well)
{
	const struct {
		const char *name;
		int64_t value;
	} members[] = {
		{"bookings", result->bookings},
		{"stays", result->stays},
		{"checked_in", result->checked_in},
		{"delivered", result->deliveries.delivered},
		{"verified", result->deliveries.verified},
		{"lost", result->lost},
		{"doubled", result->deliveries.doubled},
		{"out_of_order", result->deliveries.fallen},
		{"alerts", result->alerts},
		{"dead_letters", result->dead},
		{"guests", result->guests},
		{"documents", result->documents},
		{"repeated", result->repeated},
		{"refused", result->refused},
		{"rooms_of_other_type", result->other_type},
		{"rooms_doubled", result->doubled_rooms},
		{"vm_hwm_kib", result->end.peak_kib},
		{"rss_tenth_kib", result->tenth.rss_kib},
		{"rss_end_kib", result->end.rss_kib},
	};

	(void)printf("{\"well\":%s,\"seconds\":%.1f,\"call_seconds\":%.1f,"
		     "\"close_seconds\":%.1f,\"drain_seconds\":%.1f",
		well ? "true" : "false", result->seconds, result->call_seconds,
		result->close_seconds, result->drain_seconds);
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		(void)printf(
			",\"%s\":%lld", members[i].name, (long long)members[i].value);
	}
	if (result->with_points) {
		print_totals(result);
	}
	(void)puts("}");
}

static void print_people(const struct sg_replay_result *result)
{
	if (result->first_lost[0] != '\0') {
		(void)sg_complain("lost, the first: %s", result->first_lost);
	}
	(void)printf("%lld guests, %lld documents (%.0f a second, %lld repeated, %lld "
		     "refused), "
		     "%lld alerts, %lld dead letters, %lld out of order\n",
		(long long)result->guests, (long long)result->documents,
		(double)result->documents / (result->seconds > 0 ? result->seconds : 1),
		(long long)result->repeated, (long long)result->refused,
		(long long)result->alerts, (long long)result->dead,
		(long long)result->deliveries.fallen);
	(void)printf("seconds: %.0f in calls, %.0f closing days, %.0f delivering before "
		     "a close\n",
		result->call_seconds, result->close_seconds, result->drain_seconds);
	(void)printf(
		"rooms: %lld check-ins to a room of another type, %lld to one that was "
		"taken\n",
		(long long)result->other_type, (long long)result->doubled_rooms);
	(void)printf("memory: peak %.1f MiB, %.1f MiB after a tenth of the arrival days, "
		     "%.1f MiB after the last day\n",
		(double)result->end.peak_kib / 1024, (double)result->tenth.rss_kib / 1024,
		(double)result->end.rss_kib / 1024);
}

static bool is_well(const struct sg_replay_result *result)
{
	return result->lost == 0 && result->refused == 0 &&
	       result->checked_in == result->stays &&
	       result->deliveries.verified == result->deliveries.delivered &&
	       (!result->with_points ||
		       (result->points.agrees && result->points.doubled == 0 &&
			       result->points.unsettled == 0));
}

static int run(const struct sg_replay_settings *settings)
{
	struct sg_replay_result result = {0};
	struct sg_error error;
	bool well;

	if (sg_replay_run(settings, &error, &result) != SG_OK) {
		return sg_complain_absent(&error);
	}
	well = is_well(&result);
	if (settings->json) {
		print_json(&result, well);
	} else {
		print_people(&result);
		if (result.with_points) {
			print_points(&result);
		}
		print_line(&result);
	}
	return well ? SG_EXIT_OK : SG_EXIT_FAILED;
}

static const struct sg_usage usage = {
	.arguments = "[OPTION]… FILE",
	.text = "Plays the hotel-bookings CSV in FILE (plain, .xz or .gz) to the\n"
		"module as the PMS of two hotels would, with a receiver beside it,\n"
		"and reconciles in the end what was due with what came. The exit\n"
		"status is 0 only if for every checked-in stay and endpoint the\n"
		"last revision due is in the receiver's record with a right\n"
		"signature, and 77 if FILE is absent.\n"
		"\n"
		"A stay is a booking that is neither cancelled nor a no-show.\n"
		"Invented, from the seed: rooms (240 at the resort, 280 in the\n"
		"city; a check-in gets a free one of its assigned type, else any\n"
		"free one, else one that is taken); ids; guests (a repeated one is\n"
		"drawn from those who booked that hotel before) and what two in\n"
		"five of them prefer; times of day; the moments of changes, evenly\n"
		"between booking and arrival, and what they were. Rows without a\n"
		"night are day use; rows without a guest stay as they are; a check-\n"
		"out happens on the date of the file, whatever was booked.\n"
		"\n"
		"With --programme every guest enrols with his first booking, and\n"
		"each stay is charged its rate times its nights at the check-out,\n"
		"rounded once to cents, in the programme's currency. Days are closed\n"
		"until the last stay is posted; then every stay that was checked out\n"
		"must have been posted once, or stand there with a reason.",
	.positionals_min = 1,
	.positionals_max = 1,
};

int sg_command_replay(int argc, char **argv)
{
	struct sg_replay_settings settings = {
		.days = {.first = 1, .last = 100000},
		.seed = 1,
		.callers = 8,
		.workers = 2,
		.deliveries_max = 1000,
	};
	struct sg_option options[] = {
		{"days", "A..B", "bookings arriving on these days; 1 is 2015-07-01",
			SG_OPTION_RANGE, &settings.days, 0, 100000},
		{"programme", "FILE", "every guest is a member of this one",
			SG_OPTION_TEXT, &settings.programme, 0, 0},
		{"seed", "N", "of all that is invented (default 1)", SG_OPTION_NUMBER,
			&settings.seed, 0, INT64_MAX},
		{"callers", "N", "calls at the same time (default 8)", SG_OPTION_NUMBER,
			&settings.callers, 1, 64},
		{"workers", "N", "threads that deliver (default 2)", SG_OPTION_NUMBER,
			&settings.workers, 1, 16},
		{"secret", "TEXT", "sign with this, whsec_…, instead of one made up",
			SG_OPTION_TEXT, &settings.secret, 0, 0},
		{"deliveries", "FILE", "keep the first deliveries as JSON lines",
			SG_OPTION_TEXT, &settings.deliveries, 0, 0},
		{"deliveries-max", "N", "how many (default 1000)", SG_OPTION_NUMBER,
			&settings.deliveries_max, 1, INT32_MAX},
		SG_HOST_OPTIONS(settings.host),
		{"json", NULL, "the result as JSON", SG_OPTION_FLAG, &settings.json, 0,
			0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	settings.file = positionals[0];
	sg_memory_thrift();
	sg_stop_install();
	return run(&settings);
}
