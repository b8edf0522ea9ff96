/* make_good.decided */
#include "document/make_good.h"

#include "document/bounds.h"
#include "document/feedback.h"
#include "document/preference_value.h"

struct form_decision {
	const char *id, *topic;
	const struct sg_json *value;
	bool approve;
	int32_t cost_cents;
};

static const struct sg_field decision_fields[] = {
	{SG_ROW("approve", SG_FIELD_BOOL, struct form_decision, approve, 0, 1),
		.flags = SG_REQUIRED},
	{SG_ROW("cost_cents", SG_FIELD_INT, struct form_decision, cost_cents, 0,
		 SG_MAKE_GOOD_CENTS_MAX),
		.absent = -1},
	{SG_ROW("id", SG_FIELD_CODE, struct form_decision, id, 32, 32),
		.rule = SG_RULE_ID, .flags = SG_REQUIRED},
	{SG_ROW("topic", SG_FIELD_CODE, struct form_decision, topic, 1, SG_LONG_CODE_MAX),
		.rule = SG_RULE_NAME},
	{SG_ROW("value", SG_FIELD_VALUE, struct form_decision, value, 0, 0)},
};
static const struct sg_shape decision_shape =
	SG_SHAPE(struct form_decision, decision_fields);

static enum sg_status check_members(
	const struct form_decision *form, struct sg_error *error)
{
	if (form->approve && (form->topic == NULL || form->cost_cents < 0)) {
		return sg_fail(error, SG_INVALID, "member_missing",
			form->topic == NULL ? "/data/topic" : "/data/cost_cents",
			"who approves says what it shall be and what it costs");
	}
	if (!form->approve &&
		(form->topic != NULL || form->value != NULL || form->cost_cents >= 0)) {
		return sg_fail(error, SG_INVALID, "member_unexpected",
			form->topic != NULL   ? "/data/topic"
			: form->value != NULL ? "/data/value"
					      : "/data/cost_cents",
			"what is declined has no topic, value or cost");
	}
	return SG_OK;
}

enum sg_status sg_decision_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_decision *ret_decision)
{
	struct sg_place_frame root = {.name = "/data"};
	struct sg_preference_value value = {.text = NULL};
	struct sg_decision decision = {.approve = false};
	struct form_decision form;
	enum sg_status status =
		sg_fields_decode(data, &decision_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		status = check_members(&form, error);
	}
	if (status == SG_OK && form.approve) {
		status = sg_preference_value_read(form.topic, form.value, SG_LIKE,
			catalog, &root, arena, error, &value);
	}
	if (status == SG_OK && form.approve) {
		status = sg_attention_check(form.topic, "/data/topic", catalog, error);
	}
	if (status != SG_OK) {
		return status;
	}
	decision.approve = form.approve;
	(void)sg_id_parse(form.id, &decision.id);
	if (form.approve) {
		decision.topic = form.topic;
		decision.value = value.text;
		decision.cost_cents = form.cost_cents;
	}
	*ret_decision = decision;
	return SG_OK;
}
