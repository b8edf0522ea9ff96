/* What a guest said to offers, on his card: [[offer, property, stay, day, asked, answer, said,
 * until, kind, rate, by]…]; and for those who read it. */
#include "core/offer.h"
#include "core/time.h"
#include "document/card_parts.h"
#include "document/reply.h"
#include "document/tuple.h"

void sg_card_write_offers(struct sg_buffer *buffer, const struct sg_card *card)
{
	if (card->offer_word_count == 0) {
		return;
	}
	sg_buffer_text(buffer, ",\"q\":[");
	for (size_t i = 0; i < card->offer_word_count; i++) {
		const struct sg_offer_word *word = &card->offer_words[i];
		struct sg_tuple_out tuple;

		sg_buffer_text(buffer, i > 0 ? "," : "");
		tuple = sg_tuple_begin(buffer);
		sg_tuple_put_text(&tuple, word->offer);
		sg_tuple_put_id(&tuple, &word->property);
		sg_tuple_put_id(&tuple, &word->stay);
		sg_tuple_put_int(&tuple, word->day, SG_NO_DAY);
		sg_tuple_put_int(&tuple, word->asked_us, SG_NO_TIME);
		sg_tuple_put_int(&tuple, (int64_t)word->answer, SG_OFFER_UNANSWERED);
		sg_tuple_put_int(&tuple, word->said_us, SG_NO_TIME);
		sg_tuple_put_int(&tuple, word->until_day, SG_NO_DAY);
		sg_tuple_put_int(&tuple, (int64_t)word->kind, SG_OFFER_PLAIN);
		sg_tuple_put_int(&tuple, (int64_t)word->rate, SG_OFFER_PLAIN);
		sg_tuple_put_text(&tuple, word->by);
		sg_tuple_end(&tuple);
	}
	sg_buffer_char(buffer, ']');
}

static bool read_word(const struct sg_json *array, struct sg_offer_word *word)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	word->offer = sg_tuple_text(&tuple);
	word->property = sg_tuple_id(&tuple);
	word->stay = sg_tuple_id(&tuple);
	word->day = sg_tuple_int32(&tuple, SG_NO_DAY);
	word->asked_us = sg_tuple_int(&tuple, SG_NO_TIME);
	word->answer = (enum sg_offer_answer)sg_tuple_index(&tuple, SG_OFFER_ANSWERS);
	word->said_us = sg_tuple_int(&tuple, SG_NO_TIME);
	word->until_day = sg_tuple_int32(&tuple, SG_NO_DAY);
	word->kind = (enum sg_offer_kind)sg_tuple_index(&tuple, SG_OFFER_KINDS);
	word->rate = (enum sg_offer_kind)sg_tuple_index(&tuple, SG_OFFER_KINDS);
	word->by = sg_tuple_text(&tuple);
	return !tuple.broken;
}

enum sg_status sg_card_read_offers(const struct sg_json *array, struct sg_arena *arena,
	struct sg_card *card, bool *broken)
{
	size_t count = array != NULL ? array->count : 0;
	struct sg_offer_word *words = sg_arena_array(arena, count, sizeof *words);
	const struct sg_json *element = count > 0 ? array->first : NULL;

	if (words == NULL) {
		return SG_MEMORY;
	}
	card->offer_words = words;
	card->offer_word_count = count;
	for (; element != NULL && !*broken; element = element->next) {
		*broken = !read_word(element, words++);
	}
	return SG_OK;
}

/* ---- for those who read it ---- */

static void write_silence(
	struct sg_buffer *buffer, const struct sg_offer_word *word, int32_t declined_day)
{
	if (word->answer == SG_OFFER_NEVER) {
		sg_reply_text(buffer, "silent", "for_good");
	} else if (word->answer == SG_OFFER_NOT_NOW && word->until_day == SG_NO_DAY) {
		sg_reply_text(buffer, "silent", "next_stay");
	} else if (word->answer == SG_OFFER_NOT_NOW ||
		   word->answer == SG_OFFER_DECLINED) {
		sg_reply_text(buffer, "silent", "until");
		sg_reply_day(buffer, "until",
			word->answer == SG_OFFER_NOT_NOW ? word->until_day
							 : declined_day);
	}
}

static void write_word(const struct sg_card *card, const struct sg_offer_word *word,
	const struct sg_card_view *view, struct sg_buffer *buffer)
{
	bool latest = sg_offer_said(card, word->offer) == word;
	int32_t said_day = sg_time_day(word->said_us);

	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "offer", word->offer);
	sg_reply_id(buffer, "stay", &word->stay);
	sg_reply_text(buffer, "answer", sg_offer_answer_name(word->answer));
	sg_reply_local(buffer, "asked", word->asked_us, view->zone);
	sg_reply_local(buffer, "said", word->said_us, view->zone);
	sg_reply_text(buffer, "by", word->by);
	if (view->evidence && word->kind != SG_OFFER_PLAIN) {
		sg_reply_text(buffer, "kind", sg_offer_kind_name(word->kind));
	}
	if (latest) {
		write_silence(buffer, word, said_day + view->declined_days);
	}
	sg_reply_object_end(buffer);
}

static int64_t last_us(const struct sg_offer_word *word)
{
	return word->said_us > word->asked_us ? word->said_us : word->asked_us;
}

/* The newest that comes after `before`; of equal ones the first on the card. */
static const struct sg_offer_word *next_word(
	const struct sg_card *card, const struct sg_offer_word *before)
{
	const struct sg_offer_word *next = NULL;

	for (size_t i = 0; i < card->offer_word_count; i++) {
		const struct sg_offer_word *word = &card->offer_words[i];
		bool is_later = before == NULL || last_us(word) < last_us(before) ||
		                (last_us(word) == last_us(before) && word > before);

		if (is_later && (next == NULL || last_us(word) > last_us(next))) {
			next = word;
		}
	}
	return next;
}

void sg_card_offers(const struct sg_card *card, const struct sg_card_view *view,
	struct sg_buffer *buffer)
{
	const struct sg_offer_word *word = NULL;

	if (card->offer_word_count == 0) {
		return;
	}
	sg_reply_array(buffer, "offers");
	for (size_t i = 0; i < SG_CARD_OFFERS_MAX; i++) {
		word = next_word(card, word);
		if (word == NULL) {
			break;
		}
		write_word(card, word, view, buffer);
	}
	sg_reply_array_end(buffer);
}
