/* An endpoint that is put while guests check in hears of every one of them. */
#include "support/small_hotel.h"

#include <pthread.h>

enum { CALLERS = 6, EACH = 60, PUTS = 12, TRIES = 40, FIRST = 101, PUT_EVERY_MS = 60 };

struct caller {
	struct small_hotel *hotel;
	unsigned first;
	int wrong;
};

static bool say_until(struct small_hotel *hotel, const char *text)
{
	enum sg_status status = SG_UNAVAILABLE;

	for (int i = 0; i < TRIES && status == SG_UNAVAILABLE; i++) {
		status = hotel_hand_in(hotel->service, text, NULL);
	}
	return status == SG_OK;
}

static void *check_in_each(void *data)
{
	struct caller *caller = data;
	char text[HOTEL_TEXT_MAX], id[32];

	for (unsigned i = 0; i < EACH; i++) {
		(void)snprintf(id, sizeof id, "in-%u", caller->first + i);
		hotel_stay_text(caller->first + i, "checked_in", id, text);
		caller->wrong += !say_until(caller->hotel, text);
	}
	return NULL;
}

static void put_endpoint(struct small_hotel *hotel, int number)
{
	char text[HOTEL_TEXT_MAX], id[32], data[512];

	(void)snprintf(id, sizeof id, "put-%d", number);
	(void)snprintf(data, sizeof data,
		"'name':'e%d','url':'https://example.com/e%d','secret':'" HOTEL_SECRET
		"','departments':['housekeeping'],'languages':['de']",
		number, number);
	hotel_compose("endpoint.put", id, data, text);
	assert_true(say_until(hotel, text));
}

static void an_endpoint_put_while_guests_check_in_hears_of_them_all(void **state)
{
	struct small_hotel *hotel = *state;
	struct caller callers[CALLERS];
	pthread_t threads[CALLERS];

	for (unsigned i = 0; i < CALLERS * EACH; i++) {
		hotel_book(hotel, FIRST + i);
	}
	for (unsigned i = 0; i < CALLERS; i++) {
		callers[i] = (struct caller){hotel, FIRST + i * EACH, 0};
		assert_int_equal(
			pthread_create(&threads[i], NULL, check_in_each, &callers[i]), 0);
	}
	for (int i = 0; i < PUTS; i++) {
		put_endpoint(hotel, i);
		hotel_sleep(PUT_EVERY_MS);
	}
	for (int i = 0; i < CALLERS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(callers[i].wrong, 0);
	}
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT COUNT(*) FROM stay s JOIN endpoint e "
				 "LEFT JOIN delivery d ON d.shard = s.shard AND "
				 "d.stay = s.id AND d.endpoint = e.id "
				 "WHERE s.status <> 2 OR s.revision = 0 "
				 "OR d.wanted IS NULL OR d.wanted < s.revision "
				 "OR d.must = 0"),
		0);
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM delivery"),
		CALLERS * EACH * PUTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(an_endpoint_put_while_guests_check_in_hears_of_them_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
