/* The loop around pms_plugin_work. */
#include "cli/workers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/clock.h"
#include "cli/command.h"
#include "cli/stop.h"
#include "document/value.h"

enum {
	WORKERS_MAX = 16,
	WAIT_MS = 250,
	DRAIN_WAIT_MS = 20,
	PAUSE_MS = 250,
	DRAIN_PAUSE_US = 200,
	STACK_SIZE = 512 * 1024,
};

struct worker {
	struct sg_workers *workers;
	pthread_t thread;
	_Atomic uint64_t quiet; /* the last drain in which it found nothing to do */
};

struct sg_workers {
	const struct sg_module *module;
	atomic_bool stop;
	_Atomic int64_t settled;
	pthread_mutex_t lock; /* guards `said` */
	char said[sizeof((struct sg_error *)NULL)->code];
	_Atomic uint64_t drain; /* number of the drain under way */
	struct worker list[WORKERS_MAX];
	int count;
};

static void say_once(
	struct sg_workers *workers, int32_t status, const struct pms_reply *reply)
{
	struct sg_error error;
	bool again;

	(void)sg_module_error(workers->module, status, reply, &error);
	(void)pthread_mutex_lock(&workers->lock);
	again = strcmp(workers->said, error.code) == 0;
	memcpy(workers->said, error.code, sizeof workers->said);
	(void)pthread_mutex_unlock(&workers->lock);
	if (!again) {
		(void)sg_complain_error(&error);
	}
}

static void forget_said(struct sg_workers *workers)
{
	(void)pthread_mutex_lock(&workers->lock);
	workers->said[0] = '\0';
	(void)pthread_mutex_unlock(&workers->lock);
}

static bool in_flight(const struct sg_module *module, const struct pms_reply *reply)
{
	struct sg_value *value = NULL;
	int64_t count = 0;
	size_t len;
	const char *text = module->reply_text(reply, &len);

	if (sg_value_parse(text, len, NULL, &value) == SG_OK) {
		count = sg_value_integer(sg_value_member(value, "in_flight"), 0);
	}
	sg_value_free(value);
	return count > 0;
}

/* One call of work and what follows from it; false when it failed. */
static bool work_once(struct worker *worker)
{
	struct sg_workers *workers = worker->workers;
	const struct sg_module *module = workers->module;
	uint64_t drain = atomic_load(&workers->drain);
	bool draining = atomic_load(&worker->quiet) < drain;
	struct pms_reply *reply = NULL;
	int32_t settled =
		module->work(module->plugin, draining ? DRAIN_WAIT_MS : WAIT_MS, &reply);

	if (settled < 0) {
		say_once(workers, settled, reply);
		module->reply_free(reply);
		return false;
	}
	atomic_fetch_add(&workers->settled, settled);
	if (draining && settled > 0) {
		/* What was settled may have made room for more. */
		(void)module->wake(module->plugin);
	} else if (draining && !in_flight(module, reply)) {
		atomic_store(&worker->quiet, drain);
	}
	module->reply_free(reply);
	return true;
}

static void *work(void *data)
{
	struct worker *worker = data;
	bool failed = false;

	while (!atomic_load(&worker->workers->stop)) {
		bool worked = work_once(worker);

		if (worked && failed) {
			forget_said(worker->workers);
		} else if (!worked) {
			sg_clock_sleep_ms(PAUSE_MS);
		}
		failed = !worked;
	}
	return NULL;
}

enum sg_status sg_workers_start(const struct sg_module *module, int count,
	struct sg_error *error, struct sg_workers **ret_workers)
{
	struct sg_workers *workers = calloc(1, sizeof *workers);
	pthread_attr_t attributes;

	if (workers == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	workers->module = module;
	(void)pthread_mutex_init(&workers->lock, NULL);
	(void)pthread_attr_init(&attributes);
	(void)pthread_attr_setstacksize(&attributes, STACK_SIZE);
	while (workers->count < count && workers->count < WORKERS_MAX) {
		struct worker *worker = &workers->list[workers->count];

		worker->workers = workers;
		if (pthread_create(&worker->thread, &attributes, work, worker) != 0) {
			break;
		}
		workers->count++;
	}
	(void)pthread_attr_destroy(&attributes);
	if (workers->count == 0) {
		sg_workers_stop(workers);
		return sg_fail(error, SG_UNAVAILABLE, "no_thread", NULL,
			"no thread can be started");
	}
	*ret_workers = workers;
	return SG_OK;
}

int64_t sg_workers_settled(const struct sg_workers *workers)
{
	return atomic_load(&workers->settled);
}

static bool all_quiet(const struct sg_workers *workers, uint64_t drain)
{
	for (int i = 0; i < workers->count; i++) {
		if (atomic_load(&workers->list[i].quiet) < drain) {
			return false;
		}
	}
	return true;
}

static enum sg_status wait_until_quiet(
	struct sg_workers *workers, int64_t ms, struct sg_error *error)
{
	int64_t now_us = sg_clock_steady_us();
	int64_t until_us = now_us + ms * 1000;
	int64_t wake_us = 0;
	uint64_t drain = atomic_fetch_add(&workers->drain, 1) + 1;

	while (!all_quiet(workers, drain)) {
		if (sg_stop_requested()) {
			return sg_fail(error, SG_REFUSED, "stopped", NULL, "stopped");
		}
		if (now_us > until_us) {
			return sg_fail(error, SG_UNAVAILABLE, "not_drained", NULL,
				"deliveries are still under way after %lld s",
				(long long)ms / 1000);
		}
		if (now_us >= wake_us) {
			(void)workers->module->wake(workers->module->plugin);
			wake_us = now_us + (int64_t)DRAIN_WAIT_MS * 1000;
		}
		sg_clock_sleep_us(DRAIN_PAUSE_US);
		now_us = sg_clock_steady_us();
	}
	return SG_OK;
}

/* Deliveries that wait, by the module's own count, without those of endpoints that fail where
 * `but_failing`; negative when it cannot say. */
static int64_t waiting(const struct sg_module *module, bool but_failing)
{
	static const char question[] = "{\"type\":\"health/1\",\"id\":\"drain\","
				       "\"actor\":{\"role\":\"system\"},\"data\":{}}";
	struct pms_reply *reply = NULL;
	struct sg_value *value = NULL;
	const struct sg_value *failing;
	int64_t count = -1;
	size_t len;
	const char *text;

	if (module->call(module->plugin, question, sizeof question - 1, &reply) ==
		PMS_OK) {
		text = module->reply_text(reply, &len);
		(void)sg_value_parse(text, len, NULL, &value);
		count = sg_value_integer(sg_value_find(value, "deliveries.waiting"), -1);
		failing = sg_value_member(value, "endpoints_in_trouble");
		for (size_t i = 0;
			but_failing && count > 0 && i < sg_value_count(failing); i++) {
			int64_t theirs = sg_value_integer(
				sg_value_member(sg_value_at(failing, i), "waiting"), 0);

			count = count > theirs ? count - theirs : 0;
		}
		sg_value_free(value);
	}
	module->reply_free(reply);
	return count;
}

static enum sg_status drain(
	struct sg_workers *workers, bool but_failing, int64_t ms, struct sg_error *error)
{
	int64_t until_us = sg_clock_steady_us() + ms * 1000;

	for (;;) {
		enum sg_status status = wait_until_quiet(workers, ms, error);

		if (status != SG_OK || waiting(workers->module, but_failing) == 0) {
			return status;
		}
		if (sg_clock_steady_us() > until_us) {
			return sg_fail(error, SG_UNAVAILABLE, "not_drained", NULL,
				"deliveries still wait after %lld s",
				(long long)ms / 1000);
		}
		sg_clock_sleep_ms(1);
	}
}

enum sg_status sg_workers_drain(
	struct sg_workers *workers, int64_t ms, struct sg_error *error)
{
	return drain(workers, true, ms, error);
}

enum sg_status sg_workers_drain_all(
	struct sg_workers *workers, int64_t ms, struct sg_error *error)
{
	return drain(workers, false, ms, error);
}

void sg_workers_stop(struct sg_workers *workers)
{
	if (workers == NULL) {
		return;
	}
	atomic_store(&workers->stop, true);
	for (int i = 0; i < workers->count; i++) {
		(void)workers->module->wake(workers->module->plugin);
		(void)pthread_join(workers->list[i].thread, NULL);
	}
	(void)pthread_mutex_destroy(&workers->lock);
	free(workers);
}
