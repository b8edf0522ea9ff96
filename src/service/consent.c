/* consent.given and consent.withdrawn: a log, and on the card what counts now. What may no longer
 * be kept is forgotten in the same transaction. */
#include "service/handlers.h"

#include "core/identity.h"
#include "core/offer.h"
#include "core/time.h"
#include "document/memory.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/keeping.h"
#include "service/reactions.h"
#include "service/relearn.h"
#include "service/subject.h"
#include "store/beliefs.h"
#include "store/benefits.h"
#include "store/make_goods.h"
#include "store/matches.h"
#include "store/stays.h"

struct consent {
	struct sg_consent said;
	bool given;
	struct sg_guest_work work;
	struct sg_guest_row guest;
	struct sg_card word; /* what the person allows now */
	bool late;           /* he has said otherwise since, under whichever id */
	enum sg_outcome outcome;
};

static int64_t *stamp_of(struct sg_card *card, enum sg_purpose purpose)
{
	int64_t *const stamps[SG_PURPOSES] = {[SG_PURPOSE_MEMORY] = &card->memory_us,
		[SG_PURPOSE_PROFILING] = &card->objects_us,
		[SG_PURPOSE_SPECIAL] = &card->special_us};

	return stamps[purpose];
}

/* The latest word on a purpose counts; false for one that came late under these ids. */
static bool take_over(struct sg_call *call, struct consent *consent)
{
	struct sg_card *card = &consent->work.named->own;
	bool learned = sg_card_may_learn(card, SG_MEMORY_UNSAID) &&
	               sg_card_may_learn(&consent->work.person, SG_MEMORY_UNSAID);
	int64_t *stamp_us = stamp_of(card, consent->said.purpose);

	if (*stamp_us != 0 && call->envelope.time_us < *stamp_us) {
		return false;
	}
	*stamp_us = call->envelope.time_us != 0 ? call->envelope.time_us : 1;
	if (consent->said.purpose == SG_PURPOSE_MEMORY) {
		card->memory = consent->given ? consent->said.level : SG_MEMORY_NONE;
	} else if (consent->said.purpose == SG_PURPOSE_PROFILING) {
		card->objects = !consent->given;
	} else {
		card->special = consent->given;
	}
	/* What was seen until he allows it again is not learned later either. */
	if ((!learned || !sg_card_may_learn(card, SG_MEMORY_UNSAID)) &&
		card->learn_from_us < *stamp_us) {
		card->learn_from_us = *stamp_us;
	}
	return true;
}

/* What holds of the person from now on. */
static enum sg_status hear(struct sg_call *call, struct consent *consent)
{
	const struct sg_guest_work *work = &consent->work;
	const struct sg_card **own = sg_arena_array(
		call->arena, work->profile_count, sizeof(struct sg_card *));

	if (own == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < work->profile_count; i++) {
		own[i] = &work->profiles[i].own;
	}
	sg_identity_word(own, work->profile_count, &consent->word);
	consent->late = consent->outcome == SG_OUTCOME_OLDER ||
	                *stamp_of(&consent->word, consent->said.purpose) >
	                        *stamp_of(&work->named->own, consent->said.purpose);
	return SG_OK;
}

/* Whether it ended, when it was said, what is kept or learned: he allowed it again, and it came
 * late. */
static bool ended_then(const struct consent *consent)
{
	const struct sg_card *now = &consent->word;
	struct sg_card then = {.memory = SG_MEMORY_UNSAID};

	if (consent->said.purpose == SG_PURPOSE_SPECIAL) {
		return now->special && !consent->given;
	}
	if (consent->said.purpose == SG_PURPOSE_PROFILING) {
		return !consent->given && sg_card_may_learn(now, SG_MEMORY_UNSAID);
	}
	then.memory = consent->given ? consent->said.level : SG_MEMORY_NONE;
	return !sg_card_may_learn(&then, SG_MEMORY_UNSAID) &&
	       sg_card_may_keep(now, SG_MEMORY_UNSAID, false);
}

/* All that was ever said goes, but what is kept for a stay. */
static enum sg_status forget_history(struct sg_call *call,
	const struct sg_profile *profile, const char *by, struct sg_script *script)
{
	const struct sg_card *card = &profile->own;
	struct sg_id *ids = sg_arena_array(call->arena, card->fact_count, sizeof *ids);

	if (ids == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < card->fact_count; i++) {
		ids[i] = card->facts[i].id;
	}
	sg_statements_withdraw(script, &profile->guest, ids, card->fact_count, by,
		call->envelope.time_us);
	return SG_OK;
}

/* What was said before that moment leaves the card, but what is for a stay. */
static enum sg_status forget_said(struct sg_call *call, int64_t until_us, const char *by,
	struct sg_profile *profile, struct sg_script *script)
{
	struct sg_card *card = &profile->own;
	struct sg_fact *kept =
		sg_arena_array(call->arena, card->fact_count, sizeof *kept);
	size_t count = 0;

	if (kept == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < card->fact_count; i++) {
		if (card->facts[i].said_us >= until_us ||
			card->facts[i].scope == SG_SCOPE_STAY) {
			kept[count++] = card->facts[i];
		}
	}
	card->facts = kept;
	card->fact_count = count;
	return forget_history(call, profile, by, script);
}

/* Nor is he owed anything for what failed before that moment. */
static void forget_owed(
	struct sg_profile *profile, int64_t until_us, struct sg_script *script)
{
	struct sg_card *card = &profile->own;

	/* Oldest first. */
	while (card->make_good_count > 0 && card->make_goods[0].at_us < until_us) {
		card->make_goods++;
		card->make_good_count--;
	}
	sg_make_goods_forget(script, &profile->guest, until_us);
}

/* What staff noted of him, on items and beside what became of benefits. */
static void forget_notes(const struct sg_id *guest, struct sg_script *script)
{
	sg_items_blank(script, guest);
	sg_benefits_blank(script, guest);
}

/* What he was offered then, or only what that tells of him. */
static enum sg_status forget_offers(struct sg_call *call, struct sg_profile *profile,
	int64_t until_us, bool only_learned)
{
	return sg_offer_words_forget(
		       &profile->own, until_us, only_learned, call->arena) == SG_OK
	               ? SG_OK
	               : sg_call_memory(call);
}

static enum sg_status forget_special(struct sg_call *call, struct sg_profile *profile,
	int64_t until_us, const char *by, struct sg_script *script)
{
	struct sg_id *gone = NULL;
	size_t count = 0;
	enum sg_status status = sg_keep_nothing_special(
		call, &profile->guest, until_us, &profile->own, &gone, &count);

	if (status == SG_OK && count > 0) {
		sg_statements_blank(
			script, &profile->guest, gone, count, by, call->envelope.time_us);
	}
	return status;
}

/* What was learned, and kept where he was not to be remembered, until he allowed it again. */
static enum sg_status forget_learned(struct sg_call *call, struct consent *consent,
	int64_t until_us, const char *by, struct sg_script *script)
{
	struct sg_guest_work *work = &consent->work;
	struct sg_card *own = &work->named->own;
	bool memory = consent->said.purpose == SG_PURPOSE_MEMORY;
	enum sg_status status = SG_OK;

	if (own->learn_from_us < until_us) {
		own->learn_from_us = until_us;
	}
	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		struct sg_profile *profile = &work->profiles[i];

		status = sg_relearn(
			call, &profile->guest, own->learn_from_us, &profile->own, script);
		if (status == SG_OK) {
			status = forget_offers(call, profile, until_us, !memory);
		}
		if (status == SG_OK && memory) {
			forget_notes(&profile->guest, script);
			sg_matches_forget(script, &profile->guest);
			forget_owed(profile, until_us, script);
			status = forget_said(call, until_us, by, profile, script);
		}
	}
	work->joint.belief_count = 0; /* until more is seen of him */
	return status == SG_OK
	               ? sg_reactions_forget_until(call, work, until_us, !memory, script)
	               : status;
}

/* What was before he allowed it again should have gone then, and goes now. */
static enum sg_status forget_late(struct sg_call *call, struct consent *consent,
	const char *by, struct sg_script *script)
{
	struct sg_guest_work *work = &consent->work;
	bool special = consent->said.purpose == SG_PURPOSE_SPECIAL;
	int64_t until_us = 0;
	enum sg_status status = sg_keep_renewed(
		call, work, consent->said.purpose, call->envelope.time_us, &until_us);

	for (size_t i = 0; special && i < work->profile_count && status == SG_OK; i++) {
		forget_notes(&work->profiles[i].guest, script);
		status = forget_special(call, &work->profiles[i], until_us, by, script);
	}
	if (status == SG_OK && !special) {
		status = forget_learned(call, consent, until_us, by, script);
	}
	return status == SG_OK ? sg_guest_cards_store(call, work, &consent->guest, script)
	                       : status;
}

/* What may not be kept goes, with all that was ever said of it; what was kept for a stay alone
 * and may be kept for longer now, is. */
static enum sg_status forget(struct sg_call *call, const struct consent *consent,
	const char *by, struct sg_profile *profile, struct sg_script *script)
{
	const struct sg_card *word = &consent->word;
	struct sg_keeping keeping;
	enum sg_status status = SG_OK;

	if (consent->said.purpose == SG_PURPOSE_SPECIAL && !word->special) {
		forget_notes(&profile->guest, script);
		status = forget_special(call, profile, INT64_MAX, by, script);
	}
	if (status == SG_OK) {
		status = sg_keep_review(call, word, &profile->own, &keeping);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_keep_write(call, &profile->guest, &keeping, by, script);
	if (!sg_card_may_learn(word, SG_MEMORY_UNSAID)) {
		sg_beliefs_forget(script, &profile->guest, NULL);
		profile->own.belief_count = 0;
		status = forget_offers(call, profile, INT64_MAX, true);
	}
	if (status != SG_OK ||
		sg_card_memory(word, SG_MEMORY_UNSAID) >= SG_MEMORY_PROPERTY) {
		return status;
	}
	forget_owed(profile, INT64_MAX, script);
	sg_matches_forget(script, &profile->guest);
	forget_notes(&profile->guest, script);
	status = forget_offers(call, profile, INT64_MAX, false);
	return status == SG_OK ? forget_history(call, profile, by, script) : status;
}

/* His word counts wherever something is known of him. */
static enum sg_status write_cards(struct sg_call *call, struct consent *consent,
	const char *body, struct sg_script *script)
{
	struct sg_guest_work *work = &consent->work;
	enum sg_status status = SG_OK;

	if (consent->word.memory == SG_MEMORY_STAY) {
		status = sg_keep_for_stay(call, &consent->word, work->profiles,
			work->profile_count, script);
	}
	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		status = forget(call, consent, body, &work->profiles[i], script);
	}
	if (status == SG_OK) {
		status = sg_reactions_review(call, work, &consent->word, script);
	}
	return status == SG_OK ? sg_guest_cards_store(call, work, &consent->guest, script)
	                       : status;
}

static enum sg_status write(
	struct sg_call *call, struct consent *consent, bool *ret_again)
{
	const struct sg_ref document = {.system = "consent", .id = call->envelope.id};
	struct sg_consent_row row = {.guest = consent->guest.id,
		.id = sg_ref_key("consent", call->envelope.property, &document),
		.property = call->house->house.id,
		.at_us = call->envelope.time_us,
		.purpose = (int32_t)consent->said.purpose,
		.given = consent->given,
		.body = sg_guest_consent_text(call, &consent->said)};
	struct sg_script script;
	enum sg_status status = SG_OK;

	if (row.body == NULL) {
		return sg_call_memory(call);
	}
	sg_subject_begin(call, &script, &consent->guest.id);
	sg_guest_keys_write(&script, &consent->work, &consent->guest.id);
	if (!consent->late || consent->work.file.guest.version == 0) {
		status = write_cards(call, consent, row.body, &script);
	} else if (ended_then(consent)) {
		status = forget_late(call, consent, row.body, &script);
	} else if (consent->outcome == SG_OUTCOME_APPLIED) {
		status = sg_guest_cards_store(
			call, &consent->work, &consent->guest, &script);
	}
	sg_consent_insert(&script, &row);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status change_consent(struct sg_call *call, void *data, bool *ret_again)
{
	struct consent *consent = data;
	enum sg_status status = sg_guest_file_read(
		call, consent->said.refs, consent->said.ref_count, &consent->work);

	consent->guest = consent->work.file.guest;
	if (status != SG_OK || consent->work.file.taken.found) {
		consent->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	if (consent->guest.version == 0) {
		sg_guest_new(call, &consent->work, &consent->guest);
	}
	consent->outcome =
		take_over(call, consent) ? SG_OUTCOME_APPLIED : SG_OUTCOME_OLDER;
	status = hear(call, consent);
	return status == SG_OK ? write(call, consent, ret_again) : status;
}

static enum sg_status handle(struct sg_call *call, bool given)
{
	struct consent consent = {.given = given};
	enum sg_status status = sg_consent_decode(
		call->envelope.data, given, call->arena, call->error, &consent.said);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, change_consent, &consent);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, consent.outcome);
	sg_reply_id(call->reply, "guest", &consent.guest.id);
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_consent_given(struct sg_call *call)
{
	return handle(call, true);
}

enum sg_status sg_handle_consent_withdrawn(struct sg_call *call)
{
	return handle(call, false);
}
