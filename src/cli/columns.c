/* Columns of text. */
#include "cli/columns.h"

#include <stdbool.h>
#include <string.h>

static bool continues(char c)
{
	return ((unsigned char)c & 0xC0u) == 0x80u;
}

/* U+0300 to U+036F, the marks that Latin letters combine with. */
static bool combines(const char *text)
{
	unsigned char first = (unsigned char)text[0];
	unsigned char second = first != 0 ? (unsigned char)text[1] : 0;

	return first == 0xCC || (first == 0xCD && second <= 0xAF);
}

int sg_columns_width(const char *text)
{
	int width = 0;

	for (; *text != '\0'; text++) {
		width += !continues(*text) && !combines(text);
	}
	return width;
}

size_t sg_columns_cut(const char *text, int width, const char **ret_next)
{
	const char *at = text;
	const char *blank = NULL;
	int taken = 0;

	while (*at != '\0') {
		int step = !continues(*at) && !combines(at);

		if (step == 1 && taken == width && at > text) {
			break;
		}
		blank = *at == ' ' ? at : blank;
		taken += step;
		at++;
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
