/* What is said of the house at the same moment as something else: neither is lost. */
#include "support/small_hotel.h"

#include <pthread.h>

enum { ROUNDS = 40, TRIES = 40, LATER_US = 150 };

/* Two documents handed in at once, round after round. */
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
	both_say(hotel, say_of_a_group);
	assert_int_equal(
		ROUNDS, sg_test_number(&hotel->database,
				"SELECT COUNT(*) FROM stay_group "
				"WHERE state LIKE '%%Tour%%' AND state LIKE '%%KET%%'"));
	assert_int_equal(ROUNDS / 2,
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM stay_group WHERE state LIKE '%%block%%'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(what_two_say_of_a_group_at_once_is_all_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
