/* Leaders and followers. */
#include "store/group.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/time.h"
#include "store/deadline.h"
#include "store/script_join.h"

struct entry {
	struct entry *next;
	struct sg_script *script;
	struct sg_id order;
	int64_t deadline_us;
	struct sg_error *error;
	enum sg_db_outcome outcome;
	pthread_cond_t changed;
	bool taken; /* with a leader */
	bool done;
	bool alone; /* with it done, not run: its caller runs it, within his own deadline */
	bool leads; /* asked to lead */
};

struct sg_group {
	struct sg_pool *pool;
	pthread_mutex_t mutex;
	struct entry *first;
	struct entry **last;
	int leaders;
};

struct sg_group *sg_group_new(struct sg_pool *pool)
{
	struct sg_group *group = calloc(1, sizeof *group);

	if (group == NULL) {
		return NULL;
	}
	group->pool = pool;
	group->last = &group->first;
	if (pthread_mutex_init(&group->mutex, NULL) != 0) {
		free(group);
		return NULL;
	}
	return group;
}

void sg_group_free(struct sg_group *group)
{
	if (group != NULL) {
		(void)pthread_mutex_destroy(&group->mutex);
		free(group);
	}
}

static void enqueue(struct sg_group *group, struct entry *entry)
{
	*group->last = entry;
	group->last = &entry->next;
}

static void dequeue(struct sg_group *group, struct entry *entry)
{
	struct entry **link = &group->first;

	while (*link != entry) {
		link = &(*link)->next;
	}
	*link = entry->next;
	if (group->last == &entry->next) {
		group->last = link;
	}
}

/* They share the earliest deadline, so nobody gives more than half of his time to another. */
static bool may_join(const struct entry *a, const struct entry *b, int64_t now_us)
{
	int64_t left_us = a->deadline_us - now_us;
	int64_t other_us = b->deadline_us - now_us;

	return left_us >= other_us / 2 && other_us >= left_us / 2 &&
	       sg_script_alike(a->script, b->script);
}

/* Who waits longest, and as many as wait with a script of the same text, cut to a power of two:
 * so that few texts arise, which the server has to prepare on each connection. */
static size_t take_batch(struct sg_group *group, struct entry *batch[SG_GROUP_MOST])
{
	int64_t now_us = sg_monotonic_us();
	size_t count = 0, even = 1;

	for (struct entry *entry = group->first; entry != NULL && count < SG_GROUP_MOST;
		entry = entry->next) {
		if (count == 0 || may_join(entry, group->first, now_us)) {
			batch[count++] = entry;
		}
	}
	if (count == 0) {
		return 0;
	}
	while (even * 2 <= count) {
		even *= 2;
	}
	for (size_t i = 0; i < even; i++) {
		batch[i]->taken = true;
		dequeue(group, batch[i]);
	}
	return even;
}

static int compare_orders(const void *left, const void *right)
{
	const struct entry *const *a = left;
	const struct entry *const *b = right;

	return sg_id_compare(&(*a)->order, &(*b)->order);
}

static void run_alone(struct sg_group *group, struct entry *entry)
{
	entry->outcome =
		sg_pool_run(group->pool, entry->script, entry->deadline_us, entry->error);
}

static int64_t earliest(struct entry *const *batch, size_t count)
{
	int64_t deadline_us = batch[0]->deadline_us;

	for (size_t i = 1; i < count; i++) {
		if (batch[i]->deadline_us < deadline_us) {
			deadline_us = batch[i]->deadline_us;
		}
	}
	return deadline_us;
}

/* Nobody knows whether it happened, or it did: then that holds for all of them. */
static bool is_final(enum sg_db_outcome outcome)
{
	return outcome == SG_DB_DONE || outcome == SG_DB_UNKNOWN;
}

static void run_together(struct sg_group *group, struct entry *const *batch, size_t count)
{
	struct sg_script *scripts[SG_GROUP_MOST];
	struct sg_arena *arena = sg_arena_new();
	struct sg_error error = {0};
	enum sg_db_outcome outcome = SG_DB_MEMORY;
	struct sg_script joined;

	for (size_t i = 0; i < count; i++) {
		scripts[i] = batch[i]->script;
	}
	if (arena != NULL && sg_script_join(&joined, arena, scripts, count)) {
		outcome =
			sg_pool_run(group->pool, &joined, earliest(batch, count), &error);
	}
	if (outcome == SG_DB_DONE && !sg_script_share(&joined, scripts, count)) {
		outcome = SG_DB_UNKNOWN;
	}
	for (size_t i = 0; i < count; i++) {
		if (is_final(outcome)) {
			batch[i]->outcome = outcome;
			if (batch[i]->error != NULL) {
				*batch[i]->error = error;
			}
		} else {
			batch[i]->alone = true;
		}
	}
	sg_arena_free(arena);
}

static void run_batch(
	struct sg_group *group, struct entry **batch, size_t count, struct entry *own)
{
	qsort(batch, count, sizeof(struct entry *), compare_orders);
	if (count > 1) {
		run_together(group, batch, count);
	} else if (batch[0] == own) {
		run_alone(group, own);
	} else {
		batch[0]->alone = true;
	}
}

/* With the mutex held on entry and on return. Leads until its own script is done, then hands the
 * lead to who has waited longest. */
static void lead(struct sg_group *group, struct entry *own)
{
	struct entry *batch[SG_GROUP_MOST];

	while (!own->done) {
		size_t count;

		if (own->taken) { /* by the other leader, while this one woke up */
			(void)pthread_cond_wait(&own->changed, &group->mutex);
			continue;
		}
		count = take_batch(group, batch);
		(void)pthread_mutex_unlock(&group->mutex);
		run_batch(group, batch, count, own);
		(void)pthread_mutex_lock(&group->mutex);
		for (size_t i = 0; i < count; i++) {
			batch[i]->done = true;
			(void)pthread_cond_signal(&batch[i]->changed);
		}
	}
	group->leaders--;
	if (group->first != NULL && group->leaders < SG_GROUP_LEADERS) {
		group->leaders++;
		group->first->leads = true;
		(void)pthread_cond_signal(&group->first->changed);
	}
}

static struct timespec as_timespec(int64_t us)
{
	return (struct timespec){
		.tv_sec = us / SG_SECOND_US, .tv_nsec = (us % SG_SECOND_US) * 1000};
}

/* With the mutex held. False when nobody came to it in time. */
static bool follow(struct sg_group *group, struct entry *own)
{
	struct timespec until = as_timespec(own->deadline_us);

	while (!own->done && !own->leads) {
		int waited = own->taken ? pthread_cond_wait(&own->changed, &group->mutex)
		                        : pthread_cond_timedwait(
						  &own->changed, &group->mutex, &until);

		if (waited != 0 && !own->taken && !own->leads) {
			dequeue(group, own);
			return false;
		}
	}
	return true;
}

static void open_entry(struct entry *entry)
{
	pthread_condattr_t monotonic;

	(void)pthread_condattr_init(&monotonic);
	(void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&entry->changed, &monotonic);
	(void)pthread_condattr_destroy(&monotonic);
}

enum sg_db_outcome sg_group_run(struct sg_group *group, struct sg_script *script,
	const struct sg_id *order, int64_t deadline_us, struct sg_error *error)
{
	struct entry own = {.script = script,
		.order = *order,
		.deadline_us = deadline_us,
		.error = error};
	bool came = true;

	open_entry(&own);
	(void)pthread_mutex_lock(&group->mutex);
	enqueue(group, &own);
	if (group->leaders < SG_GROUP_LEADERS) {
		group->leaders++;
		own.leads = true;
	} else {
		came = follow(group, &own);
	}
	if (own.leads) {
		lead(group, &own);
	}
	(void)pthread_mutex_unlock(&group->mutex);
	(void)pthread_cond_destroy(&own.changed);
	if (own.alone) {
		run_alone(group, &own);
	}
	if (!came) {
		(void)sg_fail(error, SG_UNAVAILABLE, "deadline", "",
			"no time was left for the database");
		return SG_DB_LOST;
	}
	return own.outcome;
}
