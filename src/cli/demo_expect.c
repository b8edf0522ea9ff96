/* The words of the story's expectations, one small judge for each. */
#include "cli/demo_expect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_MAX = 64, REST_MAX = 160, WHOLE_MAX = 240 };

/* "item bed.filling swap": word, first, rest; what is missing is "". */
struct condition {
	char whole[WHOLE_MAX];
	char word[WORD_MAX];
	char first[WORD_MAX];
	char rest[REST_MAX];
};

struct judging {
	const struct sg_value *document;
	const struct sg_value *list;
	const struct condition *condition;
};

const struct sg_value *sg_demo_list(const struct sg_value *document)
{
	const struct sg_value *list = sg_value_member(document, "data");

	list = list != NULL ? list : sg_value_member(document, "checklist");
	return list != NULL ? list : document;
}

static const struct sg_value *find_row(const struct sg_value *rows, const char *topic,
	const char *member, const char *value)
{
	for (size_t i = 0; i < sg_value_count(rows); i++) {
		const struct sg_value *row = sg_value_at(rows, i);

		if (strcmp(sg_value_text(sg_value_member(row, "topic"), ""), topic) ==
				0 &&
			(value == NULL || value[0] == '\0' ||
				strcmp(sg_value_text(sg_value_member(row, member), ""),
					value) == 0)) {
			return row;
		}
	}
	return NULL;
}

const struct sg_value *sg_demo_item(
	const struct sg_value *document, const char *topic, const char *which)
{
	const struct sg_value *items = sg_value_member(sg_demo_list(document), "items");
	const struct sg_value *item = find_row(items, topic, "action", which);

	return item != NULL ? item : find_row(items, topic, "value", which);
}

const struct sg_value *sg_demo_why_of(const struct sg_value *document, const char *topic)
{
	const struct sg_value *list = sg_demo_list(document);
	const struct sg_value *row =
		find_row(sg_value_member(list, "items"), topic, "", NULL);
	const struct sg_value *reasons = sg_value_member(list, "why");
	const char *item;

	if (row == NULL) {
		row = find_row(sg_value_member(list, "avoid"), topic, "", NULL);
	}
	item = sg_value_text(sg_value_member(row, "id"), NULL);
	for (size_t i = 0; item != NULL && i < sg_value_count(reasons); i++) {
		const struct sg_value *reason = sg_value_at(reasons, i);

		if (strcmp(sg_value_text(sg_value_member(reason, "item"), ""), item) ==
			0) {
			return sg_value_member(reason, "because");
		}
	}
	return NULL;
}

/* ---- judges ---- */

static bool judge_item(const struct judging *judging)
{
	return sg_demo_item(judging->document, judging->condition->first,
		       judging->condition->rest) != NULL;
}

static bool judge_no_item(const struct judging *judging)
{
	return !judge_item(judging);
}

static bool judge_avoid(const struct judging *judging)
{
	return find_row(sg_value_member(judging->list, "avoid"),
		       judging->condition->first, "", NULL) != NULL;
}

static bool judge_state(const struct judging *judging)
{
	return find_row(sg_value_member(judging->list, "items"),
		       judging->condition->first, "state",
		       judging->condition->rest) != NULL;
}

static bool judge_left(const struct judging *judging)
{
	return find_row(sg_value_member(judging->list, "left_out"),
		       judging->condition->first, "reason",
		       judging->condition->rest) != NULL;
}

static bool judge_why(const struct judging *judging)
{
	const struct condition *condition = judging->condition;
	struct sg_buffer text = {0};
	bool holds;

	sg_value_write(sg_demo_why_of(judging->document, condition->first), false, &text);
	holds = text.data != NULL && strstr(text.data, condition->rest) != NULL;
	sg_buffer_free(&text);
	return holds;
}

static bool judge_warn(const struct judging *judging)
{
	const struct sg_value *warnings = sg_value_member(judging->document, "warn");

	if (warnings == NULL) {
		warnings = sg_value_find(judging->list, "desk.warn");
	}
	for (size_t i = 0; i < sg_value_count(warnings); i++) {
		if (strcmp(sg_value_text(
				   sg_value_member(sg_value_at(warnings, i), "kind"), ""),
			    judging->condition->first) == 0) {
			return true;
		}
	}
	return false;
}

static bool judge_text(const struct judging *judging)
{
	const char *words =
		judging->condition->whole + strlen(judging->condition->word) + 1;
	struct sg_buffer text = {0};
	bool holds;

	sg_value_write(judging->document, false, &text);
	holds = text.data != NULL && strstr(text.data, words) != NULL;
	sg_buffer_free(&text);
	return holds;
}

static bool judge_no_text(const struct judging *judging)
{
	return !judge_text(judging);
}

/* ---- paths ---- */

static const struct sg_value *at_path(const struct judging *judging, const char *path)
{
	const struct sg_value *found = sg_value_find(judging->list, path);

	return found != NULL ? found : sg_value_find(judging->document, path);
}

static bool is_value(const struct sg_value *value, const char *wanted)
{
	char *end;
	int64_t number = strtoll(wanted, &end, 10);

	if (sg_value_is_text(value)) {
		return strcmp(sg_value_text(value, ""), wanted) == 0;
	}
	if (strcmp(wanted, "true") == 0 || strcmp(wanted, "false") == 0) {
		return value != NULL && sg_value_is_true(value) == (wanted[0] == 't');
	}
	if (sg_value_is_array(value)) {
		return (int64_t)sg_value_count(value) == number;
	}
	return *end == '\0' && sg_value_integer(value, number - 1) == number;
}

static bool judge_path(const struct judging *judging)
{
	const char *path = judging->condition->whole;
	const char *equals = strchr(path, '=');
	char name[WORD_MAX];

	if (path[0] == '!') {
		return at_path(judging, path + 1) == NULL;
	}
	if (equals == NULL) {
		return at_path(judging, path) != NULL;
	}
	(void)snprintf(name, sizeof name, "%.*s", (int)(equals - path), path);
	return is_value(at_path(judging, name), equals + 1);
}

static const struct {
	const char *word;
	bool (*judge)(const struct judging *judging);
} judges[] = {
	{"item", judge_item},
	{"noitem", judge_no_item},
	{"avoid", judge_avoid},
	{"state", judge_state},
	{"left", judge_left},
	{"why", judge_why},
	{"warn", judge_warn},
	{"text", judge_text},
	{"notext", judge_no_text},
};

static bool judge(const struct judging *judging)
{
	for (size_t i = 0; i < sizeof judges / sizeof judges[0]; i++) {
		if (strcmp(judges[i].word, judging->condition->word) == 0) {
			return judges[i].judge(judging);
		}
	}
	return judge_path(judging);
}

/* ---- reading ---- */

/* Copies up to the next blank or `end`; returns where the rest begins. */
static const char *take_word(
	const char *text, const char *end, size_t size, char *ret_word)
{
	const char *stop;

	while (text < end && *text == ' ') {
		text++;
	}
	for (stop = text; stop < end && *stop != ' '; stop++) {
	}
	(void)snprintf(ret_word, size, "%.*s", (int)(stop - text), text);
	return stop;
}

static void read_condition(
	const char *text, const char *end, struct condition *ret_condition)
{
	while (text < end && *text == ' ') {
		text++;
	}
	(void)snprintf(ret_condition->whole, sizeof ret_condition->whole, "%.*s",
		(int)(end - text), text);
	text = take_word(text, end, sizeof ret_condition->word, ret_condition->word);
	text = take_word(text, end, sizeof ret_condition->first, ret_condition->first);
	while (text < end && *text == ' ') {
		text++;
	}
	(void)snprintf(ret_condition->rest, sizeof ret_condition->rest, "%.*s",
		(int)(end - text), text);
}

bool sg_demo_expect(
	const char *conditions, const struct sg_value *document, struct sg_buffer *unmet)
{
	struct condition condition;
	struct judging judging = {.document = document,
		.list = sg_demo_list(document),
		.condition = &condition};
	bool holds = true;

	while (conditions != NULL && *conditions != '\0') {
		const char *end = conditions + strcspn(conditions, ";");

		read_condition(conditions, end, &condition);
		if (!judge(&judging)) {
			if (unmet != NULL) {
				sg_buffer_format(unmet, "%s%s", holds ? "" : ", ",
					condition.whole);
			}
			holds = false;
		}
		conditions = *end == ';' ? end + 1 : end;
	}
	return holds;
}
