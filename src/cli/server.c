/*
 * The private MariaDB's life: lock, install, start, wait, stop. The lock file is held by the
 * server process itself, so a folder is free exactly when no server is left in it, also after
 * the program was killed.
 */
#include "cli/server.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/child.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/folder.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "document/value.h"

enum {
	READY_MS = 120000, /* recovery after a kill may take its time */
	STOP_MS = 60000,
	GREETING_SIZE = 5,
	PROTOCOL_VERSION = 10,
	ROOM = PATH_MAX + 64,
};

struct sg_server {
	char folder[PATH_MAX];
	char socket[sizeof((struct sockaddr_un *)NULL)->sun_path];
	char user[64];
	int lock;
	int databases;
	pid_t pid; /* 0: joined */
};

static const char as_root[] = "--user=root";
static const char *const server_paths[] = {"/usr/sbin/mariadbd",
	"/usr/local/sbin/mariadbd", "/usr/libexec/mariadbd", "/usr/bin/mariadbd",
	"/usr/local/bin/mariadbd", NULL};
static const char *const install_paths[] = {
	"/usr/bin/mariadb-install-db", "/usr/local/bin/mariadb-install-db", NULL};

/* A server that accepts greets at once: length, sequence, protocol version. */
static bool answers(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct timeval patience = {.tv_sec = 2};
	unsigned char greeting[GREETING_SIZE];
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ready;

	if (fd < 0) {
		return false;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	ready = connect(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
	        recv(fd, greeting, sizeof greeting, MSG_WAITALL) == GREETING_SIZE &&
	        greeting[GREETING_SIZE - 1] == PROTOCOL_VERSION;
	(void)close(fd);
	return ready;
}

static void path_in(const struct sg_server *server, const char *name, char ret_path[ROOM])
{
	(void)snprintf(ret_path, ROOM, "%s/%s", server->folder, name);
}

/* The last line of the log that MariaDB calls an error, cut to its words. */
static void last_error(const struct sg_server *server, size_t size, char *ret_text)
{
	char path[ROOM];
	char line[512];
	FILE *file;

	path_in(server, "mariadb.log", path);
	(void)snprintf(ret_text, size, "see %s", path);
	file = fopen(path, "re");
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		const char *error = strstr(line, "[ERROR] ");

		if (error != NULL && strstr(line, "Aborting") == NULL) {
			line[strcspn(line, "\n")] = '\0';
			(void)snprintf(ret_text, size, "%.*s", (int)size - 1, error + 8);
		}
	}
	if (file != NULL) {
		(void)fclose(file);
	}
}

static enum sg_status stopped(struct sg_error *error)
{
	return sg_fail(error, SG_REFUSED, "stopped", NULL, "stopped before it had begun");
}

/* ---- the folder ---- */

static bool owner_lives(int lock)
{
	char text[32] = "";
	long pid;

	if (pread(lock, text, sizeof text - 1, 0) <= 0) {
		return false;
	}
	pid = strtol(text, NULL, 10);
	return pid > 0 && (kill((pid_t)pid, 0) == 0 || errno == EPERM);
}

static void write_owner(int lock)
{
	char text[32];
	int len = snprintf(text, sizeof text, "%d\n", (int)getpid());

	if (ftruncate(lock, 0) == 0) {
		ssize_t written = pwrite(lock, text, (size_t)len, 0);

		(void)written;
	}
}

/* Takes the folder, or finds that its owner lives and its server answers. */
static enum sg_status lock_folder(
	struct sg_server *server, struct sg_error *error, bool *ret_joined)
{
	int64_t until_us = sg_clock_steady_us() + (int64_t)READY_MS * 1000;
	char path[ROOM];

	path_in(server, "server.lock", path);
	server->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (server->lock < 0) {
		return sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
			"the data folder %s cannot be written: %s", server->folder,
			sg_errno_text());
	}
	while (flock(server->lock, LOCK_EX | LOCK_NB) != 0) {
		if (owner_lives(server->lock) && answers(server->socket)) {
			*ret_joined = true;
			return SG_OK;
		}
		if (sg_clock_steady_us() > until_us) {
			return sg_fail(error, SG_UNAVAILABLE, "folder_busy", NULL,
				"the data folder %s is in use, and its server does not "
				"answer",
				server->folder);
		}
		if (sg_stop_wait(50)) {
			return stopped(error);
		}
	}
	write_owner(server->lock);
	return SG_OK;
}

static void name_database(int number, size_t size, char *ret_name)
{
	if (number == 0) {
		(void)snprintf(ret_name, size, SG_SERVER_DATABASE);
	} else {
		(void)snprintf(ret_name, size, SG_SERVER_DATABASE "_%d", number);
	}
}

static enum sg_status write_first_statements(
	const struct sg_server *server, struct sg_error *error)
{
	char path[ROOM], name[64];
	bool written = true;
	FILE *file;

	path_in(server, "mariadb.sql", path);
	file = fopen(path, "we");
	for (int i = 0; i < server->databases && file != NULL && written; i++) {
		name_database(i, sizeof name, name);
		written = fprintf(file,
				  "CREATE DATABASE IF NOT EXISTS %s CHARACTER SET "
				  "utf8mb4;\n",
				  name) >= 0;
	}
	if (file == NULL || fclose(file) != 0 || !written) {
		return sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
			"%s cannot be written: %s", path, sg_errno_text());
	}
	return SG_OK;
}

/* ---- a new database ---- */

static enum sg_status wait_for_install(
	const struct sg_server *server, pid_t pid, struct sg_error *error)
{
	int64_t began_us = sg_clock_steady_us();
	char why[160];
	int status = 0;

	while (!sg_child_ended(pid, 50, &status)) {
		sg_progress_show("making a database in %s, %.0f s", server->folder,
			(double)(sg_clock_steady_us() - began_us) / 1e6);
		if (sg_stop_requested()) {
			sg_child_stop(pid, STOP_MS);
			return stopped(error);
		}
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		last_error(server, sizeof why, why);
		return sg_fail(error, SG_UNAVAILABLE, "install_failed", NULL,
			"no database could be made in %s: %s", server->folder, why);
	}
	return SG_OK;
}

/* Made under another name first: a half-made one is never taken for a database. */
static enum sg_status install(const struct sg_server *server, struct sg_error *error)
{
	const char *program = sg_child_find(install_paths);
	char fresh[ROOM], final[ROOM], log[ROOM], account[128];
	char datadir[ROOM + 16], tmpdir[ROOM + 16];
	struct stat about;
	enum sg_status status;
	pid_t pid;

	path_in(server, "mariadb", final);
	if (stat(final, &about) == 0) {
		return SG_OK;
	}
	if (program == NULL) {
		return sg_fail(error, SG_UNAVAILABLE, "mariadb_missing", NULL,
			"MariaDB is not installed: apt-get install mariadb-server, or "
			"name a "
			"database in the config");
	}
	path_in(server, "mariadb.new", fresh);
	path_in(server, "mariadb.log", log);
	sg_folder_remove(fresh);
	(void)snprintf(datadir, sizeof datadir, "--datadir=%s", fresh);
	(void)snprintf(tmpdir, sizeof tmpdir, "--tmpdir=%s", fresh);
	(void)snprintf(
		account, sizeof account, "--auth-root-socket-user=%s", server->user);
	status = sg_child_start(
		(const char *const[]){program, "--no-defaults", datadir, tmpdir, account,
			"--auth-root-authentication-method=socket", "--skip-test-db",
			"--skip-name-resolve", "--innodb-log-file-size=64M",
			geteuid() == 0 ? as_root : NULL, NULL},
		log, -1, error, &pid);
	if (status == SG_OK) {
		status = wait_for_install(server, pid, error);
	}
	if (status == SG_OK && rename(fresh, final) != 0) {
		status = sg_fail(error, SG_UNAVAILABLE, "folder_unwritable", NULL,
			"%s cannot be renamed: %s", fresh, sg_errno_text());
	}
	return status;
}

/* ---- the server ---- */

static enum sg_status wait_until_ready(struct sg_server *server, struct sg_error *error)
{
	int64_t began_us = sg_clock_steady_us();
	char why[160];
	int status;

	while (!answers(server->socket)) {
		int64_t spent_us = sg_clock_steady_us() - began_us;

		if (sg_child_ended(server->pid, 0, &status)) {
			server->pid = 0;
			last_error(server, sizeof why, why);
			return sg_fail(error, SG_UNAVAILABLE, "server_failed", NULL,
				"the private MariaDB does not start: %s", why);
		}
		if (spent_us > (int64_t)READY_MS * 1000) {
			return sg_fail(error, SG_UNAVAILABLE, "server_failed", NULL,
				"the private MariaDB is not ready after %d s",
				READY_MS / 1000);
		}
		sg_progress_show("starting MariaDB, %.0f s", (double)spent_us / 1e6);
		if (sg_stop_wait(10)) {
			return stopped(error);
		}
	}
	sg_progress_clear();
	return SG_OK;
}

static enum sg_status run(struct sg_server *server, struct sg_error *error)
{
	/* Every name of a file is relative to the folder but for the program's. A server that
	 * starts removes the temporary tables of others that it finds in a common tmpdir. */
	static const struct {
		const char *option;
		const char *file;
	} files[] = {{"--datadir", "mariadb"}, {"--socket", "mariadb.sock"},
		{"--pid-file", "mariadb.pid"}, {"--log-error", "mariadb.log"},
		{"--init-file", "mariadb.sql"}, {"--tmpdir", "mariadb"}};
	static const char *const fixed[] = {"--no-defaults", "--skip-networking",
		"--skip-name-resolve", "--innodb-flush-log-at-trx-commit=1",
		"--innodb-doublewrite=ON", "--innodb-buffer-pool-size=256M",
		"--innodb-log-file-size=256M", "--character-set-server=utf8mb4",
		"--max-connections=200", "--loose-skip-log-bin"};
	enum {
		FILES = sizeof files / sizeof files[0],
		FIXED = sizeof fixed / sizeof fixed[0]
	};
	char(*texts)[ROOM + 32] = calloc(FILES, sizeof *texts);
	const char *argv[FILES + FIXED + 3] = {sg_child_find(server_paths)};
	char log[ROOM];
	size_t count = 1;
	enum sg_status status;

	if (argv[0] == NULL || texts == NULL) {
		free(texts);
		return sg_fail(error, SG_UNAVAILABLE, "mariadb_missing", NULL,
			"MariaDB is not installed: apt-get install mariadb-server, or "
			"name a "
			"database in the config");
	}
	for (size_t i = 0; i < FIXED; i++) {
		argv[count++] = fixed[i];
	}
	for (size_t i = 0; i < FILES; i++) {
		(void)snprintf(texts[i], sizeof texts[i], "%s=%s/%s", files[i].option,
			server->folder, files[i].file);
		argv[count++] = texts[i];
	}
	if (geteuid() == 0) {
		argv[count++] = "--user=root";
	}
	path_in(server, "mariadb.log", log);
	status = sg_child_start(argv, log, server->lock, error, &server->pid);
	free(texts);
	return status != SG_OK ? status : wait_until_ready(server, error);
}

static enum sg_status prepare(
	struct sg_server *server, const char *folder, struct sg_error *error)
{
	const struct passwd *account = getpwuid(geteuid());
	enum sg_status status = sg_folder_make(folder, error);

	if (status != SG_OK) {
		return status;
	}
	if (account == NULL || strlen(account->pw_name) >= sizeof server->user) {
		return sg_fail(error, SG_UNAVAILABLE, "no_account", NULL,
			"the account that runs the program has no name");
	}
	(void)snprintf(server->user, sizeof server->user, "%s", account->pw_name);
	if (realpath(folder, server->folder) == NULL ||
		(size_t)snprintf(server->socket, sizeof server->socket,
			"%.90s/mariadb.sock", server->folder) !=
			strlen(server->folder) + strlen("/mariadb.sock")) {
		return sg_fail(error, SG_UNAVAILABLE, "folder_invalid", NULL,
			"the data folder's path is too long for a socket (90 bytes): %s",
			folder);
	}
	return SG_OK;
}

enum sg_status sg_server_start_many(const char *folder, int databases,
	struct sg_error *error, struct sg_server **ret_server)
{
	struct sg_server *server = calloc(1, sizeof *server);
	bool joined = false;
	enum sg_status status;

	if (server == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	server->lock = -1;
	server->databases = databases;
	status = prepare(server, folder, error);
	if (status == SG_OK) {
		status = lock_folder(server, error, &joined);
	}
	if (status == SG_OK && !joined) {
		status = write_first_statements(server, error);
	}
	if (status == SG_OK && !joined) {
		status = install(server, error);
	}
	if (status == SG_OK && !joined) {
		status = run(server, error);
	}
	if (status != SG_OK) {
		sg_server_stop(server);
		return status;
	}
	*ret_server = server;
	return SG_OK;
}

enum sg_status sg_server_start(
	const char *folder, struct sg_error *error, struct sg_server **ret_server)
{
	return sg_server_start_many(folder, 1, error, ret_server);
}

void sg_server_stop(struct sg_server *server)
{
	if (server == NULL) {
		return;
	}
	if (server->pid > 0) {
		sg_child_stop(server->pid, STOP_MS);
	}
	if (server->lock >= 0) {
		(void)close(server->lock);
	}
	free(server);
}

bool sg_server_is_joined(const struct sg_server *server)
{
	return server->pid == 0;
}

const char *sg_server_socket(const struct sg_server *server)
{
	return server->socket;
}

void sg_server_config(
	const struct sg_server *server, int number, struct sg_buffer *buffer)
{
	char name[64];

	name_database(number, sizeof name, name);
	sg_buffer_text(buffer, "{\"socket\":");
	sg_value_write_text(server->socket, buffer);
	sg_buffer_text(buffer, ",\"user\":");
	sg_value_write_text(server->user, buffer);
	sg_buffer_format(buffer, ",\"name\":\"%s\"}", name);
}
