/* What points are spent on and given for, in words. */
#include "cli/programme_words.h"

static void say_unit(const struct sg_programme *programme, const struct sg_award *award,
	const struct sg_award_price *price, struct sg_buffer *text)
{
	if (award->per == SG_AWARD_PER_MONEY) {
		sg_buffer_text(text, " for each ");
		sg_programme_say_money(programme, price->units, text);
	} else {
		sg_buffer_text(text, award->per == SG_AWARD_PER_NIGHT ? " a night" : "");
	}
}

static void say_prices(const struct sg_programme *programme,
	const struct sg_programme_version *version, const struct sg_award *award,
	struct sg_buffer *text)
{
	for (size_t i = 0; i < award->price_count; i++) {
		const struct sg_award_price *price = &award->prices[i];

		sg_buffer_text(text, i > 0 ? "; else " : ": ");
		sg_programme_say_number(price->points, text);
		sg_buffer_format(text, " point%s", price->points == 1 ? "" : "s");
		say_unit(programme, award, price, text);
		if (price->units > 1 || price->step > 1 || award->discount_count > 0) {
			sg_buffer_format(text, ", rounded %s",
				sg_programme_rounding(price->rounding));
		}
		if (price->step > 1) {
			sg_buffer_text(text, " to multiples of ");
			sg_programme_say_number(price->step, text);
		}
		sg_programme_say_terms(version, &price->terms, text);
	}
}

static void say_discounts(const struct sg_programme_version *version,
	const struct sg_award *award, struct sg_buffer *text)
{
	for (size_t i = 0; i < award->discount_count; i++) {
		const struct sg_award_discount *discount = &award->discounts[i];

		sg_buffer_format(text, "; %d %% off for ", (int)discount->percent);
		if (discount->tiers != 0) {
			sg_programme_say_tiers(&version->tiers, discount->tiers, text);
		} else {
			sg_buffer_text(text, i > 0 ? "others" : "every member");
		}
	}
}

static void say_limits(const struct sg_award *award, struct sg_buffer *text)
{
	const struct {
		int64_t limit;
		const char *bound, *what;
	} all[] = {
		{award->points_min, "least", "points"},
		{award->points_max, "most", "points"},
		{award->nights_max, "most", "nights"},
		{award->year_max, "most", "times a year"},
	};

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (all[i].limit > 0) {
			sg_buffer_format(text, "; at %s ", all[i].bound);
			sg_programme_say_number(all[i].limit, text);
			sg_buffer_format(text, " %s", all[i].what);
		}
	}
}

static void say_cancel(const struct sg_award *award, struct sg_buffer *text)
{
	const struct sg_award_cancel *cancel = &award->cancel;

	if (!cancel->costs) {
		sg_buffer_text(text, "; given back at no cost");
		return;
	}
	if (cancel->free_days > 0) {
		sg_buffer_format(text, "; given back less than %d day%s before: ",
			(int)cancel->free_days, cancel->free_days == 1 ? "" : "s");
	} else {
		sg_buffer_text(text, "; given back after its day: ");
	}
	if (cancel->percent > 0) {
		sg_buffer_format(text, "%d %% of %s is kept", (int)cancel->percent,
			cancel->nights ? "those nights' price" : "the whole price");
	} else {
		sg_programme_say_number(cancel->points, text);
		sg_buffer_format(text, " points%s are kept",
			cancel->nights ? " for each of those nights" : "");
	}
}

void sg_programme_say_award(const struct sg_programme *programme,
	const struct sg_programme_version *version, const struct sg_award *award,
	struct sg_buffer *text)
{
	static const char *const kinds[SG_AWARD_KINDS] = {"a free night", "an upgrade",
		"food and beverage", "a late check-out", "money"};

	sg_buffer_text(text, kinds[award->kind]);
	say_prices(programme, version, award, text);
	say_discounts(version, award, text);
	say_limits(award, text);
	say_cancel(award, text);
}

static void say_fee(const struct sg_transfer_rule *rule, struct sg_buffer *text)
{
	if (rule->fee > 0 || rule->fee_percent > 0) {
		sg_buffer_text(text, "; the fee is ");
	}
	if (rule->fee > 0) {
		sg_programme_say_number(rule->fee, text);
		sg_buffer_text(text, rule->fee_percent > 0 ? " points and " : " points");
	}
	if (rule->fee_percent > 0) {
		sg_buffer_format(text, "%d %%", (int)rule->fee_percent);
	}
}

void sg_programme_say_transfer(const struct sg_programme_version *version,
	const struct sg_transfer_rule *rule, struct sg_buffer *text)
{
	const struct {
		int64_t limit;
		const char *before, *after;
	} all[] = {
		{rule->points_min, "at least ", " points"},
		{rule->points_max, "at most ", " points"},
		{rule->step > 1 ? rule->step : 0, "in multiples of ", ""},
		{rule->year_max, "at most ", " points a year"},
	};

	sg_buffer_text(text, rule->anew ? "points live as if earned on that day"
					: "points live as long as they would have");
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (all[i].limit > 0) {
			sg_buffer_format(text, "; %s", all[i].before);
			sg_programme_say_number(all[i].limit, text);
			sg_buffer_text(text, all[i].after);
		}
	}
	say_fee(rule, text);
	if (rule->tiers != 0) {
		sg_buffer_text(text, "; given by ");
		sg_programme_say_tiers(&version->tiers, rule->tiers, text);
	}
	sg_buffer_text(text,
		rule->second ? "; by a manager, with a reason and a second person" : "");
}
