/*
 * A loyalty programme as its file states it: what is earned, for what, by whom and when, how long
 * points live, and which tiers there are. Values only; they live in the arena of the file. Money is
 * counted in the smallest unit of the programme's currency (cents), points and nights are whole.
 *
 * A programme has versions with dates: the version of a day is the last that begins no later.
 */
#ifndef SG_CORE_PROGRAMME_H
#define SG_CORE_PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/rounding.h"

enum {
	SG_TIERS_MAX = 16,     /* of one version, the first being every member's */
	SG_MEASURES = 4,       /* see enum sg_measured */
	SG_DELAY_DAYS_MIN = 3, /* from departure to posting */
	SG_DELAY_DAYS_MAX = 60,
};

/* By which day of a stay versions, conditions and windows go. */
enum sg_basis { SG_BASIS_ARRIVAL, SG_BASIS_DEPARTURE, SG_BASIS_POSTING };

/* What qualifies for tiers and milestones. */
enum sg_measured {
	SG_MEASURED_NIGHTS,
	SG_MEASURED_STAYS,
	SG_MEASURED_SPEND,
	SG_MEASURED_POINTS
};

struct sg_measures {
	int64_t of[SG_MEASURES]; /* spend in cents; points are base points alone */
};

/* Names of which one must fit, or none may: no names fit everything. */
struct sg_names {
	const char *const *names;
	size_t count;
	bool exclude;
};

/* Absent bounds are SG_NO_DAY, and 0 for numbers. */
struct sg_terms {
	struct sg_names properties, room_types, rates, channels;
	unsigned
		weekdays; /* bit 0 = Monday; of each night, or of the charge's day; 0 = any */
	unsigned tiers; /* bit of the member's tier when it is earned; 0 = any */
	int32_t lead_min, lead_max;     /* days from booking to arrival */
	int32_t nights_min, nights_max; /* of the stay */
	int32_t from_day, until_day;    /* of the basis day, both inclusive */
};

enum sg_earn_per {
	SG_EARN_PER_MONEY, /* of eligible charges, in cents */
	SG_EARN_PER_NIGHT, /* and room */
	SG_EARN_PER_STAY,
	SG_EARN_PER_ENROLMENT, /* once */
	SG_EARN_PER_BASE, /* of the base points of the same stay: 25 for each 100 is 25 % */
	SG_EARN_PER_UPGRADE, /* once for each time a tier of `terms.tiers` is reached by staying */
	SG_EARN_PER_PARTNER, /* of a partner's amount, in the partner's units */
	SG_EARN_PERS
};

struct sg_earn_rule {
	const char *name; /* unique within the version; the ledger's entries carry it */
	bool bonus;       /* its points do not qualify */
	enum sg_earn_per per;
	int64_t points, units; /* `points` for each `units` */
	enum sg_rounding rounding;
	int64_t step;               /* points are multiples of it; 1 = any */
	bool net;                   /* of money without taxes */
	struct sg_names categories; /* of charges, for money */
	const char *partner;        /* for SG_EARN_PER_PARTNER */
	struct sg_terms terms;
	int64_t stay_max;  /* points of one stay; 0 = no limit */
	int32_t times_max; /* stays of one member that earn by it; 0 = no limit */
	int64_t budget;    /* points over all members; then it is over; 0 = no limit */
};

/* Points for having reached a number within the window of the tiers. */
struct sg_milestone {
	const char *name;
	enum sg_measured measured;
	int64_t at;    /* reached first */
	int64_t every; /* and again with every so many more; 0 = once */
	int64_t until; /* the last number that counts; 0 = no end */
	int64_t points;
};

/* Which stays qualify. Of the others nights and stays neither count nor earn, and their charges
 * earn nothing and are no spend, but for those of some categories. */
struct sg_qualifying {
	struct sg_names rates, channels, room_types;
	bool still; /* charges of these categories do all the same */
	struct sg_names still_categories;
};

/* How several rooms and odd stays count. */
struct sg_stay_rules {
	struct sg_qualifying qualifying;
	int32_t rooms_points; /* points for so many rooms at a time, dearest first */
	int32_t rooms_nights; /* nights and stays for so many */
	bool rooms_asked;     /* several rooms at a time wait for a decision */
	bool joined;        /* stays that follow one another at a property are one stay */
	bool joined_asked;  /* they wait for a decision */
	bool day_use;       /* earns money and counts as a stay, not as a night */
	bool no_show;       /* money that was charged earns; nights and stays never */
	bool cancelled;     /* the same of a cancelled stay */
	int32_t delay_days; /* from departure until it is posted */
	int32_t claim_days; /* from departure, in which it may be claimed; 0 = for good */
};

enum sg_window { SG_WINDOW_CALENDAR, SG_WINDOW_ROLLING, SG_WINDOW_MEMBERSHIP };

/* A tree in prefix order: a node ALL or ANY is followed by its `count` parts, whole subtrees. */
enum sg_requirement_kind {
	SG_REQUIRE_ALL,
	SG_REQUIRE_ANY,
	SG_REQUIRE_AT_LEAST,
	SG_REQUIRE_NEVER
};

struct sg_requirement {
	enum sg_requirement_kind kind;
	size_t count;              /* ALL, ANY: parts */
	enum sg_measured measured; /* AT_LEAST */
	int64_t value;
};

struct sg_tier {
	const char *name;
	const struct sg_requirement
		*reach; /* within the window; the first tier's is NULL */
	size_t reach_count;
	const struct sg_requirement
		*lifetime; /* over the whole membership, kept for good; or NULL */
	size_t lifetime_count;
	bool rollover; /* who is here at the period's end takes the nights beyond its requirement
	                * along into the next */
};

struct sg_tier_rules {
	enum sg_window window;
	int32_t window_months; /* rolling: 12; the others: 12 */
	/* A tier holds until the end of the period in which it was reached and so many whole ones
	 * after it; rolling: so many windows. */
	int32_t periods_kept;
	int32_t grace_days;  /* after that end, before a tier is lost */
	int32_t levels_lost; /* at most at one period's end (soft landing); 0 = all */
	const struct sg_tier *tiers; /* from the lowest, which asks for nothing */
	size_t tier_count;
};

enum sg_expiry_kind {
	SG_EXPIRY_NEVER,
	SG_EXPIRY_FIXED,      /* `months` after they were earned */
	SG_EXPIRY_INACTIVITY, /* `months` after the account last earned or spent */
};

/* To what the day that months lead to is moved. */
enum sg_expiry_end { SG_EXPIRY_DAY, SG_EXPIRY_MONTH_END, SG_EXPIRY_YEAR_END };

/* The first rule that has the member's tier holds for all his points, whenever earned. */
struct sg_expiry_rule {
	unsigned tiers; /* bits; 0 = any */
	enum sg_expiry_kind kind;
	int32_t months;
	enum sg_expiry_end end;
	bool inclusive; /* the points are still good on that day */
};

enum sg_award_kind {
	SG_AWARD_FREE_NIGHT,
	SG_AWARD_UPGRADE,
	SG_AWARD_FOOD_AND_BEVERAGE,
	SG_AWARD_LATE_CHECK_OUT,
	SG_AWARD_MONEY,
	SG_AWARD_KINDS
};

enum sg_award_per {
	SG_AWARD_PER_USE, /* once, whatever it is */
	SG_AWARD_PER_NIGHT,
	SG_AWARD_PER_MONEY, /* of an amount, in cents */
	SG_AWARD_PERS
};

/* A night, or the day of anything else, has the first price whose terms fit it. */
struct sg_award_price {
	int64_t points,
		units; /* `points` for each `units` cents; 1 for uses and nights */
	enum sg_rounding rounding;
	int64_t step; /* points are multiples of it, and at least one */
	struct sg_terms terms;
};

struct sg_award_discount {
	unsigned tiers;  /* bits; 0 = any */
	int32_t percent; /* 1..99 */
};

/* What it costs to give an award back. */
struct sg_award_cancel {
	bool costs;        /* false: nothing, whenever */
	int32_t free_days; /* nothing so many days before its day, or earlier */
	int64_t points;    /* these, or … */
	int32_t percent;   /* … so much of the price; one of them is 0 */
	bool nights; /* for the nights that are given back; else for all, once there are any */
	enum sg_rounding rounding;
};

struct sg_award {
	const char *code; /* unique within the version */
	const char *name; /* for people; NULL = the code */
	enum sg_award_kind kind;
	enum sg_award_per per;
	const struct sg_award_price *prices;
	size_t price_count;
	const struct sg_award_discount *discounts; /* the first that has the tier */
	size_t discount_count;
	int64_t points_min, points_max; /* of one redemption; 0 = no limit */
	int32_t nights_max;             /* likewise */
	int32_t year_max; /* redemptions of one member in a calendar year; 0 = no limit */
	/* Of free nights, in the stay where they are used: whether they count for tiers, and
	 * whether they and what is charged on their days earn. */
	bool qualifies, earns;
	struct sg_award_cancel cancel;
};

/* One of the house's things: a topic of the catalogue with one of its values; of a flag NULL. */
struct sg_benefit_thing {
	const char *topic, *value;
};

/* What it is at some properties in its place. */
struct sg_benefit_instead {
	const char *const *properties;
	size_t property_count;
	struct sg_benefit_thing thing;
};

/* What a member is entitled to. Whoever has one of the tiers on the day of arrival has it for the
 * stay; what it costs, how long it takes and who does it are the catalogue's. */
struct sg_benefit {
	const char *code; /* unique within the version */
	unsigned
		tiers; /* bits of the version's tiers, or of an external programme's levels */
	bool guaranteed; /* else if available: under restraint like every delight */
	struct sg_benefit_thing thing;
	/* Once in so many stays of a calendar year, each by its day of arrival; 0: in each stay. */
	int32_t year_times;
	struct sg_names properties; /* where it is given; no names: everywhere */
	const struct sg_benefit_instead *instead;
	size_t instead_count;
};

struct sg_benefits {
	const struct sg_benefit *list;
	size_t count;
};

enum sg_transfer_kind { SG_TRANSFER_POINTS, SG_TRANSFER_GIFT, SG_TRANSFER_KINDS };

/* On what terms members give points to one another. */
struct sg_transfer_rule {
	bool allowed;
	unsigned tiers;                 /* of who gives; bits, 0 = any */
	int64_t points_min, points_max; /* of one; 0 = no limit */
	int64_t step;                   /* points are multiples of it */
	int64_t year_max; /* points that a member gives in a calendar year; 0 = no limit */
	int64_t fee;      /* points that who gives pays with each, and … */
	int32_t fee_percent; /* … so much of what he gives, rounded half up */
	bool anew;   /* they live as if earned on that day; else they keep their days */
	bool second; /* a manager does it, with a reason and a second person */
};

struct sg_programme_version {
	int32_t from_day;
	enum sg_basis basis;
	struct sg_stay_rules stays;
	const struct sg_earn_rule *rules; /* in the order in which they are applied */
	size_t rule_count;
	struct sg_names spend; /* categories of charges whose money counts as spend */
	bool spend_net;
	const struct sg_milestone *milestones;
	size_t milestone_count;
	struct sg_tier_rules tiers;
	const struct sg_expiry_rule *expiry; /* none fits: points do not expire */
	size_t expiry_count;
	const struct sg_award
		*awards; /* what points are spent on; none: whatever is said */
	size_t award_count;
	struct sg_transfer_rule transfers[SG_TRANSFER_KINDS];
	int32_t pool_max; /* so many members redeem together; 0 = nobody does */
	/* Properties where members earn; no names: everywhere. */
	struct sg_names properties;
	struct sg_benefits benefits;
};

struct sg_programme {
	const char *code; /* [a-z][a-z0-9_]* */
	const char *name; /* for people */
	char currency[4];
	int32_t decimals; /* of the currency, 0..3 */
	bool external;    /* mirrored: level and number only, nothing is earned here */
	const char *const *levels; /* of an external programme, from the lowest */
	size_t level_count;
	struct sg_benefits benefits; /* of an external programme's levels */
	const struct sg_programme_version *versions; /* ascending by from_day */
	size_t version_count;
};

/* The version of that day, or NULL before the first. [thread-safe] */
const struct sg_programme_version *sg_programme_on(
	const struct sg_programme *programme, int32_t day);

/* [thread-safe] */
bool sg_names_fit(const struct sg_names *names, const char *name);

/* Whether the measures suffice. An empty tree is never enough. [thread-safe] */
bool sg_requirement_met(const struct sg_requirement *tree, size_t count,
	const struct sg_measures *measures);

/* NULL where the version has no such award. [thread-safe] */
const struct sg_award *sg_award_find(
	const struct sg_programme_version *version, const char *code);

/* The index of that tier in a version, or -1. */
int32_t sg_tier_find(const struct sg_tier_rules *rules, const char *name);

/* What members have on that day: of the version then, or of an external programme always. */
struct sg_benefits sg_benefits_on(const struct sg_programme *programme, int32_t day);

/* The one of that code, or NULL. */
const struct sg_benefit *sg_benefit_find(
	const struct sg_benefits *benefits, const char *code);

/* Whether a tier or level of that name has it on that day. */
bool sg_benefit_is_of(const struct sg_programme *programme,
	const struct sg_benefit *benefit, int32_t day, const char *level);

/* What it is at a property; NULL where it is not given. */
const struct sg_benefit_thing *sg_benefit_at(
	const struct sg_benefit *benefit, const char *property);

/*
 * The day `months` later: the same day of the month, or its last where there is none such (29
 * February and a year: 28 February). SG_NO_DAY past the year 9999. [thread-safe]
 */
int32_t sg_day_add_months(int32_t day, int32_t months);

#endif
