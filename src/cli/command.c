/* How commands end: complaints of one line, and output that is known to have been written. */
#include "cli/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/progress.h"

int sg_complain(const char *format, ...)
{
	va_list arguments;

	sg_progress_clear();
	flockfile(stderr);
	(void)fputs("stammgast: ", stderr);
	va_start(arguments, format);
	(void)vfprintf(stderr, format, arguments);
	va_end(arguments);
	(void)fputc('\n', stderr);
	funlockfile(stderr);
	return SG_EXIT_FAILED;
}

int sg_complain_error(const struct sg_error *error)
{
	if (error->path[0] != '\0') {
		return sg_complain("%s (at %s)", error->message, error->path);
	}
	return sg_complain("%s", error->message);
}

int sg_complain_absent(const struct sg_error *error)
{
	int status = sg_complain_error(error);

	return strcmp(error->code, "absent") == 0 ? SG_EXIT_ABSENT : status;
}

const char *sg_errno_text(void)
{
	const char *text = strerrordesc_np(errno);

	return text != NULL ? text : "unknown reason";
}

static enum sg_status read_stream(FILE *file, const char *path, size_t limit,
	struct sg_error *error, char **ret_text, size_t *ret_len)
{
	char *text = NULL;
	size_t size = 0;
	size_t len = 0;

	for (;;) {
		char *larger = realloc(text, size + 65537);

		if (larger == NULL) {
			free(text);
			return sg_fail(
				error, SG_MEMORY, "memory", NULL, "memory is short");
		}
		text = larger;
		size += 65536;
		len += fread(text + len, 1, size - len, file);
		if (len < size || len > limit) {
			break;
		}
	}
	if (ferror(file) || len > limit) {
		free(text);
		return ferror(file)
		               ? sg_fail(error, SG_UNAVAILABLE, "unreadable", NULL,
					 "%s cannot be read: %s", path, sg_errno_text())
		               : sg_fail(error, SG_INVALID, "too_large", NULL,
					 "%s is larger than %zu bytes", path, limit);
	}
	text[len] = '\0';
	*ret_text = text;
	*ret_len = len;
	return SG_OK;
}

enum sg_status sg_read_whole(const char *path, size_t limit, struct sg_error *error,
	char **ret_text, size_t *ret_len)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	enum sg_status status;

	if (file == NULL) {
		return sg_fail(error, SG_UNAVAILABLE, "unreadable", NULL,
			"%s cannot be opened: %s", path, sg_errno_text());
	}
	status = read_stream(file, path, limit, error, ret_text, ret_len);
	if (file != stdin) {
		(void)fclose(file);
	}
	return status;
}

int sg_finish_output(int status)
{
	if (fflush(stdout) != 0 || ferror(stdout)) {
		return sg_complain(
			"standard output cannot be written: %s", sg_errno_text());
	}
	return status;
}
