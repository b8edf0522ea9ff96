/* Who may see what, from departments, floors and roles. */
#include "core/cut.h"

#include <string.h>

static uint32_t bit(enum sg_department department)
{
	return 1u << (uint32_t)department;
}

static const uint32_t every_department = (1u << SG_DEPARTMENTS) - 1;

static enum sg_audience audience_for(uint32_t departments, size_t floor_count)
{
	if (floor_count > 0) {
		return SG_AUDIENCE_FLOOR;
	}
	if ((departments & bit(SG_FRONT_DESK)) != 0) {
		return SG_AUDIENCE_DESK;
	}
	return (departments & bit(SG_HOUSEKEEPING)) != 0 ? SG_AUDIENCE_OFFICE
	                                                 : SG_AUDIENCE_DEPARTMENT;
}

static void set_languages(
	struct sg_cut *cut, const char *const *languages, size_t language_count)
{
	for (size_t i = 0; i < language_count && i < SG_LANGUAGES_MAX; i++) {
		cut->languages[cut->language_count++] = languages[i];
	}
}

void sg_cut_for_endpoint(int32_t audience, uint32_t departments,
	const char *const *floors, size_t floor_count, const char *const *languages,
	size_t language_count, bool names, struct sg_cut *ret_cut)
{
	struct sg_cut cut = {.departments = departments,
		.floors = floors,
		.floor_count = floor_count,
		.names = names};

	cut.audience = audience >= 0 ? (enum sg_audience)audience
	                             : audience_for(departments, floor_count);
	cut.desk = cut.audience == SG_AUDIENCE_DESK;
	cut.texts = cut.desk;
	set_languages(&cut, languages, language_count);
	*ret_cut = cut;
}

void sg_cut_for_actor(enum sg_actor_role role, int32_t department,
	const char *const *languages, size_t language_count, struct sg_cut *ret_cut)
{
	bool desk = role == SG_ACTOR_FRONT_DESK || role == SG_ACTOR_MANAGER;
	struct sg_cut cut = {
		.names = desk, .texts = desk, .desk = desk, .explains = false};

	cut.explains = role == SG_ACTOR_MANAGER;
	if (department >= 0) {
		cut.departments = bit((enum sg_department)department);
	} else {
		cut.departments = desk || role == SG_ACTOR_SYSTEM ? every_department
		                                                  : bit(SG_HOUSEKEEPING);
	}
	if (desk) {
		cut.audience = SG_AUDIENCE_DESK;
	} else {
		cut.audience = (cut.departments & bit(SG_HOUSEKEEPING)) != 0
		                       ? SG_AUDIENCE_OFFICE
		                       : SG_AUDIENCE_DEPARTMENT;
	}
	set_languages(&cut, languages, language_count);
	*ret_cut = cut;
}

bool sg_cut_sees_stay(const struct sg_cut *cut, const char *room, const char *floor)
{
	if (room == NULL) {
		return cut->audience == SG_AUDIENCE_OFFICE ||
		       cut->audience == SG_AUDIENCE_DESK;
	}
	for (size_t i = 0; i < cut->floor_count; i++) {
		if (floor != NULL && strcmp(cut->floors[i], floor) == 0) {
			return true;
		}
	}
	return cut->floor_count == 0;
}

/* The department of an item, or none where it must not leave. */
static uint32_t department_of(
	const struct sg_catalog *catalog, const struct sg_item *item)
{
	if (item->topic < 0) {
		return bit(SG_HOUSEKEEPING);
	}
	return catalog->topics[item->topic].special_category
	               ? 0
	               : bit(catalog->topics[item->topic].department);
}

bool sg_cut_shows_item(const struct sg_cut *cut, const struct sg_catalog *catalog,
	const struct sg_item *item)
{
	return (department_of(catalog, item) & cut->departments) != 0;
}

bool sg_cut_shows_avoid(const struct sg_cut *cut, const struct sg_catalog *catalog,
	const struct sg_item *item)
{
	uint32_t enter = bit(SG_HOUSEKEEPING) | bit(SG_FRONT_DESK);
	uint32_t of = department_of(catalog, item);

	return of != 0 && ((of | enter) & cut->departments) != 0;
}
