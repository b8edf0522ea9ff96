/* Two guests who are one, or are not. */
#include "cli/guest_pair.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/clock.h"
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/guest_words.h"
#include "cli/options.h"
#include "cli/stop.h"

enum { ANSWER = 32 };

struct pair {
	const char *command;
	const char *type; /* "guest.merged/1" */
	enum sg_guest_word ask;
	struct sg_host_options host;
	const char *property;
	char found[SG_GUEST_PROPERTY_SIZE];
	const char *keys[2];
	const char *language;
	int64_t width;
	bool yes, json;
};

/* Whether the line is the word, or its first character alone. */
static bool says(const char *line, size_t len, const char *word)
{
	size_t first = 1;

	while (((unsigned char)word[first] & 0xC0) == 0x80) {
		first++;
	}
	return (len == first || len == strlen(word)) && strncasecmp(line, word, len) == 0;
}

bool sg_guest_says_yes(const char *language, const char *line)
{
	size_t len = strcspn(line, "\r\n");
	struct sg_buffer yes = {0};
	bool found;

	sg_guest_word(&yes, language, SG_GUEST_YES, NULL, 0, 0);
	found = says(line, len, "yes") || (yes.data != NULL && says(line, len, yes.data));
	sg_buffer_free(&yes);
	return found;
}

static enum sg_status read_cards(struct sg_host *host, const struct pair *pair,
	struct sg_error *error, struct sg_value **ret_cards)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < 2 && status == SG_OK; i++) {
		const struct sg_guest_question question = {.type = "guest.card/1",
			.property = pair->property,
			.role = "manager",
			.language = "en",
			.keys = {pair->keys[i]},
			.key_count = 1};

		status = sg_guest_ask(host, &question, error, &ret_cards[i]);
		if (status != SG_OK && strcmp(error->code, "guest_unknown") == 0) {
			status = sg_fail(error, status, "guest_unknown", NULL,
				"no guest is known by %s", pair->keys[i]);
		}
	}
	return status;
}

static enum sg_status print(struct sg_buffer *text, struct sg_error *error)
{
	enum sg_status status = SG_OK;

	if (text->failed) {
		status = sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	} else if (text->len > 0) {
		(void)fwrite(text->data, 1, text->len, stdout);
		(void)fflush(stdout);
	}
	sg_buffer_free(text);
	return status;
}

/* "Are they the same? [yes/no] " */
static void put_question(const struct pair *pair, struct sg_buffer *text)
{
	struct sg_buffer line = {0};

	sg_guest_word(&line, pair->language, pair->ask, NULL, 0, 0);
	sg_buffer_text(&line, " [");
	sg_guest_word(&line, pair->language, SG_GUEST_YES, NULL, 0, 0);
	sg_buffer_char(&line, '/');
	sg_guest_word(&line, pair->language, SG_GUEST_NO, NULL, 0, 0);
	sg_buffer_char(&line, ']');
	text->failed |= line.failed;
	sg_buffer_char(text, '\n');
	if (!line.failed) {
		sg_columns_isolate(text, line.data, line.len);
	}
	sg_buffer_char(text, ' ');
	sg_buffer_free(&line);
}

/* Without an answer nothing is done. */
static enum sg_status confirm(const struct pair *pair,
	const struct sg_value *const cards[2], struct sg_error *error)
{
	struct sg_buffer text = {0};
	struct sg_guest_page page = sg_guest_page_open(&text, (int)pair->width);
	char line[ANSWER];
	enum sg_status status;

	if (pair->yes) {
		return SG_OK;
	}
	sg_guest_pair_print(pair->keys, cards, pair->language, &page);
	put_question(pair, &text);
	status = print(&text, error);
	if (status == SG_OK && (fgets(line, sizeof line, stdin) == NULL ||
				       !sg_guest_says_yes(pair->language, line))) {
		return sg_fail(error, SG_REFUSED, "not_confirmed", NULL,
			"nothing was changed: answer yes, or say --yes");
	}
	return status;
}

static enum sg_status say(struct sg_host *host, const struct pair *pair,
	struct sg_error *error, struct sg_value **ret_reply)
{
	struct sg_buffer document = {0};
	enum sg_status status;

	sg_guest_pair_write(host, pair->type, pair->property, pair->keys, &document);
	status = sg_guest_call(host, &document, error, ret_reply);
	sg_buffer_free(&document);
	return status;
}

static enum sg_status report(struct sg_host *host, const struct pair *pair,
	const struct sg_value *reply, const struct sg_value *const before[2],
	struct sg_error *error)
{
	struct sg_value *after[2] = {NULL, NULL};
	struct sg_buffer text = {0};
	struct sg_guest_page page = sg_guest_page_open(&text, (int)pair->width);
	enum sg_status status = SG_OK;

	if (pair->json) {
		sg_value_write(reply, false, &text);
		sg_buffer_char(&text, '\n');
		return print(&text, error);
	}
	status = read_cards(host, pair, error, after);
	if (status == SG_OK) {
		sg_guest_pair_print_change(pair->keys, reply, before,
			(const struct sg_value *const[]){after[0], after[1]},
			pair->language, &page);
		status = print(&text, error);
	}
	sg_value_free(after[0]);
	sg_value_free(after[1]);
	return status;
}

static enum sg_status settle(
	struct sg_host *host, const struct pair *pair, struct sg_error *error)
{
	struct sg_value *cards[2] = {NULL, NULL}, *reply = NULL;
	enum sg_status status = read_cards(host, pair, error, cards);
	const struct sg_value *const before[] = {cards[0], cards[1]};

	if (status == SG_OK) {
		status = confirm(pair, before, error);
	}
	if (status == SG_OK) {
		status = say(host, pair, error, &reply);
	}
	if (status == SG_OK) {
		status = report(host, pair, reply, before, error);
	}
	sg_value_free(reply);
	sg_value_free(cards[0]);
	sg_value_free(cards[1]);
	return status;
}

static int run(struct pair *pair)
{
	struct sg_host host;
	struct sg_error error;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < 2; i++) {
		if (!sg_guest_key_is_fine(pair->keys[i])) {
			(void)sg_complain("%s: not a key of the form SYSTEM:ID: %s; see "
					  "`stammgast %s --help`",
				pair->command, pair->keys[i], pair->command);
			return SG_EXIT_USAGE;
		}
	}
	sg_stop_install();
	if (sg_host_open(&pair->host, &error, &host) != SG_OK) {
		return sg_complain_error(&error);
	}
	if (pair->property == NULL) {
		status = sg_guest_only_property(&host, &error, pair->found);
		pair->property = pair->found;
	}
	if (status == SG_OK) {
		status = settle(&host, pair, &error);
	}
	sg_host_close(&host);
	return status == SG_OK ? SG_EXIT_OK : sg_complain_error(&error);
}

static int handle(int argc, char **argv, const struct sg_usage *usage, struct pair *pair)
{
	struct sg_option options[] = {
		{"property", "CODE", "the hotel, where there are several", SG_OPTION_TEXT,
			&pair->property, 0, 0},
		{"language", "L", "of the texts (default en)", SG_OPTION_TEXT,
			&pair->language, 0, 0},
		{"yes", NULL, "ask nothing", SG_OPTION_FLAG, &pair->yes, 0, 0},
		{"width", "N", "columns, 60 to 200 (default the terminal's, or 90)",
			SG_OPTION_NUMBER, &pair->width, SG_GUEST_WIDTH_MIN,
			SG_GUEST_WIDTH_MAX},
		SG_HOST_OPTIONS(pair->host),
		{"json", NULL, "the module's answer as it came", SG_OPTION_FLAG,
			&pair->json, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	const char *positionals[SG_POSITIONALS_MAX];
	int status = sg_options_parse(usage, options, argc, argv, positionals);

	if (status != SG_OPTIONS_GO_ON) {
		return status;
	}
	pair->command = argv[0];
	pair->keys[0] = positionals[0];
	pair->keys[1] = positionals[1];
	return run(pair);
}

int sg_guest_merge(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… SYSTEM:ID SYSTEM:ID",
		.text = "Says that two guests are the same: what is known of either\n"
			"holds for both from now on. Shows both and asks first. It\n"
			"can be taken back exactly, see `guest unmerge`.",
		.positionals_min = 2,
		.positionals_max = 2,
	};
	struct pair pair = {
		.type = "guest.merged/1", .ask = SG_GUEST_PAIR_MERGE, .language = "en"};

	return handle(argc, argv, &usage, &pair);
}

int sg_guest_unmerge(int argc, char **argv)
{
	static const struct sg_usage usage = {
		.arguments = "[OPTION]… SYSTEM:ID SYSTEM:ID",
		.text = "Takes a merge back: each guest is as he would be without it,\n"
			"with what was said and seen meanwhile under his own keys.",
		.positionals_min = 2,
		.positionals_max = 2,
	};
	struct pair pair = {.type = "guest.unmerged/1",
		.ask = SG_GUEST_PAIR_UNMERGE,
		.language = "en"};

	return handle(argc, argv, &usage, &pair);
}
