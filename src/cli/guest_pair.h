/* `stammgast guest merge` and `unmerge`: two guests side by side, a question, what came of it. */
#ifndef SG_CLI_GUEST_PAIR_H
#define SG_CLI_GUEST_PAIR_H

#include <stdbool.h>

#include "cli/guest_ask.h"
#include "cli/guest_page.h"
#include "document/value.h"

/* argv[0] is "guest merge" or "guest unmerge". */
int sg_guest_merge(int argc, char **argv);
int sg_guest_unmerge(int argc, char **argv);

/* Both guests as two columns: who they are, how they are reached, how much is known of them.
 * `cards` are replies to guest.card, `keys` as they were typed, the words in `language`. */
void sg_guest_pair_print(const char *const keys[2], const struct sg_value *const cards[2],
	const char *language, const struct sg_guest_page *page);

/* What the word has changed, from the reply to it and the cards before and after. */
void sg_guest_pair_print_change(const char *const keys[2], const struct sg_value *reply,
	const struct sg_value *const before[2], const struct sg_value *const after[2],
	const char *language, const struct sg_guest_page *page);

/* Whether a line typed says yes, in English or in `language`, in full or by the first letter; in
 * any case where the letters are Latin. */
bool sg_guest_says_yes(const char *language, const char *line);

#endif
