/* Texts by eight bytes at once, held in a word. */
#ifndef SG_DOCUMENT_EIGHT_H
#define SG_DOCUMENT_EIGHT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A byte, put in each of the eight of a word. */
#define SG_EIGHT_TIMES UINT64_C(0x0101010101010101)

static inline uint64_t sg_eight_at(const void *bytes)
{
	uint64_t eight;

	memcpy(&eight, bytes, sizeof eight);
	return eight;
}

/* Not 0 where one of the eight is below n, at most 128; after Anderson, "Bit Twiddling Hacks". */
static inline uint64_t sg_eight_below(uint64_t eight, uint64_t n)
{
	return (eight - SG_EIGHT_TIMES * n) & ~eight & SG_EIGHT_TIMES * 0x80;
}

/* Whether all eight may stand in a text of JSON as they are. */
static inline bool sg_eight_plain(uint64_t eight)
{
	return (sg_eight_below(eight, 0x20) |
		       sg_eight_below(eight ^ SG_EIGHT_TIMES * '"', 1) |
		       sg_eight_below(eight ^ SG_EIGHT_TIMES * '\\', 1)) == 0;
}

static inline bool sg_eight_ascii(uint64_t eight)
{
	return (eight & SG_EIGHT_TIMES * 0x80) == 0;
}

#endif
