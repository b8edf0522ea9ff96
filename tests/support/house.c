/* The house of the scenarios. */
#include "support/house.h"

#include "support/scenario_inside.h"

#define TYPE(code, beds, adults, pillows)                                                \
	"'code':'" code "','standard':{'things':["                                       \
	"{'what':'duvet','count':" adults ",'brings':['feather']},"                      \
	"{'what':'pillow','count':" pillows ",'brings':['feather']}],"                   \
	"'values':[{'topic':'bed.setup','value':'" beds "'},"                            \
	"{'topic':'bed.filling','value':'feather'}]}"

void house_room(struct scenario *scenario, const char *number, const char *type,
	const char *floor)
{
	scenario_say(scenario, "room.changed",
		"'number':'%s','type':'%s','floor':'%s','section':'%sA',"
		"'status':{'housekeeping':'clean','occupied':false}",
		number, type, floor, floor);
}

void house_endpoint(struct scenario *scenario, const char *name, const char *members)
{
	scenario_say(scenario, "endpoint.put",
		"'name':'%s','url':'%s/%s','secret':'" SCENARIO_SECRET "',"
		"'allowed_networks':['127.0.0.0/8'],'profile':'urgent',%s",
		name, scenario_url(scenario), name, members);
}

void house_build_as(struct scenario *scenario, const char *code, const char *members)
{
	static const char *const numbers[] = {
		"301", "302", "303", "304", "401", "402", "403", "404"};

	scenario_property(scenario, code);
	scenario_batch_begin(scenario);
	scenario_say(scenario, "property.changed",
		"'languages':['de','ro'],'quiet':[{'from':'13:00','until':'15:00'}],"
		"'attention_budget':3,'departments':{'housekeeping':{'phone':'60'}},%s",
		members);
	scenario_say(scenario, "room_type.changed", TYPE("DZ", "double", "2", "4"));
	scenario_say(scenario, "room_type.changed", TYPE("EZ", "single", "1", "2"));
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		house_room(scenario, numbers[i], "DZ", i < 4 ? "3" : "4");
	}
	house_room(scenario, "410", "EZ", "4");
	house_endpoint(scenario, "floor-3",
		"'departments':['housekeeping'],'floors':['3'],'languages':['ro']");
	house_endpoint(scenario, "floor-4",
		"'departments':['housekeeping'],'floors':['4'],'languages':['de','ro']");
	house_endpoint(
		scenario, "office", "'departments':['housekeeping'],'languages':['de']");
	house_endpoint(scenario, "desk",
		"'departments':['front_desk'],'languages':['de'],'names':true");
	house_endpoint(scenario, "kitchen",
		"'departments':['food_and_beverage'],'languages':['de']");
	scenario_batch_end(scenario);
}

void house_build(struct scenario *scenario)
{
	house_build_as(scenario, "HAM1", "'zone':'Europe/Berlin','live':true");
}

json_t *house_stay(struct scenario *scenario, const char *stay, const char *format, ...)
{
	va_list arguments;
	char *members = NULL;
	json_t *reply;

	va_start(arguments, format);
	if (vasprintf(&members, format, arguments) < 0) {
		fail_msg("out of memory");
	}
	va_end(arguments);
	reply = scenario_say(scenario, "stay.changed",
		"'ids':[{'system':'pms','id':'%s'}],%s", stay, members);
	free(members);
	return reply;
}

json_t *house_states(struct scenario *scenario, const char *guest, const char *members)
{
	return scenario_say(scenario, "preference.stated",
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},%s", guest, members);
}

void house_agrees(struct scenario *scenario, const char *guest)
{
	scenario_say(scenario, "consent.given",
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},"
		"'purpose':'special_category','text_version':'2026-11','channel':'form'",
		guest);
}

void house_book_usual(struct scenario *scenario)
{
	scenario_say(scenario, "guest.changed",
		PMS("G1") ",'salutation':'Frau Berger','language':'de',"
			  "'name':{'given':'Annegret','family':'Berger'}");
	house_states(scenario, "G1", "'topic':'device.kettle','strength':'like'");
	house_stay(scenario, "S1",
		BOOKED
		",'room':'401','booked_type':'DZ','party':{'adults':1}," OF_GUEST("G1"));
}

json_t *house_list(struct scenario *scenario, const char *stay)
{
	json_t *reply = scenario_say(
		scenario, "stay.checklist", "'ids':[{'system':'pms','id':'%s'}]", stay);
	json_t *list = json_object_get(reply, "checklist");

	if (list == NULL) {
		fail_msg("no list: %s", scenario_dump(scenario, reply));
	}
	return list;
}

json_t *house_task(
	struct scenario *scenario, const char *stay, const char *topic, const char *state)
{
	json_t *item = house_item(house_list(scenario, stay), topic);

	if (item == NULL) {
		fail_msg("nothing about %s to be %s", topic, state);
	}
	return scenario_say(scenario, "task.changed",
		"'stay':{'ids':[{'system':'pms','id':'%s'}]},'item':'%s','state':'%s'",
		stay, scenario_text(item, "id"), state);
}

void house_close_day(struct scenario *scenario, const char *date)
{
	scenario_say(scenario, "day.closed", "'business_date':'%s'", date);
}

static json_t *find(json_t *data, const char *list, const char *topic)
{
	json_t *items = json_object_get(data, list);
	size_t i;
	json_t *item;

	json_array_foreach(items, i, item)
	{
		if (strcmp(json_string_value(json_object_get(item, "topic")), topic) ==
			0) {
			return item;
		}
	}
	return NULL;
}

json_t *house_item(json_t *data, const char *topic)
{
	return find(data, "items", topic);
}

static void show(json_t *data)
{
	char *text = json_dumps(data, JSON_COMPACT);

	print_message("%s\n", text);
	free(text);
}

json_t *house_has(json_t *data, const char *topic, const char *action)
{
	json_t *item = house_item(data, topic);

	if (item == NULL) {
		show(data);
		fail_msg("nothing about %s", topic);
	}
	scenario_is(item, "action", action);
	return item;
}

void house_has_not(json_t *data, const char *topic)
{
	if (house_item(data, topic) != NULL) {
		show(data);
		fail_msg("something about %s", topic);
	}
}

json_t *house_avoids(json_t *data, const char *topic)
{
	json_t *item = find(data, "avoid", topic);

	if (item == NULL) {
		show(data);
		fail_msg("%s is not kept away", topic);
	}
	return item;
}

/* The module's own id of the stay. */
static const char *id_of(struct scenario *scenario, const char *stay)
{
	return scenario_text(scenario_say(scenario, "stay.checklist",
				     "'ids':[{'system':'pms','id':'%s'}]", stay),
		"stay");
}

json_t *house_about(struct scenario *scenario, const char *endpoint, const char *stay)
{
	const char *id = id_of(scenario, stay);
	struct scenario_inbox *inbox = &scenario->inbox;
	json_t *data = NULL;

	scenario_work(scenario);
	for (size_t i = 0; i < inbox->count; i++) {
		const struct scenario_delivery *delivery = &inbox->deliveries[i];

		if (strcmp(delivery->endpoint, endpoint) == 0 &&
			strcmp(scenario_text(delivery->data, "stay"), id) == 0) {
			data = delivery->data;
		}
	}
	if (data == NULL) {
		fail_msg("nothing was sent to %s about %s", endpoint, stay);
	}
	return data;
}

size_t house_count_about(
	struct scenario *scenario, const char *endpoint, const char *stay)
{
	const char *id = id_of(scenario, stay);
	struct scenario_inbox *inbox = &scenario->inbox;
	size_t count = 0;

	scenario_work(scenario);
	for (size_t i = 0; i < inbox->count; i++) {
		const struct scenario_delivery *delivery = &inbox->deliveries[i];

		count += !delivery->seen && strcmp(delivery->endpoint, endpoint) == 0 &&
		         strcmp(scenario_text(delivery->data, "stay"), id) == 0;
	}
	return count;
}
