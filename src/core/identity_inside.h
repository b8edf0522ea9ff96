/* Parts of a person's card, for identity*.c alone. */
#ifndef SG_CORE_IDENTITY_INSIDE_H
#define SG_CORE_IDENTITY_INSIDE_H

#include "core/identity.h"

/* What he is in programmes, and was given there, under any profile. False when memory is short. */
bool sg_identity_put_levels(
	const struct sg_identity *identity, struct sg_arena *arena, struct sg_card *card);

/* What is owed to him, and what he said to offers, all profiles one after the other; nothing where
 * `word` lets nothing be kept. False when memory is short. */
bool sg_identity_owed(const struct sg_identity *identity, const struct sg_card *word,
	struct sg_arena *arena, struct sg_card *card);
bool sg_identity_offered(const struct sg_identity *identity, const struct sg_card *word,
	struct sg_arena *arena, struct sg_card *card);

#endif
