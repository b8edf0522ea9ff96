/*
 * The link to the database breaks between a document's execution and its answer, or before: the
 * caller says the same again, and it was done once. Workers survive the same.
 */
#include "support/small_hotel.h"

#include <stdatomic.h>

#include "faults/broken_link.h"

enum { ROUNDS = 60, TRIES = 6 };

struct bench {
	struct small_hotel hotel;
	struct broken_link link;
	int repeated, applied, unavailable;
};

static struct sg_service *open_over(struct bench *bench, const char *socket)
{
	char direct[sizeof bench->hotel.database.socket];
	struct sg_service *service;

	memcpy(direct, bench->hotel.database.socket, sizeof direct);
	(void)snprintf(bench->hotel.database.socket, sizeof bench->hotel.database.socket,
		"%s", socket);
	service = hotel_open(&bench->hotel, ",\"deadline_ms\":5000,\"lanes\":1");
	memcpy(bench->hotel.database.socket, direct, sizeof direct);
	return service;
}

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof *bench);

	assert_non_null(bench);
	*state = bench;
	hotel_prepare(&bench->hotel, NULL);
	assert_true(link_start(&bench->link, bench->hotel.database.socket));
	bench->hotel.service = open_over(bench, bench->link.path);
	hotel_build(&bench->hotel, 5, 9);
	hotel_endpoint(&bench->hotel, "floor", NULL);
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	hotel_stop(&bench->hotel);
	link_stop(&bench->link);
	free(bench);
	return 0;
}

/* Says it until it is taken, as a PMS does: the same text with the same id. */
static void say_until_taken(struct bench *bench, const char *text)
{
	struct sg_buffer reply = {0};
	enum sg_status status = SG_UNAVAILABLE;

	for (int i = 0; i < TRIES && status == SG_UNAVAILABLE; i++) {
		status = hotel_hand_in(bench->hotel.service, text, &reply);
		bench->unavailable += status == SG_UNAVAILABLE;
	}
	if (status != SG_OK) {
		fail_msg("%s\n%d: %s", text, status, reply.data);
	}
	bench->repeated += strstr(reply.data, "\"outcome\":\"repeated\"") != NULL;
	bench->applied += strstr(reply.data, "\"outcome\":\"applied\"") != NULL;
	sg_buffer_free(&reply);
}

static void cut(struct bench *bench, enum link_cut what, int after)
{
	atomic_store(&bench->link.after, after);
	atomic_store(&bench->link.cut, (int)what);
}

static void no_cut(struct bench *bench)
{
	atomic_store(&bench->link.cut, CUT_NOTHING);
}

static int64_t number(struct bench *bench, const char *sql)
{
	return sg_test_number(&bench->hotel.database, "%s", sql);
}

static void a_lost_commit_is_repeated_not_done_again(void **state)
{
	struct bench *bench = *state;
	char text[HOTEL_TEXT_MAX], id[32];

	for (unsigned i = 0; i < ROUNDS; i++) {
		unsigned stay = 101 + i / 2 % 9 + i / 18 * 100;

		(void)snprintf(id, sizeof id, "cut-%u", i);
		hotel_stay_text(stay, i % 2 == 0 ? "booked" : "checked_in", id, text);
		cut(bench, i % 3 == 0 ? CUT_REQUEST : CUT_ANSWER, (int)(i % 4 / 2));
		say_until_taken(bench, text);
		no_cut(bench);
	}
	print_message("%d cuts: %d applied, %d repeated, %d times told to come again\n",
		atomic_load(&bench->link.cuts), bench->applied, bench->repeated,
		bench->unavailable);
	assert_true(atomic_load(&bench->link.cuts) >= ROUNDS / 2);
	assert_true(bench->repeated > 0);
	assert_int_equal(number(bench, "SELECT COUNT(*) FROM taken WHERE document LIKE "
				       "'cut-%'"),
		ROUNDS);
	assert_int_equal(number(bench, "SELECT COUNT(*) FROM stay"), ROUNDS / 2);
	/* Booked, checked in: two revisions each, whatever was said how often. */
	assert_int_equal(number(bench, "SELECT MAX(revision) FROM stay"), 2);
	assert_int_equal(number(bench, "SELECT COUNT(*) FROM checklist"), ROUNDS);
	assert_true(hotel_drain(&bench->hotel, 20));
	assert_int_equal(
		hotel_received(&bench->hotel, "/floor", "checklist.issued"), ROUNDS / 2);
	assert_int_equal(hotel_doubled(&bench->hotel), 0);
}

static void what_was_said_of_guests_is_not_said_twice(void **state)
{
	struct bench *bench = *state;
	char text[HOTEL_TEXT_MAX], id[32], data[256];

	hotel_say(&bench->hotel, "guest.changed",
		"'ids':[{'system':'pms','id':'G1'}],'language':'de'");
	for (unsigned i = 0; i < ROUNDS / 2; i++) {
		(void)snprintf(id, sizeof id, "cut-%u", i);
		(void)snprintf(data, sizeof data,
			"'guest':{'ids':[{'system':'pms','id':'G1'}]},'topic':"
			"'device.kettle','strength':'%s'",
			i % 2 == 0 ? "like" : "require");
		hotel_compose("preference.stated", id, data, text);
		cut(bench, i % 3 == 0 ? CUT_REQUEST : CUT_ANSWER, (int)(i % 4));
		say_until_taken(bench, text);
		no_cut(bench);
	}
	assert_int_equal(number(bench, "SELECT COUNT(*) FROM statement"), ROUNDS / 2);
	assert_int_equal(
		number(bench, "SELECT COUNT(*) FROM statement WHERE ended = 0"), 1);
}

static void a_worker_that_loses_its_link_sends_on(void **state)
{
	struct bench *bench = *state;
	struct sg_service *direct = hotel_open(&bench->hotel, ",\"deadline_ms\":5000");
	struct sg_service *over = bench->hotel.service;
	size_t wanted = 0;

	bench->hotel.service = direct;
	for (unsigned round = 0; round < 20; round++) {
		for (unsigned i = 0; i < 5; i++) {
			hotel_check_in(&bench->hotel, 1000 * (round + 1) + 101 + i);
			wanted++;
		}
		cut(bench, round % 2 == 0 ? CUT_ANSWER : CUT_REQUEST, (int)round % 5);
		for (int i = 0;
			i < 100 && hotel_received(&bench->hotel, "/floor", NULL) < wanted;
			i++) {
			struct sg_buffer reply = {0};

			(void)sg_service_work(over, 20, &reply);
			sg_buffer_free(&reply);
		}
		no_cut(bench);
	}
	for (int i = 0; i < 100 && hotel_waiting(&bench->hotel) > 0; i++) {
		(void)hotel_work(over, 50);
	}
	bench->hotel.service = over;
	sg_service_close(&direct);
	assert_int_equal(hotel_waiting(&bench->hotel), 0);
	print_message("%d cuts, %zu doubled\n", atomic_load(&bench->link.cuts),
		hotel_doubled(&bench->hotel));
	/* It knows what it has sent, and does not send it again for want of an answer from the
	 * database. */
	assert_int_equal(hotel_received(&bench->hotel, "/floor", NULL), wanted);
	hotel_check_letters(&bench->hotel);
}

#define LOST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOST(a_lost_commit_is_repeated_not_done_again),
		LOST(what_was_said_of_guests_is_not_said_twice),
		LOST(a_worker_that_loses_its_link_sends_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
