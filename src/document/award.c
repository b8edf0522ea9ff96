/* A short array, and an object for people. */
#include "document/award.h"

#include <string.h>

#include "core/time.h"
#include "document/parse.h"
#include "document/reply.h"
#include "document/tuple.h"

static void put_cancel(struct sg_tuple_out *out, const struct sg_award_cancel *cancel)
{
	struct sg_tuple_out one = sg_tuple_put_tuple(out);

	sg_tuple_put_int(&one, cancel->costs, 0);
	sg_tuple_put_int(&one, cancel->free_days, 0);
	sg_tuple_put_int(&one, cancel->points, 0);
	sg_tuple_put_int(&one, cancel->percent, 0);
	sg_tuple_put_int(&one, cancel->nights, 0);
	sg_tuple_put_int(&one, cancel->rounding, 0);
	sg_tuple_end(&one);
}

void sg_award_agreed_encode(
	const struct sg_award_agreed *agreed, struct sg_buffer *buffer)
{
	struct sg_tuple_out out = sg_tuple_begin(buffer);
	struct sg_tuple_out nights;

	sg_tuple_put_text(&out, agreed->award);
	sg_tuple_put_text(&out, agreed->name);
	sg_tuple_put_int(&out, agreed->kind, 0);
	sg_tuple_put_text(&out, agreed->property);
	sg_tuple_put_text(&out, agreed->room_type);
	sg_tuple_put_int(&out, agreed->day, SG_NO_DAY);
	sg_tuple_put_int(&out, agreed->nights, 0);
	sg_tuple_put_int(&out, agreed->amount, 0);
	sg_tuple_put_int(&out, agreed->cost.points, 0);
	nights = sg_tuple_put_tuple(&out);
	for (size_t i = 0; i < agreed->cost.night_count; i++) {
		sg_tuple_put_int(&nights, agreed->cost.nights[i], 0);
	}
	sg_tuple_end(&nights);
	put_cancel(&out, &agreed->cancel);
	sg_tuple_put_int(&out, agreed->qualifies, 0);
	sg_tuple_put_int(&out, agreed->earns, 0);
	sg_tuple_end(&out);
}

static bool take_cancel(const struct sg_json *array, struct sg_award_cancel *ret_cancel)
{
	struct sg_tuple_in in = sg_tuple_open(array);

	ret_cancel->costs = sg_tuple_int(&in, 0) != 0;
	ret_cancel->free_days = sg_tuple_int32(&in, 0);
	ret_cancel->points = sg_tuple_int(&in, 0);
	ret_cancel->percent = sg_tuple_int32(&in, 0);
	ret_cancel->nights = sg_tuple_int(&in, 0) != 0;
	ret_cancel->rounding = (enum sg_rounding)sg_tuple_index(&in, SG_ROUNDINGS);
	return array != NULL && !in.broken;
}

static bool take_nights(const struct sg_json *array, size_t count, struct sg_arena *arena,
	struct sg_award_cost *cost)
{
	struct sg_tuple_in in = sg_tuple_open(array);
	int64_t *nights = sg_arena_array(arena, count, sizeof *nights);

	for (size_t i = 0; i < count && nights != NULL; i++) {
		nights[i] = sg_tuple_int(&in, 0);
	}
	cost->nights = count > 0 ? nights : NULL;
	cost->night_count = count;
	return nights != NULL && array != NULL && !in.broken;
}

static bool take(const struct sg_json *root, struct sg_arena *arena,
	struct sg_award_agreed *agreed)
{
	struct sg_tuple_in in = sg_tuple_open(root);
	const struct sg_json *nights;

	agreed->award = sg_tuple_text(&in);
	agreed->name = sg_tuple_text(&in);
	agreed->kind = (enum sg_award_kind)sg_tuple_index(&in, SG_AWARD_KINDS);
	agreed->property = sg_tuple_text(&in);
	agreed->room_type = sg_tuple_text(&in);
	agreed->day = sg_tuple_int32(&in, SG_NO_DAY);
	agreed->nights = sg_tuple_int32(&in, 0);
	agreed->amount = sg_tuple_int(&in, 0);
	agreed->cost.points = sg_tuple_int(&in, 0);
	nights = sg_tuple_array(&in);
	if (!take_nights(
		    nights, nights != NULL ? nights->count : 0, arena, &agreed->cost) ||
		!take_cancel(sg_tuple_array(&in), &agreed->cancel)) {
		return false;
	}
	agreed->qualifies = sg_tuple_int(&in, 0) != 0;
	agreed->earns = sg_tuple_int(&in, 0) != 0;
	return !in.broken && agreed->award != NULL;
}

enum sg_status sg_award_agreed_decode(const char *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_award_agreed *ret_agreed)
{
	const struct sg_json *root = NULL;
	struct sg_award_agreed agreed = {.award = NULL};
	enum sg_status status = sg_json_parse(
		text, strlen(text), &sg_document_limits, arena, error, &root);

	if (status == SG_MEMORY) {
		return status;
	}
	if (status != SG_OK || !take(root, arena, &agreed)) {
		return sg_fail(error, SG_INTERNAL, "state_broken", "",
			"what was agreed about an award does not read");
	}
	*ret_agreed = agreed;
	return SG_OK;
}

static void put_number(struct sg_buffer *buffer, const char *name, int64_t number)
{
	if (number != 0) {
		sg_reply_int(buffer, name, number);
	}
}

void sg_award_about(const char *redemption, const struct sg_award_agreed *agreed,
	int32_t nights_back, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "redemption", redemption);
	if (agreed != NULL) {
		sg_reply_text(buffer, "award", agreed->award);
		sg_reply_text(buffer, "name", agreed->name);
		sg_reply_text(buffer, "kind", sg_award_kind_name(agreed->kind));
		sg_reply_text(buffer, "property", agreed->property);
		sg_reply_text(buffer, "room_type", agreed->room_type);
		sg_reply_day(buffer, "date", agreed->day);
		put_number(buffer, "nights", agreed->nights);
		put_number(buffer, "nights_back", nights_back);
		put_number(buffer, "amount_cents", agreed->amount);
	}
	sg_reply_object_end(buffer);
}
