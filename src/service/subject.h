/* Documents whose subject is the property, or something of it that has no row of its own in
 * `taken`: the frame that they share. */
#ifndef SG_SERVICE_SUBJECT_H
#define SG_SERVICE_SUBJECT_H

#include "document/reply.h"
#include "service/houses.h"

/* Whether this document was taken for the subject: SG_REFUSED "id_reused" when with other
 * content. [waits on the database] */
enum sg_status sg_subject_taken(
	struct sg_call *call, const struct sg_id *subject, bool *ret_taken);

/* Bits of enum sg_actor_role: who may say what a document says. */
enum {
	SG_BY_MANAGER = 1 << SG_ACTOR_MANAGER,
	SG_BY_MANAGING = SG_BY_MANAGER | 1 << SG_ACTOR_SYSTEM,
	SG_BY_DESK = SG_BY_MANAGING | 1 << SG_ACTOR_FRONT_DESK,
};

/* SG_REFUSED "role_missing" at /actor/role, with `message`, for everybody else. */
enum sg_status sg_subject_roles(
	struct sg_call *call, unsigned roles, const char *message);

/* Whether a document's stay is known: SG_INVALID "stay_unknown" where `stay` is nil, SG_REFUSED
 * "ids_disagree" where its ids are those of two, at /data/stay/ids. */
enum sg_status sg_subject_stay(
	struct sg_call *call, const struct sg_id *stay, bool disagree);

/* Begins the write of a document: remembers it for the subject, moves hotel time on. */
void sg_subject_begin(
	struct sg_call *call, struct sg_script *script, const struct sg_id *subject);

/* Runs it. `ret_again`: somebody else wrote in between, read and decide again. */
enum sg_status sg_subject_run(
	struct sg_call *call, struct sg_script *script, bool *ret_again);

/* The answer without further members. */
enum sg_status sg_subject_answer(struct sg_call *call, enum sg_outcome outcome);

/*
 * Calls `attempt` until it does not ask for another try, twelve times at most, then SG_UNAVAILABLE
 * "contended".
 */
enum sg_status sg_subject_try(struct sg_call *call,
	enum sg_status (*attempt)(struct sg_call *call, void *data, bool *ret_again),
	void *data);

/* Hotel time at which work looks again: at once. */
int64_t sg_subject_now(const struct sg_call *call);

/* The stamp of this document for merging. */
struct sg_stamp sg_call_stamp(const struct sg_call *call);

#endif
