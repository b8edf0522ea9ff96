/* The offer of a revision: [code, guest, kind, reason, leaning, [language, title, sentence]…], with
 * its texts, as the hotel may word it anew while it stands. */
#include "core/offer.h"
#include "document/plan_decoding.h"

void sg_plan_offer_encode(const struct sg_plan *plan, struct sg_buffer *buffer)
{
	const struct sg_offer_choice *offer = plan->offer;
	struct sg_tuple_out tuple, text;

	if (offer == NULL) {
		return;
	}
	sg_buffer_text(buffer, ",\"o\":");
	tuple = sg_tuple_begin(buffer);
	sg_tuple_put_text(&tuple, offer->code);
	sg_tuple_put_id(&tuple, &offer->guest);
	sg_tuple_put_int(&tuple, (int64_t)offer->kind, SG_OFFER_PLAIN);
	sg_tuple_put_int(&tuple, (int64_t)offer->reason, SG_OFFER_BY_PRIORITY);
	sg_tuple_put_int(&tuple, offer->leaning, 0);
	for (size_t i = 0; i < offer->text_count; i++) {
		text = sg_tuple_put_tuple(&tuple);
		sg_tuple_put_text(&text, offer->texts[i].language);
		sg_tuple_put_text(&text, offer->texts[i].title);
		sg_tuple_put_text(&text, offer->texts[i].say);
		sg_tuple_end(&text);
	}
	sg_tuple_end(&tuple);
}

static void read_texts(struct sg_decoding *decoding, struct sg_tuple_in *tuple,
	struct sg_offer_choice *offer)
{
	size_t count = SG_OFFER_TEXTS_MAX;
	struct sg_offer_text *texts = sg_decoding_array(decoding, &count, sizeof *texts);

	while (offer->text_count < count && tuple->at != NULL && !tuple->broken) {
		struct sg_tuple_in text = sg_tuple_open(sg_tuple_array(tuple));
		struct sg_offer_text *next = &texts[offer->text_count++];

		next->language = sg_tuple_text(&text);
		next->title = sg_tuple_text(&text);
		next->say = sg_tuple_text(&text);
		decoding->broken |= next->language == NULL || next->title == NULL ||
		                    next->say == NULL;
		sg_decoding_close(decoding, &text);
	}
	offer->texts = texts;
}

const struct sg_offer_choice *sg_decoding_offer(
	struct sg_decoding *decoding, const struct sg_json *array)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);
	size_t count = array != NULL ? 1 : 0;
	struct sg_offer_choice *offer =
		sg_decoding_array(decoding, &count, sizeof *offer);

	if (count == 0) {
		return NULL;
	}
	offer->code = sg_tuple_text(&tuple);
	offer->guest = sg_tuple_id(&tuple);
	offer->kind = (enum sg_offer_kind)sg_tuple_index(&tuple, SG_OFFER_KINDS);
	offer->reason = (enum sg_offer_reason)sg_tuple_index(&tuple, SG_OFFER_REASONS);
	offer->leaning = sg_tuple_int32(&tuple, 0);
	read_texts(decoding, &tuple, offer);
	decoding->broken |= offer->code == NULL;
	sg_decoding_close(decoding, &tuple);
	return offer;
}
