/*
 * The catalogue's own files for the tests: decoded from what the build put in.
 */
#ifndef SG_TESTS_CATALOG_FILES_H
#define SG_TESTS_CATALOG_FILES_H

#include <stddef.h>

#include "core/embedded.h"
#include "document/catalog.h"

static struct sg_arena *arena;

static struct sg_source_file embedded(const char *name)
{
	struct sg_source_file file = {.name = name};

	file.bytes = sg_embedded_find(name, &file.len);
	assert_non_null(file.bytes);
	return file;
}

/* With `own` laid over it; NULL: as it is. */
static struct sg_catalog loaded(const struct sg_source_file *own)
{
	struct sg_error error = {.status = SG_OK};
	struct sg_catalog catalog = {.version = 0};

	if (sg_catalog_load(own, arena, &error, &catalog) != SG_OK) {
		fail_msg("%s: %s", error.path, error.message);
	}
	return catalog;
}

static inline struct sg_catalog built_in(void)
{
	return loaded(NULL);
}

static inline struct sg_catalog with_hotel(void)
{
	struct sg_source_file hotel = embedded("catalog/hotel-example.json");

	return loaded(&hotel);
}

static int set_up(void **state)
{
	(void)state;
	arena = sg_arena_new();
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	sg_arena_free(arena);
	return 0;
}

#endif
