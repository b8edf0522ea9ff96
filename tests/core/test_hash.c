/* SipHash-2-4 against its published vectors, and the shard of a stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/hash.h"

/* The authors' vectors: key 00 01 … 0f, input the first n of the bytes 00 01 02 …, the hash
 * read as a little-endian number. */
static const uint64_t vectors[64] = {
	0x726fdb47dd0e0e31,
	0x74f839c593dc67fd,
	0x0d6c8009d9a94f5a,
	0x85676696d7fb7e2d,
	0xcf2794e0277187b7,
	0x18765564cd99a68d,
	0xcbc9466e58fee3ce,
	0xab0200f58b01d137,
	0x93f5f5799a932462,
	0x9e0082df0ba9e4b0,
	0x7a5dbbc594ddb9f3,
	0xf4b32f46226bada7,
	0x751e8fbc860ee5fb,
	0x14ea5627c0843d90,
	0xf723ca908e7af2ee,
	0xa129ca6149be45e5,
	0x3f2acc7f57c29bdb,
	0x699ae9f52cbe4794,
	0x4bc1b3f0968dd39c,
	0xbb6dc91da77961bd,
	0xbed65cf21aa2ee98,
	0xd0f2cbb02e3b67c7,
	0x93536795e3a33e88,
	0xa80c038ccd5ccec8,
	0xb8ad50c6f649af94,
	0xbce192de8a85b8ea,
	0x17d835b85bbb15f3,
	0x2f2e6163076bcfad,
	0xde4daaaca71dc9a5,
	0xa6a2506687956571,
	0xad87a3535c49ef28,
	0x32d892fad841c342,
	0x7127512f72f27cce,
	0xa7f32346f95978e3,
	0x12e0b01abb051238,
	0x15e034d40fa197ae,
	0x314dffbe0815a3b4,
	0x027990f029623981,
	0xcadcd4e59ef40c4d,
	0x9abfd8766a33735c,
	0x0e3ea96b5304a7d0,
	0xad0c42d6fc585992,
	0x187306c89bc215a9,
	0xd4a60abcf3792b95,
	0xf935451de4f21df2,
	0xa9538f0419755787,
	0xdb9acddff56ca510,
	0xd06c98cd5c0975eb,
	0xe612a3cb9ecba951,
	0xc766e62cfcadaf96,
	0xee64435a9752fe72,
	0xa192d576b245165a,
	0x0a8787bf8ecb74b2,
	0x81b3e73d20b49b6f,
	0x7fa8220ba3b2ecea,
	0x245731c13ca42499,
	0xb78dbfaf3a8d83bd,
	0xea1ad565322a1a0b,
	0x60e61c23a3795013,
	0x6606d7e446282b93,
	0x6ca4ecb15c5f91e1,
	0x9f626da15c9625f3,
	0xe51b38608ef25f57,
	0x958a324ceb064572,
};

static void the_published_vectors_hold(void **state)
{
	unsigned char key[SG_HASH_KEY_SIZE], data[64];

	(void)state;
	for (unsigned char i = 0; i < sizeof data; i++) {
		data[i] = i;
		key[i % sizeof key] = (unsigned char)(i % sizeof key);
	}
	for (size_t size = 0; size < 64; size++) {
		assert_true(sg_hash_keyed(key, data, size) == vectors[size]);
	}
}

static void the_seed_is_the_first_half_of_the_key(void **state)
{
	static const unsigned char key[SG_HASH_KEY_SIZE] = {8, 7, 6, 5, 4, 3, 2, 1};

	(void)state;
	assert_true(sg_hash64("stay", 4, UINT64_C(0x0102030405060708)) ==
		    sg_hash_keyed(key, "stay", 4));
	assert_true(sg_hash64("stay", 4, 1) != sg_hash64("stay", 4, 2));
	assert_true(sg_hash64(NULL, 0, 0) == sg_hash64("", 0, 0));
}

static void the_place_in_memory_does_not_matter(void **state)
{
	char room[40];
	uint64_t first = 0;

	(void)state;
	for (size_t at = 0; at < 16; at++) {
		memcpy(room + at, "the same bytes", 14);
		first = at == 0 ? sg_hash64(room, 14, 3) : first;
		assert_true(sg_hash64(room + at, 14, 3) == first);
	}
}

/* Rows are stored under these numbers. */
static void a_shard_never_changes(void **state)
{
	static const struct {
		const char *stay;
		uint32_t shard;
	} cases[] = {
		{"00000000000000000000000000000000", 54},
		{"017f22e279b07fccbf438c4dc4001122", 29},
		{"ffffffffffffffffffffffffffffffff", 20},
	};
	struct sg_id stay;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_true(sg_id_parse(cases[i].stay, &stay));
		assert_int_equal(sg_shard_of(&stay), cases[i].shard);
	}
}

static void shards_fill_evenly(void **state)
{
	unsigned filled[SG_SHARD_COUNT] = {0};

	(void)state;
	for (uint32_t i = 0; i < 64000; i++) {
		unsigned char random_bytes[10] = {0};
		struct sg_id stay;
		uint32_t shard;

		memcpy(random_bytes, &i, sizeof i);
		stay = sg_id_make(INT64_C(1795273446000000) + i * 1000, random_bytes);
		shard = sg_shard_of(&stay);
		assert_true(shard < SG_SHARD_COUNT);
		filled[shard]++;
	}
	for (size_t i = 0; i < SG_SHARD_COUNT; i++) {
		assert_in_range(filled[i], 850, 1150);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_vectors_hold),
		cmocka_unit_test(the_seed_is_the_first_half_of_the_key),
		cmocka_unit_test(the_place_in_memory_does_not_matter),
		cmocka_unit_test(a_shard_never_changes),
		cmocka_unit_test(shards_fill_evenly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
