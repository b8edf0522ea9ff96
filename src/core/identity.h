/*
 * One guest, many profiles: which profiles are one person, and the card of that person.
 *
 * Each profile keeps a card of its own, with what was said and seen under its ids, as if there were
 * no other. The person's card is nothing but a function of these, whatever the order in which they
 * were merged: part them, and each is as it would be without the merge.
 */
#ifndef SG_CORE_IDENTITY_H
#define SG_CORE_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/catalog.h"
#include "core/facts.h"
#include "core/status.h"

enum { SG_PROFILES_MAX = 32 }; /* of one person */

/* The latest word on whether two guests are the same. */
struct sg_alias {
	struct sg_id first, second; /* in the order of sg_id_compare */
	int64_t at_us;
	bool same;
};

/* Takes the word over into the latest words of pairs, where there must be space for one more. The
 * latest counts, of two said at once the later call: false for one that came late. */
bool sg_identity_hear(
	struct sg_alias *aliases, size_t *count, const struct sg_alias *word);

/* For each guest the place of the first in the list who is the same person as he: himself where
 * there is none before him. Who is linked by pairs that are the same is one person, whatever was
 * said of other pairs. */
void sg_identity_group(const struct sg_id *guests, size_t count,
	const struct sg_alias *aliases, size_t alias_count, size_t *ret_groups);

/*
 * What a person said last on each purpose of consent, under whichever profile: sets these members
 * of `ret_card` alone. Of words said at once the stricter counts; nothing is learned from before
 * any profile's `learn_from_us`.
 */
void sg_identity_word(
	const struct sg_card *const *own, size_t count, struct sg_card *ret_card);

struct sg_identity {
	const struct sg_catalog *catalog;
	const struct sg_card *const *own; /* ascending by guest, at least one */
	size_t count;
	/* What several profiles were seen to choose of one topic at one property, made of the
	 * observations of all of them; others are skipped. */
	const struct sg_belief *joint;
	size_t joint_count;
	/* How several profiles took attention, made of the reactions of all of them. */
	const struct sg_card_attention *attentions;
	size_t attention_count;
};

/*
 * The person's card as the profile `viewer` has it: of a single profile its own. Statements add
 * up; where they speak of the same thing the newest counts, as if it had been said under the same
 * ids. What his latest word forbids is left out. Salutation, language and a
 * birthday are the viewer's own where he has them, else the first of the others'; whoever is
 * incognito under one profile is it under all. SG_MEMORY. [thread-safe]
 */
enum sg_status sg_identity_card(const struct sg_identity *identity, size_t viewer,
	struct sg_arena *arena, struct sg_card *ret_card);

/* The first usual of that topic at that property, in whichever context, or NULL. */
const struct sg_belief *sg_belief_like(
	const struct sg_belief *beliefs, size_t count, const struct sg_belief *like);

#endif
