/* delivery.list, delivery.retry and health: how deliveries stand, for people. */
#include "service/handlers.h"

#include "core/time.h"
#include "document/operation.h"
#include "service/answer.h"
#include "service/subject.h"
#include "store/deliveries.h"
#include "store/health.h"
#include "store/walks.h"
#include "store/houses.h"

enum { UNMAPPED_MOST = 20 };

static void add_delivery(struct sg_call *call, const struct sg_rows *rows, size_t row)
{
	struct sg_id stay = sg_rows_id(rows, row, 0);

	sg_reply_object(call->reply, NULL);
	sg_reply_id(call->reply, "stay", &stay);
	sg_reply_text(call->reply, "endpoint", sg_rows_text(rows, row, 1));
	sg_reply_int(call->reply, "wanted", sg_rows_int(rows, row, 2));
	sg_reply_int(call->reply, "delivered", sg_rows_int(rows, row, 3));
	sg_reply_int(call->reply, "attempts", sg_rows_int(rows, row, 4));
	sg_reply_time(call->reply, "due", sg_rows_time(rows, row, 5));
	sg_reply_time(call->reply, "deadline", sg_rows_time(rows, row, 6));
	sg_reply_time(call->reply, "dead_since", sg_rows_time(rows, row, 7));
	sg_reply_text(call->reply, "reason", sg_rows_text(rows, row, 8));
	sg_reply_object_end(call->reply);
}

enum sg_status sg_handle_delivery_list(struct sg_call *call)
{
	struct sg_delivery_list list;
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_rows *rows;
	struct sg_script script;
	enum sg_status status = sg_delivery_list_decode(
		call->envelope.data, call->arena, call->error, &list);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_deliveries_list(&script, &call->house->house.id, list.endpoint, list.dead,
		(uint32_t)list.limit);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	rows = sg_script_rows(&script, 0);
	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_array(call->reply, "deliveries");
	for (size_t i = 0; i < rows->count; i++) {
		add_delivery(call, rows, i);
	}
	sg_reply_array_end(call->reply);
	return sg_call_reply_end(call);
}

static enum sg_status find_stay(struct sg_call *call,
	const struct sg_delivery_retry *retry, struct sg_id *ret_stay)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	struct sg_id *keys;
	enum sg_status status;

	if (retry->ref_count == 0) {
		return SG_OK;
	}
	keys = sg_ref_keys(
		call, "stay", call->envelope.property, retry->refs, retry->ref_count);
	if (keys == NULL) {
		return sg_call_memory(call);
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_stay_find(&script, keys, retry->ref_count);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	*ret_stay = sg_rows_id(sg_script_rows(&script, 0), 0, 0);
	return sg_subject_stay(call, ret_stay, false);
}

static enum sg_status find_endpoint(struct sg_call *call,
	const struct sg_delivery_retry *retry, struct sg_id *ret_endpoint)
{
	const struct sg_target *target;

	if (retry->endpoint == NULL) {
		return SG_OK;
	}
	target = sg_house_target_named(call->house, retry->endpoint);
	if (target == NULL) {
		return sg_fail(call->error, SG_INVALID, "endpoint_unknown",
			"/data/endpoint", "the property has no endpoint \"%s\"",
			retry->endpoint);
	}
	*ret_endpoint = target->id;
	return SG_OK;
}

enum sg_status sg_handle_delivery_retry(struct sg_call *call)
{
	struct sg_delivery_retry retry;
	struct sg_id stay = {{0}};
	struct sg_id endpoint = {{0}};
	struct sg_script script;
	bool again = false;
	enum sg_status status = sg_delivery_retry_decode(
		call->envelope.data, call->arena, call->error, &retry);

	if (status == SG_OK) {
		status = sg_call_house_newest(call);
	}
	if (status == SG_OK) {
		status = find_stay(call, &retry, &stay);
	}
	if (status == SG_OK) {
		status = find_endpoint(call, &retry, &endpoint);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_deliveries_retry(&script, &call->house->house.id, &stay, &endpoint,
		call->wall_us, sg_call_hotel_us(call) + SG_DAY_US);
	status = sg_subject_run(call, &script, &again);
	call->caused_delivery = status == SG_OK;
	return status == SG_OK ? sg_subject_answer(call, SG_OUTCOME_APPLIED) : status;
}

static void add_unmapped(struct sg_call *call, const struct sg_rows *rows)
{
	sg_reply_array(call->reply, "unmapped_codes");
	for (size_t i = 0; i < rows->count; i++) {
		sg_reply_object(call->reply, NULL);
		sg_reply_text(call->reply, "property", sg_rows_text(rows, i, 0));
		sg_reply_text(call->reply, "group", sg_rows_text(rows, i, 1));
		sg_reply_text(call->reply, "code", sg_rows_text(rows, i, 2));
		sg_reply_int(call->reply, "seen", sg_rows_int(rows, i, 3));
		sg_reply_object_end(call->reply);
	}
	sg_reply_array_end(call->reply);
}

static void add_endpoints(struct sg_call *call, const struct sg_rows *rows)
{
	sg_reply_array(call->reply, "endpoints_in_trouble");
	for (size_t i = 0; i < rows->count; i++) {
		sg_reply_object(call->reply, NULL);
		sg_reply_text(call->reply, "property", sg_rows_text(rows, i, 0));
		sg_reply_text(call->reply, "name", sg_rows_text(rows, i, 1));
		sg_reply_bool(call->reply, "enabled", sg_rows_int(rows, i, 2) != 0);
		sg_reply_int(call->reply, "waiting", sg_rows_int(rows, i, 3));
		sg_reply_int(call->reply, "dead", sg_rows_int(rows, i, 4));
		sg_reply_text(call->reply, "reason", sg_rows_text(rows, i, 5));
		sg_reply_object_end(call->reply);
	}
	sg_reply_array_end(call->reply);
}

static void add_server(struct sg_call *call, const struct sg_rows *rows)
{
	sg_reply_object(call->reply, "database");
	sg_reply_text(call->reply, "version", sg_rows_text(rows, 0, 0));
	sg_reply_time(call->reply, "clock", sg_rows_time(rows, 0, 1));
	sg_reply_object_end(call->reply);
	sg_reply_int(call->reply, "endpoints", sg_rows_int(rows, 0, 2));
}

static void add_properties(struct sg_call *call, const struct sg_rows *rows)
{
	sg_reply_array(call->reply, "properties");
	for (size_t i = 0; i < rows->count; i++) {
		sg_reply_text(call->reply, NULL, sg_rows_text(rows, i, 0));
	}
	sg_reply_array_end(call->reply);
}

static void add_walks(struct sg_call *call, const struct sg_rows *rows)
{
	sg_reply_array(call->reply, "programmes_changing");
	for (size_t i = 0; i < rows->count; i++) {
		sg_reply_object(call->reply, NULL);
		sg_reply_text(call->reply, "programme", sg_rows_text(rows, i, 0));
		sg_reply_int(call->reply, "version", sg_rows_int(rows, i, 1));
		sg_reply_int(call->reply, "members", sg_rows_int(rows, i, 2));
		sg_reply_object_end(call->reply);
	}
	sg_reply_array_end(call->reply);
}

enum sg_status sg_handle_health(struct sg_call *call)
{
	struct sg_pool_state pool = sg_pool_look(call->service->pool);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	int64_t oldest_us;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_deliveries_health(&script);
	sg_unmapped_read(&script, UNMAPPED_MOST);
	sg_health_read(&script);
	sg_walks_read(&script);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	oldest_us = sg_rows_time(sg_script_rows(&script, 0), 0, 1);
	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_object(call->reply, "deliveries");
	sg_reply_int(
		call->reply, "waiting", sg_rows_int(sg_script_rows(&script, 0), 0, 0));
	sg_reply_int(call->reply, "oldest_s",
		oldest_us == SG_NO_TIME ? 0 : (call->wall_us - oldest_us) / SG_SECOND_US);
	sg_reply_int(call->reply, "dead", sg_rows_int(sg_script_rows(&script, 1), 0, 0));
	sg_reply_object_end(call->reply);
	sg_reply_object(call->reply, "connections");
	sg_reply_int(call->reply, "open", pool.open);
	sg_reply_int(call->reply, "lent", pool.lent);
	sg_reply_int(call->reply, "waiting", pool.waiting);
	sg_reply_object_end(call->reply);
	add_unmapped(call, sg_script_rows(&script, 2));
	add_server(call, sg_script_rows(&script, 3));
	add_endpoints(call, sg_script_rows(&script, 4));
	add_properties(call, sg_script_rows(&script, 5));
	add_walks(call, sg_script_rows(&script, 6));
	return sg_call_reply_end(call);
}
