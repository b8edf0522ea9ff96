/*
 * One walk in the order of greatest gain. That order does not depend on kappa: it only says
 * where the gain is no longer worth it.
 */
#include "core/restraint.h"

static const int64_t one = 1000000000; /* everything inside is in billionths */

enum { THOUSANDTH = 1000, FROM_THOUSANDTHS = 1000000, FROM_MILLIONTHS = 1000 };

static void begin(struct sg_attention_candidate *candidates, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		candidates[i].chosen = false;
		candidates[i].placed = candidates[i].value <= 0;
		candidates[i].same = 0;
		candidates[i].worth = (int64_t)candidates[i].value * FROM_MILLIONTHS;
	}
}

static bool comes_before(
	const struct sg_attention_candidate *a, const struct sg_attention_candidate *b)
{
	return a->rank != b->rank ? a->rank < b->rank : a->worth > b->worth;
}

static struct sg_attention_candidate *next(
	struct sg_attention_candidate *candidates, size_t count)
{
	struct sg_attention_candidate *best = NULL;

	for (size_t i = 0; i < count; i++) {
		if (!candidates[i].placed &&
			(best == NULL || comes_before(&candidates[i], best))) {
			best = &candidates[i];
		}
	}
	return best;
}

/* One of a kind in each period before the second of them in any. */
static void diminish(struct sg_attention_candidate *candidates, size_t count,
	const struct sg_attention_candidate *placed, const struct sg_measure *measure,
	int32_t periods)
{
	for (size_t i = 0; i < count; i++) {
		struct sg_attention_candidate *other = &candidates[i];

		if (other->placed || other->kind != placed->kind) {
			continue;
		}
		other->same++;
		if (other->same % periods == 0) {
			other->worth = other->worth * measure->delta / THOUSANDTH;
		}
	}
}

void sg_restrain(struct sg_attention_candidate *candidates, size_t count,
	const struct sg_measure *measure)
{
	int32_t periods = measure->periods > 1 ? measure->periods : 1;
	int64_t left = (int64_t)measure->budget * periods;
	int64_t cost = (int64_t)measure->kappa * FROM_THOUSANDTHS;
	int64_t weight = one;

	begin(candidates, count);
	for (int32_t position = 1; left > 0; position++) {
		struct sg_attention_candidate *best = next(candidates, count);

		if (best == NULL) {
			return;
		}
		best->placed = true;
		best->chosen = best->worth * weight / one > cost;
		left -= best->chosen;
		diminish(candidates, count, best, measure, periods);
		if (position % periods == 0) {
			weight = weight * measure->rho / THOUSANDTH;
		}
	}
}
