/* Envelope, ids and quotes around what a row says. */
#include "cli/demo_document.h"

#include <ctype.h>
#include <string.h>

enum { SHORT_MOMENT = 11 }; /* "11-21 15:07" */

/* Where the ids of a row's subject stand in the data of its type. */
static const struct {
	const char *type;
	const char *before;
	const char *after;
} subjects[] = {
	{"stay.changed", "\"ids\":", ""},
	{"stay.checklist", "\"ids\":", ""},
	{"guest.changed", "\"ids\":", ""},
	{"guest.card", "\"ids\":", ""},
	{"consent.given", "\"guest\":{\"ids\":", "}"},
	{"offer.answered", "\"stay\":{\"ids\":", "}"},
	{"observation.recorded", "\"guest\":{\"ids\":", "}"},
	{"preference.stated", "\"guest\":{\"ids\":", "}"},
	{"task.changed", "\"stay\":{\"ids\":", "}"},
};

static void write_ids(const char *name, size_t len, struct sg_buffer *buffer)
{
	sg_buffer_format(buffer, "[{\"system\":\"" SG_DEMO_SYSTEM "\",\"id\":\"%.*s\"}]",
		(int)len, name);
}

void sg_demo_expand(const char *text, struct sg_buffer *buffer)
{
	for (; *text != '\0'; text++) {
		size_t len = 0;

		if (*text == '\'') {
			sg_buffer_char(buffer, '"');
		} else if (*text == '@') {
			while (isalnum((unsigned char)text[1 + len])) {
				len++;
			}
			write_ids(text + 1, len, buffer);
			text += len;
		} else {
			sg_buffer_char(buffer, *text);
		}
	}
}

const char *sg_demo_clock(const char *when)
{
	return when + strlen(when) - 5;
}

void sg_demo_date(const char *when, struct sg_buffer *buffer)
{
	if (strlen(when) == SHORT_MOMENT) {
		sg_buffer_text(buffer, SG_DEMO_YEAR "-");
	}
	sg_buffer_add(buffer, when, strlen(when) - 6);
}

static void write_subject(const char *type, const char *subject, struct sg_buffer *buffer)
{
	for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
		if (strcmp(subjects[i].type, type) == 0) {
			sg_buffer_text(buffer, subjects[i].before);
			write_ids(subject, strlen(subject), buffer);
			sg_buffer_text(buffer, subjects[i].after);
			return;
		}
	}
}

/* "attendant", "attendant spa": the role and where there is one the department. */
static void write_actor(const char *by, struct sg_buffer *buffer)
{
	size_t role = strcspn(by, " ");

	sg_buffer_format(buffer, "\"actor\":{\"role\":\"%.*s\"", (int)role, by);
	if (by[role] == ' ') {
		sg_buffer_format(buffer, ",\"department\":\"%s\"", by + role + 1);
	}
	sg_buffer_text(buffer, "},");
}

void sg_demo_document(const struct sg_demo_step *step, const char *when, int number,
	const char *type, const char *subject, const char *data, struct sg_buffer *buffer)
{
	size_t before;

	sg_buffer_reset(buffer);
	sg_buffer_format(buffer, "{\"type\":\"%s/1\",\"id\":\"demo-%d\",\"time\":\"",
		type, number);
	sg_demo_date(when, buffer);
	sg_buffer_format(buffer, "T%s:00" SG_DEMO_ZONE "\",\"property\":\"%s\",",
		sg_demo_clock(when),
		step->property != NULL ? step->property : SG_DEMO_PROPERTY);
	write_actor(step->by != NULL ? step->by : "system", buffer);
	sg_buffer_text(buffer, "\"data\":{");
	before = buffer->len;
	if (subject != NULL) {
		write_subject(type, subject, buffer);
	}
	if (data != NULL && buffer->len > before) {
		sg_buffer_char(buffer, ',');
	}
	if (data != NULL) {
		sg_demo_expand(data, buffer);
	}
	sg_buffer_text(buffer, "}}");
}
