/* A text that doubles as it grows; the terminating NUL is always within its size. */
#include "core/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sg_buffer_free(struct sg_buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct sg_buffer){0};
}

void sg_buffer_reset(struct sg_buffer *buffer)
{
	buffer->len = 0;
	buffer->failed = false;
	if (buffer->data != NULL) {
		buffer->data[0] = '\0';
	}
}

bool sg_buffer_grow(struct sg_buffer *buffer, size_t more)
{
	size_t size = buffer->size > 0 ? buffer->size : 256;
	char *data;

	if (buffer->failed || more > SIZE_MAX / 4) {
		buffer->failed = true;
		return false;
	}
	while (size < buffer->len + more + 1) {
		size *= 2;
	}
	data = size > buffer->size ? realloc(buffer->data, size) : buffer->data;
	if (data == NULL) {
		buffer->failed = true;
		return false;
	}
	buffer->data = data;
	buffer->size = size;
	return true;
}

void sg_buffer_add(struct sg_buffer *buffer, const char *bytes, size_t len)
{
	char *space = sg_buffer_space(buffer, len);

	if (space != NULL && len > 0) {
		memcpy(space, bytes, len);
	}
}

void sg_buffer_text(struct sg_buffer *buffer, const char *text)
{
	sg_buffer_add(buffer, text, strlen(text));
}

void sg_buffer_format(struct sg_buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int len;

	va_start(arguments, format);
	len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (len < 0 || !sg_buffer_grow(buffer, (size_t)len)) {
		buffer->failed = true;
		return;
	}
	va_start(arguments, format);
	(void)vsnprintf(buffer->data + buffer->len, (size_t)len + 1, format, arguments);
	va_end(arguments);
	buffer->len += (size_t)len;
}

char *sg_buffer_take(struct sg_buffer *buffer)
{
	char *data;

	(void)sg_buffer_grow(buffer, 0);
	data = buffer->failed ? NULL : buffer->data;
	if (data == NULL) {
		free(buffer->data);
	} else {
		data[buffer->len] = '\0';
	}
	*buffer = (struct sg_buffer){0};
	return data;
}

char *sg_buffer_settle(struct sg_buffer *buffer, struct sg_arena *arena)
{
	char *copy = buffer->failed ? NULL
	                            : sg_arena_copy_len(arena, buffer->data, buffer->len);

	sg_buffer_free(buffer);
	return copy;
}
