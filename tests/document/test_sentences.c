/* Warnings and questions in every language that the program speaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "document/helpers.h"
#include "document/reply.h"
#include "document/sentences.h"
#include "document/texts.h"

enum { LENGTH_MAX = 60 };

/* How often `part` stands in the text. */
static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
		count++;
	}
	return count;
}

static void check_question(const char *code, const char *const question[2])
{
	for (size_t both = 0; both < 2; both++) {
		const char *text = question[both];

		if (text == NULL || count_of(text, "{a}") != 1 ||
			count_of(text, "{b}") != both ||
			count_of(text, "{") != 1 + both) {
			fail_msg("%s: %s", code, text != NULL ? text : "no question");
		}
		assert_true(strstr(text, "?") != NULL || strstr(text, "؟") != NULL);
	}
}

static void no_language_lacks_a_question_or_one_of_its_choices(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const struct sg_sentences *sentences =
			sg_sentences_in((enum sg_language)i);
		const char *code = sg_language_code((enum sg_language)i);

		check_question(code, sentences->as_always);
		check_question(code, sentences->still);
		assert_non_null(sentences->colon);
		assert_non_null(strstr(sentences->colon, ": "));
	}
}

static size_t characters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++) {
		count += ((unsigned char)*text & 0xC0) != 0x80;
	}
	return count;
}

static void no_language_lacks_a_warning_and_none_is_too_long(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		for (int kind = 0; kind < SG_WARNINGS; kind++) {
			const char *text =
				sg_sentences_in((enum sg_language)i)->warnings[kind];

			if (text == NULL || text[0] == '\0' ||
				characters(text) > LENGTH_MAX ||
				strpbrk(text, "{}") != NULL) {
				fail_msg("%s: warning %d: %s",
					sg_language_code((enum sg_language)i), kind,
					text != NULL ? text : "none");
			}
		}
	}
}

/* What one language says is not another's left as it was. */
static void no_two_languages_say_the_same(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		for (int j = 0; j < i; j++) {
			const struct sg_sentences *a =
				sg_sentences_in((enum sg_language)i);
			const struct sg_sentences *b =
				sg_sentences_in((enum sg_language)j);

			for (int kind = 0; kind < SG_WARNINGS; kind++) {
				assert_string_not_equal(
					a->warnings[kind], b->warnings[kind]);
			}
			assert_string_not_equal(a->as_always[1], b->as_always[1]);
			assert_string_not_equal(a->still[1], b->still[1]);
		}
	}
}

/* A catalogue with one topic, "T", whose values "A" and "B" are called by `instructions`. */
static struct sg_catalog catalog_in(const char *language, const char *label,
	const char *first, const char *second, struct sg_topic *topic)
{
	static struct sg_topic_value values[2];

	values[0] = (struct sg_topic_value){.text = {{first}}};
	values[1] = (struct sg_topic_value){.text = {{second}}};
	*topic =
		(struct sg_topic){.label = {{label}}, .values = values, .value_count = 2};
	return (struct sg_catalog){.languages = {language},
		.language_count = 1,
		.topics = topic,
		.topic_count = 1};
}

static const char *said(struct sg_buffer *buffer, const char *language)
{
	const struct sg_json *text;

	sg_reply_end(buffer);
	text = sg_json_member(sg_json_member(json(taken(buffer)), "text"), language);
	return text != NULL ? text->text : "";
}

static void a_question_reads_as_it_is_spoken(void **state)
{
	static const struct {
		const char *language, *label, *first, *second, *question;
	} cases[] = {
		{"fr", "Petit-déjeuner", "Assiette\u00a0: {n} × œufs brouillés",
			"Assiette\u00a0: {n} × tomate et fromage, tiède",
			"Petit-déjeuner\u00a0: comme toujours œufs brouillés, ou plutôt "
			"tomate et fromage\u00a0?"},
		{"tr", "Kahvaltı", "Tabak: {n} × çırpılmış yumurta",
			"Tabak: {n} × domates ve peynir",
			"Kahvaltı: her zamanki gibi çırpılmış yumurta ister misiniz, "
			"yoksa "
			"domates ve peynir tercih eder misiniz?"},
		{"ar", "الفطور", "طبق: {n} × بيض مخفوق", "طبق: {n} × طماطم وجبن، بارد",
			"الفطور: كالعادة بيض مخفوق، أم طماطم وجبن؟"},
		{"nl", "Ontbijt", "Bord: {n} × roerei", "Bord: {n} × kaas", "Ontbijt"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct sg_cut cut = {
			.languages = {cases[i].language}, .language_count = 1};
		const struct sg_ask ask = {
			.values = {0, 1}, .because = {{.source = SG_SOURCE_USUAL}}};
		struct sg_topic topic;
		struct sg_catalog catalog = catalog_in(cases[i].language, cases[i].label,
			cases[i].first, cases[i].second, &topic);
		struct sg_buffer buffer = {0};

		sg_reply_begin(&buffer, SG_OUTCOME_ANSWERED);
		sg_text_write_ask(&buffer, &ask, &catalog, &cut);
		assert_string_equal(said(&buffer, cases[i].language), cases[i].question);
	}
}

static void a_warning_names_what_it_is_about(void **state)
{
	static const char *const expected[][2] = {
		{"fr", "La chambre n’est pas prête\u00a0: Lit"},
		{"uk-UA", "Номер не готовий: Lit"}, {"nl", "The room is not ready: Lit"}};

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
		const struct sg_cut cut = {
			.languages = {expected[i][0]}, .language_count = 1};
		const struct sg_warning warning = {.kind = SG_WARN_ROOM_NOT_READY};
		struct sg_topic topic;
		struct sg_catalog catalog =
			catalog_in(expected[i][0], "Lit", "", "", &topic);
		struct sg_buffer buffer = {0};

		sg_reply_begin(&buffer, SG_OUTCOME_ANSWERED);
		sg_text_write_warning(&buffer, &warning, &catalog, &cut);
		assert_string_equal(said(&buffer, expected[i][0]), expected[i][1]);
	}
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(no_language_lacks_a_question_or_one_of_its_choices),
		test(no_language_lacks_a_warning_and_none_is_too_long),
		test(no_two_languages_say_the_same),
		test(a_question_reads_as_it_is_spoken),
		test(a_warning_names_what_it_is_about),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
