/*
 * The module as a host sees it: a file, loaded with dlopen, its nine functions found by name.
 */
#ifndef SG_TESTS_ABI_MODULE_H
#define SG_TESTS_ABI_MODULE_H

#include "pms_plugin.h"

#include <stdbool.h>

struct module {
	void *handle;
	pms_plugin_abi_fn *abi;
	pms_plugin_describe_fn *describe;
	pms_plugin_open_fn *open;
	pms_plugin_call_fn *call;
	pms_plugin_work_fn *work;
	pms_plugin_wake_fn *wake;
	pms_plugin_close_fn *close;
	pms_reply_text_fn *text;
	pms_reply_free_fn *free;
};

/* Loads STAMMGAST_MODULE and asks its ABI first. Ends the program with a line where it is not
 * there or lacks a function. */
void module_load(struct module *module);
void module_unload(struct module *module);

/* A configuration whose database is away: every call answers PMS_E_UNAVAILABLE. */
extern const char CONFIG_AWAY[];

/* A document that is well formed and of a known type. */
extern const char DOCUMENT[];

/* Opens with a text as configuration and no host; ends the program where that fails. */
struct pms_plugin *module_open(const struct module *module, const char *config);

/* Calls, checks that a reply came and frees it. */
int32_t module_call(
	const struct module *module, struct pms_plugin *plugin, const char *text);

/* Whether the reply is an error of this code, and says all that an error says. Frees it. */
bool module_is_error(
	const struct module *module, struct pms_reply *reply, const char *code);

/* How many descriptors this process has open, and how much memory it has in use, in KiB. */
int process_descriptors(void);
long process_rss_kib(void);
int process_threads(void);

#endif
