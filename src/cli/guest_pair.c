/* Two guests who are one, or are not. */
#include "cli/guest_pair.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/clock.h"
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/guest_card.h"
#include "cli/options.h"
#include "cli/stop.h"

enum { LABEL = 12, ANSWER = 16 };

/* ---- side by side ---- */

static void put_name(const struct sg_value *card, struct sg_buffer *cell)
{
	const struct sg_value *name = sg_value_member(card, "name");
	const char *parts[] = {sg_guest_member(card, "salutation"),
		sg_guest_member(name, "given"), sg_guest_member(name, "family")};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (parts[i] != NULL) {
			if (cell->len > 0) {
				sg_buffer_text(cell, i == 1 ? ", " : " ");
			}
			sg_guest_clean(parts[i], cell);
		}
	}
}

static size_t count_of(const struct sg_value *card, const char *member)
{
	return sg_value_count(sg_value_member(card, member));
}

/* "3 wishes, 2 usuals, 2 profiles" */
static void put_known(const struct sg_value *card, struct sg_buffer *cell)
{
	int64_t profiles = sg_value_integer(sg_value_member(card, "profiles"), 1);
	size_t facts = count_of(card, "facts"), usuals = count_of(card, "usuals");

	sg_buffer_format(cell, "%zu %s, %zu %s", facts, facts == 1 ? "wish" : "wishes",
		usuals, usuals == 1 ? "usual" : "usuals");
	if (profiles > 1) {
		sg_buffer_format(cell, ", %d profiles", (int)profiles);
	}
}

static void put_cell(const struct sg_value *card, const char *member, const char *key,
	struct sg_buffer *cell)
{
	const char *text;

	if (strcmp(member, "name") == 0) {
		put_name(card, cell);
	} else if (strcmp(member, "known") == 0) {
		put_known(card, cell);
	} else {
		text = strcmp(member, "key") == 0 ? key : sg_guest_member(card, member);
		sg_guest_clean(text != NULL ? text : "", cell);
	}
}

/* A row that neither has is left out. */
static void put_row(const char *label, const char *member, const char *const keys[2],
	const struct sg_value *const cards[2], const struct sg_guest_page *page)
{
	const int width = (page->width - LABEL - 2) / 2;
	struct sg_buffer cells[2] = {{0}, {0}};

	for (size_t i = 0; i < 2; i++) {
		put_cell(cards[i], member, keys[i], &cells[i]);
		sg_buffer_text(&cells[i], "");
	}
	if (cells[0].len + cells[1].len > 0) {
		sg_columns_pad(page->out, label, LABEL);
		for (size_t i = 0; i < 2; i++) {
			const char *text = cells[i].data != NULL ? cells[i].data : "";
			const char *next;
			size_t len = sg_columns_cut(text, width - 1, &next);
			char line[512];

			(void)snprintf(line, sizeof line, "%.*s", (int)len, text);
			if (i == 0) {
				sg_columns_pad(page->out, line, width + 2);
			} else {
				sg_buffer_text(page->out, line);
			}
		}
		sg_buffer_char(page->out, '\n');
	}
	sg_buffer_free(&cells[0]);
	sg_buffer_free(&cells[1]);
}

void sg_guest_pair_print(const char *const keys[2], const struct sg_value *const cards[2],
	const struct sg_guest_page *page)
{
	static const struct {
		const char *label, *member;
	} rows[] = {{"", "key"}, {"Name", "name"}, {"Born", "birth_date"},
		{"E-mail", "email"}, {"Phone", "phone"}, {"Language", "language"},
		{"Memory", "memory"}, {"Known", "known"}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		put_row(rows[i].label, rows[i].member, keys, cards, page);
	}
}

void sg_guest_pair_print_change(const char *const keys[2], const struct sg_value *reply,
	const struct sg_value *const before[2], const struct sg_value *const after[2],
	const struct sg_guest_page *page)
{
	bool same = sg_value_is_true(sg_value_member(reply, "same"));
	struct sg_buffer line = {0};

	sg_buffer_format(&line, "%s and %s are %s.", keys[0], keys[1],
		same ? "one person" : "two persons");
	sg_guest_line(page, 0, 2, line.data != NULL ? line.data : "");
	for (size_t i = 0; i < 2; i++) {
		sg_buffer_reset(&line);
		sg_buffer_format(&line, "%s: ", keys[i]);
		put_known(before[i], &line);
		sg_buffer_text(&line, " before, now ");
		put_known(after[i], &line);
		sg_guest_line(page, 2, 4, line.data != NULL ? line.data : "");
	}
	sg_buffer_free(&line);
}

/* ---- one word about a pair ---- */

struct pair {
	const char *command;
	const char *type; /* "guest.merged/1" */
	const char *ask;
	struct sg_host_options host;
	const char *property;
	char found[SG_GUEST_PROPERTY_SIZE];
	const char *keys[2];
	int64_t width;
	bool yes, json;
};

bool sg_guest_says_yes(const char *line)
{
	size_t len = strcspn(line, "\r\n");

	return (len == 1 && strncasecmp(line, "y", 1) == 0) ||
	       (len == 3 && strncasecmp(line, "yes", 3) == 0);
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
	sg_guest_pair_print(pair->keys, cards, &page);
	sg_buffer_format(&text, "\n%s [y/N] ", pair->ask);
	status = print(&text, error);
	if (status == SG_OK &&
		(fgets(line, sizeof line, stdin) == NULL || !sg_guest_says_yes(line))) {
		return sg_fail(error, SG_REFUSED, "not_confirmed", NULL,
			"nothing was changed: answer y, or say --yes");
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
			(const struct sg_value *const[]){after[0], after[1]}, &page);
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
	struct pair pair = {.type = "guest.merged/1", .ask = "Are they the same?"};

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
	struct pair pair = {
		.type = "guest.unmerged/1", .ask = "Are they two different persons?"};

	return handle(argc, argv, &usage, &pair);
}
