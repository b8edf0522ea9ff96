/* Members of programmes. */
#include "document/member.h"

#include "document/bounds.h"
#include "document/merge.h"

struct form_member {
	struct sg_refs guest;
	int32_t status;
	struct sg_member member;
};

static const char *const statuses[] = {"enrolled", "cancelled", NULL};

#define NAME(text, member, mark)                                                         \
	{                                                                                \
		SG_ROW(text, SG_FIELD_CODE, struct form_member, member, 1, SG_CODE_MAX), \
			.rule = SG_RULE_NAME, .flags = (mark)                            \
	}

static const struct sg_field member_fields[] = {
	{SG_ROW("enrolled", SG_FIELD_DAY, struct form_member, member.enrolled_day, 0, 0),
		.flags = SG_KEY},
	{SG_ROW_OBJECT("guest", struct form_member, guest, &sg_refs_shape),
		.flags = SG_REQUIRED | SG_KEY},
	NAME("level", member.level, 0),
	SG_ROW_CODE("number", struct form_member, member.number, SG_LONG_CODE_MAX, 0),
	{SG_ROW("primary", SG_FIELD_BOOL, struct form_member, member.primary, 0, 1),
		.flags = SG_KEY},
	NAME("programme", member.programme, SG_REQUIRED | SG_KEY),
	{SG_ROW_WORD("status", struct form_member, status, statuses)},
};
static const struct sg_shape member_shape = SG_SHAPE(struct form_member, member_fields);

enum sg_status sg_member_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_member *ret_member)
{
	struct form_member form;
	enum sg_status status =
		sg_fields_decode(data, &member_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		form.member.refs = form.guest.refs;
		form.member.ref_count = form.guest.count;
		form.member.primary_said = sg_json_member(data, "primary") != NULL;
		form.member.cancelled = form.status == 1;
		*ret_member = form.member;
	}
	return status;
}

enum sg_status sg_member_merge(const struct sg_merge_input *input, struct sg_arena *arena,
	struct sg_error *error, struct sg_merged *ret_merged)
{
	return sg_merge_state(input, &member_shape, arena, error, ret_merged);
}

enum sg_status sg_member_decode(const struct sg_stored *state, struct sg_arena *arena,
	struct sg_error *error, struct sg_member *ret_member)
{
	struct form_member form;
	enum sg_status status = sg_state_read(state, &member_shape, arena, error, &form);

	if (status == SG_OK) {
		form.member.cancelled = form.status == 1;
		*ret_member = form.member;
	}
	return status;
}
