/* The manager's question. */
#include "cli/demo_why.h"

#include <string.h>

#include "cli/columns.h"
#include "cli/demo_document.h"
#include "cli/demo_expect.h"
#include "cli/demo_say.h"
#include "cli/guest_reason.h"

enum { INDENT = 6, TOPIC_MAX = 64 };

static const char *member(const struct sg_value *value, const char *name)
{
	return sg_value_text(sg_value_member(value, name), "");
}

static void put_wrapped(struct sg_demo *demo, const char *bullet, const char *text)
{
	while (*text != '\0') {
		const char *rest;
		size_t len = sg_columns_cut(text, demo->width - INDENT - 2, &rest);

		sg_columns_repeat(&demo->why, " ", INDENT);
		sg_buffer_format(&demo->why, "%s%.*s\n", bullet, (int)len, text);
		text = rest;
		bullet = "  ";
	}
}

/* ---- items and what was left out ---- */

static bool put_item(
	struct sg_demo *demo, const struct sg_value *reply, const char *topic)
{
	const struct sg_value *item = sg_demo_item(reply, topic, NULL);
	const struct sg_value *facts = sg_demo_why_of(reply, topic);
	const struct sg_value *avoid = sg_value_member(sg_demo_list(reply), "avoid");
	struct sg_buffer line = {0};

	for (size_t i = 0; item == NULL && i < sg_value_count(avoid); i++) {
		item = strcmp(member(sg_value_at(avoid, i), "topic"), topic) == 0
		               ? sg_value_at(avoid, i)
		               : NULL;
	}
	if (item == NULL) {
		return false;
	}
	put_wrapped(demo, "· ", sg_value_text(sg_value_find(item, "text.en"), topic));
	for (size_t i = 0; i < sg_value_count(facts); i++) {
		sg_buffer_reset(&line);
		sg_buffer_text(&line, i == 0 ? "because " : "and because ");
		sg_guest_reason_fact(sg_value_at(facts, i), NULL, &line);
		put_wrapped(demo, "  ", line.data != NULL ? line.data : "");
	}
	sg_buffer_free(&line);
	return true;
}

static void put_left_out(struct sg_demo *demo, const struct sg_value *row)
{
	struct sg_buffer line = {0};

	sg_buffer_text(&line, "left out: ");
	sg_guest_reason_left(row, NULL, &line);
	put_wrapped(demo, "· ", line.data != NULL ? line.data : "");
	sg_buffer_reset(&line);
	if (sg_guest_reason_against(row, NULL, &line)) {
		put_wrapped(demo, "  ", line.data != NULL ? line.data : "");
	}
	sg_buffer_free(&line);
}

static bool put_left(
	struct sg_demo *demo, const struct sg_value *reply, const char *topic)
{
	const struct sg_value *left = sg_value_member(sg_demo_list(reply), "left_out");
	bool found = false;

	for (size_t i = 0; i < sg_value_count(left); i++) {
		if (strcmp(member(sg_value_at(left, i), "topic"), topic) == 0) {
			put_left_out(demo, sg_value_at(left, i));
			found = true;
		}
	}
	return found;
}

static void put_topics(struct sg_demo *demo, const struct sg_demo_step *step,
	const struct sg_value *reply, struct sg_buffer *unmet)
{
	const char *rest = step->data;

	sg_buffer_format(&demo->why, "%-5s %s\n",
		sg_value_text(sg_value_find(sg_demo_list(reply), "room.number"), "-"),
		step->text != NULL ? step->text : "");
	while (*rest != '\0') {
		size_t len = strcspn(rest, " ");
		char topic[TOPIC_MAX];
		bool item, left;

		(void)snprintf(topic, sizeof topic, "%.*s", (int)len, rest);
		item = put_item(demo, reply, topic);
		left = put_left(demo, reply, topic);
		if (!item && !left) {
			sg_buffer_format(unmet, "nothing on %s ", topic);
		}
		rest += len + (rest[len] == ' ' ? 1 : 0);
	}
}

enum sg_status sg_demo_why(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	struct sg_demo_step manager = *step;
	struct sg_buffer unmet = {0};
	struct sg_value *reply = NULL;
	enum sg_status status;

	manager.by = "manager";
	sg_demo_document(&manager, demo->when, ++demo->number, "stay.checklist",
		step->subject, "'language':'en'", &demo->document);
	status = sg_demo_call(demo, &demo->document, error, &reply);
	if (status == SG_OK) {
		put_topics(demo, step, reply, &unmet);
		(void)sg_demo_expect(step->expect, reply, &unmet);
		sg_demo_say_outcome(demo, step, unmet.data);
	}
	sg_buffer_free(&unmet);
	sg_value_free(reply);
	return status;
}
