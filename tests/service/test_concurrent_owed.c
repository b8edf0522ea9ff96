/* Two complain of the same failure and two managers decide it at the very same moment: it is owed
 * once, and what was decided is what both the record and the guest's card say. */
#include "support/small_hotel.h"

#include <pthread.h>

enum { ROUNDS = 12, TRIES = 40, FIRST_STAY = 101 };

static struct small_hotel *hotel;
static char owed[ROUNDS][33];
static pthread_barrier_t begin;

struct side {
	int number;
	void (*compose)(int round, int side, char *ret_text);
	enum sg_status results[ROUNDS];
};

static void *speak(void *data)
{
	struct side *side = data;
	char text[HOTEL_TEXT_MAX];

	for (int round = 0; round < ROUNDS; round++) {
		enum sg_status status = SG_UNAVAILABLE;

		side->compose(round, side->number, text);
		(void)pthread_barrier_wait(&begin);
		for (int i = 0; i < TRIES && status == SG_UNAVAILABLE; i++) {
			status = hotel_hand_in(hotel->service, text, NULL);
		}
		side->results[round] = status;
		(void)pthread_barrier_wait(&begin);
	}
	return NULL;
}

static void both_say(
	void (*compose)(int round, int side, char *ret_text), struct side sides[2])
{
	pthread_t threads[2];

	(void)pthread_barrier_init(&begin, NULL, 2);
	for (int i = 0; i < 2; i++) {
		sides[i] = (struct side){.number = i, .compose = compose};
		assert_int_equal(pthread_create(&threads[i], NULL, speak, &sides[i]), 0);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	}
	(void)pthread_barrier_destroy(&begin);
}

static void complain(int round, int side, char *ret_text)
{
	char id[32], data[256];

	(void)snprintf(id, sizeof id, "complaint-%d-%d", round, side);
	(void)snprintf(data, sizeof data,
		"'stay':{'ids':[{'system':'pms','id':'S%d'}]},'kind':'complaint',"
		"'topic':'bed.filling'",
		FIRST_STAY + round);
	hotel_compose("feedback.given", id, data, ret_text);
}

static void decide(int round, int side, char *ret_text)
{
	char id[32], data[256];

	(void)snprintf(id, sizeof id, "decision-%d-%d", round, side);
	(void)snprintf(data, sizeof data, "'id':'%s',%s", owed[round],
		side == round % 2 ? "'approve':true,'topic':'amenity.fruit',"
				    "'value':'apples','cost_cents':900"
				  : "'approve':false");
	hotel_compose("make_good.decided", id, data, ret_text);
}

static void check_in_with_a_need(unsigned number)
{
	hotel_say(hotel, "preference.stated",
		"'guest':{'ids':[{'system':'pms','id':'G%u'}]},'topic':'bed.filling',"
		"'value':'feather_free','strength':'require'",
		number);
	hotel_book(hotel, number);
	hotel_check_in(hotel, number);
}

static void find_owed(int round)
{
	static const char before[] = "\"make_goods\":[{\"id\":\"";
	char id[32], data[64];
	const char *at;

	(void)snprintf(id, sizeof id, "card-%d", round);
	(void)snprintf(data, sizeof data, "'ids':[{'system':'pms','id':'G%d'}]",
		FIRST_STAY + round);
	at = strstr(hotel_try(hotel, SG_OK, id, "guest.card", "%s", data), before);
	assert_non_null(at);
	(void)snprintf(owed[round], sizeof owed[round], "%s", at + strlen(before));
}

static void it_is_owed_and_decided_once(void **state)
{
	struct side sides[2];

	hotel = *state;
	for (int round = 0; round < ROUNDS; round++) {
		check_in_with_a_need((unsigned)(FIRST_STAY + round));
	}
	both_say(complain, sides);
	for (int round = 0; round < ROUNDS; round++) {
		assert_int_equal(sides[0].results[round], SG_OK);
		assert_int_equal(sides[1].results[round], SG_OK);
		find_owed(round);
	}
	assert_int_equal(ROUNDS,
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM make_good"));
	both_say(decide, sides);
	for (int round = 0; round < ROUNDS; round++) {
		enum sg_status a = sides[0].results[round], b = sides[1].results[round];

		assert_true((a == SG_OK && b == SG_REFUSED) ||
			    (a == SG_REFUSED && b == SG_OK));
	}
	assert_int_equal(0,
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM make_good m JOIN guest_card c ON c.guest = "
			"m.guest WHERE (m.state = 1) <> (c.sealed_card LIKE "
			"'%%amenity.fruit%%')"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(it_is_owed_and_decided_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
