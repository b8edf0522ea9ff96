/* Which offer is made, when none is, and what his words make of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/attention.h"
#include "core/card_attention.h"
#include "core/context.h"
#include "core/house.h"
#include "core/offer.h"
#include "core/stay.h"
#include "core/time.h"
#include "core/zone.h"

enum { TODAY = 20000 }; /* 2024-10-04 */

static const struct sg_id here = {{1}}, there = {{2}}, guest = {{3}}, now_here = {{4}};
static const struct sg_offer_text texts[] = {{"en", "Late check-out", "Until 15:00?"}};

/* A hotel with offers, a guest whom it knows, and his arrival at three in the afternoon. */
struct world {
	struct sg_house house;
	struct sg_offer offers[3];
	struct sg_person person;
	struct sg_stay stay;
	struct sg_card card;
	struct sg_offer_word words[SG_OFFER_WORDS_MAX + 1];
	struct sg_offer_input input;
	struct sg_arena *arena;
};

static struct sg_offer offer_of(
	const char *code, enum sg_offer_kind kind, int32_t priority)
{
	return (struct sg_offer){.code = code,
		.on = true,
		.kind = kind,
		.moments = 1u << SG_OFFER_CHECK_IN,
		.priority = priority,
		.from_day = SG_NO_DAY,
		.until_day = SG_NO_DAY,
		.texts = texts,
		.text_count = 1};
}

static int setup(void **state)
{
	static struct world w;
	static const char *const flexible[] = {"FLEX*"}, *const cheap[] = {"SAVER"};

	w = (struct world){.house = {.id = here,
				   .memory = SG_MEMORY_PROPERTY,
				   .offers = {.on = true,
					   .every_days = SG_OFFER_EVERY_DAYS,
					   .at_most = SG_OFFER_AT_MOST,
					   .declined_days = SG_OFFER_DECLINED_DAYS,
					   .complaint_days = SG_OFFER_COMPLAINT_DAYS,
					   .flexible_rates = flexible,
					   .flexible_rate_count = 1,
					   .cheap_rates = cheap,
					   .cheap_rate_count = 1}},
		.offers = {offer_of("breakfast", SG_OFFER_CHEAP, 5),
			offer_of("late", SG_OFFER_FLEXIBLE, 1),
			offer_of("spa", SG_OFFER_PLAIN, 3)},
		.person = {.role = SG_ROLE_GUEST, .primary = true, .guest = guest},
		.stay = {.id = now_here,
			.property = here,
			.arrival_day = TODAY,
			.departure_day = TODAY + 3,
			.adults = 1,
			.person_count = 1,
			.checked_in_us = SG_NO_TIME},
		.card = {.guest = guest, .version = 1}};
	w.stay.people = &w.person;
	w.card.offer_words = w.words;
	w.input = (struct sg_offer_input){.house = &w.house,
		.offers = w.offers,
		.offer_count = 3,
		.stay = &w.stay,
		.card = &w.card,
		.cards = &w.card,
		.card_count = 1,
		.moment = SG_OFFER_CHECK_IN,
		.day = TODAY,
		.now_us = TODAY * SG_DAY_US + 15 * SG_HOUR_US};
	w.arena = sg_arena_new();
	*state = &w;
	return w.arena == NULL;
}

static int teardown(void **state)
{
	sg_arena_free(((struct world *)*state)->arena);
	return 0;
}

#define OFFER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static const char *chosen(struct world *w)
{
	struct sg_offer_choice choice;

	return sg_offer_choose(&w->input, &choice) ? choice.code : "none";
}

static struct sg_offer_choice choice_of(struct world *w)
{
	struct sg_offer_choice choice;

	assert_true(sg_offer_choose(&w->input, &choice));
	return choice;
}

/* So many days ago, in a stay of that number. */
static struct sg_offer_word *says(struct world *w, const char *offer, unsigned char stay,
	int32_t days_ago, enum sg_offer_answer answer)
{
	struct sg_offer_word *word = &w->words[w->card.offer_word_count++];
	int64_t at_us = (TODAY - days_ago) * SG_DAY_US + 15 * SG_HOUR_US;

	*word = (struct sg_offer_word){.offer = offer,
		.property = here,
		.stay = {{100, stay}},
		.day = TODAY - days_ago,
		.asked_us = at_us,
		.answer = answer,
		.said_us = answer != SG_OFFER_UNANSWERED ? at_us : SG_NO_TIME,
		.until_day = SG_NO_DAY};
	return word;
}

static enum sg_offer_why silent(struct world *w)
{
	return sg_offers_silent(&w->input);
}

/* ---- none at all ---- */

static void a_house_that_did_not_turn_them_on_makes_none(void **state)
{
	struct world *w = *state;

	assert_string_equal(chosen(w), "breakfast");
	w->house.offers.on = false;
	assert_int_equal(silent(w), SG_OFFER_OFF);
	assert_string_equal(chosen(w), "none");
}

static void who_is_not_known_or_incognito_is_offered_nothing(void **state)
{
	struct world *w = *state;

	w->input.card = NULL;
	assert_int_equal(silent(w), SG_OFFER_UNKNOWN_GUEST);
	w->input.card = &w->card;
	w->stay.incognito = true;
	assert_int_equal(silent(w), SG_OFFER_INCOGNITO);
	w->stay.incognito = false;
	w->card.incognito = true;
	assert_int_equal(silent(w), SG_OFFER_INCOGNITO);
}

static void who_objects_or_lets_no_answer_be_kept_is_offered_nothing(void **state)
{
	struct world *w = *state;

	w->card.objects = true;
	assert_int_equal(silent(w), SG_OFFER_CONSENT);
	w->card.objects = false;
	w->card.memory = SG_MEMORY_STAY;
	assert_int_equal(silent(w), SG_OFFER_CONSENT);
	w->card.memory = SG_MEMORY_PROPERTY;
	assert_int_equal(silent(w), SG_OFFER_FITS);
}

static void attends(struct world *w, const struct sg_id *where,
	const struct sg_guest_attention *attention)
{
	static struct sg_card_attention place;

	place = (struct sg_card_attention){*where, SG_NO_DAY, attention};
	w->card.attentions = &place;
	w->card.attention_count = 1;
}

static void who_wants_peace_is_left_in_peace(void **state)
{
	struct world *w = *state;
	struct sg_guest_attention attention = {
		.nothing_us = 5, .last_us = SG_NO_TIME, .complained_us = SG_NO_TIME};
	const struct sg_fact fact = {.topic = "avoid.contact",
		.value = "no_knock",
		.strength = SG_REQUIRE,
		.scope = SG_SCOPE_CHAIN,
		.from_day = SG_NO_DAY,
		.until_day = SG_NO_DAY};

	attends(w, &here, &attention);
	assert_int_equal(silent(w), SG_OFFER_PEACE);
	attention.nothing_us = SG_NO_TIME;
	assert_int_equal(silent(w), SG_OFFER_FITS);
	attention.withdrawn = 1; /* he hung out the sign */
	assert_int_equal(silent(w), SG_OFFER_PEACE);
	attention.withdrawn = 0;
	w->input.undisturbed = true;
	assert_int_equal(silent(w), SG_OFFER_PEACE);
	w->input.undisturbed = false;
	w->card.facts = &fact;
	w->card.fact_count = 1;
	assert_int_equal(silent(w), SG_OFFER_PEACE);
}

static void none_is_made_after_a_complaint_until_its_days_are_over(void **state)
{
	struct world *w = *state;
	struct sg_guest_attention attention = {
		.nothing_us = SG_NO_TIME, .last_us = SG_NO_TIME};

	attends(w, &there, &attention); /* at whichever house */
	attention.complained_us = (TODAY - SG_OFFER_COMPLAINT_DAYS + 1) * SG_DAY_US;
	assert_int_equal(silent(w), SG_OFFER_COMPLAINT);
	attention.complained_us = (TODAY - SG_OFFER_COMPLAINT_DAYS) * SG_DAY_US;
	assert_int_equal(silent(w), SG_OFFER_FITS);
	w->house.offers.complaint_days = 0;
	w->stay.checked_in_us = TODAY * SG_DAY_US;
	attention.complained_us = (TODAY - 1) * SG_DAY_US;
	assert_int_equal(silent(w), SG_OFFER_FITS);
	attention.complained_us = TODAY * SG_DAY_US + 1; /* in this very stay */
	assert_int_equal(silent(w), SG_OFFER_COMPLAINT);
}

/* A zone of nothing but one offset: version 2, whose rule has no changes. */
static struct sg_zone *east_by_nine(void)
{
	static const unsigned char bytes[] = {'T', 'Z', 'i', 'f',
		'2', [39] = 1, [43] = 4, [50] = 'J', 'S', 'T', 0, 'T', 'Z', 'i', 'f',
		'2', [93] = 1, [97] = 4, [100] = 0x7e, 0x90, [104] = 'J', 'S', 'T', 0,
		'\n', 'J', 'S', 'T', '-', '9', '\n'};
	struct sg_zone *zone = NULL;

	assert_int_equal(sg_zone_parse(bytes, sizeof bytes, &zone, NULL), SG_OK);
	return zone;
}

static void days_are_those_of_the_house(void **state)
{
	struct world *w = *state;
	struct sg_guest_attention attention = {
		.nothing_us = SG_NO_TIME, .last_us = SG_NO_TIME};
	struct sg_zone *zone = east_by_nine();

	attends(w, &there, &attention);
	/* At 23:00 in Greenwich it is the next day already. */
	attention.complained_us =
		(TODAY - SG_OFFER_COMPLAINT_DAYS - 1) * SG_DAY_US + 23 * SG_HOUR_US;
	w->house.zone = zone;
	w->input.now_us -= 9 * SG_HOUR_US;
	assert_int_equal(silent(w), SG_OFFER_FITS);
	attention.complained_us += SG_DAY_US;
	assert_int_equal(silent(w), SG_OFFER_COMPLAINT);
	sg_zone_free(zone);
}

static void who_is_owed_something_gets_that_first(void **state)
{
	struct world *w = *state;
	struct sg_make_good owed = {.failed = "bed.filling"};

	w->card.make_goods = &owed;
	w->card.make_good_count = 1;
	assert_int_equal(silent(w), SG_OFFER_OWED);
	owed.given_in = (struct sg_id){{9}};
	assert_int_equal(silent(w), SG_OFFER_FITS);
}

static void the_desk_never_offers_beside_a_question_or_an_apology_or_at_night(
	void **state)
{
	struct world *w = *state;

	w->input.question = true;
	assert_int_equal(silent(w), SG_OFFER_QUESTION);
	w->input.question = false;
	w->input.unready = true;
	assert_int_equal(silent(w), SG_OFFER_UNREADY);
	w->input.unready = false;
	w->input.now_us = TODAY * SG_DAY_US + 22 * SG_HOUR_US;
	assert_int_equal(silent(w), SG_OFFER_NIGHT);
	w->input.now_us -= 1;
	assert_int_equal(silent(w), SG_OFFER_FITS);
	w->input.now_us = TODAY * SG_DAY_US + 7 * SG_HOUR_US - 1;
	assert_int_equal(silent(w), SG_OFFER_NIGHT);
	w->input.now_us += 1;
	assert_int_equal(silent(w), SG_OFFER_FITS);
	w->stay.group = "FAIR";
	assert_int_equal(silent(w), SG_OFFER_GROUP);
}

/* ---- one of them ---- */

static void every_condition_that_is_given_must_hold(void **state)
{
	static const char *const rates[] = {"FLEX*", "BAR"}, *const types[] = {"DZ"};
	static const struct sg_offer_level levels[] = {{"club", "gold"}, {NULL, "vip"}};
	struct world *w = *state;
	struct sg_card_level level = {.programme = "club", .level = "silver"};
	struct sg_offer *offer = &w->offers[0];

	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	offer->on = false;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_WITHDRAWN);
	offer->on = true;
	offer->moments = 1u << SG_OFFER_DURING_STAY;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_MOMENT);
	offer->moments = 1u << SG_OFFER_CHECK_IN;
	offer->from_day = TODAY + 1;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_DATES);
	offer->from_day = TODAY;
	offer->until_day = TODAY;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	offer->until_day = TODAY - 1;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_DATES);
	offer->until_day = SG_NO_DAY;
	offer->min_nights = 4;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_NIGHTS);
	offer->min_nights = 3;
	offer->max_nights = 2;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_NIGHTS);
	offer->max_nights = 3;
	offer->rates = rates;
	offer->rate_count = 2;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_RATE);
	w->input.rate = "FLEX2";
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	w->input.rate = "BAR2";
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_RATE);
	w->input.rate = "BAR";
	offer->room_types = types;
	offer->room_type_count = 1;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_ROOM_TYPE);
	w->input.room_type = "DZ";
	offer->parties = 1u << SG_CONTEXT_COUPLE;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_PARTY);
	offer->parties |= 1u << SG_CONTEXT_ALONE;
	offer->seasons = 1u << SG_CONTEXT_MARCH;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_SEASON);
	offer->seasons = 1u << SG_CONTEXT_SEPTEMBER;
	offer->levels = levels;
	offer->level_count = 2;
	w->card.levels = &level;
	w->card.level_count = 1;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_LEVEL);
	level.level = "gold";
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	level.since_day = TODAY + 1; /* not yet */
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_LEVEL);
	level = (struct sg_card_level){.programme = "other", .level = "vip"};
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	level.cancelled = true;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_LEVEL);
}

static struct sg_fact fact_of(const char *value, enum sg_strength strength)
{
	return (struct sg_fact){.topic = "bar.usual",
		.value = value,
		.strength = strength,
		.scope = SG_SCOPE_PROPERTY,
		.property = here,
		.from_day = SG_NO_DAY,
		.until_day = SG_NO_DAY};
}

static void what_he_stated_or_usually_chooses_makes_it_fit_where_it_may_be_used(
	void **state)
{
	static const struct sg_offer_preference wanted[] = {{"bar.usual", "tea"}};
	struct world *w = *state;
	struct sg_fact fact = fact_of("tea", SG_LIKE);
	struct sg_belief belief = {.topic = "bar.usual",
		.property = here,
		.options = {{"tea", 900000, 100000}},
		.seen_us = (TODAY - 20) * SG_DAY_US,
		.hits = 5,
		.of = 5,
		.asked_us = SG_NO_TIME};
	struct sg_offer *offer = &w->offers[0];

	offer->preferences = wanted;
	offer->preference_count = 1;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_PREFERENCE);
	w->card.facts = &fact;
	w->card.fact_count = 1;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	fact.property = there; /* said elsewhere, for there */
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_PREFERENCE);
	fact = fact_of("beer", SG_LIKE);
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_PREFERENCE);
	w->card.beliefs = &belief;
	w->card.belief_count = 1;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	belief.of = belief.hits = 2; /* twice is no usual */
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_PREFERENCE);
	belief.of = 9;
	belief.options[0].share = 300000; /* nor is what he mostly does not choose */
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_PREFERENCE);
	belief.of = belief.hits = 5;
	belief.options[0].share = 900000;
	fact = fact_of(NULL, SG_NEVER);
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_PREFERENCE);
	w->card.fact_count = 0;
	w->card.objects = true; /* what is learned of him is not used */
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_PREFERENCE);
}

/* ---- his words ---- */

static void not_now_keeps_quiet_until_its_day(void **state)
{
	struct world *w = *state;
	struct sg_offer_word *word = says(w, "breakfast", 1, 100, SG_OFFER_NOT_NOW);

	word->until_day = TODAY + 1;
	assert_int_equal(sg_offer_fits(&w->input, &w->offers[0]), SG_OFFER_SILENCED);
	assert_string_equal(chosen(w), "spa");
	word->until_day = TODAY;
	assert_string_equal(chosen(w), "breakfast");
}

static void not_now_until_the_next_stay_ends_with_the_next_arrival(void **state)
{
	struct world *w = *state;
	struct sg_offer_word *word = says(w, "breakfast", 1, 100, SG_OFFER_NOT_NOW);

	assert_string_equal(chosen(w), "breakfast");
	word->day = TODAY; /* of the same arrival: another room of his */
	assert_int_equal(sg_offer_fits(&w->input, &w->offers[0]), SG_OFFER_SILENCED);
	w->stay.arrival_day = TODAY + 1;
	assert_int_equal(sg_offer_fits(&w->input, &w->offers[0]), SG_OFFER_FITS);
}

static void a_season_begins_on_its_first_day(void **state)
{
	const int32_t spring = sg_day_from_civil(2027, 3, 1);

	(void)state;
	assert_int_equal(
		sg_offer_season_day(SG_CONTEXT_MARCH, sg_day_from_civil(2026, 11, 21)),
		spring);
	assert_int_equal(sg_offer_season_day(SG_CONTEXT_MARCH, spring - 1), spring);
	assert_int_equal(sg_offer_season_day(SG_CONTEXT_MARCH, spring),
		sg_day_from_civil(2028, 3, 1));
	assert_int_equal(sg_offer_season_day(SG_CONTEXT_DECEMBER, spring),
		sg_day_from_civil(2027, 12, 1));
}

static void never_is_for_good_and_a_later_word_takes_it_back(void **state)
{
	struct world *w = *state;
	struct sg_offer_word *word;

	says(w, "breakfast", 1, 3000, SG_OFFER_NEVER);
	assert_int_equal(sg_offer_fits(&w->input, &w->offers[0]), SG_OFFER_SILENCED);
	word = says(w, "breakfast", 2, 3001, SG_OFFER_OPEN);
	assert_int_equal(sg_offer_fits(&w->input, &w->offers[0]), SG_OFFER_SILENCED);
	word->said_us += 2 * SG_DAY_US;
	assert_int_equal(sg_offer_fits(&w->input, &w->offers[0]), SG_OFFER_FITS);
}

static void a_word_to_all_offers_silences_all(void **state)
{
	struct world *w = *state;
	struct sg_offer_word *word = says(w, NULL, 1, 10, SG_OFFER_NEVER);

	word->asked_us = SG_NO_TIME;
	assert_int_equal(silent(w), SG_OFFER_ALL_SILENCED);
	word->answer = SG_OFFER_NOT_NOW;
	word->until_day = TODAY;
	assert_int_equal(silent(w), SG_OFFER_FITS);
}

static void declined_keeps_quiet_and_twice_silences_all(void **state)
{
	struct world *w = *state;
	struct sg_offer_word *second;

	says(w, "breakfast", 1, 200, SG_OFFER_DECLINED);
	assert_int_equal(sg_offer_fits(&w->input, &w->offers[0]), SG_OFFER_WAS_DECLINED);
	assert_string_equal(chosen(w), "spa");
	w->house.offers.declined_days = 200;
	assert_int_equal(sg_offer_fits(&w->input, &w->offers[0]), SG_OFFER_FITS);
	w->house.offers.declined_days = 365;
	second = says(w, "spa", 2, 100, SG_OFFER_DECLINED);
	assert_int_equal(silent(w), SG_OFFER_REFUSED_OFTEN);
	second->said_us = (TODAY - 365) * SG_DAY_US;
	w->words[0].said_us = second->said_us - SG_DAY_US;
	assert_int_equal(silent(w), SG_OFFER_FITS);
}

static void who_accepted_since_has_refused_nothing(void **state)
{
	struct world *w = *state;

	says(w, "breakfast", 1, 300, SG_OFFER_DECLINED);
	says(w, "late", 2, 200, SG_OFFER_ACCEPTED);
	says(w, "spa", 3, 100, SG_OFFER_DECLINED);
	assert_int_equal(silent(w), SG_OFFER_FITS);
}

static void so_many_in_so_many_days_wherever_they_were_made(void **state)
{
	struct world *w = *state;

	says(w, "spa", 1, 89, SG_OFFER_UNANSWERED)->property = there;
	assert_int_equal(silent(w), SG_OFFER_FITS);
	says(w, "late", 2, 40, SG_OFFER_ACCEPTED)->property = there;
	assert_int_equal(silent(w), SG_OFFER_TOO_OFTEN);
	w->house.offers.at_most = 3;
	assert_int_equal(silent(w), SG_OFFER_FITS);
	w->house.offers.at_most = 2;
	w->words[0].asked_us -= SG_DAY_US;
	assert_int_equal(silent(w), SG_OFFER_FITS);
}

static void an_offers_own_days_and_times_count(void **state)
{
	struct world *w = *state;
	struct sg_offer *offer = &w->offers[0];

	says(w, "breakfast", 1, 400, SG_OFFER_ACCEPTED);
	offer->again_days = 400;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	offer->again_days = 401;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_AGAIN);
	offer->again_days = 0;
	offer->times = 2;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_FITS);
	offer->times = 1;
	assert_int_equal(sg_offer_fits(&w->input, offer), SG_OFFER_AGAIN);
}

static void one_in_a_stay_and_the_same_until_it_is_answered(void **state)
{
	struct world *w = *state;
	struct sg_offer_word *word = says(w, "late", 0, 0, SG_OFFER_UNANSWERED);
	struct sg_offer_choice last = {
		.code = "late", .reason = SG_OFFER_BY_RATE, .leaning = 7};

	word->stay = now_here;
	w->input.late = true;
	assert_string_equal(chosen(w), "late"); /* though another comes first */
	w->input.last = &last;
	assert_int_equal(choice_of(w).leaning, 7);
	word->answer = SG_OFFER_ACCEPTED;
	word->said_us = word->asked_us;
	assert_int_equal(silent(w), SG_OFFER_MADE_ALREADY);
	word->stay = (struct sg_id){{8}};
	assert_string_equal(chosen(w), "none"); /* the moment is over */
	w->input.late = false;
	assert_string_equal(chosen(w), "none"); /* that was one for this arrival */
	word->asked_us -= SG_DAY_US;
	assert_string_equal(chosen(w), "breakfast");
}

/* ---- which ---- */

static void flexible_comes_before_cheap_where_he_booked_so(void **state)
{
	struct world *w = *state;

	assert_int_equal(choice_of(w).reason, SG_OFFER_BY_PRIORITY);
	w->input.rate = "FLEX1";
	assert_string_equal(chosen(w), "late");
	assert_int_equal(choice_of(w).reason, SG_OFFER_BY_RATE);
	w->offers[1].on = false;
	assert_string_equal(chosen(w), "spa"); /* plain before cheap */
	assert_int_equal(choice_of(w).reason, SG_OFFER_BY_PRIORITY);
	w->input.rate = "SAVER";
	assert_string_equal(chosen(w), "breakfast");
	assert_int_equal(choice_of(w).reason, SG_OFFER_BY_RATE);
}

static void flexible_comes_before_cheap_where_he_answered_so(void **state)
{
	struct world *w = *state;
	struct sg_offer_word *word = says(w, "room", 1, 400, SG_OFFER_ACCEPTED);

	word->kind = SG_OFFER_FLEXIBLE;
	assert_string_equal(chosen(w), "late");
	assert_int_equal(choice_of(w).reason, SG_OFFER_BY_ANSWERS);
	assert_int_equal(choice_of(w).leaning, 2);
	word->property = there; /* of another house, whose memory is not the chain's */
	assert_string_equal(chosen(w), "breakfast");
	w->card.memory = SG_MEMORY_CHAIN;
	assert_string_equal(chosen(w), "late");
	word->kind = SG_OFFER_PLAIN;
	word->rate = SG_OFFER_FLEXIBLE;
	assert_string_equal(chosen(w), "breakfast"); /* one such stay is no habit */
	says(w, "gym", 2, 500, SG_OFFER_DECLINED)->kind = SG_OFFER_CHEAP;
	assert_string_equal(chosen(w), "late");
	assert_int_equal(sg_offer_leaning(&w->card, &w->house, NULL), 2);
	w->card.objects = true;
	assert_int_equal(sg_offer_leaning(&w->card, &w->house, NULL), 0);
}

/* ---- the card ---- */

static void the_later_word_takes_the_earlier_ones_place(void **state)
{
	struct world *w = *state;
	struct sg_offer_word early = *says(w, "spa", 1, 10, SG_OFFER_DECLINED);
	struct sg_offer_word late = early;

	late.said_us += 1;
	late.answer = SG_OFFER_ACCEPTED;
	assert_true(sg_offer_word_is_news(&early, &late));
	assert_false(sg_offer_word_is_news(&late, &early));
	assert_false(sg_offer_word_is_news(&early, &early));
	late.said_us = early.said_us; /* the stricter of the same moment */
	assert_false(sg_offer_word_is_news(&early, &late));
	assert_true(sg_offer_word_is_news(&late, &early));
	late.asked_us += 5;
	late.said_us += 5;
	assert_int_equal(sg_offer_word_put(&w->card, &late, w->arena), SG_OK);
	assert_int_equal(w->card.offer_word_count, 1);
	assert_int_equal(w->card.offer_words[0].answer, SG_OFFER_ACCEPTED);
	assert_true(w->card.offer_words[0].asked_us == early.asked_us);
}

static void that_it_was_made_is_no_news_of_what_was_answered(void **state)
{
	struct world *w = *state;
	struct sg_offer_word answered = *says(w, "spa", 1, 10, SG_OFFER_DECLINED);
	struct sg_offer_word made = answered;

	made.answer = SG_OFFER_UNANSWERED;
	made.said_us = SG_NO_TIME;
	assert_false(sg_offer_word_is_news(&answered, &made));
	assert_true(sg_offer_word_is_news(&made, &answered));
	assert_true(sg_offer_word_is_news(NULL, &made));
}

static void a_full_card_loses_the_oldest_that_is_no_never(void **state)
{
	struct world *w = *state;

	for (int i = 0; i <= SG_OFFER_WORDS_MAX; i++) {
		struct sg_offer_word word = {.offer = "spa",
			.stay = {{50, (unsigned char)i}},
			.asked_us = i,
			.answer = i == 0 ? SG_OFFER_NEVER : SG_OFFER_UNANSWERED,
			.said_us = i == 0 ? 0 : SG_NO_TIME,
			.until_day = SG_NO_DAY};

		assert_int_equal(sg_offer_word_put(&w->card, &word, w->arena), SG_OK);
	}
	assert_int_equal(w->card.offer_word_count, SG_OFFER_WORDS_MAX);
	assert_int_equal(w->card.offer_words[0].answer, SG_OFFER_NEVER);
	assert_true(w->card.offer_words[1].asked_us == 2);
	assert_true(w->card.offer_words[SG_OFFER_WORDS_MAX - 1].asked_us ==
		    SG_OFFER_WORDS_MAX);
}

static void what_was_before_a_moment_is_forgotten_or_tells_no_more(void **state)
{
	struct world *w = *state;

	says(w, "late", 1, 10, SG_OFFER_ACCEPTED)->kind = SG_OFFER_FLEXIBLE;
	says(w, "spa", 2, 1, SG_OFFER_ACCEPTED)->kind = SG_OFFER_FLEXIBLE;
	assert_int_equal(
		sg_offer_words_forget(&w->card, (TODAY - 5) * SG_DAY_US, true, w->arena),
		SG_OK);
	assert_int_equal(w->card.offer_word_count, 2);
	assert_int_equal(w->card.offer_words[0].kind, SG_OFFER_PLAIN);
	assert_int_equal(w->card.offer_words[1].kind, SG_OFFER_FLEXIBLE);
	assert_int_equal(
		sg_offer_words_forget(&w->card, (TODAY - 5) * SG_DAY_US, false, w->arena),
		SG_OK);
	assert_int_equal(w->card.offer_word_count, 1);
	assert_string_equal(w->card.offer_words[0].offer, "spa");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		OFFER(a_house_that_did_not_turn_them_on_makes_none),
		OFFER(who_is_not_known_or_incognito_is_offered_nothing),
		OFFER(who_objects_or_lets_no_answer_be_kept_is_offered_nothing),
		OFFER(who_wants_peace_is_left_in_peace),
		OFFER(none_is_made_after_a_complaint_until_its_days_are_over),
		OFFER(days_are_those_of_the_house),
		OFFER(who_is_owed_something_gets_that_first),
		OFFER(the_desk_never_offers_beside_a_question_or_an_apology_or_at_night),
		OFFER(every_condition_that_is_given_must_hold),
		OFFER(what_he_stated_or_usually_chooses_makes_it_fit_where_it_may_be_used),
		OFFER(not_now_keeps_quiet_until_its_day),
		OFFER(not_now_until_the_next_stay_ends_with_the_next_arrival),
		OFFER(a_season_begins_on_its_first_day),
		OFFER(never_is_for_good_and_a_later_word_takes_it_back),
		OFFER(a_word_to_all_offers_silences_all),
		OFFER(declined_keeps_quiet_and_twice_silences_all),
		OFFER(who_accepted_since_has_refused_nothing),
		OFFER(so_many_in_so_many_days_wherever_they_were_made),
		OFFER(an_offers_own_days_and_times_count),
		OFFER(one_in_a_stay_and_the_same_until_it_is_answered),
		OFFER(flexible_comes_before_cheap_where_he_booked_so),
		OFFER(flexible_comes_before_cheap_where_he_answered_so),
		OFFER(the_later_word_takes_the_earlier_ones_place),
		OFFER(that_it_was_made_is_no_news_of_what_was_answered),
		OFFER(a_full_card_loses_the_oldest_that_is_no_never),
		OFFER(what_was_before_a_moment_is_forgotten_or_tells_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
