/* Points that are spent, or corrected by hand. */
#include "document/points.h"

#include "core/award.h"
#include "core/ledger.h"
#include "core/names.h"
#include "document/bounds.h"

struct form_redemption {
	struct sg_refs guest, stay;
	struct sg_redemption_document redemption;
};

struct form_adjustment {
	struct sg_refs guest;
	struct sg_adjustment_document adjustment;
};

enum { REASON_MAX = 200, PROPERTY_MAX = 16 };

#define AMOUNT_MAX INT64_C(1000000000000)

/* In the order of enum sg_redemption_state. */
static const char *const states[] = {"held", "confirmed", "released", NULL};

static const struct sg_field redemption_fields[] = {
	{SG_ROW("amount_cents", SG_FIELD_LONG, struct form_redemption, redemption.amount,
		1, AMOUNT_MAX)},
	{SG_ROW("award", SG_FIELD_CODE, struct form_redemption, redemption.award, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME},
	SG_ROW_CODE("channel", struct form_redemption, redemption.channel,
		SG_LONG_CODE_MAX, 0),
	{SG_ROW("date", SG_FIELD_DAY, struct form_redemption, redemption.day, 0, 0)},
	{SG_ROW_OBJECT("guest", struct form_redemption, guest, &sg_refs_shape),
		.flags = SG_REQUIRED},
	{SG_ROW("nights", SG_FIELD_INT, struct form_redemption, redemption.nights, 1,
		SG_AWARD_NIGHTS_MAX)},
	{SG_ROW("points", SG_FIELD_LONG, struct form_redemption, redemption.points, 1,
		SG_POINTS_MAX)},
	{SG_ROW("programme", SG_FIELD_CODE, struct form_redemption, redemption.programme,
		 1, SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("property", SG_FIELD_CODE, struct form_redemption, redemption.property, 1,
		 PROPERTY_MAX),
		.rule = SG_RULE_PROPERTY},
	SG_ROW_CODE("rate", struct form_redemption, redemption.rate, SG_LONG_CODE_MAX, 0),
	SG_ROW_CODE("redemption", struct form_redemption, redemption.redemption,
		SG_LONG_CODE_MAX, SG_REQUIRED),
	SG_ROW_CODE("room_type", struct form_redemption, redemption.room_type,
		SG_CODE_MAX, 0),
	{SG_ROW_WORD("state", struct form_redemption, redemption.state, states),
		.flags = SG_REQUIRED},
	{SG_ROW_OBJECT("stay", struct form_redemption, stay, &sg_refs_shape)},
};
static const struct sg_shape redemption_shape =
	SG_SHAPE(struct form_redemption, redemption_fields);

static const struct sg_field adjustment_fields[] = {
	{SG_ROW_OBJECT("guest", struct form_adjustment, guest, &sg_refs_shape),
		.flags = SG_REQUIRED},
	{SG_ROW("points", SG_FIELD_LONG, struct form_adjustment, adjustment.points,
		 -SG_POINTS_MAX, SG_POINTS_MAX),
		.flags = SG_REQUIRED},
	{SG_ROW("programme", SG_FIELD_CODE, struct form_adjustment, adjustment.programme,
		 1, SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("reason", SG_FIELD_TEXT, struct form_adjustment, adjustment.reason, 1,
		 REASON_MAX),
		.flags = SG_REQUIRED},
	{SG_ROW("second", SG_FIELD_TEXT, struct form_adjustment, adjustment.second, 0,
		SG_LONG_CODE_MAX)},
};
static const struct sg_shape adjustment_shape =
	SG_SHAPE(struct form_adjustment, adjustment_fields);

const char *sg_redemption_state_name(enum sg_redemption_state state)
{
	return sg_name_at(states, SG_REDEMPTION_STATES, (size_t)state);
}

enum sg_status sg_redemption_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_redemption_document *ret_redemption)
{
	struct form_redemption form;
	enum sg_status status =
		sg_fields_decode(data, &redemption_shape, "/data", arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	if (form.redemption.state == SG_REDEMPTION_HELD && form.redemption.points == 0 &&
		form.redemption.award == NULL) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/points",
			"who holds points says how many, or for which award");
	}
	form.redemption.refs = form.guest.refs;
	form.redemption.ref_count = form.guest.count;
	form.redemption.stay_refs = form.stay.refs;
	form.redemption.stay_ref_count = form.stay.count;
	*ret_redemption = form.redemption;
	return SG_OK;
}

enum sg_status sg_adjustment_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_adjustment_document *ret_adjustment)
{
	struct form_adjustment form;
	enum sg_status status =
		sg_fields_decode(data, &adjustment_shape, "/data", arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	if (form.adjustment.points == 0) {
		return sg_fail(error, SG_INVALID, "number_out_of_range", "/data/points",
			"0 points change nothing");
	}
	form.adjustment.refs = form.guest.refs;
	form.adjustment.ref_count = form.guest.count;
	*ret_adjustment = form.adjustment;
	return SG_OK;
}

void sg_adjustment_why(const struct sg_adjustment_document *adjustment, const char *by,
	struct sg_buffer *buffer)
{
	sg_buffer_text(buffer, "{\"reason\":");
	sg_json_write_text(buffer, adjustment->reason);
	sg_buffer_text(buffer, ",\"by\":");
	sg_json_write_text(buffer, by);
	sg_buffer_text(buffer, ",\"second\":");
	sg_json_write_text(buffer, adjustment->second);
	sg_buffer_char(buffer, '}');
}
