/* The day's lists in walking order, and what they add up to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/day_plan.h"
#include "document/reply.h"
#include "document/helpers.h"
#include "document/sample_list.h"

static const char *const languages[] = {"de"};
static struct sg_cut cut;
static struct sg_house house;

static struct sg_checklist list_in(
	const char *room, const char *floor, unsigned char stay)
{
	struct sample *s = sample_of();

	s->list.head.room = room;
	s->list.head.floor = floor;
	return (struct sg_checklist){.list = &s->list,
		.catalog = &catalog,
		.cut = &cut,
		.property = "HAM1",
		.stay = id_of(stay),
		.revision = 1,
		.business_day = 20778};
}

static const char *text_of(const struct sg_checklist *lists, size_t count,
	const char *floor, const char *section)
{
	const struct sg_day_view view = {.house = &house,
		.catalog = &catalog,
		.cut = &cut,
		.day = 20778,
		.floor = floor,
		.section = section};
	struct sg_day_plan *plan;
	struct sg_buffer buffer = {0};

	sg_buffer_char(&buffer, '{');
	plan = sg_day_plan_begin(&view, now->arena, &buffer);
	assert_non_null(plan);
	for (size_t i = 0; i < count; i++) {
		assert_true(sg_day_plan_add(plan, &lists[i]));
	}
	sg_day_plan_end(plan);
	sg_buffer_char(&buffer, '}');
	return taken(&buffer);
}

static const struct sg_json *plan_of(const struct sg_checklist *lists, size_t count,
	const char *floor, const char *section)
{
	return json(text_of(lists, count, floor, section));
}

static void office(void)
{
	sg_cut_for_endpoint(
		-1, 1u << SG_HOUSEKEEPING, NULL, 0, languages, 1, false, &cut);
}

static const char *order_of(const struct sg_json *plan)
{
	struct sg_buffer order = {0};

	for (const struct sg_json *f = sg_json_member(plan, "floors")->first; f != NULL;
		f = f->next) {
		const struct sg_json *floor = sg_json_member(f, "floor");

		sg_buffer_text(&order, floor->kind == SG_JSON_NULL ? "-" : floor->text);
		sg_buffer_char(&order, ':');
		for (const struct sg_json *l = sg_json_member(f, "lists")->first;
			l != NULL; l = l->next) {
			const struct sg_json *number =
				sg_json_member(sg_json_member(l, "room"), "number");

			sg_buffer_text(&order,
				number->kind == SG_JSON_NULL ? "-" : number->text);
			sg_buffer_char(&order, ' ');
		}
	}
	return taken(&order);
}

static void rooms_stand_as_people_count(void **state)
{
	struct sg_checklist lists[] = {list_in("412A", "4", 1), list_in("1010", "10", 2),
		list_in("412", "4", 3), list_in("0409", "4", 4), list_in(NULL, NULL, 5),
		list_in("99", "9", 6), list_in("412", "4", 7), list_in("41B", "4", 8)};

	(void)state;
	office();
	assert_string_equal(order_of(plan_of(lists, 8, NULL, NULL)),
		"-:- 4:41B 0409 412 412 412A 9:99 10:1010 ");
	assert_string_equal(
		order_of(plan_of(lists, 8, "4", "4B")), "4:41B 0409 412 412 412A ");
	assert_string_equal(order_of(plan_of(lists, 8, NULL, "9Z")), "");
	cut.audience = SG_AUDIENCE_DEPARTMENT;
	assert_string_equal(
		order_of(plan_of(lists, 5, NULL, NULL)), "4:0409 412 412A 10:1010 ");
}

static void lists_may_come_in_any_order(void **state)
{
	struct sg_checklist ordered[] = {list_in(NULL, NULL, 1), list_in("9", "4", 2),
		list_in("10", "4", 3), list_in("9", "10", 4)};
	struct sg_checklist others[] = {ordered[2], ordered[0], ordered[3], ordered[1]};
	struct sg_checklist late[] = {ordered[0], ordered[1], ordered[3], ordered[2]};
	const char *text;

	(void)state;
	office();
	text = text_of(ordered, 4, NULL, NULL);
	assert_string_equal(order_of(json(text)), "-:- 4:9 10 10:9 ");
	assert_string_equal(text_of(others, 4, NULL, NULL), text);
	assert_string_equal(text_of(late, 4, NULL, NULL), text);
}

static const struct sg_json *total_of(const struct sg_json *plan, const char *topic)
{
	for (const struct sg_json *t = sg_json_member(plan, "totals")->first; t != NULL;
		t = t->next) {
		if (strcmp(sg_json_member(t, "topic")->text, topic) == 0) {
			return t;
		}
	}
	fail_msg("no total for %s", topic);
	return NULL;
}

static void what_is_still_to_do_adds_up(void **state)
{
	const struct sg_item_mark marks[] = {{"i6", SG_ITEM_DONE}};
	struct sg_checklist lists[] = {list_in("1", "1", 1), list_in("2", "1", 2)};
	const struct sg_json *plan, *bed, *things;

	(void)state;
	office();
	lists[0].marks = marks;
	lists[0].mark_count = 1;
	plan = plan_of(lists, 2, NULL, NULL);
	bed = total_of(plan, "bed.filling");
	assert_int_equal(sg_json_member(bed, "rooms")->integer, 2);
	assert_int_equal(sg_json_member(bed, "quantity")->integer, 4);
	assert_int_equal(sg_json_member(bed, "minutes")->integer, 10);
	assert_string_equal(sg_json_member(bed, "value")->text, "feather_free");
	assert_int_equal(
		sg_json_member(total_of(plan, "amenity.flowers"), "rooms")->integer, 1);
	assert_string_equal(
		sg_json_member(total_of(plan, "room.temperature"), "value")->text,
		"21.5");
	things = sg_json_member(plan, "things");
	assert_int_equal(things->count, 2);
	assert_string_equal(sg_json_member(things->first, "what")->text, "duvet");
	assert_int_equal(sg_json_member(things->first, "count")->integer, 4);
	assert_non_null(sg_json_member(things->first, "text"));
}

/* "housekeeping 17 of 2400, …" */
static const char *departments_of(const struct sg_json *plan)
{
	struct sg_buffer text = {0};

	for (const struct sg_json *d = sg_json_member(plan, "departments")->first;
		d != NULL; d = d->next) {
		const struct sg_json *available = sg_json_member(d, "available");

		sg_buffer_format(&text, "%s %d", sg_json_member(d, "department")->text,
			(int)sg_json_member(d, "minutes")->integer);
		if (available != NULL) {
			sg_buffer_format(&text, " of %d", (int)available->integer);
		}
		sg_buffer_text(&text, ";");
	}
	return taken(&text);
}

static void what_is_to_do_stands_beside_what_a_department_has(void **state)
{
	const struct sg_item_mark marks[] = {{"i6", SG_ITEM_DONE}};
	struct sg_checklist lists[] = {list_in("1", "1", 1), list_in("2", "1", 2)};

	(void)state;
	house = (struct sg_house){.work_minutes = {[SG_HOUSEKEEPING] = 2400,
					  [SG_FOOD_AND_BEVERAGE] = 90,
					  [SG_SPA] = 60}};
	sg_cut_for_actor(SG_ACTOR_MANAGER, -1, languages, 1, &cut);
	assert_string_equal(departments_of(plan_of(lists, 2, NULL, NULL)),
		"housekeeping 40 of 2400;food_and_beverage 10 of 90;spa 0 of 60;");
	lists[0].marks = marks;
	lists[0].mark_count = 1;
	assert_string_equal(departments_of(plan_of(lists, 2, NULL, NULL)),
		"housekeeping 35 of 2400;food_and_beverage 10 of 90;spa 0 of 60;");
	assert_string_equal(departments_of(plan_of(lists, 2, "1", NULL)),
		"housekeeping 35;food_and_beverage 10;");
	assert_string_equal(departments_of(plan_of(lists, 2, NULL, "4B")),
		"housekeeping 35;food_and_beverage 10;");
	office();
	assert_string_equal(departments_of(plan_of(lists, 1, NULL, NULL)),
		"housekeeping 15 of 2400;");
	house = (struct sg_house){.code = "HAM1"};
	assert_string_equal(
		departments_of(plan_of(lists, 1, NULL, NULL)), "housekeeping 15;");
	assert_string_equal(departments_of(plan_of(lists, 0, NULL, NULL)), "");
}

static void unlike_things_are_counted_apart(void **state)
{
	struct sg_checklist lists[] = {list_in("1", "1", 1), list_in("2", "1", 2)};
	struct sample *other = sample_of();
	const struct sg_item_part cot[] = {{"unheard_of", 3, 1}, {"pillow", 1, 2}};
	const struct sg_json *plan;

	(void)state;
	office();
	other->items[0] = item_of("i1", "bed.filling", "wool", SG_ACTION_PLACE);
	other->items[0].parts = cot;
	other->items[0].part_count = 2;
	other->items[1].text = "19";
	other->items[3] = item_of("i4", "device.kettle", "yes", SG_ACTION_PLACE);
	other->items[5].topic = -1;
	other->items[5].value = -1;
	other->items[5].lost_topic = "gone.topic";
	lists[1].list = &other->list;
	plan = plan_of(lists, 2, NULL, NULL);
	assert_int_equal(sg_json_member(plan, "totals")->count, 8);
	assert_int_equal(sg_json_member(plan, "things")->count, 3);
	assert_int_equal(
		sg_json_member(total_of(plan, "gone.topic"), "rooms")->integer, 1);
	assert_null(sg_json_member(
		sg_json_member(plan, "things")->first->next->next, "text"));
}

static void a_day_without_lists_is_empty(void **state)
{
	(void)state;
	office();
	catalog = built_in_catalog();
	assert_int_equal(
		sg_json_member(plan_of(NULL, 0, NULL, NULL), "totals")->count, 0);
}

static void times_are_the_houses(void **state)
{
	unsigned char bytes[8192];
	FILE *file = fopen("/usr/share/zoneinfo/Europe/Berlin", "rb");
	struct sg_zone *zone = NULL;
	struct sg_checklist list = list_in("1", "1", 1);
	struct sg_buffer buffer = {0};
	size_t size;

	(void)state;
	if (file == NULL) {
		skip();
	}
	size = fread(bytes, 1, sizeof bytes, file);
	(void)fclose(file);
	taken_as_ok(sg_zone_parse(bytes, size, &zone, &now->error));
	office();
	list.zone = zone;
	sg_checklist_data(&list, &buffer);
	assert_non_null(
		strstr(buffer.data, "\"ready_by\":\"2026-11-21T14:30:00+01:00\""));
	sg_buffer_reset(&buffer);
	sg_reply_local(&buffer, "said", INT64_C(1780441200123456), zone);
	sg_reply_local(&buffer, "said", INT64_C(1780441200000000), NULL);
	sg_reply_local(&buffer, "said", SG_NO_TIME, zone);
	assert_string_equal(buffer.data, "\"said\":\"2026-06-03T01:00:00.123456+02:00\""
					 ",\"said\":\"2026-06-02T23:00:00Z\"");
	sg_buffer_free(&buffer);
	sg_zone_free(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(rooms_stand_as_people_count),
		test(lists_may_come_in_any_order),
		test(what_is_still_to_do_adds_up),
		test(what_is_to_do_stands_beside_what_a_department_has),
		test(unlike_things_are_counted_apart),
		test(a_day_without_lists_is_empty),
		test(times_are_the_houses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
