/*
 * How much attention is enough: which of the wishes and delights that are possible are worth
 * it to a guest. Each further one brings less joy than the one before, one more of its kind
 * less still, and every one costs the guest a little of his peace:
 *
 *     U(S) = sum of rho^(j-1) · v_j · delta^(same kind before) over j, less kappa · |S|
 *
 * with |S| <= B, where the members of S stand in the order that is best for them. Everything is
 * counted in integers, rounded down at each step: the order of additions, the compiler and its
 * way with multiply-and-add then never show, and the same inputs give the same list byte for
 * byte.
 */
#ifndef SG_CORE_RESTRAINT_H
#define SG_CORE_RESTRAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How one guest takes attention, in thousandths. */
struct sg_measure {
	int32_t rho;    /* 0..1000: what the next attention is worth beside this one */
	int32_t delta;  /* 0..1000: likewise, once more, where it is of the same kind */
	int32_t kappa;  /* >= 0: what every attention costs him */
	int32_t budget; /* at most so many in one period; < 0 counts as 0 */
	int32_t periods; /* so many periods the stay has; each begins afresh; < 1 counts as 1 */
};

struct sg_attention_candidate {
	/* What it is worth by itself, in millionths, at most 1000000; <= 0 is never chosen. */
	int32_t value;
	int32_t kind; /* candidates of one kind diminish one another */
	int32_t rank; /* lower ones come first, whatever the others are worth */
	bool chosen;  /* out */
	/* ---- for sg_restrain alone ---- */
	bool placed;
	int32_t same;  /* of its kind, before it */
	int64_t worth; /* diminished by those, in billionths */
};

/*
 * Marks as chosen those of greatest gain, one after the other, ties by position, none that
 * gains no more than it costs. Where all have one rank no other choice has a greater U: within
 * a kind the better one first, and over all kinds the greater diminished worth first, is the
 * best order of any set, and the first n of it are the best n for every n. Where ranks differ
 * the order is bound by them; one that is not worth its cost keeps its place in the order, so
 * that a greater kappa never leads to more. O(n²). [thread-safe]
 */
void sg_restrain(struct sg_attention_candidate *candidates, size_t count,
	const struct sg_measure *measure);

#endif
