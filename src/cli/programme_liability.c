/* Asks page by page, with progress, and adds up. */
#include "cli/programme_liability.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/guest_ask.h"
#include "cli/host.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stop.h"

enum { PATIENCE_MS = 30000, ID_SIZE = 33 };

struct asking {
	struct sg_host_options host;
	const char *programme, *property;
	int64_t width;
	bool json;
};

static void write_question(const struct asking *asking, const char *property,
	const char *after, struct sg_buffer *document)
{
	sg_buffer_reset(document);
	sg_buffer_text(document, "{\"type\":\"loyalty.liability/1\",");
	sg_guest_write_member("property", property, document);
	sg_buffer_text(document, ",\"actor\":{\"role\":\"manager\"},\"data\":{");
	sg_guest_write_member("programme", asking->programme, document);
	sg_guest_add_member("after", after[0] != '\0' ? after : NULL, document);
	sg_buffer_text(document, "}}");
}

static enum sg_status ask_all(const struct asking *asking, struct sg_host *host,
	const char *property, struct sg_error *error, struct sg_liability_sums *sums)
{
	struct sg_buffer document = {0};
	char after[ID_SIZE] = "";
	enum sg_status status;

	do {
		struct sg_value *reply = NULL;

		write_question(asking, property, after, &document);
		status = sg_host_ask(host, &document, PATIENCE_MS, error, &reply);
		if (status == SG_OK) {
			status = sg_liability_sums_add(sums, reply, error);
		}
		(void)snprintf(after, sizeof after, "%s",
			sg_value_text(sg_value_member(reply, "next"), ""));
		sg_value_free(reply);
		sg_progress_show("%lld members", (long long)sums->members);
		if (status == SG_OK && sg_stop_requested()) {
			status = sg_fail(error, SG_REFUSED, "stopped", NULL, "stopped");
		}
	} while (status == SG_OK && after[0] != '\0');
	sg_progress_clear();
	sg_buffer_free(&document);
	return status;
}

static enum sg_status write_answer(const struct asking *asking,
	struct sg_liability_sums *sums, struct sg_error *error)
{
	struct sg_buffer text = {0};
	struct sg_guest_page page = sg_guest_page_open(&text, (int)asking->width);

	if (asking->json) {
		sg_liability_sums_write(sums, &text);
	} else {
		sg_liability_sums_print(sums, &page);
	}
	if (text.failed) {
		sg_buffer_free(&text);
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	(void)fwrite(text.data, 1, text.len, stdout);
	sg_buffer_free(&text);
	return SG_OK;
}

static int run(const struct asking *asking)
{
	struct sg_liability_sums sums = {.lines = NULL};
	char found[SG_GUEST_PROPERTY_SIZE] = "";
	struct sg_host host;
	struct sg_error error;
	enum sg_status status = SG_OK;

	sg_stop_install();
	if (sg_host_open(&asking->host, &error, &host) != SG_OK) {
		return sg_complain_error(&error);
	}
	if (asking->property == NULL) {
		status = sg_guest_only_property(&host, &error, found);
	}
	if (status == SG_OK) {
		status = ask_all(asking, &host,
			asking->property != NULL ? asking->property : found, &error,
			&sums);
	}
	sg_host_close(&host);
	if (status == SG_OK) {
		status = write_answer(asking, &sums, &error);
	}
	sg_liability_sums_free(&sums);
	return status == SG_OK ? SG_EXIT_OK : sg_complain_error(&error);
}

int sg_programme_liability(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… CODE",
		.text = "Prints what a programme owes its members: open points by the\n"
			"property where they were earned and the month in which they\n"
			"expire by the rules of today, what is held, what members owe,\n"
			"and the total, which is the sum of their balances.",
		.positionals_min = 1,
		.positionals_max = 1,
	};
	struct asking asking = {.width = 0};
	struct sg_option options[] = {
		{"property", "CODE", "a hotel of the chain, where there are several",
			SG_OPTION_TEXT, &asking.property, 0, 0},
		{"width", "N", "columns, 60 to 200 (default the terminal's, or 90)",
			SG_OPTION_NUMBER, &asking.width, SG_GUEST_WIDTH_MIN,
			SG_GUEST_WIDTH_MAX},
		SG_HOST_OPTIONS(asking.host),
		{"json", NULL, "the same as JSON", SG_OPTION_FLAG, &asking.json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	asking.programme = positionals[0];
	return status == SG_OPTIONS_GO_ON ? run(&asking) : status;
}
