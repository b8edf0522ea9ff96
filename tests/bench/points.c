/*
 * What points cost: the check-out of a member beside that of anybody where there is no programme,
 * its posting by work, and his statement; each in turns with a bare insert, or with what it is
 * compared with. One caller, pinned.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SMALL = 10000,
	MEMBER_BYTES = 4500, /* of all tables, as loaded */
	TURN = 25,
	TURNS_MAX = 24,
	FEW = 50,
	MANY = 5000,
	FIRST = 3, /* the members before have histories of their own */
	WARM = 1,
};

enum flavour { BARE, PLAIN, CHECK_OUT, POSTING, FLAVOURS };

/* Processor time, which does not depend on who else is on the machine. */
struct cost {
	double server, caller;
};

struct house {
	struct bench_stock stock;
	double posted[TURNS_MAX], asked[TURN * TURNS_MAX];
};

struct club {
	struct bench *bench;
	struct bench_bare bare;
	struct bench_stock plain;
	struct house houses[2];
	unsigned next; /* member whose turn it is */
	double times[FLAVOURS][TURN * TURNS_MAX];
	struct cost costs[FLAVOURS];
};

static void charge(const struct club *club, struct cost *cost, int sign)
{
	cost->server += sign * bench_server_cpu(&club->bench->server);
	cost->caller += sign * bench_caller_cpu();
}

static bool call_out(struct bench_stock *stock, unsigned number, double *ret_time)
{
	char document[BENCH_TEXT];
	double begin;
	bool done;

	bench_check_out(number, document);
	begin = bench_now();
	done = bench_call(&stock->host, document);
	*ret_time = bench_now() - begin;
	return done;
}

/* A turn's check-outs are posted by one call of work; of each a part of its time. */
static bool post(struct bench_stock *stock, double *ret_time)
{
	double begin = bench_now();
	bool done = bench_post(stock);

	*ret_time = (bench_now() - begin) / TURN;
	if (done && bench_unposted(stock) != 0) {
		bench_fail("%s: a turn was not posted at once", stock->database);
	}
	return done && !bench_stopped();
}

static bool act(
	struct club *club, enum flavour flavour, unsigned number, double *ret_time)
{
	double begin = bench_now();
	bool done;

	if (flavour != BARE) {
		return call_out(flavour == PLAIN ? &club->plain : &club->houses[0].stock,
			number, ret_time);
	}
	done = bench_bare_insert(&club->bare);
	*ret_time = bench_now() - begin;
	return done;
}

static bool take_turn(struct club *club, unsigned turn)
{
	struct bench_stock *stock = &club->houses[0].stock;
	bool done = true;

	for (unsigned i = 0; i < TURN && done; i++) {
		done = bench_member_stays(&club->plain, club->next + i) &&
		       bench_member_stays(stock, club->next + i);
	}
	for (int flavour = BARE; flavour < POSTING; flavour++) {
		charge(club, &club->costs[flavour], -1);
		for (unsigned i = 0; i < TURN && done; i++) {
			done = act(club, (enum flavour)flavour, club->next + i,
				&club->times[flavour][turn * TURN + i]);
		}
		charge(club, &club->costs[flavour], 1);
	}
	club->next += TURN;
	charge(club, &club->costs[POSTING], -1);
	done = done && post(stock, &club->times[POSTING][turn]);
	charge(club, &club->costs[POSTING], 1);
	return done;
}

static void add_costs(const struct club *club, unsigned turns)
{
	static const struct {
		const char *server, *caller;
	} keys[FLAVOURS] = {
		{"checkout_bare_server_cpu_us", "checkout_bare_caller_cpu_us"},
		{"checkout_plain_server_cpu_us", "checkout_plain_caller_cpu_us"},
		{"checkout_call_server_cpu_us", "checkout_call_caller_cpu_us"},
		{"checkout_posting_server_cpu_us", "checkout_posting_caller_cpu_us"}};

	for (int i = 0; i < FLAVOURS; i++) {
		bench_add(keys[i].server, club->costs[i].server * 1e6 / (turns * TURN));
		bench_add(keys[i].caller, club->costs[i].caller * 1e6 / (turns * TURN));
	}
}

static void add_check_outs(struct club *club, unsigned turns)
{
	double p50s[FLAVOURS];

	for (int i = 0; i < FLAVOURS; i++) {
		p50s[i] = bench_median(
			club->times[i], i == POSTING ? turns : (size_t)turns * TURN);
	}
	bench_add("checkout_p50_ratio", p50s[POSTING] / p50s[BARE]);
	bench_add("checkout_call_p50_ratio", p50s[CHECK_OUT] / p50s[BARE]);
	bench_add("checkout_plain_p50_ratio", p50s[PLAIN] / p50s[BARE]);
	bench_add("checkout_posting_p50_ms", p50s[POSTING] * 1e3);
	bench_add("checkout_call_p50_ms", p50s[CHECK_OUT] * 1e3);
	bench_add("checkout_bare_p50_ms", p50s[BARE] * 1e3);
}

static bool ask(struct bench_stock *stock, unsigned member, double *ret_time)
{
	char document[BENCH_TEXT];
	double begin = bench_now();
	bool done;

	(void)snprintf(document, sizeof document,
		"{\"type\":\"loyalty.statement/1\",\"property\":\"HAM1\",\"actor\":{"
		"\"role\":\"front_desk\"},\"data\":{\"ids\":[{\"system\":\"pms\",\"id\":"
		"\"G%07u\"}]}}",
		member);
	done = bench_call(&stock->host, document);
	*ret_time = bench_now() - begin;
	return done;
}

/* Members 1 and 2 of the same house. */
static bool ask_both(struct club *club, unsigned turns, bool counts)
{
	struct bench_stock *stock = &club->houses[0].stock;
	double *few = club->times[BARE], *many = club->times[PLAIN];
	struct cost costs[2] = {{0, 0}, {0, 0}};
	unsigned samples = turns * TURN;
	bool done = true;

	for (unsigned i = 0; i < 2 * samples && done && !bench_stopped(); i++) {
		bool is_many = i / TURN % 2 != 0;
		unsigned at = i / (2 * TURN) * TURN + i % TURN;

		if (i % TURN == 0) {
			charge(club, &costs[is_many], -1);
		}
		done = ask(stock, is_many ? 2 : 1, is_many ? &many[at] : &few[at]);
		if (i % TURN == TURN - 1) {
			charge(club, &costs[is_many], 1);
		}
	}
	if (counts && done && !bench_stopped()) {
		double few50 = bench_median(few, samples) * 1e3;
		double many50 = bench_median(many, samples) * 1e3;

		bench_add("member_entries_ratio", many50 / few50);
		bench_add("member_few_p50_ms", few50);
		bench_add("member_many_p50_ms", many50);
		bench_add("member_few_cpu_us",
			(costs[0].server + costs[0].caller) * 1e6 / samples);
		bench_add("member_many_cpu_us",
			(costs[1].server + costs[1].caller) * 1e6 / samples);
	}
	return done && !bench_stopped();
}

static void measure_rounds(struct club *club, unsigned turns)
{
	struct bench *bench = club->bench;

	for (int round = -WARM; round < bench->options.rounds; round++) {
		bench_progress(
			"points: round %d of %d", round + 1, bench->options.rounds);
		bench_pin(&bench->server, true);
		memset(club->costs, 0, sizeof club->costs);
		for (unsigned i = 0; i < turns; i++) {
			if (bench_stopped() || !take_turn(club, i)) {
				return;
			}
		}
		if (round >= 0) {
			add_check_outs(club, turns);
			add_costs(club, turns);
		}
		if (!ask_both(club, turns, round >= 0)) {
			return;
		}
		bench_pin(&bench->server, false);
	}
}

void bench_points(struct bench *bench)
{
	struct club *club = calloc(1, sizeof *club);
	struct bench_stock *stock;

	if (club == NULL) {
		bench_fail("out of memory");
		return;
	}
	club->bench = bench;
	club->next = FIRST;
	stock = &club->houses[0].stock;
	if (bench_club_open(bench, &club->plain, "club_none", 0) &&
		bench_club_open(bench, stock, "club_few", SMALL) &&
		bench_member_fill(stock, 1, FEW) && bench_member_fill(stock, 2, MANY) &&
		bench_bare_open(&club->bare, &bench->server, "club_none", 202)) {
		measure_rounds(club, bench->options.quick ? 6 : TURNS_MAX);
	}
	bench_pin(&bench->server, false);
	bench_bare_close(&club->bare);
	bench_club_close(&club->plain);
	bench_club_close(stock);
	free(club);
}

/* ---- ten thousand and a million ---- */

/* Spread over all of them; turns lie side by side in the small house. */
static unsigned spread(const struct club *club, int house, unsigned i)
{
	unsigned stride = club->houses[house].stock.loaded / SMALL;

	return (club->next + i) * stride;
}

static bool grow_turn(struct club *club, unsigned turn)
{
	bool done = true;

	for (int k = 0; k < 2; k++) {
		struct house *house = &club->houses[k];
		double time;

		for (unsigned i = 0; i < TURN && done; i++) {
			unsigned number = spread(club, k, i);

			done = bench_member_stays(&house->stock, number) &&
			       call_out(&house->stock, number, &time);
		}
		done = done && post(&house->stock, &house->posted[turn]);
		for (unsigned i = 0; i < TURN && done; i++) {
			done = ask(&house->stock, spread(club, k, i),
				&house->asked[turn * TURN + i]);
		}
	}
	club->next += TURN;
	return done && !bench_stopped();
}

static void add_growth(struct club *club, unsigned turns)
{
	double posted[2], asked[2];

	for (int k = 0; k < 2; k++) {
		struct house *house = &club->houses[k];

		posted[k] = bench_median(house->posted, turns) * 1e3;
		asked[k] = bench_median(house->asked, (size_t)turns * TURN) * 1e3;
	}
	bench_add("growth_p50_ratio_1m_members", posted[1] / posted[0]);
	bench_add("growth_statement_ratio_1m_members", asked[1] / asked[0]);
	bench_add("growth_posting_10k_ms", posted[0]);
	bench_add("growth_posting_1m_ms", posted[1]);
	bench_add("growth_statement_10k_ms", asked[0]);
	bench_add("growth_statement_1m_ms", asked[1]);
}

static void grow(struct club *club)
{
	struct bench *bench = club->bench;
	unsigned rounds = bench->options.rounds < 9 ? (unsigned)bench->options.rounds : 9;
	unsigned turns = 12;
	MYSQL *sql = club->houses[1].stock.sql;

	for (unsigned round = 0; round < rounds + WARM; round++) {
		int64_t reads = bench_status(sql, "Innodb_buffer_pool_reads");

		bench_progress("members: round %u of %u", round, rounds);
		bench_pin(&bench->server, true);
		for (unsigned i = 0; i < turns; i++) {
			if (bench_stopped() || !grow_turn(club, i)) {
				return;
			}
		}
		if (round >= WARM) {
			add_growth(club, turns);
			bench_add("growth_page_reads",
				(double)(bench_status(sql, "Innodb_buffer_pool_reads") -
					 reads));
		}
		bench_pin(&bench->server, false);
	}
	bench_add("members_data_mib",
		(double)bench_number(club->houses[1].stock.sql,
			"SELECT SUM(data_length + index_length) >> 20 FROM "
			"information_schema.tables WHERE table_schema = DATABASE()"));
}

void bench_members(struct bench *bench)
{
	struct club *club = calloc(1, sizeof *club);

	if (club == NULL) {
		bench_fail("out of memory");
		return;
	}
	if ((uint64_t)bench->options.members * MEMBER_BYTES > bench->server.pool_bytes) {
		fprintf(stderr,
			"bench: members is left out: %u do not fit into a buffer pool of "
			"%llu MiB; see --members\n",
			bench->options.members,
			(unsigned long long)(bench->server.pool_bytes >> 20));
		free(club);
		return;
	}
	club->bench = bench;
	club->next = FIRST;
	if (bench_club_open(bench, &club->houses[0].stock, "club_small", SMALL) &&
		bench_club_open(bench, &club->houses[1].stock, "club_large",
			bench->options.members)) {
		grow(club);
	}
	bench_pin(&bench->server, false);
	for (int i = 0; i < 2; i++) {
		bench_club_close(&club->houses[i].stock);
	}
	free(club);
}
