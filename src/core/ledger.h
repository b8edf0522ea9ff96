/*
 * The points of a person: an append-only ledger in lots. Every entry moves points of one lot of one
 * account, and nothing but entries ever changes a lot, so a lot is the sum of its entries, and a
 * balance the sum of lots. What happens at once (a redemption out of three lots, a debt that is
 * paid by what is earned) is several entries of one operation.
 *
 * A person who has several profiles has an account with each; together they are one ledger, and
 * each entry stays with its own, so that parting is exact.
 *
 * Out of which lots points are taken: those that expire first, of these the oldest, then by id.
 * Debts (lots below zero, where points were taken back that had been spent) are paid at once by
 * whatever else there is in the same account: no account has a debt and points to spend.
 *
 * Only sg_ledger_expire looks at the day: what is done on a day begins with it, or points that are
 * past theirs are spent. A step that fails leaves lots and entries as they were. Where the lots lie
 * in memory has no meaning: steps move them, and a pointer to one holds until the next step.
 * Functions are [thread-safe] on different ledgers.
 */
#ifndef SG_CORE_LEDGER_H
#define SG_CORE_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/status.h"

#define SG_POINTS_MAX INT64_C(1000000000000) /* of one account */

enum sg_entry_kind {
	SG_ENTRY_EARN,    /* makes the lot */
	SG_ENTRY_REVERSE, /* takes back what a lot brought; 0 where all of it had expired */
	SG_ENTRY_REDEEM,   /* a hold that was confirmed */
	SG_ENTRY_HOLD,     /* keeps points for a redemption: `held` grows, points are 0 */
	SG_ENTRY_RELEASE,  /* and lets them go */
	SG_ENTRY_EXPIRE,   /* > 0 where it is undone, see sg_ledger_reverse */
	SG_ENTRY_TRANSFER, /* to another account; into one it makes the lot */
	SG_ENTRY_SETTLE, /* a debt paid: two entries that add up to nothing, payer first */
	SG_ENTRY_ADJUST, /* by a person, with a reason and a second person; > 0 makes the lot */
	SG_ENTRY_PENALTY, /* kept where a redemption was given back */
	SG_ENTRY_FEE,     /* of a transfer */
	SG_ENTRY_KINDS
};

struct sg_lot {
	struct sg_id id; /* of its first entry */
	struct sg_id account;
	const char *source; /* what it was earned with: a stay, a charge, … */
	const char *rule; /* by which rule; unique with source among lots not reversed */
	int32_t earned_day;
	/* The last day on which they are good. SG_NO_DAY: never; where the rule in force says
	 * when, whoever reads the lots puts that day here for the time being. */
	int32_t expires_day;
	int64_t original;  /* >= 1 */
	int64_t remaining; /* < 0: a debt, of a reversed lot only */
	int64_t held;      /* of these, for redemptions under way; >= 0 */
	int64_t expired;   /* what has expired of it so far; >= 0 */
	bool reversed;
	bool bonus; /* does not qualify */
	int64_t amount; /* what the points are for (cents, nights, …): said, not looked at */
	struct sg_id property; /* where they were earned; nil = not known. Likewise */
};

struct sg_entry {
	struct sg_id id;
	struct sg_id operation; /* the same for all that happened at once */
	struct sg_id account;
	struct sg_id lot;
	enum sg_entry_kind kind;
	int64_t points; /* what the lot changes by */
	int64_t held;   /* what its hold changes by */
};

/*
 * The person's lots, and the entries that steps add, in the order in which they happened. Lots of
 * which nothing remains and nothing is held may be left out, but for these: to earn, adjust or
 * transfer to that account, its lots of that source; to reverse, replace or confirm, the lots of
 * that account of which something has expired and that are drawn on after the one that is owed
 * then.
 */
struct sg_ledger {
	struct sg_lot *lots;
	size_t count, space;
	struct sg_entry *entries;
	size_t entry_count, entry_space;
	struct sg_arena *arena; /* both grow in it; texts are not copied */
	/* What happens: the key (a UUIDv7) of the entries' operation. The nth entry's own key
	 * has its time, then n, then a hash of operation, account and n: the same operation on
	 * the same lots gives the same entries, and keys sort as things happened. */
	struct sg_id operation;
	bool failed; /* within a step only: memory ran short */
};

struct sg_earning_lot {
	struct sg_id account;
	const char *source, *rule;
	int64_t points; /* > 0 */
	int32_t earned_day, expires_day;
	bool bonus;
	int64_t amount; /* as of the lot, and the following */
	struct sg_id property;
};

/* What there is: the sum of lots, and what of it may be spent (debts and holds taken off, never
 * below zero). */
struct sg_balance {
	int64_t points, held, available;
};

struct sg_balance sg_ledger_balance(const struct sg_ledger *ledger);

/*
 * Earns once for each (account, source, rule): false in `ret_done` where a lot that was not
 * reversed is there already. Debts of the same account are paid out of it at once. SG_INVALID
 * (points_invalid) for points below 1 or beyond what an account can hold (SG_POINTS_MAX, as far as
 * its lots are there), SG_MEMORY.
 */
enum sg_status sg_ledger_earn(struct sg_ledger *ledger,
	const struct sg_earning_lot *earning, struct sg_error *error, bool *ret_done);

/*
 * Takes back all that a lot brought but what has expired of it already; twice is once. What was
 * spent of it becomes a debt, that the other lots of the account pay as far as they go, also with
 * points that have expired: those of later lots would have been spent in its stead, so their
 * expiry is undone. Afterwards the account is as if the lot had never been. Not undone is what
 * expired while a redemption was under way, or of lots that were good for a shorter time; and
 * what was transferred stays with whom it was given to.
 * SG_REFUSED (lot_unknown), SG_MEMORY.
 */
enum sg_status sg_ledger_reverse(
	struct sg_ledger *ledger, const struct sg_id *lot, struct sg_error *error);

/* The lot of that account, source and rule that is not reversed, or NULL. */
const struct sg_lot *sg_ledger_standing(
	const struct sg_ledger *ledger, const struct sg_earning_lot *earning);

/*
 * A correction: reverses a lot and earns another number in its place, in the same account. What
 * was spent of the one is taken out of the other before anything else pays. Twice is once, as with
 * both. SG_INVALID (points_invalid, account_other), SG_REFUSED (lot_unknown), SG_MEMORY.
 */
enum sg_status sg_ledger_replace(struct sg_ledger *ledger, const struct sg_id *lot,
	const struct sg_earning_lot *earning, struct sg_error *error);

/* By hand: points > 0 as an earning, points < 0 out of the lots of that account, each time that
 * it is called. SG_INVALID (points_invalid) for 0 and what no account can hold, SG_REFUSED
 * (points_short) rather than a debt, SG_MEMORY. */
enum sg_status sg_ledger_adjust(struct sg_ledger *ledger, const struct sg_earning_lot *by,
	struct sg_error *error);

/* Keeps points for a redemption, out of any account. SG_INVALID (points_invalid) for points below
 * 1, SG_REFUSED (points_short) with what is missing where there are not enough, SG_MEMORY. */
enum sg_status sg_ledger_hold(
	struct sg_ledger *ledger, int64_t points, struct sg_error *error);

/*
 * What became of a hold; `holds` are its entries, all of them, and each hold comes here once. Of
 * its points `spent` are redeemed, those that expire first, then `kept` are a penalty, and the rest
 * lies in its lots again; numbers beyond what was held take all of it. What was promised is given:
 * spending what was held of a lot that was reversed meanwhile leaves a debt. What is given back
 * lies in its lots also where these have expired meanwhile: the next sg_ledger_expire takes them.
 * SG_INVALID (entry_astray) for an entry that is no hold, or more than its lot has held; SG_MEMORY.
 */
enum sg_status sg_ledger_give_back(struct sg_ledger *ledger, const struct sg_entry *holds,
	size_t count, int64_t spent, int64_t kept, struct sg_error *error);

/* What is past its last good day before `today` expires, but what is held and what is owed, by the
 * person and by the lot's account. SG_MEMORY. */
enum sg_status sg_ledger_expire(
	struct sg_ledger *ledger, int32_t today_day, struct sg_error *error);

struct sg_transfer {
	struct sg_id account; /* to which */
	const char *source;   /* of the lots there */
	int64_t points, fee;  /* the fee is paid by who gives */
	int32_t earned_day; /* as if earned on that day; SG_NO_DAY: each keeps its days */
};

/*
 * Moves points to another account: out of the lots of `from`, into new lots of the account in `to`,
 * one for each that was drawn on; their rule is the key of that lot in 32 hex digits, they were
 * earned where it was, and they do not qualify. The fee is taken first. Debts of the account are
 * paid out of them. `from` and `to` may be one. SG_INVALID (points_invalid) for points below 1, a
 * fee below 0 or beyond what the account can hold, SG_REFUSED (points_short, source_taken where the
 * account has lots of that source), SG_MEMORY.
 */
enum sg_status sg_ledger_transfer(struct sg_ledger *from, struct sg_ledger *to,
	const struct sg_transfer *transfer, struct sg_error *error);

/* An entry by which points went, with the days of the lot that they were taken out of. */
struct sg_given {
	struct sg_entry entry;
	int32_t earned_day, expires_day;
};

/*
 * Takes a transfer back: its lots of `account` and `source` in `from` are reversed, so that what
 * was spent of them is owed there, and what they brought but for what has expired goes back into
 * new lots of `back` as source, in the accounts that gave it, and is good for as long as if it had
 * stayed there. `gave` are the entries of kind TRANSFER by which the points went, with whatever
 * else was done then. Fees stay paid.
 * SG_REFUSED (lot_unknown) where there are no such lots, or they were taken back before; SG_MEMORY.
 */
enum sg_status sg_ledger_return(struct sg_ledger *from, struct sg_ledger *to,
	const struct sg_id *account, const char *source, const char *back,
	const struct sg_given *gave, size_t count, struct sg_error *error);

/* The lots' remaining, held, expired and reversed anew out of all their entries; what the lots are
 * (account, source, days, original) is left, and their places change. SG_INVALID (entry_astray),
 * with nothing changed, for an entry of no lot, of another account than its lot's, or with points
 * that no account can hold. */
enum sg_status sg_ledger_rebuild(struct sg_lot *lots, size_t lot_count,
	const struct sg_entry *entries, size_t entry_count, struct sg_error *error);

#endif
