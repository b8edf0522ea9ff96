/* One reader for each kind of topic. */
#include "document/preference_value.h"

#include <string.h>

#include "document/number.h"

enum { TEXT_MAX = 1000 };

struct reading {
	const struct sg_topic *topic;
	enum sg_strength strength;
	const struct sg_place_frame *at;
	struct sg_arena *arena;
	struct sg_error *error;
};

static enum sg_status fail(const struct reading *reading, const char *member,
	const char *code, const char *message)
{
	char path[160];

	sg_place_format(reading->at, member, path, sizeof path);
	return sg_fail(reading->error, SG_INVALID, code, path, "%s", message);
}

static enum sg_status read_enum(const struct reading *reading,
	const struct sg_json *value, struct sg_preference_value *ret_value)
{
	if (value->kind != SG_JSON_TEXT) {
		return fail(reading, "value", "type_wrong", "a text is expected");
	}
	ret_value->value = sg_catalog_value(reading->topic, value->text);
	ret_value->text = value->text;
	return ret_value->value >= 0 ? SG_OK
	                             : fail(reading, "value", "value_unknown",
					       "the topic has no such value");
}

static enum sg_status read_flag(const struct reading *reading,
	const struct sg_json *value, struct sg_preference_value *ret_value)
{
	bool yes = value == NULL || (value->kind == SG_JSON_BOOL && value->truth) ||
	           (value->kind == SG_JSON_TEXT && strcmp(value->text, "yes") == 0);

	ret_value->value = 0;
	ret_value->text = "yes";
	return yes ? SG_OK
	           : fail(reading, "value", "value_unknown",
			     "this topic has only the value true");
}

static enum sg_status read_number(const struct reading *reading,
	const struct sg_json *value, struct sg_preference_value *ret_value)
{
	int64_t thousandths = 0;
	bool rest = false;
	bool taken = value->kind == SG_JSON_TEXT
	                     ? sg_thousandths_parse(value->text, &thousandths)
	                     : sg_json_thousandths(value, &thousandths, &rest);

	if (!taken) {
		return fail(reading, "value", "type_wrong", "a number is expected");
	}
	if (rest || thousandths < reading->topic->number_min ||
		thousandths > reading->topic->number_max) {
		return fail(reading, "value", "number_out_of_range",
			"the number is not within the topic's bounds");
	}
	ret_value->text = sg_thousandths_text(thousandths, '.', reading->arena);
	return ret_value->text != NULL ? SG_OK : SG_MEMORY;
}

static enum sg_status read_text(const struct reading *reading,
	const struct sg_json *value, struct sg_preference_value *ret_value)
{
	if (value->kind != SG_JSON_TEXT) {
		return fail(reading, "value", "type_wrong", "a text is expected");
	}
	if (value->count == 0 ||
		sg_text_characters(value->text, value->count) > TEXT_MAX) {
		return fail(reading, "value", "text_too_long",
			"a value has 1 to 1000 characters");
	}
	ret_value->text = value->text;
	return SG_OK;
}

enum sg_status sg_preference_value_read(const char *topic, const struct sg_json *value,
	enum sg_strength strength, const struct sg_catalog *catalog,
	const struct sg_place_frame *at, struct sg_arena *arena, struct sg_error *error,
	struct sg_preference_value *ret_value)
{
	static enum sg_status (*const readers[])(const struct reading *,
		const struct sg_json *, struct sg_preference_value *) = {
		[SG_KIND_ENUM] = read_enum,
		[SG_KIND_NUMBER] = read_number,
		[SG_KIND_FLAG] = read_flag,
		[SG_KIND_TEXT] = read_text,
	};
	struct sg_preference_value found = {
		.topic = sg_catalog_topic(catalog, topic), .value = -1};
	struct reading reading = {
		.strength = strength, .at = at, .arena = arena, .error = error};
	enum sg_status status;

	if (found.topic < 0) {
		return fail(&reading, "topic", "topic_unknown",
			"the catalogue has no such topic");
	}
	reading.topic = &catalog->topics[found.topic];
	if (value == NULL && reading.topic->kind != SG_KIND_FLAG) {
		status = strength == SG_AVOID || strength == SG_NEVER
		                 ? SG_OK
		                 : fail(&reading, "value", "value_missing",
					   "only avoid and never go without a value");
	} else {
		status = readers[reading.topic->kind](&reading, value, &found);
	}
	if (status == SG_OK) {
		*ret_value = found;
	}
	return status;
}
