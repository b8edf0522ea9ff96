/* tier.granted: a member is given a tier, as a match or a challenge, or it is taken back. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/grant.h"
#include "service/answer.h"
#include "service/purse.h"
#include "service/second.h"
#include "service/subject.h"

struct granting {
	struct sg_grant_document said;
	struct sg_guest_work guest;
	struct sg_purse purse;
	struct sg_grant *known; /* of this id, in the account; NULL = none */
	enum sg_outcome outcome;
};

static enum sg_status refuse(
	struct sg_call *call, const char *code, const char *path, const char *message)
{
	return sg_fail(call->error, SG_REFUSED, code, path, "%s", message);
}

/* ---- where ---- */

static struct sg_grant *grant_of(const struct sg_member_work *member, const char *id)
{
	for (size_t i = 0; i < member->grant_count; i++) {
		if (strcmp(member->grants[i].id, id) == 0) {
			return &member->grants[i];
		}
	}
	return NULL;
}

/* The account that has it already, whichever profile of the person is named; else his own. */
static void choose_account(struct granting *granting)
{
	struct sg_purse *purse = &granting->purse;
	struct sg_id guest = granting->guest.file.guest.id;

	for (size_t i = 0; i < purse->count; i++) {
		if (grant_of(&purse->members[i], granting->said.grant.id) != NULL) {
			guest = purse->members[i].membership.guest;
		}
	}
	sg_purse_keep_own(purse, &guest);
	granting->known = grant_of(&purse->members[0], granting->said.grant.id);
}

/* ---- whether ---- */

static enum sg_status check_new(struct sg_call *call, const struct granting *granting)
{
	const struct sg_member_work *member = &granting->purse.members[0];
	const struct sg_grant *grant = &granting->said.grant;
	int32_t day = granting->purse.today_day;
	const struct sg_programme_version *version = sg_programme_on(
		&member->programme, grant->from_day > day ? grant->from_day : day);

	if (member->membership.cancelled) {
		return refuse(call, "member_cancelled", "/data/programme",
			"he is no member of it any more");
	}
	if (version == NULL || sg_tier_find(&version->tiers, grant->tier) <= 0) {
		return refuse(call, "tier_unknown", "/data/tier",
			"the programme has no such tier to give");
	}
	if (grant->from_day < member->membership.enrolled_day) {
		return refuse(
			call, "not_enrolled", "/data/from", "he was no member then");
	}
	if (grant->until_day != SG_NO_DAY &&
		(grant->until_day < grant->from_day || grant->until_day < day)) {
		return refuse(
			call, "until_over", "/data/until", "it is over before it begins");
	}
	return grant->kept_day == SG_NO_DAY || grant->kept_day >= grant->until_day
	               ? SG_OK
	               : refuse(call, "until_over", "/data/kept_until",
				 "what is met is kept no shorter than what is not");
}

static bool is_same_text(const char *a, const char *b)
{
	return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

static bool is_same(const struct sg_grant *a, const struct sg_grant *b)
{
	return strcmp(a->tier, b->tier) == 0 && a->kind == b->kind &&
	       a->from_day == b->from_day && a->until_day == b->until_day &&
	       a->kept_day == b->kept_day && a->revoked_day == b->revoked_day &&
	       memcmp(&a->needs, &b->needs, sizeof a->needs) == 0 &&
	       is_same_text(a->evidence, b->evidence);
}

/* The grant as it will be. */
static struct sg_grant say_grant(struct sg_call *call, const struct granting *granting)
{
	const struct sg_grant *known = granting->known;
	struct sg_grant grant = granting->said.grant;

	if (granting->said.revoked) {
		grant = *known;
		grant.reason = granting->said.grant.reason;
		grant.second = granting->said.grant.second;
		grant.revoked_day = known->revoked_day != SG_NO_DAY
		                            ? known->revoked_day
		                            : granting->purse.today_day;
	} else if (grant.from_day == SG_NO_DAY) {
		grant.from_day =
			known != NULL ? known->from_day : granting->purse.today_day;
	}
	grant.by = call->envelope.actor.name;
	grant.at_us = call->envelope.time_us;
	return grant;
}

static enum sg_status weigh(struct sg_call *call, struct granting *granting)
{
	const struct sg_grant *known = granting->known;

	if (granting->said.revoked && known == NULL) {
		return sg_fail(call->error, SG_INVALID, "grant_unknown", "/data/grant",
			"he was given nothing under this id");
	}
	if (known != NULL && call->envelope.time_us < known->at_us) {
		granting->outcome = SG_OUTCOME_OLDER;
		return SG_OK;
	}
	granting->said.grant = say_grant(call, granting);
	if (known != NULL && is_same(known, &granting->said.grant)) {
		granting->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	return granting->said.revoked ? SG_OK : check_new(call, granting);
}

/* ---- into the account ---- */

/* What is over for longer than late stays are looked at makes room. */
static void drop_over(struct sg_member_work *member, int32_t today_day)
{
	size_t count = 0;

	for (size_t i = 0; i < member->grant_count; i++) {
		int32_t last_day = sg_grant_last_day(&member->grants[i]);

		if (last_day == SG_NO_DAY || last_day >= today_day - SG_LATE_DAYS) {
			member->grants[count++] = member->grants[i];
		}
	}
	member->grant_count = count;
}

static enum sg_status keep(struct sg_call *call, struct granting *granting)
{
	struct sg_member_work *member = &granting->purse.members[0];
	struct sg_buffer text = {0};

	if (granting->known != NULL) {
		*granting->known = granting->said.grant;
	} else {
		struct sg_grant *all =
			sg_arena_array(call->arena, SG_GRANTS_MAX, sizeof *all);

		drop_over(member, granting->purse.today_day);
		if (member->grant_count == SG_GRANTS_MAX) {
			return refuse(call, "grants_too_many", "/data/grant",
				"he was given as many as are kept");
		}
		if (all == NULL) {
			return sg_call_memory(call);
		}
		if (member->grant_count > 0) {
			memcpy(all, member->grants, member->grant_count * sizeof *all);
		}
		all[member->grant_count++] = granting->said.grant;
		member->grants = all;
	}
	sg_grants_encode(member->grants, member->grant_count, &text);
	member->account.grants = sg_buffer_settle(&text, call->arena);
	return member->account.grants != NULL
	               ? sg_grants_given(member->grants, member->grant_count, call->arena,
				 call->error, &member->given)
	               : sg_call_memory(call);
}

/* At once: up, or down to what he has without it. He reaches nothing by that, and earns nothing. */
static void stand(struct granting *granting)
{
	struct sg_purse *purse = &granting->purse;
	struct sg_member_work *member = &purse->members[0];
	const struct sg_tier_member tier = sg_member_tier(member);

	(void)sg_tier_advance_versions(&member->programme, &tier, purse->today_day,
		&member->standings.now, NULL, 0);
	sg_standings_follow(
		&member->programme, &tier, purse->today_day, &member->standings);
}

static enum sg_status apply(
	struct sg_call *call, struct granting *granting, struct sg_script *script)
{
	struct sg_purse *purse = &granting->purse;
	enum sg_status status = sg_purse_open(call, purse);

	if (status == SG_OK) {
		status = keep(call, granting);
	}
	if (status != SG_OK) {
		return status;
	}
	stand(granting);
	sg_subject_begin(call, script, &granting->guest.file.guest.id);
	return sg_purse_write(call, purse, true, false, NULL, script);
}

static enum sg_status grant(struct sg_call *call, void *data, bool *ret_again)
{
	struct granting *granting = data;
	const struct sg_grant_document said = granting->said;
	struct sg_script script;
	enum sg_status status =
		sg_purse_guest(call, said.guest.refs, said.guest.count, &granting->guest);

	granting->outcome = SG_OUTCOME_APPLIED;
	granting->purse = (struct sg_purse){.count = 0};
	if (status == SG_OK) {
		status = sg_purse_find(
			call, &granting->guest, said.programme, &granting->purse);
	}
	if (status == SG_OK) {
		status = sg_purse_read(call, &granting->purse);
	}
	if (status != SG_OK) {
		return status;
	}
	choose_account(granting);
	if (granting->guest.file.taken.found) {
		granting->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	status = weigh(call, granting);
	if (status == SG_OK && granting->outcome == SG_OUTCOME_APPLIED) {
		status = apply(call, granting, &script);
	} else if (status == SG_OK) {
		sg_subject_begin(call, &script, &granting->guest.file.guest.id);
	}
	if (status == SG_OK) {
		status = sg_subject_run(call, &script, ret_again);
	}
	if (*ret_again) {
		granting->said = said;
	}
	return status;
}

static void say(struct sg_call *call, const struct granting *granting)
{
	const struct sg_member_work *member = &granting->purse.members[0];
	const struct sg_standing *now = &member->standings.now;
	const struct sg_programme_version *version =
		sg_programme_on(&member->programme, now->day);

	sg_reply_begin(call->reply, granting->outcome);
	sg_reply_id(call->reply, "guest", &granting->guest.file.guest.id);
	sg_reply_text(call->reply, "grant", granting->said.grant.id);
	if (version != NULL) {
		sg_reply_text(call->reply, "tier", version->tiers.tiers[now->tier].name);
		sg_reply_day(call->reply, "until", now->until_day);
	}
}

enum sg_status sg_handle_tier_granted(struct sg_call *call)
{
	struct granting granting = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_grant_decode(
		call->envelope.data, call->arena, call->error, &granting.said);

	if (status == SG_OK) {
		status = sg_second_check(call, granting.said.grant.reason,
			granting.said.grant.second, "a manager grants a tier");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, grant, &granting);
	}
	if (status != SG_OK) {
		return status;
	}
	say(call, &granting);
	return sg_call_reply_end(call);
}
