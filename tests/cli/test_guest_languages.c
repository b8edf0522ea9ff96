/* A guest's card, a list explained and two guests compared, in every language that the program
 * speaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/columns.h"
#include "cli/guest_card.h"
#include "cli/guest_pair.h"
#include "cli/guest_why.h"
#include "core/language.h"
#include "core/time.h"

enum { NARROW = 60, WIDE = 200 };

static const char card_text[] =
	"{'language':'de','memory':'property','objects':true,'incognito':true,"
	"'notes':'late','occasions':[{'kind':'x','month_day':'03-14'}],'facts':["
	"{'topic':'t','value':'v','strength':'like','scope':'chain'},"
	"{'topic':'t','value':'v','strength':'avoid','scope':'property'},"
	"{'topic':'t','value':'v','strength':'require','scope':'chain'},"
	"{'topic':'u','strength':'never','scope':'property'},"
	"{'topic':'t','value':'9','strength':'like','scope':'stay','party':'business',"
	"'season':{'from':'11-01','until':'02-29'}}],"
	"'usuals':[{'topic':'v','value':'w','confidence':63,'advice':'serve','times':5,"
	"'of':6,'since':'2026-09-17','seen':'2026-09-21','elsewhere':true,'before':{"
	"'value':'x','times':31,'of':32}},{'topic':'u','value':'w','confidence':9,"
	"'advice':'ask','times':1,'of':2}],"
	"'off':[{'topic':'t','reason':'stopped','since':'2026-09-01'}],"
	"'make_goods':[{'id':'0192f0c1a2b34c5d8e9f00112233aabb','failed':'t','time':"
	"'2026-09-01','state':'proposed','cap_cents':2500},{'id':'01','failed':'t',"
	"'time':'2026-09-01','state':'approved','topic':'t','value':'v','cost_cents':"
	"900}],'feedback':[{'kind':'welcomed','topic':'t','note':'N','time':'2026-09-01'}"
	",{'kind':'ignored','note':'N'},{'kind':'complained','note':'N'},{'kind':"
	"'undisturbed','note':'N'},{'kind':'resumed','note':'N'}],"
	"'offers':[{'offer':'o','answer':'not_now','asked':'2026-09-01T10:00:00Z','said':"
	"'2026-09-01T10:00:00Z','silent':'until','until':'2027-03-01'},{'offer':'p',"
	"'answer':'declined','said':'2026-09-01','silent':'next_stay'},{'answer':'never',"
	"'said':'2026-09-01','silent':'for_good'},{'offer':'q','answer':'made','asked':"
	"'2026-09-01'},{'offer':'r','answer':'accepted','said':'2026-09-01'}],"
	"'history':[{'topic':'t','value':'v','strength':'like','said':'2026-03-01',"
	"'superseded':'2026-09-01'}],'duplicates':[{'ids':[{'system':'pms','id':'G2'}],"
	"'reasons':['phone','name']},{'ids':[{'system':'pms','id':'G3'}],'reasons':["
	"'birth_date','email']}]}";

/* Every source, every sayer, and all that a page has beside them. */
static const char why_text[] =
	"{'checklist':{'property':'H','revision':4,'state':'issued','room':{'number':"
	"'412'},'times':{'arrival':'2026-11-21','departure':'2026-11-23'},'led_by':'0192'"
	","
	"'avoid':[{'id':'a1','topic':'t','text':{'xx':'T'}}],'items':[{'id':'i1',"
	"'topic':'t','state':'done','text':{'xx':'T'}}],'desk':{'ask':{'topic':'q',"
	"'since':'2026-08-17','text':{'xx':'T'}},'warn':[{'text':{'xx':'T'}}]},'why':[{"
	"'item':'a1','because':[{'source':'stated','topic':'t','strength':'never',"
	"'said_by':'guest','said':'2026-09-01'},{'source':'stated','topic':'t','value':"
	"'v','said_by':'companion','said':'2026-09-01'},{'source':'stated','topic':'t',"
	"'said_by':'staff','said':'2026-09-01'},{'source':'stated','topic':'t','said_by':"
	"'booker','said':'2026-09-01'},{'source':'stated','topic':'t','said_by':'import',"
	"'said':'2026-09-01'},{'source':'stated','topic':'t','said':'2026-09-01'}]},{"
	"'item':'i1','because':[{'source':'usual','topic':'t','value':'v','detail':'5/5',"
	"'said':'2026-09-17'},{'source':'code','detail':'C'},{'source':'occasion',"
	"'detail':'C'},{'source':'house_rule','detail':'C'},{'source':'previous',"
	"'detail':'C'},{'source':'standard','detail':'C'},{'source':'taken_back'}]}],"
	"'left_out':[{'reason':'unsure','topic':'q','value':'v','because':{'source':"
	"'usual','detail':'2/4'}},{'reason':'never','topic':'t','because':{'source':"
	"'code','detail':'C','guest':'1'},'against':{'source':'stated','topic':'t',"
	"'strength':'never','said_by':'guest','said':'2026-09-01','guest':'2'}}]}}";

/* Words of the English pages that no other language has. */
static const char *const english[] = {"because", "though", "revision 4", "room 412",
	"said on", "noted on", "system had", "somebody", "evidence", "usual", "since",
	"issued", "done", "reservation", "occasion during", "rule", "before",
	"standard set", "no longer", "On the list", "Left out", "Warnings",
	"The question", "Shares", "Needs", "Wishes", "must", "likes", "rather", "never",
	"serve", "silent", "last seen", "days ago", "hotels", "speaks", "remembered",
	"objects", "Note:", "business", "from ", "until", "What not", "Earlier", "aloud",
	"Sep 2026", "this stay", "make good", "failed on", "up to", "decided by",
	"approved:", "glad of", "untouched", "complained", "do not", "as before",
	"same person", "may be", "telephone", "name", "date of birth", "stop it",
	"What was offered", "not now", "declined", "all offers", "no answer yet",
	"accepted", "silent until", "silent for good", "until the next stay"};

static struct sg_value *parsed(const char *json)
{
	struct sg_buffer text = {0};
	struct sg_value *value = NULL;
	struct sg_error error;

	for (; *json != '\0'; json++) {
		sg_buffer_char(&text, *json == '\'' ? '"' : *json);
	}
	assert_int_equal(sg_value_parse(text.data, text.len, &error, &value), SG_OK);
	sg_buffer_free(&text);
	return value;
}

/* Both pages, one after the other. Names of topics are not looked at here. */
static void print_pages(const char *language, int width, struct sg_buffer *ret_out)
{
	const struct sg_guest_page page = {.out = ret_out, .width = width, .bold = true};
	struct sg_value *card = parsed(card_text);
	struct sg_value *why = parsed(why_text);
	struct sg_guest_names names;
	struct sg_error error;

	assert_int_equal(sg_guest_names_read(NULL, "en", &error, &names), SG_OK);
	names.language = language;
	sg_guest_card_print(card, &(struct sg_guest_asked){.key = "pms:G1"}, &names,
		sg_day_from_civil(2026, 11, 22), &page);
	sg_guest_why_print(why, &names, &page);
	assert_false(ret_out->failed);
	sg_guest_names_free(&names);
	sg_value_free(card);
	sg_value_free(why);
}

static void assert_has(const char *page, const char *text)
{
	if (strstr(page, text) == NULL) {
		fail_msg("missing: %s\n%s", text, page);
	}
}

/* No wider than the page, isolates closed, and no Arabic outside of them. */
static void check_line(const char *line, size_t len)
{
	char copy[1024];
	int open = 0;

	(void)snprintf(copy, sizeof copy, "%.*s", (int)len, line);
	if (copy[0] != '\033' && sg_columns_width(copy) > NARROW) {
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

static void check_lines(const char *page)
{
	while (*page != '\0') {
		size_t len = strcspn(page, "\n");

		check_line(page, len);
		page += len + (page[len] == '\n');
	}
}

static void every_line_fits_and_arabic_is_set_apart(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		struct sg_buffer out = {0};

		print_pages(sg_language_code((enum sg_language)i), NARROW, &out);
		check_lines(out.data);
		sg_buffer_free(&out);
	}
}

static void no_english_is_left_in_another_language(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		struct sg_buffer out = {0};

		print_pages(sg_language_code((enum sg_language)i), WIDE, &out);
		for (size_t w = 0; w < sizeof english / sizeof english[0]; w++) {
			bool found = strstr(out.data, english[w]) != NULL;

			if (found != (i == SG_LANGUAGE_EN)) {
				fail_msg("%s: \"%s\"\n%s",
					sg_language_code((enum sg_language)i), english[w],
					out.data);
			}
		}
		sg_buffer_free(&out);
	}
}

static void the_pages_read_as_they_are_spoken(void **state)
{
	static const struct {
		const char *language, *texts[7];
	} cases[] = {
		{"de", {"denn der Gast sagte am 1. Sep. 2026: nie: ",
			       "H · Zimmer 412 · 21. Nov. 2026",
			       "dagegen, von jemand anderem", "zuletzt vor 62 Tagen",
			       "seit 17. Sep. 2026: 5 von 6",
			       "t · fehlte am 1. Sep. 2026 · bis zu 25,00\n",
			       "vielleicht dieselbe Person wie pms:G2: Telefon, Name\n"}},
		{"fr", {"car le client l’a dit le 1 sept. 2026\u00a0: jamais\u00a0: ",
			       "émise, révision 4", "vu il y a 62 jours",
			       "une occasion pendant le séjour\u00a0: C",
			       "depuis le 17 sept. 2026\u00a0: 5 sur 6",
			       "approuvé\u00a0: t\u00a0: v · 9,00\n",
			       "1 sept. 2026 · a apprécié · t\u00a0: N\n"}},
		{"uk", {"бо гість сказав 1 вер. 2026: ніколи: ", "номер 412",
			       "востаннє 62 дні тому", "видано, редакція 4",
			       "таке правило готелю: «C»", "? · поскаржився: N\n",
			       "можливо, та сама особа, що й pms:G3: дата народження, "
			       "ел. пошта\n"}},
		{"ar", {"\u2068السبب: النزيل قال في 1 سبتمبر 2026: أبدًا: ",
			       "\u2068الغرفة 412\u2069", "آخر مرة قبل 62 يومًا",
			       "\033[1m\u2068الضروري\u2069\033[0m",
			       "\u2068منذ 17 سبتمبر 2026: 5 من 6\u2069",
			       "\u2068بحد أقصى 25.00\u2069\n",
			       "\u2068قد يكون هو نفسه pms:G2: الهاتف، الاسم\u2069\n"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sg_buffer out = {0};

		print_pages(cases[i].language, WIDE, &out);
		for (size_t t = 0; t < 7; t++) {
			assert_has(out.data, cases[i].texts[t]);
		}
		sg_buffer_free(&out);
	}
}

/* Side by side, and what a merge changed. */
static void print_pair(const char *language, int width, struct sg_buffer *ret_out)
{
	static const char *const keys[] = {"pms:G1", "pms:G2"};
	const struct sg_guest_page page = {.out = ret_out, .width = width};
	struct sg_value *cards[] = {
		parsed("{'name':{'family':'K'},'birth_date':'1988-11-22','email':'k@x',"
		       "'phone':'1','language':'xx','memory':'stay','profiles':3,"
		       "'facts':[1,2]}"),
		parsed("{'facts':[1],'memory':'chain','usuals':[1,2,3]}")};
	const struct sg_value *const both[] = {cards[0], cards[1]};

	sg_guest_pair_print(keys, both, language, &page);
	sg_guest_pair_print_change(keys, both[0], both, both, language, &page);
	assert_false(ret_out->failed);
	sg_value_free(cards[0]);
	sg_value_free(cards[1]);
}

static void two_guests_are_compared_in_every_language(void **state)
{
	static const char *const texts[] = {"name", "birth", "telephone", "language",
		"memory", "known", "wish", "usual", "profiles", "remembered",
		"Two persons", "before", "now"};

	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *language = sg_language_code((enum sg_language)i);
		struct sg_buffer out = {0};

		print_pair(language, NARROW, &out);
		check_lines(out.data);
		sg_buffer_reset(&out);
		print_pair(language, WIDE, &out);
		for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
			bool found = strstr(out.data, texts[t]) != NULL;

			if (found != (i == SG_LANGUAGE_EN)) {
				fail_msg("%s: \"%s\"\n%s", language, texts[t], out.data);
			}
		}
		sg_buffer_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_fits_and_arabic_is_set_apart),
		cmocka_unit_test(no_english_is_left_in_another_language),
		cmocka_unit_test(the_pages_read_as_they_are_spoken),
		cmocka_unit_test(two_guests_are_compared_in_every_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
