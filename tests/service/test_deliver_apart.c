/*
 * An endpoint that hangs, crawls, fails or throttles delays no other: measured from the check-in
 * to the healthy endpoint's receipt, with and without bad neighbours. ctest: alone
 */
#include "support/small_hotel.h"

enum { STAYS = 300, FRESH = 60 };

static int compare(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left;
	int64_t b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

/* Milliseconds of the slowest but two of one check-in after another to the receipt at "/well". */
static double slowest_ms(struct small_hotel *hotel, unsigned first)
{
	int64_t took_us[FRESH];

	for (unsigned i = 0; i < FRESH; i++) {
		size_t before = hotel_received(hotel, "/well", NULL);
		int64_t at_us = hotel_now_us();

		hotel_check_in(hotel, first + i);
		while (hotel_received(hotel, "/well", NULL) == before) {
			if (hotel_now_us() > at_us + 10000000) {
				fail_msg("stay %u did not arrive in ten seconds",
					first + i);
			}
			(void)hotel_work(hotel->service, 1);
		}
		took_us[i] = hotel_now_us() - at_us;
	}
	qsort(took_us, FRESH, sizeof took_us[0], compare);
	print_message("%.1f %.1f %.1f %.1f %.1f ms\n", (double)took_us[0] / 1000,
		(double)took_us[FRESH / 2] / 1000, (double)took_us[FRESH * 3 / 4] / 1000,
		(double)took_us[FRESH - 3] / 1000, (double)took_us[FRESH - 1] / 1000);
	return (double)took_us[FRESH - 3] / 1000;
}

static void bad_neighbour(struct small_hotel *hotel, const char *name,
	const struct http_peer_answer *answer)
{
	char path[64];

	(void)snprintf(path, sizeof path, "/%s", name);
	http_peer_answer(hotel->peer, path, answer);
	hotel_endpoint(hotel, name,
		"'departments':['housekeeping'],'concurrency':4,'profile':'urgent'");
}

static void a_bad_endpoint_delays_no_other(void **state)
{
	struct small_hotel *hotel = *state;
	struct http_peer_answer hangs = {.head = "HTTP", .end = HTTP_PEER_HANG};
	struct http_peer_answer crawls = {
		.head = "HTTP/1.1 204 No Content\r\n\r\n", .delay_ms = 4000};
	struct http_peer_answer fails = {
		.head = "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"};
	struct http_peer_answer resets = {.head = "", .end = HTTP_PEER_RESET};
	struct http_peer_answer throttles = {.head = "HTTP/1.1 503 Busy\r\nRetry-After: "
						     "1\r\nContent-Length: 0\r\n\r\n"};
	double alone_ms, beside_ms;

	hotel_endpoint(hotel, "well", NULL);
	alone_ms = slowest_ms(hotel, 1000);
	bad_neighbour(hotel, "hangs", &hangs);
	bad_neighbour(hotel, "crawls", &crawls);
	bad_neighbour(hotel, "fails", &fails);
	bad_neighbour(hotel, "resets", &resets);
	bad_neighbour(hotel, "throttles", &throttles);
	for (unsigned i = 0; i < STAYS; i++) {
		hotel_check_in(hotel, 2000 + i);
	}
	beside_ms = slowest_ms(hotel, 3000);
	print_message("p95 to the healthy endpoint: %.1f ms alone, %.1f ms beside five "
		      "bad ones with %d stays waiting\n",
		alone_ms, beside_ms, STAYS);
	/* Who waited for one that crawls would need up to 4 s each time, for one that hangs up to
	 * the end of its request. */
	assert_true(beside_ms < 10 * alone_ms + 2500);
	hotel_check_letters(hotel);
}

static void one_that_comes_back_gets_what_it_missed(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_endpoint(hotel, "well", NULL);
	hotel_endpoint(hotel, "ill",
		"'departments':['housekeeping'],"
		"'profile':'urgent'");
	hotel_shut(hotel, "/ill");
	for (unsigned i = 0; i < 100; i++) {
		hotel_check_in(hotel, 1000 + i);
	}
	for (int i = 0; i < 3000 && hotel_received(hotel, "/well", NULL) < 100; i++) {
		(void)hotel_work(hotel->service, 20);
	}
	hotel_work_for(hotel, 3000);
	assert_int_equal(hotel_received(hotel, "/well", NULL), 100);
	assert_int_equal(hotel_received(hotel, "/ill", NULL), 0);
	hotel_shut(hotel, "");
	assert_true(hotel_drain(hotel, 90));
	assert_int_equal(hotel_received(hotel, "/ill", NULL), 100);
	assert_int_equal(hotel_received(hotel, "/well", NULL), 100);
	assert_int_equal(hotel_doubled(hotel), 0);
	hotel_check_letters(hotel);
}

static void a_rate_is_kept(void **state)
{
	struct small_hotel *hotel = *state;
	int64_t from_us;
	double took_s;

	hotel_endpoint(hotel, "slow", "'departments':['housekeeping'],'rate':10");
	for (unsigned i = 0; i < 40; i++) {
		hotel_check_in(hotel, 1000 + i);
	}
	from_us = hotel_now_us();
	assert_true(hotel_drain(hotel, 30));
	took_s = (double)(hotel_now_us() - from_us) / 1e6;
	print_message("40 deliveries at 10 a second took %.1f s\n", took_s);
	assert_true(took_s > 2.5 && took_s < 30);
	assert_int_equal(hotel_received(hotel, "/slow", NULL), 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(a_bad_endpoint_delays_no_other),
		HOTEL(one_that_comes_back_gets_what_it_missed),
		HOTEL(a_rate_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
