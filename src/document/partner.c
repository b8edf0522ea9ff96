/* Its table. */
#include "document/partner.h"

#include "core/earning.h"
#include "core/time.h"

struct form_partner {
	struct sg_partner_document partner;
	int32_t state;
};

static const char *const states[] = {"earned", "reversed", NULL};

/* No amount that can be said. */
#define AMOUNT_NONE (-SG_AMOUNT_MAX - 1)

static const struct sg_field partner_fields[] = {
	{SG_ROW("amount", SG_FIELD_LONG, struct form_partner, partner.amount,
		 -SG_AMOUNT_MAX, SG_AMOUNT_MAX),
		.absent = AMOUNT_NONE},
	{SG_ROW("date", SG_FIELD_DAY, struct form_partner, partner.day, 0, 0)},
	SG_ROW_CODE("earning", struct form_partner, partner.earning, SG_LONG_CODE_MAX,
		SG_REQUIRED),
	{SG_ROW_OBJECT("guest", struct form_partner, partner.guest, &sg_refs_shape)},
	SG_ROW_CODE("number", struct form_partner, partner.number, SG_LONG_CODE_MAX, 0),
	SG_ROW_CODE("partner", struct form_partner, partner.partner, SG_CODE_MAX,
		SG_REQUIRED),
	{SG_ROW("programme", SG_FIELD_CODE, struct form_partner, partner.programme, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW_WORD("state", struct form_partner, state, states), .flags = SG_REQUIRED},
};
static const struct sg_shape partner_shape =
	SG_SHAPE(struct form_partner, partner_fields);

enum sg_status sg_partner_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_partner_document *ret_partner)
{
	struct form_partner form;
	enum sg_status status =
		sg_fields_decode(data, &partner_shape, "/data", arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	if ((form.partner.guest.count > 0) == (form.partner.number != NULL)) {
		return sg_fail(error, SG_INVALID, "member_unfit", "/data/number",
			"a member is named by his number, or as a guest");
	}
	form.partner.reversed = form.state > 0;
	if (!form.partner.reversed && form.partner.amount == AMOUNT_NONE) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/amount",
			"what is earned is earned for an amount");
	}
	*ret_partner = form.partner;
	return SG_OK;
}
