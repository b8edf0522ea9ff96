/* What members do, told to the module. */
#include "support/member.h"

#include <stdio.h>
#include <string.h>

void member_enrol(struct scenario *s, const char *guest)
{
	scenario_say(s, "member.changed",
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},'programme':'club'", guest);
}

void member_charge(struct scenario *s, const char *stay, const char *id,
	const char *category, int cents)
{
	scenario_say(s, "charge.posted",
		"'stay':{'ids':[{'system':'pms','id':'%s'}]},'charge':'%s','category':'%"
		"s',"
		"'gross_cents':%d,'currency':'EUR'",
		stay, id, category, cents);
}

void member_stays(struct scenario *s, const char *stay, const char *guest,
	const char *room, const char *arrival, const char *departure, int cents)
{
	char at[32];

	(void)snprintf(at, sizeof at, "%s 15:00", arrival);
	scenario_at(s, at);
	house_stay(s, stay,
		"'status':'checked_in','arrival':'%s','departure':'%s','room':'%s',"
		"'booked_type':'DZ','people':[{'role':'guest','primary':true,'ids':"
		"[{'system':'pms','id':'%s'}]}]",
		arrival, departure, room, guest);
	(void)snprintf(at, sizeof at, "%s 11:00", departure);
	scenario_at(s, at);
	member_charge(s, stay, "room", "room", cents);
	house_stay(s, stay, "'status':'checked_out'");
}

void member_until(struct scenario *s, const char *day, const char *closed)
{
	char at[32];

	(void)snprintf(at, sizeof at, "%s 12:00", day);
	scenario_at(s, at);
	house_close_day(s, closed);
	scenario_work(s);
}

void member_of_parent(struct scenario *s, const char *guest, const char *members)
{
	scenario_say(s, "member.changed",
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},'programme':'parent',%s",
		guest, members);
}

void member_books(struct scenario *s, const char *stay, const char *room,
	const char *guest, const char *arrival, const char *departure)
{
	char morning[32];

	(void)snprintf(morning, sizeof morning, "%s 09:00", arrival);
	scenario_at(s, morning);
	house_stay(s, stay,
		"'status':'booked','arrival':'%s','departure':'%s','room':'%s',"
		"'booked_type':'DZ','party':{'adults':1},'people':[{'role':'guest',"
		"'primary':true,'ids':[{'system':'pms','id':'%s'}]}]",
		arrival, departure, room, guest);
	scenario_work(s);
}

json_t *member_account(struct scenario *s, const char *guest)
{
	json_t *reply = scenario_say(
		s, "loyalty.statement", "'ids':[{'system':'pms','id':'%s'}]", guest);

	return scenario_get(reply, "memberships.0");
}

int64_t member_number(json_t *json, const char *path)
{
	return json_integer_value(scenario_get(json, path));
}

void member_adds_up(struct sg_test_database *database)
{
	assert_int_equal(
		sg_test_number(database,
			"SELECT COUNT(*) FROM account a WHERE a.points <> "
			"(SELECT COALESCE(SUM(e.points), 0) FROM entry e WHERE "
			"e.account = a.account) OR a.points <> (SELECT "
			"COALESCE(SUM(l.remaining), 0) FROM lot l WHERE "
			"l.account = a.account) OR a.entries <> (SELECT COUNT(*) "
			"FROM entry e WHERE e.account = a.account)"),
		0);
}
