/* Lines of a guest's page put together: parts, words in the page's language, days. */
#ifndef SG_CLI_GUEST_WRITING_H
#define SG_CLI_GUEST_WRITING_H

#include "cli/guest_names.h"
#include "cli/guest_page.h"
#include "cli/guest_words.h"
#include "document/value.h"

/* Freed by sg_buffer_free on the line, which is used again for each. */
struct sg_guest_writing {
	const struct sg_guest_page *page;
	const struct sg_guest_names *names;
	struct sg_buffer line;
};

/* The text of a member, or NULL. */
const char *sg_guest_member(const struct sg_value *value, const char *name);

/* The line goes to the page, the next one begins. Nothing for an empty one. */
void sg_guest_put_line(struct sg_guest_writing *writing, int indent, int hang);

/* A part, after " · " but at the line's beginning; nothing for NULL or an empty text. */
void sg_guest_put_part(struct sg_guest_writing *writing, const char *text);

/* A word as a part, with {name} filled in. */
void sg_guest_put_word(
	struct sg_guest_writing *writing, enum sg_guest_word word, const char *name);

/* A word as a part, with a date or "03-14" in the place of {name}; nothing for NULL. */
void sg_guest_put_day(
	struct sg_guest_writing *writing, enum sg_guest_word word, const char *date);

/* The day of an instant as it is written, in the offset that it is written in, as it is. */
void sg_guest_put_day_of(struct sg_guest_writing *writing, const char *time);

/* An empty line, then the word as a title. */
void sg_guest_put_heading(
	const struct sg_guest_writing *writing, enum sg_guest_word word);

#endif
