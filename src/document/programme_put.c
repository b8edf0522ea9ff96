/* programme.put, and a programme as it is stored. */
#include "document/programme.h"

#include "document/merge.h"

struct form_put {
	const struct sg_json *programme;
};

static const struct sg_field put_fields[] = {
	{SG_ROW("programme", SG_FIELD_MAP, struct form_put, programme, 0, 0),
		.flags = SG_REQUIRED},
};
static const struct sg_shape put_shape = SG_SHAPE(struct form_put, put_fields);

enum sg_status sg_programme_put_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_programme_put *ret_put)
{
	struct sg_programme_put put = {.text = NULL};
	struct sg_buffer text = {0};
	struct form_put form;
	enum sg_status status =
		sg_fields_decode(data, &put_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		status = sg_programme_read(
			form.programme, "/data/programme", arena, error, &put.programme);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_json_write(&text, form.programme);
	put.len = text.len;
	put.text = sg_buffer_settle(&text, arena);
	if (put.text == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	*ret_put = put;
	return SG_OK;
}

enum sg_status sg_programme_recall(const char *text, size_t len, struct sg_arena *arena,
	struct sg_error *error, struct sg_programme *ret_programme)
{
	const struct sg_stored stored = {text, len};
	struct sg_error cause = {.status = SG_OK};
	const struct sg_json *root;
	enum sg_status status = sg_stored_parse(&stored, arena, error, &root);

	if (status == SG_OK) {
		status = sg_programme_read(root, "", arena, &cause, ret_programme);
	}
	return status == SG_INVALID
	               ? sg_fail(error, SG_INTERNAL, "state_broken", "",
				 "a stored programme does not read: %s at %s", cause.code,
				 cause.path)
	               : status;
}
