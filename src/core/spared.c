/*
 * What a guest has turned off by what he did about it. It concerns what he said himself before,
 * and whatever the house or the reservation would do; not what another guest wants. Needs are
 * never off.
 */
#include "core/draft.h"

#include "core/attention.h"
#include "core/card_attention.h"
#include "core/time.h"

static const enum sg_reason reasons[SG_OFFS] = {
	[SG_OFF_REFUSED] = SG_LEFT_REFUSED,
	[SG_OFF_IGNORED] = SG_LEFT_IGNORED,
	[SG_OFF_STOPPED] = SG_LEFT_STOPPED,
	[SG_OFF_NOTHING] = SG_LEFT_NOTHING,
};

const struct sg_guest_attention *sg_draft_attention(const struct sg_draft *draft,
	const struct sg_occupant *occupant, const struct sg_card *card)
{
	return sg_card_attention(card, &draft->input->house->id, &occupant->stay->id);
}

bool sg_draft_speaker(const struct sg_draft *draft, const struct sg_voice *voice,
	const struct sg_guest_attention **ret_attention)
{
	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t k = 0; k < occupant->card_count; k++) {
			if (sg_id_equal(&occupant->cards[k].guest, &voice->speaker)) {
				*ret_attention = sg_draft_attention(
					draft, occupant, &occupant->cards[k]);
				return true;
			}
		}
	}
	return false;
}

/* What keeps an attention off. */
struct keeping_off {
	enum sg_off off;
	int64_t since_us;
	struct sg_id guest;
};

static bool look_up(const struct sg_guest_attention *attention, const char *topic,
	int64_t asked, struct keeping_off *keeping)
{
	keeping->off = sg_attention_off(attention, topic, asked);
	if (keeping->off != SG_OFF_NOT) {
		keeping->since_us =
			keeping->off == SG_OFF_NOTHING
				? attention->nothing_us
				: sg_attention_topic(attention, topic)->off_us;
	}
	return keeping->off != SG_OFF_NOT;
}

/* Of the topic that would be done, else of the one that was spoken of. */
static bool off_for(const struct sg_draft *draft,
	const struct sg_guest_attention *attention, const struct sg_candidate *candidate,
	struct keeping_off *keeping)
{
	const struct sg_voice *voice = candidate->voice;
	int64_t since_us = sg_voice_asked(voice);

	return look_up(attention, sg_draft_topic(draft, candidate->what.topic)->name,
		       since_us, keeping) ||
	       (voice->what.topic >= 0 &&
		       look_up(attention, sg_draft_topic(draft, voice->what.topic)->name,
			       since_us, keeping));
}

static bool comes_before(const struct keeping_off *a, const struct keeping_off *b)
{
	if (b->off == SG_OFF_NOT || a->off != b->off) {
		return b->off == SG_OFF_NOT || a->off < b->off;
	}
	if (a->since_us != b->since_us) {
		return a->since_us < b->since_us;
	}
	return sg_id_compare(&a->guest, &b->guest) < 0;
}

/* For anybody in the room; of several the same whatever their order. */
static bool off_for_room(const struct sg_draft *draft,
	const struct sg_candidate *candidate, struct keeping_off *keeping)
{
	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t k = 0; k < occupant->card_count; k++) {
			const struct sg_card *card = &occupant->cards[k];
			struct keeping_off one = {.guest = card->guest};

			if (off_for(draft, sg_draft_attention(draft, occupant, card),
				    candidate, &one) &&
				comes_before(&one, keeping)) {
				*keeping = one;
			}
		}
	}
	return keeping->off != SG_OFF_NOT;
}

static bool has_reacted(const struct sg_draft *draft)
{
	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t k = 0; k < occupant->card_count; k++) {
			if (occupant->cards[k].attention_count > 0) {
				return true;
			}
		}
	}
	return false;
}

/* What he was promised he may have refused or left the last time; only his word that he wants no
 * more of it, or nothing at all, takes it from him. */
static bool is_heeded(
	const struct sg_candidate *candidate, const struct keeping_off *keeping)
{
	return candidate->voice->source != SG_SOURCE_GUARANTEED ||
	       (keeping->off != SG_OFF_REFUSED && keeping->off != SG_OFF_IGNORED);
}

static bool is_off(const struct sg_draft *draft, const struct sg_candidate *candidate,
	struct keeping_off *keeping)
{
	const struct sg_guest_attention *attention = NULL;
	bool off;

	*keeping = (struct keeping_off){.guest = candidate->voice->speaker};
	if (candidate->class == SG_CLASS_NEED || !has_reacted(draft)) {
		return false;
	}
	off = sg_draft_speaker(draft, candidate->voice, &attention)
	              ? off_for(draft, attention, candidate, keeping)
	              : off_for_room(draft, candidate, keeping);
	return off && is_heeded(candidate, keeping);
}

bool sg_draft_lose_off(struct sg_draft *draft, struct sg_candidate *candidate)
{
	struct keeping_off keeping;
	struct sg_voice *against;

	if (!is_off(draft, candidate, &keeping)) {
		return false;
	}
	against = sg_draft_alloc(draft, 1, sizeof *against);
	if (against != NULL) {
		*against = (struct sg_voice){.source = SG_SOURCE_REACTION,
			.speaker = keeping.guest,
			.what = candidate->what,
			.detail = sg_off_name(keeping.off),
			.since_us = keeping.since_us};
		sg_draft_lose(draft, candidate, reasons[keeping.off], against);
	}
	return true;
}

/* Somebody's in the topic's list who would be served. */
static bool is_wanted(const struct sg_draft *draft, const struct sg_candidate *candidate)
{
	struct keeping_off keeping;

	while (candidate != NULL && (candidate->lost || candidate->voice->unsure ||
					    is_off(draft, candidate, &keeping))) {
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
		struct keeping_off keeping;

		if (c->lost || !is_off(draft, c, &keeping)) {
			continue;
		}
		if (settled || c->voice->unsure) {
			sg_draft_lose_off(draft, c);
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
