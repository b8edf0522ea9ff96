/* Sealed values: one byte that names the form, then the bytes of that form. */
#include "store/seal.h"

#include <string.h>

enum { FORM_PLAIN = 'p' };

void sg_seal_bind_bytes(struct sg_script *script, const struct sg_id *subject,
	const void *bytes, size_t len)
{
	char *sealed = bytes != NULL ? sg_arena_alloc(script->arena, len + 1) : NULL;

	(void)subject;
	if (bytes != NULL && sealed == NULL) {
		sg_script_short(script);
	}
	if (sealed == NULL) {
		sg_script_null(script);
		return;
	}
	sealed[0] = FORM_PLAIN;
	memcpy(sealed + 1, bytes, len);
	sg_script_blob(script, sealed, len + 1);
}

void sg_seal_bind(struct sg_script *script, const struct sg_id *subject, const char *text)
{
	sg_seal_bind_bytes(script, subject, text, text != NULL ? strlen(text) : 0);
}

enum sg_status sg_seal_open_bytes(const struct sg_rows *rows, size_t row, size_t column,
	const struct sg_id *subject, struct sg_error *error, const void **ret_bytes,
	size_t *ret_len)
{
	size_t len;
	const char *bytes = sg_rows_blob(rows, row, column, &len);

	(void)subject;
	if (bytes != NULL && (len == 0 || bytes[0] != FORM_PLAIN)) {
		return sg_fail(error, SG_INTERNAL, "seal_broken", "",
			"a sealed value of the store cannot be opened");
	}
	*ret_bytes = bytes != NULL ? bytes + 1 : NULL;
	*ret_len = bytes != NULL ? len - 1 : 0;
	return SG_OK;
}

enum sg_status sg_seal_open(const struct sg_rows *rows, size_t row, size_t column,
	const struct sg_id *subject, struct sg_error *error, const char **ret_text)
{
	const void *bytes = NULL;
	size_t len;
	enum sg_status status =
		sg_seal_open_bytes(rows, row, column, subject, error, &bytes, &len);

	if (status == SG_OK) {
		*ret_text = bytes;
	}
	return status;
}
