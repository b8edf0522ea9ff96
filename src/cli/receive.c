/* `stammgast receive`: the receiver as a program of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/receiver.h"
#include "cli/stop.h"
#include "document/value.h"

struct settings {
	int64_t port;
	int64_t limit;
	int64_t tolerance;
	const char *address;
	const char *secret;
	const char *second_secret;
	const char *store;
	bool json;
};

struct taking {
	FILE *store; /* NULL: none */
	bool json;
	int64_t limit; /* 0: none */
	int64_t count;
	int64_t under_way; /* without an answer yet, refused ones too */
	int64_t verified;
	struct sg_buffer line;
};

static void print_person(const struct taking *taking, const struct sg_received *received)
{
	struct sg_value *body = NULL;
	const struct sg_value *data;

	(void)sg_value_parse(received->body, received->body_len, NULL, &body);
	data = sg_value_member(body, "data");
	(void)printf("%4lld  %-9s %-20s room %-6s stay %s revision %lld%s%s\n",
		(long long)taking->count, received->verified ? "verified" : "REFUSED",
		sg_value_text(sg_value_member(body, "type"), "no checklist"),
		sg_value_text(sg_value_find(data, "room.number"), "-"),
		sg_value_text(sg_value_member(data, "stay"), "-"),
		(long long)sg_value_integer(sg_value_member(data, "revision"), 0),
		received->verified ? "" : ": ",
		received->verified ? "" : received->why.message);
	sg_value_free(body);
}

/* What is not on the disk was not received: the sender is told so, and tries again. */
static bool keep(struct taking *taking)
{
	return !taking->line.failed &&
	       fwrite(taking->line.data, 1, taking->line.len, taking->store) ==
	               taking->line.len &&
	       fflush(taking->store) == 0;
}

static bool take(void *data, const struct sg_received *received)
{
	struct taking *taking = data;

	taking->under_way++;
	if (taking->limit > 0 && taking->count >= taking->limit) {
		return false; /* one too many: it is left to another receiver */
	}
	sg_buffer_reset(&taking->line);
	sg_received_write(received, &taking->line);
	if (taking->store != NULL && !keep(taking)) {
		(void)sg_complain("the delivery cannot be stored: %s", sg_errno_text());
		return false;
	}
	taking->count++;
	taking->verified += received->verified ? 1 : 0;
	if (taking->json && taking->store == NULL && !taking->line.failed) {
		(void)fwrite(taking->line.data, 1, taking->line.len, stdout);
	} else if (!taking->json) {
		print_person(taking, received);
	}
	(void)fflush(stdout);
	return true;
}

/* Not before all senders have their answer: else the last one would have to send again. */
static void end_at_limit(void *data)
{
	struct taking *taking = data;

	taking->under_way--;
	if (taking->limit > 0 && taking->count >= taking->limit &&
		taking->under_way == 0) {
		sg_stop_request();
	}
}

static int serve(const struct settings *settings, struct taking *taking)
{
	const char *secrets[] = {settings->secret, settings->second_secret};
	struct sg_receiver_options options = {
		.address = settings->address,
		.port = (uint16_t)settings->port,
		.secrets = secrets,
		.secret_count = settings->second_secret != NULL ? 2 : 1,
		.tolerance_s = settings->tolerance,
		.with_headers = true,
		.take = take,
		.answered = end_at_limit,
		.data = taking,
	};
	struct sg_receiver *receiver = NULL;
	struct sg_error error;

	if (sg_receiver_start(&options, &error, &receiver) != SG_OK) {
		return sg_complain_error(&error);
	}
	(void)fprintf(stderr, "receiving on http://%s:%u/ ; Ctrl-C ends\n",
		settings->address != NULL ? settings->address : "127.0.0.1",
		(unsigned)sg_receiver_port(receiver));
	(void)sg_stop_wait(-1);
	sg_receiver_stop(receiver);
	if (settings->json && taking->store != NULL) {
		(void)printf("{\"received\":%lld,\"verified\":%lld}\n",
			(long long)taking->count, (long long)taking->verified);
	} else if (!settings->json) {
		(void)printf("receive: %lld received, %lld verified\n",
			(long long)taking->count, (long long)taking->verified);
	}
	return SG_EXIT_OK;
}

static int run(const struct settings *settings)
{
	struct taking taking = {.json = settings->json, .limit = settings->limit};
	int status;

	if (settings->secret == NULL) {
		(void)sg_complain("receive: --secret whsec_… is needed");
		return SG_EXIT_USAGE;
	}
	if (settings->store != NULL) {
		taking.store = fopen(settings->store, "ae");
		if (taking.store == NULL) {
			return sg_complain("%s cannot be written: %s", settings->store,
				sg_errno_text());
		}
	}
	sg_stop_install();
	status = serve(settings, &taking);
	sg_buffer_free(&taking.line);
	if (taking.store != NULL && fclose(taking.store) != 0 && status == SG_EXIT_OK) {
		status = sg_complain(
			"%s cannot be written: %s", settings->store, sg_errno_text());
	}
	return status;
}

int sg_command_receive(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "--secret whsec_… [OPTION]…",
		.text = "Takes deliveries by HTTP POST on any path, verifies the\n"
			"Standard Webhooks signature, and prints or keeps each as\n"
			"one JSON line: id, timestamp, signature, received_at,\n"
			"verified, headers, body. Answers 204 where the signature\n"
			"is right and 401 where it is not.",
	};
	struct settings settings = {.port = 8080};
	struct sg_option options[] = {
		{"secret", "TEXT", "the endpoint's secret, whsec_…", SG_OPTION_TEXT,
			&settings.secret, 0, 0},
		{"second-secret", "TEXT", "the older one, while secrets change",
			SG_OPTION_TEXT, &settings.second_secret, 0, 0},
		{"port", "N", "TCP port (default 8080; 0: any free one)",
			SG_OPTION_NUMBER, &settings.port, 0, 65535},
		{"listen", "ADDRESS", "IPv4 address (default 127.0.0.1)", SG_OPTION_TEXT,
			&settings.address, 0, 0},
		{"store", "FILE", "append the lines to FILE", SG_OPTION_TEXT,
			&settings.store, 0, 0},
		{"limit", "N", "end after N deliveries", SG_OPTION_NUMBER,
			&settings.limit, 1, INT32_MAX},
		{"tolerance", "SECONDS", "how old a signature may be (default 300)",
			SG_OPTION_NUMBER, &settings.tolerance, 1, 86400 * 366},
		{"json", NULL, "print the lines themselves", SG_OPTION_FLAG,
			&settings.json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	int status = sg_options_parse(&usage, options, argc, argv, NULL);

	return status != SG_OPTIONS_GO_ON ? status : run(&settings);
}
