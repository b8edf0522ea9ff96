/*
 * Base64 (RFC 4648, 4): what secrets and signatures are written in. Needs no library, so that
 * any program can link it.
 */
#ifndef SG_DELIVER_BASE64_H
#define SG_DELIVER_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes that the text of `len` bytes takes, its NUL included. */
#define SG_BASE64_SIZE(len) ((((len) + 2) / 3) * 4 + 1)

/* Writes the padded text and a NUL: SG_BASE64_SIZE(len) bytes. [thread-safe] */
void sg_base64_encode(const void *bytes, size_t len, char *ret_text);

/*
 * Decodes `text_len` characters, padded or not, into at most `size` bytes. False, with nothing
 * promised about `ret_bytes`, when a character is foreign, the padding is wrong, bits that
 * belong to no byte are set, or the bytes do not fit. [thread-safe]
 */
bool sg_base64_decode(const char *text, size_t text_len, size_t size,
	unsigned char *ret_bytes, size_t *ret_len);

#endif
