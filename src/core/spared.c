/*
 * What a guest has turned off by what he did about it. It concerns what he said himself before,
 * and whatever the house or the reservation would do; not what another guest wants. Needs are
 * never off.
 */
#include "core/draft.h"

#include "core/attention.h"
#include "core/time.h"

static const enum sg_reason reasons[SG_OFFS] = {
	[SG_OFF_REFUSED] = SG_LEFT_REFUSED,
	[SG_OFF_IGNORED] = SG_LEFT_IGNORED,
	[SG_OFF_STOPPED] = SG_LEFT_STOPPED,
	[SG_OFF_NOTHING] = SG_LEFT_NOTHING,
};

bool sg_draft_speaker(const struct sg_draft *draft, const struct sg_voice *voice,
	const struct sg_guest_attention **ret_attention)
{
	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t k = 0; k < occupant->card_count; k++) {
			if (sg_id_equal(&occupant->cards[k].guest, &voice->speaker)) {
				*ret_attention = occupant->cards[k].attention;
				return true;
			}
		}
	}
	return false;
}

/* When the guest himself said so: what others note of him asks for nothing. */
static int64_t asked_us(const struct sg_voice *voice)
{
	bool himself = voice->fact != NULL && voice->fact->said_by != NULL &&
	               (strcmp(voice->fact->said_by, "guest") == 0 ||
			       strcmp(voice->fact->said_by, "companion") == 0);

	return himself ? voice->fact->said_us : SG_NO_TIME;
}

/* Of the topic that would be done, else of the one that was spoken of. */
static enum sg_off off_for(const struct sg_draft *draft,
	const struct sg_guest_attention *attention, const struct sg_candidate *candidate)
{
	const struct sg_voice *voice = candidate->voice;
	int64_t since_us = asked_us(voice);
	enum sg_off off = sg_attention_off(
		attention, sg_draft_topic(draft, candidate->what.topic)->name, since_us);

	if (off == SG_OFF_NOT && voice->what.topic >= 0) {
		off = sg_attention_off(attention,
			sg_draft_topic(draft, voice->what.topic)->name, since_us);
	}
	return off;
}

/* For anybody in the room; of several the same whatever their order. */
static enum sg_off off_for_room(
	const struct sg_draft *draft, const struct sg_candidate *candidate)
{
	enum sg_off found = SG_OFF_NOT;

	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t k = 0; k < occupant->card_count; k++) {
			enum sg_off off =
				off_for(draft, occupant->cards[k].attention, candidate);

			if (off != SG_OFF_NOT && (found == SG_OFF_NOT || off < found)) {
				found = off;
			}
		}
	}
	return found;
}

static bool has_reacted(const struct sg_draft *draft)
{
	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t k = 0; k < occupant->card_count; k++) {
			if (occupant->cards[k].attention != NULL) {
				return true;
			}
		}
	}
	return false;
}

int32_t sg_draft_off(const struct sg_draft *draft, const struct sg_candidate *candidate)
{
	const struct sg_guest_attention *attention = NULL;
	enum sg_off off = SG_OFF_NOT;

	if (candidate->class != SG_CLASS_NEED && has_reacted(draft)) {
		off = sg_draft_speaker(draft, candidate->voice, &attention)
		              ? off_for(draft, attention, candidate)
		              : off_for_room(draft, candidate);
	}
	return off == SG_OFF_NOT ? -1 : (int32_t)reasons[off];
}

/* Somebody's in the topic's list who would be served. */
static bool is_wanted(const struct sg_draft *draft, const struct sg_candidate *candidate)
{
	while (candidate != NULL && (candidate->lost || candidate->voice->unsure ||
					    sg_draft_off(draft, candidate) >= 0)) {
		candidate = candidate->next;
	}
	return candidate != NULL;
}

/* The best stays where nothing else is left: what stands in the room may stay there, and the
 * next steps see that it is off. Nobody is asked about what he turned off. */
static void spare_topic(
	struct sg_draft *draft, struct sg_candidate *candidates, bool many)
{
	bool settled = !many && is_wanted(draft, candidates);

	for (struct sg_candidate *c = candidates; c != NULL; c = c->next) {
		int32_t reason = c->lost ? -1 : sg_draft_off(draft, c);

		if (reason < 0) {
			continue;
		}
		if (settled || c->voice->unsure) {
			sg_draft_lose(draft, c, (enum sg_reason)reason, NULL);
		} else {
			settled = !many;
		}
	}
}

void sg_draft_spare(struct sg_draft *draft)
{
	size_t count = has_reacted(draft) ? draft->catalog->topic_count : 0;

	for (size_t i = 0; i < count && !draft->failed; i++) {
		spare_topic(draft, draft->topics[i].candidates,
			sg_draft_topic(draft, (int32_t)i)->many);
	}
}
