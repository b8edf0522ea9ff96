/* The figures: a table for people, a file for programs. Each is the median over the rounds. */
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum sense { RAW, AT_MOST, AT_LEAST, BELOW, ABOVE };

static const char *const sense_words[] = {"", "at most", "at least", "below", "above"};

static const struct figure {
	const char *key, *unit, *what;
	enum sense sense;
	double aim;
} figures[] = {
	{"checkin_p50_ratio", "x", "check-in decided anew / bare insert, pinned", AT_MOST,
		2.0},
	{"checkin_planned_p50_ratio", "x", "check-in whose stored plan holds, pinned",
		AT_MOST, 1.6},
	{"floor_p50_ratio", "x", "a check-in's bare statements / bare insert, pinned",
		RAW, 0},
	{"checkin_p99_ratio", "x", "p99 of the first", RAW, 0},
	{"checkin_planned_p99_ratio", "x", "p99 of the second", RAW, 0},
	{"checkin_rate_ratio_32", "x", "32 callers: check-ins / bare commits", AT_LEAST,
		0.5},
	{"checkin_planned_rate_ratio_32", "x", "the same, stored plan holds", RAW, 0},
	{"drain_rate_ratio", "x", "backlog delivered / check-ins of 32", AT_LEAST, 1.0},
	{"growth_p50_ratio_1m", "x", "check-in: large house / 10,000 guests", AT_MOST,
		1.2},
	{"checkout_p50_ratio", "x", "posting of a check-out / bare insert, pinned",
		AT_MOST, 3.0},
	{"checkout_call_p50_ratio", "x", "a member's check-out itself, until answered",
		RAW, 0},
	{"checkout_plain_p50_ratio", "x", "the same where there is no programme", RAW, 0},
	{"member_entries_ratio", "x", "statement: 5,000 entries / 50", AT_MOST, 1.2},
	{"growth_p50_ratio_1m_members", "x", "posting: large programme / 10,000 members",
		AT_MOST, 1.2},
	{"growth_statement_ratio_1m_members", "x", "statement: the same", RAW, 0},
	{"compose_us", "us", "composition from 40 facts", AT_MOST, 20},
	{"compose_carried_us", "us", "the same over a last revision", RAW, 0},
	{"plan_day_p50_ms", "ms", "plan.day of 400 arrivals, pinned", AT_MOST, 50},
	{"plan_day_most_ms", "ms", "the slowest of 40", RAW, 0},
	{"plan_day_server_cpu_ms", "ms", "processor time, whoever else is about", RAW, 0},
	{"plan_day_caller_cpu_ms", "ms", "", RAW, 0},
	{"round_trips", "", "to the server for a check-in decided anew", AT_MOST, 2},
	{"round_trips_planned", "", "where the stored plan holds", AT_MOST, 1},
	{"bare_server_cpu_us", "us", "processor time, whoever else is about", RAW, 0},
	{"checkin_server_cpu_us", "us", "", RAW, 0},
	{"checkin_caller_cpu_us", "us", "", RAW, 0},
	{"checkin_planned_server_cpu_us", "us", "", RAW, 0},
	{"checkin_planned_caller_cpu_us", "us", "", RAW, 0},
	{"pinned_bare_p50_ms", "ms", "", RAW, 0},
	{"pinned_bare_p99_ms", "ms", "", RAW, 0},
	{"pinned_checkin_p50_ms", "ms", "", RAW, 0},
	{"pinned_checkin_p99_ms", "ms", "", RAW, 0},
	{"pinned_checkin_planned_p50_ms", "ms", "", RAW, 0},
	{"pinned_checkin_planned_p99_ms", "ms", "", RAW, 0},
	{"unpinned_checkin_p50_ratio", "x", "as the scheduler likes it", RAW, 0},
	{"unpinned_checkin_planned_p50_ratio", "x", "", RAW, 0},
	{"unpinned_bare_p50_ms", "ms", "", RAW, 0},
	{"unpinned_bare_p99_ms", "ms", "", RAW, 0},
	{"checkin_p50_ms", "ms", "best of the peers .86", BELOW, 0.86},
	{"checkin_p99_ms", "ms", "best of the peers 2.87", BELOW, 2.87},
	{"checkin_planned_p50_ms", "ms", "", RAW, 0},
	{"checkin_planned_p99_ms", "ms", "", RAW, 0},
	{"bare_commits_per_s_32", "/s", "", RAW, 0},
	{"checkins_per_s_32", "/s", "best of the peers 4,991", ABOVE, 4991},
	{"checkins_planned_per_s_32", "/s", "", RAW, 0},
	{"checkin_server_cpu_us_32", "us", "of processor time a check-in", RAW, 0},
	{"checkin_host_cpu_us_32", "us", "", RAW, 0},
	{"checkout_posting_p50_ms", "ms", "", RAW, 0},
	{"checkout_call_p50_ms", "ms", "", RAW, 0},
	{"checkout_bare_p50_ms", "ms", "", RAW, 0},
	{"checkout_bare_server_cpu_us", "us", "processor time, whoever else is about",
		RAW, 0},
	{"checkout_bare_caller_cpu_us", "us", "", RAW, 0},
	{"checkout_plain_server_cpu_us", "us", "", RAW, 0},
	{"checkout_plain_caller_cpu_us", "us", "", RAW, 0},
	{"checkout_call_server_cpu_us", "us", "", RAW, 0},
	{"checkout_call_caller_cpu_us", "us", "", RAW, 0},
	{"checkout_posting_server_cpu_us", "us", "", RAW, 0},
	{"checkout_posting_caller_cpu_us", "us", "", RAW, 0},
	{"member_few_cpu_us", "us", "of both, a statement", RAW, 0},
	{"member_many_cpu_us", "us", "", RAW, 0},
	{"member_few_p50_ms", "ms", "", RAW, 0},
	{"member_many_p50_ms", "ms", "", RAW, 0},
	{"growth_posting_10k_ms", "ms", "", RAW, 0},
	{"growth_posting_1m_ms", "ms", "", RAW, 0},
	{"growth_statement_10k_ms", "ms", "", RAW, 0},
	{"growth_statement_1m_ms", "ms", "", RAW, 0},
	{"growth_page_reads", "", "from the disk, while both were measured", RAW, 0},
	{"members_data_mib", "MiB", "of the large programme", RAW, 0},
	{"burst_delivered_per_s", "/s", "1.5 times the best of the peers", AT_LEAST,
		4679},
	{"burst_planned_delivered_per_s", "/s", "", RAW, 0},
	{"drain_per_s", "/s", "best of the peers 11,413", ABOVE, 11413},
	{"drain_server_cpu_us", "us", "of processor time a delivery", RAW, 0},
	{"drain_host_cpu_us", "us", "", RAW, 0},
	{"idle_commit_to_post_p50_ms", "ms", "best of the peers 1.48", BELOW, 1.48},
	{"idle_commit_to_post_p99_ms", "ms", "best of the peers 3.78", BELOW, 3.78},
	{"rss_mib", "MiB", "best of the peers 234", BELOW, 234},
	{"growth_p50_10k_ms", "ms", "", RAW, 0},
	{"growth_p50_1m_ms", "ms", "", RAW, 0},
	{"body_bytes", "bytes", "of a delivery, mean", RAW, 0},
	{"data_mib", "MiB", "on the server, below its buffer pool", RAW, 0},
};

enum { FIGURES = sizeof figures / sizeof figures[0], PEERS = 6 };

static struct measured {
	double rounds[BENCH_ROUNDS_MAX];
	size_t count;
} measured[FIGURES];

static const char *const peer_names[PEERS] = {"BullMQ always", "BullMQ everysec",
	"graphile", "graphile batch", "outbox MariaDB", "pg-boss"};

/* What a hotel's engineer would build instead: measured by the same rules on a machine of two
 * cores. Ours are another run's, so look at this run's bare commits, too (there: 3,665/s and .24
 * ms for one connection, 17,490/s for 32). */
static const struct {
	const char *what;
	const char *peers[PEERS];
	const char *ours, *planned;
	int digits;
} rows[] = {
	{"check-in p50, 1 caller, ms", {"1.23", ".86", "1.22", "1.02", ".96", "1.16"},
		"checkin_p50_ms", "checkin_planned_p50_ms", 2},
	{"check-in p99, 1 caller, ms", {"4.12", "4.39", "2.93", "2.87", "3.27", "3.53"},
		"checkin_p99_ms", "checkin_planned_p99_ms", 2},
	{"check-ins/s, 32 callers", {"4356", "4991", "1276", "1301", "4328", "1715"},
		"checkins_per_s_32", "checkins_planned_per_s_32", 0},
	{"burst of 20,000, delivered/s", {"2820", "3119", "766", "971", "2914", "1596"},
		"burst_delivered_per_s", "burst_planned_delivered_per_s", 0},
	{"drain of a backlog, delivered/s",
		{"6697", "7436", "2262", "7772", "11413", "8277"}, "drain_per_s", NULL,
		0},
	{"idle, commit to POST p50, ms", {"2.74", "2.06", "1.48", "2.30", "21", "255"},
		"idle_commit_to_post_p50_ms", NULL, 2},
	{"idle, commit to POST p99, ms", {"5.38", "4.31", "3.78", "7.55", "52", "498"},
		"idle_commit_to_post_p99_ms", NULL, 2},
	{"memory, MiB, host + work", {"281", "280", "247", "240", "234", "238"},
		"rss_mib", NULL, 1},
};

static const struct figure *find(const char *key)
{
	for (size_t i = 0; key != NULL && i < FIGURES; i++) {
		if (strcmp(figures[i].key, key) == 0) {
			return &figures[i];
		}
	}
	return NULL;
}

void bench_add(const char *key, double value)
{
	const struct figure *figure = find(key);

	if (figure == NULL || measured[figure - figures].count == BENCH_ROUNDS_MAX ||
		!isfinite(value)) {
		bench_fail("no figure, or too many of it: %s", key);
	} else if (!bench_stopped()) {
		measured[figure - figures].rounds[measured[figure - figures].count++] =
			value;
	}
}

static int compare(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

double bench_median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, compare);
	if (count == 0) {
		return 0;
	}
	return count % 2 == 1 ? values[count / 2]
	                      : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double median_of(const struct figure *figure, double *ret_low, double *ret_high)
{
	double sorted[BENCH_ROUNDS_MAX];
	double median;

	memcpy(sorted, measured[figure - figures].rounds, sizeof sorted);
	median = bench_median(sorted, measured[figure - figures].count);
	*ret_low = sorted[0];
	*ret_high = sorted[measured[figure - figures].count > 0
				   ? measured[figure - figures].count - 1
				   : 0];
	return median;
}

static int digits_of(double value)
{
	return value < 10 ? 3 : value < 1000 ? 1 : 0;
}

static bool is_reached(const struct figure *figure, double value)
{
	switch (figure->sense) {
	case AT_MOST:
		return value <= figure->aim;
	case AT_LEAST:
		return value >= figure->aim;
	case BELOW:
		return value < figure->aim;
	case ABOVE:
		return value > figure->aim;
	default:
		return true;
	}
}

static void print_aim(const struct figure *figure, double value)
{
	if (figure->sense == RAW) {
		printf("%-22s", "");
		return;
	}
	printf("  %s %g", sense_words[figure->sense], figure->aim);
	if (is_reached(figure, value)) {
		printf(": reached");
	} else {
		printf(": MISSED by %.0f %%",
			100 * fabs(value - figure->aim) / figure->aim);
	}
}

static void print_figure(const struct figure *figure)
{
	double low, high, median = median_of(figure, &low, &high);
	int digits = digits_of(median);

	if (measured[figure - figures].count == 0) {
		return;
	}
	printf("%-34s %10.*f %-5s", figure->key, digits, median, figure->unit);
	printf(" %9.*f .. %-9.*f", digits, low, digits, high);
	if (figure->sense != RAW) {
		print_aim(figure, median);
	}
	printf("%s%s\n", figure->what[0] != '\0' ? "  " : "", figure->what);
}

static void print_ours(const char *key, int digits)
{
	const struct figure *figure = find(key);
	double low, high;

	if (figure == NULL || measured[figure - figures].count == 0) {
		printf(" %12s", "-");
	} else {
		printf(" %12.*f", digits, median_of(figure, &low, &high));
	}
}

static void print_peers(void)
{
	printf("\n%-32s %12s %12s", "beside the peers", "decided", "plan holds");
	for (size_t i = 0; i < PEERS; i++) {
		printf(" %15s", peer_names[i]);
	}
	printf("\n");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		printf("%-32s", rows[i].what);
		print_ours(rows[i].ours, rows[i].digits);
		print_ours(rows[i].planned, rows[i].digits);
		for (size_t k = 0; k < PEERS; k++) {
			printf(" %15s", rows[i].peers[k]);
		}
		printf("\n");
	}
}

static void print_server(const struct bench_server *server)
{
	printf("MariaDB %s, %s, buffer pool %llu MiB\n", server->version,
		server->settings, (unsigned long long)(server->pool_bytes >> 20));
	if (server->server_cpu == server->caller_cpu) {
		printf("one processor only: nothing was pinned apart\n");
	} else {
		printf("pinned: the server to CPU %d, the caller to CPU %d\n",
			server->server_cpu, server->caller_cpu);
	}
}

void bench_print(const struct bench *bench)
{
	if (bench->server.version[0] != '\0') {
		print_server(&bench->server);
	}
	printf("%d rounds, %d threads in work, large house of %u guests\n\n",
		bench->options.rounds, bench->options.workers, bench->options.growth);
	printf("%-34s %10s %-5s %9s .. %-9s  aim\n", "figure", "median", "", "lowest",
		"highest");
	for (size_t i = 0; i < FIGURES; i++) {
		print_figure(&figures[i]);
	}
	print_peers();
}

static void write_rounds(FILE *file)
{
	const char *between = "";

	fprintf(file, ",\n \"rounds\": {");
	for (size_t i = 0; i < FIGURES; i++) {
		if (measured[i].count == 0) {
			continue;
		}
		fprintf(file, "%s\n  \"%s\": [", between, figures[i].key);
		between = ",";
		for (size_t k = 0; k < measured[i].count; k++) {
			fprintf(file, "%s%.6g", k > 0 ? ", " : "", measured[i].rounds[k]);
		}
		fprintf(file, "]");
	}
	fprintf(file, "\n }");
}

static void write_missed(FILE *file)
{
	const char *between = "";
	double low, high;

	fprintf(file, ",\n \"missed\": [");
	for (size_t i = 0; i < FIGURES; i++) {
		if (measured[i].count > 0 &&
			!is_reached(&figures[i], median_of(&figures[i], &low, &high))) {
			fprintf(file, "%s\"%s\"", between, figures[i].key);
			between = ", ";
		}
	}
	fprintf(file, "]");
}

bool bench_write(const struct bench *bench, const char *path)
{
	FILE *file = fopen(path, "w");
	double low, high;

	if (file == NULL) {
		bench_fail("%s cannot be written", path);
		return false;
	}
	fprintf(file,
		"{\"server\": \"%s\", \"settings\": \"%s\", \"pool_mib\": %llu,\n "
		"\"pinned_server_cpu\": %d, \"pinned_caller_cpu\": %d, \"rounds_asked\": "
		"%d, \"quick\": %s, \"workers\": %d, \"large_house\": %u",
		bench->server.version, bench->server.settings,
		(unsigned long long)(bench->server.pool_bytes >> 20),
		bench->server.server_cpu, bench->server.caller_cpu, bench->options.rounds,
		bench->options.quick ? "true" : "false", bench->options.workers,
		bench->options.growth);
	for (size_t i = 0; i < FIGURES; i++) {
		if (measured[i].count > 0) {
			fprintf(file, ",\n \"%s\": %.6g", figures[i].key,
				median_of(&figures[i], &low, &high));
		}
	}
	write_missed(file);
	write_rounds(file);
	fprintf(file, "\n}\n");
	return fclose(file) == 0;
}
