/*
 * A check-in whose stored plan still holds: one round trip. The transaction looks by itself
 * whether the stay, its room, the property and the catalogue are as they were when the list was
 * decided; then it issues that list, else it writes nothing and reads the dossier instead, so
 * that the usual way goes on without a further trip for it.
 */
#ifndef SG_STORE_CHECK_IN_H
#define SG_STORE_CHECK_IN_H

#include <stdbool.h>

#include "store/dossier.h"
#include "store/stays.h"

struct sg_check_in {
	struct sg_dossier_query query; /* one key; read when the plan does not hold */
	const char *room;      /* the document's: must be the stay's; NULL = not said */
	struct sg_stamp stamp; /* of the document */
	uint64_t catalog;
	uint32_t house;      /* version of the property as it is known here */
	uint32_t programmes; /* and of its chain's programmes */
	int32_t business_day;
	int64_t wall_us;
	struct sg_taken_write
		taken; /* subject and revision are found by the transaction */
};

struct sg_checked_in {
	bool issued; /* else the dossier is there */
	struct sg_id stay;
	struct sg_revision_row revision; /* the one that was issued */
};

/* Appends to a WRITE script that has no statement yet. Everything given must stand until the
 * run. */
void sg_check_in_try(struct sg_script *script, const struct sg_check_in *check_in);

/* Takes the results of the run, whose query this was: `ret_dossier` is filled when it was not
 * issued. */
enum sg_status sg_check_in_take(const struct sg_script *script,
	const struct sg_dossier_query *query, struct sg_arena *arena,
	struct sg_error *error, struct sg_checked_in *ret_checked_in,
	struct sg_dossier *ret_dossier);

#endif
