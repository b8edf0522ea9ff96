/*
 * SHA-256 and random bytes. Digests recognise a document or a body that was seen before; they
 * allocate nothing and cannot fail, so that they may stand anywhere.
 */
#ifndef SG_DELIVER_DIGEST_H
#define SG_DELIVER_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

enum { SG_DIGEST_SIZE = 32 };

struct sg_digest_part {
	const void *bytes;
	size_t len;
};

/* SHA-256 of `len` bytes; `bytes` may be NULL where `len` is 0. [thread-safe] */
void sg_digest(const void *bytes, size_t len, unsigned char ret_digest[SG_DIGEST_SIZE]);

/* SHA-256 of the parts one after another. Nothing is put between them: a caller whose parts
 * could be cut elsewhere brings separators of its own. [thread-safe] */
void sg_digest_parts(const struct sg_digest_part *parts, size_t count,
	unsigned char ret_digest[SG_DIGEST_SIZE]);

/* `size` bytes fit for keys and ids; false when the system has none to give. [thread-safe] */
bool sg_random_fill(void *bytes, size_t size);

#endif
