/*
 * Step 4: not too much. Needs, and what the house owes or has promised, are outside the budget; of
 * the rest, what stands in the room already goes first, then guests' own wishes before what the
 * house thought of, and among these what gains most. The guest of the room who minds most sets the
 * measure.
 */
#include "core/draft.h"

#include <stdlib.h>

#include "core/attention.h"
#include "core/belief.h"
#include "core/restraint.h"

enum {
	BUDGET_NIGHTS = 7, /* the budget is renewed every so many */
	REPEAT = 600,      /* delta */
	ASKED_FOR = 950,   /* how likely a guest is glad of what was asked for */
	THOUSAND = 1000,
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

/* ---- the measure ---- */

static struct sg_measure house_measure(const struct sg_draft *draft)
{
	const struct sg_house *house = draft->input->house;
	int32_t nights = sg_stay_nights(draft->stay);
	bool usual = house->attention_fade == 0;

	return (struct sg_measure){
		.rho = usual ? SG_ATTENTION_FADE : house->attention_fade,
		.delta = REPEAT,
		.kappa = usual ? SG_ATTENTION_EFFORT : house->attention_effort,
		.budget = house->attention_budget,
		.periods = (nights + BUDGET_NIGHTS - 1) / BUDGET_NIGHTS};
}

static struct sg_measure room_measure(const struct sg_draft *draft)
{
	const struct sg_measure house = house_measure(draft);
	struct sg_measure room = house;
	bool first = true;

	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t k = 0; k < occupant->card_count; k++) {
			struct sg_measure one = sg_attention_measure(
				sg_draft_attention(draft, occupant, &occupant->cards[k]),
				&house);

			room.kappa =
				first || one.kappa > room.kappa ? one.kappa : room.kappa;
			room.budget = one.budget < room.budget ? one.budget : room.budget;
			first = false;
		}
	}
	return room;
}

/* ---- worth ---- */

/* How likely a guest is glad of it before his reactions are known, in thousandths. */
static int32_t prior_of(const struct sg_draft *draft, const struct sg_voice *voice,
	const struct sg_worth *worth)
{
	if (voice->source == SG_SOURCE_STATED || voice->source == SG_SOURCE_CODE) {
		return ASKED_FOR;
	}
	if (voice->belief != NULL) {
		return sg_belief_confidence(voice->belief, 0, draft->input->now_us) /
		       (SG_MILLION / THOUSAND);
	}
	return worth->welcome;
}

/* The speaker's, for what a guest said; else of whoever in the room is least glad of it. */
static int32_t success_of(
	const struct sg_draft *draft, const struct sg_choice *choice, int32_t prior)
{
	const char *topic = sg_draft_topic(draft, choice->what.topic)->name;
	const struct sg_guest_attention *attention = NULL;
	int32_t least = SG_MILLION;

	if (sg_draft_speaker(draft, choice->first->voice, &attention)) {
		return sg_attention_success(attention, topic, prior);
	}
	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t k = 0; k < occupant->card_count; k++) {
			int32_t success = sg_attention_success(
				sg_draft_attention(draft, occupant, &occupant->cards[k]),
				topic, prior);

			least = success < least ? success : least;
		}
	}
	return least < SG_MILLION ? least : sg_attention_success(NULL, topic, prior);
}

/* What he sent away or put out stays on this list as he left it, and nothing else comes in its
 * place. */
static bool is_answered(const struct sg_choice *choice)
{
	return sg_item_is_answered(choice->state);
}

/* What makes good for a failure, or was promised, is no attention. */
static bool is_owed(const struct sg_choice *choice)
{
	for (const struct sg_candidate *c = choice->first; c != NULL; c = c->same) {
		if (c->voice->source == SG_SOURCE_MAKE_GOOD ||
			c->voice->source == SG_SOURCE_GUARANTEED) {
			return true;
		}
	}
	return false;
}

static struct sg_attention_candidate candidate_of(
	const struct sg_draft *draft, const struct sg_choice *choice)
{
	const struct sg_topic *topic = sg_draft_topic(draft, choice->what.topic);
	const struct sg_voice *voice = choice->first->voice;
	struct sg_worth worth = sg_topic_worth(topic);
	bool settled = is_answered(choice);
	int32_t success = success_of(draft, choice, prior_of(draft, voice, &worth));

	return (struct sg_attention_candidate){
		.value = settled ? SG_MILLION
	                         : sg_attention_value(
					   success, worth.joy, worth.awkwardness),
		.kind = topic->theme > 0 ? -topic->theme : choice->what.topic,
		.rank = choice->in_room || settled ? 0 : 1 + sg_voice_rank(voice)};
}

/* ---- the step ---- */

/* Leaves the choice to those for whom it is not off; false when that is nobody. */
static bool leave_off(struct sg_draft *draft, struct sg_choice *choice)
{
	struct sg_candidate **place = &choice->first;
	struct sg_candidate *only = choice->first;

	while (*place != NULL) {
		if (sg_draft_lose_off(draft, *place)) {
			*place = (*place)->same;
		} else {
			place = &(*place)->same;
		}
	}
	choice->kept = choice->first != NULL;
	choice->first = choice->kept ? choice->first : only;
	return choice->kept;
}

static size_t gather_attentions(struct sg_draft *draft, struct sg_choice **attentions)
{
	size_t count = 0;

	for (struct sg_choice *c = draft->choices; c != NULL; c = c->next) {
		if (c->kept && c->class != SG_CLASS_NEED &&
			(is_answered(c) || leave_off(draft, c)) && !is_owed(c)) {
			attentions[count++] = c;
		}
	}
	qsort(attentions, count, sizeof *attentions, compare_gain);
	return count;
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
	struct sg_measure measure;
	size_t count;

	if (draft->failed) {
		return;
	}
	measure = room_measure(draft);
	count = gather_attentions(draft, attentions);
	for (size_t i = 0; i < count; i++) {
		candidates[i] = candidate_of(draft, attentions[i]);
	}
	sg_restrain(candidates, count, &measure);
	for (size_t i = 0; i < count; i++) {
		if (!candidates[i].chosen) {
			leave_out(draft, attentions[i]);
		}
	}
}
