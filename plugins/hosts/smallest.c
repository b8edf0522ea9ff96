/*
 * The smallest host in C: loads a plugin, checks a guest in, prints what the plugin says.
 *
 *	cc -Iinclude plugins/hosts/smallest.c -o smallest
 *	./smallest ./stammgast.so '{"database":{…},"migrate":true}'
 */
#include "pms_plugin.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define GUEST "\"ids\":[{\"system\":\"pms\",\"id\":\"G1\"}]"

static __typeof__(pms_plugin_call) *call;
static __typeof__(pms_reply_text) *reply_text;
static __typeof__(pms_reply_free) *reply_free;

static int print(int32_t status, struct pms_reply *reply)
{
	printf("%d %s\n", (int)status, reply_text(reply, NULL));
	reply_free(reply);
	return status == PMS_OK;
}

/* One document. The same id again changes nothing: repeat it until it is taken. */
static int say(struct pms_plugin *plugin, const char *type, const char *data)
{
	struct pms_reply *reply;
	char now[32], text[1024];
	time_t at = time(NULL);

	strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&at, &(struct tm){0}));
	snprintf(text, sizeof(text),
		"{\"type\":\"%s/1\",\"id\":\"%s\",\"time\":\"%s\",\"property\":\"HAM1\","
		"\"actor\":{\"role\":\"front_desk\"},\"data\":{%s}}",
		type, type, now, data);
	return print(call(plugin, text, strlen(text), &reply), reply);
}

int main(int argc, char **argv)
{
	struct pms_plugin *plugin;
	struct pms_reply *reply;
	char stay[512];
	struct tm tm;
	time_t today = time(NULL), tomorrow = today + 86400;
	void *library = argc == 3 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
	__typeof__(pms_plugin_abi) *abi = library ? dlsym(library, "pms_plugin_abi") : 0;
	if (!abi || abi() >> 16 != PMS_ABI_MAJOR) {
		return 2;
	}
	__typeof__(pms_plugin_open) *open = dlsym(library, "pms_plugin_open");
	__typeof__(pms_plugin_close) *close = dlsym(library, "pms_plugin_close");
	call = dlsym(library, "pms_plugin_call");
	reply_text = dlsym(library, "pms_reply_text");
	reply_free = dlsym(library, "pms_reply_free");
	if (!print(open(argv[2], strlen(argv[2]), NULL, &plugin, &reply), reply)) {
		return 1;
	}
	strftime(stay, 64, "\"arrival\":\"%F\",", gmtime_r(&today, &tm));
	strftime(stay + strlen(stay), 64, "\"departure\":\"%F\",",
		gmtime_r(&tomorrow, &tm));
	snprintf(stay + strlen(stay), 300, "%s",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"S1\"}],\"room\":\"412\","
		"\"status\":\"checked_in\",\"people\":[{\"role\":\"guest\"," GUEST "}]");
	int taken = say(plugin, "property.changed",
			    "\"zone\":\"Europe/Berlin\",\"languages\":[\"de\"]") &&
	            say(plugin, "room_type.changed", "\"code\":\"DBL\"") &&
	            say(plugin, "room.changed", "\"number\":\"412\",\"type\":\"DBL\"") &&
	            say(plugin, "guest.changed", GUEST) &&
	            say(plugin, "preference.stated",
			    "\"guest\":{" GUEST "},\"topic\":\"bed.filling\","
			    "\"value\":\"feather_free\",\"strength\":\"require\"") &&
	            say(plugin, "stay.changed", stay);
	close(plugin);
	return taken ? 0 : 1;
}
