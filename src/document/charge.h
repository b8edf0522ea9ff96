/* charge.posted and charge.reversed: what the PMS puts on a stay's bill. */
#ifndef SG_DOCUMENT_CHARGE_H
#define SG_DOCUMENT_CHARGE_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

struct sg_charge_document {
	const struct sg_ref *refs; /* of the stay */
	size_t ref_count;
	const char *charge; /* the PMS's id of it, unique within the stay */
	/* Of one that is posted: */
	const char *category;
	int64_t gross_cents, net_cents; /* < 0 gives back */
	const char *currency;           /* three capital letters */
	int32_t day;                    /* SG_NO_DAY = not said */
};

/* Net is gross where it is not said. [thread-safe] */
enum sg_status sg_charge_posted_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_charge_document *ret_charge);
enum sg_status sg_charge_reversed_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_charge_document *ret_charge);

#endif
