/* Numbers that the text of a revision packs several words into. */
#ifndef SG_DOCUMENT_PLAN_CODE_H
#define SG_DOCUMENT_PLAN_CODE_H

#include <stdint.h>

#include "core/plan.h"
#include "document/plan_codec.h"

enum {
	SG_GUESTS_MAX = 64, /* guests whose facts one list has */
	SG_SAYERS = 5,      /* words of said_by that have a number */
	/* Reason and source in one number, the same however many sources come to be known. */
	SG_LEFT_RADIX = 64,
};

_Static_assert(
	(int)SG_SOURCES <= (int)SG_LEFT_RADIX, "a source has its place in the number");

/* Seconds: the item has no due time. */
#define SG_NO_DUE INT32_MIN

/* Of said_by, numbered from 1. */
extern const char *const sg_sayers[SG_SAYERS];

/* From where due times count: ready_by, else the day of departure. */
int64_t sg_list_base_us(const struct sg_list_head *head, const struct sg_plan *plan);

/* The member "o" with the offer of an issued list: another one's is not said before. */
void sg_plan_offer_encode(const struct sg_plan *plan, struct sg_buffer *buffer);

#endif
