/* The manager's question. */
#include "cli/demo_why.h"

#include <string.h>

#include "cli/columns.h"
#include "cli/demo_document.h"
#include "cli/demo_expect.h"
#include "cli/demo_say.h"

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

/* ---- a fact as a sentence ---- */

static const char *who_said(const char *said_by)
{
	static const struct {
		const char *said_by;
		const char *words;
	} sayers[] = {{"guest", "the guest said"}, {"companion", "a companion said"},
		{"staff", "staff noted"}, {"booker", "the booker said"},
		{"import", "the old system had"}};

	for (size_t i = 0; i < sizeof sayers / sizeof sayers[0]; i++) {
		if (strcmp(sayers[i].said_by, said_by) == 0) {
			return sayers[i].words;
		}
	}
	return "somebody said";
}

static void write_topic(const struct sg_value *fact, struct sg_buffer *line)
{
	const char *value = member(fact, "value");

	sg_buffer_format(line, "%s%s%s", member(fact, "topic"),
		value[0] != '\0' ? " = " : "", value);
}

static void write_stated(const struct sg_value *fact, struct sg_buffer *line)
{
	const char *strength = member(fact, "strength");
	bool refused = strcmp(strength, "never") == 0 || strcmp(strength, "avoid") == 0;

	sg_buffer_format(line, "%s on %s: %s%s", who_said(member(fact, "said_by")),
		member(fact, "said"), refused ? strength : "", refused ? " " : "");
	write_topic(fact, line);
}

static void write_code(const struct sg_value *fact, struct sg_buffer *line)
{
	sg_buffer_format(line, "the reservation has %s", member(fact, "detail"));
}

static void write_occasion(const struct sg_value *fact, struct sg_buffer *line)
{
	sg_buffer_format(line, "an occasion during the stay: %s", member(fact, "detail"));
}

static void write_rule(const struct sg_value *fact, struct sg_buffer *line)
{
	sg_buffer_format(
		line, "the house's rule says so: \"%s\"", member(fact, "detail"));
}

static void write_previous(const struct sg_value *fact, struct sg_buffer *line)
{
	sg_buffer_format(
		line, "the guests before left in the room: %s", member(fact, "detail"));
}

static void write_standard(const struct sg_value *fact, struct sg_buffer *line)
{
	sg_buffer_format(
		line, "the room's standard set brings %s", member(fact, "detail"));
}

static void write_taken_back(const struct sg_value *fact, struct sg_buffer *line)
{
	(void)fact;
	sg_buffer_text(line, "it was put there for a list that no longer wants it");
}

static void write_fact(const struct sg_value *fact, struct sg_buffer *line)
{
	static const struct {
		const char *source;
		void (*write)(const struct sg_value *fact, struct sg_buffer *line);
	} sources[] = {{"stated", write_stated}, {"code", write_code},
		{"occasion", write_occasion}, {"house_rule", write_rule},
		{"previous", write_previous}, {"standard", write_standard},
		{"taken_back", write_taken_back}};

	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
		if (strcmp(sources[i].source, member(fact, "source")) == 0) {
			sources[i].write(fact, line);
			return;
		}
	}
	sg_buffer_text(line, member(fact, "source"));
}

/* ---- items and what was left out ---- */

static const char *reason_words(const char *reason)
{
	static const struct {
		const char *reason;
		const char *words;
	} reasons[] = {{"never", "somebody in the room never wants it"},
		{"hazard", "somebody in the room cannot bear it"},
		{"property", "said for another house only"},
		{"stay", "said for another stay only"}, {"season", "not its season"},
		{"validity", "no longer valid"}, {"party", "said for another company"},
		{"conflict", "guests of the room want opposite things: the desk asks"},
		{"outranked", "another wish came first"},
		{"standard", "the room has it anyway"},
		{"budget", "enough for one stay"}};

	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
		if (strcmp(reasons[i].reason, reason) == 0) {
			return reasons[i].words;
		}
	}
	return reason;
}

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
		write_fact(sg_value_at(facts, i), &line);
		put_wrapped(demo, "  ", line.data != NULL ? line.data : "");
	}
	sg_buffer_free(&line);
	return true;
}

static void put_left_out(struct sg_demo *demo, const struct sg_value *row)
{
	const struct sg_value *because = sg_value_member(row, "because");
	const struct sg_value *against = sg_value_member(row, "against");
	bool number = strcmp(member(row, "value"), "*") == 0;
	struct sg_buffer line = {0};

	sg_buffer_text(&line, "left out: ");
	write_topic(number ? because : row, &line);
	sg_buffer_format(&line, " (%s), though ", reason_words(member(row, "reason")));
	write_fact(because, &line);
	put_wrapped(demo, "· ", line.data != NULL ? line.data : "");
	if (against != NULL) {
		sg_buffer_reset(&line);
		sg_buffer_format(&line, "against it%s: ",
			strcmp(member(against, "guest"), member(because, "guest")) != 0 &&
					member(because, "guest")[0] != '\0'
				? ", from another in the room"
				: "");
		write_fact(against, &line);
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
