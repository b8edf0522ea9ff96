/* Building blocks of a draft: its nodes, the reading of values, and who comes first. */
#include "core/draft.h"

#include "core/time.h"

enum { NUMBER_DIGITS_MAX = 6, NUMBER_TEXT_SIZE = 16 };

void *sg_draft_alloc(struct sg_draft *draft, size_t count, size_t size)
{
	void *bytes = draft->failed ? NULL : sg_arena_array(draft->arena, count, size);

	draft->failed = bytes == NULL;
	return bytes;
}

bool sg_draft_is_open(const struct sg_draft *draft)
{
	return draft->state == SG_PLAN_PLANNED || draft->state == SG_PLAN_ISSUED;
}

struct sg_voice *sg_draft_voice(struct sg_draft *draft, const struct sg_voice *from)
{
	struct sg_voice *voice = sg_draft_alloc(draft, 1, sizeof *voice);

	if (voice == NULL) {
		return NULL;
	}
	*voice = *from;
	if (voice->what.topic >= 0) {
		struct sg_topic_draft *topic = &draft->topics[voice->what.topic];

		voice->next = topic->voices;
		topic->voices = voice;
	}
	return voice;
}

static int compare_int(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL) {
		return (a != NULL) - (b != NULL);
	}
	return strcmp(a, b);
}

/* Best first; total, so that the order in which facts were read never shows. */
static int compare_candidates(const struct sg_candidate *a, const struct sg_candidate *b)
{
	int order = compare_int(a->class, b->class);

	if (order == 0) {
		order = compare_int(
			!sg_voice_is_must(a->voice), !sg_voice_is_must(b->voice));
	}
	if (order == 0) {
		order = sg_voice_compare(a->voice, b->voice);
	}
	if (order == 0) {
		order = compare_int(a->what.value, b->what.value);
	}
	return order;
}

void sg_draft_candidate(struct sg_draft *draft, struct sg_voice *voice,
	const struct sg_what *what, uint64_t brings)
{
	struct sg_candidate *candidate = sg_draft_alloc(draft, 1, sizeof *candidate);
	enum sg_class class = sg_draft_topic(draft, what->topic)->class;
	struct sg_candidate **place;

	if (candidate == NULL) {
		return;
	}
	candidate->voice = voice;
	candidate->what = *what;
	candidate->brings = brings;
	candidate->class = class;
	if (sg_voice_is_must(voice) ||
		sg_draft_topic(draft, voice->what.topic)->class == SG_CLASS_NEED) {
		candidate->class = SG_CLASS_NEED;
	}
	place = &draft->topics[what->topic].candidates;
	while (*place != NULL && compare_candidates(*place, candidate) < 0) {
		place = &(*place)->next;
	}
	candidate->next = *place;
	*place = candidate;
}

void sg_draft_refusal(struct sg_draft *draft, struct sg_voice *voice,
	const struct sg_what *what, bool never, bool spoken)
{
	struct sg_refusal *refusal = sg_draft_alloc(draft, 1, sizeof *refusal);
	struct sg_topic_draft *topic = &draft->topics[what->topic];

	if (refusal == NULL) {
		return;
	}
	*refusal = (struct sg_refusal){.next = topic->refusals,
		.voice = voice,
		.what = *what,
		.never = never,
		.spoken = spoken};
	topic->refusals = refusal;
}

void sg_draft_leave(struct sg_draft *draft, enum sg_reason reason,
	const struct sg_what *what, struct sg_voice *voice,
	const struct sg_voice *against)
{
	struct sg_left *left = sg_draft_alloc(draft, 1, sizeof *left);

	if (left == NULL) {
		return;
	}
	*left = (struct sg_left){
		draft->left, reason, what->topic, what->value, voice, against};
	draft->left = left;
	draft->left_count++;
}

void sg_draft_lose(struct sg_draft *draft, struct sg_candidate *candidate,
	enum sg_reason reason, const struct sg_voice *against)
{
	candidate->lost = true;
	sg_draft_leave(draft, reason, &candidate->what, candidate->voice, against);
}

void sg_draft_warn(struct sg_draft *draft, enum sg_warning_kind kind, int32_t topic,
	const char *item)
{
	struct sg_warned *warned = draft->warned;

	while (warned != NULL) {
		if (warned->warning.kind == kind && warned->warning.topic == topic &&
			sg_same_text(warned->warning.item, item)) {
			return;
		}
		warned = warned->next;
	}
	warned = sg_draft_alloc(draft, 1, sizeof *warned);
	if (warned == NULL) {
		return;
	}
	*warned = (struct sg_warned){draft->warned, {kind, topic, item}};
	draft->warned = warned;
	draft->warned_count++;
}

void sg_draft_question(struct sg_draft *draft, const struct sg_candidate *a,
	const struct sg_voice *b, int32_t b_value, bool need)
{
	/* Steps and topics come in a fixed order; the first question of its class stays. */
	if (draft->ask != NULL && (draft->ask_is_need || !need)) {
		return;
	}
	if (draft->ask == NULL) {
		draft->ask = sg_draft_alloc(draft, 1, sizeof *draft->ask);
	}
	if (draft->ask == NULL) {
		return;
	}
	*draft->ask = (struct sg_ask){a->what.topic, {a->what.value, b_value},
		{sg_voice_because(draft, a->voice), sg_voice_because(draft, b)}};
	draft->ask_is_need = need;
}

/* ---- values ---- */

/* "21", "-3.5", "+0.125" as thousandths. */
static bool read_number(const char *text, int32_t *ret_number)
{
	bool negative = *text == '-';
	int32_t number = 0;
	int digits = 0, decimals = -1;

	text += *text == '-' || *text == '+';
	for (; *text != '\0'; text++) {
		if (*text == '.' && decimals < 0 && digits > 0) {
			decimals = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || digits == NUMBER_DIGITS_MAX ||
			decimals == 3) {
			return false;
		}
		number = number * 10 + (*text - '0');
		digits++;
		decimals += decimals >= 0;
	}
	if (digits == 0 || decimals == 0) {
		return false;
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 3; decimals++) {
		number *= 10;
	}
	*ret_number = negative ? -number : number;
	return true;
}

/* The shortest decimal: "21.5", so that "21.50" is no other wish. */
static const char *number_text(struct sg_draft *draft, int32_t number)
{
	char *text = sg_draft_alloc(draft, NUMBER_TEXT_SIZE, 1);
	char *at = text == NULL ? NULL : text + NUMBER_TEXT_SIZE - 1;
	int32_t rest = number < 0 ? -number : number;

	if (text == NULL) {
		return NULL;
	}
	for (int decimals = 3; decimals > 0; decimals--, rest /= 10) {
		if (rest % 10 != 0 || *at != '\0') {
			*--at = (char)('0' + rest % 10);
		}
	}
	if (*at != '\0') {
		*--at = '.';
	}
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0) {
		*--at = '-';
	}
	return at;
}

bool sg_what_read(struct sg_draft *draft, int32_t topic, const char *value, bool any,
	struct sg_what *ret_what)
{
	const struct sg_topic *entry = sg_draft_topic(draft, topic);
	struct sg_what what = {topic, 0, 0, NULL};

	if (value == NULL) {
		what.value = any ? -1 : 0;
		*ret_what = what;
		return any || (entry->value_count == 1 && entry->kind <= SG_KIND_FLAG &&
				      entry->kind != SG_KIND_NUMBER);
	}
	if (entry->kind == SG_KIND_TEXT) {
		what.text = value;
	} else if (entry->kind == SG_KIND_NUMBER) {
		if (!read_number(value, &what.number) ||
			what.number < entry->number_min ||
			what.number > entry->number_max) {
			return false;
		}
		what.text = number_text(draft, what.number);
	} else {
		what.value = sg_catalog_value(entry, value);
	}
	if (what.value < 0 || (size_t)what.value >= entry->value_count) {
		return false;
	}
	*ret_what = what;
	return true;
}

bool sg_what_same(const struct sg_what *a, const struct sg_what *b)
{
	return a->topic == b->topic && a->value == b->value && a->number == b->number &&
	       sg_same_text(a->text, b->text);
}

bool sg_what_covers(const struct sg_what *general, const struct sg_what *special)
{
	return general->topic == special->topic &&
	       (general->value < 0 || sg_what_same(general, special));
}

/* ---- voices ---- */

bool sg_voice_is_must(const struct sg_voice *voice)
{
	return voice->strength == SG_REQUIRE;
}

int64_t sg_voice_said(const struct sg_voice *voice)
{
	return voice->fact != NULL ? voice->fact->said_us : SG_NO_TIME;
}

int64_t sg_voice_asked(const struct sg_voice *voice)
{
	return voice->fact != NULL && sg_fact_is_own(voice->fact) ? voice->fact->said_us
	                                                          : SG_NO_TIME;
}

int32_t sg_voice_rank(const struct sg_voice *voice)
{
	static const int32_t ranks[SG_SOURCES] = {
		[SG_SOURCE_PREVIOUS] = 0,
		[SG_SOURCE_STANDARD] = 0,
		[SG_SOURCE_STATED] = 1,
		[SG_SOURCE_MAKE_GOOD] = 2,
		[SG_SOURCE_GUARANTEED] = 3,
		[SG_SOURCE_CODE] = 4,
		[SG_SOURCE_USUAL] = 5,
		[SG_SOURCE_BENEFIT] = 6,
		[SG_SOURCE_OCCASION] = 7,
		[SG_SOURCE_HOUSE_RULE] = 8,
		[SG_SOURCE_TAKEN_BACK] = 9,
		[SG_SOURCE_REACTION] = 10,
	};

	return ranks[voice->source];
}

static int compare_facts(const struct sg_fact *a, const struct sg_fact *b)
{
	int order = compare_int(a->scope, b->scope);

	return order != 0 ? order : compare_int(b->said_us, a->said_us);
}

int sg_voice_compare(const struct sg_voice *a, const struct sg_voice *b)
{
	int order = compare_int(sg_voice_rank(a), sg_voice_rank(b));

	if (order == 0) {
		order = compare_int(!a->primary, !b->primary);
	}
	if (order == 0 && a->fact != NULL && b->fact != NULL) {
		order = compare_facts(a->fact, b->fact);
	}
	if (order == 0) {
		order = compare_int(a->order, b->order);
	}
	if (order == 0) {
		order = sg_id_compare(&a->speaker, &b->speaker);
	}
	if (order == 0 && a->fact != NULL && b->fact != NULL) {
		order = sg_id_compare(&a->fact->id, &b->fact->id);
	}
	if (order == 0) {
		order = compare_text(a->detail, b->detail);
	}
	if (order == 0) {
		order = compare_int(a->what.value, b->what.value);
	}
	return order;
}

static const char *value_name(const struct sg_draft *draft, const struct sg_what *what)
{
	if (what->text != NULL || what->topic < 0 || what->value < 0) {
		return what->text;
	}
	return sg_draft_value(draft, what)->name;
}

/* The date of an instant where the house stands. */
static int64_t local_day(const struct sg_draft *draft, int64_t us)
{
	int32_t day, minutes;

	sg_house_local(draft->input->house, us, &day, &minutes);
	return day != SG_NO_DAY ? day * SG_DAY_US : SG_NO_TIME;
}

struct sg_because sg_voice_because(
	const struct sg_draft *draft, const struct sg_voice *voice)
{
	struct sg_because because = {
		.source = voice->source, .detail = voice->detail, .said_us = SG_NO_TIME};

	if (voice->source == SG_SOURCE_STATED || voice->source == SG_SOURCE_OCCASION ||
		voice->source == SG_SOURCE_USUAL || voice->source == SG_SOURCE_REACTION ||
		voice->source == SG_SOURCE_MAKE_GOOD ||
		voice->source == SG_SOURCE_GUARANTEED ||
		voice->source == SG_SOURCE_BENEFIT) {
		because.guest = voice->speaker;
	}
	if (voice->belief != NULL || voice->source == SG_SOURCE_REACTION) {
		because.said_us =
			local_day(draft, voice->belief != NULL ? voice->belief->since_us
							       : voice->since_us);
	}
	if (voice->make_good != NULL) {
		because.fact = voice->make_good->id;
		because.said_us = local_day(draft, voice->make_good->at_us);
	}
	if (voice->fact != NULL) {
		because.fact = voice->fact->id;
		because.topic = voice->fact->topic;
		because.value = voice->fact->value;
		because.strength = sg_strength_name(voice->fact->strength);
		because.said_by = voice->fact->said_by;
		because.said_us = voice->fact->said_us;
		return because;
	}
	if (voice->what.topic >= 0) {
		because.topic = sg_draft_topic(draft, voice->what.topic)->name;
	}
	because.value = value_name(draft, &voice->what);
	return because;
}
