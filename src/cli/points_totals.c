/* Totals as JSON. */
#include "cli/points_totals.h"

#include <stdio.h>
#include <string.h>

#include "document/json.h"

bool sg_tally_add(struct sg_tally *tally, const char *name, int64_t number)
{
	size_t at = 0;

	while (at < tally->count && strcmp(tally->of[at].name, name) < 0) {
		at++;
	}
	if (at == tally->count || strcmp(tally->of[at].name, name) != 0) {
		if (tally->count == SG_TALLIES_MAX) {
			return false;
		}
		memmove(&tally->of[at + 1], &tally->of[at],
			(tally->count - at) * sizeof tally->of[0]);
		tally->count++;
		tally->of[at].number = 0;
		(void)snprintf(tally->of[at].name, sizeof tally->of[at].name, "%s", name);
	}
	tally->of[at].number += number;
	return true;
}

bool sg_points_totals_are_whole(const struct sg_points_totals *totals)
{
	return totals->posted + totals->nothing + totals->waiting == totals->stays;
}

static void write_tally(
	const char *name, const struct sg_tally *tally, struct sg_buffer *buffer)
{
	sg_buffer_format(buffer, ",\"%s\":{", name);
	for (size_t i = 0; i < tally->count; i++) {
		sg_buffer_text(buffer, i > 0 ? "," : "");
		sg_json_write_text(buffer, tally->of[i].name);
		sg_buffer_format(buffer, ":%lld", (long long)tally->of[i].number);
	}
	sg_buffer_char(buffer, '}');
}

void sg_points_totals_write(
	const struct sg_points_totals *totals, struct sg_buffer *buffer)
{
	const struct {
		const char *name;
		int64_t number;
	} members[] = {
		{"members", totals->members},
		{"stays", totals->stays},
		{"posted", totals->posted},
		{"nothing", totals->nothing},
		{"waiting", totals->waiting},
		{"nights", totals->nights},
		{"counted_stays", totals->counted_stays},
		{"spend_cents", totals->spend_cents},
		{"base_points", totals->base_points},
		{"points", totals->points},
		{"expired", totals->expired},
		{"balance", totals->balance},
	};

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		sg_buffer_format(buffer, "%s\"%s\":%lld", i > 0 ? "," : "{",
			members[i].name, (long long)members[i].number);
	}
	write_tally("reasons", &totals->reasons, buffer);
	write_tally("rules", &totals->rules, buffer);
	write_tally("tiers", &totals->tiers, buffer);
	sg_buffer_char(buffer, '}');
}
