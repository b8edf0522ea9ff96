/*
 * What must hold whatever the stays are: that no order of posting matters, against a plain count
 * half day by half day; that splitting charges changes nothing; that limits hold or are refused.
 */
#include "core/earning_world.h"

enum { HISTORIES = 10000, SPLITS = 20000, EXTREMES = 20000, MOST = 8, HALVES = 48 };

/* splitmix64 */
static uint64_t draw_state;

static uint32_t draw(uint32_t below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) >> 32) % below;
}

static int set_up(void **state)
{
	static struct world world;

	world_begin(&world);
	draw_state = 1;
	*state = &world;
	return 0;
}

static int tear_down(void **state)
{
	world_end(*state);
	return 0;
}

/* ---- a random member ---- */

static void draw_rules(struct world *w)
{
	struct sg_stay_rules *rules = &w->version.stays;
	struct sg_earn_rule *base = rule(w, "base", SG_EARN_PER_MONEY);

	base->points = base->units = 1; /* so that sums are exact */
	base->terms.weekdays = draw(2) == 0 ? 0 : draw(127) + 1;
	rule(w, "night", SG_EARN_PER_NIGHT)->terms.weekdays = draw(128);
	w->rules[1].bonus = true;
	rule(w, "stay", SG_EARN_PER_STAY)->bonus = true;
	rule(w, "most", SG_EARN_PER_MONEY)->bonus = true;
	w->rules[3].stay_max = 1 + draw(60);
	rule(w, "long", SG_EARN_PER_NIGHT)->bonus = true;
	w->rules[4].terms.nights_min = (int32_t)draw(6);
	bonus(w, "gold", 25);
	rules->rooms_points = 1 + (int32_t)draw(3);
	rules->rooms_nights = 1 + (int32_t)draw(3);
	rules->joined = draw(2) == 0;
	rules->day_use = draw(2) == 0;
	rules->no_show = draw(2) == 0;
	rules->cancelled = draw(2) == 0;
}

static void draw_charges(struct world *w, struct sg_earning_stay *of)
{
	of->charge_count = 0;
	for (uint32_t i = draw(4); i > 0; i--) {
		charge(w, of, "room", draw(100), of->arrival_day + (int32_t)draw(6) - 1);
	}
}

static void draw_member(struct world *w)
{
	w->count = w->version.rule_count = 0;
	draw_rules(w);
	for (uint32_t i = 1 + draw(MOST); i > 0; i--) {
		struct sg_earning_stay *made = stay(
			w, 1 + (int32_t)draw(14), draw(4) == 0 ? 0 : (int32_t)draw(5), 0);

		made->end = draw(4) == 0 ? (enum sg_stay_end)draw(3) : SG_STAY_ENDED;
		made->id.bytes[0] = (unsigned char)draw(256);
		draw_charges(w, made);
	}
}

/* ---- a house that posts ---- */

struct posted {
	bool known[MOST];
	int64_t points[MOST][WORLD_RULES];
	struct sg_measures counts[MOST];
};

/* Asks for one stay, with the others that are marked. */
static void ask(
	struct world *w, size_t at, const bool others[MOST], struct posted *posted)
{
	struct sg_earning_stay near[MOST];
	struct sg_earning earning = world_earning(w, &w->stays[at]);

	earning.others = near;
	earning.other_count = 0;
	for (size_t i = 0; i < w->count; i++) {
		if (others[i]) {
			near[earning.other_count++] = w->stays[i];
		}
	}
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_OK);
	assert_int_equal(w->earned.doubt, SG_DOUBT_NONE);
	memset(posted->points[at], 0, sizeof posted->points[at]);
	for (size_t i = 0; i < w->earned.line_count; i++) {
		posted->points[at][w->earned.lines[i].rule - w->rules] =
			w->earned.lines[i].points;
	}
	posted->counts[at] = w->earned.counts;
}

/* Marks the known stays that sg_stays_near leads to. */
static void find_near(
	const struct world *w, size_t at, const struct posted *posted, bool near[MOST])
{
	bool more = true;

	memset(near, 0, MOST);
	near[at] = true;
	while (more) {
		more = false;
		for (size_t i = 0; i < w->count; i++) {
			for (size_t k = 0; k < w->count; k++) {
				if (near[i] && !near[k] && posted->known[k] &&
					sg_stays_near(&w->stays[i], &w->stays[k])) {
					near[k] = more = true;
				}
			}
		}
	}
}

static void post(struct world *w, size_t at, struct posted *posted)
{
	bool near[MOST];

	posted->known[at] = true;
	find_near(w, at, posted, near);
	for (size_t i = 0; i < w->count; i++) {
		if (near[i]) {
			ask(w, i, near, posted);
		}
	}
}

/* Each in some order, some of them twice: their charges were not the last word. */
static void post_all(struct world *w, struct posted *posted)
{
	size_t order[MOST];

	memset(posted, 0, sizeof *posted);
	for (size_t i = 0; i < w->count; i++) {
		size_t other = draw((uint32_t)i + 1);

		order[i] = order[other];
		order[other] = i;
	}
	for (size_t i = 0; i < w->count; i++) {
		post(w, order[i], posted);
		if (draw(3) == 0) {
			size_t again = order[draw((uint32_t)i + 1)];

			draw_charges(w, &w->stays[again]);
			post(w, again, posted);
		}
	}
}

/* ---- the plain count ---- */

static int64_t money_in(const struct sg_earning_stay *of)
{
	int64_t sum = 0;

	for (size_t i = 0; i < of->charge_count; i++) {
		sum += of->charges[i].gross_cents;
	}
	return sum;
}

static bool lets(const struct world *w, const struct sg_earning_stay *of, bool sleeps)
{
	const struct sg_stay_rules *rules = &w->version.stays;

	if (of->arrival_day == of->departure_day && !rules->day_use) {
		return false;
	}
	return of->end == SG_STAY_ENDED ||
	       (!sleeps && (of->end == SG_STAY_ENDED_NO_SHOW ? rules->no_show
							     : rules->cancelled));
}

/* Whether it is there in the half day; the night of a day is odd. */
static bool there(const struct sg_earning_stay *of, int half)
{
	int from = (int)(of->arrival_day - MONDAY) * 2;
	int until = (int)(of->departure_day - MONDAY) * 2;

	return from == until ? half == from : half > from && half < until;
}

/* How many are dearer in the half day. */
static int dearer(const struct world *w, size_t at, int half, bool sleeps)
{
	const struct sg_earning_stay *of = &w->stays[at];
	int count = 0;

	for (size_t i = 0; i < w->count; i++) {
		const struct sg_earning_stay *other = &w->stays[i];
		int64_t more = money_in(other) - money_in(of);

		count += i != at && lets(w, other, sleeps) && there(other, half) &&
		         (more > 0 ||
				 (more == 0 && sg_id_compare(&other->id, &of->id) < 0));
	}
	return count;
}

static int lesser(int a, int b)
{
	return a < b ? a : b;
}

/* Rooms that were slept in then; of those that began before then, where `staying`. */
static int rooms_in(const struct world *w, int half, bool staying)
{
	int count = 0;

	for (size_t i = 0; i < w->count; i++) {
		const struct sg_earning_stay *of = &w->stays[i];
		int from = (int)(of->arrival_day - MONDAY) * 2;
		int begin = from + (of->departure_day > of->arrival_day);

		count += lets(w, of, true) && there(of, half) &&
		         (!staying || begin < half);
	}
	return count;
}

/* Rooms that a stay of this half day may carry on. */
static int before(const struct world *w, int half)
{
	int eve = half > 0 ? rooms_in(w, half - 1, false) : 0;
	int last = half > 1 && half % 2 == 1 ? rooms_in(w, half - 2, false) : 0;

	return !w->version.stays.joined ? rooms_in(w, half, true)
	       : eve > last             ? eve
	                                : last;
}

static int64_t plain_nights(const struct world *w)
{
	int64_t nights = 0;

	for (int half = 1; half < HALVES; half += 2) {
		nights += lesser(rooms_in(w, half, false), w->version.stays.rooms_nights);
	}
	return nights;
}

static int64_t plain_stays(const struct world *w, int most)
{
	int64_t stays = 0;

	for (int half = 0; half < HALVES; half++) {
		int now = lesser(rooms_in(w, half, false), most);
		int already = lesser(before(w, half), most);

		stays += now > already ? now - already : 0;
	}
	return stays;
}

static bool on(unsigned weekdays, int32_t day)
{
	return weekdays == 0 || (weekdays >> ((day - MONDAY + 7) % 7) & 1) != 0;
}

static int64_t plain_money(const struct world *w, unsigned weekdays)
{
	int64_t sum = 0;

	for (size_t i = 0; i < w->count; i++) {
		const struct sg_earning_stay *of = &w->stays[i];

		for (size_t k = 0; lets(w, of, false) && k < of->charge_count; k++) {
			int32_t day = of->charges[k].day;
			bool night = of->departure_day > of->arrival_day;
			int32_t last = of->departure_day - night;
			int32_t of_day = day < of->arrival_day ? of->arrival_day
			                 : day > last          ? last
			                                       : day;
			int half = (int)(of_day - MONDAY) * 2 + night;

			sum += on(weekdays, day) && dearer(w, i, half, false) <
			                                    w->version.stays.rooms_points
			               ? of->charges[k].gross_cents
			               : 0;
		}
	}
	return sum;
}

static int64_t plain_night_points(const struct world *w)
{
	int64_t nights = 0;

	for (int half = 1; half < HALVES; half += 2) {
		if (on(w->rules[1].terms.weekdays, MONDAY + half / 2)) {
			nights += lesser(
				rooms_in(w, half, false), w->version.stays.rooms_points);
		}
	}
	return nights * 10;
}

static int64_t posted_points(const struct posted *posted, size_t at)
{
	int64_t sum = 0;

	for (size_t i = 0; i < MOST; i++) {
		sum += posted->points[i][at];
	}
	return sum;
}

static int64_t posted_counts(const struct posted *posted, enum sg_measured measured)
{
	int64_t sum = 0;

	for (size_t i = 0; i < MOST; i++) {
		sum += posted->counts[i].of[measured];
	}
	return sum;
}

static void no_order_of_posting_changes_what_is_earned_and_counted(void **state)
{
	struct world *w = *state;
	static struct posted posted, again;
	static const bool all[MOST] = {true, true, true, true, true, true, true, true};

	for (int n = 0; n < HISTORIES; n++) {
		sg_arena_reset(w->arena);
		draw_member(w);
		post_all(w, &posted);
		assert_int_equal(posted_points(&posted, 0),
			plain_money(w, w->rules[0].terms.weekdays));
		assert_int_equal(posted_points(&posted, 1), plain_night_points(w));
		assert_int_equal(posted_points(&posted, 2),
			10 * plain_stays(w, w->version.stays.rooms_points));
		assert_int_equal(
			posted_counts(&posted, SG_MEASURED_NIGHTS), plain_nights(w));
		assert_int_equal(posted_counts(&posted, SG_MEASURED_STAYS),
			plain_stays(w, w->version.stays.rooms_nights));
		assert_int_equal(
			posted_counts(&posted, SG_MEASURED_SPEND), plain_money(w, 0));
		assert_int_equal(posted_counts(&posted, SG_MEASURED_POINTS),
			posted_points(&posted, 0));
		/* Asked again for each, with all that is known, in the order of their names. */
		memset(&again, 0, sizeof again);
		for (size_t i = 0; i < w->count; i++) {
			again.known[i] = true;
			ask(w, i, (const bool *)memcpy((bool[MOST]){0}, all, w->count),
				&again);
		}
		assert_memory_equal(&posted, &again, sizeof posted);
	}
}

/* ---- charges in pieces ---- */

static void split(struct world *w, struct sg_earning_stay *of)
{
	while (of->charge_count < WORLD_CHARGES) {
		struct sg_charge *whole =
			&w->charges[of - w->stays][draw((uint32_t)of->charge_count)];
		int64_t part = (int64_t)draw(40000) - 20000;

		whole->gross_cents -= part;
		charge(w, of, whole->category, part, whole->day);
	}
}

static void charges_in_pieces_earn_what_they_earn_whole(void **state)
{
	struct world *w = *state;
	struct sg_earning_stay *of;
	struct sg_earned whole;

	for (int n = 0; n < SPLITS; n++) {
		sg_arena_reset(w->arena);
		w->count = w->version.rule_count = 0;
		rule(w, "base", SG_EARN_PER_MONEY)->rounding =
			(enum sg_rounding)draw(SG_ROUNDINGS);
		w->rules[0].step = 1 + draw(200);
		w->rules[0].terms.weekdays = draw(128);
		bonus(w, "gold", 1 + draw(120))->rounding =
			(enum sg_rounding)draw(SG_ROUNDINGS);
		of = stay(w, 0, 3, draw(30000));
		charge(w, of, "bar", draw(3000), MONDAY + 1);
		charge(w, of, "spa", draw(3000), MONDAY + 2);
		whole = *earn(w, of);
		split(w, of);
		earn(w, of);
		assert_int_equal(w->earned.line_count, whole.line_count);
		assert_memory_equal(w->earned.lines, whole.lines,
			whole.line_count * sizeof *whole.lines);
		assert_memory_equal(
			&w->earned.counts, &whole.counts, sizeof whole.counts);
	}
}

/* ---- far numbers ---- */

__extension__ typedef __int128 wide;

static int64_t draw_far(void)
{
	return (int64_t)((((uint64_t)draw(UINT32_MAX) << 31) ^ draw(UINT32_MAX)) >>
			 draw(62));
}

static void what_is_far_is_right_or_refused(void **state)
{
	struct world *w = *state;
	int fit = 0;

	for (int n = 0; n < EXTREMES; n++) {
		struct sg_earning earning;
		struct sg_earning_stay *of;
		struct sg_earn_rule *base;
		wide sum = 0;
		enum sg_status status;

		sg_arena_reset(w->arena);
		w->count = w->version.rule_count = 0;
		base = rule(w, "base", SG_EARN_PER_MONEY);
		base->points = 1 + draw_far() / 2;
		base->units = 1 + draw_far() / 2;
		of = stay(w, 0, 1, draw_far());
		charge(w, of, "bar", draw_far(), MONDAY);
		charge(w, of, "bar", draw_far(), MONDAY);
		for (size_t i = 0; i < 3; i++) {
			sum += of->charges[i].gross_cents;
		}
		earning = world_earning(w, of);
		status = sg_earn(&earning, w->arena, &w->error, &w->earned);
		if (sum > INT64_MAX || sum * base->points > INT64_MAX) {
			assert_int_equal(status, SG_INVALID);
			continue;
		}
		fit++;
		assert_int_equal(status, SG_OK);
		assert_int_equal(w->earned.counts.of[SG_MEASURED_SPEND], (int64_t)sum);
		assert_int_equal(w->earned.counts.of[SG_MEASURED_POINTS],
			(int64_t)(sum * base->points / base->units));
	}
	assert_in_range(fit, EXTREMES / 10, EXTREMES * 9 / 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_order_of_posting_changes_what_is_earned_and_counted),
		TEST(charges_in_pieces_earn_what_they_earn_whole),
		TEST(what_is_far_is_right_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
