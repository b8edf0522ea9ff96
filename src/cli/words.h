/*
 * The words around a checklist on paper, in the languages that the program speaks
 * (core/language.h). What is to be done comes from the catalogue; these are headings and small
 * print. Each language's words, with those of the guest's pages, stand in a file of their own.
 */
#ifndef SG_CLI_WORDS_H
#define SG_CLI_WORDS_H

#include <stdint.h>

#include "core/buffer.h"

enum sg_word {
	SG_WORD_COLON, /* with the blank behind it */
	SG_WORD_COMMA,
	SG_WORD_DATE_POINT, /* "24.11.": between day and month, and behind */
	SG_WORD_DATE_END,
	SG_WORD_FLOOR,
	SG_WORD_NO_FLOOR, /* the heading of stays without a room */
	SG_WORD_NO_ROOM,
	SG_WORD_REVISION,
	SG_WORD_PRINTED,
	SG_WORD_BOOKED,
	SG_WORD_FREE_FROM,
	SG_WORD_READY_BY,
	SG_WORD_ADULTS, /* short, for one and for many */
	SG_WORD_UNTIL,
	SG_WORD_QUIET,
	SG_WORD_IN_HOUSE,
	SG_WORD_NOT,
	SG_WORD_STORE,
	SG_WORD_CHECK,
	SG_WORD_NEW,
	SG_WORD_ON_ARRIVAL,
	SG_WORD_EACH_SERVICE,
	SG_WORD_EVERY_NIGHTS,
	SG_WORD_TURN_DOWN,
	SG_WORD_DEPARTURE,
	SG_WORD_NOTHING,
	SG_WORD_LED,
	SG_WORD_MOVED_FROM,
	SG_WORD_INSTEAD_OF, /* of the standard set: "instead of 2" */
	SG_WORD_OPEN,
	SG_WORD_MINUTES,
	SG_WORD_TOTALS,
	SG_WORD_NOT_DONE, /* the letters E, F, A and what they mean */
	SG_WORD_NEEDS,
	SG_WORD_VALID,
	SG_WORD_BED_SINGLE,
	SG_WORD_BED_TWIN,
	SG_WORD_BED_DOUBLE,
	SG_WORD_BED_KING,
	SG_WORD_STORE_OFFICE,
	SG_WORD_STORE_FLOOR,
	SG_WORD_STORE_LINEN,
	SG_WORD_STORE_KITCHEN,
	SG_WORD_STORE_WORKSHOP,
	SG_WORD_STORE_DESK,
	SG_WORD_STORE_SPA,
	SG_WORDS
};

/* What is worded by how many there are. */
enum sg_counted {
	SG_COUNTED_CHILDREN, /* "2 children" */
	SG_COUNTED_BABIES,
	SG_COUNTED_ROOMS,  /* "rooms", without the number */
	SG_COUNTED_SEEN,   /* "last seen 3 days ago", two days at least */
	SG_COUNTED_WISHES, /* needs among them */
	SG_COUNTED_USUALS,
	SG_COUNTED_PROFILES, /* two at least */
	SG_COUNTED_WORDS
};

/* The word in `language`, in English where the program does not speak it. */
const char *sg_word(const char *language, enum sg_word word);

/* The words for `n`, with {n} put in. */
void sg_word_counted(struct sg_buffer *buffer, const char *language,
	enum sg_counted counted, int64_t n);

/* Appends a text with its places {name}, {n} and {of} filled in; `name` may be NULL where the text
 * has no such place. */
void sg_word_fill(struct sg_buffer *buffer, const char *text, const char *name, int64_t n,
	int64_t of);

/* Short names of days, "Sa". 0 = Monday. */
const char *sg_word_weekday(const char *language, int32_t weekday);

/* Words of the checklist's own vocabulary: kind of list ("arrival"), place ("bed"), bed
 * set-up ("double"), store ("linen"). The word itself where it is not known. */
const char *sg_word_kind(const char *language, const char *kind);
const char *sg_word_place(const char *language, const char *place);
const char *sg_word_bed(const char *language, const char *bed_setup);
const char *sg_word_store(const char *language, const char *store);

#endif
