/*
 * Members: one of them stays and is posted through the module, by a published programme, and the
 * server multiplies him. None is in the house when it is measured; each has been there before.
 */
#include "bench.h"

#include <stdio.h>
#include <string.h>

enum { PROGRAMME_MAX = 16384, POSTED_BEFORE = 200, STAYED_BEFORE = 40, PASSES = 50 };

static const char programme_file[] = SG_BENCH_SOURCE_DIR "/tests/programmes/hilton.json";

static bool put_programme(struct bench_stock *stock)
{
	char document[PROGRAMME_MAX], now[40];
	FILE *file = fopen(programme_file, "r");
	size_t len;

	len = (size_t)snprintf(document, sizeof document,
		"{\"type\":\"programme.put/1\",\"id\":\"programme\",\"time\":\"%s\","
		"\"property\":\"HAM1\",\"actor\":{\"role\":\"manager\"},\"data\":{"
		"\"programme\":",
		bench_time(now));
	if (file != NULL) {
		len += fread(document + len, 1, sizeof document - len - 3, file);
		(void)fclose(file);
	}
	memcpy(document + len, "}}", 3);
	return bench_call(&stock->host, document);
}

/* Two nights, charged twice. `days`: how long ago he left. */
static bool stay(
	struct bench_stock *stock, const char *name, unsigned guest, unsigned days)
{
	char arrival[16], departure[16], data[BENCH_TEXT / 2];
	bool done;

	bench_day(-(int)days - 2, arrival);
	bench_day(-(int)days, departure);
	(void)snprintf(data, sizeof data,
		"\"ids\":[{\"system\":\"pms\",\"id\":\"%s\"}],\"status\":\"checked_in\","
		"\"arrival\":\"%s\",\"departure\":\"%s\",\"booked_type\":\"DZ\","
		"\"rate\":\"BAR\",\"party\":{\"adults\":2},\"people\":[{\"role\":"
		"\"guest\",\"primary\":true,\"ids\":[{\"system\":\"pms\",\"id\":"
		"\"G%07u\"}]}]",
		name, arrival, departure, guest);
	done = bench_send(stock, "stay.changed", "%s", data);
	for (int i = 0; i < 2 && done; i++) {
		(void)snprintf(data, sizeof data,
			"\"stay\":{\"ids\":[{\"system\":\"pms\",\"id\":\"%s\"}]},"
			"\"charge\":\"%d\",\"category\":\"%s\",\"gross_cents\":%d,"
			"\"net_cents\":%d,\"currency\":\"USD\"",
			name, i, i == 0 ? "room" : "bar", i == 0 ? 23800 : 2380,
			i == 0 ? 20000 : 2000);
		done = bench_send(stock, "charge.posted", "%s", data);
	}
	return done;
}

void bench_check_out(unsigned number, char ret_document[BENCH_TEXT])
{
	char now[40];

	(void)snprintf(ret_document, BENCH_TEXT,
		"{\"type\":\"stay.changed/1\",\"id\":\"out-%u\",\"time\":\"%s\","
		"\"property\":\"HAM1\",\"actor\":{\"role\":\"front_desk\"},\"data\":{"
		"\"ids\":[{\"system\":\"pms\",\"id\":\"B%07u\"}],\"status\":"
		"\"checked_out\"}}",
		number, bench_time(now), number);
}

bool bench_member_stays(struct bench_stock *stock, unsigned number)
{
	char name[16];

	(void)snprintf(name, sizeof name, "B%07u", number);
	return stay(stock, name, number, STAYED_BEFORE);
}

int64_t bench_unposted(struct bench_stock *stock)
{
	return bench_number(stock->sql, "SELECT COUNT(*) FROM posting WHERE due_at <= "
					"UNIX_TIMESTAMP() * 1000000");
}

bool bench_post(struct bench_stock *stock)
{
	const struct bench_module *module = stock->host.module;
	struct pms_reply *reply = NULL;
	int32_t status;

	(void)module->wake(stock->host.plugin);
	status = module->work(stock->host.plugin, 0, &reply);
	if (status < 0) {
		bench_fail("work: %s", module->text(reply, NULL));
	}
	module->free(reply);
	return status >= 0;
}

bool bench_post_all(struct bench_stock *stock)
{
	bool done = true;

	for (int i = 0; i < PASSES && done && bench_unposted(stock) > 0; i++) {
		done = bench_post(stock) && !bench_stopped();
	}
	if (done && bench_unposted(stock) > 0) {
		bench_fail(
			"%s: stays are left over and nobody posts them", stock->database);
	}
	return done && !bench_stopped();
}

/* The pattern: G0000000, who was here once as S0000000. */
static bool begin_members(struct bench_stock *stock)
{
	stock->members = true;
	return put_programme(stock) &&
	       bench_send(stock, "member.changed",
		       "\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G0000000\"}]},"
		       "\"programme\":\"hilton\",\"enrolled\":\"%s\"",
		       "2020-01-01") &&
	       stay(stock, "S0000000", 0, POSTED_BEFORE) &&
	       bench_send(stock, "stay.changed",
		       "\"ids\":[{\"system\":\"pms\",\"id\":\"S0000000\"}],\"status\":"
		       "\"%s\"",
		       "checked_out") &&
	       bench_post_all(stock);
}

bool bench_club_open(struct bench *bench, struct bench_stock *stock, const char *name,
	unsigned members)
{
	bool done = bench_stock_begin(bench, stock, name) &&
	            (members == 0 || begin_members(stock));

	if (done && members > 0 &&
		bench_number(stock->sql, "SELECT COUNT(*) FROM lot") == 0) {
		bench_fail("the pattern's stay has earned nothing");
	}
	return done && !bench_stopped() && bench_stock_load(stock, members) &&
	       bench_sql(stock->sql, "ANALYZE TABLE stay, posting, charge, member, "
				     "account, lot, entry, qualified");
}

void bench_club_close(struct bench_stock *stock)
{
	if (stock->sql != NULL) {
		(void)bench_sql(stock->sql, "DROP DATABASE %s", stock->database);
	}
	bench_stock_close(stock);
}

/* Four entries of each lot: earned, held, let go, spent; of the last ten something is left. Every
 * lot is a stay, one in five days. */
bool bench_member_fill(struct bench_stock *stock, unsigned member, unsigned entries)
{
	static const char *const statements[] = {
		"SET @account = UNHEX(MD5(CONCAT('account', %u))), @entries = %u",
		"DELETE FROM entry WHERE account = @account",
		"DELETE FROM lot WHERE account = @account",
		"DELETE FROM qualified WHERE account = @account",
		"INSERT INTO entry (account, number, id, operation, lot, kind, points, "
		"held, day, at_us) SELECT @account, seq + 1, UNHEX(MD5(CONCAT('e', "
		"seq))), "
		"UNHEX(MD5(CONCAT('o', seq))), UNHEX(MD5(CONCAT('l', seq DIV 4))), "
		"ELT(seq %% 4 + 1, 0, 3, 4, 2), CASE seq %% 4 WHEN 0 THEN 100 WHEN 3 "
		"THEN IF(seq DIV 4 >= @entries DIV 4 - 10, -20, -100) ELSE 0 END, "
		"ELT(seq %% 4 + 1, 0, 60, -60, 0), 20000, 0 FROM seq_0_to_%u WHERE seq < "
		"@entries - @entries %% 4",
		"INSERT INTO lot (account, id, source, rule, earned_day, original, "
		"remaining, held, expired, reversed, bonus, amount) SELECT account, lot, "
		"CONCAT('stay:', HEX(lot)), 'base', @day - (@entries DIV 4 - "
		"MIN(number) DIV 4), 100, SUM(points), SUM(held), 0, 0, 0, 1000 FROM "
		"entry JOIN (SELECT @day := active_day FROM account WHERE account = "
		"@account) d WHERE account = @account GROUP BY lot",
		"INSERT INTO qualified (account, source, day, nights, stays, spend, "
		"base) SELECT account, source, @day - 5 * (@day - earned_day), 1, 1, "
		"1000, 100 FROM lot WHERE account = @account",
		"UPDATE account SET entries = @entries - @entries %% 4, points = (SELECT "
		"SUM(remaining) FROM lot WHERE account = @account), held = 0 WHERE "
		"account = @account",
	};
	char sql[BENCH_TEXT];
	bool done = true;

	for (size_t i = 0; i < sizeof statements / sizeof statements[0] && done; i++) {
		(void)snprintf(sql, sizeof sql, statements[i], i == 0 ? member : entries,
			entries);
		done = bench_sql(stock->sql, "%s", sql);
	}
	return done;
}
