/* What a guest was seen to choose of a topic at a property: the log, and the state made of it; and
 * what he lets be kept. Whoever writes any of it writes the guest's card too, whose version keeps
 * them together. */
#ifndef SG_STORE_BELIEFS_H
#define SG_STORE_BELIEFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/context.h"
#include "store/script.h"

enum { SG_OBSERVATIONS_MAX = 200 }; /* of a guest, a topic and a property */

struct sg_belief_key {
	struct sg_id guest;
	struct sg_id property;
	const char *topic;
};

struct sg_belief_row {
	int32_t context; /* enum sg_context */
	const void *state;
	size_t len;
	int64_t seen_us;
};

/* One set, a row for each context. The key must stand until the run. */
void sg_beliefs_read(struct sg_script *script, const struct sg_belief_key *key);
enum sg_status sg_beliefs_take(const struct sg_script *script,
	const struct sg_belief_key *key, struct sg_arena *arena, struct sg_error *error,
	struct sg_belief_row **ret_rows, size_t *ret_count);
void sg_belief_write(struct sg_script *script, const struct sg_belief_key *key,
	const struct sg_belief_row *row);

struct sg_observation_row {
	struct sg_id id;
	int64_t at_us;
	const char *value;
	enum sg_context party,
		season; /* in which it was seen; SG_CONTEXT_ALL = unknown */
};

/* One set: the log, oldest first; and what came of it, the set'th of the script, in the arena. */
void sg_observations_read(struct sg_script *script, const struct sg_belief_key *key);
enum sg_status sg_observations_take(const struct sg_script *script, size_t set,
	const struct sg_belief_key *key, struct sg_arena *arena, struct sg_error *error,
	struct sg_observation_row **ret_rows, size_t *ret_count);

/* Since when a guest has allowed again what a withdrawal at `after_us` ended: one set, and the
 * time of it, SG_NO_TIME where he has not. */
void sg_consent_renewed_read(struct sg_script *script, const struct sg_id *guest,
	int32_t purpose, int64_t after_us);
int64_t sg_consent_renewed_take(const struct sg_script *script, size_t set);

/* When he last withdrew it: one set, and the time of it, SG_NO_TIME where he never did. */
void sg_consent_withdrawn_read(
	struct sg_script *script, const struct sg_id *guest, int32_t purpose);
int64_t sg_consent_withdrawn_take(const struct sg_script *script, size_t set);

/* What a guest was seen to choose since, of every topic and at every property: one set, by topic
 * and property, oldest first; and what came of it, a key for each row, in the arena. */
void sg_observations_since_read(
	struct sg_script *script, const struct sg_id *guest, int64_t from_us);
enum sg_status sg_observations_since_take(const struct sg_script *script,
	const struct sg_id *guest, struct sg_arena *arena, struct sg_error *error,
	struct sg_belief_key **ret_keys, struct sg_observation_row **ret_rows,
	size_t *ret_count);

/* Forgets what he was seen to choose before, and all that was made of it and of the rest. */
void sg_observations_forget_before(
	struct sg_script *script, const struct sg_id *guest, int64_t from_us);

void sg_observation_add(struct sg_script *script, const struct sg_belief_key *key,
	const struct sg_observation_row *row);
/* Forgets what is beyond SG_OBSERVATIONS_MAX, the oldest. */
void sg_observations_purge(struct sg_script *script, const struct sg_belief_key *key);

/* Forgets all that was seen of a guest and a topic, wherever it was; NULL: of every topic. */
void sg_beliefs_forget(
	struct sg_script *script, const struct sg_id *guest, const char *topic);

/* Forgets all that was seen of a guest at a property. */
void sg_beliefs_forget_at(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *property);

/* One entry of the log of consent. */
struct sg_consent_row {
	struct sg_id guest;
	struct sg_id id;
	struct sg_id property;
	int64_t at_us;
	int32_t purpose;
	bool given;
	const char *body;
};

void sg_consent_insert(struct sg_script *script, const struct sg_consent_row *row);

/* One set: the latest entries of a guest's log, newest first, at most `most`; and what came of
 * it, in the arena. */
void sg_consents_read(struct sg_script *script, const struct sg_id *guest, uint32_t most);
enum sg_status sg_consents_take(const struct sg_script *script, size_t set,
	const struct sg_id *guest, struct sg_arena *arena, struct sg_error *error,
	const struct sg_consent_row **ret_rows, size_t *ret_count);

#endif
