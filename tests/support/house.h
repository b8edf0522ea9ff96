/*
 * The house of the scenarios, HAM1 in Berlin, and short ways to speak of it:
 *
 *	rooms 301 to 304 (DZ, floor 3) and 401 to 404 (DZ, floor 4), 410 (EZ, floor 4)
 *	endpoints floor-3, floor-4 (de, ro), office, desk (names), kitchen
 *
 * Preview at 16:00, morning list at 06:30, check-in 15:00, check-out 11:00, day close 03:00.
 */
#ifndef SG_TESTS_HOUSE_H
#define SG_TESTS_HOUSE_H

#include "support/scenario.h"

#define PMS(id) "'ids':[{'system':'pms','id':'" id "'}]"
/* One adult guest by this id, the first of the party. */
#define OF_GUEST(id) "'people':[{'role':'guest','primary':true," PMS(id) "}]"
/* From 21 to 23 November 2026. */
#define BOOKED "'status':'booked','arrival':'2026-11-21','departure':'2026-11-23'"
#define ALL "floor-4 office desk"

/* The house's own documents, at the scenario's time. */
void house_build(struct scenario *scenario);
/* The same for another property; `members` are of property.changed. */
void house_build_as(struct scenario *scenario, const char *code, const char *members);
/* `members` follow the url, name and secret; such as "'departments':['spa']". */
void house_endpoint(struct scenario *scenario, const char *name, const char *members);
void house_room(struct scenario *scenario, const char *number, const char *type,
	const char *floor);

/* stay.changed for the stay of system "pms". */
json_t *house_stay(struct scenario *scenario, const char *stay, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* preference.stated by the guest; `members` begin with "'topic':…". */
json_t *house_states(struct scenario *scenario, const char *guest, const char *members);
/* The guest lets data of special categories be kept. */
void house_agrees(struct scenario *scenario, const char *guest);
/* The standing example: S1 of guest G1 in 401, who likes a kettle. What its booking sends is
 * not forgotten. */
void house_book_usual(struct scenario *scenario);
/* The list of a stay as its manager sees it. */
json_t *house_list(struct scenario *scenario, const char *stay);
/* task.changed for the item of this topic that is on the stay's list. */
json_t *house_task(struct scenario *scenario, const char *stay, const char *topic,
	const char *state);
void house_close_day(struct scenario *scenario, const char *date);

/* Of `data` of a body or a list: the item of that topic, or NULL. */
json_t *house_item(json_t *data, const char *topic);
/* Expects an item with this action; gives it. */
json_t *house_has(json_t *data, const char *topic, const char *action);
void house_has_not(json_t *data, const char *topic);
/* Expects the topic in avoid[]. */
json_t *house_avoids(json_t *data, const char *topic);
/* The newest delivery to the endpoint about this stay; its data, or a failed test. */
json_t *house_about(struct scenario *scenario, const char *endpoint, const char *stay);
/* Deliveries about this stay since they were forgotten. */
size_t house_count_about(
	struct scenario *scenario, const char *endpoint, const char *stay);

#endif
