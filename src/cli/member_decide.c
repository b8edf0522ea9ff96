/* A manager's word on a claim, from options to the document and its answer in words. */
#include <stdlib.h>
#include <string.h>

#include "cli/guest_command.h"
#include "cli/member_say.h"
#include "cli/member_writing.h"
#include "cli/options.h"
#include "core/time.h"

enum { CHARGES_MAX = 20, CENTS_DIGITS_MAX = 12 };

/* First of all the settings: the writer gets no more. */
struct deciding {
	struct sg_guest_settings settings;
	const char *claim, *reason, *by, *currency;
	bool approve, reject;
	int32_t arrival_day, departure_day;
	const char *charges[SG_POSITIONALS_MAX]; /* "CATEGORY:CENTS" each, then NULL */
};

static const struct deciding *deciding_of(const struct sg_guest_settings *settings)
{
	return (const struct deciding *)(const void *)settings;
}

/* "room:21400": a category, and digits that make an amount. */
static bool charge_is_fine(const char *charge)
{
	const char *colon = strchr(charge, ':');
	size_t digits = colon != NULL ? strspn(colon + 1, "0123456789") : 0;

	return colon != NULL && colon > charge && digits > 0 &&
	       digits <= CENTS_DIGITS_MAX && colon[1 + digits] == '\0';
}

static void write_charges(const struct deciding *deciding, struct sg_buffer *document)
{
	const char *const *charges = deciding->charges;

	for (size_t i = 0; charges[i] != NULL; i++) {
		const char *colon = strchr(charges[i], ':');

		sg_buffer_text(document, i == 0 ? ",\"charges\":[{" : ",{");
		sg_buffer_text(document, "\"category\":");
		sg_value_write_bytes(charges[i], (size_t)(colon - charges[i]), document);
		sg_buffer_format(
			document, ",\"gross_cents\":%lld", strtoll(colon + 1, NULL, 10));
		sg_guest_add_member("currency", deciding->currency, document);
		sg_buffer_char(document, '}');
	}
	sg_buffer_text(document, charges[0] != NULL ? "]" : "");
}

static void write_decision(const struct sg_guest_settings *settings, struct sg_host *host,
	struct sg_buffer *document)
{
	const struct deciding *deciding = deciding_of(settings);
	const struct sg_guest_saying frame = {.type = settings->question.type,
		.property = settings->question.property,
		.role = settings->question.role,
		.by = deciding->by};

	sg_guest_saying_begin(host, &frame, document);
	sg_guest_write_member("claim", deciding->claim, document);
	sg_guest_add_member(
		"decision", deciding->approve ? "approved" : "rejected", document);
	sg_guest_add_member("reason", deciding->reason, document);
	sg_guest_add_day("arrival", deciding->arrival_day, document);
	sg_guest_add_day("departure", deciding->departure_day, document);
	write_charges(deciding, document);
	sg_buffer_text(document, "}}");
}

static enum sg_status print_decision(const struct sg_guest_settings *settings,
	struct sg_host *host, const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page,
	struct sg_error *error)
{
	const struct deciding *deciding = deciding_of(settings);
	struct sg_member_writing writing = {
		reply, names->language, page, SG_MEMBER_INDENT, 0, {0}};
	bool older = strcmp(sg_member_text(reply, "outcome"), "older") == 0;
	struct sg_buffer why = {0};

	(void)host;
	(void)error;
	sg_buffer_format(&why, "%s (%s)", deciding->reason, deciding->by);
	sg_member_put_around(&writing,
		older               ? SG_MEMBER_CLAIM_DECIDED_LATER
		: deciding->approve ? SG_MEMBER_CLAIM_APPROVED
				    : SG_MEMBER_CLAIM_REJECTED,
		&why, 0);
	sg_member_put_line(&writing);
	sg_buffer_free(&writing.line);
	return SG_OK;
}

/* ---- the command ---- */

static int check_decision(const struct deciding *deciding)
{
	const struct sg_guest_settings *settings = &deciding->settings;

	if (deciding->approve == deciding->reject) {
		return sg_guest_wrong(settings, "either --approve or --reject", "");
	}
	for (size_t i = 0; deciding->charges[i] != NULL; i++) {
		if (deciding->reject) {
			return sg_guest_wrong(settings,
				"charges go with --approve: ", deciding->charges[i]);
		}
		if (!charge_is_fine(deciding->charges[i])) {
			return sg_guest_wrong(settings,
				"not a charge of the form CATEGORY:CENTS: ",
				deciding->charges[i]);
		}
	}
	return deciding->charges[0] != NULL && deciding->currency == NULL
	               ? sg_guest_wrong(settings, "--currency is missing", "")
	               : SG_OPTIONS_GO_ON;
}

int sg_member_decide(int argc, char **argv)
{
	static const struct sg_usage usage = {.arguments = "[OPTION]… [CATEGORY:CENTS]…",
		.text = "Decides, as a manager, about a stay that somebody else claimed\n"
			"for a guest. Approved, a stay that nobody knows is posted with\n"
			"the charges that are given here, such as room:21400, in the\n"
			"currency's smallest unit; one that is known has its own. The\n"
			"next decision about the same claim takes this one back.",
		.positionals_max = CHARGES_MAX};
	static const char *const needs[] = {"claim", "reason", "by", NULL};
	struct deciding deciding = {.settings = {.command = argv[0],
					    .question = {.type = "claim.decided/1",
						    .role = "manager",
						    .language = "en"},
					    .write = write_decision,
					    .print = print_decision},
		.arrival_day = SG_NO_DAY,
		.departure_day = SG_NO_DAY};
	struct sg_guest_settings *settings = &deciding.settings;
	struct sg_option options[] = {
		{"claim", "ID", "the id of the claim", SG_OPTION_TEXT, &deciding.claim, 0,
			0},
		{"approve", NULL, "the stay was the guest's", SG_OPTION_FLAG,
			&deciding.approve, 0, 0},
		{"reject", NULL, "it was not", SG_OPTION_FLAG, &deciding.reject, 0, 0},
		{"reason", "TEXT", "why; who asks for the claim reads it", SG_OPTION_TEXT,
			&deciding.reason, 0, 0},
		{"by", "NAME", "who you are, somebody else than claimed it",
			SG_OPTION_TEXT, &deciding.by, 0, 0},
		{"currency", "CODE", "of the charges, such as EUR", SG_OPTION_TEXT,
			&deciding.currency, 0, 0},
		{"arrival", "DATE", "the first day, where it was another", SG_OPTION_DAY,
			&deciding.arrival_day, 0, 0},
		{"departure", "DATE", "likewise the last", SG_OPTION_DAY,
			&deciding.departure_day, 0, 0},
		SG_GUEST_COMMON_OPTIONS(*settings),
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	int status = sg_options_parse(&usage, options, argc, argv, deciding.charges);

	if (status == SG_OPTIONS_GO_ON) {
		status = sg_options_need(settings->command, options, needs);
	}
	if (status == SG_OPTIONS_GO_ON) {
		status = check_decision(&deciding);
	}
	return status == SG_OPTIONS_GO_ON ? sg_guest_run(settings) : status;
}
