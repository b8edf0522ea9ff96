/* What the commands about a guest have in common: one question about somebody who is named by his
 * keys, and the answer as a page or as it came. */
#ifndef SG_CLI_GUEST_COMMAND_H
#define SG_CLI_GUEST_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/guest_ask.h"
#include "cli/guest_names.h"
#include "cli/guest_page.h"
#include "cli/host.h"
#include "cli/options.h"

struct sg_guest_settings {
	const char *command; /* "guest card" */
	struct sg_host_options host;
	struct sg_guest_question question;
	const char *key;                       /* given as an option */
	char property[SG_GUEST_PROPERTY_SIZE]; /* found, where none is given */
	int64_t width;
	bool json;
	/* Appends a document to hand in; NULL: the question. */
	void (*write)(const struct sg_guest_settings *settings, struct sg_host *host,
		struct sg_buffer *document);
	/* The page of the reply. */
	enum sg_status (*print)(const struct sg_guest_settings *settings,
		struct sg_host *host, const struct sg_value *reply,
		const struct sg_guest_names *names, const struct sg_guest_page *page,
		struct sg_error *error);
	/* Of a page of several like things: prints one. */
	void (*print_one)(const struct sg_value *one, const char *language,
		const struct sg_guest_page *page);
};

/* The rows of an option table that all have. */
#define SG_GUEST_COMMON_OPTIONS(settings)                                                \
	{"property", "CODE", "the hotel, where there are several", SG_OPTION_TEXT,       \
		&(settings).question.property, 0, 0},                                    \
		{"language", "L", "of the texts (default en)", SG_OPTION_TEXT,           \
			&(settings).question.language, 0, 0},                            \
		{"width", "N", "columns, 60 to 200 (default the terminal's, or 90)",     \
			SG_OPTION_NUMBER, &(settings).width, SG_GUEST_WIDTH_MIN,         \
			SG_GUEST_WIDTH_MAX},                                             \
		SG_HOST_OPTIONS((settings).host),                                        \
	{                                                                                \
		"json", NULL, "the module's answer as it came", SG_OPTION_FLAG,          \
			&(settings).json, 0, 0                                           \
	}

/* Takes the keys beside the options, of at most SG_GUEST_KEYS_MAX - 1, and looks whether keys and
 * role are fine. SG_OPTIONS_GO_ON, or the exit status after a complaint. */
int sg_guest_check(struct sg_guest_settings *settings, const char *const *positionals);

/* Complains of what was typed, with the word that is wrong or "". SG_EXIT_USAGE. */
int sg_guest_wrong(
	const struct sg_guest_settings *settings, const char *what, const char *which);

/* Opens the module, asks, and prints. The exit status. [the main thread] */
int sg_guest_run(struct sg_guest_settings *settings);

#endif
