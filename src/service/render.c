/* Bodies for endpoints: a function of revision, catalogue and endpoint. */
#include "service/render.h"

#include <stdio.h>
#include <string.h>

#include "core/time.h"
#include "deliver/digest.h"
#include "document/checklist.h"
#include "service/alert.h"
#include "service/marks.h"
#include "service/revision.h"

enum { ALERT_ITEMS_MAX = 64 };

static const char test_cause[] = "test";

static enum sg_status open_list(struct sg_call *call, const struct sg_house_entry *house,
	const struct sg_target *target, const struct sg_id *stay,
	const struct sg_revision_row *revision, struct sg_list *list,
	struct sg_checklist *ret_checklist)
{
	struct sg_item_mark *marks;
	size_t mark_count = 0;
	enum sg_status status = sg_revision_open(call, revision, call->arena, list, NULL);

	if (status != SG_OK) {
		return status;
	}
	marks = sg_marks_parse(call->arena, revision->states, &mark_count);
	if (marks == NULL) {
		return sg_call_memory(call);
	}
	*ret_checklist = (struct sg_checklist){
		.list = list,
		.catalog = &call->service->catalog,
		.zone = house->house.zone,
		.cut = &target->cut,
		.property = house->house.code,
		.stay = *stay,
		.revision = revision->revision,
		.business_day = revision->business_day,
		.cause = revision->cause,
		.marks = marks,
		.mark_count = mark_count,
	};
	return SG_OK;
}

static bool shows_something(const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;
	bool shows = checklist->cut->desk && (plan->ask != NULL || plan->offer != NULL ||
						     plan->warning_count > 0);

	for (size_t i = 0; i < plan->item_count && !shows; i++) {
		shows = sg_cut_shows_item(
			checklist->cut, checklist->catalog, &plan->items[i]);
	}
	for (size_t i = 0; i < plan->avoid_count && !shows; i++) {
		shows = sg_cut_shows_avoid(
			checklist->cut, checklist->catalog, &plan->avoid[i]);
	}
	return shows;
}

/* Nothing was ever sent and nothing is to be done: an empty preview is noise, and what was never
 * announced needs not be taken back. Who sees a stay no more, and was told so, hears no more of
 * it. A check-in's confirmation is always sent, but to a department
 * only where there is something for it to do. */
static bool never_mind(
	const struct sg_checklist *checklist, const struct sg_delivery_row *row)
{
	enum sg_plan_state state = row->revision.state;
	const struct sg_list_head *head = &checklist->list->head;
	bool sees = sg_cut_sees_stay(checklist->cut, head->room, head->floor);
	bool confirms =
		row->must > 0 && checklist->cut->audience != SG_AUDIENCE_DEPARTMENT;

	if (!sees && !row->ends) {
		return true;
	}
	if (row->delivered > 0) {
		return false;
	}
	if (!sees || state == SG_PLAN_CANCELLED) {
		return true;
	}
	return !confirms && !shows_something(checklist);
}

static bool is_alert(const struct sg_delivery_row *row, const struct sg_target *target)
{
	return sg_alert_is_cause(row->revision.cause) &&
	       target->cut.audience == SG_AUDIENCE_DESK;
}

static const char *type_of(
	const struct sg_delivery_row *row, const struct sg_target *target)
{
	if (is_alert(row, target)) {
		return "room.alert";
	}
	switch (row->revision.state) {
	case SG_PLAN_PLANNED:
		return "checklist.planned";
	case SG_PLAN_CANCELLED:
		return "checklist.cancelled";
	case SG_PLAN_ISSUED:
		return row->must > 0 ? "checklist.issued" : "checklist.revised";
	default:
		return "checklist.revised";
	}
}

static void write_alert(const struct sg_checklist *checklist,
	const struct sg_delivery_row *row, struct sg_buffer *body)
{
	const struct sg_plan *plan = &checklist->list->plan;
	const char *items[ALERT_ITEMS_MAX];
	bool unavailable = false;
	size_t count = 0;

	for (size_t i = 0; i < plan->item_count && count < ALERT_ITEMS_MAX; i++) {
		enum sg_item_state state = sg_mark_of(
			checklist->marks, checklist->mark_count, plan->items[i].id);

		if (sg_need_is_at_risk(&plan->items[i], state)) {
			items[count++] = plan->items[i].id;
			unavailable |= state == SG_ITEM_UNAVAILABLE;
		}
	}
	sg_alert_body(checklist, sg_alert_reason(row->revision.cause, unavailable), items,
		count, row->revision.at_us, body);
}

static enum sg_status keep_body(
	struct sg_call *call, struct sg_buffer *body, struct sg_rendered *rendered)
{
	rendered->body_len = body->len;
	rendered->body = body->failed
	                         ? NULL
	                         : sg_arena_copy_len(call->arena, body->data, body->len);
	sg_buffer_free(body);
	return rendered->body != NULL ? SG_OK : sg_call_memory(call);
}

static enum sg_status write_body(struct sg_call *call,
	const struct sg_checklist *checklist, const struct sg_delivery_row *row,
	bool alert, struct sg_rendered *rendered)
{
	struct sg_buffer body = {0};

	if (alert) {
		write_alert(checklist, row, &body);
	} else {
		sg_checklist_body(checklist, rendered->type, row->revision.at_us, &body);
	}
	return keep_body(call, &body, rendered);
}

static enum sg_status digest_cut(struct sg_call *call,
	const struct sg_checklist *checklist, unsigned char ret_digest[SG_DIGEST_KEPT])
{
	unsigned char digest[SG_DIGEST_SIZE];
	struct sg_buffer text = {0};
	bool failed;

	sg_checklist_cut_text(checklist, &text);
	failed = text.failed;
	if (!failed) {
		sg_digest(text.data, text.len, digest);
		memcpy(ret_digest, digest, SG_DIGEST_KEPT);
	}
	sg_buffer_free(&text);
	return failed ? sg_call_memory(call) : SG_OK;
}

static void make_id(const struct sg_target *target, const struct sg_delivery_row *row,
	struct sg_rendered *rendered)
{
	unsigned char digest[SG_DIGEST_SIZE];
	struct sg_digest_part parts[] = {
		{row->stay.bytes, sizeof row->stay.bytes},
		{&row->wanted, sizeof row->wanted},
		{row->endpoint.bytes, sizeof row->endpoint.bytes},
		{&target->version, sizeof target->version},
	};
	struct sg_id id;
	char text[SG_ID_TEXT_SIZE];

	sg_digest_parts(parts, sizeof parts / sizeof parts[0], digest);
	memcpy(id.bytes, digest, sizeof id.bytes);
	sg_id_format(&id, text);
	(void)snprintf(rendered->id, sizeof rendered->id, "msg_%s", text);
}

static enum sg_status render_test(struct sg_call *call,
	const struct sg_house_entry *house, const struct sg_target *target,
	const struct sg_delivery_row *row, struct sg_rendered *ret_rendered)
{
	struct sg_rendered rendered = {
		.type = "checklist.issued", .ready_by_us = SG_NO_TIME};
	struct sg_buffer body = {0};
	enum sg_status status;

	sg_checklist_test_body(&target->cut, &call->service->catalog, house->house.code,
		row->revision.at_us, &body);
	make_id(target, row, &rendered);
	status = keep_body(call, &body, &rendered);
	if (status == SG_OK) {
		*ret_rendered = rendered;
	}
	return status;
}

/* The digest of the list that the endpoint was told last, where there was one. */
static enum sg_status find_told(struct sg_call *call, const struct sg_house_entry *house,
	const struct sg_target *target, const struct sg_delivery_row *row,
	unsigned char ret_digest[SG_DIGEST_KEPT])
{
	struct sg_checklist checklist;
	struct sg_list list;
	enum sg_status status;

	if (!row->assumed) {
		memcpy(ret_digest, row->sent_digest, SG_DIGEST_KEPT);
		return SG_OK;
	}
	status =
		open_list(call, house, target, &row->stay, &row->told, &list, &checklist);
	return status == SG_OK ? digest_cut(call, &checklist, ret_digest) : status;
}

static enum sg_status render_list(struct sg_call *call,
	const struct sg_house_entry *house, const struct sg_target *target,
	const struct sg_delivery_row *row, struct sg_rendered *ret_rendered)
{
	struct sg_rendered rendered = {0};
	bool alert = is_alert(row, target);
	unsigned char told[SG_DIGEST_KEPT];
	struct sg_checklist checklist;
	struct sg_list list;
	enum sg_status status = open_list(
		call, house, target, &row->stay, &row->revision, &list, &checklist);

	if (status == SG_OK) {
		status = digest_cut(call, &checklist, rendered.digest);
	}
	if (status == SG_OK) {
		status = find_told(call, house, target, row, told);
	}
	if (status != SG_OK) {
		return status;
	}
	rendered.ready_by_us = list.plan.ready_by_us;
	rendered.type = type_of(row, target);
	rendered.silent = never_mind(&checklist, row) ||
	                  (row->must == 0 && row->sent_before &&
				  memcmp(told, rendered.digest, SG_DIGEST_KEPT) == 0);
	rendered.noted = row->assumed || (!rendered.silent && !alert);
	if (row->assumed && (rendered.silent || alert)) {
		memcpy(rendered.digest, told, SG_DIGEST_KEPT);
	}
	if (!rendered.silent) {
		make_id(target, row, &rendered);
		status = write_body(call, &checklist, row, alert, &rendered);
	}
	if (status == SG_OK) {
		*ret_rendered = rendered;
	}
	return status;
}

enum sg_status sg_render(struct sg_call *call, const struct sg_house_entry *house,
	const struct sg_target *target, const struct sg_delivery_row *row,
	struct sg_rendered *ret_rendered)
{
	bool test = strcmp(row->revision.cause, test_cause) == 0;

	return (test ? render_test : render_list)(call, house, target, row, ret_rendered);
}
