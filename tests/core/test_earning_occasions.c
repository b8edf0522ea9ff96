/* What is earned without a stay: enrolment, tiers that are reached, partners, milestones. */
#include "core/earning_world.h"

static int set_up(void **state)
{
	static struct world world;

	world_begin(&world);
	*state = &world;
	return 0;
}

static int tear_down(void **state)
{
	world_end(*state);
	return 0;
}

static struct sg_earning_occasion occasion(const struct world *w, enum sg_earn_per per)
{
	return (struct sg_earning_occasion){
		.version = &w->version, .per = per, .property = "HAM1", .day = MONDAY};
}

static const struct sg_earned *earn_on(
	struct world *w, const struct sg_earning_occasion *on)
{
	assert_int_equal(sg_earn_occasion(on, w->arena, &w->error, &w->earned), SG_OK);
	return &w->earned;
}

static void enrolment_earns_by_its_own_rules(void **state)
{
	static const char *const web[] = {"web"};
	struct world *w = *state;
	struct sg_earning_occasion joins;

	rule(w, "base", SG_EARN_PER_MONEY);
	rule(w, "welcome", SG_EARN_PER_ENROLMENT)->points = 500;
	rule(w, "online", SG_EARN_PER_ENROLMENT)->terms.channels =
		(struct sg_names){web, 1, false};
	w->rules[2].bonus = true;
	rule(w, "long", SG_EARN_PER_ENROLMENT)->terms.nights_max = 9;
	rule(w, "early", SG_EARN_PER_ENROLMENT)->terms.lead_max = 9;
	joins = occasion(w, SG_EARN_PER_ENROLMENT);
	assert_int_equal(earn_on(w, &joins)->line_count, 1);
	joins.channel = "web";
	assert_int_equal(earn_on(w, &joins)->line_count, 2);
	assert_ptr_equal(w->earned.lines[0].rule, &w->rules[1]);
	assert_int_equal(w->earned.lines[0].points, 500);
	assert_int_equal(w->earned.lines[0].of, 1);
	assert_int_equal(w->earned.lines[1].points, 10);
	assert_int_equal(w->earned.counts.of[SG_MEASURED_POINTS], 500);
	assert_int_equal(w->earned.counts.of[SG_MEASURED_STAYS], 0);
	assert_null(w->earned.nothing);
	/* A stay knows nothing of these. */
	stay(w, 0, 1, 0);
	assert_int_equal(earn(w, w->stays)->line_count, 0);
}

static void an_upgrade_earns_for_the_tier_that_was_reached(void **state)
{
	struct world *w = *state;
	struct sg_earning_occasion rises;
	const int32_t times[] = {2};

	rule(w, "gold", SG_EARN_PER_UPGRADE)->terms.tiers = 1u << 2;
	w->rules[0].times_max = 2;
	rises = occasion(w, SG_EARN_PER_UPGRADE);
	rises.tier = 1;
	assert_string_equal(earn_on(w, &rises)->nothing, "no_rule_fits");
	rises.tier = 2;
	assert_int_equal(earn_on(w, &rises)->lines[0].points, 10);
	rises.times = times;
	assert_int_equal(earn_on(w, &rises)->line_count, 0);
	rises.times = NULL;
	w->rules[0].terms.until_day = MONDAY;
	w->rules[0].terms.weekdays = 1u;
	assert_int_equal(earn_on(w, &rises)->line_count, 1);
	rises.day = MONDAY + 7;
	assert_int_equal(earn_on(w, &rises)->line_count, 0);
	w->rules[0].terms.until_day = SG_NO_DAY;
	rises.day = MONDAY + 8;
	assert_int_equal(earn_on(w, &rises)->line_count, 0);
}

static void a_partners_amount_earns_in_his_units(void **state)
{
	static const char *const away[] = {"HAM1"};
	struct world *w = *state;
	struct sg_earn_rule *miles = rule(w, "miles", SG_EARN_PER_PARTNER);
	const int64_t left[] = {70, 0};
	struct sg_earning_occasion flies;

	miles->partner = "air";
	miles->points = 2;
	miles->units = 5;
	miles->rounding = SG_ROUND_HALF_UP;
	rule(w, "cars", SG_EARN_PER_PARTNER)->partner = "cars";
	flies = occasion(w, SG_EARN_PER_PARTNER);
	flies.amount = 1234;
	assert_string_equal(earn_on(w, &flies)->nothing, "no_rule_fits");
	flies.partner = "air";
	assert_int_equal(earn_on(w, &flies)->line_count, 1);
	assert_int_equal(w->earned.lines[0].points, 494); /* 493.6 */
	assert_int_equal(w->earned.lines[0].of, 1234);
	miles->budget = 100;
	assert_int_equal(earn_on(w, &flies)->lines[0].points, 100);
	flies.budget_left = left;
	assert_int_equal(earn_on(w, &flies)->lines[0].points, 70);
	flies.amount = -1;
	assert_int_equal(earn_on(w, &flies)->doubt, SG_DOUBT_NEGATIVE);
	assert_int_equal(w->earned.line_count, 0);
	assert_null(w->earned.nothing);
	flies.amount = INT64_MAX;
	assert_int_equal(
		sg_earn_occasion(&flies, w->arena, &w->error, &w->earned), SG_INVALID);
	assert_string_equal(w->error.code, "amount_too_large");
	flies.amount = 5;
	w->version.properties = (struct sg_names){away, 1, true};
	assert_string_equal(earn_on(w, &flies)->nothing, "property");
	flies.property = NULL;
	assert_int_equal(earn_on(w, &flies)->lines[0].points, 2);
}

/* ---- milestones ---- */

/* 10,000 at 40 nights and every ten after, 30,000 more at 60; 365 are the last. */
static const struct sg_milestone published[] = {
	{"every_ten", SG_MEASURED_NIGHTS, 40, 10, 365, 10000},
	{"sixty", SG_MEASURED_NIGHTS, 60, 0, 365, 30000},
};
static const struct sg_programme_version milestones = {
	.milestones = published, .milestone_count = 2};

static int64_t points_between(int64_t before, int64_t after)
{
	const struct sg_measures from = {{before}}, to = {{after}};
	struct sg_milestone_line lines[40];
	size_t count = sg_earn_milestones(&milestones, &from, &to, lines, 40);
	int64_t sum = 0;

	assert_true(count <= 40);
	for (size_t i = 0; i < count; i++) {
		assert_true(lines[i].at > before && lines[i].at <= after);
		sum += lines[i].points;
	}
	return sum;
}

static void milestones_bring_what_was_published(void **state)
{
	(void)state;
	assert_int_equal(points_between(0, 39), 0);
	assert_int_equal(points_between(0, 40), 10000);
	assert_int_equal(points_between(0, 59), 20000);
	assert_int_equal(points_between(0, 60), 60000);
	assert_int_equal(points_between(0, 365), 360000);
	assert_int_equal(points_between(0, 5000), 360000);
	assert_int_equal(points_between(59, 60), 40000);
	assert_int_equal(points_between(40, 49), 0);
	assert_int_equal(points_between(60, 59), 0);
}

static void a_year_in_any_steps_passes_each_milestone_once(void **state)
{
	(void)state;
	for (int64_t step = 1; step <= 60; step++) {
		int64_t sum = 0;

		for (int64_t at = 0; at < 400; at += step) {
			sum += points_between(at, at + step);
		}
		assert_int_equal(sum, 360000);
	}
}

static void several_milestones_are_passed_at_once_in_their_order(void **state)
{
	const struct sg_measures from = {{35}}, to = {{62}};
	struct sg_milestone_line lines[4];

	(void)state;
	memset(lines, 77, sizeof lines);
	assert_int_equal(sg_earn_milestones(&milestones, &from, &to, lines, 4), 4);
	assert_int_equal(lines[0].at, 40);
	assert_int_equal(lines[1].at, 50);
	assert_int_equal(lines[2].at, 60);
	assert_ptr_equal(lines[2].milestone, &published[0]);
	assert_int_equal(lines[3].at, 60);
	assert_ptr_equal(lines[3].milestone, &published[1]);
	/* What does not fit is counted, and what is behind is not written to. */
	memset(lines, 77, sizeof lines);
	assert_int_equal(sg_earn_milestones(&milestones, &from, &to, lines, 2), 4);
	assert_int_equal(lines[1].at, 50);
	assert_int_equal(lines[2].points, 0x4d4d4d4d4d4d4d4d);
	assert_int_equal(sg_earn_milestones(&milestones, &from, &to, NULL, 0), 4);
}

static void milestones_go_far(void **state)
{
	static const struct sg_milestone each[] = {
		{"each", SG_MEASURED_SPEND, 1, 1, 0, 1}};
	const struct sg_programme_version version = {
		.milestones = each, .milestone_count = 1};
	const struct sg_measures none = {{0}}, most = {{0, 0, INT64_MAX, 0}};
	struct sg_milestone_line line;

	(void)state;
	assert_int_equal(sg_earn_milestones(&version, &none, &most, &line, 1), INT64_MAX);
	assert_int_equal(line.at, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(enrolment_earns_by_its_own_rules),
		TEST(an_upgrade_earns_for_the_tier_that_was_reached),
		TEST(a_partners_amount_earns_in_his_units),
		cmocka_unit_test(milestones_bring_what_was_published),
		cmocka_unit_test(a_year_in_any_steps_passes_each_milestone_once),
		cmocka_unit_test(several_milestones_are_passed_at_once_in_their_order),
		cmocka_unit_test(milestones_go_far),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
