/* Columns that several reads share, and how they become rows; for the store's own files. */
#ifndef SG_STORE_ROWS_H
#define SG_STORE_ROWS_H

#include "store/dossier.h"

/* A stay `s` with its last revision: its columns, */
#define SG_STAY_COLUMNS                                                                  \
	"s.id, s.property, s.shard, s.version, s.status, s.status_us, "                  \
	"s.status_version, "                                                             \
	"s.arrival_day, s.departure_day, s.room, s.checked_in_us, s.checked_out_us, "    \
	"s.touched_us, s.plan_at, s.revision, s.planned_version, s.planned_room, "       \
	"s.planned_house, s.planned_catalog, s.sealed_state, s.room_us, "                \
	"s.room_version, " SG_REVISION_COLUMNS " "

/* and where they come from; followed by the WHERE. */
#define SG_STAY_FROM                                                                     \
	"FROM stay s LEFT JOIN checklist c ON c.stay = s.id AND c.revision = "           \
	"s.revision "

/* A revision `c`. */
#define SG_REVISION_COLUMNS                                                              \
	"c.revision, c.state, c.cause, c.at_us, c.business_day, c.catalog, c.states, "   \
	"c.sealed_body"

enum {
	SG_REVISION_COLUMN = 22, /* where a revision begins in SG_STAY_COLUMNS */
	SG_STAY_COLUMN_COUNT = 30,
};

/* The power of two that holds `count`, 0 for 0: lists are filled up to it by repeating the last, so
 * that few shapes of text arise. */
size_t sg_rows_padded(size_t count);

/* A padded list of ids for "IN (…)". At least one. */
void sg_rows_bind_ids(struct sg_script *script, const struct sg_id *ids, size_t count);

/* Declares v_stay, the stay behind these keys or NULL, and reads it: one set, it and the greatest
 * of the stays behind them, which is another where the keys disagree. */
void sg_rows_find_stay(struct sg_script *script, const struct sg_id *keys, size_t count);

/* Takes a row of SG_STAY_COLUMNS. SG_INTERNAL when a sealed value is broken. */
enum sg_status sg_stay_row_take(const struct sg_rows *rows, size_t row,
	struct sg_error *error, struct sg_stay_row *ret_stay);

/* Takes SG_REVISION_COLUMNS from `column` on. */
enum sg_status sg_revision_row_take(const struct sg_rows *rows, size_t row, size_t column,
	const struct sg_id *stay, struct sg_error *error,
	struct sg_revision_row *ret_revision);

/* Takes "stay, item, state, at_us, room, actor". */
void sg_item_row_take(
	const struct sg_rows *rows, size_t row, struct sg_item_row *ret_item);

#endif
