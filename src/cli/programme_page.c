/* One paragraph for each part of a version, in the order in which a person asks. */
#include "cli/programme_page.h"

#include <stdlib.h>
#include <string.h>

#include "cli/programme_words.h"
#include "core/time.h"

enum { INDENT = 2, HANG = 24, LABEL = HANG - INDENT };

/* "  label             text", wrapped under the text; takes and empties `text`. */
static void line(
	const struct sg_guest_page *page, const char *label, struct sg_buffer *text)
{
	struct sg_buffer whole = {0};

	sg_buffer_format(&whole, "%-*s", LABEL, label);
	sg_buffer_text(&whole, strlen(label) >= LABEL ? " " : "");
	sg_buffer_text(&whole, text->data);
	if (whole.failed || text->failed) {
		page->out->failed = true;
	} else {
		sg_guest_line(page, INDENT, HANG, whole.data);
	}
	sg_buffer_free(&whole);
	sg_buffer_free(text);
}

static void print_qualifying(
	const struct sg_qualifying *qualifying, const struct sg_guest_page *page)
{
	struct sg_buffer text = {0};

	sg_buffer_text(&text, "stays");
	sg_programme_say_names(&qualifying->rates, "at", &text);
	sg_programme_say_names(&qualifying->channels, "through", &text);
	sg_programme_say_names(&qualifying->room_types, "in", &text);
	if (qualifying->still) {
		sg_buffer_text(&text, "; at others still");
		sg_programme_say_names(&qualifying->still_categories, "of", &text);
	}
	line(page, "Qualifying", &text);
}

static bool all_qualify(const struct sg_qualifying *qualifying)
{
	return qualifying->rates.count == 0 && qualifying->channels.count == 0 &&
	       qualifying->room_types.count == 0;
}

static void print_stays(
	const struct sg_programme_version *version, const struct sg_guest_page *page)
{
	static const char *const bases[] = {"arrival", "departure", "posting"};
	const struct sg_stay_rules *stays = &version->stays;
	struct sg_buffer text = {0};

	sg_buffer_format(&text,
		"posted %d days after departure, by the rules of the day of %s",
		(int)stays->delay_days, bases[version->basis]);
	if (version->properties.count > 0) {
		sg_buffer_text(&text, "; earned");
		sg_programme_say_names(&version->properties, "at", &text);
	}
	sg_buffer_format(&text, "; points for %d room%s at a time, nights for %d",
		(int)stays->rooms_points, stays->rooms_points == 1 ? "" : "s",
		(int)stays->rooms_nights);
	sg_buffer_text(
		&text, stays->rooms_asked ? "; several rooms wait for a person" : "");
	sg_buffer_text(&text, !stays->joined        ? "; back to back: a stay each"
			      : stays->joined_asked ? "; back to back: one stay, after a "
						      "person has looked"
						    : "; back to back: one stay");
	sg_buffer_text(&text, stays->day_use ? "; day use earns" : "");
	sg_buffer_text(&text, stays->no_show ? "; a charged no-show earns" : "");
	if (stays->claim_days > 0) {
		sg_buffer_format(
			&text, "; claimed within %d days", (int)stays->claim_days);
	}
	sg_buffer_text(&text, stays->cancelled ? "; a charged cancellation earns" : "");
	line(page, "Stays", &text);
	if (!all_qualify(&stays->qualifying)) {
		print_qualifying(&stays->qualifying, page);
	}
	if (version->spend.count > 0 || version->spend_net) {
		sg_buffer_text(&text, version->spend_net ? "net" : "gross");
		sg_programme_say_names(&version->spend, "of", &text);
		line(page, "Spend", &text);
	}
}

static void print_rules(const struct sg_programme *programme,
	const struct sg_programme_version *version, const struct sg_guest_page *page)
{
	for (size_t i = 0; i < version->rule_count; i++) {
		struct sg_buffer text = {0};

		sg_programme_say_rule(programme, version, &version->rules[i], &text);
		line(page, version->rules[i].name, &text);
	}
	for (size_t i = 0; i < version->milestone_count; i++) {
		struct sg_buffer text = {0};

		sg_programme_say_milestone(programme, &version->milestones[i], &text);
		line(page, version->milestones[i].name, &text);
	}
}

static void print_tiers(const struct sg_programme *programme,
	const struct sg_programme_version *version, const struct sg_guest_page *page)
{
	const struct sg_tier_rules *rules = &version->tiers;
	struct sg_buffer text = {0};

	sg_programme_say_window(rules, &text);
	line(page, "Tiers", &text);
	for (size_t i = 0; i < rules->tier_count; i++) {
		sg_programme_say_tier(programme, &rules->tiers[i], i == 0, &text);
		line(page, rules->tiers[i].name, &text);
	}
}

static void print_awards(const struct sg_programme *programme,
	const struct sg_programme_version *version, const struct sg_guest_page *page)
{
	for (size_t i = 0; i < version->award_count; i++) {
		struct sg_buffer text = {0};

		sg_programme_say_award(programme, version, &version->awards[i], &text);
		line(page, version->awards[i].code, &text);
	}
}

static void print_transfers(
	const struct sg_programme_version *version, const struct sg_guest_page *page)
{
	struct sg_buffer pool = {0};
	static const char *const labels[SG_TRANSFER_KINDS] = {"Transfers", "Gifts"};

	for (size_t i = 0; i < SG_TRANSFER_KINDS; i++) {
		struct sg_buffer text = {0};

		if (version->transfers[i].allowed) {
			sg_programme_say_transfer(version, &version->transfers[i], &text);
			line(page, labels[i], &text);
		}
	}
	if (version->pool_max > 0) {
		sg_buffer_format(&pool, "up to %d members redeem together",
			(int)version->pool_max);
		line(page, "Pools", &pool);
	}
}

static void print_expiry(
	const struct sg_programme_version *version, const struct sg_guest_page *page)
{
	struct sg_buffer text = {0};

	if (version->expiry_count == 0) {
		sg_buffer_text(&text, "never");
		line(page, "Points expire", &text);
	}
	for (size_t i = 0; i < version->expiry_count; i++) {
		sg_programme_say_expiry(version, &version->expiry[i], i > 0, &text);
		line(page, i == 0 ? "Points expire" : "", &text);
	}
}

static void print_benefits(const struct sg_benefits *benefits,
	const struct sg_programme_levels *levels, const struct sg_catalog *catalog,
	const struct sg_guest_page *page)
{
	for (size_t i = 0; i < benefits->count; i++) {
		struct sg_buffer text = {0};

		sg_programme_say_benefit(levels, &benefits->list[i], catalog, &text);
		line(page, benefits->list[i].code, &text);
	}
}

static struct sg_programme_levels levels_of(
	const struct sg_programme *programme, const struct sg_programme_version *version)
{
	struct sg_programme_levels levels = {.count = programme->level_count};

	if (version != NULL) {
		levels.count = version->tiers.tier_count;
	}
	for (size_t i = 0; i < levels.count; i++) {
		levels.names[i] = version != NULL ? version->tiers.tiers[i].name
		                                  : programme->levels[i];
	}
	return levels;
}

static void print_external(
	const struct sg_programme *programme, const struct sg_guest_page *page)
{
	struct sg_buffer text = {0};

	sg_buffer_text(&text, "mirrored from elsewhere: level and number only; ");
	for (size_t i = 0; i < programme->level_count; i++) {
		sg_buffer_format(&text, "%s%s", i > 0 ? ", " : "", programme->levels[i]);
	}
	line(page, "Levels", &text);
}

void sg_programme_print(const struct sg_programme *programme,
	const struct sg_catalog *catalog, const struct sg_guest_page *page)
{
	struct sg_programme_levels levels = levels_of(programme, NULL);
	struct sg_buffer title = {0};

	sg_buffer_format(&title, "%s (%s%s%s)", programme->name, programme->code,
		programme->external ? "" : ", ", programme->currency);
	if (!title.failed) {
		sg_guest_line(page, 0, 0, title.data);
	}
	page->out->failed |= title.failed;
	if (programme->external) {
		print_external(programme, page);
		print_benefits(&programme->benefits, &levels, catalog, page);
	}
	for (size_t i = 0; i < programme->version_count; i++) {
		char day[SG_DAY_TEXT_SIZE];

		sg_day_format(programme->versions[i].from_day, day);
		sg_buffer_reset(&title);
		sg_buffer_format(&title, "From %s", day);
		sg_guest_heading(page, title.failed ? "" : title.data);
		print_stays(&programme->versions[i], page);
		print_rules(programme, &programme->versions[i], page);
		print_tiers(programme, &programme->versions[i], page);
		print_awards(programme, &programme->versions[i], page);
		print_transfers(&programme->versions[i], page);
		print_expiry(&programme->versions[i], page);
		levels = levels_of(programme, &programme->versions[i]);
		print_benefits(&programme->versions[i].benefits, &levels, catalog, page);
	}
	sg_buffer_free(&title);
}
