/*
 * Which tier a member has, until when, and what is missing for the next: a function of the
 * programme's rules, of what he has qualified with, day by day, and of what he was given. Up at
 * once; down only at the end of a period, after grace, by as many levels as the rules allow.
 *
 * How it goes:
 * - On every day that the counts of the window meet a tier's requirement, he has that tier until
 *   the end of the present period and `periods_kept` whole ones more. In a rolling window the
 *   present period ends when what counts today would first not suffice any more. What is taken
 *   back later (rows of less than nothing) shortens no such promise.
 * - What he reached by himself falls when that is over and `grace_days` more have passed: to the
 *   best tier below that still holds, or by `levels_lost` levels, where that is better; what he so
 *   lands on holds to the end of the period that began when the lost one was over.
 * - A lifetime tier is a floor. A grant holds on its days, without grace or soft landing; when it
 *   is over he has what he reached by himself. He always has the best of the three.
 * - At the end of a calendar or membership year the nights beyond what the best tier asks for
 *   that he met in it are carried into the next one, if the tier rolls over: his own nights of
 *   that year, so that nothing is carried twice. A tier's nights are the most that its
 *   requirement names.
 * - On one day all its rows count together, first the period turns, then what was met holds, then
 *   what is over falls: a tier that is met on the day it would be lost is kept.
 *
 * Bringing a standing up in one step, day by day or at each event is the same. All functions are
 * [thread-safe]; sums that do not fit stay at the limit of their type.
 */
#ifndef SG_CORE_TIER_H
#define SG_CORE_TIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/programme.h"

/* What was qualified with on a day (the basis day of a stay), ascending by day; days may repeat;
 * less than nothing takes back. */
struct sg_qualified {
	int32_t day;
	struct sg_measures counts;
};

enum sg_tier_cause {
	SG_TIER_ENROLLED,
	SG_TIER_REACHED,   /* enough in the window */
	SG_TIER_LIFETIME,  /* enough over all: for good */
	SG_TIER_GRANTED,   /* given: a match, a challenge, by hand */
	SG_TIER_KEPT,      /* enough again: it holds longer */
	SG_TIER_LOST,      /* not enough again; with soft landing perhaps not as far */
	SG_TIER_ABOLISHED, /* the programme's new version has no tier of that name */
	SG_TIER_CAUSES
};

/* The word, as replies and the store have it: "enrolled", "reached", … */
const char *sg_tier_cause_name(enum sg_tier_cause cause);

/* All of it has to be stored. Indexes are those of the version of `day`. */
struct sg_standing {
	int32_t day; /* up to which it was brought, that day included */
	int32_t tier;
	int32_t since_day; /* since when he has it without a break */
	int32_t until_day; /* the last day on which it holds, grace not counted; before
	                    * `day`: in grace; SG_NO_DAY: for good */
	enum sg_tier_cause cause; /* of the last step */
	int32_t floor;            /* never below: lifetime tiers */
	int32_t reached;          /* by himself, soft landing included */
	/* Until when he has each by himself, grace not counted; SG_NO_DAY = he has not, or what
	 * he had of it is over. */
	int32_t reached_until[SG_TIERS_MAX];
	int64_t carried_nights; /* rolled over into the period that began on carried_day */
	int64_t past_nights;    /* and into the period before that */
	int32_t carried_day;    /* SG_NO_DAY = no period has ended yet */
};

/* A change, or a tier that holds longer than before. */
struct sg_tier_step {
	int32_t day;
	enum sg_tier_cause cause;
	int32_t from, to; /* of the version of `day`; the same if it only holds longer */
	const char *from_name, *to_name; /* the programme's */
	int32_t until_day;
	/* What decided: the window's, carried nights included; all of the membership's for
	 * LIFETIME; the challenge's; of the period that was not enough for LOST. */
	struct sg_measures counts;
};

/*
 * A tier that was given from a day to a day (SG_NO_DAY: for good), by its name, as versions
 * number them differently; a name that the version has not gives nothing. A challenge also has a
 * requirement: if the rows of its days meet it, the tier holds until won_day (SG_NO_DAY: for
 * good). A challenge that does not lend the tier gives it only then.
 */
struct sg_tier_grant {
	const char *tier;
	int32_t first_day, last_day;
	const struct sg_requirement *needs; /* NULL: not a challenge */
	size_t needs_count;
	bool lent; /* a challenge gives the tier on its own days too */
	int32_t won_day;
};

struct sg_tier_member {
	int32_t enrolled_day;
	const struct sg_qualified *qualified; /* at least from sg_tier_reads_from on */
	size_t qualified_count;
	struct sg_measures lifetime; /* over all, everything in `qualified` included */
	/* Those that are not over on the standing's day; one that is taken back is left out. */
	const struct sg_tier_grant *grants;
	size_t grant_count;
};

/* So far back standings are kept, for stays that come late. */
enum { SG_LATE_DAYS = 400 };

/* What is kept between two changes: where he stands, and where he stood at the beginning of the
 * rows that may still change, from which lateness is made good (sg_tier_recompute). */
struct sg_standings {
	struct sg_standing now, base;
};

/* A member's standing on the day of enrolment, before anything counts on it. */
struct sg_standing sg_tier_begin(int32_t enrolled_day);

/* First and last day of the period that the day is in: for a rolling window the days that lead to
 * it. A membership year that begins on 29 February begins on 28 February where there is none. */
void sg_tier_period(const struct sg_tier_rules *rules, int32_t enrolled_day, int32_t day,
	int32_t *ret_first, int32_t *ret_last);

/* What counts in the window that leads to `day`, carried nights included. `day` is in the
 * standing's period or in the one before. */
struct sg_measures sg_tier_counts(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, const struct sg_standing *standing,
	int32_t day);

/*
 * Brings a standing up to `day` (one before its own changes nothing) under one version's rules;
 * its own day is looked at again. Rows after `day` are not looked at. The first `space` steps are
 * written (NULL and 0: none); returns how many were taken.
 */
size_t sg_tier_advance(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, int32_t day, struct sg_standing *standing,
	struct sg_tier_step *ret_steps, size_t space);

/*
 * The same under the rules of the version of each day. On a version's first day tiers are found
 * again by their names; of one that it has not, the next lower one that it has takes the place. A
 * period that ends with the day before still rolls over by the former rules. Before the first
 * version nothing is reached.
 */
size_t sg_tier_advance_versions(const struct sg_programme *programme,
	const struct sg_tier_member *member, int32_t day, struct sg_standing *standing,
	struct sg_tier_step *ret_steps, size_t space);

/* Brings the base up to SG_LATE_DAYS before today. */
void sg_standings_follow(const struct sg_programme *programme,
	const struct sg_tier_member *member, int32_t today_day,
	struct sg_standings *standings);

/*
 * What is left of a step up after those that follow it, so that what it earns does not depend on
 * when somebody looked: the step to the lowest tier from it on (itself, where none is lower); NULL
 * where it is not above the one that the step began at. [thread-safe]
 */
const struct sg_tier_step *sg_tier_step_left(
	const struct sg_tier_step *steps, size_t count, size_t at);

/*
 * The same where the programme's file has other tiers than the standing was made with: `then` has
 * the names of those, from the lowest, `rules` are of the standing's day. NULL: nothing is reached.
 */
void sg_tier_rename(const struct sg_tier_rules *then, const struct sg_tier_rules *rules,
	struct sg_standing *standing);

/*
 * For a row that came late, with a day before the standing's: as if it had come in time, except
 * that nothing is taken back by it. `from` is any standing of the member's that was right before
 * that day (sg_tier_begin, or one kept from a day so far back that nothing later can still come);
 * `member` holds the late row, and rows from sg_tier_reads_from of `from` on. `standing` is what
 * he has been told: it is brought up to `day`, then gets what it lacks, by one step more.
 */
size_t sg_tier_recompute(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standing *from, int32_t day,
	struct sg_standing *standing, struct sg_tier_step *ret_steps, size_t space);

/*
 * Brings a standing up to `day`, as sg_tier_recompute where a row came late (`from` as there), else
 * (NULL) as sg_tier_advance_versions. The steps are those that he takes by himself, as if he were
 * given nothing: what reaching a tier earns goes by them. Returns how many were written.
 */
size_t sg_tier_bring(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standing *from, int32_t day,
	struct sg_standing *standing, struct sg_tier_step *ret_steps, size_t space);

/* The earliest day of which rows are needed to bring the standing up, whichever version comes. */
int32_t sg_tier_reads_from(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standing *standing);

/* The next day on which sg_tier_advance changes tier, until_day or carried nights without
 * anything happening; SG_NO_DAY = none. A version's first day is another such day. */
int32_t sg_tier_next_day(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, const struct sg_standing *standing);

/* One way to a tier: what is missing of each measure (0: enough); all of them are needed. */
struct sg_tier_path {
	struct sg_measures missing;
	bool lifetime; /* it would be for good, and has no end */
};

enum { SG_PATHS_MAX = 8 };

struct sg_projection {
	int32_t tier;   /* the one in question, or -1: there is none */
	int32_t by_day; /* the last day on which it can be done */
	/* Those of which the smallest part is still missing first. */
	struct sg_tier_path paths[SG_PATHS_MAX];
	size_t path_count; /* 0: it cannot be reached by staying */
};

/*
 * What is missing for the next tier, and for keeping the present one; `standing` was brought up to
 * `day`, rows after it are not looked at. Next is the lowest above that staying can reach, else
 * the lowest above. In a rolling window it is to be done before the first of what counts today
 * falls out. Keeping has tier -1 where nothing is to be done yet: it is for good, or the present
 * period is not the last in which it can be done. A challenge by which he has the tier comes before
 * the tier's own ways, of which those that ask for no less are left out.
 */
void sg_tier_project(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, const struct sg_standing *standing,
	int32_t day, struct sg_projection *ret_next, struct sg_projection *ret_keep);

/* What counts for a challenge up to the day, or to its last one. Returns whether it was met at the
 * end of any day of them: then it is, whatever was taken back since. */
bool sg_tier_challenge(const struct sg_tier_member *member,
	const struct sg_tier_grant *grant, int32_t day, struct sg_measures *ret_counts);

#endif
