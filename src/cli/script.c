/* Events as documents. */
#include "cli/script.h"

#include "cli/random.h"
#include "core/time.h"
#include "document/value.h"

enum { DAY = 24 * 60 };

static const struct sg_hotel *hotel_of(const struct sg_booking *booking)
{
	return &sg_hotels[booking->hotel];
}

static void begin(struct sg_buffer *buffer, const char *type,
	const struct sg_hotel *hotel, uint32_t minute)
{
	char time[SG_TIME_TEXT_SIZE];

	sg_time_format_utc((int64_t)minute * SG_MINUTE_US, time);
	sg_buffer_format(buffer,
		"{\"type\":\"%s/1\",\"time\":\"%s\",\"property\":\"%s\","
		"\"actor\":{\"role\":\"system\"},",
		type, time, hotel->code);
}

static void write_day(struct sg_buffer *buffer, const char *name, int32_t day)
{
	char text[SG_DAY_TEXT_SIZE];

	sg_day_format(day, text);
	sg_buffer_format(buffer, "\"%s\":\"%s\"", name, text);
}

void sg_script_property(
	const struct sg_hotel *hotel, uint32_t minute, struct sg_buffer *buffer)
{
	sg_buffer_reset(buffer);
	begin(buffer, "property.changed", hotel, minute);
	sg_buffer_format(buffer,
		"\"id\":\"property-%s\",\"data\":{\"name\":\"%s\",\"chain\":\"HOTELS\","
		"\"zone\":\"Europe/Lisbon\",\"languages\":[\"en\",\"es\"],\"live\":true,"
		"\"times\":{\"day_close\":\"03:00\",\"preview\":\"16:00\","
		"\"morning\":\"06:30\",\"check_in\":\"15:00\",\"check_out\":\"11:00\","
		"\"turn_down\":\"19:00\"}}}",
		hotel->code, hotel->name);
}

static void write_type(struct sg_buffer *buffer, const struct sg_hotel *hotel,
	const struct sg_hotel_type *type, uint32_t minute)
{
	begin(buffer, "room_type.changed", hotel, minute);
	sg_buffer_format(buffer,
		"\"id\":\"type-%s-%c\",\"data\":{\"code\":\"%c\",\"name\":\"%s\","
		"\"standard\":{\"values\":[{\"topic\":\"amenity.water\",\"value\":"
		"\"medium\"},"
		"{\"topic\":\"bed.filling\",\"value\":\"feather\"},"
		"{\"topic\":\"bed.setup\",\"value\":\"double\"}]}}}",
		hotel->code, type->code, type->code, type->name);
}

static void write_room(struct sg_buffer *buffer, const struct sg_hotel *hotel,
	uint16_t room, uint32_t minute)
{
	begin(buffer, "room.changed", hotel, minute);
	sg_buffer_format(buffer,
		"\"id\":\"room-%s-%u\",\"data\":{\"number\":\"%u\",\"type\":\"%c\","
		"\"floor\":\"%u\",\"section\":\"%u%c\"}}",
		hotel->code, sg_hotel_room_number(hotel, room),
		sg_hotel_room_number(hotel, room), sg_hotel_room_type(hotel, room),
		sg_hotel_room_floor(hotel, room), sg_hotel_room_floor(hotel, room),
		'A' + room % hotel->rooms_per_floor / 20);
}

static void begin_batch(struct sg_buffer *buffer, const char *id,
	const struct sg_hotel *hotel, uint32_t number)
{
	sg_buffer_format(buffer,
		"{\"type\":\"batch/"
		"1\",\"id\":\"%s-%s-%u\",\"actor\":{\"role\":\"system\"},"
		"\"data\":{\"documents\":[",
		id, hotel->code, number);
}

void sg_script_rooms(
	const struct sg_hotel *hotel, uint32_t minute, struct sg_buffer *buffer)
{
	sg_buffer_reset(buffer);
	begin_batch(buffer, "rooms", hotel, 0);
	for (const struct sg_hotel_type *type = hotel->types; type->code != 0; type++) {
		write_type(buffer, hotel, type, minute);
		sg_buffer_char(buffer, ',');
	}
	for (uint16_t room = 0; room < hotel->rooms; room++) {
		write_room(buffer, hotel, room, minute);
		sg_buffer_text(buffer, room + 1 < hotel->rooms ? "," : "]}}");
	}
}

void sg_script_programme(const struct sg_hotel *hotel, uint32_t minute, const char *text,
	size_t len, struct sg_buffer *buffer)
{
	sg_buffer_reset(buffer);
	begin(buffer, "programme.put", hotel, minute);
	sg_buffer_text(buffer, "\"id\":\"programme\",\"data\":{\"programme\":");
	sg_buffer_add(buffer, text, len);
	sg_buffer_text(buffer, "}}");
}

void sg_script_endpoint(const struct sg_hotel *hotel, uint32_t minute, const char *url,
	const char *secret, struct sg_buffer *buffer)
{
	sg_buffer_reset(buffer);
	begin(buffer, "endpoint.put", hotel, minute);
	sg_buffer_format(buffer,
		"\"id\":\"endpoint-%s\",\"data\":{\"name\":\"%s\",\"url\":\"%s\","
		"\"secret\":\"%s\",\"departments\":[\"housekeeping\"],"
		"\"languages\":[\"en\",\"es\"],\"names\":false,\"profile\":\"urgent\","
		"\"concurrency\":16,\"allowed_networks\":[\"127.0.0.0/"
		"8\"],\"enabled\":true}}",
		hotel->code, hotel->endpoint, url, secret);
}

void sg_script_day_closed(const struct sg_hotel *hotel, const struct sg_event *event,
	struct sg_buffer *buffer)
{
	char day[SG_DAY_TEXT_SIZE];

	sg_day_format(sg_event_day(event) - 1, day);
	sg_buffer_reset(buffer);
	begin(buffer, "day.closed", hotel, event->minute);
	sg_buffer_format(buffer,
		"\"id\":\"close-%s-%s\",\"data\":{\"business_date\":\"%s\"}}",
		hotel->code, day, day);
}

/* ---- guests ---- */

static void write_guest_ids(struct sg_buffer *buffer, uint32_t guest)
{
	sg_buffer_format(buffer, "\"ids\":[{\"system\":\"pms\",\"id\":\"G%u\"}]", guest);
}

static void write_member(struct sg_buffer *buffer, const struct sg_hotel *hotel,
	uint32_t minute, uint32_t guest, const char *programme)
{
	sg_buffer_char(buffer, ',');
	begin(buffer, "member.changed", hotel, minute);
	sg_buffer_format(buffer, "\"id\":\"member-%u\",\"data\":{\"guest\":{", guest);
	write_guest_ids(buffer, guest);
	sg_buffer_text(buffer, "},\"programme\":");
	sg_value_write_text(programme, buffer);
	sg_buffer_text(buffer, "}}");
}

void sg_script_guest(const struct sg_booking *booking, const struct sg_event *event,
	const struct sg_invented_guest *guest, const char *programme,
	struct sg_buffer *buffer)
{
	const struct sg_hotel *hotel = hotel_of(booking);

	sg_buffer_reset(buffer);
	begin_batch(buffer, "guest", hotel, guest->number);
	begin(buffer, "guest.changed", hotel, event->minute);
	sg_buffer_format(buffer, "\"id\":\"guest-%u\",\"data\":{", guest->number);
	write_guest_ids(buffer, guest->number);
	sg_buffer_text(buffer, ",\"name\":{\"given\":");
	sg_value_write_text(guest->given, buffer);
	sg_buffer_text(buffer, ",\"family\":");
	sg_value_write_text(guest->family, buffer);
	sg_buffer_format(buffer, "},\"language\":\"%s\"", guest->language);
	if (guest->vip != NULL) {
		sg_buffer_format(buffer, ",\"vip\":\"%s\"", guest->vip);
	}
	sg_buffer_text(buffer, "}}");
	for (size_t i = 0; i < guest->fact_count; i++) {
		const struct sg_guest_fact *fact = &guest->facts[i];

		sg_buffer_char(buffer, ',');
		begin(buffer, "preference.stated", hotel, event->minute);
		sg_buffer_format(buffer, "\"id\":\"fact-%u-%zu\",\"data\":{\"guest\":{",
			guest->number, i);
		write_guest_ids(buffer, guest->number);
		sg_buffer_format(buffer,
			"},\"topic\":\"%s\",\"value\":%s,\"strength\":\"%s\","
			"\"said_by\":\"guest\"}}",
			fact->topic, fact->value, fact->strength);
	}
	if (programme != NULL) {
		write_member(buffer, hotel, event->minute, guest->number, programme);
	}
	sg_buffer_text(buffer, "]}}");
}

/* ---- stays ---- */

/* What a booking says after its change number `step`: on the way to what the file has. */
static struct sg_booking after(const struct sg_booking *booking, unsigned step)
{
	struct sg_booking then = *booking;
	struct sg_random random = sg_random_begin(booking->row, step);

	if (step < booking->changes) {
		then.nights = (uint16_t)(booking->nights + sg_random_below(&random, 3));
		if (sg_random_below(&random, 4) == 0 && booking->adults < 20) {
			then.adults++;
		}
		if (sg_random_below(&random, 3) == 0) {
			then.reserved_type = 'A';
		}
	}
	return then;
}

static void write_party(struct sg_buffer *buffer, const struct sg_booking *booking)
{
	const struct {
		const char *group;
		uint32_t count;
	} groups[] = {{"0-2", booking->babies}, {"3-6", (booking->children + 1u) / 2},
		{"7-12", booking->children / 2u}};
	bool some = false;

	sg_buffer_format(
		buffer, ",\"party\":{\"adults\":%u,\"children\":[", booking->adults);
	for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
		if (groups[i].count > 0) {
			sg_buffer_format(buffer, "%s{\"age_group\":\"%s\",\"count\":%u}",
				some ? "," : "", groups[i].group, groups[i].count);
			some = true;
		}
	}
	sg_buffer_text(buffer, "]}");
}

static void write_extras(struct sg_buffer *buffer, const struct sg_booking *booking)
{
	static const char *const meals[] = {[SG_MEAL_BREAKFAST] = "BB",
		[SG_MEAL_HALF_BOARD] = "HB",
		[SG_MEAL_FULL_BOARD] = "FB"};
	static const char *const requests[] = {"High floor if possible",
		"Late arrival, after 22:00", "Quiet room, please", "Twin beds",
		"Close to the lift"};

	sg_buffer_text(buffer, ",\"products\":[");
	if (booking->meal != SG_MEAL_NONE) {
		sg_buffer_format(buffer, "{\"code\":\"%s\"}", meals[booking->meal]);
	}
	if (booking->parking > 0) {
		sg_buffer_format(buffer, "%s{\"code\":\"PARK\",\"quantity\":%u}",
			booking->meal != SG_MEAL_NONE ? "," : "", booking->parking);
	}
	sg_buffer_text(buffer, "]");
	if (booking->requests > 0) {
		sg_buffer_format(buffer, ",\"comments\":[\"%s\"]",
			requests[(booking->row + booking->requests) % 5]);
	}
}

static void write_dates(struct sg_buffer *buffer, const struct sg_booking *booking)
{
	sg_buffer_char(buffer, ',');
	write_day(buffer, "arrival", booking->arrival_day);
	sg_buffer_char(buffer, ',');
	write_day(buffer, "departure", booking->arrival_day + booking->nights);
	sg_buffer_format(buffer, ",\"day_use\":%s,\"booked_type\":\"%c\"",
		booking->nights == 0 ? "true" : "false", booking->reserved_type);
}

static void write_booked(struct sg_buffer *buffer, const struct sg_booking *booking)
{
	struct sg_booking then = after(booking, 0);
	char rate[SG_RATE_TEXT_SIZE];

	sg_booking_rate(booking, rate);
	sg_buffer_text(buffer, ",\"status\":\"booked\"");
	write_dates(buffer, &then);
	write_party(buffer, &then);
	sg_buffer_text(buffer, ",\"people\":[{\"role\":\"guest\",\"primary\":true,");
	write_guest_ids(buffer, booking->guest);
	sg_buffer_format(buffer,
		"}],\"rate\":\"%s\",\"market\":\"%s\",\"channel\":\"%s\"", rate,
		sg_segment_names[booking->segment], sg_channel_names[booking->channel]);
	write_extras(buffer, booking);
}

static void write_changed(struct sg_buffer *buffer, const struct sg_booking *booking,
	const struct sg_event *event)
{
	struct sg_booking then = after(booking, event->step);
	char eta[SG_TIME_TEXT_SIZE];

	write_dates(buffer, &then);
	write_party(buffer, &then);
	sg_time_format_utc(((int64_t)booking->arrival_day * DAY + 14 * 60 +
				   (booking->row + event->step * 37u) % 480) *
				   SG_MINUTE_US,
		eta);
	sg_buffer_format(buffer, ",\"eta\":\"%s\"", eta);
}

static void write_checked_in(struct sg_buffer *buffer, const struct sg_booking *booking)
{
	sg_buffer_format(buffer,
		",\"status\":\"checked_in\",\"room\":\"%u\",\"assigned_type\":\"%c\"",
		sg_hotel_room_number(hotel_of(booking), booking->room),
		booking->assigned_type);
}

/* The number of a stay's document among its own. */
static unsigned version_of(const struct sg_booking *booking, const struct sg_event *event)
{
	switch (event->kind) {
	case SG_EVENT_BOOKED:
		return 1;
	case SG_EVENT_CHANGED:
		return 1u + event->step;
	case SG_EVENT_CHECKED_OUT:
		return 3u + booking->changes;
	default:
		return 2u + booking->changes;
	}
}

void sg_script_stay(const struct sg_booking *booking, const struct sg_event *event,
	struct sg_buffer *buffer)
{
	static const char *const endings[SG_EVENTS] = {
		[SG_EVENT_CHECKED_OUT] = "checked_out",
		[SG_EVENT_CANCELLED] = "cancelled",
		[SG_EVENT_NO_SHOW] = "no_show"};
	unsigned version = version_of(booking, event);

	sg_buffer_reset(buffer);
	begin(buffer, "stay.changed", hotel_of(booking), event->minute);
	sg_buffer_format(buffer,
		"\"id\":\"stay-%u-%u\",\"data\":{\"ids\":[{\"system\":\"pms\",\"id\":\"%"
		"u\"}],"
		"\"version\":%u",
		booking->row, version, booking->row, version);
	if (event->kind == SG_EVENT_BOOKED) {
		write_booked(buffer, booking);
	} else if (event->kind == SG_EVENT_CHANGED) {
		write_changed(buffer, booking, event);
	} else if (event->kind == SG_EVENT_CHECKED_IN) {
		write_checked_in(buffer, booking);
	} else {
		sg_buffer_format(buffer, ",\"status\":\"%s\"", endings[event->kind]);
	}
	sg_buffer_text(buffer, "}}");
}

void sg_script_charge(const struct sg_booking *booking, const struct sg_event *event,
	const char *currency, struct sg_buffer *buffer)
{
	sg_buffer_reset(buffer);
	begin(buffer, "charge.posted", hotel_of(booking), event->minute);
	sg_buffer_format(buffer,
		"\"id\":\"charge-%u\",\"data\":{\"stay\":{\"ids\":[{\"system\":\"pms\","
		"\"id\":\"%u\"}]},\"charge\":\"room\",\"category\":\"room\","
		"\"gross_cents\":%lld,\"currency\":\"%s\"}}",
		booking->row, booking->row, (long long)sg_booking_charge(booking),
		currency);
}
