/* The states of a guest, a topic and a property, side by side. */
#include "service/learning.h"

#include <stdlib.h>
#include <string.h>

#include "core/belief.h"
#include "core/time.h"
#include "service/beliefs.h"

void sg_learning_begin(struct sg_learning *learning, const struct sg_topic *topic,
	const struct sg_usual_topic *popular)
{
	learning->topic = topic;
	learning->popular = popular;
	learning->touched = 0;
	for (size_t i = 0; i < SG_CONTEXTS; i++) {
		sg_usual_init(&learning->of[i], popular);
	}
}

enum sg_status sg_learning_open(struct sg_call *call, struct sg_learning *learning,
	const struct sg_belief_row *rows, size_t count)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		if ((uint32_t)rows[i].context < SG_CONTEXTS) {
			status = sg_usual_decode(rows[i].state, rows[i].len,
				&learning->of[rows[i].context], call->error);
		}
	}
	return status == SG_INVALID ? SG_INTERNAL : status;
}

static void learn(struct sg_learning *learning, enum sg_context context,
	const struct sg_observation_row *row, struct sg_usual_lesson *ret_lesson)
{
	sg_usual_learn(&learning->of[context], learning->popular,
		sg_habit_key(learning->topic, row->value), row->at_us, ret_lesson);
	learning->touched |= 1u << context;
}

void sg_learning_add(struct sg_learning *learning, const struct sg_observation_row *row,
	struct sg_usual_lesson *ret_lesson)
{
	learn(learning, SG_CONTEXT_ALL, row, ret_lesson);
	if (row->party != SG_CONTEXT_ALL) {
		learn(learning, row->party, row, NULL);
	}
	if (row->season != SG_CONTEXT_ALL) {
		learn(learning, row->season, row, NULL);
	}
}

bool sg_learning_is_late(
	const struct sg_learning *learning, const struct sg_observation_row *row)
{
	return learning->of[SG_CONTEXT_ALL].total > 0 &&
	       row->at_us <= learning->of[SG_CONTEXT_ALL].last_us;
}

void sg_learning_rebuild(struct sg_learning *learning,
	const struct sg_observation_row *rows, size_t count, const struct sg_id *fresh,
	struct sg_usual_lesson *ret_lesson)
{
	sg_learning_begin(learning, learning->topic, learning->popular);
	for (size_t i = 0; i < count; i++) {
		bool teaches = fresh != NULL && sg_id_equal(fresh, &rows[i].id);

		sg_learning_add(learning, &rows[i], teaches ? ret_lesson : NULL);
	}
}

static int compare_rows(const void *left, const void *right)
{
	const struct sg_observation_row *a = left, *b = right;

	return a->at_us != b->at_us ? (a->at_us > b->at_us) - (a->at_us < b->at_us)
	                            : sg_id_compare(&a->id, &b->id);
}

void sg_observations_sort(struct sg_observation_row *rows, size_t count)
{
	if (count > 1) {
		qsort(rows, count, sizeof *rows, compare_rows);
	}
}

/* ---- the card ---- */

/* Takes out what the card has of the topic here; the question about it stays asked. */
static size_t take_out(const struct sg_card *card, const char *topic,
	const struct sg_id *property, struct sg_belief *kept, struct sg_belief *asked)
{
	size_t count = 0;

	for (size_t i = 0; i < card->belief_count; i++) {
		const struct sg_belief *old = &card->beliefs[i];
		bool same = strcmp(old->topic, topic) == 0;

		if (!same || !sg_id_equal(&old->property, property)) {
			kept[count++] = *old;
		}
		if (same && old->asked_us > asked->asked_us) {
			asked->asked_us = old->asked_us;
			asked->asked_stay = old->asked_stay;
		}
	}
	return count;
}

static void sum_up(struct sg_call *call, const struct sg_learning *learning,
	enum sg_context context, const struct sg_id *property,
	const struct sg_belief *asked, struct sg_belief *ret_belief)
{
	sg_belief_sum_up(call, learning->topic, learning->popular, &learning->of[context],
		property, ret_belief);
	ret_belief->context = (int32_t)context;
	ret_belief->asked_us = asked->asked_us;
	ret_belief->asked_stay = asked->asked_stay;
}

bool sg_learning_show(struct sg_call *call, const struct sg_learning *learning,
	const struct sg_id *property, struct sg_card *card)
{
	struct sg_belief *beliefs = sg_arena_array(
		call->arena, card->belief_count + SG_CONTEXTS, sizeof *beliefs);
	struct sg_belief asked = {.asked_us = SG_NO_TIME};
	struct sg_belief *general;
	size_t count;

	if (beliefs == NULL) {
		return false;
	}
	count = take_out(card, learning->topic->name, property, beliefs, &asked);
	general = &beliefs[count];
	sum_up(call, learning, SG_CONTEXT_ALL, property, &asked, general);
	count += general->options[0].value != NULL;
	for (int i = SG_CONTEXT_ALL + 1; i < SG_CONTEXTS; i++) {
		const struct sg_usual *usual = &learning->of[i];

		if (usual->total == 0 || general->options[0].value == NULL) {
			continue;
		}
		sum_up(call, learning, (enum sg_context)i, property, &asked,
			&beliefs[count]);
		/* Nobody is away who was seen in other company, or in another season. */
		beliefs[count].seen_us = general->seen_us;
		count += sg_belief_tells(
			&beliefs[count], general, usual->last_us - usual->first_us);
	}
	card->beliefs = beliefs;
	card->belief_count = count;
	return true;
}

/* ---- the store ---- */

bool sg_learning_write(struct sg_call *call, const struct sg_learning *learning,
	const struct sg_belief_key *key, struct sg_script *script)
{
	for (int i = 0; i < SG_CONTEXTS; i++) {
		unsigned char *bytes;
		struct sg_belief_row row = {
			.context = i, .seen_us = learning->of[i].last_us};

		if ((learning->touched >> i & 1u) == 0) {
			continue;
		}
		bytes = sg_arena_alloc(call->arena, SG_USUAL_BYTES);
		if (bytes == NULL) {
			return false;
		}
		row.len = sg_usual_encode(&learning->of[i], bytes);
		row.state = bytes;
		sg_belief_write(script, key, &row);
	}
	return true;
}
