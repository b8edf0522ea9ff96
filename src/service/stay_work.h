/* One stay.changed under way, for the two ways it can go. */
#ifndef SG_SERVICE_STAY_WORK_H
#define SG_SERVICE_STAY_WORK_H

#include "document/reply.h"
#include "service/case.h"
#include "service/people.h"

struct sg_sibling;

struct sg_stay_work {
	struct sg_call *call;
	struct sg_stay_document document;
	struct sg_id *keys;  /* of the document's ids */
	struct sg_id *named; /* and of the people it names */
	size_t named_count;
	struct sg_dossier dossier;
	struct sg_case work;
	struct sg_stay_state before; /* stays[0] as it was */
	struct sg_stay_result merged;
	struct sg_people people;
	enum sg_outcome outcome;
	struct sg_case_stay *partner; /* of an exchange of rooms, or NULL */
	struct sg_sibling *partner_document;
	struct sg_stay_state partner_before;
	bool at_hand; /* the dossier is: the next attempt needs no reading */
};

/* What to read for this document. */
struct sg_dossier_query sg_stay_query(struct sg_stay_work *change);

/* A pure check-in, by one key, of which nothing else is said but the room. */
bool sg_stay_is_pure_check_in(const struct sg_stay_work *change);

/*
 * One round trip where the stored plan still holds: `ret_done`, and the answer is written. Where
 * it does not, that trip has read the dossier for the usual way.
 */
enum sg_status sg_stay_short_way(struct sg_stay_work *change, bool *ret_done);

#endif
