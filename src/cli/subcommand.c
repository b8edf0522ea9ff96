/* Finding and explaining a command of a command. */
#include "cli/subcommand.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"

static int name_width(const struct sg_subcommands *commands)
{
	size_t width = 0;

	for (size_t i = 0; i < commands->count; i++) {
		size_t len = strlen(commands->rows[i].name);

		width = len > width ? len : width;
	}
	return (int)width;
}

static int help(const struct sg_subcommands *commands, FILE *out, int status)
{
	int width = name_width(commands);

	(void)fprintf(out, "usage: stammgast %s %s\n\n", commands->command,
		commands->arguments);
	for (size_t i = 0; i < commands->count; i++) {
		(void)fprintf(out, "  %-*s %s\n", width, commands->rows[i].name,
			commands->rows[i].summary);
	}
	(void)fprintf(out,
		"\n`stammgast %s COMMAND --help` explains a command; each has --json for "
		"programs.\n",
		commands->command);
	return status;
}

int sg_subcommands_run(const struct sg_subcommands *commands, int argc, char **argv)
{
	if (argc < 2) {
		return help(commands, stderr, SG_EXIT_USAGE);
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		return help(commands, stdout, SG_EXIT_OK);
	}
	for (size_t i = 0; i < commands->count; i++) {
		if (strcmp(commands->rows[i].name, argv[1]) == 0) {
			char full[32];

			(void)snprintf(full, sizeof full, "%s", commands->rows[i].full);
			argv[1] = full;
			return commands->rows[i].run(argc - 1, argv + 1);
		}
	}
	(void)sg_complain("%s: no command \"%s\"; `stammgast %s --help` lists them",
		commands->command, argv[1], commands->command);
	return SG_EXIT_USAGE;
}
