/* Documents of a small hotel, at the time it is now. */
#include "abi/hotel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *from_environment(const char *name)
{
	const char *value = getenv(name);

	if (!value) {
		fprintf(stderr, "hotel: %s is not set\n", name);
		exit(1);
	}
	return value;
}

void hotel_config(char ret_text[HOTEL_TEXT])
{
	snprintf(ret_text, HOTEL_TEXT,
		"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":\"%s\"},"
		"\"migrate\":true,\"deadline_ms\":20000,\"poll_ms\":250}",
		from_environment("STAMMGAST_TEST_SOCKET"),
		from_environment("STAMMGAST_TEST_DATABASE"));
}

void hotel_forget(void)
{
	char command[1024];

	snprintf(command, sizeof(command),
		"mariadb --no-defaults --socket='%s' --user=root --execute="
		"'DROP DATABASE %s; CREATE DATABASE %s CHARACTER SET utf8mb4'",
		from_environment("STAMMGAST_TEST_SOCKET"),
		from_environment("STAMMGAST_TEST_DATABASE"),
		from_environment("STAMMGAST_TEST_DATABASE"));
	if (system(command) != 0) {
		fprintf(stderr, "hotel: %s failed\n", command);
		exit(1);
	}
}

static void format_time(const char *format, int days, char *ret_text, size_t size)
{
	time_t at = time(NULL) + days * 86400;
	struct tm parts;

	strftime(ret_text, size, format, gmtime_r(&at, &parts));
}

static void document(const char *type, const char *id, const char *data, char *ret_text)
{
	char now[32];

	format_time("%Y-%m-%dT%H:%M:%SZ", 0, now, sizeof(now));
	snprintf(ret_text, HOTEL_TEXT,
		"{\"type\":\"%s/1\",\"id\":\"%s\",\"time\":\"%s\",\"property\":\"HAM1\","
		"\"actor\":{\"role\":\"system\"},\"data\":{%s}}",
		type, id, now, data);
}

static void send(const struct module *module, struct pms_plugin *plugin, const char *type,
	const char *id, const char *data)
{
	char text[HOTEL_TEXT];
	struct pms_reply *reply = NULL;

	document(type, id, data, text);
	if (module->call(plugin, text, strlen(text), &reply) != PMS_OK) {
		fprintf(stderr, "hotel: %s\n%s\n", text,
			reply ? module->text(reply, NULL) : "no memory");
		exit(1);
	}
	module->free(reply);
}

void hotel_open(const struct module *module, struct pms_plugin *plugin, const char *url)
{
	char id[32], data[HOTEL_TEXT / 2];

	send(module, plugin, "property.changed", "property",
		"\"zone\":\"Europe/Berlin\",\"languages\":[\"de\",\"en\"],\"live\":true");
	send(module, plugin, "room_type.changed", "type", "\"code\":\"DBL\"");
	for (int room = 101; room <= 140; room++) {
		snprintf(id, sizeof(id), "room-%d", room);
		snprintf(data, sizeof(data),
			"\"number\":\"%d\",\"type\":\"DBL\",\"floor\":\"1\"", room);
		send(module, plugin, "room.changed", id, data);
	}
	if (url) {
		snprintf(id, sizeof(id), "endpoint-%.20s", strrchr(url, ':') + 1);
		snprintf(data, sizeof(data),
			"\"name\":\"floor\",\"url\":\"%s\",\"departments\":["
			"\"housekeeping\"],"
			"\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\","
			"\"languages\":[\"de\"],\"names\":false,\"profile\":\"urgent\","
			"\"allowed_networks\":[\"127.0.0.0/8\"],\"enabled\":true",
			url);
		send(module, plugin, "endpoint.put", id, data);
	}
}

void hotel_check_in(int number, int documents, char ret_text[HOTEL_TEXT])
{
	char id[64], data[HOTEL_TEXT / 2], arrival[16], departure[16];

	format_time("%Y-%m-%d", 0, arrival, sizeof(arrival));
	format_time("%Y-%m-%d", 1, departure, sizeof(departure));
	snprintf(id, sizeof(id), "stay-%d-%d", number, documents);
	snprintf(data, sizeof(data),
		"\"ids\":[{\"system\":\"pms\",\"id\":\"S%d\"}],\"status\":\"checked_in\","
		"\"arrival\":\"%s\",\"departure\":\"%s\",\"room\":\"%d\",\"people\":["
		"{\"role\":\"guest\",\"primary\":true,"
		"\"ids\":[{\"system\":\"pms\",\"id\":\"G%d\"}]}]",
		number, arrival, departure, 101 + number % 40, number);
	document("stay.changed", id, data, ret_text);
}
