/* The two forms of a sheet: text for a terminal or a line printer, HTML for paper. */
#ifndef SG_CLI_SHEET_PRINT_H
#define SG_CLI_SHEET_PRINT_H

#include "cli/sheet.h"
#include "core/buffer.h"

enum { SG_SHEET_WIDTH_MIN = 80, SG_SHEET_WIDTH_MAX = 120 };

/* Appends the lists, each line at most `width` characters wide (80 to 120). */
void sg_sheet_print_text(
	const struct sg_sheet *sheet, int width, struct sg_buffer *buffer);

/* Appends only the totals, as text. */
void sg_sheet_print_totals(
	const struct sg_sheet *sheet, int width, struct sg_buffer *buffer);

/* Appends one complete HTML page: A4, black and white, a new sheet of paper per floor. */
void sg_sheet_print_html(const struct sg_sheet *sheet, struct sg_buffer *buffer);

#endif
