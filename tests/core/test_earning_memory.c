/* What runs out of memory earns nothing, wherever it happens, and can be asked again. */
#include "core/earning_world.h"

#include "core/failing_memory.h"

#include "core/arena.c"

static struct sg_earning_stay of = {.arrival_day = 10, .departure_day = 12};
static struct sg_earn_rule rules[] = {
	{.name = "stay", .per = SG_EARN_PER_STAY, .points = 1, .units = 1, .step = 1},
	{.name = "joins",
		.per = SG_EARN_PER_ENROLMENT,
		.points = 1,
		.units = 1,
		.step = 1},
};
static struct sg_programme_version version = {
	.rules = rules, .rule_count = 2, .stays = {.rooms_points = 1, .rooms_nights = 1}};
static const struct sg_earning earning = {
	.version = &version, .stay = &of, .basis_day = 12};
static const struct sg_earning_occasion joining = {
	.version = &version, .per = SG_EARN_PER_ENROLMENT, .day = 10};

static enum sg_status earn_stay(struct sg_arena *arena, struct sg_error *error)
{
	struct sg_earned earned = {.line_count = 77};
	enum sg_status status = sg_earn(&earning, arena, error, &earned);

	assert_int_equal(earned.line_count, status == SG_OK ? 1 : 77);
	return status;
}

static enum sg_status earn_joining(struct sg_arena *arena, struct sg_error *error)
{
	struct sg_earned earned = {.line_count = 77};
	enum sg_status status = sg_earn_occasion(&joining, arena, error, &earned);

	assert_int_equal(earned.line_count, status == SG_OK ? 1 : 77);
	return status;
}

static enum sg_status tell_joined(struct sg_arena *arena, struct sg_error *error)
{
	const bool *joined = NULL;
	enum sg_status status = sg_earning_joined(&earning, arena, error, &joined);

	assert_int_equal(joined != NULL, status == SG_OK);
	return status;
}

/* A fuller arena each round, until it fits. */
static void try_with_ever_more(
	enum sg_status (*step)(struct sg_arena *, struct sg_error *))
{
	struct sg_arena *arena = sg_arena_new();
	enum sg_status status = SG_OK;
	struct sg_error error;
	size_t failed = 0;

	assert_non_null(arena);
	for (size_t left = 0; left == 0 || status != SG_OK; left += 16) {
		assert_true(left < FIRST_BLOCK);
		sg_arena_reset(arena);
		assert_non_null(sg_arena_alloc(arena, FIRST_BLOCK - left));
		allocations_left = 0;
		status = step(arena, &error);
		allocations_left = -1;
		failed += status != SG_OK;
		assert_true(status == SG_OK || status == SG_MEMORY);
	}
	assert_true(failed > 0);
	sg_arena_free(arena);
}

static void nothing_is_earned_without_memory(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		rules[i].terms.from_day = rules[i].terms.until_day = SG_NO_DAY;
	}
	try_with_ever_more(earn_stay);
	try_with_ever_more(earn_joining);
	try_with_ever_more(tell_joined);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_earned_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
