/*
 * A revision's text: {"h":head,"p":plan,"g":[guests],"i":[items],"a":[avoid],"l":[left out],
 * "q":question,"o":offer,"w":[warnings],"v":catalogue}, all tuples, empty ones left away. Due times
 * are seconds from ready_by, so that a mere shift of arrival changes one number.
 */
#include <string.h>

#include "core/time.h"
#include "document/plan_code.h"
#include "document/plan_codec.h"
#include "document/tuple.h"

const char *const sg_sayers[SG_SAYERS] = {
	"guest", "companion", "staff", "booker", "import"};

struct encoding {
	struct sg_buffer *buffer;
	const struct sg_catalog *catalog;
	struct sg_id guests[SG_GUESTS_MAX];
	size_t guest_count;
	int64_t base_us;
	uint32_t revision;
};

static int64_t seconds(int64_t us)
{
	return us == SG_NO_TIME ? SG_NO_TIME : us / SG_SECOND_US;
}

/* ---- head ---- */

static void put_texts(struct sg_tuple_out *tuple, const char *const *texts, size_t count)
{
	struct sg_tuple_out list;

	if (count == 0) {
		sg_tuple_skip(tuple);
		return;
	}
	list = sg_tuple_put_tuple(tuple);
	for (size_t i = 0; i < count; i++) {
		sg_tuple_put_text(&list, texts[i]);
	}
	sg_tuple_end(&list);
}

static void put_children(struct sg_tuple_out *tuple, const struct sg_list_head *head)
{
	struct sg_tuple_out list;

	if (head->children_count == 0) {
		sg_tuple_skip(tuple);
		return;
	}
	list = sg_tuple_put_tuple(tuple);
	for (size_t i = 0; i < head->children_count; i++) {
		sg_tuple_put_text(&list, head->children[i].age_group);
		sg_tuple_put_int(&list, head->children[i].count, -1);
	}
	sg_tuple_end(&list);
}

static void put_quiet(struct sg_tuple_out *tuple, const struct sg_list_head *head)
{
	struct sg_tuple_out list;

	if (head->quiet_count == 0) {
		sg_tuple_skip(tuple);
		return;
	}
	list = sg_tuple_put_tuple(tuple);
	for (size_t i = 0; i < head->quiet_count; i++) {
		sg_tuple_put_int(&list, head->quiet[i].from_minutes, -1);
		sg_tuple_put_int(&list, head->quiet[i].until_minutes, -1);
	}
	sg_tuple_end(&list);
}

static void put_traces(struct sg_tuple_out *tuple, const struct sg_list_head *head)
{
	struct sg_tuple_out list;

	if (head->trace_count == 0) {
		sg_tuple_skip(tuple);
		return;
	}
	list = sg_tuple_put_tuple(tuple);
	for (size_t i = 0; i < head->trace_count; i++) {
		sg_tuple_put_int(&list, head->traces[i].department, -1);
		sg_tuple_put_text(&list, head->traces[i].text);
	}
	sg_tuple_end(&list);
}

static void write_head(struct sg_buffer *buffer, const struct sg_list_head *head)
{
	struct sg_tuple_out tuple;

	sg_buffer_text(buffer, "{\"h\":");
	tuple = sg_tuple_begin(buffer);
	sg_tuple_put_int(&tuple, head->arrival_day, SG_NO_DAY);
	sg_tuple_put_int(&tuple, head->departure_day, SG_NO_DAY);
	sg_tuple_put_int(&tuple, head->adults, 0);
	sg_tuple_put_text(&tuple, head->room);
	sg_tuple_put_text(&tuple, head->room_type);
	sg_tuple_put_text(&tuple, head->booked_type);
	sg_tuple_put_text(&tuple, head->floor);
	sg_tuple_put_text(&tuple, head->section);
	sg_tuple_put_text(&tuple, head->bed_setup);
	sg_tuple_put_int(&tuple, seconds(head->previous_out_us), SG_NO_TIME);
	sg_tuple_put_int(&tuple, seconds(head->checked_in_us), SG_NO_TIME);
	sg_tuple_put_text(&tuple, head->vip);
	put_quiet(&tuple, head);
	sg_tuple_put_text(&tuple, head->salutation);
	sg_tuple_put_text(&tuple, head->language);
	put_children(&tuple, head);
	sg_tuple_put_text(&tuple, head->room_from);
	sg_tuple_put_int(&tuple, head->incognito ? 1 : 0, 0);
	put_texts(&tuple, head->comments, head->comment_count);
	put_traces(&tuple, head);
	sg_tuple_end(&tuple);
}

/* ---- plan ---- */

static void put_hazards(
	struct sg_tuple_out *tuple, uint64_t hazards, const struct sg_catalog *catalog)
{
	struct sg_tuple_out list;

	if (hazards == 0) {
		sg_tuple_skip(tuple);
		return;
	}
	list = sg_tuple_put_tuple(tuple);
	for (size_t i = 0; i < catalog->hazard_count; i++) {
		if ((hazards >> i & 1) != 0) {
			sg_tuple_put_text(&list, catalog->hazards[i].name);
		}
	}
	sg_tuple_end(&list);
}

static void write_plan(struct encoding *encoding, const struct sg_plan *plan)
{
	struct sg_tuple_out tuple;

	sg_buffer_text(encoding->buffer, ",\"p\":");
	tuple = sg_tuple_begin(encoding->buffer);
	sg_tuple_put_int(&tuple, (int64_t)plan->state, -1);
	sg_tuple_put_int(&tuple, (int64_t)plan->kind, -1);
	sg_tuple_put_int(&tuple, (int64_t)plan->attention, -1);
	sg_tuple_put_int(&tuple, seconds(plan->ready_by_us), SG_NO_TIME);
	sg_tuple_put_int(&tuple, plan->lead_hours, 0);
	sg_tuple_put_id(&tuple, &plan->led_by);
	put_hazards(&tuple, plan->leaves, encoding->catalog);
	sg_tuple_end(&tuple);
}

static const char *topic_name(
	const struct encoding *encoding, int32_t topic, const char *lost)
{
	return topic >= 0 ? encoding->catalog->topics[topic].name : lost;
}

static const char *value_name(
	const struct encoding *encoding, int32_t topic, int32_t value, const char *lost)
{
	return topic >= 0 && value >= 0
	               ? encoding->catalog->topics[topic].values[value].name
	               : lost;
}

static int64_t guest_index(struct encoding *encoding, const struct sg_id *guest)
{
	for (size_t i = 0; i < encoding->guest_count; i++) {
		if (sg_id_equal(&encoding->guests[i], guest)) {
			return (int64_t)i + 1;
		}
	}
	if (sg_id_is_nil(guest) || encoding->guest_count == SG_GUESTS_MAX) {
		return 0;
	}
	encoding->guests[encoding->guest_count++] = *guest;
	return (int64_t)encoding->guest_count;
}

static void put_sayer(struct sg_tuple_out *tuple, const char *said_by)
{
	for (size_t i = 0; said_by != NULL && i < SG_SAYERS; i++) {
		if (strcmp(sg_sayers[i], said_by) == 0) {
			sg_tuple_put_int(tuple, (int64_t)i + 1, 0);
			return;
		}
	}
	sg_tuple_put_text(tuple, said_by);
}

static const char *unless_same(const char *text, const char *known)
{
	return text != NULL && known != NULL && strcmp(text, known) == 0 ? NULL : text;
}

static bool is_special(const struct encoding *encoding, int32_t topic)
{
	return topic >= 0 && encoding->catalog->topics[topic].special_category;
}

/* What a guest stated of a special category is in his card alone: a revision may outlive it. */
static bool is_unsaid(const struct encoding *encoding, const struct sg_because *because)
{
	return because->source == SG_SOURCE_STATED &&
	       (because->topic == NULL ||
		       sg_catalog_is_special(encoding->catalog, because->topic));
}

/* Topic and value only where they are not the item's own; an empty topic is left unsaid. */
static void put_because(struct encoding *encoding, struct sg_tuple_out *list,
	const struct sg_because *because, const char *topic, const char *value)
{
	struct sg_tuple_out tuple = sg_tuple_put_tuple(list);

	sg_tuple_put_int(&tuple, (int64_t)because->source, -1);
	sg_tuple_put_tail(&tuple, &because->fact);
	sg_tuple_put_int(&tuple, sg_time_day(because->said_us), SG_NO_DAY);
	put_sayer(&tuple, because->said_by);
	sg_tuple_put_int(&tuple, guest_index(encoding, &because->guest), 0);
	sg_tuple_put_text(&tuple, because->detail);
	if (is_unsaid(encoding, because)) {
		sg_tuple_put_text(&tuple, "");
	} else {
		sg_tuple_put_text(&tuple, unless_same(because->topic, topic));
		sg_tuple_put_text(&tuple, unless_same(because->value, value));
	}
	sg_tuple_end(&tuple);
}

static void put_parts(struct sg_tuple_out *tuple, const struct sg_item *item)
{
	struct sg_tuple_out list;

	if (item->part_count == 0) {
		sg_tuple_skip(tuple);
		return;
	}
	list = sg_tuple_put_tuple(tuple);
	for (size_t i = 0; i < item->part_count; i++) {
		sg_tuple_put_text(&list, item->parts[i].what);
		sg_tuple_put_int(&list, item->parts[i].total, -1);
		sg_tuple_put_int(&list, item->parts[i].standard, -1);
	}
	sg_tuple_end(&list);
}

static int64_t due_seconds(const struct encoding *encoding, int64_t due_us)
{
	int64_t delta;

	if (due_us == SG_NO_TIME) {
		return SG_NO_DUE;
	}
	delta = seconds(due_us) - seconds(encoding->base_us);
	return delta > INT32_MIN && delta <= INT32_MAX ? delta : SG_NO_DUE;
}

static void write_item(
	struct encoding *encoding, struct sg_tuple_out *items, const struct sg_item *item)
{
	const char *topic = topic_name(encoding, item->topic, item->lost_topic);
	const char *value =
		value_name(encoding, item->topic, item->value, item->lost_value);
	int64_t code = ((int64_t)item->action * 3 + (int64_t)item->class) * SG_WHENS +
	               (int64_t)item->when;
	struct sg_tuple_out tuple = sg_tuple_put_tuple(items);
	struct sg_tuple_out list;

	sg_tuple_put_text(&tuple, item->id);
	sg_tuple_put_text(&tuple, topic);
	sg_tuple_put_text(&tuple, value);
	sg_tuple_put_int(&tuple, code, -1);
	sg_tuple_put_int(&tuple,
		item->since_revision != 0 ? item->since_revision : encoding->revision, 0);
	sg_tuple_put_int(&tuple, item->minutes, -1);
	list = sg_tuple_put_tuple(&tuple);
	for (size_t i = 0; i < item->because_count; i++) {
		put_because(encoding, &list, &item->because[i], topic,
			item->text != NULL ? item->text : value);
	}
	sg_tuple_end(&list);
	sg_tuple_put_int(&tuple, due_seconds(encoding, item->due_us), 0);
	put_parts(&tuple, item);
	sg_tuple_put_int(&tuple, item->quantity, 0);
	sg_tuple_put_text(&tuple, item->text);
	sg_tuple_put_text(&tuple, item->room);
	sg_tuple_end(&tuple);
}

static void write_items(struct encoding *encoding, const char *name,
	const struct sg_item *items, size_t count)
{
	struct sg_tuple_out list;

	if (count == 0) {
		return;
	}
	sg_buffer_text(encoding->buffer, name);
	list = sg_tuple_begin(encoding->buffer);
	for (size_t i = 0; i < count; i++) {
		write_item(encoding, &list, &items[i]);
	}
	sg_tuple_end(&list);
}

/* Where no statement leads to whose it is and since when. */
static void put_whose(struct encoding *encoding, struct sg_tuple_out *tuple,
	const struct sg_because *because)
{
	bool told = because->source == SG_SOURCE_USUAL ||
	            because->source == SG_SOURCE_REACTION;

	sg_tuple_put_int(tuple, told ? guest_index(encoding, &because->guest) : 0, 0);
	sg_tuple_put_int(
		tuple, told ? sg_time_day(because->said_us) : SG_NO_DAY, SG_NO_DAY);
}

static void write_left_out(struct encoding *encoding, const struct sg_plan *plan)
{
	struct sg_tuple_out list;

	if (plan->left_out_count == 0) {
		return;
	}
	sg_buffer_text(encoding->buffer, ",\"l\":");
	list = sg_tuple_begin(encoding->buffer);
	for (size_t i = 0; i < plan->left_out_count; i++) {
		const struct sg_left_out *left = &plan->left_out[i];
		struct sg_tuple_out tuple = sg_tuple_put_tuple(&list);
		bool unsaid = is_special(encoding, left->topic);

		sg_tuple_put_int(&tuple,
			(int64_t)left->reason * SG_LEFT_RADIX +
				(int64_t)left->because.source,
			-1);
		sg_tuple_put_int(&tuple, unsaid ? -1 : left->topic, -1);
		sg_tuple_put_int(&tuple, unsaid ? -1 : left->value, -1);
		sg_tuple_put_tail(&tuple, &left->because.fact);
		sg_tuple_put_text(&tuple, left->because.detail);
		sg_tuple_put_int(
			&tuple, (int64_t)left->against.source, SG_SOURCE_STANDARD);
		sg_tuple_put_tail(&tuple, &left->against.fact);
		sg_tuple_put_text(&tuple, left->against.detail);
		sg_tuple_put_text(&tuple, left->topic < 0 ? left->because.topic : NULL);
		put_whose(encoding, &tuple, &left->because);
		put_whose(encoding, &tuple, &left->against);
		sg_tuple_end(&tuple);
	}
	sg_tuple_end(&list);
}

static void write_ask(struct encoding *encoding, const struct sg_ask *ask)
{
	struct sg_tuple_out tuple;

	if (ask == NULL || is_special(encoding, ask->topic)) {
		return;
	}
	sg_buffer_text(encoding->buffer, ",\"q\":");
	tuple = sg_tuple_begin(encoding->buffer);
	sg_tuple_put_text(&tuple, topic_name(encoding, ask->topic, NULL));
	for (size_t i = 0; i < 2; i++) {
		sg_tuple_put_text(
			&tuple, value_name(encoding, ask->topic, ask->values[i], NULL));
	}
	for (size_t i = 0; i < 2; i++) {
		put_because(encoding, &tuple, &ask->because[i], NULL, NULL);
	}
	sg_tuple_end(&tuple);
}

static void write_warnings(struct encoding *encoding, const struct sg_plan *plan)
{
	struct sg_tuple_out list;

	if (plan->warning_count == 0) {
		return;
	}
	sg_buffer_text(encoding->buffer, ",\"w\":");
	list = sg_tuple_begin(encoding->buffer);
	for (size_t i = 0; i < plan->warning_count; i++) {
		const struct sg_warning *warning = &plan->warnings[i];
		struct sg_tuple_out tuple = sg_tuple_put_tuple(&list);

		sg_tuple_put_int(&tuple, (int64_t)warning->kind, -1);
		sg_tuple_put_text(
			&tuple, is_special(encoding, warning->topic)
					? NULL
					: topic_name(encoding, warning->topic, NULL));
		sg_tuple_put_text(&tuple, warning->item);
		sg_tuple_end(&tuple);
	}
	sg_tuple_end(&list);
}

/* Last, when all that name guests have been written. */
static void write_guests(struct encoding *encoding)
{
	struct sg_tuple_out list;

	if (encoding->guest_count == 0) {
		return;
	}
	sg_buffer_text(encoding->buffer, ",\"g\":");
	list = sg_tuple_begin(encoding->buffer);
	for (size_t i = 0; i < encoding->guest_count; i++) {
		sg_tuple_put_id(&list, &encoding->guests[i]);
	}
	sg_tuple_end(&list);
}

void sg_list_encode(const struct sg_list *list, const struct sg_catalog *catalog,
	uint32_t revision, struct sg_buffer *buffer)
{
	const struct sg_plan *plan = &list->plan;
	struct encoding encoding = {.buffer = buffer,
		.catalog = catalog,
		.base_us = sg_list_base_us(&list->head, plan),
		.revision = revision};

	write_head(buffer, &list->head);
	write_plan(&encoding, plan);
	write_items(&encoding, ",\"i\":", plan->items, plan->item_count);
	write_items(&encoding, ",\"a\":", plan->avoid, plan->avoid_count);
	write_left_out(&encoding, plan);
	write_ask(&encoding, plan->ask);
	sg_plan_offer_encode(plan, buffer);
	write_warnings(&encoding, plan);
	write_guests(&encoding);
	if (plan->left_out_count > 0) {
		sg_buffer_text(buffer, ",\"v\":");
		sg_json_write_int(buffer, (int64_t)(catalog->version & 0xFFFFFFFFu));
	}
	sg_buffer_char(buffer, '}');
}
