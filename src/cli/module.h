/*
 * The module as any host loads it: dlopen, the functions of include/pms_plugin.h by name, and
 * the version asked first. Nothing of the module is linked into the program.
 */
#ifndef SG_CLI_MODULE_H
#define SG_CLI_MODULE_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "pms_plugin.h"

struct sg_module {
	void *library;
	struct pms_plugin *plugin; /* NULL until sg_module_open */
	uint32_t (*abi)(void);
	const char *(*describe)(void);
	int32_t (*open)(const char *config, size_t config_len,
		const struct pms_host *host, struct pms_plugin **plugin,
		struct pms_reply **reply);
	int32_t (*call)(struct pms_plugin *plugin, const char *document, size_t len,
		struct pms_reply **reply);
	int32_t (*work)(
		struct pms_plugin *plugin, uint32_t wait_ms, struct pms_reply **reply);
	int32_t (*wake)(struct pms_plugin *plugin);
	void (*close)(struct pms_plugin *plugin);
	const char *(*reply_text)(const struct pms_reply *reply, size_t *len);
	void (*reply_free)(struct pms_reply *reply);
};

/* Loads `path`, or where it is NULL stammgast.so beside the executable or in
 * ../lib/stammgast. SG_UNAVAILABLE when there is none, SG_UNSUPPORTED for another ABI. */
enum sg_status sg_module_load(
	const char *path, struct sg_error *error, struct sg_module *ret_module);

/* Opens the plugin. What it logs goes to standard error, from warnings on. The error is the
 * reply's own. */
enum sg_status sg_module_open(
	struct sg_module *module, const char *config, size_t len, struct sg_error *error);

/* Closes what is open and lets the library go; fine for a module that was never loaded. */
void sg_module_close(struct sg_module *module);

/* Fills `error` from an error reply of status `status`; the reply's own words where it has
 * any. Returns `status`. */
enum sg_status sg_module_error(const struct sg_module *module, int32_t status,
	const struct pms_reply *reply, struct sg_error *error);

/* The folder of the running executable, without a slash at the end. */
enum sg_status sg_program_folder(size_t size, struct sg_error *error, char *ret_folder);

#endif
