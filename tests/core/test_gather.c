/* What speaks for a room: facts, codes, occasions, rules of the house. */
#include "core/plan_world.h"

static void a_stated_wish_is_on_the_list_and_says_whose_it_is(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	const struct sg_item *item = item_of(compose(w), DEVICE_KETTLE, 0);

	assert_non_null(item);
	assert_int_equal(item->class, SG_CLASS_WISH);
	assert_int_equal(item->action, SG_ACTION_PLACE);
	assert_int_equal(item->quantity, 1);
	assert_int_equal(item->minutes, 5);
	assert_int_equal(item->because_count, 1);
	assert_int_equal(item->because[0].source, SG_SOURCE_STATED);
	assert_memory_equal(&item->because[0].fact, &fact->id, sizeof fact->id);
	assert_memory_equal(
		&item->because[0].guest, &w->cards[0][0].guest, sizeof(struct sg_id));
	assert_string_equal(item->because[0].said_by, "guest");
	assert_int_equal(item->because[0].said_us, fact->said_us);
}

static void a_flag_needs_no_value(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", NULL);
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
}

static void what_must_be_is_a_need_whatever_the_topic(void **state)
{
	struct world *w = *state;

	w->house.attention_budget = 0;
	says(w, 0, 0, SG_REQUIRE, "device.kettle", "yes");
	assert_int_equal(item_of(compose(w), DEVICE_KETTLE, 0)->class, SG_CLASS_NEED);
}

static void an_unknown_topic_or_value_is_left_out_with_the_fact(void **state)
{
	struct world *w = *state;
	const struct sg_plan *plan;

	says(w, 0, 0, SG_LIKE, "bath.champagne", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "stone");
	says(w, 0, 0, SG_LIKE, "bed.pillow", NULL);
	says(w, 0, 0, SG_NEVER, "news.paper", "bild");
	plan = compose(w);
	assert_int_equal(plan->item_count, 0);
	assert_int_equal(plan->left_out_count, 4);
	assert_string_equal(left_of(plan, -1, SG_LEFT_UNKNOWN_TOPIC)->because.topic,
		"bath.champagne");
	assert_int_equal(left_of(plan, BED_PILLOW, SG_LEFT_UNKNOWN_TOPIC)->value, -1);
	assert_non_null(left_of(plan, NEWS_PAPER, SG_LEFT_UNKNOWN_TOPIC));
}

static void numbers_are_read_strictly_and_shown_shortest(void **state)
{
	static const struct {
		const char *said, *shown;
	} cases[] = {{"19.50", "19.5"}, {"19", "19"}, {"+18.125", "18.125"},
		{"20.005", "20.005"}, {"20.", NULL}, {".5", NULL}, {"", NULL},
		{"-", NULL}, {"15.999", NULL}, {"26.001", NULL}, {"1e1", NULL},
		{"19,5", NULL}, {"19.1234", NULL}, {"1.9.0", NULL}, {"9999999", NULL},
		{"20 ", NULL}};
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "room.temperature", NULL);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct sg_item *item;

		fact->value = cases[i].said;
		item = item_of(compose(w), ROOM_TEMPERATURE, 0);
		if (cases[i].shown == NULL) {
			assert_null(item);
		} else {
			assert_string_equal(item->text, cases[i].shown);
		}
	}
	fact->topic = "device.fridge";
	fact->value = "-0.5";
	assert_string_equal(item_of(compose(w), DEVICE_FRIDGE, 0)->text, "-0.5");
}

static void a_text_is_kept_as_it_was_said(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "bar.usual", "Negroni, ohne Orange");
	assert_string_equal(
		item_of(compose(w), BAR_USUAL, 0)->text, "Negroni, ohne Orange");
}

static void codes_and_products_become_items(void **state)
{
	struct world *w = *state;
	const struct sg_plan *plan;
	const struct sg_item *item;

	codes(w, 0, "product", "COT");
	codes(w, 0, "special", "T20");
	codes(w, 0, "special", "T99");     /* mapped to a value that is none */
	codes(w, 0, "special", "UNKNOWN"); /* counted elsewhere */
	w->codes[0][0].quantity = 2;
	w->children[0][0] = (struct sg_children){"0-2", 2};
	w->stays[0].children_count = 1;
	plan = compose(w);
	item = item_of(plan, BED_COT, 0);
	assert_int_equal(item->quantity, 2);
	assert_int_equal(item->parts[1].total, 2);
	assert_int_equal(item->because[0].source, SG_SOURCE_CODE);
	assert_string_equal(item->because[0].detail, "COT");
	assert_string_equal(item->because[0].topic, "bed.cot");
	assert_string_equal(item->because[0].value, "yes");
	assert_string_equal(item_of(plan, ROOM_TEMPERATURE, 0)->text, "20");
	assert_int_equal(plan->item_count, 2);
	assert_int_equal(plan->left_out_count, 0);
}

static void vip_and_bed_setup_are_mapped_like_codes(void **state)
{
	struct world *w = *state;
	const struct sg_plan *plan;

	w->stays[0].vip = "VIP3";
	w->stays[0].bed_setup = "twin";
	plan = compose(w);
	assert_non_null(item_of(plan, AMENITY_WATER, 0));
	assert_int_equal(item_of(plan, BED_SETUP, 1)->action, SG_ACTION_SWAP);
	w->stays[0].bed_setup = "double";
	assert_non_null(left_of(compose(w), BED_SETUP, SG_LEFT_STANDARD));
	w->stays[0].bed_setup = "hammock";
	assert_int_equal(compose(w)->item_count, 1);
}

static void an_occasion_in_the_stay_brings_its_effects(void **state)
{
	struct world *w = *state;
	const struct sg_occasion occasions[] = {
		{.kind = "birthday", .month_day = 1124, .day = SG_NO_DAY},
		{.kind = "honeymoon", .month_day = 1125, .day = SG_NO_DAY},
	};
	const struct sg_item *item;
	const struct sg_plan *plan;

	w->cards[0][0].occasions = occasions;
	w->cards[0][0].occasion_count = 2;
	w->occupants[0].card_count = 1;
	plan = compose(w);
	item = item_of(plan, AMENITY_CAKE, 0);
	assert_int_equal(plan->item_count, 1);
	assert_int_equal(item->class, SG_CLASS_DELIGHT);
	assert_int_equal(item->because[0].source, SG_SOURCE_OCCASION);
	assert_string_equal(item->because[0].detail, "birthday");
	assert_string_equal(item->because[0].topic, "occasion");
	assert_memory_equal(
		&item->because[0].guest, &w->cards[0][0].guest, sizeof(struct sg_id));
}

static void an_occasion_said_with_the_reservation_counts_too(void **state)
{
	struct world *w = *state;
	const struct sg_plan *plan;

	w->occasions[0][0] = (struct sg_occasion){"honeymoon", 0, SG_NO_DAY};
	w->occasions[0][1] = (struct sg_occasion){"birthday", 0, DEPARTURE + 1};
	w->occasions[0][2] = (struct sg_occasion){"moon_landing", 0, ARRIVAL};
	w->stays[0].occasion_count = 3;
	plan = compose(w);
	assert_non_null(item_of(plan, AMENITY_FLOWERS, 1));
	assert_int_equal(plan->item_count, 1);
	w->occasions[0][1].day = DEPARTURE;
	assert_non_null(item_of(compose(w), AMENITY_CAKE, 0));
}

static void occasions_turn_with_the_year(void **state)
{
	static const struct {
		const char *arrival, *departure;
		int32_t month_day;
		bool inside;
	} cases[] = {{"2026-12-30", "2027-01-02", 101, true},
		{"2026-12-30", "2027-01-02", 1229, false},
		{"2027-02-26", "2027-02-28", 229, true},
		{"2028-02-26", "2028-02-28", 229, false},
		{"2028-02-26", "2028-02-29", 229, true},
		{"2027-03-01", "2027-03-03", 229, false},
		{"2027-01-01", "2028-01-01", 615, true}};
	struct world *w = *state;
	struct sg_occasion occasion = {"birthday", 0, SG_NO_DAY};

	w->cards[0][0].occasions = &occasion;
	w->cards[0][0].occasion_count = 1;
	w->occupants[0].card_count = 1;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sg_day_parse(cases[i].arrival, &w->stays[0].arrival_day);
		sg_day_parse(cases[i].departure, &w->stays[0].departure_day);
		occasion.month_day = cases[i].month_day;
		assert_int_equal(compose(w)->item_count, cases[i].inside);
	}
}

static void rules_of_the_house_hold_where_all_their_conditions_do(void **state)
{
	struct world *w = *state;

	w->rules[1] = (struct sg_house_rule){.id = "suite",
		.topic = "room.scent",
		.value = "citrus",
		.room_type = "SUI"};
	w->rules[2] = (struct sg_house_rule){
		.id = "toddler", .topic = "amenity.cake", .age_group = "3-6"};
	w->rules[3] = (struct sg_house_rule){
		.id = "long", .topic = "news.paper", .value = "faz", .min_nights = 4};
	w->rules[4] = (struct sg_house_rule){.id = "lost", .topic = "no.such_topic"};
	w->house.rule_count = 5;
	assert_int_equal(compose(w)->item_count, 0);
	w->stays[0].vip = "VIP2";
	assert_non_null(item_of(compose(w), AMENITY_FLOWERS, 0));
	w->stays[0].vip = "VIP1";
	assert_int_equal(compose(w)->item_count, 0);
	w->type.code = "SUI";
	assert_string_equal(
		item_of(compose(w), ROOM_SCENT, 0)->because[0].detail, "suite");
	w->input.type = NULL;
	w->stays[0].assigned_type = "SUI";
	assert_non_null(item_of(compose(w), ROOM_SCENT, 0));
	w->children[0][0] = (struct sg_children){"3-6", 0};
	w->stays[0].children_count = 1;
	assert_null(item_of(compose(w), AMENITY_CAKE, 0));
	w->children[0][0].count = 1;
	assert_non_null(item_of(compose(w), AMENITY_CAKE, 0));
	w->children[0][0].age_group = "7-12";
	assert_null(item_of(compose(w), AMENITY_CAKE, 0));
	w->stays[0].departure_day = ARRIVAL + 4;
	assert_non_null(item_of(compose(w), NEWS_PAPER, 0));
}

static void special_categories_leave_as_their_effects_only(void **state)
{
	struct world *w = *state;
	const struct sg_plan *plan;

	says(w, 0, 0, SG_REQUIRE, "access.need", "wheelchair");
	says(w, 0, 0, SG_LIKE, "allergy.room", "nuts");
	says(w, 0, 0, SG_REQUIRE, "room.warmth", "24");
	plan = compose(w);
	assert_int_equal(plan->item_count, 3);
	assert_int_equal(item_of(plan, BATH_RAIL, 0)->class, SG_CLASS_NEED);
	assert_non_null(item_of(plan, KITCHEN_WITHOUT, 1));
	assert_string_equal(item_of(plan, ROOM_TEMPERATURE, 0)->text, "24");
	assert_int_equal(item_of(plan, ROOM_TEMPERATURE, 0)->class, SG_CLASS_NEED);
}

static void a_special_category_without_effects_leaves_not_at_all(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "access.need", "guide");
	says(w, 0, 0, SG_NEVER, "access.need", NULL);
	assert_int_equal(compose(w)->item_count, 0);
	assert_int_equal(w->plan.avoid_count, 0);
}

static void a_number_that_an_effect_does_not_give_says_nothing(void **state)
{
	static const struct sg_effect effects[] = {{ROOM_TEMPERATURE, 0, false}};
	struct world *w = *state;
	struct sg_catalog catalog = plan_catalog;
	struct sg_topic topics[TOPICS];
	struct sg_topic_value value = kettle_values[0];

	memcpy(topics, plan_topics, sizeof topics);
	value.effects = effects;
	value.effect_count = 1;
	topics[DEVICE_KETTLE].values = &value;
	catalog.topics = topics;
	w->input.catalog = &catalog;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	assert_int_equal(compose(w)->item_count, 0);
}

static void effects_that_go_in_a_circle_come_to_an_end(void **state)
{
	static const struct sg_effect circle[] = {
		{DEVICE_KETTLE, 0, false}, {BATH_RAIL, 0, false}};
	struct world *w = *state;
	struct sg_catalog catalog = plan_catalog;
	struct sg_topic topics[TOPICS];
	struct sg_topic_value value = kettle_values[0];

	memcpy(topics, plan_topics, sizeof topics);
	value.effects = circle;
	value.effect_count = 2;
	topics[DEVICE_KETTLE].values = &value;
	catalog.topics = topics;
	w->input.catalog = &catalog;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	assert_int_equal(compose(w)->item_count, 1);
	assert_non_null(item_of(&w->plan, BATH_RAIL, 0));
	assert_int_equal(
		sg_plan_residue(&catalog, &w->house, &w->occupants[0], NULL, 0), 0);
}

static void a_party_is_counted_by_heads(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	w->children[0][0] = (struct sg_children){"0-2", 1};
	w->children[0][1] = (struct sg_children){"7-12", 2};
	w->children[0][2] = (struct sg_children){"150-", 1};
	w->stays[0].children_count = 3;
	says(w, 0, 0, SG_LIKE, "bath.robe", "yes");
	says(w, 0, 0, SG_LIKE, "amenity.water", "still");
	says(w, 0, 0, SG_LIKE, "amenity.water", "fizzy");
	item = item_of(compose(w), BATH_ROBE, 0);
	assert_int_equal(item->parts[0].total, 2);
	assert_int_equal(item->parts[0].standard, 2);
	assert_int_equal(item->parts[1].total, 3);
	assert_int_equal(item->parts[1].standard, 0);
	assert_int_equal(item_of(&w->plan, AMENITY_WATER, 0)->quantity, 5);
	assert_int_equal(item_of(&w->plan, AMENITY_WATER, 1)->quantity, 2);
}

static void a_party_that_says_nothing_is_counted_by_its_guests(void **state)
{
	struct world *w = *state;

	w->stays[0].adults = 0;
	says(w, 0, 2, SG_LIKE, "amenity.water", "fizzy");
	w->people[0][1].role = SG_ROLE_BOOKER;
	assert_int_equal(item_of(compose(w), AMENITY_WATER, 1)->quantity, 2);
	w->stays[0].person_count = 0;
	assert_int_equal(item_of(compose(w), AMENITY_WATER, 1)->quantity, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(a_stated_wish_is_on_the_list_and_says_whose_it_is),
		WORLD_TEST(a_flag_needs_no_value),
		WORLD_TEST(what_must_be_is_a_need_whatever_the_topic),
		WORLD_TEST(an_unknown_topic_or_value_is_left_out_with_the_fact),
		WORLD_TEST(numbers_are_read_strictly_and_shown_shortest),
		WORLD_TEST(a_text_is_kept_as_it_was_said),
		WORLD_TEST(codes_and_products_become_items),
		WORLD_TEST(vip_and_bed_setup_are_mapped_like_codes),
		WORLD_TEST(an_occasion_in_the_stay_brings_its_effects),
		WORLD_TEST(an_occasion_said_with_the_reservation_counts_too),
		WORLD_TEST(occasions_turn_with_the_year),
		WORLD_TEST(rules_of_the_house_hold_where_all_their_conditions_do),
		WORLD_TEST(special_categories_leave_as_their_effects_only),
		WORLD_TEST(a_special_category_without_effects_leaves_not_at_all),
		WORLD_TEST(a_number_that_an_effect_does_not_give_says_nothing),
		WORLD_TEST(effects_that_go_in_a_circle_come_to_an_end),
		WORLD_TEST(a_party_is_counted_by_heads),
		WORLD_TEST(a_party_that_says_nothing_is_counted_by_its_guests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
