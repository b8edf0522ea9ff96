/*
 * Makes one chosen allocation of a source fail. A test includes this, then the source itself,
 * so that the copy under test takes its memory here; the library's own copy stays unused.
 */
#ifndef SG_TESTS_CORE_FAILING_MEMORY_H
#define SG_TESTS_CORE_FAILING_MEMORY_H

#include <stdbool.h>
#include <stdlib.h>

/* How many allocations still succeed before one fails; negative: all succeed. */
static int allocations_left = -1;

static inline bool allocation_fails(void)
{
	return allocations_left >= 0 && allocations_left-- == 0;
}

static inline void *failing_malloc(size_t size)
{
	return allocation_fails() ? NULL : malloc(size);
}

static inline void *failing_calloc(size_t count, size_t size)
{
	return allocation_fails() ? NULL : calloc(count, size);
}

static inline void *failing_realloc(void *memory, size_t size)
{
	return allocation_fails() ? NULL : realloc(memory, size);
}

#define malloc failing_malloc
#define calloc failing_calloc
#define realloc failing_realloc

#endif
