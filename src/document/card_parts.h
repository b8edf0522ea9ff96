/* Parts of a card's text, for card.c alone. */
#ifndef SG_DOCUMENT_CARD_PARTS_H
#define SG_DOCUMENT_CARD_PARTS_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/facts.h"
#include "core/status.h"
#include "document/json.h"

/* The member "v" with how he takes attention; nothing where nothing is known. */
void sg_card_write_attentions(struct sg_buffer *buffer, const struct sg_card *card);

/* `array` may be NULL. SG_MEMORY; `broken` becomes true for what is none of ours. */
enum sg_status sg_card_read_attentions(const struct sg_json *array,
	struct sg_arena *arena, struct sg_card *card, bool *broken);

/* The member "x" with what is to be made good; nothing where nothing is. */
void sg_card_write_make_goods(struct sg_buffer *buffer, const struct sg_card *card);
enum sg_status sg_card_read_make_goods(const struct sg_json *array,
	struct sg_arena *arena, struct sg_card *card, bool *broken);

/* The members "b" and "g" with what he is in programmes and was given; nothing where nothing is. */
void sg_card_write_levels(struct sg_buffer *buffer, const struct sg_card *card);
enum sg_status sg_card_read_levels(const struct sg_json *levels,
	const struct sg_json *given, struct sg_arena *arena, struct sg_card *card,
	bool *broken);

/* The member "q" with what he said to offers; nothing where none was made. */
void sg_card_write_offers(struct sg_buffer *buffer, const struct sg_card *card);
enum sg_status sg_card_read_offers(const struct sg_json *array, struct sg_arena *arena,
	struct sg_card *card, bool *broken);

/* The member "y" with what he lets be kept; nothing where he said nothing. */
void sg_card_write_consent(struct sg_buffer *buffer, const struct sg_card *card);
/* `array` may be NULL. False for what is none of ours. */
bool sg_card_read_consent(const struct sg_json *array, struct sg_card *card);

#endif
