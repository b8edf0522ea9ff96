/* Columns of text. */
#include "cli/columns.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* ---- characters ---- */

struct range {
	uint32_t first;
	uint32_t last;
};

static bool is_in(const struct range *ranges, size_t count, uint32_t character)
{
	for (size_t i = 0; i < count; i++) {
		if (character >= ranges[i].first && character <= ranges[i].last) {
			return true;
		}
	}
	return false;
}

#define IS_IN(ranges, character)                                                         \
	is_in(ranges, sizeof(ranges) / sizeof((ranges)[0]), character)

/* The character at `text`, which is not at its end, and its length in bytes: a byte that is no
 * UTF-8 is one of its own. */
static uint32_t character_at(const char *text, size_t *ret_len)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t len = at[0] < 0xC0 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
	uint32_t character = len == 1 ? at[0] : at[0] & (0x7Fu >> len);

	for (size_t i = 1; i < len; i++) {
		if ((at[i] & 0xC0) != 0x80) {
			*ret_len = i;
			return 0xFFFD;
		}
		character = character << 6 | (at[i] & 0x3F);
	}
	*ret_len = len;
	return character;
}

/* Latin, Hebrew and Arabic marks above and below letters, and marks of direction. */
static int columns_of(uint32_t character)
{
	static const struct range without[] = {{0x0300, 0x036F}, {0x0591, 0x05BD},
		{0x05BF, 0x05BF}, {0x05C1, 0x05C2}, {0x05C4, 0x05C5}, {0x0610, 0x061A},
		{0x061C, 0x061C}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},
		{0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x200B, 0x200F},
		{0x202A, 0x202E}, {0x2060, 0x2069}, {0xFEFF, 0xFEFF}};

	return IS_IN(without, character) ? 0 : 1;
}

int sg_columns_width(const char *text)
{
	int width = 0;
	size_t len;

	for (; *text != '\0'; text += len) {
		width += columns_of(character_at(text, &len));
	}
	return width;
}

size_t sg_columns_cut(const char *text, int width, const char **ret_next)
{
	const char *at = text;
	const char *blank = NULL;
	int taken = 0;
	size_t len;

	while (*at != '\0') {
		int step = columns_of(character_at(at, &len));

		if (step == 1 && taken >= width && at > text) {
			break;
		}
		blank = *at == ' ' ? at : blank;
		taken += step;
		at += len;
	}
	if (*at != '\0' && *at != ' ' && blank != NULL && blank > text) {
		at = blank;
	}
	*ret_next = at;
	while (**ret_next == ' ') {
		(*ret_next)++;
	}
	return (size_t)(at - text);
}

/* ---- filling ---- */

void sg_columns_pad(struct sg_buffer *buffer, const char *text, int width)
{
	sg_buffer_text(buffer, text);
	sg_columns_repeat(buffer, " ", width - sg_columns_width(text));
}

void sg_columns_repeat(struct sg_buffer *buffer, const char *unit, int width)
{
	for (int step = sg_columns_width(unit); step > 0 && width >= step;
		width -= step) {
		sg_buffer_text(buffer, unit);
	}
}

void sg_columns_spread(
	struct sg_buffer *buffer, const char *left, const char *right, int width)
{
	int gap = width - sg_columns_width(left) - sg_columns_width(right);

	sg_buffer_text(buffer, left);
	if (right[0] != '\0') {
		if (gap < 1) {
			sg_buffer_char(buffer, '\n');
			gap = width - sg_columns_width(right);
		}
		sg_columns_repeat(buffer, " ", gap);
		sg_buffer_text(buffer, right);
	}
	sg_buffer_char(buffer, '\n');
}

/* ---- right to left ---- */

/* Letters that are written from right to left: Hebrew, Arabic, Syriac, Thaana and kin. */
static bool is_from_right(uint32_t character)
{
	static const struct range letters[] = {{0x0590, 0x08FF}, {0xFB1D, 0xFDFF},
		{0xFE70, 0xFEFC}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};

	return IS_IN(letters, character);
}

/* Bytes at `at` that part one cell from the next; 0 where a cell goes on. */
static size_t gap_at(const char *at, const char *end)
{
	static const char *const gaps[] = {"  ", " · ", " / ", "\n"};
	static const struct range drawn[] = {{0x2500, 0x259F}, {0x2713, 0x2717}};
	size_t len;

	for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
		len = strlen(gaps[i]);
		if ((size_t)(end - at) >= len && memcmp(at, gaps[i], len) == 0) {
			return len;
		}
	}
	return IS_IN(drawn, character_at(at, &len)) ? len : 0;
}

/* Whether a cell has writing from right to left that is not apart already. */
static bool is_turned(const char *cell, size_t len)
{
	size_t step;

	for (size_t i = 0; i < len; i += step) {
		uint32_t character = character_at(cell + i, &step);

		if (character == 0x2068 || is_from_right(character)) {
			return character != 0x2068;
		}
	}
	return false;
}

/* The blanks around a cell stay outside. */
static void put_cell(struct sg_buffer *buffer, const char *cell, size_t len)
{
	size_t before = 0;
	size_t after = 0;

	if (!is_turned(cell, len)) {
		sg_buffer_add(buffer, cell, len);
		return;
	}
	while (cell[before] == ' ') {
		before++;
	}
	while (cell[len - after - 1] == ' ') {
		after++;
	}
	sg_buffer_add(buffer, cell, before);
	sg_buffer_text(buffer, "\u2068");
	sg_buffer_add(buffer, cell + before, len - before - after);
	sg_buffer_text(buffer, "\u2069");
	sg_buffer_add(buffer, cell + len - after, after);
}

void sg_columns_isolate(struct sg_buffer *buffer, const char *text, size_t len)
{
	const char *end = text + len;
	const char *cell = text;
	const char *at = text;
	size_t step;

	while (at < end) {
		size_t gap = gap_at(at, end);

		if (gap > 0) {
			put_cell(buffer, cell, (size_t)(at - cell));
			sg_buffer_add(buffer, at, gap);
			cell = at + gap;
			at = cell;
		} else {
			(void)character_at(at, &step);
			at += step;
		}
	}
	put_cell(buffer, cell, (size_t)(end - cell));
}
