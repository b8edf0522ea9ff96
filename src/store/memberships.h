/* In which programme of his chain a guest's stays earn. */
#ifndef SG_STORE_MEMBERSHIPS_H
#define SG_STORE_MEMBERSHIPS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/status.h"
#include "store/programmes.h"
#include "store/script.h"

struct sg_membership_row {
	struct sg_id account;
	struct sg_id guest;
	bool cancelled;
	bool primary; /* of his memberships in several programmes */
	int32_t enrolled_day;
	struct sg_id number_key; /* of his number in it; nil = none is known */
	struct sg_id chain;
	const char *programme;        /* its code */
	struct sg_programme_row body; /* and what it says */
};

/* One set: the guest's memberships with their programmes, the primary first, then the oldest. */
void sg_memberships_read(struct sg_script *script, const struct sg_id *guest);
/* One set: the memberships of these accounts, at least one, ascending by account. */
void sg_memberships_read_accounts(
	struct sg_script *script, const struct sg_id *accounts, size_t count);
/* One set: those in one programme of these guests, at least one, ascending by account. */
void sg_memberships_read_programme(struct sg_script *script, const struct sg_id *guests,
	size_t count, const char *programme);
/* One set: those of the person, in no order. */
void sg_person_memberships_read(struct sg_script *script, const struct sg_id *guest);

/* The same for several guests at once, at least one, each row with the guest's id before it and
 * without what the programme says: it is longer than all the rest. */
void sg_persons_memberships_read(
	struct sg_script *script, const struct sg_id *guests, size_t count);

/* One set: everybody who is the same person as the guest, he among them; and the same as a part of
 * other statements, with "g.id = ?" in their WHERE: nothing has to be put together first. */
#define SG_PERSON_FROM                                                                   \
	"FROM guest g LEFT JOIN profile named ON named.guest = g.id "                    \
	"LEFT JOIN profile other ON other.person = named.person "
#define SG_PERSON_GUEST "COALESCE(other.guest, g.id)"
void sg_person_guests_read(struct sg_script *script, const struct sg_id *guest);

/* Of such a set, that of one guest: first his own, then those of his other profiles; of each the
 * primary first, then the oldest. SG_MEMORY. */
enum sg_status sg_person_memberships_take(const struct sg_script *script, size_t set,
	const struct sg_id *guest, struct sg_arena *arena, struct sg_error *error,
	struct sg_membership_row **ret_rows, size_t *ret_count);

size_t sg_memberships_count(const struct sg_script *script, size_t set);
void sg_membership_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_membership_row *ret_row);

#endif
