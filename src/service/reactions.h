/*
 * What documents say that guests did about attentions: the log grows, and what a decision needs of
 * it stands on the card (core/card_attention.h). All of it happens in the document's transaction;
 * the caller stores the card, whose version keeps card and log together.
 */
#ifndef SG_SERVICE_REACTIONS_H
#define SG_SERVICE_REACTIONS_H

#include "core/card_attention.h"
#include "core/plan.h"
#include "document/memory.h"
#include "service/guests.h"
#include "store/reactions.h"

/* One reaction, as a document says it. */
struct sg_reacted {
	struct sg_reaction reaction;
	const char *note;  /* for the desk, or NULL */
	struct sg_id stay; /* during which; nil where the document does not say */
	int32_t until_day; /* its departure */
	const struct sg_make_good *make_good; /* that is proposed with it, or NULL */
	const struct sg_item *ticked;         /* by whose tick it comes, or NULL … */
	enum sg_item_state state;             /* … and to which state */
};

/* The reaction that this document brings, now. */
struct sg_reacted sg_reacted_now(const struct sg_call *call, enum sg_reaction_kind kind,
	const char *topic, const char *note);

/* The id of what happens once a stay, or once about an item of it. */
struct sg_id sg_reacted_once(
	const struct sg_call *call, const struct sg_id *stay, const char *what);

/*
 * Counts it on the card of the profile that is named, and on the person's, and appends it to the
 * log. Of who lets nothing be kept beyond a stay it counts for that stay alone and has no log; what
 * may not be kept at all, or where no stay is known, is passed over: *ret_kept false. A late one
 * has the log read. [waits on the database]
 */
enum sg_status sg_reaction_note(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_reacted *reacted, struct sg_script *script, bool *ret_kept);

/* After what he lets be kept has become `word`: forgets what may not be kept any more, and counts
 * what is left where it holds now. [waits on the database] */
enum sg_status sg_reactions_review(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_card *word, struct sg_script *script);

/* Forgets what was before that moment: all, or what was learned only. [waits on the database] */
enum sg_status sg_reactions_forget_until(struct sg_call *call, struct sg_guest_work *work,
	int64_t until_us, bool learned, struct sg_script *script);

/* He took back his wish for the topic: that he asked for it or was glad of it is forgotten, what
 * turned it off before holds again. *ret_changed: the cards are to be stored. [waits on the
 * database] */
enum sg_status sg_reactions_unask(struct sg_call *call, struct sg_guest_work *work,
	const char *topic, struct sg_script *script, bool *ret_changed);

/* What this id brought was a mistake. [waits on the database] */
enum sg_status sg_reactions_take_back(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_id *id, struct sg_script *script, bool *ret_changed);

/* Whether the log has something that this id brought. [waits on the database] */
enum sg_status sg_reactions_find(struct sg_call *call, const struct sg_guest_work *work,
	const struct sg_id *id, bool *ret_found);

/* How those who are one person from now on took attention, all reactions together; nothing for a
 * single one. [waits on the database where several are known] */
enum sg_status sg_reactions_join(struct sg_call *call, const struct sg_profile *profiles,
	size_t count, struct sg_card *joint);

/* observation.recorded with a reaction: as feedback.given about the guest. */
enum sg_status sg_reaction_observed(
	struct sg_call *call, const struct sg_observation *observation);

#endif
