/* Loading the module and opening the plugin in it. */
#include "cli/module.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/progress.h"
#include "document/value.h"

struct symbol {
	const char *name;
	size_t offset;
};

static const struct symbol symbols[] = {
	{"pms_plugin_abi", offsetof(struct sg_module, abi)},
	{"pms_plugin_describe", offsetof(struct sg_module, describe)},
	{"pms_plugin_open", offsetof(struct sg_module, open)},
	{"pms_plugin_call", offsetof(struct sg_module, call)},
	{"pms_plugin_work", offsetof(struct sg_module, work)},
	{"pms_plugin_wake", offsetof(struct sg_module, wake)},
	{"pms_plugin_close", offsetof(struct sg_module, close)},
	{"pms_reply_text", offsetof(struct sg_module, reply_text)},
	{"pms_reply_free", offsetof(struct sg_module, reply_free)},
};

enum sg_status sg_program_folder(size_t size, struct sg_error *error, char *ret_folder)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash;

	if (len <= 0) {
		return sg_fail(error, SG_UNAVAILABLE, "no_folder", NULL,
			"the program's own folder is unknown: %s", sg_errno_text());
	}
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL || (size_t)(slash - path) >= size) {
		return sg_fail(error, SG_UNAVAILABLE, "no_folder", NULL,
			"the program's own folder has too long a name");
	}
	*slash = '\0';
	memcpy(ret_folder, path, (size_t)(slash - path) + 1);
	return SG_OK;
}

static enum sg_status find_module(size_t size, struct sg_error *error, char *ret_path)
{
	static const char *const places[] = {
		"stammgast.so", "../lib/stammgast/stammgast.so"};
	char folder[4000];
	enum sg_status status = sg_program_folder(sizeof folder, error, folder);

	if (status != SG_OK) {
		return status;
	}
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		(void)snprintf(ret_path, size, "%s/%s", folder, places[i]);
		if (access(ret_path, R_OK) == 0) {
			return SG_OK;
		}
	}
	return sg_fail(error, SG_UNAVAILABLE, "no_module", NULL,
		"stammgast.so is not beside the program in %s; name it with --module",
		folder);
}

static enum sg_status resolve(struct sg_module *module, struct sg_error *error)
{
	for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
		void *address = dlsym(module->library, symbols[i].name);

		if (address == NULL) {
			return sg_fail(error, SG_UNSUPPORTED, "no_symbol", NULL,
				"the module has no %s", symbols[i].name);
		}
		/* ISO C has no cast from an object to a function; POSIX means this copy. */
		memcpy((char *)module + symbols[i].offset, &address, sizeof address);
	}
	return SG_OK;
}

enum sg_status sg_module_load(
	const char *path, struct sg_error *error, struct sg_module *ret_module)
{
	struct sg_module module = {0};
	char found[4096];
	enum sg_status status = SG_OK;

	if (path == NULL) {
		status = find_module(sizeof found, error, found);
		path = found;
	}
	if (status != SG_OK) {
		return status;
	}
	module.library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (module.library == NULL) {
		return sg_fail(error, SG_UNAVAILABLE, "no_module", NULL,
			"the module cannot be loaded: %s", dlerror());
	}
	status = resolve(&module, error);
	if (status == SG_OK && module.abi() >> 16 != PMS_ABI_MAJOR) {
		status = sg_fail(error, SG_UNSUPPORTED, "abi", NULL,
			"the module offers ABI %u.%u, needed is %d.x", module.abi() >> 16,
			module.abi() & 0xFFFFu, PMS_ABI_MAJOR);
	}
	if (status != SG_OK) {
		(void)dlclose(module.library);
		return status;
	}
	*ret_module = module;
	return SG_OK;
}

static void log_line(void *data, int32_t level, const char *text, size_t len)
{
	(void)data;
	if (level <= PMS_LOG_WARNING) {
		sg_progress_clear();
		(void)fprintf(stderr, "stammgast: %s: %.*s\n",
			level == PMS_LOG_ERROR ? "error" : "warning", (int)len, text);
	}
}

enum sg_status sg_module_error(const struct sg_module *module, int32_t status,
	const struct pms_reply *reply, struct sg_error *error)
{
	struct sg_value *value = NULL;
	enum sg_status result = (enum sg_status)status;
	size_t len;
	const char *text = module->reply_text(reply, &len);

	(void)sg_fail(error, result, sg_status_name(result), NULL,
		"the module answered: %s", sg_status_name(result));
	if (len > 0 && sg_value_parse(text, len, NULL, &value) == SG_OK) {
		const struct sg_value *said = sg_value_member(value, "error");
		const char *message =
			sg_value_text(sg_value_member(said, "message"), NULL);

		if (message != NULL) {
			(void)sg_fail(error, result,
				sg_value_text(sg_value_member(said, "code"), ""),
				sg_value_text(sg_value_member(said, "path"), ""), "%s",
				message);
		}
	}
	sg_value_free(value);
	return result;
}

enum sg_status sg_module_open(
	struct sg_module *module, const char *config, size_t len, struct sg_error *error)
{
	static const struct pms_host host = {.size = sizeof host, .log = log_line};
	struct pms_reply *reply = NULL;
	int32_t status = module->open(config, len, &host, &module->plugin, &reply);

	if (status != PMS_OK) {
		(void)sg_module_error(module, status, reply, error);
		module->plugin = NULL;
	}
	module->reply_free(reply);
	return (enum sg_status)status;
}

void sg_module_close(struct sg_module *module)
{
	if (module->plugin != NULL) {
		module->close(module->plugin);
		module->plugin = NULL;
	}
	if (module->library != NULL) {
		(void)dlclose(module->library);
		module->library = NULL;
	}
}
