/* JSON pointers, made only when something failed. */
#include <stdio.h>
#include <string.h>

#include "document/fields.h"

static size_t append(char *path, size_t used, size_t size, const char *text)
{
	size_t len = strlen(text);

	len = used + len < size ? len : size - used - 1;
	memcpy(path + used, text, len);
	path[used + len] = '\0';
	return used + len;
}

/* RFC 6901, 3: '~' and '/' within a name are written ~0 and ~1. */
static size_t append_name(char *path, size_t used, size_t size, const char *name)
{
	used = append(path, used, size, "/");
	for (; *name != '\0'; name++) {
		char plain[2] = {*name, '\0'};

		used = append(path, used, size,
			*name == '~'   ? "~0"
			: *name == '/' ? "~1"
				       : plain);
	}
	return used;
}

static size_t append_frame(
	const struct sg_place_frame *frame, char *path, size_t used, size_t size)
{
	char digits[24];

	if (frame->parent == NULL) {
		return append(path, used, size, frame->name);
	}
	used = append_frame(frame->parent, path, used, size);
	if (frame->name != NULL) {
		return append_name(path, used, size, frame->name);
	}
	(void)snprintf(digits, sizeof digits, "%zu", frame->index);
	return append_name(path, used, size, digits);
}

void sg_place_format(const struct sg_place_frame *frame, const char *member,
	char *ret_path, size_t size)
{
	size_t used = 0;

	ret_path[0] = '\0';
	used = append_frame(frame, ret_path, used, size);
	if (member != NULL) {
		(void)append_name(ret_path, used, size, member);
	}
}
