/* offer.answered: what a guest said to an offer, or that one was made to him elsewhere. A word is
 * as late as it was said, whenever it comes. */
#include "service/handlers.h"

#include "core/time.h"
#include "document/offer.h"
#include "service/answer.h"
#include "service/known_stay.h"
#include "service/offered.h"
#include "service/subject.h"
#include "service/whose.h"

struct answering {
	struct sg_offer_answered said;
	struct sg_dossier dossier;
	struct sg_case work;
	const struct sg_case_stay *stay; /* NULL = none */
	struct sg_guest_work guest;
	struct sg_offer_word word;
	bool kept;
	enum sg_outcome outcome;
};

static enum sg_status guest_unknown(struct sg_call *call, const char *path)
{
	return sg_fail(call->error, SG_INVALID, "guest_unknown", path,
		"no guest is known by these ids");
}

static enum sg_status read_stay(struct sg_call *call, struct answering *answering)
{
	enum sg_status status = sg_known_stay_open(call, answering->said.stay_refs,
		answering->said.stay_ref_count, "/data/stay/ids", &answering->dossier,
		&answering->work);

	answering->stay = &answering->work.stays[0];
	return status;
}

/* The stay's first guest. */
static enum sg_status read_first(
	struct sg_call *call, struct answering *answering, bool *ret_taken)
{
	const struct sg_card **cards = NULL;
	size_t count = 0;
	enum sg_status status =
		sg_whose(&answering->work, answering->stay, NULL, &cards, &count);

	if (status == SG_OK && count == 0) {
		return guest_unknown(call, "/data/stay/ids");
	}
	if (status == SG_OK) {
		status = sg_person_read(call, cards[0], &answering->guest);
	}
	return status == SG_OK ? sg_subject_taken(
					 call, &answering->guest.file.guest.id, ret_taken)
	                       : status;
}

static enum sg_status read_guest(
	struct sg_call *call, struct answering *answering, bool *ret_taken)
{
	struct sg_guest_work *guest = &answering->guest;
	enum sg_status status;

	if (answering->said.guest_ref_count == 0) {
		return read_first(call, answering, ret_taken);
	}
	status = sg_guest_file_read_at(call, answering->said.guest_refs,
		answering->said.guest_ref_count, "/data/guest/ids", guest);
	if (status == SG_OK && guest->file.guest.version == 0) {
		return guest_unknown(call, "/data/guest/ids");
	}
	*ret_taken = guest->file.taken.found;
	return status;
}

static enum sg_status check_offer(
	struct sg_call *call, const struct sg_offer_answered *said)
{
	return said->offer == NULL || sg_house_offer(call->house, said->offer) != NULL
	               ? SG_OK
	               : sg_fail(call->error, SG_INVALID, "offer_unknown", "/data/offer",
				 "the property has no offer \"%s\"", said->offer);
}

static void make_word(struct sg_call *call, struct answering *answering)
{
	const struct sg_offer_answered *said = &answering->said;
	const struct sg_stay *stay =
		answering->stay != NULL ? &answering->stay->state.stay : NULL;
	int64_t at_us = call->envelope.time_us;
	bool made = said->offer != NULL && said->answer != SG_OFFER_OPEN;
	int32_t day, minutes;

	sg_house_local(&call->house->house, at_us, &day, &minutes);
	answering->word = (struct sg_offer_word){.offer = said->offer,
		.property = call->house->house.id,
		.day = day,
		.asked_us = made ? at_us : SG_NO_TIME,
		.answer = said->answer,
		.said_us = said->answer != SG_OFFER_UNANSWERED ? at_us : SG_NO_TIME,
		.until_day = said->season != 0 ? sg_offer_season_day(said->season, day)
	                                       : said->until_day,
		.by = said->answer != SG_OFFER_UNANSWERED ? said->by : NULL};
	if (stay != NULL) {
		answering->word.stay = stay->id;
		answering->word.day = stay->arrival_day;
	}
	sg_offered_kinds(call->house, &answering->guest.person,
		stay != NULL ? answering->stay->state.rate : NULL, &answering->word);
}

/* Under whichever name it was made to him. */
static struct sg_profile *find_profile(
	struct answering *answering, const struct sg_offer_word **ret_known)
{
	const struct sg_offer_word *word = &answering->word;

	for (size_t i = 0; i < answering->guest.profile_count; i++) {
		struct sg_profile *profile = &answering->guest.profiles[i];

		*ret_known = sg_offer_word_find(
			&profile->own, word->offer, &word->stay, word->day);
		if (*ret_known != NULL) {
			return profile;
		}
	}
	return answering->guest.named;
}

static enum sg_status put_word(
	struct sg_call *call, struct answering *answering, struct sg_script *script)
{
	const struct sg_offer_word *known = NULL;
	struct sg_profile *profile = find_profile(answering, &known);

	answering->kept = sg_card_may_keep(
		&answering->guest.person, call->house->house.memory, false);
	if (!answering->kept) {
		return SG_OK;
	}
	if (!sg_offer_word_is_news(known, &answering->word)) {
		answering->outcome = SG_OUTCOME_OLDER;
		return SG_OK;
	}
	if (sg_offer_word_put(&profile->own, &answering->word, call->arena) != SG_OK) {
		return sg_call_memory(call);
	}
	return sg_guest_store(call, &answering->guest, script);
}

static enum sg_status answer(struct sg_call *call, void *data, bool *ret_again)
{
	struct answering *answering = data;
	struct sg_script script;
	bool taken = false;
	enum sg_status status = SG_OK;

	answering->outcome = SG_OUTCOME_APPLIED;
	if (answering->said.stay_ref_count > 0) {
		status = read_stay(call, answering);
	}
	if (status == SG_OK) {
		status = read_guest(call, answering, &taken);
	}
	if (status == SG_OK && taken) {
		answering->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	if (status == SG_OK) {
		status = check_offer(call, &answering->said);
	}
	if (status != SG_OK) {
		return status;
	}
	make_word(call, answering);
	sg_subject_begin(call, &script, &answering->guest.file.guest.id);
	sg_guest_keys_write(&script, &answering->guest, &answering->guest.file.guest.id);
	status = put_word(call, answering, &script);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

enum sg_status sg_handle_offer_answered(struct sg_call *call)
{
	struct answering answering = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_offer_answered_decode(
		call->envelope.data, call->arena, call->error, &answering.said);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, answer, &answering);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, answering.outcome);
	sg_reply_id(call->reply, "guest", &answering.guest.file.guest.id);
	if (answering.outcome != SG_OUTCOME_REPEATED) {
		sg_reply_bool(call->reply, "kept", answering.kept);
	}
	if (answering.outcome == SG_OUTCOME_APPLIED && answering.kept) {
		sg_reply_day(call->reply, "until", answering.word.until_day);
	}
	return sg_call_reply_end(call);
}
