/*
 * Who gets what: departments, floors, languages and names of each endpoint, what changes when it
 * is put anew, two secrets while one replaces the other, and going live.
 */
#include "support/small_hotel.h"

#include "deliver/signature.h"

static int set_up(void **state)
{
	struct small_hotel *hotel;

	(void)hotel_setup(state);
	hotel = *state;
	hotel_say(hotel, "guest.changed",
		"'ids':[{'system':'pms','id':'G301'}],'salutation':'Frau Berger',"
		"'language':'de','name':{'given':'Annegret','family':'Berger'},"
		"'notes':'PLANTED note: Gast hat Asthma'");
	hotel_say(hotel, "preference.stated",
		"'guest':{'ids':[{'system':'pms','id':'G301'}]},'topic':'device.kettle',"
		"'strength':'require'");
	return 0;
}

static void planted_check_in(struct small_hotel *hotel)
{
	hotel_check_in(hotel, 301);
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S301'}],'comments':['PLANTED Mutter nach "
		"Operation'],'traces':[{'department':'housekeeping','text':'PLANTED "
		"trace'}]");
}

static void a_floor_hears_of_its_own_rooms(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_endpoint(hotel, "third", "'departments':['housekeeping'],'floors':['3']");
	hotel_endpoint(hotel, "fourth", "'departments':['housekeeping'],'floors':['4']");
	hotel_endpoint(hotel, "all", "'departments':['housekeeping']");
	planted_check_in(hotel);
	hotel_check_in(hotel, 402);
	hotel_check_in(hotel, 403);
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/third", "checklist.issued"), 1);
	assert_int_equal(hotel_received(hotel, "/fourth", "checklist.issued"), 2);
	assert_int_equal(hotel_received(hotel, "/all", "checklist.issued"), 3);
}

static void a_language_is_spoken_and_a_name_said_only_where_configured(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_endpoint(hotel, "german", "'departments':['housekeeping']");
	planted_check_in(hotel);
	assert_true(hotel_drain(hotel, 20));
	assert_non_null(strstr(hotel_body(hotel), "\"de\":"));
	assert_null(strstr(hotel_body(hotel), "\"ro\":"));
	assert_null(strstr(hotel_body(hotel), "Berger"));
	assert_null(strstr(hotel_body(hotel), "PLANTED"));
	hotel_endpoint(hotel, "german", "'departments':['housekeeping'],'enabled':false");
	hotel_forget(hotel);
	hotel_say(hotel, "endpoint.put",
		"'name':'other','url':'http://127.0.0.1:%u/"
		"other','languages':['ro','de'],"
		"'allowed_networks':['127.0.0.0/8'],'secret':'" HOTEL_SECRET
		"','departments':['front_desk'],'names':true",
		http_peer_port(hotel->peer));
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/other", NULL), 1);
	assert_non_null(strstr(hotel_body(hotel), "Frau Berger"));
	assert_non_null(strstr(hotel_body(hotel), "PLANTED")); /* the desk may know */
	assert_null(strstr(hotel_body(hotel), "Annegret"));
}

static void a_department_hears_of_a_stay_where_it_has_something_to_do(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_endpoint(hotel, "spa", "'departments':['spa']");
	hotel_endpoint(hotel, "floor", NULL);
	planted_check_in(hotel);
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), 1);
	assert_int_equal(hotel_attempted(hotel, "/spa"), 0);
	/* Nor where it comes later than the check-in. */
	hotel_endpoint(hotel, "late", "'departments':['spa']");
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_attempted(hotel, "/late"), 0);
}

static bool verifies(struct small_hotel *hotel, const char *secret_text)
{
	char id[128], timestamp[32], signature[256];
	struct sg_secret secret;
	struct sg_signed_message message = {.id = id,
		.timestamp = timestamp,
		.signature = signature,
		.body = hotel_body(hotel),
		.body_len = strlen(hotel_body(hotel))};

	hotel_header(hotel, "webhook-id", id, sizeof id);
	hotel_header(hotel, "webhook-timestamp", timestamp, sizeof timestamp);
	hotel_header(hotel, "webhook-signature", signature, sizeof signature);
	assert_int_equal(sg_secret_parse(secret_text, "", NULL, &secret), SG_OK);
	return sg_signature_verify(&secret, 1, &message, strtoll(timestamp, NULL, 10),
		       300, NULL) == SG_OK;
}

static void while_one_secret_replaces_the_other_both_verify(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_endpoint(hotel, "floor", NULL);
	hotel_check_in(hotel, 401);
	assert_true(hotel_drain(hotel, 20));
	assert_true(verifies(hotel, HOTEL_SECRET));
	assert_false(verifies(hotel, HOTEL_SECRET_NEXT));
	hotel_endpoint(hotel, "floor",
		"'departments':['housekeeping'],'secrets':['" HOTEL_SECRET_NEXT
		"','" HOTEL_SECRET "']");
	hotel_check_in(hotel, 402);
	assert_true(hotel_drain(hotel, 20));
	assert_true(verifies(hotel, HOTEL_SECRET));
	assert_true(verifies(hotel, HOTEL_SECRET_NEXT));
	hotel_endpoint(hotel, "floor",
		"'departments':['housekeeping'],'secrets':['" HOTEL_SECRET_NEXT "']");
	hotel_check_in(hotel, 403);
	assert_true(hotel_drain(hotel, 20));
	assert_false(verifies(hotel, HOTEL_SECRET));
	assert_true(verifies(hotel, HOTEL_SECRET_NEXT));
	/* What was delivered before is not sent again for it. */
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 3);
}

static void put_floor(struct small_hotel *hotel, const char *members)
{
	char all[256];

	(void)snprintf(all, sizeof all, "'departments':['housekeeping'],%s", members);
	hotel_endpoint(hotel, "floor", all);
	assert_true(hotel_drain(hotel, 20));
}

static void an_endpoint_whose_cut_changes_is_told_of_what_is_new_to_it(void **state)
{
	struct small_hotel *hotel = *state;

	put_floor(hotel, "'floors':['3']");
	planted_check_in(hotel);
	hotel_check_in(hotel, 401);
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_attempted(hotel, "/floor"), 1);
	put_floor(hotel, "'floors':['4']");
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), 2);
	assert_non_null(strstr(hotel_body(hotel), "\"401\""));
	/* What it had of the third is as it was. */
	put_floor(hotel, "'floors':['4','3']");
	assert_int_equal(hotel_attempted(hotel, "/floor"), 2);
	put_floor(hotel, "'floors':['4','3'],'names':true");
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.revised"), 1);
	assert_non_null(strstr(hotel_body(hotel), "Frau Berger"));
	put_floor(hotel, "'floors':['4','3'],'names':true,'headers':{'X-A':'B'}");
	assert_int_equal(hotel_attempted(hotel, "/floor"), 3);
}

static void an_endpoint_that_sees_a_floor_no_more_hears_no_more_of_it(void **state)
{
	struct small_hotel *hotel = *state;

	put_floor(hotel, "'floors':['3','4']");
	hotel_endpoint(hotel, "all", NULL);
	hotel_say(hotel, "preference.stated",
		"'guest':{'ids':[{'system':'pms','id':'G402'}]},'topic':'device.kettle',"
		"'strength':'like'");
	hotel_book(hotel, 402);
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.planned"), 1);
	put_floor(hotel, "'floors':['3']");
	hotel_work_for(hotel, 300);
	/* Also by the shortest way: nothing but the status. */
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S402'}],'status':'checked_in'");
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/all", "checklist.issued"), 1);
	assert_int_equal(hotel_attempted(hotel, "/floor"), 1);
	/* Back again, it has missed the check-in. */
	put_floor(hotel, "'floors':['3','4']");
	assert_int_equal(hotel_attempted(hotel, "/floor"), 2);
	assert_non_null(strstr(hotel_body(hotel), "\"state\":\"issued\""));
}

static void headers_of_the_hotels_own_are_sent_and_ours_stand(void **state)
{
	struct small_hotel *hotel = *state;
	char value[256];

	hotel_endpoint(hotel, "floor",
		"'departments':['housekeeping'],'headers':{'X-Hotel':'HAM1',"
		"'Authorization':'Bearer abc'}");
	hotel_check_in(hotel, 401);
	assert_true(hotel_drain(hotel, 20));
	hotel_header(hotel, "x-hotel", value, sizeof value);
	assert_string_equal(value, "HAM1");
	hotel_header(hotel, "authorization", value, sizeof value);
	assert_string_equal(value, "Bearer abc");
	hotel_header(hotel, "content-type", value, sizeof value);
	assert_string_equal(value, "application/json");
}

static void going_live_takes_what_is_there_as_delivered(void **state)
{
	struct small_hotel *hotel = *state;

	hotel_say(hotel, "property.changed", "'live':false");
	hotel_endpoint(hotel, "floor", NULL);
	for (unsigned i = 401; i < 410; i++) {
		hotel_check_in(hotel, i);
	}
	hotel_work_for(hotel, 600);
	hotel_say(hotel, "property.changed", "'live':true");
	hotel_work_until(hotel, HOTEL_NOTHING_WAITS);
	hotel_work_for(hotel, 600);
	assert_int_equal(hotel_attempted(hotel, NULL), 0);
	assert_int_equal(hotel_waiting(hotel), 0);
	/* From then on every change is told. */
	hotel_say(hotel, "stay.changed",
		"'ids':[{'system':'pms','id':'S401'}],'party':{'adults':2,'children':["
		"{'age_group':'0-2','count':1}]}");
	hotel_check_in(hotel, 301);
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/floor", NULL), 2);
	/* To whom sees otherwise, what only counted as known is new. */
	hotel_endpoint(hotel, "floor", "'departments':['housekeeping'],'names':true");
	assert_true(hotel_drain(hotel, 20));
	assert_int_equal(hotel_received(hotel, "/floor", "checklist.issued"), 9);
}

static void an_address_inside_is_reached_only_where_allowed(void **state)
{
	struct small_hotel *hotel = *state;

	/* https, as http needs an allowed network; nothing listens for TLS there, but nothing
	 * may even connect. A name, as an address would be refused at once. */
	hotel_say(hotel, "endpoint.put",
		"'name':'inside','url':'https://localhost:%u/inside','languages':['de'],"
		"'secret':'" HOTEL_SECRET "','departments':['housekeeping']",
		http_peer_port(hotel->peer));
	hotel_check_in(hotel, 401);
	hotel_work_until(hotel, "SELECT COUNT(*) FROM delivery WHERE reason IS NOT NULL");
	assert_int_equal(http_peer_connections(hotel->peer), 0);
	assert_non_null(
		strstr(hotel_try(hotel, SG_OK, NULL, "delivery.list", "'state':'open'"),
			"allow"));
}

#define CUT(test) cmocka_unit_test_setup_teardown(test, set_up, hotel_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CUT(a_floor_hears_of_its_own_rooms),
		CUT(a_language_is_spoken_and_a_name_said_only_where_configured),
		CUT(a_department_hears_of_a_stay_where_it_has_something_to_do),
		CUT(while_one_secret_replaces_the_other_both_verify),
		CUT(an_endpoint_whose_cut_changes_is_told_of_what_is_new_to_it),
		CUT(an_endpoint_that_sees_a_floor_no_more_hears_no_more_of_it),
		CUT(headers_of_the_hotels_own_are_sent_and_ours_stand),
		CUT(going_live_takes_what_is_there_as_delivered),
		CUT(an_address_inside_is_reached_only_where_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
