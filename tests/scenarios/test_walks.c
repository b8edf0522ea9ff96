/* A programme that runs gets other rules: they reach members to whom nothing happens. */
#include "support/member.h"

/* From a day on: the nights of silver, for which there are 500 points, and more members. */
#define VERSION(from, nights, more)                                                      \
	"{'from':'" from "','earn':[{'rule':'base','per':'money','points':10,'units':"   \
	"100},{'rule':'up','per':'upgrade','points':500,'bonus':true,'when':{'tiers':["  \
	"'silver']}}],'tiers':{'window':'calendar','levels':[{'tier':'member'},{'tier':" \
	"'silver','reach':{'nights':" nights "}}]}" more "}"
#define CLUB(name, versions)                                                             \
	"'programme':{'programme':1,'code':'club','name':'" name                         \
	"','currency':'EUR','versions':[" versions "]}"
#define YEAR_ONLY ",'expiry':[{'after':'earned','months':12}]"

static int64_t number(struct scenario *s, const char *sql)
{
	return sg_test_number(scenario_database(s), "%s", sql);
}

static int64_t stored_points(struct scenario *s)
{
	return number(s, "SELECT SUM(points) FROM account");
}

static int64_t under_way(struct scenario *s)
{
	return number(s, "SELECT COUNT(*) FROM programme_walk");
}

static void put(struct scenario *s, const char *programme)
{
	scenario_say(s, "programme.put", "%s", programme);
}

/* Two nights for 1000 points, posted; silver takes three, and no points expire. */
static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	put(s, CLUB("Club", VERSION("2026-01-01", "3", "")));
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(stored_points(s), 1000);
}

static void a_lower_requirement_is_met_at_once(void **state)
{
	struct scenario *s = *state;

	begin(s);
	put(s, CLUB("Club", VERSION("2026-01-01", "2", "")));
	assert_int_equal(under_way(s), 1);
	scenario_is(scenario_say(s, "health", "'x':1"), "programmes_changing.0.programme",
		"club");
	scenario_work(s);
	assert_int_equal(under_way(s), 0);
	assert_int_equal(stored_points(s), 1500);
	scenario_is(member_account(s, "G1"), "tier", "silver");
	member_adds_up(scenario_database(s));
}

static void a_version_to_come_is_waited_for(void **state)
{
	struct scenario *s = *state;

	begin(s);
	put(s, CLUB("Club", VERSION("2026-01-01", "3", "") "," VERSION(
				    "2027-06-01", "2", "")));
	member_until(s, "2027-05-31", "2027-05-30");
	assert_int_equal(stored_points(s), 1000);
	member_until(s, "2027-06-01", "2027-05-31");
	assert_int_equal(stored_points(s), 1500);
}

static void points_begin_to_expire_by_themselves(void **state)
{
	struct scenario *s = *state;

	begin(s);
	put(s, CLUB("Club", VERSION("2026-01-01", "3", "") "," VERSION(
				    "2027-06-01", "3", YEAR_ONLY)));
	member_until(s, "2027-06-02", "2027-06-01");
	assert_int_equal(stored_points(s), 1000);
	member_until(s, "2028-03-10", "2028-03-09");
	member_until(s, "2028-03-11", "2028-03-10");
	assert_int_equal(stored_points(s), 0);
	member_adds_up(scenario_database(s));
}

static void what_members_do_not_feel_wakes_nobody(void **state)
{
	struct scenario *s = *state;
	int64_t version;

	begin(s);
	version = number(s, "SELECT version FROM account");
	put(s, CLUB("Club", VERSION("2026-01-01", "3", "")));
	put(s, CLUB("Der Club", VERSION("2026-01-01", "3", ",'pool_max':3")));
	put(s, CLUB("Der Club", VERSION("2026-01-01", "3", ",'pool_max':3") "," VERSION(
					"2027-06-01", "3", "")));
	assert_int_equal(under_way(s), 0);
	scenario_work(s);
	assert_int_equal(number(s, "SELECT version FROM account"), version);
}

/* So many more, whose accounts nobody has looked at. */
static void crowd(struct scenario *s)
{
	void *database = scenario_database(s);

	sg_test_sql(database,
		"INSERT INTO member (account, guest, chain, programme, shard, version, "
		"status, is_primary, enrolled_day, sealed_state) SELECT "
		"UNHEX(MD5(CONCAT('m', seq))), UNHEX(MD5(CONCAT('g', seq))), m.chain, "
		"m.programme, 0, 1, 0, 1, 20000, 'x' FROM member m, seq_1_to_700");
	sg_test_sql(database,
		"INSERT INTO account (account, version, entries, points, held, "
		"active_day, nights, stays, spend, base, standing) SELECT m.account, 1, "
		"0, 0, 0, 1, 0, 0, 0, 0, '' FROM member m LEFT JOIN account a ON "
		"a.account = m.account WHERE a.account IS NULL");
}

static void many_are_reached_some_at_a_time(void **state)
{
	struct scenario *s = *state;

	begin(s);
	crowd(s);
	put(s, CLUB("Club", VERSION("2026-01-01", "3", "") "," VERSION(
				    "2027-06-01", "2", "")));
	assert_int_equal(
		number(s, "SELECT COUNT(*) FROM account WHERE look_at IS NOT NULL"), 0);
	scenario_work(s);
	assert_int_equal(under_way(s), 0);
	assert_int_equal(
		number(s, "SELECT COUNT(*) FROM account WHERE look_at IS NOT NULL"), 701);
}

/* As after a kill. */
static void it_goes_on_where_it_was(void **state)
{
	struct scenario *s = *state;
	int64_t before;

	begin(s);
	crowd(s);
	put(s, CLUB("Club", VERSION("2026-01-01", "3", "") "," VERSION(
				    "2027-06-01", "2", "")));
	sg_test_sql(scenario_database(s), "UPDATE programme_walk SET account = "
					  "UNHEX(REPEAT('80', 16)), members = 300");
	before = number(s, "SELECT COUNT(*) FROM account WHERE account > "
			   "UNHEX(REPEAT('80', 16)) OR look_at IS NOT NULL");
	scenario_work(s);
	assert_int_equal(under_way(s), 0);
	assert_int_equal(
		number(s, "SELECT COUNT(*) FROM account WHERE look_at IS NOT NULL"),
		before);
	assert_true(before < 701);
}

/* ---- what they are entitled to ---- */

#define PARENT(more)                                                                     \
	"'programme':{'programme':1,'code':'parent','name':'Parent','external':true,"    \
	"'levels':['blue','gold']" more "}"
#define FRUIT                                                                            \
	",'benefits':[{'benefit':'fruit','tiers':['gold'],'promise':'guaranteed',"       \
	"'topic':'amenity.fruit','value':'basket'}]"

static void book(
	struct scenario *s, const char *stay, const char *room, const char *guest)
{
	house_stay(s, stay,
		"'status':'booked','arrival':'2027-05-10','departure':'2027-05-12',"
		"'room':'%s','booked_type':'DZ','party':{'adults':1},'people':[{'role':"
		"'guest','primary':true,'ids':[{'system':'pms','id':'%s'}]}]",
		room, guest);
}

static void lists_of_members_are_planned_again(void **state)
{
	struct scenario *s = *state;
	static const char others[] = "SELECT version FROM stay WHERE room = '402'";
	int64_t version;

	scenario_at(s, "2027-05-10 08:00");
	put(s, PARENT(""));
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G1") "},'programme':'parent','level':'gold'");
	book(s, "S1", "401", "G1");
	book(s, "S2", "402", "G2");
	scenario_work(s);
	version = number(s, others);
	scenario_forget(s);
	put(s, PARENT(FRUIT));
	scenario_work(s);
	(void)house_has(scenario_sent(s, "kitchen", "checklist.planned"), "amenity.fruit",
		"place");
	scenario_forget(s);
	put(s, PARENT(""));
	scenario_work(s);
	house_has_not(house_about(s, "kitchen", "S1"), "amenity.fruit");
	assert_int_equal(under_way(s), 0);
	assert_int_equal(number(s, others), version);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_lower_requirement_is_met_at_once),
		STORY(a_version_to_come_is_waited_for),
		STORY(points_begin_to_expire_by_themselves),
		STORY(what_members_do_not_feel_wakes_nobody),
		STORY(many_are_reached_some_at_a_time),
		STORY(it_goes_on_where_it_was),
		STORY(lists_of_members_are_planned_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
