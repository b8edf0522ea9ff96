/* Lines, part by part. */
#include "cli/guest_writing.h"

#include <stdio.h>

#include "core/time.h"

const char *sg_guest_member(const struct sg_value *value, const char *name)
{
	return sg_value_text(sg_value_member(value, name), NULL);
}

void sg_guest_put_line(struct sg_guest_writing *writing, int indent, int hang)
{
	writing->page->out->failed |= writing->line.failed;
	if (writing->line.data != NULL && !writing->line.failed) {
		sg_guest_line(writing->page, indent, hang, writing->line.data);
	}
	sg_buffer_reset(&writing->line);
}

/* Between the parts of a line. */
static void put_gap(struct sg_guest_writing *writing)
{
	sg_buffer_text(&writing->line, writing->line.len > 0 ? " · " : "");
}

void sg_guest_put_part(struct sg_guest_writing *writing, const char *text)
{
	if (text != NULL && text[0] != '\0') {
		put_gap(writing);
		sg_buffer_text(&writing->line, text);
	}
}

void sg_guest_put_word(
	struct sg_guest_writing *writing, enum sg_guest_word word, const char *name)
{
	put_gap(writing);
	sg_guest_word(&writing->line, writing->names->language, word, name, 0, 0);
}

void sg_guest_put_day(
	struct sg_guest_writing *writing, enum sg_guest_word word, const char *date)
{
	struct sg_buffer text = {0};
	int32_t day;

	if (date != NULL) {
		if (sg_day_parse(date, &day)) {
			sg_guest_date(&text, writing->names->language, day);
		} else {
			sg_guest_month_day(&text, writing->names->language, date);
		}
		sg_guest_put_word(writing, word, text.data);
	}
	sg_buffer_free(&text);
}

void sg_guest_put_day_of(struct sg_guest_writing *writing, const char *time)
{
	char text[SG_DAY_TEXT_SIZE];
	int32_t day;

	(void)snprintf(text, sizeof text, "%s", time != NULL ? time : "");
	if (sg_day_parse(text, &day)) {
		sg_guest_date(&writing->line, writing->names->language, day);
	} else {
		sg_buffer_char(&writing->line, '?');
	}
}

void sg_guest_put_heading(const struct sg_guest_writing *writing, enum sg_guest_word word)
{
	struct sg_buffer text = {0};

	sg_guest_word(&text, writing->names->language, word, NULL, 0, 0);
	sg_guest_heading(writing->page, text.data != NULL ? text.data : "");
	sg_buffer_free(&text);
}
