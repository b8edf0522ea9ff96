/* Writing lines about a member. */
#include "cli/member_writing.h"

const char *sg_member_text(const struct sg_value *value, const char *name)
{
	return sg_value_text(sg_value_member(value, name), "");
}

int64_t sg_member_number(const struct sg_value *value, const char *name)
{
	return sg_value_integer(sg_value_member(value, name), 0);
}

void sg_member_put_line(struct sg_member_writing *writing)
{
	writing->page->out->failed |= writing->line.failed;
	if (writing->line.data != NULL && !writing->line.failed) {
		sg_guest_line(writing->page, SG_MEMBER_INDENT, writing->hang,
			writing->line.data);
	}
	sg_buffer_reset(&writing->line);
}

void sg_member_put_around(struct sg_member_writing *writing, enum sg_member_word word,
	struct sg_buffer *part, int64_t n)
{
	writing->line.failed |= part->failed;
	sg_member_word(&writing->line, writing->language, word,
		part->data != NULL ? part->data : "", n);
	sg_buffer_free(part);
}
