/*
 * The one way in and out of the store for values that identify or describe a guest. Whoever
 * writes a sealed_… column binds it here, whoever reads one opens it here. Today the seal is a
 * form mark only; a key per guest goes in here and nowhere else.
 */
#ifndef SG_STORE_SEAL_H
#define SG_STORE_SEAL_H

#include <stddef.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/status.h"
#include "store/script.h"

/*
 * Binds `text` to the next '?' as a sealed value that belongs to `subject` (the guest, stay or
 * endpoint whose key it is or will be); NULL binds NULL.
 */
void sg_seal_bind(
	struct sg_script *script, const struct sg_id *subject, const char *text);

/* The same for bytes. */
void sg_seal_bind_bytes(struct sg_script *script, const struct sg_id *subject,
	const void *bytes, size_t len);

/*
 * Opens one value of a result. NULL in the column gives NULL; SG_INTERNAL with code
 * "seal_broken" when the bytes were not written by sg_seal_bind.
 */
enum sg_status sg_seal_open(const struct sg_rows *rows, size_t row, size_t column,
	const struct sg_id *subject, struct sg_error *error, const char **ret_text);

/* The same for bytes. */
enum sg_status sg_seal_open_bytes(const struct sg_rows *rows, size_t row, size_t column,
	const struct sg_id *subject, struct sg_error *error, const void **ret_bytes,
	size_t *ret_len);

#endif
