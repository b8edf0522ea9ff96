/*
 * The result sets of a dossier's read, between who asks for them and who takes them. First the
 * head; then, in any order and only where there is a need, sets whose last column names what they
 * hold: "rooms", "cards", "items", "refs", "groups", and "stays", the others in the rooms.
 */
#ifndef SG_STORE_DOSSIER_SETS_H
#define SG_STORE_DOSSIER_SETS_H

#include "store/rows.h"

/* Columns of the head: no row if the property is gone, one for each guest of the stay, one without
 * where there is none. The stay's are NULL where it was not found, as are its room's. */
enum sg_dossier_head {
	SG_HEAD_STAY, /* SG_STAY_COLUMNS */
	SG_HEAD_TAKEN = SG_STAY_COLUMN_COUNT,
	SG_HEAD_FOUND_ROOM = SG_HEAD_TAKEN + 3, /* the stay's room when it was found */
	SG_HEAD_PROPERTY,
	SG_HEAD_ROOM = SG_HEAD_PROPERTY + 4,
	SG_HEAD_CARD = SG_HEAD_ROOM + 5,
	SG_HEAD_PROGRAMMES = SG_HEAD_CARD + 5,
};

#endif
