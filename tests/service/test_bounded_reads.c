/*
 * No statement may grow with the tables: every kind of document is handed in twice, to a house
 * among a thousand stays and to one among a hundred thousand (half of them of other houses, half
 * the past of its own rooms), and must read as many rows here as there, but for a few.
 * Handler_read% counts rows where EXPLAIN guesses. ctest: once
 */
#include "service/counted_house.h"

#include "support/multiply.h"

enum {
	FEW = 1000,
	MANY = 100000,
	CHUNK = 10000,
	STEPS_MAX = 64,
	MARGIN = 6,          /* a page's end, a record that is being purged */
	MOST = 400,          /* for one document, however full the house */
	MOST_OF_WORK = 2000, /* for one pass, with all that is due by then */
};

struct step {
	const char *what;
	int64_t reads;
};

struct world {
	struct counted_house house;
	struct step steps[STEPS_MAX];
	size_t count;
};

struct worlds {
	struct sg_test_server server;
	struct world few, many;
};

static void sql(struct world *world, const char *text)
{
	sg_test_sql(&world->house.database, "%s", text);
}

/* Odd ones become the past of a hundred rooms here, even ones bookings of a thousand other
 * houses; both with what such stays have beside. */
static void spread(struct world *world)
{
	static const char *const statements[] = {
		"CREATE TEMPORARY TABLE copy (stay BINARY(16) PRIMARY KEY, n INT) SELECT "
		"id "
		"AS stay, CAST(SUBSTR(room, 2) AS INT) AS n FROM stay WHERE room LIKE "
		"'R%' "
		"AND room <> 'R0000000'",
		"UPDATE stay s JOIN copy c ON c.stay = s.id SET s.status = 3, s.room = "
		"CONCAT('R', LPAD(c.n % 100, 7, '0')), s.arrival_day = s.arrival_day - 5 "
		"- "
		"c.n, s.departure_day = s.departure_day - 5 - c.n, s.plan_at = NULL "
		"WHERE c.n % 2 = 1",
		"UPDATE stay s JOIN copy c ON c.stay = s.id SET s.property = UNHEX(LPAD("
		"HEX(c.n % 1000), 32, '7')) WHERE c.n % 2 = 0",
		"UPDATE delivery d JOIN stay s ON s.id = d.stay SET d.property = "
		"s.property, "
		"d.due_at = NULL WHERE d.stay IN (SELECT stay FROM copy)",
		"INSERT INTO occupancy (property, room, until_us, stay, from_us) SELECT "
		"s.property, s.room, s.departure_day * 86400000000, s.id, s.arrival_day "
		"* "
		"86400000000 FROM stay s JOIN copy c ON c.stay = s.id WHERE c.n % 2 = 1",
		"INSERT INTO item (stay, item, state, at_us) SELECT stay, 'abcdefghijk', "
		"1, 1 "
		"FROM copy",
		"SET @house = (SELECT id FROM property)",
		"UPDATE room r JOIN copy c ON r.property = @house AND r.number = "
		"CONCAT('R', LPAD(c.n, 7, '0')) "
		"SET "
		"r.property = UNHEX(LPAD(HEX(c.n % 1000), 32, '7')) WHERE c.n >= 100",
		"DROP TEMPORARY TABLE copy",
		"INSERT INTO guest_match (match_key, guest, kinds, sealed_ref) SELECT "
		"UNHEX(MD5(HEX(id))), id, 5, 'x' FROM guest",
		"INSERT INTO profile (guest, person, sealed_card) SELECT "
		"UNHEX(MD5(CONCAT('g', HEX(id)))), UNHEX(MD5(CONCAT('p', HEX(id)))), 'x' "
		"FROM guest",
		"INSERT INTO alias (first, second, at_us, same) SELECT "
		"UNHEX(MD5(CONCAT('a', HEX(id)))), UNHEX(MD5(CONCAT('b', HEX(id)))), 1, "
		"1 "
		"FROM guest",
		"INSERT INTO member (account, guest, chain, programme, shard, version, "
		"status, is_primary, enrolled_day, number_key, sealed_state) SELECT "
		"UNHEX(MD5(CONCAT('m', HEX(id)))), UNHEX(MD5(CONCAT('g', HEX(id)))), "
		"chain, 'miles', 0, 1, 0, 1, 1, UNHEX(MD5(CONCAT('n', HEX(id)))), 'x' "
		"FROM guest",
		"INSERT INTO charge (stay, charge, category, gross_cents, net_cents, "
		"currency, day, at_us, reversed) SELECT id, '1', 'room', 1, 1, 'EUR', 1, "
		"1, 0 FROM stay",
		"INSERT INTO programme (chain, code, version, body) SELECT id, 'miles', "
		"1, "
		"'x' FROM guest",
		"INSERT INTO account (account, version, entries, points, held, "
		"active_day, nights, stays, spend, base, standing) SELECT account, 1, 1, "
		"10, 0, 1, 0, 0, 0, 0, '[[],[]]' FROM member",
		"INSERT INTO lot (account, id, source, rule, earned_day, original, "
		"remaining, held, expired, reversed, bonus, amount) SELECT account, "
		"account, 'stay:1', 'base', 1, 10, 10, 0, 0, 0, 0, 1 FROM member",
		"INSERT INTO entry (account, number, id, operation, lot, kind, points, "
		"held, day, at_us) SELECT account, 1, account, account, account, 0, 10, "
		"0, 1, 0 FROM member",
		"INSERT INTO qualified (account, source, day, nights, stays, spend, "
		"base) SELECT account, 'stay:1', 1, 1, 1, 1, 1 FROM member",
		"INSERT IGNORE INTO posting (stay, shard, property, guest, version, "
		"arrival_day, departure_day, state) SELECT s.id, s.shard, s.property, "
		"g.guest, 1, s.arrival_day, s.departure_day, 1 FROM stay s JOIN "
		"stay_guest g ON g.stay = s.id",
		"ANALYZE TABLE account, lot, entry, qualified, posting, stay, stay_ref, "
		"stay_guest, guest, guest_ref, guest_card, "
		"room, delivery, checklist, taken, item, occupancy, statement, "
		"guest_match, "
		"profile, alias, member, charge, programme",
	};

	for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
		sql(world, statements[i]);
	}
}

static void fill(struct world *world, const char *socket, unsigned count)
{
	void *admin;

	house_open(&world->house, socket);
	house_room(&world->house, "R0000000");
	house_book(&world->house, "0000000", "R0000000");
	admin = world->house.database.admin;
	sql(world, "SET GLOBAL innodb_flush_log_at_trx_commit = 0");
	for (unsigned first = 1; first < count; first += CHUNK) {
		unsigned last = first + CHUNK - 1 < count ? first + CHUNK - 1 : count;

		assert_true(sg_test_multiply(admin, first, last));
	}
	spread(world);
	sql(world, "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
}

/* ---- the documents ---- */

static bool counting;

static void count(struct world *world, const char *what, int64_t reads)
{
	if (counting) {
		assert_true(world->count < STEPS_MAX);
		world->steps[world->count++] = (struct step){what, reads};
	}
}

static void step(struct world *world, const char *what, const char *type,
	const char *format, ...) __attribute__((format(printf, 4, 5)));
static void step(
	struct world *world, const char *what, const char *type, const char *format, ...)
{
	struct counted_house *house = &world->house;
	struct sg_test_counters before = sg_test_counters_read(&house->database);
	char data[HOUSE_TEXT / 2];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(data, sizeof data, format, arguments);
	va_end(arguments);
	house_say(house, type, "%s", data);
	before = sg_test_counters_since(&house->database, &before);
	count(world, what, before.handler_read);
}

#define STAY "\"ids\":[{\"system\":\"pms\",\"id\":\"%s\"}]"
#define OF_STAY "\"stay\":{" STAY "}"
#define GUEST "\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G%s\"}]}"

static void about_the_house(struct world *world, const char *pass)
{
	step(world, "property.changed", "property.changed", "\"name\":\"Haus %s\"", pass);
	step(world, "room_type.changed", "room_type.changed",
		"\"code\":\"SDZ\",\"name\":\"%s\"", pass);
	step(world, "group.changed", "group.changed",
		"\"code\":\"TOUR\",\"name\":\"%s\",\"codes\":[]", pass);
	step(world, "room.changed", "room.changed",
		"\"number\":\"R0000002\",\"type\":\"DZ\",\"section\":\"%s\"", pass);
	step(world, "room.changed: status", "room.changed",
		"\"number\":\"R0000002\",\"status\":{\"housekeeping\":\"dirty\"}");
	step(world, "room.readiness", "room.readiness", "\"number\":\"R0000002\"");
	step(world, "endpoint.put", "endpoint.put",
		"\"name\":\"other-%s\",\"kind\":\"office\",\"url\":"
		"\"http://127.0.0.1:9/\",\"secret\":"
		"\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\",\"departments\":["
		"\"housekeeping\"],\"languages\":[\"de\"],\"allowed_networks\":["
		"\"127.0.0.0/8\"],\"enabled\":false",
		pass);
	step(world, "endpoint.get", "endpoint.get", "\"name\":\"floor\"");
	step(world, "endpoint.test", "endpoint.test", "\"name\":\"floor\"");
}

static void about_a_member(struct world *world, const char *pass)
{
	step(world, "programme.put", "programme.put",
		"\"programme\":{\"programme\":1,\"code\":\"miles\",\"name\":\"%s\","
		"\"external\":true,\"levels\":[\"gold\"]}",
		pass);
	step(world, "member.changed: new", "member.changed",
		GUEST ",\"programme\":\"miles\",\"number\":\"%s\",\"primary\":true", pass,
		pass);
	step(world, "member.changed", "member.changed",
		GUEST ",\"programme\":\"miles\",\"level\":\"gold\",\"primary\":true",
		pass);
	step(world, "member.changed: guest new", "member.changed",
		"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"N%s\"}]},"
		"\"programme\":\"miles\",\"number\":\"N%s\"",
		pass, pass);
}

#define CLUB ",\"programme\":\"club\""

/* Some more that are over, of others: they are posted together with it. */
static void others_leave(
	struct world *world, const char *pass, const char *arrival, const char *departure)
{
	for (int i = 776; i < 780; i++) {
		house_say(&world->house, "member.changed",
			"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G%07d\"}]}"
			",\"programme\":\"club\",\"enrolled\":\"2020-01-01\"",
			i);
		house_say(&world->house, "stay.changed",
			"\"ids\":[{\"system\":\"pms\",\"id\":\"L%s-%d\"}],\"status\":"
			"\"checked_out\",\"arrival\":\"%s\",\"departure\":\"%s\","
			"\"people\":[{\"role\":\"guest\",\"ids\":[{\"system\":\"pms\","
			"\"id\":\"G%07d\"}]}]",
			pass, i, arrival, departure, i);
	}
}

/* A stay that is over since days is posted by the work at the end. */
static void about_points(struct world *world, const char *pass)
{
	int days = -20 * (int)strtol(pass, NULL, 10);
	char arrival[16], departure[16];

	house_day(days - 2, arrival);
	house_day(days, departure);
	step(world, "programme.put: club", "programme.put",
		"\"programme\":{\"programme\":1,\"code\":\"club\",\"name\":\"%s\","
		"\"currency\":\"EUR\",\"versions\":[{\"from\":\"2020-01-01\",\"earn\":[{"
		"\"rule\":\"base\",\"per\":\"money\",\"points\":10,\"units\":100}],"
		"\"tiers\":{\"window\":\"calendar\",\"levels\":[{\"tier\":\"member\"}]}}"
		"]}",
		pass);
	step(world, "member.changed: of a copy", "member.changed",
		GUEST CLUB ",\"enrolled\":\"2020-01-01\"", "0000775");
	step(world, "points.adjusted", "points.adjusted",
		GUEST CLUB ",\"points\":500,\"reason\":\"%s\",\"second\":\"ben\"",
		"0000775", pass);
	step(world, "points.redeemed: held", "points.redeemed",
		GUEST CLUB ",\"redemption\":\"%s\",\"state\":\"held\",\"points\":50",
		"0000775", pass);
	step(world, "points.redeemed: confirmed", "points.redeemed",
		GUEST CLUB ",\"redemption\":\"%s\",\"state\":\"confirmed\"", "0000775",
		pass);
	step(world, "loyalty.statement", "loyalty.statement", STAY CLUB, "G0000775");
	step(world, "loyalty.exceptions", "loyalty.exceptions", "\"pass\":\"%s\"", pass);
	step(world, "stay.changed: over", "stay.changed",
		STAY ",\"status\":\"checked_out\",\"arrival\":\"%s\",\"departure\":"
		     "\"%s\",\"people\":[{\"role\":\"guest\",\"ids\":[{\"system\":"
		     "\"pms\",\"id\":\"G0000775\"}]}]",
		pass, arrival, departure);
	step(world, "charge.posted: over", "charge.posted",
		OF_STAY ",\"charge\":\"1\",\"category\":\"bar\",\"gross_cents\":900,"
			"\"currency\":\"EUR\"",
		pass);
	others_leave(world, pass, arrival, departure);
}

static void about_a_guest(struct world *world, const char *pass)
{
	step(world, "guest.changed: new", "guest.changed",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"G%s\"}],\"language\":\"de\"",
		pass);
	step(world, "guest.changed", "guest.changed",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"G%s\"}],\"vip\":\"VIP1\"", pass);
	step(world, "guest.changed: of a copy", "guest.changed",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"G0000777\"}],\"vip\":\"V%s\"",
		pass);
	step(world, "preference.stated", "preference.stated",
		GUEST
		",\"topic\":\"bath.towels\",\"value\":\"extra\",\"strength\":\"like\"",
		pass);
	step(world, "preference.stated: of a copy", "preference.stated",
		GUEST
		",\"topic\":\"bath.towels\",\"value\":\"extra\",\"strength\":\"like\"",
		"0000776");
	step(world, "preference.withdrawn", "preference.withdrawn",
		GUEST ",\"topic\":\"bath.towels\",\"value\":\"extra\"", pass);
	step(world, "guest.merged", "guest.merged",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"G%s\"}],\"merged\":{\"ids\":[{"
		"\"system\":\"pms\",\"id\":\"M%s\"}]}",
		pass, pass);
	step(world, "guest.changed: of a profile", "guest.changed",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"M%s\"}],\"birth_date\":"
		"\"1970-05-12\",\"phone\":\"040 1234567\"",
		pass);
	step(world, "preference.stated: of a profile", "preference.stated",
		"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"M%s\"}]},\"topic\":"
		"\"device.iron\",\"strength\":\"like\"",
		pass);
	step(world, "guest.card", "guest.card",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"G%s\"}]", pass);
	step(world, "guest.unmerged", "guest.unmerged",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"G%s\"}],\"merged\":{\"ids\":[{"
		"\"system\":\"pms\",\"id\":\"M%s\"}]}",
		pass, pass);
}

/* The first item's id of the latest answer. */
static void item_of(const struct world *world, char ret_item[16])
{
	static const char before[] = "\"items\":[{\"id\":\"";
	const char *found = strstr(world->house.reply.data, before);

	assert_non_null(found);
	found += sizeof before - 1;
	(void)snprintf(ret_item, 16, "%.*s", (int)strcspn(found, "\""), found);
}

static void book(struct world *world, const char *what, const char *stay,
	const char *guest, const char *room)
{
	char arrival[16], departure[16];

	house_day(0, arrival);
	house_day(2, departure);
	step(world, what, "stay.changed",
		STAY ",\"status\":\"booked\",\"arrival\":\"%s\",\"departure\":\"%s\","
		     "\"room\":\"%s\",\"people\":[{\"role\":\"guest\",\"ids\":[{"
		     "\"system\":\"pms\",\"id\":\"%s\"}]}]",
		stay, arrival, departure, room, guest);
}

static void about_a_stay(struct world *world, const char *pass)
{
	char stay[32], other[32], item[16];

	(void)snprintf(stay, sizeof stay, "T%s", pass);
	(void)snprintf(other, sizeof other, "U%s", pass);
	book(world, "stay.changed: booked, guest known", stay, "G0000000", "R0000004");
	book(world, "stay.changed: booked, guest new", other, other, "R0000006");
	step(world, "stay.changed: dates", "stay.changed", STAY ",\"eta\":null", stay);
	step(world, "stay.changed: codes", "stay.changed", STAY ",\"rate\":\"R%s\"", stay,
		pass);
	step(world, "stay.changed: waiting", "stay.changed",
		STAY ",\"status\":\"waiting\"", stay);
	step(world, "stay.changed: checked in", "stay.changed",
		STAY ",\"status\":\"checked_in\"", stay);
	step(world, "stay.changed: reversed", "stay.changed",
		STAY ",\"status\":\"booked\"", stay);
	step(world, "stay.changed: checked in, more", "stay.changed",
		STAY ",\"status\":\"checked_in\",\"rate\":\"BAR\"", stay);
	step(world, "stay.changed: moved", "stay.changed", STAY ",\"room\":\"R0000008\"",
		stay);
	step(world, "stay.changed: shared", "stay.changed", STAY ",\"room\":\"R0000008\"",
		other);
	step(world, "stay.checklist", "stay.checklist", STAY, stay);
	item_of(world, item);
	step(world, "task.changed", "task.changed",
		OF_STAY ",\"item\":\"%s\",\"state\":\"done\"", stay, item);
	step(world, "charge.posted", "charge.posted",
		OF_STAY ",\"charge\":\"1\",\"category\":\"bar\",\"gross_cents\":900,"
			"\"currency\":\"EUR\"",
		stay);
	step(world, "charge.posted: again", "charge.posted",
		OF_STAY ",\"charge\":\"1\",\"category\":\"bar\",\"gross_cents\":800,"
			"\"currency\":\"EUR\"",
		stay);
	step(world, "charge.reversed", "charge.reversed", OF_STAY ",\"charge\":\"1\"",
		stay);
	step(world, "plan.day", "plan.day", "\"department\":\"housekeeping\"");
	step(world, "room.readiness: occupied", "room.readiness",
		"\"number\":\"R0000008\"");
	step(world, "stay.changed: checked out", "stay.changed",
		STAY ",\"status\":\"checked_out\"", stay);
	step(world, "stay.changed: cancelled", "stay.changed",
		STAY ",\"status\":\"cancelled\"", other);
}

static void about_the_operation(struct world *world, const char *pass)
{
	char day[16];

	house_day(strtol(pass, NULL, 10) > 1 ? -2 : -3, day);
	step(world, "snapshot.begun", "snapshot.begun", "\"snapshot\":\"s-%s\"", pass);
	step(world, "snapshot.ended", "snapshot.ended", "\"snapshot\":\"s-%s\"", pass);
	step(world, "day.closed", "day.closed", "\"business_date\":\"%s\"", day);
	step(world, "delivery.list", "delivery.list", "\"state\":\"open\",\"limit\":10");
	step(world, "delivery.list: dead", "delivery.list",
		"\"state\":\"dead\",\"limit\":10");
	step(world, "delivery.retry", "delivery.retry", "\"endpoint\":\"floor\"");
	step(world, "health", "health", "\"pass\":\"%s\"", pass);
}

static void work(struct world *world)
{
	struct counted_house *house = &world->house;
	struct sg_test_counters before = sg_test_counters_read(&house->database);

	sg_buffer_reset(&house->reply);
	if (sg_service_work(house->service, 0, &house->reply) < 0) {
		fail_msg("work: %s", house->reply.data);
	}
	before = sg_test_counters_since(&house->database, &before);
	count(world, "work", before.handler_read);
}

static void play(struct world *world, const char *pass)
{
	about_the_house(world, pass);
	about_a_guest(world, pass);
	about_a_member(world, pass);
	about_points(world, pass);
	about_a_stay(world, pass);
	about_the_operation(world, pass);
	work(world);
}

static int set_up(void **state)
{
	struct worlds *worlds = calloc(1, sizeof *worlds);

	*state = worlds;
	/* Room for all of it, so that filling does not wait for the disk. */
	(void)setenv("STAMMGAST_TEST_POOL", "512M", 1);
	(void)setenv("STAMMGAST_TEST_SERVER_OPTIONS",
		"--innodb-log-file-size=512M --innodb-max-dirty-pages-pct=99", 1);
	sg_test_server_start(&worlds->server);
	fill(&worlds->few, worlds->server.socket, FEW);
	fill(&worlds->many, worlds->server.socket, MANY);
	/* Once to warm up: what a connection or a cache does the first time is no reading. */
	for (int pass = 1; pass <= 2; pass++) {
		counting = pass == 2;
		play(&worlds->few, pass == 1 ? "1" : "2");
		play(&worlds->many, pass == 1 ? "1" : "2");
	}
	return 0;
}

static int tear_down(void **state)
{
	struct worlds *worlds = *state;

	house_close(&worlds->few.house);
	house_close(&worlds->many.house);
	sg_test_server_stop(&worlds->server);
	free(worlds);
	return 0;
}

static void no_document_reads_more_among_a_hundred_thousand_stays(void **state)
{
	struct worlds *worlds = *state;
	bool bounded = true;

	assert_int_equal(worlds->few.count, worlds->many.count);
	for (size_t i = 0; i < worlds->few.count; i++) {
		int64_t few = worlds->few.steps[i].reads;
		int64_t many = worlds->many.steps[i].reads;
		bool holds = many <= few + MARGIN;

		if (!holds || getenv("STAMMGAST_TEST_VERBOSE") != NULL) {
			print_message("%-36s %6lld rows among %d, %6lld among %d\n",
				worlds->few.steps[i].what, (long long)few, FEW,
				(long long)many, MANY);
		}
		bounded = bounded && holds;
	}
	assert_true(bounded);
}

static void no_document_reads_many_rows(void **state)
{
	struct worlds *worlds = *state;
	bool bounded = true;

	for (size_t i = 0; i < worlds->many.count; i++) {
		const struct step *step = &worlds->many.steps[i];
		bool of_work = strcmp(step->what, "work") == 0;

		if (step->reads > (of_work ? MOST_OF_WORK : MOST)) {
			print_message("%s reads %lld rows\n", step->what,
				(long long)step->reads);
			bounded = false;
		}
	}
	assert_true(bounded);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_document_reads_more_among_a_hundred_thousand_stays),
		cmocka_unit_test(no_document_reads_many_rows),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
