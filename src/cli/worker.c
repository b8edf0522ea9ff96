/* `stammgast worker`: the process that delivers, for hosts that have no thread to spare. */
#include <stdio.h>

#include "cli/clock.h"
#include "cli/command.h"
#include "cli/host.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/workers.h"

struct settings {
	struct sg_host_options host;
	int64_t threads;
	int64_t seconds;
	bool once;
	bool json;
};

static const char health[] = "{\"type\":\"health/1\",\"id\":\"worker\","
			     "\"actor\":{\"role\":\"system\"},\"data\":{}}";

/* A database that is unfit is said at once; one that is away is waited for. */
static int look_at_database(struct sg_host *host)
{
	struct sg_error error;
	struct pms_reply *reply = NULL;
	enum sg_status status =
		sg_host_call(host, health, sizeof health - 1, 5000, &error, &reply);

	host->module.reply_free(reply);
	return status == SG_OK ? SG_EXIT_OK : sg_complain_error(&error);
}

/* Until nothing is due any more. */
static int work_once(struct sg_host *host, int64_t *ret_settled)
{
	int64_t total = 0;
	int32_t settled;

	do {
		struct pms_reply *reply = NULL;
		struct sg_error error;

		settled = host->module.work(host->module.plugin, 1000, &reply);
		if (settled < 0) {
			(void)sg_module_error(&host->module, settled, reply, &error);
			host->module.reply_free(reply);
			return sg_complain_error(&error);
		}
		host->module.reply_free(reply);
		total += settled;
	} while (settled > 0 && !sg_stop_requested());
	*ret_settled = total;
	return SG_EXIT_OK;
}

static int work_on(
	struct sg_host *host, const struct settings *settings, int64_t *ret_settled)
{
	int64_t until_us = sg_clock_steady_us() + settings->seconds * 1000000;
	struct sg_workers *workers = NULL;
	struct sg_error error;

	if (sg_workers_start(&host->module, (int)settings->threads, &error, &workers) !=
		SG_OK) {
		return sg_complain_error(&error);
	}
	while (!sg_stop_wait(200) &&
		(settings->seconds == 0 || sg_clock_steady_us() < until_us)) {
		sg_progress_show("%lld deliveries settled; Ctrl-C ends",
			(long long)sg_workers_settled(workers));
	}
	*ret_settled = sg_workers_settled(workers);
	sg_workers_stop(workers);
	sg_progress_clear();
	return SG_EXIT_OK;
}

static int run(const struct settings *settings)
{
	struct sg_host host;
	struct sg_error error;
	int64_t settled = 0;
	int status;

	if (sg_host_open(&settings->host, &error, &host) != SG_OK) {
		return sg_complain_error(&error);
	}
	status = look_at_database(&host);
	if (status == SG_EXIT_OK) {
		status = settings->once ? work_once(&host, &settled)
		                        : work_on(&host, settings, &settled);
	}
	sg_host_close(&host);
	if (status == SG_EXIT_OK) {
		(void)printf(settings->json ? "{\"settled\":%lld}\n"
					    : "worker: %lld settled\n",
			(long long)settled);
	}
	return status;
}

int sg_command_worker(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]…",
		.text = "Does the module's work (prepares lists, delivers, repeats\n"
			"what failed) until Ctrl-C or SIGTERM. Any number of\n"
			"workers may run beside each other and beside hosts that\n"
			"call.",
	};
	struct settings settings = {.threads = 2};
	struct sg_option options[] = {
		SG_HOST_OPTIONS(settings.host),
		{"threads", "N", "threads that work (default 2)", SG_OPTION_NUMBER,
			&settings.threads, 1, 16},
		{"seconds", "N", "end after that time", SG_OPTION_NUMBER,
			&settings.seconds, 0, 1 << 30},
		{"once", NULL, "end when nothing is due", SG_OPTION_FLAG, &settings.once,
			0, 0},
		{"json", NULL, "the sum as JSON", SG_OPTION_FLAG, &settings.json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	int status = sg_options_parse(&usage, options, argc, argv, NULL);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	sg_stop_install();
	return run(&settings);
}
