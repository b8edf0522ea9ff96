/* Points for numbers that are reached within a window of the tiers. */
#include "core/earning.h"

/* How many numbers of the milestone have been reached. */
static int64_t reached(const struct sg_milestone *milestone, int64_t measured)
{
	int64_t last = milestone->until > 0 && measured > milestone->until
	                       ? milestone->until
	                       : measured;

	if (last < milestone->at) {
		return 0;
	}
	return milestone->every > 0 ? (last - milestone->at) / milestone->every + 1 : 1;
}

size_t sg_earn_milestones(const struct sg_programme_version *version,
	const struct sg_measures *before, const struct sg_measures *after,
	struct sg_milestone_line *ret_lines, size_t space)
{
	size_t count = 0;

	for (size_t i = 0; i < version->milestone_count; i++) {
		const struct sg_milestone *milestone = &version->milestones[i];
		int64_t from = reached(milestone, before->of[milestone->measured]);
		int64_t to = reached(milestone, after->of[milestone->measured]);

		for (; from < to && count < space; from++) {
			ret_lines[count++] = (struct sg_milestone_line){milestone,
				milestone->at + from * milestone->every,
				milestone->points};
		}
		count += from < to ? (size_t)(to - from) : 0;
	}
	return count;
}
