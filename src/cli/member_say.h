/* What a person says of a member at the command line: a stay that he misses, what is decided
 * of it, points that are put right. */
#ifndef SG_CLI_MEMBER_SAY_H
#define SG_CLI_MEMBER_SAY_H

#include "cli/guest_page.h"
#include "document/value.h"

int sg_member_claim(int argc, char **argv);
int sg_member_decide(int argc, char **argv);
int sg_member_adjust(int argc, char **argv);

/* The answer to stay.claimed. */
void sg_member_print_claim(const struct sg_value *reply, const char *language,
	const struct sg_guest_page *page);

#endif
