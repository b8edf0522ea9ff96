/*
 * The day of a large house as its manager asks for it at noon: all lists of four hundred arrivals
 * with their reasons and totals, in one answer, after the floors looked at every item.
 */
#include "bench.h"

enum { ARRIVALS = 400, SAMPLES = 40, WARM = 3 };

static bool ask(struct bench_stock *stock, const char *document, int count, double *times)
{
	for (int i = 0; i < count; i++) {
		double begin = bench_now();

		if (bench_stopped() || !bench_call(&stock->host, document)) {
			return false;
		}
		times[i] = bench_now() - begin;
	}
	return true;
}

static bool measure_round(
	struct bench *bench, struct bench_stock *stock, const char *document)
{
	double times[SAMPLES], server, caller;

	if (!ask(stock, document, WARM, times)) {
		return false;
	}
	server = bench_server_cpu(&bench->server);
	caller = bench_caller_cpu();
	if (!ask(stock, document, SAMPLES, times)) {
		return false;
	}
	caller = bench_caller_cpu() - caller;
	server = bench_server_cpu(&bench->server) - server;
	bench_add("plan_day_p50_ms", bench_median(times, SAMPLES) * 1e3);
	bench_add("plan_day_most_ms", times[SAMPLES - 1] * 1e3); /* sorted by now */
	bench_add("plan_day_server_cpu_ms", server * 1e3 / SAMPLES);
	bench_add("plan_day_caller_cpu_ms", caller * 1e3 / SAMPLES);
	return true;
}

static bool see_all(struct bench_stock *stock)
{
	return bench_sql(stock->sql,
		"INSERT INTO item (stay, item, state, at_us) SELECT s.id, "
		"CONCAT('i', n.seq), 1, 0 FROM stay s JOIN seq_1_to_12 n");
}

void bench_plan_day(struct bench *bench)
{
	static const char document[] =
		"{\"type\":\"plan.day/1\",\"property\":\"HAM1\",\"actor\":{\"role\":"
		"\"manager\"},\"data\":{}}";
	struct bench_stock stock = {.loaded = 0};
	bool ready = bench_stock_open(bench, &stock, "day") &&
	             bench_stock_load(&stock, ARRIVALS - 1) && /* and the pattern's */
	             see_all(&stock);
	int lists;

	lists = ready ? bench_count_in_reply(&stock.host, document, "\"schema\":") : 0;
	if (ready && lists != ARRIVALS) {
		bench_fail("plan.day has %d lists, not %d", lists, ARRIVALS);
	}
	bench_pin(&bench->server, true);
	for (int round = 0; round < bench->options.rounds && ready; round++) {
		bench_progress(
			"plan.day: round %d of %d", round + 1, bench->options.rounds);
		ready = measure_round(bench, &stock, document);
	}
	bench_pin(&bench->server, false);
	bench_stock_close(&stock);
}
