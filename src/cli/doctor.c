/* `stammgast doctor`: one look at everything that can be wrong, and what to do about it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/clock.h"
#include "cli/command.h"
#include "cli/host.h"
#include "cli/options.h"
#include "cli/stop.h"
#include "core/time.h"
#include "document/value.h"

enum {
	PATIENCE_MS = 5000,
	LATE_S = 15 * 60, /* a delivery that waits longer needs a look */
	SKEW_WARN_S = 5,
	SKEW_FAIL_S = 60, /* signatures are refused from five minutes on */
};

enum verdict { OK, WARN, FAIL };

struct examination {
	struct sg_buffer json;
	bool as_json;
	size_t count;
	enum verdict worst;
};

/* One line: a verdict, what was looked at, what was found, and what to do (NULL: nothing). */
static void __attribute__((format(printf, 5, 6)))
say(struct examination *examination, enum verdict verdict, const char *subject,
	const char *advice, const char *format, ...)
{
	static const char *const names[] = {"ok", "warn", "fail"};
	char finding[400];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(finding, sizeof finding, format, arguments);
	va_end(arguments);
	examination->worst = verdict > examination->worst ? verdict : examination->worst;
	sg_buffer_format(&examination->json,
		"%s{\"verdict\":\"%s\",\"subject\":\"%s\",\"finding\":",
		examination->count++ > 0 ? "," : "", names[verdict], subject);
	sg_value_write_text(finding, &examination->json);
	sg_buffer_text(&examination->json, ",\"advice\":");
	sg_value_write_text(advice, &examination->json);
	sg_buffer_char(&examination->json, '}');
	if (!examination->as_json) {
		(void)printf("%-5s %-11s %s\n", names[verdict], subject, finding);
		if (advice != NULL) {
			(void)printf("      %-11s → %s\n", "", advice);
		}
	}
}

/* What to do, from the code of an error. */
static const char *advice_for(const char *code)
{
	static const struct {
		const char *code;
		const char *advice;
	} advices[] = {
		{"absent", "name the right file"},
		{"config_invalid", "correct the config; `stammgast version --json` shows "
				   "its schema"},
		{"member_unknown", "correct the config; `stammgast version --json` shows "
				   "its schema"},
		{"database_away", "start the database, or correct host, port or socket "
				  "in the config"},
		{"database_denied",
			"give the account SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, "
			"INDEX and DROP on the database, or correct user and password"},
		{"database_unknown",
			"create it: CREATE DATABASE name CHARACTER SET utf8mb4"},
		{"database_older", "run `stammgast migrate`"},
		{"database_newer",
			"install the newer module: a database is never taken back"},
		{"durability_lax", "set the variable in the server's configuration, or "
				   "\"durability\":\"relaxed\" if losing confirmed data "
				   "is acceptable"},
		{"server_too_old", "upgrade to MariaDB 10.11 or newer"},
		{"server_unknown", "use MariaDB 10.11 or newer"},
		{"packet_too_small", "raise max_allowed_packet on the server"},
		{"tls_missing",
			"set TLS up on the server, or take \"tls\" out of the config"},
		{"host_unknown", "correct the host's name in the config"},
		{"migration_running", "wait for the other migration to end"},
		{"mariadb_missing", "apt-get install mariadb-server"},
		{"folder_unwritable",
			"choose another folder with --data, or correct its rights"},
		{"folder_busy", "end the other program that uses this folder"},
		{"no_module", "install stammgast.so beside the program, or name it with "
			      "--module"},
		{"abi", "install program and module of the same version"},
	};

	for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
		if (strcmp(advices[i].code, code) == 0) {
			return advices[i].advice;
		}
	}
	return "see the message";
}

static void say_error(struct examination *examination, const char *subject,
	const struct sg_error *error)
{
	say(examination, FAIL, subject, advice_for(error->code), "%s%s%s", error->message,
		error->path[0] != '\0' ? " at " : "", error->path);
}

static void look_at_module(struct examination *examination, const struct sg_host *host)
{
	struct sg_value *value = NULL;
	const char *text = host->module.describe();
	const char *version;

	(void)sg_value_parse(text, strlen(text), NULL, &value);
	version = sg_value_text(sg_value_member(value, "version"), "?");
	if (strcmp(version, SG_VERSION) == 0) {
		say(examination, OK, "module", NULL, "version %s, ABI %u.%u", version,
			host->module.abi() >> 16, host->module.abi() & 0xFFFFu);
	} else {
		say(examination, WARN, "module", advice_for("abi"),
			"version %s, the program is %s", version, SG_VERSION);
	}
	sg_value_free(value);
}

static void look_at_config(struct examination *examination, const struct sg_host *host,
	const struct sg_host_options *options)
{
	struct sg_value *value = NULL;
	bool relaxed;

	(void)sg_value_parse(host->config.data, host->config.len, NULL, &value);
	relaxed = strcmp(sg_value_text(sg_value_member(value, "durability"), ""),
			  "relaxed") == 0;
	if (relaxed) {
		say(examination, WARN, "config",
			"take \"durability\" out for anything but tests",
			"the server may forget what it confirmed (durability relaxed)");
	} else {
		say(examination, OK, "config", NULL, "%s",
			options->config != NULL ? options->config
						: "none: everything by default");
	}
	if (host->server != NULL) {
		say(examination, OK, "server", NULL, "private MariaDB on %s%s",
			sg_server_socket(host->server),
			sg_server_is_joined(host->server) ? ", run by another program"
							  : "");
	}
	sg_value_free(value);
}

/* ---- what the module says of itself ---- */

static void look_at_database(
	struct examination *examination, const struct sg_value *health)
{
	const struct sg_value *database = sg_value_member(health, "database");
	int64_t clock_us = 0;
	const char *version = sg_value_text(sg_value_member(database, "version"), NULL);
	int64_t skew_s;

	say(examination, OK, "database", NULL, "reached, durable, at this version%s%s",
		version != NULL ? "; server " : "", version != NULL ? version : "");
	if (!sg_time_parse(
		    sg_value_text(sg_value_member(database, "clock"), ""), &clock_us)) {
		return;
	}
	skew_s = (clock_us - sg_clock_wall_us()) / SG_SECOND_US;
	skew_s = skew_s < 0 ? -skew_s : skew_s;
	say(examination,
		skew_s >= SKEW_FAIL_S   ? FAIL
		: skew_s >= SKEW_WARN_S ? WARN
					: OK,
		"clock",
		skew_s >= SKEW_WARN_S ? "run an NTP client on both machines" : NULL,
		"database and program are %lld s apart", (long long)skew_s);
}

static void look_at_deliveries(
	struct examination *examination, const struct sg_value *health)
{
	const struct sg_value *deliveries = sg_value_member(health, "deliveries");
	int64_t waiting = sg_value_integer(sg_value_member(deliveries, "waiting"), 0);
	int64_t oldest_s = sg_value_integer(sg_value_member(deliveries, "oldest_s"), 0);
	int64_t dead = sg_value_integer(sg_value_member(deliveries, "dead"), 0);

	say(examination, waiting > 0 && oldest_s > LATE_S ? WARN : OK, "deliveries",
		waiting > 0 && oldest_s > LATE_S
			? "is a worker running (`stammgast worker`), and do the "
			  "endpoints answer?"
			: NULL,
		"%lld waiting, the oldest for %lld s", (long long)waiting,
		(long long)oldest_s);
	say(examination, dead > 0 ? FAIL : OK, "dead",
		dead > 0 ? "look at delivery.list {\"state\":\"dead\"}, mend the "
			   "endpoint, then send "
			   "delivery.retry"
			 : NULL,
		"%lld dead letters", (long long)dead);
}

static void look_at_endpoints(
	struct examination *examination, const struct sg_value *health)
{
	const struct sg_value *endpoints =
		sg_value_member(health, "endpoints_in_trouble");
	int64_t count = sg_value_integer(sg_value_member(health, "endpoints"), 0);

	for (size_t i = 0; i < sg_value_count(endpoints); i++) {
		const struct sg_value *endpoint = sg_value_at(endpoints, i);
		const char *reason =
			sg_value_text(sg_value_member(endpoint, "reason"), NULL);
		int64_t waiting =
			sg_value_integer(sg_value_member(endpoint, "waiting"), 0);
		int64_t dead = sg_value_integer(sg_value_member(endpoint, "dead"), 0);
		bool bad = dead > 0 || reason != NULL;

		say(examination, bad ? WARN : OK, "endpoint",
			bad ? "send endpoint.test, let `work` run (`stammgast worker`), "
			      "then look at delivery.list"
			    : NULL,
			"%s/%s: %lld waiting, %lld dead%s%s",
			sg_value_text(sg_value_member(endpoint, "property"), "?"),
			sg_value_text(sg_value_member(endpoint, "name"), "?"),
			(long long)waiting, (long long)dead,
			reason != NULL ? "; last failure: " : "",
			reason != NULL ? reason : "");
	}
	if (count == 0) {
		say(examination, WARN, "endpoints",
			"send endpoint.put, or use `stammgast print`",
			"there is none: nothing is delivered");
	} else if (sg_value_count(endpoints) == 0) {
		say(examination, OK, "endpoints", NULL, "%lld, none in trouble",
			(long long)count);
	}
}

static void look_at_codes(struct examination *examination, const struct sg_value *health)
{
	const struct sg_value *codes = sg_value_member(health, "unmapped_codes");

	for (size_t i = 0; i < sg_value_count(codes); i++) {
		const struct sg_value *code = sg_value_at(codes, i);

		say(examination, WARN, "code",
			"add it to the mapping file, or leave it if it means nothing to "
			"do",
			"%s: %s/%s is not mapped, seen %lld times",
			sg_value_text(sg_value_member(code, "property"), "?"),
			sg_value_text(sg_value_member(code, "group"), "?"),
			sg_value_text(sg_value_member(code, "code"), "?"),
			(long long)sg_value_integer(sg_value_member(code, "seen"), 0));
	}
	if (sg_value_is_array(codes) && sg_value_count(codes) == 0) {
		say(examination, OK, "codes", NULL, "all codes are mapped");
	}
}

static void look_at_programmes(
	struct examination *examination, const struct sg_value *health)
{
	const struct sg_value *changing = sg_value_member(health, "programmes_changing");

	for (size_t i = 0; i < sg_value_count(changing); i++) {
		const struct sg_value *one = sg_value_at(changing, i);

		say(examination, OK, "programme", NULL,
			"%s: version %lld has reached %lld members so far",
			sg_value_text(sg_value_member(one, "programme"), "?"),
			(long long)sg_value_integer(sg_value_member(one, "version"), 0),
			(long long)sg_value_integer(sg_value_member(one, "members"), 0));
	}
}

static void ask_health(struct examination *examination, struct sg_host *host)
{
	static const char question[] = "{\"type\":\"health/1\",\"id\":\"doctor\","
				       "\"actor\":{\"role\":\"system\"},\"data\":{}}";
	struct pms_reply *reply = NULL;
	struct sg_value *health = NULL;
	struct sg_error error;
	size_t len;
	const char *text;

	if (sg_host_call(host, question, sizeof question - 1, PATIENCE_MS, &error,
		    &reply) != SG_OK) {
		say_error(examination, "database", &error);
		return;
	}
	text = host->module.reply_text(reply, &len);
	(void)sg_value_parse(text, len, NULL, &health);
	look_at_database(examination, health);
	look_at_deliveries(examination, health);
	look_at_endpoints(examination, health);
	look_at_codes(examination, health);
	look_at_programmes(examination, health);
	sg_value_free(health);
	host->module.reply_free(reply);
}

static void examine(
	struct examination *examination, const struct sg_host_options *options)
{
	struct sg_host host;
	struct sg_error error;

	if (sg_host_prepare(options, &error, &host) != SG_OK) {
		say_error(examination, "beginning", &error);
		return;
	}
	look_at_module(examination, &host);
	look_at_config(examination, &host, options);
	if (sg_module_open(&host.module, host.config.data, host.config.len, &error) !=
		SG_OK) {
		say_error(examination,
			strncmp(error.code, "database", 8) == 0 ? "database" : "config",
			&error);
	} else {
		ask_health(examination, &host);
	}
	sg_host_close(&host);
}

int sg_command_doctor(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]…",
		.text = "Looks at config, module, database (reachable, version,\n"
			"durability, rights, migrations), clocks, deliveries,\n"
			"endpoints and codes. Each line says ok, warn or fail, and\n"
			"what to do. The exit status is 1 if anything failed.",
	};
	struct sg_host_options host = {.no_migrate = true};
	struct examination examination = {.worst = OK};
	struct sg_option options[] = {
		SG_HOST_OPTIONS(host),
		{"json", NULL, "as JSON", SG_OPTION_FLAG, &examination.as_json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	int status = sg_options_parse(&usage, options, argc, argv, NULL);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	sg_stop_install();
	examine(&examination, &host);
	if (examination.as_json && examination.json.data != NULL) {
		(void)printf("{\"well\":%s,\"checks\":[%s]}\n",
			examination.worst < FAIL ? "true" : "false",
			examination.json.data);
	}
	sg_buffer_free(&examination.json);
	return examination.worst < FAIL ? SG_EXIT_OK : SG_EXIT_FAILED;
}
