/* Lines of a sheet: items and what must not be there. Inside of sheet.c. */
#ifndef SG_CLI_SHEET_ITEM_H
#define SG_CLI_SHEET_ITEM_H

#include "cli/sheet.h"

struct sg_sheet_making {
	const struct sg_sheet_look *look;
	const char *languages[SG_SHEET_LANGUAGES];
	struct sg_arena *arena;
	bool failed; /* memory ran short */
};

/* The text of a {language: text} object in the sheet's language number `which`: in the house's
 * any text rather than none; NULL for the second where it says the same. */
const char *sg_sheet_text(
	const struct sg_sheet_making *making, const struct sg_value *texts, int which);

/* "4 Kissen", in the sheet's language number `which`: where the catalogue lacks it in the house's
 * or its own first. */
const char *sg_sheet_counted(
	struct sg_sheet_making *making, const char *what, int64_t count, int which);

void sg_sheet_item_make(struct sg_sheet_making *making, const struct sg_value *value,
	struct sg_sheet_item *ret_item);

/* The heading under which an item stands; NULL: none. `revision` is the list's. */
const char *sg_sheet_item_title(
	struct sg_sheet_making *making, const struct sg_value *value, int64_t revision);

/* "HH:MM" out of an RFC 3339 text, or NULL. */
const char *sg_sheet_clock(struct sg_sheet_making *making, const char *time);

/* A formatted text of the arena; "" when memory is short, which is noted. */
const char *sg_sheet_format(struct sg_sheet_making *making, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
