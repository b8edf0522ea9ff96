/*
 * A fixed budget, spent greedily on what gains most; each choice makes further ones of its kind
 * gain half as much, so that no guest finds five newspapers and nothing else.
 */
#include "core/restraint.h"

static struct sg_attention_candidate *best_left(
	struct sg_attention_candidate *candidates, size_t count)
{
	struct sg_attention_candidate *best = NULL;

	for (size_t i = 0; i < count; i++) {
		struct sg_attention_candidate *one = &candidates[i];

		if (!one->chosen && one->gain > 0 &&
			(best == NULL || one->gain > best->gain)) {
			best = one;
		}
	}
	return best;
}

static void diminish(
	struct sg_attention_candidate *candidates, size_t count, int32_t kind)
{
	for (size_t i = 0; i < count; i++) {
		if (!candidates[i].chosen && candidates[i].kind == kind) {
			/* Never to nothing: what is left over is still better than an unused
			 * budget. */
			candidates[i].gain = (candidates[i].gain + 1) / 2;
		}
	}
}

void sg_restrain(struct sg_attention_candidate *candidates, size_t count, int32_t budget)
{
	for (size_t i = 0; i < count; i++) {
		candidates[i].chosen = false;
	}
	while (budget-- > 0) {
		struct sg_attention_candidate *best = best_left(candidates, count);

		if (best == NULL) {
			return;
		}
		best->chosen = true;
		diminish(candidates, count, best->kind);
	}
}
