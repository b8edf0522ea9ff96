/*
 * What is known of a guest's choices of one topic at one property: a state over everything, and
 * one for each company and season he was seen in. All of them are made of the log's rows, and so
 * of the rows of several profiles, too.
 *
 *	sg_learning_begin(&learning, topic, &popular);
 *	sg_learning_open(call, &learning, rows, count)     what is stored, or nothing;
 *	sg_learning_add(&learning, row, &lesson)           the next observation, or
 *	sg_learning_rebuild(&learning, rows, count, …)     all of them anew;
 *	sg_learning_show(call, &learning, &property, card) what a decision needs of it
 *	sg_learning_write(call, &learning, &key, script)
 */
#ifndef SG_SERVICE_LEARNING_H
#define SG_SERVICE_LEARNING_H

#include "core/context.h"
#include "service/habits.h"
#include "store/beliefs.h"

struct sg_learning {
	const struct sg_topic *topic;
	const struct sg_usual_topic *popular;
	struct sg_usual of[SG_CONTEXTS]; /* `total` 0: never seen there */
	uint32_t touched;                /* bit (1 << enum sg_context): to be written */
};

/* Both topics must stand as long as it is used. */
void sg_learning_begin(struct sg_learning *learning, const struct sg_topic *topic,
	const struct sg_usual_topic *popular);

/* SG_INTERNAL for a state that is none of ours. */
enum sg_status sg_learning_open(struct sg_call *call, struct sg_learning *learning,
	const struct sg_belief_row *rows, size_t count);

/* No older than what is known. What it teaches of all guests goes to `ret_lesson`, unless NULL. */
void sg_learning_add(struct sg_learning *learning, const struct sg_observation_row *row,
	struct sg_usual_lesson *ret_lesson);

/* Whether the row comes before what is known, so that all is to be learned anew. */
bool sg_learning_is_late(
	const struct sg_learning *learning, const struct sg_observation_row *row);

/* As if nothing had been known: from these rows alone, oldest first (sg_observations_sort). One of
 * them may be `fresh`, whose lesson is wanted; else both are NULL. */
void sg_learning_rebuild(struct sg_learning *learning,
	const struct sg_observation_row *rows, size_t count, const struct sg_id *fresh,
	struct sg_usual_lesson *ret_lesson);

/* The order in which they are learned: by time, then by id. */
void sg_observations_sort(struct sg_observation_row *rows, size_t count);

/* In place of what the card has of the topic at the property: what holds in general, and what a
 * company or a season makes another, where enough was seen of it. False when memory is short. */
bool sg_learning_show(struct sg_call *call, const struct sg_learning *learning,
	const struct sg_id *property, struct sg_card *card);

/* Appends the states that have changed. False when memory is short. */
bool sg_learning_write(struct sg_call *call, const struct sg_learning *learning,
	const struct sg_belief_key *key, struct sg_script *script);

#endif
