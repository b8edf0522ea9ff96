/* The private MariaDB: made, joined, killed, recovered, gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/folder.h"
#include "cli/server.h"

static char folder[128];

static int make_folder(void **state)
{
	struct sg_error error;

	(void)state;
	if (access("/usr/sbin/mariadbd", X_OK) != 0) {
		folder[0] = '\0';
		return 0;
	}
	return sg_folder_make_temporary(sizeof folder, &error, folder) != SG_OK;
}

static int remove_folder(void **state)
{
	(void)state;
	if (folder[0] != '\0') {
		sg_folder_remove(folder);
	}
	return 0;
}

static pid_t server_pid(void)
{
	char path[256];
	long pid = 0;
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/mariadb.pid", folder);
	file = fopen(path, "re");
	if (file != NULL) {
		if (fscanf(file, "%ld", &pid) != 1) {
			pid = 0;
		}
		(void)fclose(file);
	}
	return (pid_t)pid;
}

static bool gone(pid_t pid)
{
	for (int i = 0; i < 1000; i++) {
		if (kill(pid, 0) != 0) {
			return true;
		}
		sg_clock_sleep_ms(10);
	}
	return false;
}

static void a_new_folder_becomes_a_database_and_the_server_ends_with_it(void **state)
{
	struct sg_server *server = NULL;
	struct sg_error error = {0};
	struct sg_buffer config = {0};
	struct stat about;
	char path[256];
	pid_t pid;

	(void)state;
	if (folder[0] == '\0') {
		skip();
	}
	assert_int_equal(sg_server_start(folder, &error, &server), SG_OK);
	pid = server_pid();
	assert_true(pid > 0 && kill(pid, 0) == 0);
	assert_false(sg_server_is_joined(server));
	sg_server_config(server, 0, &config);
	assert_non_null(strstr(config.data, "\"name\":\"stammgast\""));
	(void)snprintf(path, sizeof path, "%s/mariadb/" SG_SERVER_DATABASE, folder);
	assert_int_equal(stat(path, &about), 0);
	sg_server_stop(server);
	assert_true(gone(pid));
	sg_buffer_free(&config);
}

static void a_second_program_joins_and_leaves_the_server_alone(void **state)
{
	struct sg_server *first = NULL;
	struct sg_error error = {0};
	int status = 0;
	pid_t pid, child;

	(void)state;
	if (folder[0] == '\0') {
		skip();
	}
	assert_int_equal(sg_server_start(folder, &error, &first), SG_OK);
	pid = server_pid();
	child = fork();
	if (child == 0) {
		struct sg_server *second = NULL;
		bool well = sg_server_start(folder, &error, &second) == SG_OK &&
		            sg_server_is_joined(second);

		sg_server_stop(second);
		_exit(well ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(kill(pid, 0), 0);
	sg_server_stop(first);
	assert_true(gone(pid));
}

static void the_server_dies_with_a_program_that_is_killed_and_the_next_one_starts(
	void **state)
{
	struct sg_server *server = NULL;
	struct sg_error error = {0};
	int ready[2];
	int status;
	char byte;
	pid_t pid, child;

	(void)state;
	if (folder[0] == '\0') {
		skip();
	}
	assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
	child = fork();
	if (child == 0) {
		byte = sg_server_start(folder, &error, &server) == SG_OK ? 'y' : 'n';
		(void)!write(ready[1], &byte, 1);
		(void)pause();
		_exit(1);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	pid = server_pid();
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(sg_server_start(folder, &error, &server), SG_OK);
	assert_false(sg_server_is_joined(server));
	assert_true(server_pid() != pid);
	pid = server_pid();
	assert_int_equal(kill(pid, SIGKILL), 0);
	sg_server_stop(server);
	assert_int_equal(sg_server_start(folder, &error, &server), SG_OK);
	sg_server_stop(server);
	(void)close(ready[0]);
	(void)close(ready[1]);
}

static void a_folder_that_cannot_be_written_is_said_in_one_line(void **state)
{
	struct sg_server *server = NULL;
	struct sg_error error = {0};
	char path[256];
	FILE *file;

	(void)state;
	assert_int_equal(
		sg_server_start("/proc/stammgast-data", &error, &server), SG_UNAVAILABLE);
	assert_non_null(strstr(error.message, "/proc/stammgast-data"));
	assert_int_equal(sg_folder_make_temporary(sizeof folder, &error, folder), SG_OK);
	(void)snprintf(path, sizeof path, "%s/file", folder);
	file = fopen(path, "we");
	assert_non_null(file);
	(void)fclose(file);
	assert_int_equal(sg_server_start(path, &error, &server), SG_UNAVAILABLE);
	assert_non_null(strstr(error.message, "is not a folder"));
	(void)snprintf(path, sizeof path, "%s/file/below", folder);
	assert_int_equal(sg_server_start(path, &error, &server), SG_UNAVAILABLE);
	assert_null(server);
}

static void a_path_too_long_for_a_socket_is_said(void **state)
{
	struct sg_server *server = NULL;
	struct sg_error error = {0};
	char path[256];

	(void)state;
	assert_int_equal(sg_folder_make_temporary(sizeof folder, &error, folder), SG_OK);
	(void)snprintf(path, sizeof path, "%s/%0100d", folder, 1);
	assert_int_equal(sg_server_start(path, &error, &server), SG_UNAVAILABLE);
	assert_non_null(strstr(error.message, "too long for a socket"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_new_folder_becomes_a_database_and_the_server_ends_with_it,
			make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(
			a_second_program_joins_and_leaves_the_server_alone, make_folder,
			remove_folder),
		cmocka_unit_test_setup_teardown(
			the_server_dies_with_a_program_that_is_killed_and_the_next_one_starts,
			make_folder, remove_folder),
		cmocka_unit_test_teardown(
			a_folder_that_cannot_be_written_is_said_in_one_line,
			remove_folder),
		cmocka_unit_test_teardown(
			a_path_too_long_for_a_socket_is_said, remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
