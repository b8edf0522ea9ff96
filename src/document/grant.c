/* Its tables, and short arrays. */
#include "document/grant.h"

#include <string.h>

#include "core/names.h"
#include "core/time.h"
#include "document/parse.h"
#include "document/reply.h"
#include "document/tuple.h"

enum { REASON_MAX = 200 };

#define NEED_MAX INT64_C(1000000000000)

struct form_grant {
	struct sg_grant_document document;
	int32_t state;
};

static const char *const states[] = {"granted", "revoked", NULL};

/* In the orders of their enumerations. */
static const char *const kinds[] = {"match", "challenge", NULL};
static const char *const measures[] = {"nights", "stays", "spend", "points"};

#define NEED(measure, which)                                                             \
	{                                                                                \
		SG_ROW(measure, SG_FIELD_LONG, struct sg_measures, of[which], 1,         \
			NEED_MAX)                                                        \
	}

static const struct sg_field needs_fields[] = {
	NEED("nights", SG_MEASURED_NIGHTS),
	NEED("points", SG_MEASURED_POINTS),
	NEED("spend", SG_MEASURED_SPEND),
	NEED("stays", SG_MEASURED_STAYS),
};
static const struct sg_shape needs_shape = SG_SHAPE(struct sg_measures, needs_fields);

#define GRANT(text, what, member, low, high)                                             \
	SG_ROW(text, what, struct form_grant, document.grant.member, low, high)

static const struct sg_field grant_fields[] = {
	{GRANT("evidence", SG_FIELD_TEXT, evidence, 1, REASON_MAX)},
	{GRANT("from", SG_FIELD_DAY, from_day, 0, 0)},
	{SG_ROW("grant", SG_FIELD_CODE, struct form_grant, document.grant.id, 1,
		 SG_LONG_CODE_MAX),
		.flags = SG_REQUIRED},
	{SG_ROW_OBJECT("guest", struct form_grant, document.guest, &sg_refs_shape),
		.flags = SG_REQUIRED},
	{GRANT("kept_until", SG_FIELD_DAY, kept_day, 0, 0)},
	{SG_ROW_WORD("kind", struct form_grant, document.grant.kind, kinds)},
	{SG_ROW_OBJECT("needs", struct form_grant, document.grant.needs, &needs_shape)},
	{SG_ROW("programme", SG_FIELD_CODE, struct form_grant, document.programme, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{GRANT("reason", SG_FIELD_TEXT, reason, 1, REASON_MAX), .flags = SG_REQUIRED},
	{GRANT("second", SG_FIELD_TEXT, second, 0, SG_LONG_CODE_MAX)},
	{SG_ROW_WORD("state", struct form_grant, state, states), .flags = SG_REQUIRED},
	{GRANT("tier", SG_FIELD_CODE, tier, 1, SG_CODE_MAX), .rule = SG_RULE_NAME},
	{GRANT("until", SG_FIELD_DAY, until_day, 0, 0)},
};
static const struct sg_shape grant_shape = SG_SHAPE(struct form_grant, grant_fields);

/* ---- the document ---- */

static bool asks(const struct sg_grant *grant)
{
	for (size_t i = 0; i < SG_MEASURES; i++) {
		if (grant->needs.of[i] > 0) {
			return true;
		}
	}
	return false;
}

static enum sg_status check(const struct sg_grant *grant, struct sg_error *error)
{
	if (grant->tier == NULL) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/tier",
			"who grants a tier says which");
	}
	if (grant->kind == SG_GRANT_CHALLENGE && grant->until_day == SG_NO_DAY) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/until",
			"a challenge has a last day");
	}
	if (grant->kind == SG_GRANT_CHALLENGE && !asks(grant)) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/needs",
			"a challenge asks for something");
	}
	if (grant->kind == SG_GRANT_MATCH &&
		(asks(grant) || grant->kept_day != SG_NO_DAY)) {
		return sg_fail(error, SG_INVALID, "member_unexpected",
			asks(grant) ? "/data/needs" : "/data/kept_until",
			"a match asks for nothing: it holds until its day");
	}
	return SG_OK;
}

enum sg_status sg_grant_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_grant_document *ret_grant)
{
	struct form_grant form;
	enum sg_status status =
		sg_fields_decode(data, &grant_shape, "/data", arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	form.document.revoked = form.state > 0;
	form.document.grant.revoked_day = SG_NO_DAY;
	if (!form.document.revoked) {
		status = check(&form.document.grant, error);
	}
	if (status == SG_OK) {
		*ret_grant = form.document;
	}
	return status;
}

/* ---- as they are stored ---- */

static void put(struct sg_tuple_out *out, const struct sg_grant *grant)
{
	struct sg_tuple_out one = sg_tuple_put_tuple(out);

	sg_tuple_put_text(&one, grant->id);
	sg_tuple_put_text(&one, grant->tier);
	sg_tuple_put_int(&one, grant->kind, 0);
	sg_tuple_put_int(&one, grant->from_day, SG_NO_DAY);
	sg_tuple_put_int(&one, grant->until_day, SG_NO_DAY);
	sg_tuple_put_int(&one, grant->kept_day, SG_NO_DAY);
	for (size_t i = 0; i < SG_MEASURES; i++) {
		sg_tuple_put_int(&one, grant->needs.of[i], 0);
	}
	sg_tuple_put_text(&one, grant->reason);
	sg_tuple_put_text(&one, grant->evidence);
	sg_tuple_put_text(&one, grant->by);
	sg_tuple_put_text(&one, grant->second);
	sg_tuple_put_int(&one, grant->at_us, SG_NO_TIME);
	sg_tuple_put_int(&one, grant->revoked_day, SG_NO_DAY);
	sg_tuple_end(&one);
}

void sg_grants_encode(
	const struct sg_grant *grants, size_t count, struct sg_buffer *buffer)
{
	struct sg_tuple_out out = sg_tuple_begin(buffer);

	for (size_t i = 0; i < count; i++) {
		put(&out, &grants[i]);
	}
	sg_tuple_end(&out);
}

static bool take(const struct sg_json *array, struct sg_grant *ret_grant)
{
	struct sg_tuple_in in = sg_tuple_open(array);

	*ret_grant = (struct sg_grant){.id = sg_tuple_text(&in)};
	ret_grant->tier = sg_tuple_text(&in);
	ret_grant->kind = (enum sg_grant_kind)sg_tuple_index(&in, SG_GRANT_KINDS);
	ret_grant->from_day = sg_tuple_int32(&in, SG_NO_DAY);
	ret_grant->until_day = sg_tuple_int32(&in, SG_NO_DAY);
	ret_grant->kept_day = sg_tuple_int32(&in, SG_NO_DAY);
	for (size_t i = 0; i < SG_MEASURES; i++) {
		ret_grant->needs.of[i] = sg_tuple_int(&in, 0);
	}
	ret_grant->reason = sg_tuple_text(&in);
	ret_grant->evidence = sg_tuple_text(&in);
	ret_grant->by = sg_tuple_text(&in);
	ret_grant->second = sg_tuple_text(&in);
	ret_grant->at_us = sg_tuple_int(&in, SG_NO_TIME);
	ret_grant->revoked_day = sg_tuple_int32(&in, SG_NO_DAY);
	return !in.broken && ret_grant->id != NULL && ret_grant->tier != NULL;
}

enum sg_status sg_grants_recall(const char *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_grant **ret_grants, size_t *ret_count)
{
	const struct sg_json *root = NULL, *array;
	struct sg_grant *grants;
	struct sg_tuple_in in;
	size_t count = 0;
	bool fine = true;
	enum sg_status status = SG_OK;

	*ret_grants = NULL;
	*ret_count = 0;
	if (text == NULL) {
		return SG_OK;
	}
	grants = sg_arena_array(arena, SG_GRANTS_MAX, sizeof *grants);
	if (grants == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "memory is short");
	}
	status = sg_json_parse(
		text, strlen(text), &sg_document_limits, arena, error, &root);
	if (status == SG_MEMORY) {
		return status;
	}
	in = sg_tuple_open(root);
	while (status == SG_OK && fine && count < SG_GRANTS_MAX &&
		(array = sg_tuple_array(&in)) != NULL) {
		fine = take(array, &grants[count++]);
	}
	if (status != SG_OK || !fine || in.broken) {
		return sg_fail(error, SG_INTERNAL, "state_broken", "",
			"a stored grant does not read");
	}
	*ret_grants = grants;
	*ret_count = count;
	return SG_OK;
}

/* ---- as the core has them ---- */

/* What ends before the day on which it was taken back stays as it was. */
static int32_t cut(int32_t day, int32_t revoked_day)
{
	return revoked_day != SG_NO_DAY && (day == SG_NO_DAY || day >= revoked_day)
	               ? revoked_day - 1
	               : day;
}

int32_t sg_grant_last_day(const struct sg_grant *grant)
{
	int32_t until_day = cut(grant->until_day, grant->revoked_day);
	int32_t kept_day = grant->kind == SG_GRANT_CHALLENGE
	                           ? cut(grant->kept_day, grant->revoked_day)
	                           : until_day;

	return until_day == SG_NO_DAY || kept_day == SG_NO_DAY ? SG_NO_DAY
	       : until_day > kept_day                          ? until_day
	                                                       : kept_day;
}

/* Everything that is asked for, as a tree. */
static struct sg_requirement *needs_of(
	const struct sg_grant *grant, struct sg_arena *arena, size_t *ret_count)
{
	struct sg_requirement *tree =
		sg_arena_array(arena, SG_MEASURES + 1, sizeof *tree);
	size_t count = 0;

	for (int i = 0; tree != NULL && i < SG_MEASURES; i++) {
		if (grant->needs.of[i] > 0) {
			tree[++count] =
				(struct sg_requirement){.kind = SG_REQUIRE_AT_LEAST,
					.measured = (enum sg_measured)i,
					.value = grant->needs.of[i]};
		}
	}
	if (tree != NULL) {
		tree[0] = (struct sg_requirement){.kind = SG_REQUIRE_ALL, .count = count};
	}
	*ret_count = count + 1;
	return tree;
}

enum sg_status sg_grants_given(const struct sg_grant *grants, size_t count,
	struct sg_arena *arena, struct sg_error *error, struct sg_tier_grant **ret_given)
{
	struct sg_tier_grant *given = sg_arena_array(arena, count, sizeof *given);
	bool fine = given != NULL;

	for (size_t i = 0; i < count && fine; i++) {
		const struct sg_grant *grant = &grants[i];

		given[i] = (struct sg_tier_grant){.tier = grant->tier,
			.first_day = grant->from_day,
			.last_day = cut(grant->until_day, grant->revoked_day),
			.won_day = SG_NO_DAY};
		if (grant->kind == SG_GRANT_CHALLENGE) {
			given[i].needs = needs_of(grant, arena, &given[i].needs_count);
			given[i].lent = true;
			given[i].won_day = cut(grant->kept_day, grant->revoked_day);
			fine = given[i].needs != NULL;
		}
	}
	*ret_given = given;
	return fine ? SG_OK
	            : sg_fail(error, SG_MEMORY, "memory_short", "", "memory is short");
}

/* ---- as they are said ---- */

const struct sg_measures *sg_grants_missing(const struct sg_grant *grants,
	const struct sg_tier_member *member, int32_t day, struct sg_arena *arena)
{
	struct sg_measures *missing =
		sg_arena_array(arena, member->grant_count, sizeof *missing);

	for (size_t i = 0; i < member->grant_count && missing != NULL; i++) {
		struct sg_measures counts;
		bool met = sg_tier_challenge(member, &member->grants[i], day, &counts);

		missing[i] = (struct sg_measures){{0}};
		for (size_t k = 0; k < SG_MEASURES && !met; k++) {
			int64_t need = grants[i].needs.of[k];

			missing[i].of[k] = counts.of[k] < need ? need - counts.of[k] : 0;
		}
	}
	return missing;
}

static void write_measures(
	const char *name, const struct sg_measures *counts, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, name);
	for (size_t i = 0; i < SG_MEASURES; i++) {
		if (counts->of[i] > 0) {
			sg_reply_int(buffer, measures[i], counts->of[i]);
		}
	}
	sg_reply_object_end(buffer);
}

static void write_why(const struct sg_grant *grant, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, "why");
	sg_reply_text(buffer, "reason", grant->reason);
	sg_reply_text(buffer, "evidence", grant->evidence);
	sg_reply_text(buffer, "by", grant->by);
	sg_reply_text(buffer, "second", grant->second);
	sg_reply_object_end(buffer);
}

static void write_grant(const struct sg_grant *grant, const struct sg_measures *missing,
	bool told, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "grant", grant->id);
	sg_reply_text(
		buffer, "kind", sg_name_at(kinds, SG_GRANT_KINDS, (size_t)grant->kind));
	sg_reply_text(buffer, "tier", grant->tier);
	sg_reply_day(buffer, "from", grant->from_day);
	sg_reply_day(buffer, "until", grant->until_day);
	if (grant->kind == SG_GRANT_CHALLENGE) {
		write_measures("needs", &grant->needs, buffer);
		write_measures("missing", missing, buffer);
		sg_reply_day(buffer, "kept_until", grant->kept_day);
	}
	sg_reply_day(buffer, "revoked", grant->revoked_day);
	if (told) {
		write_why(grant, buffer);
	}
	sg_reply_object_end(buffer);
}

void sg_grants_write(const struct sg_grant *grants, const struct sg_measures *missing,
	size_t count, bool told, struct sg_buffer *buffer)
{
	if (count == 0) {
		return;
	}
	sg_reply_array(buffer, "grants");
	for (size_t i = 0; i < count; i++) {
		write_grant(&grants[i], &missing[i], told, buffer);
	}
	sg_reply_array_end(buffer);
}
