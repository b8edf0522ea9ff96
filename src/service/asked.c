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

static enum sg_status note(const struct sg_case *work, const struct sg_card *card,
	const char *topic, struct sg_script *script)
{
	struct sg_call *call = work->call;
	struct sg_belief *beliefs =
		sg_arena_array(call->arena, card->belief_count, sizeof *beliefs);
	struct sg_card after = *card;
	const char *text;

	if (beliefs == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < card->belief_count; i++) {
		beliefs[i] = card->beliefs[i];
		if (strcmp(beliefs[i].topic, topic) == 0) {
			beliefs[i].asked_us = call->envelope.time_us;
			beliefs[i].asked_stay = work->stays[0].row.id;
		}
	}
	after.beliefs = beliefs;
	text = sg_guest_card_text(call, &after);
	if (text == NULL) {
		return sg_call_memory(call);
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
		if (sg_id_equal(&stay->cards[i].guest, &usual->guest)) {
			return note(work, &stay->cards[i],
				work->call->service->catalog
					.topics[stay->list.plan.ask->topic]
					.name,
				script);
		}
	}
	return SG_OK;
}
