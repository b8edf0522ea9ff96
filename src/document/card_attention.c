/*
 * How a guest takes attention, on his card: [[where, until, strain, withdrawn, nothing since,
 * last, when he complained if he did, [topic, welcomed, unwelcome, ignored, off, off since,
 * asked]…]…]; and for those who read it.
 */
#include "core/attention.h"
#include "core/card_attention.h"
#include "core/time.h"
#include "core/zone.h"
#include "document/card_parts.h"
#include "document/reply.h"
#include "document/tuple.h"

/* ---- on the card ---- */

static void write_topic(
	struct sg_tuple_out *place, const struct sg_topic_attention *topic)
{
	struct sg_tuple_out tuple = sg_tuple_put_tuple(place);

	sg_tuple_put_text(&tuple, topic->topic);
	sg_tuple_put_int(&tuple, topic->welcomed, 0);
	sg_tuple_put_int(&tuple, topic->unwelcome, 0);
	sg_tuple_put_int(&tuple, topic->ignored, 0);
	sg_tuple_put_int(&tuple, (int64_t)topic->off, SG_OFF_NOT);
	sg_tuple_put_int(&tuple, topic->off_us, SG_NO_TIME);
	sg_tuple_put_int(&tuple, topic->asked_us, SG_NO_TIME);
	sg_tuple_end(&tuple);
}

void sg_card_write_attentions(struct sg_buffer *buffer, const struct sg_card *card)
{
	if (card->attention_count == 0) {
		return;
	}
	sg_buffer_text(buffer, ",\"v\":[");
	for (size_t i = 0; i < card->attention_count; i++) {
		const struct sg_card_attention *place = &card->attentions[i];
		const struct sg_guest_attention *attention = place->attention;
		struct sg_tuple_out tuple;

		sg_buffer_text(buffer, i > 0 ? "," : "");
		tuple = sg_tuple_begin(buffer);
		sg_tuple_put_id(&tuple, &place->where);
		sg_tuple_put_int(&tuple, place->until_day, SG_NO_DAY);
		sg_tuple_put_int(&tuple, attention->strain, 0);
		sg_tuple_put_int(&tuple, attention->withdrawn, 0);
		sg_tuple_put_int(&tuple, attention->nothing_us, SG_NO_TIME);
		sg_tuple_put_int(&tuple, attention->last_us, SG_NO_TIME);
		if (attention->complained_us != SG_NO_TIME) {
			sg_tuple_put_int(&tuple, attention->complained_us, SG_NO_TIME);
		}
		for (size_t k = 0; k < attention->topic_count; k++) {
			write_topic(&tuple, &attention->topics[k]);
		}
		sg_tuple_end(&tuple);
	}
	sg_buffer_char(buffer, ']');
}

static bool read_topic(const struct sg_json *array, struct sg_topic_attention *topic)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	topic->topic = sg_tuple_text(&tuple);
	topic->welcomed = sg_tuple_int32(&tuple, 0);
	topic->unwelcome = sg_tuple_int32(&tuple, 0);
	topic->ignored = sg_tuple_int32(&tuple, 0);
	topic->off = (enum sg_off)sg_tuple_index(&tuple, SG_OFFS);
	topic->off_us = sg_tuple_int(&tuple, SG_NO_TIME);
	topic->asked_us = sg_tuple_int(&tuple, SG_NO_TIME);
	return !tuple.broken && topic->topic != NULL;
}

static enum sg_status read_place(const struct sg_json *array, struct sg_arena *arena,
	struct sg_card_attention *place, bool *broken)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);
	struct sg_guest_attention *attention = sg_arena_alloc(arena, sizeof *attention);
	struct sg_topic_attention *topics =
		sg_arena_array(arena, array->count, sizeof *topics);

	if (attention == NULL || topics == NULL) {
		return SG_MEMORY;
	}
	place->where = sg_tuple_id(&tuple);
	place->until_day = sg_tuple_int32(&tuple, SG_NO_DAY);
	place->attention = attention;
	*attention = (struct sg_guest_attention){.topics = topics};
	attention->strain = sg_tuple_int32(&tuple, 0);
	attention->withdrawn = sg_tuple_int32(&tuple, 0);
	attention->nothing_us = sg_tuple_int(&tuple, SG_NO_TIME);
	attention->last_us = sg_tuple_int(&tuple, SG_NO_TIME);
	attention->complained_us = SG_NO_TIME;
	if (tuple.at != NULL && tuple.at->kind == SG_JSON_INT) {
		attention->complained_us = sg_tuple_int(&tuple, SG_NO_TIME);
	}
	while (tuple.at != NULL && !tuple.broken && !*broken) {
		*broken = !read_topic(
			sg_tuple_array(&tuple), &topics[attention->topic_count++]);
	}
	*broken |= tuple.broken;
	return SG_OK;
}

enum sg_status sg_card_read_attentions(const struct sg_json *array,
	struct sg_arena *arena, struct sg_card *card, bool *broken)
{
	size_t count = array != NULL ? array->count : 0;
	struct sg_card_attention *places = sg_arena_array(arena, count, sizeof *places);
	const struct sg_json *element = count > 0 ? array->first : NULL;
	enum sg_status status = places != NULL ? SG_OK : SG_MEMORY;

	card->attentions = places;
	card->attention_count = count;
	for (; element != NULL && status == SG_OK; element = element->next, places++) {
		*broken |= element->kind != SG_JSON_ARRAY;
		if (*broken) {
			break;
		}
		status = read_place(element, arena, places, broken);
	}
	return status;
}

/* ---- for those who read it ---- */

static void write_off(struct sg_buffer *buffer, const struct sg_card_view *view,
	const char *topic, enum sg_off off, int64_t since_us)
{
	int32_t offset_s = sg_zone_offset(view->zone, since_us);

	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "topic", topic);
	sg_reply_text(buffer, "reason", sg_off_name(off));
	sg_reply_day(buffer, "since", sg_time_day(since_us + offset_s * SG_SECOND_US));
	sg_reply_object_end(buffer);
}

void sg_card_off(const struct sg_card *card, const struct sg_card_view *view,
	struct sg_buffer *buffer)
{
	static const struct sg_id no_stay;
	const struct sg_guest_attention *attention =
		sg_card_attention(card, &view->property, &no_stay);

	sg_reply_array(buffer, "off");
	if (attention != NULL && attention->nothing_us != SG_NO_TIME) {
		write_off(buffer, view, NULL, SG_OFF_NOTHING, attention->nothing_us);
	}
	for (size_t i = 0; attention != NULL && i < attention->topic_count; i++) {
		const struct sg_topic_attention *topic = &attention->topics[i];

		if (topic->off != SG_OFF_NOT) {
			write_off(buffer, view, topic->topic, topic->off, topic->off_us);
		}
	}
	sg_reply_array_end(buffer);
}

void sg_card_feedback(const struct sg_card_remark *remarks, size_t count,
	const struct sg_zone *zone, struct sg_buffer *buffer)
{
	sg_reply_array(buffer, "feedback");
	for (size_t i = 0; i < count; i++) {
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "kind", sg_reaction_name(remarks[i].kind));
		sg_reply_text(buffer, "topic", remarks[i].topic);
		sg_reply_text(buffer, "note", remarks[i].note);
		sg_reply_local(buffer, "time", remarks[i].at_us, zone);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}
