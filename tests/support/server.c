/* A server of a test's own, through tests/support/mariadb.sh, which stands beside this file. */
#include "database.h"

#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void script_path(char path[4096])
{
	const char *source = getenv("STAMMGAST_SOURCE_DIR");

	if (source != NULL) {
		(void)snprintf(path, 4096, "%s/tests/support/mariadb.sh", source);
	} else {
		(void)snprintf(path, 4096, "%.*smariadb.sh",
			(int)(strrchr(__FILE__, '/') - __FILE__ + 1), __FILE__);
	}
}

/* Servers of one build share the empty data folder that the common server was made from. */
static void share_template(void)
{
	const char *socket = getenv("STAMMGAST_TEST_SOCKET");
	char template[4096];

	if (socket != NULL && strrchr(socket, '/') != NULL) {
		(void)snprintf(template, sizeof template, "%.*s-template",
			(int)(strrchr(socket, '/') - socket), socket);
		(void)setenv("STAMMGAST_TEST_TEMPLATE", template, 0);
	}
}

static int run(const char *verb, const char *folder)
{
	char path[4096];
	char owner[24];
	int status = -1;
	pid_t child;

	(void)snprintf(owner, sizeof owner, "%ld", (long)getpid());

	script_path(path);
	child = fork();
	if (child == 0) {
		share_template();
		(void)setenv("STAMMGAST_TEST_OWNER", owner, 1);
		(void)execl(path, path, verb, folder, (char *)NULL);
		_exit(127);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void read_pid(struct sg_test_server *server)
{
	char path[128];
	long pid = 0;
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/pid", server->folder);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%ld", &pid), 1);
	(void)fclose(file);
	server->pid = (pid_t)pid;
}

void sg_test_server_start(struct sg_test_server *server)
{
	const char *base = getenv("TMPDIR");

	memset(server, 0, sizeof *server);
	if (access("/usr/sbin/mariadbd", X_OK) != 0) {
		print_message("skipped: mariadbd is not installed\n");
		skip();
	}
	if (base == NULL || strlen(base) > 40) {
		base = "/tmp";
	}
	(void)snprintf(server->folder, sizeof server->folder, "%s/sg-db-XXXXXX", base);
	assert_non_null(mkdtemp(server->folder));
	(void)snprintf(
		server->socket, sizeof server->socket, "%s/mysqld.sock", server->folder);
	sg_test_server_restart(server);
}

void sg_test_server_restart(struct sg_test_server *server)
{
	assert_int_equal(run("start", server->folder), 0);
	read_pid(server);
}

void sg_test_server_kill(struct sg_test_server *server)
{
	const struct timespec pause = {.tv_nsec = 5000000};

	assert_int_equal(kill(server->pid, SIGKILL), 0);
	for (int i = 0; i < 2000 && kill(server->pid, 0) == 0; i++) {
		(void)nanosleep(&pause, NULL);
	}
}

/* A signal stops one thread after another, and whose turn is late goes on meanwhile. */
static bool all_threads_stopped(pid_t pid)
{
	char path[320];
	struct dirent *entry;
	DIR *folder;
	bool stopped = true;

	(void)snprintf(path, sizeof path, "/proc/%ld/task", (long)pid);
	folder = opendir(path);
	assert_non_null(folder);
	while (stopped && (entry = readdir(folder)) != NULL) {
		char text[512] = "";
		const char *name_end;
		FILE *file;

		(void)snprintf(path, sizeof path, "/proc/%ld/task/%s/stat", (long)pid,
			entry->d_name);
		file = entry->d_name[0] != '.' ? fopen(path, "re") : NULL;
		if (file != NULL) {
			text[fread(text, 1, sizeof text - 1, file)] = '\0';
			(void)fclose(file);
			name_end = strrchr(text, ')');
			stopped = name_end != NULL && strncmp(name_end, ") T", 3) == 0;
		}
	}
	(void)closedir(folder);
	return stopped;
}

void sg_test_server_hang(struct sg_test_server *server)
{
	const struct timespec pause = {.tv_nsec = 1000000};
	bool stopped = false;

	assert_int_equal(kill(server->pid, SIGSTOP), 0);
	for (int i = 0; i < 20000 && !stopped; i++) {
		stopped = all_threads_stopped(server->pid);
		if (!stopped) {
			(void)nanosleep(&pause, NULL);
		}
	}
	assert_true(stopped);
}

void sg_test_server_stop(struct sg_test_server *server)
{
	char template[128];

	if (server->folder[0] == '\0') {
		return;
	}
	(void)run("remove", server->folder);
	(void)snprintf(template, sizeof template, "%s-template", server->folder);
	if (getenv("STAMMGAST_TEST_SOCKET") == NULL) {
		(void)run("remove", template);
	}
	server->folder[0] = '\0';
}
