/*
 * Lines for a person at a terminal: wrapped, with headings, and clean. Whatever a guest, a
 * booking site or a receptionist wrote passes through here, so that no text of theirs moves the
 * cursor, changes a colour or turns a line around; what is written from right to left is set apart.
 */
#ifndef SG_CLI_GUEST_PAGE_H
#define SG_CLI_GUEST_PAGE_H

#include <stdbool.h>

#include "core/buffer.h"

enum { SG_GUEST_WIDTH_MIN = 60, SG_GUEST_WIDTH_MAX = 200, SG_GUEST_WIDTH = 90 };

struct sg_guest_page {
	struct sg_buffer *out;
	int width;    /* columns, at least SG_GUEST_WIDTH_MIN */
	bool unicode; /* cells may be drawn with block characters */
	bool bold;    /* headings may be */
};

/* A page for standard output: drawn and bold only on a terminal, with block characters only where
 * the locale's name says UTF-8. `width` 0: the terminal's, or SG_GUEST_WIDTH. */
struct sg_guest_page sg_guest_page_open(struct sg_buffer *out, int width);

/* Whether a locale's name, "de_DE.UTF-8", says that text is UTF-8; NULL does not. */
bool sg_guest_locale_is_utf8(const char *locale);

/* Appends the text; a control character, also one of the C1 set, and a character that turns the
 * direction of writing becomes '?'. */
void sg_guest_clean(const char *text, struct sg_buffer *buffer);

/* An empty line, then the title. */
void sg_guest_heading(const struct sg_guest_page *page, const char *title);

/* The text cleaned, in lines of the page's width: the first after `indent` blanks, the others
 * after `hang`. An empty text gives nothing. */
void sg_guest_line(
	const struct sg_guest_page *page, int indent, int hang, const char *text);

#endif
