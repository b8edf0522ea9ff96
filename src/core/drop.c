/*
 * Step 2: what does not hold here (scope, season, validity, party, consent), what the same guest
 * said otherwise since, and what a hazard or a never of anybody in the room forbids.
 */
#include "core/draft.h"

/* What of his is not wanted; a text. */
#define SUPPLIER_TOPIC "avoid.supplier"

static int32_t misfit_of(const struct sg_draft *draft, const struct sg_voice *voice)
{
	const struct sg_house *house = draft->input->house;
	bool special = sg_draft_topic(draft, voice->what.topic)->special_category;
	int32_t reason = sg_fact_misfit(voice->fact, house, voice->occupant->stay,
		draft->adults, draft->children + draft->babies);

	return reason >= 0 || sg_fact_is_allowed(voice->fact, voice->card, special, house)
	               ? reason
	               : SG_LEFT_CONSENT;
}

static void drop_misfits(struct sg_draft *draft, struct sg_voice *voice)
{
	for (; voice != NULL; voice = voice->next) {
		int32_t reason = voice->fact != NULL ? misfit_of(draft, voice) : -1;

		if (reason >= 0) {
			voice->lost = true;
			sg_draft_leave(
				draft, (enum sg_reason)reason, &voice->what, voice, NULL);
		}
	}
}

/* ---- one guest's own words: the narrower scope, then the newer ---- */

static bool refuses(const struct sg_voice *voice)
{
	return voice->strength >= SG_AVOID;
}

static bool contradict(
	const struct sg_draft *draft, const struct sg_voice *a, const struct sg_voice *b)
{
	if (refuses(a)) {
		return sg_what_covers(&a->what, &b->what);
	}
	if (refuses(b)) {
		return sg_what_covers(&b->what, &a->what);
	}
	return !sg_draft_topic(draft, a->what.topic)->many &&
	       !sg_what_same(&a->what, &b->what);
}

/* A never gives way only to what was said later and no more generally. */
static bool outranks(const struct sg_voice *a, const struct sg_voice *b)
{
	if (b->strength == SG_NEVER && !refuses(a)) {
		return a->fact->said_us > b->fact->said_us &&
		       a->fact->scope <= b->fact->scope;
	}
	if (a->strength == SG_NEVER && !refuses(b)) {
		return !outranks(b, a);
	}
	return sg_voice_compare(a, b) < 0;
}

static const struct sg_voice *own_later_word(const struct sg_draft *draft,
	const struct sg_voice *voices, const struct sg_voice *voice, bool by_refusal)
{
	const struct sg_voice *winner = NULL;

	for (const struct sg_voice *v = voices; v != NULL; v = v->next) {
		if (!v->lost && v->fact != NULL && refuses(v) == by_refusal &&
			sg_id_equal(&v->speaker, &voice->speaker) &&
			contradict(draft, v, voice) && outranks(v, voice) &&
			(winner == NULL || sg_voice_compare(v, winner) < 0)) {
			winner = v;
		}
	}
	return winner;
}

/* Marks only after all were looked at: who loses may still have outranked another. */
static void settle_own_words(struct sg_draft *draft, struct sg_voice *voices,
	bool of_refusals, bool by_refusals)
{
	const struct sg_left *before = draft->left;

	for (struct sg_voice *v = voices; v != NULL; v = v->next) {
		const struct sg_voice *winner = NULL;

		if (!v->lost && v->fact != NULL && refuses(v) == of_refusals) {
			winner = own_later_word(draft, voices, v, by_refusals);
		}
		if (winner != NULL) {
			sg_draft_leave(draft, SG_LEFT_OUTRANKED, &v->what, v, winner);
		}
	}
	for (struct sg_left *l = draft->left; l != before; l = l->next) {
		l->voice->lost = true;
	}
}

static void drop_own_words(struct sg_draft *draft, struct sg_voice *voices)
{
	if (voices == NULL || voices->next == NULL) {
		return;
	}
	settle_own_words(draft, voices, true, false);
	settle_own_words(draft, voices, false, true);
	settle_own_words(draft, voices, false, false);
}

/* ---- hazards and refusals of anybody in the room ---- */

static bool is_remedy(const struct sg_voice *voice)
{
	return voice->source == SG_SOURCE_PREVIOUS || voice->source == SG_SOURCE_STANDARD;
}

static void lose_forbidden(struct sg_draft *draft, struct sg_candidate *candidate,
	enum sg_reason reason, const struct sg_voice *against)
{
	sg_draft_lose(draft, candidate, reason, against);
	if (is_remedy(candidate->voice)) {
		sg_draft_warn(
			draft, SG_WARN_HAZARD_UNREMEDIED, candidate->what.topic, NULL);
	} else if (sg_voice_is_must(candidate->voice)) {
		sg_draft_warn(draft, SG_WARN_NEEDS_OPPOSE, candidate->what.topic, NULL);
	}
}

static void drop_hazard(struct sg_draft *draft, struct sg_candidate *candidate)
{
	const struct sg_voice *against = NULL;

	for (const struct sg_forbidding *f = draft->forbiddings; f != NULL; f = f->next) {
		if (f->voice != candidate->voice &&
			(f->hazards & candidate->brings) != 0 &&
			(against == NULL || sg_voice_compare(f->voice, against) < 0)) {
			against = f->voice;
		}
	}
	if (against == NULL) {
		return;
	}
	lose_forbidden(draft, candidate, SG_LEFT_HAZARD, against);
	if (candidate->voice->source == SG_SOURCE_HOUSE_RULE) {
		sg_draft_away(draft, &candidate->what, against, true, false);
	}
}

/* ---- suppliers ---- */

/* In lower case: ASCII, and the accented letters of western Europe. */
static unsigned char folded(const char *text, size_t i)
{
	unsigned char c = (unsigned char)text[i];
	bool latin = i > 0 && (unsigned char)text[i - 1] == 0xC3;

	if ((c >= 'A' && c <= 'Z') || (latin && c >= 0x80 && c <= 0x9E && c != 0x97)) {
		c = (unsigned char)(c + 0x20);
	}
	return c;
}

static bool same_name(const char *a, const char *b)
{
	size_t i = 0;

	while (a[i] != '\0' && folded(a, i) == folded(b, i)) {
		i++;
	}
	return a[i] == b[i];
}

/* Who wants nothing of this supplier, the first of them by rank. */
static const struct sg_voice *who_shuns(
	const struct sg_draft *draft, int32_t topic, const char *supplier)
{
	const struct sg_voice *first = NULL;

	for (const struct sg_voice *v = draft->topics[topic].voices; v != NULL;
		v = v->next) {
		if (!v->lost && v->what.text != NULL &&
			same_name(v->what.text, supplier) &&
			(first == NULL || sg_voice_compare(v, first) < 0)) {
			first = v;
		}
	}
	return first;
}

static void drop_supplied(struct sg_draft *draft, struct sg_candidate *candidate)
{
	const char *supplier = sg_draft_value(draft, &candidate->what)->supplier;
	int32_t topic = supplier != NULL && !candidate->lost
	                        ? sg_catalog_topic(draft->catalog, SUPPLIER_TOPIC)
	                        : -1;
	const struct sg_voice *against =
		topic >= 0 ? who_shuns(draft, topic, supplier) : NULL;

	if (against == NULL) {
		return;
	}
	lose_forbidden(draft, candidate, SG_LEFT_NEVER, against);
	if (candidate->voice->source == SG_SOURCE_HOUSE_RULE) {
		sg_draft_away(draft, &candidate->what, against, true, false);
	}
}

/* ---- refusals ---- */

static bool stronger(const struct sg_refusal *a, const struct sg_refusal *b)
{
	if (b == NULL || a->never != b->never) {
		return b == NULL || a->never;
	}
	return sg_voice_compare(a->voice, b->voice) < 0;
}

/* The strongest refusal of `what` in the list; those that meet a rule of the house are noted
 * for avoid[]. */
static const struct sg_refusal *find_refusal(struct sg_refusal *list,
	const struct sg_candidate *candidate, const struct sg_what *what,
	const struct sg_refusal *strongest)
{
	for (struct sg_refusal *r = list; r != NULL; r = r->next) {
		if (r->voice == candidate->voice || !sg_what_covers(&r->what, what)) {
			continue;
		}
		r->routine |= candidate->voice->source == SG_SOURCE_HOUSE_RULE;
		if (stronger(r, strongest)) {
			strongest = r;
		}
	}
	return strongest;
}

/* Equal and opposing: another guest likes what this one, of no higher rank, avoids. */
static bool opposes(const struct sg_voice *wish, const struct sg_voice *refusal)
{
	return wish->source == SG_SOURCE_STATED && refusal->source == SG_SOURCE_STATED &&
	       !sg_id_equal(&wish->speaker, &refusal->speaker) &&
	       (wish->primary || !refusal->primary);
}

static void drop_refused(struct sg_draft *draft, struct sg_candidate *candidate)
{
	struct sg_voice *voice = candidate->voice;
	const struct sg_refusal *refusal =
		find_refusal(draft->topics[candidate->what.topic].refusals, candidate,
			&candidate->what, NULL);

	if (voice->what.topic != candidate->what.topic) {
		refusal = find_refusal(draft->topics[voice->what.topic].refusals,
			candidate, &voice->what, refusal);
	}
	if (refusal == NULL || candidate->lost) {
		return;
	}
	if (refusal->never) {
		lose_forbidden(draft, candidate, SG_LEFT_NEVER, refusal->voice);
	} else if (sg_voice_is_must(voice) ||
		   sg_voice_rank(voice) < sg_voice_rank(refusal->voice)) {
		return;
	} else if (opposes(voice, refusal->voice)) {
		sg_draft_lose(draft, candidate, SG_LEFT_CONFLICT, refusal->voice);
		sg_draft_question(draft, candidate, refusal->voice, -1, false);
	} else {
		sg_draft_lose(draft, candidate, SG_LEFT_NEVER, refusal->voice);
	}
}

void sg_draft_drop(struct sg_draft *draft)
{
	size_t count = draft->catalog->topic_count;

	for (size_t i = 0; i < count; i++) {
		drop_misfits(draft, draft->topics[i].voices);
		drop_own_words(draft, draft->topics[i].voices);
	}
	for (size_t i = 0; i < count; i++) {
		for (struct sg_voice *v = draft->topics[i].voices; v != NULL;
			v = v->next) {
			if (!v->lost) {
				sg_draft_expand(draft, v);
			}
		}
	}
	sg_draft_remedy(draft);
	for (size_t i = 0; i < count; i++) {
		for (struct sg_candidate *c = draft->topics[i].candidates; c != NULL;
			c = c->next) {
			drop_hazard(draft, c);
			drop_supplied(draft, c);
			drop_refused(draft, c);
		}
	}
	sg_draft_spare(draft);
}
