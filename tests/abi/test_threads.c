/*
 * Eight threads in call and two in work, with one handle, for a while: under ThreadSanitizer
 * this is where a race shows. The database is away first, then there.
 */
#include "abi/module.h"

#include <setjmp.h>
#include <stdarg.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { CALLERS = 8, WORKERS = 2, CALLS = 60 };

static struct module module;

struct run {
	struct pms_plugin *plugin;
	int32_t wanted;
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

static void *caller(void *data)
{
	struct run *run = data;

	for (int i = 0; i < CALLS; i++) {
		const char *text = i % 10 == 9 ? "{" : DOCUMENT;
		int32_t wanted = i % 10 == 9 ? PMS_E_INVALID : run->wanted;
		if (module_call(&module, run->plugin, text) != wanted) {
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
		int32_t settled = module.work(run->plugin, 50, &reply);
		if (!reply || (settled < 0 && settled != PMS_E_UNAVAILABLE)) {
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

static void run_with(const char *config, int32_t wanted)
{
	struct run run = {.wanted = wanted};
	struct pms_host host = {sizeof(host), &run, count_log};

	assert_int_equal(
		module.open(config, strlen(config), &host, &run.plugin, NULL), PMS_OK);
	run_threads(&run);
	assert_int_equal(atomic_load(&run.wrong), 0);
	module.close(run.plugin);
}

static void ten_threads_share_a_handle_whose_database_is_away(void **state)
{
	(void)state;
	run_with(CONFIG_AWAY, PMS_E_UNAVAILABLE);
}

static void a_wake_ends_a_long_wait(void **state)
{
	struct run run = {.plugin = module_open(&module, CONFIG_AWAY)};
	struct timespec begin, end;
	pthread_t thread;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	assert_int_equal(pthread_create(&thread, NULL, worker, &run), 0);
	nanosleep(&(struct timespec){0, 20000000}, NULL);
	atomic_store(&run.stop, true);
	assert_int_equal(module.wake(run.plugin), PMS_OK);
	pthread_join(thread, NULL);
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_true(end.tv_sec - begin.tv_sec < 10);
	module.close(run.plugin);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_threads_share_a_handle_whose_database_is_away),
		cmocka_unit_test(a_wake_ends_a_long_wait),
	};
	module_load(&module);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
