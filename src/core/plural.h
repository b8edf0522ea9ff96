/*
 * Which form of a noun stands beside a number: the cardinal plural rules of Unicode CLDR
 * (supplemental/plurals.xml, release 44) for whole numbers in the languages that the program
 * speaks. "many" of es, fr and it, which CLDR has for whole millions, is read as "other".
 */
#ifndef SG_CORE_PLURAL_H
#define SG_CORE_PLURAL_H

#include <stdbool.h>
#include <stdint.h>

enum sg_plural {
	SG_PLURAL_ZERO,
	SG_PLURAL_ONE,
	SG_PLURAL_TWO,
	SG_PLURAL_FEW,
	SG_PLURAL_MANY,
	SG_PLURAL_OTHER,
	SG_PLURALS /* how many */
};

/* The category of `number` in the language of a tag such as "de" or "de-AT"; as in English
 * where the program does not speak it. Of a number below zero its amount counts.
 * [thread-safe] */
enum sg_plural sg_plural_of(const char *language, int64_t number);

/* Whether whole numbers of that language ever have the category. [thread-safe] */
bool sg_plural_used(const char *language, enum sg_plural category);

/* "few", as CLDR calls it. */
const char *sg_plural_name(enum sg_plural category);

/* The category of that name; false where there is none. */
bool sg_plural_find(const char *name, enum sg_plural *ret_category);

#endif
