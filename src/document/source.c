/* Who is to blame stands in front. */
#include "document/source.h"

#include <stdio.h>

#include "document/catalog_merge.h"
#include "document/parse.h"

static const struct sg_json_limits limits = {SG_CATALOG_SIZE_MAX, SG_DOCUMENT_DEPTH_MAX};

enum sg_status sg_source_blame(const struct sg_source_file *file, const char *path,
	enum sg_status status, struct sg_error *error)
{
	struct sg_error cause;
	char place[sizeof cause.path];

	if (error != NULL && status != SG_MEMORY) {
		/* The path may be the error's own. */
		cause = *error;
		(void)snprintf(place, sizeof place, "%s", path);
		(void)sg_fail(error, status, cause.code, place, "%s: %s", file->name,
			cause.message);
	}
	return status;
}

enum sg_status sg_source_read(const struct sg_source_file *file,
	const struct sg_shape *shape, struct sg_arena *arena, struct sg_error *error,
	const struct sg_json **ret_root, void *target)
{
	const struct sg_json *root = NULL;
	struct sg_error cause = {0};
	char path[sizeof cause.path];
	enum sg_status status =
		sg_json_parse(file->bytes, file->len, &limits, arena, &cause, &root);

	if (status == SG_OK) {
		status = sg_fields_decode(root, shape, "", arena, &cause, target);
	}
	if (status == SG_OK) {
		*ret_root = root;
		return SG_OK;
	}
	sg_catalog_name_path(root, cause.path, path, sizeof path);
	if (error != NULL) {
		*error = cause;
	}
	return sg_source_blame(file, path, status, error);
}
