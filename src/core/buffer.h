/*
 * A growing text. Appending after memory ran short does nothing, so a writer appends freely
 * and looks once, at the end (sticky failure).
 */
#ifndef SG_CORE_BUFFER_H
#define SG_CORE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

/* Zero-initialise to begin. `data` is NUL-terminated once anything was appended. */
struct sg_buffer {
	char *data;
	size_t len;
	size_t size;
	bool failed;
};

void sg_buffer_free(struct sg_buffer *buffer);

/* Empties it and keeps its memory; clears the failure. */
void sg_buffer_reset(struct sg_buffer *buffer);

/* Room for `more` bytes and a NUL behind what is there; false when memory ran short. */
bool sg_buffer_grow(struct sg_buffer *buffer, size_t more);

/* `len` bytes at its end, which the caller fills at once; NULL when memory ran short. Here, as an
 * answer of many lists is a million short pieces. */
static inline char *sg_buffer_space(struct sg_buffer *buffer, size_t len)
{
	char *space;

	if (buffer->size - buffer->len <= len || buffer->failed) {
		if (!sg_buffer_grow(buffer, len)) {
			return NULL;
		}
	}
	space = buffer->data + buffer->len;
	buffer->len += len;
	space[len] = '\0';
	return space;
}

static inline void sg_buffer_char(struct sg_buffer *buffer, char c)
{
	char *space = sg_buffer_space(buffer, 1);

	if (space != NULL) {
		*space = c;
	}
}

/* Takes the last `len` bytes back, which are there. */
static inline void sg_buffer_cut(struct sg_buffer *buffer, size_t len)
{
	buffer->len -= len;
	buffer->data[buffer->len] = '\0';
}

void sg_buffer_add(struct sg_buffer *buffer, const char *bytes, size_t len);
void sg_buffer_text(struct sg_buffer *buffer, const char *text);
void sg_buffer_format(struct sg_buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Hands the text over, to be freed with free(), and empties the buffer; NULL when an append
 * failed. */
char *sg_buffer_take(struct sg_buffer *buffer);

/* The text as a copy in the arena, and empties the buffer; NULL when an append failed or memory
 * is short. */
char *sg_buffer_settle(struct sg_buffer *buffer, struct sg_arena *arena);

#endif
