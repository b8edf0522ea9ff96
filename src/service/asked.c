/* Questions, noted on the card of whom they are about. */
#include "service/asked.h"

#include <string.h>

#include "core/belief.h"
#include "service/guests.h"
#include "store/guests.h"

/* The side of the question that is a usual, or NULL. */
static const struct sg_because *usual_of(const struct sg_case_stay *stay)
{
	const struct sg_ask *ask = stay->list.plan.ask;

	for (size_t i = 0; ask != NULL && i < 2; i++) {
		if (ask->because[i].source == SG_SOURCE_USUAL) {
			return &ask->because[i];
		}
	}
	return NULL;
}

bool sg_asks_usual(const struct sg_case_stay *stay)
{
	return usual_of(stay) != NULL;
}

/* False when memory is short. */
static bool note(const struct sg_case *work, const char *topic, struct sg_card *card)
{
	struct sg_belief *beliefs =
		sg_arena_array(work->call->arena, card->belief_count, sizeof *beliefs);

	for (size_t i = 0; beliefs != NULL && i < card->belief_count; i++) {
		beliefs[i] = card->beliefs[i];
		if (strcmp(beliefs[i].topic, topic) == 0) {
			beliefs[i].asked_us = work->call->envelope.time_us;
			beliefs[i].asked_stay = work->stays[0].row.id;
		}
	}
	card->beliefs = beliefs;
	return beliefs != NULL;
}

static bool has_usual(const struct sg_card *card, const char *topic)
{
	for (size_t i = 0; i < card->belief_count; i++) {
		if (strcmp(card->beliefs[i].topic, topic) == 0) {
			return true;
		}
	}
	return false;
}

/* Asked was the profile that came, or whichever the usual is of. */
static enum sg_status note_person(const struct sg_case *work, const struct sg_card *card,
	const char *topic, struct sg_script *script)
{
	struct sg_call *call = work->call;
	struct sg_guest_work guest;
	enum sg_status status = sg_person_read(call, card, &guest);

	for (size_t i = 0; status == SG_OK && i < guest.profile_count; i++) {
		struct sg_profile *profile = &guest.profiles[i];

		if (profile == guest.named || !has_usual(&guest.named->own, topic)) {
			status = note(work, topic, &profile->own) ? SG_OK
			                                          : sg_call_memory(call);
		}
	}
	return status == SG_OK ? sg_person_write(call, guest.profiles,
					 guest.profile_count, &guest.joint, script)
	                       : status;
}

static enum sg_status note_guest(const struct sg_case *work, const struct sg_card *card,
	const char *topic, struct sg_script *script)
{
	struct sg_card after = *card;
	const char *text =
		note(work, topic, &after) ? sg_guest_card_text(work->call, &after) : NULL;

	if (text == NULL) {
		return sg_call_memory(work->call);
	}
	sg_card_write(script, &card->guest, text, card->version);
	return SG_OK;
}

enum sg_status sg_asked_write(const struct sg_case *work, struct sg_script *script)
{
	const struct sg_case_stay *stay = &work->stays[0];
	const struct sg_because *usual = usual_of(stay);

	if (stay->change != SG_CHANGE_CHECK_IN || work->call->envelope.import ||
		usual == NULL) {
		return SG_OK;
	}
	for (size_t i = 0; i < stay->card_count; i++) {
		const struct sg_card *card = &stay->cards[i];

		if (sg_id_equal(&card->guest, &usual->guest)) {
			const char *topic = work->call->service->catalog
			                            .topics[stay->list.plan.ask->topic]
			                            .name;

			return sg_id_is_nil(&card->person)
			               ? note_guest(work, card, topic, script)
			               : note_person(work, card, topic, script);
		}
	}
	return SG_OK;
}
