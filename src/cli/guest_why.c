/* A list explained. */
#include "cli/guest_why.h"

#include <string.h>

#include "cli/guest_reason.h"
#include "cli/guest_writing.h"
#include "cli/words.h"
#include "core/time.h"

enum { INDENT = 2, DEEP = 6 };

struct explaining {
	const struct sg_value *list;
	struct sg_guest_writing writing;
};

static const char *member(const struct sg_value *value, const char *name)
{
	return sg_value_text(sg_value_member(value, name), "");
}

static bool take_first(void *data, const char *name, const struct sg_value *text)
{
	(void)name;
	*(const char **)data = sg_value_text(text, "");
	return false;
}

static const char *language_of(const struct explaining *explaining)
{
	return explaining->writing.names->language;
}

static void put_word(
	struct explaining *explaining, enum sg_guest_word word, const char *name)
{
	sg_guest_word(
		&explaining->writing.line, language_of(explaining), word, name, 0, 0);
}

/* In the language asked for, else in any. */
static const char *text_of(
	const struct explaining *explaining, const struct sg_value *value)
{
	const struct sg_value *texts = sg_value_member(value, "text");
	const char *any = "";

	sg_value_each(texts, take_first, (void *)&any);
	return sg_value_text(
		sg_value_member(texts, explaining->writing.names->language), any);
}

/* ---- the head ---- */

static void put_date(struct explaining *explaining, const char *before, const char *date)
{
	int32_t day;

	if (sg_day_parse(date, &day)) {
		sg_buffer_text(&explaining->writing.line, before);
		sg_guest_date(&explaining->writing.line, language_of(explaining), day);
	}
}

static void put_head(struct explaining *explaining)
{
	const struct sg_value *list = explaining->list;
	const struct sg_value *times = sg_value_member(list, "times");
	const char *number = sg_value_text(sg_value_find(list, "room.number"), NULL);
	const char *name = member(list, "name");

	sg_buffer_format(&explaining->writing.line, "%s · ", member(list, "property"));
	put_word(explaining, number != NULL ? SG_GUEST_WHY_ROOM : SG_GUEST_WHY_NO_ROOM,
		number);
	if (name[0] != '\0') {
		sg_buffer_format(&explaining->writing.line, " · %s", name);
	}
	put_date(explaining, " · ", member(times, "arrival"));
	put_date(explaining, " – ", member(times, "departure"));
	sg_buffer_format(&explaining->writing.line, " · %s",
		sg_guest_list_state(language_of(explaining), member(list, "state")));
	sg_buffer_text(&explaining->writing.line,
		sg_word(language_of(explaining), SG_WORD_COMMA));
	sg_guest_word(&explaining->writing.line, language_of(explaining),
		SG_GUEST_WHY_REVISION, NULL,
		sg_value_integer(sg_value_member(list, "revision"), 0), 0);
	sg_guest_put_line(&explaining->writing, 0, INDENT);
	if (sg_value_member(list, "led_by") != NULL) {
		put_word(explaining, SG_GUEST_WHY_LED, member(list, "led_by"));
		sg_guest_put_line(&explaining->writing, 0, INDENT);
	}
}

/* ---- items ---- */

static const struct sg_value *facts_of(
	const struct explaining *explaining, const char *item)
{
	const struct sg_value *why = sg_value_member(explaining->list, "why");

	for (size_t i = 0; i < sg_value_count(why); i++) {
		const struct sg_value *row = sg_value_at(why, i);

		if (strcmp(member(row, "item"), item) == 0) {
			return sg_value_member(row, "because");
		}
	}
	return NULL;
}

static void put_facts(struct explaining *explaining, const struct sg_value *facts)
{
	for (size_t i = 0; i < sg_value_count(facts); i++) {
		put_word(explaining, i == 0 ? SG_GUEST_BECAUSE : SG_GUEST_AND_BECAUSE,
			NULL);
		sg_guest_reason_fact(sg_value_at(facts, i), explaining->writing.names,
			&explaining->writing.line);
		sg_guest_put_line(&explaining->writing, DEEP, DEEP + INDENT);
	}
}

static void put_items(
	struct explaining *explaining, const char *name, enum sg_guest_word title)
{
	const struct sg_value *items = sg_value_member(explaining->list, name);

	if (sg_value_count(items) > 0) {
		sg_guest_put_heading(&explaining->writing, title);
	}
	for (size_t i = 0; i < sg_value_count(items); i++) {
		const struct sg_value *item = sg_value_at(items, i);
		const char *state = member(item, "state");
		bool need = strcmp(member(item, "class"), "need") == 0;

		sg_buffer_format(&explaining->writing.line, "%s%s", need ? "! " : "",
			text_of(explaining, item));
		if (state[0] != '\0' && strcmp(state, "open") != 0) {
			sg_buffer_format(&explaining->writing.line, " (%s)",
				sg_guest_item_state(language_of(explaining), state));
		}
		sg_guest_put_line(&explaining->writing, INDENT, DEEP);
		put_facts(explaining, facts_of(explaining, member(item, "id")));
	}
}

/* ---- the rest ---- */

static void put_left_out(struct explaining *explaining)
{
	const struct sg_value *left = sg_value_member(explaining->list, "left_out");

	if (sg_value_count(left) > 0) {
		sg_guest_put_heading(&explaining->writing, SG_GUEST_WHY_LEFT_OUT);
	}
	for (size_t i = 0; i < sg_value_count(left); i++) {
		const struct sg_value *row = sg_value_at(left, i);

		sg_guest_reason_left(
			row, explaining->writing.names, &explaining->writing.line);
		sg_guest_put_line(&explaining->writing, INDENT, DEEP);
		if (sg_guest_reason_against(
			    row, explaining->writing.names, &explaining->writing.line)) {
			sg_guest_put_line(&explaining->writing, DEEP, DEEP + INDENT);
		}
	}
}

static void put_since(struct explaining *explaining, const char *since)
{
	struct sg_buffer date = {0};
	int32_t day;

	if (sg_day_parse(since, &day)) {
		sg_guest_date(&date, language_of(explaining), day);
		put_word(explaining, SG_GUEST_FACT_SINCE, date.data);
	}
	explaining->writing.line.failed |= date.failed;
	sg_buffer_free(&date);
}

/* What speaks for one answer or the other: the facts of the topic, on the list or not. */
static void put_evidence(struct explaining *explaining, const struct sg_value *ask)
{
	const char *topic = member(ask, "topic");
	const struct sg_value *items = sg_value_member(explaining->list, "items");
	const struct sg_value *left = sg_value_member(explaining->list, "left_out");

	for (size_t i = 0; i < sg_value_count(items); i++) {
		const struct sg_value *item = sg_value_at(items, i);

		if (strcmp(member(item, "topic"), topic) == 0) {
			put_facts(explaining, facts_of(explaining, member(item, "id")));
		}
	}
	for (size_t i = 0; i < sg_value_count(left); i++) {
		const struct sg_value *row = sg_value_at(left, i);

		if (strcmp(member(row, "topic"), topic) == 0) {
			const struct sg_value *fact = sg_value_member(row, "because");

			put_word(explaining, SG_GUEST_WHY_EVIDENCE, NULL);
			sg_guest_reason_fact(fact, explaining->writing.names,
				&explaining->writing.line);
			if (sg_value_member(fact, "said") == NULL) {
				put_since(explaining, member(ask, "since"));
			}
			sg_guest_put_line(&explaining->writing, DEEP, DEEP + INDENT);
		}
	}
}

static void put_question(struct explaining *explaining)
{
	const struct sg_value *ask = sg_value_find(explaining->list, "desk.ask");

	if (ask == NULL) {
		return;
	}
	sg_guest_put_heading(&explaining->writing, SG_GUEST_WHY_QUESTION);
	sg_buffer_text(&explaining->writing.line, text_of(explaining, ask));
	sg_guest_put_line(&explaining->writing, INDENT, DEEP);
	put_evidence(explaining, ask);
}

static void put_warnings(struct explaining *explaining)
{
	const struct sg_value *warn = sg_value_find(explaining->list, "desk.warn");

	if (sg_value_count(warn) > 0) {
		sg_guest_put_heading(&explaining->writing, SG_GUEST_WHY_WARNINGS);
	}
	for (size_t i = 0; i < sg_value_count(warn); i++) {
		sg_buffer_text(&explaining->writing.line,
			text_of(explaining, sg_value_at(warn, i)));
		sg_guest_put_line(&explaining->writing, INDENT, DEEP);
	}
}

void sg_guest_why_print(const struct sg_value *reply, const struct sg_guest_names *names,
	const struct sg_guest_page *page)
{
	struct explaining explaining = {.list = sg_value_member(reply, "checklist"),
		.writing = {.page = page, .names = names}};

	if (explaining.list == NULL) {
		put_word(&explaining, SG_GUEST_WHY_NO_LIST, NULL);
		sg_guest_put_line(&explaining.writing, 0, 0);
		sg_buffer_free(&explaining.writing.line);
		return;
	}
	put_head(&explaining);
	put_items(&explaining, "avoid", SG_GUEST_WHY_AVOID);
	put_items(&explaining, "items", SG_GUEST_WHY_ITEMS);
	put_left_out(&explaining);
	put_question(&explaining);
	put_warnings(&explaining);
	sg_buffer_free(&explaining.writing.line);
}
