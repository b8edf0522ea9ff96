/* Answers to loyalty.liability, added up line by line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/programme_liability.h"
#include "document/json.h"

enum { CODE_SIZE = 17, MONTH_SIZE = 8, CODE_WIDTH = 18, MONTH_WIDTH = 12, NUMBER = 14 };

static const char *const numbers[] = {"points", "held", "owed", "lots"};
enum { NUMBERS = 4 };

struct sg_liability_sum {
	char property[CODE_SIZE]; /* "": not known */
	char month[MONTH_SIZE];   /* "": none */
	int64_t of[NUMBERS];
};

static struct sg_liability_sum read_line(const struct sg_value *line)
{
	struct sg_liability_sum sum = {.of = {0}};

	(void)snprintf(sum.property, sizeof sum.property, "%s",
		sg_value_text(sg_value_member(line, "property"), ""));
	(void)snprintf(sum.month, sizeof sum.month, "%s",
		sg_value_text(sg_value_member(line, "month"), ""));
	for (size_t i = 0; i < NUMBERS; i++) {
		sum.of[i] = sg_value_integer(sg_value_member(line, numbers[i]), 0);
	}
	return sum;
}

static void add_numbers(struct sg_liability_sum *to, const struct sg_liability_sum *line)
{
	for (size_t i = 0; i < NUMBERS; i++) {
		to->of[i] += line->of[i];
	}
}

/* Without a month, or a property, is last. */
static int compare_texts(const char *a, const char *b)
{
	if ((a[0] == '\0') != (b[0] == '\0')) {
		return a[0] == '\0' ? 1 : -1;
	}
	return strcmp(a, b);
}

static int compare(const void *left, const void *right)
{
	const struct sg_liability_sum *a = left, *b = right;
	int by_property = compare_texts(a->property, b->property);

	return by_property != 0 ? by_property : compare_texts(a->month, b->month);
}

static enum sg_status add_line(struct sg_liability_sums *sums,
	const struct sg_liability_sum *line, struct sg_error *error)
{
	struct sg_liability_sum *larger;

	for (size_t i = 0; i < sums->count; i++) {
		if (compare(&sums->lines[i], line) == 0) {
			add_numbers(&sums->lines[i], line);
			return SG_OK;
		}
	}
	larger = realloc(sums->lines, (sums->count + 1) * sizeof *larger);
	if (larger == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	sums->lines = larger;
	sums->lines[sums->count++] = *line;
	return SG_OK;
}

enum sg_status sg_liability_sums_add(struct sg_liability_sums *sums,
	const struct sg_value *reply, struct sg_error *error)
{
	const struct sg_value *lines = sg_value_member(reply, "lines");
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < sg_value_count(lines) && status == SG_OK; i++) {
		const struct sg_liability_sum line = read_line(sg_value_at(lines, i));

		status = add_line(sums, &line, error);
	}
	sums->members += sg_value_integer(
		sg_value_member(sg_value_member(reply, "total"), "members"), 0);
	return status;
}

static struct sg_liability_sum in_order(struct sg_liability_sums *sums)
{
	struct sg_liability_sum total = {.of = {0}};

	if (sums->count > 1) {
		qsort(sums->lines, sums->count, sizeof *sums->lines, compare);
	}
	for (size_t i = 0; i < sums->count; i++) {
		add_numbers(&total, &sums->lines[i]);
	}
	return total;
}

/* ---- as a page ---- */

static void put_columns(const char *property, const char *month, const char *const *texts,
	const struct sg_guest_page *page)
{
	struct sg_buffer line = {0};

	sg_columns_pad(&line, property, CODE_WIDTH);
	sg_columns_pad(&line, month, MONTH_WIDTH);
	for (size_t i = 0; i < NUMBERS; i++) {
		sg_columns_repeat(&line, " ", NUMBER - sg_columns_width(texts[i]));
		sg_buffer_text(&line, texts[i]);
	}
	page->out->failed |= line.failed;
	if (!line.failed) {
		sg_guest_line(page, 0, 0, line.data);
	}
	sg_buffer_free(&line);
}

static void put_line(const char *property, const char *month,
	const struct sg_liability_sum *line, const struct sg_guest_page *page)
{
	char digits[NUMBERS][24];
	const char *texts[NUMBERS];

	for (size_t i = 0; i < NUMBERS; i++) {
		(void)snprintf(
			digits[i], sizeof digits[i], "%lld", (long long)line->of[i]);
		texts[i] = digits[i];
	}
	put_columns(property, month, texts, page);
}

void sg_liability_sums_print(
	struct sg_liability_sums *sums, const struct sg_guest_page *page)
{
	static const char *const heads[NUMBERS] = {"Open", "Held", "Owed to us", "Lots"};
	const struct sg_liability_sum total = in_order(sums);
	struct sg_buffer members = {0};

	put_columns("Earned at", "Good until", heads, page);
	for (size_t i = 0; i < sums->count; i++) {
		const struct sg_liability_sum *line = &sums->lines[i];

		put_line(line->property[0] != '\0' ? line->property : "(not known)",
			line->month[0] != '\0' ? line->month : "no end", line, page);
	}
	put_line("All", "", &total, page);
	sg_buffer_format(&members, "%lld member%s", (long long)sums->members,
		sums->members == 1 ? "" : "s");
	page->out->failed |= members.failed;
	if (!members.failed) {
		sg_guest_line(page, 0, 0, members.data);
	}
	sg_buffer_free(&members);
}

/* ---- as JSON ---- */

static void write_numbers(const struct sg_liability_sum *line, struct sg_buffer *buffer)
{
	for (size_t i = 0; i < NUMBERS; i++) {
		sg_buffer_format(buffer, "%s\"%s\":%lld", i > 0 ? "," : "", numbers[i],
			(long long)line->of[i]);
	}
}

static void write_text(const char *name, const char *text, struct sg_buffer *buffer)
{
	if (text[0] != '\0') {
		sg_buffer_format(buffer, "\"%s\":", name);
		sg_json_write_text(buffer, text);
		sg_buffer_char(buffer, ',');
	}
}

void sg_liability_sums_write(struct sg_liability_sums *sums, struct sg_buffer *buffer)
{
	const struct sg_liability_sum total = in_order(sums);

	sg_buffer_text(buffer, "{\"lines\":[");
	for (size_t i = 0; i < sums->count; i++) {
		sg_buffer_text(buffer, i > 0 ? ",{" : "{");
		write_text("property", sums->lines[i].property, buffer);
		write_text("month", sums->lines[i].month, buffer);
		write_numbers(&sums->lines[i], buffer);
		sg_buffer_char(buffer, '}');
	}
	sg_buffer_text(buffer, "],\"total\":{");
	write_numbers(&total, buffer);
	sg_buffer_format(buffer, ",\"members\":%lld}}\n", (long long)sums->members);
}

void sg_liability_sums_free(struct sg_liability_sums *sums)
{
	free(sums->lines);
	*sums = (struct sg_liability_sums){.lines = NULL};
}
