/* The module as a PMS has it: a file found by name, functions by dlsym, threads of the host's
 * own in work. */
#include "bench.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPEATS = 20, WAIT_MS = 1000, REST_US = 20000 };

struct bench_workers {
	struct bench_host *host;
	atomic_bool stop;
	int count;
	pthread_t threads[];
};

static bool find(const struct bench_module *module, const char *name, void *ret_function)
{
	void *found = dlsym(module->handle, name);

	if (found == NULL) {
		bench_fail("the module has no %s", name);
		return false;
	}
	memcpy(ret_function, &found, sizeof found);
	return true;
}

bool bench_module_load(struct bench_module *module)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	char *name;

	path[len > 0 ? len : 0] = '\0';
	name = strrchr(path, '/');
	if (name == NULL || name - path > 4000) {
		bench_fail("no folder to look for stammgast.so in");
		return false;
	}
	(void)snprintf(name, 96, "/stammgast.so");
	module->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (module->handle == NULL) {
		bench_fail("%s", dlerror());
		return false;
	}
	return find(module, "pms_plugin_abi", &module->abi) &&
	       find(module, "pms_plugin_open", &module->open) &&
	       find(module, "pms_plugin_call", &module->call) &&
	       find(module, "pms_plugin_work", &module->work) &&
	       find(module, "pms_plugin_wake", &module->wake) &&
	       find(module, "pms_plugin_close", &module->close) &&
	       find(module, "pms_reply_text", &module->text) &&
	       find(module, "pms_reply_free", &module->free) &&
	       module->abi() >> 16 == PMS_ABI_MAJOR;
}

bool bench_host_open(struct bench_host *host, const struct bench_module *module,
	const struct bench_server *server, const char *database, int connections)
{
	struct pms_reply *reply = NULL;
	char config[512], more[40] = "";
	int32_t status;

	if (connections > 0) {
		(void)snprintf(more, sizeof more, ",\"connections\":%d", connections);
	}
	(void)snprintf(config, sizeof config,
		"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":\"%s\"},"
		"\"migrate\":true,\"deadline_ms\":5000%s}",
		server->socket, database, more);
	host->module = module;
	status = module->open(config, strlen(config), NULL, &host->plugin, &reply);
	if (status != PMS_OK) {
		bench_fail("open: %s", module->text(reply, NULL));
	}
	module->free(reply);
	return status == PMS_OK;
}

void bench_host_close(struct bench_host *host)
{
	bench_workers_stop(host);
	if (host->plugin != NULL) {
		host->module->close(host->plugin);
		host->plugin = NULL;
	}
}

static int32_t call(
	struct bench_host *host, const char *document, struct pms_reply **ret_reply)
{
	const struct bench_module *module = host->module;
	int32_t status = PMS_E_UNAVAILABLE;
	size_t len = strlen(document);

	for (int i = 0; i < REPEATS && status == PMS_E_UNAVAILABLE; i++) {
		if (i > 0) {
			atomic_fetch_add(&host->repeated, 1);
			module->free(*ret_reply);
		}
		status = module->call(host->plugin, document, len, ret_reply);
	}
	if (status != PMS_OK) {
		bench_fail("%s: %s", document, module->text(*ret_reply, NULL));
	}
	return status;
}

bool bench_call(struct bench_host *host, const char *document)
{
	struct pms_reply *reply = NULL;
	int32_t status = call(host, document, &reply);

	host->module->free(reply);
	return status == PMS_OK;
}

int bench_count_in_reply(struct bench_host *host, const char *document, const char *what)
{
	struct pms_reply *reply = NULL;
	int count = 0;

	if (call(host, document, &reply) == PMS_OK) {
		const char *at = host->module->text(reply, NULL);

		while ((at = strstr(at, what)) != NULL) {
			at += strlen(what);
			count++;
		}
	}
	host->module->free(reply);
	return count;
}

static void *worker(void *context)
{
	struct bench_workers *workers = context;
	struct bench_host *host = workers->host;

	while (!atomic_load(&workers->stop)) {
		if (host->module->work(host->plugin, WAIT_MS, NULL) < 0) {
			(void)usleep(REST_US);
		}
	}
	return NULL;
}

bool bench_workers_start(struct bench_host *host, int count)
{
	struct bench_workers *workers =
		calloc(1, sizeof *workers + (size_t)count * sizeof(pthread_t));

	if (workers == NULL) {
		bench_fail("out of memory");
		return false;
	}
	workers->host = host;
	host->workers = workers;
	for (int i = 0; i < count; i++) {
		if (pthread_create(&workers->threads[i], NULL, worker, workers) != 0) {
			bench_fail("no thread can be started");
			return false;
		}
		workers->count++;
	}
	return true;
}

void bench_workers_stop(struct bench_host *host)
{
	struct bench_workers *workers = host->workers;

	if (workers == NULL) {
		return;
	}
	atomic_store(&workers->stop, true);
	(void)host->module->wake(host->plugin);
	for (int i = 0; i < workers->count; i++) {
		(void)pthread_join(workers->threads[i], NULL);
	}
	free(workers);
	host->workers = NULL;
}
