/* Its table. */
#include "document/pool.h"

enum { REASON_MAX = 200 };

static const struct sg_field pool_fields[] = {
	{SG_ROW_LIST("members", struct sg_pool_document, members, member_count, 0,
		 SG_POOL_MAX),
		.shape = &sg_refs_shape, .flags = SG_REQUIRED},
	SG_ROW_CODE("pool", struct sg_pool_document, pool, SG_LONG_CODE_MAX, SG_REQUIRED),
	{SG_ROW("programme", SG_FIELD_CODE, struct sg_pool_document, programme, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("reason", SG_FIELD_TEXT, struct sg_pool_document, reason, 1, REASON_MAX)},
	{SG_ROW("second", SG_FIELD_TEXT, struct sg_pool_document, second, 0,
		SG_LONG_CODE_MAX)},
};
static const struct sg_shape pool_shape = SG_SHAPE(struct sg_pool_document, pool_fields);

enum sg_status sg_pool_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_pool_document *ret_pool)
{
	struct sg_pool_document pool;
	enum sg_status status =
		sg_fields_decode(data, &pool_shape, "/data", arena, error, &pool);

	if (status == SG_OK) {
		*ret_pool = pool;
	}
	return status;
}
