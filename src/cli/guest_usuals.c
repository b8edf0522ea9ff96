/* Usuals on the card: what, how sure, since when, the short history drawn, and the question. */
#include <stdio.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/guest_bar.h"
#include "cli/guest_card.h"
#include "cli/guest_writing.h"
#include "core/time.h"
#include "document/texts.h"

enum { INDENT = 2, DEEP = 4, GAP = 3, COLUMNS = 3, COLUMN_MAX = 30 };

/* Label, value and advice stand below one another. */
struct table {
	const struct sg_value *reply;
	const struct sg_guest_names *names;
	const struct sg_guest_page *page;
	int32_t today;
	int widths[COLUMNS];
};

static const char *text_of(const struct sg_value *value, const char *name)
{
	const char *text = sg_guest_member(value, name);

	return text != NULL ? text : "";
}

static int64_t number_of(const struct sg_value *value, const char *name)
{
	return sg_value_integer(sg_value_member(value, name), 0);
}

/* ---- what was said is before what was done ---- */

enum standing { STANDS, SAID_OTHERWISE, REFUSED };

/* A statement for some seasons or companies only says nothing of the others. */
static bool is_general(const struct sg_value *fact)
{
	return sg_value_member(fact, "party") == NULL &&
	       sg_value_member(fact, "valid") == NULL &&
	       sg_value_member(fact, "season") == NULL &&
	       strcmp(text_of(fact, "scope"), "stay") != 0;
}

static enum standing against(const struct sg_value *fact, const char *value)
{
	const char *strength = text_of(fact, "strength");
	const char *said = sg_guest_member(fact, "value");
	bool same = said != NULL && strcmp(said, value) == 0;

	if (strcmp(strength, "never") == 0 || strcmp(strength, "avoid") == 0) {
		return said == NULL || same ? REFUSED : STANDS;
	}
	return said != NULL && !same ? SAID_OTHERWISE : STANDS;
}

/* How the usual stands against the statements; `ret_fact` is that which is before it. */
static enum standing standing_of(const struct sg_value *reply,
	const struct sg_value *usual, const struct sg_value **ret_fact)
{
	const struct sg_value *facts = sg_value_member(reply, "facts");
	enum standing found = STANDS;

	for (size_t i = 0; i < sg_value_count(facts); i++) {
		const struct sg_value *fact = sg_value_at(facts, i);
		enum standing standing;

		if (!is_general(fact) ||
			strcmp(text_of(fact, "topic"), text_of(usual, "topic")) != 0) {
			continue;
		}
		standing = against(fact, text_of(usual, "value"));
		if (standing > found) {
			found = standing;
			*ret_fact = fact;
		}
	}
	return found;
}

static enum sg_guest_word advice_of(
	const struct sg_value *reply, const struct sg_value *usual)
{
	static const struct {
		const char *name;
		enum sg_guest_word word;
	} advices[] = {{"serve", SG_GUEST_SERVE}, {"ask", SG_GUEST_ASKS}};
	const struct sg_value *fact;

	if (standing_of(reply, usual, &fact) != STANDS) {
		return SG_GUEST_SILENT;
	}
	for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
		if (strcmp(advices[i].name, text_of(usual, "advice")) == 0) {
			return advices[i].word;
		}
	}
	return SG_GUEST_SILENT;
}

/* ---- a line ---- */

static void write_column(const struct table *table, const struct sg_value *usual,
	int column, struct sg_buffer *text)
{
	const char *topic = text_of(usual, "topic");

	sg_buffer_reset(text);
	if (column == 0) {
		sg_buffer_text(text, sg_guest_label(table->names, topic));
	} else if (column == 1) {
		sg_guest_value(table->names, topic, text_of(usual, "value"), text);
	} else {
		sg_guest_word(text, table->names->language,
			advice_of(table->reply, usual), NULL, 0, 0);
	}
}

static void measure(struct table *table, const struct sg_value *usuals)
{
	struct sg_buffer text = {0};

	for (size_t i = 0; i < sg_value_count(usuals); i++) {
		for (int column = 0; column < COLUMNS; column++) {
			int *width = &table->widths[column];
			int own;

			write_column(table, sg_value_at(usuals, i), column, &text);
			own = text.data != NULL ? sg_columns_width(text.data) : 0;
			own = own < COLUMN_MAX ? own : COLUMN_MAX;
			*width = own > *width ? own : *width;
		}
	}
	sg_buffer_free(&text);
}

/* Without counts, which are the manager's, the day alone. */
static void put_since(
	const struct table *table, const struct sg_value *usual, struct sg_buffer *line)
{
	const char *language = table->names->language;
	int64_t times = number_of(usual, "times");
	int64_t of = number_of(usual, "of");
	struct sg_buffer date = {0};
	int32_t day;

	if (sg_day_parse(sg_guest_member(usual, "since"), &day)) {
		sg_guest_date(&date, language, day);
		sg_guest_word(line, language,
			of > 0 ? SG_GUEST_SINCE : SG_GUEST_SINCE_DAY, date.data, times,
			of);
	} else if (of > 0) {
		sg_guest_word(line, language, SG_GUEST_COUNT, NULL, times, of);
	}
	sg_buffer_free(&date);
}

static void put_head(
	const struct table *table, const struct sg_value *usual, struct sg_buffer *line)
{
	struct sg_buffer text = {0};

	for (int column = 0; column < COLUMNS; column++) {
		write_column(table, usual, column, &text);
		sg_columns_pad(
			line, text.data != NULL ? text.data : "", table->widths[column]);
		sg_columns_repeat(line, " ", GAP);
	}
	sg_buffer_format(line, "%3lld %%", (long long)number_of(usual, "confidence"));
	sg_buffer_free(&text);
}

static void separate(struct sg_buffer *line)
{
	sg_buffer_text(line, line->len > 0 ? " · " : "");
}

static void put_before(
	const struct table *table, const struct sg_value *usual, struct sg_buffer *line)
{
	const struct sg_value *before = sg_value_member(usual, "before");
	struct sg_buffer value = {0};

	if (before != NULL) {
		sg_guest_value(table->names, text_of(usual, "topic"),
			text_of(before, "value"), &value);
		sg_guest_word(line, table->names->language, SG_GUEST_BEFORE, value.data,
			number_of(before, "times"), number_of(before, "of"));
	}
	sg_buffer_free(&value);
}

static void put_standing(
	const struct table *table, const struct sg_value *usual, struct sg_buffer *line)
{
	const struct sg_value *fact = NULL;
	enum standing standing = standing_of(table->reply, usual, &fact);
	struct sg_buffer value = {0};

	if (standing == STANDS) {
		return;
	}
	separate(line);
	if (standing == SAID_OTHERWISE) {
		sg_guest_value(table->names, text_of(fact, "topic"),
			text_of(fact, "value"), &value);
	}
	sg_guest_word(line, table->names->language,
		standing == REFUSED ? SG_GUEST_REFUSED : SG_GUEST_SAID, value.data, 0, 0);
	sg_buffer_free(&value);
}

/* Everything beside the head: what was before, when it was last seen, what speaks against it. */
static void put_rest(
	const struct table *table, const struct sg_value *usual, struct sg_buffer *line)
{
	const char *language = table->names->language;
	int32_t seen;

	put_before(table, usual, line);
	if (sg_day_parse(sg_guest_member(usual, "seen"), &seen) && seen <= table->today) {
		separate(line);
		sg_guest_seen(line, language, (int64_t)table->today - seen);
	}
	if (sg_value_is_true(sg_value_member(usual, "elsewhere"))) {
		separate(line);
		sg_guest_word(line, language, SG_GUEST_ELSEWHERE, NULL, 0, 0);
	}
	put_standing(table, usual, line);
}

static const char *text_in(const struct sg_buffer *buffer)
{
	return buffer->data != NULL && !buffer->failed ? buffer->data : "";
}

static struct sg_guest_span span_of(const struct sg_value *value)
{
	return (struct sg_guest_span){number_of(value, "times"), number_of(value, "of")};
}

/* Moves `more` to the end of a line after `gap`, where `width` columns are enough for it. */
static void join(
	struct sg_buffer *line, const char *gap, struct sg_buffer *more, int width)
{
	int needed = sg_columns_width(text_in(line)) + sg_columns_width(gap) +
	             sg_columns_width(text_in(more));

	if (line->len > 0 && more->len > 0 && needed <= width) {
		sg_buffer_format(line, "%s%s", gap, text_in(more));
		line->failed |= more->failed;
		sg_buffer_reset(more);
	}
}

/* "with the family", "from 1 Dec · until 28 Feb"; nothing where the context is none we know. */
static void put_context(
	const struct table *table, const struct sg_value *context, struct sg_buffer *line)
{
	static const struct {
		const char *end;
		enum sg_guest_word word;
	} ends[] = {{"from", SG_GUEST_FROM}, {"until", SG_GUEST_UNTIL}};
	const char *language = table->names->language;
	const char *party = sg_guest_member(context, "party");
	const struct sg_value *season = sg_value_member(context, "season");

	if (party != NULL) {
		sg_buffer_text(line, sg_guest_party(language, party));
	}
	for (size_t i = 0; season != NULL && i < 2; i++) {
		struct sg_buffer date = {0};

		separate(line);
		sg_guest_month_day(&date, language, text_of(season, ends[i].end));
		sg_guest_word(line, language, ends[i].word, text_in(&date), 0, 0);
		sg_buffer_free(&date);
	}
}

/* Where he chooses otherwise than in general, a line each. */
static void put_contexts(const struct table *table, const struct sg_value *usual)
{
	const struct sg_value *contexts = sg_value_member(usual, "contexts");
	struct sg_buffer line = {0};

	for (size_t i = 0; i < sg_value_count(contexts); i++) {
		const struct sg_value *context = sg_value_at(contexts, i);
		struct sg_buffer since = {0};

		sg_buffer_reset(&line);
		put_context(table, context, &line);
		separate(&line);
		sg_guest_value(table->names, text_of(usual, "topic"),
			text_of(context, "value"), &line);
		sg_buffer_format(
			&line, " · %lld %%", (long long)number_of(context, "confidence"));
		put_since(table, context, &since);
		join(&line, " · ", &since, table->page->width);
		sg_guest_line(table->page, DEEP, DEEP, text_in(&line));
		table->page->out->failed |= line.failed;
		sg_buffer_free(&since);
	}
	sg_buffer_free(&line);
}

/* On one line where the page is wide enough; what does not fit stands below the strip. */
static void put_usual(const struct table *table, const struct sg_value *usual)
{
	const struct sg_guest_page *page = table->page;
	const struct sg_guest_span before = span_of(sg_value_member(usual, "before"));
	const struct sg_guest_span now = span_of(usual);
	struct sg_buffer head = {0}, since = {0}, rest = {0}, bar = {0};

	put_head(table, usual, &head);
	put_since(table, usual, &since);
	put_rest(table, usual, &rest);
	sg_guest_bar(&bar, &before, &now, page->width - DEEP, page->unicode);
	join(&head, "   ", &since, page->width - INDENT);
	if (since.len == 0) {
		join(&head, " · ", &rest, page->width - INDENT);
	}
	join(&since, " · ", &rest, page->width - DEEP);
	sg_guest_line(page, INDENT, DEEP, text_in(&head));
	sg_guest_line(page, DEEP, DEEP, text_in(&bar));
	sg_guest_line(page, DEEP, DEEP, text_in(&since));
	sg_guest_line(page, DEEP, DEEP, text_in(&rest));
	page->out->failed |= head.failed || since.failed || rest.failed || bar.failed;
	sg_buffer_free(&head);
	sg_buffer_free(&since);
	sg_buffer_free(&rest);
	sg_buffer_free(&bar);
}

static void put_heading(
	const struct sg_guest_page *page, const char *language, enum sg_guest_word word)
{
	struct sg_buffer title = {0};

	sg_guest_word(&title, language, word, NULL, 0, 0);
	sg_guest_heading(page, text_in(&title));
	sg_buffer_free(&title);
}

void sg_guest_usuals_print(const struct sg_value *reply,
	const struct sg_guest_names *names, int32_t today,
	const struct sg_guest_page *page)
{
	const struct sg_value *usuals = sg_value_member(reply, "usuals");
	struct table table = {
		.reply = reply, .names = names, .page = page, .today = today};

	if (sg_value_count(usuals) == 0) {
		return;
	}
	put_heading(page, names->language, SG_GUEST_USUALS);
	measure(&table, usuals);
	for (size_t i = 0; i < sg_value_count(usuals); i++) {
		put_usual(&table, sg_value_at(usuals, i));
		put_contexts(&table, sg_value_at(usuals, i));
	}
}

/* ---- the question ---- */

static int32_t value_index(const struct sg_topic *topic, const char *value)
{
	return value != NULL ? sg_catalog_value(topic, value) : -1;
}

/* In the words of the desk's prompt. False where there is nothing to be asked. */
static bool write_question(const struct sg_value *usual,
	const struct sg_guest_names *names, struct sg_buffer *text)
{
	const struct sg_catalog *catalog = &names->catalog;
	const struct sg_cut cut = {.languages = {names->language}, .language_count = 1};
	struct sg_ask ask = {.topic = sg_catalog_topic(catalog, text_of(usual, "topic")),
		.because = {{.source = SG_SOURCE_USUAL}}};
	struct sg_buffer json = {0};
	struct sg_value *value = NULL;

	if (ask.topic < 0) {
		return false;
	}
	ask.values[0] = value_index(&catalog->topics[ask.topic], text_of(usual, "value"));
	ask.values[1] =
		value_index(&catalog->topics[ask.topic], sg_guest_member(usual, "or"));
	sg_buffer_char(&json, '{');
	sg_text_write_ask(&json, &ask, catalog, &cut);
	sg_buffer_char(&json, '}');
	if (ask.values[0] >= 0 && !json.failed &&
		sg_value_parse(json.data, json.len, NULL, &value) == SG_OK) {
		const struct sg_value *texts = sg_value_member(value, "text");

		sg_buffer_text(text, text_of(texts, names->language));
	}
	sg_value_free(value);
	sg_buffer_free(&json);
	return text->len > 0;
}

void sg_guest_questions_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page)
{
	const struct sg_value *usuals = sg_value_member(reply, "usuals");
	struct sg_buffer text = {0};
	bool begun = false;

	for (size_t i = 0; i < sg_value_count(usuals); i++) {
		const struct sg_value *usual = sg_value_at(usuals, i);

		sg_buffer_reset(&text);
		if (advice_of(reply, usual) != SG_GUEST_ASKS ||
			!write_question(usual, names, &text)) {
			continue;
		}
		if (!begun) {
			put_heading(page, names->language, SG_GUEST_ASK);
		}
		begun = true;
		sg_guest_line(page, INDENT, DEEP, text_in(&text));
	}
	sg_buffer_free(&text);
}
