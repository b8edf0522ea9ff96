/* Joins lists by the names of their elements, and speaks of these by name in errors. */
#include "document/catalog_merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const keys[][2] = {{"topics", "topic"}, {"values", "value"},
	{"things", "name"}, {"hazards", "name"}, {"codes", NULL}, {NULL, NULL}};

const char *sg_catalog_list_key(const char *list)
{
	size_t i = 0;

	while (keys[i][0] != NULL && strcmp(keys[i][0], list) != 0) {
		i++;
	}
	return keys[i][1];
}

static const char *text_of(const struct sg_json *object, const char *member)
{
	const struct sg_json *value = sg_json_member(object, member);

	return value != NULL && value->kind == SG_JSON_TEXT ? value->text : NULL;
}

static const char *name_of(const struct sg_json *element, const char *key)
{
	return key != NULL                     ? text_of(element, key)
	       : element->kind == SG_JSON_TEXT ? element->text
	                                       : NULL;
}

static bool is_named(const struct sg_json *element, const char *key, const char *name)
{
	const char *found = element != NULL ? name_of(element, key) : NULL;

	return found != NULL && name != NULL && strcmp(found, name) == 0;
}

/* Files of texts have the order of the topics: where the last was found, the next one stands
 * behind it. */
static const struct sg_json *find_element(const struct sg_json *array, const char *key,
	const char *name, const struct sg_json **next)
{
	const struct sg_json *e = *next;

	if (!is_named(e, key, name)) {
		for (e = array->first; e != NULL && !is_named(e, key, name);) {
			e = e->next;
		}
	}
	*next = e != NULL ? e->next : *next;
	return e;
}

static struct sg_json *merge(struct sg_build *build, const struct sg_json *below,
	const struct sg_json *above, const char *list);

/* All of below, merged where above has the same name; then what only above has. */
static struct sg_json *join(struct sg_build *build, const struct sg_json *below,
	const struct sg_json *above, const char *key)
{
	struct sg_build_list list = sg_build_begin(build, SG_JSON_ARRAY, below);
	const struct sg_json *next = above->first;

	for (const struct sg_json *e = below->first; e != NULL; e = e->next) {
		const struct sg_json *over =
			find_element(above, key, name_of(e, key), &next);

		sg_build_add(&list, over != NULL ? merge(build, e, over, "")
						 : sg_build_copy(build, e));
	}
	next = below->first;
	for (const struct sg_json *e = above->first; e != NULL; e = e->next) {
		if (find_element(below, key, name_of(e, key), &next) == NULL) {
			sg_build_add(&list, sg_build_copy(build, e));
		}
	}
	return list.parent;
}

static struct sg_json *merge_members(
	struct sg_build *build, const struct sg_json *below, const struct sg_json *above)
{
	struct sg_build_list list = sg_build_begin(build, SG_JSON_OBJECT, below);

	for (const struct sg_json *m = below->first; m != NULL; m = m->next) {
		const struct sg_json *over = sg_json_member(above, m->name);

		if (over == NULL) {
			sg_build_add(&list, sg_build_copy(build, m));
		} else if (over->kind != SG_JSON_NULL) {
			sg_build_add(&list, merge(build, m, over, m->name));
		}
	}
	for (const struct sg_json *m = above->first; m != NULL; m = m->next) {
		if (sg_json_member(below, m->name) == NULL) {
			sg_build_add(&list, sg_build_copy(build, m));
		}
	}
	return list.parent;
}

static struct sg_json *merge(struct sg_build *build, const struct sg_json *below,
	const struct sg_json *above, const char *list)
{
	const char *key = sg_catalog_list_key(list);

	if (below->kind == SG_JSON_OBJECT && above->kind == SG_JSON_OBJECT) {
		return merge_members(build, below, above);
	}
	if (key != NULL || strcmp(list, "languages") == 0) {
		return join(build, below, above, key);
	}
	return sg_build_copy(build, above);
}

const struct sg_json *sg_catalog_merge(
	struct sg_build *build, const struct sg_json *below, const struct sg_json *above)
{
	return merge(build, below, above, "");
}

/* ---- places by name ---- */

/* The next part of a pointer, with its slash skipped; false at the end. */
static bool next_part(const char **pointer, char *part, size_t size)
{
	size_t len;

	if (**pointer != '/') {
		return false;
	}
	(*pointer)++;
	len = strcspn(*pointer, "/");
	(void)snprintf(part, size, "%.*s", (int)len, *pointer);
	*pointer += len;
	return true;
}

static const struct sg_json *element_at(const struct sg_json *array, const char *digits)
{
	unsigned long index = strtoul(digits, NULL, 10);
	const struct sg_json *element = array->first;

	for (; element != NULL && index > 0; index--) {
		element = element->next;
	}
	return element;
}

void sg_catalog_name_path(
	const struct sg_json *root, const char *pointer, char *ret_path, size_t size)
{
	const struct sg_json *at = root;
	const char *list = "";
	size_t used = 0;
	char part[160]; /* of a pointer that is no longer */

	ret_path[0] = '\0';
	while (next_part(&pointer, part, sizeof part) && used < size) {
		const char *name = NULL;

		if (at != NULL && at->kind == SG_JSON_ARRAY) {
			const char *key = sg_catalog_list_key(list);

			at = element_at(at, part);
			name = key != NULL && at != NULL ? text_of(at, key) : NULL;
		} else {
			at = sg_json_member(at, part);
			list = at != NULL ? at->name : "";
		}
		used += (size_t)snprintf(
			ret_path + used, size - used, "/%s", name != NULL ? name : part);
	}
}
