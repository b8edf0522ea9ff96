/* From observations of many to what is known of a topic. */
#include "service/habits.h"

#include <string.h>

#include "core/facts.h"
#include "core/hash.h"
#include "document/number.h"

/* Under which values are known to the estimator. Numbers have odd keys and names even ones, as a
 * topic may change its kind. */
#define VALUE_SEED UINT64_C(0x7573756c)

uint64_t sg_habit_key(const struct sg_topic *topic, const char *value)
{
	int64_t thousandths;

	if (topic->kind == SG_KIND_NUMBER && sg_thousandths_parse(value, &thousandths)) {
		return (uint64_t)thousandths << 1 | 1;
	}
	return sg_hash64(value, strlen(value), VALUE_SEED) & ~UINT64_C(1);
}

const char *sg_habit_rounded(
	struct sg_call *call, const struct sg_topic *topic, const char *value)
{
	int64_t thousandths, steps;

	if (topic->kind != SG_KIND_NUMBER || topic->number_step == 0 ||
		!sg_thousandths_parse(value, &thousandths)) {
		return value;
	}
	steps = (thousandths - topic->number_min + topic->number_step / 2) /
	        topic->number_step;
	thousandths = topic->number_min + steps * topic->number_step;
	if (thousandths > topic->number_max) {
		thousandths = topic->number_max;
	}
	return sg_thousandths_text(thousandths, '.', call->arena);
}

const char *sg_habit_value(
	struct sg_call *call, const struct sg_topic *topic, uint64_t key)
{
	if (topic->kind == SG_KIND_NUMBER) {
		int64_t thousandths = (int64_t)(key & ~UINT64_C(1)) / 2;

		return (key & 1) != 0 && thousandths >= topic->number_min &&
		                       thousandths <= topic->number_max
		               ? sg_thousandths_text(thousandths, '.', call->arena)
		               : NULL;
	}
	for (size_t i = 0; i < topic->value_count; i++) {
		if (sg_habit_key(topic, topic->values[i].name) == key) {
			return topic->values[i].name;
		}
	}
	return topic->kind == SG_KIND_FLAG && sg_habit_key(topic, SG_VALUE_NOT) == key
	               ? SG_VALUE_NOT
	               : NULL;
}

enum sg_status sg_habit_open(struct sg_call *call, const struct sg_topic *topic,
	const struct sg_habit_row *row, struct sg_usual_topic *ret_topic)
{
	if (row->state != NULL) {
		enum sg_status status = sg_usual_topic_decode(
			row->state, row->len, ret_topic, call->error);

		return status == SG_INVALID ? SG_INTERNAL : status;
	}
	sg_usual_topic_init(ret_topic);
	for (size_t i = 0; topic->kind != SG_KIND_NUMBER && i < topic->value_count; i++) {
		sg_usual_topic_count(
			ret_topic, sg_habit_key(topic, topic->values[i].name));
	}
	return SG_OK;
}

/* ---- teaching ---- */

struct teaching {
	const struct sg_habit_key *key;
	struct sg_habit_row row;
	const struct sg_lesson_row *lessons;
	size_t count;
};

static enum sg_status read_lessons(struct sg_call *call, struct teaching *teaching)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_habit_read(&script, teaching->key);
	sg_lessons_read(&script, teaching->key);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_habit_take(&script, 0, &teaching->row);
	return sg_lessons_take(&script, 1, call->arena, call->error, &teaching->lessons,
		&teaching->count);
}

/* A lesson that cannot be read teaches nothing, and goes like the others. */
static void fold(const struct teaching *teaching, struct sg_usual_topic *topic)
{
	struct sg_usual_lesson sum = {.count = 0};

	for (size_t i = 0; i < teaching->count; i++) {
		const struct sg_lesson_row *row = &teaching->lessons[i];
		struct sg_usual_lesson lesson;

		sg_usual_topic_count(topic, row->key);
		if (row->parts != NULL && sg_usual_lesson_decode(row->parts, row->len,
						  &lesson, NULL) == SG_OK) {
			sg_usual_lesson_add(&sum, &lesson);
		}
	}
	sg_usual_topic_teach(topic, &sum);
}

static enum sg_status write_habit(struct sg_call *call, struct teaching *teaching,
	const struct sg_usual_topic *topic)
{
	unsigned char *bytes = sg_arena_alloc(call->arena, SG_USUAL_TOPIC_BYTES);
	struct sg_id *ids = sg_arena_array(call->arena, teaching->count, sizeof *ids);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;

	if (bytes == NULL || ids == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < teaching->count; i++) {
		ids[i] = teaching->lessons[i].id;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	if (topic != NULL) {
		teaching->row.len = sg_usual_topic_encode(topic, bytes);
		teaching->row.state = bytes;
		teaching->row.version++;
		sg_habit_write(&script, teaching->key, &teaching->row);
	}
	sg_lessons_drop(&script, teaching->key, ids, teaching->count);
	/* Whoever else has taught meanwhile has dropped them, too. */
	return sg_call_run(call, &script, &outcome);
}

/* Lessons of a topic that is not learned any more are dropped. */
static enum sg_status teach(struct sg_call *call, struct teaching *teaching)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	int32_t index = sg_catalog_topic(catalog, teaching->key->topic);
	struct sg_usual_topic topic;
	enum sg_status status = read_lessons(call, teaching);

	if (status != SG_OK || teaching->count == 0) {
		return status;
	}
	if (index < 0 || catalog->topics[index].learn == SG_LEARN_NEVER) {
		return write_habit(call, teaching, NULL);
	}
	status = sg_habit_open(call, &catalog->topics[index], &teaching->row, &topic);
	if (status != SG_OK) {
		return status;
	}
	fold(teaching, &topic);
	topic.version = teaching->row.version + 1;
	return write_habit(call, teaching, &topic);
}

enum sg_status sg_habits_teach(struct sg_call *call, bool *ret_more)
{
	const struct sg_habit_key *keys = NULL;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	size_t count = 0;
	enum sg_status status;

	*ret_more = false;
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_lessons_due(&script);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_lessons_due_take(
			&script, call->arena, call->error, &keys, &count);
	}
	*ret_more = count == SG_HABITS_MAX;
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		struct teaching teaching = {.key = &keys[i]};

		status = teach(call, &teaching);
		*ret_more |= teaching.count == SG_LESSONS_MAX;
	}
	return status;
}
