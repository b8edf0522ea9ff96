/* Lists on paper in every language that the program speaks, and from right to left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/columns.h"
#include "cli/sheet_print.h"
#include "core/embedded.h"
#include "core/language.h"
#include "document/catalog.h"

/* A room with everything that a list can have, in German, Arabic and English. */
static const char reply_text[] =
	"{'outcome':'answered','date':'2026-11-21','floors':[{'floor':'4','lists':[{"
	"'revision':4,'state':'issued','kind':'arrival_after_departure','name':'محمد "
	"علي','room':{'number':'412','type':'SDZ','booked_type':'DZ','floor':'4',"
	"'bed_setup':'double'},'room_from':'401','times':{"
	"'previous_out':'2026-11-21T11:00:00+01:00',"
	"'ready_by':'2026-11-21T14:30:00+01:00',"
	"'checked_in':'2026-11-21T15:07:00+01:00','departure':'2026-11-24'},"
	"'party':{'adults':2,'children':[{'age_group':'0-2'},{'age_group':'3-6',"
	"'count':3}]},'badges':['VIP2'],'quiet':['13:00-15:00'],"
	"'avoid':[{'id':'a2','topic':'amenity.flowers','text':{'de':'Keine Blumen',"
	"'ar':'بلا زهور','en':'No flowers'}}],"
	"'items':[{'id':'i2','topic':'bed.filling','class':'need','when':"
	"'before_arrival','place':'bed','verify':true,'state':'checked','parts':["
	"{'what':'duvet','total':2,'standard':2},{'what':'pillow','total':4,"
	"'standard':2}],'store':'linen','text':{'de':'Bett: 1 × federfrei, tauschen',"
	"'ar':'السرير: 1 × بلا ريش، استبدال','en':'Bed: 1 × feather-free, swap'}},"
	"{'id':'i4','topic':'clean.deep','class':'wish','when':'each_service',"
	"'place':'last_touch','state':'open','store':'office','text':{'de':'Wasser: 2 × "
	"still','ar':'ماء: 2 × عادي','en':'Water: 2 × still'}},"
	"{'id':'i5','topic':'device.kettle','class':'wish','when':'on_arrival',"
	"'place':'desk','due':'2026-11-21T15:27:00+01:00','state':'open',"
	"'since_revision':4,'text':{'de':'Wasserkocher: 1 ×','ar':'غلاية: 1 ×',"
	"'en':'Kettle: 1 ×'}},{'id':'i6','topic':'bed.turn','class':'wish','when':"
	"'turn_down','place':'door','due':'2026-11-21T18:00:00+01:00','state':"
	"'substituted','text':{'de':'Abdecken','ar':'الخدمة المسائية','en':'Turn'}}],"
	"'open':{'need':0,'wish':1,'minutes':3}},"
	"{'revision':1,'state':'planned','kind':'stayover','led_by':'x','room':{"
	"'number':'413'},'times':{},'party':{'adults':1},'avoid':[],'items':[]},"
	"{'revision':1,'state':'planned','kind':'move','room':{},'times':{},"
	"'party':{'adults':1},'avoid':[],'items':[]}]},{'lists':[]}],"
	"'totals':[{'rooms':17,'quantity':34,'text':{'de':'Wasser: 34 × still','ar':"
	"'ماء: 34 × عادي','en':'Water: 34 × still'}}],'things':[{'what':'water_bottle',"
	"'count':34,'text':{'de':'Flasche Wasser','ar':'زجاجة ماء','en':'Bottle of "
	"water'}}]}";

struct paper {
	struct sg_arena *arena;
	struct sg_value *reply, *pictograms;
	struct sg_sheet sheet;
	struct sg_buffer text;
};

static struct sg_value *parsed(const char *text, size_t len)
{
	struct sg_value *value = NULL;
	struct sg_error error;

	assert_int_equal(sg_value_parse(text, len, &error, &value), SG_OK);
	return value;
}

static struct paper make(const char *languages)
{
	struct paper paper = {.arena = sg_arena_new()};
	struct sg_buffer json = {0};
	struct sg_catalog catalog;
	struct sg_sheet_look look = {.catalog = &catalog};
	struct sg_error error;
	size_t size;
	const char *file = sg_embedded_find("catalog/pictograms.json", &size);

	assert_int_equal(sg_catalog_load(NULL, paper.arena, &error, &catalog), SG_OK);
	for (const char *at = reply_text; *at != '\0'; at++) {
		sg_buffer_char(&json, *at == '\'' ? '"' : *at);
	}
	paper.reply = parsed(json.data, json.len);
	sg_buffer_free(&json);
	paper.pictograms = parsed(file, size);
	look.pictograms = paper.pictograms;
	assert_int_equal(sg_sheet_make(paper.reply, &look, "HAM1", languages, "15:08",
				 NULL, paper.arena, &error, &paper.sheet),
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

static void assert_lines(const struct paper *paper, const char *const *lines)
{
	for (; *lines != NULL; lines++) {
		if (strstr(paper->text.data, *lines) == NULL) {
			fail_msg("missing: %s\n%s", *lines, paper->text.data);
		}
	}
}

#define LINES(paper, ...) assert_lines(paper, (const char *const[]){__VA_ARGS__, NULL})

/* ---- text ---- */

/* No wider than the sheet; each isolate is closed on its line, and no Arabic stands outside. */
static void check_line(const char *line, size_t len, int width)
{
	char copy[1024];
	int open = 0;

	assert_true(len < sizeof copy);
	memcpy(copy, line, len);
	copy[len] = '\0';
	if (sg_columns_width(copy) > width) {
		fail_msg("%d columns: %s", sg_columns_width(copy), copy);
	}
	for (const char *at = copy; *at != '\0'; at++) {
		open += strncmp(at, "\u2068", 3) == 0;
		open -= strncmp(at, "\u2069", 3) == 0;
		assert_in_range(open, 0, 1);
		if (((unsigned char)*at & 0xFC) == 0xD8 && open == 0) {
			fail_msg("not set apart: %s", copy);
		}
	}
	assert_int_equal(open, 0);
}

static void check_lines(const char *text, int width)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		check_line(text, len, width);
		text += len + (text[len] == '\n');
	}
}

static void every_two_languages_fit_beside_each_other(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		for (int j = 0; j < SG_LANGUAGE_COUNT; j++) {
			char languages[8];
			struct paper paper;

			(void)snprintf(languages, sizeof languages, "%s,%s",
				sg_language_code((enum sg_language)i),
				sg_language_code((enum sg_language)j));
			paper = make(languages);
			for (int width = SG_SHEET_WIDTH_MIN; width <= SG_SHEET_WIDTH_MAX;
				width += 20) {
				sg_buffer_reset(&paper.text);
				sg_sheet_print_text(&paper.sheet, width, &paper.text);
				check_lines(paper.text.data, width);
			}
			drop(&paper);
		}
	}
}

static void arabic_beside_german_keeps_its_numbers_and_its_column(void **state)
{
	struct paper paper = make("de,ar");

	(void)state;
	sg_sheet_print_text(&paper.sheet, 90, &paper.text);
	LINES(&paper, "┌ NICHT / \u2068ممنوع\u2069 ─",
		"│ ✗ Keine Blumen / \u2068بلا زهور\u2069 ",
		"Bett     Bett: 1 × federfrei, tauschen            \u2068السرير: 1 × بلا "
		"ريش، استبدال\u2069\n",
		"     \u2068محمد علي\u2069 · 2 Erw. + 3 Kinder + 1 Baby · ",
		"Zuletzt  Wasser: 2 × still (HK-Büro)              \u2068ماء: 2 × "
		"عادي\u2069\n",
		"\u2068لم يُنجز؟", "  17   Zimmer   Wasser: 34 × still");
	drop(&paper);
}

static void an_arabic_sheet_stands_in_the_same_columns(void **state)
{
	struct paper paper = make("ar,de");

	(void)state;
	sg_sheet_print_text(&paper.sheet, 90, &paper.text);
	LINES(&paper, "HAM1 · \u2068السبت 21/11\u2069 · \u2068الطابق 4\u2069 ",
		"412  \u2068SDZ (المحجوز DZ)\u2069 · \u2068سرير مزدوج\u2069 · \u2068من "
		"الغرفة 401\u2069   \u2068مغادرة ← وصول\u2069",
		"\u20682 بالغ + 3 أطفال + 1 رضيع\u2069 · ",
		"\u2068هدوء 13:00-15:00\u2069",
		"[x] !  \u2068السرير\u2069   \u2068السرير: 1 × بلا ريش، استبدال\u2069 ",
		"\u2068في الفندق 15:07\u2069\n", "  17   \u2068غرفة\u2069     ");
	drop(&paper);
}

/* ---- HTML ---- */

static void a_page_in_arabic_is_laid_out_from_the_right(void **state)
{
	struct paper paper = make("ar,de");

	(void)state;
	sg_sheet_print_html(&paper.sheet, &paper.text);
	LINES(&paper, "<html lang=\"ar\" dir=\"rtl\">",
		"<div class=\"other\" lang=\"de\" dir=\"ltr\">Bett: 1 × federfrei",
		"<span lang=\"de\" dir=\"ltr\">Keine Blumen</span>",
		"<p lang=\"ar\" dir=\"rtl\">", "<p lang=\"de\" dir=\"ltr\">",
		"<td lang=\"de\" dir=\"ltr\">Wasser: 34 × still</td>", "text-align:end");
	assert_null(strstr(paper.text.data, "text-align:right"));
	assert_null(strstr(paper.text.data, "text-align:left"));
	drop(&paper);
}

static void arabic_beside_german_turns_only_its_own_cells(void **state)
{
	struct paper paper = make("de,ar");

	(void)state;
	sg_sheet_print_html(&paper.sheet, &paper.text);
	LINES(&paper, "<html lang=\"de\" dir=\"ltr\">",
		"<div class=\"other\" lang=\"ar\" dir=\"rtl\">السرير: 1 × بلا ريش",
		"<h3>NICHT<br><span lang=\"ar\" dir=\"rtl\">ممنوع</span></h3>",
		"<br>\u2068محمد علي\u2069 · 2 Erw.");
	drop(&paper);
}

static void one_language_needs_no_second(void **state)
{
	struct paper paper = make("uk");

	(void)state;
	sg_sheet_print_html(&paper.sheet, &paper.text);
	LINES(&paper, "<html lang=\"uk\" dir=\"ltr\">", "<div class=\"other\"></div>",
		"<td></td></tr>");
	assert_null(strstr(paper.text.data, "dir=\"rtl\""));
	drop(&paper);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_two_languages_fit_beside_each_other),
		cmocka_unit_test(arabic_beside_german_keeps_its_numbers_and_its_column),
		cmocka_unit_test(an_arabic_sheet_stands_in_the_same_columns),
		cmocka_unit_test(a_page_in_arabic_is_laid_out_from_the_right),
		cmocka_unit_test(arabic_beside_german_turns_only_its_own_cells),
		cmocka_unit_test(one_language_needs_no_second),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
