/* observation.recorded: the log grows, the state learns, and what a decision needs of it stands
 * on the card. */
#include "service/handlers.h"

#include <string.h>

#include "core/belief.h"
#include "document/memory.h"
#include "document/stay.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/joint.h"
#include "service/learning.h"
#include "service/people.h"
#include "service/reactions.h"
#include "service/subject.h"
#include "store/stays.h"

struct observation {
	struct sg_observation said;
	const struct sg_topic *topic;
	struct sg_guest_work work;
	struct sg_guest_row guest;
	struct sg_belief_key key;
	struct sg_observation_row row;
	struct sg_habit_key habit;
	struct sg_usual_topic popular;
	struct sg_usual_lesson lesson;
	struct sg_learning *learning;
	int32_t day; /* at the property */
	enum sg_outcome outcome;
	bool learned;
};

/* ---- learning ---- */

/* With whom he travels; nobody knows where the stay is not known. */
static enum sg_status open_stay(struct sg_call *call, const struct sg_script *script,
	struct observation *observation)
{
	const struct sg_stay_columns columns = {.status = SG_STAY_CHECKED_IN};
	struct sg_stay_state stay;
	const char *text = NULL;
	enum sg_status status = sg_stay_seen_take(script, 2, call->error, &text);

	if (status == SG_OK && text != NULL) {
		const struct sg_stored stored = {text, strlen(text)};

		status = sg_stay_decode(
			&stored, &columns, call->arena, call->error, &stay);
		if (status == SG_OK) {
			observation->row.party = sg_context_of_party(&stay.stay);
		}
	}
	return status;
}

static enum sg_status read_stay_query(struct sg_call *call,
	const struct observation *observation, struct sg_stay_seen *ret_seen)
{
	const struct sg_observation *said = &observation->said;
	struct sg_stay_seen seen = {.guest = observation->guest.id,
		.property = observation->key.property,
		.at_us = observation->row.at_us,
		.day = observation->day,
		.key_count = said->stay_ref_count};

	if (said->stay_ref_count > 0) {
		seen.keys = sg_ref_keys(call, "stay", call->envelope.property,
			said->stay_refs, said->stay_ref_count);
		if (seen.keys == NULL) {
			return sg_call_memory(call);
		}
	}
	*ret_seen = seen;
	return SG_OK;
}

static enum sg_status read_known(
	struct sg_call *call, struct observation *observation, struct sg_script *script)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_stay_seen seen;
	enum sg_status status = read_stay_query(call, observation, &seen);

	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(script, call->arena, SG_SCRIPT_READ);
	sg_beliefs_read(script, &observation->key);
	sg_habit_read(script, &observation->habit);
	sg_stay_seen_read(script, &seen);
	return sg_call_run(call, script, &outcome);
}

static enum sg_status open_known(struct sg_call *call, struct observation *observation)
{
	struct sg_habit_row habit = {.version = 0};
	struct sg_belief_row *rows = NULL;
	struct sg_script script;
	size_t count = 0;
	enum sg_status status = read_known(call, observation, &script);

	if (status != SG_OK) {
		return status;
	}
	sg_habit_take(&script, 1, &habit);
	status = sg_habit_open(call, observation->topic, &habit, &observation->popular);
	if (status == SG_OK) {
		status = sg_beliefs_take(&script, &observation->key, call->arena,
			call->error, &rows, &count);
	}
	if (status == SG_OK) {
		status = open_stay(call, &script, observation);
	}
	sg_learning_begin(
		observation->learning, observation->topic, &observation->popular);
	return status == SG_OK
	               ? sg_learning_open(call, observation->learning, rows, count)
	               : status;
}

static enum sg_status read_log(struct sg_call *call,
	const struct observation *observation, struct sg_observation_row **ret_rows,
	size_t *ret_count)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_observations_read(&script, &observation->key);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_observations_take(&script, 0, &observation->key,
					 call->arena, call->error, ret_rows, ret_count)
	                       : status;
}

/* What arrives late takes its place in the log, and all states are made of it anew. */
static enum sg_status learn_late(struct sg_call *call, struct observation *observation)
{
	struct sg_observation_row *rows = NULL, *all;
	size_t count = 0;
	enum sg_status status = read_log(call, observation, &rows, &count);

	if (status != SG_OK) {
		return status;
	}
	all = sg_arena_array(call->arena, count + 1, sizeof *all);
	if (all == NULL) {
		return sg_call_memory(call);
	}
	memcpy(all, rows, count * sizeof *all);
	all[count] = observation->row;
	sg_observations_sort(all, count + 1);
	sg_learning_rebuild(observation->learning, all, count + 1, &observation->row.id,
		&observation->lesson);
	return SG_OK;
}

static enum sg_status learn_choice(struct sg_call *call, struct observation *observation)
{
	enum sg_status status;

	observation->learning =
		sg_arena_alloc(call->arena, sizeof *observation->learning);
	if (observation->learning == NULL) {
		return sg_call_memory(call);
	}
	status = open_known(call, observation);
	if (status != SG_OK) {
		return status;
	}
	if (sg_learning_is_late(observation->learning, &observation->row)) {
		return learn_late(call, observation);
	}
	sg_learning_add(observation->learning, &observation->row, &observation->lesson);
	return SG_OK;
}

static enum sg_status write_card(
	struct sg_call *call, struct observation *observation, struct sg_script *script)
{
	enum sg_status status;

	if (!sg_learning_show(call, observation->learning, &observation->key.property,
		    &observation->work.named->own)) {
		return sg_call_memory(call);
	}
	status = sg_joint_learn(
		call, &observation->work, &observation->key, &observation->row);
	return status == SG_OK ? sg_guest_cards_store(call, &observation->work,
					 &observation->guest, script)
	                       : status;
}

/* ---- the document ---- */

/* What it teaches of all guests; nobody's name is on it. */
static void write_lesson(
	struct sg_call *call, struct observation *observation, struct sg_script *script)
{
	unsigned char *bytes = sg_arena_alloc(call->arena, SG_USUAL_LESSON_BYTES);
	struct sg_lesson_row lesson = {.id = sg_call_new_id(call),
		.key = sg_habit_key(observation->topic, observation->row.value)};

	if (bytes != NULL && observation->lesson.count > 0) {
		sg_usual_lesson_encode(&observation->lesson, bytes);
		lesson.parts = bytes;
		lesson.len = SG_USUAL_LESSON_BYTES;
	}
	sg_lesson_add(script, &observation->habit, &lesson);
}

static enum sg_status write(
	struct sg_call *call, struct observation *observation, bool *ret_again)
{
	const struct sg_learning *learning = observation->learning;
	struct sg_script script;
	enum sg_status status;

	sg_subject_begin(call, &script, &observation->guest.id);
	sg_guest_keys_write(&script, &observation->work, &observation->guest.id);
	status = write_card(call, observation, &script);
	sg_observation_add(&script, &observation->key, &observation->row);
	if (learning->of[SG_CONTEXT_ALL].total > SG_OBSERVATIONS_MAX) {
		sg_observations_purge(&script, &observation->key);
	}
	if (!sg_learning_write(call, learning, &observation->key, &script)) {
		return sg_call_memory(call);
	}
	write_lesson(call, observation, &script);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

/* What he did while he objected, or before, is not learned when he allows it again. */
static bool may_learn(const struct sg_call *call, const struct observation *observation)
{
	const struct sg_card *person = &observation->work.person;

	return sg_card_may_learn(person, call->house->house.memory) &&
	       (person->learn_from_us == 0 ||
		       call->envelope.time_us >= person->learn_from_us);
}

/* That the document was taken is all that is kept of it. */
static enum sg_status note_unlearned(
	struct sg_call *call, const struct observation *observation, bool *ret_again)
{
	struct sg_script script;

	if (observation->guest.version == 0) {
		return SG_OK; /* nor that there is such a guest */
	}
	sg_subject_begin(call, &script, &observation->guest.id);
	sg_guest_cards_expect(&script, &observation->work);
	return sg_subject_run(call, &script, ret_again);
}

static enum sg_status record(struct sg_call *call, void *data, bool *ret_again)
{
	struct observation *observation = data;
	enum sg_status status = sg_guest_file_read(call, observation->said.refs,
		observation->said.ref_count, &observation->work);

	observation->guest = observation->work.file.guest;
	observation->learned = true;
	if (status != SG_OK || observation->work.file.taken.found) {
		observation->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	observation->outcome = SG_OUTCOME_APPLIED;
	if (!may_learn(call, observation)) {
		observation->learned = false;
		return note_unlearned(call, observation, ret_again);
	}
	if (observation->guest.version == 0) {
		sg_guest_new(call, &observation->work, &observation->guest);
	}
	observation->key.guest = observation->guest.id;
	status = learn_choice(call, observation);
	return status == SG_OK ? write(call, observation, ret_again) : status;
}

static void prepare(struct sg_call *call, struct observation *observation)
{
	struct sg_ref document = {.system = "observation", .id = call->envelope.id};
	int32_t minutes;

	sg_house_local(
		&call->house->house, call->envelope.time_us, &observation->day, &minutes);
	observation->key = (struct sg_belief_key){
		.property = call->house->house.id, .topic = observation->topic->name};
	observation->row = (struct sg_observation_row){
		.id = sg_ref_key("observation", call->envelope.property, &document),
		.at_us = call->envelope.time_us,
		.value = sg_habit_rounded(
			call, observation->topic, observation->said.value),
		.season = sg_context_of_day(observation->day)};
	observation->habit =
		(struct sg_habit_key){.chain = sg_chain_key(call->house->house.chain),
			.topic = observation->topic->name};
}

static enum sg_status answer(struct sg_call *call, const struct observation *observation)
{
	sg_reply_begin(call->reply, observation->outcome);
	if (!sg_id_is_nil(&observation->guest.id)) {
		sg_reply_id(call->reply, "guest", &observation->guest.id);
	}
	sg_reply_bool(call->reply, "learned", observation->learned);
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_observation_recorded(struct sg_call *call)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	struct observation observation = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_observation_decode(call->envelope.data, catalog,
		call->arena, call->error, &observation.said);

	if (status == SG_OK && observation.said.reaction >= 0) {
		return sg_reaction_observed(call, &observation.said);
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status != SG_OK) {
		return status;
	}
	observation.topic =
		&catalog->topics[sg_catalog_topic(catalog, observation.said.topic)];
	/* What may not or shall not be learned is not kept either. */
	if (sg_topic_has_usual(observation.topic) && !observation.said.only_this_time) {
		prepare(call, &observation);
		status = observation.row.value != NULL
		                 ? sg_subject_try(call, record, &observation)
		                 : sg_call_memory(call);
	}
	return status == SG_OK ? answer(call, &observation) : status;
}
