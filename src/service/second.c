/* Two persons. */
#include "service/second.h"

#include <string.h>

#include "core/person.h"

enum sg_status sg_second_person(struct sg_call *call, const char *second)
{
	const char *name = call->envelope.actor.name;

	if (sg_person_is_blank(name)) {
		return sg_fail(call->error, SG_REFUSED, "actor_unnamed", "/actor/name",
			"who changes points by hand says who he is");
	}
	if (sg_person_is_blank(second)) {
		return sg_fail(call->error, SG_REFUSED, "second_missing", "/data/second",
			"a second person has to agree");
	}
	return !sg_person_is_same(second, name)
	               ? SG_OK
	               : sg_fail(call->error, SG_REFUSED, "second_same", "/data/second",
				 "the second person is the first one");
}

enum sg_status sg_second_check(
	struct sg_call *call, const char *reason, const char *second, const char *message)
{
	enum sg_status status = sg_subject_roles(call, SG_BY_MANAGER, message);

	if (status == SG_OK && sg_person_is_blank(reason)) {
		return sg_fail(call->error, SG_REFUSED, "reason_missing", "/data/reason",
			"whoever does this says why");
	}
	return status == SG_OK ? sg_second_person(call, second) : status;
}

void sg_second_why(const struct sg_call *call, const char *reason, const char *second,
	struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "reason", reason);
	sg_reply_text(buffer, "by", call->envelope.actor.name);
	sg_reply_text(buffer, "second", second);
	sg_reply_object_end(buffer);
}

const char *sg_second_after(const struct sg_call *call, const char *earlier,
	const char *reason, const char *second)
{
	struct sg_buffer all = {0};

	if (earlier != NULL) {
		sg_buffer_add(&all, earlier, strlen(earlier) - 1);
	} else {
		sg_buffer_char(&all, '[');
	}
	sg_second_why(call, reason, second, &all);
	sg_buffer_char(&all, ']');
	return sg_buffer_settle(&all, call->arena);
}
