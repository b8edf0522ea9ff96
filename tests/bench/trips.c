/*
 * What one caller's check-in asks of the server, and what it costs both of them in processor
 * time: figures that hold on a busy machine, too.
 */
#include "bench.h"

enum { COUNTED = 400 };

enum flavour { BARE, DECIDED, PLANNED };

struct cost {
	double trips, server_us, caller_us;
};

static bool act(
	struct bench *bench, struct bench_bare *bare, enum flavour flavour, unsigned stay)
{
	char document[BENCH_TEXT];

	if (flavour == BARE) {
		return bench_bare_insert(bare);
	}
	bench_check_in(stay, flavour == DECIDED, document);
	return bench_call(&bench->stock.host, document);
}

/* Questions: executions of statements and queries as text, as the server counts them; the second
 * look is in its own count. */
static struct cost count(
	struct bench *bench, struct bench_bare *bare, enum flavour flavour)
{
	unsigned stay = bench_stock_take(&bench->stock, COUNTED);
	int64_t questions = bench_status(bench->stock.sql, "Questions");
	double server = bench_server_cpu(&bench->server), caller = bench_caller_cpu();

	for (unsigned i = 0; i < COUNTED && stay > 0; i++) {
		if (bench_stopped() || !act(bench, bare, flavour, stay + i)) {
			break;
		}
	}
	caller = bench_caller_cpu() - caller;
	server = bench_server_cpu(&bench->server) - server;
	questions = bench_status(bench->stock.sql, "Questions") - questions - 1;
	return (struct cost){.trips = (double)questions / COUNTED,
		.server_us = server * 1e6 / COUNTED,
		.caller_us = caller * 1e6 / COUNTED};
}

static void measure_round(struct bench *bench, struct bench_bare *bare)
{
	struct cost bare_cost = count(bench, bare, BARE);
	struct cost decided = count(bench, bare, DECIDED);
	struct cost planned = count(bench, bare, PLANNED);

	bench_add("round_trips", decided.trips);
	bench_add("round_trips_planned", planned.trips);
	bench_add("bare_server_cpu_us", bare_cost.server_us);
	bench_add("checkin_server_cpu_us", decided.server_us);
	bench_add("checkin_caller_cpu_us", decided.caller_us);
	bench_add("checkin_planned_server_cpu_us", planned.server_us);
	bench_add("checkin_planned_caller_cpu_us", planned.caller_us);
}

void bench_trips(struct bench *bench)
{
	struct bench_bare bare;
	bool ready = bench_bare_open(&bare, &bench->server, bench->stock.database, 201) &&
	             bench_stock_load(&bench->stock,
			     bench->stock.used +
				     COUNTED * 3 * (unsigned)(bench->options.rounds + 1));

	if (ready) {
		/* Once to warm up. */
		(void)count(bench, &bare, DECIDED);
		(void)count(bench, &bare, PLANNED);
	}
	for (int round = 0; round < bench->options.rounds && ready; round++) {
		bench_progress(
			"counting: round %d of %d", round + 1, bench->options.rounds);
		measure_round(bench, &bare);
		ready = !bench_stopped();
	}
	bench_bare_close(&bare);
	(void)bench_drain(bench, &bench->stock);
}
