/*
 * What becomes of a delivery whose receiver is down, busy, gone or back again; what is sent at
 * most once and what at least; and what people see and can do about it.
 */
#include "support/small_hotel.h"

static int setup_floor(void **state)
{
	(void)hotel_setup(state);
	hotel_endpoint(*state, "floor", NULL);
	return 0;
}

#define FLOOR(test) cmocka_unit_test_setup_teardown(test, setup_floor, hotel_teardown)

static void answers(struct small_hotel *hotel, const char *path, const char *head)
{
	struct http_peer_answer answer = {.head = head};

	http_peer_answer(hotel->peer, path, &answer);
}

static int64_t attempts(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database, "SELECT MAX(attempts) FROM delivery");
}

static int64_t now_us(struct small_hotel *hotel)
{
	return sg_test_number(
		&hotel->database, "SELECT UNIX_TIMESTAMP(NOW(6)) * 1000000");
}

/* The only waiting row is due at least so many seconds after the moment before it failed, at
 * most so many after this one: however long anything took in between. */
static void expect_due(
	struct small_hotel *hotel, int64_t before_us, double at_least_s, double at_most_s)
{
	int64_t due_us = sg_test_number(&hotel->database,
		"SELECT MAX(due_at) FROM delivery WHERE due_at IS NOT NULL");

	assert_true((double)(due_us - before_us) / 1e6 > at_least_s);
	assert_true((double)(due_us - now_us(hotel)) / 1e6 < at_most_s);
}

/* As after an answer that asks for a pause. */
#define PAUSED                                                                           \
	"SELECT COUNT(*) FROM delivery WHERE due_at > (UNIX_TIMESTAMP() + 30) * 1000000"

static void every_check_in_arrives_once_and_signed(void **state)
{
	struct small_hotel *hotel = *state;

	for (unsigned i = 101; i < 109; i++) {
		hotel_check_in(hotel, i);
	}
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), 8);
	assert_int_equal(hotel_attempted(hotel, NULL), 8);
	assert_int_equal(hotel_doubled(hotel), 0);
	hotel_check_letters(hotel);
}

static void the_same_bytes_and_id_come_on_every_attempt(void **state)
{
	struct small_hotel *hotel = *state;
	struct letter first;
	char when[32];

	hotel_shut(hotel, "/floor");
	hotel_check_in(hotel, 101);
	hotel_work_until_failed(hotel, 1);
	assert_int_equal(hotel_attempted(hotel, "/floor"), 1);
	first = hotel_latest(hotel, "/floor");
	assert_int_equal(first.attempt, 1);
	hotel_header(hotel, "webhook-timestamp", when, sizeof when);
	hotel_sleep(1100);
	for (int i = 2; i < 5; i++) {
		hotel_hurry(hotel);
		sg_service_wake(hotel->service);
		hotel_work_until_failed(hotel, i);
		struct letter again = hotel_latest(hotel, "/floor");
		char later[32];

		hotel_header(hotel, "webhook-timestamp", later, sizeof later);
		assert_int_equal(again.attempt, i);
		assert_string_equal(again.id, first.id);
		assert_true(again.body_hash == first.body_hash);
		assert_string_not_equal(later, when);
		assert_string_equal(again.type, "checklist.issued");
	}
	hotel_shut(hotel, "");
	hotel_hurry(hotel);
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 1);
	hotel_check_letters(hotel);
}

static void a_failure_backs_off_by_the_profile(void **state)
{
	struct small_hotel *hotel = *state;
	static const double waits_s[] = {5, 300, 1800};

	hotel_shut(hotel, "/floor");
	hotel_check_in(hotel, 101);
	for (int i = 0; i < (int)(sizeof waits_s / sizeof waits_s[0]); i++) {
		int64_t before_us = now_us(hotel);

		hotel_hurry(hotel);
		hotel_work_until_failed(hotel, i + 1);
		assert_int_equal(attempts(hotel), i + 1);
		expect_due(
			hotel, before_us, 0.8 * waits_s[i] - 0.5, 1.2 * waits_s[i] + 0.5);
	}
}

static void an_endpoint_that_asks_for_a_pause_gets_it(void **state)
{
	struct small_hotel *hotel = *state;
	int64_t before_us = now_us(hotel);

	answers(hotel, "/floor",
		"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\n"
		"Content-Length: 0\r\n\r\n");
	hotel_check_in(hotel, 101);
	hotel_work_until(hotel, PAUSED);
	expect_due(hotel, before_us, 118, 145);
	/* What is new waits, too, and is not sent into the pause. */
	hotel_check_in(hotel, 102);
	hotel_work_for(hotel, 600);
	assert_int_equal(hotel_attempted(hotel, "/floor"), 1);
}

static const char busy[] = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 120\r\n"
			   "Content-Length: 0\r\n\r\n";

static void a_retry_is_tried_at_once_whatever_pause_was_asked_for(void **state)
{
	struct small_hotel *hotel = *state;

	answers(hotel, "/floor", busy);
	hotel_check_in(hotel, 101);
	hotel_work_until(hotel, PAUSED);
	hotel_check_in(hotel, 102);
	hotel_work_for(hotel, 300);
	assert_int_equal(hotel_attempted(hotel, "/floor"), 1);
	hotel_say(hotel, "delivery.retry", "'endpoint':'floor'");
	for (int i = 0; i < 3000 && hotel_attempted(hotel, "/floor") < 2; i++) {
		(void)hotel_work(hotel->service, 20);
	}
	hotel_work_for(hotel, 300);
	/* It is as busy as before: once is enough. */
	assert_in_range(hotel_attempted(hotel, "/floor"), 2, 3);
	size_t so_far = hotel_attempted(hotel, "/floor");
	hotel_check_in(hotel, 103);
	hotel_work_for(hotel, 600);
	assert_int_equal(hotel_attempted(hotel, "/floor"), so_far);
	answers(hotel, "/floor", "HTTP/1.1 204 No Content\r\n\r\n");
	hotel_say(hotel, "delivery.retry", "'endpoint':'floor'");
	assert_true(hotel_drain(hotel, 5));
	assert_int_equal(hotel_attempted(hotel, "/floor"), so_far + 3);
}

static void a_retry_reaches_the_process_that_holds_the_lane(void **state)
{
	struct small_hotel *hotel = *state;
	struct sg_service *holder = hotel->service;
	struct sg_service *other;

	answers(hotel, "/floor", busy);
	hotel_check_in(hotel, 101);
	hotel_work_until(hotel, PAUSED);
	assert_int_equal(hotel_attempted(hotel, "/floor"), 1);
	answers(hotel, "/floor", "HTTP/1.1 204 No Content\r\n\r\n");
	other = hotel_open(hotel, ",\"deadline_ms\":20000");
	hotel->service = other;
	hotel_say(hotel, "delivery.retry", "'endpoint':'floor'");
	hotel->service = holder;
	/* Without it, the pause would last for two minutes. */
	hotel_work_until(hotel, HOTEL_NOTHING_WAITS);
	assert_int_equal(hotel_attempted(hotel, "/floor"), 2);
	sg_service_close(&other);
}

static void an_endpoint_that_is_unavailable_is_spared_a_minute(void **state)
{
	struct small_hotel *hotel = *state;
	int64_t before_us = now_us(hotel);

	answers(hotel, "/floor",
		"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
	hotel_check_in(hotel, 101);
	hotel_work_until(hotel, PAUSED);
	expect_due(hotel, before_us, 55, 75);
}

static void redirects_are_not_followed(void **state)
{
	struct small_hotel *hotel = *state;

	answers(hotel, "/floor",
		"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n");
	hotel_check_in(hotel, 101);
	hotel_work_until_failed(hotel, 1);
	assert_int_equal(hotel_attempted(hotel, "/floor"), 1);
	assert_int_equal(hotel_attempted(hotel, "/other"), 0);
	assert_int_equal(attempts(hotel), 1);
}

static void an_endpoint_that_is_gone_is_disabled_and_can_come_back(void **state)
{
	struct small_hotel *hotel = *state;

	answers(hotel, "/floor", "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
	hotel_check_in(hotel, 101);
	hotel_work_until(hotel, "SELECT COUNT(*) FROM endpoint WHERE NOT enabled");
	assert_non_null(
		strstr(hotel_try(hotel, SG_OK, NULL, "endpoint.get", "'name':'floor'"),
			"\"enabled\":false"));
	hotel_check_in(hotel, 102);
	hotel_work_for(hotel, 600);
	assert_int_equal(hotel_attempted(hotel, "/floor"), 1);
	answers(hotel, "/floor", NULL);
	hotel_endpoint(hotel, "floor", NULL);
	hotel_say(hotel, "delivery.retry", "'endpoint':'floor'");
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), 3);
}

static void past_its_deadline_it_is_a_dead_letter_with_a_reason(void **state)
{
	struct small_hotel *hotel = *state;
	const char *list;

	hotel_shut(hotel, "/floor");
	hotel_check_in(hotel, 101);
	hotel_work_until_failed(hotel, 1);
	sg_test_sql(&hotel->database, "UPDATE delivery SET deadline = 1000, due_at = 0");
	hotel_work_until(hotel, HOTEL_NOTHING_WAITS);
	list = hotel_try(hotel, SG_OK, NULL, "delivery.list", "'state':'dead'");
	assert_non_null(strstr(list, "\"endpoint\":\"floor\""));
	assert_non_null(strstr(list, "500"));
	assert_null(strstr(list, "whsec_"));
	assert_non_null(
		strstr(hotel_try(hotel, SG_OK, NULL, "health", "%s", ""), "\"dead\":1"));
	hotel_shut(hotel, "");
	hotel_sleep(1000); /* the endpoint rests after its failure */
	hotel_say(hotel, "delivery.retry", "%s", "");
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), 1);
	assert_null(
		strstr(hotel_try(hotel, SG_OK, NULL, "delivery.list", "'state':'dead'"),
			"floor"));
}

static void what_waits_is_listed_as_open(void **state)
{
	struct small_hotel *hotel = *state;
	const char *list;

	hotel_shut(hotel, "/floor");
	hotel_check_in(hotel, 101);
	hotel_work_until_failed(hotel, 1);
	list = hotel_try(hotel, SG_OK, NULL, "delivery.list", "'state':'open'");
	assert_non_null(strstr(list, "\"attempts\":1"));
	assert_non_null(strstr(list, "\"wanted\":1"));
}

static void a_list_of_one_endpoints_deliveries_is_as_long_as_asked_for(void **state)
{
	struct small_hotel *hotel = *state;
	static const char *const names[] = {"floor", "second"};

	hotel_endpoint(hotel, "second", NULL);
	hotel_check_in(hotel, 101);
	hotel_check_in(hotel, 102);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *list = hotel_try(hotel, SG_OK, NULL, "delivery.list",
			"'state':'open','limit':2,'endpoint':'%s'", names[i]);
		const char *first = strstr(list, names[i]);

		assert_non_null(first);
		assert_non_null(strstr(first + 1, names[i]));
		assert_null(strstr(list, names[1 - i]));
	}
}

/* Also where more wait than are counted. */
static void health_knows_what_has_waited_longest(void **state)
{
	struct small_hotel *hotel = *state;
	const char *oldest;

	sg_test_sql(&hotel->database,
		"INSERT INTO delivery (shard, stay, endpoint, property, wanted, must, "
		"delivered, attempts, due_at, wanted_us, deadline) SELECT "
		"IF(seq = 1, 63, seq %% 60), UNHEX(MD5(seq)), UNHEX(MD5(0)), "
		"UNHEX(MD5(0)), 1, 0, 0, 0, 4000000000000000, "
		"UNIX_TIMESTAMP() * 1000000 - IF(seq = 1, 7200000000, 0), 0 "
		"FROM seq_1_to_11000");
	oldest = strstr(
		hotel_try(hotel, SG_OK, NULL, "health", "%s", ""), "\"oldest_s\":");
	assert_non_null(oldest);
	assert_true(strtol(oldest + 11, NULL, 10) >= 7199);
}

enum { OTHERS = 150 };

/* Work plans a hundred stays at once; the others wait, and so does what was decided before. */
static void what_waits_to_be_planned_anew_is_not_sent_as_it_was(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_endpoint(hotel, "first", "'departments':['housekeeping'],'floors':['1']");
	for (unsigned i = 0; i < OTHERS; i++) {
		hotel_book(hotel, 201 + i);
	}
	assert_true(hotel_drain(hotel, 20));
	hotel_say(hotel, "preference.stated",
		"'guest':{'ids':[{'system':'pms','id':'G101'}]},'topic':'device.kettle',"
		"'strength':'like'");
	hotel_check_in(hotel, 101);
	sg_test_sql(&hotel->database, "UPDATE stay SET plan_at = 1 WHERE status = 0");
	hotel_say(hotel, "preference.withdrawn",
		"'guest':{'ids':[{'system':'pms','id':'G101'}]},'topic':'device.kettle'");
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_attempted(hotel, "/first"), 1);
	assert_int_equal(hotel_received(hotel, "/first", "checklist.issued"), 1);
	assert_true(hotel_latest(hotel, "/first").revision > 1);
	assert_null(strstr(hotel_body(hotel), "device.kettle"));
}

static void only_the_newest_revision_is_sent(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_check_in(hotel, 101);
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S101'}],'party':{'adults':1}");
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S101'}],"
		"'party':{'adults':2,'children':[{'age_group':'0-2','count':1}]}");
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 1);
	assert_true(hotel_latest(hotel, "/floor").revision > 1);
	/* The first that it hears after the check-in is the confirmation. */
	assert_string_equal(hotel_latest(hotel, "/floor").type, "checklist.issued");
}

static void after_a_lost_issued_the_first_contact_is_an_issued(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_shut(hotel, "/floor");
	hotel_check_in(hotel, 101);
	hotel_work_until_failed(hotel, 1);
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S101'}],"
		"'party':{'adults':2,'children':[{'age_group':'0-2','count':1}]}");
	hotel_shut(hotel, "");
	hotel_sleep(1000);
	hotel_hurry(hotel);
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 1);
	assert_string_equal(hotel_latest(hotel, "/floor").type, "checklist.issued");
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S101'}],'party':{'adults':1}");
	assert_true(hotel_drain(hotel, 10));
	assert_string_equal(hotel_latest(hotel, "/floor").type, "checklist.revised");
	hotel_check_letters(hotel);
}

static void a_failure_does_not_hold_up_a_newer_revision(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_shut(hotel, "/floor");
	hotel_check_in(hotel, 101);
	hotel_work_until_failed(hotel, 1);
	hotel_shut(hotel, "");
	hotel_sleep(1000);
	/* Back-off belongs to the revision that failed, and be it an hour: the next one starts
	 * at once. */
	sg_test_sql(&hotel->database,
		"UPDATE delivery SET due_at = (UNIX_TIMESTAMP() + 3600) * 1000000 "
		"WHERE due_at IS NOT NULL");
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S101'}],'status':'checked_out'");
	hotel_work_until(hotel, HOTEL_NOTHING_WAITS);
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 1);
}

static void a_stay_cancelled_before_anything_was_sent_is_settled_silently(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_book(hotel, 101);
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S101'}],'status':'cancelled'");
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_attempted(hotel, NULL), 0);
}

static void a_new_endpoint_hears_of_every_open_stay(void **state)
{
	struct small_hotel *hotel = *state;

	for (unsigned i = 101; i < 106; i++) {
		hotel_check_in(hotel, i);
	}
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S105'}],'status':'checked_out'");
	assert_true(hotel_drain(hotel, 10));
	hotel_endpoint(hotel, "late", NULL);
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_received(hotel, "/late", NULL), 4);
	assert_int_equal(hotel_doubled(hotel), 0);
}

static void a_test_is_sent_to_that_endpoint_alone(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_endpoint(hotel, "other", NULL);
	hotel_say(hotel, "endpoint.test", "'name':'floor'");
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 1);
	assert_int_equal(hotel_received(hotel, "/other", NULL), 0);
	assert_non_null(strstr(hotel_body(hotel), "\"test\":true"));
	/* And again, as often as one likes. */
	hotel_sleep(1100);
	hotel_say(hotel, "endpoint.test", "'name':'floor'");
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 2);
	hotel_check_letters(hotel);
}

static void a_disabled_endpoint_gets_nothing_and_is_not_tested(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_endpoint(hotel, "floor", "'departments':['housekeeping'],'enabled':false");
	hotel_check_in(hotel, 101);
	(void)hotel_try(hotel, SG_REFUSED, NULL, "endpoint.test", "'name':'floor'");
	hotel_work_for(hotel, 500);
	assert_int_equal(hotel_attempted(hotel, NULL), 0);
}

static void a_stored_list_that_cannot_be_read_holds_up_no_other(void **state)
{
	struct small_hotel *hotel = *state;

	for (unsigned i = 101; i < 105; i++) {
		hotel_check_in(hotel, i);
	}
	sg_test_sql(&hotel->database,
		"UPDATE checklist SET sealed_body = 'torn' ORDER BY stay LIMIT 1");
	hotel_check_in(hotel, 105);
	for (int i = 0; i < 3000 && hotel_received(hotel, "/floor", NULL) < 4; i++) {
		struct sg_buffer reply = {0};

		(void)sg_service_work(hotel->service, 20, &reply);
		sg_buffer_free(&reply);
	}
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 4);
	hotel_work_until(hotel, "SELECT COUNT(*) FROM delivery WHERE reason IS NOT NULL");
	assert_non_null(
		strstr(hotel_try(hotel, SG_OK, NULL, "delivery.list", "'state':'open'"),
			"\"reason\""));
}

static int64_t unplanned(struct small_hotel *hotel)
{
	return sg_test_number(
		&hotel->database, "SELECT COUNT(*) FROM stay WHERE plan_at = 1");
}

static void a_stay_that_cannot_be_read_holds_up_no_others_plans(void **state)
{
	struct small_hotel *hotel = *state;

	for (unsigned i = 101; i < 105; i++) {
		hotel_book(hotel, i);
	}
	assert_true(hotel_drain(hotel, 10));
	sg_test_sql(&hotel->database, "UPDATE stay SET plan_at = 1");
	sg_test_sql(&hotel->database,
		"UPDATE stay SET sealed_state = 'torn' ORDER BY id LIMIT 1");
	for (int i = 0; i < 3000 && unplanned(hotel) > 0; i++) {
		struct sg_buffer reply = {0};

		(void)sg_service_work(hotel->service, 20, &reply);
		sg_buffer_free(&reply);
	}
	assert_int_equal(unplanned(hotel), 0);
	hotel_check_in(hotel, 106);
	for (int i = 0;
		i < 3000 && hotel_received(hotel, "/floor", "checklist.issued") < 1;
		i++) {
		(void)hotel_work(hotel->service, 20);
	}
	hotel_work_for(hotel, 300);
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FLOOR(every_check_in_arrives_once_and_signed),
		FLOOR(the_same_bytes_and_id_come_on_every_attempt),
		FLOOR(a_failure_backs_off_by_the_profile),
		FLOOR(an_endpoint_that_asks_for_a_pause_gets_it),
		FLOOR(a_retry_is_tried_at_once_whatever_pause_was_asked_for),
		FLOOR(a_retry_reaches_the_process_that_holds_the_lane),
		FLOOR(an_endpoint_that_is_unavailable_is_spared_a_minute),
		FLOOR(redirects_are_not_followed),
		FLOOR(an_endpoint_that_is_gone_is_disabled_and_can_come_back),
		FLOOR(past_its_deadline_it_is_a_dead_letter_with_a_reason),
		FLOOR(what_waits_is_listed_as_open),
		FLOOR(a_list_of_one_endpoints_deliveries_is_as_long_as_asked_for),
		FLOOR(health_knows_what_has_waited_longest),
		FLOOR(what_waits_to_be_planned_anew_is_not_sent_as_it_was),
		FLOOR(only_the_newest_revision_is_sent),
		FLOOR(after_a_lost_issued_the_first_contact_is_an_issued),
		FLOOR(a_failure_does_not_hold_up_a_newer_revision),
		FLOOR(a_stay_cancelled_before_anything_was_sent_is_settled_silently),
		FLOOR(a_new_endpoint_hears_of_every_open_stay),
		FLOOR(a_test_is_sent_to_that_endpoint_alone),
		FLOOR(a_disabled_endpoint_gets_nothing_and_is_not_tested),
		FLOOR(a_stored_list_that_cannot_be_read_holds_up_no_other),
		FLOOR(a_stay_that_cannot_be_read_holds_up_no_others_plans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
