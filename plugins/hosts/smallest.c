/*
 * The smallest host in C: loads a plugin, checks a guest in, prints what the plugin says.
 *	cc -Iinclude plugins/hosts/smallest.c -o smallest
 *	./smallest ./stammgast.so '{"database":{…},"migrate":true}'
 */
#include "pms_plugin.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define GUEST "\"ids\":[{\"system\":\"pms\",\"id\":\"G1\"}]"

static void *library;
static char now[32], tomorrow[32];
static void *find(const char *name)
{
	return library ? dlsym(library, name) : NULL;
}

static int print(int32_t status, struct pms_reply *reply)
{
	__typeof__(pms_reply_text) *text = find("pms_reply_text");
	__typeof__(pms_reply_free) *discard = find("pms_reply_free");

	printf("%d %s\n", (int)status, text(reply, NULL));
	discard(reply);
	return status == PMS_OK;
}

/* One document. The same id again changes nothing: repeat it until it is taken. */
static int say(struct pms_plugin *pms, const char *type, const char *data)
{
	__typeof__(pms_plugin_call) *call = find("pms_plugin_call");
	struct pms_reply *reply;
	char text[1024];
	int len = snprintf(text, sizeof(text),
		"{\"type\":\"%s/1\",\"id\":\"%s\",\"time\":\"%s\",\"property\":\"HAM1\","
		"\"actor\":{\"role\":\"front_desk\"},\"data\":{%s}}",
		type, type, now, data);
	int32_t status = call(pms, text, (size_t)len, &reply);
	return print(status, reply);
}

int main(int argc, char **argv)
{
	library = argc == 3 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
	__typeof__(pms_plugin_abi) *abi = find("pms_plugin_abi");
	__typeof__(pms_plugin_open) *open = find("pms_plugin_open");
	__typeof__(pms_plugin_close) *close = find("pms_plugin_close");
	struct pms_plugin *pms;
	struct pms_reply *reply;
	time_t at = time(NULL), later = at + 86400;
	char stay[512];

	if (!abi || abi() >> 16 != PMS_ABI_MAJOR) {
		return 2;
	}
	strftime(now, sizeof(now), "%FT%TZ", gmtime_r(&at, &(struct tm){0}));
	strftime(tomorrow, sizeof(tomorrow), "%F", gmtime_r(&later, &(struct tm){0}));
	snprintf(stay, sizeof(stay),
		"\"ids\":[{\"system\":\"pms\",\"id\":\"S1\"}],\"room\":\"412\","
		"\"status\":\"checked_in\",\"arrival\":\"%.10s\",\"departure\":\"%s\","
		"\"people\":[{\"role\":\"guest\"," GUEST "}]",
		now, tomorrow);
	int32_t status = open(argv[2], strlen(argv[2]), NULL, &pms, &reply);
	int good =
		print(status, reply) &&
		say(pms, "property.changed", "\"zone\":\"UTC\",\"languages\":[\"de\"]") &&
		say(pms, "room.changed", "\"number\":\"412\"") &&
		say(pms, "guest.changed", GUEST) &&
		say(pms, "preference.stated",
			"\"guest\":{" GUEST "},\"topic\":\"bed.filling\","
			"\"value\":\"feather_free\",\"strength\":\"require\"") &&
		say(pms, "stay.changed", stay);
	close(pms);
	return good ? 0 : 1;
}
