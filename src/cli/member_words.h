/* The words of a member's pages. English alone so far: all of them stand in one table, with their
 * forms by number, to become a language's own words as those of the guest's pages are. */
#ifndef SG_CLI_MEMBER_WORDS_H
#define SG_CLI_MEMBER_WORDS_H

#include <stdint.h>

#include "core/buffer.h"

enum sg_member_word {
	SG_MEMBER_CANCELLED,
	SG_MEMBER_SINCE,      /* {name}: a date, likewise below */
	SG_MEMBER_TIER_SINCE, /* these follow a tier */
	SG_MEMBER_TIER_UNTIL,
	SG_MEMBER_TIER_FOR_GOOD,
	SG_MEMBER_POINTS, /* {n} */
	SG_MEMBER_TO_SPEND,
	SG_MEMBER_HELD,
	SG_MEMBER_EXPIRE,  /* {n}, {name}: the last good day */
	SG_MEMBER_COUNTED, /* {name}: the period; a colon and measures follow */
	SG_MEMBER_LIFETIME,
	SG_MEMBER_NIGHTS, /* {n} */
	SG_MEMBER_STAYS,
	SG_MEMBER_BASE_POINTS,
	SG_MEMBER_AND, /* with blanks around */
	SG_MEMBER_OR,
	SG_MEMBER_PATH_FOR_GOOD, /* a path that leads to a tier for good */
	SG_MEMBER_TO_TIER,       /* {name}: a tier; follows paths */
	SG_MEMBER_TO_KEEP,
	SG_MEMBER_BY, /* {name}: a date; ends the sentence */
	SG_MEMBER_NO_DATE,
	SG_MEMBER_NO_PATH, /* {name}: a tier */
	SG_MEMBER_NO_KEEPING,
	SG_MEMBER_KEPT,
	SG_MEMBER_HIGHEST,
	SG_MEMBER_HEAD_DATE,
	SG_MEMBER_HEAD_POINTS,
	SG_MEMBER_HEAD_BALANCE,
	SG_MEMBER_HEAD_WHAT,
	SG_MEMBER_NO_LINES,
	SG_MEMBER_EXPIRED_SINCE,
	SG_MEMBER_BALANCE, /* {n} */
	SG_MEMBER_NONE,    /* of no programme a member */
	SG_MEMBER_REVERSED,
	SG_MEMBER_REDEEMED,
	SG_MEMBER_LINE_HELD,
	SG_MEMBER_RELEASED,
	SG_MEMBER_EXPIRED,
	SG_MEMBER_TRANSFERRED,
	SG_MEMBER_SETTLED,
	SG_MEMBER_ADJUSTED,
	SG_MEMBER_PENALTY,
	SG_MEMBER_FEE,
	SG_MEMBER_NIGHTS_BACK,
	SG_MEMBER_RETURNED,
	SG_MEMBER_FOR, /* {name}: an amount or a count */
	SG_MEMBER_FOR_ENROLMENT,
	SG_MEMBER_FOR_TIER,     /* {name}: a tier */
	SG_MEMBER_FOR_PARTNER,  /* {n}, {name}: the partner and its id of it */
	SG_MEMBER_AT,           /* {name}: a milestone's number */
	SG_MEMBER_CLAIM_POSTED, /* {name}: a date */
	SG_MEMBER_CLAIM_BOUND,
	SG_MEMBER_CLAIM_WAITS,
	SG_MEMBER_CLAIM_APPROVED,
	SG_MEMBER_CLAIM_REJECTED, /* {name}: why, and who */
	SG_MEMBER_CLAIM_DECIDED_LATER,
	SG_MEMBER_NOTHING_YET, /* {name}: why */
	SG_MEMBER_ADJUSTED_NOW,
	SG_MEMBER_ADJUSTED_BEFORE,
	SG_MEMBER_HAS_TIER, /* {name}: a tier, until when */
	SG_MEMBER_GRANTED_NOW,
	SG_MEMBER_GRANTED_BEFORE,
	SG_MEMBER_REVOKED_NOW,
	SG_MEMBER_REVOKED_BEFORE,
	SG_MEMBER_GRANT_LATER,
	SG_MEMBER_MATCH,        /* {name}: a tier */
	SG_MEMBER_CHALLENGE,    /* likewise */
	SG_MEMBER_TIER_FROM,    /* these follow, {name}: a date */
	SG_MEMBER_TO_KEEP_IT,   /* follows what is missing; when until follows it */
	SG_MEMBER_MET,          /* likewise */
	SG_MEMBER_TIER_REVOKED, /* {name}: a date */
	SG_MEMBER_GRANT,        /* {name}: its id */
	SG_MEMBER_GUARANTEED,   /* {name}: a benefit */
	SG_MEMBER_IF_AVAILABLE, /* {name}: a benefit */
	SG_MEMBER_GIVEN,        /* follows; {n}: times */
	SG_MEMBER_LIMIT,        /* follows; {name}: times of a year */
	SG_MEMBER_WORDS
};

/* Appends the word with {name} and {n} filled in, in its form for n. */
void sg_member_word(struct sg_buffer *buffer, const char *language,
	enum sg_member_word word, const char *name, int64_t n);

/* A code for people: "diamond_reserve" is "Diamond reserve". */
void sg_member_name(struct sg_buffer *buffer, const char *code);

/* An amount in the smallest unit of a currency: "250.99 EUR". */
void sg_member_money(struct sg_buffer *buffer, const char *language, int64_t amount,
	int64_t decimals, const char *currency);

/* "7 Mar 2027" of "2027-03-07"; as it is where it is no date. */
void sg_member_date(struct sg_buffer *buffer, const char *language, const char *date);

#endif
