/*
 * A person's points in one programme: the accounts of all his profiles as one ledger. Each entry
 * stays with its account, and each account that was moved is written under its version, ascending
 * by account, so that two who spend at once never spend the same.
 */
#ifndef SG_SERVICE_PURSE_H
#define SG_SERVICE_PURSE_H

#include "service/guests.h"
#include "service/member_work.h"

struct sg_purse {
	struct sg_member_work *members; /* ascending by account */
	size_t count;
	struct sg_ledger ledger; /* of all of them */
	int32_t today_day;       /* of the hotel */
};

/* Who of the person is a member of the programme; cancelled ones too. One trip. SG_INVALID
 * "member_unknown" at /data/programme where nobody is, SG_REFUSED "programme_external". [waits on
 * the database] */
enum sg_status sg_purse_find(struct sg_call *call, const struct sg_guest_work *guest,
	const char *programme, struct sg_purse *ret_purse);

/* The accounts of these ids instead, at least one. [waits on the database] */
enum sg_status sg_purse_find_accounts(struct sg_call *call, const struct sg_id *accounts,
	size_t count, struct sg_purse *ret_purse);

/* Leaves the memberships that were cancelled out. */
void sg_purse_drop_cancelled(struct sg_purse *purse);

/* Reads what they have, and lets expire what is past its day; the ledger's operation is new.
 * `source`: of the lots that are read besides those that matter. One trip. */
enum sg_status sg_purse_read(
	struct sg_call *call, const char *source, struct sg_purse *purse);

/* Appends what was done. `active`: it shows that the person is active. */
void sg_purse_write(struct sg_call *call, struct sg_purse *purse, bool active,
	const char *why, struct sg_script *script);

#endif
