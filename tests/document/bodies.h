/* A small house read from a batch of documents, for document_bodies. */
#ifndef SG_TESTS_DOCUMENT_BODIES_H
#define SG_TESTS_DOCUMENT_BODIES_H

#include "core/facts.h"
#include "core/house.h"
#include "document/guest.h"
#include "document/operation.h"
#include "document/stay.h"
#include "document/verdict.h"

enum { MANY = 32 };

struct known_guest {
	const struct sg_ref *refs;
	struct sg_guest guest;
	struct sg_card card;
	struct sg_fact facts[MANY];
};

/* Zero-initialise but for `judge`. Texts lie in the judge's arena. */
struct world {
	struct judge *judge;
	struct sg_house house;
	struct sg_room_type types[MANY];
	size_t type_count;
	struct sg_room rooms[MANY];
	size_t room_count;
	struct known_guest guests[MANY];
	size_t guest_count;
	struct sg_stay_state stays[MANY]; /* the first is the one asked for */
	size_t stay_count;
	struct sg_endpoint endpoints[MANY];
	size_t endpoint_count;
	int64_t now_us;
};

/* Reads the documents of a batch: the property first, guests before stays. */
enum sg_status world_read(struct world *world, const char *line, size_t len);

const struct sg_room *world_room(const struct world *world, const char *number);
const struct sg_room_type *world_type(const struct world *world, const char *code);

/* By any key of a person's; NULL when unknown. */
struct known_guest *world_guest(
	struct world *world, const struct sg_ref *refs, size_t count);

#endif
