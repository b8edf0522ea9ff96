/* The `stammgast` program: finds the command, and explains itself. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"

static int help(FILE *out, int status)
{
	(void)fputs(
		"usage: stammgast COMMAND [OPTION]…\n\n"
		"A property management system in miniature around the Stammgast module:\n"
		"it loads stammgast.so, hands it documents and delivers checklists.\n\n",
		out);
	for (const struct sg_command *command = sg_commands; command->name != NULL;
		command++) {
		(void)fprintf(out, "  %-9s %s\n", command->name, command->summary);
	}
	(void)fputs("\n`stammgast COMMAND --help` explains a command.\n"
		    "Exit status: 0 done, 1 failed, 2 wrong usage, 77 the file to read "
		    "is absent.\n",
		out);
	return status;
}

static const struct sg_command *find(const char *name)
{
	for (const struct sg_command *command = sg_commands; command->name != NULL;
		command++) {
		if (strcmp(command->name, name) == 0) {
			return command;
		}
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const struct sg_command *command;

	(void)signal(SIGPIPE, SIG_IGN);
	if (argc < 2) {
		return help(stderr, SG_EXIT_USAGE);
	}
	if (strcmp(argv[1], "help") == 0 && argc > 2) {
		static char help_option[] = "--help";
		char *arguments[] = {argv[2], help_option, NULL};

		command = find(argv[2]);
		return command != NULL ? command->run(2, arguments)
		                       : help(stderr, SG_EXIT_USAGE);
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
		strcmp(argv[1], "-h") == 0) {
		return sg_finish_output(help(stdout, SG_EXIT_OK));
	}
	if (strcmp(argv[1], "--version") == 0) {
		return sg_command_version(1, argv + 1);
	}
	command = find(argv[1]);
	if (command == NULL) {
		(void)sg_complain(
			"no command \"%s\"; `stammgast help` lists them", argv[1]);
		return SG_EXIT_USAGE;
	}
	return sg_finish_output(command->run(argc - 1, argv + 1));
}

const struct sg_command sg_commands[] = {
	{"demo", "play one written day of a hotel and print its lists", sg_command_demo},
	{"replay", "play years of real bookings from a CSV file and reconcile",
		sg_command_replay},
	{"worker", "deliver what is due, until told to stop", sg_command_worker},
	{"migrate", "bring the database to this version", sg_command_migrate},
	{"call", "hand one document to the module and print its reply", sg_command_call},
	{"print", "tonight's lists per floor, as text or as a page to print",
		sg_command_print},
	{"guest", "a guest's card, and why a stay's list is as it is", sg_command_guest},
	{"member", "where a guest stands in a loyalty programme, line by line",
		sg_command_member},
	{"programme",
		"check a loyalty programme's file, say it in words, try it on vectors",
		sg_command_programme},
	{"receive", "take deliveries, verify their signatures, print or keep them",
		sg_command_receive},
	{"doctor", "look whether all is well, and say what to do", sg_command_doctor},
	{"version", "versions of the program and of the module", sg_command_version},
	{NULL, NULL, NULL},
};
