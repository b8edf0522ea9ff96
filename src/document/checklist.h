/*
 * A checklist as people and programs get it: by webhook, cut for an endpoint, or as an answer,
 * cut for who asks. Same inputs, same bytes.
 */
#ifndef SG_DOCUMENT_CHECKLIST_H
#define SG_DOCUMENT_CHECKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/catalog.h"
#include "core/cut.h"
#include "core/plan.h"
#include "core/status.h"
#include "core/zone.h"
#include "document/plan_codec.h"

/* What staff did about an item: at the revision for a body, by now for an answer. */
struct sg_item_mark {
	const char *item;
	enum sg_item_state state;
};

struct sg_checklist {
	const struct sg_list *list;
	const struct sg_catalog *catalog;
	const struct sg_zone *zone; /* NULL: UTC */
	const struct sg_cut *cut;
	const char *property;
	struct sg_id stay;
	uint32_t revision;
	int32_t business_day;
	const char *cause; /* "booked", "check_in", "moved"… */
	bool test;
	const struct sg_item_mark *marks;
	size_t mark_count;
};

/* The webhook's body {"type","timestamp","data"}. `type` is "checklist.issued"…; `event_us`
 * the time of what caused the revision. */
void sg_checklist_body(const struct sg_checklist *checklist, const char *type,
	int64_t event_us, struct sg_buffer *buffer);

/* Its "data" object alone, as it stands in answers. */
void sg_checklist_data(const struct sg_checklist *checklist, struct sg_buffer *buffer);

/* What must differ for an endpoint to be told again: "data" without revision, cause, states
 * and attention. For a digest. */
void sg_checklist_cut_text(
	const struct sg_checklist *checklist, struct sg_buffer *buffer);

/* Whether the room is as promised: one that the house has, and no need left open that is due
 * before or on arrival. */
bool sg_checklist_ready(
	const struct sg_list *list, const struct sg_item_mark *marks, size_t mark_count);

/* Members for the reply to a check-in: "ready":{…} and, where the cut has the desk's matters,
 * "greet":{…}, "ask":{…} or "offer":{…}, "warn":[…], each followed by no comma and without braces
 * around. Another cut has "warn" where it is of the room itself. */
void sg_checklist_desk(const struct sg_checklist *checklist, struct sg_buffer *buffer);

/* Why a need is at risk. */
enum sg_alert { SG_ALERT_UNAVAILABLE, SG_ALERT_UNDELIVERED, SG_ALERT_UNSEEN, SG_ALERTS };

/* The body of a room.alert about those needs that are not settled; `items` are ids. */
void sg_alert_body(const struct sg_checklist *checklist, enum sg_alert reason,
	const char *const *items, size_t item_count, int64_t event_us,
	struct sg_buffer *buffer);

/* The body of endpoint.test: a list of an invented room with "test":true. */
void sg_checklist_test_body(const struct sg_cut *cut, const struct sg_catalog *catalog,
	const char *property, int64_t event_us, struct sg_buffer *buffer);

#endif
