/* Prices, and what comes of giving back. */
#include "service/award_spent.h"

#include <string.h>

#include "core/time.h"
#include "service/houses.h"

/* Where the member stands that core/award.h did not like. */
static enum sg_status unpriced(
	struct sg_call *call, enum sg_status status, const struct sg_error *why)
{
	static const struct {
		const char *code, *path;
	} places[] = {
		{"nights_missing", "/data/nights"},
		{"nights_unfit", "/data/nights"},
		{"amount_missing", "/data/amount_cents"},
		{"amount_unfit", "/data/amount_cents"},
		{"amount_too_large", "/data/amount_cents"},
	};
	const char *path = "/data/award";

	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		if (strcmp(places[i].code, why->code) == 0) {
			path = places[i].path;
		}
	}
	return sg_fail(call->error, status, why->code, path, "%s", why->message);
}

static enum sg_status price(struct sg_call *call, const struct sg_award *award,
	const struct sg_redemption_document *said, const struct sg_member_work *member,
	struct sg_award_agreed *agreed)
{
	const struct sg_award_asked asked = {.award = award,
		.property = agreed->property,
		.room_type = said->room_type,
		.rate = said->rate,
		.channel = said->channel,
		.tier = member->standings.now.tier,
		.today_day = sg_member_today(call),
		.day = agreed->day,
		.nights = said->nights,
		.amount = said->amount};
	struct sg_error why = {.status = SG_OK};
	enum sg_status status = sg_award_price(&asked, call->arena, &why, &agreed->cost);

	return status == SG_OK ? SG_OK : unpriced(call, status, &why);
}

static enum sg_status check_price(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_award *award,
	int64_t had, int64_t points)
{
	if (award->year_max > 0 && had >= award->year_max) {
		return sg_fail(call->error, SG_REFUSED, "award_limit", "/data/award",
			"a member has this award at most %d time%s a year",
			(int)award->year_max, award->year_max == 1 ? "" : "s");
	}
	if (said->points != 0 && said->points != points) {
		return sg_fail(call->error, SG_REFUSED, "points_other", "/data/points",
			"the award costs %lld points", (long long)points);
	}
	return SG_OK;
}

static enum sg_status agree(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_member_work *member,
	const struct sg_award *award, int64_t had, struct sg_award_agreed *ret_agreed)
{
	struct sg_award_agreed agreed = {.award = award->code,
		.name = award->name,
		.kind = award->kind,
		.property =
			said->property != NULL ? said->property : call->house->house.code,
		.room_type = said->room_type,
		.day = said->day != SG_NO_DAY ? said->day : sg_member_today(call),
		.nights = said->nights,
		.amount = said->amount,
		.qualifies = award->qualifies,
		.earns = award->earns,
		.cancel = award->cancel};
	enum sg_status status = price(call, award, said, member, &agreed);

	if (status == SG_OK) {
		status = check_price(call, said, award, had, agreed.cost.points);
	}
	if (status == SG_OK) {
		*ret_agreed = agreed;
	}
	return status;
}

/* NULL where the programme leaves to the PMS what points are spent on. */
static enum sg_status find_award(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_member_work *member,
	const struct sg_award **ret_award)
{
	const struct sg_programme_version *version =
		sg_programme_on(&member->programme, sg_member_today(call));
	bool awards = version != NULL && version->award_count > 0;

	*ret_award = NULL;
	if (said->award != NULL) {
		*ret_award = awards ? sg_award_find(version, said->award) : NULL;
		return *ret_award != NULL ? SG_OK
		                          : sg_fail(call->error, SG_INVALID,
						    "award_unknown", "/data/award",
						    "the programme has no such award");
	}
	if (awards) {
		return sg_fail(call->error, SG_REFUSED, "award_missing", "/data/award",
			"the programme says what points are spent on");
	}
	return SG_OK;
}

enum sg_status sg_award_agree(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_member_work *member,
	int64_t had, struct sg_redemption_row *row, struct sg_award_agreed *ret_agreed)
{
	const struct sg_award *award;
	struct sg_buffer text = {0};
	enum sg_status status = find_award(call, said, member, &award);

	*ret_agreed = (struct sg_award_agreed){.award = NULL};
	row->day = sg_member_today(call);
	row->points = said->points;
	if (status == SG_OK && award != NULL) {
		status = agree(call, said, member, award, had, ret_agreed);
	}
	if (status != SG_OK || award == NULL) {
		return status;
	}
	row->points = ret_agreed->cost.points;
	row->award = ret_agreed->award;
	if (award->kind == SG_AWARD_FREE_NIGHT) {
		row->night_day = ret_agreed->day;
		row->nights = said->nights > 0 ? said->nights : 1;
		row->night_terms = (award->qualifies ? SG_REDEMPTION_QUALIFIES : 0) |
		                   (award->earns ? SG_REDEMPTION_EARNS : 0);
	}
	sg_award_agreed_encode(ret_agreed, &text);
	row->agreed = sg_buffer_settle(&text, call->arena);
	return row->agreed != NULL ? SG_OK : sg_call_memory(call);
}

enum sg_status sg_award_recall(struct sg_call *call, const struct sg_redemption_row *row,
	struct sg_award_agreed *ret_agreed)
{
	*ret_agreed = (struct sg_award_agreed){.award = NULL};
	return row->agreed == NULL ? SG_OK
	                           : sg_award_agreed_decode(row->agreed, call->arena,
					     call->error, ret_agreed);
}

static bool is_other(const char *said, const char *agreed)
{
	return said != NULL && !sg_same_text(said, agreed);
}

enum sg_status sg_award_check_same(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_award_agreed *agreed)
{
	/* Nights of one that is over are those used. */
	bool held = said->state == SG_REDEMPTION_HELD && agreed->award != NULL;
	const struct {
		bool other;
		const char *path, *message;
	} members[] = {
		{is_other(said->award, agreed->award), "/data/award",
			"it was held for another award, or for none"},
		{held && said->day != SG_NO_DAY && said->day != agreed->day, "/data/date",
			"it was held for another day"},
		{held && said->nights != 0 && said->nights != agreed->nights,
			"/data/nights", "it was held for other nights"},
		{held && said->amount != 0 && said->amount != agreed->amount,
			"/data/amount_cents", "it was held for another amount"},
		{held && is_other(said->property, agreed->property), "/data/property",
			"it was held for another hotel"},
		{held && is_other(said->room_type, agreed->room_type), "/data/room_type",
			"it was held for another kind of room"},
	};

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		if (members[i].other) {
			return sg_fail(call->error, SG_REFUSED, "award_other",
				members[i].path, "%s", members[i].message);
		}
	}
	return SG_OK;
}

/* The first nights were used. */
static int64_t price_of_first(const struct sg_award_cost *cost, int32_t nights)
{
	int64_t points = 0;

	for (size_t i = 0; i < (size_t)nights; i++) {
		points += cost->nights[i];
	}
	return points;
}

static enum sg_status use(struct sg_call *call, const struct sg_redemption_document *said,
	const struct sg_award_agreed *agreed, int64_t points,
	struct sg_award_ending *ending)
{
	size_t nights = agreed->cost.night_count;

	if (said->state == SG_REDEMPTION_RELEASED) {
		return SG_OK;
	}
	ending->spent = points;
	if (said->nights == 0 || (size_t)said->nights == nights) {
		return SG_OK;
	}
	if ((size_t)said->nights > nights) {
		return sg_fail(call->error, SG_INVALID, "nights_unfit", "/data/nights",
			"the points were held for %zu nights", nights);
	}
	ending->spent = price_of_first(&agreed->cost, said->nights);
	ending->nights_back = (int32_t)nights - said->nights;
	return SG_OK;
}

enum sg_status sg_award_end(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_redemption_row *row,
	const struct sg_award_agreed *agreed, struct sg_award_ending *ret_ending)
{
	struct sg_award_ending ending = {.spent = 0};
	enum sg_status status = use(call, said, agreed, row->points, &ending);

	if (status == SG_OK) {
		const struct sg_award_return what = {.points = row->points,
			.back = row->points - ending.spent,
			.nights_back = said->state == SG_REDEMPTION_RELEASED
		                               ? (int32_t)agreed->cost.night_count
		                               : ending.nights_back,
			.days_before = agreed->day - sg_member_today(call)};

		ending.kept = sg_award_penalty(&agreed->cancel, &what);
		*ret_ending = ending;
	}
	return status;
}
