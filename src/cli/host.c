/* Beginning and ending of a command that uses the module. */
#include "cli/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/clock.h"
#include "cli/command.h"
#include "cli/folder.h"
#include "cli/stop.h"

/* Nobody checks in at a terminal: a slow answer is better than none. */
#define DEADLINE_MS "10000"

enum { CONFIG_MAX = 1 << 20, PAUSE_MS = 20 };

static enum sg_status read_config(
	const char *path, struct sg_error *error, struct sg_value **ret_config)
{
	char *text = NULL;
	size_t len = 0;
	enum sg_status status;

	if (path == NULL) {
		return sg_value_parse("{}", 2, error, ret_config);
	}
	status = sg_read_whole(path, CONFIG_MAX, error, &text, &len);
	if (status == SG_OK) {
		status = sg_value_parse(text, len, error, ret_config);
	}
	if (status == SG_OK && !sg_value_is_object(*ret_config)) {
		sg_value_free(*ret_config);
		*ret_config = NULL;
		status = sg_fail(
			error, SG_INVALID, "config_invalid", NULL, "no JSON object");
	}
	if (status == SG_INVALID) {
		struct sg_error why = *error;

		(void)sg_fail(error, status, "config_invalid", NULL, "%s: %s", path,
			why.message);
	}
	free(text);
	return status;
}

struct adding {
	struct sg_value *config;
	enum sg_status status;
};

static bool add_member(void *data, const char *name, const struct sg_value *member)
{
	struct adding *adding = data;
	struct sg_buffer text = {0};

	sg_value_write(member, false, &text);
	if (sg_value_member(adding->config, name) == NULL) {
		adding->status =
			text.failed ? SG_MEMORY
				    : sg_value_set(adding->config, name, text.data, NULL);
	}
	sg_buffer_free(&text);
	return adding->status == SG_OK;
}

/* What the config itself says wins. */
static enum sg_status add_members(
	struct sg_value *config, const char *members, struct sg_error *error)
{
	struct adding adding = {.config = config, .status = SG_OK};
	struct sg_value *more = NULL;
	enum sg_status status;

	if (members == NULL) {
		return SG_OK;
	}
	status = sg_value_parse(members, strlen(members), error, &more);
	if (status != SG_OK) {
		return status;
	}
	sg_value_each(more, add_member, &adding);
	sg_value_free(more);
	return adding.status == SG_OK ? SG_OK
	                              : sg_fail(error, adding.status, "memory", NULL,
						"the config could not be put together");
}

static enum sg_status start_server(struct sg_host *host,
	const struct sg_host_options *options, struct sg_error *error)
{
	char folder[PATH_MAX];
	enum sg_status status = SG_OK;

	if (options->data != NULL) {
		(void)snprintf(folder, sizeof folder, "%s", options->data);
	} else if (options->temporary) {
		status = sg_folder_make_temporary(
			sizeof host->folder, error, host->folder);
		(void)snprintf(folder, sizeof folder, "%s", host->folder);
	} else {
		sg_folder_default(sizeof folder, folder);
	}
	return status != SG_OK ? status
	                       : sg_server_start_many(folder,
					 options->databases > 0 ? options->databases : 1,
					 error, &host->server);
}

static enum sg_status name_database(struct sg_host *host, struct sg_value *config,
	const struct sg_host_options *options, struct sg_error *error)
{
	struct sg_buffer text = {0};
	enum sg_status status = start_server(host, options, error);

	if (status != SG_OK) {
		return status;
	}
	sg_server_config(host->server, 0, &text);
	status = text.failed
	                 ? sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short")
	                 : sg_value_set(config, "database", text.data, error);
	sg_buffer_free(&text);
	if (status == SG_OK && !options->no_migrate &&
		sg_value_member(config, "migrate") == NULL) {
		status = sg_value_set(config, "migrate", "true", error);
	}
	return status;
}

enum sg_status sg_host_prepare(const struct sg_host_options *options,
	struct sg_error *error, struct sg_host *ret_host)
{
	struct sg_host host = {0};
	struct sg_value *config = NULL;
	enum sg_status status = read_config(options->config, error, &config);

	if (status == SG_OK) {
		status = sg_module_load(options->module, error, &host.module);
	}
	if (status == SG_OK) {
		status = add_members(config, options->members, error);
	}
	if (status == SG_OK && sg_value_member(config, "deadline_ms") == NULL) {
		status = sg_value_set(config, "deadline_ms", DEADLINE_MS, error);
	}
	if (status == SG_OK && sg_value_member(config, "database") == NULL) {
		status = name_database(&host, config, options, error);
	}
	if (status == SG_OK) {
		sg_value_write(config, false, &host.config);
		status = host.config.failed ? sg_fail(error, SG_MEMORY, "memory", NULL,
						      "memory is short")
		                            : SG_OK;
	}
	sg_value_free(config);
	if (status != SG_OK) {
		sg_host_close(&host);
		return status;
	}
	*ret_host = host;
	return SG_OK;
}

enum sg_status sg_host_open(const struct sg_host_options *options, struct sg_error *error,
	struct sg_host *ret_host)
{
	struct sg_host host;
	enum sg_status status = sg_host_prepare(options, error, &host);

	if (status != SG_OK) {
		return status;
	}
	status = sg_module_open(&host.module, host.config.data, host.config.len, error);
	if (status != SG_OK) {
		sg_host_close(&host);
		return status;
	}
	*ret_host = host;
	return SG_OK;
}

enum sg_status sg_host_turn_to(struct sg_host *host, int database, struct sg_error *error)
{
	struct sg_buffer name = {0};
	struct sg_value *config = NULL;
	enum sg_status status =
		sg_value_parse(host->config.data, host->config.len, error, &config);

	sg_server_config(host->server, database, &name);
	if (status == SG_OK) {
		status = name.failed ? sg_fail(error, SG_MEMORY, "memory", NULL,
					       "memory is short")
		                     : sg_value_set(config, "database", name.data, error);
	}
	if (status == SG_OK) {
		host->module.close(host->module.plugin);
		host->module.plugin = NULL;
		sg_buffer_reset(&host->config);
		sg_value_write(config, false, &host->config);
		status = sg_module_open(
			&host->module, host->config.data, host->config.len, error);
	}
	sg_buffer_free(&name);
	sg_value_free(config);
	return status;
}

void sg_host_close(struct sg_host *host)
{
	sg_module_close(&host->module);
	sg_server_stop(host->server);
	host->server = NULL;
	if (host->config.data != NULL) {
		explicit_bzero(host->config.data, host->config.len);
	}
	sg_buffer_free(&host->config);
	if (host->folder[0] != '\0') {
		sg_folder_remove(host->folder);
		host->folder[0] = '\0';
	}
}

enum sg_status sg_host_call(struct sg_host *host, const char *document, size_t len,
	int64_t patience_ms, struct sg_error *error, struct pms_reply **ret_reply)
{
	int64_t until_us = sg_clock_steady_us() + patience_ms * 1000;

	for (;;) {
		struct pms_reply *reply = NULL;
		int32_t status =
			host->module.call(host->module.plugin, document, len, &reply);

		if (status == PMS_OK) {
			*ret_reply = reply;
			return SG_OK;
		}
		if (status != PMS_E_UNAVAILABLE || sg_clock_steady_us() >= until_us ||
			sg_stop_requested()) {
			(void)sg_module_error(&host->module, status, reply, error);
			host->module.reply_free(reply);
			return (enum sg_status)status;
		}
		host->module.reply_free(reply);
		sg_clock_sleep_ms(PAUSE_MS);
	}
}

enum sg_status sg_host_ask(struct sg_host *host, const struct sg_buffer *document,
	int64_t patience_ms, struct sg_error *error, struct sg_value **ret_reply)
{
	struct pms_reply *reply = NULL;
	enum sg_status status;
	size_t len;
	const char *text;

	if (document->failed) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	status = sg_host_call(
		host, document->data, document->len, patience_ms, error, &reply);
	if (status != SG_OK) {
		return status;
	}
	text = host->module.reply_text(reply, &len);
	status = sg_value_parse(text, len, error, ret_reply);
	host->module.reply_free(reply);
	return status;
}
