/*
 * Processes that work on one database, two threads each: shared fairly, nothing twice; killed,
 * their shards are taken over after lease, margin and a request's time; stopped for longer than
 * that and let go again, they do no harm; rung at, they send at once.
 *
 * A worker is this program again: test_faults_workers work CONFIG THREADS.
 */
#include "support/small_hotel.h"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "service/context.h"

enum { PROCESSES = 3, THREADS = 2 };

static const struct sg_work_terms short_terms = {.lease_us = 3000000,
	.beat_us = 500000,
	.margin_us = 300000,
	.request_us = 2000000};
/* Lease, margin and a request's time, with some time for a busy machine. */
static const int takeover_ms = 3000 + 300 + 2000;

/* ---- a worker ---- */

static void *work_for_ever(void *data)
{
	for (;;) {
		struct sg_buffer reply = {0};

		(void)sg_service_work(data, 1000, &reply);
		sg_buffer_free(&reply);
	}
	return NULL;
}

static int be_worker(const char *config, int threads)
{
	struct sg_service *service = NULL;
	struct sg_error error = {0};
	pthread_t thread;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (sg_service_open(config, strlen(config), NULL, &service, &error) != SG_OK) {
		(void)fprintf(stderr, "worker: %s\n", error.message);
		return 1;
	}
	service->terms = short_terms;
	for (int i = 1; i < threads; i++) {
		if (pthread_create(&thread, NULL, work_for_ever, service) != 0) {
			return 1;
		}
	}
	(void)work_for_ever(service);
	return 0;
}

static pid_t start_worker(struct small_hotel *hotel, const char *members, int threads)
{
	char config[HOTEL_TEXT_MAX], count[16], path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	pid_t child;

	assert_true(len > 0);
	path[len] = '\0';
	hotel_config(hotel, members, config);
	(void)snprintf(count, sizeof count, "%d", threads);
	child = fork();
	if (child == 0) {
		(void)execl(path, path, "work", config, count, (char *)NULL);
		_exit(127);
	}
	assert_true(child > 0);
	return child;
}

static void end_worker(pid_t worker)
{
	(void)kill(worker, SIGKILL);
	(void)waitpid(worker, NULL, 0);
}

/* ---- the tests ---- */

static const char members[] = ",\"deadline_ms\":20000";

static int set_up(void **state)
{
	(void)hotel_setup(state);
	hotel_endpoint(*state, "floor", NULL);
	return 0;
}

static void check_in_some(struct small_hotel *hotel, unsigned first, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		hotel_check_in(hotel, first + i);
	}
}

/* Whether so many came within the time. */
static bool come(struct small_hotel *hotel, size_t count, int milliseconds)
{
	int64_t until_us = hotel_now_us() + (int64_t)milliseconds * 1000;

	while (hotel_received(hotel, "/floor", NULL) < count) {
		if (hotel_now_us() > until_us) {
			return false;
		}
		hotel_sleep(5);
	}
	return true;
}

static bool all_settled(struct small_hotel *hotel, int milliseconds)
{
	int64_t until_us = hotel_now_us() + (int64_t)milliseconds * 1000;

	while (hotel_waiting(hotel) > 0) {
		if (hotel_now_us() > until_us) {
			return false;
		}
		hotel_sleep(20);
	}
	return true;
}

static int64_t lanes(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database, "SELECT COUNT(*) FROM lane");
}

static void wait_for_lanes(struct small_hotel *hotel, int64_t count)
{
	for (int i = 0; i < 2400 && lanes(hotel) < count; i++) {
		hotel_sleep(25);
	}
	assert_int_equal(lanes(hotel), count);
}

static int64_t shards_of_most(struct small_hotel *hotel, const char *which)
{
	return sg_test_number(&hotel->database,
		"SELECT COALESCE(%s(n), 0) FROM (SELECT COUNT(*) n FROM lease WHERE "
		"owner IS NOT NULL GROUP BY owner) x",
		which);
}

static void processes_share_the_work_and_send_nothing_twice(void **state)
{
	struct small_hotel *hotel = *state;
	struct http_peer_answer slowly = {
		.head = "HTTP/1.1 204 No Content\r\n\r\n", .delay_ms = 15};
	pid_t workers[PROCESSES];

	http_peer_answer(hotel->peer, "/floor", &slowly);
	for (int i = 0; i < PROCESSES; i++) {
		workers[i] = start_worker(hotel, members, THREADS);
		/* They come while work goes on. */
		check_in_some(hotel, 1000 + (unsigned)i * 100, 100);
	}
	wait_for_lanes(hotel, (int64_t)PROCESSES * THREADS);
	check_in_some(hotel, 2000, 100);
	assert_true(come(hotel, 400, 60000));
	assert_true(all_settled(hotel, 60000));
	for (int i = 0; i < 1000 && shards_of_most(hotel, "MAX") > 11; i++) {
		hotel_sleep(50);
	}
	print_message("6 lanes hold %d to %d shards\n", (int)shards_of_most(hotel, "MIN"),
		(int)shards_of_most(hotel, "MAX"));
	assert_int_equal(shards_of_most(hotel, "MAX"), 11);
	assert_true(shards_of_most(hotel, "MIN") >= 9);
	for (int i = 0; i < PROCESSES; i++) {
		end_worker(workers[i]);
	}
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 400);
	assert_int_equal(hotel_doubled(hotel), 0);
	hotel_check_letters(hotel);
}

static void a_killed_workers_shards_are_taken_over(void **state)
{
	struct small_hotel *hotel = *state;
	pid_t first = start_worker(hotel, members, THREADS);
	pid_t second = start_worker(hotel, members, THREADS);
	int64_t killed_us;

	wait_for_lanes(hotel, 4);
	check_in_some(hotel, 1000, 20);
	assert_true(come(hotel, 20, 60000));
	assert_true(all_settled(hotel, 60000));
	end_worker(first);
	killed_us = hotel_now_us();
	check_in_some(hotel, 2000, 60);
	/* Half of them have somebody to send them; the others wait. */
	assert_true(come(hotel, 80, takeover_ms + 60000));
	print_message(
		"all arrived %.1f s after the kill; lease, margin and request: %.1f "
		"s\n",
		(double)(hotel_now_us() - killed_us) / 1e6, takeover_ms / 1000.0);
	assert_true(all_settled(hotel, 60000));
	end_worker(second);
	assert_int_equal(hotel_doubled(hotel), 0);
	hotel_check_letters(hotel);
}

/* Killed again and again in the middle of sending: nothing is lost, and only what was under way
 * comes twice, with the same bytes. */
static void killed_at_any_moment_it_loses_nothing(void **state)
{
	struct small_hotel *hotel = *state;
	size_t doubled;
	unsigned next = 1000;
	unsigned kills = 0;

	for (unsigned round = 0; round < 8; round++) {
		pid_t worker = start_worker(hotel, members, 1);

		check_in_some(hotel, next, 15);
		next += 15;
		hotel_sleep((int)(20 + round * 37));
		end_worker(worker);
		kills++;
		/* As the time goes by that its lease needs to run out. */
		sg_test_sql(&hotel->database, "UPDATE lease SET until_us = 0");
		sg_test_sql(&hotel->database, "DELETE FROM lane");
	}
	hotel->service->terms = short_terms;
	assert_true(hotel_drain(hotel, 60));
	doubled = hotel_doubled(hotel);
	print_message("%u kills, %zu came twice\n", kills, doubled);
	assert_int_equal(hotel_received(hotel, "/floor", NULL) - doubled, next - 1000);
	assert_true(doubled <= 64 * (size_t)kills);
	hotel_check_letters(hotel);
}

static void a_worker_stopped_and_let_go_does_no_harm(void **state)
{
	struct small_hotel *hotel = *state;
	struct http_peer_answer fails = {
		.head = "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", .delay_ms = 400};
	struct http_peer_answer well = {.head = "HTTP/1.1 204 No Content\r\n\r\n"};
	pid_t zombie = start_worker(hotel, members, 1);
	pid_t other;

	wait_for_lanes(hotel, 1);
	http_peer_answer(hotel->peer, "/floor", &fails);
	check_in_some(hotel, 1000, 10);
	/* Stopped while its requests are under way: what it will hear of them is a failure. */
	for (int i = 0; i < 6000 && hotel_attempted(hotel, "/floor") < 2; i++) {
		hotel_sleep(10);
	}
	assert_int_equal(kill(zombie, SIGSTOP), 0);
	hotel_sleep(500);
	http_peer_answer(hotel->peer, "/floor", &well);
	other = start_worker(hotel, members, 1);
	hotel_forget(hotel);
	assert_true(all_settled(hotel, takeover_ms + 60000));
	/* A newer revision is on its way when the zombie wakes up and settles the old one. */
	assert_int_equal(kill(zombie, SIGCONT), 0);
	for (unsigned i = 0; i < 10; i++) {
		hotel_say(hotel, "stay.changed",
			"'ids':[{'system':'pms','id':'S%u'}],'party':{'adults':1,"
			"'children':[{'age_group':'0-2','count':1}]}",
			1000 + i);
	}
	hotel_sleep(2500);
	assert_true(all_settled(hotel, 60000));
	end_worker(zombie);
	end_worker(other);
	assert_int_equal(
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM delivery WHERE dead_us IS NOT NULL"),
		0);
	assert_int_equal(
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM delivery WHERE delivered < wanted"),
		0);
	hotel_check_letters(hotel);
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left;
	double b = *(const double *)right;

	return a < b ? -1 : a > b;
}

static void a_bell_wakes_the_worker_of_another_process(void **state)
{
	struct small_hotel *hotel = *state;
	char folder[] = "/tmp/sg-bell-XXXXXX";
	char with_bell[256];
	struct sg_service *silent = hotel->service;
	double took_ms[40];
	pid_t worker;

	assert_non_null(mkdtemp(folder));
	/* A poll takes a minute: only a bell explains a delivery before. */
	(void)snprintf(with_bell, sizeof with_bell,
		",\"deadline_ms\":20000,\"lanes\":1,\"socket_dir\":\"%s\"", folder);
	hotel->service = hotel_open(hotel, with_bell);
	hotel_slow_poll = true;
	worker = start_worker(hotel, with_bell, 1);
	hotel_slow_poll = false;
	wait_for_lanes(hotel, 1);
	check_in_some(hotel, 1000, 1);
	assert_true(come(hotel, 1, 60000));
	for (unsigned i = 0; i < 40; i++) {
		int64_t from_us = hotel_now_us();

		hotel_check_in(hotel, 2000 + i);
		assert_true(come(hotel, 2 + i, 20000));
		took_ms[i] =
			(double)(hotel_latest(hotel, "/floor").at_us - from_us) / 1e3;
	}
	qsort(took_ms, 40, sizeof took_ms[0], compare);
	print_message("check-in to POST in another process: median %.1f ms, worst %.1f "
		      "ms\n",
		took_ms[20], took_ms[39]);
	end_worker(worker);
	/* A bell that nobody answers any more is taken down at the next ring. */
	hotel_check_in(hotel, 3000);
	sg_service_close(&hotel->service);
	hotel->service = silent;
	assert_int_equal(rmdir(folder), 0);
}

#define WORKERS(test) cmocka_unit_test_setup_teardown(test, set_up, hotel_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		WORKERS(processes_share_the_work_and_send_nothing_twice),
		WORKERS(a_killed_workers_shards_are_taken_over),
		WORKERS(killed_at_any_moment_it_loses_nothing),
		WORKERS(a_worker_stopped_and_let_go_does_no_harm),
		WORKERS(a_bell_wakes_the_worker_of_another_process),
	};

	if (argc == 4 && strcmp(argv[1], "work") == 0) {
		return be_worker(argv[2], (int)strtol(argv[3], NULL, 10));
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
