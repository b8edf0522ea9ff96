/* What points are spent on: awards, their prices, discounts and what giving them back costs. */
#include "document/bounds.h"
#include "document/programme_form.h"

enum {
	PRICES_MAX = 50,
	POINTS_MAX = 1000000,
	UNITS_MAX = 1000000,
	PERCENT_MAX = 100,
	NIGHTS_MAX = 365,
	FREE_DAYS_MAX = 365,
	TIMES_MAX = 1000,
};

#define TOTAL_MAX INT64_C(1000000000000)

/* In the orders of their enumerations. */
static const char *const kinds[] = {
	"free_night", "upgrade", "food_and_beverage", "late_check_out", "money", NULL};
static const char *const pers[] = {"use", "night", "money", NULL};

static const char *const penalties[] = {"percent", "points", NULL};
enum { PENALTY_PERCENT, PENALTY_POINTS };
static const char *const ofs[] = {"all", "nights", NULL};
enum { OF_ALL, OF_NIGHTS };

#define LONG(text, type, member, low, high, usual)                                       \
	{                                                                                \
		SG_ROW(text, SG_FIELD_LONG, type, member, low, high), .absent = (usual)  \
	}

static const struct sg_field price_fields[] = {
	{SG_ROW("points", SG_FIELD_LONG, struct form_price, price.points, 1, POINTS_MAX),
		.flags = SG_REQUIRED},
	{SG_ROW_WORD("rounding", struct form_price, rounding, sg_programme_roundings)},
	LONG("step", struct form_price, price.step, 1, POINTS_MAX, 1),
	LONG("units", struct form_price, price.units, 1, UNITS_MAX, 1),
	{SG_ROW_OBJECT("when", struct form_price, when, &sg_programme_terms_shape)},
};
static const struct sg_shape price_shape =
	SG_CLOSED_SHAPE(struct form_price, price_fields);

static const struct sg_field tier_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_CODE_MAX, .rule = SG_RULE_NAME};

static const struct sg_field discount_fields[] = {
	{SG_ROW("percent", SG_FIELD_INT, struct form_discount, percent, 1,
		 PERCENT_MAX - 1),
		.flags = SG_REQUIRED},
	{SG_ROW_LIST("tiers", struct form_discount, tiers, tier_count, 1, SG_TIERS_MAX),
		.element = &tier_element, .flags = SG_DISTINCT},
};
static const struct sg_shape discount_shape =
	SG_CLOSED_SHAPE(struct form_discount, discount_fields);

static const struct sg_field cancel_fields[] = {
	{SG_ROW("free_days", SG_FIELD_INT, struct form_cancel, free_days, 0,
		FREE_DAYS_MAX)},
	{SG_ROW_WORD("of", struct form_cancel, of, ofs)},
	{SG_ROW_WORD("penalty", struct form_cancel, penalty, penalties),
		.flags = SG_REQUIRED},
	{SG_ROW_WORD("rounding", struct form_cancel, rounding, sg_programme_roundings)},
	{SG_ROW("value", SG_FIELD_LONG, struct form_cancel, value, 1, POINTS_MAX),
		.flags = SG_REQUIRED},
};
static const struct sg_shape cancel_shape =
	SG_CLOSED_SHAPE(struct form_cancel, cancel_fields);

static const struct sg_field award_fields[] = {
	{SG_ROW("award", SG_FIELD_CODE, struct form_award, award.code, 1, SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW_OBJECT("cancel", struct form_award, cancel, &cancel_shape)},
	{SG_ROW_LIST("discounts", struct form_award, discounts, discount_count, 0,
		 SG_TIERS_MAX),
		.shape = &discount_shape},
	{SG_ROW_WORD("kind", struct form_award, kind, kinds), .flags = SG_REQUIRED},
	{SG_ROW("earns", SG_FIELD_BOOL, struct form_award, award.earns, 0, 0)},
	{SG_ROW("name", SG_FIELD_TEXT, struct form_award, award.name, 1, SG_NAME_MAX)},
	{SG_ROW("nights_max", SG_FIELD_INT, struct form_award, award.nights_max, 1,
		NIGHTS_MAX)},
	{SG_ROW_WORD("per", struct form_award, per, pers)},
	LONG("points_max", struct form_award, award.points_max, 1, TOTAL_MAX, 0),
	LONG("points_min", struct form_award, award.points_min, 1, TOTAL_MAX, 0),
	{SG_ROW_LIST("prices", struct form_award, prices, price_count, 1, PRICES_MAX),
		.shape = &price_shape, .flags = SG_REQUIRED},
	{SG_ROW("qualifies", SG_FIELD_BOOL, struct form_award, award.qualifies, 0, 0)},
	{SG_ROW("year_max", SG_FIELD_INT, struct form_award, award.year_max, 1,
		TIMES_MAX)},
};
const struct sg_shape sg_programme_award_shape =
	SG_CLOSED_SHAPE(struct form_award, award_fields);

/* ---- parts ---- */

/* Whether it fits everything: no price after it is ever looked at. */
static bool is_open(const struct sg_terms *terms)
{
	const struct sg_names *const names[] = {
		&terms->properties, &terms->room_types, &terms->rates, &terms->channels};
	bool bound = terms->weekdays != 0 || terms->tiers != 0 || terms->lead_min > 0 ||
	             terms->lead_max > 0 || terms->nights_min > 0 ||
	             terms->nights_max > 0 || terms->from_day != SG_NO_DAY ||
	             terms->until_day != SG_NO_DAY;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		bound = bound || names[i]->count > 0;
	}
	return !bound;
}

static enum sg_status read_prices(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_award *form,
	const struct sg_tier_rules *tiers, struct sg_award *award)
{
	const struct sg_place_frame list = {.parent = at, .name = "prices"};
	struct sg_award_price *prices =
		sg_arena_array(reading->arena, form->price_count, sizeof *prices);
	enum sg_status status = prices != NULL ? SG_OK : SG_MEMORY;

	for (size_t i = 0; i < form->price_count && status == SG_OK; i++) {
		const struct form_price *price = &form->prices[i];
		const struct sg_place_frame one = {.parent = &list, .index = i};
		const struct sg_place_frame when = {.parent = &one, .name = "when"};

		if (i > 0 && is_open(&prices[i - 1].terms)) {
			return sg_programme_fail(reading, &one, NULL, "rule_useless",
				"the price before it fits everything");
		}
		if (award->per != SG_AWARD_PER_MONEY && price->price.units != 1) {
			return sg_programme_fail(reading, &one, "units", "member_unfit",
				"only money is priced by units");
		}
		prices[i] = price->price;
		prices[i].rounding = (enum sg_rounding)price->rounding;
		status = sg_programme_terms(
			reading, &when, &price->when, tiers, &prices[i].terms);
	}
	award->prices = prices;
	award->price_count = form->price_count;
	return status;
}

static enum sg_status read_discounts(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_award *form,
	const struct sg_tier_rules *rules, struct sg_award *award)
{
	const struct sg_place_frame list = {.parent = at, .name = "discounts"};
	struct sg_award_discount *discounts =
		sg_arena_array(reading->arena, form->discount_count, sizeof *discounts);
	enum sg_status status = discounts != NULL ? SG_OK : SG_MEMORY;

	for (size_t i = 0; i < form->discount_count && status == SG_OK; i++) {
		const struct form_discount *discount = &form->discounts[i];
		const struct sg_place_frame one = {.parent = &list, .index = i};
		const struct sg_place_frame names = {.parent = &one, .name = "tiers"};

		if (i > 0 && discounts[i - 1].tiers == 0) {
			return sg_programme_fail(reading, &one, NULL, "rule_useless",
				"the discount before it is every tier's");
		}
		discounts[i].percent = discount->percent;
		status = sg_programme_tier_bits(reading, &names, rules, discount->tiers,
			discount->tier_count, &discounts[i].tiers);
	}
	award->discounts = discounts;
	award->discount_count = form->discount_count;
	return status;
}

static enum sg_status read_cancel(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_award *form,
	struct sg_award *award)
{
	const struct sg_place_frame place = {.parent = at, .name = "cancel"};
	const struct form_cancel *cancel = &form->cancel;
	bool percent = cancel->penalty == PENALTY_PERCENT;

	if (percent && cancel->value > PERCENT_MAX) {
		return sg_programme_fail(reading, &place, "value", "number_out_of_range",
			"more than all of it");
	}
	if (cancel->of == OF_NIGHTS && award->per != SG_AWARD_PER_NIGHT) {
		return sg_programme_fail(reading, &place, "of", "member_unfit",
			"the award is not priced by the night");
	}
	award->cancel = (struct sg_award_cancel){.costs = cancel->value > 0,
		.free_days = cancel->free_days,
		.points = percent ? 0 : cancel->value,
		.percent = percent ? (int32_t)cancel->value : 0,
		.nights = cancel->of == OF_NIGHTS,
		.rounding = (enum sg_rounding)cancel->rounding};
	return SG_OK;
}

/* ---- the whole ---- */

/* By which measures each kind may be priced: bits of enum sg_award_per. */
static const unsigned priced_by[SG_AWARD_KINDS] = {
	[SG_AWARD_FREE_NIGHT] = 1u << SG_AWARD_PER_USE | 1u << SG_AWARD_PER_NIGHT,
	[SG_AWARD_UPGRADE] = 1u << SG_AWARD_PER_USE | 1u << SG_AWARD_PER_NIGHT,
	[SG_AWARD_FOOD_AND_BEVERAGE] = 1u << SG_AWARD_PER_USE | 1u << SG_AWARD_PER_MONEY,
	[SG_AWARD_LATE_CHECK_OUT] = 1u << SG_AWARD_PER_USE,
	[SG_AWARD_MONEY] = 1u << SG_AWARD_PER_MONEY,
};

static enum sg_status check_award(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_award *form,
	const struct sg_programme_version *version)
{
	if (sg_award_find(version, form->award.code) != NULL) {
		return sg_programme_fail(reading, at, "award", "element_repeated",
			"there is an award of that name already");
	}
	if ((priced_by[form->kind] >> form->per & 1u) == 0) {
		return sg_programme_fail(reading, at, "per", "member_unfit",
			"an award of this kind is not priced by that");
	}
	if ((form->award.qualifies || form->award.earns) &&
		form->kind != SG_AWARD_FREE_NIGHT) {
		return sg_programme_fail(reading, at,
			form->award.earns ? "earns" : "qualifies", "member_unfit",
			"only a free night counts or earns in its stay");
	}
	if (form->award.nights_max > 0 && form->per != SG_AWARD_PER_NIGHT) {
		return sg_programme_fail(reading, at, "nights_max", "member_unfit",
			"the award is not priced by the night");
	}
	if (form->award.points_max > 0 &&
		form->award.points_max < form->award.points_min) {
		return sg_programme_fail(reading, at, "points_max", "order_wrong",
			"the least is more than the most");
	}
	return SG_OK;
}

static enum sg_status read_award(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_award *form,
	const struct sg_programme_version *version, struct sg_award *award)
{
	enum sg_status status = check_award(reading, at, form, version);

	if (status != SG_OK) {
		return status;
	}
	*award = form->award;
	award->kind = (enum sg_award_kind)form->kind;
	award->per = (enum sg_award_per)form->per;
	status = read_prices(reading, at, form, &version->tiers, award);
	if (status == SG_OK) {
		status = read_discounts(reading, at, form, &version->tiers, award);
	}
	return status == SG_OK ? read_cancel(reading, at, form, award) : status;
}

enum sg_status sg_programme_awards(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version)
{
	const struct sg_place_frame list = {.parent = reading->at, .name = "awards"};
	struct sg_award *awards =
		sg_arena_array(reading->arena, form->award_count, sizeof *awards);
	enum sg_status status = awards != NULL ? SG_OK : SG_MEMORY;

	version->awards = awards;
	for (size_t i = 0; i < form->award_count && status == SG_OK; i++) {
		const struct sg_place_frame at = {.parent = &list, .index = i};

		status = read_award(reading, &at, &form->awards[i], version, &awards[i]);
		version->award_count = i + 1;
	}
	return status;
}
