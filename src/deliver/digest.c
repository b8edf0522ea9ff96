/*
 * SHA-256 through OpenSSL's low-level functions: the newer ones fetch and allocate at each
 * digest and may fail, which a digest's callers could not answer. They are marked as deprecated
 * since 3.0, hence the compatibility level.
 */
#define OPENSSL_API_COMPAT 0x10100000L

#include "deliver/digest.h"

#include <limits.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

void sg_digest_parts(const struct sg_digest_part *parts, size_t count,
	unsigned char ret_digest[SG_DIGEST_SIZE])
{
	SHA256_CTX context;

	(void)SHA256_Init(&context);
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len > 0) {
			(void)SHA256_Update(&context, parts[i].bytes, parts[i].len);
		}
	}
	(void)SHA256_Final(ret_digest, &context);
}

void sg_digest(const void *bytes, size_t len, unsigned char ret_digest[SG_DIGEST_SIZE])
{
	const struct sg_digest_part part = {bytes, len};

	sg_digest_parts(&part, 1, ret_digest);
}

bool sg_random_fill(void *bytes, size_t size)
{
	return size <= INT_MAX && RAND_bytes(bytes, (int)size) == 1;
}
