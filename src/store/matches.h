/* Guests who are alike in two things at once (core/likeness.h). */
#ifndef SG_STORE_MATCHES_H
#define SG_STORE_MATCHES_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/script.h"

struct sg_match_row {
	struct sg_id key; /* of both things */
	struct sg_id guest;
	uint32_t kinds;
	const char *ref; /* {"system":…,"id":…} */
};

/* Forgets what he is alike in. */
void sg_matches_forget(struct sg_script *script, const struct sg_id *guest);
void sg_match_add(struct sg_script *script, const struct sg_match_row *row);

enum { SG_MATCHES_MAX = 20 };

/* One set: others who are alike with one of these, but those of whom it was said already that they
 * are the same or that they are not; SG_MATCHES_MAX rows at most, several may be of one guest. */
void sg_matches_read(struct sg_script *script, const struct sg_id *guests, size_t count);
enum sg_status sg_matches_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_match_row **ret_rows, size_t *ret_count);

#endif
