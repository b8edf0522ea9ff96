/* Room types with their standard set, rooms, groups, and the end of a business date. */
#include <string.h>

#include "core/arena.h"
#include "document/bounds.h"
#include "document/house.h"
#include "document/merge.h"

enum { THINGS_MAX = 100, FEATURES_MAX = 32, BLOCK_MAX = 10000 };

/* ---- room types ---- */

struct form_thing {
	const char *what;
	int32_t count;
	const char *const *brings;
	size_t brings_count;
};

struct form_standard {
	const struct form_thing *things;
	size_t thing_count;
	const struct sg_standard_value *values;
	size_t value_count;
};

struct form_type {
	const char *code, *name;
	struct form_standard standard;
};

#define NAME(text, type, member, mark)                                                   \
	{                                                                                \
		SG_ROW(text, SG_FIELD_CODE, type, member, 1, SG_LONG_CODE_MAX),          \
			.rule = SG_RULE_NAME, .flags = (mark)                            \
	}

static const struct sg_field name_element = {
	.kind = SG_FIELD_CODE, .rule = SG_RULE_NAME, .min = 1, .max = SG_LONG_CODE_MAX};

static const struct sg_field thing_fields[] = {
	{SG_ROW_LIST(
		 "brings", struct form_thing, brings, brings_count, 0, SG_HAZARDS_MAX),
		.element = &name_element},
	{SG_ROW("count", SG_FIELD_INT, struct form_thing, count, 0, 1000),
		.flags = SG_REQUIRED},
	NAME("what", struct form_thing, what, SG_REQUIRED),
};
static const struct sg_shape thing_shape = SG_SHAPE(struct form_thing, thing_fields);

static const struct sg_field value_fields[] = {
	NAME("topic", struct sg_standard_value, topic, SG_REQUIRED),
	SG_ROW_CODE(
		"value", struct sg_standard_value, value, SG_LONG_CODE_MAX, SG_REQUIRED),
};
static const struct sg_shape value_shape =
	SG_SHAPE(struct sg_standard_value, value_fields);

static const struct sg_field standard_fields[] = {
	{SG_ROW_LIST("things", struct form_standard, things, thing_count, 0, THINGS_MAX),
		.shape = &thing_shape},
	{SG_ROW_LIST("values", struct form_standard, values, value_count, 0, THINGS_MAX),
		.shape = &value_shape},
};
static const struct sg_shape standard_shape =
	SG_SHAPE(struct form_standard, standard_fields);

static const struct sg_field type_fields[] = {
	SG_ROW_CODE("code", struct form_type, code, SG_CODE_MAX, SG_REQUIRED | SG_KEY),
	{SG_ROW("name", SG_FIELD_TEXT, struct form_type, name, 0, SG_NAME_MAX)},
	{SG_ROW_OBJECT("standard", struct form_type, standard, &standard_shape)},
};
static const struct sg_shape type_shape = SG_SHAPE(struct form_type, type_fields);

static enum sg_status check_brings(const struct form_thing *thing,
	const struct sg_place_frame *at, const struct sg_catalog *catalog,
	struct sg_error *error)
{
	struct sg_place_frame list = {.parent = at, .name = "brings"};
	struct sg_place_frame place = {.parent = &list};
	char path[160];

	for (; place.index < thing->brings_count; place.index++) {
		if (sg_catalog_hazard(catalog, thing->brings[place.index]) < 0) {
			sg_place_format(&place, NULL, path, sizeof path);
			return sg_fail(error, SG_INVALID, "value_unknown", path,
				"the catalogue has no such hazard");
		}
	}
	return SG_OK;
}

enum sg_status sg_room_type_check(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	const char **ret_code)
{
	struct sg_place_frame list = {.name = "/data/standard/things"};
	struct sg_place_frame at = {.parent = &list};
	struct form_type form;
	enum sg_status status =
		sg_fields_decode(data, &type_shape, "/data", arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	for (; at.index < form.standard.thing_count && status == SG_OK; at.index++) {
		status = check_brings(
			&form.standard.things[at.index], &at, catalog, error);
	}
	if (status == SG_OK) {
		*ret_code = form.code;
	}
	return status;
}

enum sg_status sg_room_type_merge(const struct sg_merge_input *input,
	struct sg_arena *arena, struct sg_error *error, struct sg_merged *ret_merged)
{
	return sg_merge_state(input, &type_shape, arena, error, ret_merged);
}

static uint64_t hazards_of(
	const char *const *names, size_t count, const struct sg_catalog *catalog)
{
	uint64_t hazards = 0;

	for (size_t i = 0; i < count; i++) {
		int32_t hazard = sg_catalog_hazard(catalog, names[i]);

		hazards |= hazard >= 0 ? UINT64_C(1) << hazard : 0;
	}
	return hazards;
}

enum sg_status sg_room_type_decode(const struct sg_stored *state, const char *code,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_room_type *ret_type)
{
	struct form_type form;
	struct sg_standard_thing *things;
	enum sg_status status = sg_state_read(state, &type_shape, arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	things = sg_arena_array(arena, form.standard.thing_count, sizeof *things);
	if (things == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < form.standard.thing_count; i++) {
		const struct form_thing *thing = &form.standard.things[i];

		things[i] = (struct sg_standard_thing){thing->what, thing->count,
			hazards_of(thing->brings, thing->brings_count, catalog)};
	}
	*ret_type = (struct sg_room_type){.code = code,
		.name = form.name,
		.things = things,
		.thing_count = form.standard.thing_count,
		.values = form.standard.values,
		.value_count = form.standard.value_count};
	return SG_OK;
}

/* ---- rooms ---- */

struct form_out {
	int32_t from, until, kind;
};

struct form_status {
	bool do_not_disturb, make_up, occupied, turn_down;
	int32_t housekeeping;
	struct form_out out;
};

struct form_room {
	const char *number, *type, *floor, *section;
	const char *const *features;
	size_t feature_count;
	struct form_status status;
};

static const char *const housekeeping_words[] = {
	"dirty", "pickup", "clean", "inspected", NULL};
static const char *const out_words[] = {"order", "service", NULL};

static const struct sg_field out_fields[] = {
	{SG_ROW("from", SG_FIELD_DAY, struct form_out, from, 0, 0), .flags = SG_REQUIRED},
	{SG_ROW_WORD("kind", struct form_out, kind, out_words), .flags = SG_SOLID},
	{SG_ROW("until", SG_FIELD_DAY, struct form_out, until, 0, 0),
		.flags = SG_REQUIRED},
};
static const struct sg_shape out_shape = SG_SHAPE(struct form_out, out_fields);

#define STATUS(text, member)                                                             \
	{                                                                                \
		SG_ROW(text, SG_FIELD_BOOL, struct form_status, member, 0, 1)            \
	}

static const struct sg_field status_fields[] = {
	STATUS("do_not_disturb", do_not_disturb),
	{SG_ROW_WORD(
		 "housekeeping", struct form_status, housekeeping, housekeeping_words),
		.absent = SG_ROOM_CLEAN},
	STATUS("make_up", make_up),
	STATUS("occupied", occupied),
	{SG_ROW_OBJECT("out_of_order", struct form_status, out, &out_shape)},
	STATUS("turn_down", turn_down),
};
static const struct sg_shape status_shape = SG_SHAPE(struct form_status, status_fields);

static const struct sg_field feature_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_LONG_CODE_MAX};

static const struct sg_field room_fields[] = {
	{SG_ROW_LIST(
		 "features", struct form_room, features, feature_count, 0, FEATURES_MAX),
		.element = &feature_element},
	SG_ROW_CODE("floor", struct form_room, floor, SG_CODE_MAX, 0),
	SG_ROW_CODE(
		"number", struct form_room, number, SG_CODE_MAX, SG_REQUIRED | SG_KEY),
	SG_ROW_CODE("section", struct form_room, section, SG_CODE_MAX, 0),
	{SG_ROW_OBJECT("status", struct form_room, status, &status_shape)},
	SG_ROW_CODE("type", struct form_room, type, SG_CODE_MAX, 0),
};
static const struct sg_shape room_shape = SG_SHAPE(struct form_room, room_fields);

enum sg_status sg_room_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_number)
{
	struct form_room form;
	enum sg_status status =
		sg_fields_decode(data, &room_shape, "/data", arena, error, &form);

	if (status == SG_OK && form.status.out.until < form.status.out.from) {
		return sg_fail(error, SG_INVALID, "until_before_from",
			"/data/status/out_of_order/until", "the end is before the begin");
	}
	if (status == SG_OK) {
		*ret_number = form.number;
	}
	return status;
}

enum sg_status sg_room_merge(const struct sg_merge_input *input, struct sg_arena *arena,
	struct sg_error *error, struct sg_merged *ret_merged)
{
	return sg_merge_state(input, &room_shape, arena, error, ret_merged);
}

enum sg_status sg_room_decode(const struct sg_stored *state, const char *number,
	int32_t business_day, struct sg_arena *arena, struct sg_error *error,
	struct sg_room *ret_room)
{
	struct form_room form;
	const struct form_out *out = &form.status.out;
	enum sg_status status = sg_state_read(state, &room_shape, arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	*ret_room = (struct sg_room){.number = number,
		.type = form.type,
		.floor = form.floor,
		.section = form.section,
		.features = form.features,
		.feature_count = form.feature_count,
		.housekeeping = (enum sg_housekeeping_status)form.status.housekeeping,
		.occupied = form.status.occupied,
		.do_not_disturb = form.status.do_not_disturb,
		.out_of_order = out->from != SG_NO_DAY && out->from <= business_day &&
	                        business_day <= out->until,
		.last_out_us = SG_NO_TIME};
	return SG_OK;
}

enum sg_status sg_room_touch(const struct sg_stored *state, int32_t housekeeping,
	bool occupied, struct sg_arena *arena, struct sg_error *error,
	struct sg_merged *ret_merged)
{
	struct sg_build build = {.arena = arena};
	struct sg_build_list data = sg_build_begin(&build, SG_JSON_OBJECT, NULL);
	struct sg_build_list status = sg_build_begin(&build, SG_JSON_OBJECT, NULL);

	if (housekeeping >= 0) {
		sg_build_add(&status, sg_build_text(&build, "housekeeping",
					      housekeeping_words[housekeeping]));
	}
	sg_build_add(&status, sg_build_bool(&build, "occupied", occupied));
	sg_build_name(status.parent, "status");
	sg_build_add(&data, status.parent);
	if (build.failed) {
		return SG_MEMORY;
	}
	return sg_merge_again(state, data.parent, &room_shape, arena, error, ret_merged);
}

/* ---- hazards as a text ---- */

char *sg_hazards_format(
	uint64_t hazards, const struct sg_catalog *catalog, struct sg_arena *arena)
{
	char *text = sg_arena_copy(arena, "");

	for (size_t i = 0; i < catalog->hazard_count && text != NULL; i++) {
		if ((hazards >> i & 1) != 0) {
			text = sg_arena_format(arena, "%s%s%s", text,
				*text != '\0' ? " " : "", catalog->hazards[i].name);
		}
	}
	return text;
}

uint64_t sg_hazards_parse(const char *names, const struct sg_catalog *catalog)
{
	uint64_t hazards = 0;

	while (names != NULL && *names != '\0') {
		size_t len = strcspn(names, " ");

		for (size_t i = 0; i < catalog->hazard_count; i++) {
			const char *name = catalog->hazards[i].name;

			if (strlen(name) == len && memcmp(name, names, len) == 0) {
				hazards |= UINT64_C(1) << i;
			}
		}
		names += len + (names[len] == ' ' ? 1 : 0);
	}
	return hazards;
}

/* ---- groups and days ---- */

static const struct sg_field code_fields[] = {
	SG_ROW_CODE("code", struct sg_stay_code, code, SG_CODE_MAX, SG_REQUIRED),
	SG_ROW_CODE("group", struct sg_stay_code, group, SG_CODE_MAX, SG_REQUIRED),
};
static const struct sg_shape code_shape = SG_SHAPE(struct sg_stay_code, code_fields);

static const struct sg_field group_fields[] = {
	{SG_ROW("block", SG_FIELD_INT, struct sg_group, block, 0, BLOCK_MAX)},
	SG_ROW_CODE("code", struct sg_group, code, SG_CODE_MAX, SG_REQUIRED | SG_KEY),
	{SG_ROW_LIST("codes", struct sg_group, codes, code_count, 0, SG_CODES_MAX),
		.shape = &code_shape},
	{SG_ROW("name", SG_FIELD_TEXT, struct sg_group, name, 0, SG_NAME_MAX)},
};
static const struct sg_shape group_shape = SG_SHAPE(struct sg_group, group_fields);

enum sg_status sg_group_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_code)
{
	struct sg_group group;
	enum sg_status status =
		sg_fields_decode(data, &group_shape, "/data", arena, error, &group);

	if (status == SG_OK) {
		*ret_code = group.code;
	}
	return status;
}

enum sg_status sg_group_merge(const struct sg_merge_input *input, struct sg_arena *arena,
	struct sg_error *error, struct sg_merged *ret_merged)
{
	return sg_merge_state(input, &group_shape, arena, error, ret_merged);
}

enum sg_status sg_group_decode(const struct sg_stored *state, const char *code,
	struct sg_arena *arena, struct sg_error *error, struct sg_group *ret_group)
{
	struct sg_group group;
	enum sg_status status = sg_state_read(state, &group_shape, arena, error, &group);

	if (status != SG_OK) {
		return status;
	}
	for (size_t i = 0; i < group.code_count; i++) {
		/* Ours: the decoding made it just now. */
		((struct sg_stay_code *)group.codes)[i].quantity = 1;
	}
	group.code = code;
	*ret_group = group;
	return SG_OK;
}

struct form_day {
	int32_t business_date;
};

static const struct sg_field day_fields[] = {
	{SG_ROW("business_date", SG_FIELD_DAY, struct form_day, business_date, 0, 0),
		.flags = SG_REQUIRED},
};
static const struct sg_shape day_shape = SG_SHAPE(struct form_day, day_fields);

enum sg_status sg_day_closed_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, int32_t *ret_business_day)
{
	struct form_day form;
	enum sg_status status =
		sg_fields_decode(data, &day_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_business_day = form.business_date;
	}
	return status;
}
