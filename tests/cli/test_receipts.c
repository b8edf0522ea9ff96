/* The receiver's record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "cli/receipts.h"

static void the_highest_revision_of_a_stay_and_endpoint_is_kept(void **state)
{
	struct sg_receipts *receipts = sg_receipts_new(4, 4);
	uint64_t city = sg_receipts_key("stay", "city");
	uint64_t resort = sg_receipts_key("stay", "resort");

	(void)state;
	assert_true(city != resort);
	assert_true(sg_receipts_add(receipts, city, 2, true, false));
	assert_true(sg_receipts_add(receipts, city, 5, true, true));
	assert_true(sg_receipts_add(receipts, city, 3, false, false));
	assert_int_equal(sg_receipts_find(receipts, city).revision, 5);
	assert_true(sg_receipts_find(receipts, city).verified);
	assert_true(sg_receipts_find(receipts, city).issued);
	assert_int_equal(sg_receipts_find(receipts, resort).key, 0);
	assert_int_equal(sg_receipts_counts(receipts).delivered, 3);
	assert_int_equal(sg_receipts_counts(receipts).verified, 2);
	assert_int_equal(sg_receipts_counts(receipts).fallen, 1);
	sg_receipts_free(receipts);
}

static void a_checklist_received_three_times_is_doubled_once(void **state)
{
	struct sg_receipts *receipts = sg_receipts_new(4, 4);
	uint64_t key = sg_receipts_key("stay", "city");

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_true(sg_receipts_add(receipts, key, 1, true, true));
	}
	assert_int_equal(sg_receipts_counts(receipts).delivered, 1);
	assert_int_equal(sg_receipts_counts(receipts).doubled, 1);
	sg_receipts_free(receipts);
}

static void an_unverified_last_revision_stays_unverified(void **state)
{
	struct sg_receipts *receipts = sg_receipts_new(4, 4);
	uint64_t key = sg_receipts_key("stay", "city");

	(void)state;
	assert_true(sg_receipts_add(receipts, key, 1, true, true));
	assert_true(sg_receipts_add(receipts, key, 2, false, true));
	assert_false(sg_receipts_find(receipts, key).verified);
	sg_receipts_free(receipts);
}

static void it_grows_without_losing_anything(void **state)
{
	struct sg_receipts *receipts = sg_receipts_new(1, 1);
	char stay[32];

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		(void)snprintf(stay, sizeof stay, "stay-%u", i);
		for (unsigned revision = 1; revision <= 3; revision++) {
			assert_true(sg_receipts_add(receipts, sg_receipts_key(stay, "e"),
				revision, true, true));
		}
	}
	for (unsigned i = 0; i < 20000; i++) {
		(void)snprintf(stay, sizeof stay, "stay-%u", i);
		assert_int_equal(
			sg_receipts_find(receipts, sg_receipts_key(stay, "e")).revision,
			3);
	}
	assert_int_equal(sg_receipts_counts(receipts).delivered, 60000);
	assert_int_equal(sg_receipts_counts(receipts).doubled, 0);
	sg_receipts_free(receipts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_highest_revision_of_a_stay_and_endpoint_is_kept),
		cmocka_unit_test(a_checklist_received_three_times_is_doubled_once),
		cmocka_unit_test(an_unverified_last_revision_stays_unverified),
		cmocka_unit_test(it_grows_without_losing_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
