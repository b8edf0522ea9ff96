/* One reader for each kind of value that is neither object nor list. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "document/decoder.h"

enum { VALUE_NUMBER_MAX = 1000 * 1000 * 1000 }; /* thousandths */

typedef bool reader(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at);

/* ---- failing ---- */

bool sg_decoder_fail(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const char *member, const char *code, const char *message)
{
	char path[sizeof decoder->error->path];

	sg_place_format(frame, member, path, sizeof path);
	decoder->status = sg_fail(decoder->error, SG_INVALID, code, path, "%s", message);
	return false;
}

bool sg_decoder_fail_bounds(struct sg_decoder *decoder,
	const struct sg_place_frame *frame, const struct sg_field *field,
	const char *code, const char *what)
{
	char message[120];

	(void)snprintf(message, sizeof message, "%s, %lld to %lld are allowed", what,
		(long long)field->min, (long long)field->max);
	return sg_decoder_fail(decoder, frame, NULL, code, message);
}

bool sg_decoder_fail_type(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const char *expected)
{
	char message[80];

	(void)snprintf(message, sizeof message, "%s is expected", expected);
	return sg_decoder_fail(decoder, frame, NULL, "type_wrong", message);
}

bool sg_decoder_fail_memory(struct sg_decoder *decoder)
{
	decoder->status =
		sg_fail(decoder->error, SG_MEMORY, "memory_short", "", "no memory");
	return false;
}

/* ---- plain values ---- */

void sg_decoder_put_int(unsigned char *at, int64_t value)
{
	int32_t narrow = (int32_t)value;

	memcpy(at, &narrow, sizeof narrow);
}

static bool is_number(const struct sg_json *value)
{
	return value->kind == SG_JSON_INT || value->kind == SG_JSON_DECIMAL;
}

/* A fact holds a number by its thousandths: a further decimal would be lost, and a greater
 * number be read as another one. */
static bool is_value_number(const struct sg_json *value)
{
	int64_t thousandths = 0;
	bool rest = false;

	return sg_json_thousandths(value, &thousandths, &rest) && !rest &&
	       thousandths >= -VALUE_NUMBER_MAX && thousandths <= VALUE_NUMBER_MAX;
}

static bool is_value_text(const struct sg_json *value)
{
	size_t characters;

	if (value->kind != SG_JSON_TEXT) {
		return value->kind == SG_JSON_BOOL && value->truth;
	}
	characters = sg_text_characters(value->text, value->count);
	return characters > 0 && characters <= SG_VALUE_MAX;
}

static bool read_value(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	bool either = value->kind == SG_JSON_BOOL && (field->flags & SG_EITHER) != 0;

	if (is_number(value) && !is_value_number(value)) {
		return sg_decoder_fail(decoder, frame, NULL, "number_out_of_range",
			"a number has at most three decimals and is at most a million");
	}
	if (!is_number(value) && !is_value_text(value) && !either) {
		return sg_decoder_fail_type(decoder, frame, "a text, a number or true");
	}
	memcpy(at, &value, sizeof(value));
	return true;
}

static bool read_any(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	if (field->kind == SG_FIELD_MAP && value->kind != SG_JSON_OBJECT) {
		return sg_decoder_fail_type(decoder, frame, "an object");
	}
	memcpy(at, &value, sizeof(value));
	return true;
}

static bool read_text(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	char message[160];
	int64_t characters;

	if (value->kind != SG_JSON_TEXT) {
		return sg_decoder_fail_type(decoder, frame, "a text");
	}
	characters = (int64_t)sg_text_characters(value->text, value->count);
	if (characters < field->min || characters > field->max) {
		return sg_decoder_fail_bounds(decoder, frame, field,
			characters < field->min ? "text_too_short" : "text_too_long",
			"so many characters");
	}
	if (field->kind == SG_FIELD_CODE && sg_text_has_control(value->text)) {
		return sg_decoder_fail(decoder, frame, NULL, "control_character",
			"no control characters are allowed here");
	}
	if (!sg_rule_holds(field->rule, value->text, value->count)) {
		sg_rule_expect(
			field->rule, value->text, value->count, message, sizeof message);
		return sg_decoder_fail(decoder, frame, NULL, "text_invalid", message);
	}
	memcpy(at, &value->text, sizeof(value->text));
	return true;
}

static bool read_bool(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	(void)field;
	if (value->kind != SG_JSON_BOOL) {
		return sg_decoder_fail_type(decoder, frame, "true or false");
	}
	memcpy(at, &value->truth, sizeof(value->truth));
	return true;
}

static bool read_integer(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	if (value->kind != SG_JSON_INT) {
		return sg_decoder_fail_type(decoder, frame, "a whole number");
	}
	if (value->integer < field->min || value->integer > field->max) {
		return sg_decoder_fail_bounds(
			decoder, frame, field, "number_out_of_range", "the number");
	}
	if (field->kind == SG_FIELD_LONG) {
		memcpy(at, &value->integer, sizeof(value->integer));
	} else {
		sg_decoder_put_int(at, value->integer);
	}
	return true;
}

/* What was cut off lies on the side away from zero. */
static bool is_within(
	const struct sg_field *field, int64_t value, bool rest, bool negative)
{
	return value >= field->min && value <= field->max &&
	       !(rest && !negative && value == field->max) &&
	       !(rest && negative && value == field->min);
}

static bool is_negative(const struct sg_json *number)
{
	return number->kind == SG_JSON_INT ? number->integer < 0 : number->text[0] == '-';
}

static bool read_milli(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	int64_t thousandths = 0;
	bool rest = false;

	if (!is_number(value)) {
		return sg_decoder_fail_type(decoder, frame, "a number");
	}
	if (!sg_json_thousandths(value, &thousandths, &rest) ||
		!is_within(field, thousandths, rest, is_negative(value))) {
		return sg_decoder_fail_bounds(decoder, frame, field,
			"number_out_of_range", "the number's thousandths");
	}
	sg_decoder_put_int(at, thousandths);
	return true;
}

static bool read_word(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	if (value->kind != SG_JSON_TEXT) {
		return sg_decoder_fail_type(decoder, frame, "a text");
	}
	for (int32_t i = 0; field->words[i] != NULL; i++) {
		if (strcmp(field->words[i], value->text) == 0) {
			sg_decoder_put_int(at, i);
			return true;
		}
	}
	return sg_decoder_fail(decoder, frame, NULL, "value_unknown",
		"the text is none of those allowed here");
}

/* ---- calendar and clock ---- */

enum { DAY_MIN = -25567, DAY_MAX = 84005 }; /* 1900-01-01, 2199-12-31 */

static bool put_day(const char *text, unsigned char *at)
{
	int32_t day;

	if (!sg_day_parse(text, &day)) {
		return false;
	}
	sg_decoder_put_int(at, day);
	return true;
}

static bool put_time(const char *text, unsigned char *at)
{
	int64_t us;

	if (!sg_time_parse(text, &us)) {
		return false;
	}
	memcpy(at, &us, sizeof us);
	return true;
}

static bool put_minutes(const char *text, unsigned char *at)
{
	int32_t minutes;

	if (!sg_minutes_parse(text, &minutes)) {
		return false;
	}
	sg_decoder_put_int(at, minutes);
	return true;
}

static bool put_month_day(const char *text, unsigned char *at)
{
	char date[SG_DAY_TEXT_SIZE + 1];
	int32_t day, year, month, day_of_month;

	/* One character too many is kept, and makes it no date. */
	(void)snprintf(date, sizeof date, "2024-%s", text);
	if (!sg_day_parse(date, &day)) {
		return false;
	}
	sg_day_to_civil(day, &year, &month, &day_of_month);
	sg_decoder_put_int(at, month * 100 + day_of_month);
	return true;
}

static bool read_calendar(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	static const struct {
		bool (*put)(const char *text, unsigned char *at);
		const char *code, *form;
	} forms[SG_FIELD_KINDS] = {
		[SG_FIELD_DAY] = {put_day, "date_invalid",
			"a date of the calendar like 2026-11-21"},
		[SG_FIELD_TIME] = {put_time, "time_invalid",
			"a time like 2026-11-21T15:04:05+01:00"},
		[SG_FIELD_MINUTES] = {put_minutes, "time_invalid",
			"a time of day like 15:04"},
		[SG_FIELD_MONTH_DAY] = {put_month_day, "date_invalid",
			"a day of the year like 11-21"},
	};
	char message[80];
	int32_t day;

	if (value->kind != SG_JSON_TEXT) {
		return sg_decoder_fail_type(decoder, frame, "a text");
	}
	assert(forms[field->kind].put != NULL);
	if (!forms[field->kind].put(value->text, at)) {
		(void)snprintf(message, sizeof message, "expected is %s",
			forms[field->kind].form);
		return sg_decoder_fail(
			decoder, frame, NULL, forms[field->kind].code, message);
	}
	memcpy(&day, at, sizeof day);
	if (field->kind == SG_FIELD_DAY && (day < DAY_MIN || day > DAY_MAX)) {
		return sg_decoder_fail(decoder, frame, NULL, "date_out_of_range",
			"the years 1900 to 2199 are taken");
	}
	return true;
}

bool sg_decoder_read_plain(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	static reader *const readers[SG_FIELD_KINDS] = {
		[SG_FIELD_ANY] = read_any,
		[SG_FIELD_VALUE] = read_value,
		[SG_FIELD_MAP] = read_any,
		[SG_FIELD_TEXT] = read_text,
		[SG_FIELD_CODE] = read_text,
		[SG_FIELD_BOOL] = read_bool,
		[SG_FIELD_INT] = read_integer,
		[SG_FIELD_LONG] = read_integer,
		[SG_FIELD_MILLI] = read_milli,
		[SG_FIELD_WORD] = read_word,
		[SG_FIELD_DAY] = read_calendar,
		[SG_FIELD_TIME] = read_calendar,
		[SG_FIELD_MINUTES] = read_calendar,
		[SG_FIELD_MONTH_DAY] = read_calendar,
	};

	return readers[field->kind](decoder, frame, field, value, at);
}
