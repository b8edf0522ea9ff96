/* Decided from the card alone; the database is asked only for a stay, and for what is history. */
#include "service/keeping.h"

#include <string.h>

#include "core/time.h"
#include "document/guest.h"
#include "service/guests.h"
#include "store/beliefs.h"
#include "store/passing.h"

static bool is_special(const struct sg_call *call, const struct sg_fact *fact)
{
	return sg_catalog_is_special(&call->service->catalog, fact->topic);
}

static enum sg_memory unasked(const struct sg_call *call)
{
	return call->house->house.memory;
}

bool sg_keep_is_short(const struct sg_fact *fact)
{
	return fact->scope != SG_SCOPE_STAY && !sg_id_is_nil(&fact->stay);
}

bool sg_keep_passes(const struct sg_call *call, const struct sg_card *card,
	const struct sg_fact *fact)
{
	return !sg_id_is_nil(&fact->stay) &&
	       (sg_keep_is_short(fact) || is_special(call, fact) ||
		       sg_card_memory(card, unasked(call)) < SG_MEMORY_PROPERTY);
}

/* ---- one statement ---- */

struct found_stay {
	struct sg_id id; /* nil: none */
	struct sg_id property;
};

static enum sg_status find_stay(struct sg_call *call, const struct sg_id *guest,
	const struct sg_id *named, struct found_stay *ret_stay)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_passing_find(&script, guest, &call->house->house.id, named,
		sg_time_day(sg_call_hotel_us(call)) - 1);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		ret_stay->id = sg_rows_id(sg_script_rows(&script, 0), 0, 0);
		ret_stay->property = sg_rows_id(sg_script_rows(&script, 0), 0, 1);
	}
	return status;
}

static enum sg_status refuse(struct sg_call *call, const struct sg_card *card,
	const struct sg_id *named, bool special)
{
	if (!sg_id_is_nil(named)) {
		return sg_fail(call->error, SG_REFUSED, "stay_over", "/data/stay",
			"it may be kept for a stay alone, and that one is over");
	}
	if (special || card->memory == SG_MEMORY_UNSAID) {
		call->say = SG_SAY_LATER;
	}
	if (special && sg_card_may_keep(card, unasked(call), false)) {
		return sg_fail(call->error, SG_REFUSED, "consent_missing", "/data/topic",
			"of a special category: without his consent it is kept for a "
			"stay alone, and the guest has none");
	}
	return sg_fail(call->error, SG_REFUSED, "memory_withdrawn", "/data/scope",
		"nothing is kept of the guest beyond a stay, and he has none");
}

/* Of each of his profiles: when he withdrew it last, or, after a time, gave it again. */
static enum sg_status read_consents(struct sg_call *call,
	const struct sg_guest_work *work, enum sg_purpose purpose,
	const int64_t *after_us, struct sg_script *script)
{
	enum sg_db_outcome outcome = SG_DB_DONE;

	sg_script_begin(script, call->arena, SG_SCRIPT_READ);
	for (size_t i = 0; i < work->profile_count; i++) {
		const struct sg_id *guest = &work->profiles[i].guest;

		if (after_us == NULL) {
			sg_consent_withdrawn_read(script, guest, (int32_t)purpose);
		} else {
			sg_consent_renewed_read(
				script, guest, (int32_t)purpose, *after_us);
		}
	}
	return sg_call_run(call, script, &outcome);
}

static enum sg_status read_withdrawn(struct sg_call *call,
	const struct sg_guest_work *work, enum sg_purpose purpose, int64_t *ret_us)
{
	int64_t last_us = SG_NO_TIME;
	struct sg_script script;
	enum sg_status status = read_consents(call, work, purpose, NULL, &script);

	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		int64_t one_us = sg_consent_withdrawn_take(&script, i);

		last_us = one_us > last_us ? one_us : last_us;
	}
	*ret_us = last_us;
	return status;
}

enum sg_status sg_keep_renewed(struct sg_call *call, const struct sg_guest_work *work,
	enum sg_purpose purpose, int64_t after_us, int64_t *ret_us)
{
	int64_t first_us = SG_NO_TIME;
	struct sg_script script;
	enum sg_status status = read_consents(call, work, purpose, &after_us, &script);

	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		int64_t one_us = sg_consent_renewed_take(&script, i);

		if (one_us != SG_NO_TIME &&
			(first_us == SG_NO_TIME || one_us < first_us)) {
			first_us = one_us;
		}
	}
	*ret_us = first_us != SG_NO_TIME ? first_us : after_us;
	return status;
}

/* Whether it is from before he allowed again what he had withdrawn: told in time it would have
 * gone then. */
static enum sg_status is_from_before(struct sg_call *call,
	const struct sg_guest_work *work, enum sg_purpose purpose, int64_t said_us,
	bool *ret_before)
{
	int64_t withdrawn_us = SG_NO_TIME, renewed_us = SG_NO_TIME;
	enum sg_status status = read_withdrawn(call, work, purpose, &withdrawn_us);

	if (status == SG_OK && withdrawn_us != SG_NO_TIME) {
		status = sg_keep_renewed(call, work, purpose, withdrawn_us, &renewed_us);
		*ret_before = said_us < renewed_us;
	}
	return status;
}

/* The log is asked only about what is told late. */
static enum sg_status was_forbidden(struct sg_call *call,
	const struct sg_guest_work *work, const struct sg_fact *fact, bool *ret_forbidden)
{
	const struct sg_card *word = &work->person;
	enum sg_status status = SG_OK;

	if (fact->said_us < word->memory_us) {
		status = is_from_before(
			call, work, SG_PURPOSE_MEMORY, fact->said_us, ret_forbidden);
	}
	if (status == SG_OK && !*ret_forbidden && is_special(call, fact) &&
		fact->said_us < word->special_us) {
		status = is_from_before(
			call, work, SG_PURPOSE_SPECIAL, fact->said_us, ret_forbidden);
	}
	return status;
}

static enum sg_status may_keep(struct sg_call *call, const struct sg_guest_work *work,
	const struct sg_fact *fact, bool *ret_lasts)
{
	bool forbidden = false;
	enum sg_status status = SG_OK;

	*ret_lasts =
		fact->scope != SG_SCOPE_STAY &&
		sg_card_may_keep(&work->person, unasked(call), is_special(call, fact));
	if (*ret_lasts) {
		status = was_forbidden(call, work, fact, &forbidden);
	}
	*ret_lasts = *ret_lasts && !forbidden;
	return status;
}

enum sg_status sg_keep_decide(struct sg_call *call, const struct sg_guest_work *work,
	const struct sg_guest_row *guest, const struct sg_id *named, struct sg_fact *fact)
{
	const struct sg_card *card = &work->person;
	struct found_stay stay = {.id = *named};
	bool lasts = false;
	enum sg_status status = may_keep(call, work, fact, &lasts);

	if (status != SG_OK || lasts) {
		fact->scope = sg_card_scope(card, fact->scope);
		return status;
	}
	fact->stay = *named;
	if (fact->scope == SG_SCOPE_STAY && !sg_keep_passes(call, card, fact)) {
		return SG_OK;
	}
	status = find_stay(call, &guest->id, named, &stay);
	if (status == SG_OK && sg_id_is_nil(&stay.id)) {
		status = refuse(call, card, named, is_special(call, fact));
	}
	fact->stay = stay.id;
	return status;
}

/* ---- all that is kept ---- */

/* Whether this house may say how long it is kept: where the guest said nothing, each hotel does
 * for itself. */
static bool is_judged(const struct sg_call *call, const struct sg_card *card,
	const struct sg_id *property)
{
	return card->memory != SG_MEMORY_UNSAID ||
	       sg_id_equal(property, &call->house->house.id);
}

static bool may_last(const struct sg_call *call, const struct sg_card *card,
	const struct sg_fact *fact)
{
	enum sg_memory memory =
		is_judged(call, card, &fact->property) ? unasked(call) : SG_MEMORY_UNSAID;

	return sg_card_may_keep(card, memory, is_special(call, fact));
}

struct review {
	struct sg_call *call;
	const struct sg_card *word; /* what counts of the person */
	const struct sg_card *own; /* what the profile's own word lets be kept; or NULL */
	const struct sg_card *card; /* as it was */
	struct sg_fact *kept;
	size_t kept_count;
	struct sg_keeping keeping;
};

static enum sg_scope wider(enum sg_scope a, enum sg_scope b)
{
	return a > b ? a : b;
}

/* Whether he said the same, or otherwise, of another stay since; that is what lasts then. */
static bool is_renewed(const struct review *review, const struct sg_fact *fact)
{
	const struct sg_catalog *catalog = &review->call->service->catalog;
	int32_t index = sg_catalog_topic(catalog, fact->topic);
	const struct sg_topic *topic = index >= 0 ? &catalog->topics[index] : NULL;
	struct sg_fact lasting = *fact;

	lasting.stay = (struct sg_id){{0}};
	for (size_t i = 0; i < review->card->fact_count; i++) {
		struct sg_fact other = review->card->facts[i];

		other.stay = lasting.stay;
		if (other.said_us > fact->said_us &&
			sg_fact_same_matter(topic, &other, &lasting)) {
			return true;
		}
	}
	return false;
}

/* A yes lengthens what was kept for a stay; without one only a house can that does so unasked. */
static bool lengthens(const struct review *review, const struct sg_fact *fact)
{
	return sg_keep_is_short(fact) && !is_renewed(review, fact) &&
	       may_last(review->call, review->word, fact) &&
	       (review->own == NULL || (review->word->memory == SG_MEMORY_UNSAID &&
					       !is_special(review->call, fact)));
}

static void review_fact(struct review *review, struct sg_fact fact)
{
	struct sg_keeping *keeping = &review->keeping;
	const struct sg_card *own = review->own != NULL ? review->own : review->word;

	if (sg_id_is_nil(&fact.stay) && !may_last(review->call, review->word, &fact) &&
		!may_last(review->call, own, &fact)) {
		keeping->gone[keeping->gone_count++] = fact.id;
		return;
	}
	if (lengthens(review, &fact)) {
		fact.stay = (struct sg_id){{0}};
	}
	if (sg_id_is_nil(&fact.stay)) {
		fact.scope = wider(sg_card_scope(review->word, fact.scope),
			sg_card_scope(own, fact.scope));
	} else if (sg_keep_passes(review->call, review->word, &fact)) {
		keeping->stays[keeping->stay_count++] = fact.stay;
	}
	review->kept[review->kept_count++] = fact;
}

/* What was learned here goes with the house's leave to learn unasked. */
static bool unlearn(struct sg_call *call, const struct sg_card *word,
	struct sg_card *card, struct sg_keeping *keeping)
{
	struct sg_belief *kept =
		sg_arena_array(call->arena, card->belief_count, sizeof *kept);
	size_t count = 0;

	if (kept == NULL) {
		return false;
	}
	keeping->unlearned = word->memory == SG_MEMORY_UNSAID &&
	                     !sg_card_may_learn(word, unasked(call));
	for (size_t i = 0; i < card->belief_count; i++) {
		if (!keeping->unlearned || !sg_id_equal(&card->beliefs[i].property,
						   &call->house->house.id)) {
			kept[count++] = card->beliefs[i];
		}
	}
	card->beliefs = kept;
	card->belief_count = count;
	return true;
}

static enum sg_status review_card(struct sg_call *call, const struct sg_card *word,
	const struct sg_card *own, struct sg_card *card, struct sg_keeping *ret_keeping)
{
	struct sg_arena *arena = call->arena;
	struct review review = {.call = call,
		.word = word,
		.own = own,
		.card = card,
		.kept = sg_arena_array(arena, card->fact_count, sizeof *review.kept)};
	struct sg_keeping *keeping = &review.keeping;

	keeping->gone = sg_arena_array(arena, card->fact_count, sizeof *keeping->gone);
	keeping->stays = sg_arena_array(arena, card->fact_count, sizeof *keeping->stays);
	if (review.kept == NULL || keeping->gone == NULL || keeping->stays == NULL ||
		!unlearn(call, word, card, keeping)) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < card->fact_count; i++) {
		review_fact(&review, card->facts[i]);
	}
	card->facts = review.kept;
	card->fact_count = review.kept_count;
	*ret_keeping = review.keeping;
	return SG_OK;
}

enum sg_status sg_keep_review(struct sg_call *call, const struct sg_card *word,
	struct sg_card *card, struct sg_keeping *ret_keeping)
{
	return review_card(call, word, NULL, card, ret_keeping);
}

enum sg_status sg_keep_review_house(struct sg_call *call, const struct sg_card *person,
	struct sg_card *card, struct sg_keeping *ret_keeping)
{
	return review_card(call, person, card, card, ret_keeping);
}

void sg_keep_write(struct sg_call *call, const struct sg_id *guest,
	const struct sg_keeping *keeping, const char *by, struct sg_script *script)
{
	for (size_t i = 0; i < keeping->gone_count; i++) {
		sg_statement_withdraw(
			script, guest, &keeping->gone[i], by, call->envelope.time_us);
	}
	if (keeping->stay_count > 0) {
		sg_passing_add(script, guest, keeping->stays, keeping->stay_count,
			sg_call_hotel_us(call));
	}
	if (keeping->unlearned) {
		sg_beliefs_forget_at(script, guest, &call->house->house.id);
	}
}

/* ---- for the stay at least ---- */

static bool is_lost(const struct sg_call *call, const struct sg_card *word,
	const struct sg_fact *fact)
{
	return sg_id_is_nil(&fact->stay) &&
	       !sg_card_may_keep(word, SG_MEMORY_UNSAID, is_special(call, fact));
}

static bool loses(const struct sg_call *call, const struct sg_card *word,
	const struct sg_card *card)
{
	bool lost = false;

	for (size_t i = 0; i < card->fact_count; i++) {
		lost |= is_lost(call, word, &card->facts[i]);
	}
	return lost;
}

/* What holds there. False when memory is short. */
static bool shorten(struct sg_call *call, const struct sg_card *word,
	const struct found_stay *stay, struct sg_card *card)
{
	struct sg_fact *facts =
		sg_arena_array(call->arena, card->fact_count, sizeof *facts);

	for (size_t i = 0; facts != NULL && i < card->fact_count; i++) {
		facts[i] = card->facts[i];
		if (is_lost(call, word, &facts[i]) &&
			(facts[i].scope == SG_SCOPE_CHAIN ||
				sg_id_equal(&facts[i].property, &stay->property))) {
			facts[i].stay = stay->id;
		}
	}
	card->facts = facts;
	return facts != NULL;
}

enum sg_status sg_keep_for_stay(struct sg_call *call, const struct sg_card *word,
	struct sg_profile *profiles, size_t count, struct sg_script *script)
{
	static const struct sg_id unnamed;
	struct found_stay stay = {.id = unnamed};
	enum sg_status status = SG_OK;
	bool lost = false;

	for (size_t i = 0; i < count; i++) {
		lost |= loses(call, word, &profiles[i].own);
	}
	for (size_t i = 0; i < count && lost && status == SG_OK && sg_id_is_nil(&stay.id);
		i++) {
		status = find_stay(call, &profiles[i].guest, &unnamed, &stay);
	}
	if (status != SG_OK || sg_id_is_nil(&stay.id)) {
		return status;
	}
	sg_passing_expect_open(script, &stay.id);
	for (size_t i = 0; i < count; i++) {
		if (!shorten(call, word, &stay, &profiles[i].own)) {
			return sg_call_memory(call);
		}
		sg_passing_add(
			script, &profiles[i].guest, &stay.id, 1, sg_call_hotel_us(call));
	}
	return SG_OK;
}
