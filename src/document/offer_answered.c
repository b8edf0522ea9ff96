/* offer.answered and offer.list */
#include "document/offer.h"

#include "core/context.h"
#include "core/time.h"
#include "document/bounds.h"

struct form_until {
	int32_t date;
	bool next_stay;
	int32_t season;
};

struct form_answered {
	struct sg_refs guest, stay;
	const char *offer;
	int32_t answer, by;
	const struct sg_json *until;
};

struct form_list {
	struct sg_refs stay;
	int32_t moment;
};

/* In the order of enum sg_offer_answer and enum sg_offer_moment. */
static const char *const answers[] = {
	"made", "accepted", "declined", "not_now", "never", "open", NULL};
static const char *const moments[] = {"before_arrival", "check_in", "during_stay", NULL};
static const char *const sayers[] = {"guest", "companion", "booker", "staff", NULL};

static const struct sg_field until_fields[] = {
	{SG_ROW("date", SG_FIELD_DAY, struct form_until, date, 0, 0)},
	{SG_ROW("next_stay", SG_FIELD_BOOL, struct form_until, next_stay, 0, 1)},
	{SG_ROW_WORD("season", struct form_until, season, sg_season_words), .absent = -1},
};
static const struct sg_shape until_shape =
	SG_CLOSED_SHAPE(struct form_until, until_fields);

static const struct sg_field answered_fields[] = {
	{SG_ROW_WORD("answer", struct form_answered, answer, answers),
		.flags = SG_REQUIRED},
	{SG_ROW_WORD("by", struct form_answered, by, sayers)},
	{SG_ROW_OBJECT("guest", struct form_answered, guest, &sg_refs_shape)},
	SG_ROW_CODE("offer", struct form_answered, offer, SG_CODE_MAX, 0),
	{SG_ROW_OBJECT("stay", struct form_answered, stay, &sg_refs_shape)},
	{SG_ROW("until", SG_FIELD_MAP, struct form_answered, until, 0, 0)},
};
static const struct sg_shape answered_shape =
	SG_SHAPE(struct form_answered, answered_fields);

static const struct sg_field list_fields[] = {
	{SG_ROW_WORD("moment", struct form_list, moment, moments),
		.absent = SG_OFFER_CHECK_IN},
	{SG_ROW_OBJECT("stay", struct form_list, stay, &sg_refs_shape)},
};
static const struct sg_shape list_shape = SG_SHAPE(struct form_list, list_fields);

static enum sg_status fail_member(
	struct sg_error *error, bool missing, const char *path, const char *message)
{
	return sg_fail(error, SG_INVALID,
		missing ? "member_missing" : "member_unexpected", path, "%s", message);
}

static enum sg_status read_until(const struct form_answered *form, struct sg_arena *arena,
	struct sg_error *error, struct sg_offer_answered *answered)
{
	struct form_until until = {.date = SG_NO_DAY, .season = -1};
	bool wanted = form->answer == SG_OFFER_NOT_NOW;
	enum sg_status status = SG_OK;

	if (wanted != (form->until != NULL)) {
		return fail_member(error, wanted, "/data/until",
			"until when goes with not_now, and only there");
	}
	if (wanted) {
		status = sg_fields_decode(
			form->until, &until_shape, "/data/until", arena, error, &until);
	}
	if (status == SG_OK && wanted &&
		(until.date != SG_NO_DAY) + until.next_stay + (until.season >= 0) != 1) {
		return fail_member(error, true, "/data/until",
			"it is one of a date, a season and the next stay");
	}
	answered->until_day = until.date;
	answered->season = until.season >= 0 ? until.season + SG_CONTEXT_DECEMBER : 0;
	return status;
}

static enum sg_status check(const struct form_answered *form, struct sg_error *error)
{
	bool of_one = form->answer < SG_OFFER_NOT_NOW;

	if (form->guest.count == 0 && form->stay.count == 0) {
		return fail_member(error, true, "/data/guest",
			"it is of a guest, or of a stay's first one");
	}
	return of_one && form->offer == NULL ? fail_member(error, true, "/data/offer",
						       "this is said to one offer")
	                                     : SG_OK;
}

enum sg_status sg_offer_answered_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_offer_answered *ret_answered)
{
	struct sg_offer_answered answered = {.offer = NULL};
	struct form_answered form;
	enum sg_status status =
		sg_fields_decode(data, &answered_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		status = check(&form, error);
	}
	if (status == SG_OK) {
		status = read_until(&form, arena, error, &answered);
	}
	if (status != SG_OK) {
		return status;
	}
	answered.guest_refs = form.guest.refs;
	answered.guest_ref_count = form.guest.count;
	answered.stay_refs = form.stay.refs;
	answered.stay_ref_count = form.stay.count;
	answered.offer = form.offer;
	answered.answer = (enum sg_offer_answer)form.answer;
	answered.by = sayers[form.by];
	*ret_answered = answered;
	return SG_OK;
}

enum sg_status sg_offer_list_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_offer_query *ret_query)
{
	struct form_list form = {.moment = SG_OFFER_CHECK_IN};
	enum sg_status status = SG_OK;

	if (data != NULL) {
		status =
			sg_fields_decode(data, &list_shape, "/data", arena, error, &form);
	}
	if (status == SG_OK) {
		*ret_query = (struct sg_offer_query){.stay_refs = form.stay.refs,
			.stay_ref_count = form.stay.count,
			.moment = (enum sg_offer_moment)form.moment};
	}
	return status;
}
