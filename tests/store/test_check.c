/* Which servers are fit, and what error numbers mean: pure functions over texts and numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "store/check.h"
#include "store/deadline.h"
#include "store/failure.h"
#include "store/outcome.h"

static void versions_are_read_in_all_their_disguises(void **state)
{
	static const struct {
		const char *text;
		int version;
	} cases[] = {
		{"10.11.19-MariaDB-0+deb12u1", 101119},
		{"5.5.5-10.11.6-MariaDB-log", 101106},
		{"11.4.2-MariaDB", 110402},
		{"5.5.68-MariaDB", 50568},
		{"10.3.39-MariaDB-0ubuntu0.20.04.2", 100339},
		{"12.0.1-MariaDB-ubu2404", 120001},
		{"8.0.36", 0},
		{"8.0.36-MySQL Community", 0},
		{"MariaDB", 0},
		{"-1.2.3-MariaDB", 0},
		{"999999999999999999999.1.1-MariaDB", 0},
		{"", 0},
		{NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(sg_server_version(cases[i].text), cases[i].version);
	}
}

static void a_server_that_is_too_old_is_refused(void **state)
{
	struct sg_error error = {0};

	(void)state;
	assert_int_equal(sg_server_check_version("10.11.2-MariaDB", &error), SG_OK);
	assert_int_equal(sg_server_check_version("11.8.1-MariaDB", &error), SG_OK);
	assert_int_equal(
		sg_server_check_version("5.5.5-10.6.16-MariaDB", &error), SG_REFUSED);
	assert_string_equal(error.code, "server_too_old");
	assert_non_null(strstr(error.message, "10.6.16"));
	assert_int_equal(sg_server_check_version("8.4.0", &error), SG_REFUSED);
	assert_string_equal(error.code, "server_unknown");
}

static struct sg_server_facts sound(void)
{
	return (struct sg_server_facts){.flush_log_at_trx_commit = "1",
		.doublewrite = "1",
		.flush_method = "O_DIRECT",
		.log_bin = "0",
		.sync_binlog = "0"};
}

static void expect_lax(const struct sg_server_facts *facts, const char *variable)
{
	struct sg_error error = {0};

	assert_int_equal(sg_server_check_durability(facts, &error), SG_REFUSED);
	assert_string_equal(error.code, "durability_lax");
	assert_non_null(strstr(error.message, variable));
}

static void whatever_may_forget_a_commit_is_refused(void **state)
{
	struct sg_server_facts facts = sound();
	struct sg_error error = {0};

	(void)state;
	assert_int_equal(sg_server_check_durability(&facts, &error), SG_OK);
	facts.flush_log_at_trx_commit = "2";
	expect_lax(&facts, "innodb_flush_log_at_trx_commit");
	facts.flush_log_at_trx_commit = "0";
	expect_lax(&facts, "innodb_flush_log_at_trx_commit");
	facts = sound();
	facts.doublewrite = "OFF";
	expect_lax(&facts, "innodb_doublewrite");
	facts.doublewrite = "0";
	expect_lax(&facts, "innodb_doublewrite");
	facts.doublewrite = "fast";
	assert_int_equal(sg_server_check_durability(&facts, &error), SG_OK);
	for (size_t i = 0; i < 4; i++) {
		static const char *const lax[] = {
			"nosync", "littlesync", "O_DIRECT_NO_FSYNC", NULL};

		facts = sound();
		facts.flush_method = lax[i];
		expect_lax(&facts, "innodb_flush_method");
	}
	facts = sound();
	facts.log_bin = "1";
	expect_lax(&facts, "sync_binlog");
	facts.sync_binlog = "1";
	assert_int_equal(sg_server_check_durability(&facts, &error), SG_OK);
}

static void a_small_packet_is_refused(void **state)
{
	struct sg_error error = {0};

	(void)state;
	assert_int_equal(sg_server_check_packet("16777216", &error), SG_OK);
	assert_int_equal(sg_server_check_packet("1048576", &error), SG_REFUSED);
	assert_int_equal(sg_server_check_packet(NULL, &error), SG_REFUSED);
}

static enum sg_db_outcome outcome_of(unsigned number, bool writing)
{
	const struct sg_fault fault = {.number = number, .state = "HY000"};

	return sg_failure_of(&fault, writing).outcome;
}

static void every_number_has_its_outcome(void **state)
{
	static const struct {
		unsigned number;
		enum sg_db_outcome writing;
		enum sg_db_outcome reading;
	} cases[] = {
		{1062, SG_DB_DUPLICATE, SG_DB_DUPLICATE},
		{1213, SG_DB_CONFLICT, SG_DB_CONFLICT},
		{1205, SG_DB_CONFLICT, SG_DB_CONFLICT},
		{1020, SG_DB_CONFLICT, SG_DB_CONFLICT},
		{1047, SG_DB_CONFLICT, SG_DB_CONFLICT},
		{2006, SG_DB_UNKNOWN, SG_DB_LOST},
		{2013, SG_DB_UNKNOWN, SG_DB_LOST},
		{2026, SG_DB_UNKNOWN, SG_DB_LOST},
		{5013, SG_DB_UNKNOWN, SG_DB_LOST},
		{1317, SG_DB_UNKNOWN, SG_DB_LOST},
		{1053, SG_DB_UNKNOWN, SG_DB_LOST},
		{1180, SG_DB_UNKNOWN, SG_DB_LOST},
		{1969, SG_DB_UNKNOWN, SG_DB_LOST},
		{1021, SG_DB_UNAVAILABLE, SG_DB_UNAVAILABLE},
		{1114, SG_DB_UNAVAILABLE, SG_DB_UNAVAILABLE},
		{1290, SG_DB_UNAVAILABLE, SG_DB_UNAVAILABLE},
		{1142, SG_DB_REFUSED, SG_DB_REFUSED},
		{1146, SG_DB_REFUSED, SG_DB_REFUSED},
		{1064, SG_DB_FAILED, SG_DB_FAILED},
		{1406, SG_DB_FAILED, SG_DB_FAILED},
		{9999, SG_DB_FAILED, SG_DB_FAILED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(outcome_of(cases[i].number, true), cases[i].writing);
		assert_int_equal(outcome_of(cases[i].number, false), cases[i].reading);
	}
}

static void only_our_own_signal_is_stale(void **state)
{
	struct sg_fault fault = {1644, "45001", "stale 17"};

	(void)state;
	assert_int_equal(sg_failure_of(&fault, true).outcome, SG_DB_STALE);
	assert_int_equal(sg_failure_of(&fault, true).tag, 17);
	fault = (struct sg_fault){1644, "45000", "stale 17"};
	assert_int_equal(sg_failure_of(&fault, true).outcome, SG_DB_FAILED);
	fault = (struct sg_fault){1644, "45001", "a trigger's own words"};
	assert_int_equal(sg_failure_of(&fault, true).outcome, SG_DB_FAILED);
}

static void messages_repeat_no_value(void **state)
{
	const struct sg_fault fault = {1062, "23000",
		"Duplicate entry 'Frau Krebs for key 'x'' for key 'PRIMARY'"};
	const struct sg_failure failure = {SG_DB_DUPLICATE, false, 0};
	struct sg_error error = {0};
	char key[8];

	(void)state;
	(void)sg_failure_tell(&failure, &fault, &error);
	assert_null(strstr(error.message, "Krebs"));
	assert_non_null(strstr(error.message, "PRIMARY"));
	sg_failure_key(fault.message, key, sizeof key);
	assert_string_equal(key, "PRIMARY");
	sg_failure_key("for key 'longer than that'", key, sizeof key);
	assert_string_equal(key, "longer ");
	sg_failure_key("nothing of the kind", key, sizeof key);
	assert_string_equal(key, "");
}

static void outcomes_become_statuses(void **state)
{
	(void)state;
	assert_int_equal(sg_db_status(SG_DB_DONE), SG_OK);
	assert_int_equal(sg_db_status(SG_DB_UNKNOWN), SG_UNAVAILABLE);
	assert_int_equal(sg_db_status(SG_DB_CONFLICT), SG_UNAVAILABLE);
	assert_int_equal(sg_db_status(SG_DB_REFUSED), SG_REFUSED);
	assert_int_equal(sg_db_status(SG_DB_MEMORY), SG_MEMORY);
	assert_int_equal(sg_db_status((enum sg_db_outcome)99), SG_INTERNAL);
	assert_string_equal(sg_db_outcome_name(SG_DB_STALE), "stale");
	assert_string_equal(sg_db_outcome_name((enum sg_db_outcome)99), "?");
}

static void deadlines_saturate(void **state)
{
	int64_t soon_us = sg_deadline_in_ms(50000);

	(void)state;
	assert_true(sg_deadline_in_ms(INT64_MAX) == SG_NO_DEADLINE);
	assert_int_equal(sg_deadline_left_ms(SG_NO_DEADLINE), INT32_MAX);
	assert_int_equal(sg_deadline_left_ms(sg_deadline_in_ms(-5)), 0);
	assert_int_equal(sg_deadline_left_ms(INT64_MIN / 2), 0);
	assert_in_range(sg_deadline_left_ms(soon_us), 1, 50000);
	assert_true(sg_deadline_sooner(SG_NO_DEADLINE, 10) < soon_us);
	assert_true(sg_deadline_sooner(soon_us, 100000) == soon_us);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_read_in_all_their_disguises),
		cmocka_unit_test(a_server_that_is_too_old_is_refused),
		cmocka_unit_test(whatever_may_forget_a_commit_is_refused),
		cmocka_unit_test(a_small_packet_is_refused),
		cmocka_unit_test(every_number_has_its_outcome),
		cmocka_unit_test(only_our_own_signal_is_stale),
		cmocka_unit_test(messages_repeat_no_value),
		cmocka_unit_test(outcomes_become_statuses),
		cmocka_unit_test(deadlines_saturate),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
