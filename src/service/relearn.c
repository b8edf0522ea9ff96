/* From the logs of a guest to his beliefs. */
#include "service/relearn.h"

#include <string.h>

#include "core/belief.h"
#include "service/learning.h"
#include "service/people.h"
#include "store/beliefs.h"

struct logs {
	struct sg_belief_key *keys;
	struct sg_observation_row *rows;
	size_t count;
};

static enum sg_status read_logs(struct sg_call *call, const struct sg_id *guest,
	int64_t from_us, struct logs *ret_logs)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_observations_since_read(&script, guest, from_us);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_observations_since_take(&script, guest, call->arena,
					 call->error, &ret_logs->keys, &ret_logs->rows,
					 &ret_logs->count)
	                       : status;
}

static enum sg_status read_popular(struct sg_call *call, const struct sg_topic *topic,
	struct sg_usual_topic *ret_popular)
{
	const struct sg_habit_key key = {
		.chain = sg_chain_key(call->house->house.chain), .topic = topic->name};
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_habit_row row = {.version = 0};
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_habit_read(&script, &key);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_habit_take(&script, 0, &row);
	return sg_habit_open(call, topic, &row, ret_popular);
}

/* The rows of one topic and property, as many as there are from `at` on. */
static size_t alike(const struct logs *logs, size_t at)
{
	size_t end = at + 1;

	while (end < logs->count &&
		strcmp(logs->keys[end].topic, logs->keys[at].topic) == 0 &&
		sg_id_equal(&logs->keys[end].property, &logs->keys[at].property)) {
		end++;
	}
	return end - at;
}

static enum sg_status relearn_one(struct sg_call *call, const struct logs *logs,
	size_t at, size_t count, struct sg_card *card, struct sg_script *script)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	const struct sg_belief_key *key = &logs->keys[at];
	int32_t index = sg_catalog_topic(catalog, key->topic);
	struct sg_usual_topic popular;
	struct sg_learning *learning;
	enum sg_status status;

	if (index < 0 || !sg_topic_has_usual(&catalog->topics[index])) {
		return SG_OK;
	}
	learning = sg_arena_alloc(call->arena, sizeof *learning);
	if (learning == NULL) {
		return sg_call_memory(call);
	}
	status = read_popular(call, &catalog->topics[index], &popular);
	if (status != SG_OK) {
		return status;
	}
	sg_learning_begin(learning, &catalog->topics[index], &popular);
	sg_learning_rebuild(learning, &logs->rows[at], count, NULL, NULL);
	return sg_learning_show(call, learning, &key->property, card) &&
	                       sg_learning_write(call, learning, key, script)
	               ? SG_OK
	               : sg_call_memory(call);
}

enum sg_status sg_relearn(struct sg_call *call, const struct sg_id *guest,
	int64_t from_us, struct sg_card *card, struct sg_script *script)
{
	struct logs logs = {.count = 0};
	enum sg_status status = read_logs(call, guest, from_us, &logs);
	size_t count = 0;

	sg_observations_forget_before(script, guest, from_us);
	card->belief_count = 0;
	for (size_t i = 0; i < logs.count && status == SG_OK; i += count) {
		count = alike(&logs, i);
		status = relearn_one(call, &logs, i, count, card, script);
	}
	return status;
}
