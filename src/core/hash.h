/*
 * A fast 64-bit hash for spreading and looking up, SipHash-2-4 (Aumasson and Bernstein). It is
 * no signature. Its values are stored (a stay's shard), so they are the same on every machine
 * and may never change. Every function is [thread-safe].
 */
#ifndef SG_CORE_HASH_H
#define SG_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "core/id.h"

enum { SG_SHARD_COUNT = 64, SG_HASH_KEY_SIZE = 16 };

/* SipHash-2-4 as published; `data` may be NULL when size is 0. */
uint64_t sg_hash_keyed(
	const unsigned char key[SG_HASH_KEY_SIZE], const void *data, size_t size);

/* The same under the key that is `seed` as eight little-endian bytes, then eight zeros. */
uint64_t sg_hash64(const void *data, size_t size, uint64_t seed);

/* The delivery shard of a stay, 0 to 63. */
uint32_t sg_shard_of(const struct sg_id *stay);

#endif
