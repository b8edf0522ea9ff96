/*
 * What the decoders say of documents, for a validator in another language to compare with: a
 * document a line on standard input, for each a line `ok` or `<code> <path>`.
 *
 *	document_verdict [--echo] event|config|catalog|mapping|pictograms|programme
 *	document_verdict types
 *
 * With --echo, what was kept of an event is written instead of `ok`, as a JSON array: decoded,
 * encoded as it is stored, decoded and encoded again; and a refusal as the reply to it. A
 * catalogue is laid over the built-in topics, without their texts in other languages, which
 * would take most of the time. `types` prints the types of documents that are taken.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/embedded.h"
#include "document/config.h"
#include "document/programme.h"
#include "document/reply.h"
#include "document/verdict.h"

typedef enum sg_status judge_function(struct judge *judge, const char *line, size_t len);

static enum sg_status judge_config(struct judge *judge, const char *line, size_t len)
{
	struct sg_config config;

	return sg_config_decode(line, len, judge->arena, &judge->error, &config);
}

static enum sg_status judge_catalog(struct judge *judge, const char *line, size_t len)
{
	struct sg_source_file files[] = {
		{.name = "topics.json"}, {"hotel.json", line, len}};
	struct sg_catalog catalog;

	files[0].bytes = sg_embedded_find("catalog/topics.json", &files[0].len);
	return sg_catalog_decode(files, 2, judge->arena, &judge->error, &catalog);
}

static enum sg_status judge_mapping(struct judge *judge, const char *line, size_t len)
{
	struct sg_source_file file = {"mapping.json", line, len};
	struct sg_catalog catalog = judge->catalog;

	return sg_mapping_decode(&file, judge->arena, &judge->error, &catalog);
}

static enum sg_status judge_pictograms(struct judge *judge, const char *line, size_t len)
{
	struct sg_source_file file = {"pictograms.json", line, len};
	const struct sg_pictogram *pictograms;
	size_t count;

	return sg_pictograms_decode(
		&file, judge->arena, &judge->error, &pictograms, &count);
}

static enum sg_status judge_programme(struct judge *judge, const char *line, size_t len)
{
	struct sg_source_file file = {"programme.json", line, len};
	struct sg_programme programme;

	return sg_programme_decode(&file, judge->arena, &judge->error, &programme);
}

static const struct {
	const char *name;
	judge_function *judging;
} modes[] = {
	{"event", judge_event},
	{"config", judge_config},
	{"catalog", judge_catalog},
	{"mapping", judge_mapping},
	{"pictograms", judge_pictograms},
	{"programme", judge_programme},
};

static judge_function *find_mode(const char *name)
{
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		if (strcmp(modes[i].name, name) == 0) {
			return modes[i].judging;
		}
	}
	return NULL;
}

static void answer(struct judge *judge, enum sg_status status)
{
	if (status != SG_OK) {
		(void)printf("%s %s\n", judge->error.code, judge->error.path);
	} else {
		(void)printf("ok\n");
	}
}

static void answer_in_full(struct judge *judge, enum sg_status status)
{
	struct sg_buffer *echo = &judge->echo;

	if (status != SG_OK) {
		sg_buffer_reset(echo);
		sg_reply_error(echo, &judge->error);
	} else {
		sg_buffer_text(echo, echo->len > 0 ? "]" : "[]");
	}
	(void)printf("%s\n", echo->data);
}

/* A copy of exactly its length, so that a sanitizer sees a step past its end. */
static enum sg_status judge_line(
	struct judge *judge, judge_function *judging, const char *line, size_t len)
{
	char *copy = malloc(len > 0 ? len : 1);
	enum sg_status status;

	if (copy == NULL) {
		return SG_MEMORY;
	}
	memcpy(copy, line, len);
	judge->error = (struct sg_error){.status = SG_OK};
	sg_buffer_reset(&judge->echo);
	status = judging(judge, copy, len);
	free(copy);
	return status;
}

static void judge_all(struct judge *judge, judge_function *judging, bool echo)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) >= 0) {
		size_t bytes = (size_t)len;

		bytes -= bytes > 0 && line[bytes - 1] == '\n' ? 1 : 0;
		(echo ? answer_in_full : answer)(
			judge, judge_line(judge, judging, line, bytes));
		sg_arena_reset(judge->arena);
	}
	free(line);
}

static int print_types(void)
{
	for (size_t i = 0; i < SG_DOCUMENT_TYPES; i++) {
		(void)printf("%s/%d\n", sg_document_kinds[i].name,
			(int)sg_document_kinds[i].rev);
	}
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct judge judge = {.arena = sg_arena_new()};
	struct sg_arena *catalog_arena = sg_arena_new();
	bool echo = argc == 3 && strcmp(argv[1], "--echo") == 0;
	const char *mode = argc == (echo ? 3 : 2) ? argv[argc - 1] : "";
	judge_function *judging = find_mode(mode);
	int status = EXIT_FAILURE;

	if (strcmp(mode, "types") == 0) {
		status = print_types();
	} else if (judging == NULL) {
		(void)fprintf(stderr, "usage: document_verdict [--echo] MODE\n");
	} else if (sg_catalog_load(NULL, catalog_arena, &judge.error, &judge.catalog) !=
		   SG_OK) {
		(void)fprintf(stderr, "%s: %s\n", judge.error.path, judge.error.message);
	} else {
		judge_all(&judge, judging, echo);
		status = EXIT_SUCCESS;
	}
	sg_buffer_free(&judge.echo);
	sg_arena_free(judge.arena);
	sg_arena_free(catalog_arena);
	return status;
}
