/*
 * Numbers as decimal digits, never as floating point: what a document says is what is stored,
 * whatever the host's locale takes for a decimal sign.
 */
#ifndef SG_DOCUMENT_NUMBER_H
#define SG_DOCUMENT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

/* ± mantissa × 10^exponent; the mantissa ends in no zero unless it is 0. */
struct sg_number {
	bool negative;
	bool cut; /* digits beyond the mantissa's 19 were dropped */
	uint64_t mantissa;
	int32_t exponent; /* within ±100,000; more counts as that */
	bool whole;       /* written without fraction and exponent */
};

/* The number at the beginning of `text`, by JSON's grammar; how many bytes it has, 0 when there
 * is none. [thread-safe] */
size_t sg_number_scan(const char *text, size_t len, struct sg_number *ret_number);

/* The number times 10^digits, cut towards zero; `ret_rest` whether anything was cut off. False
 * when it is beyond int64_t. */
bool sg_number_scaled(const struct sg_number *number, int32_t digits, int64_t *ret_scaled,
	bool *ret_rest);

/* Whether it is 1e308 or more, which no double holds for sure. */
bool sg_number_is_huge(const struct sg_number *number);

/* Thousandths as a decimal text without needless zeros: 21500 is "21.5". NULL when memory is
 * short. */
char *sg_thousandths_text(int64_t thousandths, char separator, struct sg_arena *arena);

/* The reverse for our own texts: a sign, digits, at most three after the point. */
bool sg_thousandths_parse(const char *text, int64_t *ret_thousandths);

#endif
