/*
 * How long what a guest said is kept: as far as he lets himself be remembered, and what is of a
 * special category only with his consent to that; else for one stay alone, so that no need is
 * lost while he is here. Work forgets it a day after that stay is over.
 */
#ifndef SG_SERVICE_KEEPING_H
#define SG_SERVICE_KEEPING_H

#include "core/facts.h"
#include "service/context.h"
#include "service/guests.h"
#include "store/days.h"
#include "store/guests.h"

/*
 * Decides it for a statement of the person in `work`, as he lets himself be remembered now and did
 * when he said it: sets the stay that it is kept for, or the scope where it goes no further than
 * the hotel. `named` is the stay that the document names, or nil: then it is the one that the
 * guest has in house, else his next. SG_REFUSED "consent_missing" or "memory_withdrawn" where
 * there is none. [may wait on the database]
 */
enum sg_status sg_keep_decide(struct sg_call *call, const struct sg_guest_work *work,
	const struct sg_guest_row *guest, const struct sg_id *named,
	struct sg_fact *fact);

/* When the person allowed again, under whichever of his ids, what he had withdrawn at `after_us`:
 * that moment where he has not. [waits on the database] */
enum sg_status sg_keep_renewed(struct sg_call *call, const struct sg_guest_work *work,
	enum sg_purpose purpose, int64_t after_us, int64_t *ret_us);

/* Whether it goes when its stay is over. */
bool sg_keep_passes(const struct sg_call *call, const struct sg_card *card,
	const struct sg_fact *fact);

/* Whether it was said for longer than it is kept. */
bool sg_keep_is_short(const struct sg_fact *fact);

/* What a look at all that is kept of a guest came to. */
struct sg_keeping {
	struct sg_id *gone; /* statements that may not be kept any more */
	size_t gone_count;
	struct sg_id *stays; /* for which alone something is kept */
	size_t stay_count;
	bool unlearned; /* nothing is learned of him at this property */
};

/*
 * Looks at all that is on a card after he said in `word` what he allows, and by what the house of
 * the call does unasked where he said nothing there: what may not be kept leaves the card, what
 * was kept for a stay alone and may now be kept for longer is. SG_MEMORY.
 */
enum sg_status sg_keep_review(struct sg_call *call, const struct sg_card *word,
	struct sg_card *card, struct sg_keeping *ret_keeping);

/* The same where he said nothing new, as the house may do otherwise than it did: of a profile
 * nothing goes that his own word lets be kept, whatever the person's does. SG_MEMORY. */
enum sg_status sg_keep_review_house(struct sg_call *call, const struct sg_card *person,
	struct sg_card *card, struct sg_keeping *ret_keeping);

/*
 * What is kept of these profiles of one person, and by his word may not be any longer, is kept for
 * the stay that he has in house, else for his next, so that no need is lost while he is here;
 * where he has none it stays as it is. [may wait on the database]
 */
enum sg_status sg_keep_for_stay(struct sg_call *call, const struct sg_card *word,
	struct sg_profile *profiles, size_t count, struct sg_script *script);

/* Appends that it is so; `by` as in sg_statement_withdraw. */
void sg_keep_write(struct sg_call *call, const struct sg_id *guest,
	const struct sg_keeping *keeping, const char *by, struct sg_script *script);

/* Whether the statement is what he takes back. */
bool sg_keep_is_meant(const struct sg_withdrawal *withdrawal, const struct sg_fact *fact);

/* What he takes back leaves the profile's card and its history; `by` as in sg_statement_withdraw.
 * False when memory is short. */
bool sg_keep_take_back(struct sg_call *call, const struct sg_withdrawal *said,
	const char *by, struct sg_profile *profile, struct sg_script *script);

/* Everything of special categories said before that moment leaves the card, and the history of
 * statements: their ids, in the arena. [waits on the database] */
enum sg_status sg_keep_nothing_special(struct sg_call *call, const struct sg_id *guest,
	int64_t until_us, struct sg_card *card, struct sg_id **ret_gone,
	size_t *ret_count);

/* When what was kept for a stay that is over is forgotten. */
int64_t sg_keep_until(const struct sg_house *house, const struct sg_stay *stay,
	const struct sg_stamp *status);

/* Forgets what was kept for that stay alone. `ret_again`: somebody changed it meanwhile. [waits on
 * the database] */
enum sg_status sg_keep_forget(
	struct sg_call *call, const struct sg_due_stay *due, bool *ret_again);

#endif
