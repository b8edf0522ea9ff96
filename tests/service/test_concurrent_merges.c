/* Guests are merged and parted at the very moment when something else is said of them: nothing is
 * lost, nobody waits for ever, and who is one is what the words say. */
#include "support/small_hotel.h"

#include <pthread.h>

enum { ROUNDS = 30, TRIES = 40, LATER_US = 150 };

struct pair {
	struct small_hotel *hotel;
	void (*compose)(int round, int side, char *ret_text);
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

/* The second speaks a little later from round to round. */
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
	}
	return NULL;
}

static void both_say(
	struct small_hotel *hotel, void (*compose)(int round, int side, char *ret_text))
{
	struct pair pair = {.hotel = hotel, .compose = compose};
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

/* A word about the guests "A3" and "B3" of the third round. */
static void compose_word(
	int round, int side, const char *type, const char *both, char *ret_text)
{
	char id[48], data[256];

	(void)snprintf(id, sizeof id, "%s-%s-%d-%d", type, both, round, side);
	(void)snprintf(data, sizeof data,
		"'ids':[{'system':'pms','id':'%c%d'}],"
		"'merged':{'ids':[{'system':'pms','id':'%c%d'}]}",
		both[0], round, both[1], round);
	hotel_compose(type, id, data, ret_text);
}

static void merge_or_state(int round, int side, char *ret_text)
{
	char id[32], data[256];

	if (side == 0) {
		compose_word(round, side, "guest.merged", "AB", ret_text);
		return;
	}
	(void)snprintf(id, sizeof id, "stated-%d", round);
	(void)snprintf(data, sizeof data,
		"'guest':{'ids':[{'system':'pms','id':'%c%d'}]},"
		"'topic':'device.kettle','strength':'like'",
		round % 2 == 0 ? 'A' : 'B', round);
	hotel_compose("preference.stated", id, data, ret_text);
}

static void what_is_said_while_guests_are_merged_holds_for_both(void **state)
{
	struct small_hotel *hotel = *state;

	both_say(hotel, merge_or_state);
	assert_int_equal(2 * ROUNDS,
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM guest_card WHERE "
						 "sealed_card LIKE '%%device.kettle%%'"));
	assert_int_equal(ROUNDS,
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM profile WHERE "
						 "sealed_card LIKE '%%device.kettle%%'"));
}

static void merge_both_ways(int round, int side, char *ret_text)
{
	compose_word(round, side, "guest.merged", side == 0 ? "CD" : "DC", ret_text);
}

static void merge_a_chain(int round, int side, char *ret_text)
{
	compose_word(round, side, "guest.merged", side == 0 ? "EF" : "GF", ret_text);
}

static void two_merges_at_once_neither_block_nor_lose_one_another(void **state)
{
	struct small_hotel *hotel = *state;

	both_say(hotel, merge_both_ways);
	assert_int_equal(
		ROUNDS, sg_test_number(&hotel->database,
				"SELECT COUNT(*) FROM (SELECT person FROM profile "
				"GROUP BY person HAVING COUNT(*) = 2) both_of"));
	both_say(hotel, merge_a_chain);
	assert_int_equal(
		ROUNDS, sg_test_number(&hotel->database,
				"SELECT COUNT(*) FROM (SELECT person FROM profile "
				"GROUP BY person HAVING COUNT(*) = 3) all_of"));
}

static void merge_or_part(int round, int side, char *ret_text)
{
	compose_word(round, side, side == 0 ? "guest.merged" : "guest.unmerged", "HI",
		ret_text);
}

static void the_cards_are_those_of_the_word_that_holds(void **state)
{
	struct small_hotel *hotel = *state;

	both_say(hotel, merge_or_part);
	assert_int_equal(
		ROUNDS, sg_test_number(&hotel->database, "SELECT COUNT(*) FROM alias"));
	assert_int_equal(0,
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM alias a LEFT JOIN profile p ON p.guest = "
			"a.first LEFT JOIN profile q ON q.guest = a.second WHERE "
			"a.same <> (p.person IS NOT NULL AND q.person IS NOT NULL AND "
			"p.person = q.person)"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(what_is_said_while_guests_are_merged_holds_for_both),
		HOTEL(two_merges_at_once_neither_block_nor_lose_one_another),
		HOTEL(the_cards_are_those_of_the_word_that_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
