/* Its table, and the lines. */
#include "document/liability.h"

#include "core/time.h"
#include "document/bounds.h"
#include "document/reply.h"

enum { LIMIT_MAX = 1000, LIMIT_USUAL = 500, MONTH_LEN = 7 };

static const struct sg_field query_fields[] = {
	{SG_ROW("after", SG_FIELD_CODE, struct sg_liability_query, after_text, 32, 32),
		.rule = SG_RULE_ID},
	{SG_ROW("limit", SG_FIELD_INT, struct sg_liability_query, limit, 1, LIMIT_MAX),
		.absent = LIMIT_USUAL},
	{SG_ROW("programme", SG_FIELD_CODE, struct sg_liability_query, programme, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
};
static const struct sg_shape query_shape =
	SG_SHAPE(struct sg_liability_query, query_fields);

enum sg_status sg_liability_query_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_liability_query *ret_query)
{
	struct sg_liability_query query;
	enum sg_status status =
		sg_fields_decode(data, &query_shape, "/data", arena, error, &query);

	if (status == SG_OK) {
		query.after = (struct sg_id){{0}};
		if (query.after_text != NULL) {
			(void)sg_id_parse(query.after_text, &query.after);
		}
		*ret_query = query;
	}
	return status;
}

static void write_numbers(const struct sg_liability_line *line, struct sg_buffer *buffer)
{
	sg_reply_int(buffer, "points", line->points);
	sg_reply_int(buffer, "held", line->held);
	sg_reply_int(buffer, "owed", line->owed);
	sg_reply_int(buffer, "lots", line->lots);
}

void sg_liability_line_write(const struct sg_liability_line *line, const char *property,
	struct sg_buffer *buffer)
{
	char month[SG_DAY_TEXT_SIZE];

	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "property", property);
	if (line->month_day != SG_NO_DAY) {
		sg_day_format(line->month_day, month);
		month[MONTH_LEN] = '\0';
		sg_reply_text(buffer, "month", month);
	}
	write_numbers(line, buffer);
	sg_reply_object_end(buffer);
}

void sg_liability_total_write(
	const struct sg_liability_line *total, int64_t members, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, "total");
	write_numbers(total, buffer);
	sg_reply_int(buffer, "members", members);
	sg_reply_object_end(buffer);
}
