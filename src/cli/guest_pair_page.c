/* Two guests side by side, and what a word about them has changed. */
#include "cli/columns.h"
#include "cli/guest_pair.h"
#include "cli/guest_words.h"
#include "cli/guest_writing.h"
#include "cli/words.h"
#include "core/time.h"

enum { GAP = 2 };

/* ---- what stands in a cell ---- */

static void put_name(
	const struct sg_value *card, const char *language, struct sg_buffer *cell)
{
	const struct sg_value *name = sg_value_member(card, "name");
	const char *parts[] = {sg_guest_member(card, "salutation"),
		sg_guest_member(name, "given"), sg_guest_member(name, "family")};

	(void)language;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (parts[i] != NULL) {
			if (cell->len > 0) {
				sg_buffer_text(cell, i == 1 ? ", " : " ");
			}
			sg_buffer_text(cell, parts[i]);
		}
	}
}

static int64_t count_of(const struct sg_value *card, const char *member)
{
	return (int64_t)sg_value_count(sg_value_member(card, member));
}

/* "3 wishes, 2 usuals, 2 profiles" */
static void put_known(
	const struct sg_value *card, const char *language, struct sg_buffer *cell)
{
	const char *comma = sg_word(language, SG_WORD_COMMA);
	int64_t profiles = sg_value_integer(sg_value_member(card, "profiles"), 1);

	sg_word_counted(cell, language, SG_COUNTED_WISHES, count_of(card, "facts"));
	sg_buffer_text(cell, comma);
	sg_word_counted(cell, language, SG_COUNTED_USUALS, count_of(card, "usuals"));
	if (profiles > 1) {
		sg_buffer_text(cell, comma);
		sg_word_counted(cell, language, SG_COUNTED_PROFILES, profiles);
	}
}

static void put_birth(
	const struct sg_value *card, const char *language, struct sg_buffer *cell)
{
	int32_t day;

	if (sg_day_parse(sg_guest_member(card, "birth_date"), &day)) {
		sg_guest_date(cell, language, day);
	}
}

static void put_memory(
	const struct sg_value *card, const char *language, struct sg_buffer *cell)
{
	const char *text = sg_guest_memory(language, sg_guest_member(card, "memory"));

	sg_buffer_text(cell, text != NULL ? text : "");
}

struct row {
	enum sg_guest_word label;
	const char *member; /* whose text it is, where nothing puts it together */
	void (*put)(const struct sg_value *card, const char *language,
		struct sg_buffer *cell);
};

static const struct row rows[] = {{SG_GUEST_ALIKE_NAME, NULL, put_name},
	{SG_GUEST_ALIKE_BIRTH, NULL, put_birth}, {SG_GUEST_ALIKE_EMAIL, "email", NULL},
	{SG_GUEST_ALIKE_PHONE, "phone", NULL}, {SG_GUEST_PAIR_LANGUAGE, "language", NULL},
	{SG_GUEST_PAIR_MEMORY, NULL, put_memory}, {SG_GUEST_PAIR_KNOWN, NULL, put_known}};

enum { ROWS = sizeof rows / sizeof rows[0] };

/* ---- side by side ---- */

/* What fits of the rest, with blanks behind it. */
static void put_piece(struct sg_buffer *line, const char **rest, int width, int padded)
{
	struct sg_buffer piece = {0};
	const char *next;

	sg_buffer_add(&piece, *rest, sg_columns_cut(*rest, width, &next));
	sg_columns_pad(line, piece.data != NULL ? piece.data : "", padded);
	sg_buffer_free(&piece);
	*rest = next;
}

/* Both texts in as many lines as the longer one takes. */
static void put_columns(const char *label, int label_width,
	const struct sg_buffer cells[2], const struct sg_guest_page *page)
{
	const int width = (page->width - label_width - 2 * GAP) / 2;
	const char *rest[2];

	for (size_t i = 0; i < 2; i++) {
		rest[i] = cells[i].data != NULL ? cells[i].data : "";
	}
	while (*rest[0] != '\0' || *rest[1] != '\0') {
		struct sg_buffer line = {0};

		sg_columns_pad(&line, label, label_width + GAP);
		put_piece(&line, &rest[0], width, *rest[1] != '\0' ? width + GAP : 0);
		put_piece(&line, &rest[1], width, 0);
		page->out->failed |= line.failed;
		sg_guest_line(page, 0, 0, line.data != NULL ? line.data : "");
		sg_buffer_free(&line);
		label = "";
	}
}

static void put_cell(const struct row *row, const struct sg_value *card,
	const char *language, struct sg_buffer *cell)
{
	struct sg_buffer text = {0};
	const char *own = row->put == NULL ? sg_guest_member(card, row->member) : NULL;

	if (row->put != NULL) {
		row->put(card, language, &text);
	}
	own = own == NULL && text.data != NULL ? text.data : own;
	sg_guest_clean(own != NULL ? own : "", cell);
	cell->failed |= text.failed;
	sg_buffer_free(&text);
}

static void put_label(
	struct sg_buffer *label, const char *language, enum sg_guest_word word)
{
	sg_buffer_reset(label);
	sg_guest_word(label, language, word, NULL, 0, 0);
}

static int label_width(const char *language)
{
	struct sg_buffer label = {0};
	int width = 0;

	for (size_t i = 0; i < ROWS; i++) {
		int own;

		put_label(&label, language, rows[i].label);
		own = sg_columns_width(label.data != NULL ? label.data : "");
		width = own > width ? own : width;
	}
	sg_buffer_free(&label);
	return width;
}

static void put_keys(
	const char *const keys[2], int width, const struct sg_guest_page *page)
{
	struct sg_buffer cells[2] = {{0}, {0}};

	for (size_t i = 0; i < 2; i++) {
		sg_guest_clean(keys[i], &cells[i]);
	}
	put_columns("", width, cells, page);
	sg_buffer_free(&cells[0]);
	sg_buffer_free(&cells[1]);
}

void sg_guest_pair_print(const char *const keys[2], const struct sg_value *const cards[2],
	const char *language, const struct sg_guest_page *page)
{
	const int width = label_width(language);
	struct sg_buffer label = {0}, cells[2] = {{0}, {0}};

	put_keys(keys, width, page);
	for (size_t i = 0; i < ROWS; i++) {
		put_label(&label, language, rows[i].label);
		page->out->failed |= label.failed;
		for (size_t side = 0; side < 2; side++) {
			sg_buffer_reset(&cells[side]);
			put_cell(&rows[i], cards[side], language, &cells[side]);
			page->out->failed |= cells[side].failed;
		}
		put_columns(label.data != NULL ? label.data : "", width, cells, page);
	}
	sg_buffer_free(&label);
	sg_buffer_free(&cells[0]);
	sg_buffer_free(&cells[1]);
}

/* ---- what has changed ---- */

/* "before: 1 wish, 0 usuals" */
static void put_known_part(struct sg_buffer *line, const char *language,
	enum sg_guest_word word, const struct sg_value *card)
{
	struct sg_buffer known = {0};

	put_known(card, language, &known);
	sg_buffer_text(line, " · ");
	sg_guest_word(line, language, word, known.data, 0, 0);
	line->failed |= known.failed;
	sg_buffer_free(&known);
}

void sg_guest_pair_print_change(const char *const keys[2], const struct sg_value *reply,
	const struct sg_value *const before[2], const struct sg_value *const after[2],
	const char *language, const struct sg_guest_page *page)
{
	bool same = sg_value_is_true(sg_value_member(reply, "same"));
	struct sg_buffer line = {0}, both = {0};

	sg_buffer_format(
		&both, "%s%s%s", keys[0], sg_word(language, SG_WORD_COMMA), keys[1]);
	sg_guest_word(&line, language, same ? SG_GUEST_PAIR_ONE : SG_GUEST_PAIR_TWO,
		both.data, 0, 0);
	sg_guest_line(page, 0, 2, line.data != NULL ? line.data : "");
	for (size_t i = 0; i < 2; i++) {
		page->out->failed |= line.failed;
		sg_buffer_reset(&line);
		sg_buffer_text(&line, keys[i]);
		put_known_part(&line, language, SG_GUEST_PAIR_BEFORE, before[i]);
		put_known_part(&line, language, SG_GUEST_PAIR_NOW, after[i]);
		sg_guest_line(page, 2, 4, line.data != NULL ? line.data : "");
	}
	page->out->failed |= line.failed || both.failed;
	sg_buffer_free(&line);
	sg_buffer_free(&both);
}
