/*
 * The interface and nothing else, so that abidw and abidiff see what a host compiles against:
 * the module itself would bring the types of four libraries with it.
 */
#pragma GCC visibility push(default)
#include "pms_plugin.h"
#pragma GCC visibility pop

struct pms_plugin {
	char nothing;
};

struct pms_reply {
	char nothing;
};

uint32_t pms_plugin_abi(void)
{
	return PMS_ABI_MAJOR << 16 | PMS_ABI_MINOR;
}

const char *pms_plugin_describe(void)
{
	return "";
}

int32_t pms_plugin_open(const char *config, size_t config_len,
	const struct pms_host *host, struct pms_plugin **ret_plugin,
	struct pms_reply **ret_reply)
{
	return config && config_len && host && ret_plugin && ret_reply;
}

int32_t pms_plugin_call(struct pms_plugin *plugin, const char *document, size_t len,
	struct pms_reply **ret_reply)
{
	return plugin && document && len && ret_reply;
}

int32_t pms_plugin_work(
	struct pms_plugin *plugin, uint32_t wait_ms, struct pms_reply **ret_reply)
{
	return plugin && wait_ms && ret_reply;
}

int32_t pms_plugin_wake(struct pms_plugin *plugin)
{
	return plugin != NULL;
}

void pms_plugin_close(struct pms_plugin *plugin)
{
	(void)plugin;
}

const char *pms_reply_text(const struct pms_reply *reply, size_t *ret_len)
{
	return reply && ret_len ? "" : NULL;
}

void pms_reply_free(struct pms_reply *reply)
{
	(void)reply;
}
