/*
 * The private server of the bench, through tests/support/mariadb.sh: durable, on a unix socket,
 * with a buffer pool above the data and a log that has been written once around. A log's first
 * round costs the file system more than all that follow.
 */
#include "bench.h"

#include <dirent.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOG_MIB = 256, FILLER_ROWS = 4096, FILLER_TIMES = 64 };

static uint64_t free_memory(void)
{
	char line[128];
	unsigned long long kib = 0;
	FILE *file = fopen("/proc/meminfo", "r");

	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		if (sscanf(line, "MemAvailable: %llu kB", &kib) == 1) {
			break;
		}
	}
	if (file != NULL) {
		(void)fclose(file);
	}
	return (uint64_t)kib * 1024;
}

static bool run_script(const char *verb, const char *folder)
{
	static const char script[] = SG_BENCH_SOURCE_DIR "/tests/support/mariadb.sh";
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		/* Ctrl-C is for the bench, which ends the server in order. */
		(void)setpgid(0, 0);
		(void)execl(script, script, verb, folder, (char *)NULL);
		_exit(127);
	}
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

/* The last lines of its log, which goes with the folder. */
static void print_log(const struct bench_server *server)
{
	char path[128], bytes[2001];
	FILE *file;
	size_t len;

	(void)snprintf(path, sizeof path, "%s/log", server->folder);
	file = fopen(path, "r");
	if (file != NULL) {
		(void)fseek(file, -(long)(sizeof bytes - 1), SEEK_END);
		len = fread(bytes, 1, sizeof bytes - 1, file);
		bytes[len] = '\0';
		fputs(bytes, stderr);
		(void)fclose(file);
	}
}

static void choose_cpus(struct bench_server *server)
{
	cpu_set_t allowed;

	server->server_cpu = -1;
	CPU_ZERO(&allowed);
	(void)sched_getaffinity(0, sizeof allowed, &allowed);
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (CPU_ISSET((size_t)cpu, &allowed)) {
			server->server_cpu =
				server->server_cpu < 0 ? cpu : server->server_cpu;
			server->caller_cpu = cpu;
		}
	}
}

static void choose_pool(struct bench_server *server, bool large)
{
	uint64_t mib = 1024 * 1024;
	uint64_t most = free_memory() / 10 * 6 / mib;
	uint64_t wanted = large ? 12 * 1024 : 3 * 1024;
	char text[32];

	server->pool_bytes = (wanted < most ? wanted : most) * mib;
	(void)snprintf(text, sizeof text, "%lluM",
		(unsigned long long)(server->pool_bytes / mib));
	(void)setenv("STAMMGAST_TEST_POOL", text, 1);
}

static bool read_pid(struct bench_server *server)
{
	char path[128];
	int pid = 0;
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/pid", server->folder);
	file = fopen(path, "r");
	if (file == NULL || fscanf(file, "%d", &pid) != 1) {
		bench_fail("the server left no pid in %s", path);
	}
	if (file != NULL) {
		(void)fclose(file);
	}
	server->pid = pid;
	return pid > 0;
}

static void read_settings(struct bench_server *server, MYSQL *mysql)
{
	static const char query[] =
		"SELECT VERSION(), CONCAT('innodb_flush_log_at_trx_commit=', "
		"@@innodb_flush_log_at_trx_commit, ' innodb_doublewrite=', "
		"@@innodb_doublewrite, ' innodb_flush_method=', @@innodb_flush_method, "
		"' log_bin=', @@log_bin)";
	MYSQL_RES *result =
		mysql_query(mysql, query) == 0 ? mysql_store_result(mysql) : NULL;
	MYSQL_ROW row = result != NULL ? mysql_fetch_row(result) : NULL;

	if (row != NULL) {
		(void)snprintf(server->version, sizeof server->version, "%s", row[0]);
		(void)snprintf(server->settings, sizeof server->settings, "%s", row[1]);
	}
	mysql_free_result(result);
}

static bool write_log_around(MYSQL *mysql)
{
	bool done = bench_sql(mysql, "CREATE DATABASE filler") &&
	            bench_sql(mysql, "CREATE TABLE filler.row (id BIGINT AUTO_INCREMENT "
				     "PRIMARY KEY, body BLOB) ENGINE = InnoDB");

	for (int i = 0; i < FILLER_TIMES && done && !bench_stopped(); i++) {
		bench_progress("server: writing its log once around, %d %%",
			100 * i / FILLER_TIMES);
		done = bench_sql(mysql,
			"INSERT INTO filler.row (body) SELECT REPEAT('x', %d) "
			"FROM seq_1_to_%d",
			BENCH_BODY, FILLER_ROWS);
	}
	return done && bench_sql(mysql, "DROP DATABASE filler");
}

bool bench_server_start(struct bench_server *server, bool large)
{
	const char *base = getenv("TMPDIR");
	char options[80];
	MYSQL *mysql;
	bool ready;

	choose_cpus(server);
	choose_pool(server, large);
	(void)snprintf(options, sizeof options, "--innodb-log-file-size=%dM", LOG_MIB);
	(void)setenv("STAMMGAST_TEST_SERVER_OPTIONS", options, 1);
	(void)snprintf(options, sizeof options, "%d", (int)getpid());
	(void)setenv("STAMMGAST_TEST_OWNER", options, 1);
	(void)snprintf(server->folder, sizeof server->folder, "%s/sg-bench-XXXXXX",
		base != NULL && strlen(base) < 60 ? base : "/tmp");
	if (mkdtemp(server->folder) == NULL) {
		bench_fail("no folder can be made: %s", server->folder);
		server->folder[0] = '\0';
		return false;
	}
	(void)snprintf(server->socket, sizeof server->socket, "%.90s/mysqld.sock",
		server->folder);
	bench_progress("server: starting");
	if (!run_script("start", server->folder)) {
		print_log(server);
		bench_fail("the private MariaDB did not start");
		return false;
	}
	mysql = read_pid(server) ? bench_connect(server, "mysql") : NULL;
	if (mysql == NULL) {
		return false;
	}
	read_settings(server, mysql);
	ready = write_log_around(mysql);
	mysql_close(mysql);
	return ready;
}

void bench_server_stop(struct bench_server *server)
{
	char template[128];

	if (server->folder[0] == '\0') {
		return;
	}
	/* Its data goes anyway: no need to wait until it has put it in order. */
	if (server->pid > 0) {
		(void)kill(server->pid, SIGKILL);
	}
	(void)run_script("remove", server->folder);
	(void)snprintf(template, sizeof template, "%s-template", server->folder);
	(void)run_script("remove", template);
	server->folder[0] = '\0';
}

MYSQL *bench_connect(const struct bench_server *server, const char *database)
{
	MYSQL *mysql = mysql_init(NULL);

	if (mysql == NULL || mysql_real_connect(mysql, NULL, "root", "", database, 0,
				     server->socket, 0) == NULL) {
		bench_fail("no connection to the private MariaDB: %s",
			mysql != NULL ? mysql_error(mysql) : "out of memory");
		mysql_close(mysql);
		return NULL;
	}
	return mysql;
}

static bool query(MYSQL *mysql, const char *format, va_list arguments)
{
	char *sql = NULL;
	bool done =
		vasprintf(&sql, format, arguments) >= 0 && mysql_query(mysql, sql) == 0;

	if (!done && !bench_stopped()) {
		bench_fail("%s: %s", sql, mysql_error(mysql));
	}
	free(sql);
	return done;
}

bool bench_sql(MYSQL *mysql, const char *format, ...)
{
	va_list arguments;
	bool done;

	va_start(arguments, format);
	done = query(mysql, format, arguments);
	va_end(arguments);
	mysql_free_result(done ? mysql_store_result(mysql) : NULL);
	return done;
}

int64_t bench_number(MYSQL *mysql, const char *format, ...)
{
	MYSQL_RES *result = NULL;
	MYSQL_ROW row = NULL;
	va_list arguments;
	int64_t number = 0;

	va_start(arguments, format);
	if (query(mysql, format, arguments)) {
		result = mysql_store_result(mysql);
		row = result != NULL ? mysql_fetch_row(result) : NULL;
	}
	va_end(arguments);
	if (row != NULL && row[0] != NULL) {
		number = strtoll(row[0], NULL, 10);
	}
	mysql_free_result(result);
	return number;
}

int64_t bench_status(MYSQL *mysql, const char *name)
{
	return bench_number(mysql,
		"SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS "
		"WHERE VARIABLE_NAME = '%s'",
		name);
}

static void set_affinity(pid_t thread, int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	for (int i = 0; i < CPU_SETSIZE; i++) {
		if (cpu < 0 || i == cpu) {
			CPU_SET((size_t)i, &set);
		}
	}
	(void)sched_setaffinity(thread, sizeof set, &set);
}

void bench_pin(const struct bench_server *server, bool pinned)
{
	char path[64];
	struct dirent *entry;
	DIR *tasks;

	set_affinity(0, pinned ? server->caller_cpu : -1);
	(void)snprintf(path, sizeof path, "/proc/%d/task", (int)server->pid);
	tasks = opendir(path);
	while (tasks != NULL && (entry = readdir(tasks)) != NULL) {
		pid_t thread = (pid_t)strtol(entry->d_name, NULL, 10);

		if (thread > 0) {
			set_affinity(thread, pinned ? server->server_cpu : -1);
		}
	}
	if (tasks != NULL) {
		(void)closedir(tasks);
	}
}

double bench_server_cpu(const struct bench_server *server)
{
	char path[96];
	unsigned long long sum = 0, thread = 0;
	struct dirent *entry;
	DIR *tasks;

	(void)snprintf(path, sizeof path, "/proc/%d/task", (int)server->pid);
	tasks = opendir(path);
	while (tasks != NULL && (entry = readdir(tasks)) != NULL) {
		FILE *file;

		(void)snprintf(path, sizeof path, "/proc/%d/task/%.16s/schedstat",
			(int)server->pid, entry->d_name);
		file = entry->d_name[0] != '.' ? fopen(path, "r") : NULL;
		if (file != NULL && fscanf(file, "%llu", &thread) == 1) {
			sum += thread;
		}
		if (file != NULL) {
			(void)fclose(file);
		}
	}
	if (tasks != NULL) {
		(void)closedir(tasks);
	}
	return (double)sum * 1e-9;
}

double bench_caller_cpu(void)
{
	struct timespec used;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
}

void bench_settle(MYSQL *mysql)
{
	double until = bench_now() + 120;

	(void)bench_sql(mysql,
		"SET GLOBAL innodb_io_capacity_max = 20000, "
		"innodb_io_capacity = 20000, innodb_max_dirty_pages_pct = 0");
	while (bench_now() < until && !bench_stopped() &&
		bench_status(mysql, "Innodb_buffer_pool_pages_dirty") > 200) {
		bench_progress("server: waiting for its pages, %lld are left",
			(long long)bench_status(mysql, "Innodb_buffer_pool_pages_dirty"));
		(void)usleep(100000);
	}
	(void)bench_sql(mysql,
		"SET GLOBAL innodb_io_capacity = 200, innodb_io_capacity_max = 2000, "
		"innodb_max_dirty_pages_pct = 90");
}
