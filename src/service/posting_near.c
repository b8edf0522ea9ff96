/* Which of a person's stays a posting may concern: those that it overlaps, and, where stays that
 * touch may be one, those that it leads to by way of others. */
#include <stdlib.h>

#include "service/posting_work.h"

static int compare_arrivals(const void *left, const void *right)
{
	const struct sg_earning_stay *const *a = left, *const *b = right;

	return ((*a)->arrival_day > (*b)->arrival_day) -
	       ((*a)->arrival_day < (*b)->arrival_day);
}

static void sort_facts(struct sg_posting_work *work)
{
	for (size_t i = 0; i < work->fact_count; i++) {
		work->sorted[i] = &work->facts[i];
	}
	if (work->fact_count > 0) {
		qsort(work->sorted, work->fact_count, sizeof(struct sg_earning_stay *),
			compare_arrivals);
	}
}

/* Whether stays that touch may be one: then what one earns may change by way of others too. */
static bool may_join(const struct sg_programme *programme)
{
	for (size_t i = 0; i < programme->version_count; i++) {
		if (programme->versions[i].stays.joined) {
			return true;
		}
	}
	return false;
}

/* One after another: each goes into the span of those before it, or begins another. The facts are
 * in the order of their arrivals; what is near a day of the span is near all. */
static void mark_spans(struct sg_posting_work *work, const struct sg_earning_stay *from)
{
	const struct sg_earning_stay *const *sorted = work->sorted;
	struct sg_earning_stay span;
	size_t next;

	for (size_t first = 0; first < work->fact_count; first = next) {
		span = *sorted[first];
		for (next = first + 1;
			next < work->fact_count && sg_stays_near(&span, sorted[next]);
			next++) {
			if (sorted[next]->departure_day > span.departure_day) {
				span.departure_day = sorted[next]->departure_day;
			}
		}
		for (size_t i = first; i < next; i++) {
			work->near[sorted[i] - work->facts] |= sg_stays_near(from, &span);
		}
	}
}

static void mark_near(struct sg_posting_work *work, const struct sg_earning_stay *from)
{
	if (may_join(&work->of.programme)) {
		mark_spans(work, from);
		return;
	}
	for (size_t i = 0; i < work->fact_count; i++) {
		work->near[i] |= sg_stays_near(from, &work->facts[i]);
	}
}

static void find_near(struct sg_posting_work *work)
{
	const struct sg_posting_row *row = work->row;
	const struct sg_earning_stay is = {
		.arrival_day = row->arrival_day, .departure_day = row->departure_day};
	const struct sg_earning_stay was = {.arrival_day = row->seen_arrival_day,
		.departure_day = row->seen_departure_day};

	for (size_t i = 0; i < work->fact_count; i++) {
		work->near[i] = false;
	}
	sort_facts(work);
	if (!work->leaves) {
		mark_near(work, &is);
	}
	if (!sg_id_is_nil(&row->seen_guest)) {
		mark_near(work, &was);
	}
}

/* Whether a stay at the edge may be near to some that were not read; then they are to be. */
static bool widen(struct sg_posting_work *work)
{
	int32_t first_day = work->first_day, last_day = work->last_day;
	int32_t reach_days = SG_POSTING_NEAR_DAYS << (work->widened + 1);

	if (!may_join(&work->of.programme)) {
		return false; /* all that overlap were read */
	}
	for (size_t i = 0; i < work->fact_count; i++) {
		const struct sg_earning_stay *fact = &work->facts[i];

		if (work->near[i] && fact->arrival_day - 1 < work->first_day &&
			fact->arrival_day - reach_days < first_day) {
			first_day = fact->arrival_day - reach_days;
		}
		if (work->near[i] && fact->departure_day + 1 > work->last_day &&
			fact->departure_day + reach_days > last_day) {
			last_day = fact->departure_day + reach_days;
		}
	}
	if (first_day == work->first_day && last_day == work->last_day) {
		return false;
	}
	work->first_day = first_day;
	work->last_day = last_day;
	work->widened++;
	return true;
}

bool sg_posting_find_near(struct sg_posting_work *work)
{
	find_near(work);
	return widen(work);
}
