/* Sums of one taken from those of the other, and three columns. */
#include "cli/simulation_compare.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cli/simulation_page.h"

/* ---- the difference ---- */

/* Its place, or the count where there is none. */
static size_t find_benefit(const struct sg_simulated *simulated, const char *code)
{
	size_t at = 0;

	while (at < simulated->benefit_count &&
		strcmp(simulated->benefits[at].code, code) != 0) {
		at++;
	}
	return at;
}

/* Of those that it has not itself, as many as there is room for. */
static void subtract_benefits(struct sg_simulated *from, const struct sg_simulated *sums)
{
	for (size_t i = 0; i < sums->benefit_count; i++) {
		const struct sg_simulated_benefit *benefit = &sums->benefits[i];
		size_t at = find_benefit(from, benefit->code);

		if (at == SG_SIMULATED_BENEFITS_MAX) {
			continue;
		}
		if (at == from->benefit_count) {
			from->benefits[from->benefit_count++] =
				(struct sg_simulated_benefit){.code = benefit->code,
					.guaranteed = benefit->guaranteed};
		}
		from->benefits[at].times -= benefit->times;
		from->benefits[at].cost_cents -= benefit->cost_cents;
	}
}

static struct sg_liability_line *line_of(
	struct sg_liability *liability, const struct sg_liability_line *like)
{
	for (size_t i = 0; i < liability->count; i++) {
		struct sg_liability_line *line = &liability->lines[i];

		if (sg_id_equal(&line->property, &like->property) &&
			line->month_day == like->month_day) {
			return line;
		}
	}
	return NULL;
}

/* Adds or takes one's lines; those that are new stand last. */
static bool add_lines(
	struct sg_liability *to, const struct sg_liability *liability, int sign)
{
	for (size_t i = 0; i < liability->count; i++) {
		const struct sg_liability_line *line = &liability->lines[i];
		struct sg_liability_line *own = line_of(to, line);

		if (own == NULL) {
			struct sg_liability_line *lines = sg_arena_more(to->arena,
				to->lines, to->count, &to->space, sizeof *lines);

			if (lines == NULL) {
				return false;
			}
			to->lines = lines;
			own = &lines[to->count++];
			*own = (struct sg_liability_line){
				.property = line->property, .month_day = line->month_day};
		}
		own->points += sign * line->points;
	}
	return true;
}

enum sg_status sg_simulation_compare(
	struct sg_comparison *comparison, struct sg_arena *arena, struct sg_error *error)
{
	const struct sg_simulated *const *simulated = comparison->simulated;
	struct sg_simulated *difference = &comparison->difference;

	*difference = *simulated[1];
	difference->liability = (struct sg_liability){.arena = arena};
	sg_points_totals_subtract(&difference->totals, &simulated[0]->totals);
	subtract_benefits(difference, simulated[0]);
	if (!add_lines(&difference->liability, &simulated[1]->liability, 1) ||
		!add_lines(&difference->liability, &simulated[0]->liability, -1)) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	return SG_OK;
}

/* ---- the table ---- */

#define AT(member) offsetof(struct sg_points_totals, member)

struct table {
	const struct sg_comparison *comparison;
	struct sg_buffer *out;
};

static void put_label(const struct table *table, const char *before, const char *label)
{
	char text[64];

	(void)snprintf(text, sizeof text, "%s%s", before, label);
	sg_buffer_format(table->out, "  %-24s", text);
}

static void put_number(
	const struct table *table, int64_t number, int32_t decimals, bool signs)
{
	char text[SG_SIMULATION_NUMBER_SIZE + 1] = "+";
	char *digits = signs && number > 0 ? text + 1 : text;

	(void)sg_simulation_number(number, decimals, digits);
	sg_buffer_format(table->out, " %17s", text);
}

static void put_row(const struct table *table, const char *before, const char *label,
	const int64_t of[2], int32_t decimals)
{
	put_label(table, before, label);
	put_number(table, of[0], decimals, false);
	put_number(table, of[1], decimals, false);
	put_number(table, of[1] - of[0], decimals, true);
	sg_buffer_char(table->out, '\n');
}

/* What the row of sums at that offset has in each. */
static const void *sums_of(const struct table *table, size_t i, size_t offset)
{
	return (const char *)&table->comparison->simulated[i]->totals + offset;
}

static void put_total(const struct table *table, const char *before, const char *label,
	size_t offset, int32_t decimals)
{
	const int64_t *first = sums_of(table, 0, offset);
	const int64_t *second = sums_of(table, 1, offset);

	put_row(table, before, label, (const int64_t[]){*first, *second}, decimals);
}

static void put_named(
	const struct table *table, const char *before, const char *name, size_t offset)
{
	const struct sg_tally *first = sums_of(table, 0, offset);
	const struct sg_tally *second = sums_of(table, 1, offset);

	put_row(table, before, name,
		(const int64_t[]){sg_tally_of(first, name), sg_tally_of(second, name)},
		0);
}

static void put_tally(const struct table *table, const char *before, size_t offset)
{
	const struct sg_tally *all =
		(const void *)((const char *)&table->comparison->difference.totals +
			       offset);

	for (size_t i = 0; i < all->count; i++) {
		put_named(table, before, all->of[i].name, offset);
	}
}

/* From the lowest, as the second programme has them; then those that only the first has. */
static void put_tiers(const struct table *table)
{
	const struct sg_comparison *comparison = table->comparison;
	const struct sg_tier_rules *rules[2];

	for (size_t i = 0; i < 2; i++) {
		const struct sg_programme_version *version = sg_programme_on(
			comparison->programmes[i], comparison->simulated[i]->last_day);

		rules[i] = version != NULL ? &version->tiers : NULL;
	}
	for (size_t i = 2; i-- > 0;) {
		for (size_t k = 0; rules[i] != NULL && k < rules[i]->tier_count; k++) {
			const char *name = rules[i]->tiers[k].name;

			if (i == 1 || rules[1] == NULL ||
				sg_tier_find(rules[1], name) < 0) {
				put_named(table, "", name, AT(tiers));
			}
		}
	}
}

static void put_benefits(const struct table *table)
{
	const struct sg_comparison *comparison = table->comparison;
	const struct sg_simulated *all = &comparison->difference;
	int32_t decimals = comparison->programmes[0]->decimals;
	int64_t costs[2] = {0};

	if (all->benefit_count > 0) {
		sg_buffer_text(
			table->out, "\nBenefits: in so many stays, at so much in all\n");
	}
	for (size_t i = 0; i < all->benefit_count; i++) {
		int64_t times[2] = {0}, cost[2] = {0};

		for (size_t k = 0; k < 2; k++) {
			const struct sg_simulated *one = comparison->simulated[k];
			size_t at = find_benefit(one, all->benefits[i].code);

			times[k] = at < one->benefit_count ? one->benefits[at].times : 0;
			cost[k] = at < one->benefit_count ? one->benefits[at].cost_cents
			                                  : 0;
			costs[k] += cost[k];
		}
		put_row(table, "", all->benefits[i].code, times, 0);
		put_row(table, "  ", "", cost, decimals);
	}
	if (all->benefit_count > 1) {
		put_row(table, "", "all of them", costs, decimals);
	}
}

static void put_month(const struct table *table, int32_t month_day)
{
	char text[SG_DAY_TEXT_SIZE];
	int64_t of[2] = {0};

	for (size_t i = 0; i < 2; i++) {
		for (int hotel = 0; hotel < SG_HOTELS; hotel++) {
			of[i] += sg_simulation_owed(table->comparison->simulated[i],
				(enum sg_hotel_index)hotel, month_day);
		}
	}
	put_row(table, "", sg_simulation_month(month_day, text), of, 0);
}

static void put_months(const struct table *table)
{
	const struct sg_simulated *all = &table->comparison->difference;
	int32_t month_day = SG_NO_DAY;

	sg_buffer_text(
		table->out, "\nOwed on the last day, by the month in which it expires\n");
	while ((month_day = sg_simulation_month_after(all, month_day)) != SG_NO_DAY) {
		put_month(table, month_day);
	}
	put_month(table, SG_NO_DAY);
}

static void put_head(const struct table *table)
{
	const struct sg_comparison *comparison = table->comparison;
	char first[SG_DAY_TEXT_SIZE], last[SG_DAY_TEXT_SIZE];

	sg_day_format(comparison->difference.first_day, first);
	sg_day_format(comparison->difference.last_day, last);
	sg_buffer_format(table->out, "From %s to %s, money in %s\n", first, last,
		comparison->programmes[0]->currency);
	for (size_t i = 0; i < 2; i++) {
		sg_buffer_format(table->out, "  %zu  %s (%s)\n", i + 1,
			comparison->programmes[i]->name, comparison->names[i]);
	}
	sg_buffer_format(
		table->out, "\n  %-24s %17s %17s %17s\n", "", "1", "2", "difference");
}

static const struct {
	enum { HEADING, NUMBER, MONEY, NAMES } kind;
	const char *before, *label;
	size_t offset;
} rows[] = {
	{NUMBER, "", "members", AT(members)},
	{NUMBER, "", "stays that ended", AT(stays)},
	{NUMBER, "  ", "posted", AT(posted)},
	{NUMBER, "  ", "earn nothing", AT(nothing)},
	{NUMBER, "  ", "wait for a person", AT(waiting)},
	{NAMES, "    ", NULL, AT(reasons)},
	{HEADING, NULL, "What qualifies", 0},
	{NUMBER, "", "nights", AT(nights)},
	{NUMBER, "", "stays", AT(counted_stays)},
	{MONEY, "", "spend", AT(spend_cents)},
	{NUMBER, "", "base points", AT(base_points)},
	{HEADING, NULL, "Points", 0},
	{NUMBER, "", "issued", AT(points)},
	{NAMES, "  ", NULL, AT(rules)},
	{NUMBER, "", "expired", AT(expired)},
	{NUMBER, "", "owed", AT(balance)},
	{HEADING, NULL, "Members by tier", 0},
};

void sg_comparison_print(const struct sg_comparison *comparison, struct sg_buffer *out)
{
	const struct table table = {comparison, out};

	put_head(&table);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		switch (rows[i].kind) {
		case HEADING:
			sg_buffer_format(out, "\n%s\n", rows[i].label);
			break;
		case NUMBER:
		case MONEY:
			put_total(&table, rows[i].before, rows[i].label, rows[i].offset,
				rows[i].kind == MONEY
					? comparison->programmes[0]->decimals
					: 0);
			break;
		case NAMES:
			put_tally(&table, rows[i].before, rows[i].offset);
			break;
		}
	}
	put_tiers(&table);
	put_benefits(&table);
	put_months(&table);
}

void sg_comparison_write(const struct sg_comparison *comparison, struct sg_buffer *out)
{
	sg_buffer_text(out, "{\"programmes\":[");
	for (size_t i = 0; i < 2; i++) {
		sg_buffer_text(out, i > 0 ? "," : "");
		sg_simulation_write(
			comparison->programmes[i], comparison->simulated[i], out);
	}
	sg_buffer_text(out, "],\"difference\":{");
	sg_simulation_write_sums(&comparison->difference, out);
	sg_buffer_text(out, "}}");
}
