/* Commands that consist of commands: `stammgast member show`. One table each, from which it is
 * both found and explained. */
#ifndef SG_CLI_SUBCOMMAND_H
#define SG_CLI_SUBCOMMAND_H

#include <stddef.h>

struct sg_subcommand {
	const char *name;
	const char *full; /* as complaints and help say it: "member show" */
	const char *summary;
	int (*run)(int argc, char **argv); /* argv[0] is the full name */
};

struct sg_subcommands {
	const char *command;   /* "member" */
	const char *arguments; /* "COMMAND [OPTION]…" */
	const struct sg_subcommand *rows;
	size_t count;
};

/* Runs what argv[1] names, or prints what there is. The exit status. */
int sg_subcommands_run(const struct sg_subcommands *commands, int argc, char **argv);

#endif
