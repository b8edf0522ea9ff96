/* Guests and their cards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "document/guest.h"
#include "document/helpers.h"

#define IDS "\"ids\":[{\"system\":\"opera\",\"id\":\"g1\"}]"

static const char keller[] =
	"{" IDS ",\"salutation\":\"Frau Dr. Keller\",\"name\":{\"given\":\"Anna\","
	"\"family\":\"Keller\"},\"language\":\"de-AT\",\"vip\":\"VIP2\",\"incognito\":"
	"true,"
	"\"occasions\":[{\"kind\":\"anniversary\",\"month_day\":\"02-29\"}],\"email\":"
	"\"a@b.example\",\"phone\":\"+49 40 1\",\"birth_date\":\"1980-05-17\",\"notes\":"
	"\"\"}";

static struct sg_merged merged_guest(
	struct sg_stored before, const char *data, int64_t time_us)
{
	struct sg_merge_input input = {before, json(data), {time_us, -1}};
	struct sg_merged merged = {.created = false};

	taken_as_ok(sg_guest_merge(&input, now->arena, &now->error, &merged));
	return merged;
}

static void a_guest_is_merged_without_his_keys(void **state)
{
	struct sg_guest guest;
	struct sg_merged merged;

	(void)state;
	taken_as_ok(sg_guest_check(json(keller), now->arena, &now->error, &guest));
	assert_int_equal(guest.ref_count, 1);
	assert_string_equal(guest.given, "Anna");
	merged = merged_guest(stored(NULL), keller, 1);
	assert_null(strstr(merged.state.text, "opera"));
	merged = merged_guest(merged.state,
		"{" IDS
		",\"name\":{\"family\":\"Kern\"},\"incognito\":false,\"phone\":null}",
		2);
	taken_as_ok(sg_guest_decode(&merged.state, now->arena, &now->error, &guest));
	assert_int_equal(guest.ref_count, 0);
	assert_string_equal(guest.given, "Anna");
	assert_string_equal(guest.family, "Kern");
	assert_false(guest.incognito);
	assert_null(guest.phone);
	assert_int_equal(guest.occasions[0].month_day, 229);
	assert_int_equal(guest.occasions[0].day, SG_NO_DAY);
}

static void a_guest_is_checked_member_by_member(void **state)
{
	static const struct {
		const char *data, *code, *path;
	} faults[] = {
		{"{}", "member_missing", "/data/ids"},
		{"{\"ids\":null}", "type_wrong", "/data/ids"},
		{"{" IDS ",\"language\":\"german\"}", "text_invalid", "/data/language"},
		{"{" IDS ",\"language\":\"de-toolongone\"}", "text_invalid",
			"/data/language"},
		{"{" IDS ",\"birth_date\":\"1980-5-17\"}", "date_invalid",
			"/data/birth_date"},
		{"{" IDS ",\"name\":\"Anna\"}", "type_wrong", "/data/name"},
		{"{" IDS ",\"occasions\":[{}]}", "member_missing",
			"/data/occasions/0/kind"},
		{"{\"ids\":[{\"system\":\"a\",\"id\":\"\\t\"}]}", "control_character",
			"/data/ids/0/id"},
	};
	struct sg_guest guest;
	struct sg_stored broken = stored("{\"vip\":1}");

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(sg_guest_check(
				json(faults[i].data), now->arena, &now->error, &guest),
			faults[i].code, faults[i].path);
	}
	assert_int_equal(
		sg_guest_decode(&broken, now->arena, &now->error, &guest), SG_INTERNAL);
}

static void a_birth_date_becomes_a_birthday_once(void **state)
{
	struct sg_guest guest;
	struct sg_card card = {.fact_count = 0};

	(void)state;
	taken_as_ok(sg_guest_check(json(keller), now->arena, &now->error, &guest));
	assert_true(sg_guest_to_card(&guest, now->arena, &card));
	assert_int_equal(card.occasion_count, 2);
	assert_string_equal(card.occasions[1].kind, "birthday");
	assert_int_equal(card.occasions[1].month_day, 517);
	assert_string_equal(card.salutation, "Frau Dr. Keller");
	assert_true(card.incognito);
	guest.occasions = card.occasions;
	guest.occasion_count = card.occasion_count;
	assert_true(sg_guest_to_card(&guest, now->arena, &card));
	assert_int_equal(card.occasion_count, 2);
	guest = (struct sg_guest){.birth_day = SG_NO_DAY};
	assert_true(sg_guest_to_card(&guest, now->arena, &card));
	assert_int_equal(card.occasion_count, 0);
}

/* ---- cards ---- */

static struct sg_fact fact_of(unsigned char number)
{
	return (struct sg_fact){.id = id_of(number),
		.topic = "bed.filling",
		.value = "feather_free",
		.strength = SG_NEVER,
		.scope = SG_SCOPE_PROPERTY,
		.property = id_of((unsigned char)(200 + number % 3)),
		.from_day = SG_NO_DAY,
		.until_day = SG_NO_DAY,
		.said_by = "guest",
		.channel = "desk",
		.said_us = INT64_C(1763737200000000) + number};
}

static void assert_same_fact(const struct sg_fact *a, const struct sg_fact *b)
{
	assert_true(sg_id_equal(&a->id, &b->id));
	assert_true(sg_id_equal(&a->property, &b->property));
	assert_true(sg_id_equal(&a->stay, &b->stay));
	assert_string_equal(a->topic, b->topic);
	assert_int_equal(a->value == NULL, b->value == NULL);
	assert_int_equal(a->strength, b->strength);
	assert_int_equal(a->scope, b->scope);
	assert_int_equal(a->party, b->party);
	assert_int_equal(a->from_day, b->from_day);
	assert_int_equal(a->until_day, b->until_day);
	assert_int_equal(a->season_from, b->season_from);
	assert_int_equal(a->season_until, b->season_until);
	assert_true(a->said_us == b->said_us);
}

static const char *encoded(const struct sg_card *card)
{
	struct sg_buffer buffer = {0};

	sg_card_encode(card, &buffer);
	return taken(&buffer);
}

static void a_card_of_forty_facts_reads_as_it_was(void **state)
{
	struct sg_fact facts[40];
	struct sg_occasion occasions[] = {
		{"birthday", 517, SG_NO_DAY}, {"honeymoon", 0, 20778}};
	struct sg_card card = {.facts = facts,
		.fact_count = 40,
		.occasions = occasions,
		.occasion_count = 2,
		.salutation = "Frau \"K\"",
		.language = "de",
		.incognito = true};
	struct sg_card read;
	struct sg_stored text;

	(void)state;
	for (unsigned char i = 0; i < 40; i++) {
		facts[i] = fact_of(i);
	}
	facts[1].value = NULL;
	facts[1].stay = id_of(99);
	facts[1].scope = SG_SCOPE_STAY;
	facts[2].season_from = 1101;
	facts[2].season_until = 331;
	facts[3].from_day = 20000;
	facts[3].until_day = 30000;
	facts[4].party = SG_PARTY_FAMILY;
	facts[5].property = (struct sg_id){{0}};
	text = stored(encoded(&card));
	taken_as_ok(sg_card_decode(&text, now->arena, &now->error, &read));
	assert_int_equal(read.fact_count, 40);
	for (size_t i = 0; i < 40; i++) {
		assert_same_fact(&read.facts[i], &facts[i]);
	}
	assert_int_equal(read.occasion_count, 2);
	assert_int_equal(read.occasions[1].day, 20778);
	assert_string_equal(read.salutation, "Frau \"K\"");
	assert_true(read.incognito);
	assert_string_equal(encoded(&read), text.text);
}

static void a_cards_beliefs_read_as_they_were(void **state)
{
	const struct sg_belief beliefs[] = {
		{.topic = "breakfast.plate",
			.property = id_of(3),
			.options = {{"scrambled_egg", 730000, 118000},
				{"tomato_cheese", 210000, 118000}},
			.since_us = 1000000,
			.seen_us = 5000000,
			.hits = 5,
			.of = 6,
			.before = "tomato_cheese",
			.before_hits = 31,
			.before_of = 33,
			.asked_us = 7000000},
		{.topic = "room.temperature",
			.property = id_of(4),
			.options = {{"19.5", 900000, 0}},
			.since_us = SG_NO_TIME,
			.seen_us = SG_NO_TIME,
			.asked_us = SG_NO_TIME}};
	const struct sg_card card = {.beliefs = beliefs, .belief_count = 2};
	static const char *const broken[] = {"{\"u\":[[]]}",
		"{\"u\":[[\"breakfast.plate\"]]}", "{\"u\":7}",
		"{\"u\":[[7,null,null,null,null,null,\"a\"]]}",
		"{\"p\":[],\"u\":[[\"t\",3,null,null,null,null,\"a\"]]}"};
	struct sg_card read;
	struct sg_stored text = stored(encoded(&card));

	(void)state;
	taken_as_ok(sg_card_decode(&text, now->arena, &now->error, &read));
	assert_int_equal(read.belief_count, 2);
	assert_string_equal(read.beliefs[0].topic, "breakfast.plate");
	assert_true(sg_id_equal(&read.beliefs[0].property, &beliefs[0].property));
	assert_string_equal(read.beliefs[0].options[1].value, "tomato_cheese");
	assert_int_equal(read.beliefs[0].options[1].share, 210000);
	assert_int_equal(read.beliefs[0].options[0].popular, 118000);
	assert_int_equal(read.beliefs[0].since_us, 1000000);
	assert_int_equal(read.beliefs[0].seen_us, 5000000);
	assert_int_equal(read.beliefs[0].of, 6);
	assert_string_equal(read.beliefs[0].before, "tomato_cheese");
	assert_int_equal(read.beliefs[0].before_of, 33);
	assert_null(read.beliefs[1].options[1].value);
	assert_null(read.beliefs[1].before);
	assert_int_equal(read.beliefs[1].seen_us, SG_NO_TIME);
	assert_int_equal(read.beliefs[0].asked_us, 7000000);
	assert_int_equal(read.beliefs[1].asked_us, SG_NO_TIME);
	assert_string_equal(encoded(&read), text.text);
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		text = stored(broken[i]);
		assert_int_equal(sg_card_decode(&text, now->arena, &now->error, &read),
			SG_INTERNAL);
	}
}

static void what_a_guest_allows_reads_as_it_was(void **state)
{
	const struct sg_card card = {.memory = SG_MEMORY_STAY,
		.memory_us = 1795272845000000,
		.objects = true,
		.objects_us = 1795272846000000};
	struct sg_card read;
	struct sg_stored text = stored(encoded(&card));

	(void)state;
	taken_as_ok(sg_card_decode(&text, now->arena, &now->error, &read));
	assert_int_equal(read.memory, SG_MEMORY_STAY);
	assert_int_equal(read.memory_us, card.memory_us);
	assert_true(read.objects);
	assert_int_equal(read.objects_us, card.objects_us);
	assert_string_equal(encoded(&read), text.text);
	text = stored("{\"y\":[9]}");
	assert_int_equal(
		sg_card_decode(&text, now->arena, &now->error, &read), SG_INTERNAL);
	text = stored("{\"y\":1}");
	assert_int_equal(
		sg_card_decode(&text, now->arena, &now->error, &read), SG_INTERNAL);
}

static void a_card_of_more_properties_than_usual_still_reads(void **state)
{
	struct sg_fact facts[100];
	struct sg_card card = {.facts = facts, .fact_count = 100};
	struct sg_card read;
	struct sg_stored text;

	(void)state;
	for (unsigned char i = 0; i < 100; i++) {
		facts[i] = fact_of(i);
		facts[i].property = id_of(i);
	}
	text = stored(encoded(&card));
	taken_as_ok(sg_card_decode(&text, now->arena, &now->error, &read));
	for (size_t i = 0; i < 100; i++) {
		assert_same_fact(&read.facts[i], &facts[i]);
	}
}

static void no_card_is_an_empty_one(void **state)
{
	struct sg_card card;
	struct sg_stored nothing = {NULL, 0}, empty = {"", 0};

	(void)state;
	taken_as_ok(sg_card_decode(&nothing, now->arena, &now->error, &card));
	assert_int_equal(card.fact_count, 0);
	taken_as_ok(sg_card_decode(&empty, now->arena, &now->error, &card));
	assert_null(card.language);
	assert_string_equal(encoded(&card), "{\"f\":[],\"o\":[],\"p\":[]}");
}

static void a_statement_is_stored_alone_too(void **state)
{
	struct sg_fact fact = fact_of(3), read;
	struct sg_buffer buffer = {0};
	struct sg_stored text;

	(void)state;
	sg_fact_encode(&fact, &buffer);
	text = stored(taken(&buffer));
	taken_as_ok(sg_fact_decode(&text, now->arena, &now->error, &read));
	assert_same_fact(&fact, &read);
}

static void a_broken_card_is_a_fault_of_ours(void **state)
{
	static const char *const broken[] = {"{", "{\"f\":7}", "{\"f\":[7]}",
		"{\"f\":[[\"x\",\"t\"]]}", "{\"f\":[[null,null]]}",
		"{\"f\":[[null,\"t\",null,4]]}", "{\"f\":[[null,\"t\",null,-1]]}",
		"{\"f\":[[null,\"t\",null,0,0,0]]}", "{\"f\":[[null,\"t\",null,0,0,-1]]}",
		"{\"f\":[[null,\"t\",7]]}", "{\"o\":[[]]}", "{\"o\":[[\"a\",\"b\"]]}",
		"{\"o\":{}}", "{\"p\":[\"x\"]}", "{\"p\":7}",
		"{\"f\":[[null,\"t\",null,0,0,null,null,null,null,0,null,99999999999]]}"};
	struct sg_card card;
	struct sg_fact fact;

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		struct sg_stored text = stored(broken[i]);

		assert_int_equal(sg_card_decode(&text, now->arena, &now->error, &card),
			SG_INTERNAL);
		assert_string_equal(now->error.code, "state_broken");
		assert_int_equal(sg_fact_decode(&text, now->arena, &now->error, &fact),
			SG_INTERNAL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_guest_is_merged_without_his_keys),
		test(a_guest_is_checked_member_by_member),
		test(a_birth_date_becomes_a_birthday_once),
		test(a_card_of_forty_facts_reads_as_it_was),
		test(a_card_of_more_properties_than_usual_still_reads),
		test(a_cards_beliefs_read_as_they_were),
		test(what_a_guest_allows_reads_as_it_was),
		test(no_card_is_an_empty_one),
		test(a_statement_is_stored_alone_too),
		test(a_broken_card_is_a_fault_of_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
