/*
 * The result sets of a dossier's read, between who asks for them and who takes them: the head, the
 * rooms that the document names, the stay's cards and items, refs, named, groups, and of the others
 * in the rooms their stays, cards, items and groups; each only where it is asked for, the others'
 * only where there are some.
 */
#ifndef SG_STORE_DOSSIER_SETS_H
#define SG_STORE_DOSSIER_SETS_H

#include "store/rows.h"

/* Columns of the head, one row if the property is there. The stay's are NULL where there is none,
 * as are its room's. */
enum sg_dossier_head {
	SG_HEAD_STAY, /* SG_STAY_COLUMNS */
	SG_HEAD_TAKEN = SG_STAY_COLUMN_COUNT,
	SG_HEAD_FOUND_ROOM = SG_HEAD_TAKEN + 3, /* the stay's room when it was found */
	SG_HEAD_GROUP,                          /* its group */
	SG_HEAD_PROPERTY,
	SG_HEAD_ROOM = SG_HEAD_PROPERTY + 4,
};

#endif
