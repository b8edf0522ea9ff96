/*
 * Accounts: a guest who is a member of a programme. Whoever writes one compares its version;
 * whoever makes one the guest's primary one writes the guest, too, whose version keeps his
 * accounts together.
 */
#ifndef SG_STORE_MEMBERS_H
#define SG_STORE_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/script.h"

struct sg_member_row {
	struct sg_id account; /* hash of chain, programme and guest */
	struct sg_id guest;
	struct sg_id chain;
	const char *programme; /* its code */
	uint32_t version;      /* 0 = not stored */
	bool cancelled;
	bool primary;       /* of the guest's accounts; one at most */
	int64_t primary_us; /* when it was last said to be; SG_NO_TIME = never */
	int32_t enrolled_day;
	struct sg_id number_key; /* hash of chain, programme and number; nil = none */
	const char *state;
};

/* One set: all accounts of the guest in the script's variable v_guest. SG_INTERNAL when a sealed
 * value is broken. */
void sg_members_read(struct sg_script *script);
enum sg_status sg_members_take(const struct sg_rows *rows, struct sg_arena *arena,
	struct sg_error *error, struct sg_member_row **ret_rows, size_t *ret_count);

/* One set: the account that has this number and its guest, or none. NULL: none. */
void sg_member_number_read(struct sg_script *script, const struct sg_id *number_key);

/* New where `read_version` is 0, else if it is still at that version (SG_STALE_MEMBER); DUPLICATE
 * on "PRIMARY" when somebody made it meanwhile, on "number_key" when another has the number. */
void sg_member_write(
	struct sg_script *script, const struct sg_member_row *row, uint32_t read_version);

/* None of the guest's accounts but this one is his primary one. */
void sg_members_unprefer(
	struct sg_script *script, const struct sg_id *guest, const struct sg_id *account);

#endif
