/* Points are held, redeemed, let go, expire and are given away; and a ledger is what its entries
 * say, whoever's accounts lie together. */
#include "core/ledger_world.h"

static void points_are_taken_out_of_what_expires_first_then_of_the_oldest(void **state)
{
	struct world *w = *state;
	struct sg_earning_lot old = earning(1, "old", 10, LATER);
	bool done = false;

	earns(w, 1, "never", 10, SG_NO_DAY);
	earns(w, 1, "late", 10, LATEST);
	earns(w, 1, "young", 10, LATER);
	earns(w, 1, "next", 10, LATER);
	old.earned_day = TODAY - 9;
	assert_int_equal(sg_ledger_earn(&w->ledger, &old, NULL, &done), SG_OK);
	earns(w, 2, "soon", 10, TODAY);
	spends(w, 15);
	assert_int_equal(left_of(w, "soon"), 0);
	assert_int_equal(left_of(w, "old"), 5);
	spends(w, 10);
	assert_int_equal(left_of(w, "old"), 0);
	assert_int_equal(left_of(w, "young"), 5);
	assert_int_equal(left_of(w, "next"), 10);
	spends(w, 27);
	assert_int_equal(left_of(w, "next"), 0);
	assert_int_equal(left_of(w, "late"), 0);
	assert_int_equal(left_of(w, "never"), 8);
	assert_balance(w, 8, 0, 8);
}

static void what_is_held_is_not_held_twice(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 60, LATER);
	earns(w, 2, "stay", 40, LATER);
	(void)holds(w, 70);
	assert_balance(w, 100, 70, 30);
	assert_int_equal(sg_ledger_hold(&w->ledger, 31, &w->error), SG_REFUSED);
	assert_string_equal(w->error.code, "points_short");
	assert_string_equal(w->error.message, "1 points are missing");
	assert_int_equal(sg_ledger_hold(&w->ledger, INT64_MAX, &w->error), SG_REFUSED);
	(void)holds(w, 30);
	assert_balance(w, 100, 100, 0);
}

static void nothing_cannot_be_held(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 60, LATER);
	assert_int_equal(sg_ledger_hold(&w->ledger, 0, &w->error), SG_INVALID);
	assert_int_equal(sg_ledger_hold(&w->ledger, INT64_MIN, &w->error), SG_INVALID);
	assert_string_equal(w->error.code, "points_invalid");
	assert_balance(w, 60, 0, 60);
}

static void a_hold_is_redeemed_or_lies_in_its_lots_again(void **state)
{
	struct world *w = *state;
	struct hold first, second;

	earns(w, 1, "stay", 60, LATER);
	earns(w, 2, "other", 40, LATEST);
	first = holds(w, 50);
	second = holds(w, 20);
	assert_int_equal(second.count, 2);
	confirms(w, &first);
	assert_balance(w, 50, 20, 30);
	releases(w, &second);
	assert_int_equal(left_of(w, "stay"), 10);
	assert_int_equal(left_of(w, "other"), 40);
	assert_balance(w, 50, 0, 50);
}

static void what_is_no_hold_of_these_lots_changes_nothing(void **state)
{
	struct world *w = *state;
	struct hold hold, twice, astray;

	earns(w, 1, "stay", 60, LATER);
	earns(w, 1, "other", 60, LATER);
	hold = holds(w, 50);
	twice = hold;
	twice.entries[twice.count++] = hold.entries[0];
	assert_int_equal(sg_ledger_give_back(&w->ledger, twice.entries, twice.count,
				 INT64_MAX, 0, &w->error),
		SG_INVALID);
	assert_string_equal(w->error.code, "entry_astray");
	astray = hold;
	astray.entries[0].lot = key(9, 9);
	assert_int_equal(sg_ledger_give_back(&w->ledger, astray.entries, 1, 0, 0, NULL),
		SG_INVALID);
	astray = hold;
	astray.entries[0].account = account(9);
	assert_int_equal(sg_ledger_give_back(&w->ledger, astray.entries, 1, 0, 0, NULL),
		SG_INVALID);
	astray = hold;
	astray.entries[0].kind = SG_ENTRY_RELEASE;
	assert_int_equal(sg_ledger_give_back(&w->ledger, astray.entries, 1, 0, 0, NULL),
		SG_INVALID);
	astray = hold;
	astray.entries[0].held = -1;
	assert_int_equal(
		sg_ledger_give_back(&w->ledger, astray.entries, 1, INT64_MAX, 0, NULL),
		SG_INVALID);
	assert_int_equal(w->ledger.entry_count, 3);
	assert_balance(w, 120, 50, 70);
}

static void what_was_promised_is_given_and_owed(void **state)
{
	struct world *w = *state;
	struct hold hold;

	earns(w, 1, "stay", 100, LATER);
	hold = holds(w, 80);
	takes_back(w, "stay");
	assert_balance(w, 0, 80, 0);
	earns(w, 1, "second", 50, LATER);
	assert_balance(w, 50, 80, 0);
	confirms(w, &hold);
	assert_int_equal(left_of(w, "second"), 0);
	assert_balance(w, -30, 0, 0);
}

static void a_promise_let_go_leaves_nothing_owed(void **state)
{
	struct world *w = *state;
	struct hold hold;

	earns(w, 1, "stay", 100, LATER);
	earns(w, 1, "second", 50, LATEST);
	hold = holds(w, 80);
	takes_back(w, "stay");
	assert_balance(w, 50, 80, 0);
	releases(w, &hold);
	assert_balance(w, 50, 0, 50);
}

static void points_that_are_let_go_pay_debts(void **state)
{
	struct world *w = *state;
	struct hold hold;

	earns(w, 1, "stay", 30, LATER);
	spends(w, 30);
	earns(w, 1, "second", 50, LATER);
	hold = holds(w, 40);
	takes_back(w, "stay");
	assert_balance(w, 20, 40, 0);
	assert_int_equal(left_of(w, "stay"), -20);
	releases(w, &hold);
	assert_int_equal(left_of(w, "stay"), 0);
	assert_balance(w, 20, 0, 20);
}

/* ---- expiry ---- */

static void points_are_good_on_their_last_day_and_expire_after_it(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 100, TODAY);
	earns(w, 1, "later", 10, TODAY + 1);
	earns(w, 1, "never", 10, SG_NO_DAY);
	expires(w, TODAY);
	assert_balance(w, 120, 0, 120);
	expires(w, TODAY + 1);
	expires(w, TODAY + 1);
	assert_balance(w, 20, 0, 20);
	assert_int_equal(lot(w, "stay")->expired, 100);
	expires(w, INT32_MAX);
	assert_balance(w, 10, 0, 10);
}

static void what_is_held_does_not_expire_until_it_is_let_go(void **state)
{
	struct world *w = *state;
	struct hold hold;

	earns(w, 1, "stay", 100, TODAY);
	hold = holds(w, 30);
	expires(w, TODAY + 1);
	assert_balance(w, 30, 30, 0);
	releases(w, &hold);
	assert_balance(w, 30, 0, 30);
	expires(w, TODAY + 1);
	assert_balance(w, 0, 0, 0);
}

static void what_the_person_owes_does_not_expire(void **state)
{
	struct world *w = *state;

	earns(w, 1, "spent", 70, TODAY);
	spends(w, 70);
	earns(w, 2, "stay", 100, TODAY);
	earns(w, 3, "stay", 20, TODAY);
	takes_back(w, "spent");
	expires(w, TODAY + 1);
	assert_int_equal(lot(w, "stay")->expired, 50);
	assert_balance(w, 0, 0, 0);
	earns(w, 1, "new", 70, LATER);
	expires(w, TODAY + 1);
	assert_balance(w, 0, 0, 0);
	earns(w, 1, "newer", 10, LATER);
	assert_balance(w, 10, 0, 10);
}

/* A person's other account must not be left with the debt when they part. */
static void what_its_account_has_promised_does_not_expire(void **state)
{
	struct world *w = *state;
	struct hold hold;

	earns(w, 1, "stay", 40, TODAY);
	earns(w, 1, "second", 100, TODAY + 1);
	earns(w, 2, "other", 100, LATER);
	hold = holds(w, 40);
	takes_back(w, "stay");
	expires(w, TODAY + 2);
	assert_int_equal(left_of(w, "second"), 40);
	confirms(w, &hold);
	assert_int_equal(left_of(w, "second"), 0);
	assert_balance(w, 100, 0, 100);
}

/* ---- to another account ---- */

static struct world *other_person(void)
{
	static struct world other;

	other = (struct world){
		.ledger = {.arena = sg_arena_new(), .operation = key(2, 1)}};
	assert_non_null(other.ledger.arena);
	return &other;
}

static enum sg_status gives(
	struct world *w, struct world *to, int number, const char *source, int64_t points)
{
	const struct sg_transfer transfer = {.account = account(number),
		.source = source,
		.points = points,
		.earned_day = SG_NO_DAY};

	return sg_ledger_transfer(&w->ledger, &to->ledger, &transfer, &w->error);
}

static void a_transfer_keeps_each_points_last_day(void **state)
{
	struct world *w = *state, *to = other_person();
	char text[SG_ID_TEXT_SIZE];

	earns(w, 1, "stay", 60, LATER);
	earns(w, 2, "stay", 40, LATEST);
	assert_int_equal(gives(w, to, 5, "gift", 70), SG_OK);
	assert_balance(w, 30, 0, 30);
	assert_balance(to, 70, 0, 70);
	assert_int_equal(to->ledger.count, 2);
	assert_int_equal(to->ledger.lots[0].expires_day, LATER);
	assert_int_equal(to->ledger.lots[0].original, 60);
	assert_int_equal(to->ledger.lots[1].expires_day, LATEST);
	assert_int_equal(to->ledger.lots[1].original, 10);
	assert_true(to->ledger.lots[0].bonus);
	assert_int_equal(to->ledger.lots[0].earned_day, TODAY);
	sg_id_format(&lot(w, "stay")->id, text);
	assert_string_equal(to->ledger.lots[0].rule, text);
	assert_false(sg_id_equal(&to->ledger.entries[0].id, &w->ledger.entries[0].id));
	assert_int_equal(gives(w, to, 5, "gift", 5), SG_REFUSED);
	assert_string_equal(w->error.code, "source_taken");
	assert_int_equal(gives(w, to, 5, "second gift", 5), SG_OK);
	sg_arena_free(to->ledger.arena);
}

static void a_transfer_pays_the_receivers_debts(void **state)
{
	struct world *w = *state, *to = other_person();

	earns(to, 5, "stay", 50, LATER);
	spends(to, 50);
	takes_back(to, "stay");
	earns(w, 1, "stay", 60, LATER);
	assert_int_equal(gives(w, to, 5, "gift", 60), SG_OK);
	assert_int_equal(left_of(to, "gift"), 10);
	assert_balance(to, 10, 0, 10);
	sg_arena_free(to->ledger.arena);
}

static void a_transfer_that_cannot_be_moves_nothing(void **state)
{
	struct world *w = *state, *to = other_person();

	earns(w, 1, "stay", 60, LATER);
	(void)holds(w, 20);
	assert_int_equal(gives(w, to, 5, "gift", 41), SG_REFUSED);
	assert_string_equal(w->error.code, "points_short");
	assert_int_equal(gives(w, to, 5, "gift", 0), SG_INVALID);
	assert_int_equal(gives(w, to, 5, "gift", INT64_MIN), SG_INVALID);
	earns(to, 5, "large", SG_POINTS_MAX - 30, LATER);
	assert_int_equal(gives(w, to, 5, "gift", 31), SG_INVALID);
	assert_string_equal(w->error.code, "points_invalid");
	assert_int_equal(gives(w, to, 5, "gift", 30), SG_OK);
	assert_balance(w, 30, 20, 10);
	assert_balance(to, SG_POINTS_MAX, 0, SG_POINTS_MAX);
	sg_arena_free(to->ledger.arena);
}

static void a_transfer_within_a_ledger_moves_each_point_once(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 8; i++) {
		earns(w, 1, (const char *[]){"a", "b", "c", "d", "e", "f", "g", "h"}[i],
			10, LATER + i);
	}
	assert_int_equal(gives(w, w, 2, "pool", 75), SG_OK);
	assert_int_equal(w->ledger.count, 16);
	assert_int_equal(left_of(w, "h"), 5);
	assert_balance(w, 80, 0, 80);
}

/* ---- what holds of every ledger ---- */

static void accounts_of_one_person_part_as_they_were(void **state)
{
	struct world *w = *state;
	struct sg_lot apart[4];
	struct sg_entry own[32];
	size_t lots = 0, entries = 0;
	struct sg_balance balance;

	earns(w, 1, "a", 50, LATER);
	earns(w, 2, "b", 50, LATER);
	spends(w, 70);
	takes_back(w, "a");
	earns(w, 1, "c", 10, TODAY);
	earns(w, 2, "d", 10, TODAY);
	expires(w, TODAY + 1);
	for (size_t i = 0; i < w->ledger.count; i++) {
		if (w->ledger.lots[i].account.bytes[15] == 2) {
			apart[lots++] = w->ledger.lots[i];
		}
	}
	for (size_t i = 0; i < w->ledger.entry_count; i++) {
		if (w->ledger.entries[i].account.bytes[15] == 2) {
			own[entries++] = w->ledger.entries[i];
		}
	}
	balance = sg_ledger_balance(
		&(const struct sg_ledger){.lots = apart, .count = lots});
	assert_int_equal(balance.points, 40);
	assert_int_equal(sg_ledger_rebuild(apart, lots, own, entries, NULL), SG_OK);
	balance = sg_ledger_balance(
		&(const struct sg_ledger){.lots = apart, .count = lots});
	assert_int_equal(balance.points, 40);
	assert_balance(w, 0, 0, 0);
}

static void an_entry_astray_leaves_the_lots_alone(void **state)
{
	struct world *w = *state;
	struct sg_entry entries[3], wrong[4];
	size_t count;

	earns(w, 1, "a", 50, LATER);
	earns(w, 1, "b", 50, LATER);
	spends(w, 10);
	memcpy(entries, w->ledger.entries, sizeof entries);
	for (int i = 0; i < 4; i++) {
		wrong[i] = entries[0];
	}
	wrong[0].lot = key(9, 9);
	wrong[1].account = account(7);
	wrong[2].points = SG_POINTS_MAX + 1;
	wrong[3].held = INT64_MIN;
	count = w->ledger.count;
	for (int i = 0; i < 4; i++) {
		entries[2] = wrong[i];
		assert_int_equal(
			sg_ledger_rebuild(w->ledger.lots, count, entries, 3, &w->error),
			SG_INVALID);
		assert_string_equal(w->error.code, "entry_astray");
		assert_balance(w, 90, 0, 90);
	}
	assert_int_equal(sg_ledger_rebuild(NULL, 0, entries, 1, NULL), SG_INVALID);
	assert_int_equal(sg_ledger_rebuild(NULL, 0, NULL, 0, NULL), SG_OK);
}

static void entries_keys_sort_as_things_happened(void **state)
{
	struct world *w = *state;

	earns(w, 1, "stay", 2100, LATER);
	for (int i = 0; i < 2100; i++) {
		spends(w, 1);
	}
	for (size_t i = 1; i < 4096; i++) {
		assert_true(sg_id_compare(&w->ledger.entries[i - 1].id,
				    &w->ledger.entries[i].id) < 0);
	}
	for (size_t i = 0; i < w->ledger.entry_count; i++) {
		const struct sg_id *id = &w->ledger.entries[i].id;

		assert_memory_equal(id->bytes, w->ledger.operation.bytes, 6);
		assert_int_equal(id->bytes[6] >> 4, 7);
		assert_int_equal(id->bytes[8] >> 6, 2);
	}
	assert_false(
		sg_id_equal(&w->ledger.entries[4097].id, &w->ledger.entries[4098].id));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(points_are_taken_out_of_what_expires_first_then_of_the_oldest),
		WORLD_TEST(what_is_held_is_not_held_twice),
		WORLD_TEST(nothing_cannot_be_held),
		WORLD_TEST(a_hold_is_redeemed_or_lies_in_its_lots_again),
		WORLD_TEST(what_is_no_hold_of_these_lots_changes_nothing),
		WORLD_TEST(what_was_promised_is_given_and_owed),
		WORLD_TEST(a_promise_let_go_leaves_nothing_owed),
		WORLD_TEST(points_that_are_let_go_pay_debts),
		WORLD_TEST(points_are_good_on_their_last_day_and_expire_after_it),
		WORLD_TEST(what_is_held_does_not_expire_until_it_is_let_go),
		WORLD_TEST(what_the_person_owes_does_not_expire),
		WORLD_TEST(what_its_account_has_promised_does_not_expire),
		WORLD_TEST(a_transfer_keeps_each_points_last_day),
		WORLD_TEST(a_transfer_pays_the_receivers_debts),
		WORLD_TEST(a_transfer_that_cannot_be_moves_nothing),
		WORLD_TEST(a_transfer_within_a_ledger_moves_each_point_once),
		WORLD_TEST(accounts_of_one_person_part_as_they_were),
		WORLD_TEST(an_entry_astray_leaves_the_lots_alone),
		WORLD_TEST(entries_keys_sort_as_things_happened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
