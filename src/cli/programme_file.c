/* Reading, decoding. */
#include "cli/programme_file.h"

#include <stdlib.h>

#include "cli/command.h"
#include "core/catalog.h"
#include "document/programme.h"

static enum sg_status decode(
	const char *path, struct sg_error *error, struct sg_programme_file *file)
{
	const struct sg_source_file source = {
		.name = path, .bytes = file->text, .len = file->len};
	enum sg_status status;

	file->arena = sg_arena_new();
	if (file->arena == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	status = sg_programme_decode(&source, file->arena, error, &file->programme);
	if (status == SG_OK && file->programme.external) {
		return sg_fail(error, SG_INVALID, "programme_external", NULL,
			"%s is somebody else's programme: nothing is earned in it here",
			path);
	}
	return status;
}

enum sg_status sg_programme_file_open(
	const char *path, struct sg_error *error, struct sg_programme_file *ret_file)
{
	struct sg_programme_file file = {.text = NULL};
	enum sg_status status =
		sg_read_whole(path, SG_CATALOG_SIZE_MAX, error, &file.text, &file.len);

	if (status == SG_OK) {
		status = decode(path, error, &file);
	}
	if (status != SG_OK) {
		sg_programme_file_close(&file);
		return status;
	}
	*ret_file = file;
	return SG_OK;
}

void sg_programme_file_close(struct sg_programme_file *file)
{
	sg_arena_free(file->arena);
	free(file->text);
	*file = (struct sg_programme_file){.text = NULL};
}
