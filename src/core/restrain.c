/*
 * Step 4: not too much. Needs are outside the budget; of the rest, what stands in the room
 * already goes first, then guests' own wishes before what the house thought of.
 */
#include "core/draft.h"

#include <stdlib.h>

#include "core/restraint.h"

enum {
	BUDGET_NIGHTS = 7,     /* the budget is renewed every so many */
	SOURCE_GAIN = 1 << 16, /* a step of source outweighs any order within it */
	IN_ROOM_GAIN = 1 << 24,
};

static int compare_gain(const void *left, const void *right)
{
	const struct sg_choice *a = *(struct sg_choice *const *)left;
	const struct sg_choice *b = *(struct sg_choice *const *)right;
	int32_t rank_a = sg_voice_rank(a->first->voice);
	int32_t rank_b = sg_voice_rank(b->first->voice);
	int64_t said_a = sg_voice_said(a->first->voice);
	int64_t said_b = sg_voice_said(b->first->voice);

	if (rank_a != rank_b) {
		return rank_a < rank_b ? -1 : 1;
	}
	if (said_a != said_b) {
		return said_a > said_b ? -1 : 1;
	}
	if (a->what.topic != b->what.topic) {
		return a->what.topic < b->what.topic ? -1 : 1;
	}
	return sg_voice_compare(a->first->voice, b->first->voice);
}

static int32_t budget_of(const struct sg_draft *draft)
{
	int32_t nights = sg_stay_nights(draft->stay);
	int32_t periods = (nights + BUDGET_NIGHTS - 1) / BUDGET_NIGHTS;

	return draft->input->house->attention_budget * (periods > 0 ? periods : 1);
}

static size_t gather_attentions(struct sg_draft *draft, struct sg_choice **attentions)
{
	size_t count = 0;

	for (struct sg_choice *c = draft->choices; c != NULL; c = c->next) {
		if (c->kept && c->class != SG_CLASS_NEED) {
			attentions[count++] = c;
		}
	}
	qsort(attentions, count, sizeof *attentions, compare_gain);
	return count;
}

static int32_t gain_of(const struct sg_choice *choice, size_t position, size_t count)
{
	int32_t steps = SG_SOURCES - sg_voice_rank(choice->first->voice);
	size_t newer = count - position;

	return steps * SOURCE_GAIN + (choice->in_room ? IN_ROOM_GAIN : 0) +
	       (int32_t)(newer < SOURCE_GAIN ? newer : SOURCE_GAIN - 1);
}

static void leave_out(struct sg_draft *draft, struct sg_choice *choice)
{
	choice->kept = false;
	for (struct sg_candidate *c = choice->first; c != NULL; c = c->same) {
		sg_draft_lose(draft, c, SG_LEFT_BUDGET, NULL);
	}
}

void sg_draft_restrain(struct sg_draft *draft)
{
	struct sg_choice **attentions =
		sg_draft_alloc(draft, draft->choice_count, sizeof *attentions);
	struct sg_attention_candidate *candidates =
		sg_draft_alloc(draft, draft->choice_count, sizeof *candidates);
	size_t count;

	if (draft->failed) {
		return;
	}
	count = gather_attentions(draft, attentions);
	for (size_t i = 0; i < count; i++) {
		candidates[i].gain = gain_of(attentions[i], i, count);
		candidates[i].kind = attentions[i]->what.topic;
	}
	sg_restrain(candidates, count, budget_of(draft));
	for (size_t i = 0; i < count; i++) {
		if (!candidates[i].chosen) {
			leave_out(draft, attentions[i]);
		}
	}
}
