/* What points were kept, spent or given back for, in words. */
#include <string.h>

#include "cli/member_page.h"
#include "cli/member_writing.h"

/* After a comma, or the bracket that opens the first. */
static void put_next(struct sg_member_writing *writing, size_t *count)
{
	sg_buffer_text(&writing->line, (*count)++ == 0 ? " (" : ", ");
}

static void put_counted(struct sg_member_writing *writing, enum sg_member_word word,
	int64_t number, size_t *count)
{
	if (number != 0) {
		put_next(writing, count);
		sg_member_word(&writing->line, writing->language, word, NULL, number);
	}
}

static void put_text(struct sg_member_writing *writing, const char *text, size_t *count)
{
	if (text[0] != '\0') {
		put_next(writing, count);
		sg_buffer_text(&writing->line, text);
	}
}

static void put_details(struct sg_member_writing *writing, const struct sg_value *about)
{
	int64_t amount = sg_member_number(about, "amount_cents");
	const char *date = sg_member_text(about, "date");
	size_t count = 0;

	if (amount != 0) {
		put_next(writing, &count);
		sg_member_measure(writing->membership, writing->language, "spend", amount,
			&writing->line);
	}
	put_counted(writing, SG_MEMBER_NIGHTS, sg_member_number(about, "nights"), &count);
	put_counted(writing, SG_MEMBER_NIGHTS_BACK,
		sg_member_number(about, "nights_back"), &count);
	put_text(writing, sg_member_text(about, "property"), &count);
	put_text(writing, sg_member_text(about, "room_type"), &count);
	if (date[0] != '\0') {
		put_next(writing, &count);
		sg_member_date(&writing->line, writing->language, date);
	}
	sg_buffer_text(&writing->line, count > 0 ? ")" : "");
}

/* "Gift T-17 (returned)" */
static void put_transfer(struct sg_member_writing *writing, const struct sg_value *about)
{
	size_t count = 0;

	sg_member_name(&writing->line, sg_member_text(about, "kind"));
	sg_buffer_format(&writing->line, " %s", sg_member_text(about, "transfer"));
	if (strcmp(sg_member_text(about, "state"), "returned") == 0) {
		put_counted(writing, SG_MEMBER_RETURNED, 1, &count);
		sg_buffer_char(&writing->line, ')');
	}
}

void sg_member_put_about(struct sg_member_writing *writing, const struct sg_value *about)
{
	const char *name = sg_member_text(about, "name");
	const char *award = sg_member_text(about, "award");

	if (name[0] != '\0') {
		sg_buffer_text(&writing->line, name);
	} else if (award[0] != '\0') {
		sg_member_name(&writing->line, award);
	} else if (sg_member_text(about, "transfer")[0] != '\0') {
		put_transfer(writing, about);
	} else {
		sg_buffer_text(&writing->line, sg_member_text(about, "redemption"));
	}
	put_details(writing, about);
}
