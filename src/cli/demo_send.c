/* From a row to the module and back. */
#include "cli/demo_send.h"

#include <string.h>

#include "cli/demo_document.h"
#include "cli/demo_expect.h"
#include "cli/demo_say.h"

enum { PATIENCE_MS = 10000 };

/* ---- what is known of the day ---- */

const struct sg_demo_stay *sg_demo_stay_find(const struct sg_demo *demo, const char *name)
{
	for (size_t i = 0; i < demo->stay_count; i++) {
		if (strcmp(demo->stays[i].name, name) == 0) {
			return &demo->stays[i];
		}
	}
	return NULL;
}

static void note_stay(struct sg_demo *demo, const char *name, const char *property,
	const struct sg_value *reply)
{
	const char *id = sg_value_text(sg_value_member(reply, "stay"), NULL);
	struct sg_demo_stay *stay = &demo->stays[demo->stay_count];

	if (name == NULL || id == NULL || demo->stay_count == SG_DEMO_STAYS_MAX ||
		sg_demo_stay_find(demo, name) != NULL) {
		return;
	}
	stay->name = name;
	stay->property = property != NULL ? property : SG_DEMO_PROPERTY;
	(void)snprintf(stay->id, sizeof stay->id, "%s", id);
	demo->stay_count++;
}

void sg_demo_count_type(struct sg_demo *demo, const char *type)
{
	for (size_t i = 0; i < SG_DEMO_TYPES_MAX; i++) {
		if (demo->types[i].type == NULL ||
			strcmp(demo->types[i].type, type) == 0) {
			demo->types[i].type = type;
			demo->types[i].count++;
			return;
		}
	}
}

/* ---- documents ---- */

static enum sg_status refusal(const struct sg_error *why, struct sg_value **ret_reply)
{
	struct sg_buffer text = {0};
	struct sg_error error;
	enum sg_status status;

	sg_buffer_format(&text,
		"{\"outcome\":\"refused\",\"error\":{\"code\":\"%s\",\"message\":",
		why->code);
	sg_value_write_text(why->message, &text);
	sg_buffer_text(&text, "}}");
	status = text.failed ? SG_MEMORY
	                     : sg_value_parse(text.data, text.len, &error, ret_reply);
	sg_buffer_free(&text);
	return status;
}

enum sg_status sg_demo_call(struct sg_demo *demo, const struct sg_buffer *document,
	struct sg_error *error, struct sg_value **ret_reply)
{
	enum sg_status status =
		sg_host_ask(&demo->host, document, PATIENCE_MS, error, ret_reply);

	return status == SG_INVALID || status == SG_REFUSED || status == SG_UNSUPPORTED
	               ? refusal(error, ret_reply)
	               : status;
}

/* What a document must come to where the story does not say otherwise. */
static bool was_taken(const struct sg_demo_step *step, const struct sg_value *reply)
{
	static const char *const good[] = {"applied", "answered", "batch"};
	const char *outcome = sg_value_text(sg_value_member(reply, "outcome"), "refused");

	if (step->expect != NULL && (strstr(step->expect, "outcome=") != NULL ||
					    strstr(step->expect, "error.") != NULL)) {
		return true;
	}
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		if (strcmp(outcome, good[i]) == 0) {
			return true;
		}
	}
	return false;
}

static void judge(struct sg_demo *demo, const struct sg_demo_step *step,
	const struct sg_value *reply)
{
	struct sg_buffer unmet = {0};

	(void)sg_demo_expect(step->expect, reply, &unmet);
	if (!was_taken(step, reply)) {
		sg_buffer_format(&unmet, "%soutcome %s, %s: %s",
			unmet.len > 0 ? ", " : "",
			sg_value_text(sg_value_member(reply, "outcome"), "none"),
			sg_value_text(sg_value_find(reply, "error.code"), ""),
			sg_value_text(sg_value_find(reply, "error.message"), ""));
	}
	sg_demo_say_outcome(demo, step, unmet.data);
	sg_buffer_free(&unmet);
}

enum sg_status sg_demo_send_document(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	struct sg_value *reply = NULL;
	enum sg_status status;

	sg_demo_say_event(demo, step->text);
	status = sg_demo_call(demo, &demo->document, error, &reply);
	if (status == SG_OK) {
		note_stay(demo, step->subject, step->property, reply);
		judge(demo, step, reply);
	}
	sg_value_free(reply);
	return status;
}

enum sg_status sg_demo_send(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	sg_demo_count_type(demo, step->type);
	sg_demo_document(step, demo->when, ++demo->number, step->type, step->subject,
		step->data, &demo->document);
	if (!demo->gathering) {
		return sg_demo_send_document(demo, step, error);
	}
	sg_buffer_text(&demo->batch, demo->batch.len > 0 ? "," : "");
	sg_buffer_add(&demo->batch, demo->document.data, demo->document.len);
	if (demo->gathered_count < SG_DEMO_GATHERED_MAX) {
		demo->gathered[demo->gathered_count++] = step->subject;
	}
	return SG_OK;
}

enum sg_status sg_demo_send_again(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	return sg_demo_send_document(demo, step, error);
}

enum sg_status sg_demo_send_other(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	sg_demo_document(step, demo->when, demo->number, step->type, step->subject,
		step->data, &demo->document);
	return sg_demo_send_document(demo, step, error);
}

enum sg_status sg_demo_gather(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	(void)step;
	(void)error;
	demo->gathering = true;
	demo->gathered_count = 0;
	sg_buffer_reset(&demo->batch);
	return SG_OK;
}

/* Every document of a batch must have been taken, too. */
static void judge_answers(struct sg_demo *demo, const struct sg_demo_step *step,
	const struct sg_value *reply)
{
	const struct sg_value *answers = sg_value_member(reply, "answers");
	struct sg_buffer unmet = {0};

	for (size_t i = 0; i < demo->gathered_count; i++) {
		const struct sg_value *answer = sg_value_at(answers, i);

		note_stay(demo, demo->gathered[i], step->property, answer);
		if (strcmp(sg_value_text(sg_value_member(answer, "outcome"), ""),
			    "applied") != 0) {
			sg_buffer_format(&unmet, "%sdocument %zu: %s",
				unmet.len > 0 ? ", " : "", i,
				sg_value_text(
					sg_value_find(answer, "error.message"), ""));
		}
	}
	(void)sg_demo_expect(step->expect, reply, &unmet);
	sg_demo_say_outcome(demo, step, unmet.data);
	sg_buffer_free(&unmet);
}

enum sg_status sg_demo_send_batch(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	struct sg_value *reply = NULL;
	enum sg_status status;

	demo->gathering = false;
	sg_demo_say_event(demo, step->text);
	sg_buffer_reset(&demo->document);
	sg_buffer_format(&demo->document,
		"{\"type\":\"batch/1\",\"id\":\"demo-%d\",\"time\":\"", ++demo->number);
	sg_demo_date(demo->when, &demo->document);
	sg_buffer_format(&demo->document,
		"T%s:00" SG_DEMO_ZONE "\",\"data\":{\"documents\":[%s]}}",
		sg_demo_clock(demo->when),
		demo->batch.data != NULL ? demo->batch.data : "");
	status = sg_demo_call(demo, &demo->document, error, &reply);
	if (status == SG_OK) {
		judge_answers(demo, step, reply);
	}
	sg_value_free(reply);
	return status;
}
