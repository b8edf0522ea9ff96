/* What only desk and manager see: greeting, question, warnings, free text, reasons; and what a
 * check-in is answered. */
#include <string.h>

#include "core/time.h"
#include "document/checklist_parts.h"
#include "document/offer.h"
#include "document/reply.h"
#include "document/texts.h"

/* ---- greet, ask, warn ---- */

static void write_greet(struct sg_buffer *buffer, const struct sg_list_head *head)
{
	sg_reply_object(buffer, "greet");
	sg_reply_text(buffer, "salutation", head->salutation);
	sg_reply_text(buffer, "language", head->language);
	if (head->incognito) {
		sg_reply_bool(buffer, "incognito", true);
	}
	sg_reply_object_end(buffer);
}

static void write_because(
	struct sg_buffer *buffer, const char *name, const struct sg_because *because)
{
	sg_reply_object(buffer, name);
	sg_reply_text(buffer, "source", sg_source_name(because->source));
	sg_reply_text(buffer, "topic", because->topic);
	sg_reply_text(buffer, "value", because->value);
	sg_reply_text(buffer, "strength", because->strength);
	sg_reply_text(buffer, "detail", because->detail);
	sg_reply_text(buffer, "said_by", because->said_by);
	sg_reply_day(buffer, "said", sg_time_day(because->said_us));
	sg_reply_id(buffer, "statement", &because->fact);
	sg_reply_id(buffer, "guest", &because->guest);
	sg_reply_object_end(buffer);
}

/* The desk reads since when; on what that rests is for who decides. */
static void write_evidence(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const struct sg_ask *ask)
{
	if (!checklist->cut->explains) {
		return;
	}
	sg_reply_array(buffer, "because");
	for (size_t i = 0; i < 2; i++) {
		if (ask->values[i] >= 0) {
			write_because(buffer, NULL, &ask->because[i]);
		}
	}
	sg_reply_array_end(buffer);
}

static void write_ask(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_ask *ask = checklist->list->plan.ask;
	const struct sg_catalog *catalog = checklist->catalog;
	const struct sg_text_values none = {.quantity = 1};
	const struct sg_topic *topic;

	if (ask == NULL || catalog->topics[ask->topic].special_category) {
		return;
	}
	topic = &catalog->topics[ask->topic];
	sg_reply_object(buffer, "ask");
	sg_reply_text(buffer, "topic", topic->name);
	sg_text_write_ask(buffer, ask, catalog, checklist->cut);
	for (size_t i = 0; i < 2; i++) {
		if (ask->because[i].source == SG_SOURCE_USUAL) {
			sg_reply_day(
				buffer, "since", sg_time_day(ask->because[i].said_us));
		}
	}
	sg_reply_array(buffer, "options");
	for (size_t i = 0; i < 2; i++) {
		if (ask->values[i] >= 0) {
			const struct sg_topic_value *value =
				&topic->values[ask->values[i]];

			sg_reply_object(buffer, NULL);
			sg_reply_text(buffer, "value", value->name);
			sg_text_write(buffer, "text", &value->text, &none, catalog,
				checklist->cut);
			sg_reply_object_end(buffer);
		}
	}
	sg_reply_array_end(buffer);
	write_evidence(buffer, checklist, ask);
	sg_reply_object_end(buffer);
}

/* In house, and never beside a question. Why it was chosen is for who decides, beyond a word. */
static void write_offer(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;
	const struct sg_offer_choice *offer = plan->offer;
	const struct sg_cut *cut = checklist->cut;

	if (offer == NULL || plan->ask != NULL) {
		return;
	}
	sg_reply_object(buffer, "offer");
	sg_reply_text(buffer, "code", offer->code);
	sg_offer_write_texts(offer->texts, offer->text_count, cut->languages,
		cut->language_count, buffer);
	if (offer->kind != SG_OFFER_PLAIN) {
		sg_reply_text(buffer, "kind", sg_offer_kind_name(offer->kind));
	}
	sg_offer_write_reason(offer, cut->explains, buffer);
	sg_reply_object_end(buffer);
}

static void write_warning(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	struct sg_warning warning)
{
	const struct sg_catalog *catalog = checklist->catalog;

	if (warning.topic >= 0 && catalog->topics[warning.topic].special_category) {
		warning.topic = -1;
	}
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "kind", sg_warning_name(warning.kind));
	sg_reply_text(buffer, "topic",
		warning.topic >= 0 ? catalog->topics[warning.topic].name : NULL);
	sg_reply_text(buffer, "item", warning.item);
	sg_text_write_warning(buffer, &warning, catalog, checklist->cut);
	sg_reply_object_end(buffer);
}

static void write_warn(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;

	sg_reply_array(buffer, "warn");
	for (size_t i = 0; i < plan->warning_count; i++) {
		write_warning(buffer, checklist, plan->warnings[i]);
	}
	sg_reply_array_end(buffer);
}

static bool is_of_room(enum sg_warning_kind kind)
{
	return kind == SG_WARN_ROOM_UNKNOWN || kind == SG_WARN_ROOM_OUT_OF_ORDER;
}

/* What says nothing of a guest is for everybody: a PMS that names no role must not take a room
 * for ready that the house does not have. */
static void write_room_warn(
	struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;
	bool open = false;

	for (size_t i = 0; i < plan->warning_count; i++) {
		if (!is_of_room(plan->warnings[i].kind)) {
			continue;
		}
		if (!open) {
			sg_reply_array(buffer, "warn");
			open = true;
		}
		write_warning(buffer, checklist, plan->warnings[i]);
	}
	if (open) {
		sg_reply_array_end(buffer);
	}
}

void sg_checklist_counter(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	write_greet(buffer, &checklist->list->head);
	write_ask(buffer, checklist);
	write_offer(buffer, checklist);
	write_warn(buffer, checklist);
}

static void write_texts(struct sg_buffer *buffer, const struct sg_list_head *head)
{
	sg_reply_object(buffer, "texts");
	sg_reply_array(buffer, "comments");
	for (size_t i = 0; i < head->comment_count; i++) {
		sg_reply_text(buffer, NULL, head->comments[i]);
	}
	sg_reply_array_end(buffer);
	sg_reply_array(buffer, "traces");
	for (size_t i = 0; i < head->trace_count; i++) {
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "department",
			sg_department_name(
				(enum sg_department)head->traces[i].department));
		sg_reply_text(buffer, "text", head->traces[i].text);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
	sg_reply_object_end(buffer);
}

void sg_checklist_write_desk(
	struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	sg_reply_object(buffer, "desk");
	sg_checklist_counter(buffer, checklist);
	if (checklist->cut->texts) {
		write_texts(buffer, &checklist->list->head);
	}
	sg_reply_object_end(buffer);
}

/* ---- the reply to a check-in ---- */

static void write_need(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const struct sg_item *item)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "id", item->id);
	sg_reply_text(buffer, "topic",
		item->topic >= 0 ? checklist->catalog->topics[item->topic].name
				 : item->lost_topic);
	sg_reply_text(
		buffer, "state", sg_item_state_name(sg_checklist_state(checklist, item)));
	sg_text_write_item(buffer, item, checklist->catalog, checklist->cut);
	sg_reply_object_end(buffer);
}

void sg_checklist_desk(const struct sg_checklist *checklist, struct sg_buffer *buffer)
{
	const struct sg_plan *plan = &checklist->list->plan;

	sg_reply_object(buffer, "ready");
	sg_reply_bool(buffer, "ready",
		sg_checklist_ready(
			checklist->list, checklist->marks, checklist->mark_count));
	sg_reply_array(buffer, "open_needs");
	for (size_t i = 0; i < plan->item_count; i++) {
		const struct sg_item *item = &plan->items[i];

		if (sg_item_is_open_need(item, sg_checklist_state(checklist, item)) &&
			sg_cut_shows_item(checklist->cut, checklist->catalog, item)) {
			write_need(buffer, checklist, item);
		}
	}
	sg_reply_array_end(buffer);
	sg_reply_object_end(buffer);
	if (checklist->cut->desk) {
		sg_checklist_counter(buffer, checklist);
	} else {
		write_room_warn(buffer, checklist);
	}
}

/* ---- why ---- */

static void write_reasons(
	struct sg_buffer *buffer, const struct sg_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "item", items[i].id);
		sg_reply_array(buffer, "because");
		for (size_t j = 0; j < items[i].because_count; j++) {
			write_because(buffer, NULL, &items[i].because[j]);
		}
		sg_reply_array_end(buffer);
		sg_reply_object_end(buffer);
	}
}

static void write_left(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const struct sg_left_out *left)
{
	const struct sg_topic *topic =
		left->topic >= 0 ? &checklist->catalog->topics[left->topic] : NULL;
	bool against = left->against.source != SG_SOURCE_STANDARD ||
	               !sg_id_is_nil(&left->against.fact) || left->against.detail != NULL;

	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "reason", sg_reason_name(left->reason));
	sg_reply_text(buffer, "topic", topic != NULL ? topic->name : left->because.topic);
	sg_reply_text(buffer, "value",
		topic != NULL && left->value >= 0 ? topic->values[left->value].name
						  : left->because.value);
	write_because(buffer, "because", &left->because);
	if (against) {
		write_because(buffer, "against", &left->against);
	}
	sg_reply_object_end(buffer);
}

void sg_checklist_write_why(
	struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;

	sg_reply_array(buffer, "why");
	write_reasons(buffer, plan->avoid, plan->avoid_count);
	write_reasons(buffer, plan->items, plan->item_count);
	sg_reply_array_end(buffer);
	sg_reply_array(buffer, "left_out");
	for (size_t i = 0; i < plan->left_out_count; i++) {
		write_left(buffer, checklist, &plan->left_out[i]);
	}
	sg_reply_array_end(buffer);
}
