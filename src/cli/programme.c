/* `stammgast programme`: whether a loyalty programme's file is sound, what it says, and what comes
 * of it. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/guest_names.h"
#include "cli/options.h"
#include "cli/programme_liability.h"
#include "cli/programme_page.h"
#include "cli/programme_run.h"
#include "cli/programme_simulate.h"
#include "cli/subcommand.h"
#include "core/time.h"
#include "document/json.h"
#include "document/programme.h"
#include "document/source.h"

struct checking {
	const char *path;
	const char *catalog; /* of the house, or NULL */
	int64_t width;
	bool json;
};

static void say_json(const struct sg_programme *programme, struct sg_buffer *text)
{
	sg_buffer_text(text, "{\"code\":");
	sg_json_write_text(text, programme->code);
	sg_buffer_text(text, ",\"name\":");
	sg_json_write_text(text, programme->name);
	sg_buffer_format(text, ",\"external\":%s,\"versions\":[",
		programme->external ? "true" : "false");
	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_programme_version *version = &programme->versions[i];
		char day[SG_DAY_TEXT_SIZE];

		sg_day_format(version->from_day, day);
		sg_buffer_format(text,
			"%s{\"from\":\"%s\",\"rules\":%zu,\"milestones\":%zu,"
			"\"tiers\":%zu,\"benefits\":%zu}",
			i > 0 ? "," : "", day, version->rule_count,
			version->milestone_count, version->tiers.tier_count,
			version->benefits.count);
	}
	sg_buffer_text(text, "]}\n");
}

static enum sg_status write_answer(const struct checking *checking,
	const struct sg_programme *programme, const struct sg_catalog *catalog,
	struct sg_error *error)
{
	struct sg_buffer text = {0};
	struct sg_guest_page page = sg_guest_page_open(&text, (int)checking->width);
	enum sg_status status = SG_OK;

	if (checking->json) {
		say_json(programme, &text);
	} else {
		sg_programme_print(programme, catalog, &page);
	}
	if (text.failed) {
		status = sg_fail(error, SG_MEMORY, "memory", "", "memory is short");
	} else {
		(void)fwrite(text.data, 1, text.len, stdout);
	}
	sg_buffer_free(&text);
	return status;
}

/* Benefits are things of the house. */
static enum sg_status answer(const struct checking *checking,
	const struct sg_source_file *file, const struct sg_programme *programme,
	struct sg_error *error)
{
	struct sg_guest_names names = {.arena = NULL};
	struct sg_error cause = {.status = SG_OK};
	enum sg_status status =
		sg_guest_names_read(checking->catalog, "en", error, &names);

	if (status != SG_OK) {
		return status;
	}
	status = sg_programme_check_things(programme, &names.catalog, "", &cause);
	if (status == SG_OK) {
		status = write_answer(checking, programme, &names.catalog, error);
	} else {
		*error = cause;
		status = sg_source_blame(file, cause.path, status, error);
	}
	sg_guest_names_free(&names);
	return status;
}

static int check_file(const struct checking *checking)
{
	struct sg_arena *arena = sg_arena_new();
	struct sg_source_file file = {.name = checking->path};
	struct sg_programme programme;
	struct sg_error error = {.status = SG_MEMORY};
	char *bytes = NULL;
	enum sg_status status =
		arena != NULL ? sg_read_whole(checking->path, SG_CATALOG_SIZE_MAX, &error,
					&bytes, &file.len)
			      : SG_MEMORY;

	if (status == SG_OK) {
		file.bytes = bytes;
		status = sg_programme_decode(&file, arena, &error, &programme);
	}
	if (status == SG_OK) {
		status = answer(checking, &file, &programme, &error);
	}
	free(bytes);
	sg_arena_free(arena);
	return status == SG_OK ? SG_EXIT_OK : sg_complain_error(&error);
}

static int check(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… FILE",
		.text = "Checks a programme's file as the module does, and prints what "
			"it\n"
			"says in words: how stays count, what is earned, tiers, how "
			"long\n"
			"points live and what tiers are entitled to, for each version.\n"
			"Exit status 1 and one line with the place where it is not "
			"sound,\n"
			"or the house has no such thing.",
		.positionals_min = 1,
		.positionals_max = 1,
	};
	struct checking checking = {.width = 0};
	struct sg_option options[] = {
		{"catalog", "FILE", "the house's own, laid over the built-in one",
			SG_OPTION_TEXT, &checking.catalog, 0, 0},
		{"width", "N", "columns, 60 to 200 (default the terminal's, or 90)",
			SG_OPTION_NUMBER, &checking.width, SG_GUEST_WIDTH_MIN,
			SG_GUEST_WIDTH_MAX},
		{"json", NULL, "what it has, in short, as JSON", SG_OPTION_FLAG,
			&checking.json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	checking.path = positionals[0];
	return status == SG_OPTIONS_GO_ON ? check_file(&checking) : status;
}

int sg_command_programme(int argc, char **argv)
{
	static const struct sg_subcommand rows[] = {
		{"check", "programme check", "is the file sound, and what does it say",
			check},
		{"liability", "programme liability",
			"what does it owe its members, by property and month",
			sg_programme_liability},
		{"run", "programme run",
			"do vectors give what they expect, through the module",
			sg_programme_run},
		{"simulate", "programme simulate",
			"what would it come to, on the bookings of two years",
			sg_programme_simulate},
	};
	static const struct sg_subcommands commands = {"programme",
		"COMMAND [OPTION]… FILE…", rows, sizeof rows / sizeof rows[0]};

	return sg_subcommands_run(&commands, argc, argv);
}
