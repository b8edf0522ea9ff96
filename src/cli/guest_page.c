/* Clean lines. */
#include "cli/guest_page.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/columns.h"

bool sg_guest_locale_is_utf8(const char *locale)
{
	const char *charset = locale != NULL ? strchr(locale, '.') : NULL;

	return charset != NULL && (strncasecmp(charset, ".UTF-8", 6) == 0 ||
					  strncasecmp(charset, ".UTF8", 5) == 0);
}

/* The first that is set and not empty decides, as for every program. */
static const char *locale_name(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *value = secure_getenv(names[i]);

		if (value != NULL && value[0] != '\0') {
			return value;
		}
	}
	return NULL;
}

static int terminal_width(void)
{
	struct winsize size = {0};

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
		size.ws_col < SG_GUEST_WIDTH_MIN) {
		return SG_GUEST_WIDTH;
	}
	return size.ws_col < SG_GUEST_WIDTH_MAX ? size.ws_col : SG_GUEST_WIDTH_MAX;
}

struct sg_guest_page sg_guest_page_open(struct sg_buffer *out, int width)
{
	bool terminal = isatty(STDOUT_FILENO) != 0;

	if (width == 0) {
		width = terminal ? terminal_width() : SG_GUEST_WIDTH;
	}
	return (struct sg_guest_page){.out = out,
		.width = width,
		.unicode = terminal && sg_guest_locale_is_utf8(locale_name()),
		.bold = terminal};
}

/* Bytes of what must not reach a terminal at the beginning of the text; 0 where there is none. */
static size_t hostile(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	if (at[0] < 0x20 || at[0] == 0x7F) {
		return 1;
	}
	if (at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F) {
		return 2;
	}
	/* U+2028 to U+202E, U+2066 to U+2069; a mark of direction alone (U+200F) is harmless. */
	if (at[0] == 0xE2 && at[1] == 0x80 && at[2] >= 0xA8 && at[2] <= 0xAE) {
		return 3;
	}
	return at[0] == 0xE2 && at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9 ? 3 : 0;
}

void sg_guest_clean(const char *text, struct sg_buffer *buffer)
{
	while (*text != '\0') {
		size_t len = hostile(text);

		sg_buffer_char(buffer, len > 0 ? '?' : *text);
		text += len > 0 ? len : 1;
	}
}

void sg_guest_heading(const struct sg_guest_page *page, const char *title)
{
	struct sg_buffer clean = {0};

	sg_guest_clean(title, &clean);
	page->out->failed = page->out->failed || clean.failed;
	sg_buffer_format(page->out, "\n%s", page->bold ? "\033[1m" : "");
	sg_columns_isolate(page->out, clean.data != NULL ? clean.data : "", clean.len);
	sg_buffer_text(page->out, page->bold ? "\033[0m\n" : "\n");
	sg_buffer_free(&clean);
}

void sg_guest_line(
	const struct sg_guest_page *page, int indent, int hang, const char *text)
{
	struct sg_buffer clean = {0};
	const char *rest;

	sg_guest_clean(text, &clean);
	page->out->failed = page->out->failed || clean.failed;
	rest = clean.data != NULL && !clean.failed ? clean.data : "";
	while (*rest != '\0') {
		const char *next;
		size_t len = sg_columns_cut(rest, page->width - indent, &next);

		sg_columns_repeat(page->out, " ", indent);
		sg_columns_isolate(page->out, rest, len);
		sg_buffer_char(page->out, '\n');
		rest = next;
		indent = hang;
	}
	sg_buffer_free(&clean);
}
