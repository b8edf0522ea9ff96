/* The tables of the questions. */
#include "document/query.h"

#include "document/bounds.h"

static const struct sg_field refs_fields[] = {
	SG_ROW_REFS(struct sg_refs_query, refs, ref_count, SG_REQUIRED),
	SG_ROW_LANGUAGE("language", struct sg_refs_query, language),
};
static const struct sg_shape refs_shape = SG_SHAPE(struct sg_refs_query, refs_fields);

static const struct sg_field day_fields[] = {
	{SG_ROW("date", SG_FIELD_DAY, struct sg_plan_day_query, day, 0, 0)},
	{SG_ROW_WORD(
		 "department", struct sg_plan_day_query, department, sg_department_words),
		.absent = -1},
	SG_ROW_CODE("floor", struct sg_plan_day_query, floor, SG_CODE_MAX, 0),
	SG_ROW_LANGUAGE("language", struct sg_plan_day_query, language),
	SG_ROW_CODE("section", struct sg_plan_day_query, section, SG_CODE_MAX, 0),
};
static const struct sg_shape day_shape = SG_SHAPE(struct sg_plan_day_query, day_fields);

struct form_number {
	const char *number;
};

static const struct sg_field number_fields[] = {
	SG_ROW_CODE("number", struct form_number, number, SG_CODE_MAX, SG_REQUIRED),
};
static const struct sg_shape number_shape = SG_SHAPE(struct form_number, number_fields);

enum sg_status sg_refs_query_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_refs_query *ret_query)
{
	struct sg_refs_query query;
	enum sg_status status =
		sg_fields_decode(data, &refs_shape, "/data", arena, error, &query);

	if (status == SG_OK) {
		*ret_query = query;
	}
	return status;
}

enum sg_status sg_plan_day_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_plan_day_query *ret_query)
{
	struct sg_plan_day_query query;
	enum sg_status status =
		sg_fields_decode(data, &day_shape, "/data", arena, error, &query);

	if (status == SG_OK) {
		*ret_query = query;
	}
	return status;
}

enum sg_status sg_room_readiness_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error, const char **ret_number)
{
	struct form_number form;
	enum sg_status status =
		sg_fields_decode(data, &number_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_number = form.number;
	}
	return status;
}
