/* Where a member stands and what is missing. */
#include "cli/member_page.h"

#include <string.h>

#include "cli/member_writing.h"

enum { HANG = 4 };

static const char *const measures[] = {"nights", "stays", "spend", "points"};

enum { MEASURES = sizeof measures / sizeof measures[0] };

static void put_gap(struct sg_member_writing *writing)
{
	sg_buffer_text(&writing->line, writing->line.len > 0 ? " · " : "");
}

static void put_word(
	struct sg_member_writing *writing, enum sg_member_word word, int64_t n)
{
	put_gap(writing);
	sg_member_word(&writing->line, writing->language, word, NULL, n);
}

static void put_dated(struct sg_member_writing *writing, enum sg_member_word word,
	const char *date, int64_t n)
{
	struct sg_buffer part = {0};

	sg_member_date(&part, writing->language, date);
	sg_member_put_around(writing, word, &part, n);
}

static void put_tier_word(
	struct sg_member_writing *writing, enum sg_member_word word, const char *tier)
{
	struct sg_buffer part = {0};

	sg_member_name(&part, tier);
	sg_member_put_around(writing, word, &part, 0);
}

void sg_member_measure(const struct sg_value *membership, const char *language,
	const char *measure, int64_t n, struct sg_buffer *text)
{
	static const struct {
		const char *measure;
		enum sg_member_word word;
	} words[] = {{"nights", SG_MEMBER_NIGHTS}, {"stays", SG_MEMBER_STAYS},
		{"points", SG_MEMBER_BASE_POINTS}};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(words[i].measure, measure) == 0) {
			sg_member_word(text, language, words[i].word, NULL, n);
			return;
		}
	}
	sg_member_money(text, language, n, sg_member_number(membership, "decimals"),
		sg_member_text(membership, "currency"));
}

void sg_member_heading(
	const struct sg_value *membership, const struct sg_guest_page *page)
{
	sg_guest_heading(page, sg_member_text(membership, "name"));
}

/* ---- standing ---- */

/* "5 nights, 2 stays, 350.99 EUR, 3509 base points" */
static void put_measures(struct sg_member_writing *writing, const struct sg_value *counts)
{
	for (size_t i = 0; i < MEASURES; i++) {
		sg_buffer_text(&writing->line, i > 0 ? ", " : ": ");
		sg_member_measure(writing->membership, writing->language, measures[i],
			sg_member_number(counts, measures[i]), &writing->line);
	}
	sg_member_put_line(writing);
}

/* "until 30 Jun 2027", "for good" */
static void put_until(struct sg_member_writing *writing, const char *until)
{
	if (until[0] != '\0') {
		put_dated(writing, SG_MEMBER_TIER_UNTIL, until, 0);
	} else {
		sg_member_word(&writing->line, writing->language, SG_MEMBER_TIER_FOR_GOOD,
			NULL, 0);
	}
}

static void put_tier(struct sg_member_writing *writing)
{
	const struct sg_value *membership = writing->membership;

	sg_member_name(&writing->line, sg_member_text(membership, "tier"));
	if (writing->line.len > 0) {
		sg_buffer_char(&writing->line, ' ');
		put_dated(writing, SG_MEMBER_TIER_SINCE,
			sg_member_text(membership, "since"), 0);
		sg_buffer_char(&writing->line, ' ');
		put_until(writing, sg_member_text(membership, "until"));
	}
	put_gap(writing);
	put_dated(writing, SG_MEMBER_SINCE, sg_member_text(membership, "enrolled"), 0);
	if (strcmp(sg_member_text(membership, "status"), "cancelled") == 0) {
		put_word(writing, SG_MEMBER_CANCELLED, 0);
	}
	sg_member_put_line(writing);
}

static void put_balance(struct sg_member_writing *writing)
{
	const struct sg_value *membership = writing->membership;
	const struct sg_value *expiring = sg_value_member(membership, "expiring");

	put_word(writing, SG_MEMBER_POINTS, sg_member_number(membership, "points"));
	put_word(writing, SG_MEMBER_TO_SPEND, sg_member_number(membership, "available"));
	if (sg_member_number(membership, "held") > 0) {
		put_word(writing, SG_MEMBER_HELD, sg_member_number(membership, "held"));
	}
	sg_member_put_line(writing);
	if (expiring != NULL) {
		put_dated(writing, SG_MEMBER_EXPIRE, sg_member_text(expiring, "after"),
			sg_member_number(expiring, "points"));
		sg_member_put_line(writing);
	}
}

static void put_window(struct sg_member_writing *writing)
{
	const struct sg_value *window = sg_value_member(writing->membership, "window");
	struct sg_buffer period = {0};

	if (window != NULL) {
		sg_member_date(
			&period, writing->language, sg_member_text(window, "from"));
		sg_buffer_text(&period, " – ");
		sg_member_date(
			&period, writing->language, sg_member_text(window, "until"));
		sg_member_put_around(writing, SG_MEMBER_COUNTED, &period, 0);
		put_measures(writing, window);
	}
}

/* ---- what is missing ---- */

static void put_path(struct sg_member_writing *writing, const struct sg_value *path)
{
	bool begun = false;

	for (size_t i = 0; i < MEASURES; i++) {
		if (sg_value_member(path, measures[i]) == NULL) {
			continue;
		}
		if (begun) {
			sg_member_word(&writing->line, writing->language, SG_MEMBER_AND,
				NULL, 0);
		}
		sg_member_measure(writing->membership, writing->language, measures[i],
			sg_member_number(path, measures[i]), &writing->line);
		begun = true;
	}
	if (sg_value_is_true(sg_value_member(path, "lifetime"))) {
		sg_member_word(&writing->line, writing->language, SG_MEMBER_PATH_FOR_GOOD,
			NULL, 0);
	}
}

static bool is_done(const struct sg_value *paths)
{
	for (size_t i = 0; i < sg_value_count(paths); i++) {
		if (sg_value_count(sg_value_at(paths, i)) == 0) {
			return true;
		}
	}
	return false;
}

/* "3 nights, or 200.00 EUR to Gold by 31 Dec 2026." */
static void put_paths(struct sg_member_writing *writing,
	const struct sg_value *projection, enum sg_member_word to)
{
	const struct sg_value *paths = sg_value_member(projection, "paths");
	const char *by = sg_member_text(projection, "by");

	for (size_t i = 0; i < sg_value_count(paths); i++) {
		if (i > 0) {
			sg_member_word(
				&writing->line, writing->language, SG_MEMBER_OR, NULL, 0);
		}
		put_path(writing, sg_value_at(paths, i));
	}
	put_tier_word(writing, to, sg_member_text(projection, "tier"));
	if (by[0] != '\0') {
		put_dated(writing, SG_MEMBER_BY, by, 0);
	} else {
		sg_member_word(
			&writing->line, writing->language, SG_MEMBER_NO_DATE, NULL, 0);
	}
}

static void put_next(struct sg_member_writing *writing)
{
	const struct sg_value *next = sg_value_member(writing->membership, "next");

	if (next == NULL) {
		put_word(writing, SG_MEMBER_HIGHEST, 0);
	} else if (sg_value_count(sg_value_member(next, "paths")) == 0) {
		put_tier_word(writing, SG_MEMBER_NO_PATH, sg_member_text(next, "tier"));
	} else {
		put_paths(writing, next, SG_MEMBER_TO_TIER);
	}
	sg_member_put_line(writing);
}

static void put_keep(struct sg_member_writing *writing)
{
	const struct sg_value *keep = sg_value_member(writing->membership, "keep");
	const struct sg_value *paths = sg_value_member(keep, "paths");

	if (keep == NULL) {
		return;
	}
	if (is_done(paths)) {
		put_tier_word(writing, SG_MEMBER_KEPT, sg_member_text(keep, "tier"));
	} else if (sg_value_count(paths) == 0) {
		put_tier_word(
			writing, SG_MEMBER_NO_KEEPING, sg_member_text(keep, "tier"));
	} else {
		put_paths(writing, keep, SG_MEMBER_TO_KEEP);
	}
	sg_member_put_line(writing);
}

/* A mirrored programme, or one that has not begun, has no tier to be said anything of. */
static void put_missing(struct sg_member_writing *writing)
{
	if (sg_value_member(writing->membership, "tier") != NULL) {
		put_next(writing);
		put_keep(writing);
	}
}

/* A line for each: what he is entitled to, and how often it was given this year. */
static void put_benefits(struct sg_member_writing *writing)
{
	const struct sg_value *benefits =
		sg_value_member(writing->membership, "benefits");

	for (size_t i = 0; i < sg_value_count(benefits); i++) {
		const struct sg_value *benefit = sg_value_at(benefits, i);
		bool promised =
			strcmp(sg_member_text(benefit, "promise"), "guaranteed") == 0;
		int64_t times = sg_value_integer(sg_value_member(benefit, "times"), 0);
		struct sg_buffer limit = {0};

		put_tier_word(writing,
			promised ? SG_MEMBER_GUARANTEED : SG_MEMBER_IF_AVAILABLE,
			sg_member_text(benefit, "benefit"));
		sg_member_word(&writing->line, writing->language, SG_MEMBER_GIVEN, NULL,
			sg_member_number(benefit, "given"));
		if (times > 0) {
			sg_buffer_format(&limit, "%d", (int)times);
			sg_member_put_around(writing, SG_MEMBER_LIMIT, &limit, 0);
		}
		sg_member_put_line(writing);
	}
}

/* ---- what he was given ---- */

/* "4 nights missing to keep it until 30 Jun 2028", "met, kept for good" */
static void put_challenge(struct sg_member_writing *writing, const struct sg_value *grant)
{
	const struct sg_value *missing = sg_value_member(grant, "missing");
	bool met = sg_value_count(missing) == 0;

	put_gap(writing);
	if (!met) {
		put_path(writing, missing);
	}
	sg_member_word(&writing->line, writing->language,
		met ? SG_MEMBER_MET : SG_MEMBER_TO_KEEP_IT, NULL, 0);
	sg_buffer_char(&writing->line, ' ');
	put_until(writing, sg_member_text(grant, "kept_until"));
}

/* "Gold elsewhere, card seen (anna, ben)" */
static void put_why(struct sg_member_writing *writing, const struct sg_value *why)
{
	const char *evidence = sg_member_text(why, "evidence");

	if (why != NULL) {
		put_gap(writing);
		sg_buffer_text(&writing->line, sg_member_text(why, "reason"));
		sg_buffer_text(&writing->line, evidence[0] != '\0' ? ", " : "");
		sg_buffer_text(&writing->line, evidence);
		sg_buffer_format(&writing->line, " (%s, %s)", sg_member_text(why, "by"),
			sg_member_text(why, "second"));
	}
}

static void put_grant(struct sg_member_writing *writing, const struct sg_value *grant)
{
	bool challenge = strcmp(sg_member_text(grant, "kind"), "challenge") == 0;
	const char *revoked = sg_member_text(grant, "revoked");
	struct sg_buffer id = {0};

	put_tier_word(writing, challenge ? SG_MEMBER_CHALLENGE : SG_MEMBER_MATCH,
		sg_member_text(grant, "tier"));
	sg_buffer_char(&writing->line, ' ');
	put_dated(writing, SG_MEMBER_TIER_FROM, sg_member_text(grant, "from"), 0);
	sg_buffer_char(&writing->line, ' ');
	put_until(writing, sg_member_text(grant, "until"));
	if (revoked[0] != '\0') {
		put_gap(writing);
		put_dated(writing, SG_MEMBER_TIER_REVOKED, revoked, 0);
	} else if (challenge) {
		put_challenge(writing, grant);
	}
	put_why(writing, sg_value_member(grant, "why"));
	put_gap(writing);
	sg_buffer_text(&id, sg_member_text(grant, "grant"));
	sg_member_put_around(writing, SG_MEMBER_GRANT, &id, 0);
	sg_member_put_line(writing);
}

static void put_grants(struct sg_member_writing *writing)
{
	const struct sg_value *grants = sg_value_member(writing->membership, "grants");

	for (size_t i = 0; i < sg_value_count(grants); i++) {
		put_grant(writing, sg_value_at(grants, i));
	}
}

void sg_member_print_standing(const struct sg_value *membership, const char *language,
	const struct sg_guest_page *page)
{
	struct sg_member_writing writing = {membership, language, page, HANG, 0, {0}};

	sg_member_heading(membership, page);
	put_tier(&writing);
	put_balance(&writing);
	put_window(&writing);
	put_missing(&writing);
	put_grants(&writing);
	put_benefits(&writing);
	sg_buffer_free(&writing.line);
}

void sg_member_print_projection(const struct sg_value *membership, const char *language,
	const struct sg_guest_page *page)
{
	struct sg_member_writing writing = {membership, language, page, HANG, 0, {0}};

	sg_member_heading(membership, page);
	put_missing(&writing);
	put_window(&writing);
	sg_member_word(&writing.line, writing.language, SG_MEMBER_LIFETIME, NULL, 0);
	put_measures(&writing, sg_value_member(membership, "lifetime"));
	sg_buffer_free(&writing.line);
}
