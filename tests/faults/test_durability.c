/*
 * A server of our own that is killed under load, stopped, locked, made lax, taken away and given
 * back: what was answered OK is there, every call keeps its deadline, and each refusal says why.
 */
#include "support/small_hotel.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

enum { CALLERS = 8, STAYS_EACH = 400, DEADLINE_MS = 300 };

/* What keeps a call hangs until the last has come back: late by so much was who kept no deadline,
 * or that of somebody else's making. */
enum { LATE_MS = 15000 };

static struct sg_test_server server;
static struct small_hotel hotel;

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

static int begin(void **state)
{
	(void)state;
	hotel_prepare(&hotel, server.socket);
	hotel.service = hotel_open(&hotel, ",\"deadline_ms\":20000");
	hotel_build(&hotel, 5, 9);
	hotel_endpoint(&hotel, "floor", NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	(void)kill(server.pid, SIGCONT);
	hotel_stop(&hotel);
	return 0;
}

static void reopen(const char *members)
{
	sg_service_close(&hotel.service);
	hotel.service = hotel_open(&hotel, members);
}

struct caller {
	pthread_t thread;
	int number;
	atomic_int *stop;
	atomic_int ok, unavailable;
	int other;
	atomic_int late_ms; /* the longest call */
	bool confirmed[STAYS_EACH];
};

/* Checks stays in until told to stop; says nothing twice. */
static void *call_on(void *data)
{
	struct caller *caller = data;
	struct sg_buffer reply = {0};
	char text[HOTEL_TEXT_MAX], id[32];

	for (int i = 0; i < STAYS_EACH && !atomic_load(caller->stop); i++) {
		unsigned stay = (unsigned)(caller->number * 1000 + 101 + i);
		int64_t from_us = hotel_now_us();
		enum sg_status status;
		int took_ms;

		(void)snprintf(id, sizeof id, "load-%u", stay);
		hotel_stay_text(stay, "checked_in", id, text);
		status = hotel_hand_in(hotel.service, text, &reply);
		took_ms = (int)((hotel_now_us() - from_us) / 1000);
		if (took_ms > atomic_load(&caller->late_ms)) {
			atomic_store(&caller->late_ms, took_ms);
		}
		atomic_fetch_add(&caller->ok, status == SG_OK);
		atomic_fetch_add(&caller->unavailable, status == SG_UNAVAILABLE);
		caller->other += status != SG_OK && status != SG_UNAVAILABLE;
		caller->confirmed[i] = status == SG_OK;
		if (status == SG_UNAVAILABLE) {
			hotel_sleep(20);
		}
	}
	sg_buffer_free(&reply);
	return NULL;
}

static void start_callers(struct caller callers[CALLERS], atomic_int *stop)
{
	for (int i = 0; i < CALLERS; i++) {
		memset(&callers[i], 0, sizeof callers[i]);
		callers[i].number = i + 1;
		callers[i].stop = stop;
		assert_int_equal(
			pthread_create(&callers[i].thread, NULL, call_on, &callers[i]),
			0);
	}
}

static atomic_int *count_of(struct caller *caller, enum sg_status status)
{
	return status == SG_OK ? &caller->ok : &caller->unavailable;
}

/* Waits until each has been told so once more. */
static void wait_for_each(struct caller callers[CALLERS], enum sg_status status)
{
	int64_t until_us = hotel_now_us() + 60000000;
	int before[CALLERS];

	for (int i = 0; i < CALLERS; i++) {
		before[i] = atomic_load(count_of(&callers[i], status));
	}
	for (int i = 0; i < CALLERS; i++) {
		while (atomic_load(count_of(&callers[i], status)) == before[i]) {
			assert_true(hotel_now_us() < until_us);
			hotel_sleep(5);
		}
	}
}

static void join_callers(struct caller callers[CALLERS])
{
	for (int i = 0; i < CALLERS; i++) {
		assert_int_equal(pthread_join(callers[i].thread, NULL), 0);
		assert_int_equal(callers[i].other, 0);
	}
}

static int lost(struct caller callers[CALLERS], int *ret_confirmed)
{
	int missing = 0;

	*ret_confirmed = 0;
	for (int i = 0; i < CALLERS; i++) {
		for (int k = 0; k < STAYS_EACH; k++) {
			if (!callers[i].confirmed[k]) {
				continue;
			}
			*ret_confirmed += 1;
			missing += sg_test_number(&hotel.database,
					   "SELECT COUNT(*) FROM taken WHERE document = "
					   "'load-%d'",
					   (i + 1) * 1000 + 101 + k) != 1;
		}
	}
	return missing;
}

static void a_server_killed_under_load_loses_nothing_that_was_confirmed(void **state)
{
	struct caller callers[CALLERS];

	(void)state;
	for (int round = 0; round < 3; round++) {
		atomic_int stop;
		int confirmed;

		atomic_init(&stop, 0);
		reopen(",\"deadline_ms\":2000");
		start_callers(callers, &stop);
		wait_for_each(callers, SG_OK);
		hotel_sleep(170 * round);
		sg_test_server_kill(&server);
		atomic_store(&stop, 1);
		join_callers(callers);
		sg_test_server_restart(&server);
		sg_test_database_reconnect(&hotel.database);
		assert_int_equal(lost(callers, &confirmed), 0);
		print_message("%d confirmed before the kill, 0 lost\n", confirmed);
		assert_true(confirmed > 0);
	}
	/* And each that is there has its list, its order to deliver it, and is delivered. */
	assert_int_equal(sg_test_number(&hotel.database,
				 "SELECT COUNT(*) FROM stay s LEFT JOIN checklist c ON "
				 "c.stay = s.id AND c.revision = s.revision LEFT JOIN "
				 "delivery d ON d.stay = s.id WHERE c.stay IS NULL OR "
				 "d.wanted IS NULL OR d.wanted > s.revision"),
		0);
	reopen(",\"deadline_ms\":20000");
	assert_true(hotel_drain(&hotel, 60));
	assert_int_equal(hotel_received(&hotel, "/floor", NULL) - hotel_doubled(&hotel),
		sg_test_number(&hotel.database, "SELECT COUNT(*) FROM stay"));
}

static void calls_keep_their_deadline_at_a_hung_server(void **state)
{
	struct caller callers[CALLERS];
	atomic_int stop;
	int worst_ms = 0;
	int unavailable = 0;
	int confirmed;

	(void)state;
	atomic_init(&stop, 0);
	reopen(NULL); /* the usual 300 ms */
	start_callers(callers, &stop);
	hotel_sleep(300);
	sg_test_server_hang(&server);
	for (int i = 0; i < CALLERS; i++) {
		atomic_store(&callers[i].late_ms, 0);
	}
	for (int i = 0; i < 3; i++) {
		wait_for_each(callers, SG_UNAVAILABLE);
	}
	atomic_store(&stop, 1);
	join_callers(callers);
	assert_int_equal(kill(server.pid, SIGCONT), 0);
	for (int i = 0; i < CALLERS; i++) {
		int late_ms = atomic_load(&callers[i].late_ms);

		worst_ms = late_ms > worst_ms ? late_ms : worst_ms;
		unavailable += callers[i].unavailable;
	}
	print_message("worst call: %d ms of %d; %d told to come again\n", worst_ms,
		DEADLINE_MS, unavailable);
	assert_true(unavailable >= CALLERS);
	assert_true(worst_ms < DEADLINE_MS + LATE_MS);
	hotel_sleep(200);
	assert_int_equal(lost(callers, &confirmed), 0);
}

static void calls_keep_their_deadline_when_all_connections_are_taken(void **state)
{
	struct caller callers[CALLERS];
	atomic_int stop;
	int worst_ms = 0;

	(void)state;
	atomic_init(&stop, 0);
	reopen(",\"connections\":2");
	sg_test_sql(&hotel.database, "LOCK TABLES stay READ, property READ");
	start_callers(callers, &stop);
	for (int i = 0; i < 3; i++) {
		wait_for_each(callers, SG_UNAVAILABLE);
	}
	atomic_store(&stop, 1);
	join_callers(callers);
	sg_test_sql(&hotel.database, "UNLOCK TABLES");
	for (int i = 0; i < CALLERS; i++) {
		int late_ms = atomic_load(&callers[i].late_ms);

		worst_ms = late_ms > worst_ms ? late_ms : worst_ms;
		assert_int_equal(callers[i].ok, 0);
	}
	print_message("worst call: %d ms of %d\n", worst_ms, DEADLINE_MS);
	assert_true(worst_ms < DEADLINE_MS + LATE_MS);
	reopen(",\"deadline_ms\":20000");
	hotel_check_in(&hotel, 101);
}

static enum sg_status ask(const char **ret_reply)
{
	static struct sg_buffer reply;
	char text[HOTEL_TEXT_MAX];
	enum sg_status status;

	hotel_compose(
		"stay.checklist", "q", "'ids':[{'system':'pms','id':'S101'}]", text);
	status = hotel_hand_in(hotel.service, text, &reply);
	*ret_reply = reply.data;
	return status;
}

static void expect_answer(enum sg_status expected, const char *code)
{
	const char *reply;
	enum sg_status status = ask(&reply);

	if (status != expected || strstr(reply, code) == NULL) {
		fail_msg("%d: %s", status, reply);
	}
}

static void expect_work(int32_t expected, const char *code)
{
	struct sg_buffer reply = {0};
	int64_t from_us = hotel_now_us();
	int32_t settled = sg_service_work(hotel.service, 200, &reply);

	if (settled != expected || strstr(reply.data, code) == NULL) {
		fail_msg("%d: %s", settled, reply.data);
	}
	/* It does not come back at once: hosts call it in a loop. */
	assert_true(hotel_now_us() - from_us >= 150000);
	sg_buffer_free(&reply);
}

static void a_database_that_is_away_is_told_and_found_again(void **state)
{
	struct sg_error error = {0};
	char config[HOTEL_TEXT_MAX];

	(void)state;
	hotel_check_in(&hotel, 101);
	sg_service_close(&hotel.service);
	sg_test_server_kill(&server);
	(void)snprintf(config, sizeof config,
		"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":\"%s\"},"
		"\"deadline_ms\":20000}",
		hotel.database.socket, hotel.database.name);
	/* Opening does not need it, unless it is to migrate. */
	assert_int_equal(
		sg_service_open(config, strlen(config), NULL, &hotel.service, &error),
		SG_OK);
	expect_answer(SG_UNAVAILABLE, "database_away");
	expect_work(SG_UNAVAILABLE, "database_away");
	sg_test_server_restart(&server);
	sg_test_database_reconnect(&hotel.database);
	for (int i = 0; i < 100; i++) {
		const char *reply;

		if (ask(&reply) == SG_OK) {
			break;
		}
		hotel_sleep(50);
	}
	expect_answer(SG_OK, "checklist");
}

static void a_lax_server_is_refused_with_the_reason(void **state)
{
	(void)state;
	sg_test_sql(&hotel.database, "SET GLOBAL innodb_flush_log_at_trx_commit = 2");
	sg_service_close(&hotel.service);
	{
		struct sg_error error = {0};
		char config[HOTEL_TEXT_MAX];

		(void)snprintf(config, sizeof config,
			"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":"
			"\"%s\"},\"deadline_ms\":20000}",
			hotel.database.socket, hotel.database.name);
		assert_int_equal(sg_service_open(config, strlen(config), NULL,
					 &hotel.service, &error),
			SG_OK);
	}
	expect_answer(SG_REFUSED, "innodb_flush_log_at_trx_commit");
	expect_work(SG_REFUSED, "innodb_flush_log_at_trx_commit");
	reopen(",\"durability\":\"relaxed\",\"deadline_ms\":20000");
	hotel_check_in(&hotel, 101);
	sg_test_sql(&hotel.database, "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
}

static void an_account_without_rights_is_refused_with_the_reason(void **state)
{
	struct sg_error error = {0};
	char config[HOTEL_TEXT_MAX];

	(void)state;
	sg_test_sql(&hotel.database, "CREATE OR REPLACE USER nobody@localhost IDENTIFIED "
				     "BY 'pass-word'");
	sg_test_sql(&hotel.database, "GRANT SELECT ON %s.* TO nobody@localhost",
		hotel.database.name);
	sg_service_close(&hotel.service);
	for (int known = 0; known < 2; known++) {
		const char *reply;

		(void)snprintf(config, sizeof config,
			"{\"database\":{\"socket\":\"%s\",\"user\":\"nobody\","
			"\"password\":"
			"\"%s\",\"name\":\"%s\"},\"deadline_ms\":20000}",
			hotel.database.socket, known ? "pass-word" : "wrong-word",
			hotel.database.name);
		assert_int_equal(sg_service_open(config, strlen(config), NULL,
					 &hotel.service, &error),
			SG_OK);
		if (known) {
			char text[HOTEL_TEXT_MAX];
			struct sg_buffer answer = {0};

			/* It may look, but not change anything. */
			hotel_stay_text(101, "checked_in", "no-rights", text);
			assert_int_equal(
				hotel_hand_in(hotel.service, text, &answer), SG_REFUSED);
			assert_null(strstr(answer.data, "pass-word"));
			sg_buffer_free(&answer);
		} else {
			assert_int_equal(ask(&reply), SG_REFUSED);
			assert_null(strstr(reply, "wrong-word"));
		}
		sg_service_close(&hotel.service);
	}
	sg_test_sql(&hotel.database, "DROP USER nobody@localhost");
	hotel.service = hotel_open(&hotel, NULL);
}

static void a_database_without_our_tables_is_refused_with_the_reason(void **state)
{
	struct sg_error error = {0};
	char config[HOTEL_TEXT_MAX];

	(void)state;
	sg_service_close(&hotel.service);
	sg_test_sql(&hotel.database, "CREATE OR REPLACE DATABASE empty_%s",
		hotel.database.name);
	(void)snprintf(config, sizeof config,
		"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":\"empty_%"
		"s\"},\"deadline_ms\":20000}",
		hotel.database.socket, hotel.database.name);
	assert_int_equal(
		sg_service_open(config, strlen(config), NULL, &hotel.service, &error),
		SG_OK);
	expect_answer(SG_REFUSED, "migrate");
	sg_service_close(&hotel.service);
	sg_test_sql(&hotel.database, "DROP DATABASE empty_%s", hotel.database.name);
	hotel.service = hotel_open(&hotel, NULL);
}

static void *kill_soon(void *data)
{
	hotel_sleep(*(const int *)data);
	(void)kill(server.pid, SIGKILL);
	return NULL;
}

/* Killed after 10, 40, 70 … ms of migrating; opened again, it goes on where it stood. */
static void a_migration_interrupted_is_finished_at_the_next_open(void **state)
{
	(void)state;
	for (int ms = 10; ms <= 130; ms += 60) {
		struct sg_service *service = NULL;
		struct sg_error error = {0};
		char config[HOTEL_TEXT_MAX];
		pthread_t killer;

		(void)snprintf(config, sizeof config,
			"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":"
			"\"half_%d\"},\"migrate\":true}",
			hotel.database.socket, ms);
		sg_test_sql(&hotel.database, "CREATE OR REPLACE DATABASE half_%d", ms);
		assert_int_equal(pthread_create(&killer, NULL, kill_soon, &ms), 0);
		(void)sg_service_open(config, strlen(config), NULL, &service, &error);
		assert_int_equal(pthread_join(killer, NULL), 0);
		sg_service_close(&service);
		while (kill(server.pid, 0) == 0) {
			hotel_sleep(5);
		}
		sg_test_server_restart(&server);
		sg_test_database_reconnect(&hotel.database);
		if (sg_service_open(config, strlen(config), NULL, &service, &error) !=
			SG_OK) {
			fail_msg("%d ms: %s", ms, error.message);
		}
		sg_service_close(&service);
		assert_int_equal(sg_test_number(&hotel.database,
					 "SELECT COUNT(*) FROM half_%d.lease", ms),
			64);
		sg_test_sql(&hotel.database, "DROP DATABASE half_%d", ms);
	}
}

#define DURABLE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DURABLE(a_server_killed_under_load_loses_nothing_that_was_confirmed),
		DURABLE(calls_keep_their_deadline_at_a_hung_server),
		DURABLE(calls_keep_their_deadline_when_all_connections_are_taken),
		DURABLE(a_database_that_is_away_is_told_and_found_again),
		DURABLE(a_lax_server_is_refused_with_the_reason),
		DURABLE(an_account_without_rights_is_refused_with_the_reason),
		DURABLE(a_database_without_our_tables_is_refused_with_the_reason),
		DURABLE(a_migration_interrupted_is_finished_at_the_next_open),
	};

	return cmocka_run_group_tests(tests, start_server, stop_server);
}
