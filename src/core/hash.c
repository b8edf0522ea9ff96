/* SipHash-2-4, from its published specification. Bytes are read singly, so that neither the
 * machine's byte order nor alignment matters. */
#include "core/hash.h"

struct state {
	uint64_t v0;
	uint64_t v1;
	uint64_t v2;
	uint64_t v3;
};

static uint64_t rotate(uint64_t value, unsigned bits)
{
	return value << bits | value >> (64 - bits);
}

static void mix(struct state *s)
{
	s->v0 += s->v1;
	s->v1 = rotate(s->v1, 13) ^ s->v0;
	s->v0 = rotate(s->v0, 32);
	s->v2 += s->v3;
	s->v3 = rotate(s->v3, 16) ^ s->v2;
	s->v0 += s->v3;
	s->v3 = rotate(s->v3, 21) ^ s->v0;
	s->v2 += s->v1;
	s->v1 = rotate(s->v1, 17) ^ s->v2;
	s->v2 = rotate(s->v2, 32);
}

static void absorb(struct state *s, uint64_t word)
{
	s->v3 ^= word;
	mix(s);
	mix(s);
	s->v0 ^= word;
}

/* Up to eight bytes, the first the least. */
static uint64_t read_word(const unsigned char *bytes, size_t size)
{
	uint64_t word = 0;

	for (size_t i = 0; i < size; i++) {
		word |= (uint64_t)bytes[i] << (8 * i);
	}
	return word;
}

static uint64_t hash(uint64_t k0, uint64_t k1, const unsigned char *bytes, size_t size)
{
	struct state s = {k0 ^ UINT64_C(0x736f6d6570736575),
		k1 ^ UINT64_C(0x646f72616e646f6d), k0 ^ UINT64_C(0x6c7967656e657261),
		k1 ^ UINT64_C(0x7465646279746573)};
	size_t whole = size / 8 * 8;

	for (size_t i = 0; i < whole; i += 8) {
		absorb(&s, read_word(bytes + i, 8));
	}
	absorb(&s, (uint64_t)size << 56 |
			   (whole < size ? read_word(bytes + whole, size - whole) : 0));
	s.v2 ^= 0xff;
	for (int i = 0; i < 4; i++) {
		mix(&s);
	}
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

uint64_t sg_hash_keyed(
	const unsigned char key[SG_HASH_KEY_SIZE], const void *data, size_t size)
{
	return hash(read_word(key, 8), read_word(key + 8, 8), data, size);
}

uint64_t sg_hash64(const void *data, size_t size, uint64_t seed)
{
	return hash(seed, 0, data, size);
}

uint32_t sg_shard_of(const struct sg_id *stay)
{
	return (uint32_t)(sg_hash64(stay->bytes, SG_ID_SIZE, 0) % SG_SHARD_COUNT);
}
