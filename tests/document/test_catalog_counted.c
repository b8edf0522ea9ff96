/*
 * Things beside their numbers, as they stand in a day's totals and on paper.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/catalog_files.h"
#include "document/texts.h"

/* A space that does not break. */
#define NB "\u00a0"

static void assert_counted(const struct sg_catalog *catalog, const char *thing,
	const char *language, int64_t count, const char *expected)
{
	struct sg_buffer text = {0};

	sg_text_counted(&text, catalog,
		&catalog->things[sg_catalog_thing(catalog, thing)],
		sg_catalog_language(catalog, language), count);
	assert_string_equal(text.data, expected);
	sg_buffer_free(&text);
}

static void so_many_of_a_thing_are_said_as_a_native_would(void **state)
{
	static const struct {
		const char *language;
		int64_t count;
		const char *bottles;
	} cases[] = {
		{"en", 1, "1" NB "bottle of water"},
		{"en", 34, "34" NB "bottles of water"},
		{"de", 34, "34" NB "Flaschen Wasser"},
		{"es", 1, "1" NB "botella de agua"},
		{"es", 34, "34" NB "botellas de agua"},
		{"fr", 34, "34" NB "bouteilles d’eau"},
		{"it", 34, "34" NB "bottiglie d’acqua"},
		{"pl", 1, "1" NB "butelka wody"},
		{"pl", 34, "34" NB "butelki wody"},
		{"pl", 12, "12" NB "butelek wody"},
		{"pl", 21, "21" NB "butelek wody"},
		{"ro", 19, "19" NB "sticle de apă"},
		{"ro", 34, "34" NB "de" NB "sticle de apă"},
		{"ro", 101, "101" NB "sticle de apă"},
		{"tr", 34, "34" NB "şişe su"},
		{"uk", 21, "21" NB "пляшка води"},
		{"uk", 34, "34" NB "пляшки води"},
		{"uk", 12, "12" NB "пляшок води"},
		{"ar", 1, "زجاجة ماء واحدة"},
		{"ar", 2, "زجاجتا ماء"},
		{"ar", 6, "6" NB "زجاجات ماء"},
		{"ar", 34, "34" NB "زجاجة ماء"},
	};
	struct sg_catalog catalog = built_in();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_counted(&catalog, "water_bottle", cases[i].language,
			cases[i].count, cases[i].bottles);
	}
	assert_counted(&catalog, "extra_bed", "ar", 11, "11" NB "سريرًا إضافيًا");
}

static void every_thing_of_the_built_in_catalogue_is_counted(void **state)
{
	struct sg_catalog catalog = built_in();

	(void)state;
	for (size_t i = 0; i < catalog.thing_count; i++) {
		assert_non_null(catalog.things[i].counted);
	}
}

static void a_thing_of_the_hotels_own_is_counted_with_a_times_sign(void **state)
{
	struct sg_catalog catalog = with_hotel();

	(void)state;
	assert_counted(&catalog, "beach_bag", "de", 3, "3" NB "×" NB "Strandtasche");
	assert_counted(&catalog, "beach_bag", "uk", 3, "3" NB "×" NB "Beach bag");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(so_many_of_a_thing_are_said_as_a_native_would),
		cmocka_unit_test(every_thing_of_the_built_in_catalogue_is_counted),
		cmocka_unit_test(a_thing_of_the_hotels_own_is_counted_with_a_times_sign),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
