/*
 * The files of schema/ that the module carries with it, put in when it was built:
 * migrations, the catalogue and the JSON Schemas. A hotel needs nothing beside the module.
 */
#ifndef SG_CORE_EMBEDDED_H
#define SG_CORE_EMBEDDED_H

#include <stddef.h>

struct sg_embedded {
	const char *name; /* the path below schema/: "sql/0001_init.sql" */
	const char *data; /* followed by a NUL */
	size_t size;      /* in bytes, without that NUL */
};

/* In ascending order of name (strcmp), so that all of one folder stand together and
 * migrations in their numbers' order; ends with a row whose name is NULL. */
extern const struct sg_embedded sg_embedded_files[];

/* The text of a file such as "catalog/topics.json", or NULL when there is none of that
 * name. `ret_size` may be NULL. Lives as long as the program. [thread-safe] */
const char *sg_embedded_find(const char *name, size_t *ret_size);

#endif
