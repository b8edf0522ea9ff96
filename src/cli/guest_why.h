/* Why a stay's list is as it is, for its manager: each item with the facts behind it, what was left
 * out, the question with its evidence, and warnings. */
#ifndef SG_CLI_GUEST_WHY_H
#define SG_CLI_GUEST_WHY_H

#include "cli/guest_names.h"
#include "cli/guest_page.h"
#include "document/value.h"

/* `reply` is that of stay.checklist as a manager has it. */
void sg_guest_why_print(const struct sg_value *reply, const struct sg_guest_names *names,
	const struct sg_guest_page *page);

#endif
