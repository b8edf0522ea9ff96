/* A membership's account as a member of a reply. */
#include "document/account.h"

#include <string.h>

#include "core/names.h"
#include "core/time.h"
#include "document/bounds.h"
#include "document/reply.h"

static const struct sg_field query_fields[] = {
	{SG_ROW("before", SG_FIELD_LONG, struct sg_statement_query, before, 1,
		UINT32_MAX)},
	SG_ROW_REFS(struct sg_statement_query, refs, ref_count, SG_REQUIRED),
	{SG_ROW("programme", SG_FIELD_CODE, struct sg_statement_query, programme, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME},
};
static const struct sg_shape query_shape =
	SG_SHAPE(struct sg_statement_query, query_fields);

enum sg_status sg_statement_query_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_statement_query *ret_query)
{
	struct sg_statement_query query;
	enum sg_status status =
		sg_fields_decode(data, &query_shape, "/data", arena, error, &query);

	if (status == SG_OK) {
		*ret_query = query;
	}
	return status;
}

/* In the order of enum sg_measured. */
static const char *const measures[] = {"nights", "stays", "spend", "points"};

/* In the order of enum sg_entry_kind. */
static const char *const kinds[] = {"earned", "reversed", "redeemed", "held", "released",
	"expired", "transferred", "settled", "adjusted", "penalty", "fee"};

static void write_measures(
	const char *name, const struct sg_measures *counts, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, name);
	for (int i = 0; i < SG_MEASURES; i++) {
		sg_reply_int(buffer, measures[i], counts->of[i]);
	}
	sg_reply_object_end(buffer);
}

/* Only what is missing stands in a path. */
static void write_path(const struct sg_tier_path *path, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	for (int i = 0; i < SG_MEASURES; i++) {
		if (path->missing.of[i] > 0) {
			sg_reply_int(buffer, measures[i], path->missing.of[i]);
		}
	}
	if (path->lifetime) {
		sg_reply_bool(buffer, "lifetime", true);
	}
	sg_reply_object_end(buffer);
}

static void write_projection(const char *name,
	const struct sg_account_statement *statement,
	const struct sg_projection *projection, struct sg_buffer *buffer)
{
	if (projection->tier < 0 || statement->version == NULL) {
		return;
	}
	sg_reply_object(buffer, name);
	sg_reply_text(
		buffer, "tier", statement->version->tiers.tiers[projection->tier].name);
	sg_reply_day(buffer, "by", projection->by_day);
	sg_reply_array(buffer, "paths");
	for (size_t i = 0; i < projection->path_count; i++) {
		write_path(&projection->paths[i], buffer);
	}
	sg_reply_array_end(buffer);
	sg_reply_object_end(buffer);
}

static void write_standing(
	const struct sg_account_statement *statement, struct sg_buffer *buffer)
{
	const struct sg_standing *standing = statement->standing;

	if (statement->version == NULL) {
		return;
	}
	sg_reply_text(
		buffer, "tier", statement->version->tiers.tiers[standing->tier].name);
	sg_reply_day(buffer, "since", standing->since_day);
	sg_reply_day(buffer, "until", standing->until_day);
	sg_reply_text(buffer, "because", sg_tier_cause_name(standing->cause));
	sg_reply_object(buffer, "window");
	sg_reply_day(buffer, "from", statement->window_first_day);
	sg_reply_day(buffer, "until", statement->window_last_day);
	for (int i = 0; i < SG_MEASURES; i++) {
		sg_reply_int(buffer, measures[i], statement->window.of[i]);
	}
	sg_reply_object_end(buffer);
	write_projection("next", statement, &statement->next, buffer);
	write_projection("keep", statement, &statement->keep, buffer);
}

static void write_balance(
	const struct sg_account_statement *statement, struct sg_buffer *buffer)
{
	sg_reply_int(buffer, "points", statement->balance.points);
	sg_reply_int(buffer, "held", statement->balance.held);
	sg_reply_int(buffer, "available", statement->balance.available);
	if (statement->expiring_day != SG_NO_DAY) {
		sg_reply_object(buffer, "expiring");
		sg_reply_int(buffer, "points", statement->expiring_points);
		sg_reply_day(buffer, "after", statement->expiring_day);
		sg_reply_object_end(buffer);
	}
}

static const char *const partner_prefix = "partner:";

/* "partner:CODE:ID" of a partner of the programme's, whatever characters both have. */
static bool write_partner(const struct sg_programme_version *version, const char *source,
	struct sg_buffer *buffer)
{
	for (size_t i = 0; i < version->rule_count; i++) {
		const char *partner = version->rules[i].partner;
		size_t len = partner != NULL ? strlen(partner) : 0;

		if (len > 0 && strncmp(source, partner, len) == 0 && source[len] == ':') {
			sg_reply_text(buffer, "partner", partner);
			sg_reply_text(buffer, "earning", source + len + 1);
			return true;
		}
	}
	return false;
}

/* "stay:" and its id is said as the stay. */
static void write_source(const struct sg_programme *programme, const char *source,
	struct sg_buffer *buffer)
{
	size_t prefix = strlen(partner_prefix);
	bool said = false;

	if (strncmp(source, "stay:", 5) == 0) {
		sg_reply_text(buffer, "stay", source + 5);
		return;
	}
	for (size_t i = programme->version_count;
		i > 0 && !said && strncmp(source, partner_prefix, prefix) == 0; i--) {
		said = write_partner(
			&programme->versions[i - 1], source + prefix, buffer);
	}
	if (!said) {
		sg_reply_text(buffer, "source", source);
	}
}

/* In the order of enum sg_earn_per. */
static const char *const pers[] = {
	"money", "night", "stay", "enrolment", "base", "upgrade", "partner"};

/* What the version's rule or milestone of that name counts, or NULL. */
static const char *counted_by(
	const struct sg_programme_version *version, const char *rule)
{
	for (size_t i = 0; i < version->rule_count; i++) {
		if (strcmp(version->rules[i].name, rule) == 0) {
			return sg_name_at(
				pers, SG_NAME_COUNT(pers), (size_t)version->rules[i].per);
		}
	}
	for (size_t i = 0; i < version->milestone_count; i++) {
		if (strcmp(version->milestones[i].name, rule) == 0) {
			return measures[version->milestones[i].measured];
		}
	}
	return NULL;
}

/* By the latest version that has the rule. */
static void write_per(
	const struct sg_programme *programme, const char *rule, struct sg_buffer *buffer)
{
	const char *per = NULL;

	for (size_t i = programme->version_count; i > 0 && per == NULL; i--) {
		per = counted_by(&programme->versions[i - 1], rule);
	}
	sg_reply_text(buffer, "per", per);
}

static void write_line(const struct sg_programme *programme,
	const struct sg_statement_line *line, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_int(buffer, "number", line->number);
	sg_reply_day(buffer, "date", line->day);
	sg_reply_text(buffer, "kind",
		sg_name_at(kinds, SG_NAME_COUNT(kinds), (size_t)line->kind));
	sg_reply_int(buffer, "points", line->points);
	if (line->held != 0) {
		sg_reply_int(buffer, "held", line->held);
	}
	write_source(programme, line->source, buffer);
	sg_reply_text(buffer, "rule", line->rule);
	if (line->amount != 0) {
		sg_reply_int(buffer, "for", line->amount);
		write_per(programme, line->rule, buffer);
	}
	sg_reply_id(buffer, "operation", &line->operation);
	if (line->why != NULL) {
		sg_reply_json(buffer, "why", line->why);
	}
	if (line->about != NULL) {
		sg_reply_json(buffer, "about", line->about);
	}
	sg_reply_object_end(buffer);
}

void sg_account_statement_write(
	const struct sg_account_statement *statement, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "programme", statement->programme->code);
	sg_reply_text(buffer, "name", statement->programme->name);
	if (statement->programme->currency[0] != '\0') {
		sg_reply_text(buffer, "currency", statement->programme->currency);
		sg_reply_int(buffer, "decimals", statement->programme->decimals);
	}
	sg_reply_id(buffer, "account", &statement->account);
	sg_reply_text(buffer, "status", statement->cancelled ? "cancelled" : "enrolled");
	sg_reply_day(buffer, "enrolled", statement->enrolled_day);
	write_standing(statement, buffer);
	write_balance(statement, buffer);
	write_measures("lifetime", &statement->lifetime, buffer);
	sg_grants_write(statement->grants, statement->missing, statement->grant_count,
		statement->told, buffer);
	sg_account_benefits_write(statement, buffer);
	sg_reply_array(buffer, "lines");
	for (size_t i = 0; i < statement->line_count; i++) {
		write_line(statement->programme, &statement->lines[i], buffer);
	}
	sg_reply_array_end(buffer);
	sg_reply_bool(buffer, "more", statement->more);
	sg_reply_object_end(buffer);
}
