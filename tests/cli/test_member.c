/* A member's pages, from answers that are written by hand here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/member_page.h"
#include "cli/member_say.h"
#include "cli/member_words.h"

static struct sg_buffer out;

static struct sg_value *parse(const char *json)
{
	struct sg_value *value = NULL;
	struct sg_error error;
	char *text = strdup(json);

	assert_non_null(text);
	for (char *c = text; *c != '\0'; c++) {
		*c = *c == '\'' ? '"' : *c;
	}
	assert_int_equal(sg_value_parse(text, strlen(text), &error, &value), SG_OK);
	free(text);
	return value;
}

static int end(void **state)
{
	(void)state;
	sg_buffer_free(&out);
	return 0;
}

static void prints(void (*print)(const struct sg_value *membership, const char *language,
			   const struct sg_guest_page *page),
	const char *json, const char *expected)
{
	const struct sg_guest_page page = {.out = &out, .width = 90};
	struct sg_value *membership = parse(json);

	sg_buffer_reset(&out);
	print(membership, "en", &page);
	assert_false(out.failed);
	assert_string_equal(out.data, expected);
	sg_value_free(membership);
}

#define CLUB                                                                             \
	"'programme':'club','name':'Club','currency':'EUR','decimals':2,'account':'a',"  \
	"'status':'enrolled','enrolled':'2027-03-01'"
#define COUNTS(nights, stays, spend, points)                                             \
	"'nights':" #nights ",'stays':" #stays ",'spend':" #spend ",'points':" #points

static void a_member_is_told_where_he_stands(void **state)
{
	(void)state;
	prints(sg_member_print_standing,
		"{" CLUB ",'tier':'diamond_reserve','since':'2027-04-05','until':"
		"'2028-12-31','window':{'from':'2027-01-01','until':'2027-12-31'," COUNTS(
			5, 1, 20005,
			2000) "},'keep':{'tier':'diamond_reserve','by':"
			      "'2028-12-31','paths':[{}]},'points':1,"
			      "'held':200,'available':0,"
			      "'expiring':{'points':1,'after':'2028-03-07'}}",
		"\nClub\n"
		"  Diamond reserve since 5 Apr 2027 until 31 Dec 2028 · member since 1 "
		"Mar 2027\n"
		"  1 point · 0 to spend · 200 kept for redemptions\n"
		"  1 point expires after 7 Mar 2028\n"
		"  Counted 1 Jan 2027 – 31 Dec 2027: 5 nights, 1 stay, 200.05 EUR, 2000 "
		"base points\n"
		"  There is no higher tier.\n"
		"  Nothing is missing to keep Diamond reserve.\n");
}

static void a_tier_for_good_and_a_cancelled_account_are_said(void **state)
{
	(void)state;
	prints(sg_member_print_standing,
		"{'name':'Club','status':'cancelled','enrolled':'2027-03-01','tier':"
		"'gold','since':'2027-04-05','points':5,'held':0,'available':5}",
		"\nClub\n"
		"  Gold since 5 Apr 2027 for good · member since 1 Mar 2027 · cancelled\n"
		"  5 points · 5 to spend\n"
		"  There is no higher tier.\n");
}

#define GRANT(text, json)                                                                \
	{                                                                                \
		"{'grant':'M1','tier':'gold','from':'2027-03-02'," json "}", text        \
	}

/* A line for each: of what it is, until when, what is missing, why and by whom, and its id. */
static void what_he_was_given_is_a_line(void **state)
{
	static const struct {
		const char *grant, *line;
	} all[] = {
		GRANT("  Gold as a match from 2 Mar 2027 until 30 Jun 2027 · granted as "
		      "M1\n",
			"'kind':'match','until':'2027-06-30'"),
		GRANT("  Gold as a match from 2 Mar 2027 for good · Gold elsewhere, Card "
		      "(anna, ben) · granted as\n    M1\n",
			"'kind':'match','why':{'reason':'Gold elsewhere','evidence':"
			"'Card','by':'anna','second':'ben'}"),
		GRANT("  Gold as a match from 2 Mar 2027 until 30 Jun 2027 · taken back "
		      "on 5 Apr 2027 · Not his\n    (anna, ben) · granted as M1\n",
			"'kind':'match','until':'2027-06-30','revoked':'2027-04-05',"
			"'why':{'reason':'Not his','by':'anna','second':'ben'}"),
		GRANT("  Gold as a challenge from 2 Mar 2027 until 30 Jun 2027 · 1 night "
		      "and 2 stays missing to\n    keep it until 30 Jun 2028 · granted "
		      "as M1\n",
			"'kind':'challenge','until':'2027-06-30','needs':{'nights':4,"
			"'stays':3},'missing':{'nights':1,'stays':2},'kept_until':"
			"'2028-06-30'"),
		GRANT("  Gold as a challenge from 2 Mar 2027 until 30 Jun 2027 · met, "
		      "kept for good · granted as\n    M1\n",
			"'kind':'challenge','until':'2027-06-30','needs':{'nights':4},"
			"'missing':{}"),
		GRANT("  Gold as a challenge from 2 Mar 2027 until 30 Jun 2027 · taken "
		      "back on 5 Apr 2027 ·\n    granted as M1\n",
			"'kind':'challenge','until':'2027-06-30','needs':{'nights':4},"
			"'missing':{'nights':4},'revoked':'2027-04-05'"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct sg_buffer json = {0}, expected = {0};

		sg_buffer_format(&json,
			"{" CLUB ",'points':0,'available':0,'grants':[%s]}",
			all[i].grant);
		sg_buffer_format(&expected,
			"\nClub\n  member since 1 Mar 2027\n  0 points · 0 to spend\n%s",
			all[i].line);
		prints(sg_member_print_standing, json.data, expected.data);
		sg_buffer_free(&json);
		sg_buffer_free(&expected);
	}
}

static void every_way_to_a_tier_is_a_sentence(void **state)
{
	static const struct {
		const char *projections, *sentences;
	} all[] = {
		{"'next':{'tier':'gold','by':'2026-12-31','paths':[{'nights':3}]}",
			"  3 nights to Gold by 31 Dec 2026.\n"},
		{"'next':{'tier':'gold','by':'2026-12-31','paths':[{'nights':1},"
		 "{'stays':2,'spend':20000},{'points':1,'lifetime':true}]}",
			"  1 night, or 2 stays and 200.00 EUR, or 1 base point (for "
			"good) "
			"to Gold by 31 Dec 2026.\n"},
		{"'next':{'tier':'gold','paths':[]}",
			"  Staying does not lead to Gold.\n"},
		{"'next':{'tier':'gold','paths':[{'nights':2}]}",
			"  2 nights to Gold.\n"},
		{"'keep':{'tier':'gold','by':'2026-12-31','paths':[{'nights':3}]}",
			"  There is no higher tier.\n"
			"  3 nights to keep Gold by 31 Dec 2026.\n"},
		{"'keep':{'tier':'gold','paths':[]}", "  There is no higher tier.\n"
						      "  Staying does not keep Gold.\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct sg_buffer json = {0}, expected = {0};

		sg_buffer_format(&json, "{" CLUB ",'tier':'x',%s,'lifetime':{%s}}",
			all[i].projections, COUNTS(0, 0, 0, 1));
		sg_buffer_format(&expected,
			"\nClub\n%s  In all: 0 nights, 0 stays, 0.00 EUR, 1 base point\n",
			all[i].sentences);
		prints(sg_member_print_projection, json.data, expected.data);
		sg_buffer_free(&json);
		sg_buffer_free(&expected);
	}
}

/* ---- the statement ---- */

static void prints_statement(
	const char *json, const char *const *pages, size_t count, const char *expected)
{
	const struct sg_guest_page page = {.out = &out, .width = 90};
	struct sg_value *membership = parse(json);
	struct sg_value *replies[4];

	sg_buffer_reset(&out);
	for (size_t i = 0; i < count; i++) {
		replies[i] = parse(pages[i]);
	}
	sg_member_print_statement(
		membership, (const struct sg_value *const *)replies, count, "en", &page);
	assert_false(out.failed);
	assert_string_equal(out.data, expected);
	for (size_t i = 0; i < count; i++) {
		sg_value_free(replies[i]);
	}
	sg_value_free(membership);
}

static void each_line_says_what_it_is_for_and_the_balance_after_it(void **state)
{
	(void)state;
	prints_statement(
		"{" CLUB ",'points':3100,'lines':["
		"{'date':'2027-05-03','kind':'held','points':0,'held':-50,'rule':"
		"'dinner'},"
		"{'date':'2027-05-02','kind':'reversed','points':-2509,'rule':'base',"
		"'for':25099,'per':'money'},"
		"{'date':'2027-05-01','kind':'earned','points':1000,'rule':'up','source':"
		"'tier:2027-04-08:gold','for':1,'per':'upgrade'},"
		"{'date':'2027-04-08','kind':'earned','points':200,'rule':'fourth','for':"
		"4,'per':'nights'},"
		"{'date':'2027-03-07','kind':'earned','points':2509,'rule':'base','for':"
		"25099,'per':'money'},"
		"{'date':'2027-03-07','kind':'earned','points':500,'rule':'welcome',"
		"'source':'enrolment','for':1,'per':'enrolment'},"
		"{'date':'2027-03-06','kind':'earned','points':1500,'rule':'car','"
		"partner':"
		"'rental','earning':'R-17','for':3,'per':'partner'},"
		"{'date':'2027-03-06','kind':'expired','points':-100,'rule':'base'}"
		"]}",
		NULL, 0,
		"\nClub\n"
		"  Date              Points    Balance  For\n"
		"  6 Mar 2027          -100       -100  expired: Base\n"
		"  6 Mar 2027         +1500       1400  Car for 3 at Rental (R-17)\n"
		"  7 Mar 2027          +500       1900  Welcome for joining\n"
		"  7 Mar 2027         +2509       4409  Base for 250.99 EUR\n"
		"  8 Apr 2027          +200       4609  Fourth at 4 nights\n"
		"  1 May 2027         +1000       5609  Up for reaching Gold\n"
		"  2 May 2027         -2509       3100  taken back: Base for 250.99 EUR\n"
		"  3 May 2027                     3100  kept for a redemption: Dinner "
		"(-50)\n"
		"  Balance: 3100 points\n");
}

/* One line for each, out of however many lots it came. */
static void an_award_and_what_was_kept_of_it_are_said(void **state)
{
	(void)state;
	prints_statement(
		"{" CLUB ",'points':685,'lines':["
		"{'date':'2027-03-12','kind':'released','points':0,'held':-135,'rule':"
		"'base','operation':'b','about':{'redemption':'V1','award':'free_night',"
		"'name':'A free night','nights':2,'nights_back':1,'property':'HAM1',"
		"'date':'2027-03-11'}},"
		"{'date':'2027-03-12','kind':'penalty','points':-135,'held':-135,'rule':"
		"'base','operation':'b','about':{'award':'free_night','name':'A free "
		"night','nights':2,'nights_back':1,'room_type':'DZ'}},"
		"{'date':'2027-03-12','kind':'redeemed','points':-80,'held':-80,'rule':"
		"'welcome','operation':'b','about':{'award':'late'}},"
		"{'date':'2027-03-12','kind':'redeemed','points':-100,'held':-100,"
		"'rule':'base','for':25099,'per':'money','operation':'b','about':{"
		"'award':'late'}},"
		"{'date':'2027-03-11','kind':'redeemed','points':-100,'held':-100,"
		"'rule':'base','operation':'a','about':{'award':'bar','amount_cents':"
		"4200}},"
		"{'date':'2027-03-10','kind':'released','points':0,'held':-5,'rule':"
		"'base','operation':'a','about':{'redemption':'voucher/17'}},"
		"{'date':'2027-03-09','kind':'transferred','points':50,'rule':'x',"
		"'operation':'9','about':{'transfer':'T-1','kind':'gift','state':"
		"'returned'}},"
		"{'date':'2027-03-08','kind':'fee','points':-1,'rule':'base',"
		"'operation':'8','about':{'transfer':'T-1','kind':'gift','state':"
		"'given'}},"
		"{'date':'2027-03-08','kind':'transferred','points':-50,'rule':'base',"
		"'operation':'8','about':{'transfer':'T-1','kind':'gift','state':"
		"'given'}},"
		"{'date':'2027-03-07','kind':'earned','points':1101,'rule':'base','for':"
		"25099,'per':'money','operation':'0'}]}",
		NULL, 0,
		"\nClub\n"
		"  Date              Points    Balance  For\n"
		"  7 Mar 2027         +1101       1101  Base for 250.99 EUR\n"
		"  8 Mar 2027           -50       1051  transferred: Gift T-1\n"
		"  8 Mar 2027            -1       1050  fee: Gift T-1\n"
		"  9 Mar 2027           +50       1100  transferred: Gift T-1 "
		"(returned)\n"
		"  10 Mar 2027                    1100  no longer kept: voucher/17 (-5)\n"
		"  11 Mar 2027         -100       1000  redeemed: Bar (42.00 EUR) "
		"(-100)\n"
		"  12 Mar 2027         -180        820  redeemed: Late (-180)\n"
		"  12 Mar 2027         -135        685  not given back: A free night (2 "
		"nights, 1 night\n"
		"                                       given back, DZ) (-135)\n"
		"  12 Mar 2027                     685  no longer kept: A free night (2 "
		"nights, 1 night\n"
		"                                       given back, HAM1, 11 Mar 2027) "
		"(-135)\n"
		"  Balance: 685 points\n");
}

/* Of the account alone, though another's lines come with them. */
static void older_pages_come_first(void **state)
{
	static const char *const pages[] = {
		"{'memberships':[{'account':'b','lines':[{'date':'2027-01-01','kind':"
		"'earned','points':9,'rule':'other'}]},{'account':'a','lines':[{'date':"
		"'2027-01-03','kind':'earned','points':3,'rule':'three'},{'date':"
		"'2027-01-02','kind':'earned','points':2,'rule':'two'}]}]}",
		"{'memberships':[{'account':'a','lines':[{'date':'2027-01-01','kind':"
		"'earned','points':1,'rule':'one'}]}]}"};

	(void)state;
	prints_statement("{" CLUB ",'points':4,'lines':[{'date':'2027-01-04','kind':"
			 "'earned','points':4,'rule':'four'}]}",
		pages, 2,
		"\nClub\n"
		"  Date              Points    Balance  For\n"
		"  1 Jan 2027            +1          1  One\n"
		"  2 Jan 2027            +2          3  Two\n"
		"  3 Jan 2027            +3          6  Three\n"
		"  4 Jan 2027            +4         10  Four\n"
		"                        -6          4  expired since\n"
		"  Balance: 4 points\n");
}

static void without_lines_there_is_a_sentence(void **state)
{
	(void)state;
	prints_statement("{" CLUB ",'points':0,'lines':[]}", NULL, 0,
		"\nClub\n  Nothing was earned or spent yet.\n  Balance: 0 points\n");
}

/* ---- words ---- */

static void money_has_the_decimals_of_its_currency(void **state)
{
	static const struct {
		const char *language;
		int64_t amount, decimals;
		const char *expected;
	} all[] = {{"en", 25099, 2, "250.99 X"}, {"de", -5, 2, "-0,05 X"},
		{"en", 25099, 0, "25099 X"}, {"en", 1001, 3, "1.001 X"},
		{"en", INT64_MIN, 0, "-9223372036854775808 X"}};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		sg_buffer_reset(&out);
		sg_member_money(
			&out, all[i].language, all[i].amount, all[i].decimals, "X");
		assert_string_equal(out.data, all[i].expected);
	}
}

static void every_word_is_there(void **state)
{
	(void)state;
	for (int word = 0; word < SG_MEMBER_WORDS; word++) {
		sg_buffer_reset(&out);
		sg_member_word(&out, "en", (enum sg_member_word)word, "name", 2);
		assert_true(out.len > 0);
		assert_null(strchr(out.data, '{'));
	}
}

static void a_claim_is_answered_in_words(void **state)
{
	(void)state;
	prints(sg_member_print_claim,
		"{'outcome':'applied','claim':'C1','state':'posted','points':1000,"
		"'posted':'2027-03-10'}",
		"  The stay was posted on 10 Mar 2027: 1000 points.\n");
	prints(sg_member_print_claim,
		"{'claim':'C1','state':'bound','nothing':'several_rooms'}",
		"  The stay is his and known: it is posted as any other.\n"
		"  So far it earns nothing: Several rooms.\n");
	prints(sg_member_print_claim,
		"{'claim':'C1','state':'rejected','decided':{'reason':'Not his bill',"
		"'by':'ben'}}",
		"  The claim was rejected: Not his bill (ben).\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_is_answered_in_words),
		cmocka_unit_test_teardown(a_member_is_told_where_he_stands, end),
		cmocka_unit_test_teardown(
			a_tier_for_good_and_a_cancelled_account_are_said, end),
		cmocka_unit_test(what_he_was_given_is_a_line),
		cmocka_unit_test_teardown(every_way_to_a_tier_is_a_sentence, end),
		cmocka_unit_test_teardown(
			each_line_says_what_it_is_for_and_the_balance_after_it, end),
		cmocka_unit_test_teardown(an_award_and_what_was_kept_of_it_are_said, end),
		cmocka_unit_test_teardown(older_pages_come_first, end),
		cmocka_unit_test_teardown(without_lines_there_is_a_sentence, end),
		cmocka_unit_test_teardown(money_has_the_decimals_of_its_currency, end),
		cmocka_unit_test_teardown(every_word_is_there, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
