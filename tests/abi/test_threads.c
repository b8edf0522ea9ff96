/*
 * Eight threads in call and two in work, with one handle, for a while: under ThreadSanitizer
 * this is where a race shows. The database is away first, then there.
 */
#include "abi/hotel.h"
#include "abi/module.h"
#include "support/http_peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { CALLERS = 8, WORKERS = 2, CALLS = 40 };

static struct module module;

struct run {
	struct pms_plugin *plugin;
	bool away; /* the database is */
	atomic_int callers;
	atomic_int wrong;
	atomic_int logged;
	atomic_bool stop;
};

static void count_log(void *data, int32_t level, const char *text, size_t len)
{
	struct run *run = data;

	(void)text;
	(void)len;
	atomic_fetch_add(&run->logged, level >= PMS_LOG_ERROR ? 1 : 0);
}

/* Every tenth document is broken, and every fifth comes twice. Callers crowd the same rooms;
 * who is told to repeat a document does. */
static int32_t call_once(struct run *run, int number, int i)
{
	char text[HOTEL_TEXT];

	if (i % 10 == 9) {
		return module_call(&module, run->plugin, "{") == PMS_E_INVALID ? PMS_OK
		                                                               : 1;
	}
	hotel_check_in(number * CALLS + i - (i % 5 == 4), 1, text);
	int32_t status = module_call(&module, run->plugin, text);
	for (int tries = 0; status == PMS_E_UNAVAILABLE && !run->away && tries < 20;
		tries++) {
		status = module_call(&module, run->plugin, text);
	}
	return run->away && status == PMS_E_UNAVAILABLE ? PMS_OK : status;
}

static void *caller(void *data)
{
	struct run *run = data;
	int number = atomic_fetch_add(&run->callers, 1);

	for (int i = 0; i < CALLS; i++) {
		int32_t status = call_once(run, number, i);
		if (status != PMS_OK) {
			fprintf(stderr, "caller %d, document %d: %d\n", number, i,
				status);
			atomic_fetch_add(&run->wrong, 1);
		}
	}
	return NULL;
}

static void *worker(void *data)
{
	struct run *run = data;

	while (!atomic_load(&run->stop)) {
		struct pms_reply *reply = NULL;
		int32_t settled = module.work(run->plugin, 500, &reply);
		if (!reply ||
			(settled < 0 && !(run->away && settled == PMS_E_UNAVAILABLE))) {
			fprintf(stderr, "work: %d %s\n", settled,
				reply ? module.text(reply, NULL) : "");
			atomic_fetch_add(&run->wrong, 1);
		}
		module.free(reply);
	}
	return NULL;
}

static void run_threads(struct run *run)
{
	pthread_t threads[CALLERS + WORKERS];

	for (int i = 0; i < CALLERS + WORKERS; i++) {
		assert_int_equal(pthread_create(&threads[i], NULL,
					 i < CALLERS ? caller : worker, run),
			0);
	}
	for (int i = 0; i < CALLERS; i++) {
		pthread_join(threads[i], NULL);
	}
	atomic_store(&run->stop, true);
	for (int i = CALLERS; i < CALLERS + WORKERS; i++) {
		assert_int_equal(module.wake(run->plugin), PMS_OK);
	}
	for (int i = CALLERS; i < CALLERS + WORKERS; i++) {
		pthread_join(threads[i], NULL);
	}
}

static void run_with(const char *config, bool away, const char *url)
{
	struct run run = {.away = away};
	struct pms_host host = {sizeof(host), &run, count_log};

	assert_int_equal(
		module.open(config, strlen(config), &host, &run.plugin, NULL), PMS_OK);
	if (url) {
		hotel_open(&module, run.plugin, url);
	}
	run_threads(&run);
	assert_int_equal(atomic_load(&run.wrong), 0);
	module.close(run.plugin);
}

static void ten_threads_share_a_handle_whose_database_is_away(void **state)
{
	(void)state;
	run_with(CONFIG_AWAY, true, NULL);
}

static void ten_threads_share_a_handle_and_the_lists_arrive(void **state)
{
	struct http_peer *peer = http_peer_start();
	char config[HOTEL_TEXT], url[128];

	(void)state;
	assert_non_null(peer);
	http_peer_url(peer, "/floor", url, sizeof(url));
	hotel_config(config);
	run_with(config, false, url);
	assert_true(http_peer_requests(peer, NULL) > 0);
	http_peer_stop(peer);
}

static void a_wake_makes_a_waiting_thread_look_again(void **state)
{
	struct run run = {.away = false};
	struct http_peer *peer = http_peer_start();
	char config[HOTEL_TEXT], text[HOTEL_TEXT], url[128];
	pthread_t thread;

	(void)state;
	assert_non_null(peer);
	http_peer_url(peer, "/floor", url, sizeof(url));
	hotel_config(config);
	run.plugin = module_open(&module, config);
	hotel_open(&module, run.plugin, url);
	assert_int_equal(pthread_create(&thread, NULL, worker, &run), 0);
	hotel_check_in(9001, 1, text);
	assert_int_equal(module_call(&module, run.plugin, text), PMS_OK);
	for (int i = 0; i < 1000 && http_peer_requests(peer, NULL) == 0; i++) {
		assert_int_equal(module.wake(run.plugin), PMS_OK);
		nanosleep(&(struct timespec){0, 20000000}, NULL);
	}
	assert_true(http_peer_requests(peer, NULL) > 0);
	atomic_store(&run.stop, true);
	assert_int_equal(module.wake(run.plugin), PMS_OK);
	pthread_join(thread, NULL);
	assert_int_equal(atomic_load(&run.wrong), 0);
	module.close(run.plugin);
	http_peer_stop(peer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_threads_share_a_handle_whose_database_is_away),
		cmocka_unit_test(ten_threads_share_a_handle_and_the_lists_arrive),
		cmocka_unit_test(a_wake_makes_a_waiting_thread_look_again),
	};
	module_load(&module);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
