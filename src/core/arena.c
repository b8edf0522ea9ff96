/* Bump allocation from a chain of blocks; each block at least doubles the one before. */
#include "core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_BLOCK = 16 * 1024,
	LARGEST_STEP = 1024 * 1024,
};

struct block {
	struct block *older;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct sg_arena {
	struct block *newest;
};

static struct block *block_new(size_t size, struct block *older)
{
	struct block *block = malloc(sizeof *block + size);

	if (block == NULL) {
		return NULL;
	}
	block->older = older;
	block->size = size;
	block->used = 0;
	return block;
}

struct sg_arena *sg_arena_new(void)
{
	struct sg_arena *arena = calloc(1, sizeof *arena);

	if (arena == NULL) {
		return NULL;
	}
	arena->newest = block_new(FIRST_BLOCK, NULL);
	if (arena->newest == NULL) {
		free(arena);
		return NULL;
	}
	return arena;
}

static void free_newest(struct sg_arena *arena)
{
	struct block *older = arena->newest->older;

	free(arena->newest);
	arena->newest = older;
}

static void free_down_to_first(struct sg_arena *arena)
{
	while (arena->newest->older != NULL) {
		free_newest(arena);
	}
}

void sg_arena_free(struct sg_arena *arena)
{
	if (arena == NULL) {
		return;
	}
	free_down_to_first(arena);
	free(arena->newest);
	free(arena);
}

void sg_arena_reset(struct sg_arena *arena)
{
	free_down_to_first(arena);
	arena->newest->used = 0;
}

struct sg_arena_mark sg_arena_mark(const struct sg_arena *arena)
{
	return (struct sg_arena_mark){arena->newest, arena->newest->used};
}

void sg_arena_rewind(struct sg_arena *arena, struct sg_arena_mark mark)
{
	while (arena->newest != mark.block) {
		free_newest(arena);
	}
	arena->newest->used = mark.used;
}

static struct block *block_for(struct sg_arena *arena, size_t size)
{
	struct block *newest = arena->newest;
	size_t next = newest->size * 2 < LARGEST_STEP ? newest->size * 2 : LARGEST_STEP;

	if (newest->size - newest->used >= size) {
		return newest;
	}
	newest = block_new(next > size ? next : size, arena->newest);
	if (newest != NULL) {
		arena->newest = newest;
	}
	return newest;
}

void *sg_arena_alloc(struct sg_arena *arena, size_t size)
{
	const size_t unit = alignof(max_align_t);
	struct block *block;
	void *bytes;

	if (size > SIZE_MAX / 4) {
		return NULL;
	}
	size = (size + unit - 1) / unit * unit;
	block = block_for(arena, size);
	if (block == NULL) {
		return NULL;
	}
	bytes = block->bytes + block->used;
	block->used += size;
	memset(bytes, 0, size);
	return bytes;
}

void *sg_arena_array(struct sg_arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size) {
		return NULL;
	}
	return sg_arena_alloc(arena, count * size);
}

char *sg_arena_copy_len(struct sg_arena *arena, const char *text, size_t len)
{
	char *copy = sg_arena_alloc(arena, len + 1);

	if (copy != NULL && len > 0) {
		memcpy(copy, text, len);
	}
	return copy;
}

char *sg_arena_copy(struct sg_arena *arena, const char *text)
{
	return text != NULL ? sg_arena_copy_len(arena, text, strlen(text)) : NULL;
}

char *sg_arena_format(struct sg_arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;
	int len;

	va_start(arguments, format);
	len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	text = len < 0 ? NULL : sg_arena_alloc(arena, (size_t)len + 1);
	if (text == NULL) {
		return NULL;
	}
	va_start(arguments, format);
	(void)vsnprintf(text, (size_t)len + 1, format, arguments);
	va_end(arguments);
	return text;
}
