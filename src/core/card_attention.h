/*
 * How a guest takes attention, where: what he did holds at the property where he did it, in all
 * of the chain if he agreed to be remembered by it, and for one stay alone where he lets nothing
 * be remembered beyond. His reactions at each are folded by themselves (core/attention.h).
 *
 * Of what may be kept: that he refused, stopped, asked, wants nothing or is not to be disturbed
 * are wishes of his, and kept as statements are, also of who objects to profiling. That he was
 * glad of something or left it untouched is learned from what he does, and kept only of whom may
 * be learned.
 */
#ifndef SG_CORE_CARD_ATTENTION_H
#define SG_CORE_CARD_ATTENTION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/attention.h"
#include "core/catalog.h"
#include "core/facts.h"
#include "core/status.h"

/* A reaction as the log has it. */
struct sg_reaction_entry {
	struct sg_id property;
	struct sg_reaction reaction;
};

/* Whether the topic can be an attention: needs are none, and what is of a special category is
 * not spoken of. */
bool sg_topic_is_attention(const struct sg_topic *topic);

/* What holds at this property for this stay; NULL where he never reacted. */
const struct sg_guest_attention *sg_card_attention(const struct sg_card *card,
	const struct sg_id *property, const struct sg_id *stay);

/* Whether a reaction of this kind at this moment may be kept of who says so. */
bool sg_card_may_note(
	const struct sg_card *word, enum sg_reaction_kind kind, int64_t at_us);

/* In what follows `word` says what he lets be kept: the card itself, or the person's where the card
 * is one of several profiles. */

/* Makes all but what holds for one stay anew from the whole log, in any order; what may not be
 * kept is passed over. Texts are the log's. SG_MEMORY. [thread-safe] */
enum sg_status sg_card_attend(struct sg_card *card, const struct sg_card *word,
	const struct sg_reaction_entry *log, size_t count, struct sg_arena *arena);

/* Whether the reaction is newer than all that counted where it counts; else the log has to be
 * folded. */
bool sg_card_is_next(const struct sg_card *card, const struct sg_card *word,
	const struct sg_reaction_entry *entry);

/* One more, which sg_card_is_next and may be kept. SG_MEMORY. [thread-safe] */
enum sg_status sg_card_react(struct sg_card *card, const struct sg_card *word,
	const struct sg_reaction_entry *entry, struct sg_arena *arena);

/* The same for one stay alone, until that day; in the order of arrival, as no log is kept. */
enum sg_status sg_card_react_in_stay(struct sg_card *card, const struct sg_id *stay,
	int32_t until_day, const struct sg_reaction *reaction, struct sg_arena *arena);

/* Drops what held for stays that ended before that day. SG_MEMORY. */
enum sg_status sg_card_forget_stays(
	struct sg_card *card, int32_t today_day, struct sg_arena *arena);

/* Takes over what holds for single stays. SG_MEMORY. */
enum sg_status sg_card_join_stays(
	struct sg_card *card, const struct sg_card *other, struct sg_arena *arena);

#endif
