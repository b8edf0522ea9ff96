/* Guests who are one person: their own cards, and what was said of pairs of them. Whoever writes
 * any of it writes the guest_card of every profile concerned too, whose version keeps them
 * together. */
#ifndef SG_STORE_PROFILES_H
#define SG_STORE_PROFILES_H

#include <stddef.h>

#include "core/arena.h"
#include "core/identity.h"
#include "store/script.h"

struct sg_profile_row {
	struct sg_id guest;
	uint32_t card_version; /* of the person's card as this guest has it */
	const char *card;      /* his own */
};

/* One set: everybody who is the same person as the guest in the script's variable v_guest, he
 * among them, ascending; nobody where he has no other profile. */
void sg_profiles_read(struct sg_script *script);
enum sg_status sg_profiles_take(const struct sg_rows *rows, struct sg_arena *arena,
	struct sg_error *error, const struct sg_profile_row **ret_rows,
	size_t *ret_count);

/* Puts one of them, or puts him anew. */
void sg_profile_put(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *person, const char *card);
/* He has no other profile any more. */
void sg_profile_remove(struct sg_script *script, const struct sg_id *guest);

/* One set: what was said of pairs of these guests, and of theirs with others. */
void sg_aliases_read(struct sg_script *script, const struct sg_id *guests, size_t count);
enum sg_status sg_aliases_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_alias **ret_aliases, size_t *ret_count);
void sg_alias_put(struct sg_script *script, const struct sg_alias *alias);

#endif
