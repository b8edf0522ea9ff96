/*
 * Keys of our own: 16 bytes, UUIDv7 where they are new (RFC 9562, 5.7), so that rows of one
 * time lie together. Hosts never see them as keys, only as opaque texts of 32 hex digits.
 */
#ifndef SG_CORE_ID_H
#define SG_CORE_ID_H

#include <stdbool.h>
#include <stdint.h>

enum { SG_ID_SIZE = 16, SG_ID_TEXT_SIZE = 33 };

struct sg_id {
	unsigned char bytes[SG_ID_SIZE];
};

/* A UUIDv7 from a wall time in microseconds since 1970 and ten random bytes. */
struct sg_id sg_id_make(int64_t wall_us, const unsigned char random_bytes[10]);

bool sg_id_is_nil(const struct sg_id *id);
bool sg_id_equal(const struct sg_id *a, const struct sg_id *b);

/* memcmp's order, which is the database's. */
int sg_id_compare(const struct sg_id *a, const struct sg_id *b);

/* 32 lower-case hex digits and a NUL. */
void sg_id_format(const struct sg_id *id, char ret_text[SG_ID_TEXT_SIZE]);

/* False, and nothing stored, unless `text` is 32 hex digits. */
bool sg_id_parse(const char *text, struct sg_id *ret_id);

#endif
