/* The result sets of a dossier's read, between who asks for them and who takes them. */
#ifndef SG_STORE_DOSSIER_SETS_H
#define SG_STORE_DOSSIER_SETS_H

/* In this order. After them, each only where it is asked for: refs, named, groups, and of the
 * others in the rooms their stays, cards, items and groups. */
enum sg_dossier_set {
	SG_DOSSIER_ROOMS,
	SG_DOSSIER_PROPERTY,
	SG_DOSSIER_STAY,
	SG_DOSSIER_CARDS,
	SG_DOSSIER_ITEMS,
	SG_DOSSIER_SETS, /* that are always there */
};

/* Of SG_DOSSIER_PROPERTY, behind the property's own: the stay's room as it was found, whether
 * there are others, and whether there are groups. */
enum sg_dossier_column {
	SG_DOSSIER_ROOM = 4,
	SG_DOSSIER_HAS_OTHERS,
	SG_DOSSIER_HAS_GROUPS,
};

#endif
