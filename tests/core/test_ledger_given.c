/*
 * What is given back of a redemption, and what goes to another account and comes back from there:
 * at its edges, and that by chance no point is lost or made.
 */
#include "core/ledger_world.h"

enum { HISTORIES = 20000, GIVER = 1, OTHER_OF_GIVER = 2, RECEIVER = 5 };

/* splitmix64 */
static uint64_t draw_state = 1;

static int64_t draw(uint32_t below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (int64_t)(((z ^ (z >> 31)) >> 32) % below);
}

static void gives_back(
	struct world *w, const struct hold *hold, int64_t spent, int64_t kept)
{
	assert_int_equal(sg_ledger_give_back(&w->ledger, hold->entries, hold->count,
				 spent, kept, &w->error),
		SG_OK);
}

/* Points that entries of a kind moved, held ones where `held`. */
static int64_t moved(const struct world *w, enum sg_entry_kind kind, bool held)
{
	int64_t sum = 0;

	for (size_t i = 0; i < w->ledger.entry_count; i++) {
		const struct sg_entry *entry = &w->ledger.entries[i];

		sum += entry->kind == kind ? (held ? entry->held : entry->points) : 0;
	}
	return sum;
}

static void part_is_spent_part_kept_and_the_rest_let_go(void **state)
{
	struct world *w = *state;
	struct hold hold;

	earns(w, 1, "stay", 60, LATER);
	earns(w, 2, "other", 60, LATEST);
	hold = holds(w, 100);
	gives_back(w, &hold, 50, 20);
	assert_int_equal(left_of(w, "stay"), 0); /* 50 spent, 10 kept */
	assert_int_equal(left_of(w, "other"), 50);
	assert_int_equal(moved(w, SG_ENTRY_REDEEM, false), -50);
	assert_int_equal(moved(w, SG_ENTRY_PENALTY, false), -20);
	assert_int_equal(moved(w, SG_ENTRY_RELEASE, true), -30);
	assert_balance(w, 50, 0, 50);
}

static void a_penalty_out_of_what_was_taken_back_is_owed(void **state)
{
	struct world *w = *state;
	struct hold hold;

	earns(w, 1, "stay", 100, LATER);
	hold = holds(w, 80);
	takes_back(w, "stay");
	gives_back(w, &hold, 0, 30);
	assert_balance(w, -30, 0, 0);
	earns(w, 1, "second", 50, LATER);
	assert_balance(w, 20, 0, 20);
}

static void any_hold_ends_in_what_was_said(void **state)
{
	(void)state;
	for (int history = 0; history < HISTORIES; history++) {
		int64_t held, spent, kept, points;
		struct hold hold;
		struct world *w;
		void *begun;

		assert_int_equal(world_begin(&begun), 0);
		w = begun;
		for (int i = 0; i < 5; i++) {
			earns(w, 1 + (int)draw(2),
				(const char *[]){"a", "b", "c", "d", "e"}[i],
				1 + draw(50), LATER + (int32_t)draw(3));
		}
		points = sg_ledger_balance(&w->ledger).points;
		held = 1 + draw((uint32_t)points);
		hold = holds(w, held);
		spent = draw((uint32_t)held + 1);
		kept = draw((uint32_t)(held - spent) + 1);
		gives_back(w, &hold, spent, kept);
		assert_int_equal(moved(w, SG_ENTRY_REDEEM, false), -spent);
		assert_int_equal(moved(w, SG_ENTRY_PENALTY, false), -kept);
		assert_balance(w, points - spent - kept, 0, points - spent - kept);
		sg_arena_free(w->ledger.arena);
	}
}

/* ---- to another account and back ---- */

struct two {
	struct world giver, receiver;
	struct sg_given gave[64];
	size_t gave_count;
};

static void two_begin(struct two *two)
{
	*two = (struct two){.gave_count = 0};
	two->giver.ledger =
		(struct sg_ledger){.arena = sg_arena_new(), .operation = key(2, 1)};
	two->receiver.ledger =
		(struct sg_ledger){.arena = sg_arena_new(), .operation = key(2, 1)};
	assert_non_null(two->giver.ledger.arena);
	assert_non_null(two->receiver.ledger.arena);
}

static void two_end(struct two *two)
{
	sg_arena_free(two->giver.ledger.arena);
	sg_arena_free(two->receiver.ledger.arena);
}

static const struct sg_lot *lot_by_id(const struct world *w, const struct sg_id *id)
{
	for (size_t i = 0; i < w->ledger.count; i++) {
		if (sg_id_equal(&w->ledger.lots[i].id, id)) {
			return &w->ledger.lots[i];
		}
	}
	fail_msg("no such lot");
	return NULL;
}

static void gives(struct two *two, int64_t points, int64_t fee, int32_t earned_day)
{
	const struct sg_transfer transfer = {.account = account(RECEIVER),
		.source = "gift",
		.points = points,
		.fee = fee,
		.earned_day = earned_day};
	size_t begun = two->giver.ledger.entry_count;

	assert_int_equal(sg_ledger_transfer(&two->giver.ledger, &two->receiver.ledger,
				 &transfer, &two->giver.error),
		SG_OK);
	two->gave_count = two->giver.ledger.entry_count - begun;
	assert_in_range(two->gave_count, 1, 64);
	for (size_t i = 0; i < two->gave_count; i++) {
		const struct sg_entry *entry = &two->giver.ledger.entries[begun + i];
		const struct sg_lot *of = lot_by_id(&two->giver, &entry->lot);

		two->gave[i] = (struct sg_given){*entry, of->earned_day, of->expires_day};
	}
}

static enum sg_status comes_back(struct two *two)
{
	const struct sg_id receiver = account(RECEIVER);

	two->giver.ledger.operation = two->receiver.ledger.operation = key(2, 2);
	return sg_ledger_return(&two->receiver.ledger, &two->giver.ledger, &receiver,
		"gift", "back", two->gave, two->gave_count, &two->giver.error);
}

static void what_is_given_comes_back_to_each_account(void **state)
{
	const struct sg_id property = key(3, 1);
	struct two two;

	(void)state;
	two_begin(&two);
	earns(&two.giver, GIVER, "stay", 60, LATER);
	earns(&two.giver, OTHER_OF_GIVER, "other", 60, LATEST);
	lot(&two.giver, "stay")->property = property;
	gives(&two, 70, 10, SG_NO_DAY);
	assert_balance(&two.giver, 40, 0, 40);
	assert_balance(&two.receiver, 70, 0, 70);
	assert_memory_equal(
		&two.receiver.ledger.lots[0].property, &property, sizeof property);
	assert_int_equal(comes_back(&two), SG_OK);
	assert_balance(&two.receiver, 0, 0, 0);
	assert_balance(&two.giver, 110, 0, 110);
	for (size_t i = 0; i < two.giver.ledger.count; i++) {
		const struct sg_lot *one = &two.giver.ledger.lots[i];

		if (strcmp(one->source, "back") == 0) {
			assert_int_equal(
				one->original, one->account.bytes[15] == GIVER ? 50 : 20);
			assert_int_equal(one->earned_day, TODAY);
		}
	}
	assert_int_equal(comes_back(&two), SG_REFUSED);
	assert_string_equal(two.giver.error.code, "lot_unknown");
	two_end(&two);
}

static void what_was_spent_of_a_gift_is_owed(void **state)
{
	struct two two;

	(void)state;
	two_begin(&two);
	earns(&two.giver, GIVER, "stay", 60, LATER);
	gives(&two, 60, 0, TODAY + 9);
	assert_int_equal(two.receiver.ledger.lots[0].earned_day, TODAY + 9);
	assert_int_equal(two.receiver.ledger.lots[0].expires_day, SG_NO_DAY);
	spends(&two.receiver, 45);
	assert_int_equal(comes_back(&two), SG_OK);
	assert_balance(&two.receiver, -45, 0, 0);
	assert_balance(&two.giver, 60, 0, 60);
	assert_int_equal(lot(&two.giver, "back")->earned_day, TODAY);
	assert_int_equal(lot(&two.giver, "back")->expires_day, LATER);
	two_end(&two);
}

static void what_has_expired_of_a_gift_does_not_come_back(void **state)
{
	struct two two;

	(void)state;
	two_begin(&two);
	earns(&two.giver, GIVER, "stay", 60, LATER);
	gives(&two, 60, 0, SG_NO_DAY);
	spends(&two.receiver, 20);
	expires(&two.receiver, LATER + 1);
	assert_int_equal(comes_back(&two), SG_OK);
	assert_balance(&two.receiver, -20, 0, 0);
	assert_balance(&two.giver, 20, 0, 20);
	two_end(&two);
}

static void a_fee_that_cannot_be_paid_moves_nothing(void **state)
{
	struct sg_transfer transfer = {
		.account = account(RECEIVER), .source = "gift", .points = 50, .fee = 11};
	struct two two;

	(void)state;
	two_begin(&two);
	earns(&two.giver, GIVER, "stay", 60, LATER);
	assert_int_equal(sg_ledger_transfer(&two.giver.ledger, &two.receiver.ledger,
				 &transfer, &two.giver.error),
		SG_REFUSED);
	assert_string_equal(two.giver.error.code, "points_short");
	transfer.fee = -1;
	assert_int_equal(sg_ledger_transfer(&two.giver.ledger, &two.receiver.ledger,
				 &transfer, &two.giver.error),
		SG_INVALID);
	assert_balance(&two.giver, 60, 0, 60);
	assert_balance(&two.receiver, 0, 0, 0);
	two_end(&two);
}

static int64_t furnish(struct world *w, int first_account, int accounts)
{
	for (int i = 0; i < 5; i++) {
		earns(w, first_account + (int)draw((uint32_t)accounts),
			(const char *[]){"a", "b", "c", "d", "e"}[i], 1 + draw(50),
			LATER + (int32_t)draw(3));
	}
	return sg_ledger_balance(&w->ledger).points;
}

/* Whatever the receiver did meanwhile, he is as if he had been given nothing, and who gave has it
 * all again. */
static void a_gift_taken_back_never_was(void **state)
{
	(void)state;
	for (int history = 0; history < HISTORIES; history++) {
		int64_t had, given, fee, own, spent;
		struct two two;

		two_begin(&two);
		had = furnish(&two.giver, GIVER, 2);
		own = furnish(&two.receiver, RECEIVER, 1);
		given = 1 + draw((uint32_t)had);
		fee = draw((uint32_t)(had - given) + 1);
		gives(&two, given, fee, draw(2) == 0 ? SG_NO_DAY : TODAY);
		assert_balance(&two.giver, had - given - fee, 0, had - given - fee);
		assert_balance(&two.receiver, own + given, 0, own + given);
		spent = draw((uint32_t)(own + given) + 1);
		if (spent > 0) {
			spends(&two.receiver, spent);
		}
		assert_int_equal(comes_back(&two), SG_OK);
		assert_balance(&two.giver, had - fee, 0, had - fee);
		assert_balance(
			&two.receiver, own - spent, 0, own > spent ? own - spent : 0);
		two_end(&two);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(part_is_spent_part_kept_and_the_rest_let_go),
		WORLD_TEST(a_penalty_out_of_what_was_taken_back_is_owed),
		cmocka_unit_test(any_hold_ends_in_what_was_said),
		cmocka_unit_test(what_is_given_comes_back_to_each_account),
		cmocka_unit_test(what_was_spent_of_a_gift_is_owed),
		cmocka_unit_test(what_has_expired_of_a_gift_does_not_come_back),
		cmocka_unit_test(a_fee_that_cannot_be_paid_moves_nothing),
		cmocka_unit_test(a_gift_taken_back_never_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
