/*
 * Handles and replies: who may use them, what is turned away, what an older and a newer host
 * struct get, two instances, a fork, and a thousand rounds without a trace. The database is
 * away in most of it, which is no reason for any of this to fail.
 */
#include "abi/hotel.h"
#include "abi/module.h"

#include <setjmp.h>
#include <stdarg.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct module module;

struct heard {
	int lines;
	int other_threads;
	pid_t thread;
	char text[256];
};

static void hear(void *data, int32_t level, const char *text, size_t len)
{
	struct heard *heard = data;

	heard->lines++;
	heard->other_threads += heard->thread != gettid();
	assert_in_range(level, PMS_LOG_ERROR, PMS_LOG_DEBUG);
	snprintf(heard->text, sizeof(heard->text), "%.*s", (int)len, text);
}

/* Opens an empty database, which is told of, and closes it. */
static int lines_heard(struct pms_host *host, struct heard *heard)
{
	struct pms_plugin *plugin = NULL;
	char config[HOTEL_TEXT];

	hotel_forget();
	hotel_config(config);
	heard->lines = 0;
	heard->thread = gettid();
	assert_int_equal(
		module.open(config, strlen(config), host, &plugin, NULL), PMS_OK);
	memset(host, 0xEE, sizeof(*host)); /* a copy was taken */
	assert_int_equal(module_call(&module, plugin, "{"), PMS_E_INVALID);
	module.close(plugin);
	assert_int_equal(heard->other_threads, 0);
	return heard->lines;
}

static void the_abi_and_the_description_say_what_it_is(void **state)
{
	(void)state;
	assert_int_equal(module.abi(), PMS_ABI_MAJOR << 16 | PMS_ABI_MINOR);
	assert_non_null(strstr(module.describe(), "\"name\":\"stammgast\""));
	assert_ptr_equal(module.describe(), module.describe());
}

static void a_symbol_of_a_later_minor_is_absent(void **state)
{
	(void)state;
	assert_null(dlsym(module.handle, "pms_plugin_interface"));
	assert_null(dlsym(module.handle, "sg_service_open"));
	assert_null(dlsym(module.handle, "mysql_init"));
}

static void an_open_without_arguments_is_refused_and_gives_no_handle(void **state)
{
	struct pms_plugin *plugin = (void *)&module;
	struct pms_reply *reply = NULL;

	(void)state;
	assert_int_equal(module.open(NULL, 7, NULL, &plugin, &reply), PMS_E_INVALID);
	assert_true(module_is_error(&module, reply, "argument_missing"));
	assert_null(plugin);
	assert_int_equal(module.open("{}", 2, NULL, NULL, &reply), PMS_E_INVALID);
	assert_true(module_is_error(&module, reply, "argument_missing"));
	assert_int_equal(module.open("{", 1, NULL, &plugin, &reply), PMS_E_INVALID);
	assert_null(plugin);
	assert_non_null(strstr(module.text(reply, NULL), "\"error\":{\"code\":"));
	module.free(reply);
	assert_int_equal(module.open(NULL, 0, NULL, &plugin, NULL), PMS_E_INVALID);
}

static void an_open_is_answered_as_the_schema_of_replies_says(void **state)
{
	struct pms_plugin *plugin = NULL;
	struct pms_reply *reply = NULL;

	(void)state;
	assert_int_equal(
		module.open(CONFIG_AWAY, strlen(CONFIG_AWAY), NULL, &plugin, &reply),
		PMS_OK);
	assert_string_equal(module.text(reply, NULL),
		"{\"type\":\"reply/1\",\"outcome\":\"applied\"}");
	module.free(reply);
	module.close(plugin);
}

static void calls_without_a_handle_or_a_text_are_refused(void **state)
{
	struct pms_plugin *plugin = module_open(&module, CONFIG_AWAY);
	struct pms_reply *reply = NULL;

	(void)state;
	assert_int_equal(module.call(NULL, "{}", 2, &reply), PMS_E_INVALID);
	assert_true(module_is_error(&module, reply, "argument_missing"));
	assert_int_equal(module.call(plugin, NULL, 2, &reply), PMS_E_INVALID);
	assert_true(module_is_error(&module, reply, "argument_missing"));
	assert_int_equal(module.work(NULL, 0, &reply), PMS_E_INVALID);
	assert_true(module_is_error(&module, reply, "argument_missing"));
	assert_int_equal(module.wake(NULL), PMS_E_INVALID);
	module.close(plugin);
	module.close(NULL);
	module.free(NULL);
}

static void a_reply_that_nobody_wants_is_not_given(void **state)
{
	struct pms_plugin *plugin = module_open(&module, CONFIG_AWAY);

	(void)state;
	assert_int_equal(module.call(plugin, "{", 1, NULL), PMS_E_INVALID);
	assert_int_equal(module.call(plugin, NULL, 0, NULL), PMS_E_INVALID);
	assert_int_equal(module.call(NULL, "{", 1, NULL), PMS_E_INVALID);
	assert_true(module.work(plugin, 0, NULL) <= 0);
	module.close(plugin);
}

static void no_reply_reads_as_an_empty_text(void **state)
{
	size_t len = 9;

	(void)state;
	assert_string_equal(module.text(NULL, &len), "");
	assert_int_equal(len, 0);
	assert_string_equal(module.text(NULL, NULL), "");
}

static void a_text_needs_no_end_and_is_not_kept(void **state)
{
	size_t len = strlen(CONFIG_AWAY);
	char *config =
		malloc(len); /* exactly: a byte more would be seen by the sanitizer */
	struct pms_plugin *plugin = NULL;
	struct pms_reply *reply = NULL;

	(void)state;
	memcpy(config, CONFIG_AWAY, len);
	assert_int_equal(module.open(config, len, NULL, &plugin, &reply), PMS_OK);
	free(config);
	module.free(reply);
	char *document = malloc(strlen(DOCUMENT));
	memcpy(document, DOCUMENT, strlen(DOCUMENT));
	assert_int_equal(module.call(plugin, document, strlen(DOCUMENT), &reply),
		PMS_E_UNAVAILABLE);
	free(document);
	module.free(reply);
	module.close(plugin);
}

static void a_reply_outlives_its_handle(void **state)
{
	struct pms_plugin *plugin = module_open(&module, CONFIG_AWAY);
	struct pms_reply *reply = NULL;
	struct pms_reply *another = NULL;

	(void)state;
	assert_int_equal(module.call(plugin, DOCUMENT, strlen(DOCUMENT), &reply),
		PMS_E_UNAVAILABLE);
	assert_int_equal(module.call(plugin, "{", 1, &another), PMS_E_INVALID);
	module.close(plugin);
	assert_non_null(strstr(module.text(reply, NULL), "\"retryable\":true"));
	assert_non_null(strstr(module.text(another, NULL), "\"retryable\":false"));
	module.free(another);
	module.free(reply);
}

static void a_host_is_heard_on_its_own_thread(void **state)
{
	struct heard heard = {0};
	struct pms_host host = {sizeof(host), &heard, hear};

	(void)state;
	assert_true(lines_heard(&host, &heard) > 0);
}

static void an_older_host_without_a_log_is_served(void **state)
{
	struct heard heard = {0};
	struct pms_host host = {offsetof(struct pms_host, log), &heard, hear};

	(void)state;
	assert_int_equal(lines_heard(&host, &heard), 0);
	host = (struct pms_host){offsetof(struct pms_host, log) + 3, &heard, hear};
	assert_int_equal(lines_heard(&host, &heard), 0);
	host = (struct pms_host){sizeof(size_t), NULL, NULL};
	assert_int_equal(lines_heard(&host, &heard), 0);
}

static void a_newer_host_may_bring_more_than_is_known(void **state)
{
	struct heard heard = {0};
	struct {
		struct pms_host known;
		void (*later)(void);
		char tail[4096];
	} newer = {.known = {sizeof(newer), &heard, hear}};

	(void)state;
	memset(newer.tail, 0xA5, sizeof(newer.tail));
	assert_true(lines_heard(&newer.known, &heard) > 0);
}

static void a_host_that_hides_its_size_is_refused(void **state)
{
	struct pms_plugin *plugin = NULL;
	struct pms_reply *reply = NULL;
	struct pms_host host = {0};

	(void)state;
	assert_int_equal(
		module.open(CONFIG_AWAY, strlen(CONFIG_AWAY), &host, &plugin, &reply),
		PMS_E_INVALID);
	assert_true(module_is_error(&module, reply, "host_size"));
	assert_null(plugin);
}

static void two_instances_know_nothing_of_each_other(void **state)
{
	struct pms_plugin *one = module_open(&module, CONFIG_AWAY);
	struct pms_plugin *two = module_open(&module, CONFIG_AWAY);

	(void)state;
	assert_ptr_not_equal(one, two);
	assert_int_equal(module_call(&module, one, DOCUMENT), PMS_E_UNAVAILABLE);
	module.close(one);
	assert_int_equal(module_call(&module, two, DOCUMENT), PMS_E_UNAVAILABLE);
	assert_int_equal(module_call(&module, two, "{"), PMS_E_INVALID);
	module.close(two);
}

/* What the child finds; its exit status says at which step it was surprised. */
static int child_steps(struct pms_plugin *plugin)
{
	struct pms_reply *reply = NULL;

	if (module.call(plugin, DOCUMENT, strlen(DOCUMENT), &reply) != PMS_E_FORKED ||
		!module_is_error(&module, reply, "forked")) {
		return 1;
	}
	if (module.work(plugin, 1000, &reply) != PMS_E_FORKED ||
		!module_is_error(&module, reply, "forked")) {
		return 2;
	}
	if (module.wake(plugin) != PMS_E_FORKED) {
		return 3;
	}
	module.close(plugin);
	struct pms_plugin *own = module_open(&module, CONFIG_AWAY);
	if (module_call(&module, own, DOCUMENT) != PMS_E_UNAVAILABLE) {
		return 4;
	}
	module.close(own);
	return 0;
}

static void a_forked_child_is_told_so_and_may_open_its_own(void **state)
{
	struct pms_plugin *plugin = module_open(&module, CONFIG_AWAY);
	int status = -1;

	(void)state;
	pid_t child = fork();
	if (child == 0) {
		_exit(child_steps(plugin));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(module_call(&module, plugin, DOCUMENT), PMS_E_UNAVAILABLE);
	module.close(plugin);
}

/* The sockets that this process holds, as text: a link that was lost and made again has
 * another number. */
static void list_sockets(char *ret_text, size_t size)
{
	char path[64], target[64];
	size_t len = 0;

	ret_text[0] = '\0';
	for (int fd = 0; fd < 256; fd++) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		ssize_t got = readlink(path, target, sizeof(target) - 1);
		if (got > 7 && memcmp(target, "socket:", 7) == 0) {
			len += (size_t)snprintf(ret_text + len, size - len, "%d %.*s\n",
				fd, (int)got, target);
			assert_true(len < size);
		}
	}
}

static void a_forked_child_does_not_hang_up_for_its_parent(void **state)
{
	char config[HOTEL_TEXT], text[HOTEL_TEXT], before[4096], after[4096];
	int status = -1;

	(void)state;
	hotel_config(config);
	struct pms_plugin *plugin = module_open(&module, config);
	hotel_open(&module, plugin, NULL);
	list_sockets(before, sizeof(before));
	assert_string_not_equal(before, "");
	pid_t child = fork();
	if (child == 0) {
		module.close(plugin);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	hotel_check_in(1, 1, text);
	assert_int_equal(module_call(&module, plugin, text), PMS_OK);
	list_sockets(after, sizeof(after));
	assert_string_equal(before, after);
	module.close(plugin);
}

static void one_round(const char *config, const char *text, int32_t wanted)
{
	struct module again;

	module_load(&again);
	struct pms_plugin *plugin = module_open(&again, config);
	assert_int_equal(module_call(&again, plugin, text), wanted);
	again.close(plugin);
	module_unload(&again);
}

/* Rounds until memory has settled, then as many that must not cost any. A sanitizer sees a
 * leak at once and takes its time for each round. */
static void many_rounds(const char *config, const char *text, int32_t wanted, int rounds)
{
#ifdef SG_SANITIZED
	rounds /= 5;
#endif
	for (int i = 0; i < rounds / 10; i++) {
		one_round(config, text, wanted);
	}
	int descriptors = process_descriptors();
	long rss = process_rss_kib();
	for (int i = 0; i < rounds; i++) {
		one_round(config, text, wanted);
	}
	assert_int_equal(process_descriptors(), descriptors);
	assert_int_equal(process_threads(), 1);
#ifndef SG_SANITIZED
	assert_true(process_rss_kib() - rss <= 512);
#else
	(void)rss;
#endif
}

static void a_thousand_rounds_leave_nothing_behind(void **state)
{
	(void)state;
	many_rounds(CONFIG_AWAY, DOCUMENT, PMS_E_UNAVAILABLE, 1000);
}

static void a_hundred_rounds_with_a_database_leave_nothing_behind(void **state)
{
	char config[HOTEL_TEXT], text[HOTEL_TEXT];

	(void)state;
	hotel_config(config);
	struct pms_plugin *plugin = module_open(&module, config);
	hotel_open(&module, plugin, NULL);
	module.close(plugin);
	hotel_check_in(2, 1, text);
	many_rounds(config, text, PMS_OK, 100);
}

static void an_unloaded_module_stays_mapped(void **state)
{
	struct module again;

	(void)state;
	module_load(&again);
	uint32_t (*abi)(void) = again.abi;
	module_unload(&again);
	module_unload(&module);
	assert_int_equal(abi() >> 16, PMS_ABI_MAJOR);
	module_load(&module);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_abi_and_the_description_say_what_it_is),
		cmocka_unit_test(a_symbol_of_a_later_minor_is_absent),
		cmocka_unit_test(
			an_open_without_arguments_is_refused_and_gives_no_handle),
		cmocka_unit_test(an_open_is_answered_as_the_schema_of_replies_says),
		cmocka_unit_test(calls_without_a_handle_or_a_text_are_refused),
		cmocka_unit_test(a_reply_that_nobody_wants_is_not_given),
		cmocka_unit_test(no_reply_reads_as_an_empty_text),
		cmocka_unit_test(a_text_needs_no_end_and_is_not_kept),
		cmocka_unit_test(a_reply_outlives_its_handle),
		cmocka_unit_test(a_host_is_heard_on_its_own_thread),
		cmocka_unit_test(an_older_host_without_a_log_is_served),
		cmocka_unit_test(a_newer_host_may_bring_more_than_is_known),
		cmocka_unit_test(a_host_that_hides_its_size_is_refused),
		cmocka_unit_test(two_instances_know_nothing_of_each_other),
		cmocka_unit_test(a_forked_child_is_told_so_and_may_open_its_own),
		cmocka_unit_test(a_forked_child_does_not_hang_up_for_its_parent),
		cmocka_unit_test(a_thousand_rounds_leave_nothing_behind),
		cmocka_unit_test(a_hundred_rounds_with_a_database_leave_nothing_behind),
		cmocka_unit_test(an_unloaded_module_stays_mapped),
	};
	module_load(&module);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
