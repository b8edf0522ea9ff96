/* A guest's card and a list explained, from answers that are written by hand here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cli/columns.h"
#include "cli/guest_ask.h"
#include "cli/guest_bar.h"
#include "cli/guest_card.h"
#include "cli/guest_pair.h"
#include "cli/guest_why.h"
#include "cli/guest_words.h"
#include "core/language.h"
#include "core/plan.h"
#include "core/time.h"

/* ---- the strip ---- */

static void assert_bar(struct sg_guest_span before, struct sg_guest_span now, int width,
	bool unicode, const char *expected)
{
	struct sg_buffer bar = {0};

	sg_guest_bar(&bar, &before, &now, width, unicode);
	assert_string_equal(bar.data != NULL ? bar.data : "", expected);
	sg_buffer_free(&bar);
}

#define SPAN(times, of) ((struct sg_guest_span){times, of})

static void a_strip_has_a_cell_for_each_observation_that_fits(void **state)
{
	(void)state;
	assert_bar(SPAN(31, 31), SPAN(5, 5), 36, false,
		"-------------------------------#####");
	assert_bar(SPAN(3, 3), SPAN(2, 2), 36, true, "░░░██");
	assert_bar(SPAN(0, 0), SPAN(4, 4), 36, false, "####");
	assert_bar(SPAN(2, 3), SPAN(5, 6), 36, false, "--.#####.");
}

static void a_longer_history_is_scaled_and_no_part_of_it_vanishes(void **state)
{
	(void)state;
	assert_bar(SPAN(31, 31), SPAN(5, 5), 12, false, "----------##");
	assert_bar(SPAN(1000, 1000), SPAN(1, 1), 10, false, "---------#");
	assert_bar(SPAN(1, 1), SPAN(1000, 1000), 10, false, "-#########");
	assert_bar(SPAN(0, 0), SPAN(90, 100), 10, false, "#########.");
	assert_bar(SPAN(0, 0), SPAN(199, 200), 10, false, "#########.");
	assert_bar(SPAN(0, 0), SPAN(1, 200), 10, false, "#.........");
	assert_bar(SPAN(31, 31), SPAN(5, 5), 1, false, "#");
}

static void counts_without_sense_draw_no_more_than_the_width(void **state)
{
	(void)state;
	assert_bar(SPAN(0, 0), SPAN(0, 0), 10, false, "");
	assert_bar(SPAN(5, 5), SPAN(5, 5), 0, false, "");
	assert_bar(SPAN(-1, -5), SPAN(9, 3), 10, false, "###");
	assert_bar(
		SPAN(INT64_MAX, INT64_MAX), SPAN(INT64_MAX, INT64_MAX), 4, false, "--##");
}

/* ---- a clean page ---- */

static void assert_clean(const char *text, const char *expected)
{
	struct sg_buffer clean = {0};

	sg_guest_clean(text, &clean);
	assert_string_equal(clean.data != NULL ? clean.data : "", expected);
	sg_buffer_free(&clean);
}

static void what_moves_a_terminal_becomes_a_question_mark(void **state)
{
	(void)state;
	assert_clean("a\033[31mb\007c\r\n\x7f", "a?[31mb?c???");
	assert_clean("\xc2\x9b"
		     "31m",
		"?31m");
	assert_clean("a\u202eb\u2066c\u2028d", "a?b?c?d");
	assert_clean("Große Übersicht · 19 °C – «così» ăț مرحبا",
		"Große Übersicht · 19 °C – «così» ăț مرحبا");
}

static void only_a_locale_that_says_so_has_block_characters(void **state)
{
	(void)state;
	assert_true(sg_guest_locale_is_utf8("de_DE.UTF-8"));
	assert_true(sg_guest_locale_is_utf8("C.utf8"));
	assert_true(sg_guest_locale_is_utf8("ca_ES.utf8@valencia"));
	assert_false(sg_guest_locale_is_utf8("de_DE.ISO-8859-1"));
	assert_false(sg_guest_locale_is_utf8("C"));
	assert_false(sg_guest_locale_is_utf8(NULL));
}

static void long_lines_are_wrapped_below_their_first(void **state)
{
	struct sg_buffer out = {0};
	const struct sg_guest_page page = {.out = &out, .width = 20};

	(void)state;
	sg_guest_line(&page, 2, 4, "one two three four five six");
	assert_string_equal(out.data, "  one two three four\n    five six\n");
	sg_buffer_reset(&out);
	sg_guest_line(&page, 2, 4, "");
	assert_int_equal(out.len, 0);
	sg_buffer_free(&out);
}

/* ---- the card ---- */

struct printed {
	struct sg_guest_names names;
	struct sg_value *reply;
	struct sg_buffer out;
};

static struct printed open_printed(const char *json, const char *language)
{
	struct printed printed = {.reply = NULL};
	struct sg_buffer text = {0};
	struct sg_error error;

	for (; *json != '\0'; json++) {
		sg_buffer_char(&text, *json == '\'' ? '"' : *json);
	}
	assert_int_equal(
		sg_value_parse(text.data, text.len, &error, &printed.reply), SG_OK);
	assert_int_equal(
		sg_guest_names_read(NULL, language, &error, &printed.names), SG_OK);
	sg_buffer_free(&text);
	return printed;
}

static struct printed print_asked(const char *json, const char *language, int width,
	const struct sg_guest_asked *asked)
{
	struct printed printed = open_printed(json, language);
	const struct sg_guest_page page = {.out = &printed.out, .width = width};

	sg_guest_card_print(printed.reply, asked, &printed.names,
		sg_day_from_civil(2026, 11, 22), &page);
	assert_false(printed.out.failed);
	return printed;
}

static struct printed print_card(const char *json, const char *language, int width)
{
	return print_asked(
		json, language, width, &(struct sg_guest_asked){.key = "pms:G1"});
}

static struct printed print_why(const char *json)
{
	struct printed printed = open_printed(json, "en");
	const struct sg_guest_page page = {.out = &printed.out, .width = 90};

	sg_guest_why_print(printed.reply, &printed.names, &page);
	assert_false(printed.out.failed);
	return printed;
}

static void close_printed(struct printed *printed)
{
	sg_guest_names_free(&printed->names);
	sg_value_free(printed->reply);
	sg_buffer_free(&printed->out);
}

/* Each text stands in the page, after the one before it. */
static void assert_order(const char *page, const char *const *texts)
{
	assert_non_null(page);
	for (; *texts != NULL; texts++) {
		const char *found = strstr(page, *texts);

		if (found == NULL) {
			fail_msg("not there, or too early: %s\nin\n%s", *texts, page);
		}
		page = found + strlen(*texts);
	}
}

#define ORDER(page, ...) assert_order(page, (const char *const[]){__VA_ARGS__, NULL})

static const char usual[] =
	"{'topic':'breakfast.plate','value':'scrambled_egg','confidence':63,"
	"'advice':'serve','times':5,'of':5,'since':'2026-09-17','seen':'2026-09-21',"
	"'or':'tomato_cheese','before':{'value':'tomato_cheese','times':31,'of':31}}";

static const char whole[] =
	"{'language':'de','memory':'property','objects':true,'salutation':'Frau "
	"Keller','incognito':true,"
	"'name':{'given':'Anna','family':'Keller'},'vip':'VIP2','notes':'late bird',"
	"'occasions':[{'kind':'birthday','month_day':'03-14'},{'kind':'wedding',"
	"'date':'2026-11-22'}],'facts':["
	"{'topic':'amenity.water','value':'still','strength':'like','scope':'chain'},"
	"{'topic':'room.scent','value':'pine','strength':'avoid','scope':'property'},"
	"{'topic':'diet.allergen','value':'nuts','strength':'require','scope':'chain'},"
	"{'topic':'amenity.flowers','strength':'never','scope':'property'},"
	"{'topic':'room.temperature','value':'19.5','strength':'like','scope':'stay',"
	"'party':'business','season':{'from':'11-01','until':'02-29'}}],"
	"'usuals':[{'topic':'drink.coffee','value':'espresso','confidence':51,"
	"'advice':'ask','times':4,'of':6,'or':'decaf'},"
	"{'topic':'news.paper','value':'local','confidence':9,'advice':'silent',"
	"'times':1,'of':1}],"
	"'make_goods':[{'id':'0192f0c1a2b34c5d8e9f00112233aabb','failed':'bed.filling',"
	"'time':'2026-11-01T10:00:00+01:00','state':'proposed','cap_cents':2500},"
	"{'id':'0192f0c1a2b34c5d8e9f00112233aabc','failed':'device.kettle','time':"
	"'2026-11-02T10:00:00+01:00','state':'approved','cap_cents':2500,'topic':"
	"'amenity.fruit','value':'apples','cost_cents':905}],"
	"'feedback':[{'kind':'complained','topic':'bed.filling','note':'Federn!','time':"
	"'2026-11-01T08:00:00+01:00'},{'kind':'nothing','note':'lasst mich','time':"
	"'2026-10-01T08:00:00+02:00'}],"
	"'history':[{'topic':'amenity.water','value':'sparkling','strength':'like',"
	"'said':'2026-03-01T10:00:00+01:00','superseded':'2026-09-01T10:00:00+02:00'}],"
	"'duplicates':[{'ids':[{'system':'pms','id':'G2'}],'reasons':['phone','name']},"
	"{'ids':[{'system':'crm','id':'a b'}],'reasons':['birth_date','email']}]}";

static void needs_come_first_then_wishes_usuals_and_what_to_ask(void **state)
{
	struct printed card = print_card(whole, "en", 90);

	(void)state;
	ORDER(card.out.data, "Frau Keller · Anna Keller · VIP2\n",
		"speaks de · Birthday 14 Mar · Wedding 22 Nov 2026\n",
		"remembered in one hotel · objects to profiling: nothing is learned\n",
		"Note: late bird\n", "\nNeeds\n", "never", "No flowers", "must",
		"Food: no nuts · in all hotels", "\nWishes\n", "Water: still",
		"Thermostat: 19.5 °C · this stay only · on business · from 1 Nov",
		"rather not  No pine scent\n", "\nUsuals\n",
		"  Coffee      espresso capsule   ask       51 %   4 of 6\n    ####..\n",
		"  Newspaper   local              silent     9 %   1 of 1\n",
		"\nWhat to ask\n",
		"  Coffee: as always espresso capsule, or decaf capsule?\n",
		"\nWhat not to do\n", "incognito", "No pine scent", "No flowers",
		"\nEarlier statements\n",
		"1 Mar 2026 – 1 Sep 2026  likes: Water: sparkling");
	close_printed(&card);
}

static void a_usual_says_how_sure_since_when_and_what_was_before(void **state)
{
	struct sg_buffer json = {0};
	struct printed card;

	(void)state;
	sg_buffer_format(&json, "{'facts':[],'usuals':[%s]}", usual);
	card = print_card(json.data, "en", 160);
	ORDER(card.out.data,
		"  Breakfast plate   scrambled egg   serve    63 %   since 17 Sep 2026: "
		"5 of 5 · before: 31 of 31 tomato and cheese · last seen 62 days ago\n"
		"    -------------------------------#####\n");
	assert_null(strstr(card.out.data, "What to ask"));
	close_printed(&card);
	card = print_card(json.data, "de", 90);
	ORDER(card.out.data,
		"  Frühstücksteller   Rührei   bringen    63 %   seit 17. Sep. 2026: 5 "
		"von 5\n    -------------------------------#####\n"
		"    davor: 31 von 31 Tomate mit Käse · zuletzt vor 62 Tagen\n");
	close_printed(&card);
	card = print_card(json.data, "ro", 66);
	ORDER(card.out.data,
		"  Farfurie de mic dejun   ouă jumări   de servit    63 %\n    ---",
		"###\n    din 17 sept. 2026: 5 din 5\n    înainte: 31 din 31");
	close_printed(&card);
	sg_buffer_free(&json);
}

static void a_usual_of_a_company_or_a_season_has_a_line_of_its_own(void **state)
{
	static const char json[] =
		"{'facts':[],'usuals':[{'topic':'breakfast.plate','value':"
		"'scrambled_egg','confidence':63,'advice':'serve','times':5,'of':5,"
		"'contexts':[{'party':'family','value':'tomato_cheese','confidence':71,"
		"'advice':'serve','since':'2026-09-17','times':6,'of':7},"
		"{'season':{'from':'12-01','until':'02-29'},'value':'porridge',"
		"'confidence':55,'advice':'ask'}]}]}";
	struct printed card = print_card(json, "en", 90);

	(void)state;
	ORDER(card.out.data, "scrambled egg",
		"    with the family · tomato and cheese · 71 % · since 17 Sep 2026: 6 "
		"of "
		"7\n",
		"    from 1 Dec · until 29 Feb · porridge · 55 %\n");
	close_printed(&card);
}

static void a_manager_reads_by_which_word_something_is_kept(void **state)
{
	static const char json[] =
		"{'facts':[],'salutation':'Frau Keller','consents':[{'purpose':'memory',"
		"'basis':'guest','given':true,'level':'chain','said':"
		"'2025-06-06T10:00:00Z','text_version':'v7','channel':'form','by':"
		"'front_desk'},{'purpose':'profiling','basis':'house'},{'purpose':"
		"'special_category','basis':'guest','given':false,'said':"
		"'2026-01-02T10:00:00Z'}]}";
	struct printed card = print_card(json, "en", 90);

	(void)state;
	ORDER(card.out.data, "\nWhat may be kept\n",
		"  what was said · remembered in all hotels · agreed on 6 Jun 2025 · v7 "
		"· form · front_desk\n",
		"  what is usually chosen · the hotel does so unasked\n",
		"  health, diet, belief, aids · withdrawn on 2 Jan 2026\n");
	close_printed(&card);
}

static void what_was_said_is_before_a_usual(void **state)
{
	static const char *const facts[] = {
		"{'topic':'breakfast.plate','value':'porridge','strength':'like',"
		"'scope':'property'}",
		"{'topic':'breakfast.plate','strength':'never','scope':'property'}",
		"{'topic':'breakfast.plate','value':'porridge','strength':'like',"
		"'scope':'property','party':'family'}"};
	static const char *const lines[] = {
		"but said: porridge", "not wanted any more", "serve"};

	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		struct sg_buffer json = {0};
		struct printed card;

		sg_buffer_format(&json, "{'facts':[%s],'usuals':[%s]}", facts[i], usual);
		card = print_card(json.data, "en", 160);
		ORDER(card.out.data, "\nUsuals\n", lines[i]);
		assert_int_equal(strstr(card.out.data, "serve") != NULL, i == 2);
		close_printed(&card);
		sg_buffer_free(&json);
	}
}

/* The strip and every line of text, wrapped or not. */
static void assert_narrow(const char *page, int width)
{
	while (*page != '\0') {
		size_t len = strcspn(page, "\n");
		char line[512];

		assert_true(len < sizeof line);
		memcpy(line, page, len);
		line[len] = '\0';
		assert_true(sg_columns_width(line) <= width);
		page += len + (page[len] == '\n');
	}
}

static void a_card_is_no_wider_than_the_page_in_any_language(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *language = sg_language_code((enum sg_language)i);
		struct printed card = print_card(whole, language, 60);

		assert_narrow(card.out.data, 60);
		close_printed(&card);
	}
}

static void what_somebody_wrote_cannot_draw_on_the_terminal(void **state)
{
	struct printed card = print_card(
		"{'salutation':'\\u001b[2J','name':{'given':'\\u009b31m'},'vip':'\\u0007'"
		","
		"'notes':'a\\nb','occasions':[{'kind':'\\u001bc','month_day':'\\u001b'}],"
		"'facts':[{'topic':'bar.usual','value':'\\u001b]0;x\\u0007','strength':"
		"'like','scope':'chain','party':'\\u001b'},{'topic':'\\u001b','value':"
		"'\\u001b','strength':'never'}],'usuals':[{'topic':'\\u001b','value':"
		"'\\u001b[H','confidence':9,'advice':'\\u001b','times':1,'of':1,"
		"'before':{'value':'\\u009b','times':1,'of':2}}],'history':[{'topic':"
		"'\\u001b','value':'\\u001b','said':'\\u001b'}],'make_goods':[{'id':"
		"'\\u001b','failed':'\\u001b','time':'\\u001b','state':'\\u001b'}],"
		"'feedback':[{'kind':'\\u001b','topic':'\\u001b','note':'\\u009b',"
		"'time':'\\u001b'}],'duplicates':[{'ids':[{'system':'\\u001b','id':"
		"'\\u001b'}],'reasons':['\\u001b']}]}",
		"en", 90);

	(void)state;
	for (const char *at = card.out.data; *at != '\0'; at++) {
		assert_true((unsigned char)*at >= 0x20 || *at == '\n');
	}
	assert_null(strstr(card.out.data, "\xc2\x9b"));
	ORDER(card.out.data, "?[2J", "a?b", "The usual at the bar: ?]0;x?");
	close_printed(&card);
}

static void a_guest_of_whom_nothing_is_known_is_said_to_be_one(void **state)
{
	struct printed card = print_card("{'facts':[]}", "en", 90);

	(void)state;
	assert_string_equal(
		card.out.data, "A guest\nNothing is known of this guest yet.\n");
	close_printed(&card);
}

/* ---- what a person decides ---- */

static void what_the_house_owes_is_said_with_what_decides_it(void **state)
{
	struct printed card = print_card(whole, "en", 90);

	(void)state;
	ORDER(card.out.data, "\nWhat not to do\n",
		"\nTo make good\n"
		"  Filling of duvets and pillows · failed on 1 Nov 2026 · up to 25.00\n"
		"    to be decided by make_good.decided "
		"0192f0c1a2b34c5d8e9f00112233aabb\n"
		"  Kettle · failed on 2 Nov 2026 · approved: Fruit: apple in a bowl · "
		"9.05\n"
		"\nWhat the guest said of it\n"
		"  1 Nov 2026 · complained · Filling of duvets and pillows: Federn!\n"
		"  1 Oct 2026 · wants nothing: lasst mich\n"
		"\nEarlier statements\n");
	close_printed(&card);
}

static void an_offer_says_how_long_it_keeps_quiet(void **state)
{
	static const char json[] =
		"{'offers':[{'offer':'suite','answer':'not_now','asked':"
		"'2026-11-01T15:00:00+01:00','said':'2026-11-02T09:00:00+01:00',"
		"'silent':'until','until':'2027-03-01'},{'offer':'spa','answer':"
		"'not_now','said':'2026-10-01T09:00:00+02:00','silent':'next_stay'},"
		"{'answer':'never','said':'2026-09-01T09:00:00+02:00','silent':"
		"'for_good'},{'offer':'late','answer':'made','asked':"
		"'2026-08-01T09:00:00+02:00'},{'answer':'open','said':"
		"'2026-07-01T09:00:00+02:00'},{'offer':'sixth','answer':'declined',"
		"'said':'2026-06-01T09:00:00+02:00'}]}";
	struct printed card = print_card(json, "en", 90);

	(void)state;
	ORDER(card.out.data, "\nWhat was offered\n"
			     "  2 Nov 2026 · suite: not now · silent until 1 Mar 2027\n"
			     "  1 Oct 2026 · spa: not now · silent until the next stay\n"
			     "  1 Sep 2026 · all offers: never · silent for good\n"
			     "  1 Aug 2026 · late: no answer yet\n"
			     "  1 Jul 2026 · all offers: may be asked again\n");
	assert_null(strstr(card.out.data, "sixth"));
	close_printed(&card);
}

static void money_has_the_sign_of_its_language(void **state)
{
	static const struct {
		const char *language, *amount;
	} cases[] = {{"de", "bis zu 25,00\n"}, {"fr", "25,00"}, {"ar", "25.00"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct printed card = print_card(whole, cases[i].language, 120);

		ORDER(card.out.data, cases[i].amount);
		close_printed(&card);
	}
}

static void who_may_be_the_same_comes_last_with_the_command(void **state)
{
	struct printed card = print_card(whole, "en", 90);
	const char *found = strstr(card.out.data, "\nThe same person?\n");

	(void)state;
	assert_non_null(found);
	assert_string_equal(found, "\nThe same person?\n"
				   "  may be the same as pms:G2: telephone, name\n"
				   "    stammgast guest merge pms:G1 pms:G2\n"
				   "  may be the same as crm:a b: date of birth, e-mail\n"
				   "    stammgast guest merge pms:G1 'crm:a b'\n");
	close_printed(&card);
}

static void the_command_has_the_options_of_the_question(void **state)
{
	const struct sg_guest_asked asked = {.key = "pms:G1",
		.property = "HAM1",
		.config = "/etc/our hotel/stammgast.json"};
	struct printed card = print_asked(whole, "en", 60, &asked);

	(void)state;
	ORDER(card.out.data,
		"    stammgast guest merge --config '/etc/our hotel/stammgast.json' "
		"--property HAM1 pms:G1 pms:G2\n");
	close_printed(&card);
}

static void a_key_cannot_make_a_command_another(void **state)
{
	struct printed card = print_card(
		"{'facts':[],'duplicates':[{'ids':[{'system':'pms','id':"
		"'x\\u0027; rm -r $HOME\\u001b'}],'reasons':['name','phone']}]}",
		"en", 90);

	(void)state;
	ORDER(card.out.data, "Nothing is known of this guest yet.\n",
		"    stammgast guest merge pms:G1 'pms:x'\\''; rm -r $HOME?'\n");
	close_printed(&card);
}

static void no_more_than_five_remarks_are_shown(void **state)
{
	struct sg_buffer json = {0};
	struct printed card;

	(void)state;
	sg_buffer_text(&json, "{'facts':[],'feedback':[");
	for (int i = 0; i < 6; i++) {
		sg_buffer_format(&json,
			"%s{'kind':'welcomed','note':'note %d\\u001b\\n.','time':"
			"'2026-11-0%dT08:00:00Z'}",
			i > 0 ? "," : "", i, 9 - i);
	}
	sg_buffer_text(&json, "]}");
	card = print_card(json.data, "en", 90);
	assert_non_null(
		strstr(card.out.data, "  5 Nov 2026 · was glad of it: note 4??.\n"));
	assert_null(strstr(card.out.data, "note 5"));
	assert_null(strstr(card.out.data, "Nothing is known"));
	assert_null(strstr(card.out.data, "To make good"));
	close_printed(&card);
	sg_buffer_free(&json);
}

static void names_are_in_a_language_that_the_catalogue_has(void **state)
{
	struct sg_guest_names names;
	struct sg_error error;

	(void)state;
	assert_int_equal(sg_guest_names_read(NULL, "tlh", &error, &names), SG_INVALID);
	assert_non_null(strstr(error.message, "\"tlh\""));
	assert_int_equal(
		sg_guest_names_read("/nonexistent/catalog.json", "en", &error, &names),
		SG_UNAVAILABLE);
}

/* ---- why ---- */

static const char explained[] =
	"{'checklist':{'property':'HAM1','revision':4,'state':'issued','room':{'number':"
	"'412'},'times':{'arrival':'2026-11-21','departure':'2026-11-23'},'name':"
	"'Frau Keller','avoid':[{'id':'a1','topic':'amenity.flowers','text':{'en':"
	"'No flowers'}}],'items':[{'id':'i1','topic':'breakfast.plate','class':'wish',"
	"'state':'open','text':{'en':'Breakfast: 1 × scrambled egg'}},{'id':'i2','topic':"
	"'bed.filling','class':'need','state':'done','text':{'de':'Federfrei'}}],"
	"'desk':{'ask':{'topic':'drink.coffee','since':'2026-08-17','text':{'en':"
	"'As always espresso capsule, or decaf capsule?'}},'warn':[{'text':{'en':"
	"'The room is not ready'}}]},"
	"'why':[{'item':'a1','because':[{'source':'stated','topic':'amenity.flowers',"
	"'strength':'never','said_by':'guest','said':'2026-09-01'}]},{'item':'i1',"
	"'because':[{'source':'usual','topic':'breakfast.plate','value':'scrambled_egg',"
	"'detail':'5/5','said':'2026-09-17'}]}],"
	"'left_out':[{'reason':'unsure','topic':'drink.coffee','value':'espresso',"
	"'because':{'source':'usual','detail':'2/4'}},{'reason':'never','topic':"
	"'amenity.flowers','value':'roses','because':{'source':'house_rule','detail':"
	"'VIP\\u001b'},'against':{'source':'stated','topic':'amenity.flowers','strength':"
	"'never','said_by':'guest','said':'2026-09-01'}}]}}";

static void a_manager_reads_the_reasons_in_words(void **state)
{
	struct printed why = print_why(explained);

	(void)state;
	ORDER(why.out.data,
		"HAM1 · room 412 · Frau Keller · 21 Nov 2026 – 23 Nov 2026 · issued, "
		"revision 4\n",
		"\nWhat must not be there\n", "  No flowers\n",
		"because the guest said on 1 Sep 2026: never: No flowers\n",
		"\nOn the list\n", "  Breakfast: 1 × scrambled egg\n",
		"because the guest's usual, 5/5 since 17 Sep 2026: Breakfast: 1 × "
		"scrambled egg\n",
		"  ! Federfrei (done)\n", "\nLeft out\n",
		"  Coffee: espresso capsule (not sure enough to be served unasked), "
		"though",
		"  Flowers: roses in a vase (somebody in the room never wants it)",
		"\"VIP?\"", "against it: the guest said on 1 Sep 2026: never: No flowers",
		"\nThe question\n",
		"evidence: the guest's usual, 2/4 since 17 Aug 2026\n", "\nWarnings\n",
		"  The room is not ready\n");
	close_printed(&why);
}

static void every_source_and_reason_has_words(void **state)
{
	(void)state;
	for (int reason = 0; reason < SG_LEFT_REASONS; reason++) {
		const char *name = sg_reason_name((enum sg_reason)reason);
		struct sg_buffer json = {0};
		struct printed why;

		sg_buffer_format(&json,
			"{'checklist':{'left_out':[{'reason':'%s','topic':'amenity.fruit'"
			","
			"'because':{'source':'%s','topic':'amenity.fruit','said_by':"
			"'staff','said':'2026-01-01','detail':'X'}}]}}",
			name, sg_source_name((enum sg_source)(reason % SG_SOURCES)));
		why = print_why(json.data);
		ORDER(why.out.data, "  Fruit (", "), though ");
		sg_buffer_reset(&json);
		sg_buffer_format(&json, "(%s)", name);
		assert_null(strstr(why.out.data, json.data));
		sg_buffer_reset(&json);
		sg_buffer_format(&json, "though %s\n",
			sg_source_name((enum sg_source)(reason % SG_SOURCES)));
		assert_null(strstr(why.out.data, json.data));
		close_printed(&why);
		sg_buffer_free(&json);
	}
}

static void who_shares_a_room_is_sent_to_its_list(void **state)
{
	struct printed why = print_why("{'checklist':{'led_by':'0192','items':[]}}");

	(void)state;
	ORDER(why.out.data, "Shares the room: see the list of stay 0192.\n");
	close_printed(&why);
}

static void a_stay_without_a_list_is_said_to_be_one(void **state)
{
	struct printed why = print_why("{'revision':0}");

	(void)state;
	assert_string_equal(why.out.data, "This stay has no list yet.\n");
	close_printed(&why);
}

/* ---- the question to the module ---- */

static void a_key_has_a_system_and_an_id(void **state)
{
	(void)state;
	assert_true(sg_guest_key_is_fine("pms:G1"));
	assert_true(sg_guest_key_is_fine("crm:a:b"));
	assert_false(sg_guest_key_is_fine("G1"));
	assert_false(sg_guest_key_is_fine(":G1"));
	assert_false(sg_guest_key_is_fine("pms:"));
	assert_false(sg_guest_key_is_fine(""));
}

static void a_question_is_a_document_whatever_was_typed(void **state)
{
	const struct sg_guest_question question = {.type = "guest.card/1",
		.property = "HAM\"1",
		.role = "manager",
		.language = "en",
		.keys = {"pms:a\"b:c", "crm:\xff"},
		.key_count = 2};
	struct sg_buffer text = {0};
	struct sg_value *value = NULL;
	struct sg_error error;
	const struct sg_value *ids;

	(void)state;
	sg_guest_question_write(&question, &text);
	assert_int_equal(sg_value_parse(text.data, text.len, &error, &value), SG_OK);
	assert_string_equal(
		sg_value_text(sg_value_member(value, "property"), ""), "HAM\"1");
	ids = sg_value_find(value, "data.ids");
	assert_int_equal(sg_value_count(ids), 2);
	assert_string_equal(
		sg_value_text(sg_value_find(sg_value_at(ids, 0), "id"), ""), "a\"b:c");
	assert_string_equal(
		sg_value_text(sg_value_find(sg_value_at(ids, 1), "system"), ""), "crm");
	sg_value_free(value);
	sg_buffer_free(&text);
}

static void the_only_property_needs_no_naming(void **state)
{
	static const struct {
		const char *health;
		enum sg_status status;
		const char *text;
	} cases[] = {{"{\"properties\":[\"HAM1\"]}", SG_OK, "HAM1"},
		{"{\"properties\":[\"BER1\",\"HAM1\"]}", SG_REFUSED, "(BER1, HAM1)"},
		{"{\"properties\":[]}", SG_REFUSED, "no property yet"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sg_value *health = NULL;
		struct sg_error error = {.status = SG_OK};
		char property[SG_GUEST_PROPERTY_SIZE] = "";

		assert_int_equal(sg_value_parse(cases[i].health, strlen(cases[i].health),
					 &error, &health),
			SG_OK);
		assert_int_equal(
			sg_guest_one_property(health, &error, property), cases[i].status);
		assert_non_null(
			strstr(cases[i].status == SG_OK ? property : error.message,
				cases[i].text));
		sg_value_free(health);
	}
}

/* ---- two guests ---- */

static struct sg_value *parsed(const char *text)
{
	struct sg_value *value = NULL;
	struct sg_error error;

	assert_int_equal(sg_value_parse(text, strlen(text), &error, &value), SG_OK);
	return value;
}

static void two_guests_stand_side_by_side_before_they_are_merged(void **state)
{
	const char *const keys[] = {"pms:P-4711", "pms:P-0815"};
	struct sg_value *one = parsed("{\"salutation\":\"Frau\",\"name\":{\"given\":"
				      "\"Anna\",\"family\":\"Keller\"},\"phone\":"
				      "\"+49 40 1\",\"facts\":[1,2],\"usuals\":[1],"
				      "\"birth_date\":\"1988-11-22\"}");
	struct sg_value *other = parsed(
		"{\"name\":{\"family\":\"Keller\\u001b\"},\"facts\":[],\"profiles\":2,"
		"\"memory\":\"property\"}");
	const struct sg_value *const cards[] = {one, other};
	struct sg_buffer out = {0};
	const struct sg_guest_page page = {.out = &out, .width = 76};

	(void)state;
	sg_guest_pair_print(keys, cards, "en", &page);
	assert_string_equal(out.data,
		"               pms:P-4711                     pms:P-0815\n"
		"name           Frau, Anna Keller              Keller?\n"
		"date of birth  22 Nov 1988\n"
		"telephone      +49 40 1\n"
		"memory                                        remembered in one hotel\n"
		"known          2 wishes, 1 usual              0 wishes, 0 usuals, 2\n"
		"                                              profiles\n");
	sg_buffer_reset(&out);
	sg_guest_pair_print(keys, cards, "de", &page);
	ORDER(out.data, "Geburtsdatum  22. Nov. 1988\n", "Gedächtnis ",
		"in einem Haus gemerkt\n", "2 Wünsche, 1 Gewohnheit");
	sg_buffer_free(&out);
	sg_value_free(one);
	sg_value_free(other);
}

static void what_a_merge_changed_is_said_of_both(void **state)
{
	const char *const keys[] = {"pms:A", "pms:B"};
	struct sg_value *reply = parsed("{\"same\":true,\"profiles\":2}");
	struct sg_value *one = parsed("{\"facts\":[1]}"),
			*other = parsed("{\"facts\":[]}");
	struct sg_value *both = parsed("{\"facts\":[1],\"profiles\":2}");
	const struct sg_value *const before[] = {one, other}, *const after[] = {
								      both, both};
	struct sg_buffer out = {0};
	const struct sg_guest_page page = {.out = &out, .width = 90};

	(void)state;
	sg_guest_pair_print_change(keys, reply, before, after, "en", &page);
	assert_string_equal(out.data,
		"One person: pms:A, pms:B\n"
		"  pms:A · before: 1 wish, 0 usuals · now: 1 wish, 0 usuals, 2 profiles\n"
		"  pms:B · before: 0 wishes, 0 usuals · now: 1 wish, 0 usuals, 2 "
		"profiles\n");
	sg_buffer_reset(&out);
	sg_guest_pair_print_change(keys, both, after, before, "pl", &page);
	ORDER(out.data, "Dwie osoby: pms:A, pms:B\n", "wcześniej: 1 życzenie, 0 nawyków",
		"2 profile", "teraz: 0 życzeń, 0 nawyków\n");
	sg_buffer_free(&out);
	sg_value_free(reply);
	sg_value_free(one);
	sg_value_free(other);
	sg_value_free(both);
}

static void only_a_yes_is_a_yes(void **state)
{
	static const struct {
		const char *language, *line;
		bool yes;
	} cases[] = {{"en", "y\n", true}, {"en", "YES\r\n", true}, {"en", "\n", false},
		{"en", "", false}, {"en", "yeah\n", false}, {"en", "ye\n", false},
		{"en", "no\n", false}, {"en", "ja\n", false}, {"de", "J\n", true},
		{"de", "ja\n", true}, {"de", "yes\n", true}, {"de", "nein\n", false},
		{"uk", "т\n", true}, {"uk", "так\n", true}, {"uk", "та\n", false},
		{"ar", "نعم\n", true}, {"ar", "لا\n", false}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(sg_guest_says_yes(cases[i].language, cases[i].line),
			cases[i].yes);
	}
}

/* Nobody says yes who says no. */
static void a_no_is_a_no_in_every_language(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *language = sg_language_code((enum sg_language)i);
		struct sg_buffer no = {0};

		sg_guest_word(&no, language, SG_GUEST_NO, NULL, 0, 0);
		assert_false(sg_guest_says_yes(language, no.data));
		sg_buffer_free(&no);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_strip_has_a_cell_for_each_observation_that_fits),
		cmocka_unit_test(a_longer_history_is_scaled_and_no_part_of_it_vanishes),
		cmocka_unit_test(counts_without_sense_draw_no_more_than_the_width),
		cmocka_unit_test(what_moves_a_terminal_becomes_a_question_mark),
		cmocka_unit_test(only_a_locale_that_says_so_has_block_characters),
		cmocka_unit_test(long_lines_are_wrapped_below_their_first),
		cmocka_unit_test(needs_come_first_then_wishes_usuals_and_what_to_ask),
		cmocka_unit_test(a_usual_says_how_sure_since_when_and_what_was_before),
		cmocka_unit_test(a_usual_of_a_company_or_a_season_has_a_line_of_its_own),
		cmocka_unit_test(a_manager_reads_by_which_word_something_is_kept),
		cmocka_unit_test(what_was_said_is_before_a_usual),
		cmocka_unit_test(a_card_is_no_wider_than_the_page_in_any_language),
		cmocka_unit_test(what_somebody_wrote_cannot_draw_on_the_terminal),
		cmocka_unit_test(a_guest_of_whom_nothing_is_known_is_said_to_be_one),
		cmocka_unit_test(what_the_house_owes_is_said_with_what_decides_it),
		cmocka_unit_test(an_offer_says_how_long_it_keeps_quiet),
		cmocka_unit_test(money_has_the_sign_of_its_language),
		cmocka_unit_test(who_may_be_the_same_comes_last_with_the_command),
		cmocka_unit_test(the_command_has_the_options_of_the_question),
		cmocka_unit_test(a_key_cannot_make_a_command_another),
		cmocka_unit_test(no_more_than_five_remarks_are_shown),
		cmocka_unit_test(names_are_in_a_language_that_the_catalogue_has),
		cmocka_unit_test(a_manager_reads_the_reasons_in_words),
		cmocka_unit_test(every_source_and_reason_has_words),
		cmocka_unit_test(who_shares_a_room_is_sent_to_its_list),
		cmocka_unit_test(a_stay_without_a_list_is_said_to_be_one),
		cmocka_unit_test(a_key_has_a_system_and_an_id),
		cmocka_unit_test(a_question_is_a_document_whatever_was_typed),
		cmocka_unit_test(the_only_property_needs_no_naming),
		cmocka_unit_test(two_guests_stand_side_by_side_before_they_are_merged),
		cmocka_unit_test(what_a_merge_changed_is_said_of_both),
		cmocka_unit_test(only_a_yes_is_a_yes),
		cmocka_unit_test(a_no_is_a_no_in_every_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
