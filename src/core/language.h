/* The languages that the program itself speaks. A hotel's catalogue may have others: their texts
 * are shown as they are, with English words around them. */
#ifndef SG_CORE_LANGUAGE_H
#define SG_CORE_LANGUAGE_H

#include <stdbool.h>

enum sg_language {
	SG_LANGUAGE_EN,
	SG_LANGUAGE_DE,
	SG_LANGUAGE_ES,
	SG_LANGUAGE_FR,
	SG_LANGUAGE_IT,
	SG_LANGUAGE_PL,
	SG_LANGUAGE_RO,
	SG_LANGUAGE_TR,
	SG_LANGUAGE_UK,
	SG_LANGUAGE_AR,
	SG_LANGUAGE_COUNT
};

/* "en". [thread-safe] */
const char *sg_language_code(enum sg_language language);

/* The language of a tag such as "de" or "de-AT"; false where the program does not speak it, or
 * the tag is NULL. [thread-safe] */
bool sg_language_find(const char *tag, enum sg_language *ret_language);

/* The same, English where the program does not speak it. [thread-safe] */
enum sg_language sg_language_or_english(const char *tag);

/* Whether a language, one of the program's or not, is written from right to left. [thread-safe] */
bool sg_language_is_rtl(const char *tag);

/*
 * What stands between a number's whole part and its fraction: a comma, but a point in English and
 * Arabic. Arabic has Western digits with it, as the telephones of staff in European hotels show
 * them; there are no marks between thousands in any language. A language that the program does
 * not speak has a comma, as most around us have. [thread-safe]
 */
char sg_language_decimal(const char *tag);

#endif
