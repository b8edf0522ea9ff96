/* Where a member stands, what is missing, and his ledger line by line, from replies to
 * loyalty.statement. */
#ifndef SG_CLI_MEMBER_PAGE_H
#define SG_CLI_MEMBER_PAGE_H

#include <stddef.h>

#include "cli/guest_page.h"
#include "core/buffer.h"
#include "document/value.h"

/* Each prints one element of "memberships". */
void sg_member_print_standing(const struct sg_value *membership, const char *language,
	const struct sg_guest_page *page);
void sg_member_print_projection(const struct sg_value *membership, const char *language,
	const struct sg_guest_page *page);

/* Line by line with the balance after each, the oldest first. `pages` are the replies to the same
 * question with `before`, the latest first, in each of which the membership's account is found. */
void sg_member_print_statement(const struct sg_value *membership,
	const struct sg_value *const *pages, size_t page_count, const char *language,
	const struct sg_guest_page *page);

/* The membership of that account in a reply, or NULL. */
const struct sg_value *sg_member_find(const struct sg_value *reply, const char *account);

/* Inside of the pages: appends a measure ("nights", "spend") of the membership's programme. */
void sg_member_measure(const struct sg_value *membership, const char *language,
	const char *measure, int64_t n, struct sg_buffer *text);

/* Appends the programme's name as a heading. */
void sg_member_heading(
	const struct sg_value *membership, const struct sg_guest_page *page);

#endif
