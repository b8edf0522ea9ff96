/*
 * Many callers: check-ins a second of 32 threads beside the bare commits a second of 32 threads,
 * in turns; nobody works meanwhile, so each leaves a backlog, which work then delivers alone.
 */
#include "bench.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { CHECK_INS = 8000, CHECK_INS_QUICK = 3200, COMMITS = 24000, COMMITS_QUICK = 9600 };

struct crowd {
	struct bench *bench;
	pthread_barrier_t begin;
	unsigned first; /* stay; 0 = bare commits */
	unsigned each;
	bool says_more;
	struct bench_bare bare[BENCH_CALLERS];
};

struct caller {
	struct crowd *crowd;
	unsigned number;
	pthread_t thread;
};

static bool check_in(struct crowd *crowd, unsigned stay)
{
	char document[BENCH_TEXT];

	bench_check_in(stay, crowd->says_more, document);
	return bench_call(&crowd->bench->stock.host, document);
}

static void *be_caller(void *context)
{
	struct caller *caller = context;
	struct crowd *crowd = caller->crowd;
	unsigned first = crowd->first + caller->number * crowd->each;
	bool done = true;

	(void)pthread_barrier_wait(&crowd->begin);
	for (unsigned i = 0; i < crowd->each && done && !bench_stopped(); i++) {
		done = crowd->first == 0 ? bench_bare_insert(&crowd->bare[caller->number])
		                         : check_in(crowd, first + i);
	}
	return NULL;
}

/* How many a second. */
static double run(struct crowd *crowd)
{
	struct caller callers[BENCH_CALLERS];
	double begin;

	(void)pthread_barrier_init(&crowd->begin, NULL, BENCH_CALLERS + 1);
	for (unsigned i = 0; i < BENCH_CALLERS; i++) {
		callers[i] = (struct caller){.crowd = crowd, .number = i};
		if (pthread_create(&callers[i].thread, NULL, be_caller, &callers[i]) !=
			0) {
			bench_fail("no thread can be started");
			exit(1);
		}
	}
	(void)pthread_barrier_wait(&crowd->begin);
	begin = bench_now();
	for (unsigned i = 0; i < BENCH_CALLERS; i++) {
		(void)pthread_join(callers[i].thread, NULL);
	}
	(void)pthread_barrier_destroy(&crowd->begin);
	return BENCH_CALLERS * crowd->each / (bench_now() - begin);
}

double bench_crowd(struct bench *bench, unsigned first, unsigned count, bool says_more)
{
	struct crowd crowd = {.bench = bench,
		.first = first,
		.each = count / BENCH_CALLERS,
		.says_more = says_more};

	return run(&crowd);
}

static bool open_bare(struct crowd *crowd)
{
	for (unsigned i = 0; i < BENCH_CALLERS; i++) {
		if (!bench_bare_open(&crowd->bare[i], &crowd->bench->server,
			    crowd->bench->stock.database, i)) {
			return false;
		}
	}
	return true;
}

static double host_cpu(void)
{
	struct timespec used;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
}

/* Deliveries a second, from the start of work to the last arrival. */
static double drain(struct bench *bench, unsigned count)
{
	struct bench_sink_counts *counts = bench->sink.counts;
	uint64_t wanted = atomic_load(&counts->verified) + count;
	double server = bench_server_cpu(&bench->server), host = host_cpu();
	double begin = bench_now(), end = begin;

	if (bench_workers_start(&bench->stock.host, bench->options.workers) &&
		bench_sink_wait(&bench->sink, wanted)) {
		end = atomic_load(&counts->last);
	}
	bench_add("drain_host_cpu_us", (host_cpu() - host) * 1e6 / count);
	bench_add("drain_server_cpu_us",
		(bench_server_cpu(&bench->server) - server) * 1e6 / count);
	bench_workers_stop(&bench->stock.host);
	(void)bench_drain(bench, &bench->stock);
	return end > begin ? count / (end - begin) : 0;
}

static void measure_round(struct crowd *bare, unsigned check_ins)
{
	struct bench *bench = bare->bench;
	unsigned first = bench_stock_take(&bench->stock, 2 * check_ins);
	double commits, decided, planned, drained, host, server;

	if (first == 0) {
		return;
	}
	commits = run(bare);
	host = host_cpu();
	server = bench_server_cpu(&bench->server);
	decided = bench_crowd(bench, first, check_ins, true);
	host = host_cpu() - host;
	server = bench_server_cpu(&bench->server) - server;
	drained = drain(bench, check_ins);
	planned = bench_crowd(bench, first + check_ins, check_ins, false);
	if (!bench_drain(bench, &bench->stock)) {
		return;
	}
	bench_add("bare_commits_per_s_32", commits);
	bench_add("checkins_per_s_32", decided);
	bench_add("checkins_planned_per_s_32", planned);
	bench_add("checkin_rate_ratio_32", decided / commits);
	bench_add("checkin_planned_rate_ratio_32", planned / commits);
	bench_add("checkin_server_cpu_us_32", server * 1e6 / check_ins);
	bench_add("checkin_host_cpu_us_32", host * 1e6 / check_ins);
	bench_add("drain_per_s", drained);
	bench_add("drain_rate_ratio", drained / decided);
}

void bench_rate(struct bench *bench)
{
	bool quick = bench->options.quick;
	unsigned check_ins = quick ? CHECK_INS_QUICK : CHECK_INS;
	struct crowd bare = {.bench = bench,
		.each = (quick ? COMMITS_QUICK : COMMITS) / BENCH_CALLERS};

	if (open_bare(&bare) &&
		bench_stock_load(&bench->stock,
			bench->stock.used +
				2 * check_ins * (unsigned)(bench->options.rounds + 1))) {
		/* Once to warm up: connections, statements, caches. */
		unsigned first = bench_stock_take(&bench->stock, 2 * check_ins);

		(void)run(&bare);
		(void)bench_crowd(bench, first, check_ins, true);
		(void)bench_crowd(bench, first + check_ins, check_ins, false);
		(void)bench_drain(bench, &bench->stock);
		for (int i = 0; i < bench->options.rounds && !bench_stopped(); i++) {
			bench_progress("%d callers: round %d of %d", BENCH_CALLERS, i + 1,
				bench->options.rounds);
			measure_round(&bare, check_ins);
		}
	}
	for (unsigned i = 0; i < BENCH_CALLERS; i++) {
		bench_bare_close(&bare.bare[i]);
	}
}
