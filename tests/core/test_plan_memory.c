/* A list that runs out of memory is none, wherever it happens. */
#include "core/plan_world.h"

#include "core/failing_memory.h"

#include "core/arena.c"

/* A fuller arena each round, until the composition fits into it. */
static enum sg_status compose_with(struct world *w, size_t filled)
{
	const struct sg_plan untouched = {.lead_hours = 77};
	enum sg_status status;

	allocations_left = -1;
	sg_arena_reset(w->arena);
	assert_non_null(sg_arena_alloc(w->arena, filled));
	allocations_left = 0;
	w->plan = untouched;
	status = sg_plan_compose(&w->input, w->arena, &w->plan);
	allocations_left = -1;
	if (status != SG_OK) {
		assert_int_equal(w->plan.lead_hours, 77);
	}
	return status;
}

static void fill(struct world *w)
{
	const struct sg_item done = {.id = "iaaaaaaaaaa",
		.topic = BATH_RAIL,
		.value = 0,
		.state = SG_ITEM_DONE};
	struct sg_item removed = done;

	w->input.occupant_count = 2;
	w->stays[0].vip = "VIP2";
	w->room.residue = BIT(HAIR) | BIT(MOULD);
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "hair");
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "mould");
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "nuts");
	says(w, 0, 0, SG_LIKE, "room.temperature", "19.5");
	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 1, 0, SG_LIKE, "bed.pillow", "soft");
	says(w, 0, 0, SG_LIKE, "no.such_topic", "yes");
	says(w, 0, 0, SG_LIKE, "amenity.water", "fizzy");
	codes(w, 0, "product", "COT");
	w->previous[0] = done;
	memcpy(removed.id, "ibbbbbbbbbb", sizeof removed.id);
	removed.topic = DEVICE_KETTLE;
	removed.action = SG_ACTION_REMOVE;
	removed.state = SG_ITEM_OPEN;
	w->previous[1] = removed;
	w->input.previous_count = 2;
	w->input.previous_room = "412";
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
}

static void memory_that_runs_short_anywhere_is_said_and_changes_nothing(void **state)
{
	struct world *w = *state;
	size_t failures = 0;

	fill(w);
	for (size_t filled = FIRST_BLOCK; filled > 0; filled -= 16) {
		if (compose_with(w, filled) == SG_OK) {
			break;
		}
		failures++;
	}
	assert_int_equal(compose_with(w, 16), SG_OK);
	assert_true(failures > 300);
	assert_true(w->plan.item_count > 4);
	assert_non_null(w->plan.ask);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(memory_that_runs_short_anywhere_is_said_and_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
