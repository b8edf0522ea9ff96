/*
 * A guest's card as a person reads it: who, then needs, wishes, usuals with their short history
 * drawn, what to ask, what not to do, what the house owes, what was said of it and of offers, for a
 * manager what was said before, and who may be the same.
 */
#ifndef SG_CLI_GUEST_CARD_H
#define SG_CLI_GUEST_CARD_H

#include <stdint.h>

#include "cli/guest_names.h"
#include "cli/guest_page.h"
#include "document/value.h"

/* How a card was asked for, so that a command beside it can be given as it stands: the key,
 * "SYSTEM:ID", and the options of which each is NULL where it was not given. */
struct sg_guest_asked {
	const char *key;
	const char *property, *config, *data, *module;
};

/* `reply` is that of guest.card; `today` the day there, by which "62 days ago" is counted. */
void sg_guest_card_print(const struct sg_value *reply, const struct sg_guest_asked *asked,
	const struct sg_guest_names *names, int32_t today,
	const struct sg_guest_page *page);

/* Inside of the card; each prints nothing where there is nothing. First the usuals alone, with the
 * question where one is to be asked. */
void sg_guest_usuals_print(const struct sg_value *reply,
	const struct sg_guest_names *names, int32_t today,
	const struct sg_guest_page *page);
void sg_guest_questions_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page);

/* What failed and is not made good yet, with the document that decides it. */
void sg_guest_make_goods_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page);

/* What was noted of the guest's words, five at most. */
void sg_guest_feedback_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page);

/* What he was offered, what he said, and how long that keeps quiet; five at most. */
void sg_guest_offers_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page);

/* What the guest lets be kept, by which word of his, or that the hotel does so unasked. */
void sg_guest_consents_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page);

/* Who may be the same, with the command that says so. */
void sg_guest_duplicates_print(const struct sg_value *reply,
	const struct sg_guest_asked *asked, const struct sg_guest_names *names,
	const struct sg_guest_page *page);

#endif
