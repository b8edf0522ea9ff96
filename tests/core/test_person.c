/* Names of persons: who is one and who are two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/person.h"

static void one_name_is_one_however_it_is_typed(void **state)
{
	static const char *const same[][2] = {
		{"anna", "Anna"},
		{"anna", "anna "},
		{"anna", "\t anna"},
		{"Anna  Maria", "ANNA\xc2\xa0maria"},
		{"anna", "an\xe2\x80\x8bna"}, /* a space without width */
		{"\xc3\x84nne", "\xc3\xa4nne"},
		{"\xc5\xbdiva", "\xc5\xbeiva"},
		{"\xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0", "\xd0\xb0\xd0\x9d\xd0\x9d\xd0\x90"},
		{"\xce\x91\xce\xbd\xce\xbd\xce\xb1", "\xce\xb1\xce\x9d\xce\x9d\xce\x91"},
		{"", " "},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		assert_true(sg_person_is_same(same[i][0], same[i][1]));
		assert_true(sg_person_is_same(same[i][1], same[i][0]));
	}
}

static void two_names_are_two(void **state)
{
	static const char *const other[][2] = {
		{"anna", "ben"}, {"anna", "annabel"}, {"anna", "an na"},
		{"anna", "an\xf0na"}, /* no UTF-8: a letter of its own */
		{"anna", ""}, {"anna", NULL},
		{"\xc3\x97", "\xc3\xb7"}, /* a times is no capital of a divided by */
	};

	(void)state;
	for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
		assert_false(sg_person_is_same(other[i][0], other[i][1]));
		assert_false(sg_person_is_same(other[i][1], other[i][0]));
	}
}

static void blanks_are_no_name(void **state)
{
	(void)state;
	assert_true(sg_person_is_blank(NULL));
	assert_true(sg_person_is_blank(""));
	assert_true(sg_person_is_blank(" \t\xc2\xa0\xe2\x80\x8b\xe3\x80\x80"));
	assert_false(sg_person_is_blank(" a"));
	assert_false(sg_person_is_blank("\xc3")); /* cut in the middle */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_name_is_one_however_it_is_typed),
		cmocka_unit_test(two_names_are_two),
		cmocka_unit_test(blanks_are_no_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
