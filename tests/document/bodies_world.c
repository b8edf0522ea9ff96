/* Documents to the values that the core decides from. */
#include "document/bodies.h"

#include <string.h>

#include "core/time.h"
#include "document/house.h"
#include "document/memory.h"
#include "document/merge.h"

static struct sg_id make_id(unsigned char kind, size_t number)
{
	return (struct sg_id){{kind, (unsigned char)number, 7}};
}

static enum sg_status add_property(struct world *world)
{
	struct judge *judge = world->judge;
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged;
	enum sg_status status = sg_property_check(
		judge->envelope.data, &judge->catalog, judge->arena, &judge->error);

	if (status == SG_OK) {
		status = sg_property_merge(&input, judge->envelope.property, judge->arena,
			&judge->error, &merged);
	}
	if (status == SG_OK) {
		status = sg_property_decode(&merged.state, judge->envelope.property,
			judge->arena, &judge->error, &world->house);
		world->house.id = make_id(1, 1);
	}
	return status;
}

static enum sg_status add_type(struct world *world)
{
	struct judge *judge = world->judge;
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged;
	const char *code;
	enum sg_status status = sg_room_type_check(judge->envelope.data, &judge->catalog,
		judge->arena, &judge->error, &code);

	if (status == SG_OK) {
		status = sg_room_type_merge(&input, judge->arena, &judge->error, &merged);
	}
	return status == SG_OK ? sg_room_type_decode(&merged.state, code, &judge->catalog,
					 judge->arena, &judge->error,
					 &world->types[world->type_count++])
	                       : status;
}

static enum sg_status add_room(struct world *world)
{
	struct judge *judge = world->judge;
	struct sg_merge_input input = merging(judge);
	struct sg_merged merged;
	const char *number;
	enum sg_status status =
		sg_room_check(judge->envelope.data, judge->arena, &judge->error, &number);

	if (status == SG_OK) {
		status = sg_room_merge(&input, judge->arena, &judge->error, &merged);
	}
	return status == SG_OK
	               ? sg_room_decode(&merged.state, number, sg_time_day(world->now_us),
				 judge->arena, &judge->error,
				 &world->rooms[world->room_count++])
	               : status;
}

static enum sg_status add_guest(struct world *world)
{
	struct judge *judge = world->judge;
	struct known_guest *known = &world->guests[world->guest_count];
	enum sg_status status = sg_guest_check(
		judge->envelope.data, judge->arena, &judge->error, &known->guest);

	if (status != SG_OK) {
		return status;
	}
	known->refs = known->guest.refs;
	known->card.guest = make_id(3, ++world->guest_count);
	known->card.facts = known->facts;
	known->card.memory = SG_MEMORY_CHAIN;
	known->card.special = true;
	return sg_guest_to_card(&known->guest, judge->arena, &known->card) ? SG_OK
	                                                                   : SG_MEMORY;
}

static enum sg_status add_fact(struct world *world)
{
	struct judge *judge = world->judge;
	struct sg_statement statement;
	struct known_guest *known;
	enum sg_status status = sg_preference_stated_decode(judge->envelope.data,
		&judge->catalog, judge->arena, &judge->error, &statement);

	if (status != SG_OK) {
		return status;
	}
	known = world_guest(world, statement.refs, statement.ref_count);
	if (known == NULL || known->card.fact_count == MANY) {
		return sg_fail(&judge->error, SG_INVALID, "guest_unknown", "/data/guest",
			"no such guest");
	}
	statement.fact.id = make_id(
		4, (size_t)(known - world->guests) * MANY + known->card.fact_count);
	statement.fact.property = world->house.id;
	statement.fact.said_us = judge->envelope.time_us;
	known->facts[known->card.fact_count++] = statement.fact;
	return SG_OK;
}

static void find_people(struct world *world, struct sg_stay *stay)
{
	/* The merge made them just now. */
	struct sg_person *people = (struct sg_person *)stay->people;

	for (size_t i = 0; i < stay->person_count; i++) {
		struct known_guest *known =
			world_guest(world, people[i].refs, people[i].ref_count);

		people[i].guest = known != NULL ? known->card.guest : (struct sg_id){{0}};
	}
}

static enum sg_status add_stay(struct world *world)
{
	struct judge *judge = world->judge;
	struct sg_stamp stamp = {.time_us = judge->envelope.time_us, .version = -1};
	struct sg_stay_document document;
	struct sg_stay_result result;
	enum sg_status status = sg_stay_check(
		judge->envelope.data, judge->arena, &judge->error, &document);

	if (status == SG_OK) {
		status = sg_stay_merge(
			NULL, &document, &stamp, judge->arena, &judge->error, &result);
	}
	if (status != SG_OK) {
		return status;
	}
	result.after.stay.id = make_id(2, world->stay_count + 1);
	result.after.stay.property = world->house.id;
	if (result.after.stay.status == SG_STAY_CHECKED_IN) {
		result.after.stay.checked_in_us = judge->envelope.time_us;
	}
	find_people(world, &result.after.stay);
	world->stays[world->stay_count++] = result.after;
	return SG_OK;
}

static enum sg_status add_endpoint(struct world *world)
{
	struct judge *judge = world->judge;

	return sg_endpoint_put_decode(judge->envelope.data, judge->arena, &judge->error,
		&world->endpoints[world->endpoint_count++]);
}

static enum sg_status add(struct world *world, const struct sg_json *document)
{
	static enum sg_status (*const adders[SG_DOCUMENT_TYPES])(struct world *) = {
		[SG_DOCUMENT_PROPERTY_CHANGED] = add_property,
		[SG_DOCUMENT_ROOM_TYPE_CHANGED] = add_type,
		[SG_DOCUMENT_ROOM_CHANGED] = add_room,
		[SG_DOCUMENT_GUEST_CHANGED] = add_guest,
		[SG_DOCUMENT_PREFERENCE_STATED] = add_fact,
		[SG_DOCUMENT_STAY_CHANGED] = add_stay,
		[SG_DOCUMENT_ENDPOINT_PUT] = add_endpoint,
	};
	struct judge *judge = world->judge;
	enum sg_status status =
		sg_envelope_read(document, judge->arena, &judge->error, &judge->envelope);

	if (status != SG_OK) {
		return status;
	}
	world->now_us = judge->envelope.time_us;
	return adders[judge->envelope.type](world);
}

enum sg_status world_read(struct world *world, const char *line, size_t len)
{
	struct judge *judge = world->judge;
	struct sg_batch batch = {.count = 0};
	enum sg_status status = sg_envelope_decode(
		line, len, judge->arena, &judge->error, &judge->envelope);

	if (status == SG_OK) {
		status = sg_batch_decode(
			judge->envelope.data, judge->arena, &judge->error, &batch);
	}
	for (size_t i = 0; i < batch.count && i < MANY && status == SG_OK; i++) {
		status = add(world, batch.documents[i]);
	}
	return status;
}

const struct sg_room *world_room(const struct world *world, const char *number)
{
	for (size_t i = 0; i < world->room_count && number != NULL; i++) {
		if (strcmp(world->rooms[i].number, number) == 0) {
			return &world->rooms[i];
		}
	}
	return NULL;
}

const struct sg_room_type *world_type(const struct world *world, const char *code)
{
	for (size_t i = 0; i < world->type_count && code != NULL; i++) {
		if (strcmp(world->types[i].code, code) == 0) {
			return &world->types[i];
		}
	}
	return NULL;
}

struct known_guest *world_guest(
	struct world *world, const struct sg_ref *refs, size_t count)
{
	for (size_t i = 0; i < world->guest_count; i++) {
		for (size_t j = 0; j < count; j++) {
			if (strcmp(world->guests[i].refs[0].id, refs[j].id) == 0) {
				return &world->guests[i];
			}
		}
	}
	return NULL;
}
