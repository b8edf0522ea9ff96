/* Their table. */
#include "document/transfer.h"

#include "core/ledger.h"
#include "core/names.h"
#include "document/reply.h"

enum { REASON_MAX = 200 };

/* In the orders of their enumerations. */
static const char *const states[] = {"given", "returned", NULL};
static const char *const kinds[] = {"transfer", "gift", NULL};

static const struct sg_field transfer_fields[] = {
	{SG_ROW_OBJECT("from", struct sg_transfer_document, from, &sg_refs_shape),
		.flags = SG_REQUIRED},
	{SG_ROW_WORD("kind", struct sg_transfer_document, kind, kinds)},
	{SG_ROW("points", SG_FIELD_LONG, struct sg_transfer_document, points, 1,
		SG_POINTS_MAX)},
	{SG_ROW("programme", SG_FIELD_CODE, struct sg_transfer_document, programme, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("reason", SG_FIELD_TEXT, struct sg_transfer_document, reason, 1,
		REASON_MAX)},
	{SG_ROW("second", SG_FIELD_TEXT, struct sg_transfer_document, second, 0,
		SG_LONG_CODE_MAX)},
	{SG_ROW_WORD("state", struct sg_transfer_document, state, states),
		.flags = SG_REQUIRED},
	{SG_ROW_OBJECT("to", struct sg_transfer_document, to, &sg_refs_shape)},
	SG_ROW_CODE("transfer", struct sg_transfer_document, transfer, SG_LONG_CODE_MAX,
		SG_REQUIRED),
};
static const struct sg_shape transfer_shape =
	SG_SHAPE(struct sg_transfer_document, transfer_fields);

const char *sg_transfer_state_name(enum sg_transfer_state state)
{
	return sg_name_at(states, SG_TRANSFER_STATES, (size_t)state);
}

const char *sg_transfer_kind_name(enum sg_transfer_kind kind)
{
	return sg_name_at(kinds, SG_TRANSFER_KINDS, (size_t)kind);
}

enum sg_status sg_transfer_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_transfer_document *ret_transfer)
{
	struct sg_transfer_document transfer;
	enum sg_status status =
		sg_fields_decode(data, &transfer_shape, "/data", arena, error, &transfer);

	if (status != SG_OK) {
		return status;
	}
	if (transfer.state == SG_TRANSFER_GIVEN && transfer.to.count == 0) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/to",
			"who gives points says to whom");
	}
	if (transfer.state == SG_TRANSFER_GIVEN && transfer.points == 0) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/points",
			"who gives points says how many");
	}
	*ret_transfer = transfer;
	return SG_OK;
}

void sg_transfer_about(const char *transfer, enum sg_transfer_kind kind,
	enum sg_transfer_state state, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "transfer", transfer);
	sg_reply_text(buffer, "kind", sg_transfer_kind_name(kind));
	sg_reply_text(buffer, "state", sg_transfer_state_name(state));
	sg_reply_object_end(buffer);
}
