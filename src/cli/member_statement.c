/* A member's ledger as lines that he can add up. */
#include <stdio.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/member_page.h"
#include "cli/member_writing.h"

enum { DATE = 13, NUMBER = 11, HANG = SG_MEMBER_INDENT + DATE + 2 * NUMBER + 2 };

static void put_right(struct sg_member_writing *writing, const char *text)
{
	sg_columns_repeat(&writing->line, " ", NUMBER - sg_columns_width(text));
	sg_buffer_text(&writing->line, text);
}

/* The columns before the words: date, points and balance, as texts. */
static void put_columns(struct sg_member_writing *writing, const char *date,
	const char *points, const char *balance)
{
	sg_columns_pad(&writing->line, date, DATE);
	put_right(writing, points);
	put_right(writing, balance);
	sg_buffer_text(&writing->line, "  ");
}

static void put_numbers(
	struct sg_member_writing *writing, const char *date, int64_t points)
{
	struct sg_buffer day = {0};
	char change[24] = "", balance[24];

	sg_member_date(&day, writing->language, date);
	writing->balance += points;
	if (points != 0) {
		(void)snprintf(change, sizeof change, "%+lld", (long long)points);
	}
	(void)snprintf(balance, sizeof balance, "%lld", (long long)writing->balance);
	writing->line.failed |= day.failed;
	put_columns(writing, day.data != NULL ? day.data : "", change, balance);
	sg_buffer_free(&day);
}

/* ---- what a line is for ---- */

/* The tier of "tier:2027-04-08:gold". */
static void put_reached(struct sg_member_writing *writing, const struct sg_value *line)
{
	const char *tier = strrchr(sg_member_text(line, "source"), ':');
	struct sg_buffer part = {0};

	sg_member_name(&part, tier != NULL ? tier + 1 : sg_member_text(line, "source"));
	sg_member_put_around(writing, SG_MEMBER_FOR_TIER, &part, 0);
}

/* "for 3 at Rental (R-17)" */
static void put_partner(struct sg_member_writing *writing, const struct sg_value *line)
{
	struct sg_buffer part = {0};

	sg_member_name(&part, sg_member_text(line, "partner"));
	sg_buffer_format(&part, " (%s)", sg_member_text(line, "earning"));
	sg_member_put_around(
		writing, SG_MEMBER_FOR_PARTNER, &part, sg_member_number(line, "for"));
}

/* "for 250.99 EUR", "at 40 nights" */
static void put_per(
	struct sg_member_writing *writing, const struct sg_value *line, const char *per)
{
	static const struct {
		const char *per, *measure;
		enum sg_member_word word;
	} counted[] = {{"money", "spend", SG_MEMBER_FOR},
		{"night", "nights", SG_MEMBER_FOR}, {"stay", "stays", SG_MEMBER_FOR},
		{"base", "points", SG_MEMBER_FOR}, {"nights", "nights", SG_MEMBER_AT},
		{"stays", "stays", SG_MEMBER_AT}, {"spend", "spend", SG_MEMBER_AT},
		{"points", "points", SG_MEMBER_AT}};
	struct sg_buffer part = {0};

	for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
		if (strcmp(counted[i].per, per) == 0) {
			sg_member_measure(writing->membership, writing->language,
				counted[i].measure, sg_member_number(line, "for"), &part);
			sg_member_put_around(writing, counted[i].word, &part, 0);
			return;
		}
	}
	if (strcmp(per, "upgrade") == 0) {
		put_reached(writing, line);
	} else if (strcmp(per, "partner") == 0) {
		put_partner(writing, line);
	} else {
		sg_member_word(&writing->line, writing->language, SG_MEMBER_FOR_ENROLMENT,
			NULL, 0);
	}
}

static void put_kind(struct sg_member_writing *writing, const char *kind)
{
	static const struct {
		const char *kind;
		enum sg_member_word word;
	} kinds[] = {{"reversed", SG_MEMBER_REVERSED}, {"redeemed", SG_MEMBER_REDEEMED},
		{"held", SG_MEMBER_LINE_HELD}, {"released", SG_MEMBER_RELEASED},
		{"expired", SG_MEMBER_EXPIRED}, {"transferred", SG_MEMBER_TRANSFERRED},
		{"settled", SG_MEMBER_SETTLED}, {"adjusted", SG_MEMBER_ADJUSTED},
		{"penalty", SG_MEMBER_PENALTY}, {"fee", SG_MEMBER_FEE}};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strcmp(kinds[i].kind, kind) == 0) {
			sg_member_word(&writing->line, writing->language, kinds[i].word,
				NULL, 0);
			sg_buffer_text(&writing->line, ": ");
		}
	}
}

/* Whether two lines say the same of other lots: the guest reads them as one. */
static bool is_same(const struct sg_value *a, const struct sg_value *b)
{
	return sg_value_member(a, "about") != NULL &&
	       sg_value_member(b, "about") != NULL &&
	       strcmp(sg_member_text(a, "operation"), sg_member_text(b, "operation")) ==
	               0 &&
	       strcmp(sg_member_text(a, "kind"), sg_member_text(b, "kind")) == 0;
}

/* The first of `count` lines that are the same, the later before it. */
static void put_entry(struct sg_member_writing *writing, const struct sg_value *lines,
	size_t at, size_t count)
{
	const struct sg_value *line = sg_value_at(lines, at);
	const struct sg_value *about = sg_value_member(line, "about");
	const char *per = about == NULL ? sg_member_text(line, "per") : "";
	int64_t points = 0, held = 0;

	for (size_t i = 0; i < count; i++) {
		points += sg_member_number(sg_value_at(lines, at - i), "points");
		held += sg_member_number(sg_value_at(lines, at - i), "held");
	}
	put_numbers(writing, sg_member_text(line, "date"), points);
	put_kind(writing, sg_member_text(line, "kind"));
	if (about != NULL) {
		sg_member_put_about(writing, about);
	} else {
		sg_member_name(&writing->line, sg_member_text(line, "rule"));
	}
	if (held != 0) {
		sg_buffer_format(&writing->line, " (%+lld)", (long long)held);
	}
	if (per[0] != '\0') {
		sg_buffer_char(&writing->line, ' ');
		put_per(writing, line, per);
	}
	sg_member_put_line(writing);
}

/* ---- the whole ---- */

static void put_head(struct sg_member_writing *writing)
{
	enum { WORDS = SG_MEMBER_HEAD_WHAT - SG_MEMBER_HEAD_DATE + 1 };
	struct sg_buffer words[WORDS] = {{0}};

	for (int i = 0; i < WORDS; i++) {
		sg_member_word(&words[i], writing->language,
			(enum sg_member_word)(SG_MEMBER_HEAD_DATE + i), NULL, 0);
		writing->line.failed |= words[i].failed || words[i].data == NULL;
	}
	if (!writing->line.failed) {
		put_columns(writing, words[0].data, words[1].data, words[2].data);
		sg_buffer_text(&writing->line, words[WORDS - 1].data);
	}
	sg_member_put_line(writing);
	for (int i = 0; i < WORDS; i++) {
		sg_buffer_free(&words[i]);
	}
}

const struct sg_value *sg_member_find(const struct sg_value *reply, const char *account)
{
	const struct sg_value *memberships = sg_value_member(reply, "memberships");

	for (size_t i = 0; i < sg_value_count(memberships); i++) {
		const struct sg_value *membership = sg_value_at(memberships, i);

		if (strcmp(sg_member_text(membership, "account"), account) == 0) {
			return membership;
		}
	}
	return NULL;
}

static void put_entries(struct sg_member_writing *writing, const struct sg_value *lines)
{
	size_t left = sg_value_count(lines);

	while (left > 0) {
		size_t same = 1;

		while (same < left && is_same(sg_value_at(lines, left - 1),
					      sg_value_at(lines, left - 1 - same))) {
			same++;
		}
		put_entry(writing, lines, left - 1, same);
		left -= same;
	}
}

/* What has expired since the last line is in the balance, and in no line yet. */
static void put_end(struct sg_member_writing *writing)
{
	int64_t points = sg_member_number(writing->membership, "points");

	if (points != writing->balance) {
		put_numbers(writing, "", points - writing->balance);
		sg_member_word(&writing->line, writing->language, SG_MEMBER_EXPIRED_SINCE,
			NULL, 0);
		sg_member_put_line(writing);
	}
	sg_member_word(
		&writing->line, writing->language, SG_MEMBER_BALANCE, NULL, points);
	sg_member_put_line(writing);
}

void sg_member_print_statement(const struct sg_value *membership,
	const struct sg_value *const *pages, size_t page_count, const char *language,
	const struct sg_guest_page *page)
{
	struct sg_member_writing writing = {membership, language, page, HANG, 0, {0}};
	const struct sg_value *lines = sg_value_member(membership, "lines");

	sg_member_heading(membership, page);
	if (sg_value_count(lines) == 0) {
		sg_member_word(&writing.line, language, SG_MEMBER_NO_LINES, NULL, 0);
		sg_member_put_line(&writing);
	} else {
		put_head(&writing);
	}
	for (size_t i = page_count; i > 0; i--) {
		put_entries(&writing,
			sg_value_member(sg_member_find(pages[i - 1],
						sg_member_text(membership, "account")),
				"lines"));
	}
	put_entries(&writing, lines);
	put_end(&writing);
	sg_buffer_free(&writing.line);
}
