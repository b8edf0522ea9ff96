/* Loyalty programmes, each known within its chain. */
#ifndef SG_STORE_PROGRAMMES_H
#define SG_STORE_PROGRAMMES_H

#include <stddef.h>
#include <stdint.h>

#include "store/script.h"

struct sg_programme_row {
	uint32_t version; /* 0 = not stored */
	const char *body; /* in the script's arena; its file, NUL-terminated */
	size_t len;
};

/* Of all programmes of a chain, as an expression: rises with each that changes. One parameter, the
 * chain. */
#define SG_PROGRAMMES_VERSION                                                            \
	"(SELECT CAST(COALESCE(SUM(version), 0) AS UNSIGNED) FROM programme "            \
	"WHERE chain = ?)"

/* One set: all programmes of a chain, by code; a row out of it. */
void sg_programmes_read(struct sg_script *script, const struct sg_id *chain);
void sg_programmes_take(
	const struct sg_rows *rows, size_t row, struct sg_programme_row *ret_row);

/* One set: the programme of this code, or none. `code` must stand until the run. */
void sg_programme_row_read(
	struct sg_script *script, const struct sg_id *chain, const char *code);
void sg_programme_row_take(const struct sg_rows *rows, struct sg_programme_row *ret_row);

/* New where `read_version` is 0, else if it is still at that version (SG_STALE_PROGRAMME);
 * DUPLICATE on "PRIMARY" when somebody made it meanwhile. */
void sg_programme_row_write(struct sg_script *script, const struct sg_id *chain,
	const char *code, const struct sg_programme_row *row, uint32_t read_version);

#endif
