/* Lines out of a plain, xz or gzip stream through two fixed buffers. */
#include "cli/source.h"

#include <errno.h>
#include <lzma.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "cli/command.h"

enum {
	PACKED_SIZE = 32768,
	PLAIN_SIZE = 4 * SG_LINE_MAX,
	XZ_MEMORY_MAX = 64 << 20,
	GZIP_OR_ZLIB = 32, /* zlib: the header tells which */
};

enum packing { PLAIN, XZ, GZIP };

struct sg_source {
	FILE *file;
	const char *path;
	enum packing packing;
	lzma_stream xz;
	z_stream gzip;
	bool unpacked_all;
	int64_t line;
	size_t begin; /* of what is not yet given out, in `plain` */
	size_t end;
	unsigned char packed[PACKED_SIZE];
	char plain[PLAIN_SIZE + 1];
};

static enum sg_status damaged(const struct sg_source *source, struct sg_error *error)
{
	return sg_fail(error, SG_INVALID, "damaged", NULL,
		"%s is damaged or ends too early, after line %lld", source->path,
		(long long)source->line);
}

static enum sg_status read_packed(
	struct sg_source *source, struct sg_error *error, size_t *ret_len)
{
	size_t len = fread(source->packed, 1, sizeof source->packed, source->file);

	if (len == 0 && ferror(source->file)) {
		return sg_fail(error, SG_UNAVAILABLE, "unreadable", NULL,
			"%s cannot be read: %s", source->path, sg_errno_text());
	}
	*ret_len = len;
	return SG_OK;
}

static enum sg_status unpack_xz(
	struct sg_source *source, struct sg_error *error, char *target, size_t *size)
{
	lzma_ret result = LZMA_OK;

	source->xz.next_out = (unsigned char *)target;
	source->xz.avail_out = *size;
	while (source->xz.avail_out == *size && result == LZMA_OK) {
		enum sg_status status = SG_OK;

		if (source->xz.avail_in == 0) {
			source->xz.next_in = source->packed;
			status = read_packed(source, error, &source->xz.avail_in);
		}
		if (status != SG_OK) {
			return status;
		}
		result = lzma_code(
			&source->xz, source->xz.avail_in == 0 ? LZMA_FINISH : LZMA_RUN);
	}
	if (result != LZMA_OK && result != LZMA_STREAM_END) {
		return damaged(source, error);
	}
	source->unpacked_all = result == LZMA_STREAM_END;
	*size -= source->xz.avail_out;
	return SG_OK;
}

static enum sg_status unpack_gzip(
	struct sg_source *source, struct sg_error *error, char *target, size_t *size)
{
	int result = Z_OK;

	source->gzip.next_out = (unsigned char *)target;
	source->gzip.avail_out = (unsigned)*size;
	while (source->gzip.avail_out == *size && result == Z_OK) {
		size_t len = source->gzip.avail_in;

		if (len == 0) {
			enum sg_status status = read_packed(source, error, &len);

			if (status != SG_OK) {
				return status;
			}
			source->gzip.next_in = source->packed;
			source->gzip.avail_in = (unsigned)len;
		}
		result = len == 0 ? Z_DATA_ERROR : inflate(&source->gzip, Z_NO_FLUSH);
	}
	if (result != Z_OK && result != Z_STREAM_END) {
		return damaged(source, error);
	}
	source->unpacked_all = result == Z_STREAM_END;
	*size -= source->gzip.avail_out;
	return SG_OK;
}

static enum sg_status read_plain(
	struct sg_source *source, struct sg_error *error, char *target, size_t *size)
{
	size_t len = fread(target, 1, *size, source->file);

	if (len == 0 && ferror(source->file)) {
		return sg_fail(error, SG_UNAVAILABLE, "unreadable", NULL,
			"%s cannot be read: %s", source->path, sg_errno_text());
	}
	source->unpacked_all = len < *size;
	*size = len;
	return SG_OK;
}

static enum sg_status fill(struct sg_source *source, struct sg_error *error)
{
	static enum sg_status (*const unpack[])(
		struct sg_source *, struct sg_error *, char *, size_t *) = {
		[PLAIN] = read_plain, [XZ] = unpack_xz, [GZIP] = unpack_gzip};
	size_t size;
	enum sg_status status;

	memmove(source->plain, source->plain + source->begin,
		source->end - source->begin);
	source->end -= source->begin;
	source->begin = 0;
	size = PLAIN_SIZE - source->end;
	status = unpack[source->packing](
		source, error, source->plain + source->end, &size);
	if (status == SG_OK) {
		source->end += size;
	}
	return status;
}

static enum sg_status begin_unpacking(struct sg_source *source, struct sg_error *error)
{
	static const unsigned char xz[] = {0xFD, '7', 'z', 'X', 'Z', 0};
	static const unsigned char gzip[] = {0x1F, 0x8B};
	unsigned char first[sizeof xz] = {0};
	size_t len = fread(first, 1, sizeof first, source->file);
	bool ready = true;

	rewind(source->file);
	if (len == sizeof xz && memcmp(first, xz, sizeof xz) == 0) {
		source->packing = XZ;
		ready = lzma_stream_decoder(&source->xz, XZ_MEMORY_MAX, 0) == LZMA_OK;
	} else if (len >= sizeof gzip && memcmp(first, gzip, sizeof gzip) == 0) {
		source->packing = GZIP;
		ready = inflateInit2(&source->gzip, MAX_WBITS + GZIP_OR_ZLIB) == Z_OK;
	}
	return ready ? SG_OK
	             : sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
}

enum sg_status sg_source_open(
	const char *path, struct sg_error *error, struct sg_source **ret_source)
{
	struct sg_source *source = calloc(1, sizeof *source);
	enum sg_status status;

	if (source == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	source->path = path;
	source->file = fopen(path, "re");
	if (source->file == NULL) {
		status = sg_fail(error, SG_UNAVAILABLE,
			errno == ENOENT || errno == ENOTDIR ? "absent" : "unreadable",
			NULL, "%s cannot be opened: %s", path, sg_errno_text());
	} else {
		status = begin_unpacking(source, error);
	}
	if (status != SG_OK) {
		sg_source_close(source);
		return status;
	}
	*ret_source = source;
	return SG_OK;
}

void sg_source_close(struct sg_source *source)
{
	if (source == NULL) {
		return;
	}
	if (source->packing == XZ) {
		lzma_end(&source->xz);
	} else if (source->packing == GZIP) {
		(void)inflateEnd(&source->gzip);
	}
	if (source->file != NULL) {
		(void)fclose(source->file);
	}
	free(source);
}

static enum sg_status give(struct sg_source *source, size_t len, size_t ending,
	struct sg_error *error, char **ret_line, size_t *ret_len)
{
	char *line = source->plain + source->begin;

	source->begin += len + ending;
	source->line++;
	if (memchr(line, '\0', len) != NULL) {
		return sg_fail(error, SG_INVALID, "line_invalid", NULL,
			"line %lld of %s holds a NUL", (long long)source->line,
			source->path);
	}
	if (len > SG_LINE_MAX) {
		return sg_fail(error, SG_INVALID, "line_invalid", NULL,
			"line %lld of %s is longer than %d bytes",
			(long long)source->line, source->path, SG_LINE_MAX);
	}
	if (len > 0 && line[len - 1] == '\r') {
		len--;
	}
	line[len] = '\0';
	*ret_line = line;
	*ret_len = len;
	return SG_OK;
}

enum sg_status sg_source_line(struct sg_source *source, struct sg_error *error,
	char **ret_line, size_t *ret_len)
{
	for (;;) {
		size_t len = source->end - source->begin;
		const char *end = memchr(source->plain + source->begin, '\n', len);
		enum sg_status status;

		if (end != NULL) {
			len = (size_t)(end - source->plain) - source->begin;
			return give(source, len, 1, error, ret_line, ret_len);
		}
		if (len > SG_LINE_MAX || (source->unpacked_all && len > 0)) {
			return give(source, len, 0, error, ret_line, ret_len);
		}
		if (source->unpacked_all) {
			*ret_line = NULL;
			*ret_len = 0;
			return SG_OK;
		}
		status = fill(source, error);
		if (status != SG_OK) {
			return status;
		}
	}
}

int64_t sg_source_line_number(const struct sg_source *source)
{
	return source->line;
}
