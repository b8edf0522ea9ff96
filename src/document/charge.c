/* Charges. */
#include "document/charge.h"

#include "document/bounds.h"

struct form_charge {
	struct sg_refs stay;
	struct sg_charge_document charge;
};

#define CENTS_MAX INT64_C(1000000000000)

#define CENTS(text, member, mark)                                                        \
	{                                                                                \
		SG_ROW(text, SG_FIELD_LONG, struct form_charge, charge.member,           \
			-CENTS_MAX, CENTS_MAX),                                          \
			.absent = INT64_MIN, .flags = (mark)                             \
	}
#define CHARGE                                                                           \
	SG_ROW_CODE("charge", struct form_charge, charge.charge, SG_LONG_CODE_MAX,       \
		SG_REQUIRED)
#define STAY                                                                             \
	{                                                                                \
		SG_ROW_OBJECT("stay", struct form_charge, stay, &sg_refs_shape),         \
			.flags = SG_REQUIRED                                             \
	}

static const struct sg_field posted_fields[] = {
	{SG_ROW("category", SG_FIELD_CODE, struct form_charge, charge.category, 1,
		 SG_LONG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	CHARGE,
	{SG_ROW("currency", SG_FIELD_CODE, struct form_charge, charge.currency, 3, 3),
		.rule = SG_RULE_CURRENCY, .flags = SG_REQUIRED},
	{SG_ROW("day", SG_FIELD_DAY, struct form_charge, charge.day, 0, 0)},
	CENTS("gross_cents", gross_cents, SG_REQUIRED),
	CENTS("net_cents", net_cents, 0),
	STAY,
};
static const struct sg_field reversed_fields[] = {CHARGE, STAY};
static const struct sg_shape posted_shape = SG_SHAPE(struct form_charge, posted_fields);
static const struct sg_shape reversed_shape =
	SG_SHAPE(struct form_charge, reversed_fields);

static enum sg_status decode(const struct sg_json *data, const struct sg_shape *shape,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_charge_document *ret_charge)
{
	struct form_charge form;
	enum sg_status status =
		sg_fields_decode(data, shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		form.charge.refs = form.stay.refs;
		form.charge.ref_count = form.stay.count;
		*ret_charge = form.charge;
	}
	return status;
}

enum sg_status sg_charge_posted_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_charge_document *ret_charge)
{
	struct sg_charge_document charge;
	enum sg_status status = decode(data, &posted_shape, arena, error, &charge);

	if (status == SG_OK) {
		if (charge.net_cents == INT64_MIN) {
			charge.net_cents = charge.gross_cents;
		}
		*ret_charge = charge;
	}
	return status;
}

enum sg_status sg_charge_reversed_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_charge_document *ret_charge)
{
	return decode(data, &reversed_shape, arena, error, ret_charge);
}
