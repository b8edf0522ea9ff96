/*
 * End to end: a burst of check-ins with workers beside them, until the last delivery has arrived
 * and was verified; the time from a lone commit to its arrival; and what memory all that took.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	BURST = 20000,
	BURST_QUICK = 6400,
	ALONE = 300,
	ALONE_QUICK = 100,
	PAUSE_US = 15000
};

static double burst(struct bench *bench, unsigned first, unsigned count, bool says_more)
{
	struct bench_sink_counts *counts = bench->sink.counts;
	uint64_t wanted = atomic_load(&counts->verified) + count;
	double begin, end;

	if (!bench_workers_start(&bench->stock.host, bench->options.workers)) {
		return 0;
	}
	begin = bench_now();
	(void)bench_crowd(bench, first, count, says_more);
	end = bench_sink_wait(&bench->sink, wanted) ? atomic_load(&counts->last) : 0;
	bench_workers_stop(&bench->stock.host);
	(void)bench_drain(bench, &bench->stock);
	return end > begin ? count / (end - begin) : 0;
}

void bench_burst(struct bench *bench)
{
	unsigned count = bench->options.quick ? BURST_QUICK : BURST;
	int rounds = bench->options.rounds < 3 ? bench->options.rounds : 3;
	unsigned first;

	if (!bench_stock_load(
		    &bench->stock, bench->stock.used + 2 * count * (unsigned)rounds)) {
		return;
	}
	for (int i = 0; i < rounds && !bench_stopped(); i++) {
		bench_progress("burst of %u: round %d of %d", count, i + 1, rounds);
		first = bench_stock_take(&bench->stock, 2 * count);
		bench_add("burst_delivered_per_s", burst(bench, first, count, true));
		bench_add("burst_planned_delivered_per_s",
			burst(bench, first + count, count, false));
	}
}

/* From the return of the call, which is after the commit, to the arrival of the request. */
static bool send_alone(struct bench *bench, unsigned stay, double *ret_time)
{
	struct bench_sink_counts *counts = bench->sink.counts;
	uint64_t wanted = atomic_load(&counts->verified) + 1;
	char document[BENCH_TEXT];
	double committed;

	bench_check_in(stay, true, document);
	(void)usleep(PAUSE_US);
	if (!bench_call(&bench->stock.host, document)) {
		return false;
	}
	committed = bench_now();
	if (!bench_sink_wait(&bench->sink, wanted)) {
		return false;
	}
	*ret_time = atomic_load(&counts->last) - committed;
	return true;
}

static void add_alone(double *times, size_t count)
{
	bench_add("idle_commit_to_post_p50_ms", bench_median(times, count) * 1000);
	bench_add("idle_commit_to_post_p99_ms", times[(count - 1) * 99 / 100] * 1000);
}

void bench_idle(struct bench *bench)
{
	unsigned count = bench->options.quick ? ALONE_QUICK : ALONE;
	int rounds = bench->options.rounds < 3 ? bench->options.rounds : 3;
	double times[ALONE];

	for (int i = 0; i < rounds && !bench_stopped(); i++) {
		unsigned first = bench_stock_take(&bench->stock, count);
		bool done = first > 0 && bench_workers_start(&bench->stock.host,
						 bench->options.workers);

		bench_progress("idle: round %d of %d", i + 1, rounds);
		for (unsigned k = 0; k < count && done; k++) {
			done = send_alone(bench, first + k, &times[k]);
		}
		bench_workers_stop(&bench->stock.host);
		if (done) {
			add_alone(times, count);
		}
	}
}

void bench_memory(const struct bench *bench)
{
	FILE *file = fopen("/proc/self/statm", "r");
	struct bench_sink_counts *counts = bench->sink.counts;
	unsigned long long received = atomic_load(&counts->received);
	long pages = 0;

	if (file != NULL && fscanf(file, "%*d %ld", &pages) == 1) {
		bench_add("rss_mib",
			(double)pages * (double)sysconf(_SC_PAGESIZE) / (1024 * 1024));
	}
	if (file != NULL) {
		(void)fclose(file);
	}
	if (received > 0) {
		bench_add("body_bytes",
			(double)atomic_load(&counts->bytes) / (double)received);
	}
}
