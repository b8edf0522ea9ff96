/*
 * One document, many callers: it is applied once whoever is first, and everybody hears what came
 * of it. Callers and workers side by side lose nothing and send nothing twice.
 */
#include "support/small_hotel.h"

#include <pthread.h>
#include <stdatomic.h>

enum { CALLERS = 32, ROUNDS = 8, NEWCOMERS = 60, TRIES = 40, ROOMS = 9, SHARING = 4 };

struct crowd {
	struct small_hotel *hotel;
	char texts[2]
		  [HOTEL_TEXT_MAX]; /* even callers say the first, odd ones the second */
	pthread_barrier_t begin;
	atomic_int applied[2], repeated[2], refused[2], retried, wrong;
	atomic_int next;
};

/* Says it until it is taken or refused, as a PMS does. */
static enum sg_status say_until(
	struct crowd *crowd, const char *text, struct sg_buffer *reply)
{
	enum sg_status status = SG_UNAVAILABLE;

	for (int i = 0; i < TRIES && status == SG_UNAVAILABLE; i++) {
		status = hotel_hand_in(crowd->hotel->service, text, reply);
		if (status == SG_UNAVAILABLE) {
			atomic_fetch_add(&crowd->retried, 1);
		}
	}
	return status;
}

static void count_reply(
	struct crowd *crowd, int side, enum sg_status status, const char *reply)
{
	if (status == SG_OK && strstr(reply, "\"outcome\":\"applied\"") != NULL) {
		atomic_fetch_add(&crowd->applied[side], 1);
	} else if (status == SG_OK && strstr(reply, "\"outcome\":\"repeated\"") != NULL) {
		atomic_fetch_add(&crowd->repeated[side], 1);
	} else if (status == SG_REFUSED && strstr(reply, "id_reused") != NULL) {
		atomic_fetch_add(&crowd->refused[side], 1);
	} else {
		(void)fprintf(stderr, "%d: %s\n", status, reply);
		atomic_fetch_add(&crowd->wrong, 1);
	}
}

static void *say_the_same(void *data)
{
	struct crowd *crowd = data;
	int side = atomic_fetch_add(&crowd->next, 1) % 2;
	struct sg_buffer reply = {0};
	enum sg_status status;

	(void)pthread_barrier_wait(&crowd->begin);
	status = say_until(crowd, crowd->texts[side], &reply);
	count_reply(crowd, side, status, reply.data != NULL ? reply.data : "");
	sg_buffer_free(&reply);
	return NULL;
}

static void crowd_says(struct crowd *crowd, void *(*what)(void *))
{
	pthread_t threads[CALLERS];

	(void)pthread_barrier_init(&crowd->begin, NULL, CALLERS);
	for (int i = 0; i < CALLERS; i++) {
		assert_int_equal(pthread_create(&threads[i], NULL, what, crowd), 0);
	}
	for (int i = 0; i < CALLERS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	}
	(void)pthread_barrier_destroy(&crowd->begin);
	assert_int_equal(atomic_load(&crowd->wrong), 0);
}

static int set_up(void **state)
{
	(void)hotel_setup(state);
	hotel_endpoint(*state, "floor", NULL);
	return 0;
}

static int64_t stays(struct small_hotel *hotel)
{
	return sg_test_number(&hotel->database, "SELECT COUNT(*) FROM stay");
}

static void a_crowd_with_one_document_applies_it_once(void **state)
{
	struct small_hotel *hotel = *state;
	static const char *const statuses[] = {"booked", "checked_in"};

	for (unsigned round = 0; round < ROUNDS; round++) {
		struct crowd crowd = {.hotel = hotel};
		char id[32];

		/* Half of the rounds make the stay, the other half check it in. */
		(void)snprintf(id, sizeof id, "same-%u", round);
		hotel_stay_text(101 + round / 2, statuses[round % 2], id, crowd.texts[0]);
		memcpy(crowd.texts[1], crowd.texts[0], sizeof crowd.texts[0]);
		crowd_says(&crowd, say_the_same);
		assert_int_equal(crowd.applied[0] + crowd.applied[1], 1);
		assert_int_equal(crowd.repeated[0] + crowd.repeated[1], CALLERS - 1);
	}
	assert_int_equal(stays(hotel), ROUNDS / 2);
	assert_int_equal(
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM taken WHERE document LIKE 'same-%%'"),
		ROUNDS);
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), ROUNDS / 2);
	assert_int_equal(hotel_doubled(hotel), 0);
}

static void the_same_id_with_other_content_is_refused_whoever_is_first(void **state)
{
	struct small_hotel *hotel = *state;

	for (unsigned round = 0; round < ROUNDS; round++) {
		struct crowd crowd = {.hotel = hotel};
		char id[32];
		int winner;

		(void)snprintf(id, sizeof id, "two-%u", round);
		hotel_stay_text(101 + round, "booked", id, crowd.texts[0]);
		hotel_stay_text(101 + round, "checked_in", id, crowd.texts[1]);
		crowd_says(&crowd, say_the_same);
		winner = atomic_load(&crowd.applied[0]) > 0 ? 0 : 1;
		assert_int_equal(crowd.applied[winner], 1);
		assert_int_equal(crowd.repeated[winner], CALLERS / 2 - 1);
		assert_int_equal(crowd.refused[1 - winner], CALLERS / 2);
	}
	assert_int_equal(stays(hotel), ROUNDS);
}

static void crowd_takes_once(
	struct small_hotel *hotel, const char *type, size_t number, const char *data)
{
	struct crowd crowd = {.hotel = hotel};
	char id[64];

	(void)snprintf(id, sizeof id, "%s-%zu", type, number);
	hotel_compose(type, id, data, crowd.texts[0]);
	memcpy(crowd.texts[1], crowd.texts[0], sizeof crowd.texts[0]);
	crowd_says(&crowd, say_the_same);
	if (crowd.applied[0] + crowd.applied[1] != 1) {
		fail_msg("%s: applied %d times", type,
			crowd.applied[0] + crowd.applied[1]);
	}
}

static void other_documents_of_the_house_are_taken_once_too(void **state)
{
	struct small_hotel *hotel = *state;
	static const struct {
		const char *type, *data;
	} documents[] = {
		{"guest.changed", "'ids':[{'system':'pms','id':'G1'}],'language':'de'"},
		{"preference.stated", "'guest':{'ids':[{'system':'pms','id':'G1'}]},"
				      "'topic':'device.kettle','strength':'like'"},
		{"room.changed", "'number':'101','section':'A'"},
		{"room_type.changed", "'code':'DZ','name':'Double'"},
		{"group.changed", "'code':'G80','name':'Tour'"},
		{"endpoint.put",
			"'name':'x','url':'https://example.com/x','secret':'" HOTEL_SECRET
			"','departments':['spa'],'languages':['de']"},
	};

	for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
		crowd_takes_once(hotel, documents[i].type, i, documents[i].data);
	}
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM statement"), 1);
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM guest"), 1);
}

/* Each of them is made by whoever comes first. */
static void guests_and_stays_that_many_name_at_once_are_made_once(void **state)
{
	struct small_hotel *hotel = *state;

	for (unsigned round = 0; round < NEWCOMERS; round++) {
		char data[512];

		(void)snprintf(data, sizeof data,
			"'ids':[{'system':'pms','id':'N%u'}],'language':'de'", round);
		crowd_takes_once(hotel, "guest.changed", round, data);
		(void)snprintf(data, sizeof data,
			"'ids':[{'system':'pms','id':'S%u'}],'status':'booked',"
			"'arrival':'2026-12-01','departure':'2026-12-03'",
			round);
		crowd_takes_once(hotel, "stay.changed", round, data);
	}
	assert_int_equal(sg_test_number(&hotel->database, "SELECT COUNT(*) FROM guest"),
		NEWCOMERS);
	assert_int_equal(stays(hotel), NEWCOMERS);
}

/* Sixteen stays of one room, and a guest they all share, changed by everybody at once. */
static void *crowd_one_room(void *data)
{
	struct crowd *crowd = data;
	unsigned number = (unsigned)atomic_fetch_add(&crowd->next, 1);
	struct sg_buffer reply = {0};
	char text[HOTEL_TEXT_MAX], members[512], id[32];

	(void)pthread_barrier_wait(&crowd->begin);
	for (unsigned i = 0; i < 4; i++) {
		enum sg_status status;

		(void)snprintf(id, sizeof id, "room-%u-%u", number, i);
		(void)snprintf(members, sizeof members,
			"'ids':[{'system':'pms','id':'S%u'}],'status':'booked',"
			"'arrival':'2026-12-0%u','departure':'2026-12-2%u','room':'101',"
			"'party':{'adults':%u},'people':[{'role':'guest','primary':true,"
			"'ids':[{'system':'pms','id':'G1'}]}]",
			number % 16, i + 1, i, number % 3 + 1);
		hotel_compose("stay.changed", id, members, text);
		status = say_until(crowd, text, &reply);
		if (status == SG_OK) {
			atomic_fetch_add(&crowd->applied[0], 1);
		} else {
			count_reply(
				crowd, 0, status, reply.data != NULL ? reply.data : "");
		}
	}
	sg_buffer_free(&reply);
	return NULL;
}

static void a_crowd_in_one_room_gets_through(void **state)
{
	struct small_hotel *hotel = *state;
	struct crowd crowd = {.hotel = hotel};

	crowd_says(&crowd, crowd_one_room);
	print_message("%d documents, %d told to come again\n",
		atomic_load(&crowd.applied[0]), atomic_load(&crowd.retried));
	assert_int_equal(crowd.applied[0], CALLERS * 4);
	assert_int_equal(stays(hotel), 16);
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM guest"), 1);
	assert_int_equal(
		sg_test_number(&hotel->database,
			"SELECT COUNT(*) FROM taken WHERE document LIKE 'room-%%'"),
		CALLERS * 4);
	assert_true(hotel_drain(hotel, 20));
}

/* Four stays in each of nine rooms, at once. */
static void *book_shared(void *data)
{
	struct crowd *crowd = data;
	int number = atomic_fetch_add(&crowd->next, 1);
	struct sg_buffer reply = {0};
	char text[HOTEL_TEXT_MAX], id[32];

	for (int room = 1; room <= ROOMS; room++) {
		(void)pthread_barrier_wait(&crowd->begin);
		if (number >= SHARING) {
			continue;
		}
		(void)snprintf(id, sizeof id, "share-%d-%d", number, room);
		hotel_stay_text(
			(unsigned)(number * 1000 + 100 + room), "booked", id, text);
		if (say_until(crowd, text, &reply) != SG_OK) {
			atomic_fetch_add(&crowd->wrong, 1);
		}
	}
	sg_buffer_free(&reply);
	return NULL;
}

/* Whoever comes second knows of the first: of those in one room, one leads the list. */
static void those_who_come_to_a_room_at_once_know_of_each_other(void **state)
{
	struct small_hotel *hotel = *state;
	struct crowd crowd = {.hotel = hotel};

	crowd_says(&crowd, book_shared);
	assert_int_equal(stays(hotel), SHARING * ROOMS);
	assert_true(hotel_drain(hotel, 60));
	for (int room = 1; room <= ROOMS; room++) {
		int led = 0;

		for (int i = 0; i < SHARING; i++) {
			const char *list = hotel_try(hotel, SG_OK, NULL, "stay.checklist",
				"'ids':[{'system':'pms','id':'S%d'}]",
				i * 1000 + 100 + room);

			assert_non_null(strstr(list, "\"led_by\":"));
			led += strstr(list, "\"led_by\":null") == NULL;
		}
		assert_int_equal(led, SHARING - 1);
	}
}

enum { WISHES = 30 };

static void *book_or_wish(void *data)
{
	struct crowd *crowd = data;
	int number = atomic_fetch_add(&crowd->next, 1);
	struct sg_buffer reply = {0};
	char text[HOTEL_TEXT_MAX], members[256], id[32];

	for (int i = 0; i < WISHES; i++) {
		(void)pthread_barrier_wait(&crowd->begin);
		(void)snprintf(id, sizeof id, "wish-%d-%d", number, i);
		(void)snprintf(members, sizeof members,
			"'guest':{'ids':[{'system':'pms','id':'G%d'}]},"
			"'topic':'device.kettle','strength':'like'",
			101 + i);
		if (number == 0) {
			hotel_stay_text((unsigned)(101 + i), "booked", id, text);
		} else {
			hotel_compose("preference.stated", id, members, text);
		}
		if (number < 2 && say_until(crowd, text, &reply) != SG_OK) {
			atomic_fetch_add(&crowd->wrong, 1);
		}
	}
	sg_buffer_free(&reply);
	return NULL;
}

static void a_wish_stated_while_its_guest_books_is_on_the_list(void **state)
{
	struct small_hotel *hotel = *state;
	struct crowd crowd = {.hotel = hotel};

	for (int i = 0; i < WISHES; i++) {
		hotel_say(hotel, "guest.changed",
			"'ids':[{'system':'pms','id':'G%d'}],'language':'de'", 101 + i);
	}
	crowd_says(&crowd, book_or_wish);
	hotel_work_until(hotel, HOTEL_ALL_PLANNED);
	hotel_hurry(hotel); /* previews are spread over minutes */
	assert_true(hotel_drain(hotel, 30));
	for (int i = 0; i < WISHES; i++) {
		const char *list = hotel_try(hotel, SG_OK, NULL, "stay.checklist",
			"'ids':[{'system':'pms','id':'S%d'}]", 101 + i);

		if (strstr(list, "device.kettle") == NULL) {
			fail_msg("stay %d: %s", 101 + i, list);
		}
	}
}

struct shift {
	struct crowd crowd;
	atomic_bool over;
};

static void *call(void *data)
{
	struct shift *shift = data;
	unsigned number = (unsigned)atomic_fetch_add(&shift->crowd.next, 1);
	struct sg_buffer reply = {0};
	char text[HOTEL_TEXT_MAX], id[32];

	for (unsigned i = 0; i < 25; i++) {
		/* Every stay twice: booked, then checked in by the next caller. */
		unsigned stay = 1000 + (i * 8 + number) % 200;

		(void)snprintf(id, sizeof id, "in-%u-%u", number, i);
		hotel_stay_text(stay, "checked_in", id, text);
		if (say_until(&shift->crowd, text, &reply) != SG_OK) {
			(void)fprintf(stderr, "%s\n", reply.data);
			atomic_fetch_add(&shift->crowd.wrong, 1);
		}
	}
	sg_buffer_free(&reply);
	return NULL;
}

static void *work(void *data)
{
	struct shift *shift = data;

	while (!atomic_load(&shift->over)) {
		struct sg_buffer reply = {0};

		if (sg_service_work(shift->crowd.hotel->service, 100, &reply) < 0) {
			(void)fprintf(stderr, "work: %s\n", reply.data);
			atomic_fetch_add(&shift->crowd.wrong, 1);
		}
		sg_buffer_free(&reply);
	}
	return NULL;
}

static void eight_callers_and_two_workers_lose_and_double_nothing(void **state)
{
	struct small_hotel *hotel = *state;
	struct shift shift = {.crowd = {.hotel = hotel}};
	pthread_t threads[10];

	for (int i = 0; i < 10; i++) {
		assert_int_equal(
			pthread_create(&threads[i], NULL, i < 8 ? call : work, &shift),
			0);
	}
	for (int i = 0; i < 8; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	}
	for (int i = 0; i < 600 && hotel_waiting(hotel) > 0; i++) {
		hotel_sleep(100);
	}
	atomic_store(&shift.over, true);
	sg_service_wake(hotel->service);
	for (int i = 8; i < 10; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	}
	assert_int_equal(atomic_load(&shift.crowd.wrong), 0);
	assert_int_equal(stays(hotel), 200);
	assert_int_equal(hotel_waiting(hotel), 0);
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), 200);
	assert_int_equal(hotel_doubled(hotel), 0);
	hotel_check_letters(hotel);
}

#define ONCE(test) cmocka_unit_test_setup_teardown(test, set_up, hotel_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ONCE(a_crowd_with_one_document_applies_it_once),
		ONCE(the_same_id_with_other_content_is_refused_whoever_is_first),
		ONCE(other_documents_of_the_house_are_taken_once_too),
		ONCE(guests_and_stays_that_many_name_at_once_are_made_once),
		ONCE(a_crowd_in_one_room_gets_through),
		ONCE(those_who_come_to_a_room_at_once_know_of_each_other),
		ONCE(a_wish_stated_while_its_guest_books_is_on_the_list),
		ONCE(eight_callers_and_two_workers_lose_and_double_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
