/* The receiver's record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "cli/ledger.h"

static void the_highest_revision_of_a_stay_and_endpoint_is_kept(void **state)
{
	struct sg_ledger *ledger = sg_ledger_new(4, 4);
	uint64_t city = sg_ledger_key("stay", "city");
	uint64_t resort = sg_ledger_key("stay", "resort");

	(void)state;
	assert_true(city != resort);
	assert_true(sg_ledger_add(ledger, city, 2, true, false));
	assert_true(sg_ledger_add(ledger, city, 5, true, true));
	assert_true(sg_ledger_add(ledger, city, 3, false, false));
	assert_int_equal(sg_ledger_find(ledger, city).revision, 5);
	assert_true(sg_ledger_find(ledger, city).verified);
	assert_true(sg_ledger_find(ledger, city).issued);
	assert_int_equal(sg_ledger_find(ledger, resort).key, 0);
	assert_int_equal(sg_ledger_counts(ledger).delivered, 3);
	assert_int_equal(sg_ledger_counts(ledger).verified, 2);
	assert_int_equal(sg_ledger_counts(ledger).fallen, 1);
	sg_ledger_free(ledger);
}

static void a_checklist_received_three_times_is_doubled_once(void **state)
{
	struct sg_ledger *ledger = sg_ledger_new(4, 4);
	uint64_t key = sg_ledger_key("stay", "city");

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_true(sg_ledger_add(ledger, key, 1, true, true));
	}
	assert_int_equal(sg_ledger_counts(ledger).delivered, 1);
	assert_int_equal(sg_ledger_counts(ledger).doubled, 1);
	sg_ledger_free(ledger);
}

static void an_unverified_last_revision_stays_unverified(void **state)
{
	struct sg_ledger *ledger = sg_ledger_new(4, 4);
	uint64_t key = sg_ledger_key("stay", "city");

	(void)state;
	assert_true(sg_ledger_add(ledger, key, 1, true, true));
	assert_true(sg_ledger_add(ledger, key, 2, false, true));
	assert_false(sg_ledger_find(ledger, key).verified);
	sg_ledger_free(ledger);
}

static void it_grows_without_losing_anything(void **state)
{
	struct sg_ledger *ledger = sg_ledger_new(1, 1);
	char stay[32];

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		(void)snprintf(stay, sizeof stay, "stay-%u", i);
		for (unsigned revision = 1; revision <= 3; revision++) {
			assert_true(sg_ledger_add(
				ledger, sg_ledger_key(stay, "e"), revision, true, true));
		}
	}
	for (unsigned i = 0; i < 20000; i++) {
		(void)snprintf(stay, sizeof stay, "stay-%u", i);
		assert_int_equal(
			sg_ledger_find(ledger, sg_ledger_key(stay, "e")).revision, 3);
	}
	assert_int_equal(sg_ledger_counts(ledger).delivered, 60000);
	assert_int_equal(sg_ledger_counts(ledger).doubled, 0);
	sg_ledger_free(ledger);
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
