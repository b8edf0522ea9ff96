/* The world of plan_world.h with guests who react, and a catalogue that may be written. */
#ifndef SG_TESTS_CORE_RESTRAIN_WORLD_H
#define SG_TESTS_CORE_RESTRAIN_WORLD_H

#include "core/attention.h"
#include "core/plan_world.h"

enum { LOG = 16 };

/* What a guest did; later calls are newer, and newer than anything he said so far. */
static struct sg_reaction reactions[STAYS][GUESTS][LOG];
static size_t reaction_counts[STAYS][GUESTS];
static struct sg_guest_attention attentions[STAYS][GUESTS];
static struct sg_card_attention places[STAYS][GUESTS];
static struct sg_topic topics[TOPICS];
static struct sg_catalog catalog;

static inline int begin(void **state)
{
	memset(reaction_counts, 0, sizeof reaction_counts);
	memcpy(topics, plan_topics, sizeof topics);
	catalog = plan_catalog;
	catalog.topics = topics;
	if (world_begin(state) != 0) {
		return 1;
	}
	((struct world *)*state)->input.catalog = &catalog;
	return 0;
}

static inline void reacts(struct world *w, int stay, int guest,
	enum sg_reaction_kind kind, const char *topic)
{
	size_t *count = &reaction_counts[stay][guest];

	assert_true(*count < LOG);
	w->next_fact++;
	if (w->occupants[stay].card_count <= (size_t)guest) {
		w->occupants[stay].card_count = (size_t)guest + 1;
		w->stays[stay].person_count = (size_t)guest + 1;
	}
	reactions[stay][guest][(*count)++] =
		(struct sg_reaction){.id = id_of(5, w->next_fact),
			.topic = topic,
			.kind = kind,
			.at_us = SAID + w->next_fact};
	assert_int_equal(sg_attention_fold(reactions[stay][guest], *count, w->arena,
				 &attentions[stay][guest]),
		SG_OK);
	places[stay][guest] =
		(struct sg_card_attention){{{0}}, SG_NO_DAY, &attentions[stay][guest]};
	w->cards[stay][guest].attentions = &places[stay][guest];
	w->cards[stay][guest].attention_count = 1;
}

static inline void share_the_room(struct world *w)
{
	w->input.occupant_count = 2;
}

#define BEGIN_TEST(test) cmocka_unit_test_setup_teardown(test, begin, world_end)

#endif
