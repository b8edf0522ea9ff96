/*
 * Who may see what of a checklist (DESIGN 5, step 7): the floor its own rooms without names,
 * the housekeeping office all rooms, the desk greeting, question and warnings, the other
 * departments their own items, the manager also why and what was left out. An outgoing item
 * never carries a special-category topic, whoever looks.
 */
#ifndef SG_CORE_CUT_H
#define SG_CORE_CUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/catalog.h"
#include "core/plan.h"

/* Who asks. Absent means attendant, the least. */
enum sg_actor_role {
	SG_ACTOR_ATTENDANT,
	SG_ACTOR_FRONT_DESK,
	SG_ACTOR_MANAGER,
	SG_ACTOR_DATA_PROTECTION,
	SG_ACTOR_SYSTEM, /* the PMS itself, unattended */
	SG_ACTOR_ROLES
};

enum sg_audience {
	SG_AUDIENCE_FLOOR,      /* its own rooms */
	SG_AUDIENCE_OFFICE,     /* housekeeping: all rooms, also stays without a room */
	SG_AUDIENCE_DESK,       /* all of it, greeting, question, warnings, free text */
	SG_AUDIENCE_DEPARTMENT, /* its own items, once the room is known */
	SG_AUDIENCES
};

enum { SG_CUT_FLOORS_MAX = 64 };

/* A plain value. Pointers belong to whoever made it. */
struct sg_cut {
	enum sg_audience audience;
	uint32_t departments;      /* bit (1 << enum sg_department) */
	const char *const *floors; /* none: all */
	size_t floor_count;
	const char *languages[SG_LANGUAGES_MAX]; /* in this order; at least one */
	size_t language_count;
	bool names;    /* salutations and names, only where the hotel says so */
	bool texts;    /* free text: comments, traces, what was said */
	bool desk;     /* greet, ask, warn */
	bool explains; /* why and left_out: answers to a manager, never a webhook */
};

/* The cut of an endpoint. `audience` < 0: found from departments and floors (floors given:
 * floor; front_desk among them: desk; housekeeping: office; else department). */
void sg_cut_for_endpoint(int32_t audience, uint32_t departments,
	const char *const *floors, size_t floor_count, const char *const *languages,
	size_t language_count, bool names, struct sg_cut *ret_cut);

/* The cut of an answer. `department` < 0: housekeeping for an attendant, all for the others.
 * Only a manager gets explanations; desk and manager get desk's matters, names and texts. */
void sg_cut_for_actor(enum sg_actor_role role, int32_t department,
	const char *const *languages, size_t language_count, struct sg_cut *ret_cut);

/* Whether the stay concerns this cut at all; `room` and `floor` may be NULL. Without a room
 * only desk and office see it. */
bool sg_cut_sees_stay(const struct sg_cut *cut, const char *room, const char *floor);

/* Whether an item is shown. False for special-category topics. Items whose topic the
 * catalogue no longer has are housekeeping's. */
bool sg_cut_shows_item(const struct sg_cut *cut, const struct sg_catalog *catalog,
	const struct sg_item *item);

/* The same for what must not be there: besides the topic's own department, everybody who
 * goes into the room (housekeeping) and the desk see it. */
bool sg_cut_shows_avoid(const struct sg_cut *cut, const struct sg_catalog *catalog,
	const struct sg_item *item);

#endif
