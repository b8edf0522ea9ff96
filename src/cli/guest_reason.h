/* The facts behind a checklist as sentences, for a manager: who said what and when, what the
 * reservation has, what the guest usually chooses; and why something was left out. */
#ifndef SG_CLI_GUEST_REASON_H
#define SG_CLI_GUEST_REASON_H

#include <stdint.h>

#include "cli/guest_names.h"
#include "core/buffer.h"
#include "document/value.h"

/* Appends a fact of "why" or "left_out": "the guest said on 1 Sep 2026: never amenity.flowers".
 * With `names` in their language, topics and values called as in the catalogue; NULL: in English,
 * by their names. */
void sg_guest_reason_fact(const struct sg_value *fact, const struct sg_guest_names *names,
	struct sg_buffer *line);

/* Appends a row of "left_out" without what stands against it: "room.scent = pine
 * (enough for one stay), though …". */
void sg_guest_reason_left(const struct sg_value *row, const struct sg_guest_names *names,
	struct sg_buffer *line);

/* Appends what stands against a row of "left_out"; false where nothing does. */
bool sg_guest_reason_against(const struct sg_value *row,
	const struct sg_guest_names *names, struct sg_buffer *line);

#endif
