/*
 * A small hotel on a server of its own, whose counters therefore count nobody else: what the
 * tests of round trips and of bounded reads work with.
 */
#ifndef SG_TESTS_SERVICE_COUNTED_HOUSE_H
#define SG_TESTS_SERVICE_COUNTED_HOUSE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "service/service.h"
#include "support/database.h"

enum { HOUSE_TEXT = 4096 };

struct counted_house {
	struct sg_test_database database;
	struct sg_service *service;
	struct sg_buffer reply; /* the latest */
	unsigned documents;
	char id[64]; /* of the latest document */
};

static inline void house_day(int days, char ret_text[16])
{
	time_t then = time(NULL) + days * 86400;
	struct tm parts;

	(void)strftime(ret_text, 16, "%Y-%m-%d", gmtime_r(&then, &parts));
}

/* Hands in one document and expects it to be taken. */
static inline void house_document(
	struct counted_house *house, const char *type, const char *id, const char *data)
{
	char text[HOUSE_TEXT], now[40];
	time_t wall = time(NULL);
	struct tm parts;
	enum sg_status status;

	(void)strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&wall, &parts));
	(void)snprintf(text, sizeof text,
		"{\"type\":\"%s/1\",\"id\":\"%s\",\"time\":\"%s\",\"property\":\"HAM1\","
		"\"actor\":{\"role\":\"manager\",\"name\":\"anna\"},\"data\":{%s}}",
		type, id, now, data);
	sg_buffer_reset(&house->reply);
	status = sg_service_call(house->service, text, strlen(text), &house->reply);
	if (status != SG_OK) {
		fail_msg("%s\n%s", text, house->reply.data);
	}
}

static inline void house_say(struct counted_house *house, const char *type,
	const char *format, ...) __attribute__((format(printf, 3, 4)));
static inline void house_say(
	struct counted_house *house, const char *type, const char *format, ...)
{
	char data[HOUSE_TEXT / 2];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(data, sizeof data, format, arguments);
	va_end(arguments);
	(void)snprintf(house->id, sizeof house->id, "doc-%u", ++house->documents);
	house_document(house, type, house->id, data);
}

static inline void house_room(struct counted_house *house, const char *number)
{
	house_say(house, "room.changed",
		"\"number\":\"%s\",\"type\":\"DZ\",\"floor\":\"4\"", number);
}

/* A booking of today, three nights, of a guest of the same number. */
static inline void house_book(
	struct counted_house *house, const char *number, const char *room)
{
	char arrival[16], departure[16];

	house_day(0, arrival);
	house_day(3, departure);
	house_say(house, "stay.changed",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"S%s\"}],\"status\":\"booked\","
		"\"arrival\":\"%s\",\"departure\":\"%s\",\"room\":\"%s\","
		"\"booked_type\":\"DZ\",\"party\":{\"adults\":2},\"people\":[{"
		"\"role\":\"guest\",\"primary\":true,\"ids\":[{\"system\":\"pms\",\"id\":"
		"\"G%s\"}]}]",
		number, arrival, departure, room, number);
}

/* Opens the module on a new database of that server, with property, type, endpoint and a guest
 * "G0000000" who has wishes. */
static inline void house_open(struct counted_house *house, const char *socket)
{
	struct sg_error error = {0};
	char config[512];

	memset(house, 0, sizeof *house);
	sg_test_database_create_at(&house->database, socket);
	(void)snprintf(config, sizeof config,
		"{\"database\":{\"socket\":\"%s\",\"user\":\"root\",\"name\":\"%s\"},"
		"\"migrate\":true,\"deadline_ms\":20000,\"lanes\":1}",
		house->database.socket, house->database.name);
	if (sg_service_open(config, strlen(config), NULL, &house->service, &error) !=
		SG_OK) {
		fail_msg("open: %s", error.message);
	}
	house_say(house, "property.changed",
		"\"zone\":\"Etc/UTC\",\"languages\":[\"de\"],\"live\":true");
	house_say(house, "room_type.changed",
		"\"code\":\"DZ\",\"standard\":{\"things\":[{\"what\":\"pillow\","
		"\"count\":"
		"4}],\"values\":[{\"topic\":\"bed.filling\",\"value\":\"feather\"}]}");
	/* Nobody listens there; what is due stays due. */
	house_say(house, "endpoint.put",
		"\"name\":\"floor\",\"kind\":\"floor\",\"url\":\"http://127.0.0.1:9/\","
		"\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\","
		"\"departments\":[\"housekeeping\"],\"languages\":[\"de\"],"
		"\"allowed_networks\":[\"127.0.0.0/8\"],\"enabled\":true");
	house_say(house, "guest.changed",
		"\"ids\":[{\"system\":\"pms\",\"id\":\"G0000000\"}],\"language\":\"de\"");
	house_say(house, "preference.stated",
		"\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G0000000\"}]},"
		"\"topic\":\"bed.pillow\",\"value\":\"firm\",\"strength\":\"like\"");
}

static inline void house_close(struct counted_house *house)
{
	sg_service_close(&house->service);
	sg_buffer_free(&house->reply);
	sg_test_database_drop(&house->database);
}

#endif
