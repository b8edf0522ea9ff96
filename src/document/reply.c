/*
 * Writing objects member by member. Whether a comma is due shows in the last byte: after an
 * opening bracket and at the very beginning there is none.
 */
#include "document/reply.h"

#include <string.h>

#include "core/time.h"

static const char *const outcomes[SG_OUTCOMES] = {
	"applied", "repeated", "older", "answered", "refused", "journaled", "batch"};

const char *sg_outcome_name(enum sg_outcome outcome)
{
	return outcomes[outcome];
}

static bool is_comma_due(const struct sg_buffer *buffer)
{
	char last = buffer->len > 0 ? buffer->data[buffer->len - 1] : '{';

	return last != '{' && last != '[';
}

static void separate(struct sg_buffer *buffer)
{
	if (is_comma_due(buffer)) {
		sg_buffer_char(buffer, ',');
	}
}

/* Comma, name and colon, and `more` bytes for the value, which the caller fills at once: half of
 * what is written are names. NULL when memory ran short. */
static char *begin(struct sg_buffer *buffer, const char *name, size_t more)
{
	size_t comma = is_comma_due(buffer) ? 1 : 0;
	size_t len = name != NULL ? strlen(name) : 0;
	size_t quoted = name != NULL ? len + 3 : 0;
	char *space = sg_buffer_space(buffer, comma + quoted + more);

	if (space == NULL) {
		return NULL;
	}
	if (comma > 0) {
		*space++ = ',';
	}
	if (name != NULL) {
		space[0] = '"';
		memcpy(space + 1, name, len);
		memcpy(space + 1 + len, "\":", 2);
	}
	return space + quoted;
}

/* A value that is a word of JSON. */
static void put_word(
	struct sg_buffer *buffer, const char *name, const char *word, size_t len)
{
	char *at = begin(buffer, name, len);

	if (at != NULL) {
		memcpy(at, word, len);
	}
}

void sg_reply_begin(struct sg_buffer *buffer, enum sg_outcome outcome)
{
	sg_buffer_char(buffer, '{');
	sg_reply_text(buffer, "type", "reply/1");
	sg_reply_text(buffer, "outcome", outcomes[outcome]);
}

void sg_reply_end(struct sg_buffer *buffer)
{
	sg_buffer_char(buffer, '}');
}

void sg_reply_null(struct sg_buffer *buffer, const char *name)
{
	put_word(buffer, name, "null", 4);
}

void sg_reply_text(struct sg_buffer *buffer, const char *name, const char *text)
{
	size_t len;
	char *at;

	if (text == NULL) {
		return;
	}
	len = strlen(text);
	at = begin(buffer, name, len + 2);
	if (at != NULL && !sg_json_put_plain(at, text, len)) {
		sg_buffer_cut(buffer, len + 2);
		sg_json_write_text(buffer, text);
	}
}

void sg_reply_int(struct sg_buffer *buffer, const char *name, int64_t value)
{
	(void)begin(buffer, name, 0);
	sg_json_write_int(buffer, value);
}

void sg_reply_bool(struct sg_buffer *buffer, const char *name, bool value)
{
	put_word(buffer, name, value ? "true" : "false", value ? 4 : 5);
}

void sg_reply_id(struct sg_buffer *buffer, const char *name, const struct sg_id *id)
{
	char *at;

	if (sg_id_is_nil(id)) {
		return;
	}
	at = begin(buffer, name, SG_ID_TEXT_SIZE + 1);
	if (at != NULL) {
		at[0] = '"';
		sg_id_format(id, at + 1);
		at[SG_ID_TEXT_SIZE] = '"';
	}
}

void sg_reply_day(struct sg_buffer *buffer, const char *name, int32_t day)
{
	char text[SG_DAY_TEXT_SIZE];

	if (day != SG_NO_DAY) {
		sg_day_format(day, text);
		sg_reply_text(buffer, name, text);
	}
}

void sg_reply_time(struct sg_buffer *buffer, const char *name, int64_t us)
{
	char text[SG_TIME_TEXT_SIZE];

	if (us != SG_NO_TIME) {
		sg_time_format_utc(us, text);
		sg_reply_text(buffer, name, text);
	}
}

void sg_reply_local(struct sg_buffer *buffer, const char *name, int64_t us,
	const struct sg_zone *zone)
{
	char text[SG_TIME_TEXT_SIZE];

	if (zone == NULL || us == SG_NO_TIME) {
		sg_reply_time(buffer, name, us);
		return;
	}
	sg_time_format_offset(us, sg_zone_offset(zone, us), text);
	sg_reply_text(buffer, name, text);
}

void sg_reply_members(struct sg_buffer *buffer, const char *members)
{
	if (*members != '\0') {
		separate(buffer);
		sg_buffer_text(buffer, members);
	}
}

void sg_reply_json(struct sg_buffer *buffer, const char *name, const char *json)
{
	put_word(buffer, name, json, strlen(json));
}

void sg_reply_object(struct sg_buffer *buffer, const char *name)
{
	put_word(buffer, name, "{", 1);
}

void sg_reply_object_end(struct sg_buffer *buffer)
{
	sg_buffer_char(buffer, '}');
}

void sg_reply_array(struct sg_buffer *buffer, const char *name)
{
	put_word(buffer, name, "[", 1);
}

void sg_reply_array_end(struct sg_buffer *buffer)
{
	sg_buffer_char(buffer, ']');
}

void sg_reply_element(struct sg_buffer *buffer, const char *json)
{
	sg_reply_json(buffer, NULL, json);
}

/* Refusals that an administrator mends: the document itself is good, and a host that keeps it in
 * its outbox must not drop it. */
static bool is_about_the_server(const struct sg_error *error)
{
	static const char *const codes[] = {"database_older", "database_newer",
		"database_denied", "schema_missing", "durability_lax", "packet_too_small",
		"server_too_old", "server_unknown"};

	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (strcmp(error->code, codes[i]) == 0) {
			return true;
		}
	}
	return false;
}

void sg_reply_error_begin(struct sg_buffer *buffer, const struct sg_error *error)
{
	bool retryable = error->status == SG_UNAVAILABLE || error->status == SG_MEMORY ||
	                 is_about_the_server(error);

	sg_buffer_char(buffer, '{');
	sg_reply_text(buffer, "type", "reply/1");
	if (error->status == SG_REFUSED) {
		sg_reply_text(buffer, "outcome", outcomes[SG_OUTCOME_REFUSED]);
	}
	sg_reply_object(buffer, "error");
	sg_reply_text(buffer, "code", error->code);
	sg_reply_text(buffer, "message", error->message);
	sg_reply_text(buffer, "path", error->path);
	sg_reply_bool(buffer, "retryable", retryable);
	sg_reply_object_end(buffer);
}

void sg_reply_error(struct sg_buffer *buffer, const struct sg_error *error)
{
	sg_reply_error_begin(buffer, error);
	sg_reply_end(buffer);
}
