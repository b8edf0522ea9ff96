/*
 * What the demo's story expects of a reply or a delivery, as short conditions apart by ';':
 *
 *	outcome=repeated       the member at the path is this text, number or truth
 *	room_from              there is such a member; !room_from: there is none
 *	item bed.filling swap  an item of the topic, and of the action or value if one is given
 *	noitem amenity.sweets  none
 *	avoid amenity.flowers  it must not be there
 *	state bed.guard done   an item of the topic in that state
 *	left topic reason      left out, with that reason
 *	why topic words        the facts behind an item of the topic contain the words
 *	warn kind              the desk is warned
 *	items=0                so many items
 *	text words             the words are somewhere in the document; notext: nowhere
 *
 * Paths, items and the rest are looked for in the checklist where there is one ("data" of a
 * body, "checklist" of a reply), else in the document itself.
 */
#ifndef SG_CLI_DEMO_EXPECT_H
#define SG_CLI_DEMO_EXPECT_H

#include <stdbool.h>

#include "core/buffer.h"
#include "document/value.h"

/* Whether all conditions hold; those that do not are appended to `unmet` (may be NULL), joined
 * by commas. NULL expects nothing. */
bool sg_demo_expect(
	const char *conditions, const struct sg_value *document, struct sg_buffer *unmet);

/* The checklist in a body or a reply, or the document itself. */
const struct sg_value *sg_demo_list(const struct sg_value *document);

/* The item of a topic, and where `which` is not NULL of that action or value; or NULL. */
const struct sg_value *sg_demo_item(
	const struct sg_value *document, const char *topic, const char *which);

/* The facts behind the item, or the thing to avoid, of a topic: an array, or NULL. */
const struct sg_value *sg_demo_why_of(const struct sg_value *document, const char *topic);

#endif
