/* A usual's short history as a strip of cells: what was chosen before, then what is chosen now. */
#ifndef SG_CLI_GUEST_BAR_H
#define SG_CLI_GUEST_BAR_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buffer.h"

/* Observations while something was the usual, and how often it was what was chosen. */
struct sg_guest_span {
	int64_t times;
	int64_t of;
};

/*
 * Appends a light cell for each time that the former usual was chosen, a dark one for each of the
 * present usual, and a dot for each other choice, at the end of the span that it falls into (in
 * which order they came is not known). What is more than `width` cells is scaled, and no part of it
 * vanishes while there is room. Nothing for no observation, or no width. ASCII ('-', '#' and '.')
 * unless `unicode`.
 */
void sg_guest_bar(struct sg_buffer *buffer, const struct sg_guest_span *before,
	const struct sg_guest_span *now, int width, bool unicode);

#endif
