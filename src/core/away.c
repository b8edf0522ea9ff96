/*
 * What must not be there. A *never* is worth saying where the house's routine would meet it:
 * a rule of the house, the standard set, or because the catalogue says so. What was chosen
 * after all, and what is exchanged anyway, is not spoken of twice.
 */
#include "core/draft.h"

void sg_draft_away(struct sg_draft *draft, const struct sg_what *what,
	const struct sg_voice *voice, bool never, bool standard)
{
	struct sg_keep_away *away = draft->away;
	struct sg_mention *mention = sg_draft_alloc(draft, 1, sizeof *mention);

	while (away != NULL && !sg_what_same(&away->what, what)) {
		away = away->next;
	}
	if (away == NULL) {
		away = sg_draft_alloc(draft, 1, sizeof *away);
		if (away == NULL) {
			return;
		}
		*away = (struct sg_keep_away){
			.next = draft->away, .what = *what, .standard = true};
		draft->away = away;
		draft->away_count++;
	}
	away->never |= never;
	away->standard &= standard;
	if (mention != NULL) {
		*mention = (struct sg_mention){away->mentions, voice};
		away->mentions = mention;
		away->mention_count++;
	}
}

static bool in_standard_values(const struct sg_draft *draft, const struct sg_what *what)
{
	for (size_t i = 0; i < draft->standard_count; i++) {
		if (sg_what_covers(what, &draft->standards[i])) {
			return true;
		}
	}
	return false;
}

static bool value_in_standard_things(
	const struct sg_draft *draft, const struct sg_topic_value *value)
{
	for (size_t i = 0; i < value->part_count; i++) {
		if (sg_draft_thing(draft, value->parts[i].what) != NULL) {
			return true;
		}
	}
	return false;
}

/* Of a topic with a known standard value, that value tells; else its things do. */
static bool in_standard_set(const struct sg_draft *draft, const struct sg_what *what)
{
	const struct sg_topic *topic = sg_draft_topic(draft, what->topic);

	if (draft->topics[what->topic].standard != NULL) {
		return in_standard_values(draft, what);
	}
	for (size_t i = 0; i < topic->value_count; i++) {
		if ((what->value < 0 || (size_t)what->value == i) &&
			value_in_standard_things(draft, &topic->values[i])) {
			return true;
		}
	}
	return false;
}

static void hear(struct sg_draft *draft, const struct sg_refusal *refusal)
{
	if (sg_draft_topic(draft, refusal->what.topic)->special_category) {
		return;
	}
	if (refusal->spoken || refusal->routine) {
		sg_draft_away(
			draft, &refusal->what, refusal->voice, refusal->never, false);
	} else if (in_standard_set(draft, &refusal->what)) {
		sg_draft_away(
			draft, &refusal->what, refusal->voice, refusal->never, true);
	}
}

/* Whether a choice makes the entry wrong or idle. */
static bool is_answered(const struct sg_draft *draft, const struct sg_keep_away *away)
{
	for (const struct sg_choice *c = draft->choices; c != NULL; c = c->next) {
		if (c->kept && c->what.topic == away->what.topic &&
			(sg_what_covers(&away->what, &c->what) ||
				(away->standard && c->action == SG_ACTION_SWAP))) {
			return true;
		}
	}
	return false;
}

static bool is_part_of_another(
	const struct sg_draft *draft, const struct sg_keep_away *away)
{
	for (const struct sg_keep_away *a = draft->away; a != NULL; a = a->next) {
		if (a != away && sg_what_covers(&a->what, &away->what)) {
			return true;
		}
	}
	return false;
}

void sg_draft_keep_away(struct sg_draft *draft)
{
	struct sg_keep_away **link = &draft->away;

	for (size_t i = 0; i < draft->catalog->topic_count; i++) {
		for (const struct sg_refusal *r = draft->topics[i].refusals; r != NULL;
			r = r->next) {
			hear(draft, r);
		}
	}
	while (*link != NULL) {
		if (is_answered(draft, *link) || is_part_of_another(draft, *link)) {
			*link = (*link)->next;
			draft->away_count--;
		} else {
			link = &(*link)->next;
		}
	}
}
