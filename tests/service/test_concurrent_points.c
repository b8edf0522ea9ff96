/* Points that several tills spend at the same moment are spent once. */
#include "support/small_hotel.h"

#include <pthread.h>

#include "support/member.h"

enum { CALLERS = 6, EACH = 12, PRICE = 100, POINTS = 3050, TRIES = 60 };

static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2020-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100}],'tiers':{'window':'calendar','levels':[{'tier':'member'}]}}]}";

struct caller {
	struct small_hotel *hotel;
	int number;
	int confirmed, wrong;
};

static enum sg_status say(struct caller *caller, int i, const char *state)
{
	char text[HOTEL_TEXT_MAX], id[32], data[256];
	enum sg_status status = SG_UNAVAILABLE;

	(void)snprintf(id, sizeof id, "%s-%d-%d", state, caller->number, i);
	(void)snprintf(data, sizeof data,
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},'programme':'club',"
		"'redemption':'V%d-%d','state':'%s'%s",
		i % 2 == 0 ? "G1" : "G2", caller->number, i, state,
		strcmp(state, "held") == 0 ? ",'points':100" : "");
	hotel_compose("points.redeemed", id, data, text);
	for (int k = 0; k < TRIES && status == SG_UNAVAILABLE; k++) {
		status = hotel_hand_in(caller->hotel->service, text, NULL);
	}
	return status;
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
		} else {
			caller->wrong += status != SG_REFUSED;
		}
	}
	return NULL;
}

/* Two profiles of one person; the points as a posting would have brought them. */
static void begin(struct small_hotel *hotel)
{
	hotel_say(hotel, "programme.put", "%s", club);
	for (int i = 1; i <= 2; i++) {
		hotel_say(hotel, "member.changed",
			"'guest':{'ids':[{'system':'pms','id':'G%d'}]},'programme':'"
			"club'",
			i);
	}
	hotel_say(hotel, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
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
		"INSERT INTO account (account, version, entries, points, held, "
		"active_day, nights, stays, spend, base, standing) SELECT account, 1, 1, "
		"remaining, 0, earned_day, 0, 0, 0, 0, '[[],[]]' FROM lot");
}

static void points_that_many_spend_at_once_are_never_overspent(void **state)
{
	struct small_hotel *hotel = *state;
	struct caller callers[CALLERS];
	pthread_t threads[CALLERS];
	int confirmed = 0;

	begin(hotel);
	for (int i = 0; i < CALLERS; i++) {
		callers[i] = (struct caller){.hotel = hotel, .number = i};
		assert_int_equal(
			pthread_create(&threads[i], NULL, spend_each, &callers[i]), 0);
	}
	for (int i = 0; i < CALLERS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(callers[i].wrong, 0);
		confirmed += callers[i].confirmed;
	}
	assert_true(confirmed > 0 && confirmed * PRICE <= POINTS);
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT SUM(points) FROM account WHERE held = 0"),
		POINTS - confirmed * PRICE);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(points_that_many_spend_at_once_are_never_overspent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
