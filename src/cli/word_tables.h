/* One language's words: those of the sheet and those of the guest's pages. Inside of words.c and
 * guest_words.c. A text that is missing is NULL, which a test finds. */
#ifndef SG_CLI_WORD_TABLES_H
#define SG_CLI_WORD_TABLES_H

#include "cli/guest_words.h"
#include "cli/words.h"
#include "core/attention.h"
#include "core/catalog.h"
#include "core/facts.h"
#include "core/plan.h"
#include "core/plural.h"

struct sg_words {
	const char *sheet[SG_WORDS];
	const char *kinds[SG_LIST_KINDS];
	const char *places[SG_PLACES];
	const char *weekdays[7]; /* from Monday on */
	const char *months[12];
	/* By category of plural; NULL where SG_PLURAL_OTHER says it. */
	const char *counted[SG_COUNTED_WORDS][SG_PLURALS];
	const char *guest[SG_GUEST_WORDS];
	const char *parties[SG_PARTIES]; /* SG_PARTY_ANY has none */
	const char *list_states[SG_PLAN_STATES];
	const char *item_states[SG_ITEM_STATES];
	const char *left_out[SG_LEFT_REASONS];
	const char *reactions[SG_REACTIONS];
};

extern const struct sg_words sg_words_en, sg_words_de, sg_words_es, sg_words_fr,
	sg_words_it, sg_words_pl, sg_words_ro, sg_words_tr, sg_words_uk, sg_words_ar;

/* English where the program does not speak it. */
const struct sg_words *sg_words_in(const char *language);

#endif
