/*
 * Usuals in the pipeline: gathered as voices below everything that somebody said; those that are
 * not sure are asked about once hazards and refusals have had their say.
 */
#include <stdio.h>

#include "core/belief.h"
#include "core/context.h"
#include "core/draft.h"
#include "core/once.h"
#include "core/time.h"

enum {
	EVIDENCE_SIZE = 48,
	ASKED_DAYS = 365, /* nobody is asked the same again within them */
};

/* "5/6 v12 business": as often since the usual began, of how many; the version of the topic's
 * learned weights, and the company or season it holds for, where there is one. */
static const char *evidence(struct sg_draft *draft, const struct sg_belief *belief)
{
	const char *context = sg_context_name((enum sg_context)belief->context);
	char *text = sg_draft_alloc(draft, EVIDENCE_SIZE, 1);
	int used;

	if (text == NULL) {
		return NULL;
	}
	used = snprintf(text, EVIDENCE_SIZE, "%d/%d", (int)belief->hits, (int)belief->of);
	if (belief->weights > 0) {
		used += snprintf(text + used, EVIDENCE_SIZE - (size_t)used, " v%u",
			(unsigned)belief->weights);
	}
	(void)snprintf(text + used, EVIDENCE_SIZE - (size_t)used, "%s%s",
		*context != '\0' ? " " : "", context);
	return text;
}

static void gather_usual(
	struct sg_draft *draft, const struct sg_voice *like, const struct sg_topic *topic)
{
	struct sg_voice voice = *like;
	enum sg_usual_advice advice =
		sg_belief_advice(like->belief, topic, draft->input->now_us);

	if (!sg_what_read(draft, voice.what.topic, like->belief->options[0].value, false,
		    &voice.what)) {
		return; /* the catalogue has the value no longer */
	}
	voice.detail = evidence(draft, like->belief);
	voice.unsure = advice == SG_USUAL_ASK;
	voice.lost = advice == SG_USUAL_SILENT;
	if (voice.lost) {
		sg_draft_leave(draft, SG_LEFT_UNSURE, &voice.what,
			sg_draft_voice(draft, &voice), NULL);
	} else {
		sg_draft_voice(draft, &voice);
	}
}

void sg_draft_gather_usuals(struct sg_draft *draft, const struct sg_occupant *occupant,
	const struct sg_card *card, bool primary)
{
	bool allowed = sg_card_may_learn(card, draft->input->house->memory);

	for (size_t i = 0; allowed && i < card->belief_count; i++) {
		const char *name = card->beliefs[i].topic;
		int32_t topic = sg_catalog_topic(draft->catalog, name);
		struct sg_voice voice = {.occupant = occupant,
			.card = card,
			.speaker = card->guest,
			.quantity = 1,
			.source = SG_SOURCE_USUAL,
			.strength = SG_LIKE,
			.primary = primary,
			.what = {topic, 0, 0, NULL}};
		bool chain;

		/* What several hotels saw of a topic is looked at once. */
		if (topic < 0 || draft->topics[topic].usual_of == card) {
			continue;
		}
		draft->topics[topic].usual_of = card;
		voice.belief = sg_belief_at(card, name, &draft->input->house->id, &chain);
		if (voice.belief != NULL && !chain) {
			voice.belief = sg_belief_for(card, voice.belief, occupant->stay);
		}
		if (voice.belief != NULL) {
			gather_usual(draft, &voice, sg_draft_topic(draft, topic));
		}
	}
}

/* ---- questions ---- */

static bool is_asked_here(const struct sg_draft *draft, const struct sg_belief *belief)
{
	return belief->asked_us != SG_NO_TIME &&
	       sg_id_equal(&belief->asked_stay, &draft->stay->id);
}

/* At another stay, within a year. Where this stay's check-in was taken back, he has not answered
 * yet. */
static bool was_asked(const struct sg_draft *draft, const struct sg_belief *belief)
{
	return belief->asked_us != SG_NO_TIME && !is_asked_here(draft, belief) &&
	       draft->input->now_us - belief->asked_us < ASKED_DAYS * SG_DAY_US;
}

/* One question a check-in: later decisions ask on what was asked then, and nothing new. */
static bool is_late(const struct sg_draft *draft, const struct sg_belief *belief)
{
	const struct sg_plan *last = draft->input->last;

	return last != NULL && last->state == SG_PLAN_ISSUED &&
	       !is_asked_here(draft, belief);
}

/* With another stay of his that begins then: that was enough for one arrival. */
static bool is_addressed(const struct sg_draft *draft, const struct sg_voice *voice)
{
	const struct sg_house *house = draft->input->house;
	const struct sg_stay *stay = draft->stay;

	return !is_asked_here(draft, voice->belief) &&
	       (sg_card_was_asked(voice->card, house, stay->arrival_day, &stay->id) ||
		       sg_card_was_offered(
			       voice->card, house, stay->arrival_day, &stay->id));
}

/* Not of those who came in a group or stand in the lobby, and of nobody who shares the room: they
 * are asked about their own stay. */
static bool may_ask(const struct sg_draft *draft, const struct sg_voice *voice)
{
	return voice->occupant->stay == draft->stay && draft->stay->group == NULL &&
	       draft->stay->status != SG_STAY_WAITING &&
	       !was_asked(draft, voice->belief) && !is_late(draft, voice->belief) &&
	       !is_addressed(draft, voice);
}

/* What is surer of the same thing; where several values go together, of the same value. */
static const struct sg_candidate *better(
	const struct sg_candidate *from, const struct sg_candidate *than, bool many)
{
	while (from != NULL &&
		(from->lost || from->voice->unsure ||
			(many && !sg_what_same(&from->what, &than->what)))) {
		from = from->next;
	}
	return from;
}

/* The value that comes next to the usual, as a voice to explain it by; none where the two go
 * together. */
static void ask(struct sg_draft *draft, const struct sg_candidate *candidate)
{
	const struct sg_belief *belief = candidate->voice->belief;
	struct sg_voice other = *candidate->voice;

	other.detail = NULL;
	other.belief = NULL;
	other.what.value = -1;
	if (sg_draft_topic(draft, candidate->what.topic)->many ||
		belief->options[1].value == NULL ||
		!sg_what_read(draft, candidate->what.topic, belief->options[1].value,
			false, &other.what)) {
		other.what.value = -1;
	}
	sg_draft_question(draft, candidate, &other, other.what.value, false);
}

void sg_draft_ask_usuals(struct sg_draft *draft)
{
	for (size_t i = 0; i < draft->catalog->topic_count && !draft->failed; i++) {
		struct sg_candidate *list = draft->topics[i].candidates;
		bool many = draft->catalog->topics[i].many;

		for (struct sg_candidate *c = list; c != NULL; c = c->next) {
			const struct sg_candidate *best;

			if (c->lost || !c->voice->unsure) {
				continue;
			}
			best = better(list, c, many);
			if (best != NULL) {
				sg_draft_lose(draft, c, SG_LEFT_OUTRANKED, best->voice);
				continue;
			}
			if (may_ask(draft, c->voice)) {
				ask(draft, c);
			}
			sg_draft_lose(draft, c, SG_LEFT_UNSURE, NULL);
		}
	}
}

void sg_draft_ask_change(struct sg_draft *draft, const struct sg_candidate *said,
	const struct sg_candidate *usual)
{
	const struct sg_fact *fact = said->voice->fact;

	if (fact != NULL && usual->voice->belief != NULL &&
		!sg_what_same(&said->what, &usual->what) &&
		sg_id_equal(&said->voice->speaker, &usual->voice->speaker) &&
		usual->voice->belief->since_us > fact->said_us &&
		may_ask(draft, usual->voice)) {
		sg_draft_question(draft, said, usual->voice, usual->what.value, false);
	}
}
