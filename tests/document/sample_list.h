/* A list as the pipeline would decide it, for the tests of what is written of lists. Include
 * after helpers.h. */
#ifndef SG_TESTS_DOCUMENT_SAMPLE_LIST_H
#define SG_TESTS_DOCUMENT_SAMPLE_LIST_H

#include "document/plan_codec.h"

#define ASTHMA "Gast hat Asthma, Mutter nach Operation"

static struct sg_catalog catalog;

static inline int32_t topic_of(const char *name)
{
	int32_t topic = sg_catalog_topic(&catalog, name);

	if (topic < 0) {
		fail_msg("no topic %s", name);
	}
	return topic;
}

static inline struct sg_item item_of(
	const char *id, const char *topic, const char *value, enum sg_item_action action)
{
	struct sg_item item = {.topic = topic_of(topic),
		.action = action,
		.due_us = INT64_C(1795268000) * SG_SECOND_US,
		.minutes = 5};

	item.value = sg_catalog_value(&catalog.topics[item.topic], value);
	assert_true(item.value >= 0);
	item.class = catalog.topics[item.topic].class;
	item.when = catalog.topics[item.topic].when;
	(void)snprintf(item.id, sizeof item.id, "%s", id);
	return item;
}

struct sample {
	struct sg_children children[1];
	struct sg_quiet_hours quiet[1];
	const char *comments[1];
	struct sg_trace traces[1];
	struct sg_item_part parts[2];
	struct sg_because because[3];
	struct sg_item items[6];
	struct sg_item avoid[1];
	struct sg_left_out left_out[2];
	struct sg_ask ask;
	struct sg_warning warnings[2];
	struct sg_list list;
};

static inline void fill_because(struct sample *s)
{
	s->because[0] = (struct sg_because){.source = SG_SOURCE_STATED,
		.fact = id_of(21),
		.guest = id_of(1),
		.topic = "allergy.room",
		.value = "dust",
		.said_by = "guest",
		.said_us = 20700 * SG_DAY_US};
	s->because[1] = (struct sg_because){.source = SG_SOURCE_CODE,
		.topic = "bed.filling",
		.value = "feather_free",
		.detail = "special FF",
		.said_us = SG_NO_TIME};
	s->because[2] = (struct sg_because){.source = SG_SOURCE_STATED,
		.fact = id_of(22),
		.guest = id_of(2),
		.topic = "room.temperature",
		.value = "21.5",
		.said_by = "concierge",
		.said_us = 20701 * SG_DAY_US};
}

static inline void fill_items(struct sample *s)
{
	s->parts[0] = (struct sg_item_part){"duvet", 2, 2};
	s->parts[1] = (struct sg_item_part){"pillow", 4, 4};
	s->items[0] = item_of("i1", "bed.filling", "feather_free", SG_ACTION_SWAP);
	s->items[0].parts = s->parts;
	s->items[0].part_count = 2;
	s->items[0].quantity = 2;
	s->items[0].because = s->because;
	s->items[0].because_count = 2;
	s->items[0].class = SG_CLASS_NEED;
	s->items[0].since_revision = 2;
	s->items[1] = item_of("i2", "room.temperature", "*", SG_ACTION_DO);
	s->items[1].text = "21.5";
	s->items[1].because = &s->because[2];
	s->items[1].because_count = 1;
	s->items[2] = item_of("i3", "bar.usual", "*", SG_ACTION_DO);
	s->items[2].text = ASTHMA;
	s->items[3] = item_of("i4", "device.kettle", "yes", SG_ACTION_REMOVE);
	s->items[3].room = "411";
	s->items[3].due_us = SG_NO_TIME;
	s->items[4] = item_of("i5", "diet.kind", "vegan", SG_ACTION_DO);
	s->items[5] = item_of("i6", "amenity.flowers", "roses", SG_ACTION_PLACE);
	s->avoid[0] = item_of("a1", "amenity.flowers", "roses", SG_ACTION_AVOID);
}

static inline void fill_rest(struct sample *s)
{
	s->left_out[0] = (struct sg_left_out){.reason = SG_LEFT_HAZARD,
		.topic = topic_of("amenity.flowers"),
		.value = 0,
		.because = {.source = SG_SOURCE_HOUSE_RULE,
			.detail = "r1",
			.said_us = SG_NO_TIME},
		.against = {.source = SG_SOURCE_STATED,
			.fact = id_of(21),
			.said_us = SG_NO_TIME}};
	s->left_out[1] = (struct sg_left_out){.reason = SG_LEFT_UNKNOWN_TOPIC,
		.topic = -1,
		.value = -1,
		.because = {.source = SG_SOURCE_STATED,
			.topic = "pool.towel",
			.fact = id_of(23),
			.said_us = SG_NO_TIME},
		.against = {.source = SG_SOURCE_STANDARD, .said_us = SG_NO_TIME}};
	s->ask = (struct sg_ask){.topic = topic_of("bed.filling"),
		.values = {0, 1},
		.because = {s->because[0], s->because[2]}};
	s->warnings[0] = (struct sg_warning){
		SG_WARN_NEED_UNAVAILABLE, topic_of("bed.filling"), "i1"};
	s->warnings[1] = (struct sg_warning){SG_WARN_ROOM_NOT_READY, -1, NULL};
}

static inline void fill_head(struct sample *s, struct sg_list_head *head)
{
	s->children[0] = (struct sg_children){"0-2", 1};
	s->quiet[0] = (struct sg_quiet_hours){13 * 60, 15 * 60};
	s->comments[0] = ASTHMA;
	s->traces[0] = (struct sg_trace){SG_SPA, ASTHMA};
	*head = (struct sg_list_head){.room = "412",
		.room_type = "SDZ",
		.booked_type = "DZ",
		.floor = "4",
		.section = "4B",
		.bed_setup = "double",
		.room_from = "411",
		.previous_out_us = INT64_C(1795255200) * SG_SECOND_US,
		.checked_in_us = INT64_C(1795270020) * SG_SECOND_US,
		.arrival_day = 20778,
		.departure_day = 20781,
		.vip = "VIP2",
		.adults = 2,
		.children = s->children,
		.children_count = 1,
		.quiet = s->quiet,
		.quiet_count = 1,
		.salutation = "Frau Dr. Keller",
		.language = "de",
		.comments = s->comments,
		.comment_count = 1,
		.traces = s->traces,
		.trace_count = 1};
}

static inline struct sample *sample_of(void)
{
	struct sample *s = sg_arena_alloc(now->arena, sizeof *s);

	assert_non_null(s);
	catalog = built_in_catalog();
	fill_because(s);
	fill_items(s);
	fill_rest(s);
	fill_head(s, &s->list.head);
	s->list.plan = (struct sg_plan){.state = SG_PLAN_ISSUED,
		.kind = SG_KIND_ARRIVAL_AFTER_DEPARTURE,
		.attention = SG_ATTENTION_URGENT,
		.led_by = id_of(5),
		.ready_by_us = INT64_C(1795267800) * SG_SECOND_US,
		.lead_hours = 24,
		.avoid = s->avoid,
		.avoid_count = 1,
		.items = s->items,
		.item_count = 6,
		.left_out = s->left_out,
		.left_out_count = 2,
		.leaves = 1,
		.ask = &s->ask,
		.warnings = s->warnings,
		.warning_count = 2};
	return s;
}

#endif
