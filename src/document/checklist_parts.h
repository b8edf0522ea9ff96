/* Pieces of a checklist that several documents show. */
#ifndef SG_DOCUMENT_CHECKLIST_PARTS_H
#define SG_DOCUMENT_CHECKLIST_PARTS_H

#include "document/checklist.h"

/* Local time with its offset; null for SG_NO_TIME. */
void sg_checklist_time(struct sg_buffer *buffer, const char *name, int64_t us,
	const struct sg_zone *zone);

/* What became of an item: as marked, else as the list has it. */
enum sg_item_state sg_checklist_state(
	const struct sg_checklist *checklist, const struct sg_item *item);

/* One item as an element. `bare`: without state and revision, for what must differ. */
void sg_checklist_item(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const struct sg_item *item, bool bare);

/* "greet", "ask", "offer" and "warn". */
void sg_checklist_counter(struct sg_buffer *buffer, const struct sg_checklist *checklist);

/* "desk":{…} with texts, for who may see them. */
void sg_checklist_write_desk(
	struct sg_buffer *buffer, const struct sg_checklist *checklist);

/* "why" and "left_out". */
void sg_checklist_write_why(
	struct sg_buffer *buffer, const struct sg_checklist *checklist);

#endif
