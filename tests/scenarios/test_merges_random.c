/*
 * Random lives of four guests through the ABI and the database, beside those of their twins, who
 * hear the same and are never merged. What a person takes back is said of each twin alone. While
 * they are one, all profiles show the same; parted, each is what his twin is.
 */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

enum { GUESTS = 4, SEQUENCES = 16, STEPS = 16 };

static uint64_t draw_state;

/* splitmix64 */
static int draw(int below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (int)(((z ^ (z >> 31)) >> 33) % (uint64_t)below);
}

struct life {
	struct scenario *s;
	int number;
	bool linked[GUESTS][GUESTS];
};

static const char *name(const struct life *life, char twin, int guest, char ret_name[24])
{
	(void)snprintf(ret_name, 24, "%c%d-%d", twin, life->number, guest);
	return ret_name;
}

static void reach(const struct life *life, int from, bool *reached)
{
	reached[from] = true;
	for (int i = 0; i < GUESTS; i++) {
		if (!reached[i] && life->linked[from][i]) {
			reach(life, i, reached);
		}
	}
}

/* ---- what is shown ---- */

static json_t *card(const struct life *life, char twin, int guest)
{
	char text[24];

	return scenario_say(life->s, "guest.card", "'ids':[{'system':'pms','id':'%s'}]",
		name(life, twin, guest, text));
}

/* A card without what differs between twins: ids, and when something was said to the second. */
static json_t *plain(json_t *card)
{
	json_t *copy = json_object();
	static const char *const members[] = {
		"facts", "usuals", "off", "language", "memory", "objects"};

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		json_t *member = json_deep_copy(json_object_get(card, members[i]));
		json_t *element;
		size_t at;

		json_array_foreach(member, at, element)
		{
			json_object_del(element, "statement");
			json_object_del(element, "said");
		}
		if (member != NULL) {
			(void)json_object_set_new(copy, members[i], member);
		}
	}
	return copy;
}

static void assert_same(const struct life *life, json_t *a, json_t *b)
{
	json_t *one = plain(a), *other = plain(b);

	if (!json_equal(one, other)) {
		fail_msg("life %d: %s\n%s", life->number, scenario_dump(life->s, one),
			scenario_dump(life->s, other));
	}
	json_decref(one);
	json_decref(other);
}

/* ---- what happens ---- */

static void say_of(
	const struct life *life, char twin, int guest, const char *type, const char *data)
{
	char text[24];

	scenario_say(life->s, type, "'guest':{'ids':[{'system':'pms','id':'%s'}]},%s",
		name(life, twin, guest, text), data);
}

static void gain(const struct life *life, int guest)
{
	static const char *const stated[] = {"'topic':'device.kettle','strength':'like'",
		"'topic':'device.kettle','strength':'never'",
		"'topic':'amenity.water','value':'still','strength':'like'",
		"'topic':'bath.mat','value':'non_slip','strength':'require'",
		"'topic':'room.temperature','value':19,'strength':'like'"};
	static const char *const seen[] = {"'topic':'breakfast.plate','value':'muesli'",
		"'topic':'breakfast.plate','value':'scrambled_egg'"};
	static const char *const reacted[] = {"'kind':'refused','topic':'device.kettle'",
		"'kind':'ignored','topic':'amenity.water'",
		"'kind':'compliment','topic':'amenity.water'", "'kind':'nothing'",
		"'kind':'resumed'"};
	static const struct {
		const char *type;
		const char *const *data;
		int count;
	} kinds[] = {{"preference.stated", stated, 5}, {"observation.recorded", seen, 2},
		{"feedback.given", reacted, 5}};
	int kind = draw(3);
	const char *data = kinds[kind].data[draw(kinds[kind].count)];

	for (int twin = 0; twin < 2; twin++) {
		say_of(life, twin == 0 ? 'M' : 'T', guest, kinds[kind].type, data);
	}
}

static void take_back(const struct life *life, int guest)
{
	static const char *const topics[] = {
		"'topic':'device.kettle'", "'topic':'breakfast.plate'"};
	const char *data = topics[draw(2)];
	bool members[GUESTS] = {false};

	reach(life, guest, members);
	say_of(life, 'M', guest, "preference.withdrawn", data);
	for (int i = 0; i < GUESTS; i++) {
		if (members[i]) {
			say_of(life, 'T', i, "preference.withdrawn", data);
		}
	}
}

static void say_of_pair(struct life *life, int a, int b, bool same)
{
	char one[24], other[24];

	scenario_say(life->s, same ? "guest.merged" : "guest.unmerged",
		"'ids':[{'system':'pms','id':'%s'}],'merged':{'ids':[{'system':'pms',"
		"'id':'%s'}]}",
		name(life, 'M', a, one), name(life, 'M', b, other));
	life->linked[a][b] = life->linked[b][a] = same;
}

static void compare_profiles(const struct life *life, int guest)
{
	bool members[GUESTS] = {false};
	json_t *shown = card(life, 'M', guest);
	int count = 0;

	reach(life, guest, members);
	for (int i = 0; i < GUESTS; i++) {
		count += members[i];
		if (members[i]) {
			assert_same(life, shown, card(life, 'M', i));
		}
	}
	assert_int_equal(count > 1 ? count : 0,
		json_integer_value(json_object_get(shown, "profiles")));
}

static void step(struct life *life)
{
	int guest = draw(GUESTS), other = (guest + 1 + draw(GUESTS - 1)) % GUESTS;
	int what = draw(10);

	if (what < 5) {
		gain(life, guest);
	} else if (what == 5) {
		take_back(life, guest);
	} else {
		say_of_pair(life, guest, other, what < 9);
	}
	compare_profiles(life, guest);
}

static void merges_and_partings_leave_no_trace(void **state)
{
	struct scenario *s = *state;

	for (int number = 0; number < SEQUENCES; number++) {
		struct life life = {.s = s, .number = number};

		draw_state = (uint64_t)number;
		scenario_at(s, "2026-11-20 08:00");
		for (int i = 0; i < GUESTS; i++) {
			say_of(&life, 'M', i, "preference.stated",
				"'topic':'device.iron','strength':'like'");
			say_of(&life, 'T', i, "preference.stated",
				"'topic':'device.iron','strength':'like'");
		}
		for (int i = 0; i < STEPS; i++) {
			step(&life);
		}
		for (int a = 0; a < GUESTS; a++) {
			for (int b = a + 1; b < GUESTS; b++) {
				if (life.linked[a][b]) {
					say_of_pair(&life, b, a, false);
				}
			}
		}
		for (int i = 0; i < GUESTS; i++) {
			assert_same(&life, card(&life, 'M', i), card(&life, 'T', i));
		}
	}
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM profile"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(merges_and_partings_leave_no_trace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
