/*
 * What one stay earns: the lines of points, what it counts for tiers, or why a person has to look
 * at it first; and what is earned without a stay. A function of the programme, the stay, its
 * charges and the member's other stays there; the same inputs give the same lines.
 *
 * Nothing depends on which of several stays was posted first. What a stay earns is a function of
 * all stays that are known. When one becomes known, changes or goes (a third room, the stay between
 * two others, a charge that is corrected, a guest parted from another), what those near it earn may
 * change: the caller asks again for each that sg_stays_near leads to, itself near or by way of
 * others, with the version, tier, basis day and decision that it was posted with, and corrects the
 * difference. All other stays keep what they have. With nothing new the answer is the same, so that
 * asking again corrects nothing. Where no version of the programme joins stays, those that are near
 * the stay itself are all.
 *
 * Several rooms at a time. Stays are ordered by their money that counts as spend, the dearest
 * first, equal ones by id. A night of a stay is among `rooms_nights` where fewer than so many
 * dearer stays have that night, likewise its points among `rooms_points`. A charge belongs to the
 * night of its day, before the stay to the first, after it to the last. A stay counts as one where
 * the member had fewer than `rooms_nights` rooms when it began, the dearer ones that began with it
 * among them. Who did not come has no room, but his charges stand in the same order.
 *
 * A stay whose nights were all paid with points is a stay where one of them counts, and earns per
 * stay where one of them earns. It is a room like others.
 *
 * A stay that does not qualify has no room either, joins none, and its charges, where some earn all
 * the same, stand in the same order.
 *
 * Joined stays. Where one begins on the day another ends, it carries it on (of several the dearest
 * the dearest; a day's room between two stays joins them): it is no stay of its own and earns
 * nothing per stay, their nights together are the length of the stay for terms, and `stay_max` is
 * for all of them, taken in the order of time. Each rounds its own points, as each has its own
 * charges and lines.
 */
#ifndef SG_CORE_EARNING_H
#define SG_CORE_EARNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/programme.h"
#include "core/status.h"

#define SG_AMOUNT_MAX INT64_C(1000000000000) /* cents of one charge, either way */

struct sg_charge {
	const char *category; /* room, food, bar, spa, … as the programme names them */
	int64_t gross_cents, net_cents; /* < 0 takes back */
	int32_t day; /* SG_NO_DAY = unknown: of the first night, of no weekday */
};

/* Nights of a stay that were paid with points. */
struct sg_award_nights {
	int32_t first_day, count;
	bool qualifies; /* they count for tiers */
	bool earns; /* they and what is charged on their days earn; it is spend then, too */
};

enum sg_stay_end { SG_STAY_ENDED, SG_STAY_ENDED_NO_SHOW, SG_STAY_ENDED_CANCELLED };

struct sg_earning_stay {
	struct sg_id id;
	const char *property, *room_type, *rate,
		*channel;                   /* NULL = unknown: fits no name */
	int32_t booked_day;                 /* SG_NO_DAY = unknown: fits no lead time */
	int32_t arrival_day, departure_day; /* the same day: day use */
	enum sg_stay_end end;
	const struct sg_charge *charges;
	size_t charge_count;
	const struct sg_award_nights
		*awards; /* of two that have a night the first counts */
	size_t award_count;
};

struct sg_earning {
	const struct sg_programme_version *version; /* of the basis day */
	const struct sg_earning_stay *stay;
	/* The member's stays at the same property whose end is known, posted or not: at least those
	 * that sg_stays_near leads to. More do no harm, nor does the stay itself among them. Stays
	 * that a person has decided are none of this one's are left out. */
	const struct sg_earning_stay *others;
	size_t other_count;
	int32_t tier;      /* of the member on the basis day */
	int32_t basis_day; /* see sg_earning_basis_day */
	/*
	 * For each rule of the version: how many stays of the member have earned by it, this one
	 * and those joined to it not among them (sg_earning_joined); and what of its budget is
	 * left, what this stay has had of it given back. NULL = none and all.
	 */
	const int32_t *times;
	const int64_t *budget_left;
	bool decided; /* a person has: rooms_asked and joined_asked ask no more */
};

struct sg_earned_line {
	const struct sg_earn_rule *rule;
	int64_t points; /* >= 1 */
	int64_t of; /* what they are for: cents, nights, 1 stay, base points, a partner's */
};

/* Why a person has to look first; words as in the exceptions queue. */
enum sg_earning_doubt {
	SG_DOUBT_NONE,
	SG_DOUBT_NEGATIVE, /* negative_charges: less than nothing was charged; no decision helps */
	SG_DOUBT_ROOMS,    /* several_rooms */
	SG_DOUBT_JOINED,   /* back_to_back */
	SG_DOUBT_CURRENCY, /* other_currency; found before, by who reads the charges */
	SG_DOUBT_PROFILE,  /* profile_mismatch; likewise */
	SG_DOUBTS
};

struct sg_earned {
	struct sg_earned_line *lines; /* in the order of the rules, at most one of each */
	size_t line_count;
	struct sg_measures counts; /* stays is 1 or 0 */
	/* With a doubt there are no lines, and nothing counts. */
	enum sg_earning_doubt doubt;
	/* Why there is no line and nothing counts: "property", "no_show", "cancelled", "day_use",
	 * "other_rooms" (there were as many as count without it), "not_qualifying",
	 * "award_nights", "no_rule_fits"; else NULL. */
	const char *nothing;
};

/* The word, as replies and the store have it. [thread-safe] */
const char *sg_earning_doubt_name(enum sg_earning_doubt doubt);

/* The day by which version, tier and terms go. [thread-safe] */
int32_t sg_earning_basis_day(enum sg_basis basis, int32_t arrival_day,
	int32_t departure_day, int32_t posting_day);

/* Whether one stay may change what the other earns: they overlap, or touch in a day. Properties
 * and members are not looked at. [thread-safe] */
bool sg_stays_near(const struct sg_earning_stay *a, const struct sg_earning_stay *b);

/*
 * What the stay earns. The rules apply in their order, those per base points after all others, of
 * the base points of this stay and after what limits them. Weekdays of terms are those of each
 * night or charge, else of the arrival. Each rule rounds once; what `stay_max` and the budget cut
 * off is cut off afterwards, and leaves perhaps no multiple of the step. A rule with less than a
 * point has no line. Points are base points where the rule is no bonus.
 * SG_INVALID (stay_dates_invalid, amount_too_large), SG_MEMORY. [thread-safe]
 */
enum sg_status sg_earn(const struct sg_earning *earning, struct sg_arena *arena,
	struct sg_error *error, struct sg_earned *ret_earned);

/* For each of the others, whether it and the stay are parts of one joined stay; all false where
 * the version joins none. Errors as above. [thread-safe] */
enum sg_status sg_earning_joined(const struct sg_earning *earning, struct sg_arena *arena,
	struct sg_error *error, const bool **ret_joined);

/* What is earned without a stay. */
struct sg_earning_occasion {
	const struct sg_programme_version *version; /* of the day */
	enum sg_earn_per per;                       /* ENROLMENT, UPGRADE or PARTNER */
	const char *property, *channel;             /* NULL = unknown */
	const char *partner;                        /* for PARTNER */
	int64_t amount; /* for PARTNER, in the partner's units; < 0 is SG_DOUBT_NEGATIVE */
	int32_t tier;   /* on the day; for UPGRADE the one that was reached */
	int32_t day;
	const int32_t *times; /* as of a stay */
	const int64_t *budget_left;
};

/* Terms of nights, lead time, room type and rate fit no occasion that asks for them. Errors as
 * above. [thread-safe] */
enum sg_status sg_earn_occasion(const struct sg_earning_occasion *occasion,
	struct sg_arena *arena, struct sg_error *error, struct sg_earned *ret_earned);

/* One number of a milestone that was reached. */
struct sg_milestone_line {
	const struct sg_milestone *milestone;
	int64_t at;
	int64_t points;
};

/*
 * The milestones that are passed between two sums of one window, `before` not reached again; the
 * two exchanged are those that a correction takes back. Writes at most `space`, in the order of
 * the version and of the numbers, and returns how many there are. [thread-safe]
 */
size_t sg_earn_milestones(const struct sg_programme_version *version,
	const struct sg_measures *before, const struct sg_measures *after,
	struct sg_milestone_line *ret_lines, size_t space);

#endif
