/* Statuses by name, and the error a caller brings filled with one clean line. */
#include "core/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void drop_cut_character(char *text, size_t size)
{
	size_t len = strlen(text);
	size_t start = len;

	if (len + 1 < size) {
		return;
	}
	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0u) == 0x80u) {
		start--;
	}
	if (start > 0 && ((unsigned char)text[start - 1] & 0x80u) != 0) {
		text[start - 1] = '\0';
	}
}

static void copy_clean(char *target, size_t size, const char *source)
{
	(void)snprintf(target, size, "%s", source != NULL ? source : "");
	for (char *c = target; *c != '\0'; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7F) {
			*c = '?';
		}
	}
	drop_cut_character(target, size);
}

enum sg_status sg_fail(struct sg_error *error, enum sg_status status, const char *code,
	const char *path, const char *format, ...)
{
	char message[sizeof error->message];
	va_list arguments;

	if (error == NULL) {
		return status;
	}
	va_start(arguments, format);
	(void)vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	error->status = status;
	copy_clean(error->code, sizeof error->code, code);
	copy_clean(error->path, sizeof error->path, path);
	copy_clean(error->message, sizeof error->message, message);
	return status;
}

const char *sg_status_name(enum sg_status status)
{
	static const char *const names[] = {"ok", "invalid", "refused", "unavailable",
		"forked", "unsupported", "memory", "internal"};
	size_t index = (size_t)(-(int)status);

	return index < sizeof names / sizeof names[0] ? names[index] : "internal";
}
