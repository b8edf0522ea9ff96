/*
 * Plays the timeline to the module, as the two hotels' PMS would: many calls at the same
 * time, everything of one guest in its order, each document repeated until it is taken.
 */
#ifndef SG_CLI_PLAYER_H
#define SG_CLI_PLAYER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "cli/allocator.h"
#include "cli/booking.h"
#include "cli/crew.h"
#include "cli/module.h"
#include "cli/programme_file.h"
#include "cli/timeline.h"
#include "core/buffer.h"

struct sg_player {
	/* Filled by the caller; all must outlive the player. */
	const struct sg_module *module;
	struct sg_bookings *bookings;
	const struct sg_timeline *timeline;
	uint64_t seed;
	int callers;
	const char *secret; /* of both endpoints */
	uint16_t port;      /* of the receiver */
	const struct sg_programme_file
		*programme; /* every guest is a member of it; or NULL */

	/* To be read. */
	uint64_t *
		keys; /* for each booking: the receipts' key once it is checked in, else 0 */
	_Atomic int64_t documents;
	_Atomic int64_t repeated; /* calls made again, as the module was not available */
	_Atomic int64_t refused;  /* documents that the module did not take */
	_Atomic int64_t checked_in;
	struct sg_allocator allocators[SG_HOTELS];

	/* Its own. */
	struct sg_crew *crew;
	struct sg_buffer *buffers; /* one for each member of the crew */
	uint32_t *order;           /* events of the part under way, by guest */
	uint32_t *starts;          /* where each guest's begin in `order` */
	size_t part_size;
};

/* Takes memory and starts the crew. */
enum sg_status sg_player_begin(struct sg_player *player, struct sg_error *error);

/* Properties, room types, rooms and endpoints. SG_REFUSED when the module does not take
 * them. */
enum sg_status sg_player_open_hotels(struct sg_player *player, struct sg_error *error);

/* Plays events[begin] to events[end - 1], one part of a day. A document that is not taken is
 * counted and, the first few, complained about. */
void sg_player_part(struct sg_player *player, size_t begin, size_t end);

/* Stops the crew and frees; fine for one that never began. */
void sg_player_end(struct sg_player *player);

#endif
