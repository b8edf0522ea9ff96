/* Which benefits a level has, and what they are at a property. */
#include <string.h>

#include "core/programme.h"

struct sg_benefits sg_benefits_on(const struct sg_programme *programme, int32_t day)
{
	const struct sg_programme_version *version = sg_programme_on(programme, day);

	if (programme->external || version == NULL) {
		return programme->benefits;
	}
	return version->benefits;
}

const struct sg_benefit *sg_benefit_find(
	const struct sg_benefits *benefits, const char *code)
{
	for (size_t i = 0; i < benefits->count; i++) {
		if (strcmp(benefits->list[i].code, code) == 0) {
			return &benefits->list[i];
		}
	}
	return NULL;
}

/* By their names, as versions number tiers differently. */
static int32_t place_of(
	const struct sg_programme *programme, int32_t day, const char *level)
{
	const struct sg_programme_version *version = sg_programme_on(programme, day);

	if (!programme->external) {
		return version != NULL ? sg_tier_find(&version->tiers, level) : -1;
	}
	for (size_t i = 0; i < programme->level_count; i++) {
		if (strcmp(programme->levels[i], level) == 0) {
			return (int32_t)i;
		}
	}
	return -1;
}

bool sg_benefit_is_of(const struct sg_programme *programme,
	const struct sg_benefit *benefit, int32_t day, const char *level)
{
	int32_t place = place_of(programme, day, level);

	return place >= 0 && (benefit->tiers & 1u << place) != 0;
}

const struct sg_benefit_thing *sg_benefit_at(
	const struct sg_benefit *benefit, const char *property)
{
	if (!sg_names_fit(&benefit->properties, property)) {
		return NULL;
	}
	for (size_t i = 0; i < benefit->instead_count; i++) {
		const struct sg_benefit_instead *instead = &benefit->instead[i];
		const struct sg_names names = {
			instead->properties, instead->property_count, false};

		if (sg_names_fit(&names, property)) {
			return &instead->thing;
		}
	}
	return &benefit->thing;
}
