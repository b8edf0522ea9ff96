/*
 * The rule at the end of a TZif file: a POSIX TZ text such as "CET-1CEST,M3.5.0,M10.5.0/3",
 * which says what holds after the last transition that the file lists (RFC 9636, 3.3.1). Pure
 * and without memory of its own; every function is [thread-safe]. Seconds are counted from
 * 1970-01-01T00:00:00Z.
 */
#ifndef SG_CORE_ZONE_RULE_H
#define SG_CORE_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sg_zone_rule_form {
	SG_ZONE_RULE_MONTH,  /* Mm.w.d: weekday d of week w of month m */
	SG_ZONE_RULE_JULIAN, /* Jn: day 1 to 365, 29 February never counted */
	SG_ZONE_RULE_DAY,    /* n: day 0 to 365, 29 February counted */
};

/* The moment of a change: a day of each year, and local seconds from its midnight, which may
 * be negative or exceed a day. */
struct sg_zone_rule_date {
	enum sg_zone_rule_form form;
	int32_t month;   /* 1 to 12 */
	int32_t week;    /* 1 to 5, 5 being the last */
	int32_t weekday; /* 0 = Sunday, as POSIX counts */
	int32_t day;     /* of forms Jn and n */
	int32_t seconds;
};

/* Offsets are seconds east of UTC. Without summer time only standard_offset counts. */
struct sg_zone_rule {
	int32_t standard_offset;
	int32_t summer_offset;
	bool has_summer;
	struct sg_zone_rule_date summer_begin;
	struct sg_zone_rule_date summer_end;
};

/* A span of one offset: from start_s on, before end_s. INT64_MIN and INT64_MAX stand for
 * always. */
struct sg_zone_period {
	int64_t start_s;
	int64_t end_s;
	int32_t offset;
};

/*
 * Takes all forms of POSIX with the extension of TZif version 3: quoted names, times from
 * -167 to 167 hours, days Jn, n and Mm.w.d; summer time without days gets those of POSIX's
 * usual default, M3.2.0 and M11.1.0. False, and nothing stored, on anything else. `text` need
 * not end in a NUL.
 */
bool sg_zone_rule_parse(const char *text, size_t len, struct sg_zone_rule *ret_rule);

/* The span that holds `at_s`; where both changes fall on one moment, summer time begins. */
struct sg_zone_period sg_zone_rule_period(const struct sg_zone_rule *rule, int64_t at_s);

#endif
