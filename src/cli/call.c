/* `stammgast call`: one document in, one reply out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/host.h"
#include "cli/options.h"
#include "cli/stop.h"
#include "document/value.h"

/* A batch may have 4 MiB; a little more, so that the module says what is too large. */
enum { DOCUMENT_MAX = 5 << 20 };

static void print_reply(
	const struct sg_host *host, const struct pms_reply *reply, bool json)
{
	struct sg_value *value = NULL;
	struct sg_buffer text = {0};
	size_t len;
	const char *line = host->module.reply_text(reply, &len);

	if (json || sg_value_parse(line, len, NULL, &value) != SG_OK) {
		(void)puts(line);
		return;
	}
	sg_value_write(value, true, &text);
	(void)puts(text.failed ? line : text.data);
	sg_buffer_free(&text);
	sg_value_free(value);
}

static int call(const struct sg_host_options *options, const char *document, size_t len,
	bool json)
{
	struct sg_host host;
	struct sg_error error;
	struct pms_reply *reply = NULL;
	int32_t status;

	if (sg_host_open(options, &error, &host) != SG_OK) {
		return sg_complain_error(&error);
	}
	status = host.module.call(host.module.plugin, document, len, &reply);
	print_reply(&host, reply, json);
	if (status != PMS_OK) {
		(void)sg_module_error(&host.module, status, reply, &error);
		(void)sg_complain_error(&error);
	}
	host.module.reply_free(reply);
	sg_host_close(&host);
	return status == PMS_OK ? SG_EXIT_OK : SG_EXIT_FAILED;
}

int sg_command_call(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… [FILE|-]",
		.text = "Hands the document in FILE, or on standard input, to the\n"
			"module and prints its reply. The exit status is 0 only if\n"
			"the module answered OK.",
		.positionals_max = 1,
	};
	struct sg_host_options host = {0};
	bool json = false;
	struct sg_option options[] = {
		SG_HOST_OPTIONS(host),
		{"json", NULL, "the reply on one line, as it came", SG_OPTION_FLAG, &json,
			0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	struct sg_error error;
	char *document = NULL;
	size_t len = 0;
	int status = sg_options_parse(&usage, options, argc, argv, positionals);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	if (sg_read_whole(positionals[0] != NULL ? positionals[0] : "-", DOCUMENT_MAX,
		    &error, &document, &len) != SG_OK) {
		return sg_complain_error(&error);
	}
	sg_stop_install();
	status = call(&host, document, len, json);
	free(document);
	return status;
}
