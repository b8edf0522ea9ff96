/* When a rule applies: names, weekdays, lead, nights, and days to the day. */
#include "core/earning_world.h"

static int set_up(void **state)
{
	static struct world world;

	world_begin(&world);
	*state = &world;
	rule(&world, "base", SG_EARN_PER_MONEY);
	stay(&world, 0, 3, 1000);
	return 0;
}

static int tear_down(void **state)
{
	world_end(*state);
	return 0;
}

static bool fits(struct world *w)
{
	return points_by(w, w->stays, w->rules[0].name) > 0;
}

static void names_let_a_stay_in_or_keep_it_out(void **state)
{
	static const char *const names[] = {"HAM1", "DBL", "BAR", "direct"};
	struct world *w = *state;
	struct sg_terms *terms = &w->rules[0].terms;
	struct sg_names *const asked[] = {
		&terms->properties, &terms->room_types, &terms->rates, &terms->channels};
	const char **const facts[] = {&w->stays[0].property, &w->stays[0].room_type,
		&w->stays[0].rate, &w->stays[0].channel};

	for (size_t i = 0; i < 4; i++) {
		const char *fact = *facts[i];

		*asked[i] = (struct sg_names){&names[i], 1, false};
		assert_true(fits(w));
		asked[i]->exclude = true;
		assert_false(fits(w));
		*facts[i] = "else";
		assert_true(fits(w));
		asked[i]->exclude = false;
		assert_false(fits(w));
		*facts[i] = NULL;
		assert_false(fits(w));
		*facts[i] = fact;
		*asked[i] = (struct sg_names){0};
	}
}

/* Monday to Thursday: 0, 1, 2 */
static void weekdays_are_those_of_each_night(void **state)
{
	struct world *w = *state;
	struct sg_earn_rule *night = rule(w, "night", SG_EARN_PER_NIGHT);

	night->terms.weekdays = 1u << 1 | 1u << 2 | 1u << 3;
	assert_int_equal(points_by(w, w->stays, "night"), 20);
	night->terms.weekdays = 1u << 3;
	assert_int_equal(points_by(w, w->stays, "night"), 0);
	night->terms.weekdays = 0;
	assert_int_equal(points_by(w, w->stays, "night"), 30);
}

static void weekdays_are_those_of_each_charge(void **state)
{
	struct world *w = *state;

	charge(w, w->stays, "bar", 100, MONDAY + 1);
	charge(w, w->stays, "bar", 20, MONDAY + 3);
	charge(w, w->stays, "bar", 10, SG_NO_DAY);
	w->rules[0].terms.weekdays = 1u << 1 | 1u << 3;
	assert_int_equal(points_by(w, w->stays, "base"), 12);
	w->rules[0].terms.weekdays = 1u;
	assert_int_equal(points_by(w, w->stays, "base"), 100);
	w->rules[0].terms.weekdays = 0;
	assert_int_equal(points_by(w, w->stays, "base"), 113);
}

static void weekdays_of_what_is_earned_once_are_the_arrivals(void **state)
{
	struct world *w = *state;
	struct sg_earn_rule *once = rule(w, "stay", SG_EARN_PER_STAY);
	struct sg_earn_rule *more = bonus(w, "gold", 25);

	once->terms.weekdays = more->terms.weekdays = 1u;
	assert_int_equal(points_by(w, w->stays, "stay"), 10);
	assert_int_equal(points_by(w, w->stays, "gold"), 27); /* of 100 and 10 */
	once->terms.weekdays = more->terms.weekdays = 1u << 1;
	assert_int_equal(points_by(w, w->stays, "stay"), 0);
	assert_int_equal(points_by(w, w->stays, "gold"), 0);
}

static void lead_days_count_from_booking_to_arrival(void **state)
{
	struct world *w = *state;
	struct sg_terms *terms = &w->rules[0].terms;

	terms->lead_min = 10;
	assert_true(fits(w));
	terms->lead_min = 11;
	assert_false(fits(w));
	terms->lead_min = 0;
	terms->lead_max = 10;
	assert_true(fits(w));
	terms->lead_max = 9;
	assert_false(fits(w));
	w->stays[0].booked_day = MONDAY + 1; /* written down after he came */
	assert_true(fits(w));
	w->stays[0].booked_day = SG_NO_DAY;
	assert_false(fits(w));
	terms->lead_max = 0;
	assert_true(fits(w));
}

static void nights_are_within_their_bounds(void **state)
{
	struct world *w = *state;
	struct sg_terms *terms = &w->rules[0].terms;

	terms->nights_min = terms->nights_max = 3;
	assert_true(fits(w));
	terms->nights_min = 4;
	terms->nights_max = 0;
	assert_false(fits(w));
	terms->nights_min = 0;
	terms->nights_max = 2;
	assert_false(fits(w));
	w->stays[0].departure_day = w->stays[0].arrival_day;
	assert_true(fits(w));
}

static void promotion(struct world *w, const char *from, const char *until)
{
	w->rules[0].terms.from_day = from != NULL ? day_of(from) : SG_NO_DAY;
	w->rules[0].terms.until_day = until != NULL ? day_of(until) : SG_NO_DAY;
}

static void lies(struct world *w, const char *arrival, const char *departure)
{
	w->stays[0].arrival_day = day_of(arrival);
	w->stays[0].departure_day = day_of(departure);
}

static void a_promotion_begins_and_ends_with_its_days(void **state)
{
	struct world *w = *state;
	struct sg_earning earning;

	promotion(w, "2025-03-01", "2025-03-31");
	lies(w, "2025-02-27", "2025-02-28");
	assert_false(fits(w));
	lies(w, "2025-02-27", "2025-03-01");
	assert_true(fits(w));
	lies(w, "2025-03-30", "2025-03-31");
	assert_true(fits(w));
	lies(w, "2025-03-31", "2025-04-01");
	assert_false(fits(w));
	w->version.basis = SG_BASIS_ARRIVAL;
	assert_true(fits(w));
	lies(w, "2025-02-28", "2025-03-01");
	assert_false(fits(w));
	w->version.basis = SG_BASIS_POSTING; /* three days later */
	lies(w, "2025-03-26", "2025-03-28");
	assert_true(fits(w));
	lies(w, "2025-03-26", "2025-03-29");
	assert_false(fits(w));
	promotion(w, NULL, "2025-04-01");
	assert_true(fits(w));
	promotion(w, "2025-04-02", NULL);
	assert_false(fits(w));
	/* It is the day that is said, whatever the basis. */
	w->version.basis = SG_BASIS_DEPARTURE;
	earning = world_earning(w, w->stays);
	earning.basis_day = day_of("2025-04-02");
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_OK);
	assert_int_equal(w->earned.line_count, 1);
}

static void the_29th_of_february_is_a_day_like_others(void **state)
{
	struct world *w = *state;

	promotion(w, "2024-02-29", "2024-02-29");
	lies(w, "2024-02-28", "2024-02-29");
	assert_true(fits(w));
	lies(w, "2024-02-29", "2024-03-01");
	assert_false(fits(w));
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_NIGHTS), 1);
	lies(w, "2024-02-28", "2024-03-01");
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_NIGHTS), 2);
	lies(w, "2023-02-28", "2023-03-01");
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_NIGHTS), 1);
}

/* ---- nights that were paid with points ---- */

/* Three nights, 300 in money on each of their days; the first two were redeemed. */
static struct sg_earning_stay *award_stay(struct world *w, struct sg_award_nights *award)
{
	struct sg_earning_stay *made;

	rule(w, "base", SG_EARN_PER_MONEY);
	rule(w, "night", SG_EARN_PER_NIGHT)->points = 100;
	rule(w, "stay", SG_EARN_PER_STAY)->points = 500;
	made = stay(w, 100, 3, 30000);
	charge(w, made, "food", 30000, made->arrival_day + 1);
	charge(w, made, "food", 30000, made->departure_day);
	*award = (struct sg_award_nights){.first_day = made->arrival_day, .count = 2};
	made->awards = award;
	made->award_count = 1;
	return made;
}

static void nights_paid_with_points_neither_earn_nor_count(void **state)
{
	struct world *w = *state;
	struct sg_award_nights award;
	struct sg_earning_stay *is = award_stay(w, &award);

	assert_int_equal(points_by(w, is, "base"), 3000);
	assert_int_equal(points_by(w, is, "night"), 100);
	assert_int_equal(points_by(w, is, "stay"), 500);
	assert_int_equal(counts_of(w, is, SG_MEASURED_NIGHTS), 1);
	assert_int_equal(counts_of(w, is, SG_MEASURED_STAYS), 1);
	assert_int_equal(counts_of(w, is, SG_MEASURED_SPEND), 30000);
	award.count = 3;
	assert_nothing(w, is, "award_nights");
}

static void they_count_or_earn_where_the_award_says_so(void **state)
{
	struct world *w = *state;
	struct sg_award_nights award;
	struct sg_earning_stay *is = award_stay(w, &award);

	award.count = 3;
	award.qualifies = true;
	assert_int_equal(counts_of(w, is, SG_MEASURED_NIGHTS), 3);
	assert_int_equal(counts_of(w, is, SG_MEASURED_STAYS), 1);
	assert_int_equal(counts_of(w, is, SG_MEASURED_SPEND), 0);
	assert_int_equal(points_by(w, is, "night"), 0);
	assert_int_equal(points_by(w, is, "stay"), 0);
	award.qualifies = false;
	award.earns = true;
	assert_int_equal(counts_of(w, is, SG_MEASURED_NIGHTS), 0);
	assert_int_equal(points_by(w, is, "base"), 9000);
	assert_int_equal(points_by(w, is, "night"), 300);
	assert_int_equal(points_by(w, is, "stay"), 500);
}

/* ---- which stays qualify ---- */

static const char *const groups[] = {"GROUP", "WHOLESALE"};
static const char *const food[] = {"food"};

/* Two nights for 1,000 in money, 100 of them for food; none at a group's rate qualify. */
static struct sg_earning_stay *group_stay(struct world *w, const char *rate)
{
	struct sg_earning_stay *made;

	w->version.stays.qualifying.rates = (struct sg_names){groups, 2, true};
	rule(w, "base", SG_EARN_PER_MONEY);
	rule(w, "night", SG_EARN_PER_NIGHT)->points = 100;
	rule(w, "stay", SG_EARN_PER_STAY)->points = 500;
	made = stay(w, 100, 2, 90000);
	charge(w, made, "food", 10000, made->arrival_day);
	made->rate = rate;
	return made;
}

static void a_stay_that_does_not_qualify_earns_and_counts_nothing(void **state)
{
	struct world *w = *state;
	struct sg_earning_stay *is = group_stay(w, "WHOLESALE");

	assert_nothing(w, is, "not_qualifying");
	assert_int_equal(counts_of(w, is, SG_MEASURED_NIGHTS), 0);
	assert_int_equal(counts_of(w, is, SG_MEASURED_SPEND), 0);
	is->rate = "FLEX";
	assert_int_equal(points_by(w, is, "base"), 10000);
	assert_int_equal(counts_of(w, is, SG_MEASURED_NIGHTS), 2);
	is->rate = NULL;
	assert_int_equal(points_by(w, is, "night"), 200);
	w->version.stays.qualifying.rates.exclude = false;
	assert_nothing(w, is, "not_qualifying");
}

static void what_is_still_charged_there_earns_all_the_same(void **state)
{
	struct world *w = *state;
	struct sg_earning_stay *is = group_stay(w, "GROUP");

	w->version.stays.qualifying.still = true;
	w->version.stays.qualifying.still_categories = (struct sg_names){food, 1, false};
	assert_int_equal(points_by(w, is, "base"), 1000);
	assert_int_equal(points_by(w, is, "night"), 0);
	assert_int_equal(points_by(w, is, "stay"), 0);
	assert_int_equal(counts_of(w, is, SG_MEASURED_NIGHTS), 0);
	assert_int_equal(counts_of(w, is, SG_MEASURED_STAYS), 0);
	assert_int_equal(counts_of(w, is, SG_MEASURED_SPEND), 10000);
}

static void a_room_that_does_not_qualify_takes_no_place_among_several(void **state)
{
	struct world *w = *state;
	struct sg_earning_stay *is = group_stay(w, "GROUP");
	struct sg_earning_stay *beside = stay(w, 100, 2, 10000);

	w->version.stays.rooms_points = 1;
	assert_nothing(w, is, "not_qualifying");
	assert_int_equal(points_by(w, beside, "night"), 200);
	assert_int_equal(counts_of(w, beside, SG_MEASURED_NIGHTS), 2);
	is->rate = "FLEX";
	assert_int_equal(points_by(w, beside, "night"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_let_a_stay_in_or_keep_it_out),
		TEST(weekdays_are_those_of_each_night),
		TEST(weekdays_are_those_of_each_charge),
		TEST(weekdays_of_what_is_earned_once_are_the_arrivals),
		TEST(lead_days_count_from_booking_to_arrival),
		TEST(nights_are_within_their_bounds),
		TEST(a_promotion_begins_and_ends_with_its_days),
		TEST(the_29th_of_february_is_a_day_like_others),
		TEST(nights_paid_with_points_neither_earn_nor_count),
		TEST(they_count_or_earn_where_the_award_says_so),
		TEST(a_stay_that_does_not_qualify_earns_and_counts_nothing),
		TEST(what_is_still_charged_there_earns_all_the_same),
		TEST(a_room_that_does_not_qualify_takes_no_place_among_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
