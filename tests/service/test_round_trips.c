/*
 * What a lone caller's check-in asks of the server once its connection has met the statements:
 * executions (Com_stmt_execute) and everything else that is sent as text (Questions holds both).
 */
#include "service/counted_house.h"

struct hotel {
	struct sg_test_server server;
	struct counted_house house;
};

/* The server's view of what one document needs. */
static struct sg_test_counters spent_on_any(
	struct counted_house *house, const char *type, const char *id, const char *data)
{
	struct sg_test_counters before = sg_test_counters_read(&house->database);

	house_document(house, type, id, data);
	return sg_test_counters_since(&house->database, &before);
}

static struct sg_test_counters spent_on(
	struct counted_house *house, const char *id, const char *data)
{
	return spent_on_any(house, "stay.changed", id, data);
}

static void assert_spent(const struct sg_test_counters *spent, int64_t trips)
{
	assert_int_equal(spent->stmt_prepare, 0);
	assert_int_equal(spent->stmt_execute, trips);
	assert_int_equal(spent->questions, trips);
}

static void assert_trips(
	struct counted_house *house, const char *id, const char *data, int64_t trips)
{
	struct sg_test_counters spent = spent_on(house, id, data);

	assert_spent(&spent, trips);
}

static void check_in_data(unsigned stay, const char *more, char ret_data[256])
{
	(void)snprintf(ret_data, 256,
		"\"ids\":[{\"system\":\"pms\",\"id\":\"S%07u\"}],\"status\":"
		"\"checked_in\"%s",
		stay, more);
}

static void check_in(struct counted_house *house, unsigned stay, const char *more)
{
	char data[256], id[32];

	check_in_data(stay, more, data);
	(void)snprintf(id, sizeof id, "in-%u", stay);
	house_document(house, "stay.changed", id, data);
}

/* Booked stays, each in a room of its own, of which three have checked in so that the connection
 * has met both ways, and the short one with and without a room. */
static int set_up(void **state)
{
	struct hotel *hotel = calloc(1, sizeof *hotel);
	char room[16], number[16];

	*state = hotel;
	sg_test_server_start(&hotel->server);
	house_open(&hotel->house, hotel->server.socket);
	for (unsigned i = 1; i <= 12; i++) {
		(void)snprintf(room, sizeof room, "R%07u", i);
		(void)snprintf(number, sizeof number, "%07u", i);
		house_room(&hotel->house, room);
		house_book(&hotel->house, number, room);
	}
	check_in(&hotel->house, 1, ",\"rate\":\"FLEX\"");
	check_in(&hotel->house, 2, "");
	check_in(&hotel->house, 11, ",\"room\":\"R0000011\"");
	return 0;
}

static int tear_down(void **state)
{
	struct hotel *hotel = *state;

	house_close(&hotel->house);
	sg_test_server_stop(&hotel->server);
	free(hotel);
	return 0;
}

static void a_check_in_that_brings_more_costs_two_round_trips(void **state)
{
	struct hotel *hotel = *state;
	char data[256];

	check_in_data(3, ",\"rate\":\"FLEX\"", data);
	assert_trips(&hotel->house, "three", data, 2);
	assert_non_null(strstr(hotel->house.reply.data, "\"outcome\":\"applied\""));
}

static void a_check_in_whose_plan_holds_costs_one_round_trip(void **state)
{
	struct hotel *hotel = *state;
	char data[256];

	check_in_data(4, "", data);
	assert_trips(&hotel->house, "four", data, 1);
	assert_non_null(strstr(hotel->house.reply.data, "\"outcome\":\"applied\""));
	check_in_data(5, ",\"room\":\"R0000005\"", data);
	assert_trips(&hotel->house, "five", data, 1);
	assert_non_null(strstr(hotel->house.reply.data, "\"outcome\":\"applied\""));
}

static void a_check_in_whose_plan_no_longer_holds_costs_two_round_trips(void **state)
{
	struct hotel *hotel = *state;
	char data[256];

	house_say(&hotel->house, "room.changed",
		"\"number\":\"R0000006\",\"section\":\"4B\"");
	check_in_data(6, "", data);
	/* Met for the first time, the longer way may have to be prepared. */
	(void)spent_on(&hotel->house, "six", data);
	house_say(&hotel->house, "room.changed",
		"\"number\":\"R0000007\",\"section\":\"4B\"");
	check_in_data(7, "", data);
	assert_trips(&hotel->house, "seven", data, 2);
	assert_non_null(strstr(hotel->house.reply.data, "\"outcome\":\"applied\""));
}

static void a_check_in_to_another_room_costs_two_round_trips(void **state)
{
	struct hotel *hotel = *state;
	char data[256];

	house_room(&hotel->house, "R0000108");
	house_room(&hotel->house, "R0000109");
	check_in_data(8, ",\"room\":\"R0000108\"", data);
	(void)spent_on(&hotel->house, "eight", data);
	check_in_data(9, ",\"room\":\"R0000109\"", data);
	assert_trips(&hotel->house, "nine", data, 2);
	assert_non_null(strstr(hotel->house.reply.data, "\"outcome\":\"applied\""));
}

/* As many as a long stay in a busy suite may gather, and more. */
static void a_check_in_notes_hundreds_of_marks(void **state)
{
	struct hotel *hotel = *state;
	char data[256];

	sg_test_sql(&hotel->house.database,
		"INSERT INTO item (stay, item, state, at_us) SELECT r.stay, "
		"CONCAT('i', LPAD(seq, 10, '0')), 3, 1 FROM seq_1_to_600 JOIN "
		"(SELECT stay FROM delivery GROUP BY stay ORDER BY stay DESC LIMIT 1) r");
	check_in_data(12, "", data);
	assert_trips(&hotel->house, "twelve", data, 1);
	assert_non_null(strstr(hotel->house.reply.data, "\"outcome\":\"applied\""));
	assert_int_equal(sg_test_number(&hotel->house.database,
				 "SELECT COUNT(*) FROM checklist WHERE revision = 2 "
				 "AND LENGTH(states) > 600 * 12"),
		1);
}

static void a_repeated_check_in_costs_one_round_trip(void **state)
{
	struct hotel *hotel = *state;
	char data[256];

	check_in_data(10, "", data);
	house_document(&hotel->house, "stay.changed", "ten", data);
	(void)spent_on(&hotel->house, "ten", data);
	assert_trips(&hotel->house, "ten", data, 1);
	assert_non_null(strstr(hotel->house.reply.data, "\"outcome\":\"repeated\""));
}

/* Each once before, so that the connection has met it. */
static void loyalty_costs_two_round_trips(void **state)
{
	static const struct {
		const char *type, *data;
	} said[] = {
		{"programme.put",
			"\"programme\":{\"programme\":1,\"code\":\"miles\",\"name\":"
			"\"%s\",\"external\":true,\"levels\":[\"gold\"]}"},
		{"member.changed",
			"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"new %s\"}]},"
			"\"programme\":\"miles\",\"primary\":true"},
		{"member.changed",
			"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"new a\"}]},"
			"\"programme\":\"miles\",\"number\":\"%s\",\"primary\":true"},
		{"charge.posted",
			"\"stay\":{\"ids\":[{\"system\":\"pms\",\"id\":\"S0000001\"}]},"
			"\"charge\":\"%s\",\"category\":\"room\",\"gross_cents\":10000,"
			"\"currency\":\"EUR\""},
		{"charge.reversed",
			"\"stay\":{\"ids\":[{\"system\":\"pms\",\"id\":\"S0000001\"}]},"
			"\"charge\":\"%s\""},
	};
	struct hotel *hotel = *state;

	/* The second content of a programme is an update, and met only then. */
	for (const char *pass = "abc"; *pass != '\0'; pass++) {
		for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
			char text[2] = {*pass, '\0'};
			char data[512], id[16];
			struct sg_test_counters spent;

			(void)snprintf(data, sizeof data, said[i].data, text);
			(void)snprintf(id, sizeof id, "loyal-%s%zu", text, i);
			spent = spent_on_any(&hotel->house, said[i].type, id, data);
			if (*pass == 'c') {
				assert_spent(&spent, 2);
			}
		}
	}
}

/* Of one who has an account and points. */
static void points_cost_few_round_trips(void **state)
{
	static const struct {
		const char *type, *data;
		int64_t trips;
	} said[] = {
		{"points.adjusted",
			"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G0000001\"}]},"
			"\"programme\":\"club\",\"points\":500,\"reason\":\"%s\","
			"\"second\":\"ben\"",
			4},
		{"points.redeemed",
			"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G0000001\"}]},"
			"\"programme\":\"club\",\"redemption\":\"%s\",\"state\":\"held\","
			"\"points\":30",
			6},
		{"points.redeemed",
			"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G0000001\"}]},"
			"\"programme\":\"club\",\"redemption\":\"%s\",\"state\":"
			"\"confirmed\"",
			6},
		{"loyalty.statement",
			"\"ids\":[{\"system\":\"pms\",\"id\":\"G0000001\"}],"
			"\"programme\":\"club\",\"%s\":1",
			3},
	};
	struct hotel *hotel = *state;

	house_say(&hotel->house, "programme.put", "%s",
		"\"programme\":{\"programme\":1,\"code\":\"club\",\"name\":\"Club\","
		"\"currency\":\"EUR\",\"versions\":[{\"from\":\"2020-01-01\",\"earn\":[{"
		"\"rule\":\"base\",\"per\":\"money\",\"points\":10,\"units\":100}],"
		"\"tiers\":{\"window\":\"calendar\",\"levels\":[{\"tier\":\"member\"}]}}"
		"]}");
	house_say(&hotel->house, "member.changed", "%s",
		"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G0000001\"}]},"
		"\"programme\":\"club\"");
	for (const char *pass = "abc"; *pass != '\0'; pass++) {
		for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
			char text[2] = {*pass, '\0'};
			char data[512], id[16];
			struct sg_test_counters spent;

			(void)snprintf(data, sizeof data, said[i].data, text);
			(void)snprintf(id, sizeof id, "points-%s%zu", text, i);
			spent = spent_on_any(&hotel->house, said[i].type, id, data);
			print_message(
				"%s: %d trips\n", said[i].type, (int)spent.stmt_execute);
			if (*pass == 'c') {
				assert_spent(&spent, said[i].trips);
			}
		}
	}
}

static void leaves(struct hotel *hotel, unsigned stay, unsigned guest, int days)
{
	char arrival[16], departure[16];

	house_day(-days - 1, arrival);
	house_day(-days, departure);
	house_say(&hotel->house, "stay.changed",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"P%u\"}],\"status\":"
		"\"checked_out\",\"arrival\":\"%s\",\"departure\":\"%s\","
		"\"people\":[{\"role\":\"guest\",\"primary\":true,\"ids\":[{"
		"\"system\":\"pms\",\"id\":\"G%07u\"}]}]",
		stay, arrival, departure, guest);
}

/* So many stays are posted in one pass, all of one guest or each of his own: what that takes. */
static int64_t spent_on_posting(
	struct hotel *hotel, unsigned first, unsigned count, bool own)
{
	struct sg_test_counters before;

	for (unsigned i = first; i < first + count; i++) {
		leaves(hotel, i, own ? 100 + i - first : 1,
			own ? (int)first / 100 : 9 + (int)i * 4);
	}
	(void)sg_service_wake(hotel->house.service);
	before = sg_test_counters_read(&hotel->house.database);
	assert_true(sg_service_work(hotel->house.service, 0, &hotel->house.reply) >= 0);
	before = sg_test_counters_since(&hotel->house.database, &before);
	assert_int_equal(sg_test_number(&hotel->house.database,
				 "SELECT COUNT(*) FROM posting WHERE due_at <= "
				 "UNIX_TIMESTAMP(NOW(6)) * 1000000"),
		0);
	return before.stmt_execute;
}

static void a_posting_costs_three_round_trips(void **state)
{
	struct hotel *hotel = *state;
	int64_t few, more;

	house_say(&hotel->house, "member.changed", "%s",
		"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G0000001\"}]},"
		"\"programme\":\"club\",\"enrolled\":\"2020-01-01\"");
	/* Met by now, a pass costs what it costs, and once in a while the look at the leases. */
	(void)spent_on_posting(hotel, 1, 2, false);
	(void)spent_on_posting(hotel, 3, 2, false);
	few = spent_on_posting(hotel, 5, 2, false);
	more = spent_on_posting(hotel, 7, 8, false);
	assert_true(more - few >= 6 * 3 - 1 && more - few <= 6 * 3 + 1);
}

static void what_is_due_of_many_costs_as_many_round_trips_as_of_two(void **state)
{
	struct hotel *hotel = *state;
	int64_t few, more;

	for (unsigned i = 100; i < 116; i++) {
		house_say(&hotel->house, "member.changed",
			"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G%07u\"}]},"
			"\"programme\":\"club\",\"enrolled\":\"2020-01-01\"",
			i);
	}
	(void)spent_on_posting(hotel, 1000, 16, true);
	few = spent_on_posting(hotel, 2000, 2, true);
	more = spent_on_posting(hotel, 3000, 16, true);
	assert_true(more <= few + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_check_in_that_brings_more_costs_two_round_trips),
		cmocka_unit_test(a_check_in_whose_plan_holds_costs_one_round_trip),
		cmocka_unit_test(
			a_check_in_whose_plan_no_longer_holds_costs_two_round_trips),
		cmocka_unit_test(a_check_in_to_another_room_costs_two_round_trips),
		cmocka_unit_test(a_check_in_notes_hundreds_of_marks),
		cmocka_unit_test(a_repeated_check_in_costs_one_round_trip),
		cmocka_unit_test(loyalty_costs_two_round_trips),
		cmocka_unit_test(points_cost_few_round_trips),
		cmocka_unit_test(a_posting_costs_three_round_trips),
		cmocka_unit_test(what_is_due_of_many_costs_as_many_round_trips_as_of_two),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
