/* Numbers that look random and are the same for the same seed, on every machine. */
#ifndef SG_CLI_RANDOM_H
#define SG_CLI_RANDOM_H

#include <stdint.h>

/* A stream of its own for each thing that is drawn for: same seed, same stream, same draws. */
struct sg_random {
	uint64_t state;
};

/* Mixes 64 bits (the finisher of splitmix64). */
static inline uint64_t sg_random_mix(uint64_t value)
{
	value = (value ^ (value >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	value = (value ^ (value >> 27)) * UINT64_C(0x94D049BB133111EB);
	return value ^ (value >> 31);
}

static inline struct sg_random sg_random_begin(uint64_t seed, uint64_t stream)
{
	return (struct sg_random){sg_random_mix(seed) ^
				  sg_random_mix(stream + UINT64_C(0x9E3779B97F4A7C15))};
}

static inline uint64_t sg_random_next(struct sg_random *random)
{
	random->state += UINT64_C(0x9E3779B97F4A7C15);
	return sg_random_mix(random->state);
}

/* 0 to `limit` - 1; `limit` is at least 1. The bias of the multiplication is below 2^-32. */
static inline uint32_t sg_random_below(struct sg_random *random, uint32_t limit)
{
	return (uint32_t)(((sg_random_next(random) >> 32) * limit) >> 32);
}

#endif
