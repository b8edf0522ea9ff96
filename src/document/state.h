/*
 * What is stored of a house, a room, a guest: the merged state of all documents about it, as
 * canonical JSON text. Merging is RFC 7396 over the members we know: a member given replaces,
 * null clears, absent stays; objects merge member by member, arrays are replaced whole. The
 * text also holds the stamp of the last document ("at"), so a late one changes nothing.
 */
#ifndef SG_DOCUMENT_STATE_H
#define SG_DOCUMENT_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/stay.h"
#include "core/status.h"
#include "document/json.h"

/* A stored text, NUL-terminated; NULL and 0 where nothing is stored yet. */
struct sg_stored {
	const char *text;
	size_t len;
};

/* What became of a merge. `state` lies in the arena and is NUL-terminated. */
struct sg_merged {
	struct sg_stored state; /* as before when older */
	bool created;           /* nothing was stored */
	bool older;             /* the document is older than the state: not applied */
	bool changed;           /* something but the stamp differs from before */
};

/* What came with the document that is merged. */
struct sg_merge_input {
	struct sg_stored before;
	const struct sg_json *data; /* checked by the family's sg_…_check */
	struct sg_stamp stamp;      /* version -1 where the document has none */
};

#endif
