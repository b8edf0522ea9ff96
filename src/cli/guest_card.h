/*
 * A guest's card as a person reads it: who, then needs, wishes, usuals with their short history
 * drawn, what to ask, what not to do, and for a manager what was said before.
 */
#ifndef SG_CLI_GUEST_CARD_H
#define SG_CLI_GUEST_CARD_H

#include <stdint.h>

#include "cli/guest_names.h"
#include "cli/guest_page.h"
#include "document/value.h"

/* `reply` is that of guest.card; `today` the day there, by which "62 days ago" is counted. */
void sg_guest_card_print(const struct sg_value *reply, const struct sg_guest_names *names,
	int32_t today, const struct sg_guest_page *page);

/* The usuals alone, with the question where one is to be asked: inside of the card. */
void sg_guest_usuals_print(const struct sg_value *reply,
	const struct sg_guest_names *names, int32_t today,
	const struct sg_guest_page *page);
void sg_guest_questions_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page);

/* The text of a member, or NULL. */
const char *sg_guest_member(const struct sg_value *value, const char *name);

#endif
