/* Batches, snapshots and deliveries. */
#include "document/operation.h"

#include "document/bounds.h"

enum { LIST_MAX = 1000, LIST_USUAL = 100 };

static const struct sg_field document_element = {.kind = SG_FIELD_MAP};

static const struct sg_field batch_fields[] = {
	{SG_ROW_LIST("documents", struct sg_batch, documents, count, 1, SG_BATCH_MAX),
		.element = &document_element, .flags = SG_REQUIRED},
};
static const struct sg_shape batch_shape = SG_SHAPE(struct sg_batch, batch_fields);

struct form_name {
	const char *name;
};

static const struct sg_field snapshot_fields[] = {
	{SG_ROW("snapshot", SG_FIELD_CODE, struct form_name, name, 1, SG_LONG_CODE_MAX),
		.rule = SG_RULE_PRINTABLE, .flags = SG_REQUIRED},
};
static const struct sg_shape snapshot_shape = SG_SHAPE(struct form_name, snapshot_fields);

static const char *const states[] = {"open", "dead", NULL};

struct form_list {
	struct sg_delivery_list list;
	int32_t state;
};

static const struct sg_field list_fields[] = {
	SG_ROW_CODE("endpoint", struct form_list, list.endpoint, SG_LONG_CODE_MAX, 0),
	{SG_ROW("limit", SG_FIELD_INT, struct form_list, list.limit, 1, LIST_MAX),
		.absent = LIST_USUAL},
	{SG_ROW_WORD("state", struct form_list, state, states)},
};
static const struct sg_shape list_shape = SG_SHAPE(struct form_list, list_fields);

struct form_retry {
	struct sg_refs stay;
	const char *endpoint;
};

static const struct sg_field retry_fields[] = {
	SG_ROW_CODE("endpoint", struct form_retry, endpoint, SG_LONG_CODE_MAX, 0),
	{SG_ROW_OBJECT("stay", struct form_retry, stay, &sg_refs_shape)},
};
static const struct sg_shape retry_shape = SG_SHAPE(struct form_retry, retry_fields);

enum sg_status sg_batch_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_batch *ret_batch)
{
	struct sg_batch batch;
	enum sg_status status =
		sg_fields_decode(data, &batch_shape, "/data", arena, error, &batch);

	if (status == SG_OK) {
		*ret_batch = batch;
	}
	return status;
}

enum sg_status sg_snapshot_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_snapshot)
{
	struct form_name form;
	enum sg_status status =
		sg_fields_decode(data, &snapshot_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_snapshot = form.name;
	}
	return status;
}

enum sg_status sg_delivery_list_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_delivery_list *ret_list)
{
	struct form_list form;
	enum sg_status status =
		sg_fields_decode(data, &list_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_list = form.list;
		ret_list->dead = form.state == 1;
	}
	return status;
}

enum sg_status sg_delivery_retry_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_delivery_retry *ret_retry)
{
	struct form_retry form;
	enum sg_status status =
		sg_fields_decode(data, &retry_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_retry = (struct sg_delivery_retry){.refs = form.stay.refs,
			.ref_count = form.stay.count,
			.endpoint = form.endpoint};
	}
	return status;
}
