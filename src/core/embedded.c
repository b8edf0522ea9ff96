/*
 * Looks up what the build put in (see embed.cmake). A few dozen files, asked for when a
 * handle is opened: walking the table is enough.
 */
#include "core/embedded.h"

#include <string.h>

const char *sg_embedded_find(const char *name, size_t *ret_size)
{
	for (const struct sg_embedded *file = sg_embedded_files; file->name; file++) {
		if (strcmp(file->name, name) == 0) {
			if (ret_size) {
				*ret_size = file->size;
			}
			return file->data;
		}
	}
	return NULL;
}
