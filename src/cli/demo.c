/* `stammgast demo`: a private hotel, its receivers and workers, and the story in between. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/demo_play.h"
#include "cli/demo_tally.h"
#include "cli/folder.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/sheet_print.h"
#include "cli/stop.h"
#include "core/embedded.h"

/* One worker in one lane: where two share the shards, one may hand some over just when the story
 * wants to know that all is delivered. */
enum { WORKERS = 1, LAST_DRAIN_MS = 20000, RECOUNTS = 50, RECOUNT_MS = 100 };

static const char bold[] = "\033[1m";
static const char plain[] = "\033[0m";

struct settings {
	const char *module;
	const char *html;
	int64_t width;
	bool full;
	bool json;
};

struct ending {
	struct sg_demo_tally tally;
	int64_t waiting; /* deliveries that the module still has to make */
	int64_t dead;    /* and dead letters */
	int64_t took_ms;
};

/* ---- opening ---- */

static enum sg_status write_file(
	const char *path, const char *text, size_t len, struct sg_error *error)
{
	FILE *file = fopen(path, "we");
	bool written = file != NULL && fwrite(text, 1, len, file) == len;

	if (file != NULL && fclose(file) != 0) {
		written = false;
	}
	return written ? SG_OK
	               : sg_fail(error, SG_UNAVAILABLE, "unwritable", NULL,
				 "%s cannot be written: %s", path, sg_errno_text());
}

/* The module's config beside its database: the hotel's mapping file as the PMS's codes need it,
 * and a folder for waking. */
static enum sg_status write_config(
	const char *folder, struct sg_error *error, struct sg_buffer *config)
{
	char path[PATH_MAX + 32];
	size_t len = 0;
	const char *mapping = sg_embedded_find("catalog/mapping-example.json", &len);

	(void)snprintf(path, sizeof path, "%s/mapping.json", folder);
	sg_buffer_text(config, "{\"clock\":\"documents\",\"deadline_ms\":5000,");
	sg_buffer_text(config, "\"lanes\":1,\"poll_ms\":250,\"socket_dir\":");
	sg_value_write_text(folder, config);
	sg_buffer_text(config, ",\"mapping\":");
	sg_value_write_text(path, config);
	sg_buffer_char(config, '}');
	return config->failed
	               ? sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short")
	               : write_file(path, mapping, len, error);
}

static enum sg_status open_demo(struct sg_demo *demo, const struct settings *settings,
	const char *folder, struct sg_error *error)
{
	struct sg_buffer config = {0};
	struct sg_host_options options = {.module = settings->module, .temporary = true};
	enum sg_status status = write_config(folder, error, &config);

	sg_progress_show("starting a private MariaDB");
	options.members = config.data;
	if (status == SG_OK) {
		status = sg_host_open(&options, error, &demo->host);
	}
	sg_progress_clear();
	sg_buffer_free(&config);
	demo->inbox = sg_demo_inbox_new();
	if (status == SG_OK && demo->inbox == NULL) {
		status = sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	if (status == SG_OK) {
		status = sg_workers_start(
			&demo->host.module, WORKERS, error, &demo->workers);
	}
	return status;
}

static void close_demo(struct sg_demo *demo)
{
	struct sg_buffer *const buffers[] = {&demo->document, &demo->batch, &demo->steps,
		&demo->paper, &demo->all_paper, &demo->html, &demo->plan, &demo->totals,
		&demo->why};

	sg_workers_stop(demo->workers);
	sg_progress_clear();
	sg_host_close(&demo->host);
	sg_demo_inbox_free(demo->inbox);
	for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++) {
		sg_buffer_free(buffers[i]);
	}
}

/* ---- the day ---- */

static enum sg_status play_story(struct sg_demo *demo, struct sg_error *error)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; sg_demo_story[i] != NULL; i++) {
		for (const struct sg_demo_step *step = sg_demo_story[i];
			status == SG_OK && step->act != SG_DEMO_END; step++) {
			status = sg_demo_play(demo, step, error);
		}
	}
	return status;
}

static enum sg_status ask_health(
	struct sg_demo *demo, struct sg_error *error, struct ending *ending)
{
	static const char question[] = "{\"type\":\"health/1\",\"id\":\"health\"}";
	struct sg_value *reply = NULL;
	enum sg_status status;

	sg_buffer_reset(&demo->document);
	sg_buffer_text(&demo->document, question);
	status = sg_demo_call(demo, &demo->document, error, &reply);
	if (status == SG_OK) {
		ending->waiting =
			sg_value_integer(sg_value_find(reply, "deliveries.waiting"), -1);
		ending->dead =
			sg_value_integer(sg_value_find(reply, "deliveries.dead"), -1);
	}
	sg_value_free(reply);
	return status;
}

/* What is on its way gets a moment to arrive before it counts as lost. */
static enum sg_status settle(
	struct sg_demo *demo, struct sg_error *error, struct ending *ending)
{
	enum sg_status status = sg_workers_drain(demo->workers, LAST_DRAIN_MS, error);

	for (int i = 0; i < RECOUNTS && status == SG_OK; i++) {
		status = sg_demo_count(demo, error, &ending->tally);
		if (ending->tally.lost == 0 || sg_stop_requested()) {
			break;
		}
		sg_clock_sleep_ms(RECOUNT_MS);
	}
	return status == SG_OK ? ask_health(demo, error, ending) : status;
}

/* ---- telling ---- */

static bool is_well(const struct sg_demo *demo, const struct ending *ending)
{
	const struct sg_demo_tally *tally = &ending->tally;

	return demo->failed == 0 && tally->issued > 0 && tally->lost == 0 &&
	       tally->verified == tally->issued && tally->forged == 0 &&
	       tally->leaks == 0 && tally->repeated == 0 && ending->waiting == 0 &&
	       ending->dead == 0;
}

static void print_title(const struct sg_demo *demo)
{
	struct sg_buffer line = {0};

	sg_columns_spread(&line, "STAMMGAST · one written day of a hotel",
		"Hamburg, Saturday 21 November 2026", demo->width);
	sg_columns_repeat(&line, "═", demo->width);
	if (!line.failed) {
		(void)fprintf(demo->out, "%s\n", line.data);
	}
	sg_buffer_free(&line);
}

static void print_kept(
	struct sg_demo *demo, const char *title, const struct sg_buffer *text)
{
	struct sg_buffer line = {0};
	size_t len = text->len;

	while (len > 0 && text->data[len - 1] == '\n') {
		len--;
	}
	sg_buffer_format(&line, "── %s ", title);
	sg_columns_repeat(&line, "─",
		demo->width - sg_columns_width(line.data != NULL ? line.data : ""));
	if (len > 0 && !line.failed) {
		(void)fprintf(demo->out, "\n%s%s%s\n%.*s\n", demo->colour ? bold : "",
			line.data, demo->colour ? plain : "", (int)len, text->data);
	}
	sg_buffer_free(&line);
}

static void print_ending(struct sg_demo *demo, const struct ending *ending)
{
	const struct sg_demo_tally *tally = &ending->tally;

	(void)printf("\n%d bodies at %zu endpoints in %.1f s: %d planned, %d issued, %d "
		     "revised, "
		     "%d cancelled, %d room.alert;\n%d received twice, %d not verified, "
		     "%lld dead letters; %d expectations held, %d did not\n",
		tally->received, demo->endpoint_count, (double)ending->took_ms / 1000,
		tally->planned, tally->confirmed, tally->revised, tally->cancelled,
		tally->alerts, tally->repeated, tally->forged, (long long)ending->dead,
		demo->held, demo->failed);
	(void)printf("demo: %d checklists issued, %d delivered, %d signatures verified, "
		     "%d lost\n",
		tally->issued, tally->delivered, tally->verified, tally->lost);
}

static void print_people(struct sg_demo *demo, const struct settings *settings,
	const struct ending *ending)
{
	print_kept(demo, "The day's totals for the office, as at 06:45", &demo->totals);
	print_kept(demo, "The floor's lists on paper, as at 15:20",
		settings->full ? &demo->all_paper : &demo->paper);
	print_kept(demo, "Why, for the manager alone", &demo->why);
	print_ending(demo, ending);
}

static void print_json(const struct sg_demo *demo, const struct ending *ending)
{
	const struct sg_demo_tally *tally = &ending->tally;

	(void)printf(
		"{\"well\":%s,\"issued\":%d,\"delivered\":%d,\"verified\":%d,\"lost\":%d,"
		"\"bodies\":{\"received\":%d,\"repeated\":%d,\"unverified\":%d,\"leaks\":"
		"%d,"
		"\"planned\":%d,\"issued\":%d,\"revised\":%d,\"cancelled\":%d,"
		"\"alerts\":%d},\"waiting\":%lld,\"dead\":%lld,\"held\":%d,\"failed\":%d,"
		"\"took_ms\":%lld,\"plan\":%s,\"steps\":[%s]}\n",
		is_well(demo, ending) ? "true" : "false", tally->issued, tally->delivered,
		tally->verified, tally->lost, tally->received, tally->repeated,
		tally->forged, tally->leaks, tally->planned, tally->confirmed,
		tally->revised, tally->cancelled, tally->alerts,
		(long long)ending->waiting, (long long)ending->dead, demo->held,
		demo->failed, (long long)ending->took_ms,
		demo->plan.data != NULL ? demo->plan.data : "null",
		demo->steps.data != NULL ? demo->steps.data : "");
}

static int finish(struct sg_demo *demo, const struct settings *settings,
	const struct ending *ending)
{
	struct sg_error error;
	int exit_status = is_well(demo, ending) ? SG_EXIT_OK : SG_EXIT_FAILED;

	if (settings->html != NULL && demo->html.data != NULL &&
		write_file(settings->html, demo->html.data, demo->html.len, &error) !=
			SG_OK) {
		exit_status = sg_complain_error(&error);
	}
	if (ending->tally.first[0] != '\0') {
		exit_status = sg_complain("%s", ending->tally.first);
	}
	if (settings->json) {
		print_json(demo, ending);
	} else {
		print_people(demo, settings, ending);
	}
	return exit_status;
}

static int run(const struct settings *settings, const char *folder)
{
	struct sg_demo demo = {.width = (int)settings->width,
		.out = settings->json ? NULL : stdout,
		.colour = isatty(STDOUT_FILENO) != 0};
	struct ending ending = {0};
	struct sg_error error;
	enum sg_status status = open_demo(&demo, settings, folder, &error);
	int64_t begun_us = sg_clock_steady_us();
	int exit_status;

	if (status == SG_OK && demo.out != NULL) {
		print_title(&demo);
	}
	if (status == SG_OK) {
		status = play_story(&demo, &error);
	}
	if (status == SG_OK) {
		status = settle(&demo, &error, &ending);
	}
	ending.took_ms = (sg_clock_steady_us() - begun_us) / 1000;
	exit_status = status == SG_OK ? finish(&demo, settings, &ending)
	                              : sg_complain_error(&error);
	close_demo(&demo);
	return exit_status;
}

int sg_command_demo(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]…",
		.text = "Plays one written day of a hotel against the module: a private\n"
			"MariaDB, seven endpoints with a receiver each, workers, all "
			"gone\n"
			"in the end. Prints what happened and what came of it, what to\n"
			"take along, a floor's lists as on paper, and why.\n\n"
			"The last line counts checklists, one for each stay and "
			"endpoint\n"
			"that should have it by the end of the day: asked of the module "
			"in\n"
			"the endpoint's own cut (issued), the last body received says "
			"the\n"
			"same (delivered), its signature is right (verified), or not\n"
			"(lost). The exit status is 0 only if none is lost, all "
			"signatures\n"
			"are right and the whole day went as it is written.",
	};
	struct settings settings = {.width = 90};
	struct sg_option options[] = {
		{"html", "FILE", "the lists of all floors as a page to print, into FILE",
			SG_OPTION_TEXT, &settings.html, 0, 0},
		{"full", NULL, "print the lists of all floors, not only of one",
			SG_OPTION_FLAG, &settings.full, 0, 0},
		{"width", "N", "columns, 80 to 120 (default 90)", SG_OPTION_NUMBER,
			&settings.width, SG_SHEET_WIDTH_MIN, SG_SHEET_WIDTH_MAX},
		{"module", "FILE", "the module, if not beside the program",
			SG_OPTION_TEXT, &settings.module, 0, 0},
		{"json", NULL, "for programs: figures, steps and the day's plan",
			SG_OPTION_FLAG, &settings.json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	char folder[PATH_MAX];
	struct sg_error error;
	int status = sg_options_parse(&usage, options, argc, argv, NULL);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	sg_stop_install();
	if (sg_folder_make_temporary(sizeof folder, &error, folder) != SG_OK) {
		return sg_complain_error(&error);
	}
	status = run(&settings, folder);
	sg_folder_remove(folder);
	return status;
}
