/* What became of benefits. Rows of stays that were cancelled, or to which nobody came, are not
 * read. */
#ifndef SG_STORE_BENEFITS_H
#define SG_STORE_BENEFITS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/plan.h"
#include "store/script.h"

struct sg_benefit_row {
	struct sg_id stay, guest;
	const char *programme, *benefit, *level;
	const char *item; /* on whose tick */
	enum sg_benefit_state state;
	int32_t day; /* of arrival */
	int64_t at_us;
	const char *reason; /* as staff noted it, or NULL */
};

/* New, or in the place of what was known; what was given by another item stays given. */
void sg_benefit_put(struct sg_script *script, const struct sg_benefit_row *row);

/* It was a mistake: nothing became of it yet. */
void sg_benefit_remove(struct sg_script *script, const struct sg_benefit_row *row);

/* Nobody knows any more what staff noted of what this guest had or did not. */
void sg_benefits_blank(struct sg_script *script, const struct sg_id *guest);

/* One set: of the stay; or of these guests, at least one, in stays that began between two days,
 * inclusive, the oldest first. */
void sg_benefits_read_stay(struct sg_script *script, const struct sg_id *stay);
void sg_benefits_read(struct sg_script *script, const struct sg_id *guests, size_t count,
	int32_t from_day, int32_t until_day);
enum sg_status sg_benefits_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error, struct sg_benefit_row **ret_rows,
	size_t *ret_count);

#endif
