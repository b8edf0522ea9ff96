/*
 * A house with as many booked stays as are needed. One guest with 40 facts and 12 beliefs and
 * one stay go through the module, document by document; the server multiplies them.
 */
#include "bench.h"

#include "support/multiply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CHUNK = 10000, HOUR_OF_BENCH = 11, ITEMS = 12 };

/* Twelve wishes make the list, two of them the kitchen's, whose endpoint gets about 1.4 KB.
 * The others on the card hold for another party, as much does on a regular's. */
static const struct {
	const char *topic, *value, *strength;
} shown[] = {
	{"allergy.room", "\"feather\"", "require"},
	{"bath.mat", "\"non_slip\"", "require"},
	{"bed.pillow", "\"firm\"", "like"},
	{"room.temperature", "19.5", "like"},
	{"amenity.water", "\"still\"", "like"},
	{"device.kettle", "true", "like"},
	{"room.curtains", "\"blackout\"", "like"},
	{"bath.towels", "\"extra\"", "like"},
	{"bath.slippers", "\"l\"", "like"},
	{"amenity.fruit", "\"apples\"", "like"},
	{"bath.soap", "\"bar\"", "like"},
	{"kitchen.breakfast", "\"box\"", "like"},
};

/* And what he was seen to choose: four times what he said, else too seldom to be sure. */
static const struct {
	const char *topic, *value;
	int times;
} habits[] = {
	{"amenity.fruit", "\"apples\"", 3},
	{"amenity.water", "\"still\"", 3},
	{"bath.soap", "\"bar\"", 3},
	{"kitchen.breakfast", "\"box\"", 3},
	{"amenity.flowers", "\"roses\"", 2},
	{"amenity.sweets", "\"biscuits\"", 2},
	{"bed.blanket", "\"wool\"", 2},
	{"bed.duvet", "\"light\"", 2},
	{"bed.topper", "\"firm\"", 2},
	{"breakfast.plate", "\"muesli\"", 2},
	{"car.parking", "\"space\"", 2},
	{"room.scent", "\"citrus\"", 2},
};

const char *bench_time(char ret_text[40])
{
	time_t now = time(NULL);
	struct tm parts;

	(void)strftime(ret_text, 40, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &parts));
	return ret_text;
}

/* Where it is eleven in the morning: after the morning list and before the alerts, so that a
 * stay of today is announced at once and not looked at again while we measure. */
static int zone_shift(void)
{
	time_t now = time(NULL);
	struct tm parts;
	int shift;

	(void)gmtime_r(&now, &parts);
	shift = HOUR_OF_BENCH - parts.tm_hour;
	return shift < -12 ? shift + 24 : shift;
}

void bench_day(int days, char ret_text[16])
{
	time_t then = time(NULL) + zone_shift() * 3600 + days * 86400;
	struct tm parts;

	(void)strftime(ret_text, 16, "%Y-%m-%d", gmtime_r(&then, &parts));
}

static void envelope(struct bench_stock *stock, const char *type, const char *data,
	char ret_document[BENCH_TEXT])
{
	char now[40];

	(void)snprintf(ret_document, BENCH_TEXT,
		"{\"type\":\"%s/"
		"1\",\"id\":\"open-%u\",\"time\":\"%s\",\"property\":\"HAM1\","
		"\"actor\":{\"role\":\"manager\"},\"data\":{%.1000s}}",
		type, ++stock->taken, bench_time(now), data);
}

bool bench_send(
	struct bench_stock *stock, const char *type, const char *format, const char *more)
{
	char document[BENCH_TEXT], data[BENCH_TEXT / 2];

	(void)snprintf(data, sizeof data, format, more);
	envelope(stock, type, data, document);
	return bench_call(&stock->host, document);
}

static bool open_house(struct bench_stock *stock)
{
	char zone[32];
	int shift = zone_shift();

	/* The names count the other way round. */
	(void)snprintf(zone, sizeof zone, "Etc/GMT%c%d", shift < 0 ? '+' : '-',
		shift < 0 ? -shift : shift);
	return bench_send(stock, "property.changed",
		       "\"name\":\"Bench\",\"zone\":\"%s\",\"languages\":[\"de\"],"
		       "\"live\":true,\"attention_budget\":20",
		       zone) &&
	       bench_send(stock, "room_type.changed",
		       "\"code\":\"DZ\",\"standard\":{\"things\":[{\"what\":\"duvet\","
		       "\"count\":2},{\"what\":\"pillow\",\"count\":4}],\"values\":["
		       "{\"topic\":\"bed.filling\",\"value\":\"feather\"},"
		       "{\"topic\":\"room.temperature\",\"value\":\"%s\"}]}",
		       "21");
}

static bool open_kitchen(struct bench_stock *stock, uint16_t port)
{
	char url[64];

	(void)snprintf(url, sizeof url, "http://127.0.0.1:%u/", (unsigned)port);
	return bench_send(stock, "room.changed",
		       "\"number\":\"%s\",\"type\":\"DZ\",\"floor\":\"4\","
		       "\"section\":\"4B\"",
		       "R0000000") &&
	       bench_send(stock, "endpoint.put",
		       "\"name\":\"kitchen\",\"kind\":\"department\",\"url\":\"%s\","
		       "\"secret\":\"" BENCH_SECRET "\",\"departments\":["
		       "\"food_and_beverage\"],\"languages\":[\"de\"],\"names\":false,"
		       "\"profile\":\"urgent\",\"concurrency\":32,"
		       "\"allowed_networks\":[\"127.0.0.0/8\"],\"enabled\":true",
		       url);
}

static const char person[] =
	"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G0000000\"}]},";

static bool show_habits(struct bench_stock *stock)
{
	char data[BENCH_TEXT / 2];
	bool done = true;

	for (size_t i = 0; i < sizeof habits / sizeof habits[0]; i++) {
		for (int k = 0; k < habits[i].times && done; k++) {
			(void)snprintf(data, sizeof data,
				"%s\"topic\":\"%s\",\"value\":%s", person,
				habits[i].topic, habits[i].value);
			done = bench_send(stock, "observation.recorded", "%s", data);
		}
	}
	return done;
}

static bool state_wishes(struct bench_stock *stock)
{
	size_t count = sizeof shown / sizeof shown[0];
	char data[BENCH_TEXT / 2];

	if (!bench_send(stock, "consent.given",
		    "%s\"purpose\":\"memory\",\"level\":\"chain\"", person) ||
		!bench_send(stock, "consent.given", "%s\"purpose\":\"special_category\"",
			person)) {
		return false;
	}
	for (size_t i = 0; i < 40; i++) {
		bool shows = i < count;
		size_t of = i % count;

		/* The unshown ones differ by the month in which they hold. */
		(void)snprintf(data, sizeof data,
			"%s\"topic\":\"%s\",\"value\":%s,\"strength\":\"%s\","
			"\"scope\":\"chain\",\"said_by\":\"guest\",\"channel\":\"desk\"%"
			"s",
			person, shown[of].topic, shown[of].value, shown[of].strength,
			shows           ? ""
			: i < 2 * count ? ",\"party\":\"family\""
			: i < 3 * count ? ",\"party\":\"business\""
					: ",\"party\":\"group\"");
		if (!bench_send(stock, "preference.stated", "%s", data)) {
			return false;
		}
	}
	return true;
}

static bool book_pattern(struct bench_stock *stock)
{
	char arrival[16], departure[16], data[BENCH_TEXT / 2];

	bench_day(0, arrival);
	bench_day(3, departure);
	(void)snprintf(data, sizeof data,
		"\"ids\":[{\"system\":\"pms\",\"id\":\"S0000000\"}],\"status\":"
		"\"booked\","
		"\"arrival\":\"%s\",\"departure\":\"%s\",\"room\":\"R0000000\","
		"\"booked_type\":\"DZ\",\"party\":{\"adults\":2},\"purpose\":\"leisure\","
		"\"rate\":\"BAR\",\"people\":[{\"role\":\"guest\",\"primary\":true,"
		"\"salutation\":\"Frau\",\"language\":\"de\",\"ids\":[{\"system\":"
		"\"pms\",\"id\":\"G0000000\"}]}]",
		arrival, departure);
	return bench_send(stock, "guest.changed",
		       "\"ids\":[{\"system\":\"pms\",\"id\":\"%s\"}],\"language\":\"de\"",
		       "G0000000") &&
	       state_wishes(stock) && show_habits(stock) &&
	       bench_send(stock, "stay.changed", "%s", data);
}

/* The workload is twelve items, whatever becomes of the catalogue. */
static bool check_pattern(struct bench_stock *stock)
{
	char document[BENCH_TEXT];
	int items;

	envelope(stock, "stay.checklist",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"S0000000\"}]", document);
	items = bench_count_in_reply(&stock->host, document, "\"action\":");
	if (items != ITEMS) {
		bench_fail("the pattern's list has %d items, not %d", items, ITEMS);
	}
	return !bench_stopped();
}

bool bench_stock_begin(struct bench *bench, struct bench_stock *stock, const char *name)
{
	MYSQL *mysql = bench_connect(&bench->server, NULL);
	bool done;

	(void)snprintf(stock->database, sizeof stock->database, "%s", name);
	done = mysql != NULL &&
	       bench_sql(mysql, "CREATE DATABASE %s CHARACTER SET utf8mb4", name);
	mysql_close(mysql);
	return done &&
	       bench_host_open(&stock->host, &bench->module, &bench->server, name,
		       bench->options.connections) &&
	       (stock->sql = bench_connect(&bench->server, name)) != NULL &&
	       open_house(stock);
}

bool bench_stock_open(struct bench *bench, struct bench_stock *stock, const char *name)
{
	return bench_stock_begin(bench, stock, name) &&
	       open_kitchen(stock, bench->sink.port) && book_pattern(stock) &&
	       check_pattern(stock) && bench_drain(bench, stock);
}

void bench_stock_close(struct bench_stock *stock)
{
	bench_host_close(&stock->host);
	mysql_close(stock->sql);
	stock->sql = NULL;
}

static bool copy_chunk(struct bench_stock *stock, unsigned first, unsigned last)
{
	if ((stock->members ? sg_test_multiply_members : sg_test_multiply)(
		    stock->sql, first, last)) {
		return true;
	}
	bench_fail("%s: copies: %s", stock->database, mysql_error(stock->sql));
	return false;
}

bool bench_stock_load(struct bench_stock *stock, unsigned count)
{
	bool done = true;

	if (stock->loaded >= count) {
		return true;
	}
	/* A load need not be durable row by row; what follows is measured on a durable server. */
	done = bench_sql(stock->sql, "SET GLOBAL innodb_flush_log_at_trx_commit = 0");
	while (done && stock->loaded < count && !bench_stopped()) {
		unsigned last =
			stock->loaded + CHUNK < count ? stock->loaded + CHUNK : count;

		bench_progress(
			"%s: %u of %u stays", stock->database, stock->loaded, count);
		done = copy_chunk(stock, stock->loaded + 1, last);
		stock->loaded = last;
	}
	if (done) {
		bench_settle(stock->sql);
	}
	return bench_sql(stock->sql, "SET GLOBAL innodb_flush_log_at_trx_commit = 1") &&
	       done && !bench_stopped();
}

unsigned bench_stock_take(struct bench_stock *stock, unsigned count)
{
	unsigned first = stock->used + 1;

	if (!bench_stock_load(stock, stock->used + count)) {
		return 0;
	}
	stock->used += count;
	return first;
}

void bench_check_in(unsigned stay, bool says_more, char ret_document[BENCH_TEXT])
{
	char now[40];

	(void)snprintf(ret_document, BENCH_TEXT,
		"{\"type\":\"stay.changed/1\",\"id\":\"in-%u\",\"time\":\"%s\","
		"\"property\":\"HAM1\",\"actor\":{\"role\":\"front_desk\"},\"data\":{"
		"\"ids\":[{\"system\":\"pms\",\"id\":\"S%07u\"}],\"status\":\"checked_"
		"in\","
		"\"room\":\"R%07u\"%s}}",
		stay, bench_time(now), stay, stay, says_more ? ",\"rate\":\"FLEX\"" : "");
}

bool bench_drain(struct bench *bench, struct bench_stock *stock)
{
	double quiet = bench_now();
	int64_t left, seen = -1;
	bool stuck = false;

	if (!bench_workers_start(&stock->host, bench->options.workers)) {
		return false;
	}
	while (!bench_stopped() && !stuck &&
		(left = bench_number(stock->sql, "SELECT COUNT(*) FROM delivery WHERE "
						 "due_at IS NOT NULL")) > 0) {
		bench_progress(
			"%s: %lld deliveries are left", stock->database, (long long)left);
		quiet = left != seen ? bench_now() : quiet;
		seen = left;
		stuck = bench_now() > quiet + 20;
		(void)nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
	}
	bench_workers_stop(&stock->host);
	if (stuck) {
		bench_fail("%s: deliveries are left over and nobody takes them",
			stock->database);
	}
	return !bench_stopped();
}
