/* What is to be made good, on the guest's card: [[id, property, stay, failed topic, when, cap,
 * state, topic, value, cost, given in]…]; and for the manager who decides. */
#include "core/time.h"
#include "document/card_parts.h"
#include "document/reply.h"
#include "document/tuple.h"

void sg_card_write_make_goods(struct sg_buffer *buffer, const struct sg_card *card)
{
	if (card->make_good_count == 0) {
		return;
	}
	sg_buffer_text(buffer, ",\"x\":[");
	for (size_t i = 0; i < card->make_good_count; i++) {
		const struct sg_make_good *make_good = &card->make_goods[i];
		struct sg_tuple_out tuple;

		sg_buffer_text(buffer, i > 0 ? "," : "");
		tuple = sg_tuple_begin(buffer);
		sg_tuple_put_id(&tuple, &make_good->id);
		sg_tuple_put_id(&tuple, &make_good->property);
		sg_tuple_put_id(&tuple, &make_good->stay);
		sg_tuple_put_text(&tuple, make_good->failed);
		sg_tuple_put_int(&tuple, make_good->at_us, SG_NO_TIME);
		sg_tuple_put_int(&tuple, make_good->cap_cents, 0);
		sg_tuple_put_int(
			&tuple, (int64_t)make_good->state, SG_MAKE_GOOD_PROPOSED);
		sg_tuple_put_text(&tuple, make_good->topic);
		sg_tuple_put_text(&tuple, make_good->value);
		sg_tuple_put_int(&tuple, make_good->cost_cents, 0);
		sg_tuple_put_id(&tuple, &make_good->given_in);
		sg_tuple_end(&tuple);
	}
	sg_buffer_char(buffer, ']');
}

static bool read_make_good(const struct sg_json *array, struct sg_make_good *make_good)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	make_good->id = sg_tuple_id(&tuple);
	make_good->property = sg_tuple_id(&tuple);
	make_good->stay = sg_tuple_id(&tuple);
	make_good->failed = sg_tuple_text(&tuple);
	make_good->at_us = sg_tuple_int(&tuple, SG_NO_TIME);
	make_good->cap_cents = sg_tuple_int32(&tuple, 0);
	make_good->state =
		(enum sg_make_good_state)sg_tuple_index(&tuple, SG_MAKE_GOOD_STATES);
	make_good->topic = sg_tuple_text(&tuple);
	make_good->value = sg_tuple_text(&tuple);
	make_good->cost_cents = sg_tuple_int32(&tuple, 0);
	make_good->given_in = sg_tuple_id(&tuple);
	return !tuple.broken && make_good->failed != NULL &&
	       (make_good->state != SG_MAKE_GOOD_APPROVED || make_good->topic != NULL);
}

enum sg_status sg_card_read_make_goods(const struct sg_json *array,
	struct sg_arena *arena, struct sg_card *card, bool *broken)
{
	size_t count = array != NULL ? array->count : 0;
	struct sg_make_good *make_goods =
		sg_arena_array(arena, count, sizeof *make_goods);
	const struct sg_json *element = count > 0 ? array->first : NULL;

	if (make_goods == NULL) {
		return SG_MEMORY;
	}
	card->make_goods = make_goods;
	card->make_good_count = count;
	for (; element != NULL && !*broken; element = element->next) {
		*broken = !read_make_good(element, make_goods++);
	}
	return SG_OK;
}

void sg_card_make_goods(const struct sg_card *card, const struct sg_card_view *view,
	struct sg_buffer *buffer)
{
	sg_reply_array(buffer, "make_goods");
	for (size_t i = 0; i < card->make_good_count; i++) {
		const struct sg_make_good *make_good = &card->make_goods[i];

		if (!sg_id_is_nil(&make_good->given_in) ||
			!sg_id_equal(&make_good->property, &view->property)) {
			continue;
		}
		sg_reply_object(buffer, NULL);
		sg_reply_id(buffer, "id", &make_good->id);
		sg_reply_text(buffer, "failed", make_good->failed);
		sg_reply_id(buffer, "stay", &make_good->stay);
		sg_reply_local(buffer, "time", make_good->at_us, view->zone);
		sg_reply_text(buffer, "state", sg_make_good_state_name(make_good->state));
		sg_reply_int(buffer, "cap_cents", make_good->cap_cents);
		if (make_good->state == SG_MAKE_GOOD_APPROVED) {
			sg_reply_text(buffer, "topic", make_good->topic);
			sg_reply_text(buffer, "value", make_good->value);
			sg_reply_int(buffer, "cost_cents", make_good->cost_cents);
		}
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}
