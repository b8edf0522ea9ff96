/*
 * The boundary between a host and the service: arguments are checked, a forked child is turned
 * away, and every answer becomes a reply of the caller's own. All meaning lies behind it, in
 * src/service.
 */
#pragma GCC visibility push(default)
#include "pms_plugin.h"
#pragma GCC visibility pop

#include "core/buffer.h"
#include "core/status.h"
#include "service/service.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Hosts were compiled with these: they never change within PMS_ABI_MAJOR. */
#define PINNED(ours, theirs, value)                                                      \
	_Static_assert((int)(theirs) == (value) && (int)(ours) == (value), #theirs)

_Static_assert(PMS_ABI_MAJOR == 1 && PMS_ABI_MINOR == 0, "the header's changelog");
PINNED(SG_OK, PMS_OK, 0);
PINNED(SG_INVALID, PMS_E_INVALID, -1);
PINNED(SG_REFUSED, PMS_E_REFUSED, -2);
PINNED(SG_UNAVAILABLE, PMS_E_UNAVAILABLE, -3);
PINNED(SG_FORKED, PMS_E_FORKED, -4);
PINNED(SG_UNSUPPORTED, PMS_E_UNSUPPORTED, -5);
PINNED(SG_MEMORY, PMS_E_MEMORY, -6);
PINNED(SG_INTERNAL, PMS_E_INTERNAL, -7);
PINNED(SG_LOG_ERROR, PMS_LOG_ERROR, 0);
PINNED(SG_LOG_WARNING, PMS_LOG_WARNING, 1);
PINNED(SG_LOG_INFO, PMS_LOG_INFO, 2);
PINNED(SG_LOG_DEBUG, PMS_LOG_DEBUG, 3);
PINNED(offsetof(struct pms_host, size), offsetof(struct pms_host, size), 0);
PINNED(offsetof(struct pms_host, data), sizeof(size_t), sizeof(void *));
PINNED(offsetof(struct pms_host, log), 2 * sizeof(size_t), 2 * sizeof(void *));
PINNED(sizeof(struct pms_host), 3 * sizeof(size_t), 3 * sizeof(void *));

struct pms_plugin {
	struct sg_service *service;
	struct pms_host host;
	pid_t pid;          /* whose handle it is */
	atomic_bool faulty; /* a fault of ours was met, and the host was told */
};

struct pms_reply {
	struct sg_buffer text;
};

/* Made before the work is done, so that a lack of memory cannot hide that it was done. */
static struct pms_reply *reply_new(struct pms_reply **ret_reply)
{
	if (ret_reply) {
		*ret_reply = NULL;
	}
	return calloc(1, sizeof(struct pms_reply));
}

/* Hands the reply to a caller who wants it, and drops it with PMS_E_MEMORY. A service with
 * nothing to say has an empty object. */
static int32_t reply_give(
	struct pms_reply *reply, int32_t status, struct pms_reply **ret_reply)
{
	if (!reply->text.data) {
		sg_buffer_text(&reply->text, "{}");
	}
	if (reply->text.failed) {
		status = PMS_E_MEMORY;
	}
	if (status == PMS_E_MEMORY || !ret_reply) {
		pms_reply_free(reply);
	} else {
		*ret_reply = reply;
	}
	return status;
}

/* Answers with why it failed; a lack of memory has no words. */
static int32_t reply_fail(struct pms_reply *reply, enum sg_status status,
	const struct sg_error *error, struct pms_reply **ret_reply)
{
	sg_buffer_reset(&reply->text);
	sg_service_say_error(error, &reply->text);
	return reply_give(reply, (int32_t)status, ret_reply);
}

static enum sg_status check_text(
	const char *text, size_t len, const char *name, struct sg_error *error)
{
	if (!text && len > 0) {
		return sg_fail(error, SG_INVALID, "argument_missing", "",
			"the %s is a null pointer with a length", name);
	}
	return SG_OK;
}

/* Whether the handle may be used at all, by this process, now. */
static enum sg_status check_handle(
	const struct pms_plugin *plugin, struct sg_error *error)
{
	if (!plugin) {
		return sg_fail(
			error, SG_INVALID, "argument_missing", "", "there is no handle");
	}
	if (plugin->pid != getpid()) {
		return sg_fail(error, SG_FORKED, "forked", "",
			"the handle was opened by another process; open one here");
	}
	return SG_OK;
}

/* What the host and this build both know of the struct; a member that is there in part only
 * is not there. */
static enum sg_status copy_host(
	const struct pms_host *host, struct pms_host *ret_host, struct sg_error *error)
{
	struct pms_host own = {0};

	if (host) {
		if (host->size < offsetof(struct pms_host, data)) {
			return sg_fail(error, SG_INVALID, "host_size", "",
				"the host's struct does not say its size");
		}
		memcpy(&own, host, host->size < sizeof(own) ? host->size : sizeof(own));
		if (own.size < offsetof(struct pms_host, log)) {
			own.data = NULL;
		}
		if (own.size < sizeof(own)) {
			own.log = NULL;
		}
	}
	*ret_host = own;
	return SG_OK;
}

static void log_to_host(void *data, int level, const char *text, size_t len)
{
	const struct pms_host *host = data;

	if (host->log) {
		host->log(host->data, level, text, len);
	}
}

/* Marks the handle after a fault of ours, and tells the host of the first. It goes on: what a
 * fault spoiled was rolled back, and a hotel is worse off without any answers. */
static int32_t mark(struct pms_plugin *plugin, int32_t status)
{
	static const char said[] =
		"an internal fault was met; see the reply, and report it";

	if (status == PMS_E_INTERNAL && !atomic_exchange(&plugin->faulty, true)) {
		log_to_host(&plugin->host, PMS_LOG_ERROR, said, sizeof(said) - 1);
	}
	return status;
}

static enum sg_status open_plugin(const char *config, size_t len,
	const struct pms_host *host, struct pms_plugin **ret_plugin,
	struct sg_error *error)
{
	struct pms_plugin *plugin = calloc(1, sizeof(*plugin));

	if (!plugin) {
		return SG_MEMORY;
	}
	const struct sg_host own = {log_to_host, &plugin->host};
	enum sg_status status = copy_host(host, &plugin->host, error);
	if (!status) {
		status = sg_service_open(
			config ? config : "", len, &own, &plugin->service, error);
	}
	if (status) {
		free(plugin);
		return status;
	}
	plugin->pid = getpid();
	*ret_plugin = plugin;
	return SG_OK;
}

uint32_t pms_plugin_abi(void)
{
	return (uint32_t)PMS_ABI_MAJOR << 16 | (uint32_t)PMS_ABI_MINOR;
}

const char *pms_plugin_describe(void)
{
	return sg_service_describe();
}

int32_t pms_plugin_open(const char *config, size_t config_len,
	const struct pms_host *host, struct pms_plugin **ret_plugin,
	struct pms_reply **ret_reply)
{
	struct sg_error error = {0};
	struct pms_reply *reply = reply_new(ret_reply);
	struct pms_plugin *plugin = NULL;

	if (ret_plugin) {
		*ret_plugin = NULL;
	}
	if (!reply) {
		return PMS_E_MEMORY;
	}
	sg_service_say_opened(&reply->text);
	enum sg_status status = reply->text.failed ? SG_MEMORY : SG_OK;
	if (!status && !ret_plugin) {
		status = sg_fail(&error, SG_INVALID, "argument_missing", "",
			"there is no place for the handle");
	}
	if (!status) {
		status = check_text(config, config_len, "configuration", &error);
	}
	if (!status) {
		status = open_plugin(config, config_len, host, &plugin, &error);
	}
	if (status) {
		return reply_fail(reply, status, &error, ret_reply);
	}
	*ret_plugin = plugin;
	return reply_give(reply, PMS_OK, ret_reply);
}

int32_t pms_plugin_call(struct pms_plugin *plugin, const char *document, size_t len,
	struct pms_reply **ret_reply)
{
	struct sg_error error = {0};
	struct pms_reply *reply = reply_new(ret_reply);

	if (!reply) {
		return PMS_E_MEMORY;
	}
	enum sg_status status = check_handle(plugin, &error);
	if (!status) {
		status = check_text(document, len, "document", &error);
	}
	if (status) {
		return reply_fail(reply, status, &error, ret_reply);
	}
	status = sg_service_call(
		plugin->service, document ? document : "", len, &reply->text);
	return reply_give(reply, mark(plugin, (int32_t)status), ret_reply);
}

int32_t pms_plugin_work(
	struct pms_plugin *plugin, uint32_t wait_ms, struct pms_reply **ret_reply)
{
	struct sg_error error = {0};
	struct pms_reply *reply = reply_new(ret_reply);

	if (!reply) {
		return PMS_E_MEMORY;
	}
	enum sg_status status = check_handle(plugin, &error);
	if (status) {
		return reply_fail(reply, status, &error, ret_reply);
	}
	int32_t settled = sg_service_work(plugin->service, wait_ms, &reply->text);
	return reply_give(reply, mark(plugin, settled), ret_reply);
}

int32_t pms_plugin_wake(struct pms_plugin *plugin)
{
	enum sg_status status = check_handle(plugin, NULL);

	if (!status) {
		sg_service_wake(plugin->service);
	}
	return (int32_t)status;
}

void pms_plugin_close(struct pms_plugin *plugin)
{
	if (!plugin) {
		return;
	}
	if (plugin->pid == getpid()) {
		sg_service_close(&plugin->service);
	} else {
		sg_service_abandon(&plugin->service);
	}
	free(plugin);
}

const char *pms_reply_text(const struct pms_reply *reply, size_t *ret_len)
{
	if (ret_len) {
		*ret_len = reply ? reply->text.len : 0;
	}
	return reply ? reply->text.data : "";
}

void pms_reply_free(struct pms_reply *reply)
{
	if (reply) {
		sg_buffer_free(&reply->text);
		free(reply);
	}
}
