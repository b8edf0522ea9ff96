/* The manager's question. */
#include "cli/demo_why.h"

#include <string.h>

#include "document/value.h"

enum { PATIENCE_MS = 5000 };

static void put_text(FILE *out, const struct sg_value *texts)
{
	const char *text = sg_value_text(texts, NULL);
	struct sg_buffer whole = {0};

	if (text == NULL) {
		text = sg_value_text(sg_value_member(texts, "en"), NULL);
	}
	if (text == NULL) {
		sg_value_write(texts, false, &whole);
		text = whole.data != NULL ? whole.data : "";
	}
	(void)fputs(text, out);
	sg_buffer_free(&whole);
}

/* "bed.filling = feather_free, said by guest on 2026-10-02" */
static void put_fact(FILE *out, const struct sg_value *fact)
{
	static const struct {
		const char *member;
		const char *before;
	} members[] = {{"source", ""}, {"topic", ": "}, {"value", " = "},
		{"detail", ", "}, {"strength", ", "}, {"said_by", ", said by "},
		{"said", " on "}, {"guest", ", guest "}};

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		const char *text =
			sg_value_text(sg_value_member(fact, members[i].member), NULL);

		if (text != NULL) {
			(void)fprintf(out, "%s%.40s", members[i].before, text);
		}
	}
}

static void put_facts(FILE *out, const struct sg_value *facts)
{
	for (size_t i = 0; i < sg_value_count(facts); i++) {
		(void)fputs(
			i == 0 ? "\n             because " : "\n             and ", out);
		put_fact(out, sg_value_at(facts, i));
	}
	(void)fputc('\n', out);
}

static void put_lines(FILE *out, const struct sg_value *list, const char *member)
{
	const struct sg_value *lines = sg_value_member(list, member);

	for (size_t i = 0; i < sg_value_count(lines); i++) {
		const struct sg_value *line = sg_value_at(lines, i);

		(void)fputs("           ", out);
		put_text(out, sg_value_member(line, "text"));
		put_facts(out, sg_value_member(line, "why"));
	}
}

static void put_left_out(FILE *out, const struct sg_value *list)
{
	const struct sg_value *lines = sg_value_member(list, "left_out");

	for (size_t i = 0; i < sg_value_count(lines); i++) {
		const struct sg_value *line = sg_value_at(lines, i);

		(void)fprintf(out, "           left out: %s %s (%s)",
			sg_value_text(sg_value_member(line, "topic"), ""),
			sg_value_text(sg_value_member(line, "value"), ""),
			sg_value_text(sg_value_member(line, "reason"), ""));
		if (sg_value_member(line, "against") != NULL) {
			(void)fputs("\n             against ", out);
			put_fact(out, sg_value_member(line, "against"));
		}
		(void)fputc('\n', out);
	}
}

enum sg_status sg_demo_why(struct sg_host *host, FILE *out, const char *property,
	const char *id, struct sg_error *error)
{
	struct sg_buffer document = {0};
	struct sg_value *value = NULL;
	struct pms_reply *reply = NULL;
	const struct sg_value *list;
	enum sg_status status;
	size_t len;
	const char *text;

	sg_buffer_format(&document,
		"{\"type\":\"stay.checklist/1\",\"id\":\"why\",\"property\":\"%s\","
		"\"actor\":{\"role\":\"manager\"},"
		"\"data\":{\"ids\":[{\"system\":\"pms\",\"id\":\"%s\"}],\"language\":"
	        "\"en\"}}",
		property, id);
	status = document.failed ? SG_MEMORY
	                         : sg_host_call(host, document.data, document.len,
					   PATIENCE_MS, error, &reply);
	sg_buffer_free(&document);
	if (status != SG_OK) {
		return status;
	}
	text = host->module.reply_text(reply, &len);
	status = sg_value_parse(text, len, error, &value);
	list = sg_value_member(value, "checklist");
	(void)fprintf(out, "         Why, for the manager (stay %s, room %s):\n", id,
		sg_value_text(sg_value_find(list, "room.number"), "-"));
	put_lines(out, list, "avoid");
	put_lines(out, list, "items");
	put_left_out(out, list);
	sg_value_free(value);
	host->module.reply_free(reply);
	return status;
}
