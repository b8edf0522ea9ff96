/* The acts of the demo. */
#include "cli/demo_play.h"

#include <stdio.h>
#include <string.h>

#include "cli/demo_why.h"
#include "cli/evening.h"
#include "cli/sheet_print.h"
#include "cli/stop.h"
#include "document/value.h"

enum { PATIENCE_MS = 10000, DRAIN_MS = 20000 };

/* ---- documents ---- */

static const char *time_of(const struct sg_demo *demo)
{
	return demo->when != NULL ? demo->when : "01-01 00:00";
}

static void begin_document(
	struct sg_demo *demo, const char *type, const struct sg_demo_step *step)
{
	const char *when = time_of(demo);

	sg_buffer_reset(&demo->document);
	sg_buffer_format(&demo->document,
		"{\"type\":\"%s/1\",\"id\":\"demo-%d\",\"time\":\"" SG_DEMO_YEAR
		"-%.5sT%.5s:00" SG_DEMO_ZONE
		"\",\"property\":\"%s\",\"actor\":{\"role\":\"%s\"},\"data\":",
		type, ++demo->number, when, when + 6,
		step->property != NULL ? step->property : SG_DEMO_PROPERTY,
		step->actor != NULL ? step->actor : "system");
}

static const char *clock_of(const struct sg_demo *demo)
{
	return time_of(demo) + 6;
}

static bool expected(
	const struct sg_demo_step *step, const char *outcome, const char *code)
{
	if (step->expect != NULL) {
		return strcmp(step->expect, outcome) == 0 ||
		       strcmp(step->expect, code) == 0;
	}
	return strcmp(outcome, "applied") == 0 || strcmp(outcome, "answered") == 0;
}

/* What the desk sees in the answer to a check-in. */
static void print_desk(struct sg_demo *demo, const struct sg_value *reply)
{
	const struct sg_value *ready = sg_value_member(reply, "ready");
	const struct sg_value *warnings = sg_value_member(reply, "warn");
	const struct sg_value *needs = sg_value_member(ready, "open_needs");

	for (size_t i = 0; i < sg_value_count(needs); i++) {
		struct sg_buffer text = {0};

		sg_value_write(
			sg_value_member(sg_value_at(needs, i), "text"), false, &text);
		(void)fprintf(demo->out, "         not ready: %s\n",
			text.data != NULL ? text.data : "");
		sg_buffer_free(&text);
	}
	for (size_t i = 0; i < sg_value_count(warnings); i++) {
		struct sg_buffer text = {0};

		sg_value_write(
			sg_value_member(sg_value_at(warnings, i), "text"), false, &text);
		(void)fprintf(demo->out, "         warning: %s\n",
			text.data != NULL ? text.data : "");
		sg_buffer_free(&text);
	}
	if (sg_value_member(reply, "ask") != NULL) {
		struct sg_buffer text = {0};

		sg_value_write(sg_value_find(reply, "ask.text"), false, &text);
		(void)fprintf(demo->out, "         ask: %s\n",
			text.data != NULL ? text.data : "");
		sg_buffer_free(&text);
	}
}

static void print_answer(struct sg_demo *demo, const struct sg_demo_step *step,
	const struct sg_value *reply, const char *outcome, const char *code)
{
	const char *message = sg_value_text(sg_value_find(reply, "error.message"), NULL);

	if (step->text != NULL) {
		(void)fprintf(demo->out, "  %.5s  %s", clock_of(demo), step->text);
		if (message != NULL) {
			(void)fprintf(demo->out, "  [%s: %s]", code, message);
		} else if (strcmp(outcome, "applied") != 0) {
			(void)fprintf(demo->out, "  [%s]", outcome);
		}
		(void)fputc('\n', demo->out);
		print_desk(demo, reply);
	}
	if (!expected(step, outcome, code)) {
		demo->unexpected++;
		(void)fprintf(demo->out, "  %.5s  UNEXPECTED %s%s%s for %s\n",
			clock_of(demo), outcome, message != NULL ? ": " : "",
			message != NULL ? message : "", demo->document.data);
	}
}

static enum sg_status send(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	const struct sg_module *module = &demo->host.module;
	struct sg_value *value = NULL;
	struct pms_reply *reply = NULL;
	enum sg_status status;
	size_t len;
	const char *text;

	if (demo->document.failed) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	status = sg_host_call(&demo->host, demo->document.data, demo->document.len,
		PATIENCE_MS, error, &reply);
	if (status == SG_UNAVAILABLE || status == SG_MEMORY || status == SG_INTERNAL) {
		return status;
	}
	if (status != SG_OK) {
		struct sg_buffer refused = {0};

		sg_buffer_format(&refused,
			"{\"outcome\":\"refused\",\"error\":{\"code\":\"%s\","
		        "\"message\":",
			error->code);
		sg_value_write_text(error->message, &refused);
		sg_buffer_text(&refused, "}}");
		status = sg_value_parse(refused.data != NULL ? refused.data : "{}",
			refused.len, error, &value);
		sg_buffer_free(&refused);
	} else {
		text = module->reply_text(reply, &len);
		status = sg_value_parse(text, len, error, &value);
	}
	if (status == SG_OK) {
		print_answer(demo, step, value,
			sg_value_text(sg_value_member(value, "outcome"), "refused"),
			sg_value_text(sg_value_find(value, "error.code"), ""));
	}
	sg_value_free(value);
	module->reply_free(reply);
	return status;
}

/* ---- acts ---- */

static enum sg_status chapter(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	(void)error;
	(void)fprintf(
		demo->out, demo->colour ? "\n\033[1m%s\033[0m\n" : "\n%s\n", step->text);
	return SG_OK;
}

static enum sg_status say(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	(void)error;
	(void)fprintf(demo->out, "         %s\n", step->text);
	return SG_OK;
}

static enum sg_status send_step(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	begin_document(demo, step->type, step);
	sg_buffer_format(&demo->document, "%s}", step->data != NULL ? step->data : "{}");
	return send(demo, step, error);
}

static enum sg_status put_endpoint(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	begin_document(demo, "endpoint.put", step);
	sg_buffer_format(&demo->document,
		"{\"name\":\"%s\",\"url\":\"http://127.0.0.1:%u/%s\",\"secret\":\"%s\","
		"\"allowed_networks\":[\"127.0.0.0/8\"]%s%s}}",
		step->type, (unsigned)sg_receiver_port(demo->receiver), step->type,
		demo->secret, step->data != NULL ? "," : "",
		step->data != NULL ? step->data : "");
	return send(demo, step, error);
}

static enum sg_status set_down(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	char path[64];

	(void)error;
	(void)snprintf(path, sizeof path, "/%s", step->type);
	demo->down = step->act == SG_DEMO_DOWN;
	sg_receiver_set_down(demo->receiver, path, demo->down);
	if (step->text != NULL) {
		(void)fprintf(demo->out, "  %.5s  %s\n", clock_of(demo), step->text);
	}
	return SG_OK;
}

/* After an outage the demo has no time for back-off: what waits is sent at once. */
static enum sg_status deliver(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	static const struct sg_demo_step retry = {.act = SG_DEMO_SEND, .expect = NULL};
	enum sg_status status = SG_OK;

	if (!demo->down) {
		begin_document(demo, "delivery.retry", &retry);
		sg_buffer_text(&demo->document, "{}}");
		status = send(demo, &retry, error);
	}
	if (status == SG_OK) {
		status = sg_workers_drain(demo->workers, DRAIN_MS, error);
	}
	if (step->text != NULL) {
		(void)fprintf(demo->out, "  %.5s  %s\n", clock_of(demo), step->text);
	}
	return status;
}

static enum sg_status print_sheet(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	char clock[6];
	char date[16];
	struct sg_evening_question question = {
		.property = step->property != NULL ? step->property : SG_DEMO_PROPERTY,
		.floor = step->act == SG_DEMO_LISTS ? step->type : NULL,
		.languages = step->data,
		.clock = clock,
		.date = date,
	};
	struct sg_evening evening;
	struct sg_buffer text = {0};
	enum sg_status status;

	(void)snprintf(clock, sizeof clock, "%.5s", clock_of(demo));
	(void)snprintf(date, sizeof date, SG_DEMO_YEAR "-%.5s", time_of(demo));
	status = sg_evening_ask(&demo->host, &question, error, &evening);
	if (status != SG_OK) {
		return status;
	}
	if (step->act == SG_DEMO_TOTALS) {
		sg_sheet_print_totals(&evening.sheet, demo->width, &text);
	} else {
		evening.sheet.total_count = 0;
		sg_sheet_print_text(&evening.sheet, demo->width, &text);
	}
	(void)fputs(text.data != NULL ? text.data : "", demo->out);
	sg_buffer_free(&text);
	sg_evening_free(&evening);
	return SG_OK;
}

static enum sg_status print_why(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	return sg_demo_why(&demo->host, demo->out,
		step->property != NULL ? step->property : SG_DEMO_PROPERTY, step->type,
		error);
}

static enum sg_status again(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	return send(demo, step, error);
}

enum sg_status sg_demo_play(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	static enum sg_status (*const acts[])(
		struct sg_demo *, const struct sg_demo_step *, struct sg_error *) = {
		[SG_DEMO_CHAPTER] = chapter,
		[SG_DEMO_SAY] = say,
		[SG_DEMO_SEND] = send_step,
		[SG_DEMO_AGAIN] = again,
		[SG_DEMO_ENDPOINT] = put_endpoint,
		[SG_DEMO_DOWN] = set_down,
		[SG_DEMO_UP] = set_down,
		[SG_DEMO_DELIVER] = deliver,
		[SG_DEMO_LISTS] = print_sheet,
		[SG_DEMO_TOTALS] = print_sheet,
		[SG_DEMO_WHY] = print_why,
	};

	if (sg_stop_requested()) {
		return sg_fail(error, SG_REFUSED, "stopped", NULL, "stopped");
	}
	demo->when = step->when != NULL ? step->when : demo->when;
	return acts[step->act](demo, step, error);
}
