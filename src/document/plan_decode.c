/* A revision's text back to values. Anything that does not fit breaks the whole. */
#include <string.h>

#include "core/time.h"
#include "document/merge.h"
#include "document/plan_decoding.h"

/* ---- plan ---- */

static void read_plan(
	struct sg_decoding *decoding, const struct sg_json *array, struct sg_plan *plan)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);
	struct sg_tuple_in hazards;

	plan->state = (enum sg_plan_state)sg_tuple_index(&tuple, SG_PLAN_STATES);
	plan->kind = (enum sg_list_kind)sg_tuple_index(&tuple, SG_LIST_KINDS);
	plan->attention =
		(enum sg_attention)sg_tuple_index(&tuple, SG_ATTENTION_URGENT + 1);
	plan->ready_by_us = sg_decoding_micros(sg_tuple_int(&tuple, SG_NO_TIME));
	plan->lead_hours = sg_tuple_int32(&tuple, 0);
	plan->led_by = sg_tuple_id(&tuple);
	hazards = sg_tuple_open(sg_tuple_array(&tuple));
	while (hazards.at != NULL) {
		const char *name = sg_tuple_text(&hazards);
		int32_t hazard =
			name != NULL ? sg_catalog_hazard(decoding->catalog, name) : -1;

		plan->leaves |= hazard >= 0 ? UINT64_C(1) << hazard : 0;
	}
	sg_decoding_close(decoding, &hazards);
	sg_decoding_close(decoding, &tuple);
}

static void read_guests(struct sg_decoding *decoding, const struct sg_json *array)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);

	while (tuple.at != NULL && decoding->guest_count < SG_GUESTS_MAX) {
		decoding->guests[decoding->guest_count++] = sg_tuple_id(&tuple);
	}
	sg_decoding_close(decoding, &tuple);
}

static int32_t find_topic(const struct sg_decoding *decoding, const char *name)
{
	return name != NULL ? sg_catalog_topic(decoding->catalog, name) : -1;
}

static int32_t find_value(
	const struct sg_decoding *decoding, int32_t topic, const char *name)
{
	return topic >= 0 && name != NULL
	               ? sg_catalog_value(&decoding->catalog->topics[topic], name)
	               : -1;
}

static const char *take_sayer(struct sg_tuple_in *tuple)
{
	int32_t number;

	if (tuple->at != NULL && tuple->at->kind == SG_JSON_TEXT) {
		return sg_tuple_text(tuple);
	}
	number = sg_tuple_index(tuple, SG_SAYERS + 1);
	return number > 0 ? sg_sayers[number - 1] : NULL;
}

static void read_because(struct sg_decoding *decoding, const struct sg_json *array,
	struct sg_because *because)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);
	int32_t day, guest;

	because->source = (enum sg_source)sg_tuple_index(&tuple, SG_SOURCES);
	because->fact = sg_tuple_tail(&tuple);
	day = sg_tuple_int32(&tuple, SG_NO_DAY);
	because->said_us = day != SG_NO_DAY ? day * SG_DAY_US : SG_NO_TIME;
	because->said_by = take_sayer(&tuple);
	guest = sg_tuple_index(&tuple, (int32_t)decoding->guest_count + 1);
	if (guest > 0) {
		because->guest = decoding->guests[guest - 1];
	}
	because->detail = sg_tuple_text(&tuple);
	because->topic = sg_tuple_text(&tuple);
	because->value = sg_tuple_text(&tuple);
	sg_decoding_close(decoding, &tuple);
}

static struct sg_because *take_because(
	struct sg_decoding *decoding, struct sg_tuple_in *tuple, struct sg_item *item)
{
	const struct sg_json *array = sg_tuple_array(tuple);
	size_t count = sg_decoding_groups(decoding, array, 1);
	struct sg_because *because = sg_decoding_array(decoding, &count, sizeof *because);
	const struct sg_json *element = array != NULL ? array->first : NULL;

	for (size_t i = 0; i < count && element != NULL; i++, element = element->next) {
		read_because(decoding, element, &because[i]);
	}
	item->because = because;
	item->because_count = count;
	return because;
}

/* A fact that says what the item says does not repeat it; one that is left unsaid stays so. */
static void fill_because(
	struct sg_because *because, size_t count, const char *topic, const char *value)
{
	for (size_t i = 0; i < count; i++) {
		bool unsaid = because[i].topic != NULL && *because[i].topic == '\0';

		if (unsaid) {
			because[i].topic = NULL;
			continue;
		}
		if (because[i].topic == NULL) {
			because[i].topic = topic;
		}
		if (because[i].value == NULL) {
			because[i].value = value;
		}
	}
}

static void take_parts(
	struct sg_decoding *decoding, struct sg_tuple_in *tuple, struct sg_item *item)
{
	struct sg_tuple_in list;
	size_t count;
	struct sg_item_part *parts =
		sg_decoding_list(decoding, tuple, 3, sizeof *parts, &count, &list);

	for (size_t i = 0; i < count; i++) {
		parts[i].what = sg_tuple_text(&list);
		parts[i].total = sg_tuple_int32(&list, 0);
		parts[i].standard = sg_tuple_int32(&list, 0);
		decoding->broken = decoding->broken || parts[i].what == NULL;
	}
	sg_decoding_close(decoding, &list);
	item->parts = parts;
	item->part_count = count;
}

static void take_code(
	struct sg_decoding *decoding, struct sg_tuple_in *tuple, struct sg_item *item)
{
	int32_t code = sg_tuple_int32(tuple, -1);

	if (code < 0 || code >= SG_ACTIONS * 3 * SG_WHENS) {
		decoding->broken = true;
		return;
	}
	item->when = (enum sg_when)(code % SG_WHENS);
	item->class = (enum sg_class)(code / SG_WHENS % 3);
	item->action = (enum sg_item_action)(code / SG_WHENS / 3);
}

/* The item's texts that are no catalogue's, and what the catalogue makes of its names. */
static void take_names(struct sg_decoding *decoding, const char *id, const char *topic,
	const char *value, struct sg_item *item)
{
	if (id == NULL || strlen(id) >= sizeof item->id || topic == NULL) {
		decoding->broken = true;
		return;
	}
	memcpy(item->id, id, strlen(id) + 1);
	item->topic = find_topic(decoding, topic);
	item->value = find_value(decoding, item->topic, value);
	item->lost_topic = item->topic < 0 ? topic : NULL;
	item->lost_value = item->value < 0 ? value : NULL;
}

static void read_item(
	struct sg_decoding *decoding, const struct sg_json *array, struct sg_item *item)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);
	const char *id = sg_tuple_text(&tuple);
	const char *topic = sg_tuple_text(&tuple);
	const char *value = sg_tuple_text(&tuple);
	struct sg_because *because;
	int32_t due;

	take_names(decoding, id, topic, value, item);
	take_code(decoding, &tuple, item);
	item->since_revision = (uint32_t)sg_tuple_int32(&tuple, 0);
	item->minutes = sg_tuple_int32(&tuple, -1);
	because = take_because(decoding, &tuple, item);
	due = sg_tuple_int32(&tuple, 0);
	item->due_us = due == SG_NO_DUE ? SG_NO_TIME
	                                : sg_decoding_micros(
						  due + decoding->base_us / SG_SECOND_US);
	take_parts(decoding, &tuple, item);
	item->quantity = sg_tuple_int32(&tuple, 0);
	item->text = sg_tuple_text(&tuple);
	item->room = sg_tuple_text(&tuple);
	fill_because(because, item->because_count, topic,
		item->text != NULL ? item->text : value);
	sg_decoding_close(decoding, &tuple);
}

static const struct sg_item *read_items(
	struct sg_decoding *decoding, const struct sg_json *array, size_t *ret_count)
{
	struct sg_tuple_in open = sg_tuple_open(array);
	size_t count = open.broken ? 0 : sg_decoding_groups(decoding, array, 1);
	struct sg_item *items = sg_decoding_array(decoding, &count, sizeof *items);
	const struct sg_json *element = open.at;

	sg_decoding_close(decoding, &open);
	for (size_t i = 0; i < count; i++, element = element->next) {
		read_item(decoding, element, &items[i]);
	}
	*ret_count = count;
	return items;
}

/* ---- the rest ---- */

/* No statement leads to whose it is and since when. */
static void read_whose(struct sg_decoding *decoding, struct sg_tuple_in *tuple,
	struct sg_because *because)
{
	int32_t guest = sg_tuple_index(tuple, (int32_t)decoding->guest_count + 1);
	int32_t day = sg_tuple_int32(tuple, SG_NO_DAY);

	if (guest > 0) {
		because->guest = decoding->guests[guest - 1];
	}
	if (day != SG_NO_DAY) {
		because->said_us = day * SG_DAY_US;
	}
}

static void read_left(struct sg_decoding *decoding, const struct sg_json *array,
	struct sg_left_out *left)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);
	int32_t code = sg_tuple_index(&tuple, SG_LEFT_REASONS * SG_LEFT_RADIX);
	const struct sg_catalog *catalog = decoding->catalog;

	left->reason = (enum sg_reason)(code / SG_LEFT_RADIX);
	left->because.source = (enum sg_source)(code % SG_LEFT_RADIX);
	left->topic = sg_tuple_int32(&tuple, -1);
	left->value = sg_tuple_int32(&tuple, -1);
	left->because.fact = sg_tuple_tail(&tuple);
	left->because.detail = sg_tuple_text(&tuple);
	left->against.source = (enum sg_source)sg_tuple_int32(&tuple, SG_SOURCE_STANDARD);
	left->against.fact = sg_tuple_tail(&tuple);
	left->against.detail = sg_tuple_text(&tuple);
	left->because.topic = sg_tuple_text(&tuple);
	left->because.said_us = SG_NO_TIME;
	left->against.said_us = SG_NO_TIME;
	read_whose(decoding, &tuple, &left->because);
	read_whose(decoding, &tuple, &left->against);
	if (left->topic >= (int32_t)catalog->topic_count ||
		(left->topic >= 0 &&
			left->value >=
				(int32_t)catalog->topics[left->topic].value_count) ||
		(uint32_t)left->because.source >= SG_SOURCES ||
		(uint32_t)left->against.source >= SG_SOURCES) {
		decoding->broken = true;
	}
	sg_decoding_close(decoding, &tuple);
}

static void read_left_out(
	struct sg_decoding *decoding, const struct sg_json *root, struct sg_plan *plan)
{
	const struct sg_json *array = sg_json_member(root, "l");
	const struct sg_json *version = sg_json_member(root, "v");
	struct sg_tuple_in open = sg_tuple_open(array);
	bool known =
		version != NULL && version->kind == SG_JSON_INT &&
		version->integer == (int64_t)(decoding->catalog->version & 0xFFFFFFFFu);
	size_t count = known && !open.broken ? sg_decoding_groups(decoding, array, 1) : 0;
	struct sg_left_out *left = sg_decoding_array(decoding, &count, sizeof *left);
	const struct sg_json *element = open.at;

	sg_decoding_close(decoding, &open);
	for (size_t i = 0; i < count; i++, element = element->next) {
		read_left(decoding, element, &left[i]);
	}
	plan->left_out = left;
	plan->left_out_count = count;
}

/* A question about a topic or value that is gone is no question any more. */
static void read_ask(
	struct sg_decoding *decoding, const struct sg_json *array, struct sg_plan *plan)
{
	struct sg_tuple_in tuple = sg_tuple_open(array);
	size_t count = 1;
	struct sg_ask *ask = sg_decoding_array(decoding, &count, sizeof *ask);

	if (array == NULL || count == 0) {
		return;
	}
	ask->topic = find_topic(decoding, sg_tuple_text(&tuple));
	for (size_t i = 0; i < 2; i++) {
		ask->values[i] = find_value(decoding, ask->topic, sg_tuple_text(&tuple));
	}
	for (size_t i = 0; i < 2; i++) {
		read_because(decoding, sg_tuple_array(&tuple), &ask->because[i]);
		fill_because(&ask->because[i], 1, NULL, NULL);
	}
	sg_decoding_close(decoding, &tuple);
	plan->ask = ask->topic >= 0 ? ask : NULL;
}

static void read_warnings(
	struct sg_decoding *decoding, const struct sg_json *array, struct sg_plan *plan)
{
	struct sg_tuple_in open = sg_tuple_open(array);
	size_t count = open.broken ? 0 : sg_decoding_groups(decoding, array, 1);
	struct sg_warning *warnings =
		sg_decoding_array(decoding, &count, sizeof *warnings);
	const struct sg_json *element = open.at;

	sg_decoding_close(decoding, &open);
	for (size_t i = 0; i < count; i++, element = element->next) {
		struct sg_tuple_in tuple = sg_tuple_open(element);

		warnings[i].kind =
			(enum sg_warning_kind)sg_tuple_index(&tuple, SG_WARNINGS);
		warnings[i].topic = find_topic(decoding, sg_tuple_text(&tuple));
		warnings[i].item = sg_tuple_text(&tuple);
		sg_decoding_close(decoding, &tuple);
	}
	plan->warnings = warnings;
	plan->warning_count = count;
}

enum sg_status sg_list_decode(const struct sg_stored *text,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_list *ret_list)
{
	struct sg_decoding decoding = {.catalog = catalog, .arena = arena};
	struct sg_list list = {.plan = {.state = SG_PLAN_PLANNED}};
	struct sg_plan *plan = &list.plan;
	const struct sg_json *root;
	enum sg_status status = sg_stored_parse(text, arena, error, &root);

	if (status != SG_OK) {
		return status;
	}
	sg_decoding_head(&decoding, sg_json_member(root, "h"), &list.head);
	read_plan(&decoding, sg_json_member(root, "p"), plan);
	decoding.base_us = sg_list_base_us(&list.head, plan);
	read_guests(&decoding, sg_json_member(root, "g"));
	plan->items = read_items(&decoding, sg_json_member(root, "i"), &plan->item_count);
	plan->avoid =
		read_items(&decoding, sg_json_member(root, "a"), &plan->avoid_count);
	read_left_out(&decoding, root, plan);
	read_ask(&decoding, sg_json_member(root, "q"), plan);
	plan->offer = sg_decoding_offer(&decoding, sg_json_member(root, "o"));
	read_warnings(&decoding, sg_json_member(root, "w"), plan);
	if (decoding.short_of_memory) {
		return SG_MEMORY;
	}
	if (decoding.broken) {
		return sg_fail(error, SG_INTERNAL, "state_broken", "",
			"a stored revision is none of ours");
	}
	*ret_list = list;
	return SG_OK;
}
