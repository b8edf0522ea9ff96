/* loyalty.statement: the question, and a membership's account in words and numbers. */
#ifndef SG_DOCUMENT_ACCOUNT_H
#define SG_DOCUMENT_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/ledger.h"
#include "core/plan.h"
#include "core/programme.h"
#include "core/stay.h"
#include "core/tier.h"
#include "document/grant.h"
#include "document/json.h"

enum { SG_STATEMENT_LINES = 50 }; /* of one answer, at most */

struct sg_statement_query {
	const struct sg_ref *refs;
	size_t ref_count;
	const char *programme; /* NULL: all of the guest's */
	int64_t before;        /* lines with numbers below it; 0 = the latest */
};

/* As sg_refs_query_decode. [thread-safe] */
enum sg_status sg_statement_query_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_statement_query *ret_query);

/* A line of the ledger. */
struct sg_statement_line {
	uint32_t number;        /* of the account, from 1 without a gap */
	struct sg_id operation; /* nil: of what work has not written yet */
	enum sg_entry_kind kind;
	int64_t points, held;
	int32_t day;
	const char *source, *rule;
	int64_t amount;    /* what the points are for; 0 = not said */
	const char *why;   /* of what was adjusted, a JSON object; NULL = not said */
	const char *about; /* what it was spent on or to whom it went, likewise */
};

/* What a level is entitled to here, and in how many stays of the year it was given. */
struct sg_account_benefit {
	const struct sg_benefit *benefit;
	const struct sg_benefit_thing *thing; /* what it is at this property */
	int32_t given;
};

/* What became of a benefit. */
struct sg_account_outcome {
	const char *benefit;
	enum sg_benefit_state state;
	int32_t day; /* of arrival */
	struct sg_id stay;
	const char *reason; /* as staff noted it; NULL = not said */
};

/* What is said of one membership. */
struct sg_account_statement {
	struct sg_id account;
	const struct sg_programme *programme;
	const struct sg_programme_version
		*version; /* of today; NULL = it has not begun */
	bool cancelled;
	int32_t enrolled_day;
	int32_t today_day;
	struct sg_balance balance;
	int64_t expiring_points; /* the next that expire, and when; SG_NO_DAY = none */
	int32_t expiring_day;
	const struct sg_standing *standing; /* brought up to today */
	struct sg_measures lifetime, window;
	int32_t window_first_day, window_last_day;
	struct sg_projection next, keep;
	const struct sg_grant *grants;     /* tiers that he was given */
	const struct sg_measures *missing; /* of each of them, today */
	size_t grant_count;
	bool told;         /* reasons and persons are */
	const char *level; /* that is mirrored; NULL = none, or it is a tier */
	const struct sg_account_benefit *benefits;
	size_t benefit_count;
	const struct sg_account_outcome *outcomes; /* of this year, the oldest first */
	size_t outcome_count;
	const struct sg_statement_line *lines; /* the latest first */
	size_t line_count;
	bool more; /* there are older ones */
};

/* Its level, benefits and what became of them: members of such an element. */
void sg_account_benefits_write(
	const struct sg_account_statement *statement, struct sg_buffer *buffer);

/* One element of "memberships". */
void sg_account_statement_write(
	const struct sg_account_statement *statement, struct sg_buffer *buffer);

#endif
