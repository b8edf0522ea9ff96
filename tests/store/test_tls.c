/* TLS to the database: verified where the config says so, and a deadline there too. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/arena.h"
#include "store/deadline.h"
#include "store/script.h"
#include "support/database.h"

static struct sg_test_server server;
static struct sg_test_database db;
static struct sg_error error;
static char folder[] = "/tmp/sg-tls-XXXXXX";
static char own_ca[64];
static char other_ca[64];
static unsigned port;
static bool ready;

static bool make_certificate(const char *name)
{
	char key[64];
	char certificate[64];
	int status = -1;
	pid_t child;

	(void)snprintf(key, sizeof key, "%s/%s.key", folder, name);
	(void)snprintf(certificate, sizeof certificate, "%s/%s.pem", folder, name);
	child = fork();
	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

		(void)dup2(nowhere, STDERR_FILENO);
		(void)execlp("openssl", "openssl", "req", "-x509", "-newkey", "rsa:2048",
			"-nodes", "-days", "30", "-subj", "/CN=localhost", "-keyout", key,
			"-out", certificate, (char *)NULL);
		_exit(127);
	}
	return waitpid(child, &status, 0) == child && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

static unsigned free_port(void)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t size = sizeof address;
	int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)bind(handle, (struct sockaddr *)&address, size);
	(void)getsockname(handle, (struct sockaddr *)&address, &size);
	(void)close(handle);
	return ntohs(address.sin_port);
}

static int start_server(void **state)
{
	char options[400];

	(void)state;
	if (mkdtemp(folder) == NULL || !make_certificate("own") ||
		!make_certificate("other")) {
		return 0;
	}
	(void)snprintf(own_ca, sizeof own_ca, "%s/own.pem", folder);
	(void)snprintf(other_ca, sizeof other_ca, "%s/other.pem", folder);
	port = free_port();
	(void)snprintf(options, sizeof options,
		"--ssl-cert=%s/own.pem --ssl-key=%s/own.key --ssl-ca=%s/own.pem "
		"--skip-networking=0 --bind-address=127.0.0.1 --port=%u",
		folder, folder, folder, port);
	(void)setenv("STAMMGAST_TEST_SERVER_OPTIONS", options, 1);
	sg_test_server_start(&server);
	sg_test_database_create_at(&db, server.socket);
	ready = true;
	return 0;
}

static int stop_server(void **state)
{
	static const char *const files[] = {
		"own.key", "own.pem", "other.key", "other.pem"};

	(void)state;
	if (ready) {
		sg_test_database_drop(&db);
		sg_test_server_stop(&server);
	}
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		char path[80];

		(void)snprintf(path, sizeof path, "%s/%s", folder, files[i]);
		(void)unlink(path);
	}
	(void)rmdir(folder);
	return 0;
}

static struct sg_db_config config_with(const char *ca)
{
	struct sg_db_config config = db.config;

	if (!ready) {
		print_message("skipped: openssl made no certificate\n");
		skip();
	}
	error = (struct sg_error){0};
	config.tls_ca = ca;
	config.tls_verify = true;
	return config;
}

static enum sg_db_outcome ask(struct sg_connection *connection, const char *sql,
	int deadline_ms, char *ret_text, size_t size)
{
	struct sg_arena *arena = sg_arena_new();
	struct sg_script script;
	enum sg_db_outcome outcome;

	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, sql);
	outcome = sg_script_run(
		&script, connection, sg_deadline_in_ms(deadline_ms), &error);
	(void)snprintf(ret_text, size, "%s",
		outcome == SG_DB_DONE ? sg_rows_text(sg_script_rows(&script, 0), 0, 0)
				      : "");
	sg_arena_free(arena);
	return outcome;
}

static void a_known_certificate_is_taken(void **state)
{
	struct sg_db_config config = config_with(own_ca);
	struct sg_connection *connection = NULL;
	char text[80];

	(void)state;
	assert_int_equal(
		sg_db_connect(&config, sg_deadline_in_ms(5000), &error, &connection),
		SG_OK);
	assert_int_equal(
		ask(connection,
			"SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS "
			"WHERE VARIABLE_NAME = 'SSL_CIPHER';",
			5000, text, sizeof text),
		SG_DB_DONE);
	assert_true(strlen(text) > 3);
	assert_true(sg_db_alive(connection));
	sg_db_close(connection);
}

static void a_certificate_of_somebody_else_is_refused(void **state)
{
	struct sg_db_config config = config_with(other_ca);
	struct sg_connection *connection = NULL;

	(void)state;
	assert_int_equal(
		sg_db_connect(&config, sg_deadline_in_ms(5000), &error, &connection),
		SG_REFUSED);
	assert_null(connection);
}

static void a_server_without_tls_is_refused(void **state)
{
	struct sg_db_config config = config_with(own_ca);
	struct sg_test_database plain;
	struct sg_connection *connection = NULL;

	(void)state;
	sg_test_database_create(&plain);
	if (sg_test_number(&plain, "SELECT @@have_ssl = 'YES'") == 1) {
		sg_test_database_drop(&plain);
		skip();
	}
	config.socket = plain.socket;
	config.name = plain.name;
	assert_int_equal(
		sg_db_connect(&config, sg_deadline_in_ms(5000), &error, &connection),
		SG_REFUSED);
	assert_null(connection);
	sg_test_database_drop(&plain);
}

static enum sg_status connect_to(const char *host, bool verify)
{
	struct sg_db_config config = config_with(verify ? own_ca : NULL);
	struct sg_connection *connection = NULL;
	enum sg_status status;

	config.socket = NULL;
	config.host = host;
	config.port = port;
	config.user = "tcp";
	config.password = "s3cret";
	config.tls_verify = verify;
	status = sg_db_connect(&config, sg_deadline_in_ms(5000), &error, &connection);
	sg_db_close(connection);
	return status;
}

static void a_host_is_reached_by_name_and_verified_by_it(void **state)
{
	(void)state;
	(void)config_with(NULL);
	sg_test_sql(&db, "CREATE OR REPLACE USER tcp@'127.0.0.1' IDENTIFIED BY 's3cret'");
	sg_test_sql(&db, "GRANT ALL ON *.* TO tcp@'127.0.0.1'");
	assert_int_equal(connect_to("127.0.0.1", false), SG_OK);
	assert_int_equal(connect_to("localhost", false), SG_OK);
	assert_int_equal(connect_to("localhost", true), SG_OK);
	/* The certificate does not say so. */
	assert_int_equal(connect_to("127.0.0.1", true), SG_REFUSED);
	assert_int_equal(connect_to("", false), SG_REFUSED);
}

static void a_slow_answer_ends_at_the_deadline(void **state)
{
	struct sg_db_config config = config_with(own_ca);
	struct sg_connection *connection = NULL;
	char text[80];
	int64_t began_us;

	(void)state;
	assert_int_equal(
		sg_db_connect(&config, sg_deadline_in_ms(5000), &error, &connection),
		SG_OK);
	began_us = sg_monotonic_us();
	assert_int_equal(
		ask(connection, "SELECT SLEEP(28);", 300, text, sizeof text), SG_DB_LOST);
	assert_in_range(sg_monotonic_us() - began_us, 250000, 10000000);
	assert_false(sg_db_usable(connection));
	sg_db_close(connection);
}

static void a_handshake_that_hangs_ends_at_the_deadline(void **state)
{
	struct sg_db_config config = config_with(own_ca);
	struct sg_connection *connection = NULL;
	int64_t began_us;
	enum sg_status status;

	(void)state;
	sg_test_server_hang(&server);
	began_us = sg_monotonic_us();
	status = sg_db_connect(&config, sg_deadline_in_ms(300), &error, &connection);
	began_us = sg_monotonic_us() - began_us;
	assert_int_equal(kill(server.pid, SIGCONT), 0);
	assert_int_equal(status, SG_UNAVAILABLE);
	/* It hangs until it was let go: only the deadline ended this. */
	assert_in_range(began_us, 250000, 10000000);
}

/* Says hello, promises TLS, and is silent from then on. */
static void promise_tls(int handle)
{
	static const char greeting[] = "\x50\0\0\0"
				       "\x0A"
				       "5.5.5-10.11.6-MariaDB\0"
				       "\x01\0\0\0"
				       "12345678\0"
				       "\xFF\xFF"
				       "\x21"
				       "\x02\0"
				       "\x0F\x80"
				       "\x15"
				       "\0\0\0\0\0\0\0\0\0\0"
				       "123456789012\0"
				       "mysql_native_password";
	char packet[sizeof greeting];
	char bytes[4096];
	int peer = accept(handle, NULL, NULL);

	memcpy(packet, greeting, sizeof greeting);
	packet[0] = (char)(sizeof greeting - 4);
	(void)send(peer, packet, sizeof packet, MSG_NOSIGNAL);
	while (recv(peer, bytes, sizeof bytes, 0) > 0) {
	}
	_exit(0);
}

static void a_promise_of_tls_that_is_not_kept_ends_at_the_deadline(void **state)
{
	struct sg_db_config config = config_with(own_ca);
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct sg_connection *connection = NULL;
	int handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int64_t began_us;
	pid_t child;

	(void)state;
	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s/fake.sock", folder);
	assert_int_equal(bind(handle, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(handle, 4), 0);
	child = fork();
	if (child == 0) {
		promise_tls(handle);
	}
	config.socket = address.sun_path;
	began_us = sg_monotonic_us();
	assert_int_equal(
		sg_db_connect(&config, sg_deadline_in_ms(200), &error, &connection),
		SG_UNAVAILABLE);
	/* The other side is silent for as long as we stay. */
	assert_in_range(sg_monotonic_us() - began_us, 190000, 10000000);
	assert_int_equal(waitpid(child, NULL, 0), child);
	(void)close(handle);
	(void)unlink(address.sun_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_known_certificate_is_taken),
		cmocka_unit_test(a_certificate_of_somebody_else_is_refused),
		cmocka_unit_test(a_server_without_tls_is_refused),
		cmocka_unit_test(a_host_is_reached_by_name_and_verified_by_it),
		cmocka_unit_test(a_slow_answer_ends_at_the_deadline),
		cmocka_unit_test(a_promise_of_tls_that_is_not_kept_ends_at_the_deadline),
		cmocka_unit_test(a_handshake_that_hangs_ends_at_the_deadline),
	};

	return cmocka_run_group_tests_name("tls", tests, start_server, stop_server);
}
