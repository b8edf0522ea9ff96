/* What is owed for failures: the record of it. Whoever writes any of it writes the guest's card
 * too, whose version keeps them together. */
#ifndef SG_STORE_MAKE_GOODS_H
#define SG_STORE_MAKE_GOODS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/facts.h"
#include "store/script.h"

/* One set: the ids among these that are recorded; at least one. They must stand until the run. */
void sg_make_goods_find(struct sg_script *script, const struct sg_id *ids, size_t count);

void sg_make_good_insert(struct sg_script *script, const struct sg_id *guest,
	const struct sg_make_good *make_good);

/* A record with the card of its guest. */
struct sg_make_good_row {
	bool found;
	struct sg_id guest;
	struct sg_id property;
	enum sg_make_good_state state;
	int32_t cap_cents, cost_cents;
	const char
		*thing; /* topic and value as sg_make_good_thing writes them, or NULL */
	uint32_t card_version;
	const char *card;
};

/* One set: the record. */
void sg_make_good_read(struct sg_script *script, const struct sg_id *id);
enum sg_status sg_make_good_take(const struct sg_script *script, size_t set,
	struct sg_error *error, struct sg_make_good_row *ret_row);

/* Decides one that is proposed; SG_STALE_GUEST where it is not any more. */
void sg_make_good_decide(struct sg_script *script, const struct sg_id *guest,
	const struct sg_make_good *make_good, const char *thing, int64_t decided_us,
	const char *decided_by);

/* Given, or owed again. */
void sg_make_good_give(
	struct sg_script *script, const struct sg_id *id, enum sg_make_good_state state);

/* Forgets all of a guest's that failed before that moment (INT64_MAX: ever). */
void sg_make_goods_forget(
	struct sg_script *script, const struct sg_id *guest, int64_t until_us);

#endif
