/*
 * Catalogue, mapping and pictograms from their files. The hotel's file is laid over the
 * built-in ones: lists are joined by name, members given replace. All closed.
 */
#ifndef SG_DOCUMENT_CATALOG_H
#define SG_DOCUMENT_CATALOG_H

#include <stddef.h>

#include "core/arena.h"
#include "core/catalog.h"
#include "core/status.h"

enum {
	SG_CATALOG_SIZE_MAX = 4 * 1024 * 1024,
	SG_CATALOG_FILES_MAX = SG_LANGUAGES_MAX + 2, /* topics, texts, the hotel's own */
};

/* A file's bytes; `name` stands in messages. */
struct sg_source_file {
	const char *name;
	const char *bytes;
	size_t len;
};

/*
 * Reads the files one over the other and checks each by itself (form) and all together
 * (sg_catalog_check). One file must have all its texts; of several, only those in the first
 * language, which is read where another has a gap. SG_INVALID with the file's name in the
 * message and a path like /topics/bed.filling/values/feather_free/text/de. Everything lies in
 * the arena, with nothing of `files`; `codes` stay empty, `version` is a hash of all bytes.
 * [thread-safe]
 */
enum sg_status sg_catalog_decode(const struct sg_source_file *files, size_t count,
	struct sg_arena *arena, struct sg_error *error, struct sg_catalog *ret_catalog);

/* The catalogue that comes with the module: catalog/topics.json, which has the English texts,
 * under a file of texts for each further language (catalog/texts/), under the hotel's `own`,
 * which may be NULL. Without `own` every text must be there in every language. Else as
 * sg_catalog_decode. [thread-safe] */
enum sg_status sg_catalog_load(const struct sg_source_file *own, struct sg_arena *arena,
	struct sg_error *error, struct sg_catalog *ret_catalog);

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
