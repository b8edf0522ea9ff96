/* Tables of the small objects that stand in several documents. */
#include "document/bounds.h"

#include "core/facts.h"
#include "core/stay.h"

static const struct sg_field ref_fields[] = {
	SG_ROW_CODE("id", struct sg_ref, id, SG_LONG_CODE_MAX, SG_REQUIRED),
	SG_ROW_CODE("system", struct sg_ref, system, SG_CODE_MAX, SG_REQUIRED),
};
const struct sg_shape sg_ref_shape = SG_SHAPE(struct sg_ref, ref_fields);

static const struct sg_field refs_fields[] = {
	SG_ROW_REFS(struct sg_refs, refs, count, SG_REQUIRED),
};
const struct sg_shape sg_refs_shape = SG_SHAPE(struct sg_refs, refs_fields);

static const struct sg_field occasion_fields[] = {
	{SG_ROW("date", SG_FIELD_DAY, struct sg_occasion, day, 0, 0)},
	SG_ROW_CODE("kind", struct sg_occasion, kind, SG_CODE_MAX, SG_REQUIRED),
	{SG_ROW("month_day", SG_FIELD_MONTH_DAY, struct sg_occasion, month_day, 0, 0)},
};
const struct sg_shape sg_occasion_shape = SG_SHAPE(struct sg_occasion, occasion_fields);

const struct sg_field sg_language_element = {.kind = SG_FIELD_CODE,
	.rule = SG_RULE_LANGUAGE,
	.min = 2,
	.max = SG_LANGUAGE_MAX};

const char *const sg_department_words[] = {"housekeeping", "front_desk",
	"food_and_beverage", "maintenance", "concierge", "spa", NULL};
