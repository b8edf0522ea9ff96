/*
 * What the build put into the module is what lies in schema/, byte for byte.
 */
#include "core/embedded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static size_t read_file(const char *name, char *bytes, size_t size)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/schema/%s", SG_TEST_SOURCE_DIR, name);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	size_t len = fread(bytes, 1, size, file);
	fclose(file);
	assert_true(len < size);
	return len;
}

static void every_embedded_file_is_the_one_on_disk(void **state)
{
	static char bytes[1 << 20];

	(void)state;
	for (const struct sg_embedded *file = sg_embedded_files; file->name; file++) {
		size_t len = read_file(file->name, bytes, sizeof(bytes));
		assert_int_equal(len, file->size);
		assert_memory_equal(bytes, file->data, len);
		assert_int_equal(file->data[file->size], 0);
	}
}

static void names_ascend_so_that_migrations_come_in_order(void **state)
{
	(void)state;
	for (const struct sg_embedded *file = sg_embedded_files; file->name; file++) {
		if (file[1].name) {
			assert_true(strcmp(file[0].name, file[1].name) < 0);
		}
	}
}

static void a_file_is_found_by_its_name_and_an_unknown_one_is_not(void **state)
{
	(void)state;
	for (const struct sg_embedded *file = sg_embedded_files; file->name; file++) {
		size_t size = SIZE_MAX;
		assert_ptr_equal(sg_embedded_find(file->name, &size), file->data);
		assert_int_equal(size, file->size);
		assert_ptr_equal(sg_embedded_find(file->name, NULL), file->data);
	}
	size_t untouched = 7;
	assert_null(sg_embedded_find("sql/9999_none.sql", &untouched));
	assert_null(sg_embedded_find("", &untouched));
	assert_int_equal(untouched, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_embedded_file_is_the_one_on_disk),
		cmocka_unit_test(names_ascend_so_that_migrations_come_in_order),
		cmocka_unit_test(a_file_is_found_by_its_name_and_an_unknown_one_is_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
