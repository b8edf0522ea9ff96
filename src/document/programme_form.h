/* What the parts of a programme's file are decoded into; shared by programme*.c. */
#ifndef SG_DOCUMENT_PROGRAMME_FORM_H
#define SG_DOCUMENT_PROGRAMME_FORM_H

#include "core/programme.h"
#include "document/fields.h"

/* "only" these or all "except" these; neither is everything. */
struct form_names {
	const char *const *only, *const *except;
	size_t only_count, except_count;
};

struct form_range {
	int32_t min, max;
};

struct form_terms {
	struct form_names properties, room_types, rates, channels;
	const int32_t *weekdays;
	size_t weekday_count;
	const char *const *tiers;
	size_t tier_count;
	struct form_range lead_days, nights;
	int32_t from_day, until_day;
};

struct form_earn {
	struct sg_earn_rule rule; /* what needs no translation */
	int32_t per, rounding;
	struct form_names categories;
	struct form_terms when;
};

struct form_milestone {
	struct sg_milestone milestone;
	int32_t measured;
};

struct form_level {
	const char *tier;
	const struct sg_json *reach, *lifetime;
	bool rollover;
};

struct form_tiers {
	int32_t window, months, periods_kept, grace_days, levels_lost;
	const struct form_level *levels;
	size_t level_count;
};

struct form_expiry {
	const char *const *tiers;
	size_t tier_count;
	int32_t after, months, end;
	bool inclusive;
};

struct form_price {
	struct sg_award_price price; /* what needs no translation */
	int32_t rounding;
	struct form_terms when;
};

struct form_discount {
	const char *const *tiers;
	size_t tier_count;
	int32_t percent;
};

struct form_cancel {
	int32_t penalty, free_days, of, rounding;
	int64_t value; /* 0: nothing is said */
};

struct form_award {
	struct sg_award award; /* likewise */
	int32_t kind, per;
	const struct form_price *prices;
	size_t price_count;
	const struct form_discount *discounts;
	size_t discount_count;
	struct form_cancel cancel;
};

struct form_transfer {
	struct sg_transfer_rule rule; /* what needs no translation */
	int32_t kind, expiry;
	const char *const *tiers;
	size_t tier_count;
};

struct form_qualifying {
	struct form_names rates, channels, room_types, still;
};

struct form_stays {
	struct form_qualifying qualifying;
	int32_t delay_days, rooms_points, rooms_nights, several_rooms, back_to_back;
	int32_t claim_days;
	bool day_use, no_show, cancelled;
};

struct form_spend {
	struct form_names categories;
	bool net;
};

struct form_benefit {
	struct sg_benefit benefit; /* what needs no translation */
	int32_t promise, per, times;
	const char *const *tiers;
	size_t tier_count;
	const char *from_tier;
	struct form_names properties;
};

struct form_version {
	int32_t from_day, basis, pool_max;
	const struct form_benefit *benefits;
	size_t benefit_count;
	struct form_names properties;
	struct form_stays stays;
	const struct form_earn *earn;
	size_t earn_count;
	struct form_spend spend;
	const struct form_milestone *milestones;
	size_t milestone_count;
	struct form_tiers tiers;
	const struct form_expiry *expiry;
	size_t expiry_count;
	const struct form_award *awards;
	size_t award_count;
	const struct form_transfer *transfers;
	size_t transfer_count;
};

/* Of the parts. */
extern const struct sg_shape sg_programme_names_shape;
extern const struct sg_shape sg_programme_terms_shape;
extern const struct sg_shape sg_programme_award_shape;
extern const struct sg_shape sg_programme_transfer_shape;
extern const struct sg_shape sg_programme_earn_shape;
extern const struct sg_shape sg_programme_milestone_shape;
extern const struct sg_shape sg_programme_tiers_shape;
extern const struct sg_shape sg_programme_expiry_shape;
extern const struct sg_shape sg_programme_benefit_shape;
enum { SG_BENEFITS_MAX = 30 }; /* of a version */

/* Where the version is that is read, and what for. */
struct programme_reading {
	struct sg_arena *arena;
	struct sg_error *error;
	const struct sg_place_frame *at; /* the version's */
};

/* Fails with the pointer of `frame` and, unless it is NULL, a further member. */
enum sg_status sg_programme_fail(const struct programme_reading *reading,
	const struct sg_place_frame *frame, const char *member, const char *code,
	const char *message);

enum sg_status sg_programme_names(const struct programme_reading *reading,
	const struct sg_place_frame *frame, const struct form_names *form,
	struct sg_names *ret_names);

/* "when"; terms have no weekdays and tiers before. */
enum sg_status sg_programme_terms(const struct programme_reading *reading,
	const struct sg_place_frame *when, const struct form_terms *form,
	const struct sg_tier_rules *tiers, struct sg_terms *ret_terms);

/* The words of enum sg_rounding. */
extern const char *const sg_programme_roundings[];

/* The bits of tiers by name. */
enum sg_status sg_programme_tier_bits(const struct programme_reading *reading,
	const struct sg_place_frame *frame, const struct sg_tier_rules *tiers,
	const char *const *names, size_t count, unsigned *ret_bits);

/* The parts, tiers first: the others name them. */
enum sg_status sg_programme_tiers(const struct programme_reading *reading,
	const struct form_tiers *form, struct sg_tier_rules *ret_tiers);
enum sg_status sg_programme_expiry(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version);
enum sg_status sg_programme_earn(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version);
enum sg_status sg_programme_transfers(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version);
enum sg_status sg_programme_awards(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version);
enum sg_status sg_programme_milestones(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version);

/* Benefits of the tiers or levels of these names, from the lowest. */
struct programme_levels {
	const char *const *names;
	size_t count;
};

enum sg_status sg_programme_benefits(const struct programme_reading *reading,
	const struct form_benefit *forms, size_t count,
	const struct programme_levels *levels, struct sg_benefits *ret_benefits);

#endif
