/* From what was typed to the answer on standard output. */
#include "cli/guest_command.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/stop.h"

/* The catalogue that the module was opened with, which has checked it. */
static enum sg_status read_names(const struct sg_host *host, const char *language,
	struct sg_error *error, struct sg_guest_names *ret_names)
{
	struct sg_value *config = NULL;
	enum sg_status status =
		sg_value_parse(host->config.data, host->config.len, error, &config);

	if (status == SG_OK) {
		status = sg_guest_names_read(
			sg_value_text(sg_value_member(config, "catalog"), NULL), language,
			error, ret_names);
	}
	sg_value_free(config);
	return status;
}

static enum sg_status write_answer(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply, struct sg_error *error,
	struct sg_buffer *text)
{
	struct sg_guest_page page = sg_guest_page_open(text, (int)settings->width);
	struct sg_guest_names names = {0};
	enum sg_status status;

	if (settings->json) {
		sg_value_write(reply, false, text);
		sg_buffer_char(text, '\n');
		return SG_OK;
	}
	status = read_names(host, settings->question.language, error, &names);
	if (status == SG_OK) {
		status = settings->print(settings, host, reply, &names, &page, error);
	}
	sg_guest_names_free(&names);
	return status;
}

static enum sg_status ask(const struct sg_guest_settings *settings, struct sg_host *host,
	struct sg_error *error, struct sg_value **ret_reply)
{
	struct sg_buffer document = {0};
	enum sg_status status;

	if (settings->write == NULL) {
		return sg_guest_ask(host, &settings->question, error, ret_reply);
	}
	settings->write(settings, host, &document);
	status = sg_guest_call(host, &document, error, ret_reply);
	sg_buffer_free(&document);
	return status;
}

static enum sg_status answer(const struct sg_guest_settings *settings,
	struct sg_host *host, struct sg_error *error)
{
	struct sg_value *reply = NULL;
	struct sg_buffer text = {0};
	enum sg_status status = ask(settings, host, error, &reply);

	if (status == SG_OK) {
		status = write_answer(settings, host, reply, error, &text);
	}
	if (status == SG_OK && text.failed) {
		status = sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	if (status == SG_OK && text.len > 0) {
		(void)fwrite(text.data, 1, text.len, stdout);
	}
	sg_buffer_free(&text);
	sg_value_free(reply);
	return status;
}

int sg_guest_run(struct sg_guest_settings *settings)
{
	struct sg_host host;
	struct sg_error error;
	enum sg_status status = SG_OK;

	sg_stop_install();
	if (sg_host_open(&settings->host, &error, &host) != SG_OK) {
		return sg_complain_error(&error);
	}
	if (settings->question.property == NULL) {
		status = sg_guest_only_property(&host, &error, settings->property);
		settings->question.property = settings->property;
	}
	if (status == SG_OK) {
		status = answer(settings, &host, &error);
	}
	sg_host_close(&host);
	return status == SG_OK ? SG_EXIT_OK : sg_complain_error(&error);
}

/* ---- what was typed ---- */

int sg_guest_wrong(
	const struct sg_guest_settings *settings, const char *what, const char *which)
{
	(void)sg_complain("%s: %s%s; see `stammgast %s --help`", settings->command, what,
		which, settings->command);
	return SG_EXIT_USAGE;
}

/* The key of the option and those beside the options. */
static void take_keys(struct sg_guest_settings *settings, const char *const *positionals)
{
	struct sg_guest_question *question = &settings->question;

	if (settings->key != NULL) {
		question->keys[question->key_count++] = settings->key;
	}
	for (int i = 0; i < SG_POSITIONALS_MAX && positionals[i] != NULL; i++) {
		question->keys[question->key_count++] = positionals[i];
	}
}

static bool is_role(const char *role)
{
	static const char *const roles[] = {
		"attendant", "front_desk", "manager", "data_protection"};

	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		if (strcmp(roles[i], role) == 0) {
			return true;
		}
	}
	return false;
}

int sg_guest_check(struct sg_guest_settings *settings, const char *const *positionals)
{
	const struct sg_guest_question *question = &settings->question;

	take_keys(settings, positionals);
	if (question->key_count == 0) {
		return sg_guest_wrong(settings, "a key is missing: SYSTEM:ID", "");
	}
	for (size_t i = 0; i < question->key_count; i++) {
		if (!sg_guest_key_is_fine(question->keys[i])) {
			return sg_guest_wrong(settings,
				"not a key of the form SYSTEM:ID: ", question->keys[i]);
		}
	}
	if (!is_role(question->role)) {
		return sg_guest_wrong(settings, "not a role: ", question->role);
	}
	return SG_OPTIONS_GO_ON;
}
