/*
 * One caller: a check-in beside a bare insert, in turns of a few each, so that whatever the
 * machine does to one it does to the other. First with server and caller on a processor each,
 * then as the scheduler likes it.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { TURN = 25, SAMPLES = 1000, SAMPLES_QUICK = 250, WARM = 50 };

enum flavour { BARE, FLOOR, DECIDED, PLANNED, FLAVOURS };

struct series {
	struct bench *bench;
	struct bench_bare bare;
	struct bench_floor floor;
	double *times[FLAVOURS];
	size_t count[FLAVOURS];
};

static bool is_check_in(enum flavour flavour)
{
	return flavour == DECIDED || flavour == PLANNED;
}

static bool measure_one(
	struct series *series, enum flavour flavour, unsigned stay, double *ret_time)
{
	char document[BENCH_TEXT];
	double begin;
	bool done;

	if (is_check_in(flavour)) {
		bench_check_in(stay, flavour == DECIDED, document);
	}
	begin = bench_now();
	done = flavour == BARE    ? bench_bare_insert(&series->bare)
	       : flavour == FLOOR ? bench_floor_check_in(&series->floor)
	                          : bench_call(&series->bench->stock.host, document);
	*ret_time = bench_now() - begin;
	return done;
}

static bool take_turns(struct series *series, size_t samples)
{
	unsigned stay = bench_stock_take(&series->bench->stock, (unsigned)samples * 2);
	bool done = stay > 0;

	for (int i = 0; i < FLAVOURS; i++) {
		series->count[i] = 0;
	}
	while (done && series->count[BARE] < samples && !bench_stopped()) {
		for (int i = 0; i < FLAVOURS * TURN && done; i++) {
			enum flavour flavour = (enum flavour)(i / TURN);
			double *slot = &series->times[flavour][series->count[flavour]++];

			done = measure_one(series, flavour, stay, slot);
			stay += is_check_in(flavour);
		}
	}
	return done && !bench_stopped();
}

static double percentile(struct series *series, enum flavour flavour, int percent)
{
	size_t count = series->count[flavour];

	(void)bench_median(series->times[flavour], count); /* sorts */
	return series->times[flavour][(count - 1) * (size_t)percent / 100] * 1000;
}

static void add_pinned(struct series *series)
{
	double bare50 = percentile(series, BARE, 50),
	       bare99 = percentile(series, BARE, 99);

	bench_add("checkin_p50_ratio", percentile(series, DECIDED, 50) / bare50);
	bench_add("checkin_planned_p50_ratio", percentile(series, PLANNED, 50) / bare50);
	bench_add("floor_p50_ratio", percentile(series, FLOOR, 50) / bare50);
	bench_add("checkin_p99_ratio", percentile(series, DECIDED, 99) / bare99);
	bench_add("checkin_planned_p99_ratio", percentile(series, PLANNED, 99) / bare99);
	bench_add("pinned_bare_p50_ms", bare50);
	bench_add("pinned_bare_p99_ms", bare99);
	bench_add("pinned_checkin_p50_ms", percentile(series, DECIDED, 50));
	bench_add("pinned_checkin_p99_ms", percentile(series, DECIDED, 99));
	bench_add("pinned_checkin_planned_p50_ms", percentile(series, PLANNED, 50));
	bench_add("pinned_checkin_planned_p99_ms", percentile(series, PLANNED, 99));
}

static void add_unpinned(struct series *series)
{
	double bare50 = percentile(series, BARE, 50),
	       bare99 = percentile(series, BARE, 99);

	bench_add("unpinned_checkin_p50_ratio", percentile(series, DECIDED, 50) / bare50);
	bench_add("unpinned_checkin_planned_p50_ratio",
		percentile(series, PLANNED, 50) / bare50);
	bench_add("unpinned_bare_p50_ms", bare50);
	bench_add("unpinned_bare_p99_ms", bare99);
	bench_add("checkin_p50_ms", percentile(series, DECIDED, 50));
	bench_add("checkin_p99_ms", percentile(series, DECIDED, 99));
	bench_add("checkin_planned_p50_ms", percentile(series, PLANNED, 50));
	bench_add("checkin_planned_p99_ms", percentile(series, PLANNED, 99));
}

static void measure_rounds(struct series *series, size_t samples)
{
	struct bench *bench = series->bench;

	for (int round = 0; round < bench->options.rounds && !bench_stopped(); round++) {
		bench_progress(
			"one caller: round %d of %d", round + 1, bench->options.rounds);
		bench_pin(&bench->server, true);
		if (take_turns(series, WARM) && take_turns(series, samples)) {
			add_pinned(series);
		}
		bench_pin(&bench->server, false);
		if (take_turns(series, WARM) && take_turns(series, samples)) {
			add_unpinned(series);
		}
	}
}

void bench_latency(struct bench *bench)
{
	size_t samples = bench->options.quick ? SAMPLES_QUICK : SAMPLES;
	struct series series = {.bench = bench};
	unsigned turns = (unsigned)((samples + WARM + 2 * TURN) * 2) *
	                 (unsigned)bench->options.rounds;
	bool ready = bench_bare_open(
			     &series.bare, &bench->server, bench->stock.database, 200) &&
	             bench_floor_open(
			     &series.floor, &bench->server, bench->stock.database, turns);

	for (int i = 0; i < FLAVOURS; i++) {
		series.times[i] = calloc(samples + TURN, sizeof(double));
		ready = ready && series.times[i] != NULL;
	}
	ready = ready &&
	        bench_stock_load(&bench->stock,
			bench->stock.used + (unsigned)((samples + WARM) * 4) *
						    (unsigned)bench->options.rounds);
	if (ready) {
		measure_rounds(&series, samples);
		(void)bench_drain(bench, &bench->stock);
	}
	for (int i = 0; i < FLAVOURS; i++) {
		free(series.times[i]);
	}
	bench_floor_close(&series.floor);
	bench_bare_close(&series.bare);
}
