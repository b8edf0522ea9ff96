/*
 * Files over one another: each is looked at by itself, so that its own name stands in the
 * message, then they are joined and linked. What only shows after joining is laid at the last
 * file's door.
 */
#include "document/catalog.h"

#include <string.h>

#include "core/embedded.h"
#include "core/hash.h"
#include "document/build.h"
#include "document/catalog_form.h"
#include "document/catalog_link.h"
#include "document/catalog_merge.h"
#include "document/source.h"

struct loading {
	const struct sg_source_file *files;
	size_t count;
	size_t built_in; /* how many of them, the first ones, came with the module */
	struct sg_arena *arena;
	struct sg_error *error;
};

static enum sg_status read_files(struct loading *loading, const struct sg_json **ret_all)
{
	static const struct sg_shape open = {.size = 1};
	struct sg_build build = {.arena = loading->arena};
	struct sg_form_catalog form;
	const struct sg_json *all = NULL;

	for (size_t i = 0; i < loading->count; i++) {
		/* What came with the module is seen once, when all is joined. */
		const struct sg_shape *shape =
			i < loading->built_in ? &open : &sg_catalog_shape;
		const struct sg_json *root = NULL;
		enum sg_status status = sg_source_read(&loading->files[i], shape,
			loading->arena, loading->error, &root, &form);

		if (status != SG_OK) {
			return status;
		}
		all = all == NULL ? root : sg_catalog_merge(&build, all, root);
	}
	*ret_all = all;
	return build.failed ? SG_MEMORY : SG_OK;
}

/* A topic of the hotel's own must say everything. */
static enum sg_status check_complete(const struct sg_json *all, struct sg_error *error)
{
	const struct sg_json *topics = sg_json_member(all, "topics");
	struct sg_place_frame root = {.name = "/topics"};
	char path[160];

	for (const struct sg_json *t = topics != NULL ? topics->first : NULL; t != NULL;
		t = t->next) {
		for (size_t i = 0; sg_topic_needs[i] != NULL; i++) {
			const struct sg_json *member =
				sg_json_member(t, sg_topic_needs[i]);
			struct sg_place_frame at = {.parent = &root,
				.name = sg_json_member(t, "topic")->text};

			if (member == NULL || member->kind == SG_JSON_NULL) {
				sg_place_format(
					&at, sg_topic_needs[i], path, sizeof path);
				return sg_fail(error, SG_INVALID, "member_missing", path,
					"a topic needs this member");
			}
		}
	}
	return SG_OK;
}

static enum sg_status link_all(const struct loading *loading, const struct sg_json *all,
	struct sg_catalog *catalog)
{
	struct sg_form_catalog form;
	enum sg_status status = sg_fields_decode(
		all, &sg_catalog_shape, "", loading->arena, loading->error, &form);

	if (status == SG_OK) {
		status = check_complete(all, loading->error);
	}
	if (status == SG_OK) {
		status = sg_catalog_link(&form, loading->arena, loading->error, catalog);
	}
	if (status != SG_OK) {
		return status;
	}
	/* A hotel need not write its own topics in ten languages. */
	catalog->partial_from =
		loading->count > 1 && loading->count > loading->built_in ? 1 : 0;
	return sg_catalog_check(catalog, loading->error);
}

static enum sg_status load(const struct sg_source_file *files, size_t count,
	size_t built_in, struct sg_arena *arena, struct sg_error *error,
	struct sg_catalog *ret_catalog)
{
	struct loading loading = {.files = files,
		.count = count,
		.built_in = built_in,
		.arena = arena,
		.error = error};
	const struct sg_json *all;
	struct sg_catalog catalog;
	enum sg_status status;

	if (count == 0 || count > SG_CATALOG_FILES_MAX) {
		return sg_fail(error, SG_INTERNAL, "files_wrong", "",
			"1 to %d catalogue files are taken", SG_CATALOG_FILES_MAX);
	}
	status = read_files(&loading, &all);
	if (status != SG_OK) {
		return status;
	}
	status = link_all(&loading, all, &catalog);
	if (status != SG_OK) {
		/* The built-in files are known to be whole. */
		return sg_source_blame(&files[count - 1],
			error != NULL ? error->path : "", status, error);
	}
	for (size_t i = 0; i < count; i++) {
		catalog.version =
			sg_hash64(files[i].bytes, files[i].len, catalog.version);
	}
	*ret_catalog = catalog;
	return SG_OK;
}

enum sg_status sg_catalog_decode(const struct sg_source_file *files, size_t count,
	struct sg_arena *arena, struct sg_error *error, struct sg_catalog *ret_catalog)
{
	return load(files, count, 0, arena, error, ret_catalog);
}

/* Structure and English first, then each further language in the order of its name. */
static size_t find_built_in(struct sg_source_file *ret_files, size_t most)
{
	static const char folder[] = "catalog/texts/";
	size_t count = 1;

	ret_files[0].name = "catalog/topics.json";
	ret_files[0].bytes = sg_embedded_find(ret_files[0].name, &ret_files[0].len);
	for (const struct sg_embedded *file = sg_embedded_files;
		file->name != NULL && count < most; file++) {
		if (strncmp(file->name, folder, sizeof folder - 1) == 0) {
			ret_files[count++] = (struct sg_source_file){.name = file->name,
				.bytes = file->data,
				.len = file->size};
		}
	}
	return count;
}

enum sg_status sg_catalog_load(const struct sg_source_file *own, struct sg_arena *arena,
	struct sg_error *error, struct sg_catalog *ret_catalog)
{
	struct sg_source_file files[SG_CATALOG_FILES_MAX];
	size_t built_in = find_built_in(files, SG_CATALOG_FILES_MAX - 1);
	size_t count = built_in;

	if (own != NULL) {
		files[count++] = *own;
	}
	return load(files, count, built_in, arena, error, ret_catalog);
}

/* ---- pictograms ---- */

enum { PICTOGRAM_NAME_MAX = 64, PICTOGRAM_PATH_MAX = 4000 };

/* It is written into pages as it stands. */
static bool is_path(const struct sg_json *value)
{
	static const char allowed[] = "MmLlHhVvCcSsQqTtAaZz0123456789 ,.+-";

	return value->count <= PICTOGRAM_PATH_MAX &&
	       (value->text[0] == 'M' || value->text[0] == 'm') &&
	       strspn(value->text, allowed) == value->count;
}

static enum sg_status read_pictogram(const struct sg_source_file *file,
	const struct sg_json *member, struct sg_error *error,
	struct sg_pictogram *ret_pictogram)
{
	struct sg_place_frame root = {.name = ""};
	char path[160];
	bool named = member->name_len <= PICTOGRAM_NAME_MAX &&
	             sg_rule_holds(SG_RULE_NAME, member->name, member->name_len);

	if (named && member->kind == SG_JSON_TEXT && is_path(member)) {
		*ret_pictogram = (struct sg_pictogram){member->name, member->text};
		return SG_OK;
	}
	sg_place_format(&root, member->name, path, sizeof path);
	return sg_fail(error, SG_INVALID,
		member->kind == SG_JSON_TEXT ? "pictogram_invalid" : "type_wrong", path,
		"%s: a pictogram has a name and the data of an SVG path", file->name);
}

enum sg_status sg_pictograms_decode(const struct sg_source_file *file,
	struct sg_arena *arena, struct sg_error *error,
	const struct sg_pictogram **ret_pictograms, size_t *ret_count)
{
	static const struct sg_shape open = {.size = 1};
	const struct sg_json *root = NULL;
	struct sg_pictogram *pictograms;
	char nothing[1];
	size_t count = 0;
	enum sg_status status = sg_source_read(file, &open, arena, error, &root, nothing);

	if (status != SG_OK) {
		return status;
	}
	pictograms = sg_arena_array(arena, root->count, sizeof *pictograms);
	if (pictograms == NULL) {
		return SG_MEMORY;
	}
	for (const struct sg_json *m = root->first; m != NULL; m = m->next) {
		status = read_pictogram(file, m, error, &pictograms[count++]);
		if (status != SG_OK) {
			return status;
		}
	}
	*ret_pictograms = pictograms;
	*ret_count = count;
	return SG_OK;
}
