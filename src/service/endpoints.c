/* endpoint.put, endpoint.get and endpoint.test. Secrets come in and never go out. */
#include "service/handlers.h"

#include <stdio.h>
#include <string.h>

#include "core/hash.h"
#include "core/time.h"
#include "document/operation.h"
#include "service/answer.h"
#include "service/house_load.h"
#include "service/subject.h"
#include "store/deliveries.h"

struct endpoint_change {
	struct sg_endpoint settings;
	const struct sg_target *before;
	struct sg_endpoint_row row;
	enum sg_outcome outcome;
};

static enum sg_status encode(struct sg_call *call, struct endpoint_change *change)
{
	const struct sg_endpoint *settings = &change->settings;
	struct sg_buffer text = {0};
	struct sg_buffer secrets = {0};

	sg_endpoint_encode(settings, &text);
	sg_buffer_char(&secrets, '[');
	for (size_t i = 0; i < settings->secret_count; i++) {
		sg_buffer_text(&secrets, i > 0 ? "," : "");
		sg_json_write_text(&secrets, settings->secrets[i]);
	}
	sg_buffer_char(&secrets, ']');
	change->row.settings = sg_buffer_settle(&text, call->arena);
	change->row.secrets = sg_buffer_settle(&secrets, call->arena);
	return change->row.settings != NULL && change->row.secrets != NULL
	               ? SG_OK
	               : sg_call_memory(call);
}

static bool same_texts(const char *const *left, size_t left_count,
	const char *const *right, size_t right_count)
{
	bool same = left_count == right_count;

	for (size_t i = 0; same && i < left_count; i++) {
		same = strcmp(left[i], right[i]) == 0;
	}
	return same;
}

/* Whether every list reads as before to the endpoint. */
static bool same_cut(const struct sg_endpoint *left, const struct sg_endpoint *right)
{
	return left->audience == right->audience &&
	       left->departments == right->departments && left->names == right->names &&
	       same_texts(left->floors, left->floor_count, right->floors,
		       right->floor_count) &&
	       same_texts(left->languages, left->language_count, right->languages,
		       right->language_count);
}

/* Whoever is enabled has missed what was issued meanwhile; whoever sees otherwise looks at all of
 * it again. */
static void seed(
	struct sg_call *call, struct endpoint_change *change, struct sg_script *script)
{
	const struct sg_id *property = &call->house->house.id;
	const struct sg_endpoint *before =
		change->before != NULL ? &change->before->settings : NULL;
	bool enabled = before == NULL || !before->enabled;
	bool recut = before != NULL && !same_cut(before, &change->settings);

	if (!call->house->house.live || !change->settings.enabled ||
		(!enabled && !recut)) {
		return;
	}
	/* Whoever is about to write a list for the endpoints of before has to look again. */
	sg_house_replan(script, property, sg_subject_now(call));
	sg_deliveries_seed(
		script, property, &change->row.id, call->wall_us, enabled, recut);
	call->caused_delivery = true;
}

static enum sg_status put(struct sg_call *call, void *data, bool *ret_again)
{
	struct endpoint_change *change = data;
	const struct sg_id *property = NULL;
	struct sg_script script;
	bool taken = false;
	enum sg_status status = sg_call_house_newest(call);

	if (status == SG_OK) {
		property = &call->house->house.id;
		status = sg_subject_taken(call, property, &taken);
	}
	change->outcome = taken ? SG_OUTCOME_REPEATED : SG_OUTCOME_APPLIED;
	if (status != SG_OK || taken) {
		return status;
	}
	change->before = sg_house_target_named(call->house, change->settings.name);
	change->row = (struct sg_endpoint_row){
		.id = change->before != NULL ? change->before->id : sg_call_new_id(call),
		.name = change->settings.name,
		.version = change->before != NULL ? change->before->version + 1 : 1,
		.enabled = change->settings.enabled};
	status = encode(call, change);
	if (status != SG_OK) {
		return status;
	}
	sg_subject_begin(call, &script, property);
	sg_house_bump(&script, property, call->house->house.version);
	sg_endpoint_write(&script, property, &change->row,
		change->before != NULL ? change->before->version : 0);
	seed(call, change, &script);
	return sg_subject_run(call, &script, ret_again);
}

/* Everything that would keep it from being used is said now, not when something is to be sent. */
static enum sg_status check(struct sg_call *call, struct endpoint_change *change)
{
	struct sg_target target = {0};
	char path[sizeof call->error->path];
	enum sg_status status = sg_target_fill(&change->settings, &call->house->house,
		call->arena, call->error, &target);

	for (size_t i = 0; i < SG_ENDPOINT_SECRETS_MAX; i++) {
		sg_secret_clear(&target.secrets[i]);
	}
	if (status == SG_INVALID) {
		(void)snprintf(path, sizeof path, "/data%.150s", call->error->path);
		(void)snprintf(call->error->path, sizeof call->error->path, "%s", path);
	}
	return status;
}

enum sg_status sg_handle_endpoint_put(struct sg_call *call)
{
	struct endpoint_change change = {0};
	enum sg_status status = sg_endpoint_put_decode(
		call->envelope.data, call->arena, call->error, &change.settings);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = check(call, &change);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, put, &change);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, change.outcome);
	sg_reply_text(call->reply, "endpoint", change.settings.name);
	return sg_call_reply_end(call);
}

static enum sg_status find_target(
	struct sg_call *call, const struct sg_target **ret_target)
{
	const char *name = NULL;
	enum sg_status status = sg_endpoint_name_decode(
		call->envelope.data, call->arena, call->error, &name);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_call_house_newest(call);
	}
	if (status != SG_OK) {
		return status;
	}
	*ret_target = sg_house_target_named(call->house, name);
	if (*ret_target == NULL) {
		return sg_fail(call->error, SG_INVALID, "endpoint_unknown", "/data/name",
			"the property has no endpoint \"%s\"", name);
	}
	return SG_OK;
}

enum sg_status sg_handle_endpoint_get(struct sg_call *call)
{
	const struct sg_target *target = NULL;
	struct sg_buffer text = {0};
	enum sg_status status = find_target(call, &target);

	if (status != SG_OK) {
		return status;
	}
	sg_endpoint_describe(&target->settings, &text);
	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	call->reply->failed |= text.failed;
	sg_reply_json(call->reply, "endpoint", text.failed ? "null" : text.data);
	sg_reply_int(call->reply, "version", target->version);
	sg_reply_bool(call->reply, "usable", target->usable);
	sg_buffer_free(&text);
	return sg_call_reply_end(call);
}

/* A test is delivered like everything else, by work: a list of an invented stay whose key is the
 * endpoint's own. */
static enum sg_status order_test(struct sg_call *call, const struct sg_target *target)
{
	struct sg_stay_row stay = {.id = target->id,
		.property = call->house->house.id,
		.shard = sg_shard_of(&target->id)};
	struct sg_wanted_row wanted = {.endpoint = target->id,
		.must = true,
		.due_us = call->wall_us,
		.deadline_us = sg_call_hotel_us(call) + SG_HOUR_US};
	struct sg_revision_row revision = {
		.revision = (uint32_t)(call->wall_us / SG_SECOND_US),
		.state = SG_PLAN_ISSUED,
		.cause = "test",
		.at_us = sg_call_hotel_us(call),
		.catalog = call->service->catalog.version,
		.states = "",
		.body = "{}"};
	struct sg_script script;
	bool again = false;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_revision_insert(&script, &stay.id, &revision);
	sg_delivery_want(&script, &stay, revision.revision, &wanted, 1, call->wall_us);
	status = sg_subject_run(call, &script, &again);
	call->caused_delivery = status == SG_OK;
	return status;
}

enum sg_status sg_handle_endpoint_test(struct sg_call *call)
{
	const struct sg_target *target = NULL;
	enum sg_status status = find_target(call, &target);

	if (status == SG_OK && !target->usable) {
		return sg_fail(call->error, SG_REFUSED, "endpoint_disabled", "/data/name",
			"the endpoint is disabled or unfit: see endpoint.get");
	}
	if (status == SG_OK) {
		status = order_test(call, target);
	}
	return status == SG_OK ? sg_subject_answer(call, SG_OUTCOME_APPLIED) : status;
}
