/* What a guest said to offers, on his card, and what it tells of him. */
#include "core/offer.h"

#include <string.h>

#include "core/context.h"
#include "core/draft.h"
#include "core/house.h"
#include "core/time.h"

/* What each word weighs: a yes, a no, the rate of a stay, and the rate of this one. */
enum { ACCEPTED = 2, DECLINED = 1, STAYED = 1, BOOKED = 2 };

static bool is_like(const char *code, const char *pattern)
{
	size_t len = strlen(pattern);

	return len > 0 && pattern[len - 1] == '*' ? strncmp(code, pattern, len - 1) == 0
	                                          : strcmp(code, pattern) == 0;
}

static bool is_among(const char *code, const char *const *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_like(code, patterns[i])) {
			return true;
		}
	}
	return false;
}

enum sg_offer_kind sg_offer_rate_kind(
	const struct sg_offer_rules *rules, const char *rate)
{
	if (rate == NULL) {
		return SG_OFFER_PLAIN;
	}
	if (is_among(rate, rules->flexible_rates, rules->flexible_rate_count)) {
		return SG_OFFER_FLEXIBLE;
	}
	return is_among(rate, rules->cheap_rates, rules->cheap_rate_count)
	               ? SG_OFFER_CHEAP
	               : SG_OFFER_PLAIN;
}

static int32_t towards(enum sg_offer_kind kind)
{
	return (kind == SG_OFFER_FLEXIBLE) - (kind == SG_OFFER_CHEAP);
}

/* What he did elsewhere speaks for him where he is remembered by the chain. */
static bool may_use(const struct sg_card *card, const struct sg_house *house,
	const struct sg_offer_word *word)
{
	return card->memory == SG_MEMORY_CHAIN ||
	       sg_id_equal(&word->property, &house->id);
}

int32_t sg_offer_leaning(
	const struct sg_card *card, const struct sg_house *house, const char *rate)
{
	int32_t leaning = BOOKED * towards(sg_offer_rate_kind(&house->offers, rate));

	for (size_t i = 0;
		sg_card_may_learn(card, house->memory) && i < card->offer_word_count;
		i++) {
		const struct sg_offer_word *word = &card->offer_words[i];
		int32_t kind = towards(word->kind);

		if (may_use(card, house, word)) {
			leaning += STAYED * towards(word->rate);
			leaning +=
				word->answer == SG_OFFER_ACCEPTED ? ACCEPTED * kind : 0;
			leaning -=
				word->answer == SG_OFFER_DECLINED ? DECLINED * kind : 0;
		}
	}
	return leaning;
}

/* ---- the latest word ---- */

/* Of two words of the same moment the later of these counts. */
static int32_t strictness(enum sg_offer_answer answer)
{
	static const int32_t ranks[SG_OFFER_ANSWERS] = {[SG_OFFER_OPEN] = 1,
		[SG_OFFER_ACCEPTED] = 2,
		[SG_OFFER_NOT_NOW] = 3,
		[SG_OFFER_DECLINED] = 4,
		[SG_OFFER_NEVER] = 5};

	return ranks[answer];
}

/* Where both say not now, until when counts: the later is the stricter, the next stay the least. */
bool sg_offer_word_is_news(
	const struct sg_offer_word *known, const struct sg_offer_word *word)
{
	if (word->answer == SG_OFFER_UNANSWERED) {
		return known == NULL || known->asked_us == SG_NO_TIME;
	}
	if (known == NULL || known->answer == SG_OFFER_UNANSWERED) {
		return true;
	}
	if (word->said_us != known->said_us) {
		return word->said_us > known->said_us;
	}
	if (word->answer != known->answer) {
		return strictness(word->answer) > strictness(known->answer);
	}
	return word->until_day > known->until_day;
}

const struct sg_offer_word *sg_offer_said(const struct sg_card *card, const char *offer)
{
	const struct sg_offer_word *latest = NULL;

	for (size_t i = 0; i < card->offer_word_count; i++) {
		const struct sg_offer_word *word = &card->offer_words[i];

		if (word->answer != SG_OFFER_UNANSWERED &&
			sg_same_text(word->offer, offer) &&
			sg_offer_word_is_news(latest, word)) {
			latest = word;
		}
	}
	return latest;
}

static bool is_of(const struct sg_offer_word *word, const char *offer,
	const struct sg_id *stay, int32_t day)
{
	return sg_same_text(word->offer, offer) && sg_id_equal(&word->stay, stay) &&
	       (!sg_id_is_nil(stay) || word->day == day);
}

const struct sg_offer_word *sg_offer_word_find(const struct sg_card *card,
	const char *offer, const struct sg_id *stay, int32_t day)
{
	for (size_t i = 0; i < card->offer_word_count; i++) {
		if (is_of(&card->offer_words[i], offer, stay, day)) {
			return &card->offer_words[i];
		}
	}
	return NULL;
}

/* ---- putting ---- */

static int64_t last_us(const struct sg_offer_word *word)
{
	return word->said_us > word->asked_us ? word->said_us : word->asked_us;
}

/* The oldest; what is never to be offered again only where all are. */
static size_t least(const struct sg_offer_word *words, size_t count)
{
	size_t found = 0;

	for (size_t i = 1; i < count; i++) {
		bool never = words[i].answer == SG_OFFER_NEVER;
		bool found_never = words[found].answer == SG_OFFER_NEVER;

		if (never != found_never ? found_never
					 : last_us(&words[i]) < last_us(&words[found])) {
			found = i;
		}
	}
	return found;
}

static void merge(struct sg_offer_word *known, const struct sg_offer_word *word)
{
	int64_t asked_us = known->asked_us;

	if (word->answer != SG_OFFER_UNANSWERED) {
		enum sg_offer_kind kind = known->kind, rate = known->rate;

		*known = *word;
		known->kind = kind != SG_OFFER_PLAIN ? kind : word->kind;
		known->rate = rate != SG_OFFER_PLAIN ? rate : word->rate;
	}
	known->asked_us = asked_us;
	if (asked_us == SG_NO_TIME ||
		(word->asked_us != SG_NO_TIME && word->asked_us < asked_us)) {
		known->asked_us = word->asked_us;
	}
}

enum sg_status sg_offer_word_put(
	struct sg_card *card, const struct sg_offer_word *word, struct sg_arena *arena)
{
	struct sg_offer_word *words =
		sg_arena_array(arena, card->offer_word_count + 1, sizeof *words);
	size_t count = card->offer_word_count;
	size_t at = 0;

	if (words == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		words[i] = card->offer_words[i];
	}
	while (at < count && !is_of(&words[at], word->offer, &word->stay, word->day)) {
		at++;
	}
	if (at < count) {
		merge(&words[at], word);
	} else if (count < SG_OFFER_WORDS_MAX) {
		words[count++] = *word;
	} else {
		at = least(words, count);
		memmove(&words[at], &words[at + 1], (count - at - 1) * sizeof *words);
		words[count - 1] = *word;
	}
	card->offer_words = words;
	card->offer_word_count = count;
	return SG_OK;
}

enum sg_status sg_offer_words_forget(
	struct sg_card *card, int64_t until_us, bool only_learned, struct sg_arena *arena)
{
	struct sg_offer_word *words =
		sg_arena_array(arena, card->offer_word_count, sizeof *words);
	size_t count = 0;

	for (size_t i = 0; words != NULL && i < card->offer_word_count; i++) {
		bool goes = last_us(&card->offer_words[i]) < until_us;

		words[count] = card->offer_words[i];
		if (goes && only_learned) {
			words[count].kind = SG_OFFER_PLAIN;
			words[count].rate = SG_OFFER_PLAIN;
		}
		count += !goes || only_learned;
	}
	if (words == NULL) {
		return SG_MEMORY;
	}
	card->offer_words = words;
	card->offer_word_count = count;
	return SG_OK;
}

int32_t sg_offer_season_day(int32_t season, int32_t after_day)
{
	int32_t day = after_day + 1;

	/* A day on which it begins: none of a year is passed over. */
	while (sg_context_of_day(day) != (enum sg_context)season ||
		sg_context_of_day(day - 1) == (enum sg_context)season) {
		day++;
	}
	return day;
}

/* ---- names ---- */

const char *sg_offer_kind_name(enum sg_offer_kind kind)
{
	static const char *const names[] = {"plain", "flexible", "cheap"};

	return (uint32_t)kind < SG_OFFER_KINDS ? names[kind] : "";
}

const char *sg_offer_moment_name(enum sg_offer_moment moment)
{
	static const char *const names[] = {"before_arrival", "check_in", "during_stay"};

	return (uint32_t)moment < SG_OFFER_MOMENTS ? names[moment] : "";
}

const char *sg_offer_answer_name(enum sg_offer_answer answer)
{
	static const char *const names[] = {
		"made", "accepted", "declined", "not_now", "never", "open"};

	return (uint32_t)answer < SG_OFFER_ANSWERS ? names[answer] : "";
}

const char *sg_offer_why_name(enum sg_offer_why why)
{
	static const char *const names[] = {"fits", "off", "guest_unknown", "incognito",
		"consent", "peace", "complaint", "owed", "group", "question", "unready",
		"night", "made_already", "too_often", "refused_often", "all_silenced",
		"withdrawn", "dates", "moment", "nights", "rate", "room_type", "party",
		"season", "level", "preference", "silenced", "declined", "again",
		"outranked"};

	_Static_assert(sizeof names / sizeof names[0] == SG_OFFER_WHYS, "one for each");
	return (uint32_t)why < SG_OFFER_WHYS ? names[why] : "";
}

const char *sg_offer_reason_name(enum sg_offer_reason reason)
{
	static const char *const names[] = {"priority", "rate", "answers"};

	return (uint32_t)reason < SG_OFFER_REASONS ? names[reason] : "";
}
