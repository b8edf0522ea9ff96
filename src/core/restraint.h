/* How much attention is enough: which wishes and delights of those possible are worth it. */
#ifndef SG_CORE_RESTRAINT_H
#define SG_CORE_RESTRAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sg_attention_candidate {
	/* > 0; a wish of the guest's own gains more than a delight of the house's. Halved in
	 * place each time that another of its kind is chosen. */
	int32_t gain;
	int32_t kind; /* candidates of one kind (topic) diminish one another */
	bool chosen;  /* out */
};

/* Marks at most `budget` candidates as chosen, by greatest gain, ties by position.
 * `budget` < 0 counts as 0. O(n · budget). [thread-safe] */
void sg_restrain(struct sg_attention_candidate *candidates, size_t count, int32_t budget);

#endif
