/* The sheet as text: boxes drawn with lines, two languages side by side. */
#include <string.h>

#include "cli/columns.h"
#include "cli/sheet_print.h"
#include "cli/words.h"

enum {
	MARK_WIDTH = 7,  /* "[x] !  " */
	PLACE_WIDTH = 9, /* "Zuletzt  " */
	GAP = 2,
	INDENT = 5, /* below a room's number */
};

struct printing {
	const struct sg_sheet *sheet;
	struct sg_buffer *buffer;
	int width;
};

static const char *house(const struct printing *printing)
{
	return printing->sheet->languages[0];
}

static const char *text_in(const struct sg_buffer *buffer)
{
	return buffer->data != NULL && !buffer->failed ? buffer->data : "";
}

static void newline(const struct printing *printing)
{
	sg_buffer_char(printing->buffer, '\n');
}

static void print_part(
	const struct printing *printing, const char *text, size_t len, int width)
{
	size_t before = printing->buffer->len;

	sg_buffer_add(printing->buffer, text, len);
	if (!printing->buffer->failed && width > 0) {
		sg_columns_repeat(printing->buffer, " ",
			width - sg_columns_width(printing->buffer->data + before));
	}
}

/* Two texts in columns beside each other, each wrapped; `first` precedes the first line. */
static void print_pair(const struct printing *printing, const char *first,
	const char *place, const char *left, const char *right)
{
	int rest = printing->width - MARK_WIDTH - PLACE_WIDTH;
	int left_width = right != NULL ? (rest - GAP) * 11 / 20 : rest;
	int right_width = rest - GAP - left_width;

	do {
		const char *left_next = left;
		const char *right_next = right;
		size_t left_len =
			left != NULL ? sg_columns_cut(left, left_width, &left_next) : 0;
		size_t right_len =
			right != NULL ? sg_columns_cut(right, right_width, &right_next)
				      : 0;

		sg_columns_pad(printing->buffer, first, MARK_WIDTH);
		sg_columns_pad(printing->buffer, place, PLACE_WIDTH);
		print_part(printing, left != NULL ? left : "", left_len,
			right_len > 0 ? left_width + GAP : 0);
		print_part(printing, right != NULL ? right : "", right_len, 0);
		newline(printing);
		left = left_next != NULL && *left_next != '\0' ? left_next : NULL;
		right = right_next != NULL && *right_next != '\0' ? right_next : NULL;
		first = "";
		place = "";
	} while (left != NULL || right != NULL);
}

/* Where to fetch it stands behind the text where there is room, else below. */
static bool store_fits(const struct printing *printing, const struct sg_sheet_item *item)
{
	int rest = printing->width - MARK_WIDTH - PLACE_WIDTH;
	int left = item->texts[1] != NULL ? (rest - GAP) * 11 / 20 : rest;

	return item->store != NULL && !item->verify && item->parts[0] == NULL &&
	       sg_columns_width(item->texts[0]) + sg_columns_width(item->store) + 3 <=
	               left;
}

static void print_below(const struct printing *printing, const struct sg_sheet_item *item,
	bool with_store)
{
	struct sg_buffer below = {0};

	if (item->parts[0] != NULL) {
		print_pair(printing, "", "", item->parts[0],
			item->texts[1] != NULL ? item->parts[1] : NULL);
	}
	if (with_store && item->store != NULL) {
		sg_buffer_format(&below, "%s%s%s",
			sg_word(house(printing), SG_WORD_STORE),
			sg_word(house(printing), SG_WORD_COLON), item->store);
	}
	if (item->verify) {
		sg_buffer_format(&below, "%s%s%s[%s]", below.len > 0 ? "   " : "",
			sg_word(house(printing), SG_WORD_CHECK),
			sg_word(house(printing), SG_WORD_COLON),
			item->verified ? "x" : " ");
	}
	if (below.len > 0 && !below.failed) {
		print_pair(printing, "", "", below.data, NULL);
	}
	sg_buffer_free(&below);
}

static void print_item(const struct printing *printing, const struct sg_sheet_item *item)
{
	bool fits = store_fits(printing, item);
	struct sg_buffer mark = {0};
	struct sg_buffer text = {0};

	sg_buffer_format(&mark, "[%s] %s", item->mark, item->need ? "!" : " ");
	sg_buffer_text(&text, item->texts[0]);
	if (fits) {
		sg_buffer_format(&text, " (%s)", item->store);
	}
	print_pair(printing, text_in(&mark), item->place, text_in(&text), item->texts[1]);
	print_below(printing, item, !fits);
	sg_buffer_free(&mark);
	sg_buffer_free(&text);
}

static void print_rule(const struct printing *printing, const char *title)
{
	int used = 0;

	if (title != NULL) {
		sg_buffer_format(printing->buffer, "── %s ", title);
		used = 4 + sg_columns_width(title);
	}
	sg_columns_repeat(printing->buffer, "─", printing->width - used);
	newline(printing);
}

/* One thing that must not be there, in both languages, within the box. */
static void print_avoid_item(
	const struct printing *printing, const struct sg_sheet_item *item)
{
	struct sg_buffer line = {0};
	const char *bullet = "✗ ";
	const char *rest;

	sg_buffer_text(&line, item->texts[0]);
	if (item->texts[1] != NULL) {
		sg_buffer_format(&line, " / %s", item->texts[1]);
	}
	rest = text_in(&line);
	while (*rest != '\0') {
		const char *next;
		size_t len = sg_columns_cut(rest, printing->width - 6, &next);

		sg_buffer_format(printing->buffer, "│ %s", bullet);
		print_part(printing, rest, len, printing->width - 6);
		sg_buffer_text(printing->buffer, " │\n");
		bullet = "  ";
		rest = next;
	}
	sg_buffer_free(&line);
}

static void print_avoid(const struct printing *printing, const struct sg_sheet_room *room)
{
	const struct sg_sheet *sheet = printing->sheet;
	struct sg_buffer title = {0};

	sg_buffer_format(&title, "┌ %s", sg_word(sheet->languages[0], SG_WORD_NOT));
	if (sheet->languages[1] != NULL) {
		sg_buffer_format(
			&title, " / %s", sg_word(sheet->languages[1], SG_WORD_NOT));
	}
	sg_buffer_char(&title, ' ');
	sg_buffer_text(printing->buffer, text_in(&title));
	sg_columns_repeat(printing->buffer, "─",
		printing->width - 1 - sg_columns_width(text_in(&title)));
	sg_buffer_text(printing->buffer, "┐\n");
	for (size_t i = 0; i < room->avoid_count; i++) {
		print_avoid_item(printing, &room->avoid[i]);
	}
	sg_buffer_text(printing->buffer, "└");
	sg_columns_repeat(printing->buffer, "─", printing->width - 2);
	sg_buffer_text(printing->buffer, "┘\n");
	sg_buffer_free(&title);
}

/* Two texts at the ends of a line; a left one that is too long goes on below, indented. */
static void print_spread(
	const struct printing *printing, const char *left, const char *right)
{
	struct sg_buffer last = {0};
	int indent = 0;

	while (indent + sg_columns_width(left) > printing->width) {
		const char *rest;
		size_t len = sg_columns_cut(left, printing->width - indent, &rest);

		sg_columns_repeat(printing->buffer, " ", indent);
		print_part(printing, left, len, 0);
		newline(printing);
		left = rest;
		indent = INDENT;
	}
	sg_columns_repeat(&last, " ", indent);
	sg_buffer_text(&last, left);
	sg_columns_spread(printing->buffer, text_in(&last), right, printing->width);
	sg_buffer_free(&last);
}

static void print_head(const struct printing *printing, const struct sg_sheet_room *room)
{
	struct sg_buffer line = {0};

	sg_columns_pad(&line, room->number, INDENT - 1);
	sg_buffer_format(&line, " %s   %s", room->type, room->kind);
	print_spread(printing, text_in(&line), room->times);
	sg_buffer_reset(&line);
	sg_columns_repeat(&line, " ", INDENT);
	sg_buffer_text(&line, room->guests);
	print_spread(
		printing, text_in(&line), room->in_house != NULL ? room->in_house : "");
	sg_buffer_free(&line);
}

static void print_room(const struct printing *printing, const struct sg_sheet_room *room)
{
	print_head(printing, room);
	if (room->avoid_count > 0) {
		print_avoid(printing, room);
	}
	for (size_t i = 0; i < room->group_count; i++) {
		const struct sg_sheet_group *group = &room->groups[i];

		if (group->title != NULL) {
			print_rule(printing, group->title);
		}
		for (size_t j = 0; j < group->count; j++) {
			print_item(printing, &group->items[j]);
		}
	}
	if (room->note != NULL) {
		struct sg_buffer line = {0};

		sg_columns_repeat(&line, " ", INDENT);
		sg_buffer_text(&line, room->note);
		print_spread(printing, text_in(&line), room->revision);
		sg_buffer_free(&line);
	} else {
		sg_columns_spread(printing->buffer, room->revision,
			room->open != NULL ? room->open : "", printing->width);
	}
	newline(printing);
}

static void print_small(const struct printing *printing)
{
	static const enum sg_word lines[] = {
		SG_WORD_NOT_DONE, SG_WORD_NEEDS, SG_WORD_VALID};

	for (size_t language = 0; language < SG_SHEET_LANGUAGES; language++) {
		if (printing->sheet->languages[language] == NULL) {
			continue;
		}
		for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
			sg_buffer_format(printing->buffer, "%s\n",
				sg_word(printing->sheet->languages[language], lines[i]));
		}
	}
}

static void print_floor(
	const struct printing *printing, const struct sg_sheet_floor *floor)
{
	struct sg_buffer line = {0};

	sg_buffer_format(&line, "%s · %s · %s", printing->sheet->property,
		printing->sheet->date, floor->title);
	sg_columns_spread(printing->buffer, text_in(&line), printing->sheet->printed,
		printing->width);
	sg_columns_repeat(printing->buffer, "═", printing->width);
	newline(printing);
	for (size_t i = 0; i < floor->count; i++) {
		print_room(printing, &floor->rooms[i]);
	}
	print_small(printing);
	newline(printing);
	sg_buffer_free(&line);
}

static void print_wrapped(const struct printing *printing, const char *text)
{
	while (*text != '\0') {
		const char *rest;
		size_t len = sg_columns_cut(text, printing->width, &rest);

		print_part(printing, text, len, 0);
		newline(printing);
		text = rest;
	}
}

static void print_total(
	const struct printing *printing, const struct sg_sheet_total *total)
{
	struct sg_buffer rooms = {0};
	struct sg_buffer word = {0};

	sg_buffer_format(&rooms, "%4lld", (long long)total->rooms);
	sg_word_counted(&word, house(printing), SG_COUNTED_ROOMS, total->rooms);
	print_pair(printing, text_in(&rooms), text_in(&word), total->texts[0],
		total->texts[1]);
	sg_buffer_free(&rooms);
	sg_buffer_free(&word);
}

static void print_totals(const struct printing *printing)
{
	const struct sg_sheet *sheet = printing->sheet;

	if (sheet->total_count == 0) {
		return;
	}
	print_rule(printing, sg_word(house(printing), SG_WORD_TOTALS));
	for (size_t i = 0; i < sheet->total_count; i++) {
		print_total(printing, &sheet->totals[i]);
	}
	if (sheet->things != NULL) {
		print_rule(printing, NULL);
		print_wrapped(printing, sheet->things);
	}
	newline(printing);
}

/* What was printed, with Arabic set apart. */
static void append(const struct printing *printing, struct sg_buffer *buffer)
{
	struct sg_buffer *lines = printing->buffer;

	if (lines->data != NULL) {
		sg_columns_isolate(buffer, lines->data, lines->len);
	}
	buffer->failed = buffer->failed || lines->failed;
	sg_buffer_free(lines);
}

void sg_sheet_print_totals(
	const struct sg_sheet *sheet, int width, struct sg_buffer *buffer)
{
	struct sg_buffer lines = {0};
	struct printing printing = {.sheet = sheet, .buffer = &lines, .width = width};

	print_totals(&printing);
	append(&printing, buffer);
}

void sg_sheet_print_text(
	const struct sg_sheet *sheet, int width, struct sg_buffer *buffer)
{
	struct sg_buffer lines = {0};
	struct printing printing = {.sheet = sheet, .buffer = &lines, .width = width};

	for (size_t i = 0; i < sheet->floor_count; i++) {
		print_floor(&printing, &sheet->floors[i]);
	}
	print_totals(&printing);
	append(&printing, buffer);
}
