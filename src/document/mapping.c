/* The hotel's mapping file: what a PMS's codes stand for. */
#include <stdlib.h>
#include <string.h>

#include "core/facts.h"
#include "core/hash.h"
#include "document/catalog.h"
#include "document/fields.h"
#include "document/preference_value.h"
#include "document/source.h"

struct form_code {
	const char *group, *code, *topic;
	const struct sg_json *value;
	int32_t strength;
};

struct form_mapping {
	int32_t mapping;
	const struct form_code *codes;
	size_t code_count;
};

static const char *const strengths[] = {"require", "like", "avoid", "never", NULL};

static const struct sg_field code_fields[] = {
	{SG_ROW("group", SG_FIELD_CODE, struct form_code, group, 1, 32),
		.flags = SG_REQUIRED},
	{SG_ROW("code", SG_FIELD_CODE, struct form_code, code, 1, 32),
		.flags = SG_REQUIRED},
	{SG_ROW("topic", SG_FIELD_CODE, struct form_code, topic, 1, 64),
		.flags = SG_REQUIRED, .rule = SG_RULE_NAME},
	{SG_ROW("value", SG_FIELD_ANY, struct form_code, value, 0, 0)},
	{SG_ROW_WORD("strength", struct form_code, strength, strengths),
		.flags = SG_SOLID, .absent = SG_LIKE},
};
static const struct sg_shape code_shape = SG_CLOSED_SHAPE(struct form_code, code_fields);

static const struct sg_field mapping_fields[] = {
	{SG_ROW("mapping", SG_FIELD_INT, struct form_mapping, mapping, 1, 1),
		.flags = SG_REQUIRED},
	{SG_ROW_LIST("codes", struct form_mapping, codes, code_count, 0, 10000),
		.shape = &code_shape, .flags = SG_REQUIRED},
};
static const struct sg_shape mapping_shape =
	SG_CLOSED_SHAPE(struct form_mapping, mapping_fields);

static enum sg_status link_code(const struct form_code *form, size_t index,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_code *code)
{
	struct sg_place_frame list = {.name = "/codes"};
	struct sg_place_frame at = {.parent = &list, .index = index};
	struct sg_preference_value value;
	enum sg_status status = sg_preference_value_read(form->topic, form->value,
		(enum sg_strength)form->strength, catalog, &at, arena, error, &value);

	if (status == SG_OK) {
		*code = (struct sg_code){.group = form->group,
			.code = form->code,
			.topic = value.topic,
			.value = value.value,
			.text = value.value >= 0 ? NULL : value.text,
			.strength = form->strength};
	}
	return status;
}

static int compare_codes(const void *a, const void *b)
{
	const struct sg_code *left = a;
	const struct sg_code *right = b;
	int order = strcmp(left->group, right->group);

	return order != 0 ? order : strcmp(left->code, right->code);
}

static enum sg_status link_codes(const struct form_mapping *form,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_code **ret_codes)
{
	struct sg_code *codes = sg_arena_array(arena, form->code_count, sizeof *codes);
	enum sg_status status = codes != NULL ? SG_OK : SG_MEMORY;

	for (size_t i = 0; i < form->code_count && status == SG_OK; i++) {
		status = link_code(&form->codes[i], i, catalog, arena, error, &codes[i]);
	}
	if (status != SG_OK) {
		return status;
	}
	qsort(codes, form->code_count, sizeof *codes, compare_codes);
	for (size_t i = 1; i < form->code_count; i++) {
		if (compare_codes(&codes[i - 1], &codes[i]) == 0) {
			return sg_fail(error, SG_INVALID, "element_repeated", "/codes",
				"code %s of group %s is mapped twice", codes[i].code,
				codes[i].group);
		}
	}
	*ret_codes = codes;
	return SG_OK;
}

enum sg_status sg_mapping_decode(const struct sg_source_file *file,
	struct sg_arena *arena, struct sg_error *error, struct sg_catalog *catalog)
{
	const struct sg_json *root;
	struct form_mapping form;
	struct sg_code *codes = NULL;
	enum sg_status status =
		sg_source_read(file, &mapping_shape, arena, error, &root, &form);

	if (status != SG_OK) {
		return status;
	}
	status = link_codes(&form, catalog, arena, error, &codes);
	if (status != SG_OK) {
		return sg_source_blame(
			file, error != NULL ? error->path : "", status, error);
	}
	catalog->codes = codes;
	catalog->code_count = form.code_count;
	catalog->version = sg_hash64(file->bytes, file->len, catalog->version);
	return SG_OK;
}
