/* observation.recorded: the log grows, the state learns, and what a decision needs of it stands
 * on the card. */
#include "service/handlers.h"

#include <string.h>

#include "core/belief.h"
#include "core/time.h"
#include "document/memory.h"
#include "service/answer.h"
#include "service/beliefs.h"
#include "service/guests.h"
#include "service/habits.h"
#include "service/people.h"
#include "service/subject.h"
#include "store/beliefs.h"

enum { PURGE_EACH = 16 }; /* observations */

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
	struct sg_usual usual;
	enum sg_outcome outcome;
	bool learned;
};

/* ---- learning ---- */

static enum sg_status read_belief(struct sg_call *call, struct observation *observation,
	struct sg_belief_row *ret_row)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_habit_row habit = {.version = 0};
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_belief_read(&script, &observation->key);
	sg_habit_read(&script, &observation->habit);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_habit_take(&script, 1, &habit);
	status = sg_habit_open(call, observation->topic, &habit, &observation->popular);
	return status == SG_OK
	               ? sg_belief_take(&script, &observation->key, call->error, ret_row)
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
	return status == SG_OK ? sg_observations_take(&script, &observation->key,
					 call->arena, call->error, ret_rows, ret_count)
	                       : status;
}

static void learn(struct observation *observation, const struct sg_observation_row *row)
{
	sg_usual_learn(&observation->usual, &observation->popular,
		sg_habit_key(observation->topic, row->value), row->at_us,
		row == &observation->row ? &observation->lesson : NULL);
}

static bool is_before(
	const struct sg_observation_row *a, const struct sg_observation_row *b)
{
	return a->at_us != b->at_us ? a->at_us < b->at_us
	                            : sg_id_compare(&a->id, &b->id) < 0;
}

/* What arrives late takes its place in the log, and the state is made of it anew. */
static enum sg_status learn_late(struct sg_call *call, struct observation *observation)
{
	struct sg_observation_row *rows = NULL;
	size_t count = 0, i = 0;
	enum sg_status status = read_log(call, observation, &rows, &count);

	if (status != SG_OK) {
		return status;
	}
	sg_usual_init(&observation->usual, &observation->popular);
	for (; i < count && is_before(&rows[i], &observation->row); i++) {
		learn(observation, &rows[i]);
	}
	learn(observation, &observation->row);
	for (; i < count; i++) {
		learn(observation, &rows[i]);
	}
	return SG_OK;
}

static enum sg_status learn_choice(struct sg_call *call, struct observation *observation)
{
	struct sg_belief_row stored = {.seen_us = SG_NO_TIME};
	enum sg_status status = read_belief(call, observation, &stored);

	if (status == SG_OK && stored.state != NULL &&
		observation->row.at_us <= stored.seen_us) {
		return learn_late(call, observation);
	}
	if (status == SG_OK && stored.state != NULL) {
		status = sg_usual_decode(
			stored.state, stored.len, &observation->usual, call->error);
	} else {
		sg_usual_init(&observation->usual, &observation->popular);
	}
	if (status == SG_OK) {
		learn(observation, &observation->row);
	}
	return status == SG_INVALID ? SG_INTERNAL : status;
}

/* ---- the card ---- */

/* In place of the topic's at this property. Without a value that the catalogue knows there is
 * none. */
static bool put_belief(
	struct sg_call *call, struct observation *observation, struct sg_belief *belief)
{
	struct sg_card *card = &observation->work.named->own;
	struct sg_belief *beliefs =
		sg_arena_array(call->arena, card->belief_count + 1, sizeof *beliefs);
	size_t count = 0;

	if (beliefs == NULL) {
		return false;
	}
	for (size_t i = 0; i < card->belief_count; i++) {
		const struct sg_belief *old = &card->beliefs[i];

		if (strcmp(old->topic, belief->topic) != 0 ||
			!sg_id_equal(&old->property, &belief->property)) {
			beliefs[count++] = *old;
		}
		if (strcmp(old->topic, belief->topic) == 0 &&
			old->asked_us > belief->asked_us) {
			belief->asked_us = old->asked_us;
			belief->asked_stay = old->asked_stay;
		}
	}
	if (belief->options[0].value != NULL) {
		beliefs[count++] = *belief;
	}
	card->beliefs = beliefs;
	card->belief_count = count;
	return true;
}

static enum sg_status write_card(
	struct sg_call *call, struct observation *observation, struct sg_script *script)
{
	struct sg_belief belief;

	sg_belief_sum_up(call, observation->topic, &observation->popular,
		&observation->usual, &observation->key.property, &belief);
	if (!put_belief(call, observation, &belief)) {
		return sg_call_memory(call);
	}
	return sg_guest_cards_store(
		call, &observation->work, &observation->guest, script);
}

/* ---- the document ---- */

/* What it teaches of all guests; nobody's name is on it. */
static void write_lesson(
	struct sg_call *call, struct observation *observation, struct sg_script *script)
{
	unsigned char *bytes = sg_arena_alloc(call->arena, SG_USUAL_LESSON_BYTES);
	struct sg_lesson_row lesson = {.id = sg_call_new_id(call),
		.key = sg_habit_key(observation->topic, observation->said.value)};

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
	unsigned char *bytes = sg_arena_alloc(call->arena, SG_USUAL_BYTES);
	struct sg_belief_row stored = {
		.state = bytes, .seen_us = observation->usual.last_us};
	struct sg_script script;
	enum sg_status status;

	if (bytes == NULL) {
		return sg_call_memory(call);
	}
	stored.len = sg_usual_encode(&observation->usual, bytes);
	sg_subject_begin(call, &script, &observation->guest.id);
	sg_guest_keys_write(&script, &observation->work, &observation->guest.id);
	status = write_card(call, observation, &script);
	sg_observation_add(&script, &observation->key, &observation->row);
	if (observation->usual.total % PURGE_EACH == 0) {
		sg_observations_purge(&script, &observation->key);
	}
	sg_belief_write(&script, &observation->key, &stored);
	write_lesson(call, observation, &script);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

/* What he did while he objected, or before, is not learned when he allows it again. */
static bool may_learn(const struct sg_call *call, const struct observation *observation)
{
	const struct sg_card *person = &observation->work.person;

	return sg_card_may_learn(person) &&
	       (person->learn_from_us == 0 ||
		       call->envelope.time_us >= person->learn_from_us);
}

/* That the document was taken is all that is kept of it. */
static enum sg_status note_unlearned(
	struct sg_call *call, const struct observation *observation, bool *ret_again)
{
	struct sg_script script;

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
	if (observation->guest.version == 0) {
		sg_guest_new(call, &observation->work, &observation->guest);
	}
	observation->key.guest = observation->guest.id;
	if (!may_learn(call, observation)) {
		observation->learned = false;
		return note_unlearned(call, observation, ret_again);
	}
	status = learn_choice(call, observation);
	return status == SG_OK ? write(call, observation, ret_again) : status;
}

static void prepare(struct sg_call *call, struct observation *observation)
{
	struct sg_ref document = {.system = "observation", .id = call->envelope.id};

	observation->key = (struct sg_belief_key){
		.property = call->house->house.id, .topic = observation->topic->name};
	observation->row = (struct sg_observation_row){
		.id = sg_ref_key("observation", call->envelope.property, &document),
		.at_us = call->envelope.time_us,
		.value = observation->said.value};
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
		status = sg_subject_try(call, record, &observation);
	}
	return status == SG_OK ? answer(call, &observation) : status;
}
