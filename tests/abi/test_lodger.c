/*
 * A host with a life of its own: it exports its own mysql_*, json_* and curl_* functions,
 * handles SIGPIPE itself, runs under de_DE, and finds everything as it left it: signals,
 * locale, environment, descriptors, threads, and nothing printed.
 */
#include "abi/hostile.h"
#include "abi/hotel.h"
#include "abi/module.h"
#include "support/http_peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

extern char **environ;

static struct module module;
static volatile sig_atomic_t pipes_broken;

void taken_over(const char *name)
{
	fprintf(stderr, "the host's %s was called instead of the module's\n", name);
	_exit(1);
}

static void on_pipe(int number)
{
	(void)number;
	pipes_broken++;
}

/* All that a lodger must leave alone. */
struct house {
	struct sigaction actions[32];
	sigset_t blocked;
	char locale[256];
	char folder[512];
	char variables[16384];
	mode_t mask;
};

static void look_round(struct house *house)
{
	memset(house, 0, sizeof(*house));
	for (int number = 1; number < 32; number++) {
		sigaction(number, NULL, &house->actions[number]);
	}
	sigprocmask(SIG_BLOCK, NULL, &house->blocked);
	snprintf(house->locale, sizeof(house->locale), "%s", setlocale(LC_ALL, NULL));
	assert_non_null(getcwd(house->folder, sizeof(house->folder)));
	for (size_t i = 0, at = 0; environ[i]; i++) {
		at += (size_t)snprintf(house->variables + at,
			sizeof(house->variables) - at, "%s\n", environ[i]);
		assert_true(at < sizeof(house->variables));
	}
	house->mask = umask(022);
	umask(house->mask);
}

static void assert_same_house(const struct house *before)
{
	struct house now;

	look_round(&now);
	for (int number = 1; number < 32; number++) {
		assert_ptr_equal(now.actions[number].sa_handler,
			before->actions[number].sa_handler);
		assert_int_equal(
			now.actions[number].sa_flags, before->actions[number].sa_flags);
	}
	assert_memory_equal(&now.blocked, &before->blocked, sizeof(now.blocked));
	assert_string_equal(now.locale, before->locale);
	assert_string_equal(now.folder, before->folder);
	assert_string_equal(now.variables, before->variables);
	assert_int_equal(now.mask, before->mask);
	assert_int_equal(process_threads(), 2); /* ours, and the peer's */
}

static struct http_peer *peer;
static char config[HOTEL_TEXT];

/* Opens the hotel, checks a guest in and works until the checklist was received. */
static void live_a_day(void)
{
	static int stays;
	char text[HOTEL_TEXT], url[128];
	struct pms_plugin *plugin = module_open(&module, config);
	size_t before = http_peer_requests(peer, NULL);

	http_peer_url(peer, "/floor", url, sizeof(url));
	hotel_open(&module, plugin, url);
	hotel_check_in(stays++, 1, text);
	assert_int_equal(module_call(&module, plugin, text), PMS_OK);
	for (int i = 0; i < 100 && http_peer_requests(peer, NULL) == before; i++) {
		assert_true(module.work(plugin, 100, NULL) >= 0);
	}
	assert_true(http_peer_requests(peer, NULL) > before);
	module.close(plugin);
}

/* Everything that a host can ask for: with the database away, then with it. */
static void use_everything(void)
{
	struct pms_plugin *plugin = module_open(&module, CONFIG_AWAY);

	assert_int_equal(module_call(&module, plugin, DOCUMENT), PMS_E_UNAVAILABLE);
	assert_int_equal(module_call(&module, plugin, "{\"type\":"), PMS_E_INVALID);
	(void)module.work(plugin, 10, NULL);
	assert_int_equal(module.wake(plugin), PMS_OK);
	module.close(plugin);
	live_a_day();
}

/* The peer, which is in this process too, notices a little later that its guest hung up. */
static int settled_descriptors(void)
{
	nanosleep(&(struct timespec){0, 500000000}, NULL);
	return process_descriptors();
}

static void the_house_is_left_as_it_was(void **state)
{
	struct house before;

	(void)state;
	look_round(&before);
	use_everything();
	assert_same_house(&before);
	/* What libraries of the system keep open, they keep from the first time on. */
	int descriptors = settled_descriptors();
	use_everything();
	use_everything();
	for (int i = 0; i < 20 && settled_descriptors() > descriptors; i++) {
	}
	assert_true(process_descriptors() <= descriptors);
}

static void a_broken_pipe_is_still_the_hosts_business(void **state)
{
	int ends[2];

	(void)state;
	use_everything();
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_int_equal(write(ends[1], "x", 1), -1);
	assert_int_equal(pipes_broken, 1);
	close(ends[1]);
}

static void a_german_comma_is_no_decimal_point(void **state)
{
	char text[16];

	(void)state;
	assert_non_null(setlocale(LC_ALL, NULL));
	snprintf(text, sizeof(text), "%.1f", 0.5);
	assert_string_equal(text, "0,5");
	use_everything();
	snprintf(text, sizeof(text), "%.1f", 0.5);
	assert_string_equal(text, "0,5");
}

static void nothing_is_printed(void **state)
{
	int out = dup(1), err = dup(2);
	FILE *file = tmpfile();

	(void)state;
	fflush(NULL);
	dup2(fileno(file), 1);
	dup2(fileno(file), 2);
	use_everything();
	fflush(NULL);
	dup2(out, 1);
	dup2(err, 2);
	close(out);
	close(err);
	struct stat now;
	assert_int_equal(fstat(fileno(file), &now), 0);
	fclose(file);
	assert_int_equal(now.st_size, 0);
}

static void the_hosts_own_libraries_stay_the_hosts(void **state)
{
	(void)state;
	assert_true(hostile_names > 400);
}

static int move_in(void **state)
{
	struct sigaction action = {.sa_handler = on_pipe};

	(void)state;
	sigaction(SIGPIPE, &action, NULL);
	if (!setlocale(LC_ALL, "de_DE.UTF-8")) {
		fprintf(stderr, "no de_DE.UTF-8 below LOCPATH\n");
		return -1;
	}
	module_load(&module);
	hotel_config(config);
	peer = http_peer_start();
	return peer ? 0 : -1;
}

static int move_out(void **state)
{
	(void)state;
	http_peer_stop(peer);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_house_is_left_as_it_was),
		cmocka_unit_test(a_broken_pipe_is_still_the_hosts_business),
		cmocka_unit_test(a_german_comma_is_no_decimal_point),
		cmocka_unit_test(nothing_is_printed),
		cmocka_unit_test(the_hosts_own_libraries_stay_the_hosts),
	};
	return cmocka_run_group_tests(tests, move_in, move_out);
}
