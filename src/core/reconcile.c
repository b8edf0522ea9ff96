/*
 * Step 3: everybody who shares the room. A topic of many values takes them all; of one value it
 * takes the first by need, source, rank and time. Where two of equal standing want opposite
 * things the standard stays and the desk is asked; of two needs the first stays, and the desk
 * is warned. Then what the room has anyway is left out.
 */
#include "core/draft.h"

static struct sg_choice *choice_new(struct sg_draft *draft, struct sg_candidate *first)
{
	struct sg_choice *choice = sg_draft_alloc(draft, 1, sizeof *choice);

	if (choice == NULL) {
		return NULL;
	}
	choice->first = first;
	choice->what = first->what;
	choice->class = first->class;
	choice->next = draft->choices;
	draft->choices = choice;
	draft->choice_count++;
	first->merged = true;
	return choice;
}

/* Hangs all that agree with the choice behind it, in their order. */
static void merge(struct sg_choice *choice)
{
	struct sg_candidate *last = choice->first;

	for (struct sg_candidate *c = last->next; c != NULL; c = c->next) {
		if (!c->lost && !c->merged && sg_what_same(&c->what, &choice->what)) {
			last->same = c;
			last = c;
			c->merged = true;
		}
	}
}

static void leave_standard(struct sg_draft *draft, struct sg_choice *choice)
{
	for (struct sg_candidate *c = choice->first; c != NULL; c = c->same) {
		sg_draft_lose(draft, c, SG_LEFT_STANDARD, NULL);
	}
}

static void choose(struct sg_draft *draft, struct sg_candidate *first)
{
	struct sg_choice *choice = choice_new(draft, first);

	if (choice == NULL) {
		return;
	}
	merge(choice);
	choice->kept = sg_choice_differs(draft, choice);
	if (!choice->kept) {
		leave_standard(draft, choice);
	}
}

static struct sg_candidate *first_left(struct sg_candidate *candidate)
{
	while (candidate != NULL && (candidate->lost || candidate->merged)) {
		candidate = candidate->next;
	}
	return candidate;
}

static void choose_many(struct sg_draft *draft, struct sg_candidate *candidates)
{
	struct sg_candidate *first = first_left(candidates);

	while (first != NULL && !draft->failed) {
		choose(draft, first);
		first = first_left(first);
	}
}

/* ---- one value ---- */

static bool equal_standing(const struct sg_candidate *a, const struct sg_candidate *b)
{
	return a->class == b->class &&
	       sg_voice_is_must(a->voice) == sg_voice_is_must(b->voice) &&
	       sg_voice_rank(a->voice) == sg_voice_rank(b->voice) &&
	       a->voice->primary == b->voice->primary;
}

/* Whether nobody's better word of the same speaker stands before it. */
static bool is_speakers_first(
	const struct sg_candidate *from, const struct sg_candidate *candidate)
{
	for (; from != candidate; from = from->next) {
		if (!from->lost &&
			sg_id_equal(&from->voice->speaker, &candidate->voice->speaker)) {
			return false;
		}
	}
	return true;
}

/* The next that wants something else and has as much right to. Two needs always add up, so
 * their guests' rank does not part them. */
static struct sg_candidate *next_rival(
	const struct sg_candidate *first, struct sg_candidate *from)
{
	bool needs = sg_voice_is_must(first->voice);

	if (first->voice->source > SG_SOURCE_CODE) {
		return NULL; /* the house does not quarrel with itself */
	}
	for (; from != NULL; from = from->next) {
		if (from->lost || sg_what_same(&from->what, &first->what) ||
			sg_id_equal(&from->voice->speaker, &first->voice->speaker) ||
			!is_speakers_first(first, from)) {
			continue;
		}
		if (equal_standing(first, from) ||
			(needs && sg_voice_is_must(from->voice))) {
			return from;
		}
	}
	return NULL;
}

/* The stricter number: of those on one side of the standard, the one farthest from it. NULL
 * when they lie on both sides, or there is no standard to tell. */
static struct sg_candidate *strictest(
	const struct sg_topic_draft *topic, struct sg_candidate *first)
{
	struct sg_candidate *winner = first;
	int32_t standard, distance;

	if (topic->standard == NULL) {
		return NULL;
	}
	standard = topic->standard->number;
	distance = first->what.number - standard;
	for (struct sg_candidate *c = next_rival(first, first->next); c != NULL;
		c = next_rival(first, c->next)) {
		int32_t other = c->what.number - standard;

		if ((other < 0) != (distance < 0) || other == 0 || distance == 0) {
			return NULL;
		}
		if (distance < 0 ? other < distance : other > distance) {
			distance = other;
			winner = c;
		}
	}
	return winner;
}

static void outrank_others(struct sg_draft *draft, struct sg_candidate *candidates,
	const struct sg_candidate *winner)
{
	for (struct sg_candidate *c = candidates; c != NULL; c = c->next) {
		if (!c->lost && !c->merged) {
			sg_draft_ask_change(draft, winner, c);
			sg_draft_lose(draft, c, SG_LEFT_OUTRANKED, winner->voice);
		}
	}
}

/* All of equal standing go, each against one that wants something else; what stood behind
 * them was outranked by the first. */
static void leave_conflict(
	struct sg_draft *draft, struct sg_candidate *first, struct sg_candidate *rival)
{
	for (struct sg_candidate *c = first; c != NULL; c = c->next) {
		if (c->lost) {
			continue;
		}
		if (!equal_standing(first, c)) {
			sg_draft_lose(draft, c, SG_LEFT_OUTRANKED, first->voice);
			continue;
		}
		sg_draft_lose(draft, c, SG_LEFT_CONFLICT,
			sg_what_same(&c->what, &first->what) ? rival->voice
							     : first->voice);
	}
}

static void choose_one(struct sg_draft *draft, struct sg_topic_draft *topic)
{
	struct sg_candidate *first = first_left(topic->candidates);
	struct sg_candidate *rival =
		first == NULL ? NULL : next_rival(first, first->next);
	struct sg_candidate *winner = first;

	if (first == NULL) {
		return;
	}
	if (rival != NULL) {
		bool is_number =
			sg_draft_topic(draft, first->what.topic)->kind == SG_KIND_NUMBER;
		bool needs = sg_voice_is_must(first->voice);

		winner = is_number ? strictest(topic, first) : NULL;
		if (winner == NULL) {
			sg_draft_question(
				draft, first, rival->voice, rival->what.value, needs);
		}
		if (winner == NULL && !needs) {
			leave_conflict(draft, first, rival);
			return;
		}
		if (winner == NULL) {
			sg_draft_warn(
				draft, SG_WARN_NEEDS_OPPOSE, first->what.topic, NULL);
			winner = first;
		}
	}
	choose(draft, winner);
	outrank_others(draft, topic->candidates, winner);
}

void sg_draft_reconcile(struct sg_draft *draft)
{
	for (size_t i = 0; i < draft->catalog->topic_count && !draft->failed; i++) {
		struct sg_topic_draft *topic = &draft->topics[i];

		if (topic->candidates == NULL) {
			continue;
		}
		if (sg_draft_topic(draft, (int32_t)i)->many) {
			choose_many(draft, topic->candidates);
		} else {
			choose_one(draft, topic);
		}
	}
}
