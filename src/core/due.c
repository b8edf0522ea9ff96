/* When an item is due, from its topic and the house's hours. */
#include "core/draft.h"

#include "core/moments.h"
#include "core/time.h"

/* The business date that services are counted from: the arrival, then each day in house, the
 * last of them the one before departure. */
static int32_t service_day(const struct sg_draft *draft)
{
	const struct sg_stay *stay = draft->stay;
	int32_t day = stay->arrival_day;

	if (draft->state == SG_PLAN_ISSUED && draft->input->business_day > day) {
		day = draft->input->business_day;
	}
	if (day >= stay->departure_day) {
		day = stay->departure_day - 1;
	}
	return day < stay->arrival_day ? stay->arrival_day : day;
}

static int64_t morning_after(const struct sg_draft *draft, int32_t day)
{
	int32_t last = draft->stay->departure_day;

	return sg_house_instant(draft->input->house, day + 1 < last ? day + 1 : last,
		draft->input->house->morning_minutes);
}

/* The morning after each n nights; the last time before departure stands once it is past. */
static int64_t nth_morning(const struct sg_draft *draft, int32_t nights)
{
	int32_t first = draft->stay->arrival_day;
	int32_t past = (service_day(draft) - first) / nights;
	int32_t times = (sg_stay_nights(draft->stay) - 1) / nights;

	times = past + 1 < times ? past + 1 : times;
	return morning_after(draft, first + times * nights - 1);
}

int64_t sg_draft_due(const struct sg_draft *draft, const struct sg_topic *topic)
{
	const struct sg_house *house = draft->input->house;
	const struct sg_stay *stay = draft->stay;

	switch (topic->when) {
	case SG_WHEN_ON_ARRIVAL:
		return draft->state == SG_PLAN_ISSUED && stay->checked_in_us != SG_NO_TIME
		               ? stay->checked_in_us +
		                         SG_ON_ARRIVAL_MINUTES * SG_MINUTE_US
		               : draft->ready_by_us;
	case SG_WHEN_EACH_SERVICE:
		return morning_after(draft, service_day(draft));
	case SG_WHEN_EVERY_N_NIGHTS:
		return topic->every_nights > 0 ? nth_morning(draft, topic->every_nights)
		                               : morning_after(draft, service_day(draft));
	case SG_WHEN_TURN_DOWN:
		return sg_house_instant(
			house, service_day(draft), house->turn_down_minutes);
	case SG_WHEN_DEPARTURE:
		return sg_departure(house, stay);
	default:
		return draft->ready_by_us;
	}
}
