/* `stammgast guest`: what is known of a guest, who is the same, and why a stay's list is as it
 * is. */

#include "cli/command.h"
#include "cli/guest_card.h"
#include "cli/guest_command.h"
#include "cli/guest_pair.h"
#include "cli/guest_why.h"
#include "cli/options.h"
#include "cli/subcommand.h"

static enum sg_status print_card(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page,
	struct sg_error *error)
{
	const char *property = settings->question.property;
	const struct sg_guest_asked asked = {.key = settings->question.keys[0],
		.property = property != settings->property ? property : NULL,
		.config = settings->host.config,
		.data = settings->host.data,
		.module = settings->host.module};

	(void)error;
	sg_guest_card_print(reply, &asked, names, sg_guest_today(host, property), page);
	return SG_OK;
}

static enum sg_status print_why(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page,
	struct sg_error *error)
{
	(void)settings;
	(void)host;
	(void)error;
	sg_guest_why_print(reply, names, page);
	return SG_OK;
}

/* ---- the commands ---- */

static int card(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… SYSTEM:ID…",
		.text = "Prints a guest's card as the manager sees it: needs first, "
			"then\n"
			"wishes and usuals with their short history (light: before the\n"
			"change, dark: since), what to ask, what not to do, and what "
			"was\n"
			"said before. --role shows what others see of it.",
		.positionals_max = SG_GUEST_KEYS_MAX - 1,
	};
	struct sg_guest_settings settings = {.command = argv[0],
		.question = {.type = "guest.card/1", .role = "manager", .language = "en"},
		.print = print_card};
	struct sg_option options[] = {
		{"id", "SYSTEM:ID", "a key of the guest", SG_OPTION_TEXT, &settings.key,
			0, 0},
		{"role", "ROLE",
			"manager (default), front_desk, attendant, data_protection",
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

static int why(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… SYSTEM:ID…",
		.text = "Prints a stay's list as its manager sees it: each item with "
			"the\n"
			"facts behind it, what was left out and why, and the question\n"
			"that the desk asks with its evidence.",
		.positionals_max = SG_GUEST_KEYS_MAX - 1,
	};
	struct sg_guest_settings settings = {.command = argv[0],
		.question = {.type = "stay.checklist/1",
			.role = "manager",
			.language = "en"},
		.print = print_why};
	struct sg_option options[] = {
		{"stay", "SYSTEM:ID", "a key of the stay", SG_OPTION_TEXT, &settings.key,
			0, 0},
		SG_GUEST_COMMON_OPTIONS(settings),
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	status = status == SG_OPTIONS_GO_ON ? sg_guest_check(&settings, positionals)
	                                    : status;
	return status == SG_OPTIONS_GO_ON ? sg_guest_run(&settings) : status;
}

int sg_command_guest(int argc, char **argv)
{
	static const struct sg_subcommand rows[] = {
		{"card", "guest card", "what is known of a guest, as the desk needs it",
			card},
		{"merge", "guest merge", "two guests are the same", sg_guest_merge},
		{"unmerge", "guest unmerge", "they are not: takes a merge back exactly",
			sg_guest_unmerge},
		{"why", "guest why",
			"why a stay's list is as it is, as its manager sees it", why},
	};
	static const struct sg_subcommands commands = {
		"guest", "COMMAND [OPTION]…", rows, sizeof rows / sizeof rows[0]};

	return sg_subcommands_run(&commands, argc, argv);
}
