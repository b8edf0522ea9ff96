/* The table, and build/usual.json. */
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What must be reached for the three files in data/. */
static const struct {
	const char *name;
	double log_loss, ece, cost5;
} wanted_of[] = {
	{"coffee", 1.068, 0.057, 0.848},
	{"yogurt", 0.436, 0.027, 0.507},
	{"cracker", 0.573, 0.041, 0.597},
};

enum { WANTED = sizeof wanted_of / sizeof wanted_of[0] };

#define WANTED_DELAY 2.4
#define WANTED_SWITCHES 2.1
#define WANTED_UPDATE_US 1.0
#define WANTED_BYTES 1024.0

/* ---- the table --------------------------------------------------------------------------- */

static size_t line(const char *what, double value, int digits, double wanted)
{
	bool reached = value <= wanted;

	printf("  %-28s %9.*f   at most %7.*f   %s\n", what, digits, value, digits,
		wanted, reached ? "reached" : "MISSED");
	return !reached;
}

static size_t wanted_row(const char *name)
{
	size_t i = 0;

	while (i < WANTED && strcmp(wanted_of[i].name, name) != 0) {
		i++;
	}
	return i;
}

static void print_method(enum method method, const struct stream_figures *figures)
{
	printf("  %-16s %6.4f", method_name(method), figures->hit);
	if (method == METHOD_LAST) {
		printf("\n");
		return;
	}
	printf("   %8.4f  %6.4f   %6.4f   %6.4f\n", figures->log_loss, figures->ece,
		figures->cost3, figures->cost5);
}

static size_t print_stream(
	const struct streams *file, const struct stream_figures figures[METHODS])
{
	size_t i = wanted_row(file->name), missed = 0;

	printf("%s, n=%zu%18s   log-loss     ECE   cost W=3 cost W=5\n", file->name,
		figures[0].n, "hit@1");
	if (figures[0].n == 0) {
		printf("  no guest to test with has two choices\n\n");
		return 0;
	}
	for (enum method method = 0; method < METHODS; method++) {
		print_method(method, &figures[method]);
	}
	if (i < WANTED) {
		missed += line("log-loss", figures[0].log_loss, 4, wanted_of[i].log_loss);
		missed += line("calibration error", figures[0].ece, 4, wanted_of[i].ece);
		missed += line(
			"serving cost, W=5", figures[0].cost5, 4, wanted_of[i].cost5);
	}
	printf("\n");
	return missed;
}

/* Whether these are the three files that thresholds are for. */
static bool are_wanted(const struct results *results)
{
	size_t found = 0;

	for (size_t i = 0; i < results->count; i++) {
		found += wanted_row(results->files[i].name) < WANTED;
	}
	return found == WANTED && results->count == WANTED;
}

static size_t print_change(const struct results *results)
{
	const struct change_figures *first = &results->change[METHOD_USUAL];
	size_t missed = 0;

	printf("change: %zu segments, %zu splices, %zu stable streams\n", first->segments,
		first->splices, first->stable);
	printf("  %-16s  delay   false/100   accuracy\n", "");
	for (enum method method = 0; method < METHODS; method++) {
		const struct change_figures *figures = &results->change[method];

		printf("  %-16s %6.3f     %7.3f     %6.4f\n", method_name(method),
			figures->delay, figures->false_switches, figures->accuracy);
	}
	if (are_wanted(results)) {
		missed += line("mean delay", first->delay, 3, WANTED_DELAY);
		missed += line("false switches per 100", first->false_switches, 3,
			WANTED_SWITCHES);
	}
	printf("\n");
	return missed;
}

size_t report_table(const struct results *results)
{
	size_t missed = 0;

	for (size_t i = 0; results->has_streams && i < results->count; i++) {
		missed += print_stream(&results->files[i], results->streams[i]);
	}
	if (results->has_change) {
		missed += print_change(results);
	}
	printf("cost: the longest state of these files has %zu bytes\n",
		results->cost.largest_bytes);
	(void)line("an update, us", results->cost.update_us, 3, WANTED_UPDATE_US);
	missed += line("a full state, bytes", (double)results->cost.state_bytes, 0,
		WANTED_BYTES);
	return missed;
}

/* ---- the file ---------------------------------------------------------------------------- */

static void write_name(FILE *file, const char *name)
{
	fputc('"', file);
	for (; *name != '\0'; name++) {
		unsigned char c = (unsigned char)*name;

		if (c == '"' || c == '\\' || c < ' ' || c > '~') {
			fprintf(file, "\\u%04x", c);
		} else {
			fputc(c, file);
		}
	}
	fputc('"', file);
}

static void write_stream(
	FILE *file, const char *name, const struct stream_figures *figures, bool last)
{
	fprintf(file, "    ");
	write_name(file, name);
	fprintf(file, ": {\"n\": %zu", figures->n);
	if (figures->n > 0) {
		fprintf(file,
			", \"hit\": %.6f, \"log_loss\": %.6f, \"ece\": %.6f, "
			"\"cost3\": %.6f, \"cost5\": %.6f",
			figures->hit, figures->log_loss, figures->ece, figures->cost3,
			figures->cost5);
	}
	fprintf(file, "}%s\n", last ? "" : ",");
}

static void write_change(FILE *file, const struct results *results)
{
	const struct change_figures *figures = &results->change[METHOD_USUAL];

	if (results->has_change && figures->splices > 0) {
		fprintf(file, "  \"delay\": %.6f,\n", figures->delay);
	}
	if (results->has_change && figures->predictions > 0) {
		fprintf(file, "  \"false_switches\": %.6f,\n  \"accuracy\": %.6f,\n",
			figures->false_switches, figures->accuracy);
	}
}

bool report_json(const struct results *results, const char *path)
{
	FILE *file = fopen(path, "w");
	bool failed;

	if (file == NULL) {
		fprintf(stderr, "usual: %s: %s\n", path, strerror(errno));
		return false;
	}
	fprintf(file, "{\n  \"files\": {\n");
	for (size_t i = 0; results->has_streams && i < results->count; i++) {
		write_stream(file, results->files[i].name,
			&results->streams[i][METHOD_USUAL], i + 1 == results->count);
	}
	fprintf(file, "  },\n");
	write_change(file, results);
	fprintf(file,
		"  \"seeds\": %u,\n  \"update_us\": %.4f,\n  \"state_bytes\": %zu\n}\n",
		results->seeds, results->cost.update_us, results->cost.state_bytes);
	failed = ferror(file) != 0;
	if (fclose(file) != 0 || failed) {
		fprintf(stderr, "usual: %s: cannot be written\n", path);
		return false;
	}
	return true;
}
