/* Lists on paper, from an answer to plan.day as it is written by hand here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cli/sheet_print.h"
#include "core/embedded.h"
#include "document/catalog.h"

static const char reply_text[] =
	"{\"outcome\":\"answered\",\"date\":\"2026-11-21\",\"floors\":[{\"floor\":\"4\","
	"\"lists\":[{"
	"\"revision\":4,\"state\":\"issued\",\"kind\":\"arrival_after_departure\","
	"\"led_by\":null,\"room\":{\"number\":\"412\",\"type\":\"SDZ\",\"booked_type\":"
	"\"DZ\","
	"\"floor\":\"4\",\"bed_setup\":\"double\"},\"times\":{"
	"\"previous_out\":\"2026-11-21T11:00:00+01:00\","
	"\"ready_by\":\"2026-11-21T14:30:00+01:00\","
	"\"checked_in\":\"2026-11-21T15:07:00+01:00\",\"departure\":\"2026-11-24\"},"
	"\"party\":{\"adults\":2,\"children\":[{\"age_group\":\"0-2\"}]},\"badges\":["
	"\"VIP2\"],"
	"\"quiet\":[\"13:00-15:00\"],"
	"\"avoid\":[{\"id\":\"a2\",\"topic\":\"amenity.flowers\",\"text\":{"
	"\"de\":\"Keine Blumen <auch> nicht VIP\",\"ro\":\"Fără flori\"}}],"
	"\"items\":[{\"id\":\"i2\",\"topic\":\"bed.filling\",\"class\":\"need\","
	"\"when\":\"before_arrival\",\"place\":\"bed\",\"verify\":true,\"state\":"
	"\"checked\","
	"\"parts\":[{\"what\":\"duvet\",\"total\":2,\"standard\":2},"
	"{\"what\":\"pillow\",\"total\":4,\"standard\":2}],\"store\":\"linen\","
	"\"text\":{\"de\":\"Federfrei tauschen\",\"ro\":\"Fără pene\"}},"
	"{\"id\":\"i5\",\"topic\":\"device.kettle\",\"class\":\"wish\",\"when\":\"on_"
	"arrival\","
	"\"place\":\"desk\",\"due\":\"2026-11-21T15:27:00+01:00\",\"state\":\"open\","
	"\"since_revision\":4,\"text\":{\"de\":\"1 Wasserkocher\",\"ro\":\"1 "
	"fierbător\"}}],"
	"\"open\":{\"need\":0,\"wish\":1,\"minutes\":3}},"
	"{\"revision\":1,\"state\":\"planned\",\"kind\":\"stayover\",\"led_by\":null,"
	"\"room\":{\"number\":\"413\",\"type\":\"DZ\",\"booked_type\":\"DZ\",\"floor\":"
	"\"4\"},"
	"\"times\":{},\"party\":{\"adults\":1,\"children\":[]},\"badges\":[],\"quiet\":[]"
	","
	"\"avoid\":[],\"items\":[]},"
	"{\"revision\":7,\"state\":\"departed\",\"kind\":\"departure\",\"led_by\":null,"
	"\"room\":{\"number\":\"414\",\"type\":\"DZ\",\"booked_type\":\"DZ\"},"
	"\"times\":{},\"party\":{\"adults\":1,\"children\":[]},\"badges\":[],\"quiet\":[]"
	","
	"\"avoid\":[],\"items\":[{\"id\":\"i8\",\"topic\":\"bed.filling\",\"action\":"
	"\"reset\",\"class\":\"wish\",\"when\":\"before_arrival\",\"place\":\"bed\","
	"\"state\":"
	"\"open\",\"due\":\"2026-11-22T14:30:00+01:00\",\"text\":{\"de\":"
	"\"Zurück: Federfrei\",\"ro\":\"Înapoi: "
	"pene\"}}]}]},{\"floor\":\"5\",\"lists\":[]}],"
	"\"totals\":[{\"rooms\":17,\"quantity\":34,\"text\":{\"de\":\"Wasser: 34 × "
	"still\","
	"\"ro\":\"Apă: 34 × "
	"plată\"}}],\"things\":[{\"what\":\"water_bottle\",\"count\":34,"
	"\"text\":{\"de\":\"Flasche Wasser\",\"ro\":\"Sticlă de apă\"}}]}";

struct paper {
	struct sg_arena *arena;
	struct sg_value *reply, *pictograms;
	struct sg_sheet sheet;
	struct sg_buffer text;
};

static struct paper make(const char *languages, const char *floor)
{
	struct paper paper = {.arena = sg_arena_new()};
	struct sg_catalog catalog;
	struct sg_sheet_look look = {.catalog = &catalog};
	struct sg_error error;
	size_t size;
	const char *file = sg_embedded_find("catalog/pictograms.json", &size);

	assert_int_equal(sg_catalog_load(NULL, paper.arena, &error, &catalog), SG_OK);
	assert_int_equal(sg_value_parse(file, size, &error, &paper.pictograms), SG_OK);
	assert_int_equal(
		sg_value_parse(reply_text, strlen(reply_text), &error, &paper.reply),
		SG_OK);
	look.pictograms = paper.pictograms;
	assert_int_equal(sg_sheet_make(paper.reply, &look, "HAM1", languages, "15:08",
				 floor, paper.arena, &error, &paper.sheet),
		SG_OK);
	return paper;
}

static void drop(struct paper *paper)
{
	sg_arena_free(paper->arena);
	sg_value_free(paper->reply);
	sg_value_free(paper->pictograms);
	sg_buffer_free(&paper->text);
}

static void the_text_says_what_must_not_be_there_what_to_do_and_until_when(void **state)
{
	static const char *const lines[] = {
		"HAM1 · Sa 21.11. · Etage 4",
		"412  SDZ (gebucht DZ) · Doppelbett   ABREISE → ANREISE",
		"frei ab 11:00 · fertig bis 14:30",
		"2 Erw. + 1 Baby · bis Di 24.11. · VIP2 · Ruhezeit 13:00-15:00",
		"IM HAUS 15:07",
		"┌ NICHT / FĂRĂ ─",
		"✗ Keine Blumen <auch> nicht VIP / Fără flori",
		"[x] !  Bett     Federfrei tauschen",
		"2\u00a0Decken, 4\u00a0Kissen (statt 2)",
		"Lager: Wäsche   Kontrolle: [x]",
		"── NEU, bis 15:27 ─",
		"[ ]    Tisch    1 Wasserkocher",
		"Offen: 1 · 3 Min.",
		"Nichts Besonderes: wie Standard.",
		"414  DZ   ABREISE",
		"── fertig bis 22.11. 14:30 ─",
		"[ ]    Bett     Zurück: Federfrei",
		"  17   Zimmer   Wasser: 34 × still ",
		"\n34\u00a0Flaschen Wasser\n",
	};
	struct paper paper = make(NULL, NULL);

	(void)state;
	sg_sheet_print_text(&paper.sheet, 90, &paper.text);
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		if (strstr(paper.text.data, lines[i]) == NULL) {
			fail_msg("missing: %s\n%s", lines[i], paper.text.data);
		}
	}
	drop(&paper);
}

static void no_line_is_wider_than_asked_for(void **state)
{
	struct paper paper = make("de,ro", NULL);

	(void)state;
	for (int width = SG_SHEET_WIDTH_MIN; width <= SG_SHEET_WIDTH_MAX; width += 10) {
		const char *line;

		sg_buffer_reset(&paper.text);
		sg_sheet_print_text(&paper.sheet, width, &paper.text);
		line = paper.text.data;
		while (*line != '\0') {
			size_t len = strcspn(line, "\n");
			int columns = 0;

			for (size_t i = 0; i < len; i++) {
				columns += ((unsigned char)line[i] & 0xC0) != 0x80;
			}
			if (columns > width) {
				fail_msg("%d columns: %.*s", columns, (int)len, line);
			}
			line += len + (line[len] == '\n');
		}
	}
	drop(&paper);
}

static void one_language_and_one_floor_may_be_asked_for(void **state)
{
	struct paper paper = make("ro", "4");

	(void)state;
	assert_int_equal(paper.sheet.floor_count, 1);
	sg_sheet_print_text(&paper.sheet, 90, &paper.text);
	assert_non_null(strstr(paper.text.data, "Fără pene"));
	assert_null(strstr(paper.text.data, "Federfrei"));
	assert_non_null(strstr(paper.text.data, "Etaj 4"));
	drop(&paper);
}

static void the_page_is_escaped_and_has_pictograms(void **state)
{
	struct paper paper = make("de,ro", NULL);

	(void)state;
	sg_sheet_print_html(&paper.sheet, &paper.text);
	assert_non_null(strstr(paper.text.data, "Keine Blumen &lt;auch&gt; nicht VIP"));
	assert_null(strstr(paper.text.data, "<auch>"));
	assert_non_null(strstr(paper.text.data, "<svg viewBox=\"0 0 24 24\""));
	assert_non_null(strstr(paper.text.data, "size:A4"));
	assert_null(strstr(paper.text.data, "http"));
	drop(&paper);
}

static void an_answer_without_floors_is_refused(void **state)
{
	struct sg_arena *arena = sg_arena_new();
	struct sg_value *reply = NULL;
	struct sg_sheet_look look = {0};
	struct sg_sheet sheet;
	struct sg_error error;

	(void)state;
	assert_int_equal(sg_value_parse("{}", 2, &error, &reply), SG_OK);
	assert_int_equal(sg_sheet_make(reply, &look, "H", NULL, "00:00", NULL, arena,
				 &error, &sheet),
		SG_INVALID);
	sg_value_free(reply);
	sg_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_text_says_what_must_not_be_there_what_to_do_and_until_when),
		cmocka_unit_test(no_line_is_wider_than_asked_for),
		cmocka_unit_test(one_language_and_one_floor_may_be_asked_for),
		cmocka_unit_test(the_page_is_escaped_and_has_pictograms),
		cmocka_unit_test(an_answer_without_floors_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
