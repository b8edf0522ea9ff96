/*
 * Lines of a file that may be packed: plain, .xz or .gz, told apart by their first bytes.
 * Read as a stream, so that memory is bounded whatever the file's size.
 */
#ifndef SG_CLI_SOURCE_H
#define SG_CLI_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum { SG_LINE_MAX = 16384 };

struct sg_source;

/* SG_UNAVAILABLE when it cannot be opened: code "absent" where there is no such file. */
enum sg_status sg_source_open(
	const char *path, struct sg_error *error, struct sg_source **ret_source);

void sg_source_close(struct sg_source *source);

/*
 * The next line without its end (LF or CRLF), NUL-terminated, in memory of the source until
 * the next call; it may be changed there. NULL with SG_OK at the end of the file. SG_INVALID
 * for a damaged archive, a line of more than SG_LINE_MAX bytes or a NUL in it.
 */
enum sg_status sg_source_line(struct sg_source *source, struct sg_error *error,
	char **ret_line, size_t *ret_len);

/* Number of the line given last, from 1. */
int64_t sg_source_line_number(const struct sg_source *source);

#endif
