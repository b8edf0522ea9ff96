/* What a person says of a member at the command line: a stay that he misses, what is decided
 * of it, points that are put right, a tier that he is given. */
#ifndef SG_CLI_MEMBER_SAY_H
#define SG_CLI_MEMBER_SAY_H

#include "cli/guest_command.h"
#include "cli/guest_page.h"
#include "cli/options.h"
#include "core/buffer.h"
#include "document/value.h"

int sg_member_claim(int argc, char **argv);
int sg_member_decide(int argc, char **argv);
int sg_member_adjust(int argc, char **argv);
int sg_member_grant(int argc, char **argv);
int sg_member_revoke(int argc, char **argv);

/* The answer to stay.claimed. */
void sg_member_print_claim(const struct sg_value *reply, const char *language,
	const struct sg_guest_page *page);

/* ---- among these commands ---- */

/* The rows of an option table that those about a member begin with. */
#define SG_MEMBER_OPTIONS(settings)                                                      \
	{"id", "SYSTEM:ID", "a key of the guest", SG_OPTION_TEXT, &(settings).key, 0,    \
		0},                                                                      \
	{                                                                                \
		"programme", "CODE", "in which programme", SG_OPTION_TEXT,               \
			&(settings).question.programme, 0, 0                             \
	}

/* What the table cannot say of the options: SG_OPTIONS_GO_ON, or the exit status after a
 * complaint. */
typedef int sg_member_check(const struct sg_guest_settings *settings);

/* Takes options and keys, looks whether those are there that are needed, by name, and whether all
 * is fine (`check` may be NULL), and says it. The exit status. [the main thread] */
int sg_member_say(const struct sg_usage *usage, const struct sg_option *options,
	const char *const *needs, int argc, char **argv, sg_member_check *check,
	struct sg_guest_settings *settings);

/* Appends the document of the settings' question up to its open data, with whom it is about;
 * "}}" ends it. */
void sg_member_say_begin(const struct sg_guest_settings *settings, const char *by,
	struct sg_host *host, struct sg_buffer *document);

#endif
