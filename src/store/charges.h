/* What stays were charged, each by the PMS's id of it: the latest word, and whether that took it
 * back. */
#ifndef SG_STORE_CHARGES_H
#define SG_STORE_CHARGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/dossier.h"
#include "store/script.h"

struct sg_charge_row {
	const char *charge; /* the PMS's id */
	const char *category;
	int64_t gross_cents, net_cents;
	const char *currency;
	int32_t day;
	int64_t at_us; /* of the latest word; SG_NO_TIME = not stored */
	bool reversed;
};

/* Everything a charge's document needs. */
struct sg_charge_file {
	struct sg_id stay; /* nil = no such stay */
	bool disagree;     /* the keys belong to two stays */
	struct sg_taken_row taken;
	struct sg_charge_row row;
};

/* One trip. `keys` of the stay, at least one; all must stand until the run. */
void sg_charge_read(struct sg_script *script, const struct sg_id *keys, size_t count,
	const char *charge, const char *document);
void sg_charge_take(const struct sg_script *script, struct sg_charge_file *ret_file);

/* New where `read` has no time, else if its time and word are still those (SG_STALE_CHARGE);
 * DUPLICATE on "PRIMARY" when somebody posted it meanwhile. */
void sg_charge_write(struct sg_script *script, const struct sg_id *stay,
	const struct sg_charge_row *row, const struct sg_charge_row *read);

#endif
