/* Numbers in columns, with commas. */
#include "cli/simulation_page.h"

#include <stdio.h>
#include <string.h>

#include "cli/hotel.h"
#include "core/time.h"
#include "document/json.h"

const char *sg_simulation_number(
	int64_t number, int32_t decimals, char text[SG_SIMULATION_NUMBER_SIZE])
{
	char digits[32];
	int len = snprintf(digits, sizeof digits, "%0*llu", (int)decimals + 1,
		number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number);
	int whole = len - (int)decimals;
	char *at = text;

	if (number < 0) {
		*at++ = '-';
	}
	for (int i = 0; i < len; i++) {
		if (i == whole) {
			*at++ = '.';
		} else if (i > 0 && i < whole && (whole - i) % 3 == 0) {
			*at++ = ',';
		}
		*at++ = digits[i];
	}
	*at = '\0';
	return text;
}

static void line(struct sg_buffer *out, const char *label, int64_t number)
{
	char text[SG_SIMULATION_NUMBER_SIZE];

	sg_buffer_format(
		out, "  %-24s %16s\n", label, sg_simulation_number(number, 0, text));
}

static void money(struct sg_buffer *out, const struct sg_programme *programme,
	const char *label, int64_t amount)
{
	char text[SG_SIMULATION_NUMBER_SIZE];
	int width = 16 + (programme->decimals > 0 ? 1 + (int)programme->decimals : 0);

	sg_buffer_format(out, "  %-24s %*s %s\n", label, width,
		sg_simulation_number(amount, programme->decimals, text),
		programme->currency);
}

static void tally(struct sg_buffer *out, const struct sg_tally *tally, const char *before)
{
	for (size_t i = 0; i < tally->count; i++) {
		char label[SG_TALLY_NAME_SIZE + 8];

		(void)snprintf(label, sizeof label, "%s%s", before, tally->of[i].name);
		line(out, label, tally->of[i].number);
	}
}

/* From the lowest: the order of the programme, not of the names. */
static void print_tiers(struct sg_buffer *out, const struct sg_programme *programme,
	const struct sg_simulated *simulated)
{
	const struct sg_programme_version *version =
		sg_programme_on(programme, simulated->last_day);
	const struct sg_tally *tiers = &simulated->totals.tiers;

	for (size_t i = 0; version != NULL && i < version->tiers.tier_count; i++) {
		for (size_t k = 0; k < tiers->count; k++) {
			const char *name = version->tiers.tiers[i].name;

			if (strcmp(tiers->of[k].name, name) == 0) {
				line(out, name, tiers->of[k].number);
			}
		}
	}
}

static const struct sg_liability_line *owed_by(const struct sg_simulated *simulated,
	enum sg_hotel_index hotel, int32_t month_day)
{
	const struct sg_id property = sg_simulated_hotel(hotel);

	for (size_t i = 0; i < simulated->liability.count; i++) {
		const struct sg_liability_line *line = &simulated->liability.lines[i];

		if (sg_id_equal(&line->property, &property) &&
			line->month_day == month_day) {
			return line;
		}
	}
	return NULL;
}

int64_t sg_simulation_owed(const struct sg_simulated *simulated,
	enum sg_hotel_index hotel, int32_t month_day)
{
	const struct sg_liability_line *line = owed_by(simulated, hotel, month_day);

	return line != NULL ? line->points : 0;
}

const char *sg_simulation_month(int32_t month_day, char text[SG_DAY_TEXT_SIZE])
{
	if (month_day == SG_NO_DAY) {
		return "never";
	}
	sg_day_format(month_day, text);
	text[strlen("2017-09")] = '\0';
	return text;
}

static void print_month(
	struct sg_buffer *out, const struct sg_simulated *simulated, int32_t month_day)
{
	char text[SG_DAY_TEXT_SIZE], number[SG_SIMULATION_NUMBER_SIZE];

	sg_buffer_format(out, "  %-24s", sg_simulation_month(month_day, text));
	for (size_t i = 0; i < SG_HOTELS; i++) {
		sg_buffer_format(out, " %16s",
			sg_simulation_number(sg_simulation_owed(simulated,
						     (enum sg_hotel_index)i, month_day),
				0, number));
	}
	sg_buffer_char(out, '\n');
}

int32_t sg_simulation_month_after(const struct sg_simulated *simulated, int32_t month_day)
{
	int32_t next = SG_NO_DAY;

	for (size_t i = 0; i < simulated->liability.count; i++) {
		int32_t day = simulated->liability.lines[i].month_day;

		if (day != SG_NO_DAY && day > month_day &&
			(next == SG_NO_DAY || day < next)) {
			next = day;
		}
	}
	return next;
}

static void print_liability(struct sg_buffer *out, const struct sg_simulated *simulated)
{
	int32_t month_day = SG_NO_DAY;

	sg_buffer_format(out,
		"\nOwed on the last day, by the month in which it expires\n"
		"  %-24s",
		"");
	for (size_t i = 0; i < SG_HOTELS; i++) {
		sg_buffer_format(out, " %16s", sg_hotels[i].code);
	}
	sg_buffer_char(out, '\n');
	while ((month_day = sg_simulation_month_after(simulated, month_day)) !=
		SG_NO_DAY) {
		print_month(out, simulated, month_day);
	}
	print_month(out, simulated, SG_NO_DAY);
}

static void print_benefits(struct sg_buffer *out, const struct sg_programme *programme,
	const struct sg_simulated *simulated)
{
	if (simulated->benefit_count > 0) {
		sg_buffer_text(out, "\nBenefits: in so many stays, at so much in all\n");
	}
	for (size_t i = 0; i < simulated->benefit_count; i++) {
		const struct sg_simulated_benefit *benefit = &simulated->benefits[i];
		char label[64];

		(void)snprintf(label, sizeof label, "%s%s", benefit->code,
			benefit->guaranteed ? "" : ", if there is");
		line(out, label, benefit->times);
		money(out, programme, "", benefit->cost_cents);
	}
}

void sg_simulation_print(const struct sg_programme *programme,
	const struct sg_simulated *simulated, struct sg_buffer *out)
{
	const struct sg_points_totals *totals = &simulated->totals;
	char first[SG_DAY_TEXT_SIZE], last[SG_DAY_TEXT_SIZE];

	sg_day_format(simulated->first_day, first);
	sg_day_format(simulated->last_day, last);
	sg_buffer_format(out, "%s, from %s to %s\n\n", programme->name, first, last);
	line(out, "members", totals->members);
	line(out, "stays that ended", totals->stays);
	line(out, "  posted", totals->posted);
	line(out, "  earn nothing", totals->nothing);
	line(out, "  wait for a person", totals->waiting);
	tally(out, &totals->reasons, "    ");
	sg_buffer_text(out, "\nWhat qualifies\n");
	line(out, "nights", totals->nights);
	line(out, "stays", totals->counted_stays);
	money(out, programme, "spend", totals->spend_cents);
	line(out, "base points", totals->base_points);
	sg_buffer_text(out, "\nPoints\n");
	line(out, "issued", totals->points);
	tally(out, &totals->rules, "  ");
	line(out, "expired", totals->expired);
	line(out, "owed", totals->balance);
	sg_buffer_text(out, "\nMembers by tier\n");
	print_tiers(out, programme, simulated);
	print_benefits(out, programme, simulated);
	print_liability(out, simulated);
}

static void write_month(const struct sg_simulated *simulated, enum sg_hotel_index hotel,
	int32_t month_day, struct sg_buffer *out, const char **between)
{
	const struct sg_liability_line *line = owed_by(simulated, hotel, month_day);
	char text[SG_DAY_TEXT_SIZE];

	if (line != NULL) {
		sg_buffer_format(out, "%s\"%s\":%lld", *between,
			sg_simulation_month(month_day, text), (long long)line->points);
		*between = ",";
	}
}

static void write_hotel(const struct sg_simulated *simulated, enum sg_hotel_index hotel,
	struct sg_buffer *out)
{
	int32_t month_day = SG_NO_DAY;
	const char *between = "";

	sg_buffer_format(out, "\"%s\":{", sg_hotels[hotel].code);
	while ((month_day = sg_simulation_month_after(simulated, month_day)) !=
		SG_NO_DAY) {
		write_month(simulated, hotel, month_day, out, &between);
	}
	write_month(simulated, hotel, SG_NO_DAY, out, &between);
	sg_buffer_char(out, '}');
}

void sg_simulation_write_sums(const struct sg_simulated *simulated, struct sg_buffer *out)
{
	sg_buffer_text(out, "\"totals\":");
	sg_points_totals_write(&simulated->totals, out);
	sg_buffer_text(out, ",\"liability\":{");
	for (size_t i = 0; i < SG_HOTELS; i++) {
		sg_buffer_text(out, i > 0 ? "," : "");
		write_hotel(simulated, (enum sg_hotel_index)i, out);
	}
	sg_buffer_text(out, "},\"benefits\":{");
	for (size_t i = 0; i < simulated->benefit_count; i++) {
		const struct sg_simulated_benefit *benefit = &simulated->benefits[i];

		sg_buffer_text(out, i > 0 ? "," : "");
		sg_json_write_text(out, benefit->code);
		sg_buffer_format(out,
			":{\"guaranteed\":%s,\"times\":%lld,\"cost_cents\":%lld}",
			benefit->guaranteed ? "true" : "false", (long long)benefit->times,
			(long long)benefit->cost_cents);
	}
	sg_buffer_char(out, '}');
}

void sg_simulation_write(const struct sg_programme *programme,
	const struct sg_simulated *simulated, struct sg_buffer *out)
{
	char first[SG_DAY_TEXT_SIZE], last[SG_DAY_TEXT_SIZE];

	sg_day_format(simulated->first_day, first);
	sg_day_format(simulated->last_day, last);
	sg_buffer_text(out, "{\"programme\":");
	sg_json_write_text(out, programme->code);
	sg_buffer_format(out, ",\"from\":\"%s\",\"until\":\"%s\",", first, last);
	sg_simulation_write_sums(simulated, out);
	sg_buffer_char(out, '}');
}
