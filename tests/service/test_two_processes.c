/* Two processes on one database: what one was told, the other knows when it is asked. */
#include "support/small_hotel.h"

#include <time.h>

/* The plan of a day, of the one that is current there with "". */
static void ask(struct sg_service *service, const char *data, struct sg_buffer *reply)
{
	static unsigned asked;
	char text[HOTEL_TEXT_MAX], id[32];

	(void)snprintf(id, sizeof id, "ask-%u", asked++);
	hotel_compose("plan.day", id, data, text);
	sg_buffer_reset(reply);
	assert_int_equal(hotel_hand_in(service, text, reply), SG_OK);
}

static void take_date(const struct sg_buffer *reply, char ret_date[11])
{
	const char *date = strstr(reply->data, "\"date\":\"");

	assert_non_null(date);
	memcpy(ret_date, date + 8, 10);
	ret_date[10] = '\0';
}

static void a_question_is_answered_by_what_another_process_was_told(void **state)
{
	struct small_hotel *hotel = *state;
	struct sg_service *other = hotel_open(hotel, NULL);
	struct sg_buffer reply = {0};
	char before[11], after[11], today[32];
	time_t now = time(NULL);
	struct tm civil;

	assert_non_null(gmtime_r(&now, &civil));
	assert_true(strftime(today, sizeof today, "'date':'%F'", &civil) > 0);

	hotel_say(hotel, "preference.stated",
		"'guest':{'ids':[{'system':'pms','id':'G101'}]},'topic':'device.kettle',"
		"'strength':'like'");
	hotel_check_in(hotel, 101);
	ask(other, today, &reply);
	assert_non_null(strstr(reply.data, "device.kettle"));
	assert_null(strstr(reply.data, "\"ro\":"));
	ask(other, "", &reply);
	take_date(&reply, before);
	hotel_say(hotel, "property.changed", "'languages':['ro']");
	ask(other, today, &reply);
	assert_non_null(strstr(reply.data, "\"ro\":"));
	hotel_say(hotel, "day.closed", "'business_date':'%s'", before);
	ask(other, "", &reply);
	take_date(&reply, after);
	assert_string_not_equal(before, after);
	sg_buffer_free(&reply);
	sg_service_close(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOTEL(a_question_is_answered_by_what_another_process_was_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
