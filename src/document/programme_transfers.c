/* On what terms members give points to one another. */
#include "document/bounds.h"
#include "document/programme_form.h"

enum { PERCENT_MAX = 100 };

#define TOTAL_MAX INT64_C(1000000000000)

/* In the order of enum sg_transfer_kind. */
static const char *const kinds[] = {"transfer", "gift", NULL};
static const char *const expiries[] = {"kept", "new", NULL};
enum { EXPIRY_KEPT, EXPIRY_NEW };

static const struct sg_field tier_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_CODE_MAX, .rule = SG_RULE_NAME};

#define LONG(text, member, usual)                                                        \
	{                                                                                \
		SG_ROW(text, SG_FIELD_LONG, struct form_transfer, member, 1, TOTAL_MAX), \
			.absent = (usual)                                                \
	}

static const struct sg_field transfer_fields[] = {
	{SG_ROW_WORD("expiry", struct form_transfer, expiry, expiries),
		.flags = SG_REQUIRED},
	{SG_ROW("fee_percent", SG_FIELD_INT, struct form_transfer, rule.fee_percent, 1,
		PERCENT_MAX)},
	LONG("fee_points", rule.fee, 0),
	{SG_ROW_WORD("kind", struct form_transfer, kind, kinds), .flags = SG_REQUIRED},
	LONG("points_max", rule.points_max, 0),
	LONG("points_min", rule.points_min, 0),
	{SG_ROW("second", SG_FIELD_BOOL, struct form_transfer, rule.second, 0, 1)},
	LONG("step", rule.step, 1),
	{SG_ROW_LIST("tiers", struct form_transfer, tiers, tier_count, 1, SG_TIERS_MAX),
		.element = &tier_element, .flags = SG_DISTINCT},
	LONG("year_max", rule.year_max, 0),
};
const struct sg_shape sg_programme_transfer_shape =
	SG_CLOSED_SHAPE(struct form_transfer, transfer_fields);

static enum sg_status check(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_transfer *form,
	const struct sg_programme_version *version)
{
	const struct sg_transfer_rule *rule = &form->rule;

	if (version->transfers[form->kind].allowed) {
		return sg_programme_fail(reading, at, "kind", "element_repeated",
			"there are terms for this already");
	}
	if (rule->points_max > 0 && rule->points_max < rule->points_min) {
		return sg_programme_fail(reading, at, "points_max", "order_wrong",
			"the least is more than the most");
	}
	return SG_OK;
}

enum sg_status sg_programme_transfers(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version)
{
	const struct sg_place_frame list = {.parent = reading->at, .name = "transfers"};
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < form->transfer_count && status == SG_OK; i++) {
		const struct form_transfer *one = &form->transfers[i];
		const struct sg_place_frame at = {.parent = &list, .index = i};
		const struct sg_place_frame tiers = {.parent = &at, .name = "tiers"};
		struct sg_transfer_rule *rule = &version->transfers[one->kind];

		status = check(reading, &at, one, version);
		if (status == SG_OK) {
			*rule = one->rule;
			rule->allowed = true;
			rule->anew = one->expiry == EXPIRY_NEW;
			status = sg_programme_tier_bits(reading, &tiers, &version->tiers,
				one->tiers, one->tier_count, &rule->tiers);
		}
	}
	return status;
}
