/* From options to documents, and their answers in words. */
#include "cli/member_say.h"

#include <string.h>

#include "cli/command.h"
#include "cli/member_writing.h"
#include "core/time.h"

enum { POINTS_MAX = 1000000000 };

/* First of all the settings: the writers get no more. */
struct saying {
	struct sg_guest_settings settings;
	const char *by;
	/* ---- a claim ---- */
	const char *claim, *stay, *confirmation, *note;
	int32_t arrival_day, departure_day;
	/* ---- an adjustment ---- */
	int64_t points;
	const char *reason, *second;
};

static const struct saying *saying_of(const struct sg_guest_settings *settings)
{
	return (const struct saying *)(const void *)settings;
}

void sg_member_say_begin(const struct sg_guest_settings *settings, const char *by,
	struct sg_host *host, struct sg_buffer *document)
{
	const struct sg_guest_question *question = &settings->question;
	const struct sg_guest_saying frame = {.type = question->type,
		.property = question->property,
		.role = question->role,
		.by = by};

	sg_guest_saying_begin(host, &frame, document);
	sg_guest_write_keys("guest", question->keys, question->key_count, document);
	sg_guest_add_member("programme", question->programme, document);
}

/* ---- claims ---- */

static void write_claim(const struct sg_guest_settings *settings, struct sg_host *host,
	struct sg_buffer *document)
{
	const struct saying *saying = saying_of(settings);

	sg_member_say_begin(settings, saying->by, host, document);
	sg_guest_add_member("claim", saying->claim, document);
	sg_guest_add_day("arrival", saying->arrival_day, document);
	sg_guest_add_day("departure", saying->departure_day, document);
	sg_guest_add_member("confirmation", saying->confirmation, document);
	sg_guest_add_member("note", saying->note, document);
	if (saying->stay != NULL) {
		sg_buffer_char(document, ',');
		sg_guest_write_keys("stay", &saying->stay, 1, document);
	}
	sg_buffer_text(document, "}}");
}

static void put_state(struct sg_member_writing *writing)
{
	static const struct {
		const char *state;
		enum sg_member_word word;
	} states[] = {{"bound", SG_MEMBER_CLAIM_BOUND}, {"waits", SG_MEMBER_CLAIM_WAITS},
		{"approved", SG_MEMBER_CLAIM_APPROVED}};
	const char *state = sg_member_text(writing->membership, "state");
	const struct sg_value *decided = sg_value_member(writing->membership, "decided");
	struct sg_buffer why = {0};

	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (strcmp(states[i].state, state) == 0) {
			sg_member_word(&writing->line, writing->language, states[i].word,
				NULL, 0);
			sg_member_put_line(writing);
		}
	}
	if (strcmp(state, "rejected") == 0) {
		sg_buffer_format(&why, "%s (%s)", sg_member_text(decided, "reason"),
			sg_member_text(decided, "by"));
		sg_member_put_around(writing, SG_MEMBER_CLAIM_REJECTED, &why, 0);
		sg_member_put_line(writing);
	}
}

void sg_member_print_claim(const struct sg_value *reply, const char *language,
	const struct sg_guest_page *page)
{
	struct sg_member_writing writing = {
		reply, language, page, SG_MEMBER_INDENT, 0, {0}};
	const char *posted = sg_member_text(reply, "posted");
	const char *nothing = sg_member_text(reply, "nothing");
	struct sg_buffer part = {0};

	put_state(&writing);
	if (posted[0] != '\0') {
		sg_member_date(&part, language, posted);
		sg_member_put_around(&writing, SG_MEMBER_CLAIM_POSTED, &part,
			sg_member_number(reply, "points"));
	} else if (nothing[0] != '\0') {
		sg_member_name(&part, nothing);
		sg_member_put_around(&writing, SG_MEMBER_NOTHING_YET, &part, 0);
	}
	sg_member_put_line(&writing);
	sg_buffer_free(&writing.line);
}

static enum sg_status print_claim(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page,
	struct sg_error *error)
{
	(void)settings;
	(void)host;
	(void)error;
	sg_member_print_claim(reply, names->language, page);
	return SG_OK;
}

/* ---- adjustments ---- */

static void write_adjustment(const struct sg_guest_settings *settings,
	struct sg_host *host, struct sg_buffer *document)
{
	const struct saying *saying = saying_of(settings);

	sg_member_say_begin(settings, saying->by, host, document);
	sg_buffer_format(document, ",\"points\":%lld", (long long)saying->points);
	sg_guest_add_member("reason", saying->reason, document);
	sg_guest_add_member("second", saying->second, document);
	sg_buffer_text(document, "}}");
}

static enum sg_status print_adjustment(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page,
	struct sg_error *error)
{
	struct sg_member_writing writing = {
		reply, names->language, page, SG_MEMBER_INDENT, 0, {0}};
	bool before = strcmp(sg_member_text(reply, "outcome"), "repeated") == 0;

	(void)settings;
	(void)host;
	(void)error;
	sg_member_word(&writing.line, names->language,
		before ? SG_MEMBER_ADJUSTED_BEFORE : SG_MEMBER_ADJUSTED_NOW, NULL, 0);
	sg_member_put_line(&writing);
	sg_buffer_free(&writing.line);
	return SG_OK;
}

/* ---- the commands ---- */

int sg_member_say(const struct sg_usage *usage, const struct sg_option *options,
	const char *const *needs, int argc, char **argv, sg_member_check *check,
	struct sg_guest_settings *settings)
{
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(usage, options, argc, argv, positionals);

	if (status == SG_OPTIONS_GO_ON) {
		status = sg_options_need(settings->command, options, needs);
	}
	if (status == SG_OPTIONS_GO_ON && check != NULL) {
		status = check(settings);
	}
	if (status == SG_OPTIONS_GO_ON) {
		status = sg_guest_check(settings, positionals);
	}
	return status == SG_OPTIONS_GO_ON ? sg_guest_run(settings) : status;
}

static int check_claim(const struct sg_guest_settings *settings)
{
	const char *stay = saying_of(settings)->stay;

	return stay != NULL && !sg_guest_key_is_fine(stay)
	               ? sg_guest_wrong(
				 settings, "not a key of the form SYSTEM:ID: ", stay)
	               : SG_OPTIONS_GO_ON;
}

int sg_member_claim(int argc, char **argv)
{
	static const struct sg_usage usage = {.arguments = "[OPTION]… SYSTEM:ID…",
		.text = "Says that a guest misses a stay in his account. The answer is\n"
			"whether it was posted and what it earned, or what becomes of\n"
			"it. The same claim again asks how it stands.",
		.positionals_max = SG_GUEST_KEYS_MAX - 1};
	static const char *const needs[] = {
		"programme", "claim", "arrival", "departure", NULL};
	struct saying saying = {.settings = {.command = argv[0],
					.question = {.type = "stay.claimed/1",
						.role = "front_desk",
						.language = "en"},
					.write = write_claim,
					.print = print_claim},
		.arrival_day = SG_NO_DAY,
		.departure_day = SG_NO_DAY};
	struct sg_guest_settings *settings = &saying.settings;
	struct sg_option options[] = {
		SG_MEMBER_OPTIONS(*settings),
		{"claim", "ID", "your id of the claim", SG_OPTION_TEXT, &saying.claim, 0,
			0},
		{"arrival", "DATE", "the stay's first day", SG_OPTION_DAY,
			&saying.arrival_day, 0, 0},
		{"departure", "DATE", "its last day", SG_OPTION_DAY,
			&saying.departure_day, 0, 0},
		{"stay", "SYSTEM:ID", "a key of the stay, where it is known",
			SG_OPTION_TEXT, &saying.stay, 0, 0},
		{"confirmation", "NUMBER", "of the confirmation or bill that he has",
			SG_OPTION_TEXT, &saying.confirmation, 0, 0},
		{"note", "TEXT", "what he says of it", SG_OPTION_TEXT, &saying.note, 0,
			0},
		{"by", "NAME", "who you are (a new claim needs it): another decides",
			SG_OPTION_TEXT, &saying.by, 0, 0},
		{"role", "ROLE", "front_desk (default), manager", SG_OPTION_TEXT,
			&settings->question.role, 0, 0},
		SG_GUEST_COMMON_OPTIONS(*settings),
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	return sg_member_say(&usage, options, needs, argc, argv, check_claim, settings);
}

int sg_member_adjust(int argc, char **argv)
{
	static const struct sg_usage usage = {.arguments = "[OPTION]… SYSTEM:ID…",
		.text = "Gives a guest points or takes some, as a manager, with a "
			"reason\n"
			"and a second person who agreed. What is taken is there; what\n"
			"is given qualifies for no tier.",
		.positionals_max = SG_GUEST_KEYS_MAX - 1};
	static const char *const needs[] = {
		"programme", "points", "reason", "by", "second", NULL};
	struct saying saying = {.settings = {.command = argv[0],
					.question = {.type = "points.adjusted/1",
						.role = "manager",
						.language = "en"},
					.write = write_adjustment,
					.print = print_adjustment}};
	struct sg_guest_settings *settings = &saying.settings;
	struct sg_option options[] = {
		SG_MEMBER_OPTIONS(*settings),
		{"points", "N", "how many; below zero they are taken", SG_OPTION_NUMBER,
			&saying.points, -POINTS_MAX, POINTS_MAX},
		{"reason", "TEXT", "why; managers read it in the statement",
			SG_OPTION_TEXT, &saying.reason, 0, 0},
		{"by", "NAME", "who you are", SG_OPTION_TEXT, &saying.by, 0, 0},
		{"second", "NAME", "who agreed, somebody else", SG_OPTION_TEXT,
			&saying.second, 0, 0},
		SG_GUEST_COMMON_OPTIONS(*settings),
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	return sg_member_say(&usage, options, needs, argc, argv, NULL, settings);
}
