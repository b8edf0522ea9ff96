/* Claims of stays. */
#include "document/claim.h"

#include <string.h>

#include "core/time.h"
#include "document/bounds.h"
#include "document/parse.h"

enum { REASON_MAX = 500, CHARGES_MAX = 20 };

#define CENTS_MAX INT64_C(1000000000000)

struct form_claim {
	struct sg_refs guest, stay;
	struct sg_claim_document claim;
};

static const struct sg_field claim_fields[] = {
	{SG_ROW("arrival", SG_FIELD_DAY, struct form_claim, claim.arrival_day, 0, 0),
		.flags = SG_REQUIRED},
	SG_ROW_CODE(
		"claim", struct form_claim, claim.claim, SG_LONG_CODE_MAX, SG_REQUIRED),
	SG_ROW_CODE("confirmation", struct form_claim, claim.confirmation,
		SG_LONG_CODE_MAX, 0),
	{SG_ROW("departure", SG_FIELD_DAY, struct form_claim, claim.departure_day, 0, 0),
		.flags = SG_REQUIRED},
	{SG_ROW_OBJECT("guest", struct form_claim, guest, &sg_refs_shape),
		.flags = SG_REQUIRED},
	{SG_ROW("note", SG_FIELD_TEXT, struct form_claim, claim.note, 0, SG_NOTE_MAX)},
	{SG_ROW("programme", SG_FIELD_CODE, struct form_claim, claim.programme, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW_OBJECT("stay", struct form_claim, stay, &sg_refs_shape)},
};
static const struct sg_shape claim_shape = SG_SHAPE(struct form_claim, claim_fields);

static const struct sg_field charge_fields[] = {
	{SG_ROW("category", SG_FIELD_CODE, struct sg_claim_charge, category, 1,
		 SG_LONG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("currency", SG_FIELD_CODE, struct sg_claim_charge, currency, 3, 3),
		.rule = SG_RULE_CURRENCY, .flags = SG_REQUIRED},
	{SG_ROW("gross_cents", SG_FIELD_LONG, struct sg_claim_charge, gross_cents, 0,
		 CENTS_MAX),
		.flags = SG_REQUIRED},
	{SG_ROW("net_cents", SG_FIELD_LONG, struct sg_claim_charge, net_cents, 0,
		 CENTS_MAX),
		.absent = -1},
};
static const struct sg_shape charge_shape =
	SG_SHAPE(struct sg_claim_charge, charge_fields);

struct form_decision {
	struct sg_claim_decision decision;
	int32_t word;
	struct sg_claim_charge *charges;
	size_t charge_count;
};

static const char *const decisions[] = {"approved", "rejected", NULL};

static const struct sg_field decision_fields[] = {
	{SG_ROW("arrival", SG_FIELD_DAY, struct form_decision, decision.arrival_day, 0,
		0)},
	{SG_ROW_LIST(
		 "charges", struct form_decision, charges, charge_count, 1, CHARGES_MAX),
		.shape = &charge_shape},
	SG_ROW_CODE("claim", struct form_decision, decision.claim, SG_LONG_CODE_MAX,
		SG_REQUIRED),
	{SG_ROW_WORD("decision", struct form_decision, word, decisions),
		.flags = SG_REQUIRED},
	{SG_ROW("departure", SG_FIELD_DAY, struct form_decision, decision.departure_day,
		0, 0)},
	{SG_ROW("reason", SG_FIELD_TEXT, struct form_decision, decision.reason, 1,
		 REASON_MAX),
		.flags = SG_REQUIRED},
};
static const struct sg_shape decision_shape =
	SG_SHAPE(struct form_decision, decision_fields);

enum sg_status sg_claim_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_claim_document *ret_claim)
{
	struct form_claim form;
	enum sg_status status =
		sg_fields_decode(data, &claim_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		form.claim.refs = form.guest.refs;
		form.claim.ref_count = form.guest.count;
		form.claim.stay_refs = form.stay.refs;
		form.claim.stay_ref_count = form.stay.count;
		*ret_claim = form.claim;
	}
	return status;
}

static void write_member(struct sg_buffer *buffer, const char *name, const char *text)
{
	if (text != NULL) {
		sg_buffer_format(buffer, "%s\"%s\":", buffer->len > 0 ? "," : "", name);
		sg_json_write_text(buffer, text);
	}
}

void sg_claim_said(const struct sg_claim_document *claim, struct sg_buffer *buffer)
{
	write_member(buffer, "claim", claim->claim);
	write_member(buffer, "confirmation", claim->confirmation);
	write_member(buffer, "note", claim->note);
}

static const char *text_of(const struct sg_json *root, const char *name)
{
	const struct sg_json *member = sg_json_member(root, name);

	return member != NULL && member->kind == SG_JSON_TEXT ? member->text : NULL;
}

enum sg_status sg_claim_said_after(const char *said, struct sg_arena *arena,
	struct sg_error *error, const char **ret_said)
{
	const char *object = sg_arena_format(arena, "{%s}", said);
	const struct sg_json *root = NULL;
	struct sg_claim_document claim = {.claim = NULL};
	struct sg_buffer kept = {0};
	enum sg_status status = SG_MEMORY;

	if (object != NULL) {
		status = sg_json_parse(
			object, strlen(object), &sg_document_limits, arena, error, &root);
	}
	if (status != SG_OK && status != SG_MEMORY) {
		return sg_fail(error, SG_INTERNAL, "state_broken", "",
			"what was said of a claim does not read");
	}
	claim.claim = text_of(root, "claim");
	claim.confirmation = text_of(root, "confirmation");
	sg_claim_said(&claim, &kept);
	said = sg_buffer_settle(&kept, arena);
	if (status != SG_OK || said == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	*ret_said = said;
	return SG_OK;
}

enum sg_status sg_claim_decision_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_claim_decision *ret_decision)
{
	struct form_decision form;
	enum sg_status status =
		sg_fields_decode(data, &decision_shape, "/data", arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	for (size_t i = 0; i < form.charge_count; i++) {
		struct sg_claim_charge *charge = &form.charges[i];

		charge->net_cents =
			charge->net_cents >= 0 ? charge->net_cents : charge->gross_cents;
	}
	form.decision.approved = form.word == 0;
	form.decision.charges = form.charges;
	form.decision.charge_count = form.charge_count;
	*ret_decision = form.decision;
	return SG_OK;
}

void sg_claim_decided(const struct sg_claim_decision *decision, const char *by,
	struct sg_buffer *buffer)
{
	write_member(buffer, "reason", decision->reason);
	write_member(buffer, "by", by);
}
