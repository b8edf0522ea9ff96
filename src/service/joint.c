/* The logs of several profiles, learned as one. */
#include "service/joint.h"

#include "core/identity.h"
#include "service/learning.h"
#include "service/reactions.h"
#include "service/people.h"

struct logs {
	struct sg_habit_row habit;
	struct sg_observation_row *rows;
	size_t count;
};

static bool is_joint(
	const struct sg_profile *profiles, size_t count, const struct sg_belief *like)
{
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		known += sg_belief_like(profiles[i].own.beliefs,
				 profiles[i].own.belief_count, like) != NULL;
	}
	return known > 1;
}

/* The rows of all, and one more. */
static enum sg_status take_logs(struct sg_call *call, const struct sg_script *script,
	const struct sg_belief_key *keys, size_t count,
	const struct sg_observation_row *more, struct logs *ret_logs)
{
	struct sg_observation_row *rows;
	struct logs logs = {0};
	size_t total = 1;
	enum sg_status status = SG_OK;

	sg_habit_take(script, 0, &logs.habit);
	for (size_t i = 0; i < count; i++) {
		total += sg_script_rows(script, i + 1)->count;
	}
	logs.rows = sg_arena_array(call->arena, total, sizeof *logs.rows);
	if (logs.rows == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		size_t taken = 0;

		status = sg_observations_take(
			script, i + 1, &keys[i], call->arena, call->error, &rows, &taken);
		for (size_t k = 0; status == SG_OK && k < taken; k++) {
			logs.rows[logs.count++] = rows[k];
		}
	}
	if (more != NULL) {
		logs.rows[logs.count++] = *more;
	}
	sg_observations_sort(logs.rows, logs.count);
	*ret_logs = logs;
	return status;
}

static enum sg_status read_logs(struct sg_call *call, const struct sg_profile *profiles,
	size_t count, const struct sg_belief *like, const struct sg_observation_row *more,
	struct logs *ret_logs)
{
	struct sg_belief_key *keys = sg_arena_array(call->arena, count, sizeof *keys);
	struct sg_habit_key habit = {
		.chain = sg_chain_key(call->house->house.chain), .topic = like->topic};
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	if (keys == NULL) {
		return sg_call_memory(call);
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_habit_read(&script, &habit);
	for (size_t i = 0; i < count; i++) {
		keys[i] = (struct sg_belief_key){.guest = profiles[i].guest,
			.property = like->property,
			.topic = like->topic};
		sg_observations_read(&script, &keys[i]);
	}
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? take_logs(call, &script, keys, count, more, ret_logs)
	                       : status;
}

static enum sg_status join(struct sg_call *call, const struct sg_profile *profiles,
	size_t count, const struct sg_belief *like, const struct sg_observation_row *more,
	struct sg_card *joint)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	int32_t index = sg_catalog_topic(catalog, like->topic);
	struct sg_learning *learning = sg_arena_alloc(call->arena, sizeof *learning);
	struct sg_usual_topic popular;
	struct logs logs = {.count = 0};
	enum sg_status status;

	if (learning == NULL) {
		return sg_call_memory(call);
	}
	if (index < 0) {
		return SG_OK; /* the catalogue has it no longer */
	}
	status = read_logs(call, profiles, count, like, more, &logs);
	if (status == SG_OK) {
		status = sg_habit_open(
			call, &catalog->topics[index], &logs.habit, &popular);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_learning_begin(learning, &catalog->topics[index], &popular);
	sg_learning_rebuild(learning, logs.rows, logs.count, NULL, NULL);
	return sg_learning_show(call, learning, &like->property, joint)
	               ? SG_OK
	               : sg_call_memory(call);
}

enum sg_status sg_joint_learn(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_belief_key *key, const struct sg_observation_row *more)
{
	const struct sg_belief like = {.topic = key->topic, .property = key->property};

	return is_joint(work->profiles, work->profile_count, &like)
	               ? join(call, work->profiles, work->profile_count, &like, more,
				 &work->joint)
	               : SG_OK;
}

enum sg_status sg_joint_make(struct sg_call *call, const struct sg_profile *profiles,
	size_t count, struct sg_card *ret_joint)
{
	struct sg_card joint = {0};
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count; i++) {
		const struct sg_card *own = &profiles[i].own;

		for (size_t k = 0; k < own->belief_count && status == SG_OK; k++) {
			const struct sg_belief *like = &own->beliefs[k];

			if (is_joint(profiles, count, like) &&
				sg_belief_like(joint.beliefs, joint.belief_count, like) ==
					NULL) {
				status = join(call, profiles, count, like, NULL, &joint);
			}
		}
	}
	if (status == SG_OK) {
		status = sg_reactions_join(call, profiles, count, &joint);
	}
	*ret_joint = joint;
	return status;
}
