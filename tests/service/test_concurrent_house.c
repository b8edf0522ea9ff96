/* What is said of the house at the same moment as something else: neither is lost. */
#include "support/small_hotel.h"

#include <pthread.h>

enum { ROUNDS = 40, TRIES = 40, LATER_US = 150 };

/* Two documents handed in at once, round after round. */
struct pair {
	struct small_hotel *hotel;
	void (*compose)(int round, int side, char *ret_text);
	int64_t (*lost)(struct small_hotel *hotel); /* after each round; NULL = no look */
	pthread_barrier_t begin;
};

struct side {
	struct pair *pair;
	int number;
	int wrong;
};

static void say_until(struct side *side, const char *text)
{
	struct sg_buffer reply = {0};
	enum sg_status status = SG_UNAVAILABLE;

	for (int i = 0; i < TRIES && status == SG_UNAVAILABLE; i++) {
		status = hotel_hand_in(side->pair->hotel->service, text, &reply);
	}
	if (status != SG_OK) {
		(void)fprintf(stderr, "%s\n", reply.data);
		side->wrong++;
	}
	sg_buffer_free(&reply);
}

/* The second is said a little later from round to round. */
static void *speak(void *data)
{
	struct side *side = data;
	char text[HOTEL_TEXT_MAX];

	for (int round = 0; round < ROUNDS; round++) {
		int64_t from_us;

		side->pair->compose(round, side->number, text);
		(void)pthread_barrier_wait(&side->pair->begin);
		from_us = hotel_now_us();
		while (side->number == 1 &&
			hotel_now_us() - from_us < round % 20 * LATER_US) {
		}
		say_until(side, text);
		(void)pthread_barrier_wait(&side->pair->begin);
		if (side->number == 0 && side->pair->lost != NULL) {
			side->wrong += (int)side->pair->lost(side->pair->hotel);
		}
	}
	return NULL;
}

static void both_say(struct small_hotel *hotel,
	void (*compose)(int round, int side, char *ret_text),
	int64_t (*lost)(struct small_hotel *hotel))
{
	struct pair pair = {.hotel = hotel, .compose = compose, .lost = lost};
	struct side sides[2] = {{&pair, 0, 0}, {&pair, 1, 0}};
	pthread_t threads[2];

	(void)pthread_barrier_init(&pair.begin, NULL, 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_create(&threads[i], NULL, speak, &sides[i]), 0);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(sides[i].wrong, 0);
	}
	(void)pthread_barrier_destroy(&pair.begin);
}

static void say_of_a_group(int round, int side, char *ret_text)
{
	char id[32], data[256];

	(void)snprintf(id, sizeof id, "group-%d-%d", round, side);
	(void)snprintf(data, sizeof data, "'code':'G%d',%s", round,
		side == 0 ? "'name':'Tour'"
			  : "'codes':[{'group':'special','code':'KET'}]");
	hotel_compose("group.changed", id, data, ret_text);
}

static void what_two_say_of_a_group_at_once_is_all_kept(void **state)
{
	struct small_hotel *hotel = *state;

	for (int i = 0; i < ROUNDS / 2; i++) {
		hotel_say(hotel, "group.changed", "'code':'G%d','block':5", 2 * i);
	}
	both_say(hotel, say_of_a_group, NULL);
	assert_int_equal(
		ROUNDS, sg_test_number(&hotel->database,
				"SELECT COUNT(*) FROM stay_group "
				"WHERE state LIKE '%%Tour%%' AND state LIKE '%%KET%%'"));
	assert_int_equal(ROUNDS / 2,
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM stay_group WHERE state LIKE '%%block%%'"));
}

static void book_or_change_the_house(int round, int side, char *ret_text)
{
	char id[32], data[64];

	(void)snprintf(id, sizeof id, "house-%d-%d", round, side);
	(void)snprintf(data, sizeof data, "'times':{'check_in':'15:%02d'}", round);
	if (side == 0) {
		hotel_stay_text((unsigned)(101 + round), "booked", id, ret_text);
	} else {
		hotel_compose("property.changed", id, data, ret_text);
	}
}

/* Stays that were decided on an older house and that nobody will look at again. */
static int64_t left_behind(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database,
		"SELECT COUNT(*) FROM stay s JOIN property p ON p.id = s.property "
		"WHERE s.planned_house < p.version AND s.planned_version = s.version");
}

static void no_stay_booked_while_the_house_changes_is_left_behind(void **state)
{
	struct small_hotel *hotel = *state;

	both_say(hotel, book_or_change_the_house, left_behind);
	assert_int_equal(
		ROUNDS, sg_test_number(&hotel->database, "SELECT COUNT(*) FROM stay"));
}

static void name_a_group_or_change_it(int round, int side, char *ret_text)
{
	char text[HOTEL_TEXT_MAX], id[32], data[256];
	char *codes;

	(void)snprintf(id, sizeof id, "tour-%d-%d", round, side);
	if (side == 0) {
		/* The odd ones are known, and join the group. */
		hotel_stay_text((unsigned)(101 + round), "booked", id, text);
		codes = strstr(text, "\"codes\":[]");
		assert_non_null(codes);
		(void)snprintf(ret_text, HOTEL_TEXT_MAX, "%.*s\"group\":\"G%d\"%s",
			(int)(codes - text), text, round, codes + strlen("\"codes\":[]"));
	} else {
		(void)snprintf(data, sizeof data,
			"'code':'G%d','codes':[{'group':'special','code':'KET'}]", round);
		hotel_compose("group.changed", id, data, ret_text);
	}
}

static void who_joins_a_group_while_it_gets_codes_has_them(void **state)
{
	struct small_hotel *hotel = *state;
	char mapping[300];

	(void)snprintf(mapping, sizeof mapping,
		",\"deadline_ms\":20000,\"mapping\":\"%s/schema/catalog/"
		"mapping-example.json\"",
		getenv("STAMMGAST_SOURCE_DIR"));
	sg_service_close(&hotel->service);
	hotel->service = hotel_open(hotel, mapping);
	for (int i = 1; i < ROUNDS; i += 2) {
		hotel_book(hotel, (unsigned)(101 + i));
	}
	both_say(hotel, name_a_group_or_change_it, NULL);
	hotel_work_until(hotel, HOTEL_ALL_PLANNED);
	hotel_hurry(hotel);
	assert_true(hotel_drain(hotel, 30));
	for (int i = 0; i < ROUNDS; i++) {
		const char *list = hotel_try(hotel, SG_OK, NULL, "stay.checklist",
			"'ids':[{'system':'pms','id':'S%d'}]", 101 + i);

		if (strstr(list, "device.kettle") == NULL) {
			fail_msg("stay %d: %s", 101 + i, list);
		}
	}
}

#define BREAKFAST                                                                        \
	"'guest':{'ids':[{'system':'pms','id':'G%d'}]},'topic':'breakfast.plate'"

static void eat_or_take_back(int round, int side, char *ret_text)
{
	char id[32], data[256];

	(void)snprintf(id, sizeof id, "breakfast-%d-%d", round, side);
	(void)snprintf(data, sizeof data,
		side == 0 ? BREAKFAST ",'value':'muesli'" : BREAKFAST, round);
	hotel_compose(side == 0 ? "observation.recorded" : "preference.withdrawn", id,
		data, ret_text);
}

/* Cards that say more than the store knows, or less. */
static int64_t half_forgotten(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database,
		"SELECT COUNT(*) FROM guest_card c LEFT JOIN belief b ON b.guest = "
		"c.guest "
		"WHERE (c.sealed_card LIKE '%%breakfast.plate%%') <> (b.guest IS NOT "
		"NULL)");
}

static void a_topic_taken_back_as_it_is_observed_first_is_kept_whole_or_not_at_all(
	void **state)
{
	struct small_hotel *hotel = *state;

	for (int i = 0; i < ROUNDS; i++) {
		hotel_say(hotel, "guest.changed",
			"'ids':[{'system':'pms','id':'G%d'}],'language':'de'", i);
	}
	both_say(hotel, eat_or_take_back, half_forgotten);
	assert_int_equal(0, half_forgotten(hotel));
}

static void refuse_one_or_the_other(int round, int side, char *ret_text)
{
	char id[32], data[160];

	(void)snprintf(id, sizeof id, "refused-%d-%d", round, side);
	(void)snprintf(data, sizeof data,
		"'guest':{'ids':[{'system':'pms','id':'G%d'}]},'kind':'refused',"
		"'topic':'%s'",
		round, side == 0 ? "device.kettle" : "device.iron");
	hotel_compose("feedback.given", id, data, ret_text);
}

static void both_of_two_refusals_at_once_count(void **state)
{
	struct small_hotel *hotel = *state;

	both_say(hotel, refuse_one_or_the_other, NULL);
	assert_int_equal(2 * ROUNDS,
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM reaction"));
	assert_int_equal(ROUNDS,
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM guest_card WHERE sealed_card LIKE "
			"'%%device.kettle%%' AND sealed_card LIKE '%%device.iron%%'"));
}

/* What is said of trains was said the day before, whichever arrives first. Of every other guest
 * both accounts are there already, from long ago. */
static void prefer(int guest, int side, int days, const char *more, char *ret_text)
{
	(void)snprintf(ret_text, HOTEL_TEXT_MAX,
		"{\"type\":\"member.changed/1\",\"id\":\"prefer-%d-%d-%d\",\"time\":"
		"\"2026-01-%02dT10:00:00Z\",\"property\":\"HAM1\",\"actor\":{\"role\":"
		"\"system\"},\"data\":{\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":"
		"\"G%d\"}]},\"programme\":\"%s\"%s}}",
		guest, side, days, days, guest, side == 0 ? "miles" : "trains", more);
}

static void prefer_one_or_the_other(int round, int side, char *ret_text)
{
	prefer(round, side, side == 0 ? 20 : 19, ",\"primary\":true", ret_text);
}

/* Guests of whom not that one is primary which was last said to be. */
static int64_t preferred_wrongly(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database,
		"SELECT COUNT(*) FROM member WHERE primary_us IS NOT NULL AND "
		"is_primary <> (programme = 'miles')");
}

static void of_two_programmes_preferred_at_once_the_last_said_is_primary(void **state)
{
	static const char *const programmes[] = {"miles", "trains"};
	struct small_hotel *hotel = *state;
	char text[HOTEL_TEXT_MAX];

	for (int side = 0; side < 2; side++) {
		hotel_say(hotel, "programme.put",
			"'programme':{'programme':1,'code':'%s','name':'M','external':"
			"true,'levels':['gold']}",
			programmes[side]);
		for (int guest = 0; guest < ROUNDS; guest += 2) {
			prefer(guest, side, 1, "", text);
			assert_int_equal(
				hotel_hand_in(hotel->service, text, NULL), SG_OK);
		}
	}
	both_say(hotel, prefer_one_or_the_other, preferred_wrongly);
	assert_int_equal(2 * ROUNDS,
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM member WHERE primary_us IS NOT NULL"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(what_two_say_of_a_group_at_once_is_all_kept),
		HOTEL(no_stay_booked_while_the_house_changes_is_left_behind),
		HOTEL(a_topic_taken_back_as_it_is_observed_first_is_kept_whole_or_not_at_all),
		HOTEL(both_of_two_refusals_at_once_count),
		HOTEL(of_two_programmes_preferred_at_once_the_last_said_is_primary),
		HOTEL(who_joins_a_group_while_it_gets_codes_has_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
