/* A tier that a manager gives or takes back, from options to the document and its answer in
 * words. */
#include <string.h>

#include "cli/member_say.h"
#include "cli/member_writing.h"
#include "core/time.h"

#define NEED_MAX INT64_C(1000000000000)

enum { NEEDS = 4 };

static const char *const need_names[NEEDS] = {"nights", "stays", "spend", "points"};

/* First of all the settings: the writers get no more. */
struct granting {
	struct sg_guest_settings settings;
	const char *grant, *reason, *by, *second;
	/* ---- of what is given ---- */
	const char *tier, *evidence;
	int32_t from_day, until_day, kept_day;
	int64_t needs[NEEDS]; /* as need_names; 0 = nothing */
	bool for_good;
};

static const struct granting *granting_of(const struct sg_guest_settings *settings)
{
	return (const struct granting *)(const void *)settings;
}

/* Whether something is asked for. */
static bool is_challenge(const struct granting *granting)
{
	for (size_t i = 0; i < NEEDS; i++) {
		if (granting->needs[i] > 0) {
			return true;
		}
	}
	return false;
}

/* ---- the documents ---- */

static void begin(const struct granting *granting, const char *state,
	struct sg_host *host, struct sg_buffer *document)
{
	sg_member_say_begin(&granting->settings, granting->by, host, document);
	sg_guest_add_member("grant", granting->grant, document);
	sg_guest_add_member("state", state, document);
	sg_guest_add_member("reason", granting->reason, document);
	sg_guest_add_member("second", granting->second, document);
}

static void write_needs(const struct granting *granting, struct sg_buffer *document)
{
	const char *before = ",\"needs\":{";

	for (size_t i = 0; i < NEEDS; i++) {
		if (granting->needs[i] > 0) {
			sg_buffer_format(document, "%s\"%s\":%lld", before, need_names[i],
				(long long)granting->needs[i]);
			before = ",";
		}
	}
	sg_buffer_char(document, '}');
}

static void write_grant(const struct sg_guest_settings *settings, struct sg_host *host,
	struct sg_buffer *document)
{
	const struct granting *granting = granting_of(settings);

	begin(granting, "granted", host, document);
	sg_guest_add_member("tier", granting->tier, document);
	sg_guest_add_member("evidence", granting->evidence, document);
	sg_guest_add_day("from", granting->from_day, document);
	sg_guest_add_day("until", granting->until_day, document);
	if (is_challenge(granting)) {
		sg_guest_add_member("kind", "challenge", document);
		write_needs(granting, document);
		sg_guest_add_day("kept_until", granting->kept_day, document);
	}
	sg_buffer_text(document, "}}");
}

static void write_revocation(const struct sg_guest_settings *settings,
	struct sg_host *host, struct sg_buffer *document)
{
	begin(granting_of(settings), "revoked", host, document);
	sg_buffer_text(document, "}}");
}

/* ---- the answers ---- */

/* "He has Gold until 30 Jun 2027.": what it comes to. */
static void put_tier(struct sg_member_writing *writing)
{
	const struct sg_value *reply = writing->membership;
	const char *until = sg_member_text(reply, "until");
	struct sg_buffer tier = {0}, date = {0};

	sg_member_name(&tier, sg_member_text(reply, "tier"));
	if (tier.len == 0) {
		return;
	}
	sg_buffer_char(&tier, ' ');
	sg_member_date(&date, writing->language, until);
	sg_member_word(&tier, writing->language,
		until[0] != '\0' ? SG_MEMBER_TIER_UNTIL : SG_MEMBER_TIER_FOR_GOOD,
		date.data != NULL ? date.data : "", 0);
	tier.failed |= date.failed;
	sg_buffer_free(&date);
	sg_member_put_around(writing, SG_MEMBER_HAS_TIER, &tier, 0);
	sg_member_put_line(writing);
}

/* A tier is said where one is given. */
static enum sg_status print_answer(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page,
	struct sg_error *error)
{
	struct sg_member_writing writing = {
		reply, names->language, page, SG_MEMBER_INDENT, 0, {0}};
	const char *outcome = sg_member_text(reply, "outcome");
	bool given = granting_of(settings)->tier != NULL;
	enum sg_member_word word = given ? SG_MEMBER_GRANTED_NOW : SG_MEMBER_REVOKED_NOW;

	(void)host;
	(void)error;
	if (strcmp(outcome, "repeated") == 0) {
		word = given ? SG_MEMBER_GRANTED_BEFORE : SG_MEMBER_REVOKED_BEFORE;
	} else if (strcmp(outcome, "older") == 0) {
		word = SG_MEMBER_GRANT_LATER;
	}
	sg_member_word(&writing.line, names->language, word, NULL, 0);
	sg_member_put_line(&writing);
	put_tier(&writing);
	sg_buffer_free(&writing.line);
	return SG_OK;
}

/* ---- the commands ---- */

/* Nobody has a tier for good because a day was forgotten. */
static int check_days(const struct sg_guest_settings *settings)
{
	const struct granting *granting = granting_of(settings);
	bool until = granting->until_day != SG_NO_DAY;
	bool kept = granting->kept_day != SG_NO_DAY;

	if (is_challenge(granting)) {
		return !until ? sg_guest_wrong(settings, "--until is missing", "")
		       : kept == granting->for_good
		               ? sg_guest_wrong(settings,
					 "either --kept-until or --for-good", "")
		               : SG_OPTIONS_GO_ON;
	}
	if (kept) {
		return sg_guest_wrong(settings,
			"--kept-until goes with --nights, --stays, --spend or --points",
			"");
	}
	return until == granting->for_good
	               ? sg_guest_wrong(settings, "either --until or --for-good", "")
	               : SG_OPTIONS_GO_ON;
}

#define SETTINGS(name, writer)                                                           \
	{                                                                                \
		.command = (name),                                                       \
		.question = {.type = "tier.granted/1",                                   \
			.role = "manager",                                               \
			.language = "en"},                                               \
		.write = (writer), .print = print_answer                                 \
	}

/* The rows that both tables end with. */
#define PERSONS(granting)                                                                \
	{"reason", "TEXT", "why; managers read it in the statement", SG_OPTION_TEXT,     \
		&(granting).reason, 0, 0},                                               \
		{"by", "NAME", "who you are", SG_OPTION_TEXT, &(granting).by, 0, 0},     \
		{"second", "NAME", "who agreed, somebody else", SG_OPTION_TEXT,          \
			&(granting).second, 0, 0},                                       \
		SG_GUEST_COMMON_OPTIONS((granting).settings),                            \
	{                                                                                \
		NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0                             \
	}

#define NEED(name, help, which)                                                          \
	{                                                                                \
		name, "N", help, SG_OPTION_NUMBER, &granting.needs[which], 1, NEED_MAX   \
	}

int sg_member_grant(int argc, char **argv)
{
	static const struct sg_usage usage = {.arguments = "[OPTION]… SYSTEM:ID…",
		.text = "Gives a guest a tier, as a manager, with a reason and a second\n"
			"person who agreed: as a match of what he is elsewhere, until "
			"its\n"
			"day; or, where nights, stays, spend or points are asked for, as "
			"a\n"
			"challenge, which he keeps if he reaches all of them by that "
			"day.\n"
			"The same ID again puts it right.",
		.positionals_max = SG_GUEST_KEYS_MAX - 1};
	static const char *const needs[] = {
		"programme", "grant", "tier", "reason", "by", "second", NULL};
	struct granting granting = {.settings = SETTINGS(argv[0], write_grant),
		.from_day = SG_NO_DAY,
		.until_day = SG_NO_DAY,
		.kept_day = SG_NO_DAY};
	const struct sg_option options[] = {
		SG_MEMBER_OPTIONS(granting.settings),
		{"grant", "ID", "your id of it", SG_OPTION_TEXT, &granting.grant, 0, 0},
		{"tier", "TIER", "which, as the programme calls it", SG_OPTION_TEXT,
			&granting.tier, 0, 0},
		{"from", "DATE", "the first day (default today)", SG_OPTION_DAY,
			&granting.from_day, 0, 0},
		{"until", "DATE", "the last day", SG_OPTION_DAY, &granting.until_day, 0,
			0},
		NEED("nights", "that a challenge asks for", 0),
		NEED("stays", "likewise", 1),
		NEED("spend", "likewise, in the currency's smallest unit", 2),
		NEED("points", "likewise, those that qualify", 3),
		{"kept-until", "DATE", "the last day of a challenge that is met",
			SG_OPTION_DAY, &granting.kept_day, 0, 0},
		{"for-good", NULL, "a match, or a challenge that is met, has no last day",
			SG_OPTION_FLAG, &granting.for_good, 0, 0},
		{"evidence", "TEXT", "what he showed of the other programme",
			SG_OPTION_TEXT, &granting.evidence, 0, 0},
		PERSONS(granting),
	};

	return sg_member_say(
		&usage, options, needs, argc, argv, check_days, &granting.settings);
}

int sg_member_revoke(int argc, char **argv)
{
	static const struct sg_usage usage = {.arguments = "[OPTION]… SYSTEM:ID…",
		.text = "Takes a tier back, from today on, that a guest was given, as a\n"
			"manager, with a reason and a second person who agreed. What he\n"
			"reached by staying he has. `member show` says the ID.",
		.positionals_max = SG_GUEST_KEYS_MAX - 1};
	static const char *const needs[] = {
		"programme", "grant", "reason", "by", "second", NULL};
	struct granting granting = {.settings = SETTINGS(argv[0], write_revocation)};
	const struct sg_option options[] = {
		SG_MEMBER_OPTIONS(granting.settings),
		{"grant", "ID", "the id that it was given under", SG_OPTION_TEXT,
			&granting.grant, 0, 0},
		PERSONS(granting),
	};

	return sg_member_say(
		&usage, options, needs, argc, argv, NULL, &granting.settings);
}
