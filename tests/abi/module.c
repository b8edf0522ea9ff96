/* Loading, opening and calling in one line each, for the tests of the interface. */
#include "abi/module.h"

#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char CONFIG_AWAY[] =
	"{\"database\":{\"socket\":\"/nonexistent/mysqld.sock\",\"user\":\"nobody\","
	"\"name\":\"away\"}}";

const char DOCUMENT[] = "{\"type\":\"property.changed/"
			"1\",\"id\":\"p-1\",\"time\":\"2026-11-21T12:00:00+01:00\","
			"\"property\":\"HAM1\",\"actor\":{\"role\":\"system\"},"
			"\"data\":{\"name\":\"Haus\",\"zone\":\"Europe/Berlin\"}}";

static void die(const char *what, const char *why)
{
	fprintf(stderr, "module: %s: %s\n", what, why);
	exit(1);
}

static void *find(const struct module *module, const char *name)
{
	void *found = dlsym(module->handle, name);

	if (!found) {
		die(name, "absent");
	}
	return found;
}

void module_load(struct module *module)
{
	const char *path = getenv("STAMMGAST_MODULE");

	module->handle = dlopen(path ? path : "./stammgast.so", RTLD_NOW | RTLD_LOCAL);
	if (!module->handle) {
		die("dlopen", dlerror());
	}
	*(void **)&module->abi = find(module, "pms_plugin_abi");
	uint32_t abi = module->abi();
	if (abi >> 16 != PMS_ABI_MAJOR || (int)(abi & 0xFFFFu) < PMS_ABI_MINOR) {
		die("pms_plugin_abi", "another major or an older minor");
	}
	*(void **)&module->describe = find(module, "pms_plugin_describe");
	*(void **)&module->open = find(module, "pms_plugin_open");
	*(void **)&module->call = find(module, "pms_plugin_call");
	*(void **)&module->work = find(module, "pms_plugin_work");
	*(void **)&module->wake = find(module, "pms_plugin_wake");
	*(void **)&module->close = find(module, "pms_plugin_close");
	*(void **)&module->text = find(module, "pms_reply_text");
	*(void **)&module->free = find(module, "pms_reply_free");
}

void module_unload(struct module *module)
{
	dlclose(module->handle);
	memset(module, 0, sizeof(*module));
}

struct pms_plugin *module_open(const struct module *module, const char *config)
{
	struct pms_plugin *plugin = NULL;
	struct pms_reply *reply = NULL;

	if (module->open(config, strlen(config), NULL, &plugin, &reply) != PMS_OK) {
		die("open", reply ? module->text(reply, NULL) : "no memory");
	}
	module->free(reply);
	return plugin;
}

int32_t module_call(
	const struct module *module, struct pms_plugin *plugin, const char *text)
{
	struct pms_reply *reply = NULL;
	int32_t status = module->call(plugin, text, strlen(text), &reply);
	size_t len = 0;

	if (!reply || strlen(module->text(reply, &len)) != len || len == 0) {
		die("call", "no reply, or none of its length");
	}
	module->free(reply);
	return status;
}

bool module_is_error(
	const struct module *module, struct pms_reply *reply, const char *code)
{
	static const char *const members[] = {"{\"type\":\"reply/1\",", "\"error\":{",
		"\"code\":\"", "\"message\":\"", "\"path\":\"", "\"retryable\":"};
	char wanted[80];
	bool is = reply != NULL;

	snprintf(wanted, sizeof(wanted), "\"code\":\"%s\"", code);
	for (size_t i = 0; is && i < sizeof(members) / sizeof(members[0]); i++) {
		is = strstr(module->text(reply, NULL), members[i]) != NULL;
	}
	is = is && strstr(module->text(reply, NULL), wanted);
	if (!is) {
		fprintf(stderr, "not the error %s: %s\n", code,
			reply ? module->text(reply, NULL) : "no reply");
	}
	module->free(reply);
	return is;
}

static int entries(const char *folder)
{
	DIR *dir = opendir(folder);
	int count = 0;

	while (dir && readdir(dir)) {
		count++;
	}
	closedir(dir);
	return count;
}

int process_descriptors(void)
{
	return entries("/proc/self/fd") - 3; /* ".", ".." and the one that reads */
}

int process_threads(void)
{
	return entries("/proc/self/task") - 2;
}

long process_rss_kib(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long pages = 0;

	if (!file || fscanf(file, "%*d %ld", &pages) != 1) {
		die("statm", "not readable");
	}
	fclose(file);
	return pages * 4;
}
