/* The acts of the demo. */
#include "cli/demo_play.h"

#include <string.h>

#include "cli/clock.h"
#include "cli/demo_document.h"
#include "cli/demo_expect.h"
#include "cli/demo_paper.h"
#include "cli/demo_say.h"
#include "cli/demo_send.h"
#include "cli/demo_why.h"
#include "cli/stop.h"

enum { PATIENCE_MS = 10000, DRAIN_MS = 20000, PAUSE_MS = 5 };

static enum sg_status stopped(struct sg_error *error)
{
	return sg_fail(
		error, SG_REFUSED, "stopped", NULL, "stopped before the day was over");
}

static enum sg_status chapter(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	(void)error;
	sg_demo_say_chapter(demo, step->text);
	return SG_OK;
}

static enum sg_status event(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	(void)error;
	sg_demo_say_event(demo, step->text);
	return SG_OK;
}

/* The item as somebody has it in hand: from the bodies that were received. */
static const char *find_item(struct sg_demo *demo, const struct sg_demo_step *step)
{
	const struct sg_demo_stay *stay = sg_demo_stay_find(demo, step->subject);
	const char *blank = strchr(step->data, ' ');
	struct sg_demo_letter letter;
	char topic[64];

	(void)snprintf(topic, sizeof topic, "%.*s",
		blank != NULL ? (int)(blank - step->data) : (int)sizeof topic - 1,
		step->data);
	for (size_t i = 0; stay != NULL && i < sg_demo_inbox_posts(demo->inbox); i++) {
		const struct sg_value *item = NULL;

		if (sg_demo_inbox_last(demo->inbox, sg_demo_inbox_post(demo->inbox, i),
			    stay->id, "checklist.", &letter)) {
			item = sg_demo_item(
				letter.body, topic, blank != NULL ? blank + 1 : NULL);
		}
		if (item != NULL) {
			return sg_value_text(sg_value_member(item, "id"), NULL);
		}
	}
	return NULL;
}

static enum sg_status tick(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	struct sg_demo_step by_attendant = *step;
	const char *item = find_item(demo, step);
	char data[160];

	if (item == NULL) {
		sg_demo_say_event(demo, step->text);
		sg_demo_say_outcome(demo, step, "no such item was received");
		return SG_OK;
	}
	(void)snprintf(data, sizeof data, "'item':'%s','state':'%s','by':'%s'", item,
		step->type, step->by != NULL ? step->by : "HK");
	by_attendant.by = "attendant";
	sg_demo_count_type(demo, "task.changed");
	sg_demo_document(&by_attendant, demo->when, ++demo->number, "task.changed",
		step->subject, data, &demo->document);
	return sg_demo_send_document(demo, step, error);
}

static enum sg_status put_endpoint(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	struct sg_buffer data = {0};
	const char *secret = NULL;
	uint16_t port = 0;
	enum sg_status status =
		sg_demo_inbox_open(demo->inbox, step->subject, error, &port, &secret);

	if (status != SG_OK) {
		return status;
	}
	demo->endpoints[demo->endpoint_count++] = step;
	sg_demo_count_type(demo, "endpoint.put");
	sg_buffer_format(&data,
		"'name':'%s','url':'http://127.0.0.1:%u/','secret':'%s',"
		"'allowed_networks':['127.0.0.0/8'],%s",
		step->subject, (unsigned)port, secret, step->data);
	sg_demo_document(step, demo->when, ++demo->number, "endpoint.put", NULL,
		data.data != NULL ? data.data : "", &demo->document);
	if (data.data != NULL) {
		explicit_bzero(data.data, data.len);
	}
	sg_buffer_free(&data);
	return sg_demo_send_document(demo, step, error);
}

static enum sg_status close_endpoint(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	sg_demo_say_event(demo, step->text);
	return sg_demo_inbox_close(demo->inbox, step->subject, error);
}

/* The demo has no time for back-off: what waits is sent at once. */
static enum sg_status reopen_endpoint(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	static const struct sg_demo_step retry = {.type = "delivery.retry"};
	enum sg_status status = sg_demo_inbox_reopen(demo->inbox, step->subject, error);
	char data[80];

	sg_demo_say_event(demo, step->text);
	if (status != SG_OK) {
		return status;
	}
	(void)snprintf(data, sizeof data, "'endpoint':'%s'", step->subject);
	sg_demo_document(step, demo->when, ++demo->number, "delivery.retry", NULL, data,
		&demo->document);
	return sg_demo_send_document(demo, &retry, error);
}

static enum sg_status drain(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	enum sg_status status = sg_workers_drain(demo->workers, DRAIN_MS, error);
	size_t before = demo->letters;
	char unmet[48];

	demo->letters = sg_demo_inbox_count(demo->inbox);
	if (step->act == SG_DEMO_QUIET && status == SG_OK) {
		(void)snprintf(
			unmet, sizeof unmet, "%zu bodies came", demo->letters - before);
		sg_demo_say_outcome(demo, step, demo->letters > before ? unmet : NULL);
	}
	return status;
}

/* Deliveries take a moment, so what is not there yet is waited for. */
static enum sg_status got(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	const struct sg_demo_stay *stay = sg_demo_stay_find(demo, step->subject);
	const char *kind =
		strstr(step->expect, "type=room.") != NULL ? "room." : "checklist.";
	int64_t until_us = sg_clock_steady_us() + (int64_t)PATIENCE_MS * 1000;
	struct sg_buffer unmet = {0};
	struct sg_demo_letter letter;

	sg_demo_say_event(demo, step->text);
	for (;;) {
		sg_buffer_reset(&unmet);
		if (stay == NULL || !sg_demo_inbox_last(demo->inbox, step->type, stay->id,
					    kind, &letter)) {
			sg_buffer_text(&unmet, "nothing came");
		} else if (sg_demo_expect(step->expect, letter.body, &unmet)) {
			break;
		}
		if (sg_clock_steady_us() > until_us || sg_stop_requested()) {
			break;
		}
		sg_clock_sleep_ms(PAUSE_MS);
	}
	if (sg_stop_requested()) {
		sg_buffer_free(&unmet);
		return stopped(error);
	}
	sg_demo_say_outcome(demo, step, unmet.data);
	sg_buffer_free(&unmet);
	return SG_OK;
}

static enum sg_status ask(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	struct sg_demo_step asked = *step;

	asked.by = step->type;
	sg_demo_document(&asked, demo->when, ++demo->number, "stay.checklist",
		step->subject, NULL, &demo->document);
	return sg_demo_send_document(demo, step, error);
}

static enum sg_status count(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	struct sg_buffer line = {0};
	int sum = 0;

	(void)error;
	for (size_t i = 0; i < SG_DEMO_TYPES_MAX && demo->types[i].type != NULL; i++) {
		sum += demo->types[i].count;
	}
	sg_buffer_format(
		&line, "%s%d documents", step->text != NULL ? step->text : "", sum);
	for (size_t i = 0; i < SG_DEMO_TYPES_MAX && demo->types[i].type != NULL; i++) {
		sg_buffer_format(&line, "%s%d × %s", i == 0 ? " (" : ", ",
			demo->types[i].count, demo->types[i].type);
	}
	sg_buffer_text(&line, sum > 0 ? ")" : "");
	sg_demo_say_sum(demo, line.data != NULL ? line.data : "");
	sg_buffer_free(&line);
	memset(demo->types, 0, sizeof demo->types);
	return SG_OK;
}

static enum sg_status keep_secret(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	(void)error;
	if (demo->secret_count < SG_DEMO_SECRETS_MAX) {
		demo->secrets[demo->secret_count++] = step->data;
	}
	return SG_OK;
}

enum sg_status sg_demo_play(
	struct sg_demo *demo, const struct sg_demo_step *step, struct sg_error *error)
{
	static enum sg_status (*const acts[])(
		struct sg_demo *, const struct sg_demo_step *, struct sg_error *) = {
		[SG_DEMO_CHAPTER] = chapter,
		[SG_DEMO_EVENT] = event,
		[SG_DEMO_SEND] = sg_demo_send,
		[SG_DEMO_AGAIN] = sg_demo_send_again,
		[SG_DEMO_OTHER] = sg_demo_send_other,
		[SG_DEMO_GATHER] = sg_demo_gather,
		[SG_DEMO_BATCH] = sg_demo_send_batch,
		[SG_DEMO_TICK] = tick,
		[SG_DEMO_ENDPOINT] = put_endpoint,
		[SG_DEMO_DOWN] = close_endpoint,
		[SG_DEMO_UP] = reopen_endpoint,
		[SG_DEMO_DRAIN] = drain,
		[SG_DEMO_QUIET] = drain,
		[SG_DEMO_GOT] = got,
		[SG_DEMO_ASK] = ask,
		[SG_DEMO_COUNT] = count,
		[SG_DEMO_PAPER] = sg_demo_paper,
		[SG_DEMO_TOTALS] = sg_demo_paper,
		[SG_DEMO_WHY] = sg_demo_why,
		[SG_DEMO_NOWHERE] = keep_secret,
	};

	if (sg_stop_requested()) {
		return stopped(error);
	}
	demo->when = step->when != NULL ? step->when : demo->when;
	return acts[step->act](demo, step, error);
}
