/*
 * Callers who share a transaction: one that fails takes nobody with it, and everybody keeps a
 * deadline of his own, also while he leads, follows or waits, and also when the server hangs.
 */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/arena.h"
#include "store/deadline.h"
#include "store/group.h"
#include "support/database.h"

enum { CALLERS = 24, EACH = 30 };

/* Those in a hurry come back while others, who stand in the same queue, have a minute
 * left: late by so much was who waited for them. */
enum { LATE_MS = 10000, PATIENT_MS = 60000 };

static struct sg_test_server server;
static struct sg_test_database db;
static struct sg_pool *pool;
static struct sg_group *group;

struct caller {
	pthread_t thread;
	int number;
	int calls;
	int deadline_ms;
	int late_ms; /* the worst */
	int done, stale, refused, lost, unknown, other;
};

static int begin(void **state)
{
	const struct sg_pool_limits limits = {.most = 4, .pause_ms = 20};
	struct sg_error error;

	(void)state;
	sg_test_database_create_at(&db, server.socket);
	sg_test_sql(&db, "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)");
	sg_test_sql(&db, "CREATE TABLE one (id INT PRIMARY KEY, n BIGINT NOT NULL)");
	sg_test_sql(&db, "INSERT INTO one VALUES (1, 0)");
	if (sg_pool_new(&db.config, &limits, &error, &pool) != SG_OK) {
		return -1;
	}
	group = sg_group_new(pool);
	return group != NULL ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	(void)kill(server.pid, SIGCONT);
	sg_group_free(group);
	sg_pool_free(pool);
	sg_test_database_drop(&db);
	return 0;
}

static int start_server(void **state)
{
	(void)state;
	sg_test_server_start(&server);
	return 0;
}

static int stop_server(void **state)
{
	(void)state;
	sg_test_server_stop(&server);
	return 0;
}

/* Inserts `id` and counts it; expects what never holds where `fails`. */
static enum sg_db_outcome add(int64_t id, bool fails, int deadline_ms)
{
	struct sg_arena *arena = sg_arena_new();
	struct sg_error error = {0};
	struct sg_id order = {{0}};
	struct sg_script script;
	enum sg_db_outcome outcome;

	memcpy(order.bytes, &id, sizeof id);
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO t VALUES (?, 1);");
	sg_script_int(&script, id);
	sg_script_add(&script, "SELECT n + ? FROM t WHERE id = ?;");
	sg_script_int(&script, id);
	sg_script_int(&script, id);
	sg_script_add(&script, "UPDATE one SET n = n + 1 WHERE id = ?;");
	sg_script_int(&script, fails ? 2 : 1);
	sg_script_expect_rows(&script, 1, 7);
	outcome = sg_group_run(
		group, &script, &order, sg_deadline_in_ms(deadline_ms), &error);
	if (outcome == SG_DB_DONE &&
		sg_rows_int(sg_script_rows(&script, 0), 0, 0) != id + 1) {
		outcome = SG_DB_FAILED; /* another's answer */
	}
	if (outcome == SG_DB_STALE && sg_script_stale_tag(&script) != 7) {
		outcome = SG_DB_FAILED;
	}
	sg_arena_free(arena);
	return outcome;
}

static void count(struct caller *caller, enum sg_db_outcome outcome)
{
	switch (outcome) {
	case SG_DB_DONE:
		caller->done++;
		break;
	case SG_DB_STALE:
		caller->stale++;
		break;
	case SG_DB_DUPLICATE:
		caller->refused++;
		break;
	case SG_DB_UNKNOWN:
		caller->unknown++;
		break;
	case SG_DB_LOST:
		caller->lost++;
		break;
	default:
		caller->other++;
	}
}

static void *call_often(void *data)
{
	struct caller *caller = data;

	for (int i = 0; i < EACH; i++) {
		int64_t id = caller->number * 1000 + i;

		/* Every third caller fails each time, one more repeats a key. */
		if (caller->number % 6 == 5) {
			id = 1; /* by caller 0 */
		}
		count(caller, add(id, caller->number % 3 == 1, caller->deadline_ms));
	}
	return NULL;
}

static void *call_timed(void *data)
{
	struct caller *caller = data;

	for (int i = 0; i < caller->calls; i++) {
		int64_t from_us = sg_monotonic_us();
		int late_ms;

		count(caller, add(caller->number * 1000 + i, false, caller->deadline_ms));
		late_ms =
			(int)((sg_monotonic_us() - from_us) / 1000) - caller->deadline_ms;
		caller->late_ms = late_ms > caller->late_ms ? late_ms : caller->late_ms;
	}
	return NULL;
}

static void run(struct caller callers[CALLERS], void *(*what)(void *))
{
	for (int i = 0; i < CALLERS; i++) {
		callers[i].number = i;
		assert_int_equal(
			pthread_create(&callers[i].thread, NULL, what, &callers[i]), 0);
	}
}

static void join_some(struct caller callers[CALLERS], bool patient)
{
	for (int i = 0; i < CALLERS; i++) {
		if ((callers[i].deadline_ms == PATIENT_MS) == patient) {
			assert_int_equal(pthread_join(callers[i].thread, NULL), 0);
		}
	}
}

static void join(struct caller callers[CALLERS])
{
	join_some(callers, false);
	join_some(callers, true);
}

/* Every fifth has time. */
static void set_deadlines(struct caller callers[CALLERS])
{
	for (int i = 0; i < CALLERS; i++) {
		bool patient = i % 5 == 4;

		callers[i].calls = patient ? 1 : 6;
		callers[i].deadline_ms = patient ? PATIENT_MS : 100 + 100 * (i % 5);
	}
}

static void one_that_fails_takes_nobody_with_it(void **state)
{
	struct caller callers[CALLERS] = {{0}};
	int64_t expected = 0;

	(void)state;
	for (int i = 0; i < CALLERS; i++) {
		callers[i].deadline_ms = 20000;
	}
	assert_int_equal(add(1, false, 5000), SG_DB_DONE);
	run(callers, call_often);
	join(callers);
	for (int i = 0; i < CALLERS; i++) {
		const struct caller *caller = &callers[i];

		assert_int_equal(caller->other, 0);
		assert_int_equal(caller->lost + caller->unknown, 0);
		if (i % 6 == 5) {
			assert_int_equal(caller->refused, EACH);
		} else if (i % 3 == 1) {
			assert_int_equal(caller->stale, EACH);
		} else {
			assert_int_equal(caller->done + caller->refused, EACH);
			expected += caller->done;
		}
	}
	/* Each of those that were told DONE is there, once, and nothing else. */
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM t"), expected + 1);
	assert_int_equal(sg_test_number(&db, "SELECT n FROM one"), expected + 1);
}

static void everybody_keeps_his_own_deadline_at_a_hung_server(void **state)
{
	struct caller callers[CALLERS] = {{0}};
	int worst_ms = 0;
	int done = 0;

	(void)state;
	assert_int_equal(add(1, false, 5000), SG_DB_DONE);
	set_deadlines(callers);
	run(callers, call_timed);
	(void)nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
	sg_test_server_hang(&server);
	join_some(callers, false);
	assert_int_equal(kill(server.pid, SIGCONT), 0);
	join_some(callers, true);
	for (int i = 0; i < CALLERS; i++) {
		worst_ms = callers[i].late_ms > worst_ms ? callers[i].late_ms : worst_ms;
		assert_int_equal(callers[i].other, 0);
		done += callers[i].done;
	}
	print_message("worst: %d ms past the deadline, %d done before\n", worst_ms, done);
	assert_true(worst_ms < LATE_MS);
	/* What was told DONE is there. */
	assert_true(sg_test_number(&db, "SELECT COUNT(*) FROM t") >= done + 1);
}

/* A short hang: who has time for it is not told of another's end. */
static void who_has_time_loses_none_of_it_to_those_in_a_hurry(void **state)
{
	struct caller callers[CALLERS] = {{0}};

	(void)state;
	assert_int_equal(add(1, false, 5000), SG_DB_DONE);
	for (int i = 0; i < CALLERS; i++) {
		callers[i].calls = 100;
		callers[i].deadline_ms = i % 2 == 0 ? 20000 : 100;
	}
	run(callers, call_timed);
	for (int i = 0; i < 5; i++) {
		(void)nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
		sg_test_server_hang(&server);
		(void)nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
		assert_int_equal(kill(server.pid, SIGCONT), 0);
	}
	join(callers);
	for (int i = 0; i < CALLERS; i++) {
		assert_int_equal(callers[i].other, 0);
		assert_int_equal(i % 2 == 0 ? callers[i].unknown : 0, 0);
	}
}

static void everybody_keeps_his_own_deadline_behind_a_lock(void **state)
{
	struct caller callers[CALLERS] = {{0}};
	enum sg_db_outcome outcome = SG_DB_LOST;
	int worst_ms = 0;

	(void)state;
	assert_int_equal(add(1, false, 5000), SG_DB_DONE);
	sg_test_sql(&db, "LOCK TABLES one READ");
	set_deadlines(callers);
	run(callers, call_timed);
	join_some(callers, false);
	sg_test_sql(&db, "UNLOCK TABLES");
	join_some(callers, true);
	for (int i = 0; i < CALLERS; i++) {
		worst_ms = callers[i].late_ms > worst_ms ? callers[i].late_ms : worst_ms;
		assert_true(callers[i].deadline_ms == PATIENT_MS || callers[i].done == 0);
	}
	print_message("worst: %d ms past the deadline\n", worst_ms);
	assert_true(worst_ms < LATE_MS);
	/* A pool whose connection failed pauses before it knocks again: one repeats, as a PMS
	 * does. */
	for (int i = 0; i < 100 && outcome == SG_DB_LOST; i++) {
		outcome = add(2, false, 5000);
		(void)nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
	}
	assert_int_equal(outcome, SG_DB_DONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			one_that_fails_takes_nobody_with_it, begin, end),
		cmocka_unit_test_setup_teardown(
			everybody_keeps_his_own_deadline_at_a_hung_server, begin, end),
		cmocka_unit_test_setup_teardown(
			who_has_time_loses_none_of_it_to_those_in_a_hurry, begin, end),
		cmocka_unit_test_setup_teardown(
			everybody_keeps_his_own_deadline_behind_a_lock, begin, end),
	};

	return cmocka_run_group_tests(tests, start_server, stop_server);
}
