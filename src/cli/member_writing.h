/* What the pages about a member are written with: members of an answer, a line that grows, and
 * words around parts of it. */
#ifndef SG_CLI_MEMBER_WRITING_H
#define SG_CLI_MEMBER_WRITING_H

#include <stdint.h>

#include "cli/guest_page.h"
#include "cli/member_words.h"
#include "core/buffer.h"
#include "document/value.h"

enum { SG_MEMBER_INDENT = 2 };

struct sg_member_writing {
	const struct sg_value *membership;
	const char *language;
	const struct sg_guest_page *page;
	int hang;        /* of the lines that follow in a long one */
	int64_t balance; /* of a statement, so far */
	struct sg_buffer line;
};

/* "" and 0 where it is absent. */
const char *sg_member_text(const struct sg_value *value, const char *name);
int64_t sg_member_number(const struct sg_value *value, const char *name);

/* Puts the line on the page and begins the next. */
void sg_member_put_line(struct sg_member_writing *writing);

/* "A free night (2 nights, HAM1, 1 Apr 2027)": what points of a line are about. */
void sg_member_put_about(struct sg_member_writing *writing, const struct sg_value *about);

/* The word around a part that was written for it, which is freed. */
void sg_member_put_around(struct sg_member_writing *writing, enum sg_member_word word,
	struct sg_buffer *part, int64_t n);

#endif
