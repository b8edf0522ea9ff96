/*
 * The fold over many logs: whatever their order and in whatever steps, it comes to what a
 * look through the whole log says.
 */
#include "core/attention_log.h"

enum { TOPICS = 4, LOGS = 4000 };

static uint64_t draw_state;

/* splitmix64 */
static uint32_t draw(uint32_t below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) >> 32) % below;
}

static const char *const topics[TOPICS] = {"a", "b", "c", "d"};

static void draw_log(struct log *log, size_t count)
{
	log->count = 0;
	sg_arena_reset(log->arena);
	while (log->count < count) {
		enum sg_reaction_kind kind = (enum sg_reaction_kind)draw(SG_REACTIONS);

		add(log, kind, kind <= SG_REACTION_ASKED ? topics[draw(TOPICS)] : NULL);
	}
}

static void shuffle(struct log *log)
{
	for (size_t i = 1; i < log->count; i++) {
		size_t other = draw((uint32_t)i + 1);
		struct sg_reaction reaction = log->reactions[i];

		log->reactions[i] = log->reactions[other];
		log->reactions[other] = reaction;
	}
}

static void assert_same_topic(
	const struct sg_topic_attention *a, const struct sg_topic_attention *b)
{
	assert_string_equal(a->topic, b->topic);
	assert_int_equal(a->welcomed, b->welcomed);
	assert_int_equal(a->unwelcome, b->unwelcome);
	assert_int_equal(a->ignored, b->ignored);
	assert_int_equal(a->off, b->off);
	assert_int_equal(a->off_us, b->off_us);
	assert_int_equal(a->asked_us, b->asked_us);
}

static void assert_same(
	const struct sg_guest_attention *a, const struct sg_guest_attention *b)
{
	assert_int_equal(a->strain, b->strain);
	assert_int_equal(a->withdrawn, b->withdrawn);
	assert_int_equal(a->nothing_us, b->nothing_us);
	assert_int_equal(a->last_us, b->last_us);
	assert_int_equal(a->topic_count, b->topic_count);
	for (size_t i = 0; i < a->topic_count; i++) {
		assert_same_topic(&a->topics[i], &b->topics[i]);
		assert_true(
			i == 0 || strcmp(a->topics[i - 1].topic, a->topics[i].topic) < 0);
	}
}

static void the_order_of_the_log_never_shows_nor_do_repeats(void **state)
{
	struct log *log = *state;

	draw_state = 1;
	for (int i = 0; i < LOGS; i++) {
		struct sg_guest_attention straight;

		draw_log(log, draw(LOG / 2));
		straight = *fold(log);
		for (size_t k = log->count; k > 0; k--) {
			if (draw(3) == 0) {
				log->reactions[log->count++] = log->reactions[k - 1];
			}
		}
		shuffle(log);
		assert_same(fold(log), &straight);
	}
}

static void one_after_the_other_comes_to_what_all_together_do(void **state)
{
	struct log *log = *state;

	draw_state = 2;
	for (int i = 0; i < LOGS; i++) {
		struct sg_guest_attention grown;
		const struct sg_guest_attention *before = NULL;

		draw_log(log, 1 + draw(LOG - 1));
		for (size_t k = 0; k < log->count; k++) {
			assert_true(sg_attention_is_next(before, &log->reactions[k]));
			assert_int_equal(sg_attention_after(before, &log->reactions[k],
						 log->arena, &grown),
				SG_OK);
			before = &grown;
		}
		assert_false(sg_attention_is_next(before, &log->reactions[0]));
		assert_false(
			sg_attention_is_next(before, &log->reactions[log->count - 1]));
		assert_same(fold(log), &grown);
	}
}

/* The rule as it is said, by a look through the whole log. */
static enum sg_off off_by_rule(const struct log *log, const char *topic)
{
	enum sg_off found = SG_OFF_NOT;
	bool nothing = false;
	int ignored = 0;

	for (size_t i = 0; i < log->count; i++) {
		const struct sg_reaction *r = &log->reactions[i];
		bool mine = r->topic != NULL && strcmp(r->topic, topic) == 0;

		if (r->kind == SG_REACTION_NOTHING || r->kind == SG_REACTION_RESUMED) {
			nothing = r->kind == SG_REACTION_NOTHING;
		} else if (mine && r->kind == SG_REACTION_ASKED) {
			nothing = false;
			found = SG_OFF_NOT;
			ignored = 0;
		} else if (mine && r->kind == SG_REACTION_WELCOMED) {
			ignored = 0;
		} else if (mine && r->kind == SG_REACTION_REFUSED) {
			found = SG_OFF_REFUSED;
		} else if (mine && r->kind == SG_REACTION_STOPPED) {
			found = SG_OFF_STOPPED;
		} else if (mine && ++ignored >= 2) {
			found = SG_OFF_IGNORED;
		}
	}
	return found != SG_OFF_NOT ? found : nothing ? SG_OFF_NOTHING : SG_OFF_NOT;
}

static void the_fold_keeps_the_rules(void **state)
{
	struct log *log = *state;
	int seen[SG_OFFS] = {0};

	draw_state = 3;
	for (int i = 0; i < LOGS; i++) {
		draw_log(log, draw(LOG / 2));
		for (size_t t = 0; t < TOPICS; t++) {
			enum sg_off found = off(log, topics[t]);

			assert_int_equal(found, off_by_rule(log, topics[t]));
			seen[found]++;
		}
		assert_in_range(log->attention.strain - SG_STRAIN_MIN, 0,
			SG_STRAIN_MAX - SG_STRAIN_MIN);
		assert_in_range(log->attention.withdrawn, 0, SG_WITHDRAWN_MAX);
	}
	for (int i = 0; i < SG_OFFS; i++) {
		assert_true(seen[i] > 0);
	}
}

/* Two guests are found to be one, and then that they are not, after both gained more. */
static void a_merge_and_its_undoing_are_exact(void **state)
{
	struct log *log = *state;
	struct sg_reaction mine[LOG];
	struct sg_guest_attention before, one;
	size_t count = 0;

	draw_state = 4;
	for (int i = 0; i < LOGS; i++) {
		draw_log(log, LOG / 2);
		count = 0;
		for (size_t k = 0; k < log->count; k++) {
			if (draw(2) == 0) {
				mine[count++] = log->reactions[k];
			}
		}
		assert_int_equal(
			sg_attention_fold(mine, count, log->arena, &before), SG_OK);
		shuffle(log);
		one = *fold(log);
		assert_true(one.last_us >= before.last_us);
		assert_int_equal(
			sg_attention_fold(mine, count, log->arena, &log->attention),
			SG_OK);
		assert_same(&log->attention, &before);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOG_TEST(the_order_of_the_log_never_shows_nor_do_repeats),
		LOG_TEST(one_after_the_other_comes_to_what_all_together_do),
		LOG_TEST(the_fold_keeps_the_rules),
		LOG_TEST(a_merge_and_its_undoing_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
