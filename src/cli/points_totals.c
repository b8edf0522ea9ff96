/* Totals as JSON. */
#include "cli/points_totals.h"

#include <stddef.h>
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

int64_t sg_tally_of(const struct sg_tally *tally, const char *name)
{
	for (size_t i = 0; i < tally->count; i++) {
		if (strcmp(tally->of[i].name, name) == 0) {
			return tally->of[i].number;
		}
	}
	return 0;
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

static const struct {
	const char *name;
	size_t offset;
} members[] = {
	{"members", offsetof(struct sg_points_totals, members)},
	{"stays", offsetof(struct sg_points_totals, stays)},
	{"posted", offsetof(struct sg_points_totals, posted)},
	{"nothing", offsetof(struct sg_points_totals, nothing)},
	{"waiting", offsetof(struct sg_points_totals, waiting)},
	{"nights", offsetof(struct sg_points_totals, nights)},
	{"counted_stays", offsetof(struct sg_points_totals, counted_stays)},
	{"spend_cents", offsetof(struct sg_points_totals, spend_cents)},
	{"base_points", offsetof(struct sg_points_totals, base_points)},
	{"points", offsetof(struct sg_points_totals, points)},
	{"expired", offsetof(struct sg_points_totals, expired)},
	{"balance", offsetof(struct sg_points_totals, balance)},
};

static const int64_t *member_of(const struct sg_points_totals *totals, size_t i)
{
	return (const int64_t *)(const void *)((const char *)totals + members[i].offset);
}

void sg_points_totals_write(
	const struct sg_points_totals *totals, struct sg_buffer *buffer)
{
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		sg_buffer_format(buffer, "%s\"%s\":%lld", i > 0 ? "," : "{",
			members[i].name, (long long)*member_of(totals, i));
	}
	write_tally("reasons", &totals->reasons, buffer);
	write_tally("rules", &totals->rules, buffer);
	write_tally("tiers", &totals->tiers, buffer);
	sg_buffer_char(buffer, '}');
}

static void subtract_tally(struct sg_tally *from, const struct sg_tally *tally)
{
	for (size_t i = 0; i < tally->count; i++) {
		(void)sg_tally_add(from, tally->of[i].name, -tally->of[i].number);
	}
}

void sg_points_totals_subtract(
	struct sg_points_totals *from, const struct sg_points_totals *totals)
{
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		*(int64_t *)(void *)((char *)from + members[i].offset) -=
			*member_of(totals, i);
	}
	subtract_tally(&from->reasons, &totals->reasons);
	subtract_tally(&from->rules, &totals->rules);
	subtract_tally(&from->tiers, &totals->tiers);
}
