/*
 * Catalogue, mapping and pictograms from their files. The hotel's file is laid over the
 * built-in one: lists are joined by name, members given replace. All closed.
 */
#ifndef SG_DOCUMENT_CATALOG_H
#define SG_DOCUMENT_CATALOG_H

#include <stddef.h>

#include "core/arena.h"
#include "core/catalog.h"
#include "core/status.h"

enum { SG_CATALOG_SIZE_MAX = 4 * 1024 * 1024 };

/* A file's bytes; `name` stands in messages. */
struct sg_source_file {
	const char *name;
	const char *bytes;
	size_t len;
};

/* The catalogue's files that come with the module, in the order of their names; how many, at most
 * `most`. */
size_t sg_catalog_built_in(struct sg_source_file *ret_files, size_t most);

/*
 * Reads the files one over the other, the built-in one first, and checks each by itself (form)
 * and all together (sg_catalog_check). SG_INVALID with the file's name in the message and a
 * path like /topics/bed.filling/values/feather_free/text/de. Everything lies in the arena, with
 * nothing of `files`; `codes` stay empty, `version` is a hash of all bytes. [thread-safe]
 */
enum sg_status sg_catalog_decode(const struct sg_source_file *files, size_t count,
	struct sg_arena *arena, struct sg_error *error, struct sg_catalog *ret_catalog);

/* Adds the codes of a mapping file, and its bytes to the version. Unknown topics and values are
 * refused (path /codes/3/topic). `catalog` is changed only on success. */
enum sg_status sg_mapping_decode(const struct sg_source_file *file,
	struct sg_arena *arena, struct sg_error *error, struct sg_catalog *catalog);

/* A drawn symbol: SVG path data in a box of 24 × 24, drawn with a stroke. */
struct sg_pictogram {
	const char *name;
	const char *path;
};

enum sg_status sg_pictograms_decode(const struct sg_source_file *file,
	struct sg_arena *arena, struct sg_error *error,
	const struct sg_pictogram **ret_pictograms, size_t *ret_count);

#endif
