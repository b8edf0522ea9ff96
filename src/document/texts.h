/*
 * Instructions in the languages of a cut: the catalogue's texts with quantity and number put
 * in. A language that the catalogue lacks falls back to the same without its region, then to
 * the catalogue's first.
 */
#ifndef SG_DOCUMENT_TEXTS_H
#define SG_DOCUMENT_TEXTS_H

#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/catalog.h"
#include "core/cut.h"
#include "core/plan.h"

/* What stands for "{n}" and "{value}". */
struct sg_text_values {
	int64_t quantity;
	const char *number; /* decimal with a point, or NULL */
	const char *unit;
};

/* The catalogue's languages for those of the cut, each once; how many. */
size_t sg_text_languages(const struct sg_catalog *catalog, const struct sg_cut *cut,
	int32_t ret_languages[SG_LANGUAGES_MAX]);

/* "name":{"de":"…","ro":"…"}; where a language has no text the catalogue's first stands in. */
void sg_text_write(struct sg_buffer *buffer, const char *name,
	const struct sg_texts *texts, const struct sg_text_values *values,
	const struct sg_catalog *catalog, const struct sg_cut *cut);

/* So many of a thing: "34 bottles of water"; "34 × beach bag" where the catalogue has no form
 * for it. The number and what follows are held together by a space that does not break. */
void sg_text_counted(struct sg_buffer *buffer, const struct sg_catalog *catalog,
	const struct sg_thing *thing, int32_t language, int64_t count);

/* The same in the languages of the cut: "name":{"de":"34 Flaschen Wasser"}. */
void sg_text_write_counted(struct sg_buffer *buffer, const char *name,
	const struct sg_thing *thing, int64_t count, const struct sg_catalog *catalog,
	const struct sg_cut *cut);

/* The instruction of an item. One that the catalogue no longer has is shown by its name. */
void sg_text_write_item(struct sg_buffer *buffer, const struct sg_item *item,
	const struct sg_catalog *catalog, const struct sg_cut *cut);

/* The sentence of a warning (document/sentences.h), as no catalogue has it. */
void sg_text_write_warning(struct sg_buffer *buffer, const struct sg_warning *warning,
	const struct sg_catalog *catalog, const struct sg_cut *cut);

/* An instruction says noun, number and thing, then the rest: "Towels: {n} × large, swap". Where its
 * thing begins, and how long it is; 0 where it has none ("Cot: {n} ×"). */
const char *sg_text_thing(const char *instruction, size_t *ret_len);

/* The desk's question: whether a usual still holds as a sentence, others by their topic's label. */
void sg_text_write_ask(struct sg_buffer *buffer, const struct sg_ask *ask,
	const struct sg_catalog *catalog, const struct sg_cut *cut);

/* What the desk says when something is kept for one stay alone, or could be kept for none. */
enum sg_say {
	SG_SAY_NOTHING,
	SG_SAY_NOTED, /* "We have noted this for this stay. May we remember it for the next?" */
	SG_SAY_AGREED, /* the same, and whether that was all right: he was not asked */
	SG_SAY_LATER,  /* "May we remember this for your next stay?" */
	SG_SAYS
};

/* "say":{"de":"…","ro":"…"}: English for a language that is not among the module's ten. */
void sg_text_write_say(struct sg_buffer *buffer, enum sg_say say,
	const char *const *languages, size_t count);

#endif
