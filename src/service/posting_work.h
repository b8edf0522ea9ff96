/* What the steps of one posting hand on to one another; for posting*.c alone. */
#ifndef SG_SERVICE_POSTING_WORK_H
#define SG_SERVICE_POSTING_WORK_H

#include "core/earning.h"
#include "service/houses.h"
#include "service/member_work.h"
#include "store/postings.h"

struct sg_posting_work {
	struct sg_call *call;
	const struct sg_posting_row *row;
	int32_t today_day; /* of the hotel */
	/* ---- as read ---- */
	bool member; /* somebody is */
	struct sg_member_work of;
	struct sg_posted_stay *stays;  /* of the guest near this one, itself among them */
	struct sg_earning_stay *facts; /* the same, those that are over */
	size_t fact_count;
	const struct sg_earning_stay *stay; /* of these; NULL: it is not over */
	bool foreign;                       /* its charges are in another currency */
	bool counted; /* it was posted before, and counted `before` */
	struct sg_qualified before;
	/* ---- as decided ---- */
	int32_t basis_day;
	const struct sg_programme_version *version;
	const char *source; /* "stay:" and its id */
	struct sg_earned earned;
	enum sg_posting_state state;
	const char *reason;
	int64_t again_us;           /* SG_NO_TIME: not without something new */
	struct sg_qualified counts; /* from now on */
	bool changed;
};

/* posting_read.c: everything, in two trips; `member` false: the rest is empty. */
enum sg_status sg_posting_read(struct sg_posting_work *work);

/* posting_points.c: what is earned, put into ledger, counts and standing. */
enum sg_status sg_posting_decide(struct sg_posting_work *work);

#endif
