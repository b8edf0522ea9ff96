/* `stammgast member`: where a guest stands in the loyalty programmes he is a member of, what is
 * missing, and what he earned and spent. */
#include <stdlib.h>
#include <string.h>

#include "cli/guest_command.h"
#include "cli/member_page.h"
#include "cli/member_say.h"
#include "cli/member_words.h"
#include "cli/options.h"
#include "cli/subcommand.h"

static enum sg_status print_none(const char *language, const struct sg_guest_page *page)
{
	struct sg_buffer line = {0};

	sg_member_word(&line, language, SG_MEMBER_NONE, NULL, 0);
	page->out->failed |= line.failed || line.data == NULL;
	sg_guest_line(page, 0, 0, line.data != NULL ? line.data : "");
	sg_buffer_free(&line);
	return SG_OK;
}

static enum sg_status print_each(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page,
	struct sg_error *error)
{
	const struct sg_value *memberships = sg_value_member(reply, "memberships");

	(void)host;
	(void)error;
	if (sg_value_count(memberships) == 0) {
		return print_none(names->language, page);
	}
	for (size_t i = 0; i < sg_value_count(memberships); i++) {
		settings->print_one(sg_value_at(memberships, i), names->language, page);
	}
	return SG_OK;
}

/* ---- the whole statement ---- */

struct pages {
	struct sg_value **replies; /* the latest first */
	size_t count;
};

static enum sg_status add_page(
	struct pages *pages, struct sg_value *reply, struct sg_error *error)
{
	struct sg_value **larger =
		realloc(pages->replies, (pages->count + 1) * sizeof *larger);

	if (larger == NULL) {
		sg_value_free(reply);
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	pages->replies = larger;
	pages->replies[pages->count++] = reply;
	return SG_OK;
}

/* The number of the oldest line of a page that has older ones before it; 0 = there are none. */
static int64_t oldest_of(const struct sg_value *membership)
{
	const struct sg_value *lines = sg_value_member(membership, "lines");
	size_t count = sg_value_count(lines);

	if (count == 0 || !sg_value_is_true(sg_value_member(membership, "more"))) {
		return 0;
	}
	return sg_value_integer(
		sg_value_member(sg_value_at(lines, count - 1), "number"), 0);
}

static enum sg_status gather(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *membership, struct sg_error *error,
	struct pages *pages)
{
	const char *account = sg_value_text(sg_value_member(membership, "account"), "");
	struct sg_guest_question question = settings->question;
	enum sg_status status = SG_OK;

	question.programme =
		sg_value_text(sg_value_member(membership, "programme"), NULL);
	question.before = oldest_of(membership);
	while (question.before > 0 && status == SG_OK) {
		struct sg_value *reply = NULL;

		status = sg_guest_ask(host, &question, error, &reply);
		if (status == SG_OK) {
			status = add_page(pages, reply, error);
		}
		question.before =
			status == SG_OK ? oldest_of(sg_member_find(reply, account)) : 0;
	}
	return status;
}

static enum sg_status print_statement(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page,
	struct sg_error *error)
{
	const struct sg_value *memberships = sg_value_member(reply, "memberships");
	enum sg_status status = SG_OK;

	if (sg_value_count(memberships) == 0) {
		return print_none(names->language, page);
	}
	for (size_t i = 0; i < sg_value_count(memberships) && status == SG_OK; i++) {
		const struct sg_value *membership = sg_value_at(memberships, i);
		struct pages pages = {.count = 0};

		status = gather(settings, host, membership, error, &pages);
		if (status == SG_OK) {
			sg_member_print_statement(membership,
				(const struct sg_value *const *)pages.replies,
				pages.count, names->language, page);
		}
		for (size_t k = 0; k < pages.count; k++) {
			sg_value_free(pages.replies[k]);
		}
		free(pages.replies);
	}
	return status;
}

/* ---- the commands ---- */

#define QUESTION                                                                         \
	{                                                                                \
		.type = "loyalty.statement/1", .role = "manager", .language = "en"       \
	}

/* What is shown of the same answer. */
static const struct view {
	const char *text;
	struct sg_guest_settings settings;
} views[] = {
	{"Prints a guest's tier in each of his programmes, since when and\n"
	 "until when, his points, what is missing for the next tier and\n"
	 "for keeping this one, and the tiers that he was given.",
		{.command = "member show",
			.question = QUESTION,
			.print = print_each,
			.print_one = sg_member_print_standing}},
	{"Prints a guest's points line by line, the oldest first: when,\n"
	 "how many, the balance after it, and what they are for.\n"
	 "--json is the latest lines as the module gave them.",
		{.command = "member statement",
			.question = QUESTION,
			.print = print_statement}},
	{"Prints in sentences what leads a guest to the next tier and what\n"
	 "keeps him in this one, until when, and what counts so far.",
		{.command = "member project",
			.question = QUESTION,
			.print = print_each,
			.print_one = sg_member_print_projection}},
};

static const struct view *view_of(const char *command)
{
	const struct view *view = views;

	while (strcmp(view->settings.command, command) != 0) {
		view++;
	}
	return view;
}

static int show(int argc, char **argv)
{
	const struct view *view = view_of(argv[0]);
	const struct sg_usage usage = {.arguments = "[OPTION]… SYSTEM:ID…",
		.text = view->text,
		.positionals_max = SG_GUEST_KEYS_MAX - 1};
	struct sg_guest_settings settings = view->settings;
	struct sg_option options[] = {
		{"id", "SYSTEM:ID", "a key of the guest", SG_OPTION_TEXT, &settings.key,
			0, 0},
		{"programme", "CODE", "only this one (default all of the guest's)",
			SG_OPTION_TEXT, &settings.question.programme, 0, 0},
		{"role", "ROLE", "manager (default), front_desk, data_protection",
			SG_OPTION_TEXT, &settings.question.role, 0, 0},
		SG_GUEST_COMMON_OPTIONS(settings),
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	status = status == SG_OPTIONS_GO_ON ? sg_guest_check(&settings, positionals)
	                                    : status;
	return status == SG_OPTIONS_GO_ON ? sg_guest_run(&settings) : status;
}

int sg_command_member(int argc, char **argv)
{
	static const struct sg_subcommand rows[] = {
		{"show", "member show", "where a guest stands, and what is missing",
			show},
		{"statement", "member statement",
			"what he earned and spent, line by line", show},
		{"project", "member project",
			"the ways to the next tier, and to keep this one", show},
		{"claim", "member claim", "he misses a stay", sg_member_claim},
		{"decide", "member decide", "a manager's word on such a claim",
			sg_member_decide},
		{"adjust", "member adjust", "points are given or taken, with a reason",
			sg_member_adjust},
		{"grant", "member grant", "he is given a tier, or a challenge for one",
			sg_member_grant},
		{"revoke", "member revoke", "such a tier is taken back",
			sg_member_revoke},
	};
	static const struct sg_subcommands commands = {
		"member", "COMMAND [OPTION]…", rows, sizeof rows / sizeof rows[0]};

	return sg_subcommands_run(&commands, argc, argv);
}
