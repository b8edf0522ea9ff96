/* Bookings from a file, and what happens because of them, in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/allocator.h"
#include "cli/booking.h"
#include "cli/guests.h"
#include "cli/timeline.h"
#include "core/embedded.h"
#include "core/time.h"
#include "document/value.h"

static const char header[] =
	"hotel,is_canceled,lead_time,arrival_date_year,arrival_date_month,"
	"arrival_date_week_number,arrival_date_day_of_month,stays_in_weekend_nights,"
	"stays_in_week_nights,adults,children,babies,meal,country,market_segment,"
	"distribution_channel,is_repeated_guest,previous_cancellations,"
	"previous_bookings_not_canceled,reserved_room_type,assigned_room_type,"
	"booking_changes,deposit_type,agent,company,days_in_waiting_list,customer_type,"
	"adr,"
	"required_car_parking_spaces,total_of_special_requests,reservation_status,"
	"reservation_status_date\n";

static const char rows[] =
	"Resort Hotel,0,342,2015,July,27,1,0,2,2,0,0,BB,PRT,Direct,Direct,0,0,0,C,C,3,"
	"No Deposit,NULL,NULL,0,Transient,0,0,0,Check-Out,7/3/2015\n"
	"City Hotel,1,10,2015,July,27,2,1,1,2,NA,1,SC,NULL,Online TA,TA/TO,0,0,0,A,A,1,"
	"No Deposit,9,NULL,0,Transient,-6.38,0,1,Canceled,6/30/2015\n"
	"City Hotel,0,0,2015,July,27,2,0,0,0,0,0,Undefined,GBR,Groups,TA/TO,1,0,0,A,D,0,"
	"No Deposit,9,NULL,0,Transient,80.5,1,0,Check-Out,7/2/2015\n"
	"City Hotel,1,1,2015,July,27,3,0,1,1,0,0,HB,DEU,Corporate,Corporate,0,0,0,A,A,0,"
	"No Deposit,9,NULL,0,Transient,80.5,0,0,No-Show,7/3/2015\n";

static char path[] = "/tmp/stammgast-bookings-XXXXXX";

static enum sg_status read_text(const char *first, const char *second, int32_t last_day,
	struct sg_error *error, struct sg_bookings *ret_bookings)
{
	FILE *file;
	int fd;
	enum sg_status status;

	memcpy(path + sizeof path - 7, "XXXXXX", 6);
	fd = mkstemp(path);
	assert_true(fd >= 0);
	file = fdopen(fd, "w");
	assert_true(fputs(first, file) >= 0 && fputs(second, file) >= 0);
	assert_int_equal(fclose(file), 0);
	status = sg_bookings_read(path, SG_DAY_FIRST, last_day, error, ret_bookings);
	(void)unlink(path);
	return status;
}

static int32_t day(const char *text)
{
	int32_t found = SG_NO_DAY;

	assert_true(sg_day_parse(text, &found));
	return found;
}

static void rows_become_bookings(void **state)
{
	struct sg_bookings bookings;
	struct sg_error error;

	(void)state;
	assert_int_equal(read_text(header, rows, SG_DAY_LAST, &error, &bookings), SG_OK);
	assert_int_equal(bookings.count, 4);
	assert_int_equal(bookings.rows[0].arrival_day, day("2015-07-01"));
	assert_int_equal(bookings.rows[0].status_day, day("2015-07-03"));
	assert_int_equal(bookings.rows[0].lead_days, 342);
	assert_int_equal(bookings.rows[0].hotel, SG_HOTEL_RESORT);
	assert_int_equal(bookings.rows[1].children, 0);
	assert_int_equal(bookings.rows[1].nights, 2);
	assert_int_equal(bookings.rows[1].rate, -63800);
	assert_int_equal(bookings.rows[1].country[0], '\0');
	assert_int_equal(bookings.rows[1].end, SG_BOOKING_CANCELLED);
	assert_int_equal(bookings.rows[2].meal, SG_MEAL_NONE);
	assert_int_equal(bookings.rows[2].nights, 0);
	assert_int_equal(bookings.rows[3].end, SG_BOOKING_NO_SHOW);
	assert_int_equal(bookings.rows[3].row, 4);
	sg_bookings_free(&bookings);
}

static void a_stay_is_charged_its_rate_times_its_nights_rounded_half_up_once(void **state)
{
	static const struct {
		int64_t rate; /* ten-thousandths */
		uint16_t nights;
		int64_t cents;
		const char *text;
	} cases[] = {{805000, 3, 24150, "80.50"}, {610750, 2, 12215, "61.07"},
		{610750, 3, 18323, "61.07"}, {610749, 3, 18322, "61.07"},
		{-63800, 10, -6380, "-6.38"}, {-3800, 1, -38, "-0.38"},
		{805000, 0, 0, "80.50"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct sg_booking booking = {
			.rate = cases[i].rate, .nights = cases[i].nights};
		char text[SG_RATE_TEXT_SIZE];

		assert_int_equal(sg_booking_charge(&booking), cases[i].cents);
		sg_booking_rate(&booking, text);
		assert_string_equal(text, cases[i].text);
	}
}

static void days_outside_the_range_are_left_out(void **state)
{
	struct sg_bookings bookings;
	struct sg_error error;

	(void)state;
	assert_int_equal(
		read_text(header, rows, day("2015-07-02"), &error, &bookings), SG_OK);
	assert_int_equal(bookings.count, 3);
	assert_int_equal(bookings.skipped, 1);
	sg_bookings_free(&bookings);
}

static void a_wrong_value_is_refused_with_its_line_and_column(void **state)
{
	static const struct {
		const char *row;
		const char *word;
	} wrong[] = {
		{"Motel,0,1,2015,July,27,1,0,1,1,0,0,BB,PRT,Direct,x,0,0,0,A,A,0,x,x,x,0,"
		 "x,1,0,0,"
		 "Check-Out,7/2/2015\n",
			"hotel is \"Motel\""},
		{"City "
		 "Hotel,0,1,2015,June,27,31,0,1,1,0,0,BB,PRT,Direct,x,0,0,0,A,A,0,x,x,x,"
		 "0,x,1,"
		 "0,0,Check-Out,7/2/2015\n",
			"arrival_date_day_of_month"},
		{"City "
		 "Hotel,0,-1,2015,June,27,3,0,1,1,0,0,BB,PRT,Direct,x,0,0,0,A,A,0,x,x,x,"
		 "0,x,1,"
		 "0,0,Check-Out,7/2/2015\n",
			"lead_time is \"-1\""},
		{"City "
		 "Hotel,0,1,2015,June,27,3,0,1,1,0,0,BB,PRT,Direct,x,0,0,0,A,A,0,x,x,x,0,"
		 "x,1,"
		 "0,0,Check-Out,2/31/2015\n",
			"reservation_status_date"},
		{"City Hotel,0,1\n", "has 3 columns"},
		{"City \"Hotel,0,1\n", "columns"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sg_bookings bookings = {0};
		struct sg_error error;

		assert_int_equal(
			read_text(header, wrong[i].row, SG_DAY_LAST, &error, &bookings),
			SG_INVALID);
		assert_non_null(strstr(error.message, wrong[i].word));
		assert_non_null(strstr(error.message, "line 2"));
		assert_null(bookings.rows);
	}
}

static void a_file_of_something_else_is_refused_by_its_header(void **state)
{
	struct sg_bookings bookings;
	struct sg_error error;

	(void)state;
	assert_int_equal(
		read_text("when,what,card\n", "1,2,3\n", SG_DAY_LAST, &error, &bookings),
		SG_INVALID);
	assert_string_equal(error.code, "header_invalid");
	assert_int_equal(read_text("", "", SG_DAY_LAST, &error, &bookings), SG_INVALID);
}

static void events_come_in_the_order_of_time(void **state)
{
	static const enum sg_event_kind last_days[] = {SG_EVENT_CHECKED_IN,
		SG_EVENT_CHECKED_OUT, SG_EVENT_DAY_CLOSED, SG_EVENT_DAY_CLOSED,
		SG_EVENT_CHECKED_OUT, SG_EVENT_NO_SHOW, SG_EVENT_DAY_CLOSED,
		SG_EVENT_DAY_CLOSED};
	struct sg_bookings bookings;
	struct sg_timeline timeline;
	struct sg_error error;
	size_t counts[SG_EVENTS] = {0};
	size_t first;

	(void)state;
	assert_int_equal(read_text(header, rows, SG_DAY_LAST, &error, &bookings), SG_OK);
	assert_int_equal(
		sg_timeline_build(&bookings, 1, SG_NO_DAY, &error, &timeline), SG_OK);
	for (size_t i = 0; i < timeline.count; i++) {
		counts[timeline.events[i].kind]++;
		assert_true(i == 0 ||
			    timeline.events[i - 1].minute <= timeline.events[i].minute);
	}
	assert_int_equal(counts[SG_EVENT_BOOKED], 4);
	assert_int_equal(counts[SG_EVENT_CHANGED], 4);
	assert_int_equal(counts[SG_EVENT_CANCELLED], 1);
	assert_int_equal(counts[SG_EVENT_NO_SHOW], 1);
	assert_int_equal(counts[SG_EVENT_CHECKED_IN], 2);
	assert_int_equal(counts[SG_EVENT_CHECKED_OUT], 2);
	assert_int_equal(counts[SG_EVENT_DAY_CLOSED], 2 * (342 + 3));
	first = timeline.count - sizeof last_days / sizeof last_days[0];
	for (size_t i = first; i < timeline.count; i++) {
		assert_int_equal(timeline.events[i].kind, last_days[i - first]);
	}
	sg_timeline_free(&timeline);
	sg_bookings_free(&bookings);
}

static void parts_cut_a_day_at_its_close_in_the_afternoon_and_in_the_evening(void **state)
{
	struct sg_bookings bookings;
	struct sg_timeline timeline;
	struct sg_error error;

	(void)state;
	assert_int_equal(read_text(header, rows, SG_DAY_LAST, &error, &bookings), SG_OK);
	assert_int_equal(
		sg_timeline_build(&bookings, 1, SG_NO_DAY, &error, &timeline), SG_OK);
	for (size_t begin = 0; begin < timeline.count;) {
		size_t end = sg_timeline_part(&timeline, begin);
		bool closing = timeline.events[begin].kind == SG_EVENT_DAY_CLOSED;
		bool afternoon =
			timeline.events[begin].minute % 1440 >= SG_EVENT_AFTERNOON_MINUTE;

		assert_true(end > begin);
		for (size_t i = begin; i < end; i++) {
			const struct sg_event *event = &timeline.events[i];

			assert_int_equal(sg_event_day(event),
				sg_event_day(&timeline.events[begin]));
			assert_int_equal(event->kind == SG_EVENT_DAY_CLOSED, closing);
			assert_int_equal(
				event->minute % 1440 >= SG_EVENT_AFTERNOON_MINUTE,
				afternoon);
			assert_int_equal(sg_event_is_evening(event),
				sg_event_is_evening(&timeline.events[begin]));
		}
		begin = end;
	}
	sg_timeline_free(&timeline);
	sg_bookings_free(&bookings);
}

static void the_same_seed_gives_the_same_guests_and_another_seed_others(void **state)
{
	struct sg_invented_guest first, again, other;
	size_t differ = 0;

	(void)state;
	for (uint32_t number = 0; number < 100; number++) {
		sg_guest_invent(7, number, "PRT", &first);
		sg_guest_invent(7, number, "PRT", &again);
		sg_guest_invent(8, number, "PRT", &other);
		assert_string_equal(first.given, again.given);
		assert_int_equal(first.fact_count, again.fact_count);
		assert_string_equal(first.language, "pt");
		for (size_t i = 0; i < first.fact_count; i++) {
			assert_ptr_equal(first.facts[i].topic, again.facts[i].topic);
		}
		differ += strcmp(first.given, other.given) != 0;
	}
	assert_true(differ > 50);
}

static void two_guests_in_five_have_one_to_six_facts(void **state)
{
	struct sg_invented_guest guest;
	size_t with = 0;
	size_t most = 0;

	(void)state;
	for (uint32_t number = 0; number < 10000; number++) {
		sg_guest_invent(1, number, "GBR", &guest);
		with += guest.fact_count > 0;
		most = guest.fact_count > most ? guest.fact_count : most;
	}
	assert_in_range(with, 3800, 4200);
	assert_int_equal(most, 6);
}

static bool has_value(const struct sg_value *topic, const char *json)
{
	const struct sg_value *values = sg_value_member(topic, "values");
	char text[64];

	for (size_t i = 0; i < sg_value_count(values); i++) {
		const char *value = sg_value_text(
			sg_value_member(sg_value_at(values, i), "value"), "");

		(void)snprintf(text, sizeof text, "\"%s\"", value);
		if (strcmp(text, json) == 0 || strcmp(value, "*") == 0 ||
			(strcmp(value, "yes") == 0 && strcmp(json, "true") == 0)) {
			return true;
		}
	}
	return false;
}

static void what_guests_prefer_is_in_the_catalogue(void **state)
{
	struct sg_value *catalog = NULL;
	struct sg_error error;
	size_t size;
	const char *text = sg_embedded_find("catalog/topics.json", &size);
	const struct sg_value *topics;

	(void)state;
	assert_int_equal(sg_value_parse(text, size, &error, &catalog), SG_OK);
	topics = sg_value_member(catalog, "topics");
	for (uint32_t number = 0; number < 2000; number++) {
		struct sg_invented_guest guest;

		sg_guest_invent(1, number, "PRT", &guest);
		for (size_t i = 0; i < guest.fact_count; i++) {
			bool found = false;

			for (size_t j = 0; j < sg_value_count(topics); j++) {
				const struct sg_value *topic = sg_value_at(topics, j);

				found = found ||
				        (strcmp(sg_value_text(
							sg_value_member(topic, "topic"),
							""),
						 guest.facts[i].topic) == 0 &&
						has_value(topic, guest.facts[i].value));
			}
			if (!found) {
				fail_msg("%s %s", guest.facts[i].topic,
					guest.facts[i].value);
			}
		}
	}
	sg_value_free(catalog);
}

static void a_repeated_guest_is_one_who_booked_that_hotel_before(void **state)
{
	static const char two[] =
		"City "
		"Hotel,0,5,2015,July,27,2,0,1,1,0,0,BB,GBR,Groups,Direct,0,"
		"0,0,A,A,0,x,9,x,0,x,80,1,"
		"0,Check-Out,7/3/2015\n"
		"City "
		"Hotel,0,0,2015,July,27,5,0,1,1,0,0,BB,GBR,Groups,Direct,1,"
		"0,0,A,A,0,x,9,x,0,x,80,1,"
		"0,Check-Out,7/6/2015\n"
		"Resort "
		"Hotel,0,0,2015,July,27,5,0,1,1,0,0,BB,GBR,Groups,Direct,1,"
		"0,0,A,A,0,x,9,x,0,x,80,"
		"1,0,Check-Out,7/6/2015\n";
	struct sg_bookings bookings;
	struct sg_timeline timeline;
	struct sg_error error;
	uint32_t guests;

	(void)state;
	assert_int_equal(read_text(header, two, SG_DAY_LAST, &error, &bookings), SG_OK);
	assert_int_equal(
		sg_timeline_build(&bookings, 1, SG_NO_DAY, &error, &timeline), SG_OK);
	assert_int_equal(
		sg_guests_assign(&bookings, &timeline, 1, &error, &guests), SG_OK);
	assert_int_equal(guests, 2);
	assert_true(bookings.rows[0].first);
	assert_false(bookings.rows[1].first);
	assert_int_equal(bookings.rows[1].guest, bookings.rows[0].guest);
	assert_true(bookings.rows[2].first);
	sg_timeline_free(&timeline);
	sg_bookings_free(&bookings);
}

/* The whole file, where the environment names it. */
static void the_real_file_has_its_known_figures(void **state)
{
	const char *file = getenv("STAMMGAST_BOOKINGS");
	struct sg_bookings bookings;
	struct sg_timeline timeline;
	struct sg_allocator allocators[SG_HOTELS];
	struct sg_error error;
	size_t counts[SG_EVENTS] = {0};
	uint32_t guests;

	(void)state;
	if (file == NULL) {
		skip();
	}
	assert_int_equal(
		sg_bookings_read(file, SG_DAY_FIRST, SG_DAY_LAST, &error, &bookings),
		SG_OK);
	assert_int_equal(bookings.count, 119390);
	assert_int_equal(
		sg_timeline_build(&bookings, 1, SG_NO_DAY, &error, &timeline), SG_OK);
	assert_int_equal(
		sg_guests_assign(&bookings, &timeline, 1, &error, &guests), SG_OK);
	for (size_t i = 0; i < SG_HOTELS; i++) {
		sg_allocator_begin(&allocators[i], &sg_hotels[i]);
	}
	for (size_t i = 0; i < timeline.count; i++) {
		const struct sg_event *event = &timeline.events[i];
		struct sg_booking *booking = &bookings.rows[event->booking];

		counts[event->kind]++;
		if (event->kind == SG_EVENT_CHECKED_IN) {
			booking->room = sg_allocator_take(
				&allocators[booking->hotel], booking->assigned_type);
		} else if (event->kind == SG_EVENT_CHECKED_OUT) {
			sg_allocator_give_back(
				&allocators[booking->hotel], booking->room);
		}
	}
	assert_int_equal(counts[SG_EVENT_BOOKED], 119390);
	assert_int_equal(counts[SG_EVENT_CHECKED_IN], 75166);
	assert_int_equal(counts[SG_EVENT_CHECKED_OUT], 75166);
	assert_int_equal(counts[SG_EVENT_CANCELLED], 43017);
	assert_int_equal(counts[SG_EVENT_NO_SHOW], 1207);
	assert_int_equal(allocators[0].doubled + allocators[1].doubled, 0);
	print_message("%u guests, rooms of another type %u and %u\n", guests,
		allocators[0].other_type, allocators[1].other_type);
	sg_timeline_free(&timeline);
	sg_bookings_free(&bookings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_become_bookings),
		cmocka_unit_test(
			a_stay_is_charged_its_rate_times_its_nights_rounded_half_up_once),
		cmocka_unit_test(days_outside_the_range_are_left_out),
		cmocka_unit_test(a_wrong_value_is_refused_with_its_line_and_column),
		cmocka_unit_test(a_file_of_something_else_is_refused_by_its_header),
		cmocka_unit_test(events_come_in_the_order_of_time),
		cmocka_unit_test(
			parts_cut_a_day_at_its_close_in_the_afternoon_and_in_the_evening),
		cmocka_unit_test(
			the_same_seed_gives_the_same_guests_and_another_seed_others),
		cmocka_unit_test(two_guests_in_five_have_one_to_six_facts),
		cmocka_unit_test(what_guests_prefer_is_in_the_catalogue),
		cmocka_unit_test(a_repeated_guest_is_one_who_booked_that_hotel_before),
		cmocka_unit_test(the_real_file_has_its_known_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
