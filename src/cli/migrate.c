/* `stammgast migrate`: brings the database to this version of the module. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/host.h"
#include "cli/options.h"
#include "cli/stop.h"
#include "document/value.h"

static const char health[] = "{\"type\":\"health/1\",\"id\":\"migrate\","
			     "\"actor\":{\"role\":\"system\"},\"data\":{}}";

/* Opening migrates, as the config says so; a question then shows whether the database can
 * be used. */
static int migrate(const struct sg_host_options *options, bool json)
{
	struct sg_host host;
	struct sg_error error;
	struct pms_reply *reply = NULL;
	int status = SG_EXIT_OK;

	if (sg_host_open(options, &error, &host) != SG_OK) {
		return sg_complain_error(&error);
	}
	if (sg_host_call(&host, health, sizeof health - 1, 5000, &error, &reply) !=
		SG_OK) {
		status = sg_complain_error(&error);
	} else if (json) {
		(void)printf("{\"migrated\":true,\"health\":%s}\n",
			host.module.reply_text(reply, NULL));
	} else {
		(void)puts("the database is at the version of this module");
	}
	host.module.reply_free(reply);
	sg_host_close(&host);
	return status;
}

int sg_command_migrate(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]…",
		.text = "Brings the database that the config names, or the private\n"
			"one, to the version of the module. Only ever forward; a\n"
			"migration that was interrupted is taken up where it\n"
			"stopped.",
	};
	struct sg_host_options host = {.members = "{\"migrate\":true}"};
	bool json = false;
	struct sg_option options[] = {
		SG_HOST_OPTIONS(host),
		{"json", NULL, "as JSON", SG_OPTION_FLAG, &json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	int status = sg_options_parse(&usage, options, argc, argv, NULL);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	sg_stop_install();
	return migrate(&host, json);
}
