/*
 * Slots, each empty, being opened, idle or lent. Waiting threads share one condition; what is
 * slow (connecting, closing) happens outside the lock, with the slot marked.
 */
#include "store/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "store/deadline.h"
#include "store/link.h"

enum {
	DEFAULT_MOST = 8,
	DEFAULT_IDLE_S = 300,
	DEFAULT_PAUSE_MS = 200,
	/* A failure within less says something of the caller's haste, not of the server. */
	FAIR_KNOCK_MS = 50,
};

enum slot_state { SLOT_EMPTY, SLOT_BUSY, SLOT_IDLE, SLOT_LENT };

struct slot {
	enum slot_state state;
	struct sg_connection *connection; /* IDLE and LENT */
};

struct sg_pool {
	struct sg_db_config config; /* strings are our own */
	int64_t idle_us;
	int pause_ms;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t most;
	int waiting;
	int64_t opened;
	int64_t closed_until_us; /* no knock before */
	bool failed;             /* the last knock was in vain, for this reason: */
	bool knocking;           /* after a failure, one at a time */
	struct sg_error failure;
	struct slot slots[];
};

static bool start_locks(struct sg_pool *pool)
{
	pthread_condattr_t monotonic;
	bool started;

	if (pthread_condattr_init(&monotonic) != 0) {
		return false;
	}
	started = pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 &&
	          pthread_cond_init(&pool->changed, &monotonic) == 0;
	(void)pthread_condattr_destroy(&monotonic);
	if (started && pthread_mutex_init(&pool->lock, NULL) != 0) {
		(void)pthread_cond_destroy(&pool->changed);
		return false;
	}
	return started;
}

static int64_t or_default(int value, int otherwise)
{
	return value > 0 ? value : otherwise;
}

enum sg_status sg_pool_new(const struct sg_db_config *config,
	const struct sg_pool_limits *limits, struct sg_error *error,
	struct sg_pool **ret_pool)
{
	const struct sg_pool_limits none = {0};
	const struct sg_pool_limits *given = limits != NULL ? limits : &none;
	size_t most = (size_t)or_default(given->most, DEFAULT_MOST);
	struct sg_pool *pool = calloc(1, sizeof *pool + most * sizeof pool->slots[0]);

	if (pool == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", "", "out of memory");
	}
	pool->most = most;
	pool->idle_us = or_default(given->idle_s, DEFAULT_IDLE_S) * 1000000;
	pool->pause_ms = (int)or_default(given->pause_ms, DEFAULT_PAUSE_MS);
	if (!sg_db_config_copy(config, &pool->config) || !sg_link_library() ||
		!start_locks(pool)) {
		sg_db_config_free(&pool->config);
		free(pool);
		return sg_fail(error, SG_MEMORY, "memory", "", "out of memory");
	}
	*ret_pool = pool;
	return SG_OK;
}

void sg_pool_free(struct sg_pool *pool)
{
	if (pool == NULL) {
		return;
	}
	for (size_t i = 0; i < pool->most; i++) {
		sg_db_close(pool->slots[i].connection);
	}
	(void)pthread_cond_destroy(&pool->changed);
	(void)pthread_mutex_destroy(&pool->lock);
	sg_db_config_free(&pool->config);
	free(pool);
}

/* No lock: its owner may have stayed in the parent. What was lent there may be in the middle
 * of a change, so its memory is left alone. */
void sg_pool_abandon(struct sg_pool *pool)
{
	if (pool == NULL) {
		return;
	}
	for (size_t i = 0; i < pool->most; i++) {
		struct sg_connection *connection = pool->slots[i].connection;

		if (connection != NULL && pool->slots[i].state == SLOT_IDLE) {
			sg_db_abandon(connection);
		} else if (connection != NULL) {
			(void)sg_link_blind(connection);
		}
	}
	sg_db_config_free(&pool->config);
	free(pool);
}

static struct slot *slot_in(struct sg_pool *pool, enum slot_state state)
{
	for (size_t i = 0; i < pool->most; i++) {
		if (pool->slots[i].state == state) {
			return &pool->slots[i];
		}
	}
	return NULL;
}

/* The one used last, whose caches are warm and whose peers may grow old. */
static struct slot *warmest_slot(struct sg_pool *pool)
{
	struct slot *warmest = NULL;

	for (size_t i = 0; i < pool->most; i++) {
		struct slot *slot = &pool->slots[i];

		if (slot->state == SLOT_IDLE &&
			(warmest == NULL || slot->connection->idle_since_us >=
						    warmest->connection->idle_since_us)) {
			warmest = slot;
		}
	}
	return warmest;
}

static void empty_slot(struct sg_pool *pool, struct slot *slot)
{
	slot->state = SLOT_EMPTY;
	slot->connection = NULL;
	(void)pthread_cond_broadcast(&pool->changed);
}

/* [locked; unlocks meanwhile] */
static void close_slot(struct sg_pool *pool, struct slot *slot)
{
	struct sg_connection *connection = slot->connection;

	slot->state = SLOT_BUSY;
	slot->connection = NULL;
	(void)pthread_mutex_unlock(&pool->lock);
	sg_db_close(connection);
	(void)pthread_mutex_lock(&pool->lock);
	empty_slot(pool, slot);
}

/* [locked; unlocks meanwhile] */
static int tidy(struct sg_pool *pool)
{
	int64_t limit_us = sg_monotonic_us() - pool->idle_us;
	int closed = 0;

	for (size_t i = 0; i < pool->most; i++) {
		struct slot *slot = &pool->slots[i];

		if (slot->state == SLOT_IDLE &&
			slot->connection->idle_since_us < limit_us) {
			close_slot(pool, slot);
			closed++;
		}
	}
	return closed;
}

static enum sg_status knock(struct sg_pool *pool, bool carefully, int64_t deadline_us,
	struct sg_error *error, struct sg_connection **ret_connection)
{
	if (carefully && pool->config.socket != NULL &&
		!sg_link_may_knock(pool->config.socket)) {
		return sg_fail(error, SG_UNAVAILABLE, "database_away", "",
			"the database takes no connection: its queue is full");
	}
	return sg_db_connect(&pool->config, deadline_us, error, ret_connection);
}

static void note_failure(struct sg_pool *pool, const struct sg_error *failure)
{
	pool->failed = true;
	pool->failure = *failure;
	pool->closed_until_us = sg_deadline_in_ms(pool->pause_ms);
}

/* Opens a connection into an empty slot. [locked; unlocks meanwhile] */
static enum sg_status open_slot(struct sg_pool *pool, struct slot *slot,
	int64_t deadline_us, struct sg_error *error)
{
	bool careful = pool->failed;
	bool fair = sg_deadline_left_ms(deadline_us) >= FAIR_KNOCK_MS;
	struct sg_connection *connection = NULL;
	struct sg_error failure = {0};
	enum sg_status status;

	slot->state = SLOT_BUSY;
	pool->knocking = pool->knocking || careful;
	(void)pthread_mutex_unlock(&pool->lock);
	status = knock(pool, careful, deadline_us, &failure, &connection);
	(void)pthread_mutex_lock(&pool->lock);
	if (careful) {
		pool->knocking = false;
	}
	if (status == SG_OK) {
		pool->failed = false;
		pool->opened++;
		slot->state = SLOT_LENT;
		slot->connection = connection;
		(void)pthread_cond_broadcast(&pool->changed);
		return SG_OK;
	}
	if (fair || status == SG_REFUSED) {
		note_failure(pool, &failure);
	}
	empty_slot(pool, slot);
	if (error != NULL) {
		*error = failure;
	}
	return status;
}

static struct timespec at(int64_t moment_us)
{
	return (struct timespec){.tv_sec = (time_t)(moment_us / 1000000),
		.tv_nsec = (long)(moment_us % 1000000 * 1000)};
}

/* False once the deadline has passed. [locked; unlocks meanwhile] */
static bool wait_for_change(struct sg_pool *pool, int64_t deadline_us)
{
	struct timespec until = at(deadline_us);
	bool in_time = sg_deadline_left_ms(deadline_us) > 0;

	if (!in_time) {
		return false;
	}
	pool->waiting++;
	if (deadline_us == SG_NO_DEADLINE) {
		(void)pthread_cond_wait(&pool->changed, &pool->lock);
	} else {
		(void)pthread_cond_timedwait(&pool->changed, &pool->lock, &until);
	}
	pool->waiting--;
	return true;
}

/* An idle connection that still stands, or NULL. [locked; unlocks meanwhile] */
static struct sg_connection *take_idle(struct sg_pool *pool)
{
	struct slot *slot = warmest_slot(pool);

	while (slot != NULL && !sg_db_alive(slot->connection)) {
		close_slot(pool, slot);
		slot = warmest_slot(pool);
	}
	if (slot == NULL) {
		return NULL;
	}
	slot->state = SLOT_LENT;
	return slot->connection;
}

static enum sg_status tell_failure(const struct sg_pool *pool, struct sg_error *error)
{
	if (error != NULL) {
		*error = pool->failure;
	}
	return pool->failure.status;
}

/* [locked; unlocks meanwhile] */
static enum sg_status borrow(struct sg_pool *pool, int64_t deadline_us,
	struct sg_error *error, struct sg_connection **ret_connection)
{
	do {
		struct sg_connection *connection = take_idle(pool);
		struct slot *slot;

		if (connection != NULL) {
			*ret_connection = connection;
			return SG_OK;
		}
		if (pool->failed && sg_monotonic_us() < pool->closed_until_us) {
			return tell_failure(pool, error);
		}
		slot = slot_in(pool, SLOT_EMPTY);
		if (slot != NULL && !pool->knocking) {
			enum sg_status status = open_slot(pool, slot, deadline_us, error);

			if (status == SG_OK) {
				*ret_connection = slot->connection;
			}
			return status;
		}
	} while (wait_for_change(pool, deadline_us));
	if (pool->failed) {
		return tell_failure(pool, error);
	}
	return sg_fail(error, SG_UNAVAILABLE, "pool_exhausted", "",
		"all %zu connections to the database were in use", pool->most);
}

enum sg_status sg_pool_borrow(struct sg_pool *pool, int64_t deadline_us,
	struct sg_error *error, struct sg_connection **ret_connection)
{
	enum sg_status status;

	(void)pthread_mutex_lock(&pool->lock);
	status = borrow(pool, deadline_us, error, ret_connection);
	(void)pthread_mutex_unlock(&pool->lock);
	return status;
}

static struct slot *slot_of(struct sg_pool *pool, const struct sg_connection *connection)
{
	for (size_t i = 0; i < pool->most; i++) {
		if (pool->slots[i].connection == connection) {
			return &pool->slots[i];
		}
	}
	return NULL;
}

void sg_pool_return(struct sg_pool *pool, struct sg_connection *connection)
{
	struct slot *slot;

	if (connection == NULL) {
		return;
	}
	(void)pthread_mutex_lock(&pool->lock);
	slot = slot_of(pool, connection);
	if (slot != NULL && slot->state == SLOT_LENT) {
		if (connection->usable) {
			connection->idle_since_us = sg_monotonic_us();
			slot->state = SLOT_IDLE;
			(void)pthread_cond_broadcast(&pool->changed);
		} else {
			close_slot(pool, slot);
		}
		(void)tidy(pool);
	}
	(void)pthread_mutex_unlock(&pool->lock);
}

static enum sg_db_outcome outcome_of(enum sg_status status)
{
	switch (status) {
	case SG_REFUSED:
		return SG_DB_REFUSED;
	case SG_MEMORY:
		return SG_DB_MEMORY;
	default:
		return SG_DB_LOST;
	}
}

static enum sg_db_outcome run_once(struct sg_pool *pool, struct sg_script *script,
	int64_t deadline_us, struct sg_error *error, bool *ret_broke)
{
	struct sg_connection *connection = NULL;
	enum sg_status status = sg_pool_borrow(pool, deadline_us, error, &connection);
	enum sg_db_outcome outcome;

	*ret_broke = false;
	if (status != SG_OK || connection == NULL) {
		return outcome_of(status);
	}
	outcome = sg_script_run_retrying(script, connection, deadline_us, error);
	*ret_broke = !connection->usable;
	sg_pool_return(pool, connection);
	return outcome;
}

enum sg_db_outcome sg_pool_run(struct sg_pool *pool, struct sg_script *script,
	int64_t deadline_us, struct sg_error *error)
{
	bool broke;
	enum sg_db_outcome outcome = run_once(pool, script, deadline_us, error, &broke);

	if (outcome == SG_DB_LOST && broke && sg_deadline_left_ms(deadline_us) > 0) {
		outcome = run_once(pool, script, deadline_us, error, &broke);
	}
	return outcome;
}

int sg_pool_tidy(struct sg_pool *pool)
{
	int closed;

	(void)pthread_mutex_lock(&pool->lock);
	closed = tidy(pool);
	(void)pthread_mutex_unlock(&pool->lock);
	return closed;
}

struct sg_pool_state sg_pool_look(struct sg_pool *pool)
{
	struct sg_pool_state state = {0};

	(void)pthread_mutex_lock(&pool->lock);
	for (size_t i = 0; i < pool->most; i++) {
		state.open += pool->slots[i].connection != NULL ? 1 : 0;
		state.lent += pool->slots[i].state == SLOT_LENT ? 1 : 0;
	}
	state.waiting = pool->waiting;
	state.opened = pool->opened;
	(void)pthread_mutex_unlock(&pool->lock);
	return state;
}
