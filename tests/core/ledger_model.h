/*
 * A ledger as a child would keep it: every point is a coin that is free, held for something,
 * expired, gone or taken back, and moves one at a time. It shares nothing with the ledger but what
 * both are meant to do.
 */
#ifndef SG_TESTS_CORE_LEDGER_MODEL_H
#define SG_TESTS_CORE_LEDGER_MODEL_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/status.h"

enum { ACCOUNTS = 3, COINS = 8, MOST_LOTS = 128, MOST_HOLDS = 48, NEVER = 1 << 20 };

enum coin { NO_COIN, FREE, EXPIRED, GONE, TAKEN_BACK, HELD /* and the hold's number */ };

struct model_lot {
	int account, source, rule, earned, expires, original;
	unsigned char coins[COINS];
	int owed; /* coins that were gone when it was taken back */
	unsigned char promised[MOST_HOLDS]; /* or held, and for which hold */
	int all_promised;
	bool reversed;
};

struct model {
	struct model_lot lots[MOST_LOTS]; /* as they came */
	int count;
	int person_of[ACCOUNTS];
};

static inline int coins_in(const struct model_lot *lot, int state)
{
	int count = 0;

	for (int i = 0; i < lot->original; i++) {
		count += state == HELD ? lot->coins[i] >= HELD : lot->coins[i] == state;
	}
	return count;
}

static inline int model_remaining(const struct model_lot *lot)
{
	return coins_in(lot, FREE) + coins_in(lot, HELD) - lot->owed;
}

static inline int model_held(const struct model_lot *lot)
{
	return coins_in(lot, HELD) + lot->all_promised;
}

/* What is neither held nor owed in one account, or in all of a person. */
static inline int model_own(const struct model *m, int account)
{
	int sum = 0;

	for (int i = 0; i < m->count; i++) {
		const struct model_lot *lot = &m->lots[i];

		if (lot->account == account) {
			sum += coins_in(lot, FREE) - lot->owed - lot->all_promised;
		}
	}
	return sum;
}

static inline int model_all(const struct model *m, int person)
{
	int sum = 0;

	for (int account = 0; account < ACCOUNTS; account++) {
		sum += m->person_of[account] == person ? model_own(m, account) : 0;
	}
	return sum;
}

static inline bool goes_first(const struct model *m, int a, int b)
{
	const struct model_lot *x = &m->lots[a], *y = &m->lots[b];

	if (x->expires == y->expires && x->earned == y->earned) {
		return a < b;
	}
	return x->expires == y->expires ? x->earned < y->earned : x->expires < y->expires;
}

/* Puts a coin of that state into another; false where there is none. */
static inline bool turn(struct model_lot *lot, int from, int into)
{
	for (int i = 0; i < lot->original; i++) {
		if (lot->coins[i] == from) {
			lot->coins[i] = (unsigned char)into;
			return true;
		}
	}
	return false;
}

/* The lot with a free coin that goes first, of an account or (-1) of the person; or -1. */
static inline int first_free(const struct model *m, int account, int person)
{
	int first = -1;

	for (int i = 0; i < m->count; i++) {
		const struct model_lot *lot = &m->lots[i];

		if (m->person_of[lot->account] == person &&
			(account < 0 || lot->account == account) &&
			coins_in(lot, FREE) > 0 &&
			(first < 0 || goes_first(m, i, first))) {
			first = i;
		}
	}
	return first;
}

/* ---- debts ---- */

static inline bool can_pay(const struct model *m, int payer, int debt)
{
	const struct model_lot *lot = &m->lots[payer];

	return lot->account == m->lots[debt].account &&
	       (coins_in(lot, FREE) > 0 ||
		       (!lot->reversed && goes_first(m, debt, payer) &&
			       coins_in(lot, EXPIRED) > 0));
}

static inline bool pay_a_coin(struct model *m, int debt)
{
	int payer = -1;

	for (int i = 0; i < m->count; i++) {
		if (can_pay(m, i, debt) && (payer < 0 || goes_first(m, i, payer))) {
			payer = i;
		}
	}
	if (payer < 0) {
		return false;
	}
	m->lots[debt].owed--;
	return turn(&m->lots[payer], FREE, GONE) || turn(&m->lots[payer], EXPIRED, GONE);
}

/* The debt that goes first is paid first. */
static inline void model_settle(struct model *m, int account)
{
	bool stuck[MOST_LOTS] = {false};

	for (;;) {
		int debt = -1;

		for (int i = 0; i < m->count; i++) {
			if (m->lots[i].account == account && m->lots[i].owed > 0 &&
				!stuck[i] && (debt < 0 || goes_first(m, i, debt))) {
				debt = i;
			}
		}
		if (debt < 0) {
			return;
		}
		stuck[debt] = !pay_a_coin(m, debt);
	}
}

/* ---- what may happen ---- */

static inline bool model_has(const struct model *m, int account, int source, int rule)
{
	for (int i = 0; i < m->count; i++) {
		const struct model_lot *lot = &m->lots[i];

		if (!lot->reversed && lot->account == account && lot->source == source &&
			(rule < 0 || lot->rule == rule)) {
			return true;
		}
	}
	return false;
}

static inline void model_add(struct model *m, const struct model_lot *like, int points)
{
	struct model_lot *lot = &m->lots[m->count++];

	*lot = (struct model_lot){.account = like->account,
		.source = like->source,
		.rule = like->rule,
		.earned = like->earned,
		.expires = like->expires,
		.original = points};
	memset(lot->coins, FREE, (size_t)points);
}

static inline enum sg_status model_earn(
	struct model *m, const struct model_lot *like, int points)
{
	if (!model_has(m, like->account, like->source, like->rule)) {
		model_add(m, like, points);
		model_settle(m, like->account);
	}
	return SG_OK;
}

static inline void model_take_back(struct model_lot *lot)
{
	for (int i = 0; i < lot->original && !lot->reversed; i++) {
		unsigned char *coin = &lot->coins[i];

		lot->owed += *coin == GONE;
		if (*coin >= HELD) {
			lot->promised[*coin - HELD]++;
			lot->all_promised++;
		}
		*coin = *coin == EXPIRED ? EXPIRED : TAKEN_BACK;
	}
	lot->reversed = true;
}

static inline enum sg_status model_reverse(struct model *m, int lot)
{
	model_take_back(&m->lots[lot]);
	model_settle(m, m->lots[lot].account);
	return SG_OK;
}

static inline enum sg_status model_replace(struct model *m, int lot, int points)
{
	const struct model_lot like = m->lots[lot];

	model_take_back(&m->lots[lot]);
	if (!model_has(m, like.account, like.source, like.rule)) {
		model_add(m, &like, points);
		while (m->lots[lot].owed > 0 &&
			turn(&m->lots[m->count - 1], FREE, GONE)) {
			m->lots[lot].owed--;
		}
	}
	model_settle(m, like.account);
	return SG_OK;
}

/* Free coins, one after the other, of an account or (-1) of the person. */
static inline enum sg_status model_take(
	struct model *m, int account, int person, int points, int into)
{
	int own = account < 0 ? NEVER : model_own(m, account);

	if (points > own || points > model_all(m, person)) {
		return SG_REFUSED;
	}
	while (points-- > 0) {
		turn(&m->lots[first_free(m, account, person)], FREE, into);
	}
	return SG_OK;
}

static inline enum sg_status model_end_hold(struct model *m, int hold, bool redeemed)
{
	for (int i = 0; i < m->count; i++) {
		struct model_lot *lot = &m->lots[i];

		while (turn(lot, HELD + hold, redeemed ? GONE : FREE)) {
		}
		lot->owed += redeemed ? lot->promised[hold] : 0;
		lot->all_promised -= lot->promised[hold];
		lot->promised[hold] = 0;
	}
	for (int account = 0; account < ACCOUNTS; account++) {
		model_settle(m, account);
	}
	return SG_OK;
}

static inline enum sg_status model_expire(struct model *m, int person, int today)
{
	for (int account = 0; account < ACCOUNTS; account++) {
		int lot;

		while (m->person_of[account] == person && model_own(m, account) > 0 &&
			model_all(m, person) > 0 &&
			(lot = first_free(m, account, person)) >= 0 &&
			m->lots[lot].expires < today) {
			turn(&m->lots[lot], FREE, EXPIRED);
		}
	}
	return SG_OK;
}

/* `like` says to whom and from where. */
static inline enum sg_status model_transfer(
	struct model *m, int person, const struct model_lot *like, int points)
{
	int before = m->count;

	if (model_has(m, like->account, like->source, -1) ||
		points > model_all(m, person)) {
		return SG_REFUSED;
	}
	while (points > 0) {
		struct model_lot moved = *like;
		int old = m->count, from, part = 0;

		m->count = before; /* what has come is not given on */
		from = first_free(m, -1, person);
		while (part < points && turn(&m->lots[from], FREE, GONE)) {
			part++;
		}
		m->count = old;
		moved.rule = MOST_LOTS + from;
		moved.earned = m->lots[from].earned;
		moved.expires = m->lots[from].expires;
		model_add(m, &moved, part);
		points -= part;
	}
	model_settle(m, like->account);
	return SG_OK;
}

#endif
