/*
 * What a command of the `stammgast` program is, and how all of them end: an exit status that
 * programs can rely on, and one line on standard error that says what is wrong.
 */
#ifndef SG_CLI_COMMAND_H
#define SG_CLI_COMMAND_H

#include <stddef.h>

#include "core/status.h"

enum sg_exit {
	SG_EXIT_OK = 0,
	SG_EXIT_FAILED = 1,
	SG_EXIT_USAGE = 2,
	SG_EXIT_ABSENT =
		77, /* what was to be read is not there: tests count it as skipped */
};

struct sg_command {
	const char *name;
	const char *summary;               /* one line of `stammgast help` */
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

/* Ends with a row whose name is NULL. */
extern const struct sg_command sg_commands[];

int sg_command_call(int argc, char **argv);
int sg_command_demo(int argc, char **argv);
int sg_command_doctor(int argc, char **argv);
int sg_command_guest(int argc, char **argv);
int sg_command_member(int argc, char **argv);
int sg_command_migrate(int argc, char **argv);
int sg_command_print(int argc, char **argv);
int sg_command_programme(int argc, char **argv);
int sg_command_receive(int argc, char **argv);
int sg_command_replay(int argc, char **argv);
int sg_command_version(int argc, char **argv);
int sg_command_worker(int argc, char **argv);

/* Prints `stammgast: …` as one line on standard error and returns SG_EXIT_FAILED. */
int sg_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for an error of the libraries: its message, and where in the document it is. */
int sg_complain_error(const struct sg_error *error);

/* The same; SG_EXIT_ABSENT for code "absent", where there is nothing to read. */
int sg_complain_absent(const struct sg_error *error);

/* What errno means, in words. [thread-safe] */
const char *sg_errno_text(void);

/* Reads a whole file, or standard input for "-", of at most `limit` bytes. The text is
 * followed by a NUL and freed with free(). SG_UNAVAILABLE when it cannot be read. */
enum sg_status sg_read_whole(const char *path, size_t limit, struct sg_error *error,
	char **ret_text, size_t *ret_len);

/* `status`, or SG_EXIT_FAILED with a complaint when standard output could not be
 * written. */
int sg_finish_output(int status);

#endif
