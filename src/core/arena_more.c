/* Arrays that grow, from what an arena gives: apart from it, as tests bring arenas of their own. */
#include <string.h>

#include "core/arena.h"

enum { FIRST_ELEMENTS = 32 };

void *sg_arena_more(
	struct sg_arena *arena, void *array, size_t count, size_t *space, size_t size)
{
	size_t wanted = *space > 0 ? 2 * *space : FIRST_ELEMENTS;
	void *larger;

	if (count < *space) {
		return array;
	}
	larger = sg_arena_array(arena, wanted, size);
	if (larger == NULL) {
		return NULL;
	}
	if (count > 0) {
		memcpy(larger, array, count * size);
	}
	*space = wanted;
	return larger;
}
