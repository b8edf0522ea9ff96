/* What the steps of one posting hand on to one another; for posting*.c alone. */
#ifndef SG_SERVICE_POSTING_WORK_H
#define SG_SERVICE_POSTING_WORK_H

#include "core/credit.h"
#include "service/houses.h"
#include "service/member_work.h"
#include "store/memberships.h"
#include "store/postings.h"

/* Stays near one another are looked for so many days around, and twice as far each time that one
 * lies at the edge. */
enum { SG_POSTING_NEAR_DAYS = 60 };

struct sg_posting_had {
	const char *rule;
	int64_t points;
};

struct sg_posting_work {
	struct sg_call *call;
	const struct sg_posting_row *row;
	int32_t today_day; /* of the hotel */
	/* Whose stay it is taken for, and of which days: as it is, or as it was seen before. */
	struct sg_id guest;
	/* It is not his any more: what was posted is taken back there, and looked at again. */
	bool leaves;
	/* Programmes of the property's chain that were read already, for several at once. */
	const struct sg_programme *known;
	size_t known_count;
	/* ---- as read ---- */
	struct sg_membership_row *memberships; /* of the person */
	size_t membership_count;
	bool member; /* somebody is */
	struct sg_member_work of;
	struct sg_posted_stay *stays; /* of the person near this one, itself among them */
	struct sg_earning_stay *facts;         /* the same, those that are over */
	const struct sg_earning_stay **sorted; /* these, by arrival */
	bool *near; /* of each of the facts: what it earns may change with this one */
	size_t fact_count;
	int32_t first_day, last_day; /* between which they were read */
	int widened;                 /* how often that was */
	bool crowded; /* they are too many to tell what one of them earns */
	const struct sg_earning_stay *stay; /* of these; NULL: it is not over */
	bool foreign;                       /* its charges are in another currency */
	const char *number; /* in the programme, as the stay has it; NULL = none */
	bool doubted;       /* that is not the member's */
	bool replaced;      /* it was claimed, and the stay itself has come */
	struct sg_id claim; /* one of it that stands in the ledger; nil = none */
	bool counted;       /* it was posted before, and counted `before` */
	struct sg_qualified before;
	/* ---- as decided ---- */
	int32_t basis_day;
	const struct sg_programme_version *version;
	const char *tier;   /* its name in that version; NULL: no rules were asked */
	const char *source; /* "stay:" and its id */
	struct sg_earned earned;
	struct sg_posting_had *had; /* what it had of rules before */
	size_t had_count;
	enum sg_posting_state state;
	const char *reason;
	int64_t again_us;           /* SG_NO_TIME: not without something new */
	struct sg_qualified counts; /* from now on */
	int32_t later_day; /* stays from then on may be of another tier; SG_NO_DAY = none */
	bool changed;
};

/* posting_read.c: everything, in two trips; `member` false: the rest is empty. */
enum sg_status sg_posting_read(struct sg_posting_work *work);

/*
 * The same in steps, for what is read for several at once: its name and days; what was read of the
 * person, in the sets of sg_person_memberships_read and sg_posted_stays_read; from which day on his
 * account is to be read, and what was read of it.
 */
enum sg_status sg_posting_name(struct sg_posting_work *work);
enum sg_status sg_posting_take_stays(
	struct sg_posting_work *work, const struct sg_script *script);
int32_t sg_posting_reads_from(const struct sg_posting_work *work);
enum sg_status sg_posting_take_account(
	struct sg_posting_work *work, const struct sg_script *script);

/* posting.c: before anything is read; what comes of what was read; and its write. */
struct sg_posting_work sg_posting_begin(
	struct sg_call *call, const struct sg_posting_row *row);
enum sg_status sg_posting_conclude(struct sg_posting_work *work);
enum sg_status sg_posting_write(struct sg_posting_work *work, struct sg_script *script);

/* posting_near.c: marks the facts that are near; whether further stays have to be read first,
 * between the days that it then sets. */
bool sg_posting_find_near(struct sg_posting_work *work);

/* posting_profile.c: whether the stay's number is none of the person's memberships that were read;
 * and whether it is therefore another member's. One trip where his own is not known. */
bool sg_posting_names_other(const struct sg_posting_work *work);
enum sg_status sg_posting_doubt(struct sg_posting_work *work);

/* posting_points.c: what is earned, put into ledger, counts and standing. */
enum sg_status sg_posting_decide(struct sg_posting_work *work);

/* posting_tier.c: the standing with what the stay counts, and what a tier that is reached earns;
 * what is earned without a stay, at this property. */
enum sg_status sg_posting_stand(
	struct sg_posting_work *work, const struct sg_credit *credit);
enum sg_status sg_posting_occasion(struct sg_posting_work *work,
	struct sg_earning_occasion occasion, const char *source);

/* posting_limits.c: how often a rule may be earned by and what is left of its budget, before rules
 * are asked; and what comes of it, with the account. */
enum sg_status sg_posting_had(struct sg_posting_work *work);
enum sg_status sg_posting_limits(
	struct sg_posting_work *work, struct sg_earning *earning);
void sg_posting_budgets_write(
	const struct sg_posting_work *work, struct sg_script *script);

#endif
