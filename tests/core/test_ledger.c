/* Points come, are taken back and corrected; debts are paid. */
#include "core/ledger_world.h"

static void what_is_earned_may_be_spent(void **state)
{
	struct world *w = *state;

	assert_balance(w, 0, 0, 0);
	assert_true(earns(w, 1, "stay", 100, LATER));
	assert_true(earns(w, 2, "stay", 50, LATER));
	assert_balance(w, 150, 0, 150);
	assert_int_equal(w->ledger.entries[0].kind, SG_ENTRY_EARN);
	assert_true(sg_id_equal(&w->ledger.entries[0].lot, &w->ledger.entries[0].id));
	assert_true(sg_id_equal(&w->ledger.entries[0].operation, &w->ledger.operation));
	assert_int_equal(lot(w, "stay")->original, 100);
}

static void the_same_stay_earns_once_by_each_rule(void **state)
{
	struct world *w = *state;
	struct sg_earning_lot bonus = earning(1, "stay", 30, LATER);
	bool done = false;

	bonus.rule = "bonus";
	assert_true(earns(w, 1, "stay", 100, LATER));
	assert_false(earns(w, 1, "stay", 100, LATER));
	assert_false(earns(w, 1, "stay", 999, SG_NO_DAY));
	assert_int_equal(w->ledger.entry_count, 1);
	assert_int_equal(sg_ledger_earn(&w->ledger, &bonus, NULL, &done), SG_OK);
	assert_true(done);
	assert_true(earns(w, 1, "other stay", 5, LATER));
	assert_true(earns(w, 2, "stay", 7, LATER));
	assert_balance(w, 142, 0, 142);
}

static void points_that_no_account_holds_are_invalid(void **state)
{
	struct world *w = *state;
	static const int64_t wrong[] = {0, -1, SG_POINTS_MAX + 1, INT64_MIN, INT64_MAX};
	struct sg_earning_lot lines = earning(1, "stay", 1, LATER);
	bool done = true;

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		lines.points = wrong[i];
		assert_int_equal(
			sg_ledger_earn(&w->ledger, &lines, &w->error, &done), SG_INVALID);
		assert_string_equal(w->error.code, "points_invalid");
	}
	assert_true(earns(w, 1, "large", SG_POINTS_MAX - 5, LATER));
	lines.points = 6;
	assert_int_equal(
		sg_ledger_earn(&w->ledger, &lines, &w->error, &done), SG_INVALID);
	assert_true(done);
	assert_true(earns(w, 1, "rest", 5, LATER));
	assert_false(earns(w, 1, "rest", 5, LATER));
	assert_true(earns(w, 2, "large", SG_POINTS_MAX, LATER));
	assert_balance(w, 2 * SG_POINTS_MAX, 0, 2 * SG_POINTS_MAX);
	spends(w, 2 * SG_POINTS_MAX);
	assert_balance(w, 0, 0, 0);
}

/* ---- taken back ---- */

static void an_earning_taken_back_has_never_been(void **state)
{
	struct world *w = *state;

	earns(w, 1, "before", 40, LATER);
	earns(w, 1, "stay", 100, LATER);
	earns(w, 1, "after", 20, LATEST);
	takes_back(w, "stay");
	assert_balance(w, 60, 0, 60);
	assert_true(lot(w, "stay")->reversed);
	assert_int_equal(w->ledger.entries[3].kind, SG_ENTRY_REVERSE);
	assert_int_equal(w->ledger.entries[3].points, -100);
}

static void taking_back_twice_is_once(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, LATER);
	spends(w, 30);
	takes_back(w, "stay");
	takes_back(w, "stay");
	assert_balance(w, -30, 0, 0);
	assert_int_equal(w->ledger.entry_count, 4);
}

static void what_was_taken_back_may_be_earned_anew(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, LATER);
	takes_back(w, "stay");
	assert_true(earns(w, 1, "stay", 80, LATER));
	assert_false(earns(w, 1, "stay", 80, LATER));
	assert_balance(w, 80, 0, 80);
}

static void an_unknown_lot_is_not_taken_back(void **state)
{
	struct world *w = *state;
	struct sg_id nobody = key(9, 9);

	earns(w, 1, "stay", 100, LATER);
	assert_int_equal(sg_ledger_reverse(&w->ledger, &nobody, &w->error), SG_REFUSED);
	assert_string_equal(w->error.code, "lot_unknown");
	assert_balance(w, 100, 0, 100);
}

static void a_debt_is_paid_at_once_by_the_other_lots_of_the_account(void **state)
{
	struct world *w = *state;
	const struct sg_entry *settled;

	earns(w, 1, "stay", 100, LATER);
	spends(w, 70);
	earns(w, 1, "second", 50, LATEST);
	earns(w, 1, "third", 50, SG_NO_DAY);
	earns(w, 2, "fourth", 50, LATER);
	takes_back(w, "stay");
	assert_int_equal(left_of(w, "stay"), 0);
	assert_int_equal(left_of(w, "second"), 0);
	assert_int_equal(left_of(w, "third"), 30);
	assert_int_equal(left_of(w, "fourth"), 50);
	assert_balance(w, 80, 0, 80);
	settled = w->ledger.entries + w->ledger.entry_count - 4;
	for (int i = 0; i < 4; i += 2) {
		assert_int_equal(settled[i].kind, SG_ENTRY_SETTLE);
		assert_int_equal(settled[i + 1].kind, SG_ENTRY_SETTLE);
		assert_true(settled[i].points < 0);
		assert_int_equal(settled[i].points + settled[i + 1].points, 0);
	}
}

static void no_other_account_pays_a_debt_but_all_count_for_what_may_be_spent(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, LATER);
	spends(w, 100);
	earns(w, 2, "other", 130, LATER);
	takes_back(w, "stay");
	assert_int_equal(left_of(w, "stay"), -100);
	assert_int_equal(left_of(w, "other"), 130);
	assert_balance(w, 30, 0, 30);
	assert_int_equal(sg_ledger_hold(&w->ledger, 31, &w->error), SG_REFUSED);
	spends(w, 30);
	assert_balance(w, 0, 0, 0);
}

static void what_is_earned_later_pays_the_debt(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, LATER);
	spends(w, 100);
	takes_back(w, "stay");
	assert_balance(w, -100, 0, 0);
	earns(w, 1, "second", 60, LATER);
	assert_int_equal(left_of(w, "second"), 0);
	assert_balance(w, -40, 0, 0);
	earns(w, 1, "third", 60, LATER);
	assert_int_equal(left_of(w, "third"), 20);
	assert_int_equal(left_of(w, "stay"), 0);
	assert_balance(w, 20, 0, 20);
}

static void a_payer_taken_back_gives_the_debt_on(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, LATER);
	spends(w, 100);
	takes_back(w, "stay");
	earns(w, 1, "second", 100, LATER);
	earns(w, 1, "third", 30, LATER);
	takes_back(w, "second");
	assert_int_equal(left_of(w, "third"), 0);
	assert_balance(w, -70, 0, 0);
}

static void what_expired_is_not_taken_back_as_well(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, TODAY);
	spends(w, 30);
	expires(w, TODAY + 1);
	assert_int_equal(lot(w, "stay")->expired, 70);
	takes_back(w, "stay");
	assert_int_equal(left_of(w, "stay"), -30);
	assert_balance(w, -30, 0, 0);
}

static void a_lot_that_expired_whole_is_taken_back_with_nothing(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, TODAY);
	expires(w, TODAY + 1);
	takes_back(w, "stay");
	assert_balance(w, 0, 0, 0);
	assert_true(lot(w, "stay")->reversed);
	assert_int_equal(w->ledger.entry_count, 3);
	assert_true(earns(w, 1, "stay", 10, LATER));
}

/* Without the stay, 30 of the second lot would have been spent and 70 had expired. */
static void expiry_in_the_stead_of_what_was_spent_is_undone(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, TODAY);
	earns(w, 1, "second", 100, TODAY + 5);
	earns(w, 1, "third", 100, LATER);
	spends(w, 30);
	expires(w, TODAY + 6);
	assert_balance(w, 100, 0, 100);
	takes_back(w, "stay");
	assert_int_equal(lot(w, "second")->expired, 70);
	assert_int_equal(left_of(w, "second"), 0);
	assert_int_equal(left_of(w, "third"), 100);
	assert_balance(w, 100, 0, 100);
	takes_back(w, "second");
	assert_int_equal(left_of(w, "third"), 70);
	assert_balance(w, 70, 0, 70);
}

static void what_expired_before_could_not_have_been_spent_instead(void **state)
{
	struct world *w = *state;

	earns(w, 1, "first", 100, TODAY);
	expires(w, TODAY + 1);
	earns(w, 1, "stay", 100, LATER);
	spends(w, 30);
	takes_back(w, "stay");
	assert_int_equal(lot(w, "first")->expired, 100);
	assert_balance(w, -30, 0, 0);
}

static void a_lot_taken_back_does_not_come_back_to_pay(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, TODAY);
	earns(w, 1, "second", 100, TODAY + 5);
	spends(w, 30);
	expires(w, TODAY + 6);
	takes_back(w, "second");
	takes_back(w, "stay");
	assert_balance(w, -30, 0, 0);
}

/* ---- corrected ---- */

static void a_correction_leaves_spent_what_was_spent(void **state)
{
	struct world *w = *state;
	struct sg_earning_lot less = earning(1, "stay", 80, TODAY);

	earns(w, 1, "stay", 100, TODAY);
	earns(w, 1, "second", 50, TODAY - 1);
	earns(w, 1, "third", 50, LATER);
	spends(w, 110);
	assert_int_equal(left_of(w, "stay"), 40);
	assert_int_equal(
		sg_ledger_replace(&w->ledger, &lot(w, "stay")->id, &less, &w->error),
		SG_OK);
	assert_int_equal(left_of(w, "stay"), 20);
	assert_int_equal(left_of(w, "third"), 50);
	assert_balance(w, 70, 0, 70);
	expires(w, TODAY + 1);
	assert_balance(w, 50, 0, 50);
}

static void a_correction_twice_is_once(void **state)
{
	struct world *w = *state;
	struct sg_earning_lot more = earning(1, "stay", SG_POINTS_MAX / 2, LATER);
	struct sg_id old;
	size_t entries;

	earns(w, 1, "stay", 100, LATER);
	old = lot(w, "stay")->id;
	assert_int_equal(sg_ledger_replace(&w->ledger, &old, &more, NULL), SG_OK);
	entries = w->ledger.entry_count;
	assert_int_equal(sg_ledger_replace(&w->ledger, &old, &more, NULL), SG_OK);
	assert_int_equal(w->ledger.entry_count, entries);
	assert_balance(w, SG_POINTS_MAX / 2, 0, SG_POINTS_MAX / 2);
}

static void a_correction_that_cannot_be_changes_nothing(void **state)
{
	struct world *w = *state;
	struct sg_earning_lot none = earning(1, "stay", 0, LATER);
	struct sg_earning_lot other = earning(2, "stay", 5, LATER);
	struct sg_id nobody = key(9, 9), old;

	earns(w, 1, "stay", 100, LATER);
	old = lot(w, "stay")->id;
	assert_int_equal(
		sg_ledger_replace(&w->ledger, &old, &none, &w->error), SG_INVALID);
	assert_string_equal(w->error.code, "points_invalid");
	assert_int_equal(
		sg_ledger_replace(&w->ledger, &old, &other, &w->error), SG_INVALID);
	assert_string_equal(w->error.code, "account_other");
	assert_int_equal(
		sg_ledger_replace(&w->ledger, &nobody, &other, &w->error), SG_REFUSED);
	assert_string_equal(w->error.code, "lot_unknown");
	assert_int_equal(w->ledger.entry_count, 1);
	assert_false(lot(w, "stay")->reversed);
	assert_balance(w, 100, 0, 100);
}

/* ---- by hand ---- */

static void an_adjustment_adds_once_or_takes_from_its_own_account(void **state)
{
	struct world *w = *state;
	struct sg_earning_lot by = earning(1, "form 7", 40, LATER);

	assert_int_equal(sg_ledger_adjust(&w->ledger, &by, NULL), SG_OK);
	assert_int_equal(sg_ledger_adjust(&w->ledger, &by, NULL), SG_OK);
	assert_int_equal(w->ledger.entries[0].kind, SG_ENTRY_ADJUST);
	assert_balance(w, 40, 0, 40);
	earns(w, 2, "stay", 100, TODAY);
	by.points = -41;
	assert_int_equal(sg_ledger_adjust(&w->ledger, &by, &w->error), SG_REFUSED);
	assert_string_equal(w->error.code, "points_short");
	assert_string_equal(w->error.message, "1 points are missing");
	by.points = -15;
	assert_int_equal(sg_ledger_adjust(&w->ledger, &by, NULL), SG_OK);
	assert_int_equal(left_of(w, "form 7"), 25);
	assert_balance(w, 125, 0, 125);
	takes_back(w, "form 7");
	assert_balance(w, 85, 0, 85);
}

static void an_adjustment_takes_neither_what_is_held_nor_what_the_person_owes(
	void **state)
{
	struct world *w = *state;
	struct sg_earning_lot by = earning(1, "form", -31, LATER);

	earns(w, 2, "spent", 70, TODAY);
	spends(w, 70);
	earns(w, 1, "stay", 100, LATER);
	takes_back(w, "spent");
	assert_int_equal(sg_ledger_adjust(&w->ledger, &by, &w->error), SG_REFUSED);
	(void)holds(w, 20);
	by.points = -11;
	assert_int_equal(sg_ledger_adjust(&w->ledger, &by, &w->error), SG_REFUSED);
	by.points = -10;
	assert_int_equal(sg_ledger_adjust(&w->ledger, &by, &w->error), SG_OK);
	assert_balance(w, 20, 20, 0);
}

static void an_adjustment_of_nothing_is_invalid(void **state)
{
	struct world *w = *state;
	static const int64_t wrong[] = {0, INT64_MIN, INT64_MAX, -SG_POINTS_MAX - 1};

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sg_earning_lot by = earning(1, "form", wrong[i], LATER);

		assert_int_equal(
			sg_ledger_adjust(&w->ledger, &by, &w->error), SG_INVALID);
		assert_string_equal(w->error.code, "points_invalid");
	}
	assert_int_equal(w->ledger.entry_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(what_is_earned_may_be_spent),
		WORLD_TEST(the_same_stay_earns_once_by_each_rule),
		WORLD_TEST(points_that_no_account_holds_are_invalid),
		WORLD_TEST(an_earning_taken_back_has_never_been),
		WORLD_TEST(taking_back_twice_is_once),
		WORLD_TEST(what_was_taken_back_may_be_earned_anew),
		WORLD_TEST(an_unknown_lot_is_not_taken_back),
		WORLD_TEST(a_debt_is_paid_at_once_by_the_other_lots_of_the_account),
		WORLD_TEST(
			no_other_account_pays_a_debt_but_all_count_for_what_may_be_spent),
		WORLD_TEST(what_is_earned_later_pays_the_debt),
		WORLD_TEST(a_payer_taken_back_gives_the_debt_on),
		WORLD_TEST(what_expired_is_not_taken_back_as_well),
		WORLD_TEST(a_lot_that_expired_whole_is_taken_back_with_nothing),
		WORLD_TEST(expiry_in_the_stead_of_what_was_spent_is_undone),
		WORLD_TEST(what_expired_before_could_not_have_been_spent_instead),
		WORLD_TEST(a_lot_taken_back_does_not_come_back_to_pay),
		WORLD_TEST(a_correction_leaves_spent_what_was_spent),
		WORLD_TEST(a_correction_twice_is_once),
		WORLD_TEST(a_correction_that_cannot_be_changes_nothing),
		WORLD_TEST(an_adjustment_adds_once_or_takes_from_its_own_account),
		WORLD_TEST(
			an_adjustment_takes_neither_what_is_held_nor_what_the_person_owes),
		WORLD_TEST(an_adjustment_of_nothing_is_invalid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
