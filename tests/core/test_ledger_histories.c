/*
 * A hundred thousand histories by chance, of a person with two profiles that lie together or
 * apart and of another one, each step on a ledger made anew out of a store, held against a model
 * (ledger_model.h). With a number as its argument the program runs that history alone.
 */
#include "core/ledger_history.h"

enum { HISTORIES = 100000, FIRST_DAY = 100 };

static int hold_count, only_history;
static size_t done[KINDS], refused[KINDS];

/* ---- what must be true after each ---- */

static void check_lots(void)
{
	int64_t sums[ACCOUNTS] = {0};

	HOLDS((int)store.count == model.count);
	for (size_t i = 0; i < store.count; i++) {
		const struct sg_lot *lot = &store.lots[i];
		const struct model_lot *coins = &model.lots[i];

		HOLDS(account_of(&lot->account) == coins->account);
		HOLDS(lot->original == coins->original);
		HOLDS(lot->remaining == model_remaining(coins));
		HOLDS(lot->held == model_held(coins));
		HOLDS(lot->expired == coins_in(coins, EXPIRED));
		HOLDS(lot->reversed == coins->reversed);
		HOLDS(lot->held >= 0 && lot->expired >= 0);
		HOLDS(lot->reversed ? lot->remaining <= 0 : lot->remaining >= lot->held);
		sums[coins->account] += lot->remaining;
	}
	for (int account = 0; account < ACCOUNTS; account++) {
		HOLDS(sums[account] == store.sums[account]);
	}
}

static void check_balance(int person)
{
	static struct sg_lot lots[MOST_LOTS];
	struct sg_ledger ledger = {.lots = lots};
	struct sg_balance balance;
	int64_t points = 0;
	int all = model_all(&model, person);

	for (size_t i = 0; i < store.count; i++) {
		if (model.person_of[model.lots[i].account] == person) {
			lots[ledger.count++] = store.lots[i];
		}
	}
	for (int account = 0; account < ACCOUNTS; account++) {
		points += model.person_of[account] == person ? store.sums[account] : 0;
	}
	balance = sg_ledger_balance(&ledger);
	HOLDS(balance.points == points);
	HOLDS(balance.points - balance.held == all);
	HOLDS(balance.available == (all > 0 ? all : 0));
}

static void check_balances(void)
{
	for (int person = 0; person < ACCOUNTS; person++) {
		check_balance(person);
	}
}

static void check_debts(void)
{
	bool owes[ACCOUNTS] = {false}, has[ACCOUNTS] = {false};

	for (size_t i = 0; i < store.count; i++) {
		const struct sg_lot *lot = &store.lots[i];
		int account = account_of(&lot->account);

		owes[account] |= lot->remaining < 0;
		has[account] |= lot->remaining > lot->held;
	}
	for (int account = 0; account < ACCOUNTS; account++) {
		HOLDS(!owes[account] || !has[account]);
	}
}

/* Every account's lots anew out of its own entries, whoever it lay with meanwhile. */
static void check_rebuilt(void)
{
	for (int account = 0; account < ACCOUNTS; account++) {
		struct sg_lot lots[MOST_LOTS];
		static struct sg_entry entries[MOST_ENTRIES];
		size_t count = 0, entry_count = 0;

		for (size_t i = 0; i < store.count; i++) {
			if (account_of(&store.lots[i].account) == account) {
				lots[count] = store.lots[i];
				lots[count].remaining = lots[count].held = 99;
				lots[count].expired = 99;
				lots[count++].reversed ^= true;
			}
		}
		for (size_t i = 0; i < store.entry_count; i++) {
			if (account_of(&store.entries[i].account) == account) {
				entries[entry_count++] = store.entries[i];
			}
		}
		HOLDS(sg_ledger_rebuild(lots, count, entries, entry_count, NULL) ==
			SG_OK);
		for (size_t i = 0; i < count; i++) {
			const struct sg_lot *was = &store.lots[stored_at(&lots[i].id)];

			HOLDS(was->remaining == lots[i].remaining);
			HOLDS(was->held == lots[i].held);
			HOLDS(was->expired == lots[i].expired);
			HOLDS(was->reversed == lots[i].reversed);
		}
	}
}

/* ---- a history by chance ---- */

static bool draw_lot(struct step *step)
{
	if (store.count == 0) {
		return false;
	}
	step->lot = draw((int)store.count);
	step->account = model.lots[step->lot].account;
	step->person = model.person_of[step->account];
	step->points = 1 + draw(COINS);
	return true;
}

/* An open one, if there is any. */
static bool draw_hold(struct step *step)
{
	int from = draw(MOST_HOLDS);

	for (int i = 0; i < hold_count; i++) {
		step->hold = (from + i) % hold_count;
		if (holds[step->hold].open) {
			return true;
		}
	}
	return false;
}

static void draw_like(struct step *step)
{
	step->like.account = step->account = draw(ACCOUNTS);
	step->person = model.person_of[step->account];
	step->like.source = draw(SOURCES);
	step->like.rule = draw(2);
	step->like.earned = today - draw(3);
	step->like.expires = draw(5) == 0 ? NEVER : today + draw(7) - 1;
	step->points = 1 + draw(COINS);
}

static bool draw_step(struct step *step)
{
	static const enum kind often[] = {EARN, EARN, EARN, EARN, EARN, EARN, REVERSE,
		REPLACE, HOLD, HOLD, HOLD, CONFIRM, CONFIRM, RELEASE, EXPIRE, EXPIRE,
		TRANSFER, ADJUST, MERGE};

	*step = (struct step){.kind = often[draw(sizeof often / sizeof often[0])]};
	switch (step->kind) {
	case REVERSE:
	case REPLACE:
		return draw_lot(step);
	case CONFIRM:
	case RELEASE:
		return draw_hold(step);
	case HOLD:
		step->hold = hold_count++;
		holds[step->hold].open = false;
		step->points = 1 + draw(COINS);
		step->person = model.person_of[draw(ACCOUNTS)];
		return true;
	case EXPIRE:
		today += draw(3);
		step->person = model.person_of[draw(ACCOUNTS)];
		return true;
	case TRANSFER:
		draw_like(step);
		step->like.source += SOURCES;
		step->person = model.person_of[draw(ACCOUNTS)];
		return true;
	case ADJUST:
		draw_like(step);
		step->points = draw(3) == 0 ? step->points : -step->points;
		return true;
	default:
		draw_like(step);
		return true;
	}
}

static void begin(uint64_t number)
{
	history = number;
	seed = number * UINT64_C(0x9E3779B97F4A7C15);
	memset(&model, 0, sizeof model);
	store.count = store.entry_count = 0;
	memset(store.sums, 0, sizeof store.sums);
	model.person_of[1] = draw(2);
	model.person_of[2] = 2;
	hold_count = step_count = 0;
	today = FIRST_DAY;
}

static void take(const struct step *step)
{
	enum sg_status status = run_on_store(step);

	HOLDS(status == run_on_model(step));
	refused[step->kind] += status != SG_OK;
	check_lots();
	check_debts();
}

static void live(uint64_t number)
{
	int length;

	begin(number);
	length = 4 + draw(1 + draw(MOST_STEPS - 3)); /* rather short */
	while (step_count < length) {
		struct step *step = &steps[step_count];

		if (!draw_step(step)) {
			continue;
		}
		step_count++;
		done[step->kind]++;
		if (step->kind == MERGE) {
			model.person_of[1] = 1 - model.person_of[1];
		} else {
			take(step);
		}
		check_balances();
	}
	check_rebuilt();
}

static void every_history_is_what_the_coins_say(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		arenas[i] = sg_arena_new();
		assert_non_null(arenas[i]);
	}
	if (only_history > 0) {
		live((uint64_t)only_history);
	}
	for (uint64_t number = 1; number <= HISTORIES && only_history == 0; number++) {
		live(number);
	}
	for (int i = 0; i < KINDS && only_history == 0; i++) {
		print_message(
			"%-13s %7zu, refused %zu\n", kind_names[i], done[i], refused[i]);
		assert_true(done[i] - refused[i] > HISTORIES / 10);
	}
	sg_arena_free(arenas[0]);
	sg_arena_free(arenas[1]);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_history_is_what_the_coins_say),
	};

	only_history = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
