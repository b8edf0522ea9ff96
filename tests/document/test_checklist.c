/* Checklists as people and programs get them: the same plan, cut for each who looks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "document/checklist.h"
#include "document/helpers.h"
#include "document/reply.h"
#include "document/sample_list.h"

static const char *const languages[] = {"de", "ro", "de-AT", "xx"};
static struct sg_cut cut;

static struct sg_checklist checklist_of(const struct sample *s)
{
	return (struct sg_checklist){.list = &s->list,
		.catalog = &catalog,
		.cut = &cut,
		.property = "HAM1",
		.stay = id_of(1),
		.revision = 4,
		.business_day = 20778,
		.cause = "check_in"};
}

static void cut_for(uint32_t departments, bool names)
{
	sg_cut_for_endpoint(-1, departments, NULL, 0, languages, 4, names, &cut);
}

static const char *data_of(const struct sg_checklist *checklist)
{
	struct sg_buffer buffer = {0};

	sg_checklist_data(checklist, &buffer);
	return taken(&buffer);
}

static const char *cut_text(const struct sg_checklist *checklist)
{
	struct sg_buffer buffer = {0};

	sg_checklist_cut_text(checklist, &buffer);
	return taken(&buffer);
}

static const struct sg_json *item_at(
	const struct sg_json *data, const char *list, int index)
{
	const struct sg_json *item = sg_json_member(data, list)->first;

	while (index-- > 0) {
		item = item->next;
	}
	return item;
}

static const char *text_at(const struct sg_json *object, const char *member)
{
	const struct sg_json *value = sg_json_member(object, member);

	return value != NULL && value->kind == SG_JSON_TEXT ? value->text : "";
}

static void a_body_is_as_the_sample(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	struct sg_buffer buffer = {0};
	const struct sg_json *body, *data, *item;

	(void)state;
	cut_for(1u << SG_HOUSEKEEPING, false);
	sg_checklist_body(&checklist, "checklist.issued",
		INT64_C(1795270032) * SG_SECOND_US + 77, &buffer);
	body = json(taken(&buffer));
	data = sg_json_member(body, "data");
	item = item_at(data, "items", 0);
	assert_string_equal(text_at(body, "type"), "checklist.issued");
	assert_string_equal(text_at(body, "timestamp"), "2026-11-21T14:07:12Z");
	assert_int_equal(sg_json_member(data, "schema")->integer, 1);
	assert_string_equal(text_at(data, "property"), "HAM1");
	assert_string_equal(text_at(data, "state"), "issued");
	assert_string_equal(text_at(data, "kind"), "arrival_after_departure");
	assert_string_equal(text_at(data, "room_from"), "411");
	assert_string_equal(text_at(sg_json_member(data, "room"), "section"), "4B");
	assert_string_equal(
		text_at(sg_json_member(data, "times"), "departure"), "2026-11-24");
	assert_string_equal(text_at(data, "purge_after"), "2026-12-24");
	assert_string_equal(sg_json_member(data, "quiet")->first->text, "13:00-15:00");
	assert_string_equal(sg_json_member(data, "badges")->first->text, "VIP2");
	assert_string_equal(text_at(item, "topic"), "bed.filling");
	assert_string_equal(text_at(item, "action"), "swap");
	assert_string_equal(text_at(item, "state"), "open");
	assert_null(sg_json_member(item, "since_revision"));
	assert_int_equal(sg_json_member(item, "text")->count, 3);
	assert_int_equal(
		sg_json_member(item_at(data, "items", 1), "since_revision")->integer, 4);
}

static void an_instruction_has_its_quantity_and_number_filled_in(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	const struct sg_json *data;
	struct sg_texts texts = {.in = {"{n} × at {value} {x", "{n} × bei {value}"}};
	struct sg_topic_value *value =
		(struct sg_topic_value *)catalog.topics[topic_of("room.temperature")]
			.values;

	(void)state;
	value->text = texts;
	cut_for(1u << SG_HOUSEKEEPING, false);
	cut.languages[1] = "en";
	cut.language_count = 2;
	data = json(data_of(&checklist));
	assert_string_equal(
		text_at(sg_json_member(item_at(data, "items", 1), "text"), "de"),
		"1 × bei 21,5 °C");
	assert_string_equal(
		text_at(sg_json_member(item_at(data, "items", 1), "text"), "en"),
		"1 × at 21.5 °C {x");
	s->items[1].text = NULL;
	data = json(data_of(&checklist));
	assert_string_equal(
		text_at(sg_json_member(item_at(data, "items", 1), "text"), "de"),
		"1 × bei ");
}

static void a_language_without_a_text_falls_back_to_the_first(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	struct sg_texts none = {{NULL}};
	struct sg_topic *topic =
		(struct sg_topic *)&catalog.topics[topic_of("bed.filling")];
	struct sg_topic_value *value = (struct sg_topic_value *)&topic->values[0];
	const struct sg_json *data, *text;

	(void)state;
	s->items[0].value = 0;
	value->text.in[1] = NULL;
	topic->label.in[1] = NULL;
	cut_for(1u << SG_HOUSEKEEPING, false);
	cut.languages[1] = "en";
	cut.language_count = 2;
	data = json(data_of(&checklist));
	text = sg_json_member(item_at(data, "items", 0), "text");
	assert_int_equal(text->count, 1);
	assert_string_equal(text->first->name, "en");
	value->text = none;
	topic->label = none;
	data = json(data_of(&checklist));
	assert_int_equal(sg_json_member(item_at(data, "items", 0), "text")->count, 0);
}

static void what_was_said_leaves_for_the_desk_only(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);

	(void)state;
	for (int department = 0; department < SG_DEPARTMENTS; department++) {
		const char *text;

		cut_for(1u << department, false);
		text = data_of(&checklist);
		if (department == SG_FRONT_DESK) {
			assert_non_null(strstr(text, "Asthma"));
			continue;
		}
		assert_null(strstr(text, "Asthma"));
		assert_null(strstr(text, "Keller"));
		assert_null(strstr(text, "allergy"));
		assert_null(strstr(text, "diet."));
		assert_null(strstr(text, "because"));
		assert_null(strstr(text, "left_out"));
		assert_null(strstr(cut_text(&checklist), "Asthma"));
	}
}

static void names_leave_only_where_the_hotel_says_so(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);

	(void)state;
	cut_for(1u << SG_HOUSEKEEPING, true);
	assert_non_null(strstr(data_of(&checklist), "\"name\":\"Frau Dr. Keller\""));
	s->list.head.incognito = true;
	assert_null(strstr(data_of(&checklist), "Keller"));
	cut_for(1u << SG_FRONT_DESK, true);
	assert_non_null(strstr(data_of(&checklist), "\"incognito\":true"));
}

static void a_department_gets_its_own_items(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	const struct sg_json *data;

	(void)state;
	cut_for(1u << SG_FOOD_AND_BEVERAGE, false);
	data = json(data_of(&checklist));
	assert_int_equal(sg_json_member(data, "items")->count, 1);
	assert_int_equal(sg_json_member(data, "avoid")->count, 0);
	assert_null(sg_json_member(data, "desk"));
	cut_for(1u << SG_HOUSEKEEPING, false);
	data = json(data_of(&checklist));
	assert_int_equal(sg_json_member(data, "items")->count, 4);
	assert_int_equal(sg_json_member(data, "avoid")->count, 1);
	assert_int_equal(
		sg_json_member(sg_json_member(data, "open"), "need")->integer, 1);
	assert_int_equal(
		sg_json_member(sg_json_member(data, "open"), "minutes")->integer, 20);
}

static void the_desk_greets_asks_and_is_warned(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	const struct sg_json *desk, *warn;

	(void)state;
	cut_for(1u << SG_FRONT_DESK, false);
	desk = sg_json_member(json(data_of(&checklist)), "desk");
	warn = sg_json_member(desk, "warn")->first;
	assert_string_equal(
		text_at(sg_json_member(desk, "greet"), "salutation"), "Frau Dr. Keller");
	assert_string_equal(text_at(sg_json_member(desk, "ask"), "topic"), "bed.filling");
	assert_int_equal(
		sg_json_member(sg_json_member(desk, "ask"), "options")->count, 2);
	assert_string_equal(text_at(warn, "kind"), "need_unavailable");
	assert_non_null(strstr(text_at(sg_json_member(warn, "text"), "de"), "Muss"));
	assert_string_equal(
		text_at(sg_json_member(warn->next, "text"), "ro"), "Camera nu este gata");
	assert_string_equal(
		sg_json_member(sg_json_member(desk, "texts"), "comments")->first->text,
		ASTHMA);
	s->ask.values[1] = -1;
	desk = sg_json_member(json(data_of(&checklist)), "desk");
	assert_int_equal(
		sg_json_member(sg_json_member(desk, "ask"), "options")->count, 1);
}

static void no_question_and_no_warning_names_a_special_category(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);

	(void)state;
	cut_for(1u << SG_FRONT_DESK, false);
	s->ask.topic = topic_of("diet.kind");
	s->warnings[0].topic = topic_of("diet.allergen");
	assert_null(strstr(data_of(&checklist), "diet."));
	s->list.plan.ask = NULL;
	assert_null(strstr(data_of(&checklist), "\"ask\""));
}

static void a_manager_is_told_why(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	const struct sg_json *data, *left;
	const char *text;

	(void)state;
	sg_cut_for_actor(SG_ACTOR_MANAGER, -1, languages, 1, &cut);
	text = data_of(&checklist);
	data = json(text);
	assert_int_equal(sg_json_member(data, "why")->count, 7);
	assert_non_null(strstr(text, "\"topic\":\"allergy.room\""));
	assert_non_null(strstr(text, "\"said\":\"2026-09-04\""));
	left = sg_json_member(data, "left_out")->first;
	assert_string_equal(text_at(left, "reason"), "hazard");
	assert_string_equal(text_at(left, "topic"), "amenity.flowers");
	assert_non_null(sg_json_member(left, "against"));
	assert_string_equal(text_at(left->next, "topic"), "pool.towel");
	assert_null(sg_json_member(left->next, "against"));
	sg_cut_for_actor(SG_ACTOR_FRONT_DESK, -1, languages, 1, &cut);
	assert_null(strstr(data_of(&checklist), "because"));
}

static void marks_stand_for_what_staff_did(void **state)
{
	struct sample *s = sample_of();
	const struct sg_item_mark marks[] = {
		{"i9", SG_ITEM_SEEN}, {"i1", SG_ITEM_DONE}, {"i4", SG_ITEM_UNAVAILABLE}};
	struct sg_checklist checklist = checklist_of(s);
	const char *before;

	(void)state;
	cut_for(1u << SG_HOUSEKEEPING, false);
	before = cut_text(&checklist);
	assert_false(sg_checklist_ready(&s->list, NULL, 0));
	checklist.marks = marks;
	checklist.mark_count = 3;
	assert_non_null(strstr(data_of(&checklist), "\"state\":\"done\""));
	assert_non_null(strstr(data_of(&checklist), "\"state\":\"unavailable\""));
	assert_string_equal(cut_text(&checklist), before);
}

static void a_room_is_ready_when_its_needs_are_met(void **state)
{
	struct sample *s = sample_of();
	struct sg_item_mark marks[] = {{"i1", SG_ITEM_DONE}, {"i5", SG_ITEM_REFUSED}};

	(void)state;
	assert_true(sg_checklist_ready(&s->list, marks, 2));
	marks[0].state = SG_ITEM_UNAVAILABLE;
	assert_false(sg_checklist_ready(&s->list, marks, 2));
	marks[0].state = SG_ITEM_SUBSTITUTED;
	assert_true(sg_checklist_ready(&s->list, marks, 2));
	assert_false(sg_checklist_ready(&s->list, marks, 1));
	s->list.plan.item_count = 1;
	s->items[0].when = SG_WHEN_TURN_DOWN;
	assert_true(sg_checklist_ready(&s->list, NULL, 0));
}

static void only_what_matters_counts_for_sending_again(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	const char *before;

	(void)state;
	cut_for(1u << SG_HOUSEKEEPING, false);
	before = cut_text(&checklist);
	checklist.revision = 5;
	checklist.cause = "changed";
	checklist.business_day++;
	s->list.plan.attention = SG_ATTENTION_NORMAL;
	s->list.head.comment_count = 0;
	assert_string_equal(cut_text(&checklist), before);
	s->items[2].minutes = 99;
	assert_string_equal(cut_text(&checklist), before);
	s->items[0].minutes = 99;
	assert_string_not_equal(cut_text(&checklist), before);
	cut_for(1u << SG_FRONT_DESK, false);
	before = cut_text(&checklist);
	s->list.head.comment_count = 1;
	assert_string_not_equal(cut_text(&checklist), before);
}

static void an_item_that_the_catalogue_lost_is_shown_by_name(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	const struct sg_json *item;

	(void)state;
	cut_for(1u << SG_HOUSEKEEPING, false);
	s->items[0].topic = -1;
	s->items[0].value = -1;
	s->items[0].lost_topic = "bed.new";
	s->items[0].lost_value = "soft";
	item = item_at(json(data_of(&checklist)), "items", 0);
	assert_string_equal(text_at(item, "topic"), "bed.new");
	assert_string_equal(text_at(item, "value"), "soft");
	assert_string_equal(text_at(sg_json_member(item, "text"), "de"), "bed.new");
	s->items[0] = item_of("i1", "bed.filling", "wool", SG_ACTION_PLACE);
	s->items[0].value = -1;
	s->items[0].lost_value = "kapok";
	item = item_at(json(data_of(&checklist)), "items", 0);
	assert_string_equal(text_at(item, "value"), "kapok");
	assert_true(strlen(text_at(sg_json_member(item, "text"), "de")) > 0);
}

static void undoing_and_avoiding_have_texts_of_their_own(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	const struct sg_topic *kettle = &catalog.topics[topic_of("device.kettle")];
	const struct sg_json *data;
	int32_t de = sg_catalog_language(&catalog, "de");

	(void)state;
	cut_for(1u << SG_HOUSEKEEPING, false);
	data = json(data_of(&checklist));
	assert_string_equal(
		text_at(sg_json_member(item_at(data, "items", 2), "text"), "de"),
		kettle->undo_text.in[de]);
	assert_string_equal(text_at(item_at(data, "items", 2), "room"), "411");
	assert_int_equal(
		sg_json_member(item_at(data, "items", 2), "due")->kind, SG_JSON_NULL);
	assert_non_null(text_at(sg_json_member(item_at(data, "avoid", 0), "text"), "de"));
	s->avoid[0].value = -1;
	data = json(data_of(&checklist));
	assert_string_equal(
		text_at(sg_json_member(item_at(data, "avoid", 0), "text"), "de"),
		catalog.topics[topic_of("amenity.flowers")].avoid_text.in[de]);
}

static void the_reply_to_a_check_in_says_how_ready_the_room_is(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	struct sg_buffer buffer = {0};
	const struct sg_json *reply;

	(void)state;
	sg_cut_for_actor(SG_ACTOR_FRONT_DESK, -1, languages, 1, &cut);
	sg_reply_begin(&buffer, SG_OUTCOME_APPLIED);
	sg_checklist_desk(&checklist, &buffer);
	sg_reply_end(&buffer);
	reply = json(taken(&buffer));
	assert_false(sg_json_member(sg_json_member(reply, "ready"), "ready")->truth);
	assert_int_equal(
		sg_json_member(sg_json_member(reply, "ready"), "open_needs")->count, 1);
	assert_non_null(sg_json_member(reply, "greet"));
	sg_cut_for_actor(SG_ACTOR_ATTENDANT, -1, languages, 1, &cut);
	sg_reply_begin(&buffer, SG_OUTCOME_APPLIED);
	s->items[0].topic = -1;
	s->items[0].lost_topic = "gone";
	sg_checklist_desk(&checklist, &buffer);
	sg_reply_end(&buffer);
	reply = json(taken(&buffer));
	assert_null(sg_json_member(reply, "greet"));
	assert_null(sg_json_member(reply, "warn"));
}

static void a_room_alert_names_the_needs_at_risk(void **state)
{
	struct sample *s = sample_of();
	struct sg_checklist checklist = checklist_of(s);
	const char *const items[] = {"i1", "i5", "i9"};
	struct sg_buffer buffer = {0};
	const struct sg_json *data;

	(void)state;
	cut_for(1u << SG_FRONT_DESK, false);
	sg_alert_body(&checklist, SG_ALERT_UNSEEN, items, 3, 0, &buffer);
	data = sg_json_member(json(taken(&buffer)), "data");
	assert_string_equal(text_at(data, "reason"), "unseen");
	assert_int_equal(sg_json_member(data, "items")->count, 1);
	assert_string_equal(text_at(item_at(data, "items", 0), "id"), "i1");
	s->list.head.room = NULL;
	s->items[0].topic = -1;
	s->items[0].lost_topic = "gone";
	sg_alert_body(&checklist, SG_ALERT_UNAVAILABLE, items, 1, 0, &buffer);
	data = sg_json_member(json(taken(&buffer)), "data");
	assert_int_equal(sg_json_member(sg_json_member(data, "room"), "number")->kind,
		SG_JSON_NULL);
	assert_string_equal(text_at(item_at(data, "items", 0), "topic"), "gone");
}

static void a_test_body_says_so(void **state)
{
	struct sg_buffer buffer = {0};
	const struct sg_json *data;

	(void)state;
	catalog = built_in_catalog();
	cut_for(1u << SG_HOUSEKEEPING, false);
	sg_checklist_test_body(&cut, &catalog, "HAM1", 0, &buffer);
	data = sg_json_member(json(taken(&buffer)), "data");
	assert_true(sg_json_member(data, "test")->truth);
	assert_int_equal(sg_json_member(data, "items")->count, 0);
	assert_string_equal(text_at(data, "attention"), "none");
}

static void a_list_of_nothing_but_a_stay_is_written(void **state)
{
	const struct sg_list list = {.head = {.arrival_day = SG_NO_DAY,
					     .departure_day = SG_NO_DAY,
					     .previous_out_us = SG_NO_TIME,
					     .checked_in_us = SG_NO_TIME},
		.plan = {.ready_by_us = SG_NO_TIME}};
	struct sg_checklist checklist = {.list = &list, .cut = &cut};
	const struct sg_json *data;

	(void)state;
	catalog = built_in_catalog();
	checklist.catalog = &catalog;
	cut_for(1u << SG_HOUSEKEEPING, false);
	data = json(data_of(&checklist));
	assert_int_equal(sg_json_member(data, "cause")->kind, SG_JSON_NULL);
	assert_int_equal(sg_json_member(data, "led_by")->kind, SG_JSON_NULL);
	assert_null(sg_json_member(data, "purge_after"));
	assert_int_equal(sg_json_member(sg_json_member(data, "times"), "ready_by")->kind,
		SG_JSON_NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_body_is_as_the_sample),
		test(an_instruction_has_its_quantity_and_number_filled_in),
		test(a_language_without_a_text_falls_back_to_the_first),
		test(what_was_said_leaves_for_the_desk_only),
		test(names_leave_only_where_the_hotel_says_so),
		test(a_department_gets_its_own_items),
		test(the_desk_greets_asks_and_is_warned),
		test(no_question_and_no_warning_names_a_special_category),
		test(a_manager_is_told_why),
		test(marks_stand_for_what_staff_did),
		test(a_room_is_ready_when_its_needs_are_met),
		test(only_what_matters_counts_for_sending_again),
		test(an_item_that_the_catalogue_lost_is_shown_by_name),
		test(undoing_and_avoiding_have_texts_of_their_own),
		test(the_reply_to_a_check_in_says_how_ready_the_room_is),
		test(a_room_alert_names_the_needs_at_risk),
		test(a_test_body_says_so),
		test(a_list_of_nothing_but_a_stay_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
