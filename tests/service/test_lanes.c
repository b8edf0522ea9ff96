/*
 * Lanes of one process: threads of one handle and several handles share the shards fairly, send
 * nothing twice while they come and go, and leave nothing lying when a thread stays away.
 */
#include "support/small_hotel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "service/context.h"

enum { STAYS = 400, THREADS_MAX = 8, BATCH = 20 };

/* Long enough not to run out under a sanitizer on a busy machine, short enough to wait for. */
static const struct sg_work_terms short_terms = {.lease_us = 3000000,
	.beat_us = 500000,
	.margin_us = 300000,
	.request_us = 2000000};

/* What a lane holds stays its own far longer than a test waits. */
static const struct sg_work_terms long_terms = {.lease_us = 600000000,
	.beat_us = 500000,
	.margin_us = 300000,
	.request_us = 2000000};

enum { SOON_S = 60 };

struct worker {
	struct sg_service *service;
	pthread_t thread;
	atomic_bool stop;
	atomic_int failed;
	atomic_int calls;
	atomic_llong settled;
};

static void *work(void *data)
{
	struct worker *worker = data;

	while (!atomic_load(&worker->stop)) {
		struct sg_buffer reply = {0};
		int32_t settled = sg_service_work(worker->service, 100, &reply);

		if (settled < 0) {
			(void)fprintf(stderr, "work: %d %s\n", settled,
				reply.data != NULL ? reply.data : "");
			atomic_fetch_add(&worker->failed, 1);
		}
		atomic_fetch_add(&worker->calls, 1);
		atomic_fetch_add(&worker->settled, settled);
		sg_buffer_free(&reply);
	}
	return NULL;
}

static void start(struct worker *worker, struct sg_service *service)
{
	*worker = (struct worker){.service = service};
	assert_int_equal(pthread_create(&worker->thread, NULL, work, worker), 0);
}

static void stop(struct worker *worker)
{
	atomic_store(&worker->stop, true);
	assert_int_equal(pthread_join(worker->thread, NULL), 0);
	assert_int_equal(atomic_load(&worker->failed), 0);
}

static void check_in_some(struct small_hotel *hotel, unsigned first, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		hotel_check_in(hotel, first + i);
	}
}

static void wait_for(struct small_hotel *hotel, size_t count)
{
	int64_t until_us = hotel_now_us() + SOON_S * INT64_C(1000000);

	while (hotel_received(hotel, "/floor", NULL) < count) {
		if (hotel_now_us() > until_us) {
			fail_msg("%zu of %zu after %d s",
				hotel_received(hotel, "/floor", NULL), count, SOON_S);
		}
		hotel_sleep(10);
	}
}

static int64_t most_shards(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database,
		"SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) n FROM lease WHERE "
		"owner IS NOT "
		"NULL GROUP BY owner) x");
}

static void wait_for_shares(struct small_hotel *hotel, int64_t most)
{
	for (int i = 0; i < 1200 && most_shards(hotel) != most; i++) {
		hotel_sleep(50);
	}
	assert_int_equal(most_shards(hotel), most);
}

static int set_up(void **state)
{
	struct small_hotel *hotel;

	(void)hotel_setup(state);
	hotel = *state;
	hotel->service->terms = short_terms;
	hotel_endpoint(hotel, "floor", NULL);
	return 0;
}

#define LANES(test) cmocka_unit_test_setup_teardown(test, set_up, hotel_teardown)

static void threads_come_and_go_and_nothing_is_sent_twice(void **state)
{
	struct small_hotel *hotel = *state;
	struct http_peer_answer slowly = {
		.head = "HTTP/1.1 204 No Content\r\n\r\n", .delay_ms = 30};
	struct worker workers[THREADS_MAX];
	unsigned next = 1000;

	http_peer_answer(hotel->peer, "/floor", &slowly);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 4; i++) {
			start(&workers[i], hotel->service);
			check_in_some(hotel, next, BATCH);
			next += BATCH;
		}
		for (int i = 0; i < 4; i++) {
			stop(&workers[i]);
			check_in_some(hotel, next, BATCH);
			next += BATCH;
		}
	}
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/floor", NULL), next - 1000);
	assert_int_equal(hotel_doubled(hotel), 0);
	hotel_check_letters(hotel);
}

static void handles_share_the_shards_fairly_and_send_nothing_twice(void **state)
{
	struct small_hotel *hotel = *state;
	struct http_peer_answer slowly = {
		.head = "HTTP/1.1 204 No Content\r\n\r\n", .delay_ms = 20};
	struct sg_service *others[3];
	struct worker workers[4];

	http_peer_answer(hotel->peer, "/floor", &slowly);
	hotel->service->terms = long_terms;
	start(&workers[3], hotel->service);
	check_in_some(hotel, 1000, STAYS / 2);
	for (int i = 0; i < 3; i++) {
		others[i] = hotel_open(hotel, ",\"deadline_ms\":20000");
		others[i]->terms = long_terms;
		start(&workers[i], others[i]);
	}
	check_in_some(hotel, 1000 + STAYS / 2, STAYS / 2);
	wait_for(hotel, STAYS);
	wait_for_shares(hotel, 16);
	for (int i = 0; i < 3; i++) {
		stop(&workers[i]);
		sg_service_close(&others[i]);
	}
	/* Those that are left take over at once, without waiting for leases to run out. */
	check_in_some(hotel, 2000, 30);
	wait_for(hotel, STAYS + 30);
	stop(&workers[3]);
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_doubled(hotel), 0);
	hotel_check_letters(hotel);
}

static void a_thread_that_stays_away_leaves_nothing_lying(void **state)
{
	struct small_hotel *hotel = *state;
	struct worker workers[4];

	hotel->service->terms = long_terms;
	for (int i = 0; i < 4; i++) {
		start(&workers[i], hotel->service);
	}
	wait_for_shares(hotel, 16);
	for (int i = 1; i < 4; i++) {
		stop(&workers[i]);
	}
	/* Three quarters of the shards are with lanes that have no thread now. */
	check_in_some(hotel, 1000, 100);
	wait_for(hotel, 100);
	stop(&workers[0]);
	assert_int_equal(hotel_doubled(hotel), 0);
}

static void a_lane_without_shards_waits_quietly(void **state)
{
	struct small_hotel *hotel = *state;
	struct sg_service *other = hotel_open(hotel, ",\"deadline_ms\":20000");
	struct worker holder, idler;
	int64_t from_us;

	/* Every shard is with somebody who does not give any back. */
	sg_test_sql(&hotel->database,
		"UPDATE lease SET owner = UNHEX(REPEAT('ab', 16)), epoch = 9, until_us = "
		"UNIX_TIMESTAMP() * 1000000 + 3600000000");
	from_us = hotel_now_us();
	start(&holder, hotel->service);
	start(&idler, other);
	hotel_sleep(1000);
	stop(&holder);
	stop(&idler);
	/* Each call lasts its 100 ms; one that spins would look far more often. */
	assert_true(atomic_load(&idler.calls) <= 2 + (hotel_now_us() - from_us) / 95000);
	sg_service_close(&other);
}

static double cpu_ms(void)
{
	struct timespec spent;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
	return (double)spent.tv_sec * 1e3 + (double)spent.tv_nsec / 1e6;
}

/* Far above what a look now and then costs, half of what spinning takes. */
static void expect_quiet(struct small_hotel *hotel)
{
	double before_ms = cpu_ms();

	(void)hotel_work(hotel->service, 1500);
	print_message("waiting 1500 ms cost %.1f ms\n", cpu_ms() - before_ms);
	assert_true(cpu_ms() - before_ms < 750);
}

static void waiting_costs_next_to_nothing(void **state)
{
	struct small_hotel *hotel = *state;

	(void)hotel_work(hotel->service, 100);
	expect_quiet(hotel);
	sg_test_sql(&hotel->database,
		"UPDATE lease SET owner = UNHEX(REPEAT('ab', 16)), epoch = 9, until_us = "
		"UNIX_TIMESTAMP() * 1000000 + 3600000000");
	hotel_sleep(600);
	expect_quiet(hotel);
}

static void more_threads_than_lanes_take_turns(void **state)
{
	struct small_hotel *hotel = *state;
	struct worker workers[THREADS_MAX];

	for (int i = 0; i < THREADS_MAX; i++) {
		start(&workers[i], hotel->service);
	}
	check_in_some(hotel, 1000, 60);
	wait_for(hotel, 60);
	for (int i = 0; i < THREADS_MAX; i++) {
		stop(&workers[i]);
	}
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM lane"), 4);
	assert_int_equal(hotel_doubled(hotel), 0);
}

static void closing_settles_what_is_under_way(void **state)
{
	struct small_hotel *hotel = *state;
	struct http_peer_answer slowly = {
		.head = "HTTP/1.1 204 No Content\r\n\r\n", .delay_ms = 300};
	struct sg_service *other = hotel_open(hotel, ",\"deadline_ms\":20000");

	other->terms = short_terms;
	http_peer_answer(hotel->peer, "/floor", &slowly);
	check_in_some(hotel, 1000, 2);
	for (int i = 0; i < 100 && hotel_attempted(hotel, "/floor") < 2; i++) {
		struct sg_buffer reply = {0};

		(void)sg_service_work(other, 10, &reply);
		sg_buffer_free(&reply);
	}
	sg_service_close(&other);
	assert_int_equal(hotel_waiting(hotel), 0);
	assert_true(hotel_drain(hotel, 10));
	assert_int_equal(hotel_attempted(hotel, "/floor"), 2);
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT COUNT(*) FROM lease WHERE owner IS NOT NULL "
				 "AND owner NOT IN (SELECT owner FROM lane)"),
		0);
}

static void a_slow_receiver_is_kept_busy(void **state)
{
	struct small_hotel *hotel = *state;
	struct http_peer_answer slowly = {
		.head = "HTTP/1.1 204 No Content\r\n\r\n", .delay_ms = 200};
	int64_t from_us;
	double took_s;

	http_peer_answer(hotel->peer, "/floor", &slowly);
	check_in_some(hotel, 1000, 100);
	from_us = hotel_now_us();
	assert_true(hotel_drain(hotel, 30));
	took_s = (double)(hotel_now_us() - from_us) / 1e6;
	print_message("100 deliveries to a receiver of 200 ms took %.1f s\n", took_s);
	/* One after another, on one connection, they would need 20 s. */
	assert_true(http_peer_connections(hotel->peer) >= 4);
	assert_true(took_s < 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LANES(threads_come_and_go_and_nothing_is_sent_twice),
		LANES(handles_share_the_shards_fairly_and_send_nothing_twice),
		LANES(a_thread_that_stays_away_leaves_nothing_lying),
		LANES(a_lane_without_shards_waits_quietly),
		LANES(waiting_costs_next_to_nothing),
		LANES(more_threads_than_lanes_take_turns),
		LANES(closing_settles_what_is_under_way),
		LANES(a_slow_receiver_is_kept_busy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
