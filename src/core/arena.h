/*
 * Memory for one document's life: everything that decoding, deciding and encoding need is
 * taken from one arena and given back at once. Nothing in it is freed singly.
 */
#ifndef SG_CORE_ARENA_H
#define SG_CORE_ARENA_H

#include <stddef.h>

struct sg_arena;

/* NULL when memory is short. [one thread at a time] */
struct sg_arena *sg_arena_new(void);

/* Frees the arena and all it gave; NULL is fine. */
void sg_arena_free(struct sg_arena *arena);

/* Forgets all it gave and keeps its first block for reuse. */
void sg_arena_reset(struct sg_arena *arena);

/* Where it stands, and back to there: forgets all that it gave since. Marks are gone back to in
 * reverse order, and none outlives sg_arena_reset. */
struct sg_arena_mark {
	const void *block;
	size_t used;
};
struct sg_arena_mark sg_arena_mark(const struct sg_arena *arena);
void sg_arena_rewind(struct sg_arena *arena, struct sg_arena_mark mark);

/* `size` zeroed bytes aligned for any type, or NULL when memory is short; size 0 gives a
 * pointer that must not be read. */
void *sg_arena_alloc(struct sg_arena *arena, size_t size);

/* Like sg_arena_alloc for `count` elements, with the product checked for overflow. */
void *sg_arena_array(struct sg_arena *arena, size_t count, size_t size);

/* An array of `count` elements with room for one more: itself, or a copy in twice the space, which
 * is noted in `space`. An array of none is NULL with a space of 0. NULL when memory is short. */
void *sg_arena_more(
	struct sg_arena *arena, void *array, size_t count, size_t *space, size_t size);

/* A NUL-terminated copy; NULL gives NULL. */
char *sg_arena_copy(struct sg_arena *arena, const char *text);
char *sg_arena_copy_len(struct sg_arena *arena, const char *text, size_t len);

/* A formatted, NUL-terminated text, or NULL when memory is short. */
char *sg_arena_format(struct sg_arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
