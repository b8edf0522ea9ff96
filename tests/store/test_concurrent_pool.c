/* Many threads on one pool: nothing is lost, nothing is done twice, conflicts are run again. */
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/arena.h"
#include "store/deadline.h"
#include "store/pool.h"
#include "support/database.h"

enum { THREADS = 8, ROUNDS = 60, ROWS = 4 };

static struct sg_test_database db;
static struct sg_pool *pool;
static atomic_int done;
static atomic_int unknown;
static atomic_int other;
static atomic_bool stop;

static int begin(void **state)
{
	(void)state;
	memset(&db, 0, sizeof db);
	pool = NULL;
	atomic_store(&done, 0);
	atomic_store(&unknown, 0);
	atomic_store(&other, 0);
	atomic_store(&stop, false);
	return 0;
}

static int end(void **state)
{
	(void)state;
	sg_pool_free(pool);
	sg_test_database_drop(&db);
	return 0;
}

static void open_pool(int most)
{
	const struct sg_pool_limits limits = {.most = most, .pause_ms = 1};

	sg_test_database_create(&db);
	sg_test_sql(&db, "CREATE TABLE counter (id INT PRIMARY KEY, n BIGINT NOT NULL)");
	sg_test_sql(&db, "INSERT INTO counter SELECT seq, 0 FROM seq_1_to_%d", ROWS);
	sg_test_sql(&db, "CREATE TABLE taken (id BIGINT PRIMARY KEY)");
	assert_int_equal(sg_pool_new(&db.config, &limits, NULL, &pool), SG_OK);
}

static void count_outcome(enum sg_db_outcome outcome, const struct sg_error *error)
{
	if (outcome == SG_DB_DONE) {
		atomic_fetch_add(&done, 1);
	} else if (outcome == SG_DB_UNKNOWN) {
		atomic_fetch_add(&unknown, 1);
	} else if (outcome != SG_DB_LOST) {
		print_error("%s: %s\n", sg_db_outcome_name(outcome), error->message);
		atomic_fetch_add(&other, 1);
	}
}

/* Two rows in opposite orders: deadlocks by design. */
static void add_to_two(struct sg_script *script, int first, int second, int64_t id)
{
	static const char add[] = "UPDATE counter SET n = n + 1 WHERE id = ?;";

	sg_script_add(script, "INSERT INTO taken VALUES (?);");
	sg_script_int(script, id);
	sg_script_add(script, add);
	sg_script_int(script, first);
	sg_script_expect_rows(script, 1, 1);
	sg_script_add(script, add);
	sg_script_int(script, second);
	sg_script_expect_rows(script, 1, 2);
	sg_script_add(script, "SELECT n FROM counter WHERE id = ?;");
	sg_script_int(script, first);
}

static void *work(void *data)
{
	int64_t self = *(const int *)data;
	struct sg_arena *arena = sg_arena_new();

	for (int64_t round = 0; round < ROUNDS; round++) {
		struct sg_error error = {0};
		struct sg_script script;
		int first = (int)((self + round) % ROWS) + 1;
		int second = first % ROWS + 1;

		sg_arena_reset(arena);
		sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
		add_to_two(&script, self % 2 == 0 ? first : second,
			self % 2 == 0 ? second : first, self * 1000000 + round);
		count_outcome(
			sg_pool_run(pool, &script, sg_deadline_in_ms(30000), &error),
			&error);
	}
	sg_arena_free(arena);
	return NULL;
}

static void start(pthread_t threads[THREADS], int numbers[THREADS], void *(*body)(void *))
{
	for (int i = 0; i < THREADS; i++) {
		numbers[i] = i;
		assert_int_equal(pthread_create(&threads[i], NULL, body, &numbers[i]), 0);
	}
}

static void join(pthread_t threads[THREADS])
{
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	}
}

static void eight_threads_share_three_connections(void **state)
{
	pthread_t threads[THREADS];
	int numbers[THREADS];
	struct sg_pool_state look;

	(void)state;
	open_pool(3);
	start(threads, numbers, work);
	join(threads);
	look = sg_pool_look(pool);
	assert_true(look.open <= 3 && look.opened <= 3);
	assert_int_equal(look.lent, 0);
	assert_int_equal(look.waiting, 0);
	assert_int_equal(atomic_load(&other), 0);
	assert_int_equal(atomic_load(&done), THREADS * ROUNDS);
	assert_int_equal(
		sg_test_number(&db, "SELECT SUM(n) FROM counter"), 2 * THREADS * ROUNDS);
	assert_int_equal(
		sg_test_number(&db, "SELECT COUNT(*) FROM taken"), THREADS * ROUNDS);
}

static void *ask(void *data)
{
	struct sg_arena *arena = sg_arena_new();

	(void)data;
	while (!atomic_load(&stop)) {
		struct sg_error error = {0};
		struct sg_script script;

		sg_arena_reset(arena);
		sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
		sg_script_add(&script, "UPDATE counter SET n = n + 1 WHERE id = 1;");
		sg_script_add(
			&script, "INSERT INTO taken SELECT MAX(id) + 1 FROM taken;");
		count_outcome(sg_pool_run(pool, &script, sg_deadline_in_ms(5000), &error),
			&error);
	}
	sg_arena_free(arena);
	return NULL;
}

/* Every connection of the pool is killed again and again: whatever was confirmed is there, and
 * what is there beyond it was told as unknown. */
static void connections_killed_at_any_moment_lose_nothing(void **state)
{
	const struct timespec pause = {.tv_nsec = 10000000};
	pthread_t threads[THREADS];
	int numbers[THREADS];
	int64_t counted;

	(void)state;
	open_pool(4);
	sg_test_sql(&db, "INSERT INTO taken VALUES (0)");
	start(threads, numbers, ask);
	for (int i = 0; i < 60; i++) {
		char id[32];

		sg_test_text(&db, id, sizeof id,
			"SELECT ID FROM information_schema.PROCESSLIST WHERE DB = '%s' "
			"AND ID <> CONNECTION_ID() ORDER BY RAND() LIMIT 1",
			db.name);
		if (id[0] != '\0') {
			sg_test_sql(&db,
				"BEGIN NOT ATOMIC DECLARE CONTINUE HANDLER FOR 1094 "
				"BEGIN END; "
				"KILL %s; END",
				id);
		}
		(void)nanosleep(&pause, NULL);
	}
	atomic_store(&stop, true);
	join(threads);
	counted = sg_test_number(&db, "SELECT n FROM counter WHERE id = 1");
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) - 1 FROM taken"), counted);
	assert_in_range(
		counted, atomic_load(&done), atomic_load(&done) + atomic_load(&unknown));
	assert_int_equal(atomic_load(&other), 0);
	assert_true(atomic_load(&done) > 0);
}

static void *borrow_in_vain(void *data)
{
	struct sg_connection *connection = NULL;
	struct sg_error error = {0};

	(void)data;
	if (sg_pool_borrow(pool, sg_deadline_in_ms(1000), &error, &connection) ==
		SG_UNAVAILABLE) {
		atomic_fetch_add(&done, 1);
	}
	return NULL;
}

/* A server that hangs: it takes connections and says nothing. */
struct hung {
	int handle;
	int peers[16 * THREADS];
	size_t count;
	int most; /* that stood at the same moment */
	atomic_bool over;
};

/* Those of the first `count` whose other end has not gone away. */
static int count_standing(const struct hung *hung)
{
	int standing = 0;

	for (size_t i = 0; i < hung->count; i++) {
		struct pollfd peer = {.fd = hung->peers[i], .events = POLLRDHUP};

		standing += poll(&peer, 1, 0) == 0;
	}
	return standing;
}

/* All that are counted were accepted before the first of them is looked at, so that those that
 * still stand have stood together. */
static void *watch(void *data)
{
	const struct timespec pause = {.tv_nsec = 1000000};
	struct hung *hung = data;

	while (!atomic_load(&hung->over)) {
		int standing;
		int peer = 0;

		while (peer >= 0 &&
			hung->count < sizeof hung->peers / sizeof *hung->peers) {
			peer = accept4(hung->handle, NULL, NULL, SOCK_CLOEXEC);
			if (peer >= 0) {
				hung->peers[hung->count++] = peer;
			}
		}
		standing = count_standing(hung);
		hung->most = standing > hung->most ? standing : hung->most;
		(void)nanosleep(&pause, NULL);
	}
	return NULL;
}

static void one_at_a_time_knocks_at_a_hung_server(void **state)
{
	const struct sg_pool_limits limits = {.most = THREADS, .pause_ms = 1};
	const struct timespec pause = {.tv_nsec = 20000000};
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	const struct sg_db_config config = {.socket = address.sun_path, .user = "x"};
	struct hung hung = {
		.handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
	pthread_t threads[THREADS];
	pthread_t watcher;
	int numbers[THREADS];

	(void)state;
	(void)snprintf(address.sun_path, sizeof address.sun_path, "/tmp/sg-hung-%ld",
		(long)getpid());
	assert_int_equal(
		bind(hung.handle, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(hung.handle, 64), 0);
	assert_int_equal(sg_pool_new(&config, &limits, NULL, &pool), SG_OK);
	assert_int_equal(pthread_create(&watcher, NULL, watch, &hung), 0);
	(void)borrow_in_vain(NULL);
	(void)nanosleep(&pause, NULL);
	start(threads, numbers, borrow_in_vain);
	join(threads);
	atomic_store(&hung.over, true);
	assert_int_equal(pthread_join(watcher, NULL), 0);
	assert_int_equal(atomic_load(&done), THREADS + 1);
	assert_int_equal(hung.most, 1);
	for (size_t i = 0; i < hung.count; i++) {
		(void)close(hung.peers[i]);
	}
	(void)close(hung.handle);
	(void)unlink(address.sun_path);
}

struct crossing {
	struct sg_connection *connection;
	int first;
	int second;
	bool again;
	enum sg_db_outcome outcome;
};

static void *cross(void *data)
{
	static const char add[] = "UPDATE counter SET n = n + 1 WHERE id = ?;";
	struct crossing *crossing = data;
	struct sg_arena *arena = sg_arena_new();
	struct sg_error error = {0};
	struct sg_script script;

	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, add);
	sg_script_int(&script, crossing->first);
	sg_script_add(&script, "DO GET_LOCK(CONCAT(DATABASE(), ?), 60);");
	sg_script_int(&script, crossing->first);
	sg_script_add(&script, add);
	sg_script_int(&script, crossing->second);
	crossing->outcome = (crossing->again ? sg_script_run_retrying : sg_script_run)(
		&script, crossing->connection, sg_deadline_in_ms(20000), &error);
	sg_arena_free(arena);
	return NULL;
}

/* Both hold their first row before either may reach for its second. */
static void hold_both(void)
{
	(void)sg_test_number(&db, "SELECT GET_LOCK(CONCAT(DATABASE(), 1), 60) + "
				  "GET_LOCK(CONCAT(DATABASE(), 2), 60)");
}

static void let_both_go(void)
{
	const struct timespec pause = {.tv_nsec = 5000000};
	int64_t until_us = sg_monotonic_us() + 60000000;

	while (sg_test_number(&db, "SELECT COUNT(*) FROM information_schema.PROCESSLIST "
				   "WHERE DB = DATABASE() AND STATE = 'User lock'") < 2) {
		assert_true(sg_monotonic_us() < until_us);
		(void)nanosleep(&pause, NULL);
	}
	(void)sg_test_number(&db, "SELECT RELEASE_ALL_LOCKS()");
}

/* How many of the two were done. */
static int cross_two(bool again)
{
	struct crossing both[2] = {{.connection = sg_test_connect(&db), 1, 2, again, 0},
		{.connection = sg_test_connect(&db), 2, 1, again, 0}};
	pthread_t threads[2];
	int count = 0;

	hold_both();
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_create(&threads[i], NULL, cross, &both[i]), 0);
	}
	let_both_go();
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_true(both[i].outcome == SG_DB_DONE ||
			    both[i].outcome == SG_DB_CONFLICT);
		assert_true(sg_db_usable(both[i].connection));
		sg_db_close(both[i].connection);
		count += both[i].outcome == SG_DB_DONE ? 1 : 0;
	}
	return count;
}

static void a_deadlock_rolls_one_back_whole(void **state)
{
	(void)state;
	open_pool(1);
	assert_int_equal(cross_two(false), 1);
	assert_int_equal(sg_test_number(&db, "SELECT SUM(n) FROM counter"), 2);
}

static void a_deadlock_is_run_again(void **state)
{
	(void)state;
	open_pool(1);
	assert_int_equal(cross_two(true), 2);
	assert_int_equal(sg_test_number(&db, "SELECT SUM(n) FROM counter"), 4);
}

/* The one that waits is told after a second, and gets through once the lock is gone. */
static void a_lock_held_too_long_is_a_conflict(void **state)
{
	struct crossing waiting = {.first = 1, .second = 2};
	pthread_t thread;
	const struct timespec pause = {.tv_sec = 1, .tv_nsec = 500000000};

	(void)state;
	open_pool(1);
	sg_test_sql(&db, "START TRANSACTION");
	sg_test_sql(&db, "UPDATE counter SET n = 100 WHERE id = 2");
	waiting.connection = sg_test_connect(&db);
	(void)cross(&waiting);
	assert_int_equal(waiting.outcome, SG_DB_CONFLICT);
	waiting.again = true;
	assert_int_equal(pthread_create(&thread, NULL, cross, &waiting), 0);
	(void)nanosleep(&pause, NULL);
	sg_test_sql(&db, "COMMIT");
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(waiting.outcome, SG_DB_DONE);
	assert_int_equal(sg_test_number(&db, "SELECT SUM(n) FROM counter"), 102);
	sg_db_close(waiting.connection);
}

int main(void)
{
#define IT(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		IT(eight_threads_share_three_connections),
		IT(one_at_a_time_knocks_at_a_hung_server),
		IT(a_deadlock_rolls_one_back_whole),
		IT(a_deadlock_is_run_again),
		IT(a_lock_held_too_long_is_a_conflict),
		IT(connections_killed_at_any_moment_lose_nothing),
	};

	return cmocka_run_group_tests_name("concurrent pool", tests, NULL, NULL);
}
