/* What waits, and what is decided about it. */
#include "document/posting.h"

#include "document/bounds.h"

enum { LIST_MAX = 500, LIST_USUAL = 100, REASON_MAX = 500 };

struct form_posting {
	struct sg_refs stay;
	int32_t decision;
	const char *reason;
};

static const char *const decisions[] = {"counts", "rejected", NULL};

static const struct sg_field posting_fields[] = {
	{SG_ROW_WORD("decision", struct form_posting, decision, decisions),
		.flags = SG_REQUIRED},
	{SG_ROW("reason", SG_FIELD_TEXT, struct form_posting, reason, 1, REASON_MAX),
		.flags = SG_REQUIRED},
	{SG_ROW_OBJECT("stay", struct form_posting, stay, &sg_refs_shape),
		.flags = SG_REQUIRED},
};
static const struct sg_shape posting_shape =
	SG_SHAPE(struct form_posting, posting_fields);

static const struct sg_field exceptions_fields[] = {
	{SG_ROW("after", SG_FIELD_CODE, struct sg_exceptions_query, after_text, 32, 32),
		.rule = SG_RULE_ID},
	{SG_ROW("limit", SG_FIELD_INT, struct sg_exceptions_query, limit, 1, LIST_MAX),
		.absent = LIST_USUAL},
};
static const struct sg_shape exceptions_shape =
	SG_SHAPE(struct sg_exceptions_query, exceptions_fields);

enum sg_status sg_posting_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_posting_document *ret_posting)
{
	struct form_posting form;
	enum sg_status status =
		sg_fields_decode(data, &posting_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_posting = (struct sg_posting_document){.refs = form.stay.refs,
			.ref_count = form.stay.count,
			.counts = form.decision == 0,
			.reason = form.reason};
	}
	return status;
}

enum sg_status sg_exceptions_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_exceptions_query *ret_query)
{
	struct sg_exceptions_query query;
	enum sg_status status =
		sg_fields_decode(data, &exceptions_shape, "/data", arena, error, &query);

	if (status == SG_OK) {
		query.after = (struct sg_id){{0}};
		if (query.after_text != NULL) {
			(void)sg_id_parse(query.after_text, &query.after);
		}
		*ret_query = query;
	}
	return status;
}
