/* What members bought from partners, each by the partner's id of it. */
#ifndef SG_STORE_PARTNERS_H
#define SG_STORE_PARTNERS_H

#include <stdint.h>

#include "core/id.h"
#include "store/script.h"

enum sg_partner_state {
	SG_PARTNER_EARNED,
	SG_PARTNER_WAITS, /* for a person */
	SG_PARTNER_NOTHING,
	SG_PARTNER_REVERSED,
	SG_PARTNER_STATES
};

struct sg_partner_row {
	struct sg_id
		id; /* hash of chain, programme, partner and the partner's id of it */
	const char *partner, *earning;
	struct sg_id property; /* which reported it last */
	struct sg_id account;  /* where its entries stand */
	uint32_t version;      /* 0 = not stored */
	int64_t at_us;         /* of the latest word on it */
	int64_t amount;
	int32_t day;
	enum sg_partner_state state;
	const char *reason; /* why it waits or earns nothing; else NULL */
	int64_t since_us;   /* since when it waits; SG_NO_TIME = it does not */
	const char *tier;   /* by which it earned; NULL = by none yet */
	int64_t points;
};

/* One set. */
void sg_partner_read(struct sg_script *script, const struct sg_id *id);
void sg_partner_take(
	const struct sg_script *script, size_t set, struct sg_partner_row *ret_row);

/* New where `read_version` is 0 (DUPLICATE on "PRIMARY" when somebody made it meanwhile), else if
 * it is still at that version (SG_STALE_CHARGE). */
void sg_partner_write(struct sg_script *script, const struct sg_partner_row *row,
	uint32_t read_version);

#endif
