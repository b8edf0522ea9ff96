/* task.changed and feedback.given */
#include "document/feedback.h"

#include "core/card_attention.h"
#include "document/bounds.h"

struct form_task {
	struct sg_task task;
	struct sg_refs stay;
	int32_t state;
};

/* In the order of enum sg_item_state, from SG_ITEM_SEEN on. */
static const char *const states[] = {"seen", "started", "done", "checked", "substituted",
	"unavailable", "refused", "removed", "not_needed", NULL};

static const struct sg_field task_fields[] = {
	SG_ROW_CODE("by", struct form_task, task.by, SG_LONG_CODE_MAX, 0),
	SG_ROW_CODE(
		"item", struct form_task, task.item, SG_ITEM_ID_SIZE - 1, SG_REQUIRED),
	{SG_ROW("note", SG_FIELD_TEXT, struct form_task, task.note, 0, SG_NOTE_MAX)},
	{SG_ROW_WORD("state", struct form_task, state, states), .flags = SG_REQUIRED},
	{SG_ROW_OBJECT("stay", struct form_task, stay, &sg_refs_shape),
		.flags = SG_REQUIRED},
	{SG_ROW("substitute", SG_FIELD_TEXT, struct form_task, task.substitute, 0,
		SG_NAME_MAX)},
};
static const struct sg_shape task_shape = SG_SHAPE(struct form_task, task_fields);

enum sg_status sg_task_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_task *ret_task)
{
	struct form_task form;
	enum sg_status status =
		sg_fields_decode(data, &task_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_task = form.task;
		ret_task->refs = form.stay.refs;
		ret_task->ref_count = form.stay.count;
		ret_task->state = (enum sg_item_state)(form.state + SG_ITEM_SEEN);
	}
	return status;
}

/* ---- feedback.given ---- */

enum { FEEDBACK_NOTE_MAX = 500 };

struct form_feedback {
	struct sg_refs guest, stay;
	int32_t kind;
	const char *item, *topic, *note;
};

static const char *const kinds[] = {"compliment", "complaint", "ignored", "refused",
	"stopped", "nothing", "resumed", NULL};

/* Of each kind, in this order: what it is to the guest, and whether it needs something that it is
 * about (1), may have (0), or may not (-1). */
static const struct {
	enum sg_reaction_kind reaction;
	int32_t about;
} meanings[] = {{SG_REACTION_WELCOMED, 0}, {SG_REACTION_COMPLAINED, 0},
	{SG_REACTION_IGNORED, 1}, {SG_REACTION_REFUSED, 1}, {SG_REACTION_STOPPED, 1},
	{SG_REACTION_NOTHING, -1}, {SG_REACTION_RESUMED, -1}};

static const struct sg_field feedback_fields[] = {
	{SG_ROW_OBJECT("guest", struct form_feedback, guest, &sg_refs_shape)},
	SG_ROW_CODE("item", struct form_feedback, item, SG_ITEM_ID_SIZE - 1, 0),
	{SG_ROW_WORD("kind", struct form_feedback, kind, kinds), .flags = SG_REQUIRED},
	{SG_ROW("note", SG_FIELD_TEXT, struct form_feedback, note, 0, FEEDBACK_NOTE_MAX)},
	{SG_ROW_OBJECT("stay", struct form_feedback, stay, &sg_refs_shape)},
	{SG_ROW("topic", SG_FIELD_CODE, struct form_feedback, topic, 1, SG_LONG_CODE_MAX),
		.rule = SG_RULE_NAME},
};
static const struct sg_shape feedback_shape =
	SG_SHAPE(struct form_feedback, feedback_fields);

static enum sg_status fail_member(
	struct sg_error *error, bool missing, const char *path, const char *message)
{
	return sg_fail(error, SG_INVALID,
		missing ? "member_missing" : "member_unexpected", path, "%s", message);
}

/* What concerns more than one member. */
static enum sg_status check_feedback(
	const struct form_feedback *form, struct sg_error *error)
{
	bool of_stay = form->stay.count > 0;
	bool about = form->item != NULL || form->topic != NULL;
	const char *path = form->item != NULL ? "/data/item" : "/data/topic";

	if (of_stay == (form->guest.count > 0)) {
		return fail_member(
			error, !of_stay, "/data/stay", "it is about a guest or a stay");
	}
	if (form->item != NULL && (!of_stay || form->topic != NULL)) {
		return fail_member(error, false, "/data/item",
			"an item is of a stay's list, and has its topic");
	}
	if (about && meanings[form->kind].about < 0) {
		return fail_member(error, false, path, "this is said of everything");
	}
	if (!about && meanings[form->kind].about > 0) {
		return fail_member(
			error, true, path, "an item or a topic is what it is about");
	}
	return SG_OK;
}

/* NULL where there is none, which the error says then. */
static const struct sg_topic *find_topic(const char *topic, const char *path,
	const struct sg_catalog *catalog, struct sg_error *error)
{
	int32_t index = sg_catalog_topic(catalog, topic);

	if (index < 0) {
		(void)sg_fail(error, SG_INVALID, "topic_unknown", path,
			"the catalogue has no topic \"%s\"", topic);
		return NULL;
	}
	return &catalog->topics[index];
}

enum sg_status sg_attention_check(const char *topic, const char *path,
	const struct sg_catalog *catalog, struct sg_error *error)
{
	const struct sg_topic *found = find_topic(topic, path, catalog, error);

	if (found == NULL) {
		return SG_INVALID;
	}
	if (!sg_topic_is_attention(found)) {
		return sg_fail(error, SG_INVALID, "topic_no_attention", path,
			"%s is no attention: needs are always met", topic);
	}
	return SG_OK;
}

/* A need can be praised and complained of. */
static enum sg_status check_topic(const struct form_feedback *form,
	const struct sg_catalog *catalog, struct sg_error *error)
{
	const struct sg_topic *found;

	if (form->topic == NULL || meanings[form->kind].about > 0) {
		return form->topic == NULL ? SG_OK
		                           : sg_attention_check(form->topic,
						     "/data/topic", catalog, error);
	}
	found = find_topic(form->topic, "/data/topic", catalog, error);
	if (found == NULL) {
		return SG_INVALID;
	}
	if (found->special_category) {
		return sg_fail(error, SG_INVALID, "topic_no_attention", "/data/topic",
			"%s is not spoken of: say what was done for it", form->topic);
	}
	return SG_OK;
}

enum sg_status sg_feedback_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_feedback *ret_feedback)
{
	struct form_feedback form;
	enum sg_status status =
		sg_fields_decode(data, &feedback_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		status = check_feedback(&form, error);
	}
	if (status == SG_OK) {
		status = check_topic(&form, catalog, error);
	}
	if (status == SG_OK) {
		*ret_feedback = (struct sg_feedback){.guest_refs = form.guest.refs,
			.guest_ref_count = form.guest.count,
			.stay_refs = form.stay.refs,
			.stay_ref_count = form.stay.count,
			.kind = meanings[form.kind].reaction,
			.item = form.item,
			.topic = form.topic,
			.note = form.note};
	}
	return status;
}
