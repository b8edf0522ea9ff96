/*
 * Step 1: everything that speaks for this room. Facts, usuals and benefits of everybody in it,
 * codes and products of the reservation, occasions during the stay, rules of the house. Nothing
 * is judged here but what the catalogue does not know.
 */
#include "core/draft.h"

#include "core/time.h"

#define OCCASION_TOPIC "occasion"
#define BED_TOPIC "bed.setup"

/* With nobody named all rank alike. */
static bool is_primary(const struct sg_stay *stay, const struct sg_id *guest)
{
	const struct sg_person *first = sg_stay_first(stay);

	return first == NULL || sg_id_equal(&first->guest, guest);
}

static void gather_fact(struct sg_draft *draft, const struct sg_occupant *occupant,
	const struct sg_card *card, const struct sg_fact *fact, bool primary)
{
	struct sg_voice voice = {.occupant = occupant,
		.fact = fact,
		.card = card,
		.speaker = card->guest,
		.quantity = 1,
		.source = SG_SOURCE_STATED,
		.strength = fact->strength,
		.primary = primary};
	int32_t topic = sg_catalog_topic(draft->catalog, fact->topic);
	bool refuses = fact->strength >= SG_AVOID;

	if (topic < 0 || !sg_what_read(draft, topic, fact->value, refuses, &voice.what)) {
		voice.what = (struct sg_what){-1, -1, 0, NULL};
		sg_draft_leave(draft, SG_LEFT_UNKNOWN_TOPIC,
			&(struct sg_what){topic, -1, 0, NULL},
			sg_draft_voice(draft, &voice), NULL);
		return;
	}
	sg_draft_voice(draft, &voice);
}

/* `value` that the catalogue does not know is passed over: codes are counted elsewhere, and
 * a rule was checked when it was set. */
static void gather_named(struct sg_draft *draft, const struct sg_voice *like,
	int32_t topic, const char *value)
{
	struct sg_voice voice = *like;

	if (topic >= 0 && sg_what_read(draft, topic, value, like->strength >= SG_AVOID,
				  &voice.what)) {
		sg_draft_voice(draft, &voice);
	}
}

static void gather_occasion(struct sg_draft *draft, const struct sg_occupant *occupant,
	const struct sg_id *guest, const struct sg_occasion *occasion)
{
	struct sg_voice voice = {.occupant = occupant,
		.detail = occasion->kind,
		.speaker = *guest,
		.quantity = 1,
		.source = SG_SOURCE_OCCASION,
		.strength = SG_LIKE};

	gather_named(draft, &voice, sg_catalog_topic(draft->catalog, OCCASION_TOPIC),
		occasion->kind);
}

/* What was approved here and is still owed; where it was given it stays for that stay. */
static void gather_make_good(struct sg_draft *draft, const struct sg_occupant *occupant,
	const struct sg_card *card, const struct sg_make_good *make_good)
{
	struct sg_voice voice = {.occupant = occupant,
		.make_good = make_good,
		.detail = make_good->failed,
		.speaker = card->guest,
		.quantity = 1,
		.source = SG_SOURCE_MAKE_GOOD,
		.strength = SG_LIKE};

	if (make_good->state == SG_MAKE_GOOD_APPROVED &&
		sg_id_equal(&make_good->property, &draft->input->house->id) &&
		(sg_id_is_nil(&make_good->given_in) ||
			sg_id_equal(&make_good->given_in, &occupant->stay->id))) {
		gather_named(draft, &voice,
			sg_catalog_topic(draft->catalog, make_good->topic),
			make_good->value);
	}
}

static void gather_card(struct sg_draft *draft, const struct sg_occupant *occupant,
	const struct sg_card *card)
{
	bool primary = is_primary(occupant->stay, &card->guest);

	sg_draft_gather_usuals(draft, occupant, card, primary);
	for (size_t i = 0; i < card->fact_count; i++) {
		gather_fact(draft, occupant, card, &card->facts[i], primary);
	}
	for (size_t i = 0; i < card->make_good_count; i++) {
		gather_make_good(draft, occupant, card, &card->make_goods[i]);
	}
	sg_draft_gather_benefits(draft, occupant, card, primary);
	for (size_t i = 0; i < card->occasion_count; i++) {
		if (sg_occasion_fits(&card->occasions[i], occupant->stay)) {
			gather_occasion(
				draft, occupant, &card->guest, &card->occasions[i]);
		}
	}
}

static struct sg_voice code_voice(
	const struct sg_occupant *occupant, const char *code, int32_t quantity)
{
	return (struct sg_voice){.occupant = occupant,
		.detail = code,
		.speaker = occupant->stay->id,
		.quantity = quantity > 1 ? quantity : 1,
		.source = SG_SOURCE_CODE,
		.strength = SG_LIKE};
}

static bool gather_code(struct sg_draft *draft, const struct sg_occupant *occupant,
	const char *group, const char *code, int32_t quantity)
{
	const struct sg_code *entry = sg_catalog_code(draft->catalog, group, code);
	struct sg_voice voice = code_voice(occupant, code, quantity);

	if (entry == NULL) {
		return false;
	}
	voice.strength = (enum sg_strength)entry->strength;
	if (entry->value >= 0) {
		voice.what = (struct sg_what){entry->topic, entry->value, 0, NULL};
		sg_draft_voice(draft, &voice);
	} else {
		gather_named(draft, &voice, entry->topic, entry->text);
	}
	return true;
}

/* What the reservation says outside its codes, for which a hotel may still have a mapping. */
static void gather_reservation(struct sg_draft *draft, const struct sg_occupant *occupant)
{
	static const struct sg_id nobody;
	const struct sg_stay *stay = occupant->stay;

	for (size_t i = 0; i < stay->code_count; i++) {
		gather_code(draft, occupant, stay->codes[i].group, stay->codes[i].code,
			stay->codes[i].quantity);
	}
	if (stay->vip != NULL) {
		gather_code(draft, occupant, "vip", stay->vip, 1);
	}
	if (stay->bed_setup != NULL &&
		!gather_code(draft, occupant, "bed_setup", stay->bed_setup, 1)) {
		struct sg_voice voice = code_voice(occupant, stay->bed_setup, 1);

		gather_named(draft, &voice, sg_catalog_topic(draft->catalog, BED_TOPIC),
			stay->bed_setup);
	}
	for (size_t i = 0; i < stay->occasion_count; i++) {
		const struct sg_occasion *occasion = &stay->occasions[i];

		if ((occasion->month_day == 0 && occasion->day == SG_NO_DAY) ||
			sg_occasion_fits(occasion, stay)) {
			gather_occasion(draft, occupant, &nobody, occasion);
		}
	}
}

static bool rule_holds(const struct sg_draft *draft, const struct sg_house_rule *rule)
{
	for (size_t i = 0; i < draft->present_count; i++) {
		if (sg_rule_fits(rule, draft->present[i]->stay, draft->input->type)) {
			return true;
		}
	}
	return false;
}

static void gather_rules(struct sg_draft *draft)
{
	const struct sg_house *house = draft->input->house;

	for (size_t i = 0; i < house->rule_count; i++) {
		const struct sg_house_rule *rule = &house->rules[i];
		struct sg_voice voice = {.detail = rule->id,
			.quantity = 1,
			.order = (int32_t)i,
			.source = SG_SOURCE_HOUSE_RULE,
			.strength = SG_LIKE};

		if (rule_holds(draft, rule)) {
			gather_named(draft, &voice,
				sg_catalog_topic(draft->catalog, rule->topic),
				rule->value);
		}
	}
}

void sg_draft_gather(struct sg_draft *draft)
{
	for (size_t i = 0; i < draft->present_count; i++) {
		const struct sg_occupant *occupant = draft->present[i];

		for (size_t j = 0; j < occupant->card_count; j++) {
			gather_card(draft, occupant, &occupant->cards[j]);
		}
		gather_reservation(draft, occupant);
	}
	gather_rules(draft);
}
