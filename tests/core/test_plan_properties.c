/*
 * What must be true of every list, on a few thousand rooms drawn by a seeded generator, each
 * through several revisions with ticks, moves and departures in between.
 */
#include "core/plan_world.h"

#include "core/buffer.h"

enum { ROUNDS = 1500, REVISIONS = 5 };

static uint64_t seed;

static uint32_t draw(uint32_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % below;
}

/* ---- a room by chance ---- */

static const char *const numbers[] = {"18", "18.0", "19.5", "21", "23", "24", "nine"};
static const char *const texts[] = {"Negroni", "Tee", ""};
static const char *const rooms[] = {"412", "415", "420", NULL};

static const char *value_of(const struct sg_topic *topic)
{
	if (topic->kind == SG_KIND_NUMBER) {
		return numbers[draw(sizeof numbers / sizeof numbers[0])];
	}
	if (topic->kind == SG_KIND_TEXT) {
		return texts[draw(sizeof texts / sizeof texts[0])];
	}
	return topic->values[draw((uint32_t)topic->value_count)].name;
}

static void draw_fact(struct world *w, int stay, int guest)
{
	const struct sg_topic *topic = &plan_topics[draw(TOPICS)];
	enum sg_strength strength = (enum sg_strength)(draw(8) < 5 ? SG_LIKE : draw(4));
	struct sg_fact *fact =
		says(w, stay, guest, strength, topic->name, value_of(topic));

	if (strength >= SG_AVOID && draw(2) == 0) {
		fact->value = NULL;
	}
	fact->scope = (enum sg_scope)draw(SG_SCOPES);
	fact->property = draw(6) > 0 ? w->house.id : id_of(1, 9);
	fact->stay = draw(6) > 0 ? w->stays[stay].id : id_of(2, 99);
	fact->said_us = SAID + draw(5); /* often at the same moment */
	fact->party = draw(8) == 0 ? (enum sg_party)draw(SG_PARTIES) : SG_PARTY_ANY;
	if (draw(10) == 0) {
		fact->season_from = 1201;
		fact->season_until = 228;
	}
}

static void draw_stay(struct world *w, int stay)
{
	static const struct sg_occasion birthday = {"birthday", 1122, SG_NO_DAY};
	struct sg_stay *s = &w->stays[stay];
	uint32_t guests = 1 + draw(GUESTS);

	s->adults = (int32_t)draw(4);
	s->room = rooms[draw(8) == 0 ? draw(4) : 0];
	s->departure_day = ARRIVAL + (int32_t)draw(10);
	s->vip = draw(3) == 0 ? "VIP2" : NULL;
	s->bed_setup = draw(4) == 0 ? "twin" : NULL;
	s->status = (enum sg_stay_status)draw(3);
	if (s->status == SG_STAY_CHECKED_IN) {
		s->checked_in_us = CLOCK(ARRIVAL, 15, draw(3));
	}
	for (uint32_t i = draw(4); i > 0; i--) {
		const struct sg_code *code =
			&plan_codes[draw(sizeof plan_codes / sizeof plan_codes[0])];

		codes(w, stay, code->group, code->code);
	}
	for (uint32_t i = 0; i < guests; i++) {
		for (uint32_t k = draw(12); k > 0; k--) {
			draw_fact(w, stay, (int)i);
		}
		if (draw(5) == 0) {
			w->cards[stay][i].occasions = &birthday;
			w->cards[stay][i].occasion_count = 1;
		}
	}
	w->people[stay][0].primary = draw(4) > 0;
}

static void draw_world(struct world *w)
{
	w->input.occupant_count = 1 + draw(3);
	for (int i = 0; i < STAYS; i++) {
		draw_stay(w, i);
	}
	w->house.attention_budget = (int32_t)draw(7);
	w->room.residue = draw(1 << HAZARDS);
	w->room.housekeeping = (enum sg_housekeeping_status)draw(4);
	w->room.occupied = draw(2) == 0;
	w->input.business_day = ARRIVAL - 1 + (int32_t)draw(3);
	if (draw(4) == 0) {
		w->input.type = NULL;
	}
	if (draw(4) == 0) {
		w->input.next_arrival_us = CLOCK(DEPARTURE, 15, 0);
	}
}

/* What happens to it until the next revision. */
static void go_on(struct world *w)
{
	for (size_t i = 0; i < w->input.previous_count; i++) {
		if (draw(3) == 0) {
			w->previous[i].state = (enum sg_item_state)draw(SG_ITEM_STATES);
		}
	}
	switch (draw(5)) {
	case 0:
		w->stays[0].room = rooms[draw(4)];
		break;
	case 1:
		w->stays[0].status = (enum sg_stay_status)draw(SG_STAY_STATUSES);
		break;
	case 2:
		w->input.business_day++;
		break;
	default:
		if (w->cards[0][0].fact_count > 0) {
			w->cards[0][0].fact_count--;
		}
	}
}

/* ---- the list as bytes ---- */

static void write_id(struct sg_buffer *out, const struct sg_id *id)
{
	char text[SG_ID_TEXT_SIZE];

	sg_id_format(id, text);
	sg_buffer_text(out, text);
}

static void write_because(struct sg_buffer *out, const struct sg_because *because)
{
	sg_buffer_format(out, " [%d %s=%s %s %lld ", (int)because->source,
		because->topic == NULL ? "-" : because->topic,
		because->value == NULL ? "-" : because->value,
		because->detail == NULL ? "-" : because->detail,
		(long long)because->said_us);
	write_id(out, &because->fact);
	write_id(out, &because->guest);
	sg_buffer_char(out, ']');
}

static void write_item(struct sg_buffer *out, const struct sg_item *item)
{
	sg_buffer_format(out, "\n%s %d=%d '%s' n%d a%d c%d w%d due %lld m%d s%d r%u %s",
		item->id, item->topic, item->value, item->text == NULL ? "" : item->text,
		item->quantity, (int)item->action, (int)item->class, (int)item->when,
		(long long)item->due_us, item->minutes, (int)item->state,
		item->since_revision, item->room == NULL ? "-" : item->room);
	for (size_t i = 0; i < item->part_count; i++) {
		sg_buffer_format(out, " %s:%d/%d", item->parts[i].what,
			item->parts[i].total, item->parts[i].standard);
	}
	for (size_t i = 0; i < item->because_count; i++) {
		write_because(out, &item->because[i]);
	}
}

static void write_plan(struct sg_buffer *out, const struct sg_plan *plan)
{
	sg_buffer_reset(out);
	sg_buffer_format(out, "%d %d %d %lld %d ", (int)plan->state, (int)plan->kind,
		(int)plan->attention, (long long)plan->ready_by_us, plan->lead_hours);
	write_id(out, &plan->led_by);
	for (size_t i = 0; i < plan->avoid_count; i++) {
		write_item(out, &plan->avoid[i]);
	}
	for (size_t i = 0; i < plan->item_count; i++) {
		write_item(out, &plan->items[i]);
	}
	for (size_t i = 0; i < plan->left_out_count; i++) {
		sg_buffer_format(out, "\nleft %d %d=%d", (int)plan->left_out[i].reason,
			plan->left_out[i].topic, plan->left_out[i].value);
		write_because(out, &plan->left_out[i].because);
		write_because(out, &plan->left_out[i].against);
	}
	for (size_t i = 0; i < plan->warning_count; i++) {
		sg_buffer_format(out, "\nwarn %d %d %s", (int)plan->warnings[i].kind,
			plan->warnings[i].topic,
			plan->warnings[i].item == NULL ? "" : plan->warnings[i].item);
	}
	if (plan->ask != NULL) {
		sg_buffer_format(out, "\nask %d %d %d", plan->ask->topic,
			plan->ask->values[0], plan->ask->values[1]);
		write_because(out, &plan->ask->because[0]);
		write_because(out, &plan->ask->because[1]);
	}
	assert_false(out->failed);
}

/* ---- what must be true ---- */

static void shuffle(void *array, size_t count, size_t size)
{
	unsigned char *bytes = array, spare[256];

	assert_true(size <= sizeof spare);
	for (size_t i = count; i > 1; i--) {
		size_t other = draw((uint32_t)i);

		memcpy(spare, bytes + (i - 1) * size, size);
		memmove(bytes + (i - 1) * size, bytes + other * size, size);
		memcpy(bytes + other * size, spare, size);
	}
}

static void shuffle_world(struct world *w)
{
	for (int i = 0; i < STAYS; i++) {
		for (int k = 0; k < GUESTS; k++) {
			const struct sg_card *card = &w->cards[i][k];

			shuffle((void *)(uintptr_t)card->facts, card->fact_count,
				sizeof card->facts[0]);
		}
		shuffle(w->codes[i], w->stays[i].code_count, sizeof w->codes[i][0]);
	}
	for (size_t i = 0; i < w->input.occupant_count; i++) {
		shuffle((void *)(uintptr_t)w->occupants[i].cards,
			w->occupants[i].card_count, sizeof(struct sg_card));
	}
	shuffle(w->occupants + 1, w->input.occupant_count - 1, sizeof w->occupants[0]);
}

static void assert_the_same_again(struct world *w)
{
	struct sg_buffer first = {NULL, 0, 0, false}, again = {NULL, 0, 0, false};

	write_plan(&first, compose(w));
	write_plan(&again, compose(w));
	assert_string_equal(first.data, again.data);
	shuffle_world(w);
	write_plan(&again, compose(w));
	assert_string_equal(first.data, again.data);
	sg_buffer_free(&first);
	sg_buffer_free(&again);
}

static void assert_no_secret(const struct sg_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert_in_range(items[i].topic, 0, TOPICS - 1);
		assert_false(plan_topics[items[i].topic].special_category);
		assert_true(items[i].because_count > 0);
		assert_true(items[i].value <
			    (int32_t)plan_topics[items[i].topic].value_count);
	}
}

static void assert_unique(const struct sg_plan *plan)
{
	for (size_t i = 0; i < plan->item_count; i++) {
		for (size_t k = 0; k < i; k++) {
			assert_string_not_equal(plan->items[i].id, plan->items[k].id);
		}
		for (size_t k = 0; k < plan->avoid_count; k++) {
			assert_string_not_equal(plan->items[i].id, plan->avoid[k].id);
		}
	}
}

static void assert_restrained(const struct world *w)
{
	int32_t nights = sg_stay_nights(&w->stays[0]);
	int32_t budget = w->house.attention_budget * (nights > 7 ? 2 : 1);
	int32_t attentions = 0;

	for (size_t i = 0; i < w->plan.item_count; i++) {
		attentions += w->plan.items[i].class != SG_CLASS_NEED &&
		              w->plan.items[i].action <= SG_ACTION_DO;
	}
	assert_true(attentions <= budget);
	for (size_t i = 0; i < w->plan.left_out_count; i++) {
		const struct sg_left_out *left = &w->plan.left_out[i];

		if (left->reason == SG_LEFT_BUDGET) {
			assert_int_not_equal(
				plan_topics[left->topic].class, SG_CLASS_NEED);
		}
	}
}

static void assert_harmless(const struct world *w)
{
	uint64_t forbidden = 0, brought = 0;

	for (size_t i = 0; i < w->plan.item_count; i++) {
		const struct sg_item *item = &w->plan.items[i];
		const struct sg_topic *topic = &plan_topics[item->topic];

		for (size_t k = 0; k < item->because_count; k++) {
			int32_t said = item->because[k].topic == NULL
			                       ? -1
			                       : sg_catalog_topic(&plan_catalog,
							 item->because[k].topic);

			if (said == ALLERGY_ROOM) {
				int32_t value = sg_catalog_value(
					&plan_topics[said], item->because[k].value);

				forbidden |= allergy_values[value].forbids;
			}
		}
		if (item->action <= SG_ACTION_DO) {
			brought |= topic->values[item->value].brings;
		}
	}
	assert_int_equal(forbidden & brought, 0);
}

static bool was_left(const struct sg_plan *plan, const struct sg_fact *fact)
{
	for (size_t i = 0; i < plan->left_out_count; i++) {
		if (sg_id_equal(&plan->left_out[i].because.fact, &fact->id)) {
			return true;
		}
	}
	return false;
}

/* What the stay's own guests never want, and still mean, is not there. */
static void assert_nevers(const struct world *w)
{
	const struct sg_occupant *own = &w->occupants[0];

	for (size_t i = 0; i < own->card_count; i++) {
		for (size_t k = 0; k < own->cards[i].fact_count; k++) {
			const struct sg_fact *fact = &own->cards[i].facts[k];
			int32_t topic = sg_catalog_topic(&plan_catalog, fact->topic);

			if (fact->strength != SG_NEVER || was_left(&w->plan, fact)) {
				continue;
			}
			for (size_t n = 0; n < w->plan.item_count; n++) {
				const struct sg_item *item = &w->plan.items[n];
				const char *value = item->text != NULL
				                            ? item->text
				                            : plan_topics[item->topic]
				                                      .values[item->value]
				                                      .name;

				assert_false(item->action <= SG_ACTION_DO &&
					     item->topic == topic &&
					     (fact->value == NULL ||
						     strcmp(fact->value, value) == 0));
			}
		}
	}
}

static void assert_in_order(const struct sg_plan *plan)
{
	for (size_t i = 1; i < plan->item_count; i++) {
		const struct sg_item *a = &plan->items[i - 1], *b = &plan->items[i];

		assert_true(a->due_us <= b->due_us);
		if (a->due_us == b->due_us) {
			assert_true(plan_topics[a->topic].place <=
				    plan_topics[b->topic].place);
		}
	}
}

/* Delivering a list and asking again changes nothing but what "new" means. */
static void assert_settles(struct world *w)
{
	struct sg_item items[PREVIOUS];
	size_t count = w->plan.item_count;

	memcpy(items, w->plan.items, count * sizeof items[0]);
	deliver(w);
	compose(w);
	assert_int_equal(w->plan.item_count, count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(w->plan.items[i].id, items[i].id);
		assert_int_equal(w->plan.items[i].state, items[i].state);
		assert_int_equal(w->plan.items[i].due_us, items[i].due_us);
		assert_int_equal(w->plan.items[i].action, items[i].action);
		assert_true(w->plan.items[i].since_revision > 0);
	}
}

static void assert_all(struct world *w)
{
	assert_the_same_again(w);
	assert_no_secret(w->plan.items, w->plan.item_count);
	assert_no_secret(w->plan.avoid, w->plan.avoid_count);
	assert_unique(&w->plan);
	assert_restrained(w);
	assert_harmless(w);
	assert_nevers(w);
	assert_in_order(&w->plan);
	assert_settles(w);
}

/* The short way to an issued list and the long one lead to the same. */
static void a_planned_list_is_issued_as_it_would_be_composed(void **state)
{
	size_t items = 0;

	(void)state;
	for (uint32_t round = 1; round <= ROUNDS; round++) {
		void *made = NULL;
		struct sg_plan issued;
		struct world *w;

		seed = round;
		world_begin(&made);
		w = made;
		draw_world(w);
		w->input.occupant_count = 1;
		w->stays[0].status = SG_STAY_BOOKED;
		w->stays[0].checked_in_us = SG_NO_TIME;
		compose(w);
		deliver(w);
		for (size_t i = 0; i < w->plan.item_count; i++) {
			w->previous[i].state = (enum sg_item_state)draw(SG_ITEM_STATES);
		}
		issued = w->plan;
		issued.items = w->previous;
		assert_int_equal(sg_plan_issue(&plan_catalog, CLOCK(ARRIVAL, 15, 7),
					 w->arena, &issued),
			SG_OK);
		check_in(w, 0);
		compose(w);
		assert_int_equal(w->plan.item_count, issued.item_count);
		assert_int_equal(w->plan.attention, issued.attention);
		for (size_t i = 0; i < issued.item_count; i++) {
			const struct sg_item *a = &w->plan.items[i],
					     *b = &issued.items[i];

			assert_string_equal(a->id, b->id);
			assert_int_equal(a->due_us, b->due_us);
			assert_int_equal(a->state, b->state);
			assert_int_equal(a->action, b->action);
			items++;
		}
		world_end(&made);
	}
	assert_true(items > ROUNDS);
}

static void every_list_of_every_room_obeys(void **state)
{
	size_t items = 0;

	(void)state;
	for (uint32_t round = 1; round <= ROUNDS; round++) {
		void *made = NULL;
		struct world *w;

		seed = round;
		world_begin(&made);
		w = made;
		draw_world(w);
		for (int revision = 0; revision < REVISIONS; revision++) {
			assert_all(w);
			items += w->plan.item_count;
			go_on(w);
		}
		world_end(&made);
	}
	assert_true(items > ROUNDS); /* the rooms were worth drawing */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_list_of_every_room_obeys),
		cmocka_unit_test(a_planned_list_is_issued_as_it_would_be_composed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
