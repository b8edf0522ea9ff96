/* Whether a fact, an occasion or a rule of the house holds for a stay at all. */
#include "core/draft.h"

#include "core/time.h"

/* Beyond it a stay has seen every day of the year. */
enum { ALL_YEAR_NIGHTS = 365, OLDEST_BABY = 2 };

static int32_t month_day_of(int32_t day)
{
	int32_t year, month, day_of_month;

	sg_day_to_civil(day, &year, &month, &day_of_month);
	return month * 100 + day_of_month;
}

/* A circle of month*100+day, both ends included. */
static bool within(int32_t from, int32_t until, int32_t month_day)
{
	if (from <= until) {
		return from <= month_day && month_day <= until;
	}
	return month_day >= from || month_day <= until;
}

/* Whether any day of the stay falls into the season; two arcs of a circle meet where one of
 * them begins. */
static bool in_season(const struct sg_stay *stay, int32_t from, int32_t until)
{
	int32_t arrives = month_day_of(stay->arrival_day);

	return sg_stay_nights(stay) >= ALL_YEAR_NIGHTS || within(from, until, arrives) ||
	       within(arrives, month_day_of(stay->departure_day), from);
}

static bool party_fits(
	enum sg_party party, const struct sg_stay *stay, int32_t adults, int32_t children)
{
	switch (party) {
	case SG_PARTY_ALONE:
		return adults == 1 && children == 0;
	case SG_PARTY_COUPLE:
		return adults == 2 && children == 0;
	case SG_PARTY_FAMILY:
		return children > 0;
	case SG_PARTY_BUSINESS:
		return sg_same_text(stay->purpose, "business");
	case SG_PARTY_GROUP:
		return stay->group != NULL;
	default:
		return true;
	}
}

int32_t sg_fact_misfit(const struct sg_fact *fact, const struct sg_house *house,
	const struct sg_stay *stay, int32_t adults, int32_t children)
{
	enum sg_scope scope = sg_fact_scope(fact);

	if (scope == SG_SCOPE_PROPERTY && !sg_id_equal(&fact->property, &house->id)) {
		return SG_LEFT_PROPERTY;
	}
	if (scope == SG_SCOPE_STAY && !sg_id_equal(&fact->stay, &stay->id)) {
		return SG_LEFT_STAY;
	}
	if ((fact->from_day != SG_NO_DAY && fact->from_day > stay->departure_day) ||
		(fact->until_day != SG_NO_DAY && fact->until_day < stay->arrival_day)) {
		return SG_LEFT_VALIDITY;
	}
	if (fact->season_from != 0 &&
		!in_season(stay, fact->season_from, fact->season_until)) {
		return SG_LEFT_SEASON;
	}
	return party_fits(fact->party, stay, adults, children) ? -1 : SG_LEFT_PARTY;
}

bool sg_fact_is_allowed(const struct sg_fact *fact, const struct sg_card *card,
	bool special, const struct sg_house *house)
{
	enum sg_scope scope = sg_fact_scope(fact);

	if (scope == SG_SCOPE_CHAIN && card->memory != SG_MEMORY_CHAIN &&
		!sg_id_equal(&fact->property, &house->id)) {
		return false;
	}
	return scope == SG_SCOPE_STAY || sg_card_may_keep(card, house->memory, special);
}

bool sg_occasion_fits(const struct sg_occasion *occasion, const struct sg_stay *stay)
{
	enum { LEAP_DAY = 229 };

	if (occasion->month_day == 0) {
		return occasion->day >= stay->arrival_day &&
		       occasion->day <= stay->departure_day;
	}
	if (in_season(stay, occasion->month_day, occasion->month_day)) {
		return true;
	}
	/* Born on 29 February: kept on the 28th where the year has none. A stay that has the
	 * 29th was found above. */
	return occasion->month_day == LEAP_DAY &&
	       month_day_of(stay->departure_day) == LEAP_DAY - 1 &&
	       month_day_of(stay->departure_day + 1) != LEAP_DAY;
}

static bool is_baby(const char *age_group)
{
	int32_t age = 0;

	for (; *age_group >= '0' && *age_group <= '9' && age < 100; age_group++) {
		age = age * 10 + (*age_group - '0');
	}
	return age <= OLDEST_BABY;
}

static int32_t guests_of(const struct sg_stay *stay)
{
	int32_t count = 0;

	for (size_t i = 0; i < stay->person_count; i++) {
		count += stay->people[i].role == SG_ROLE_GUEST ||
		         stay->people[i].role == SG_ROLE_ACCOMPANYING;
	}
	return count;
}

void sg_stay_people(
	const struct sg_stay *stay, int32_t *adults, int32_t *children, int32_t *babies)
{
	int32_t guests = guests_of(stay);

	for (size_t i = 0; i < stay->children_count; i++) {
		*(is_baby(stay->children[i].age_group) ? babies : children) +=
			stay->children[i].count;
	}
	if (stay->adults > 0) {
		*adults += stay->adults;
	} else {
		*adults += guests > 0 ? guests : 1;
	}
}

static bool has_child(const struct sg_stay *stay, const char *age_group)
{
	for (size_t i = 0; i < stay->children_count; i++) {
		if (stay->children[i].count > 0 &&
			strcmp(stay->children[i].age_group, age_group) == 0) {
			return true;
		}
	}
	return false;
}

bool sg_rule_fits(const struct sg_house_rule *rule, const struct sg_stay *stay,
	const struct sg_room_type *type)
{
	const char *code = type != NULL ? type->code : stay->assigned_type;

	return (rule->vip == NULL || sg_same_text(rule->vip, stay->vip)) &&
	       (rule->room_type == NULL || sg_same_text(rule->room_type, code)) &&
	       (rule->age_group == NULL || has_child(stay, rule->age_group)) &&
	       sg_stay_nights(stay) >= rule->min_nights;
}
