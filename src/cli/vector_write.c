/* A vector's short forms as documents. */
#include "cli/vector.h"

#include <stdio.h>
#include <string.h>

#include "core/time.h"

#define MANAGER "{\"role\":\"manager\"}"
#define SYSTEM "{\"role\":\"system\"}"
#define CHAIN "VECTORS"

enum { ID_SIZE = 80 };

static const char *text_of(const struct sg_value *value, const char *name)
{
	return sg_value_text(sg_value_member(value, name), "");
}

static void put_text(
	struct sg_vector_writing *writing, const char *name, const char *text)
{
	sg_buffer_format(&writing->document, "\"%s\":", name);
	sg_value_write_text(text, &writing->document);
}

static void note_now(struct sg_vector_writing *writing, const char *time)
{
	if (strcmp(time, writing->now) > 0) {
		(void)snprintf(writing->now, sizeof writing->now, "%s", time);
	}
}

/* Up to the members of "data". */
static void begin(struct sg_vector_writing *writing, const char *type,
	const char *property, int32_t day, const char *clock)
{
	char date[SG_DAY_TEXT_SIZE], time[sizeof writing->now];

	sg_day_format(day, date);
	(void)snprintf(time, sizeof time, "%sT%s:00Z", date, clock);
	note_now(writing, time);
	sg_buffer_reset(&writing->document);
	sg_buffer_char(&writing->document, '{');
	put_text(writing, "type", type);
	sg_buffer_format(&writing->document, ",\"id\":\"vector-%d\",\"time\":\"%s\",",
		++writing->number, time);
	put_text(writing, "property",
		property[0] != '\0' ? property : writing->vector->property);
	sg_buffer_text(&writing->document, ",\"actor\":" MANAGER ",\"data\":{");
}

static enum sg_status end(struct sg_vector_writing *writing, struct sg_error *error)
{
	sg_buffer_text(&writing->document, "}}");
	return writing->document.failed
	               ? sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short")
	               : writing->hand_in(writing->data, &writing->document, error);
}

static void put_ids(struct sg_vector_writing *writing, const char *name, const char *id)
{
	sg_buffer_format(&writing->document, "\"%s\":[{\"system\":\"pms\",", name);
	put_text(writing, "id", id);
	sg_buffer_text(&writing->document, "}]");
}

/* {"ids":[…]} as the member of that name. */
static void put_refs(struct sg_vector_writing *writing, const char *name, const char *id)
{
	sg_buffer_format(&writing->document, "\"%s\":{", name);
	put_ids(writing, "ids", id);
	sg_buffer_char(&writing->document, '}');
}

/* ---- the hotels ---- */

enum sg_status sg_vector_write_house(struct sg_vector_writing *writing,
	const char *programme, size_t len, struct sg_error *error)
{
	const struct sg_vector *vector = writing->vector;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < vector->property_count && status == SG_OK; i++) {
		begin(writing, "property.changed/1", vector->properties[i],
			vector->first_day, "00:00");
		sg_buffer_text(&writing->document,
			"\"zone\":\"Etc/UTC\",\"languages\":[\"en\"],"
			"\"chain\":\"" CHAIN "\"");
		status = end(writing, error);
	}
	if (status == SG_OK) {
		begin(writing, "programme.put/1", "", vector->first_day, "00:00");
		sg_buffer_text(&writing->document, "\"programme\":");
		sg_buffer_add(&writing->document, programme, len);
		status = end(writing, error);
	}
	return status;
}

/* ---- a stay ---- */

struct staying {
	struct sg_vector_writing *writing;
	const struct sg_value *stay;
	const char *property;
	char id[ID_SIZE];
	int32_t arrival_day, departure_day;
};

static void put_optional(struct staying *staying, const char *name, const char *member)
{
	const char *text = text_of(staying->stay, name);

	if (text[0] != '\0') {
		sg_buffer_char(&staying->writing->document, ',');
		put_text(staying->writing, member, text);
	}
}

static enum sg_status write_arrival(
	struct staying *staying, const char *status, struct sg_error *error)
{
	struct sg_vector_writing *writing = staying->writing;
	char arrival[SG_DAY_TEXT_SIZE], departure[SG_DAY_TEXT_SIZE];

	sg_day_format(staying->arrival_day, arrival);
	sg_day_format(staying->departure_day, departure);
	begin(writing, "stay.changed/1", staying->property, staying->arrival_day,
		staying->arrival_day < staying->departure_day ? "15:00" : "08:00");
	put_ids(writing, "ids", staying->id);
	sg_buffer_format(&writing->document,
		",\"status\":\"%s\",\"arrival\":\"%s\",\"departure\":\"%s\","
		"\"day_use\":%s,",
		status, arrival, departure,
		staying->arrival_day < staying->departure_day ? "false" : "true");
	sg_buffer_text(
		&writing->document, "\"people\":[{\"role\":\"guest\",\"primary\":true,");
	put_ids(writing, "ids", text_of(staying->stay, "guest"));
	sg_buffer_text(&writing->document, "}]");
	put_optional(staying, "room", "room");
	put_optional(staying, "room_type", "booked_type");
	put_optional(staying, "rate", "rate");
	put_optional(staying, "channel", "channel");
	put_optional(staying, "booked_on", "booked_on");
	return end(writing, error);
}

/* Of the day of arrival where it names none. */
static enum sg_status write_charge(struct staying *staying, const struct sg_value *charge,
	size_t number, struct sg_error *error)
{
	struct sg_vector_writing *writing = staying->writing;
	int64_t gross = sg_value_integer(sg_value_member(charge, "gross"), 0);
	char day[SG_DAY_TEXT_SIZE];

	sg_day_format(staying->arrival_day, day);
	begin(writing, "charge.posted/1", staying->property, staying->departure_day,
		"10:00");
	put_refs(writing, "stay", staying->id);
	sg_buffer_format(&writing->document,
		",\"charge\":\"%zu\",\"gross_cents\":%lld,\"net_cents\":%lld,", number,
		(long long)gross,
		(long long)sg_value_integer(sg_value_member(charge, "net"), gross));
	put_text(writing, "category", text_of(charge, "category"));
	sg_buffer_char(&writing->document, ',');
	put_text(writing, "currency",
		sg_value_text(sg_value_member(charge, "currency"), writing->currency));
	sg_buffer_char(&writing->document, ',');
	put_text(writing, "day", sg_value_text(sg_value_member(charge, "day"), day));
	return end(writing, error);
}

static enum sg_status write_end(
	struct staying *staying, const char *status, struct sg_error *error)
{
	bool came = strcmp(status, "checked_out") == 0;
	struct sg_vector_writing *writing = staying->writing;

	begin(writing, "stay.changed/1", staying->property,
		came ? staying->departure_day : staying->arrival_day,
		came ? "11:00" : "23:00");
	put_ids(writing, "ids", staying->id);
	sg_buffer_format(&writing->document, ",\"status\":\"%s\"", status);
	return end(writing, error);
}

static enum sg_status write_one(struct staying *staying, struct sg_error *error)
{
	const char *ending =
		sg_value_text(sg_value_member(staying->stay, "end"), "checked_out");
	const struct sg_value *charges = sg_value_member(staying->stay, "charges");
	enum sg_status status = write_arrival(staying,
		strcmp(ending, "checked_out") == 0 ? "checked_in" : "booked", error);

	for (size_t i = 0; i < sg_value_count(charges) && status == SG_OK; i++) {
		status = write_charge(staying, sg_value_at(charges, i), i + 1, error);
	}
	return status == SG_OK ? write_end(staying, ending, error) : status;
}

static enum sg_status write_stay(struct sg_vector_writing *writing,
	const struct sg_value *stay, struct sg_error *error)
{
	const struct sg_value *repeat = sg_value_member(stay, "repeat");
	int64_t times = sg_value_integer(sg_value_member(repeat, "times"), 1);
	int64_t days = sg_value_integer(sg_value_member(repeat, "every_days"), 0);
	struct staying staying = {
		.writing = writing, .stay = stay, .property = text_of(stay, "property")};
	enum sg_status status = SG_OK;

	(void)sg_day_parse(text_of(stay, "arrival"), &staying.arrival_day);
	(void)sg_day_parse(text_of(stay, "departure"), &staying.departure_day);
	for (int64_t i = 0; i < times && status == SG_OK; i++) {
		(void)snprintf(staying.id, sizeof staying.id, "%s", text_of(stay, "id"));
		if (times > 1) {
			(void)snprintf(staying.id, sizeof staying.id, "%s-%lld",
				text_of(stay, "id"), (long long)i + 1);
		}
		status = write_one(&staying, error);
		staying.arrival_day += (int32_t)days;
		staying.departure_day += (int32_t)days;
	}
	return status;
}

/* ---- the rest ---- */

static enum sg_status write_member(struct sg_vector_writing *writing,
	const struct sg_value *member, struct sg_error *error)
{
	int32_t day = SG_NO_DAY;

	(void)sg_day_parse(text_of(member, "enrolled"), &day);
	begin(writing, "member.changed/1", text_of(member, "property"), day, "01:00");
	put_refs(writing, "guest", text_of(member, "guest"));
	sg_buffer_char(&writing->document, ',');
	put_text(writing, "programme", writing->code);
	sg_buffer_char(&writing->document, ',');
	put_text(writing, "enrolled", text_of(member, "enrolled"));
	return end(writing, error);
}

/* It is noon at every hotel, and the day before is closed. */
static enum sg_status write_day(
	struct sg_vector_writing *writing, const char *text, struct sg_error *error)
{
	enum sg_status status = SG_OK;
	char before[SG_DAY_TEXT_SIZE];
	int32_t day = SG_NO_DAY;

	(void)sg_day_parse(text, &day);
	sg_day_format(day - 1, before);
	for (size_t i = 0; i < writing->vector->property_count && status == SG_OK; i++) {
		begin(writing, "day.closed/1", writing->vector->properties[i], day,
			"12:00");
		put_text(writing, "business_date", before);
		status = end(writing, error);
	}
	return status;
}

/* What a document leaves away is put in. */
static enum sg_status write_document(struct sg_vector_writing *writing,
	const struct sg_value *step, struct sg_error *error)
{
	struct sg_value *document = NULL, *more = NULL;
	struct sg_buffer *text = &writing->document;
	enum sg_status status;

	note_now(writing, text_of(step, "time"));
	sg_buffer_reset(text);
	sg_value_write(step, false, text);
	status = text->failed
	                 ? sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short")
	                 : sg_value_parse(text->data, text->len, error, &document);
	sg_buffer_reset(text);
	sg_buffer_format(
		text, "{\"id\":\"vector-%d\",\"actor\":" SYSTEM ",", ++writing->number);
	put_text(writing, "property", writing->vector->property);
	sg_buffer_char(text, '}');
	if (status == SG_OK) {
		status = text->failed
		                 ? sg_fail(error, SG_MEMORY, "memory", NULL,
					   "memory is short")
		                 : sg_value_parse(text->data, text->len, error, &more);
	}
	if (status == SG_OK) {
		if (sg_value_member(document, "actor") != NULL) {
			sg_value_remove(more, "actor");
		}
		sg_value_fill(document, more);
		sg_buffer_reset(text);
		sg_value_write(document, false, text);
		status = writing->hand_in(writing->data, text, error);
	}
	sg_value_free(more);
	sg_value_free(document);
	return status;
}

bool sg_vector_is_day(const struct sg_value *step)
{
	return sg_value_member(step, "day") != NULL;
}

enum sg_status sg_vector_write_step(struct sg_vector_writing *writing,
	const struct sg_value *step, struct sg_error *error)
{
	const struct sg_value *stay = sg_value_member(step, "stay");
	const struct sg_value *member = sg_value_member(step, "member");

	if (stay != NULL) {
		return write_stay(writing, stay, error);
	}
	if (member != NULL) {
		return write_member(writing, member, error);
	}
	return sg_vector_is_day(step) ? write_day(writing, text_of(step, "day"), error)
	                              : write_document(writing, step, error);
}

void sg_vector_write_question(struct sg_vector_writing *writing, const char *guest)
{
	struct sg_buffer *text = &writing->document;

	sg_buffer_reset(text);
	sg_buffer_format(text,
		"{\"type\":\"loyalty.statement/1\",\"id\":\"question\",\"time\":\"%s\",",
		writing->now);
	put_text(writing, "property", writing->vector->property);
	sg_buffer_text(text, ",\"actor\":" MANAGER ",\"data\":{");
	put_ids(writing, "ids", guest);
	sg_buffer_char(text, ',');
	put_text(writing, "programme", writing->code);
	sg_buffer_text(text, "}}");
}
