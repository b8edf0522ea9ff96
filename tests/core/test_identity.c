/*
 * Ten thousand random lives of six guests who are merged and parted, who say, do and take back:
 * after every step everybody's card is what a model says that knows nothing but the words, one by
 * one; and parted they are as if they had never been merged.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/buffer.h"
#include "core/identity.h"
#include "core/time.h"

enum {
	GUESTS = 6,
	SEQUENCES = 10000,
	STEPS = 30,
	WORDS = STEPS,
	FACTS = STEPS,
	SEEN = STEPS
};

static const struct sg_topic topics[] = {
	{.name = "many", .many = true}, {.name = "one", .many = false}};
static const struct sg_catalog catalog = {.topics = topics, .topic_count = 2};
static const char *const values[] = {"x", "y", NULL};

static uint64_t draw_state;

/* splitmix64 */
static uint32_t draw(uint32_t below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) >> 32) % below;
}

struct word {
	size_t a, b;
	int64_t at_us;
	bool same;
};

struct seen {
	int64_t at_us;
	bool y;
};

/* What was said and seen under one guest's ids. */
struct own {
	struct sg_card card;
	struct sg_fact facts[FACTS];
	struct sg_belief belief;
	struct sg_occasion birthday;
	struct seen seen[SEEN];
	size_t seen_count;
};

struct world {
	struct sg_arena *arena;
	struct sg_id ids[GUESTS];
	struct own own[GUESTS];   /* as the store has them */
	struct own alone[GUESTS]; /* the same where nobody is ever merged */
	struct sg_alias aliases[WORDS];
	size_t alias_count;
	struct word words[WORDS];
	size_t word_count;
	int64_t now_us;
};

/* ---- the model ---- */

/* What was said last of the two; the words stand in any order. */
static bool linked(const struct world *world, size_t a, size_t b)
{
	const struct word *last = NULL;

	for (size_t i = 0; i < world->word_count; i++) {
		const struct word *word = &world->words[i];
		bool pair =
			(word->a == a && word->b == b) || (word->a == b && word->b == a);

		if (pair && (last == NULL || word->at_us > last->at_us)) {
			last = word;
		}
	}
	return last != NULL && last->same;
}

static void reach(const struct world *world, size_t from, bool *reached)
{
	reached[from] = true;
	for (size_t i = 0; i < GUESTS; i++) {
		if (!reached[i] && linked(world, from, i)) {
			reach(world, i, reached);
		}
	}
}

static void sum_up(const struct seen *seen, size_t count, struct sg_belief *belief)
{
	belief->seen_us = SG_NO_TIME;
	belief->hits = 0;
	belief->of = (int32_t)count;
	for (size_t i = 0; i < count; i++) {
		belief->hits += seen[i].y;
		if (seen[i].at_us > belief->seen_us) {
			belief->seen_us = seen[i].at_us;
		}
	}
}

static bool says_stricter(const struct sg_card *said, const struct sg_card *than)
{
	return said->memory_us > than->memory_us;
}

static bool counts(const struct world *world, const bool *members, size_t guest,
	const struct sg_fact *fact)
{
	for (size_t i = 0; i < GUESTS; i++) {
		const struct sg_card *other = &world->own[i].card;

		for (size_t k = 0; members[i] && i != guest && k < other->fact_count;
			k++) {
			const struct sg_fact *newer = &other->facts[k];
			bool any = newer->value == NULL || fact->value == NULL;

			if (newer->said_us > fact->said_us &&
				strcmp(newer->topic, fact->topic) == 0 &&
				(any || strcmp(newer->value, fact->value) == 0 ||
					(strcmp(fact->topic, "one") == 0 &&
						newer->strength <= SG_LIKE &&
						fact->strength <= SG_LIKE))) {
				return false;
			}
		}
	}
	return true;
}

/* The person's card, in words of the test's own. */
static void model_card(
	const struct world *world, size_t guest, struct sg_buffer *ret_text)
{
	bool members[GUESTS] = {false};
	struct sg_card word = {0};
	struct seen seen[GUESTS * SEEN];
	struct sg_belief belief;
	const char *language = world->own[guest].card.language;
	int32_t birthday = world->own[guest].birthday.month_day;
	size_t seen_count = 0, profiles = 0;
	bool incognito = false;

	reach(world, guest, members);
	for (size_t i = 0; i < GUESTS; i++) {
		const struct own *own = &world->own[i];

		if (!members[i]) {
			continue;
		}
		profiles++;
		if (says_stricter(&own->card, &word)) {
			word = own->card;
		}
		incognito |= own->card.incognito;
		language = language != NULL ? language : own->card.language;
		birthday = birthday != 0 ? birthday : own->birthday.month_day;
		memcpy(&seen[seen_count], own->seen, own->seen_count * sizeof *seen);
		seen_count += own->seen_count;
	}
	sum_up(seen, seen_count, &belief);
	sg_buffer_format(ret_text, "%zu %d %s %d %d:", profiles, (int)word.memory,
		language != NULL ? language : "-", (int)birthday, incognito);
	if (seen_count > 0 && sg_card_may_learn(&word, SG_MEMORY_UNSAID)) {
		sg_buffer_format(ret_text, " %d/%d@%lld", (int)belief.hits,
			(int)belief.of, (long long)belief.seen_us);
	}
	/* By time, which is theirs alone. */
	for (int64_t at_us = 0; at_us <= world->now_us; at_us++) {
		for (size_t i = 0; i < GUESTS; i++) {
			const struct sg_card *own = &world->own[i].card;

			for (size_t k = 0; members[i] && k < own->fact_count; k++) {
				if (own->facts[k].said_us == at_us &&
					sg_card_may_keep(
						&word, SG_MEMORY_UNSAID, false) &&
					counts(world, members, i, &own->facts[k])) {
					sg_buffer_format(
						ret_text, " %lld", (long long)at_us);
				}
			}
		}
	}
}

/* ---- the same from the module ---- */

static size_t members_of(const struct world *world, size_t guest, size_t *ret_members)
{
	size_t groups[GUESTS], count = 0;

	sg_identity_group(world->ids, GUESTS, world->aliases, world->alias_count, groups);
	for (size_t i = 0; i < GUESTS; i++) {
		if (groups[i] == groups[guest]) {
			ret_members[count++] = i;
		}
	}
	return count;
}

static void card_of(const struct world *world, const struct own *own, size_t guest,
	struct sg_card *ret_card)
{
	const struct sg_card *cards[GUESTS];
	struct seen seen[GUESTS * SEEN];
	struct sg_belief joint = {.topic = "one", .options = {{.value = "x"}}};
	size_t members[GUESTS], viewer = 0, seen_count = 0;
	struct sg_identity identity = {
		.catalog = &catalog, .own = cards, .joint = &joint, .joint_count = 1};

	identity.count = members_of(world, guest, members);
	for (size_t i = 0; i < identity.count; i++) {
		const struct own *member = &own[members[i]];

		cards[i] = &member->card;
		viewer = members[i] == guest ? i : viewer;
		memcpy(&seen[seen_count], member->seen,
			member->seen_count * sizeof *seen);
		seen_count += member->seen_count;
	}
	sum_up(seen, seen_count, &joint);
	assert_int_equal(
		sg_identity_card(&identity, viewer, world->arena, ret_card), SG_OK);
}

static void describe(const struct sg_card *card, size_t profiles, struct sg_buffer *text)
{
	int32_t birthday = card->occasion_count > 0 ? card->occasions[0].month_day : 0;

	assert_true(card->occasion_count <= 1);
	assert_true(card->belief_count <= 1);
	assert_int_equal(sg_id_is_nil(&card->person), profiles == 1);
	sg_buffer_format(text, "%zu %d %s %d %d:", profiles, (int)card->memory,
		card->language != NULL ? card->language : "-", (int)birthday,
		card->incognito);
	for (size_t i = 0; i < card->belief_count; i++) {
		sg_buffer_format(text, " %d/%d@%lld", (int)card->beliefs[i].hits,
			(int)card->beliefs[i].of, (long long)card->beliefs[i].seen_us);
	}
	for (size_t i = 0; i < card->fact_count; i++) {
		sg_buffer_format(text, " %lld", (long long)card->facts[i].said_us);
	}
}

static void compare(const struct world *world, size_t guest)
{
	struct sg_buffer expected = {0}, found = {0};
	size_t members[GUESTS];
	struct sg_card card;

	model_card(world, guest, &expected);
	card_of(world, world->own, guest, &card);
	describe(&card, members_of(world, guest, members), &found);
	assert_string_equal(found.data, expected.data);
	sg_buffer_free(&expected);
	sg_buffer_free(&found);
}

/* ---- one life ---- */

static void say_of_pair(struct world *world, size_t a, size_t b, bool same, int64_t at_us)
{
	bool ascending = sg_id_compare(&world->ids[a], &world->ids[b]) < 0;
	struct sg_alias alias = {.first = world->ids[ascending ? a : b],
		.second = world->ids[ascending ? b : a],
		.at_us = at_us,
		.same = same};

	world->words[world->word_count++] = (struct word){a, b, at_us, same};
	(void)sg_identity_hear(world->aliases, &world->alias_count, &alias);
}

static void state_fact(struct own *own, const struct sg_fact *fact)
{
	size_t kept = 0;

	for (size_t i = 0; i < own->card.fact_count; i++) {
		const struct sg_topic *topic =
			strcmp(fact->topic, "many") == 0 ? &topics[0] : &topics[1];

		if (!sg_fact_same_matter(topic, &own->facts[i], fact)) {
			own->facts[kept++] = own->facts[i];
		}
	}
	own->facts[kept++] = *fact;
	own->card.fact_count = kept;
}

static void see(struct own *own, int64_t at_us, bool y)
{
	own->seen[own->seen_count++] = (struct seen){at_us, y};
	sum_up(own->seen, own->seen_count, &own->belief);
	own->card.belief_count = 1;
}

static void take_back(struct own *own)
{
	size_t kept = 0;

	for (size_t i = 0; i < own->card.fact_count; i++) {
		if (strcmp(own->facts[i].topic, "one") != 0) {
			own->facts[kept++] = own->facts[i];
		}
	}
	own->card.fact_count = kept;
	own->seen_count = 0;
	own->card.belief_count = 0;
}

static void about_himself(struct own *own, uint32_t what, int64_t at_us)
{
	switch (what) {
	case 0:
		own->card.language = at_us % 2 != 0 ? "de" : "fr";
		break;
	case 1:
		own->birthday = (struct sg_occasion){.kind = "birthday",
			.month_day = 500 + (int32_t)(at_us % 30),
			.day = SG_NO_DAY};
		own->card.occasion_count = 1;
		break;
	case 2:
		own->card.incognito = !own->card.incognito;
		break;
	default:
		own->card.memory = at_us % 3 == 0 ? SG_MEMORY_STAY : SG_MEMORY_CHAIN;
		own->card.memory_us = at_us;
	}
}

static void step(struct world *world)
{
	size_t guest = draw(GUESTS), other = (guest + 1 + draw(GUESTS - 1)) % GUESTS;
	size_t members[GUESTS], count = members_of(world, guest, members);
	int64_t at_us = ++world->now_us;
	uint32_t what = draw(12), detail = draw(4);
	bool y = draw(2) != 0;
	struct sg_fact fact = {.id.bytes = {(unsigned char)at_us},
		.topic = topics[draw(2)].name,
		.value = values[draw(3)],
		.strength = (enum sg_strength)draw(SG_STRENGTHS),
		.scope = SG_SCOPE_CHAIN,
		.said_us = at_us};

	for (size_t twin = 0; twin < 2; twin++) {
		struct own *all = twin == 0 ? world->own : world->alone;

		if (what < 3) {
			state_fact(&all[guest], &fact);
		} else if (what < 5) {
			see(&all[guest], at_us, y);
		} else if (what < 7) {
			about_himself(&all[guest], detail, at_us);
		} else if (what == 7) {
			for (size_t i = 0; i < count; i++) {
				take_back(&all[members[i]]);
			}
		}
	}
	if (what > 7) {
		/* Some words come late, each at a time of its own. */
		say_of_pair(world, guest, other, what < 11,
			draw(4) == 0 ? at_us - draw(8) * 1000 - 500 : at_us);
	}
}

static void begin(struct world *world)
{
	struct sg_arena *arena = world->arena;

	*world = (struct world){.arena = arena};
	sg_arena_reset(arena);
	/* Ascending, as the module has them. */
	for (size_t i = 0; i < GUESTS; i++) {
		world->ids[i].bytes[0] = (unsigned char)(i + 1);
		for (int twin = 0; twin < 2; twin++) {
			struct own *own = twin == 0 ? &world->own[i] : &world->alone[i];

			own->card.guest = world->ids[i];
			own->card.facts = own->facts;
			own->card.beliefs = &own->belief;
			own->card.occasions = &own->birthday;
			own->belief = (struct sg_belief){
				.topic = "one", .options = {{.value = "x"}}};
		}
	}
}

/* Whatever was said, in whatever order it is heard, comes to the same. */
static void hear_again_in_another_order(struct world *world)
{
	struct word words[WORDS];
	size_t count = world->word_count;

	memcpy(words, world->words, sizeof words);
	world->word_count = world->alias_count = 0;
	for (size_t left = count; left > 0; left--) {
		size_t at = draw((uint32_t)left);

		say_of_pair(
			world, words[at].a, words[at].b, words[at].same, words[at].at_us);
		words[at] = words[left - 1];
	}
}

static void part_all(struct world *world)
{
	for (size_t i = 0; i < world->alias_count; i++) {
		world->aliases[i].same = false;
	}
	for (size_t i = 0; i < GUESTS; i++) {
		struct sg_buffer expected = {0}, found = {0};
		struct sg_card card;

		card_of(world, world->alone, i, &card);
		describe(&card, 1, &expected);
		card_of(world, world->own, i, &card);
		describe(&card, 1, &found);
		assert_string_equal(found.data, expected.data);
		sg_buffer_free(&expected);
		sg_buffer_free(&found);
	}
}

static void merges_and_partings_are_what_the_model_says(void **state)
{
	struct world *world = test_calloc(1, sizeof *world);

	(void)state;
	world->arena = sg_arena_new();
	for (uint64_t sequence = 0; sequence < SEQUENCES; sequence++) {
		draw_state = sequence;
		begin(world);
		for (int i = 0; i < STEPS; i++) {
			step(world);
			compare(world, draw(GUESTS));
		}
		hear_again_in_another_order(world);
		for (size_t i = 0; i < GUESTS; i++) {
			compare(world, i);
		}
		part_all(world);
	}
	sg_arena_free(world->arena);
	test_free(world);
}

static void of_words_said_at_once_the_later_call_and_the_stricter_consent_count(
	void **state)
{
	const struct sg_id a = {{1}}, b = {{2}};
	struct sg_alias aliases[2], alias = {a, b, 10, true};
	struct sg_card one = {.memory = SG_MEMORY_CHAIN, .memory_us = 5, .objects_us = 7};
	struct sg_card other = {.memory = SG_MEMORY_STAY,
		.memory_us = 5,
		.objects = true,
		.objects_us = 7,
		.learn_from_us = 7};
	const struct sg_card *own[] = {&one, &other};
	struct sg_card word = {0};
	size_t count = 0;

	(void)state;
	assert_true(sg_identity_hear(aliases, &count, &alias));
	alias.same = false;
	assert_true(sg_identity_hear(aliases, &count, &alias));
	assert_false(aliases[0].same);
	alias.at_us = 9;
	alias.same = true;
	assert_false(sg_identity_hear(aliases, &count, &alias));
	assert_int_equal(count, 1);
	for (int i = 0; i < 2; i++) {
		sg_identity_word(own, 2, &word);
		assert_int_equal(word.memory, SG_MEMORY_STAY);
		assert_true(word.objects);
		assert_int_equal(word.learn_from_us, 7);
		own[0] = &other;
		own[1] = &one;
	}
}

static void a_single_profile_is_the_person(void **state)
{
	const struct sg_fact facts[] = {{.id = {{2}},
						.topic = "one",
						.value = "y",
						.said_us = 9,
						.scope = SG_SCOPE_CHAIN},
		{.id = {{1}},
			.topic = "many",
			.value = "x",
			.said_us = 3,
			.scope = SG_SCOPE_CHAIN}};
	const struct sg_card own = {.guest = {{1}}, .facts = facts, .fact_count = 2};
	const struct sg_card *cards[] = {&own};
	const struct sg_identity identity = {
		.catalog = &catalog, .own = cards, .count = 1};
	struct sg_arena *arena = sg_arena_new();
	struct sg_card card;

	(void)state;
	assert_int_equal(sg_identity_card(&identity, 0, arena, &card), SG_OK);
	assert_int_equal(card.fact_count, 2);
	assert_int_equal(card.facts[0].said_us, 9);
	assert_true(sg_id_is_nil(&card.person));
	sg_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merges_and_partings_are_what_the_model_says),
		cmocka_unit_test(
			of_words_said_at_once_the_later_call_and_the_stricter_consent_count),
		cmocka_unit_test(a_single_profile_is_the_person),
	};

	return cmocka_run_group_tests_name("core.identity", tests, NULL, NULL);
}
