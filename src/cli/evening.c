/* plan.day asked and laid out. */
#include "cli/evening.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "core/embedded.h"
#include "document/catalog.h"

enum { PATIENCE_MS = 5000, CLOCK_SIZE = 6 };

static void write_question(const struct sg_evening_question *question,
	const char *language, struct sg_buffer *buffer)
{
	const struct {
		const char *name;
		const char *value;
	} members[] = {{"date", question->date}, {"floor", question->floor},
		{"language", language}};

	sg_buffer_text(buffer, "{\"type\":\"plan.day/1\",\"id\":\"print\",\"property\":");
	sg_value_write_text(question->property, buffer);
	sg_buffer_text(
		buffer, ",\"actor\":{\"role\":\"attendant\"},\"data\":{\"department\":");
	sg_value_write_text(
		question->department != NULL ? question->department : "housekeeping",
		buffer);
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		if (members[i].value != NULL) {
			sg_buffer_format(buffer, ",\"%s\":", members[i].name);
			sg_value_write_text(members[i].value, buffer);
		}
	}
	sg_buffer_text(buffer, "}}");
}

static enum sg_status ask_in(struct sg_host *host,
	const struct sg_evening_question *question, const char *language,
	struct sg_error *error, struct sg_value **ret_reply)
{
	struct sg_buffer document = {0};
	enum sg_status status;

	write_question(question, language, &document);
	status = sg_host_ask(host, &document, PATIENCE_MS, error, ret_reply);
	sg_buffer_free(&document);
	return status;
}

/* Asked for once in each language that is wanted; the texts of the second fill the first. */
static enum sg_status ask(struct sg_host *host,
	const struct sg_evening_question *question, struct sg_error *error,
	struct sg_value **ret_reply)
{
	const char *wanted = question->languages;
	const char *comma = wanted != NULL ? strchr(wanted, ',') : NULL;
	struct sg_value *second = NULL;
	char house[16];
	enum sg_status status;

	(void)snprintf(house, sizeof house, "%.*s",
		comma != NULL ? (int)(comma - wanted) : 15, wanted != NULL ? wanted : "");
	status = ask_in(host, question, wanted != NULL ? house : NULL, error, ret_reply);
	if (status == SG_OK && comma != NULL) {
		status = ask_in(host, question, comma + 1, error, &second);
		sg_value_fill(*ret_reply, second);
		sg_value_free(second);
	}
	return status;
}

static void parse_embedded(const char *name, struct sg_value **ret_value)
{
	size_t size = 0;
	const char *text = sg_embedded_find(name, &size);

	if (text != NULL) {
		(void)sg_value_parse(text, size, NULL, ret_value);
	}
}

/* With the hotel's own file where it has one: the module has checked it when it was opened. */
static enum sg_status load_catalog(const struct sg_host *host, struct sg_arena *arena,
	struct sg_error *error, struct sg_catalog *ret_catalog)
{
	struct sg_value *config = NULL;
	struct sg_source_file own = {NULL, NULL, 0};
	char *text = NULL;
	enum sg_status status =
		sg_value_parse(host->config.data, host->config.len, error, &config);

	if (status != SG_OK) {
		return status;
	}
	own.name = sg_value_text(sg_value_member(config, "catalog"), NULL);
	if (own.name != NULL) {
		status = sg_read_whole(
			own.name, SG_CATALOG_SIZE_MAX, error, &text, &own.len);
		own.bytes = text;
	}
	if (status == SG_OK) {
		status = sg_catalog_load(
			own.name != NULL ? &own : NULL, arena, error, ret_catalog);
	}
	free(text);
	sg_value_free(config);
	return status;
}

/* By the house's clock, which a replay or demo sets, and in its zone, where this machine need not
 * be. "15:08"; empty when the reply does not say. */
static void now_text(const struct sg_value *reply, char ret_text[CLOCK_SIZE])
{
	const char *now = sg_value_text(sg_value_member(reply, "now"), "");
	const char *clock = strchr(now, 'T');

	(void)snprintf(ret_text, CLOCK_SIZE, "%.5s", clock != NULL ? clock + 1 : "");
}

enum sg_status sg_evening_ask(struct sg_host *host,
	const struct sg_evening_question *question, struct sg_error *error,
	struct sg_evening *ret_evening)
{
	struct sg_evening evening = {.arena = sg_arena_new()};
	struct sg_catalog catalog;
	struct sg_sheet_look look = {.catalog = &catalog};
	char clock[CLOCK_SIZE];
	enum sg_status status =
		evening.arena != NULL
			? ask(host, question, error, &evening.reply)
			: sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");

	if (status == SG_OK) {
		status = load_catalog(host, evening.arena, error, &catalog);
	}
	if (status == SG_OK) {
		now_text(evening.reply, clock);
		parse_embedded("catalog/pictograms.json", &evening.pictograms);
		look.pictograms = evening.pictograms;
		status = sg_sheet_make(evening.reply, &look, question->property,
			question->languages,
			question->clock != NULL ? question->clock : clock,
			question->floor, evening.arena, error, &evening.sheet);
	}
	if (status != SG_OK) {
		sg_evening_free(&evening);
		return status;
	}
	*ret_evening = evening;
	return SG_OK;
}

void sg_evening_free(struct sg_evening *evening)
{
	sg_arena_free(evening->arena);
	sg_value_free(evening->reply);
	sg_value_free(evening->pictograms);
	*evening = (struct sg_evening){0};
}
