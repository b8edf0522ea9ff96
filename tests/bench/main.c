/*
 * The bench: what a check-in costs beside one bare durable INSERT of 1,420 bytes on the same
 * server, and how the whole compares with what a hotel's engineer would build instead. Ctrl-C
 * ends it in order.
 */
#include "bench.h"

#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t asked;
static atomic_bool failed;

static const char help[] =
	"bench [options]: measures a check-in beside a bare INSERT on a private MariaDB\n"
	"\n"
	"  --rounds N       of which the medians are taken (5; 1 to 32)\n"
	"  --quick          fewer of everything, and no million guests or members\n"
	"  --only NAME      compose, trips, latency, rate, burst, idle,\n"
	"                   plan_day, points, members or growth\n"
	"  --workers N      threads in work (2)\n"
	"  --connections N  of the module (its default)\n"
	"  --guests N       of the large house (1000000)\n"
	"  --members N      of the large programme (1000000)\n"
	"  --output FILE    where the figures go (build/bench.json)\n"
	"\n"
	"One check-in: one property, one endpoint, one guest with 40 facts and 12 "
	"beliefs,\n"
	"12 items on the list, a body of about 1.4 KB. \"Decided anew\": the document "
	"brings a new rate, "
	"too.\n"
	"\"Plan holds\": it says no more than that the guest has checked in.\n";

bool bench_stopped(void)
{
	return asked != 0 || atomic_load(&failed);
}

static void clear_progress(void)
{
	if (isatty(STDERR_FILENO)) {
		fputs("\r\033[K", stderr);
	}
}

void bench_fail(const char *format, ...)
{
	va_list arguments;

	if (bench_stopped() || atomic_exchange(&failed, true)) {
		return;
	}
	clear_progress();
	fputs("bench: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

void bench_progress(const char *format, ...)
{
	va_list arguments;

	if (!isatty(STDERR_FILENO)) {
		return;
	}
	fputs("\r  ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputs("\033[K", stderr);
	fflush(stderr);
}

double bench_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void on_signal(int number)
{
	asked = number;
}

static void catch_signals(void)
{
	struct sigaction action = {
		.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};

	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
	(void)sigaction(SIGHUP, &action, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

static long number(const char *text, long low, long high)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (*text == '\0' || *end != '\0' || value < low || value > high) {
		fprintf(stderr, "bench: %s is no number from %ld to %ld\n", text, low,
			high);
		exit(2);
	}
	return value;
}

static bool is_part(const char *name)
{
	static const char *const parts[] = {"compose", "trips", "latency", "rate",
		"burst", "idle", "plan_day", "points", "members", "growth"};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (strcmp(parts[i], name) == 0) {
			return true;
		}
	}
	fprintf(stderr, "bench: no part is named %s\n", name);
	return false;
}

static void take_option(int option, struct bench_options *options)
{
	switch (option) {
	case 'r':
		options->rounds = (int)number(optarg, 1, BENCH_ROUNDS_MAX);
		break;
	case 'q':
		options->quick = true;
		break;
	case 'o':
		options->only = is_part(optarg) ? optarg : NULL;
		if (options->only == NULL) {
			exit(2);
		}
		break;
	case 'w':
		options->workers = (int)number(optarg, 1, 64);
		break;
	case 'c':
		options->connections = (int)number(optarg, 1, 256);
		break;
	case 'g':
		options->growth = (unsigned)number(optarg, 10000, 5000000);
		break;
	case 'm':
		options->members = (unsigned)number(optarg, 10000, 5000000);
		break;
	case 'f':
		options->output = optarg;
		break;
	case 'h':
		fputs(help, stdout);
		exit(0);
	default:
		fputs(help, stderr);
		exit(2);
	}
}

static void take_options(int argc, char **argv, struct bench_options *options)
{
	static const struct option names[] = {{"rounds", required_argument, NULL, 'r'},
		{"quick", no_argument, NULL, 'q'}, {"only", required_argument, NULL, 'o'},
		{"workers", required_argument, NULL, 'w'},
		{"connections", required_argument, NULL, 'c'},
		{"guests", required_argument, NULL, 'g'},
		{"members", required_argument, NULL, 'm'},
		{"output", required_argument, NULL, 'f'},
		{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	int option;

	while ((option = getopt_long(argc, argv, "h", names, NULL)) != -1) {
		take_option(option, options);
	}
	if (optind < argc) {
		take_option('?', options);
	}
}

static bool wants(const struct bench *bench, const char *part)
{
	const char *only = bench->options.only;

	return !bench_stopped() && (only == NULL || strcmp(only, part) == 0);
}

/* With a million of something, only where it is named or nothing is. */
static bool wants_large(const struct bench *bench, const char *part)
{
	return bench->options.only != NULL ? wants(bench, part)
	                                   : !bench_stopped() && !bench->options.quick;
}

static void measure(struct bench *bench)
{
	static const struct {
		const char *name;
		void (*measure)(struct bench *);
	} parts[] = {{"trips", bench_trips}, {"latency", bench_latency},
		{"rate", bench_rate}, {"burst", bench_burst}, {"idle", bench_idle},
		{"plan_day", bench_plan_day}, {"points", bench_points}};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (wants(bench, parts[i].name)) {
			parts[i].measure(bench);
		}
	}
	bench_memory(bench);
	bench_stock_close(&bench->stock);
	if (wants_large(bench, "members")) {
		bench_members(bench);
	}
	if (wants_large(bench, "growth")) {
		bench_growth(bench);
	}
	if (bench->options.quick && bench->options.only == NULL) {
		fprintf(stderr, "bench: members and growth are left out by --quick\n");
	}
}

static void run(struct bench *bench)
{
	bool alone = bench->options.only != NULL &&
	             strcmp(bench->options.only, "compose") == 0;

	if (wants(bench, "compose")) {
		bench_progress("compose");
		bench_compose();
	}
	if (!alone && bench_module_load(&bench->module) &&
		bench_sink_start(&bench->sink) &&
		bench_server_start(&bench->server,
			wants_large(bench, "growth") || wants_large(bench, "members")) &&
		bench_stock_open(bench, &bench->stock, "house")) {
		measure(bench);
	}
	clear_progress();
	bench_stock_close(&bench->stock);
	bench_sink_stop(&bench->sink);
	bench_server_stop(&bench->server);
}

int main(int argc, char **argv)
{
	static struct bench bench = {
		.options = {.rounds = 5,
			.output = SG_BENCH_SOURCE_DIR "/build/bench.json",
			.workers = 2,
			.growth = 1000000,
			.members = 1000000}};

	take_options(argc, argv, &bench.options);
	catch_signals();
	run(&bench);
	if (asked != 0) {
		return 128 + asked;
	}
	if (bench_stopped()) {
		return 1;
	}
	bench_print(&bench);
	return bench_write(&bench, bench.options.output) ? 0 : 1;
}
