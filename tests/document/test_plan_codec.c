/* A revision as it is stored, and read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "document/helpers.h"
#include "document/sample_list.h"

static const char *encoded(const struct sg_list *list, uint32_t revision)
{
	struct sg_buffer buffer = {0};

	sg_list_encode(list, &catalog, revision, &buffer);
	return taken(&buffer);
}

static struct sg_list decoded(const char *text)
{
	struct sg_stored body = stored(text);
	struct sg_list list = {.head = {.adults = -1}};

	taken_as_ok(sg_list_decode(&body, &catalog, now->arena, &now->error, &list));
	return list;
}

static void assert_same_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL) {
		assert_ptr_equal(a, b);
	} else {
		assert_string_equal(a, b);
	}
}

/* What a guest stated of a special category is in his card alone. */
static bool is_unsaid(const struct sg_because *because)
{
	return because->source == SG_SOURCE_STATED &&
	       sg_catalog_is_special(&catalog, because->topic);
}

static void assert_same_item(const struct sg_item *a, const struct sg_item *b)
{
	assert_string_equal(a->id, b->id);
	assert_int_equal(a->topic, b->topic);
	assert_int_equal(a->value, b->value);
	assert_int_equal(a->action, b->action);
	assert_int_equal(a->class, b->class);
	assert_int_equal(a->when, b->when);
	assert_true(a->due_us == b->due_us);
	assert_int_equal(a->minutes, b->minutes);
	assert_int_equal(a->quantity, b->quantity);
	assert_same_text(a->text, b->text);
	assert_same_text(a->room, b->room);
	assert_int_equal(a->part_count, b->part_count);
	for (size_t i = 0; i < a->part_count; i++) {
		assert_string_equal(a->parts[i].what, b->parts[i].what);
		assert_int_equal(a->parts[i].total, b->parts[i].total);
		assert_int_equal(a->parts[i].standard, b->parts[i].standard);
	}
	assert_int_equal(a->because_count, b->because_count);
	for (size_t i = 0; i < a->because_count; i++) {
		assert_int_equal(a->because[i].source, b->because[i].source);
		assert_true(sg_list_same_fact(&a->because[i].fact, &b->because[i].fact));
		assert_true(sg_id_equal(&a->because[i].guest, &b->because[i].guest));
		if (is_unsaid(&b->because[i])) {
			assert_null(a->because[i].topic);
			assert_null(a->because[i].value);
		} else {
			assert_same_text(a->because[i].topic, b->because[i].topic);
			assert_same_text(a->because[i].value, b->because[i].value);
		}
		assert_same_text(a->because[i].detail, b->because[i].detail);
		assert_same_text(a->because[i].said_by, b->because[i].said_by);
		assert_true(a->because[i].said_us == b->because[i].said_us);
	}
}

static void a_revision_reads_as_it_was(void **state)
{
	struct sample *s = sample_of();
	const char *text = encoded(&s->list, 4);
	struct sg_list read = decoded(text);
	const struct sg_plan *plan = &read.plan;

	(void)state;
	assert_string_equal(read.head.room_from, "411");
	assert_string_equal(read.head.vip, "VIP2");
	assert_true(read.head.previous_out_us == s->list.head.previous_out_us);
	assert_true(read.head.checked_in_us == s->list.head.checked_in_us);
	assert_int_equal(read.head.children[0].count, 1);
	assert_int_equal(read.head.quiet[0].until_minutes, 15 * 60);
	assert_string_equal(read.head.traces[0].text, ASTHMA);
	assert_false(read.head.incognito);
	assert_int_equal(plan->state, SG_PLAN_ISSUED);
	assert_int_equal(plan->kind, SG_KIND_ARRIVAL_AFTER_DEPARTURE);
	assert_int_equal(plan->attention, SG_ATTENTION_URGENT);
	assert_int_equal(plan->lead_hours, 24);
	assert_int_equal(plan->leaves, 1);
	assert_true(sg_id_equal(&plan->led_by, &s->list.plan.led_by));
	assert_int_equal(plan->item_count, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_same_item(&plan->items[i], &s->items[i]);
		assert_int_equal(plan->items[i].state, SG_ITEM_OPEN);
	}
	assert_int_equal(plan->items[0].since_revision, 2);
	assert_int_equal(plan->items[1].since_revision, 4);
	assert_same_item(&plan->avoid[0], &s->avoid[0]);
	assert_int_equal(plan->left_out_count, 2);
	assert_int_equal(plan->left_out[0].reason, SG_LEFT_HAZARD);
	assert_int_equal(plan->left_out[0].topic, s->left_out[0].topic);
	assert_string_equal(plan->left_out[0].because.detail, "r1");
	assert_string_equal(plan->left_out[1].because.topic, "pool.towel");
	assert_int_equal(plan->ask->topic, s->ask.topic);
	assert_int_equal(plan->ask->values[1], 1);
	assert_int_equal(plan->warning_count, 2);
	assert_string_equal(plan->warnings[0].item, "i1");
	assert_int_equal(plan->warnings[1].topic, -1);
	assert_string_equal(encoded(&read, 4), text);
	assert_true(is_unsaid(&s->because[0]));
	assert_null(strstr(text, "allergy"));
	assert_null(strstr(text, "dust"));
}

static void an_empty_list_is_short(void **state)
{
	struct sg_list list = {.head = {.arrival_day = SG_NO_DAY,
				       .departure_day = SG_NO_DAY,
				       .previous_out_us = SG_NO_TIME,
				       .checked_in_us = SG_NO_TIME},
		.plan = {.ready_by_us = SG_NO_TIME}};

	(void)state;
	catalog = built_in_catalog();
	assert_string_equal(encoded(&list, 1), "{\"h\":[],\"p\":[0,0,0]}");
	list = decoded("{\"h\":[],\"p\":[0,0,0]}");
	assert_true(list.plan.ready_by_us == SG_NO_TIME);
	assert_null(list.plan.ask);
	assert_int_equal(list.plan.item_count, 0);
}

static void a_typical_list_takes_few_bytes(void **state)
{
	struct sample *s = sample_of();

	(void)state;
	s->list.head.comment_count = 0;
	s->list.head.trace_count = 0;
	s->list.plan.item_count = 2;
	s->list.plan.avoid_count = 0;
	s->list.plan.left_out_count = 0;
	s->list.plan.ask = NULL;
	s->list.plan.warning_count = 0;
	assert_in_range(strlen(encoded(&s->list, 4)), 200, 560);
}

static void the_moment_of_saying_is_cut_to_its_day_and_times_to_seconds(void **state)
{
	struct sample *s = sample_of();
	const char *before = encoded(&s->list, 4);

	(void)state;
	s->because[0].said_us += SG_HOUR_US;
	s->items[0].due_us += 999999;
	s->list.plan.ready_by_us += 1;
	s->list.head.checked_in_us += 5;
	assert_string_equal(encoded(&s->list, 4), before);
}

static void what_staff_did_is_no_part_of_a_revision(void **state)
{
	struct sample *s = sample_of();
	const char *before = encoded(&s->list, 4);

	(void)state;
	s->items[0].state = SG_ITEM_DONE;
	assert_string_equal(encoded(&s->list, 4), before);
}

static void a_list_without_ready_by_keeps_its_due_times(void **state)
{
	struct sample *s = sample_of();
	struct sg_list read;

	(void)state;
	s->list.plan.ready_by_us = SG_NO_TIME;
	read = decoded(encoded(&s->list, 4));
	assert_true(read.plan.items[0].due_us == s->items[0].due_us);
	s->list.head.departure_day = SG_NO_DAY;
	s->list.plan.item_count = 1;
	s->items[0].due_us = 5 * SG_SECOND_US;
	read = decoded(encoded(&s->list, 4));
	assert_true(read.plan.items[0].due_us == 5 * SG_SECOND_US);
	s->items[0].due_us = INT64_C(9000000000) * SG_SECOND_US;
	read = decoded(encoded(&s->list, 4));
	assert_true(read.plan.items[0].due_us == SG_NO_TIME);
}

static void a_topic_that_is_gone_keeps_its_name(void **state)
{
	struct sample *s = sample_of();
	const char *text = encoded(&s->list, 4);
	struct sg_catalog whole = catalog;
	struct sg_topic *topics =
		sg_arena_array(now->arena, catalog.topic_count, sizeof *topics);
	struct sg_list read;
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < whole.topic_count; i++) {
		if (strcmp(whole.topics[i].name, "bed.filling") != 0) {
			topics[count++] = whole.topics[i];
		}
	}
	catalog.topics = topics;
	catalog.topic_count = count;
	catalog.version++;
	read = decoded(text);
	assert_int_equal(read.plan.item_count, 6);
	assert_int_equal(read.plan.items[0].topic, -1);
	assert_string_equal(read.plan.items[0].lost_topic, "bed.filling");
	assert_string_equal(read.plan.items[0].lost_value, "feather_free");
	assert_int_equal(read.plan.left_out_count, 0);
	assert_null(read.plan.ask);
	assert_int_equal(read.plan.warnings[0].topic, -1);
	assert_non_null(strstr(encoded(&read, 4), "\"bed.filling\",\"feather_free\""));
}

static void a_broken_revision_is_a_fault_of_ours(void **state)
{
	static const char *const broken[] = {"{", "{\"h\":7}", "{\"h\":[\"x\"]}",
		"{\"h\":[null,null,null,7]}", "{\"p\":[9]}", "{\"p\":[0,-1]}",
		"{\"p\":[0,0,0,\"x\"]}", "{\"p\":[0,0,0,0,0,\"x\"]}",
		"{\"p\":[0,0,0,0,0,null,[7]]}", "{\"g\":[\"x\"]}", "{\"i\":7}",
		"{\"i\":[7]}", "{\"i\":[[]]}", "{\"i\":[[\"i1\"]]}",
		"{\"i\":[[\"i1234567890123\",\"a\"]]}",
		"{\"i\":[[\"i1\",\"a\",\"b\",999]]}", "{\"i\":[[\"i1\",\"a\",\"b\",-2]]}",
		"{\"i\":[[\"i1\",\"a\",\"b\",0,1,1,[[99]]]]}",
		"{\"i\":[[\"i1\",\"a\",\"b\",0,1,1,[[0,\"x\"]]]]}",
		"{\"i\":[[\"i1\",\"a\",\"b\",0,1,1,[[0,null,null,9]]]]}",
		"{\"i\":[[\"i1\",\"a\",\"b\",0,1,1,[[0,null,null,0,3]]]]}",
		"{\"i\":[[\"i1\",\"a\",\"b\",0,1,1,[],0,[\"x\",1]]]}",
		"{\"i\":[[\"i1\",\"a\",\"b\",0,1,1,[],0,[1,1,1]]]}",
		"{\"h\":[0,0,0,null,null,null,null,null,null,null,null,null,[1]]}",
		"{\"h\":[0,0,0,null,null,null,null,null,null,null,null,null,null,null,"
		"null,[1,1]]}",
		"{\"h\":[0,0,0,null,null,null,null,null,null,null,null,null,null,null,"
		"null,null,null,null,[null],[0,null]]}",
		"{\"q\":7}", "{\"w\":7}", "{\"w\":[[9]]}"};
	struct sg_list list;

	(void)state;
	catalog = built_in_catalog();
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		struct sg_stored text = stored(broken[i]);

		if (sg_list_decode(&text, &catalog, now->arena, &now->error, &list) !=
			SG_INTERNAL) {
			fail_msg("%s was taken", broken[i]);
		}
	}
}

static void broken_omissions_are_a_fault_of_ours(void **state)
{
	static const char *const broken[] = {"7", "[7]", "[[999]]", "[[0,9999]]",
		"[[0,0,9999]]", "[[0,0,0,null,null,99]]", "[[0,0,0,\"x\"]]"};
	struct sg_list list;

	(void)state;
	catalog = built_in_catalog();
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		struct sg_stored text = stored(sg_arena_format(now->arena,
			"{\"l\":%s,\"v\":%u}", broken[i], (uint32_t)catalog.version));

		assert_int_equal(
			sg_list_decode(&text, &catalog, now->arena, &now->error, &list),
			SG_INTERNAL);
	}
}

static void more_guests_than_a_list_names_are_left_away(void **state)
{
	struct sample *s = sample_of();
	struct sg_because many[70];
	struct sg_list read;

	(void)state;
	for (unsigned char i = 0; i < 70; i++) {
		many[i] = s->because[0];
		many[i].guest = id_of(i);
	}
	s->items[0].because = many;
	s->items[0].because_count = 70;
	read = decoded(encoded(&s->list, 4));
	assert_true(sg_id_equal(&read.plan.items[0].because[63].guest, &many[63].guest));
	assert_true(sg_id_is_nil(&read.plan.items[0].because[64].guest));
}

/* ---- the head, and explanations ---- */

static void the_head_comes_from_the_stay_and_what_surrounds_it(void **state)
{
	const struct sg_person people[] = {
		{.role = SG_ROLE_BOOKER, .salutation = "Booker"},
		{.role = SG_ROLE_GUEST, .salutation = "Guest", .language = "ro"},
		{.role = SG_ROLE_GUEST, .primary = true, .salutation = "Primary"}};
	struct sg_stay_state stay = {.stay = {.room = "412",
					     .booked_type = "DZ",
					     .assigned_type = "SDZ",
					     .people = people,
					     .person_count = 3,
					     .checked_in_us = 5}};
	const struct sg_house house = {.quiet_count = 0};
	const struct sg_room room = {
		.type = "JS", .floor = "4", .section = "4B", .last_out_us = 7};
	const struct sg_card card = {
		.language = "de", .salutation = "Card", .incognito = true};
	struct sg_list_head head;

	(void)state;
	sg_list_head_fill(&stay, &house, &room, &card, &head);
	assert_string_equal(head.room_type, "JS");
	assert_string_equal(head.salutation, "Primary");
	assert_string_equal(head.language, "de");
	assert_true(head.incognito);
	assert_true(head.previous_out_us == 7);
	stay.stay.person_count = 2;
	stay.stay.language = "es";
	sg_list_head_fill(&stay, &house, NULL, NULL, &head);
	assert_string_equal(head.room_type, "SDZ");
	assert_string_equal(head.salutation, "Guest");
	assert_string_equal(head.language, "es");
	assert_true(head.previous_out_us == SG_NO_TIME);
	stay.stay.person_count = 1;
	stay.stay.assigned_type = NULL;
	sg_list_head_fill(&stay, &house, NULL, &card, &head);
	assert_string_equal(head.room_type, "DZ");
	assert_string_equal(head.salutation, "Card");
}

static void cards_complete_what_a_list_says_of_its_facts(void **state)
{
	struct sample *s = sample_of();
	struct sg_list read = decoded(encoded(&s->list, 4));
	struct sg_fact facts[] = {{.id = id_of(21),
					  .topic = "allergy.room",
					  .value = "pollen",
					  .strength = SG_NEVER,
					  .said_by = "staff",
					  .said_us = 77},
		{.id = id_of(40), .topic = "x"}};
	struct sg_card card = {.guest = id_of(3), .facts = facts, .fact_count = 2};
	const struct sg_because *because;

	(void)state;
	sg_list_explain(&read, &card, 1);
	because = &read.plan.items[0].because[0];
	assert_true(sg_id_equal(&because->fact, &facts[0].id));
	assert_true(sg_id_equal(&because->guest, &card.guest));
	assert_string_equal(because->value, "pollen");
	assert_string_equal(because->strength, "never");
	assert_true(because->said_us == 77);
	assert_string_equal(read.plan.items[1].because[0].value, "21.5");
	assert_true(sg_id_equal(&read.plan.left_out[0].against.fact, &facts[0].id));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_revision_reads_as_it_was),
		test(an_empty_list_is_short),
		test(a_typical_list_takes_few_bytes),
		test(the_moment_of_saying_is_cut_to_its_day_and_times_to_seconds),
		test(what_staff_did_is_no_part_of_a_revision),
		test(a_list_without_ready_by_keeps_its_due_times),
		test(a_topic_that_is_gone_keeps_its_name),
		test(a_broken_revision_is_a_fault_of_ours),
		test(broken_omissions_are_a_fault_of_ours),
		test(more_guests_than_a_list_names_are_left_away),
		test(the_head_comes_from_the_stay_and_what_surrounds_it),
		test(cards_complete_what_a_list_says_of_its_facts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
