/*
 * What would be sent and answered about a small house: batches on standard input, a line each.
 * The first stay of a batch is composed, stored and read back as a revision, and shown as every
 * endpoint of the batch and every role gets it. For each batch a line, a JSON array of
 * {"for","is","body"}; `is` names the schema, of replies the part for their type.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/embedded.h"
#include "core/plan.h"
#include "core/time.h"
#include "document/bodies.h"
#include "document/catalog.h"
#include "document/checklist.h"
#include "document/day_plan.h"
#include "document/reply.h"

struct showing {
	struct world *world;
	struct sg_list list;
	struct sg_item_mark marks[MANY];
	size_t mark_count;
	struct sg_buffer *out;
};

/* ---- deciding ---- */

static size_t take_cards(
	struct world *world, const struct sg_stay *stay, struct sg_card *cards)
{
	size_t count = 0;

	for (size_t i = 0; i < stay->person_count && count < MANY; i++) {
		struct known_guest *known = world_guest(
			world, stay->people[i].refs, stay->people[i].ref_count);

		if (known != NULL && stay->people[i].role <= SG_ROLE_CHILD) {
			cards[count++] = known->card;
		}
	}
	return count;
}

/* The first stay and all others in its room. */
static size_t take_occupants(
	struct world *world, struct sg_occupant *occupants, struct sg_card (*cards)[MANY])
{
	const char *room = world->stays[0].stay.room;
	size_t count = 0;

	for (size_t i = 0; i < world->stay_count && i < MANY; i++) {
		const struct sg_stay *stay = &world->stays[i].stay;

		if (i == 0 || (room != NULL && stay->room != NULL &&
				      strcmp(stay->room, room) == 0)) {
			occupants[count] = (struct sg_occupant){.stay = stay,
				.cards = cards[count],
				.card_count = take_cards(world, stay, cards[count])};
			count++;
		}
	}
	return count;
}

/* Written and read back, as it is between deciding and sending. */
static enum sg_status store(struct showing *showing, const struct sg_occupant *occupant)
{
	struct judge *judge = showing->world->judge;
	struct sg_buffer text = {0};
	struct sg_stored kept;
	enum sg_status status;

	sg_list_encode(&showing->list, &judge->catalog, 2, &text);
	kept = stored(judge, &text);
	status = sg_list_decode(
		&kept, &judge->catalog, judge->arena, &judge->error, &showing->list);
	if (status == SG_OK) {
		sg_list_explain(&showing->list, occupant->cards, occupant->card_count);
	}
	return status;
}

static enum sg_status compose(struct showing *showing)
{
	static struct sg_card cards[MANY][MANY];
	struct world *world = showing->world;
	const struct sg_stay *stay = &world->stays[0].stay;
	struct sg_occupant occupants[MANY];
	struct sg_plan_input input = {.catalog = &world->judge->catalog,
		.house = &world->house,
		.room = world_room(world, stay->room),
		.occupants = occupants,
		.next_arrival_us = SG_NO_TIME,
		.now_us = world->now_us,
		.business_day = sg_time_day(world->now_us)};
	enum sg_status status;

	input.occupant_count = take_occupants(world, occupants, cards);
	input.type = world_type(
		world, input.room != NULL ? input.room->type : stay->assigned_type);
	status = sg_plan_compose(&input, world->judge->arena, &showing->list.plan);
	if (status == SG_OK) {
		sg_list_head_fill(&world->stays[0], &world->house, input.room,
			occupants[0].card_count > 0 ? &occupants[0].cards[0] : NULL,
			&showing->list.head);
		status = store(showing, &occupants[0]);
	}
	return status;
}

/* Something of each: the items in turn are done, unavailable, open. */
static void mark(struct showing *showing)
{
	static const enum sg_item_state states[] = {
		SG_ITEM_CHECKED, SG_ITEM_UNAVAILABLE, SG_ITEM_OPEN};
	const struct sg_plan *plan = &showing->list.plan;

	for (size_t i = 0; i < plan->item_count && i < MANY; i++) {
		showing->marks[i] =
			(struct sg_item_mark){plan->items[i].id, states[i % 3]};
		showing->mark_count = i + 1;
	}
}

/* ---- showing ---- */

static struct sg_checklist checklist_for(
	const struct showing *showing, const struct sg_cut *cut)
{
	return (struct sg_checklist){.list = &showing->list,
		.catalog = &showing->world->judge->catalog,
		.cut = cut,
		.property = showing->world->house.code,
		.stay = showing->world->stays[0].stay.id,
		.revision = 2,
		.business_day = sg_time_day(showing->world->now_us),
		.cause = "check_in",
		.marks = showing->marks,
		.mark_count = showing->mark_count};
}

static void show(struct showing *showing, const char *whom, const char *what,
	struct sg_buffer *body)
{
	sg_reply_object(showing->out, NULL);
	sg_reply_text(showing->out, "for", whom);
	sg_reply_text(showing->out, "is", what);
	sg_reply_json(showing->out, "body", body->data);
	sg_reply_object_end(showing->out);
	sg_buffer_free(body);
}

static void show_body(
	struct showing *showing, const char *whom, const struct sg_checklist *checklist)
{
	static const char *const types[SG_PLAN_STATES] = {"checklist.planned",
		"checklist.issued", "checklist.revised", "checklist.cancelled"};
	const char *type = types[showing->list.plan.state];
	struct sg_buffer body = {0};

	sg_checklist_body(checklist, type, showing->world->now_us, &body);
	show(showing, whom, type, &body);
}

static void show_alerts(
	struct showing *showing, const char *whom, const struct sg_checklist *checklist)
{
	const char *items[MANY];
	size_t count = 0;

	for (; count < showing->list.plan.item_count && count < MANY; count++) {
		items[count] = showing->list.plan.items[count].id;
	}
	for (int reason = 0; reason < SG_ALERTS; reason++) {
		struct sg_buffer body = {0};

		sg_alert_body(checklist, (enum sg_alert)reason, items, count,
			showing->world->now_us, &body);
		show(showing, whom, "room.alert", &body);
	}
}

static void show_endpoint(struct showing *showing, const struct sg_endpoint *endpoint)
{
	struct sg_cut cut;
	struct sg_checklist checklist;
	struct sg_buffer body = {0};
	struct sg_buffer settings = {0};

	sg_cut_for_endpoint(endpoint->audience, endpoint->departments, endpoint->floors,
		endpoint->floor_count, endpoint->languages, endpoint->language_count,
		endpoint->names, &cut);
	checklist = checklist_for(showing, &cut);
	show_body(showing, endpoint->name, &checklist);
	if (cut.audience == SG_AUDIENCE_DESK) {
		show_alerts(showing, endpoint->name, &checklist);
	}
	sg_checklist_test_body(&cut, &showing->world->judge->catalog,
		showing->world->house.code, showing->world->now_us, &body);
	show(showing, endpoint->name, "checklist.issued", &body);
	sg_endpoint_describe(endpoint, &settings);
	sg_reply_begin(&body, SG_OUTCOME_ANSWERED);
	sg_reply_json(&body, "endpoint", settings.data);
	sg_reply_int(&body, "version", 1);
	sg_reply_bool(&body, "usable", true);
	sg_reply_end(&body);
	sg_buffer_free(&settings);
	show(showing, endpoint->name, "endpoint.get", &body);
}

static void begin_reply(
	struct showing *showing, struct sg_buffer *body, enum sg_outcome outcome)
{
	sg_reply_begin(body, outcome);
	sg_reply_id(body, "stay", &showing->world->stays[0].stay.id);
	sg_reply_int(body, "revision", 2);
}

static void show_day(
	struct showing *showing, const char *role, const struct sg_checklist *checklist)
{
	struct sg_buffer body = {0};
	const struct sg_day_view view = {.house = &showing->world->house,
		.catalog = checklist->catalog,
		.cut = checklist->cut,
		.day = sg_time_day(showing->world->now_us)};
	struct sg_day_plan *plan;

	sg_reply_begin(&body, SG_OUTCOME_ANSWERED);
	plan = sg_day_plan_begin(&view, showing->world->judge->arena, &body);
	if (plan == NULL || !sg_day_plan_add(plan, checklist)) {
		abort();
	}
	sg_day_plan_end(plan);
	sg_reply_end(&body);
	show(showing, role, "plan.day", &body);
}

static void show_card(struct showing *showing, enum sg_actor_role role)
{
	struct world *world = showing->world;
	const struct sg_consent_entry said[] = {{.said = {.purpose = SG_PURPOSE_SPECIAL,
							 .level = SG_MEMORY_STAY,
							 .spoken = true,
							 .stay = world->stays[0].stay.id},
							.given = true,
							.said_us = world->now_us,
							.by = "front_desk"},
		{.said = {.purpose = SG_PURPOSE_MEMORY,
			 .level = SG_MEMORY_CHAIN,
			 .text_version = "v7",
			 .channel = "form"},
			.given = true,
			.said_us = world->now_us,
			.by = "manager"},
		{.said = {.purpose = SG_PURPOSE_PROFILING}, .said_us = world->now_us}};
	struct sg_buffer body = {0};

	if (world->guest_count == 0) {
		return;
	}
	sg_reply_begin(&body, SG_OUTCOME_ANSWERED);
	sg_reply_id(&body, "guest", &world->guests[0].card.guest);
	sg_card_members(&world->guests[0].card, &world->guests[0].guest,
		&world->judge->catalog, SG_MEMORY_PROPERTY, role,
		showing->world->house.zone, &body);
	if (sg_card_shows_history(role)) {
		sg_card_consents(&world->guests[0].card, SG_MEMORY_PROPERTY, said, 3,
			world->house.zone, &body);
	}
	sg_reply_end(&body);
	show(showing, sg_actor_role_name(role), "guest.card", &body);
}

static void show_role(struct showing *showing, enum sg_actor_role role)
{
	const struct sg_house *house = &showing->world->house;
	const char *name = sg_actor_role_name(role);
	struct sg_cut cut;
	struct sg_checklist checklist;
	struct sg_buffer body = {0};
	struct sg_buffer part = {0};

	sg_cut_for_actor(role, -1, house->languages, house->language_count, &cut);
	checklist = checklist_for(showing, &cut);
	begin_reply(showing, &body, SG_OUTCOME_ANSWERED);
	sg_checklist_data(&checklist, &part);
	sg_reply_json(&body, "checklist", part.data);
	sg_reply_end(&body);
	show(showing, name, "stay.checklist", &body);
	sg_buffer_reset(&part);
	sg_checklist_desk(&checklist, &part);
	begin_reply(showing, &body, SG_OUTCOME_APPLIED);
	sg_reply_members(&body, part.data);
	sg_reply_end(&body);
	sg_buffer_free(&part);
	show(showing, name, "stay.changed", &body);
	show_day(showing, name, &checklist);
	show_card(showing, role);
}

static enum sg_status show_world(
	struct judge *judge, const char *line, size_t len, struct sg_buffer *out)
{
	struct world *world = sg_arena_alloc(judge->arena, sizeof *world);
	struct showing showing = {.world = world, .out = out};
	enum sg_status status;

	world->judge = judge;
	status = world_read(world, line, len);
	if (status == SG_OK) {
		status = compose(&showing);
	}
	if (status != SG_OK) {
		return status;
	}
	mark(&showing);
	sg_reply_array(out, NULL);
	for (size_t i = 0; i < world->endpoint_count; i++) {
		show_endpoint(&showing, &world->endpoints[i]);
	}
	for (int role = 0; role < SG_ACTOR_ROLES; role++) {
		show_role(&showing, (enum sg_actor_role)role);
	}
	sg_reply_array_end(out);
	return out->failed ? SG_MEMORY : SG_OK;
}

static void show_all(struct judge *judge)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) > 0) {
		struct sg_buffer out = {0};

		judge->error = (struct sg_error){.status = SG_OK};
		if (show_world(judge, line, (size_t)len, &out) != SG_OK) {
			sg_buffer_reset(&out);
			sg_reply_error(&out, &judge->error);
		}
		(void)printf("%s\n", out.data);
		sg_buffer_free(&out);
		sg_arena_reset(judge->arena);
	}
	free(line);
}

static struct sg_source_file embedded(const char *name)
{
	struct sg_source_file file = {.name = name};

	file.bytes = sg_embedded_find(name, &file.len);
	return file;
}

int main(void)
{
	struct judge judge = {.arena = sg_arena_new()};
	struct sg_arena *arena = sg_arena_new();
	struct sg_source_file mapping = embedded("catalog/mapping-example.json");
	bool ready =
		sg_catalog_load(NULL, arena, &judge.error, &judge.catalog) == SG_OK &&
		sg_mapping_decode(&mapping, arena, &judge.error, &judge.catalog) == SG_OK;

	if (ready) {
		show_all(&judge);
	} else {
		(void)fprintf(stderr, "%s: %s\n", judge.error.path, judge.error.message);
	}
	sg_arena_free(judge.arena);
	sg_arena_free(arena);
	return ready ? EXIT_SUCCESS : EXIT_FAILURE;
}
