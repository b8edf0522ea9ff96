/*
 * The six steps in a row, and who is concerned by them: whose room it is, which of the stays
 * in it leads the list, and what the room keeps when they go.
 */
#include "core/draft.h"

#include "core/moments.h"
#include "core/time.h"

static const enum sg_plan_state plan_states[SG_STAY_STATUSES] = {
	[SG_STAY_BOOKED] = SG_PLAN_PLANNED,
	[SG_STAY_WAITING] = SG_PLAN_PLANNED,
	[SG_STAY_CHECKED_IN] = SG_PLAN_ISSUED,
	[SG_STAY_CHECKED_OUT] = SG_PLAN_DEPARTED,
	[SG_STAY_CANCELLED] = SG_PLAN_CANCELLED,
	[SG_STAY_NO_SHOW] = SG_PLAN_CANCELLED,
};

/* ---- who leads ---- */

/* Whoever is in the room leads, then who waits for it; the first of equals. */
static bool leads_before(const struct sg_stay *a, const struct sg_stay *b)
{
	if (a->status != b->status) {
		return a->status > b->status; /* booked, waiting, checked in */
	}
	if (a->checked_in_us != b->checked_in_us && a->status == SG_STAY_CHECKED_IN) {
		return a->checked_in_us < b->checked_in_us;
	}
	if (a->arrival_day != b->arrival_day) {
		return a->arrival_day < b->arrival_day;
	}
	return sg_id_compare(&a->id, &b->id) < 0;
}

/* A guest who left hands the room to those still in it; a booking that fell away also to
 * those still to come. */
static bool shares(const struct sg_stay *stay, const struct sg_stay *other)
{
	bool same_room = stay->room == NULL || other->room == NULL ||
	                 strcmp(stay->room, other->room) == 0;

	if (!same_room || !sg_stay_open(other->status) ||
		!sg_stay_overlaps(stay, other)) {
		return false;
	}
	return stay->status != SG_STAY_CHECKED_OUT || other->status == SG_STAY_CHECKED_IN;
}

static void find_present(struct sg_draft *draft)
{
	const struct sg_plan_input *input = draft->input;
	const struct sg_stay *leader =
		sg_stay_open(draft->stay->status) ? draft->stay : NULL;

	draft->present = sg_draft_alloc(
		draft, input->occupant_count, sizeof(struct sg_occupant *));
	if (draft->present == NULL) {
		return;
	}
	draft->present[draft->present_count++] = &input->occupants[0];
	for (size_t i = 1; i < input->occupant_count; i++) {
		const struct sg_stay *other = input->occupants[i].stay;

		if (shares(draft->stay, other)) {
			draft->present[draft->present_count++] = &input->occupants[i];
			if (leader == NULL || leads_before(other, leader)) {
				leader = other;
			}
		}
	}
	draft->leader = leader != draft->stay ? leader : NULL;
	for (size_t i = 0; i < draft->present_count; i++) {
		sg_stay_people(draft->present[i]->stay, &draft->adults, &draft->children,
			&draft->babies);
	}
}

/* ---- the steps ---- */

static void begin(
	const struct sg_plan_input *input, struct sg_arena *arena, struct sg_draft *draft)
{
	*draft = (struct sg_draft){.input = input,
		.catalog = input->catalog,
		.stay = input->occupants[0].stay,
		.arena = arena};
	draft->state = plan_states[draft->stay->status];
	draft->ready_by_us = sg_ready_by(input->house, draft->stay);
	draft->topics =
		sg_draft_alloc(draft, draft->catalog->topic_count, sizeof *draft->topics);
	find_present(draft);
}

/* What of all that was said is to be there, and what is to be asked. */
static void decide(struct sg_draft *draft)
{
	sg_draft_standard(draft);
	sg_draft_gather(draft);
	sg_draft_drop(draft);
	sg_draft_ask_usuals(draft);
	sg_draft_reconcile(draft);
}

const struct sg_ask *sg_draft_leaders_ask(struct sg_draft *draft)
{
	const struct sg_plan last = {.state = plan_states[draft->leader->status]};
	struct sg_plan_input input = *draft->input;
	struct sg_occupant *occupants =
		sg_draft_alloc(draft, input.occupant_count, sizeof *occupants);
	struct sg_draft leaders;

	if (occupants == NULL) {
		return NULL;
	}
	for (size_t i = 0; i < input.occupant_count; i++) {
		occupants[i] = input.occupants[i];
		if (occupants[i].stay == draft->leader) {
			occupants[i] = occupants[0];
			occupants[0] = input.occupants[i];
		}
	}
	input.occupants = occupants;
	input.last = &last;
	begin(&input, draft->arena, &leaders);
	if (!leaders.failed) {
		decide(&leaders);
	}
	draft->failed |= leaders.failed;
	return leaders.ask;
}

enum sg_status sg_plan_compose(const struct sg_plan_input *input, struct sg_arena *arena,
	struct sg_plan *ret_plan)
{
	struct sg_draft draft;

	begin(input, arena, &draft);
	if (draft.failed) {
		return SG_MEMORY;
	}
	if (draft.leader == NULL && sg_stay_open(draft.stay->status)) {
		decide(&draft);
	}
	sg_draft_carry(&draft);
	sg_draft_restrain(&draft);
	sg_draft_keep_away(&draft);
	sg_draft_order(&draft);
	sg_draft_explain(&draft, ret_plan);
	sg_draft_propose(&draft, ret_plan);
	return draft.failed ? SG_MEMORY : SG_OK;
}

/* ---- who is asked ---- */

static bool is_person(const struct sg_card *card, const struct sg_id *guest,
	const struct sg_occupant *occupant)
{
	if (sg_id_is_nil(guest) || sg_id_equal(guest, &card->guest)) {
		return !sg_id_is_nil(guest);
	}
	for (size_t i = 0; !sg_id_is_nil(&card->person) && i < occupant->card_count;
		i++) {
		if (sg_id_equal(&occupant->cards[i].guest, guest) &&
			sg_id_equal(&occupant->cards[i].person, &card->person)) {
			return true;
		}
	}
	return false;
}

bool sg_ask_is_put_to(const struct sg_ask *ask, const struct sg_stay *stay,
	const struct sg_occupant *occupants, size_t count, const struct sg_card *card)
{
	const struct sg_person *first = sg_stay_first(stay);
	bool put = false;

	for (size_t i = 0; ask != NULL && i < count && !put; i++) {
		put = (first != NULL && is_person(card, &first->guest, &occupants[i])) ||
		      is_person(card, &ask->because[0].guest, &occupants[i]) ||
		      is_person(card, &ask->because[1].guest, &occupants[i]);
	}
	return put;
}

/* ---- what the room keeps ---- */

static uint64_t fact_leaves(const struct sg_catalog *catalog,
	const struct sg_house *house, const struct sg_stay *stay,
	const struct sg_card *card, const struct sg_fact *fact)
{
	int32_t adults = 0, children = 0, babies = 0;
	int32_t topic = sg_catalog_topic(catalog, fact->topic);
	int32_t value = 0;

	if (topic < 0 || fact->strength >= SG_AVOID) {
		return 0;
	}
	if (catalog->topics[topic].kind == SG_KIND_ENUM && fact->value != NULL) {
		value = sg_catalog_value(&catalog->topics[topic], fact->value);
	}
	sg_stay_people(stay, &adults, &children, &babies);
	if (value < 0 ||
		sg_fact_misfit(fact, house, stay, adults, children + babies) >= 0 ||
		!sg_fact_is_allowed(
			fact, card, catalog->topics[topic].special_category, house)) {
		return 0;
	}
	return sg_value_leaves(catalog, topic, value);
}

static uint64_t item_leaves(const struct sg_catalog *catalog, const struct sg_item *item)
{
	if (item->action > SG_ACTION_DO || !sg_item_is_in_room(item->state) ||
		!sg_catalog_has(catalog, item->topic, item->value)) {
		return 0;
	}
	return sg_value_leaves(catalog, item->topic, item->value);
}

uint64_t sg_plan_residue(const struct sg_catalog *catalog, const struct sg_house *house,
	const struct sg_occupant *occupant, const struct sg_item *items,
	size_t item_count)
{
	const struct sg_stay *stay = occupant->stay;
	uint64_t residue = 0;

	for (size_t i = 0; i < occupant->card_count; i++) {
		const struct sg_card *card = &occupant->cards[i];

		for (size_t j = 0; j < card->fact_count; j++) {
			residue |=
				fact_leaves(catalog, house, stay, card, &card->facts[j]);
		}
	}
	for (size_t i = 0; i < stay->code_count; i++) {
		const struct sg_code *code = sg_catalog_code(
			catalog, stay->codes[i].group, stay->codes[i].code);

		if (code != NULL && code->strength < SG_AVOID) {
			residue |= sg_value_leaves(
				catalog, code->topic, code->value < 0 ? 0 : code->value);
		}
	}
	for (size_t i = 0; i < item_count; i++) {
		residue |= item_leaves(catalog, &items[i]);
	}
	return residue;
}

uint64_t sg_plan_remedied(const struct sg_catalog *catalog, int32_t topic, int32_t value)
{
	uint64_t remedied = 0;

	for (size_t i = 0; i < catalog->hazard_count; i++) {
		if (topic >= 0 && catalog->hazards[i].remedy_topic == topic &&
			catalog->hazards[i].remedy_value == value) {
			remedied |= UINT64_C(1) << i;
		}
	}
	return remedied;
}
