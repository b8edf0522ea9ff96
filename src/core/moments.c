/* The hotel's moments as instants. The alert is counted from ready_by, all others from the
 * house's hours. */
#include "core/moments.h"

#include "core/time.h"

enum { MORNING_LIST, PREVIEW, LEAD_TIME, ALERT, MOMENTS };

int32_t sg_business_day(
	const struct sg_house *house, int32_t last_closed_day, int64_t now_us)
{
	int32_t day, minutes;

	sg_house_local(house, now_us, &day, &minutes);
	if (day == SG_NO_DAY) {
		return SG_NO_DAY;
	}
	if (minutes < house->day_close_minutes && last_closed_day < day - 1) {
		return day - 1;
	}
	return last_closed_day >= day ? day + 1 : day;
}

int64_t sg_ready_by(const struct sg_house *house, const struct sg_stay *stay)
{
	int64_t promised =
		sg_house_instant(house, stay->arrival_day, house->check_in_minutes);

	if (promised == SG_NO_TIME) {
		return SG_NO_TIME;
	}
	if (stay->eta_us != SG_NO_TIME && stay->eta_us < promised) {
		promised = stay->eta_us;
	}
	return promised - SG_READY_MARGIN_MINUTES * SG_MINUTE_US;
}

int64_t sg_departure(const struct sg_house *house, const struct sg_stay *stay)
{
	int64_t leaves =
		sg_house_instant(house, stay->departure_day, house->check_out_minutes);

	if (leaves != SG_NO_TIME && (stay->day_use || sg_stay_nights(stay) == 0)) {
		leaves = sg_house_instant(
			house, stay->departure_day + 1, house->day_close_minutes);
	}
	return stay->etd_us > leaves ? stay->etd_us : leaves;
}

int64_t sg_alert_at(const struct sg_house *house, const struct sg_stay *stay)
{
	int64_t ready = sg_ready_by(house, stay);

	return ready == SG_NO_TIME ? SG_NO_TIME : ready - SG_ALERT_MINUTES * SG_MINUTE_US;
}

static void moments_of(const struct sg_house *house, const struct sg_stay *stay,
	int32_t lead_hours, int64_t ret_moments[MOMENTS])
{
	int64_t ready = sg_ready_by(house, stay);
	bool leads = lead_hours > 0 && ready != SG_NO_TIME;

	ret_moments[MORNING_LIST] =
		sg_house_instant(house, stay->arrival_day, house->morning_minutes);
	ret_moments[PREVIEW] = ready == SG_NO_TIME
	                               ? SG_NO_TIME
	                               : sg_house_instant(house, stay->arrival_day - 1,
						 house->preview_minutes);
	ret_moments[LEAD_TIME] = leads ? ready - lead_hours * SG_HOUR_US : SG_NO_TIME;
	ret_moments[ALERT] = sg_alert_at(house, stay);
}

bool sg_moments_due(const struct sg_house *house, const struct sg_stay *stay,
	int32_t lead_hours, int64_t now_us)
{
	int64_t moments[MOMENTS];

	if (stay->status != SG_STAY_BOOKED) {
		return sg_stay_open(stay->status);
	}
	moments_of(house, stay, lead_hours, moments);
	for (int i = 0; i < MOMENTS; i++) {
		if (moments[i] != SG_NO_TIME && moments[i] <= now_us) {
			return true;
		}
	}
	return false;
}

int64_t sg_moments_next(const struct sg_house *house, const struct sg_stay *stay,
	int32_t lead_hours, bool planned, int64_t now_us)
{
	int64_t moments[MOMENTS];
	int64_t next = SG_NO_TIME;

	if (!sg_stay_open(stay->status)) {
		return SG_NO_TIME;
	}
	if (!planned && sg_moments_due(house, stay, lead_hours, now_us)) {
		return now_us;
	}
	if (stay->status == SG_STAY_CHECKED_IN) {
		return SG_NO_TIME;
	}
	moments_of(house, stay, lead_hours, moments);
	for (int i = 0; i < MOMENTS; i++) {
		if (moments[i] > now_us && (next == SG_NO_TIME || moments[i] < next)) {
			next = moments[i];
		}
	}
	return next;
}

/* Where the moment that should end it is unknown or past, a day must do. */
static int64_t or_a_day(int64_t moment_us, int64_t now_us)
{
	return moment_us > now_us ? moment_us : now_us + SG_DAY_US;
}

struct sg_deadlines sg_moments_deadlines(const struct sg_house *house,
	const struct sg_stay *stay, enum sg_plan_state state, int64_t next_arrival_us,
	int64_t now_us)
{
	bool over = state == SG_PLAN_DEPARTED || state == SG_PLAN_CANCELLED;
	int64_t end =
		or_a_day(over ? next_arrival_us : sg_departure(house, stay), now_us);
	struct sg_deadlines deadlines = {end, end};
	int64_t ready = sg_ready_by(house, stay);

	if (state == SG_PLAN_PLANNED && ready < end) {
		deadlines.back_off_until_us = ready > now_us ? ready : now_us;
	}
	return deadlines;
}
