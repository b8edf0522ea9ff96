/* The words of the sheet and of the guest's pages in every language that the program speaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/columns.h"
#include "cli/sheet_print.h"
#include "cli/word_tables.h"
#include "core/language.h"

enum {
	PLACE_COLUMNS = 8,                       /* of nine */
	TITLE_COLUMNS = SG_SHEET_WIDTH_MIN - 30, /* a date follows, or a revision */
};

static const char *const places[] = {"{name}", "{n}", "{of}"};

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
		count++;
	}
	return count;
}

/* All of the places of the English text, each as often, and no other. */
static void check_text(const char *language, const char *table, int row, const char *text,
	const char *english)
{
	if (text == NULL || english == NULL || text[0] == '\0') {
		fail_msg("%s: %s %d is missing", language, table, row);
	}
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		if (count_of(text, places[i]) != count_of(english, places[i])) {
			fail_msg("%s: %s %d has not the places of \"%s\": %s", language,
				table, row, english, text);
		}
	}
	if (count_of(text, "{") != count_of(english, "{") ||
		count_of(text, "}") != count_of(english, "}")) {
		fail_msg("%s: %s %d has an odd place: %s", language, table, row, text);
	}
}

static void check_table(const char *language, const char *table, const char *const *texts,
	const char *const *english, int from, int to)
{
	for (int row = from; row < to; row++) {
		check_text(language, table, row, texts[row], english[row]);
	}
}

#define CHECK(table, from, to)                                                           \
	check_table(code, #table, words->table, sg_words_en.table, from, to)

static const struct sg_words *words_of(int language, const char **ret_code)
{
	*ret_code = sg_language_code((enum sg_language)language);
	return sg_words_in(*ret_code);
}

static void no_language_lacks_a_word_or_a_place_in_it(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *code;
		const struct sg_words *words = words_of(i, &code);

		CHECK(sheet, 0, SG_WORD_DATE_END); /* which some do without */
		assert_non_null(words->sheet[SG_WORD_DATE_END]);
		CHECK(sheet, SG_WORD_DATE_END + 1, SG_WORDS);
		CHECK(kinds, 0, SG_LIST_KINDS);
		CHECK(places, 0, SG_PLACES);
		CHECK(weekdays, 0, 7);
		CHECK(months, 0, 12);
		CHECK(guest, 0, SG_GUEST_WORDS);
		CHECK(parties, SG_PARTY_ANY + 1, SG_PARTIES);
		CHECK(list_states, 0, SG_PLAN_STATES);
		CHECK(item_states, 0, SG_ITEM_STATES);
		CHECK(left_out, 0, SG_LEFT_REASONS);
		CHECK(reactions, 0, SG_REACTIONS);
	}
}

static void each_language_has_words_of_its_own(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		for (int j = 0; j < i; j++) {
			const char *first, *second;
			const struct sg_words *a = words_of(i, &first);
			const struct sg_words *b = words_of(j, &second);

			assert_string_not_equal(first, second);
			assert_ptr_not_equal(a, b);
			for (int row = 0; row < SG_LEFT_REASONS; row++) {
				assert_string_not_equal(
					a->left_out[row], b->left_out[row]);
			}
			assert_string_not_equal(
				a->sheet[SG_WORD_VALID], b->sheet[SG_WORD_VALID]);
			assert_string_not_equal(
				a->guest[SG_GUEST_EMPTY], b->guest[SG_GUEST_EMPTY]);
		}
	}
}

/* The number may be in the word itself ("two children"), but where it stands for all. A form that
 * the language never takes would be read by nobody. */
static void what_is_counted_can_be_said_of_any_number(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *code;
		const struct sg_words *words = words_of(i, &code);

		for (int counted = 0; counted < SG_COUNTED_WORDS; counted++) {
			const char *const *forms = words->counted[counted];
			const char *other = forms[SG_PLURAL_OTHER];

			for (int form = 0; form < SG_PLURAL_OTHER; form++) {
				if (forms[form] != NULL) {
					assert_true(sg_plural_used(
						code, (enum sg_plural)form));
				}
			}
			if (other == NULL ||
				count_of(other, "{n}") != (counted != SG_COUNTED_ROOMS)) {
				fail_msg("%s: counted %d: %s", code, counted,
					other != NULL ? other : "none");
			}
		}
	}
}

static void assert_counted(
	const char *language, enum sg_counted counted, int64_t n, const char *expected)
{
	struct sg_buffer text = {0};

	sg_word_counted(&text, language, counted, n);
	assert_string_equal(text.data, expected);
	sg_buffer_free(&text);
}

static void each_language_counts_in_its_own_way(void **state)
{
	(void)state;
	assert_counted("en", SG_COUNTED_CHILDREN, 1, "1 child");
	assert_counted("en", SG_COUNTED_ROOMS, 1, "room");
	assert_counted("de", SG_COUNTED_BABIES, 2, "2 Babys");
	assert_counted("pl", SG_COUNTED_ROOMS, 1, "pokój");
	assert_counted("pl", SG_COUNTED_ROOMS, 3, "pokoje");
	assert_counted("pl", SG_COUNTED_ROOMS, 12, "pokoi");
	assert_counted("pl", SG_COUNTED_ROOMS, 22, "pokoje");
	assert_counted("ro", SG_COUNTED_SEEN, 19, "văzut acum 19 zile");
	assert_counted("ro", SG_COUNTED_SEEN, 20, "văzut acum 20 de zile");
	assert_counted("ro", SG_COUNTED_SEEN, 101, "văzut acum 101 zile");
	assert_counted("uk", SG_COUNTED_SEEN, 21, "востаннє 21 день тому");
	assert_counted("uk", SG_COUNTED_SEEN, 22, "востаннє 22 дні тому");
	assert_counted("uk", SG_COUNTED_SEEN, 112, "востаннє 112 днів тому");
	assert_counted("fr", SG_COUNTED_CHILDREN, 1, "1 enfant");
	assert_counted("ar", SG_COUNTED_CHILDREN, 2, "طفلان");
	assert_counted("ar", SG_COUNTED_SEEN, 3, "آخر مرة قبل 3 أيام");
	assert_counted("ar", SG_COUNTED_SEEN, 61, "آخر مرة قبل 61 يومًا");
	assert_counted("ar", SG_COUNTED_SEEN, 100, "آخر مرة قبل 100 يوم");
	assert_counted("de", SG_COUNTED_WISHES, 0, "0 Wünsche");
	assert_counted("fr", SG_COUNTED_WISHES, 0, "0 souhait");
	assert_counted("pl", SG_COUNTED_USUALS, 22, "22 nawyki");
	assert_counted("ro", SG_COUNTED_WISHES, 20, "20 de dorințe");
	assert_counted("uk", SG_COUNTED_PROFILES, 2, "2 профілі");
	assert_counted("ar", SG_COUNTED_WISHES, 2, "رغبتان");
	assert_counted("ar", SG_COUNTED_PROFILES, 32, "32 ملفًا");
	assert_counted("tr", SG_COUNTED_CHILDREN, 4, "4 çocuk");
}

static void check_width(const char *language, const char *text, int most)
{
	if (text != NULL && sg_columns_width(text) > most) {
		fail_msg("%s: %d columns: %s", language, sg_columns_width(text), text);
	}
}

static void every_word_fits_into_its_place_on_the_sheet(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *code;
		const struct sg_words *words = words_of(i, &code);
		/* What is set apart ends at two blanks. */
		int columns = PLACE_COLUMNS - sg_language_is_rtl(code);

		for (int row = 0; row < SG_PLACES; row++) {
			check_width(code, words->places[row], columns);
		}
		for (int form = 0; form < SG_PLURALS; form++) {
			check_width(
				code, words->counted[SG_COUNTED_ROOMS][form], columns);
		}
		for (int row = 0; row < SG_WORDS; row++) {
			bool small = row == SG_WORD_NOT_DONE || row == SG_WORD_NEEDS ||
			             row == SG_WORD_VALID;

			check_width(code, words->sheet[row],
				small ? SG_SHEET_WIDTH_MIN : TITLE_COLUMNS);
		}
	}
}

/* A cell ends at two blanks; a sentence is one. */
static void arabic_small_print_is_one_cell(void **state)
{
	(void)state;
	for (int row = 0; row < SG_WORDS; row++) {
		assert_null(strstr(sg_words_ar.sheet[row], "  "));
	}
}

static void what_is_unknown_stands_for_itself(void **state)
{
	(void)state;
	assert_string_equal(sg_word("nl", SG_WORD_FLOOR), "Floor");
	assert_string_equal(sg_word(NULL, SG_WORD_FLOOR), "Floor");
	assert_string_equal(sg_word("de-AT", SG_WORD_FLOOR), "Etage");
	assert_string_equal(sg_word_store("fr", "cellar 2"), "cellar 2");
	assert_string_equal(sg_word_store("fr", "linen"), "lingerie");
	assert_string_equal(sg_word_bed("pl", "water"), "water");
	assert_string_equal(sg_word_kind("it", "stayover"), "FERMATA");
	assert_string_equal(sg_word_place("ar", "bed"), "السرير");
	assert_string_equal(sg_guest_party("tr", "any"), "any");
	assert_string_equal(sg_guest_party("tr", "family"), "aileyle");
	assert_string_equal(sg_guest_item_state("uk", "done"), "зроблено");
	assert_string_equal(sg_guest_list_state("es", "issued"), "emitida");
	assert_string_equal(sg_guest_left_out("es", "because"), "because");
	assert_string_equal(sg_guest_reaction("it", "complained"), "si è lamentato");
	assert_string_equal(sg_guest_reaction("it", "sang"), "sang");
	assert_string_equal(sg_guest_memory("de", "chain"), "in allen Häusern gemerkt");
	assert_string_equal(sg_guest_memory("de", "moon"), "moon");
	assert_null(sg_guest_memory("de", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_language_lacks_a_word_or_a_place_in_it),
		cmocka_unit_test(each_language_has_words_of_its_own),
		cmocka_unit_test(what_is_counted_can_be_said_of_any_number),
		cmocka_unit_test(each_language_counts_in_its_own_way),
		cmocka_unit_test(every_word_fits_into_its_place_on_the_sheet),
		cmocka_unit_test(arabic_small_print_is_one_cell),
		cmocka_unit_test(what_is_unknown_stands_for_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
