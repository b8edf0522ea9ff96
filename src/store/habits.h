/*
 * What is known of a topic whoever the guest is, for each chain: a state with a version, which
 * everybody reads and work alone writes; and the lessons that wait to be folded into it. Whoever
 * records something adds a lesson and touches no row that others write.
 */
#ifndef SG_STORE_HABITS_H
#define SG_STORE_HABITS_H

#include <stddef.h>
#include <stdint.h>

#include "store/script.h"

enum { SG_LESSONS_MAX = 128, SG_HABITS_MAX = 16 };

struct sg_habit_key {
	struct sg_id chain;
	const char *topic;
};

struct sg_habit_row {
	uint32_t version;  /* 0 = nothing learned yet */
	const void *state; /* NULL then */
	size_t len;
};

/* One lesson: which value, and what it teaches of the experts (NULL: nothing). */
struct sg_lesson_row {
	struct sg_id id; /* rises in time */
	uint64_t key;
	const void *parts;
	size_t len;
};

/* One set. The key must stand until the run. */
void sg_habit_read(struct sg_script *script, const struct sg_habit_key *key);
/* From that set of the script. */
void sg_habit_take(
	const struct sg_script *script, size_t set, struct sg_habit_row *ret_row);
/* New where `row->version` is 1, else if it is still at the version before; STALE otherwise. */
void sg_habit_write(struct sg_script *script, const struct sg_habit_key *key,
	const struct sg_habit_row *row);

void sg_lesson_add(struct sg_script *script, const struct sg_habit_key *key,
	const struct sg_lesson_row *row);

/* One set: topics that have lessons, SG_HABITS_MAX at most. */
void sg_lessons_due(struct sg_script *script);
enum sg_status sg_lessons_due_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, const struct sg_habit_key **ret_keys, size_t *ret_count);

/* One set: a topic's lessons, the oldest first, SG_LESSONS_MAX at most. */
void sg_lessons_read(struct sg_script *script, const struct sg_habit_key *key);
enum sg_status sg_lessons_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error,
	const struct sg_lesson_row **ret_rows, size_t *ret_count);
/* They are learned. */
void sg_lessons_drop(struct sg_script *script, const struct sg_habit_key *key,
	const struct sg_id *ids, size_t count);

#endif
