/*
 * The same check-in where ten thousand guests are known and where a million are: two databases
 * on one server, in turns, pinned. The measured stays lie spread over all of them.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	GUEST_BYTES = 10500, /* of all tables, as loaded */
	SMALL = 10000,
	TURN = 20,
	SAMPLES = 500,
	WARM = 2
};

struct house {
	struct bench_stock stock;
	double times[SAMPLES];
};

struct growth {
	struct bench *bench;
	struct house houses[2];
	unsigned measured; /* check-ins so far, in each house */
	unsigned total;    /* that will be */
};

static bool measure_turn(struct growth *growth, struct house *house, size_t done)
{
	char document[BENCH_TEXT];
	unsigned stride = house->stock.loaded / growth->total;

	for (unsigned i = 0; i < TURN; i++) {
		double begin;

		bench_check_in(1 + (growth->measured + i) * stride, true, document);
		begin = bench_now();
		if (!bench_call(&house->stock.host, document)) {
			return false;
		}
		house->times[done + i] = bench_now() - begin;
	}
	return true;
}

static bool measure_round(struct growth *growth, bool counts)
{
	size_t done = 0;

	while (done < SAMPLES && !bench_stopped()) {
		for (int i = 0; i < 2; i++) {
			if (!measure_turn(growth, &growth->houses[i], done)) {
				return false;
			}
		}
		growth->measured += TURN;
		done += TURN;
	}
	if (counts && !bench_stopped()) {
		double small = bench_median(growth->houses[0].times, SAMPLES) * 1000;
		double large = bench_median(growth->houses[1].times, SAMPLES) * 1000;

		bench_add("growth_p50_ratio_1m", large / small);
		bench_add("growth_p50_10k_ms", small);
		bench_add("growth_p50_1m_ms", large);
	}
	return !bench_stopped();
}

static bool open_houses(struct growth *growth)
{
	struct bench *bench = growth->bench;

	return bench_stock_open(bench, &growth->houses[0].stock, "house_small") &&
	       bench_stock_open(bench, &growth->houses[1].stock, "house_large") &&
	       bench_stock_load(&growth->houses[0].stock, SMALL) &&
	       bench_stock_load(&growth->houses[1].stock, bench->options.growth);
}

void bench_growth(struct bench *bench)
{
	struct growth *growth = calloc(1, sizeof *growth);
	int rounds = bench->options.rounds < 9 ? bench->options.rounds : 9;

	if (growth == NULL) {
		bench_fail("out of memory");
		return;
	}
	if ((uint64_t)bench->options.growth * GUEST_BYTES > bench->server.pool_bytes) {
		fprintf(stderr,
			"bench: growth is left out: %u guests do not fit into a "
			"buffer pool of %llu MiB; see --guests\n",
			bench->options.growth,
			(unsigned long long)(bench->server.pool_bytes >> 20));
		free(growth);
		return;
	}
	growth->bench = bench;
	growth->total = (unsigned)(SAMPLES * (rounds + WARM));
	if (open_houses(growth)) {
		bench_pin(&bench->server, true);
		for (int round = -WARM; round < rounds; round++) {
			bench_progress("growth: round %d of %d", round + 1, rounds);
			if (!measure_round(growth, round >= 0)) {
				break;
			}
		}
		bench_pin(&bench->server, false);
		bench_add("data_mib",
			(double)bench_number(growth->houses[1].stock.sql,
				"SELECT SUM(data_length + index_length) >> 20 FROM "
				"information_schema.tables"));
	}
	for (int i = 0; i < 2; i++) {
		bench_stock_close(&growth->houses[i].stock);
	}
	free(growth);
}
