/* The written day from outside: how it ends, what it tells, and what it leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/folder.h"
#include "document/value.h"

enum { TEXT_MAX = 1 << 20 };

static char folder[128];

static int make_folder(void **state)
{
	struct sg_error error;

	(void)state;
	return sg_folder_make_temporary(sizeof folder, &error, folder) != SG_OK;
}

static int remove_folder(void **state)
{
	(void)state;
	sg_folder_remove(folder);
	return 0;
}

static char *read_file(const char *name)
{
	char path[192];
	char *text = calloc(1, TEXT_MAX);
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "re");
	assert_non_null(file);
	assert_non_null(text);
	text[fread(text, 1, TEXT_MAX - 1, file)] = '\0';
	(void)fclose(file);
	return text;
}

static void become(const char *const *argv)
{
	char out[192], err[192];
	int out_fd, err_fd;

	(void)snprintf(out, sizeof out, "%s/out", folder);
	(void)snprintf(err, sizeof err, "%s/err", folder);
	out_fd = open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	err_fd = open(err, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	(void)dup2(out_fd, STDOUT_FILENO);
	(void)dup2(err_fd, STDERR_FILENO);
	if (argv[0] != NULL) {
		(void)execv(argv[0], (char *const *)(uintptr_t)argv);
	}
	_exit(126);
}

/* Exit status, and what was printed in "out" and "err" of the folder. */
static int demo(const char *option, const char *value)
{
	const char *argv[] = {getenv("STAMMGAST_PROGRAM"), "demo", option, value, NULL};
	int status;
	pid_t pid;

	if (argv[0] == NULL || access(argv[0], X_OK) != 0) {
		skip();
	}
	pid = fork();
	if (pid == 0) {
		become(argv);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static const char *last_line(const char *text)
{
	size_t len = strlen(text);

	assert_true(len > 1 && text[len - 1] == '\n');
	for (len--; len > 0 && text[len - 1] != '\n'; len--) {
	}
	return text + len;
}

static size_t count(const char *text, const char *word)
{
	size_t found = 0;

	while ((text = strstr(text, word)) != NULL) {
		found++;
		text += strlen(word);
	}
	return found;
}

static void the_day_ends_with_every_checklist_delivered_and_verified(void **state)
{
	char page[192];
	int issued, delivered, verified, lost, end = 0;
	int status;
	char *out, *err;

	(void)state;
	(void)snprintf(page, sizeof page, "%s/page", folder);
	status = demo("--html", page);
	out = read_file("out");
	err = read_file("err");
	if (status != 0) {
		print_message("%s%s", out, err);
	}
	assert_int_equal(status, 0);
	assert_string_equal(err, "");
	assert_int_equal(count(out, "demo: "), 1);
	assert_int_equal(sscanf(last_line(out),
				 "demo: %d checklists issued, %d delivered, %d "
				 "signatures verified, %d lost\n%n",
				 &issued, &delivered, &verified, &lost, &end),
		4);
	assert_int_equal(strlen(last_line(out)), end);
	assert_true(issued >= 3 * 24); /* floor, office and desk of each arrival */
	assert_int_equal(delivered, issued);
	assert_int_equal(verified, issued);
	assert_int_equal(lost, 0);
	free(out);
	free(err);
}

/* Goes with the run before. */
static void the_day_tells_what_happened_the_lists_and_why(void **state)
{
	static const char *const told[] = {
		"  03:05  The night auditor closes Friday\n",
		"falls into a bucket",
		"         → refused: an id stands for one thing only\n",
		"The Nordlicht choir checks in, six rooms in one batch",
		"7   Zimmer   Wasser: 7 × still",
		"HAM1 · Sa 21.11. · Etage 4 ",
		"│ ✗ Keine Blumen / Fără flori ",
		"[x] !  Zimmer   Grundreinigung: Boden, Polster,",
		"Teilt das Zimmer: siehe dessen Liste.",
		"because the guest said on 2 May 2025: never amenity.flowers",
		"because the guest said on 12 Oct 2026: amenity.water",
		"left out: amenity.sweets = chocolate",
		"against it, from another in the room: the guest said",
		" 2 room.alert;\n0 received twice, 0 not verified, 0 dead",
	};
	char *out = read_file("out");
	char *page = read_file("page");

	(void)state;
	for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
		if (strstr(out, told[i]) == NULL) {
			print_message("not told: %s\n%s", told[i], out);
		}
		assert_non_null(strstr(out, told[i]));
	}
	assert_null(strstr(out, "NOT AS WRITTEN"));
	assert_null(strstr(out, "\033")); /* no colours into a file */
	assert_int_equal(count(page, "<html"), 1);
	assert_non_null(strstr(page, "Etage 2"));
	assert_non_null(strstr(page, "Etage 3"));
	assert_non_null(strstr(page, "Etage 4"));
	assert_null(strstr(page, "Ebert")); /* no names on paper */
	free(out);
	free(page);
}

static void programs_get_the_figures_and_every_step_as_json(void **state)
{
	struct sg_value *value = NULL;
	char *out;

	(void)state;
	assert_int_equal(demo("--json", NULL), 0);
	out = read_file("out");
	assert_int_equal(sg_value_parse(out, strlen(out), NULL, &value), SG_OK);
	assert_true(sg_value_is_true(sg_value_member(value, "well")));
	assert_int_equal(sg_value_integer(sg_value_member(value, "lost"), -1), 0);
	assert_int_equal(sg_value_integer(sg_value_member(value, "failed"), -1), 0);
	assert_int_equal(sg_value_integer(sg_value_find(value, "bodies.leaks"), -1), 0);
	assert_int_equal(sg_value_integer(sg_value_find(value, "bodies.alerts"), -1), 2);
	assert_int_equal(sg_value_integer(sg_value_member(value, "issued"), -1),
		sg_value_integer(sg_value_member(value, "verified"), -2));
	assert_true(sg_value_count(sg_value_member(value, "steps")) > 50);
	assert_true(sg_value_count(sg_value_find(value, "plan.floors")) >= 3);
	sg_value_free(value);
	free(out);
}

static void a_page_that_cannot_be_written_is_a_failure(void **state)
{
	char *err;

	(void)state;
	assert_int_equal(demo("--html", "/nowhere/page.html"), 1);
	err = read_file("err");
	assert_non_null(strstr(err, "/nowhere/page.html cannot be written"));
	free(err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_day_ends_with_every_checklist_delivered_and_verified),
		cmocka_unit_test(the_day_tells_what_happened_the_lists_and_why),
		cmocka_unit_test(programs_get_the_figures_and_every_step_as_json),
		cmocka_unit_test(a_page_that_cannot_be_written_is_a_failure),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
