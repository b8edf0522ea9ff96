/* The documents of the demo, from the short form of the story's rows. */
#ifndef SG_CLI_DEMO_DOCUMENT_H
#define SG_CLI_DEMO_DOCUMENT_H

#include "cli/demo.h"
#include "core/buffer.h"

/* Appends `text` with ' as " and @S01 as the ids of S01. */
void sg_demo_expand(const char *text, struct sg_buffer *buffer);

/*
 * Empties the buffer and writes the document of a row, numbered `number`, at `when` (as in
 * struct sg_demo_step). `type`, `subject` and `data` stand for those of the row.
 */
void sg_demo_document(const struct sg_demo_step *step, const char *when, int number,
	const char *type, const char *subject, const char *data,
	struct sg_buffer *buffer);

/* "15:07" of a moment in either form. */
const char *sg_demo_clock(const char *when);

/* Appends the date of a moment, "2026-11-21". */
void sg_demo_date(const char *when, struct sg_buffer *buffer);

#endif
