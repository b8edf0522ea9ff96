/* Sealed values: one byte that names the form, then the bytes of that form. */
#include "store/seal.h"

#include <string.h>

enum { FORM_PLAIN = 'p' };

void sg_seal_bind(struct sg_script *script, const struct sg_id *subject, const char *text)
{
	size_t len = text != NULL ? strlen(text) : 0;
	char *bytes = text != NULL ? sg_arena_alloc(script->arena, len + 1) : NULL;

	(void)subject;
	if (bytes == NULL) {
		sg_script_null(script);
		return;
	}
	bytes[0] = FORM_PLAIN;
	memcpy(bytes + 1, text, len);
	sg_script_blob(script, bytes, len + 1);
}

enum sg_status sg_seal_open(const struct sg_rows *rows, size_t row, size_t column,
	const struct sg_id *subject, struct sg_error *error, const char **ret_text)
{
	size_t len;
	const char *bytes = sg_rows_blob(rows, row, column, &len);

	(void)subject;
	if (bytes == NULL) {
		*ret_text = NULL;
		return SG_OK;
	}
	if (len == 0 || bytes[0] != FORM_PLAIN) {
		return sg_fail(error, SG_INTERNAL, "seal_broken", "",
			"a sealed value of the store cannot be opened");
	}
	*ret_text = bytes + 1;
	return SG_OK;
}
