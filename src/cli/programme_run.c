/* `stammgast programme run`: every vector on a database of its own, all of one private server, and
 * a line for each. */
#include "cli/programme_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/vector.h"
#include "core/catalog.h"
#include "document/programme.h"

struct running {
	const char *module;
	const char *programme; /* its path */
	const char *const *paths;
	int count;
	bool json;
	char *text;
	size_t len;
	struct sg_vector *vectors;
};

/* What came of one. */
struct outcome {
	struct sg_buffer differs;
	size_t count;
	const struct sg_error *failed; /* NULL: it was played to its end */
};

/* ---- reading all first: a typing error need not wait for a database ---- */

static enum sg_status read_programme(struct running *running, struct sg_error *error)
{
	struct sg_source_file file = {.name = running->programme};
	struct sg_arena *arena = sg_arena_new();
	struct sg_programme programme;
	enum sg_status status =
		arena != NULL
			? sg_read_whole(running->programme, SG_CATALOG_SIZE_MAX, error,
				  &running->text, &running->len)
			: sg_fail(error, SG_MEMORY, "memory", "", "memory is short");

	if (status == SG_OK) {
		file.bytes = running->text;
		file.len = running->len;
		status = sg_programme_decode(&file, arena, error, &programme);
	}
	sg_arena_free(arena);
	return status;
}

static enum sg_status read_vectors(struct running *running, struct sg_error *error)
{
	enum sg_status status = SG_OK;

	running->vectors = calloc((size_t)running->count, sizeof *running->vectors);
	if (running->vectors == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	for (int i = 0; i < running->count && status == SG_OK; i++) {
		status = sg_vector_read(running->paths[i], error, &running->vectors[i]);
		if (status == SG_INVALID) {
			struct sg_error why = *error;

			(void)sg_fail(error, why.status, why.code, why.path, "%s: %s",
				running->paths[i], why.message);
		}
	}
	return status;
}

/* ---- saying ---- */

static void put_value(const struct sg_value *value, struct sg_buffer *line)
{
	if (value == NULL) {
		sg_buffer_text(line, "nothing");
	} else {
		sg_value_write(value, false, line);
	}
}

static void say_differs(const struct outcome *outcome, struct sg_buffer *line)
{
	struct sg_buffer list = {0};
	struct sg_value *differs = NULL;
	struct sg_error error;

	sg_buffer_format(&list, "[%s]", outcome->differs.data);
	if (list.failed ||
		sg_value_parse(list.data, list.len, &error, &differs) != SG_OK) {
		line->failed = true;
	}
	for (size_t i = 0; i < sg_value_count(differs); i++) {
		const struct sg_value *one = sg_value_at(differs, i);

		sg_buffer_format(line, "%s %s: expected ", i > 0 ? ";" : "",
			sg_value_text(sg_value_member(one, "path"), ""));
		put_value(sg_value_member(one, "expected"), line);
		sg_buffer_text(line, ", found ");
		put_value(sg_value_member(one, "found"), line);
	}
	sg_value_free(differs);
	sg_buffer_free(&list);
}

static void say_text(const struct outcome *outcome, const char *path,
	const struct sg_vector *vector, struct sg_buffer *line)
{
	bool fine = outcome->failed == NULL && outcome->count == 0;

	sg_buffer_format(line, "%s  %s: ", fine ? "ok     " : "differs", path);
	if (fine) {
		sg_buffer_text(line, vector->says);
	} else if (outcome->failed != NULL) {
		sg_buffer_format(line, "%s%s%s", outcome->failed->message,
			outcome->failed->path[0] != '\0' ? " at " : "",
			outcome->failed->path);
	} else {
		sg_buffer_format(line, "%s:", vector->says);
		say_differs(outcome, line);
	}
	sg_buffer_char(line, '\n');
}

static void say_json(const struct outcome *outcome, const char *path,
	const struct sg_vector *vector, struct sg_buffer *line)
{
	sg_buffer_text(line, "{\"file\":");
	sg_value_write_bytes(path, strlen(path), line);
	sg_buffer_text(line, ",\"vector\":");
	sg_value_write_text(vector->says, line);
	sg_buffer_format(line, ",\"ok\":%s,\"differs\":[%s]",
		outcome->failed == NULL && outcome->count == 0 ? "true" : "false",
		outcome->differs.len > 0 ? outcome->differs.data : "");
	if (outcome->failed != NULL) {
		sg_buffer_text(line, ",\"error\":{\"code\":");
		sg_value_write_text(outcome->failed->code, line);
		sg_buffer_text(line, ",\"message\":");
		sg_value_write_text(outcome->failed->message, line);
		sg_buffer_text(line, ",\"path\":");
		sg_value_write_text(outcome->failed->path, line);
		sg_buffer_char(line, '}');
	}
	sg_buffer_text(line, "}\n");
}

static enum sg_status say(const struct running *running, int number,
	const struct outcome *outcome, struct sg_error *error)
{
	struct sg_buffer line = {0};
	enum sg_status status = SG_OK;

	sg_progress_clear();
	(running->json ? say_json : say_text)(
		outcome, running->paths[number], &running->vectors[number], &line);
	if (line.failed || outcome->differs.failed) {
		status = sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	} else {
		(void)fwrite(line.data, 1, line.len, stdout);
		(void)fflush(stdout);
	}
	sg_buffer_free(&line);
	return status;
}

/* ---- playing ---- */

/* A document that the module does not take is this vector's own fault; a database that is away
 * is nobody's. */
static bool is_verdict(enum sg_status status)
{
	return status == SG_INVALID || status == SG_REFUSED || status == SG_UNSUPPORTED;
}

static enum sg_status run_one(const struct running *running, int number,
	struct sg_host *host, struct sg_error *error, bool *ret_fine)
{
	struct outcome outcome = {.count = 0};
	struct sg_error why;
	enum sg_status status = SG_OK;

	sg_progress_show("%d of %d", number + 1, running->count);
	if (number > 0) {
		status = sg_host_turn_to(host, number, error);
	}
	if (status != SG_OK) {
		return status;
	}
	status = sg_vector_play(host, &running->vectors[number], running->text,
		running->len, error, &outcome.differs, &outcome.count);
	if (is_verdict(status) && !sg_stop_requested()) {
		why = *error;
		outcome.failed = &why;
		status = SG_OK;
	}
	*ret_fine = outcome.failed == NULL && outcome.count == 0;
	if (status == SG_OK) {
		status = say(running, number, &outcome, error);
	}
	sg_buffer_free(&outcome.differs);
	return status;
}

static enum sg_status run_all(
	const struct running *running, struct sg_error *error, int *ret_wrong)
{
	const struct sg_host_options options = {.module = running->module,
		.members = "{\"clock\":\"documents\",\"poll_ms\":250}",
		.temporary = true,
		.databases = running->count};
	struct sg_host host;
	enum sg_status status;

	sg_progress_show("starting a private MariaDB");
	status = sg_host_open(&options, error, &host);
	if (status != SG_OK) {
		return status;
	}
	for (int i = 0; i < running->count && status == SG_OK; i++) {
		bool fine = false;

		status = run_one(running, i, &host, error, &fine);
		*ret_wrong += status == SG_OK && !fine;
	}
	sg_progress_clear();
	sg_host_close(&host);
	return status;
}

static int run(struct running *running)
{
	struct sg_error error = {.status = SG_OK};
	int wrong = 0;
	enum sg_status status = read_programme(running, &error);

	if (status == SG_OK) {
		status = read_vectors(running, &error);
	}
	if (status == SG_OK) {
		sg_stop_install();
		status = run_all(running, &error, &wrong);
	}
	for (int i = 0; running->vectors != NULL && i < running->count; i++) {
		sg_vector_free(&running->vectors[i]);
	}
	free(running->vectors);
	free(running->text);
	if (status != SG_OK) {
		return sg_complain_error(&error);
	}
	return wrong == 0 ? SG_EXIT_OK : SG_EXIT_FAILED;
}

int sg_programme_run(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… PROGRAMME VECTOR…",
		.text = "Plays vectors through the module, each on a new database of a\n"
			"private server: its documents go in, and what the members'\n"
			"statements say is held against what it expects. A line for\n"
			"each: ok, or what differs. Exit status 1 when one does.",
		.positionals_min = 2,
		.positionals_max = SG_POSITIONALS_MAX,
	};
	struct running running = {.count = 0};
	struct sg_option options[] = {
		{"module", "FILE", "the module, if not beside the program",
			SG_OPTION_TEXT, &running.module, 0, 0},
		{"json", NULL, "a line of JSON for each", SG_OPTION_FLAG, &running.json,
			0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	running.programme = positionals[0];
	running.paths = positionals + 1;
	while (running.count < SG_POSITIONALS_MAX - 1 &&
		running.paths[running.count] != NULL) {
		running.count++;
	}
	return run(&running);
}
