/* Many stays that are due at once are posted together; what comes of it is what comes of posting
 * them one by one, whatever is special about some of them, and whatever goes wrong in between. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/member.h"

enum { MEMBERS = 40, TEXT = 65536 };

#define GUEST(id) "'ids':[{'system':'pms','id':'" id "'}]"

/* Gold is reached with two nights; `more` rules. */
static void begin(struct scenario *s, const char *more)
{
	scenario_at(s, "2027-02-01 08:00");
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'versions':[{'from':'2026-01-01','stays':{'rooms_points':2},'earn':["
		"{'rule':'base','per':'money','points':10,'units':100,'rounding':'down'},"
		"{'rule':'gold_bonus','per':'base','points':50,'units':100,'bonus':true,"
		"'when':{'tiers':['gold']}}%s],'milestones':[{'milestone':'night',"
		"'measured':'nights','at':1,'points':7}],'tiers':{'window':'calendar',"
		"'levels':[{'tier':'member'},{'tier':'gold','reach':{'nights':2}}]},"
		"'expiry':[{'after':'activity','months':12}]}]}",
		more);
	for (int i = 1; i <= MEMBERS; i++) {
		scenario_say(s, "member.changed",
			"'guest':{'ids':[{'system':'pms','id':'G%d'}]},'programme':"
			"'club','number':'N%d','enrolled':'2027-01-01'",
			i, i);
	}
}

static void leaves(struct scenario *s, const char *stay, const char *guest,
	const char *arrival, int cents, const char *more)
{
	house_stay(s, stay,
		"'status':'checked_in','arrival':'%s','departure':'2027-03-04',"
		"'booked_type':'DZ','people':[{'role':'guest','primary':true,'ids':["
		"{'system':'pms','id':'%s'}]}]%s",
		arrival, guest, more);
	member_charge(s, stay, "room", "room", cents);
	house_stay(s, stay, "'status':'checked_out'");
}

/* The first ones have one night, the others two, by which they become gold. */
static void leave_after(struct scenario *s, int one_night)
{
	char stay[16], guest[16];

	scenario_at(s, "2027-03-04 11:00");
	for (int i = 1; i <= MEMBERS; i++) {
		(void)snprintf(stay, sizeof stay, "S%d", i);
		(void)snprintf(guest, sizeof guest, "G%d", i);
		leaves(s, stay, guest, i <= one_night ? "2027-03-03" : "2027-03-02",
			1000 * i, "");
	}
}

static void all_leave(struct scenario *s)
{
	leave_after(s, MEMBERS / 2);
}

static void all_leave_alike(struct scenario *s)
{
	leave_after(s, MEMBERS);
}

/* Two rooms; another's number; of no member; two profiles of one person; posted before. */
static void some_are_special(struct scenario *s)
{
	member_stays(s, "EARLY", "G7", "401", "2027-02-02", "2027-02-03", 5000);
	member_until(s, "2027-02-10", "2027-02-09");
	scenario_say(s, "guest.changed", GUEST("G51") ",'name':{'family':'B'}");
	scenario_say(s, "guest.merged", GUEST("G3") ",'merged':{" GUEST("G51") "}");
	all_leave(s);
	leaves(s, "TWICE", "G5", "2027-03-03", 77700, "");
	leaves(s, "OTHERS", "G6", "2027-02-25", 33300, ",'loyalty_number':'N9'");
	leaves(s, "NOBODY", "G50", "2027-03-02", 44400, "");
	leaves(s, "ALIAS", "G51", "2027-03-02", 55500, "");
	member_charge(s, "EARLY", "late", "food", 6600);
	member_charge(s, "S10", "late", "food", 100);
}

/* ---- what came of it ---- */

/* Everything but ids that are made by chance. */
static const char everything[] =
	"SELECT GROUP_CONCAT(line ORDER BY line SEPARATOR '\\n') FROM (SELECT "
	"CONCAT_WS(' ', HEX(m.number_key), a.entries, a.points, a.held, a.active_day, "
	"a.nights, a.stays, a.spend, a.base, a.standing, a.look_at, (SELECT "
	"GROUP_CONCAT(CONCAT_WS(':', e.number, e.kind, e.points, e.day, l.rule, "
	"l.earned_day, l.original, l.remaining, l.bonus, l.amount) ORDER BY e.number) "
	"FROM entry e JOIN lot l ON l.account = e.account AND l.id = e.lot WHERE "
	"e.account = m.account), (SELECT GROUP_CONCAT(CONCAT_WS(':', q.day, q.nights, "
	"q.stays, q.spend, q.base) ORDER BY q.spend) FROM qualified q WHERE q.account = "
	"m.account)) AS line FROM member m LEFT JOIN account a ON a.account = m.account "
	"UNION ALL SELECT CONCAT_WS(' ', 'stay', (SELECT SUM(c.gross_cents) FROM charge "
	"c WHERE c.stay = o.stay), o.state, o.reason, o.tier, o.account IS NULL, "
	"o.due_at, o.seen_arrival_day, o.seen_departure_day, o.since_us IS NULL) FROM "
	"posting o) t";

static char *take_all(struct scenario *s)
{
	char *text = malloc(TEXT);

	assert_non_null(text);
	sg_test_text(scenario_database(s), text, TEXT, "%s", everything);
	return text;
}

static void post(struct scenario *s)
{
	member_until(s, "2027-03-09", "2027-03-08");
}

static int64_t held(struct scenario *s)
{
	return sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM held");
}

/* The same, but that only one is due whenever work looks. */
static void post_one_by_one(struct scenario *s)
{
	struct sg_test_database *database = scenario_database(s);

	sg_test_sql(database, "CREATE TABLE held (number INT PRIMARY KEY AUTO_INCREMENT, "
			      "stay BINARY(16), due_at BIGINT)");
	sg_test_sql(database,
		"INSERT INTO held (stay, due_at) SELECT stay, due_at FROM posting "
		"WHERE due_at IS NOT NULL ORDER BY due_at, departure_day, stay");
	sg_test_sql(database, "UPDATE posting SET due_at = NULL");
	post(s);
	while (held(s) > 0) {
		sg_test_sql(database,
			"UPDATE posting o JOIN held h ON h.stay = o.stay SET o.due_at = "
			"COALESCE(o.due_at, h.due_at) WHERE h.number = (SELECT "
			"MIN(number) FROM held)");
		sg_test_sql(database, "DELETE FROM held ORDER BY number LIMIT 1");
		scenario_work(s);
	}
}

/* The same story in a house of its own, posted one by one. */
static char *alone(const char *more, void (*leave)(struct scenario *s))
{
	void *other = NULL;
	char *text;

	assert_int_equal(scenario_setup(&other), 0);
	begin(other, more);
	leave(other);
	post_one_by_one(other);
	member_adds_up(scenario_database(other));
	text = take_all(other);
	assert_int_equal(scenario_teardown(&other), 0);
	return text;
}

static void expect(struct scenario *s, char *expected)
{
	char *is = take_all(s);

	member_adds_up(scenario_database(s));
	assert_string_equal(is, expected);
	free(is);
	free(expected);
}

/* ---- stories ---- */

static void together_is_as_one_by_one(void **state)
{
	struct scenario *s = *state;

	begin(s, "");
	some_are_special(s);
	post(s);
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT COUNT(*) FROM posting WHERE state = 1"),
		MEMBERS + 3);
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT COUNT(*) FROM posting WHERE state = 2"),
		1);
	expect(s, alone("", some_are_special));
}

#define BUDGET ",{'rule':'first','per':'stay','points':100,'bonus':true,'budget':1250}"

static void a_budget_is_spent_in_turn(void **state)
{
	struct scenario *s = *state;

	begin(s, BUDGET);
	all_leave(s);
	post(s);
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT SUM(original) FROM lot WHERE rule = 'first'"),
		1250);
	expect(s, alone(BUDGET, all_leave));
}

/* A table that keeps what it has when all else is rolled back. */
static void fail_once(struct scenario *s, int at)
{
	sg_test_sql(scenario_database(s),
		"CREATE TABLE written (n INT NOT NULL) ENGINE = MyISAM");
	sg_test_sql(scenario_database(s), "INSERT INTO written VALUES (0)");
	sg_test_sql(scenario_database(s),
		"CREATE TRIGGER fails BEFORE INSERT ON qualified FOR EACH ROW BEGIN "
		"UPDATE written SET n = n + 1; IF (SELECT n FROM written) = %d THEN "
		"SIGNAL SQLSTATE '45001' SET MESSAGE_TEXT = 'stale 1'; END IF; END",
		at);
}

static void what_fails_in_between_is_done_one_by_one(void **state)
{
	struct scenario *s = *state;

	begin(s, "");
	all_leave_alike(s);
	fail_once(s, 12);
	post(s);
	/* Some were taken back with it, and were written again. */
	assert_true(sg_test_number(scenario_database(s), "SELECT n FROM written") >
		    MEMBERS + 1);
	expect(s, alone("", all_leave_alike));
}

static void one_that_cannot_be_posted_holds_up_no_other(void **state)
{
	struct scenario *s = *state;
	struct sg_test_database *database = scenario_database(s);

	begin(s, "");
	all_leave(s);
	sg_test_sql(database, "SET @broken = (SELECT account FROM member WHERE guest = "
			      "(SELECT guest FROM posting ORDER BY stay LIMIT 1 OFFSET "
			      "9))");
	sg_test_sql(database,
		"CREATE TABLE good SELECT account, standing FROM account WHERE account = "
		"@broken");
	sg_test_sql(
		database, "UPDATE account SET standing = '[[' WHERE account = @broken");
	post(s);
	assert_int_equal(
		sg_test_number(database, "SELECT COUNT(*) FROM posting WHERE state = 1"),
		MEMBERS - 1);
	/* It is looked at again when somebody may have mended it. */
	sg_test_sql(database, "UPDATE account a JOIN good g ON g.account = a.account SET "
			      "a.standing = g.standing");
	scenario_at(s, "2027-03-09 14:00");
	house_close_day(s, "2027-03-08");
	scenario_work(s);
	expect(s, alone("", all_leave));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(together_is_as_one_by_one),
		STORY(a_budget_is_spent_in_turn),
		STORY(what_fails_in_between_is_done_one_by_one),
		STORY(one_that_cannot_be_posted_holds_up_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
