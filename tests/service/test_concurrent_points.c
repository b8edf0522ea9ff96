/* Points that several tills spend, or members give to one another, at the same moment are spent and
 * given once. */
#include "support/small_hotel.h"

#include <pthread.h>

#include "support/member.h"

enum { CALLERS = 6, EACH = 12, PRICE = 100, POINTS = 3050, TRIES = 60 };

static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2020-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100}],'tiers':{'window':'calendar','levels':[{'tier':'member'}]}}]}";

/* An award for anybody who asks, and one that a member has four times a year; letting go costs. */
static const char club_with_awards[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2020-01-01','earn':[],'tiers':{'window':'calendar','levels':[{'tier':"
	"'member'}]},'awards':[{'award':'late','kind':'late_check_out','prices':["
	"{'points':100}],'cancel':{'penalty':'points','value':30,'free_days':9}},"
	"{'award':'rare','kind':'upgrade','prices':[{'points':100}],'year_max':4}]}]}";

enum { PENALTY = 30, RARE = 4 };

/* Members give and pool; five hundred a year as a gift. */
static const char club_with_transfers[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2020-01-01','earn':[],'tiers':{'window':'calendar','levels':[{'tier':"
	"'member'}]},'pool_max':3,'transfers':[{'kind':'transfer','expiry':'kept'},"
	"{'kind':'gift','expiry':'new','year_max':500}]}]}";

enum { MEMBERS = 3, GIFTS = 5 };

struct caller {
	struct small_hotel *hotel;
	int number;
	const char *price; /* members of what is held */
	int confirmed, released, returned, wrong;
};

static enum sg_status say_until(
	struct caller *caller, const char *type, const char *id, const char *data)
{
	char text[HOTEL_TEXT_MAX];
	struct sg_buffer reply = {0};
	enum sg_status status = SG_UNAVAILABLE;

	hotel_compose(type, id, data, text);
	for (int k = 0; k < TRIES && status == SG_UNAVAILABLE; k++) {
		status = hotel_hand_in(caller->hotel->service, text, &reply);
	}
	if (status != SG_OK && status != SG_REFUSED) {
		(void)fprintf(stderr, "%s\n", reply.data);
	}
	sg_buffer_free(&reply);
	return status;
}

static enum sg_status say(struct caller *caller, int i, const char *state)
{
	char id[32], data[256];

	(void)snprintf(id, sizeof id, "%s-%d-%d", state, caller->number, i);
	(void)snprintf(data, sizeof data,
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},'programme':'club',"
		"'redemption':'V%d-%d','state':'%s'%s",
		i % 2 == 0 ? "G1" : "G2", caller->number, i, state,
		strcmp(state, "held") == 0 ? caller->price : "");
	return say_until(caller, "points.redeemed", id, data);
}

/* Every third is let go again. */
static void *spend_each(void *data)
{
	struct caller *caller = data;

	for (int i = 0; i < EACH; i++) {
		enum sg_status status = say(caller, i, "held");
		bool release = i % 3 == 2;

		if (status == SG_OK) {
			status = say(caller, i, release ? "released" : "confirmed");
			caller->wrong += status != SG_OK;
			caller->confirmed += status == SG_OK && !release;
			caller->released += status == SG_OK && release;
		} else {
			caller->wrong += status != SG_REFUSED;
		}
	}
	return NULL;
}

/* So many members, with the points as a posting would have brought them. */
static void fill(struct small_hotel *hotel, const char *programme, int members)
{
	hotel_say(hotel, "programme.put", "%s", programme);
	for (int i = 1; i <= members; i++) {
		hotel_say(hotel, "member.changed",
			"'guest':{'ids':[{'system':'pms','id':'G%d'}]},'programme':'"
			"club'",
			i);
	}
	sg_test_sql(&hotel->database,
		"INSERT INTO lot (account, id, source, rule, earned_day, original, "
		"remaining, held, expired, reversed, bonus, amount) SELECT account, "
		"UNHEX(MD5(account)), 'stay:1', 'base', enrolled_day, 1525, 1525, 0, 0, "
		"0, 0, 0 FROM member");
	sg_test_sql(&hotel->database,
		"INSERT INTO entry (account, number, id, operation, lot, kind, points, "
		"held, day, at_us) SELECT account, 1, id, id, id, 0, remaining, 0, "
		"earned_day, 0 FROM lot");
	sg_test_sql(&hotel->database,
		"REPLACE INTO account (account, version, entries, points, held, "
		"active_day, nights, stays, spend, base, standing) SELECT account, 1, 1, "
		"remaining, 0, earned_day, 0, 0, 0, 0, '[[],[]]' FROM lot");
}

/* Two profiles of one person. */
static void begin(struct small_hotel *hotel, const char *programme)
{
	fill(hotel, programme, 2);
	hotel_say(hotel, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
}

/* All of them at once, of two prices in turn; the sum of what they did. */
static struct caller act_all(struct small_hotel *hotel, void *(*act)(void *),
	const char *price, const char *other)
{
	struct caller callers[CALLERS], sum = {.confirmed = 0};
	pthread_t threads[CALLERS];

	for (int i = 0; i < CALLERS; i++) {
		callers[i] = (struct caller){
			.hotel = hotel, .number = i, .price = i % 2 == 0 ? price : other};
		assert_int_equal(pthread_create(&threads[i], NULL, act, &callers[i]), 0);
	}
	for (int i = 0; i < CALLERS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		sum.wrong += callers[i].wrong;
		sum.confirmed += callers[i].confirmed;
		sum.released += callers[i].released;
		sum.returned += callers[i].returned;
	}
	assert_int_equal(sum.wrong, 0);
	return sum;
}

/* Nothing is held, nobody below zero, and all adds up. */
static void expect_left(struct small_hotel *hotel, int64_t points, int confirmed)
{
	assert_true(points >= 0 && confirmed > 0);
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT SUM(points) FROM account WHERE held = 0"),
		points);
	assert_int_equal(
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM account a WHERE points < 0 OR held "
			"<> (SELECT SUM(held) FROM lot l WHERE l.account = "
			"a.account)"),
		0);
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT COUNT(*) FROM redemption WHERE state = 1"),
		confirmed);
	member_adds_up(&hotel->database);
}

static void points_that_many_spend_at_once_are_never_overspent(void **state)
{
	struct small_hotel *hotel = *state;
	struct caller sum;

	begin(hotel, club);
	sum = act_all(hotel, spend_each, ",'points':100", ",'points':100");
	expect_left(hotel, POINTS - sum.confirmed * PRICE, sum.confirmed);
}

static void an_award_that_many_want_at_once_is_had_as_often_as_it_may_be(void **state)
{
	struct small_hotel *hotel = *state;
	struct caller sum;

	begin(hotel, club_with_awards);
	sum = act_all(hotel, spend_each, ",'award':'late'", ",'award':'rare'");
	expect_left(hotel,
		POINTS - sum.confirmed * PRICE -
			PENALTY * sg_test_number(&hotel->database,
					  "SELECT COUNT(*) FROM redemption WHERE award = "
					  "'late' AND state = 2 AND penalty = 30"),
		sum.confirmed);
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT COUNT(*) FROM redemption WHERE award = 'rare' "
				 "AND state = 1"),
		RARE);
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT COUNT(*) FROM redemption WHERE state = 2"),
		sum.released);
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT COALESCE(SUM(points), 0) FROM entry WHERE kind "
				 "= 9") +
				 PENALTY * sg_test_number(&hotel->database,
						   "SELECT COUNT(*) FROM redemption "
						   "WHERE penalty = 30"),
		0);
}

/* ---- given ---- */

/* Of the i-th to the next, or the other way round. */
static enum sg_status give(
	struct caller *caller, int i, const char *state, const char *kind, bool round)
{
	int from = round ? (caller->number + i) % MEMBERS : 0;
	int to = (from + (caller->number % 2 == 0 ? 1 : 2)) % MEMBERS;
	char id[48], data[384];

	(void)snprintf(id, sizeof id, "%s-%s-%d-%d", kind, state, caller->number, i);
	(void)snprintf(data, sizeof data,
		"'from':{'ids':[{'system':'pms','id':'G%d'}]},"
		"'to':{'ids':[{'system':'pms','id':'G%d'}]},'programme':'club',"
		"'transfer':'T%d-%d','kind':'%s','points':100,'state':'%s',"
		"'reason':'asked for','second':'ben'",
		from + 1, to + 1, caller->number, i, kind, state);
	return say_until(caller, "points.transferred", id, data);
}

/* Who pools with whom: all, or only two. */
static enum sg_status pool(struct caller *caller, int i)
{
	char id[32], data[256];

	(void)snprintf(id, sizeof id, "pool-%d-%d", caller->number, i);
	(void)snprintf(data, sizeof data,
		"'pool':'P1','programme':'club','members':[{" PMS("G1") "},{" PMS(
			"G2") "}%s],'reason':'They asked for it.','second':'ben'",
		i % 2 == 0 ? ",{" PMS("G3") "}" : "");
	return say_until(caller, "pool.changed", id, data);
}

/* Some give in a circle, one way or the other, and take every third back; some spend; one says who
 * pools. */
static void *give_each(void *data)
{
	struct caller *caller = data;

	if (caller->number % 3 == 2) {
		return spend_each(caller);
	}
	for (int i = 0; i < EACH; i++) {
		enum sg_status status = give(caller, i, "given", "transfer", true);

		if (status == SG_OK && i % 3 == 2) {
			status = give(caller, i, "returned", "transfer", true);
			caller->wrong += status != SG_OK;
			caller->returned += status == SG_OK;
		}
		caller->wrong += status != SG_OK && status != SG_REFUSED;
		if (caller->number == 0) {
			caller->wrong += pool(caller, i) != SG_OK;
		}
	}
	return NULL;
}

static void what_is_given_round_in_circles_and_pooled_is_neither_lost_nor_doubled(
	void **state)
{
	struct small_hotel *hotel = *state;
	struct caller sum;

	fill(hotel, club_with_transfers, MEMBERS);
	sum = act_all(hotel, give_each, ",'points':100", ",'points':100");
	assert_true(sum.confirmed > 0 && sum.returned > 0);
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT SUM(points) FROM account"),
		MEMBERS * POINTS / 2 - sum.confirmed * PRICE);
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT COUNT(*) FROM transfer WHERE state = 1"),
		sum.returned);
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT SUM(held) FROM account"), 0);
	member_adds_up(&hotel->database);
}

static void *give_gifts(void *data)
{
	struct caller *caller = data;

	for (int i = 0; i < GIFTS; i++) {
		enum sg_status status = give(caller, i, "given", "gift", false);

		caller->confirmed += status == SG_OK;
		caller->wrong += status != SG_OK && status != SG_REFUSED;
	}
	return NULL;
}

static void nobody_gives_more_a_year_than_he_may_however_many_ask_at_once(void **state)
{
	struct small_hotel *hotel = *state;

	fill(hotel, club_with_transfers, MEMBERS);
	assert_int_equal(act_all(hotel, give_gifts, "", "").confirmed, GIFTS);
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT SUM(points) FROM account"),
		MEMBERS * POINTS / 2);
	member_adds_up(&hotel->database);
}

/* The same stay under many ids, by days that differ a little. */
static void *claim_one(void *data)
{
	struct caller *caller = data;
	char id[32], members[256];
	enum sg_status status;

	(void)snprintf(id, sizeof id, "claim-%d", caller->number);
	(void)snprintf(members, sizeof members,
		"'claim':'C%d','guest':{" PMS(
			"G1") "},'programme':'club',"
			      "'arrival':'2025-01-02','departure':'2025-01-%02d'",
		caller->number, 4 + caller->number % 4);
	status = say_until(caller, "stay.claimed", id, members);
	caller->confirmed += status == SG_OK;
	caller->wrong += status != SG_OK && status != SG_REFUSED;
	return NULL;
}

static void a_stay_that_many_claim_at_once_is_claimed_once(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_say(hotel, "programme.put", "%s", club);
	hotel_say(hotel, "member.changed",
		"'guest':{" PMS("G1") "},'programme':'club','enrolled':'2020-01-01'");
	assert_int_equal(act_all(hotel, claim_one, "", "").confirmed, 1);
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM claim"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(points_that_many_spend_at_once_are_never_overspent),
		HOTEL(an_award_that_many_want_at_once_is_had_as_often_as_it_may_be),
		HOTEL(what_is_given_round_in_circles_and_pooled_is_neither_lost_nor_doubled),
		HOTEL(a_stay_that_many_claim_at_once_is_claimed_once),
		HOTEL(nobody_gives_more_a_year_than_he_may_however_many_ask_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
