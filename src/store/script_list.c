/* Lists of rows in a script, and scripts that are alike woven into one: the server reads a list
 * much faster than as many statements. */
#include "store/script_inside.h"
#include "store/script_join.h"

/* ---- collecting ---- */

static struct sg_script_list *last_of(struct sg_script *script)
{
	return &script->lists[script->list_count - 1];
}

void sg_script_list(struct sg_script *script, const char *head)
{
	struct sg_script_list list = {
		.head = script->text_len, .first_param = script->param_count};
	struct sg_script_list *lists = sg_arena_more(script->arena, script->lists,
		script->list_count, &script->list_size, sizeof *lists);

	if (lists == NULL) {
		sg_script_short(script);
		return;
	}
	sg_script_add(script, head);
	list.rows = script->text_len;
	lists[script->list_count++] = list;
	script->lists = lists;
}

void sg_script_row(struct sg_script *script, size_t values)
{
	if (script->broken == SG_DB_DONE) {
		sg_script_add(script, last_of(script)->row_count++ > 0 ? ", (" : "(");
		sg_script_marks(script, values);
		sg_script_add(script, ")");
	}
}

static void end_rows(struct sg_script *script)
{
	struct sg_script_list *list = last_of(script);

	list->tail = script->text_len;
	list->param_end = script->param_count;
}

static void end_list(struct sg_script *script)
{
	struct sg_script_list *list = last_of(script);

	list->end = list->expects = script->text_len;
}

void sg_script_list_end(struct sg_script *script, const char *tail)
{
	if (script->broken == SG_DB_DONE) {
		end_rows(script);
		sg_script_add(script, tail);
		end_list(script);
	}
}

/* A row that is there, and at the version before, counts 2, any other 1. */
static void expect_steps(struct sg_script *script, int rows, int tag)
{
	sg_script_expect_rows(script, 2 * rows, tag);
}

/* The version comes last, as the others ask for it. */
static void add_steps(struct sg_script *script, const char *const *columns, size_t count)
{
	sg_script_add(script, "ON DUPLICATE KEY UPDATE");
	for (size_t i = 0; i <= count; i++) {
		const char *column = i < count ? columns[i] : "version";

		sg_script_add(script, column);
		sg_script_add(script, "= IF(version + 1 = VALUES(version), VALUES(");
		sg_script_add(script, column);
		sg_script_add(script, "),");
		sg_script_add(script, column);
		sg_script_add(script, i < count ? ")," : ");");
	}
}

void sg_script_list_step(
	struct sg_script *script, const char *const *columns, size_t count, int tag)
{
	struct sg_script_list *list;

	if (script->broken == SG_DB_DONE) {
		list = last_of(script);
		end_rows(script);
		add_steps(script, columns, count);
		end_list(script);
		list->tag = tag;
		expect_steps(script, list->row_count, tag);
		list->expects = script->text_len;
	}
}

/* ---- weaving ---- */

struct weaving {
	struct sg_script *script; /* that it becomes */
	const struct sg_script *const *alike;
	size_t count;
};

static void add_part(
	struct sg_script *script, const struct sg_script *from, size_t begin, size_t end)
{
	const char *part =
		sg_arena_copy_len(script->arena, from->text + begin, end - begin);

	if (part == NULL) {
		sg_script_short(script);
	} else {
		sg_script_add(script, part);
	}
}

/* Statements that stand between lists: of one after the other. */
static void weave_others(const struct weaving *weaving, size_t begin, size_t end,
	size_t first_param, size_t param_end)
{
	for (size_t i = 0; i < weaving->count && end > begin; i++) {
		const struct sg_script *from = weaving->alike[i];

		add_part(weaving->script, from, begin, end);
		sg_script_adopt_params(
			weaving->script, from, first_param, param_end - first_param);
	}
}

static void weave_list(const struct weaving *weaving, const struct sg_script_list *list)
{
	const struct sg_script *first = weaving->alike[0];
	struct sg_script *script = weaving->script;

	add_part(script, first, list->head, list->rows);
	for (size_t i = 0; i < weaving->count; i++) {
		if (i > 0) {
			sg_script_add(script, ",");
		}
		add_part(script, first, list->rows, list->tail);
		sg_script_adopt_params(script, weaving->alike[i], list->first_param,
			list->param_end - list->first_param);
	}
	add_part(script, first, list->tail, list->end);
	if (list->expects > list->end) {
		expect_steps(script, list->row_count * (int)weaving->count, list->tag);
	}
}

void sg_script_weave(
	struct sg_script *script, const struct sg_script *const *alike, size_t count)
{
	const struct weaving weaving = {script, alike, count};
	const struct sg_script *first = alike[0];
	size_t at = 0, param = 0;

	for (size_t i = 0; i < count; i++) {
		if (alike[i]->broken != SG_DB_DONE || alike[i]->body_start > 0) {
			sg_script_marks(script, 0); /* breaks it */
			return;
		}
	}
	for (size_t i = 0; i < first->list_count; i++) {
		const struct sg_script_list *list = &first->lists[i];

		weave_others(&weaving, at, list->head, param, list->first_param);
		weave_list(&weaving, list);
		at = list->expects;
		param = list->param_end;
	}
	weave_others(&weaving, at, first->text_len, param, first->param_count);
	script->compound = true;
}
