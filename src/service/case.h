/*
 * The working set of one stay's document: the stay, everybody in the rooms concerned, what is
 * decided for each of them, and the one transaction that writes it all.
 *
 *	sg_case_open(call, &dossier, &work)      decode what was read
 *	… change work->stays[0] …
 *	sg_case_plan(work)                       decide the lists of everybody concerned
 *	sg_case_write(work, script)              append all of it
 */
#ifndef SG_SERVICE_CASE_H
#define SG_SERVICE_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/checklist.h"
#include "document/plan_codec.h"
#include "document/stay.h"
#include "service/houses.h"

enum { SG_CASE_ROOMS_MAX = 4 };

/* A delivery of the stay's that has not arrived. */
struct sg_missing {
	struct sg_id endpoint;
	uint32_t delivered; /* the revision that has; 0 = none */
};

/* One stay of the case. */
struct sg_case_stay {
	struct sg_stay_row row;  /* as it will be written */
	struct sg_stay_row read; /* as it was; version 0 = new */
	struct sg_stay_state state;
	const struct sg_stay
		*facts; /* the same with its group's codes; set when composing */
	const char *read_room;
	struct sg_card *cards;
	size_t card_count;
	struct sg_list last; /* of the stored revision */
	bool has_last;
	bool last_turned; /* it reads otherwise than it is stored (service/revision.h) */
	struct sg_item_mark *marks; /* what staff did */
	size_t mark_count;
	const char **mark_rooms;      /* where, aligned */
	struct sg_item_mark *carried; /* states that the new list's items begin with */
	size_t carried_count;
	enum sg_stay_change change; /* what happened to it just now */
	const char *cause; /* of its next revision; NULL = found from the change */
	bool dirty;        /* to be written */
	bool concerned;    /* to be planned */
	bool forced;       /* a revision even when the list reads the same */
	bool alert; /* the desk is alerted; others hear of it where the list changed */
	bool alert_due; /* the moment to alert has come: is a need at risk? */
	const struct sg_missing *missing; /* what has not arrived; read where alert_due */
	size_t missing_count;
	/* decided: */
	struct sg_list list;
	struct sg_revision_row revision; /* revision 0 = none new */
	bool list_changed;               /* it is no repetition of the last one */
	struct sg_wanted_row *wanted;
	size_t wanted_count;
};

struct sg_case_room {
	struct sg_room_row row;
	struct sg_room room;
	bool bump; /* several stays hang on it: its version rises with this write */
};

struct sg_case {
	struct sg_call *call;
	struct sg_house_entry *house;
	int64_t hotel_us;
	int32_t business_day;
	struct sg_case_stay *stays; /* [0] is the document's */
	size_t stay_count;
	struct sg_case_room rooms[SG_CASE_ROOMS_MAX];
	size_t room_count;
	const struct sg_dossier *dossier;
};

/* Decodes the dossier. A stay that is not there yet gets stays[0] with version 0 and a new id.
 * SG_MEMORY, or SG_INTERNAL for stored text that is none of ours. */
enum sg_status sg_case_open(struct sg_call *call, struct sg_house_entry *house,
	const struct sg_dossier *dossier, struct sg_case *ret_work);

/* Puts the cards of the stay's people in their place: who is named by the document first, then
 * who was linked before. */
enum sg_status sg_case_cards(struct sg_case *work, struct sg_case_stay *stay);

/* Marks everybody who shares a room with this stay, before or now, as concerned. */
void sg_case_concern(struct sg_case *work, const struct sg_case_stay *stay);

/* Decides for all concerned stays whether there is a new revision, who gets it and when they are
 * looked at again. Stays whose row changes become dirty. */
enum sg_status sg_case_plan(struct sg_case *work);

/* Appends the stays' rows, revisions and deliveries, ascending by id, after the rooms. SG_MEMORY
 * when something is missing from the script, which must not be run then. */
enum sg_status sg_case_write(const struct sg_case *work, struct sg_script *script);

/* The room of that number, or NULL. */
struct sg_case_room *sg_case_room_find(struct sg_case *work, const char *number);

/* Whether nothing about the room is to be warned of at a check-in. */
bool sg_room_is_made(const struct sg_room *room);

/* Everything of a stay that a checklist answer needs, cut for an actor or an endpoint. Uses the
 * newest list: the one just decided, or the stored one. */
struct sg_checklist sg_case_checklist(const struct sg_case *work,
	const struct sg_case_stay *stay, const struct sg_cut *cut);

#endif
