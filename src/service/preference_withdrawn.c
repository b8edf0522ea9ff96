/* preference.withdrawn: what he takes back leaves the card and the history. */
#include "service/handlers.h"

#include <string.h>

#include "document/guest.h"
#include "document/memory.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/keeping.h"
#include "service/reactions.h"
#include "service/subject.h"
#include "store/beliefs.h"

struct taking_back {
	struct sg_withdrawal said;
	struct sg_guest_work work;
	struct sg_guest_row guest;
	enum sg_outcome outcome;
};

/* A topic that is taken back as a whole takes its usual along. False when memory is short. */
static bool withdraw_beliefs(struct sg_call *call, const struct sg_withdrawal *said,
	struct sg_profile *profile, struct sg_script *script)
{
	struct sg_card *card = &profile->own;
	struct sg_belief *kept =
		sg_arena_array(call->arena, card->belief_count, sizeof *kept);
	size_t count = 0;

	if (said->topic == NULL || said->value != NULL) {
		return true;
	}
	for (size_t i = 0; kept != NULL && i < card->belief_count; i++) {
		if (strcmp(card->beliefs[i].topic, said->topic) != 0) {
			kept[count++] = card->beliefs[i];
		}
	}
	sg_beliefs_forget(script, &profile->guest, said->topic);
	card->beliefs = kept;
	card->belief_count = count;
	return kept != NULL;
}

/* The topic of what he takes back; NULL where nothing of it is known. */
static const char *topic_taken_back(
	const struct sg_withdrawal *said, const struct sg_guest_work *work)
{
	for (size_t i = 0; said->topic == NULL && i < work->profile_count; i++) {
		const struct sg_card *card = &work->profiles[i].own;

		for (size_t k = 0; k < card->fact_count; k++) {
			if (sg_keep_is_meant(said, &card->facts[k])) {
				return card->facts[k].topic;
			}
		}
	}
	return said->topic;
}

static bool wishes(const struct sg_guest_work *work, const char *topic)
{
	for (size_t i = 0; i < work->profile_count; i++) {
		const struct sg_card *card = &work->profiles[i].own;

		for (size_t k = 0; k < card->fact_count; k++) {
			if (sg_fact_is_wish(&card->facts[k]) &&
				strcmp(card->facts[k].topic, topic) == 0) {
				return true;
			}
		}
	}
	return false;
}

/* Who goes on wishing nothing of the topic has not asked for it any more. */
static enum sg_status unask(struct sg_call *call, struct taking_back *taking,
	const char *topic, struct sg_script *script, bool *found)
{
	bool changed = false;
	enum sg_status status = SG_OK;

	if (topic != NULL && !wishes(&taking->work, topic)) {
		status = sg_reactions_unask(call, &taking->work, topic, script, &changed);
	}
	*found |= changed;
	return status;
}

/* Whoever takes something back takes it back wherever it was said of him. */
static enum sg_status withdraw(
	struct sg_call *call, struct taking_back *taking, struct sg_script *script)
{
	struct sg_guest_work *work = &taking->work;
	const char *by = sg_guest_withdrawn_by(call);
	const char *topic = topic_taken_back(&taking->said, work);
	bool found = false;
	enum sg_status status;

	for (size_t i = 0; i < work->profile_count; i++) {
		struct sg_profile *profile = &work->profiles[i];
		size_t facts = profile->own.fact_count;
		size_t beliefs = profile->own.belief_count;

		if (by == NULL ||
			!withdraw_beliefs(call, &taking->said, profile, script) ||
			!sg_keep_take_back(call, &taking->said, by, profile, script)) {
			return sg_call_memory(call);
		}
		found |= profile->own.fact_count < facts ||
		         profile->own.belief_count < beliefs;
	}
	status = unask(call, taking, topic, script, &found);
	if (status != SG_OK) {
		return status;
	}
	if (!found) {
		/* What is observed meanwhile of the topic is met by the card. */
		sg_guest_cards_expect(script, work);
		return SG_OK;
	}
	return sg_guest_cards_store(call, work, &taking->guest, script);
}

static enum sg_status withdraw_preference(
	struct sg_call *call, void *data, bool *ret_again)
{
	struct taking_back *taking = data;
	struct sg_script script;
	enum sg_status status = sg_guest_file_read(
		call, taking->said.refs, taking->said.ref_count, &taking->work);

	taking->guest = taking->work.file.guest;
	if (status == SG_OK && taking->guest.version == 0) {
		return sg_fail(call->error, SG_INVALID, "guest_unknown",
			"/data/guest/ids", "no guest is known by these ids");
	}
	if (status != SG_OK || taking->work.file.taken.found) {
		taking->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	taking->outcome = SG_OUTCOME_APPLIED;
	sg_subject_begin(call, &script, &taking->guest.id);
	sg_guest_keys_write(&script, &taking->work, &taking->guest.id);
	status = withdraw(call, taking, &script);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status answer(struct sg_call *call, const struct taking_back *taking)
{
	sg_reply_begin(call->reply, taking->outcome);
	sg_reply_id(call->reply, "guest", &taking->guest.id);
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_preference_withdrawn(struct sg_call *call)
{
	struct taking_back taking = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_preference_withdrawn_decode(
		call->envelope.data, call->arena, call->error, &taking.said);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, withdraw_preference, &taking);
	}
	return status == SG_OK ? answer(call, &taking) : status;
}
