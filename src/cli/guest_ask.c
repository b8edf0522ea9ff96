/* Asking the module. */
#include "cli/guest_ask.h"

#include <stdio.h>
#include <string.h>

#include "cli/clock.h"
#include "core/time.h"

enum { PATIENCE_MS = 5000 };

bool sg_guest_key_is_fine(const char *key)
{
	const char *colon = strchr(key, ':');

	return colon != NULL && colon > key && colon[1] != '\0';
}

static void write_key(const char *key, struct sg_buffer *buffer)
{
	const char *colon = strchr(key, ':');

	sg_buffer_text(buffer, "{\"system\":");
	sg_value_write_bytes(key, (size_t)(colon - key), buffer);
	sg_buffer_text(buffer, ",\"id\":");
	sg_value_write_bytes(colon + 1, strlen(colon + 1), buffer);
	sg_buffer_char(buffer, '}');
}

void sg_guest_write_member(const char *name, const char *text, struct sg_buffer *buffer)
{
	sg_buffer_format(buffer, "\"%s\":", name);
	sg_value_write_bytes(text, strlen(text), buffer);
}

void sg_guest_add_member(const char *name, const char *text, struct sg_buffer *buffer)
{
	if (text != NULL) {
		sg_buffer_char(buffer, ',');
		sg_guest_write_member(name, text, buffer);
	}
}

void sg_guest_add_day(const char *name, int32_t day, struct sg_buffer *buffer)
{
	char text[SG_DAY_TEXT_SIZE];

	if (day != SG_NO_DAY) {
		sg_day_format(day, text);
		sg_guest_add_member(name, text, buffer);
	}
}

/* "ids":[…] */
static void write_ids(const char *const *keys, size_t count, struct sg_buffer *buffer)
{
	sg_buffer_text(buffer, "\"ids\":[");
	for (size_t i = 0; i < count; i++) {
		sg_buffer_text(buffer, i > 0 ? "," : "");
		write_key(keys[i], buffer);
	}
	sg_buffer_char(buffer, ']');
}

void sg_guest_write_keys(
	const char *name, const char *const *keys, size_t count, struct sg_buffer *buffer)
{
	sg_buffer_format(buffer, "\"%s\":{", name);
	write_ids(keys, count, buffer);
	sg_buffer_char(buffer, '}');
}

void sg_guest_question_write(
	const struct sg_guest_question *question, struct sg_buffer *buffer)
{
	sg_buffer_char(buffer, '{');
	sg_guest_write_member("type", question->type, buffer);
	sg_buffer_text(buffer, ",\"id\":\"guest\",");
	sg_guest_write_member("property", question->property, buffer);
	sg_buffer_text(buffer, ",\"actor\":{");
	sg_guest_write_member("role", question->role, buffer);
	sg_buffer_text(buffer, "},\"data\":{");
	write_ids(question->keys, question->key_count, buffer);
	sg_guest_add_member("language", question->language, buffer);
	sg_guest_add_member("programme", question->programme, buffer);
	if (question->before > 0) {
		sg_buffer_format(buffer, ",\"before\":%lld", (long long)question->before);
	}
	sg_buffer_text(buffer, "}}");
}

enum sg_status sg_guest_call(struct sg_host *host, const struct sg_buffer *document,
	struct sg_error *error, struct sg_value **ret_reply)
{
	enum sg_status status =
		sg_host_ask(host, document, PATIENCE_MS, error, ret_reply);

	if (status != SG_OK) {
		error->path[0] = '\0';
	}
	return status;
}

enum sg_status sg_guest_ask(struct sg_host *host,
	const struct sg_guest_question *question, struct sg_error *error,
	struct sg_value **ret_reply)
{
	struct sg_buffer document = {0};
	enum sg_status status;

	sg_guest_question_write(question, &document);
	status = sg_guest_call(host, &document, error, ret_reply);
	sg_buffer_free(&document);
	return status;
}

enum sg_status sg_guest_one_property(const struct sg_value *health,
	struct sg_error *error, char ret_property[SG_GUEST_PROPERTY_SIZE])
{
	const struct sg_value *codes = sg_value_member(health, "properties");
	struct sg_buffer known = {0};

	if (sg_value_count(codes) == 1) {
		(void)snprintf(ret_property, SG_GUEST_PROPERTY_SIZE, "%s",
			sg_value_text(sg_value_at(codes, 0), ""));
		return SG_OK;
	}
	if (sg_value_count(codes) == 0) {
		return sg_fail(error, SG_REFUSED, "property_missing", NULL,
			"there is no property yet: send its property.changed first");
	}
	for (size_t i = 0; i < sg_value_count(codes); i++) {
		sg_buffer_format(&known, "%s%s", i > 0 ? ", " : "",
			sg_value_text(sg_value_at(codes, i), ""));
	}
	(void)sg_fail(error, SG_REFUSED, "property_missing", NULL,
		"there are several properties (%s): say which with --property",
		known.data != NULL && !known.failed ? known.data : "");
	sg_buffer_free(&known);
	return SG_REFUSED;
}

enum sg_status sg_guest_only_property(struct sg_host *host, struct sg_error *error,
	char ret_property[SG_GUEST_PROPERTY_SIZE])
{
	struct sg_buffer document = {0};
	struct sg_value *reply = NULL;
	enum sg_status status;

	sg_buffer_text(&document, "{\"type\":\"health/1\",\"id\":\"guest\"}");
	status = sg_guest_call(host, &document, error, &reply);
	if (status == SG_OK) {
		status = sg_guest_one_property(reply, error, ret_property);
	}
	sg_value_free(reply);
	sg_buffer_free(&document);
	return status;
}

/* A day of long ago has no lists; its answer says what the time is. */
void sg_guest_now(
	struct sg_host *host, const char *property, char ret_time[SG_TIME_TEXT_SIZE])
{
	struct sg_buffer document = {0};
	struct sg_value *reply = NULL;
	struct sg_error error;

	sg_time_format_utc(sg_clock_wall_us(), ret_time);
	sg_buffer_text(&document, "{\"type\":\"plan.day/1\",\"id\":\"guest\",");
	sg_guest_write_member("property", property, &document);
	sg_buffer_text(&document, ",\"data\":{\"date\":\"1900-01-01\"}}");
	if (sg_guest_call(host, &document, &error, &reply) == SG_OK) {
		(void)snprintf(ret_time, SG_TIME_TEXT_SIZE, "%s",
			sg_value_text(sg_value_member(reply, "now"), ret_time));
	}
	sg_value_free(reply);
	sg_buffer_free(&document);
}

int32_t sg_guest_today(struct sg_host *host, const char *property)
{
	char now[SG_TIME_TEXT_SIZE], text[SG_DAY_TEXT_SIZE];
	int32_t day = sg_time_day(sg_clock_wall_us());

	sg_guest_now(host, property, now);
	(void)snprintf(text, sizeof text, "%s", now);
	(void)sg_day_parse(text, &day);
	return day;
}

void sg_guest_saying_begin(struct sg_host *host, const struct sg_guest_saying *saying,
	struct sg_buffer *document)
{
	char now[SG_TIME_TEXT_SIZE];

	sg_guest_now(host, saying->property, now);
	sg_buffer_char(document, '{');
	sg_guest_write_member("type", saying->type, document);
	sg_buffer_format(
		document, ",\"id\":\"guest-%lld\",", (long long)sg_clock_wall_us());
	sg_guest_write_member("time", now, document);
	sg_guest_add_member("property", saying->property, document);
	sg_buffer_text(document, ",\"actor\":{");
	sg_guest_write_member("role", saying->role, document);
	sg_guest_add_member("name", saying->by, document);
	sg_buffer_text(document, "},\"data\":{");
}

void sg_guest_pair_write(struct sg_host *host, const char *type, const char *property,
	const char *const keys[2], struct sg_buffer *document)
{
	const struct sg_guest_saying saying = {
		.type = type, .property = property, .role = "manager"};

	sg_guest_saying_begin(host, &saying, document);
	write_ids(&keys[0], 1, document);
	sg_buffer_char(document, ',');
	sg_guest_write_keys("merged", &keys[1], 1, document);
	sg_buffer_text(document, "}}");
}
