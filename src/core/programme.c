/* What is asked of a programme's values. */
#include "core/programme.h"

#include <string.h>

#include "core/time.h"

const struct sg_programme_version *sg_programme_on(
	const struct sg_programme *programme, int32_t day)
{
	const struct sg_programme_version *version = NULL;

	for (size_t i = 0; i < programme->version_count; i++) {
		if (programme->versions[i].from_day <= day) {
			version = &programme->versions[i];
		}
	}
	return version;
}

bool sg_names_fit(const struct sg_names *names, const char *name)
{
	bool listed = names->count == 0 && !names->exclude;

	for (size_t i = 0; name != NULL && i < names->count; i++) {
		listed |= strcmp(names->names[i], name) == 0;
	}
	return names->exclude ? !listed : listed;
}

/* Takes the subtree at `*at`, and goes past it. */
static bool is_met(const struct sg_requirement *tree, size_t count,
	const struct sg_measures *measures, size_t *at)
{
	const struct sg_requirement *node = &tree[*at];
	bool all = true, any = false;

	(*at)++;
	if (node->kind == SG_REQUIRE_AT_LEAST) {
		return measures->of[node->measured] >= node->value;
	}
	for (size_t i = 0; i < node->count && *at < count; i++) {
		bool met = is_met(tree, count, measures, at);

		all = all && met;
		any = any || met;
	}
	return node->kind == SG_REQUIRE_ALL   ? all && node->count > 0
	       : node->kind == SG_REQUIRE_ANY ? any
	                                      : false;
}

bool sg_requirement_met(const struct sg_requirement *tree, size_t count,
	const struct sg_measures *measures)
{
	size_t at = 0;

	return count > 0 && is_met(tree, count, measures, &at);
}

const struct sg_award *sg_award_find(
	const struct sg_programme_version *version, const char *code)
{
	for (size_t i = 0; i < version->award_count; i++) {
		if (strcmp(version->awards[i].code, code) == 0) {
			return &version->awards[i];
		}
	}
	return NULL;
}

int32_t sg_tier_find(const struct sg_tier_rules *rules, const char *name)
{
	for (size_t i = 0; name != NULL && i < rules->tier_count; i++) {
		if (strcmp(rules->tiers[i].name, name) == 0) {
			return (int32_t)i;
		}
	}
	return -1;
}

int32_t sg_day_add_months(int32_t day, int32_t months)
{
	int32_t year, month, day_of_month, first, last;
	int64_t count;

	sg_day_to_civil(day, &year, &month, &day_of_month);
	count = (int64_t)year * 12 + (month - 1) + months;
	if (count < 12 || count / 12 > 9999) {
		return SG_NO_DAY;
	}
	year = (int32_t)(count / 12);
	month = (int32_t)(count % 12) + 1;
	first = sg_day_from_civil(year, month, 1);
	for (last = day_of_month; sg_day_from_civil(year, month, last) == SG_NO_DAY;
		last--) {
	}
	return first + last - 1;
}
