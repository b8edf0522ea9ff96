/* Where what a guest did holds, and what of it may be kept. */
#include "core/attention_log.h"
#include "core/card_attention.h"

static const struct sg_id here = {{7}}, there = {{8}}, stay = {{9}}, elsewhere = {{10}};

static struct sg_reaction_entry entry(
	struct log *log, const struct sg_id *property, enum sg_reaction_kind kind)
{
	return (struct sg_reaction_entry){*property, *add(log, kind, "flowers")};
}

static enum sg_off off_at(const struct sg_card *card, const struct sg_id *property)
{
	return sg_attention_off(
		sg_card_attention(card, property, &elsewhere), "flowers", SG_NO_TIME);
}

static void it_holds_at_the_property_and_in_the_chain_if_he_agreed(void **state)
{
	struct log *log = *state;
	struct sg_reaction_entry all[] = {entry(log, &here, SG_REACTION_REFUSED)};
	struct sg_card card = {.memory = SG_MEMORY_UNSAID};

	assert_int_equal(sg_card_attend(&card, &card, all, 1, log->arena), SG_OK);
	assert_int_equal(off_at(&card, &here), SG_OFF_REFUSED);
	assert_int_equal(off_at(&card, &there), SG_OFF_NOT);
	card.memory = SG_MEMORY_CHAIN;
	assert_int_equal(sg_card_attend(&card, &card, all, 1, log->arena), SG_OK);
	assert_int_equal(off_at(&card, &there), SG_OFF_REFUSED);
	assert_int_equal(card.attention_count, 1);
}

static void one_after_the_other_is_what_the_whole_log_comes_to(void **state)
{
	struct log *log = *state;
	struct sg_reaction_entry all[] = {entry(log, &there, SG_REACTION_IGNORED),
		entry(log, &here, SG_REACTION_REFUSED),
		entry(log, &there, SG_REACTION_IGNORED),
		entry(log, &here, SG_REACTION_ASKED)};
	struct sg_card grown = {.guest = {{1}}}, folded = {.guest = {{1}}};

	for (size_t i = 0; i < 4; i++) {
		assert_true(sg_card_is_next(&grown, &grown, &all[i]));
		assert_int_equal(
			sg_card_react(&grown, &grown, &all[i], log->arena), SG_OK);
	}
	assert_false(sg_card_is_next(&grown, &grown, &all[1]));
	assert_int_equal(sg_card_attend(&folded, &folded, all, 4, log->arena), SG_OK);
	assert_int_equal(grown.attention_count, 2);
	assert_int_equal(folded.attention_count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_true(sg_id_equal(
			&grown.attentions[i].where, &folded.attentions[i].where));
		assert_int_equal(grown.attentions[i].attention->strain,
			folded.attentions[i].attention->strain);
	}
	assert_int_equal(off_at(&grown, &here), SG_OFF_NOT);
	assert_int_equal(off_at(&grown, &there), SG_OFF_IGNORED);
}

static void what_was_learned_is_kept_only_of_whom_may_be_learned(void **state)
{
	struct log *log = *state;
	struct sg_reaction_entry all[] = {entry(log, &here, SG_REACTION_IGNORED),
		entry(log, &here, SG_REACTION_IGNORED)};
	struct sg_card card = {.objects = true};

	assert_int_equal(sg_card_attend(&card, &card, all, 2, log->arena), SG_OK);
	assert_int_equal(card.attention_count, 0);
	assert_true(sg_card_may_note(&card, SG_REACTION_REFUSED, 1));
	assert_true(sg_card_may_note(&card, SG_REACTION_NOTHING, 1));
	card.objects = false;
	card.learn_from_us = all[1].reaction.at_us;
	assert_false(sg_card_may_note(&card, SG_REACTION_IGNORED, all[0].reaction.at_us));
	assert_int_equal(sg_card_attend(&card, &card, all, 2, log->arena), SG_OK);
	assert_int_equal(off_at(&card, &here), SG_OFF_NOT);
	card.learn_from_us = 0;
	assert_int_equal(sg_card_attend(&card, &card, all, 2, log->arena), SG_OK);
	assert_int_equal(off_at(&card, &here), SG_OFF_IGNORED);
}

static void for_one_stay_it_holds_until_that_is_over(void **state)
{
	struct log *log = *state;
	struct sg_card card = {.memory = SG_MEMORY_NONE};
	const struct sg_reaction *refused = add(log, SG_REACTION_REFUSED, "flowers");

	assert_int_equal(
		sg_card_react_in_stay(&card, &stay, 100, refused, log->arena), SG_OK);
	assert_int_equal(sg_attention_off(sg_card_attention(&card, &here, &stay),
				 "flowers", SG_NO_TIME),
		SG_OFF_REFUSED);
	assert_int_equal(off_at(&card, &here), SG_OFF_NOT);
	/* A log that is folded anew leaves it alone. */
	assert_int_equal(sg_card_attend(&card, &card, NULL, 0, log->arena), SG_OK);
	assert_int_equal(card.attention_count, 1);
	assert_int_equal(sg_card_forget_stays(&card, 100, log->arena), SG_OK);
	assert_int_equal(card.attention_count, 1);
	assert_int_equal(sg_card_forget_stays(&card, 101, log->arena), SG_OK);
	assert_int_equal(card.attention_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOG_TEST(it_holds_at_the_property_and_in_the_chain_if_he_agreed),
		LOG_TEST(one_after_the_other_is_what_the_whole_log_comes_to),
		LOG_TEST(what_was_learned_is_kept_only_of_whom_may_be_learned),
		LOG_TEST(for_one_stay_it_holds_until_that_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
