/*
 * Text in columns of a fixed width, for people: one character of UTF-8 is one column, what
 * combines with the one before and what only steers the direction of writing takes none. Arabic
 * stands in the columns beside other writing without turning its neighbours around.
 */
#ifndef SG_CLI_COLUMNS_H
#define SG_CLI_COLUMNS_H

#include <stddef.h>

#include "core/buffer.h"

/* Columns that the text takes. */
int sg_columns_width(const char *text);

/* Bytes of the longest part of `text` that fits into `width` columns, cut at a blank where
 * there is one, and at least one character; *ret_next is where the rest begins. */
size_t sg_columns_cut(const char *text, int width, const char **ret_next);

/* Appends `text`, then blanks up to `width` columns. */
void sg_columns_pad(struct sg_buffer *buffer, const char *text, int width);

/* Appends `unit` as often as fits in `width` columns; nothing for a width below 1. */
void sg_columns_repeat(struct sg_buffer *buffer, const char *unit, int width);

/* Appends `left` and, ending at column `width`, `right`; on two lines where they do not fit. */
void sg_columns_spread(
	struct sg_buffer *buffer, const char *left, const char *right, int width);

/*
 * Appends finished lines, their cells put apart for a display that arranges writing from right to
 * left: a cell that has any stands between U+2068 and U+2069, so that what it says in numbers and
 * signs stays with it, and what is beside it stays where it is. Cells are apart by two blanks, a
 * middle dot or a slash between blanks, or what boxes are drawn with; a line ends its last one.
 */
void sg_columns_isolate(struct sg_buffer *buffer, const char *text, size_t len);

#endif
