/* Single rules of a loyalty programme in words, each appended to a text. */
#ifndef SG_CLI_PROGRAMME_WORDS_H
#define SG_CLI_PROGRAMME_WORDS_H

#include "core/buffer.h"
#include "core/catalog.h"
#include "core/programme.h"

/* " at HAM1, HAM2", " not at STAFF" or, for the word "of", " except tax"; nothing for no names. */
void sg_programme_say_names(
	const struct sg_names *names, const char *word, struct sg_buffer *text);

/* "2,300,000"; "23,000.00 USD" of cents; "gold, platinum" of bits */
void sg_programme_say_number(int64_t number, struct sg_buffer *text);
void sg_programme_say_money(
	const struct sg_programme *programme, int64_t amount, struct sg_buffer *text);
void sg_programme_say_tiers(
	const struct sg_tier_rules *rules, unsigned bits, struct sg_buffer *text);

/* "; for gold; at HAM1; on Friday"; nothing for no terms. */
void sg_programme_say_terms(const struct sg_programme_version *version,
	const struct sg_terms *terms, struct sg_buffer *text);

/* "to the nearest, halves up" */
const char *sg_programme_rounding(enum sg_rounding rounding);

/* "10 points for each 1.00 EUR net of room, food, rounded down; for gold" */
void sg_programme_say_rule(const struct sg_programme *programme,
	const struct sg_programme_version *version, const struct sg_earn_rule *rule,
	struct sg_buffer *text);

/* "10,000 points at 40 nights, and every 10 more until 365" */
void sg_programme_say_milestone(const struct sg_programme *programme,
	const struct sg_milestone *milestone, struct sg_buffer *text);

/* "reached within the calendar year; kept to its end and through 1 more; …" */
void sg_programme_say_window(const struct sg_tier_rules *rules, struct sg_buffer *text);

/* "(25 nights or 15 stays) and 5,000.00 EUR; for good: 500 nights" */
void sg_programme_say_tier(const struct sg_programme *programme,
	const struct sg_tier *tier, bool first, struct sg_buffer *text);

/* "a free night: 5,000 points a night; 10 % off for gold; …" */
void sg_programme_say_award(const struct sg_programme *programme,
	const struct sg_programme_version *version, const struct sg_award *award,
	struct sg_buffer *text);

/* "at least 500 points; fee of 10 points and 5 %; the points keep their days; …" */
void sg_programme_say_transfer(const struct sg_programme_version *version,
	const struct sg_transfer_rule *rule, struct sg_buffer *text);

/* "gold: never"; `others`: it is not the first rule */
void sg_programme_say_expiry(const struct sg_programme_version *version,
	const struct sg_expiry_rule *rule, bool others, struct sg_buffer *text);

/* Names of a version's tiers or an external programme's levels, from the lowest. */
struct sg_programme_levels {
	const char *names[SG_TIERS_MAX];
	size_t count;
};

/* "guaranteed in each stay: amenity.fruit = basket (food_and_beverage, 4 min, 6.00); for gold" */
void sg_programme_say_benefit(const struct sg_programme_levels *levels,
	const struct sg_benefit *benefit, const struct sg_catalog *catalog,
	struct sg_buffer *text);

#endif
