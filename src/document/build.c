/* Nodes of our own making. */
#include "document/build.h"

#include <string.h>

static struct sg_json *new_node(struct sg_build *build)
{
	struct sg_json *node = sg_arena_alloc(build->arena, sizeof(*node));

	if (node == NULL) {
		build->failed = true;
		build->spare = (struct sg_json){0};
		node = &build->spare;
	}
	return node;
}

struct sg_json *sg_build_copy(struct sg_build *build, const struct sg_json *value)
{
	struct sg_json *node = new_node(build);

	*node = *value;
	node->next = NULL;
	return node;
}

struct sg_build_list sg_build_begin(
	struct sg_build *build, enum sg_json_kind kind, const struct sg_json *like)
{
	struct sg_json *node = new_node(build);

	node->kind = kind;
	if (like != NULL) {
		node->name = like->name;
		node->name_len = like->name_len;
	}
	return (struct sg_build_list){
		.build = build, .parent = node, .link = &node->first};
}

void sg_build_name(struct sg_json *node, const char *name)
{
	node->name = name;
	node->name_len = (uint32_t)strlen(name);
}

struct sg_json *sg_build_text(struct sg_build *build, const char *name, const char *text)
{
	struct sg_json *node = new_node(build);

	node->kind = SG_JSON_TEXT;
	node->text = text;
	node->count = (uint32_t)strlen(text);
	sg_build_name(node, name);
	return node;
}

struct sg_json *sg_build_bool(struct sg_build *build, const char *name, bool truth)
{
	struct sg_json *node = new_node(build);

	node->kind = SG_JSON_BOOL;
	node->truth = truth;
	sg_build_name(node, name);
	return node;
}

void sg_build_add(struct sg_build_list *list, struct sg_json *child)
{
	if (!list->build->failed) {
		*list->link = child;
		list->link = &child->next;
		list->parent->count++;
	}
}
