/* `stammgast demo`: a private hotel, a receiver, workers, and the story in between. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/demo_play.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/reconcile.h"
#include "cli/sheet_print.h"
#include "cli/stop.h"
#include "document/value.h"

enum { STAYS = 256, LISTS = 4096, WORKERS = 2, LAST_DRAIN_MS = 20000 };

struct settings {
	struct sg_host_options host;
	int64_t width;
	bool json;
};

struct outcome {
	int64_t issued;
	int64_t lost;
	struct sg_ledger_counts lists;
	int64_t alerts;
	int64_t unexpected;
	char first_lost[320];
};

static bool take(void *data, const struct sg_received *received)
{
	struct sg_demo *demo = data;
	struct sg_value *body = NULL;
	const struct sg_value *list;
	const char *type;
	bool taken = true;

	if (sg_value_parse(received->body, received->body_len, NULL, &body) != SG_OK) {
		return true;
	}
	type = sg_value_text(sg_value_member(body, "type"), "");
	list = sg_value_member(body, "data");
	(void)pthread_mutex_lock(&demo->lock);
	demo->received++;
	if (strncmp(type, "checklist.", 10) == 0 &&
		!sg_value_is_true(sg_value_member(list, "test"))) {
		taken = sg_ledger_add(demo->ledger,
			sg_ledger_key(sg_value_text(sg_value_member(list, "stay"), ""),
				received->path + 1),
			(uint32_t)sg_value_integer(sg_value_member(list, "revision"), 0),
			received->verified, strcmp(type, "checklist.issued") == 0);
	} else if (strcmp(type, "room.alert") == 0) {
		demo->alerts++;
	}
	(void)pthread_mutex_unlock(&demo->lock);
	sg_value_free(body);
	return taken;
}

static enum sg_status open_demo(struct sg_demo *demo, const struct settings *settings,
	const char *secret, struct sg_error *error)
{
	struct sg_host_options options = settings->host;
	struct sg_receiver_options receiving = {
		.secrets = &secret, .secret_count = 1, .take = take, .data = demo};
	enum sg_status status;

	options.members = "{\"clock\":\"documents\",\"deadline_ms\":5000,\"lanes\":2,"
			  "\"poll_ms\":250}";
	options.temporary = true;
	demo->ledger = sg_ledger_new(STAYS, LISTS);
	status = demo->ledger != NULL
	                 ? sg_host_open(&options, error, &demo->host)
	                 : sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	if (status == SG_OK) {
		status = sg_receiver_start(&receiving, error, &demo->receiver);
	}
	if (status == SG_OK) {
		status = sg_workers_start(
			&demo->host.module, WORKERS, error, &demo->workers);
	}
	return status;
}

static enum sg_status play_story(struct sg_demo *demo, struct sg_error *error)
{
	enum sg_status status = SG_OK;

	for (const struct sg_demo_step *step = sg_demo_story;
		status == SG_OK && step->act != SG_DEMO_END; step++) {
		status = sg_demo_play(demo, step, error);
	}
	return status;
}

/* What the database says was due against what the receiver has. */
static enum sg_status settle(
	struct sg_demo *demo, struct sg_error *error, struct outcome *ret_outcome)
{
	struct sg_reconciliation look = {0};
	enum sg_status status = sg_workers_drain(demo->workers, LAST_DRAIN_MS, error);

	sg_workers_stop(demo->workers);
	demo->workers = NULL;
	sg_receiver_stop(demo->receiver);
	demo->receiver = NULL;
	if (status == SG_OK) {
		status = sg_reconcile(demo->host.config.data, demo->host.config.len,
			SG_RECONCILE_DUE, demo->ledger, error, &look);
	}
	if (status == SG_OK) {
		ret_outcome->issued = look.pairs;
		ret_outcome->lost = (int64_t)look.lost_count;
		memcpy(ret_outcome->first_lost, look.first_lost, sizeof look.first_lost);
		ret_outcome->lists = sg_ledger_counts(demo->ledger);
		ret_outcome->alerts = demo->alerts;
		ret_outcome->unexpected = demo->unexpected;
	}
	sg_reconciliation_free(&look);
	return status;
}

static void close_demo(struct sg_demo *demo)
{
	sg_workers_stop(demo->workers);
	sg_receiver_stop(demo->receiver);
	sg_progress_clear();
	sg_host_close(&demo->host);
	sg_ledger_free(demo->ledger);
	sg_buffer_free(&demo->document);
}

static int finish(const struct settings *settings, const struct outcome *outcome)
{
	bool well = outcome->lost == 0 && outcome->unexpected == 0 &&
	            outcome->lists.verified == outcome->lists.delivered;

	if (outcome->first_lost[0] != '\0') {
		(void)sg_complain("lost, the first: %s", outcome->first_lost);
	}
	if (settings->json) {
		(void)printf("{\"well\":%s,\"issued\":%lld,\"delivered\":%lld,"
		             "\"verified\":%lld,"
			     "\"lost\":%lld,\"checklists\":%lld,\"alerts\":%lld,"
			     "\"doubled\":%lld,\"unexpected\":%lld}\n",
			well ? "true" : "false", (long long)outcome->issued,
			(long long)(outcome->issued - outcome->lost),
			(long long)outcome->lists.verified, (long long)outcome->lost,
			(long long)outcome->lists.delivered, (long long)outcome->alerts,
			(long long)outcome->lists.doubled,
			(long long)outcome->unexpected);
	} else {
		(void)printf(
			"\ndemo: %lld checklists issued, %lld delivered, %lld signatures "
			"verified, %lld lost\n",
			(long long)outcome->issued,
			(long long)(outcome->issued - outcome->lost),
			(long long)outcome->lists.verified, (long long)outcome->lost);
	}
	return well ? SG_EXIT_OK : SG_EXIT_FAILED;
}

static int run(const struct settings *settings)
{
	char secret[SG_SECRET_TEXT_SIZE] = "";
	struct sg_demo demo = {
		.secret = secret, .width = (int)settings->width, .out = stdout};
	struct outcome outcome = {0};
	struct sg_error error;
	enum sg_status status = sg_secret_generate(&error, secret);

	(void)pthread_mutex_init(&demo.lock, NULL);
	demo.out = settings->json ? fopen("/dev/null", "we") : stdout;
	demo.colour = isatty(STDOUT_FILENO) != 0;
	if (status == SG_OK) {
		status = open_demo(&demo, settings, secret, &error);
	}
	if (status == SG_OK) {
		status = play_story(&demo, &error);
	}
	if (status == SG_OK) {
		status = settle(&demo, &error, &outcome);
	}
	close_demo(&demo);
	if (settings->json && demo.out != NULL) {
		(void)fclose(demo.out);
	}
	explicit_bzero(secret, sizeof secret);
	(void)pthread_mutex_destroy(&demo.lock);
	return status == SG_OK ? finish(settings, &outcome) : sg_complain_error(&error);
}

int sg_command_demo(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]…",
		.text = "Plays one written day of a hotel: a private MariaDB, the "
	                "module, a\n"
			"receiver and workers, all gone in the end. Prints the floors' "
	                "lists, what\n"
			"to take along, and why. The last line counts the checklists "
	                "issued at\n"
			"check-in to each endpoint that was due one, those delivered, "
	                "and every\n"
			"signature verified; the exit status is 0 only if none is lost.",
	};
	struct settings settings = {.width = 90};
	struct sg_option options[] = {
		{"width", "N", "columns of the lists, 80 to 120 (default 90)",
			SG_OPTION_NUMBER, &settings.width, SG_SHEET_WIDTH_MIN,
			SG_SHEET_WIDTH_MAX},
		SG_HOST_OPTIONS(settings.host),
		{"json", NULL, "only the figures, as JSON", SG_OPTION_FLAG,
			&settings.json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	int status = sg_options_parse(&usage, options, argc, argv, NULL);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	sg_stop_install();
	return run(&settings);
}
