/* What topics and values are called: the built-in catalogue with the hotel's own laid over it, read
 * in one language. A name that it does not have stands for itself. */
#ifndef SG_CLI_GUEST_NAMES_H
#define SG_CLI_GUEST_NAMES_H

#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/catalog.h"
#include "core/status.h"

struct sg_guest_names {
	struct sg_arena *arena;
	struct sg_catalog catalog;
	int32_t index;        /* of the language */
	const char *language; /* as the catalogue spells it */
};

/*
 * `own` is the path of the hotel's catalogue, or NULL. SG_INVALID when the catalogue does not have
 * the language, or the file is none; SG_UNAVAILABLE when it cannot be read. Freed with
 * sg_guest_names_free.
 */
enum sg_status sg_guest_names_read(const char *own, const char *language,
	struct sg_error *error, struct sg_guest_names *ret_names);

void sg_guest_names_free(struct sg_guest_names *names);

/* "Breakfast plate". */
const char *sg_guest_label(const struct sg_guest_names *names, const char *topic);

/* A value in a word or two: "scrambled egg", "19.5 °C". */
void sg_guest_value(const struct sg_guest_names *names, const char *topic,
	const char *value, struct sg_buffer *buffer);

/* What to do for it: "Water: still"; with `value` NULL the topic's label. */
void sg_guest_wish(const struct sg_guest_names *names, const char *topic,
	const char *value, struct sg_buffer *buffer);

/* What not to do: "No flowers"; `value` NULL: nothing of the topic. */
void sg_guest_refusal(const struct sg_guest_names *names, const char *topic,
	const char *value, struct sg_buffer *buffer);

#endif
