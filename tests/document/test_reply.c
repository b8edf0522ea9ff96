/* Answers, refusals, and what guest.card shows to whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "document/helpers.h"
#include "document/reply.h"

static void a_reply_is_written_member_by_member(void **state)
{
	struct sg_buffer buffer = {0};
	const struct sg_id nil = {{0}};
	const struct sg_id id = id_of(7);

	(void)state;
	sg_reply_begin(&buffer, SG_OUTCOME_APPLIED);
	sg_reply_id(&buffer, "stay", &id);
	sg_reply_id(&buffer, "guest", &nil);
	sg_reply_int(&buffer, "revision", -4);
	sg_reply_bool(&buffer, "live", false);
	sg_reply_text(&buffer, "note", "a\"{");
	sg_reply_text(&buffer, "none", NULL);
	sg_reply_null(&buffer, "nothing");
	sg_reply_day(&buffer, "day", 20778);
	sg_reply_day(&buffer, "no_day", SG_NO_DAY);
	sg_reply_time(&buffer, "time", 0);
	sg_reply_time(&buffer, "no_time", SG_NO_TIME);
	sg_reply_members(&buffer, "");
	sg_reply_members(&buffer, "\"x\":1");
	sg_reply_object(&buffer, "o");
	sg_reply_object_end(&buffer);
	sg_reply_array(&buffer, "list");
	sg_reply_element(&buffer, "{}");
	sg_reply_object(&buffer, NULL);
	sg_reply_json(&buffer, "y", "[2]");
	sg_reply_object_end(&buffer);
	sg_reply_array_end(&buffer);
	sg_reply_end(&buffer);
	assert_string_equal(taken(&buffer),
		"{\"type\":\"reply/1\",\"outcome\":\"applied\",\"stay\":"
		"\"0193f5000000000000"
		"5d0000000000"
		"07\",\"revision\":-4,\"live\":false,\"note\":\"a\\\"{\",\"nothing\":"
		"null,"
		"\"day\":\"2026-11-21\",\"time\":\"1970-01-01T00:00:00Z\",\"x\":1,\"o\":{"
		"},"
		"\"list\":[{},{\"y\":[2]}]}");
}

static void every_outcome_has_its_word(void **state)
{
	(void)state;
	assert_string_equal(sg_outcome_name(SG_OUTCOME_REPEATED), "repeated");
	assert_string_equal(sg_outcome_name(SG_OUTCOME_BATCH), "batch");
}

static const char *error_reply(enum sg_status status)
{
	struct sg_buffer buffer = {0};
	struct sg_error error = {.status = SG_OK};

	(void)sg_fail(&error, status, "some_code", "/data/a~1b", "a \"line\"\n");
	sg_reply_error(&buffer, &error);
	return taken(&buffer);
}

static void a_refusal_says_what_where_and_whether_to_repeat(void **state)
{
	(void)state;
	assert_string_equal(error_reply(SG_INVALID),
		"{\"type\":\"reply/1\",\"error\":{\"code\":\"some_code\",\"message\":\"a "
		"\\\"line\\\"?\",\"path\":\"/data/a~1b\",\"retryable\":false}}");
	assert_non_null(strstr(error_reply(SG_REFUSED), "\"outcome\":\"refused\""));
	assert_non_null(strstr(error_reply(SG_UNAVAILABLE), "\"retryable\":true"));
	assert_non_null(strstr(error_reply(SG_MEMORY), "\"retryable\":true"));
}

static void what_an_administrator_mends_may_be_repeated(void **state)
{
	struct sg_buffer buffer = {0};
	struct sg_error error = {.status = SG_OK};

	(void)state;
	assert_non_null(strstr(error_reply(SG_REFUSED), "\"retryable\":false"));
	(void)sg_fail(&error, SG_REFUSED, "database_older", "", "not migrated");
	sg_reply_error(&buffer, &error);
	assert_non_null(strstr(taken(&buffer), "\"retryable\":true"));
}

/* ---- cards ---- */

static const char *card_for(enum sg_actor_role role, const struct sg_guest *guest)
{
	const struct sg_fact facts[] = {{.id = id_of(1),
						.topic = "bed.filling",
						.value = "wool",
						.strength = SG_LIKE,
						.scope = SG_SCOPE_CHAIN,
						.party = SG_PARTY_FAMILY,
						.from_day = 20778,
						.until_day = SG_NO_DAY,
						.season_from = 1101,
						.season_until = 331,
						.said_by = "guest",
						.channel = "desk",
						.said_us = 0},
		{.topic = "diet.allergen",
			.value = "nuts",
			.from_day = SG_NO_DAY,
			.until_day = SG_NO_DAY,
			.said_us = SG_NO_TIME},
		{.topic = "bar.usual",
			.value = "Gast hat Asthma",
			.from_day = SG_NO_DAY,
			.until_day = SG_NO_DAY,
			.said_us = SG_NO_TIME},
		{.topic = "gone.topic",
			.from_day = SG_NO_DAY,
			.until_day = SG_NO_DAY,
			.said_us = SG_NO_TIME}};
	const struct sg_occasion occasions[] = {{"birthday", 517, SG_NO_DAY}};
	const struct sg_card card = {.facts = facts,
		.fact_count = 4,
		.occasions = occasions,
		.occasion_count = 1,
		.salutation = "Frau Keller",
		.language = "de"};
	struct sg_catalog catalog = built_in_catalog();
	struct sg_buffer buffer = {0};

	sg_reply_begin(&buffer, SG_OUTCOME_ANSWERED);
	sg_card_members(&card, guest, &catalog, SG_MEMORY_STAY, role, NULL, &buffer);
	sg_reply_end(&buffer);
	return taken(&buffer);
}

static void an_attendant_sees_neither_health_nor_free_text(void **state)
{
	const struct sg_guest guest = {.family = "Keller", .birth_day = SG_NO_DAY};
	const char *text = card_for(SG_ACTOR_ATTENDANT, &guest);

	(void)state;
	assert_int_equal(sg_json_member(json(text), "facts")->count, 1);
	assert_null(strstr(text, "Keller"));
	assert_null(strstr(text, "Asthma"));
	assert_null(strstr(text, "said"));
	assert_string_equal(text, card_for(SG_ACTOR_SYSTEM, &guest));
}

static void the_desk_sees_what_is_known(void **state)
{
	const struct sg_guest guest = {
		.given = "Anna", .notes = "n", .email = "e", .birth_day = 0};
	const char *text = card_for(SG_ACTOR_FRONT_DESK, &guest);

	(void)state;
	assert_int_equal(sg_json_member(json(text), "facts")->count, 4);
	assert_non_null(strstr(text, "\"name\":{\"given\":\"Anna\"}"));
	assert_non_null(strstr(text, "\"month_day\":\"05-17\""));
	assert_non_null(
		strstr(text, "\"season\":{\"from\":\"11-01\",\"until\":\"03-31\"}"));
	assert_non_null(strstr(text, "\"valid\":{\"from\":\"2026-11-21\"}"));
	assert_non_null(strstr(text, "\"birth_date\":\"1970-01-01\""));
	assert_non_null(strstr(text, "\"party\":\"family\""));
	assert_int_equal(
		sg_json_member(json(card_for(SG_ACTOR_MANAGER, NULL)), "facts")->count,
		4);
	assert_null(strstr(card_for(SG_ACTOR_DATA_PROTECTION,
				   &(struct sg_guest){.birth_day = SG_NO_DAY}),
		"\"name\""));
}

static void a_history_says_who_said_what_and_what_took_its_place(void **state)
{
	const struct sg_past_fact past = {.fact = {.topic = "amenity.water",
						  .strength = SG_NEVER,
						  .from_day = SG_NO_DAY,
						  .until_day = SG_NO_DAY,
						  .said_by = "staff",
						  .said_us = SG_NO_TIME},
		.superseded_by = {{7}},
		.superseded_us = 0};
	struct sg_buffer buffer = {0};

	(void)state;
	assert_true(sg_card_shows_history(SG_ACTOR_MANAGER));
	assert_true(sg_card_shows_history(SG_ACTOR_DATA_PROTECTION));
	assert_false(sg_card_shows_history(SG_ACTOR_FRONT_DESK));
	sg_reply_begin(&buffer, SG_OUTCOME_ANSWERED);
	sg_card_history(&past, 1, NULL, &buffer);
	sg_reply_end(&buffer);
	assert_non_null(strstr(taken(&buffer),
		"\"history\":[{\"topic\":\"amenity.water\",\"strength\":\"never\","
		"\"scope\":\"stay\",\"said_by\":\"staff\",\"superseded\":"
		"\"1970-01-01T00:00:00Z\",\"superseded_by\":"
		"\"07000000000000000000000000000000\"}]"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_reply_is_written_member_by_member),
		test(every_outcome_has_its_word),
		test(a_refusal_says_what_where_and_whether_to_repeat),
		test(what_an_administrator_mends_may_be_repeated),
		test(an_attendant_sees_neither_health_nor_free_text),
		test(the_desk_sees_what_is_known),
		test(a_history_says_who_said_what_and_what_took_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
