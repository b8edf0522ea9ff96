/* Laying one catalogue file over another: lists are joined by name, members replace. */
#ifndef SG_DOCUMENT_CATALOG_MERGE_H
#define SG_DOCUMENT_CATALOG_MERGE_H

#include "document/build.h"
#include "document/json.h"

/* Neither is changed; the result shares parts of both. */
const struct sg_json *sg_catalog_merge(
	struct sg_build *build, const struct sg_json *below, const struct sg_json *above);

/* The name by which an element of that list is known ("topic" for "topics"), or NULL. */
const char *sg_catalog_list_key(const char *list);

/* `pointer` with the places in named lists replaced by the elements' names:
 * "/topics/3/values/0/text" becomes "/topics/bed.filling/values/wool/text". */
void sg_catalog_name_path(
	const struct sg_json *root, const char *pointer, char *ret_path, size_t size);

#endif
