/* `stammgast guest`: what is known of a guest, who is the same, and why a stay's list is as it
 * is. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/guest_ask.h"
#include "cli/guest_card.h"
#include "cli/guest_names.h"
#include "cli/guest_page.h"
#include "cli/guest_pair.h"
#include "cli/guest_why.h"
#include "cli/options.h"
#include "cli/stop.h"

struct settings {
	const char *command; /* "guest card" */
	struct sg_host_options host;
	struct sg_guest_question question;
	const char *key;                       /* given as an option */
	char property[SG_GUEST_PROPERTY_SIZE]; /* found, where none is given */
	int64_t width;
	bool json;
	void (*print)(const struct settings *settings, struct sg_host *host,
		const struct sg_value *reply, const struct sg_guest_names *names,
		const struct sg_guest_page *page);
};

static void print_card(const struct settings *settings, struct sg_host *host,
	const struct sg_value *reply, const struct sg_guest_names *names,
	const struct sg_guest_page *page)
{
	const char *property = settings->question.property;
	const struct sg_guest_asked asked = {.key = settings->question.keys[0],
		.property = property != settings->property ? property : NULL,
		.config = settings->host.config,
		.data = settings->host.data,
		.module = settings->host.module};

	sg_guest_card_print(reply, &asked, names, sg_guest_today(host, property), page);
}

static void print_why(const struct settings *settings, struct sg_host *host,
	const struct sg_value *reply, const struct sg_guest_names *names,
	const struct sg_guest_page *page)
{
	(void)settings;
	(void)host;
	sg_guest_why_print(reply, names, page);
}

/* ---- one question, one answer ---- */

/* The catalogue that the module was opened with, which has checked it. */
static enum sg_status read_names(const struct sg_host *host, const char *language,
	struct sg_error *error, struct sg_guest_names *ret_names)
{
	struct sg_value *config = NULL;
	enum sg_status status =
		sg_value_parse(host->config.data, host->config.len, error, &config);

	if (status == SG_OK) {
		status = sg_guest_names_read(
			sg_value_text(sg_value_member(config, "catalog"), NULL), language,
			error, ret_names);
	}
	sg_value_free(config);
	return status;
}

static enum sg_status write_answer(const struct settings *settings, struct sg_host *host,
	const struct sg_value *reply, struct sg_error *error, struct sg_buffer *text)
{
	struct sg_guest_page page = sg_guest_page_open(text, (int)settings->width);
	struct sg_guest_names names = {0};
	enum sg_status status;

	if (settings->json) {
		sg_value_write(reply, false, text);
		sg_buffer_char(text, '\n');
		return SG_OK;
	}
	status = read_names(host, settings->question.language, error, &names);
	if (status == SG_OK) {
		settings->print(settings, host, reply, &names, &page);
	}
	sg_guest_names_free(&names);
	return status;
}

static enum sg_status answer(
	const struct settings *settings, struct sg_host *host, struct sg_error *error)
{
	struct sg_value *reply = NULL;
	struct sg_buffer text = {0};
	enum sg_status status = sg_guest_ask(host, &settings->question, error, &reply);

	if (status == SG_OK) {
		status = write_answer(settings, host, reply, error, &text);
	}
	if (status == SG_OK && text.failed) {
		status = sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	if (status == SG_OK && text.len > 0) {
		(void)fwrite(text.data, 1, text.len, stdout);
	}
	sg_buffer_free(&text);
	sg_value_free(reply);
	return status;
}

static int run(struct settings *settings)
{
	struct sg_host host;
	struct sg_error error;
	enum sg_status status = SG_OK;

	sg_stop_install();
	if (sg_host_open(&settings->host, &error, &host) != SG_OK) {
		return sg_complain_error(&error);
	}
	if (settings->question.property == NULL) {
		status = sg_guest_only_property(&host, &error, settings->property);
		settings->question.property = settings->property;
	}
	if (status == SG_OK) {
		status = answer(settings, &host, &error);
	}
	sg_host_close(&host);
	return status == SG_OK ? SG_EXIT_OK : sg_complain_error(&error);
}

/* ---- what was typed ---- */

static int wrong(const struct settings *settings, const char *what, const char *which)
{
	(void)sg_complain("%s: %s%s; see `stammgast %s --help`", settings->command, what,
		which, settings->command);
	return SG_EXIT_USAGE;
}

/* The key of the option and those beside the options. */
static void take_keys(struct settings *settings, const char *const *positionals)
{
	struct sg_guest_question *question = &settings->question;

	if (settings->key != NULL) {
		question->keys[question->key_count++] = settings->key;
	}
	for (int i = 0; i < SG_POSITIONALS_MAX && positionals[i] != NULL; i++) {
		question->keys[question->key_count++] = positionals[i];
	}
}

static bool is_role(const char *role)
{
	static const char *const roles[] = {
		"attendant", "front_desk", "manager", "data_protection"};

	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		if (strcmp(roles[i], role) == 0) {
			return true;
		}
	}
	return false;
}

static int check(struct settings *settings, const char *const *positionals)
{
	const struct sg_guest_question *question = &settings->question;

	take_keys(settings, positionals);
	if (question->key_count == 0) {
		return wrong(settings, "a key is missing: SYSTEM:ID", "");
	}
	for (size_t i = 0; i < question->key_count; i++) {
		if (!sg_guest_key_is_fine(question->keys[i])) {
			return wrong(settings,
				"not a key of the form SYSTEM:ID: ", question->keys[i]);
		}
	}
	if (!is_role(question->role)) {
		return wrong(settings, "not a role: ", question->role);
	}
	return SG_OPTIONS_GO_ON;
}

/* ---- the commands ---- */

/* The rows of an option table that both have. */
#define COMMON_OPTIONS(settings)                                                         \
	{"property", "CODE", "the hotel, where there are several", SG_OPTION_TEXT,       \
		&(settings).question.property, 0, 0},                                    \
		{"language", "L", "of the texts (default en)", SG_OPTION_TEXT,           \
			&(settings).question.language, 0, 0},                            \
		{"width", "N", "columns, 60 to 200 (default the terminal's, or 90)",     \
			SG_OPTION_NUMBER, &(settings).width, SG_GUEST_WIDTH_MIN,         \
			SG_GUEST_WIDTH_MAX},                                             \
		SG_HOST_OPTIONS((settings).host),                                        \
	{                                                                                \
		"json", NULL, "the module's answer as it came", SG_OPTION_FLAG,          \
			&(settings).json, 0, 0                                           \
	}

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
	struct settings settings = {.command = argv[0],
		.question = {.type = "guest.card/1", .role = "manager", .language = "en"},
		.print = print_card};
	struct sg_option options[] = {
		{"id", "SYSTEM:ID", "a key of the guest", SG_OPTION_TEXT, &settings.key,
			0, 0},
		{"role", "ROLE",
			"manager (default), front_desk, attendant, data_protection",
			SG_OPTION_TEXT, &settings.question.role, 0, 0},
		COMMON_OPTIONS(settings),
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	status = status == SG_OPTIONS_GO_ON ? check(&settings, positionals) : status;
	return status == SG_OPTIONS_GO_ON ? run(&settings) : status;
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
	struct settings settings = {.command = argv[0],
		.question = {.type = "stay.checklist/1",
			.role = "manager",
			.language = "en"},
		.print = print_why};
	struct sg_option options[] = {
		{"stay", "SYSTEM:ID", "a key of the stay", SG_OPTION_TEXT, &settings.key,
			0, 0},
		COMMON_OPTIONS(settings),
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	status = status == SG_OPTIONS_GO_ON ? check(&settings, positionals) : status;
	return status == SG_OPTIONS_GO_ON ? run(&settings) : status;
}

static const struct {
	const char *name;
	const char *full; /* as complaints and help say it */
	const char *summary;
	int (*run)(int argc, char **argv);
} commands[] = {
	{"card", "guest card", "what is known of a guest, as the desk needs it", card},
	{"merge", "guest merge", "two guests are the same", sg_guest_merge},
	{"unmerge", "guest unmerge", "they are not: takes a merge back exactly",
		sg_guest_unmerge},
	{"why", "guest why", "why a stay's list is as it is, as its manager sees it",
		why},
};

static int help(FILE *out, int status)
{
	(void)fputs("usage: stammgast guest COMMAND [OPTION]…\n\n", out);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		(void)fprintf(out, "  %-7s %s\n", commands[i].name, commands[i].summary);
	}
	(void)fputs(
		"\n`stammgast guest COMMAND --help` explains a command; each has --json "
		"for programs.\n",
		out);
	return status;
}

int sg_command_guest(int argc, char **argv)
{
	if (argc < 2) {
		return help(stderr, SG_EXIT_USAGE);
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		return help(stdout, SG_EXIT_OK);
	}
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		if (strcmp(commands[i].name, argv[1]) == 0) {
			char full[32];

			(void)snprintf(full, sizeof full, "%s", commands[i].full);
			argv[1] = full;
			return commands[i].run(argc - 1, argv + 1);
		}
	}
	(void)sg_complain(
		"guest: no command \"%s\"; `stammgast guest --help` lists them", argv[1]);
	return SG_EXIT_USAGE;
}
