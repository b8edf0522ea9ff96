/* What guests did about attentions: the log. Whoever writes any of it writes the guest's card too,
 * whose version keeps them together. */
#ifndef SG_STORE_REACTIONS_H
#define SG_STORE_REACTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "core/card_attention.h"
#include "store/script.h"

enum { SG_REACTIONS_MAX = 500 }; /* of a guest */

/* One set: the log, oldest first; and what came of it, in the arena. */
void sg_reactions_read(struct sg_script *script, const struct sg_id *guest);
enum sg_status sg_reactions_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error,
	const struct sg_reaction_entry **ret_entries, size_t *ret_count);

/* Adds one; what is there already is not doubled. `note` for the desk or NULL. */
void sg_reaction_add(struct sg_script *script, const struct sg_id *guest,
	const struct sg_reaction_entry *entry, const char *note);

/* Forgets what is beyond SG_REACTIONS_MAX, the oldest; but of each topic what turned it off or
 * on last stays, so that the log still comes to that. */
void sg_reactions_purge(struct sg_script *script, const struct sg_id *guest);

/* Forgets all; what was learned only; what speaks for a topic (asked, welcomed); what one thing
 * brought. */
void sg_reactions_forget(struct sg_script *script, const struct sg_id *guest);
void sg_reactions_forget_learned(struct sg_script *script, const struct sg_id *guest);
/* All before that moment, or what was learned before it. */
void sg_reactions_forget_before(struct sg_script *script, const struct sg_id *guest,
	int64_t before_us, bool learned);
void sg_reactions_forget_asked(
	struct sg_script *script, const struct sg_id *guest, const char *topic);
void sg_reactions_forget_one(
	struct sg_script *script, const struct sg_id *guest, const struct sg_id *id);

/* A reaction that came with words. */
struct sg_reaction_note {
	struct sg_reaction_entry entry;
	const char *note;
};

/* One set: the newest of these guests' that have a note, at most `most`; and what came of it, in
 * the arena. */
void sg_reaction_notes_read(struct sg_script *script, const struct sg_id *guests,
	size_t count, uint32_t most);
enum sg_status sg_reaction_notes_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error,
	const struct sg_reaction_note **ret_notes, size_t *ret_count);

#endif
