/*
 * From revision to revision: an item keeps its id and state for as long as it is wanted in the
 * same room; what a guest sent away and then asks for is a new one. What was put into a room and
 * is not wanted there any more is taken back; what is in the room when the guest leaves is reset.
 */
#include "core/draft.h"

#include "core/hash.h"
#include "core/moments.h"
#include "core/time.h"

enum { ID_DIGITS = 10, ID_INPUT_MAX = 512 };

/* ---- ids ---- */

/* One field and an end that no text contains. */
static uint64_t mix(uint64_t hash, const char *text)
{
	return text == NULL ? sg_hash64("\1", 1, hash)
	                    : sg_hash64(text, strlen(text) + 1, hash);
}

void sg_item_id(const struct sg_catalog *catalog, const struct sg_what *what,
	enum sg_when when, enum sg_item_action action, const char *room, const char *salt,
	char ret_id[SG_ITEM_ID_SIZE])
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
	const struct sg_topic *topic = &catalog->topics[what->topic];
	uint64_t hash = mix(0, topic->name);

	hash = mix(hash, what->value < 0 ? NULL : topic->values[what->value].name);
	hash = mix(hash, what->text);
	hash = mix(hash, sg_when_name(when));
	hash = mix(hash, sg_action_name(action));
	if (salt != NULL) {
		hash = mix(mix(hash, room), salt);
	}
	ret_id[0] = 'i';
	for (int i = 1; i <= ID_DIGITS; i++, hash >>= 5) {
		ret_id[i] = digits[hash & 31];
	}
	ret_id[ID_DIGITS + 1] = '\0';
}

void sg_choice_id(const struct sg_draft *draft, const struct sg_choice *choice,
	char ret_id[SG_ITEM_ID_SIZE])
{
	if (choice->id != NULL) {
		memcpy(ret_id, choice->id, SG_ITEM_ID_SIZE);
		return;
	}
	sg_item_id(draft->catalog, &choice->what,
		sg_draft_topic(draft, choice->what.topic)->when, choice->action,
		draft->stay->room, choice->salt, ret_id);
}

/* ---- the last revision ---- */

static const char *location(const struct sg_draft *draft, const struct sg_item *item)
{
	return item->room != NULL ? item->room : draft->input->previous_room;
}

/* An item from before a room was known is wherever the stay is. */
bool sg_draft_is_here(const struct sg_draft *draft, const struct sg_item *item)
{
	const char *room = location(draft, item);

	return room == NULL || sg_same_text(room, draft->stay->room);
}

static bool is_taking_back(const struct sg_item *item)
{
	return item->action == SG_ACTION_REMOVE || item->action == SG_ACTION_RESET;
}

/* The catalogue may have lost what an old revision speaks of. */
static bool is_known(const struct sg_draft *draft, const struct sg_item *item)
{
	return item->action != SG_ACTION_AVOID &&
	       sg_catalog_has(draft->catalog, item->topic, item->value);
}

static bool is_about(const struct sg_item *item, const struct sg_what *what)
{
	return item->topic == what->topic && item->value == what->value &&
	       sg_same_text(item->text, what->text);
}

/* What a guest or a shortage decided holds in any room; the rest begins anew. */
static enum sg_item_state state_elsewhere(enum sg_item_state state)
{
	return state == SG_ITEM_SEEN || state == SG_ITEM_STARTED ? SG_ITEM_OPEN : state;
}

/* A service that comes again and was done the last time is to be done anew. */
static bool has_come_again(const struct sg_draft *draft, const struct sg_item *item)
{
	const struct sg_topic *topic = sg_draft_topic(draft, item->topic);

	return sg_when_recurs(topic->when) && sg_item_is_in_room(item->state) &&
	       item->due_us < sg_draft_due(draft, topic);
}

/* How well an item of the past answers for a choice; the greatest wins. */
enum answer {
	ANSWERS_NOT,
	IS_PAST,
	MOVES_ALONG,
	IS_STILL_THERE,
	COMES_AGAIN,
	IS_THE_SAME
};

static enum answer answer_of(const struct sg_draft *draft, const struct sg_item *item,
	const struct sg_what *what)
{
	if (!is_known(draft, item) || !is_about(item, what)) {
		return ANSWERS_NOT;
	}
	if (is_taking_back(item)) {
		return sg_draft_is_here(draft, item) && !sg_item_is_settled(item->state)
		               ? IS_STILL_THERE
		               : IS_PAST;
	}
	if (sg_draft_is_here(draft, item)) {
		return has_come_again(draft, item) ? COMES_AGAIN : IS_THE_SAME;
	}
	return sg_item_is_in_room(item->state) ? IS_PAST : MOVES_ALONG;
}

/* The id that an item had before it was to be taken back, so that what staff did under it
 * still counts. NULL when that was itself no first id. */
static const char *original_id(struct sg_draft *draft, const struct sg_item *back,
	const struct sg_what *what, enum sg_when when)
{
	char *id = sg_draft_alloc(draft, 1, SG_ITEM_ID_SIZE);

	for (int i = SG_ACTION_PLACE; id != NULL && i <= SG_ACTION_DO; i++) {
		char derived[SG_ITEM_ID_SIZE];

		sg_item_id(draft->catalog, what, when, (enum sg_item_action)i, NULL, NULL,
			id);
		sg_item_id(draft->catalog, what, when, back->action,
			location(draft, back), id, derived);
		if (strcmp(derived, back->id) == 0) {
			return id;
		}
	}
	return NULL;
}

static void take_over(struct sg_draft *draft, struct sg_choice *choice, size_t index,
	enum answer answer)
{
	const struct sg_item *item = &draft->input->previous[index];

	switch (answer) {
	case IS_THE_SAME:
		choice->id = item->id;
		choice->state = item->state;
		choice->since_revision = item->since_revision;
		choice->in_room = sg_item_is_in_room(item->state);
		draft->carried[index] = true;
		break;
	case IS_STILL_THERE:
		choice->id = original_id(draft, item, &choice->what, item->when);
		choice->salt = item->id;
		choice->state = SG_ITEM_DONE;
		choice->in_room = true;
		draft->carried[index] = true;
		break;
	case COMES_AGAIN:
		choice->salt = item->id;
		choice->in_room = true;
		draft->carried[index] = true;
		break;
	case MOVES_ALONG:
		choice->id = item->id;
		choice->state = state_elsewhere(item->state);
		draft->carried[index] = true;
		break;
	default:
		choice->salt = item->id;
		break;
	}
}

/* ---- asked for again ---- */

/* When somebody last asked for it himself, or SG_NO_TIME. */
static int64_t asked_us(const struct sg_choice *choice)
{
	int64_t last_us = SG_NO_TIME;

	for (const struct sg_candidate *c = choice->first; c != NULL; c = c->same) {
		int64_t one_us = sg_voice_asked(c->voice);

		last_us = one_us > last_us ? one_us : last_us;
	}
	return last_us;
}

static bool was_answered_before(
	const struct sg_plan_input *input, const char *id, int64_t asked)
{
	int64_t last_us = SG_NO_TIME;

	for (size_t i = 0; i < input->answered_count; i++) {
		const struct sg_answered *one = &input->answered[i];

		if (strcmp(one->item, id) == 0 && one->at_us > last_us) {
			last_us = one->at_us;
		}
	}
	return last_us != SG_NO_TIME && last_us < asked;
}

/* Who asks for what he sent away or put out gets an item of its own: the old one's mark would
 * stay on it, and those who were told of that would not hear of this. */
static void begin_anew(struct sg_draft *draft, struct sg_choice *choice)
{
	int64_t asked = asked_us(choice);
	bool stands = choice->id != NULL ? !sg_item_is_answered(choice->state)
	                                 : choice->state != SG_ITEM_OPEN;

	for (size_t i = 0; !stands && i < draft->input->answered_count; i++) {
		char *id = sg_draft_alloc(draft, 1, SG_ITEM_ID_SIZE);

		if (id == NULL) {
			return;
		}
		sg_choice_id(draft, choice, id);
		if (!was_answered_before(draft->input, id, asked)) {
			return;
		}
		choice->id = NULL;
		choice->salt = id;
		choice->state = SG_ITEM_OPEN;
		choice->since_revision = 0;
	}
}

void sg_draft_carry(struct sg_draft *draft)
{
	size_t count = draft->input->previous_count;

	draft->carried = sg_draft_alloc(draft, count, sizeof *draft->carried);
	if (draft->carried == NULL) {
		return;
	}
	for (struct sg_choice *c = draft->choices; c != NULL; c = c->next) {
		enum answer best = ANSWERS_NOT;
		size_t found = 0;

		for (size_t i = 0; i < count; i++) {
			enum answer answer =
				answer_of(draft, &draft->input->previous[i], &c->what);

			if (answer > best && !draft->carried[i]) {
				best = answer;
				found = i;
			}
		}
		if (best != ANSWERS_NOT) {
			take_over(draft, c, found, best);
		}
		begin_anew(draft, c);
	}
}

/* ---- taking back ---- */

/* Before the next arrival in the room that was left; in the stay's own room as soon as its
 * other things. */
static int64_t back_due(const struct sg_draft *draft, bool here, int64_t otherwise_us)
{
	const struct sg_plan_input *input = draft->input;

	if (here && sg_draft_is_open(draft)) {
		int64_t soon = input->now_us + SG_ON_ARRIVAL_MINUTES * SG_MINUTE_US;

		return otherwise_us != SG_NO_TIME        ? otherwise_us
		       : draft->state == SG_PLAN_PLANNED ? draft->ready_by_us
		                                         : soon;
	}
	if (input->next_arrival_us != SG_NO_TIME) {
		return input->next_arrival_us - SG_READY_MARGIN_MINUTES * SG_MINUTE_US;
	}
	return otherwise_us != SG_NO_TIME ? otherwise_us : input->now_us + SG_DAY_US;
}

/* A thing that somebody in the room must not meet goes as a need. */
static enum sg_class back_class(const struct sg_draft *draft, const struct sg_what *what)
{
	if ((sg_draft_value(draft, what)->brings & draft->forbidden) != 0) {
		return SG_CLASS_NEED;
	}
	for (const struct sg_refusal *r = draft->topics[what->topic].refusals; r != NULL;
		r = r->next) {
		if (r->never && sg_what_covers(&r->what, what)) {
			return SG_CLASS_NEED;
		}
	}
	return SG_CLASS_WISH;
}

static void add_back(
	struct sg_draft *draft, const struct sg_item *done, enum sg_item_action action)
{
	struct sg_item *item = &draft->items[draft->item_count++];
	const struct sg_topic *topic = sg_draft_topic(draft, done->topic);
	struct sg_what what = {done->topic, done->value, 0, done->text};
	const char *room = location(draft, done);
	bool here = sg_draft_is_here(draft, done);
	struct sg_because *because = sg_draft_alloc(draft, 1, sizeof *because);

	*item = (struct sg_item){.topic = done->topic,
		.value = done->value,
		.text = done->text,
		.quantity = done->quantity,
		.action = action,
		.class = back_class(draft, &what),
		.when = done->when,
		.due_us = back_due(draft, here, SG_NO_TIME),
		.minutes = topic->undo_minutes,
		.room = here ? NULL : room,
		.parts = done->parts,
		.part_count = done->part_count,
		.because = because,
		.because_count = because != NULL};
	sg_item_id(draft->catalog, &what, done->when, action, room, done->id, item->id);
	if (because != NULL) {
		*because = (struct sg_because){.source = SG_SOURCE_TAKEN_BACK,
			.topic = topic->name,
			.value = done->text != NULL ? done->text
		                                    : topic->values[done->value].name,
			.said_us = SG_NO_TIME};
	}
}

/* Another setting of the same kind takes its place; nothing is left to take away. */
static bool is_superseded(const struct sg_draft *draft, const struct sg_item *item)
{
	bool setting = item->action == SG_ACTION_SWAP ||
	               sg_draft_topic(draft, item->topic)->kind == SG_KIND_NUMBER;

	for (const struct sg_choice *c = draft->choices; setting && c != NULL;
		c = c->next) {
		if (c->kept && c->what.topic == item->topic) {
			return true;
		}
	}
	return false;
}

static void take_back_done(struct sg_draft *draft, const struct sg_item *item)
{
	const char *undo = sg_draft_topic(draft, item->topic)->undo;
	bool here = sg_draft_is_here(draft, item);

	if (!sg_item_is_in_room(item->state) || sg_same_text(undo, "none")) {
		return;
	}
	if (here && (draft->leader != NULL ||
			    (sg_draft_is_open(draft) && is_superseded(draft, item)))) {
		return;
	}
	add_back(draft, item,
		here && draft->state == SG_PLAN_DEPARTED ? SG_ACTION_RESET
							 : SG_ACTION_REMOVE);
}

/* A taking back that the last revision asked for already stays as it is. A reset is no longer
 * one when the guest comes back: what still stands there unwanted is removed. */
static void take_back_again(struct sg_draft *draft, const struct sg_item *item)
{
	bool here = sg_draft_is_here(draft, item);
	struct sg_item *again;

	if (here && draft->leader != NULL) {
		return;
	}
	if (here && item->action == SG_ACTION_RESET && sg_draft_is_open(draft)) {
		if (!sg_item_is_settled(item->state)) {
			add_back(draft, item, SG_ACTION_REMOVE);
		}
		return;
	}
	again = &draft->items[draft->item_count++];
	*again = *item;
	again->room = here ? NULL : location(draft, item);
	again->due_us = back_due(draft, here, item->due_us);
}

void sg_draft_take_back(struct sg_draft *draft)
{
	for (size_t i = 0; i < draft->input->previous_count; i++) {
		const struct sg_item *item = &draft->input->previous[i];

		if (draft->carried[i] || !is_known(draft, item)) {
			continue;
		}
		if (is_taking_back(item)) {
			take_back_again(draft, item);
		} else if (sg_draft_stays_his(draft, item)) {
			draft->items[draft->item_count++] = *item;
		} else {
			take_back_done(draft, item);
		}
	}
}
