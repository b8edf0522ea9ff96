/*
 * The documents of the replay: what a PMS would say of each event, as JSON for the module.
 * The same event gives the same bytes, the document's id among them.
 */
#ifndef SG_CLI_SCRIPT_H
#define SG_CLI_SCRIPT_H

#include <stdint.h>

#include "cli/booking.h"
#include "cli/guests.h"
#include "cli/hotel.h"
#include "cli/timeline.h"
#include "core/buffer.h"

/* Each empties the buffer and writes one document; a failure is sticky in the buffer. */

/* At the opening; `minute` is since 1970, as everywhere here. */
void sg_script_property(
	const struct sg_hotel *hotel, uint32_t minute, struct sg_buffer *buffer);

/* All room types and rooms of the hotel, as one batch. */
void sg_script_rooms(
	const struct sg_hotel *hotel, uint32_t minute, struct sg_buffer *buffer);

/* The endpoint at `url`. */
void sg_script_endpoint(const struct sg_hotel *hotel, uint32_t minute, const char *url,
	const char *secret, struct sg_buffer *buffer);

void sg_script_day_closed(const struct sg_hotel *hotel, const struct sg_event *event,
	struct sg_buffer *buffer);

/* The rules of a loyalty programme, as its file has them. */
void sg_script_programme(const struct sg_hotel *hotel, uint32_t minute, const char *text,
	size_t len, struct sg_buffer *buffer);

/* The guest's first words: a batch of guest.changed and what he prefers; with a programme's code
 * he enrols in it, too. NULL: in none. */
void sg_script_guest(const struct sg_booking *booking, const struct sg_event *event,
	const struct sg_invented_guest *guest, const char *programme,
	struct sg_buffer *buffer);

/* What the stay is charged at its check-out. */
void sg_script_charge(const struct sg_booking *booking, const struct sg_event *event,
	const char *currency, struct sg_buffer *buffer);

/* stay.changed for whatever the event is; a check-in names the booking's room. */
void sg_script_stay(const struct sg_booking *booking, const struct sg_event *event,
	struct sg_buffer *buffer);

#endif
