/*
 * Answers. A reply is written member by member into a buffer; a failure there is sticky and
 * seen by sg_buffer_take. Names of members are the schemas' and need no escape.
 */
#ifndef SG_DOCUMENT_REPLY_H
#define SG_DOCUMENT_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/attention.h"
#include "core/buffer.h"
#include "core/catalog.h"
#include "core/facts.h"
#include "core/id.h"
#include "core/status.h"
#include "core/cut.h"
#include "core/zone.h"
#include "document/guest.h"
#include "document/memory.h"

enum sg_outcome {
	SG_OUTCOME_APPLIED,
	SG_OUTCOME_REPEATED, /* the id was taken before, with this content */
	SG_OUTCOME_OLDER,    /* nothing of it was newer than what is known */
	SG_OUTCOME_ANSWERED, /* a query */
	SG_OUTCOME_REFUSED,
	SG_OUTCOME_JOURNALED, /* reserved */
	SG_OUTCOME_BATCH,
	SG_OUTCOMES
};

const char *sg_outcome_name(enum sg_outcome outcome);

/* {"type":"reply/1","outcome":… and leaves the object open; sg_reply_end closes it. */
void sg_reply_begin(struct sg_buffer *buffer, enum sg_outcome outcome);
void sg_reply_end(struct sg_buffer *buffer);

/* Members of an open object; the comma before each comes by itself. */
void sg_reply_text(
	struct sg_buffer *buffer, const char *name, const char *text); /* NULL: none */
/* A member that is null: said to be absent. */
void sg_reply_null(struct sg_buffer *buffer, const char *name);
void sg_reply_int(struct sg_buffer *buffer, const char *name, int64_t value);
void sg_reply_bool(struct sg_buffer *buffer, const char *name, bool value);
void sg_reply_id(struct sg_buffer *buffer, const char *name,
	const struct sg_id *id); /* nil: none */
void sg_reply_day(
	struct sg_buffer *buffer, const char *name, int32_t day); /* SG_NO_DAY: none */
void sg_reply_time(struct sg_buffer *buffer, const char *name,
	int64_t us); /* UTC; SG_NO_TIME: none */
/* By the clock of a house, with its offset; `zone` NULL: UTC. What a person reads of it has the
 * house's day then. */
void sg_reply_local(struct sg_buffer *buffer, const char *name, int64_t us,
	const struct sg_zone *zone); /* SG_NO_TIME: none */
/* Members as others wrote them ("a":1,"b":2), or one value that is JSON already. */
void sg_reply_members(struct sg_buffer *buffer, const char *members);
void sg_reply_json(struct sg_buffer *buffer, const char *name, const char *json);
/* Objects and arrays within. `name` NULL for an element of an array. */
void sg_reply_object(struct sg_buffer *buffer, const char *name);
void sg_reply_object_end(struct sg_buffer *buffer);
void sg_reply_array(struct sg_buffer *buffer, const char *name);
void sg_reply_array_end(struct sg_buffer *buffer);
void sg_reply_element(struct sg_buffer *buffer, const char *json);

/* {"type":"reply/1","error":{"code","message","path","retryable"}}, "outcome":"refused" with
 * SG_REFUSED; the first leaves the object open. */
void sg_reply_error_begin(struct sg_buffer *buffer, const struct sg_error *error);
void sg_reply_error(struct sg_buffer *buffer, const struct sg_error *error);

/* What a guest's log of consent says. */
struct sg_consent_entry {
	struct sg_consent said;
	bool given;
	int64_t said_us;
	const char *by; /* the role of who handed it in */
};

/* The member "consents" for guest.card: by which word each purpose is, and the consents for a stay
 * alone. `entries` are newest first; `unasked` is the house's memory, for who said nothing. */
void sg_card_consents(const struct sg_card *card, enum sg_memory unasked,
	const struct sg_consent_entry *entries, size_t count, const struct sg_zone *zone,
	struct sg_buffer *buffer);

/* Members for guest.card, cut by role: an attendant gets the instructions' facts without those
 * of special-category topics, and neither reasons nor free text; desk and data protection all
 * that is known; `guest` may be NULL. */
void sg_card_members(const struct sg_card *card, const struct sg_guest *guest,
	const struct sg_catalog *catalog, enum sg_memory unasked, enum sg_actor_role role,
	const struct sg_zone *zone, struct sg_buffer *buffer);

/* From where, and when, somebody looks at a card. */
struct sg_card_view {
	struct sg_id property;
	const struct sg_zone *zone;
	int64_t now_us;
	bool evidence; /* counts and history, too: for who decides, not for the desk's screen */
	int32_t declined_days; /* that an offer keeps quiet once it was declined */
};

/* The member "usuals" for guest.card, by topic: for those who see all of it. */
void sg_card_usuals(const struct sg_card *card, const struct sg_catalog *catalog,
	const struct sg_card_view *view, struct sg_buffer *buffer);

/* The member "off" for guest.card: what he turned off here, why and since when. */
void sg_card_off(const struct sg_card *card, const struct sg_card_view *view,
	struct sg_buffer *buffer);

/* The member "make_goods" for guest.card: what is proposed or owed here, for a manager. */
void sg_card_make_goods(const struct sg_card *card, const struct sg_card_view *view,
	struct sg_buffer *buffer);

/* The member "offers" for guest.card: what was offered to him, wherever in the chain, what he said
 * and until when it keeps quiet; the newest first. Nothing where none was made. */
enum { SG_CARD_OFFERS_MAX = 20 };
void sg_card_offers(const struct sg_card *card, const struct sg_card_view *view,
	struct sg_buffer *buffer);

/* Words of a guest's about an attention, as somebody wrote them down for the desk. */
struct sg_card_remark {
	enum sg_reaction_kind kind;
	const char *topic; /* or NULL */
	const char *note;
	int64_t at_us;
};

/* The member "feedback" for guest.card, in the order given. */
void sg_card_feedback(const struct sg_card_remark *remarks, size_t count,
	const struct sg_zone *zone, struct sg_buffer *buffer);

/* Whether this role sees all of a card. */
bool sg_card_shows_all(enum sg_actor_role role);

/* A statement that another one has taken the place of. */
struct sg_past_fact {
	struct sg_fact fact;
	struct sg_id superseded_by;
	int64_t superseded_us;
};

/* Whether this role is told what was superseded: who answers for what is known. */
bool sg_card_shows_history(enum sg_actor_role role);

/* The member "history" for guest.card, in the order given. */
void sg_card_history(const struct sg_past_fact *past, size_t count,
	const struct sg_zone *zone, struct sg_buffer *buffer);

#endif
