/* A topic as the estimator knows it: its values by key, how popular they are, which experts do
 * well. */
#ifndef SG_SERVICE_HABITS_H
#define SG_SERVICE_HABITS_H

#include "core/usual.h"
#include "service/context.h"
#include "store/habits.h"

/* Stored with every state, so that it may never change. */
uint64_t sg_habit_key(const struct sg_topic *topic, const char *value);

/* The value as it is learned: a number in the topic's steps. NULL when memory is short. */
const char *sg_habit_rounded(
	struct sg_call *call, const struct sg_topic *topic, const char *value);

/* The value of a key; NULL for one that the catalogue has no longer, or where memory is short. */
const char *sg_habit_value(
	struct sg_call *call, const struct sg_topic *topic, uint64_t key);

/* What was learned of the topic, or, where nothing was yet, all that the catalogue names as popular
 * as one another. SG_INTERNAL for a stored state that is none of ours. */
enum sg_status sg_habit_open(struct sg_call *call, const struct sg_topic *topic,
	const struct sg_habit_row *row, struct sg_usual_topic *ret_topic);

/* What was recorded since, folded into what is known of the topics: a bounded part of it.
 * `ret_more` when there is more. For one lane alone. [waits on the database] */
enum sg_status sg_habits_teach(struct sg_call *call, bool *ret_more);

#endif
