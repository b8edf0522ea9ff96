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
	const char
		*source;   /* whose lots are read, too, though nothing remains; or NULL */
	int32_t today_day; /* where the call's house stands */
};

/* Whose points: SG_INVALID "guest_unknown" at /data/guest/ids; else as sg_guest_file_read_at. */
enum sg_status sg_purse_guest(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_guest_work *ret_guest);
/* The same for ids that stand elsewhere. */
enum sg_status sg_purse_guest_at(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, const char *path, struct sg_guest_work *ret_guest);

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

/* Leaves all out but the guest's own, or the first where he has none. */
void sg_purse_keep_own(struct sg_purse *purse, const struct sg_id *guest);

/* The member of that account, else the first; at least one. */
const struct sg_member_work *sg_purse_member(
	const struct sg_purse *purse, const struct sg_id *account);

/* The accounts in it, at least one, and that of the guest's own among them, else the first.
 * SG_MEMORY. */
enum sg_status sg_purse_accounts(struct sg_call *call, const struct sg_purse *purse,
	const struct sg_id *guest, struct sg_id **ret_accounts,
	struct sg_id *ret_account);

/* The two halves of sg_purse_read: what it asks, SG_PURSE_SETS for each of them and first in the
 * script, so that whatever is asked after it is as new as their versions; and what it makes of the
 * answers. */
enum { SG_PURSE_SETS = SG_ACCOUNT_SETS };
void sg_purse_look(const struct sg_purse *purse, struct sg_script *script);
enum sg_status sg_purse_take(
	struct sg_call *call, const struct sg_script *script, struct sg_purse *purse);

/*
 * Reads what they have and brings it up to today: tiers that were not kept are lost, what is past
 * its day expires, and what a tier earns that is reached is earned. The ledger's operation is new.
 * One trip. [waits on the database]
 */
enum sg_status sg_purse_read(struct sg_call *call, struct sg_purse *purse);

/* Two purses as one, to be written together. SG_MEMORY. */
enum sg_status sg_purse_join(struct sg_call *call, const struct sg_purse *a,
	const struct sg_purse *b, struct sg_purse *ret_purse);

/* For accounts that are not opened yet: what enrolment earns, unless he left before. SG_REFUSED
 * "not_enrolled" before its day, SG_MEMORY. */
enum sg_status sg_purse_open(struct sg_call *call, struct sg_purse *purse);

/* Appends what was done, of each account that has new entries, or of all of them. `active`: it
 * shows that the person is active. SG_MEMORY. */
enum sg_status sg_purse_write(struct sg_call *call, struct sg_purse *purse, bool all,
	bool active, const char *why, struct sg_script *script);

#endif
