/* Reading a closed file by its table, with the file's name in what goes wrong. */
#ifndef SG_DOCUMENT_SOURCE_H
#define SG_DOCUMENT_SOURCE_H

#include "core/arena.h"
#include "core/status.h"
#include "document/catalog.h"
#include "document/fields.h"

/* Parses and decodes; paths name the elements of named lists. */
enum sg_status sg_source_read(const struct sg_source_file *file,
	const struct sg_shape *shape, struct sg_arena *arena, struct sg_error *error,
	const struct sg_json **ret_root, void *target);

/* Puts the file's name before the error's message, and `path` in the place of its path. Returns
 * `status`. */
enum sg_status sg_source_blame(const struct sg_source_file *file, const char *path,
	enum sg_status status, struct sg_error *error);

#endif
