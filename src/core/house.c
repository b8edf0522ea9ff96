/* The house's hours as instants, its rules, and the words of its rooms' states. */
#include "core/house.h"

#include <string.h>

#include "core/names.h"
#include "core/time.h"
#include "core/zone.h"

static const char *const housekeeping_statuses[] = {
	"dirty", "pickup", "clean", "inspected"};

int64_t sg_house_instant(const struct sg_house *house, int32_t day, int32_t minutes)
{
	if (day == SG_NO_DAY || minutes == SG_NO_MINUTES) {
		return SG_NO_TIME;
	}
	if (house->zone == NULL) {
		return day * SG_DAY_US + minutes * SG_MINUTE_US;
	}
	return sg_zone_instant(house->zone, day, minutes);
}

void sg_house_local(
	const struct sg_house *house, int64_t us, int32_t *ret_day, int32_t *ret_minutes)
{
	if (house->zone != NULL) {
		sg_zone_local(house->zone, us, ret_day, ret_minutes);
		return;
	}
	*ret_day = sg_time_day(us);
	*ret_minutes = us == SG_NO_TIME
	                       ? SG_NO_MINUTES
	                       : (int32_t)((us - *ret_day * SG_DAY_US) / SG_MINUTE_US);
}

const struct sg_house_rule *sg_house_rule_find(
	const struct sg_house *house, const char *id)
{
	for (size_t i = 0; i < house->rule_count; i++) {
		if (strcmp(house->rules[i].id, id) == 0) {
			return &house->rules[i];
		}
	}
	return NULL;
}

SG_NAMES(enum sg_housekeeping_status, housekeeping_statuses, sg_housekeeping_status_name,
	sg_housekeeping_status_find)
