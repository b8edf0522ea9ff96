/*
 * guest.merged and guest.unmerged: the latest word on a pair, and the cards of all who are one by
 * what holds of all pairs. A person is never more than what links his guests, so the order in which
 * words come does not matter, and each can be taken back.
 */
#include "service/handlers.h"

#include <stdlib.h>

#include "core/identity.h"
#include "document/alias.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/joint.h"
#include "service/keeping.h"
#include "service/subject.h"
#include "store/guest_walks.h"

/* As many as two persons can be. */
enum { CROWD_MAX = 2 * SG_PROFILES_MAX };

struct merging {
	struct sg_merging said;
	bool same; /* what it says of the pair */
	struct sg_guest_work sides[2];
	struct sg_guest_row rows[2];
	struct sg_profile *crowd; /* of both, ascending by guest */
	size_t *groups;           /* aligned: the first of the crowd who is the same */
	size_t count;
	enum sg_outcome outcome;
};

/* ---- who is concerned ---- */

static bool share_a_key(const struct sg_guest_work *a, const struct sg_guest_work *b)
{
	for (size_t i = 0; i < a->key_count; i++) {
		for (size_t k = 0; k < b->key_count; k++) {
			if (sg_id_equal(&a->keys[i], &b->keys[k])) {
				return true;
			}
		}
	}
	return false;
}

static enum sg_status read_sides(struct sg_call *call, struct merging *merging)
{
	struct sg_guest_work *sides = merging->sides;
	enum sg_status status = sg_guest_file_read_at(call, merging->said.refs,
		merging->said.ref_count, "/data/ids", &sides[0]);

	if (status == SG_OK) {
		status = sg_guest_file_read_at(call, merging->said.other_refs,
			merging->said.other_ref_count, "/data/merged/ids", &sides[1]);
	}
	if (status == SG_OK && (share_a_key(&sides[0], &sides[1]) ||
				       (sides[0].file.guest.version > 0 &&
					       sg_id_equal(&sides[0].file.guest.id,
						       &sides[1].file.guest.id)))) {
		return sg_fail(call->error, SG_REFUSED, "same_guest", "/data/merged/ids",
			"these are keys of one guest: there is nothing to be merged");
	}
	return status;
}

/* Whoever nobody knows yet is made known, so that words about him may come first. */
static void make_known(struct sg_call *call, struct merging *merging)
{
	for (size_t i = 0; i < 2; i++) {
		struct sg_guest_work *side = &merging->sides[i];

		merging->rows[i] = side->file.guest;
		if (side->file.guest.version == 0) {
			sg_guest_new(call, side, &merging->rows[i]);
			side->named->fresh = &merging->rows[i];
		}
	}
}

static int compare_profiles(const void *left, const void *right)
{
	return sg_id_compare(&((const struct sg_profile *)left)->guest,
		&((const struct sg_profile *)right)->guest);
}

static bool is_among(
	const struct sg_profile *profiles, size_t count, const struct sg_id *guest)
{
	for (size_t i = 0; i < count; i++) {
		if (sg_id_equal(&profiles[i].guest, guest)) {
			return true;
		}
	}
	return false;
}

static enum sg_status gather(struct sg_call *call, struct merging *merging)
{
	merging->count = 0;
	merging->crowd = sg_arena_array(call->arena, CROWD_MAX, sizeof *merging->crowd);
	merging->groups = sg_arena_array(call->arena, CROWD_MAX, sizeof *merging->groups);
	if (merging->crowd == NULL || merging->groups == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < 2; i++) {
		const struct sg_guest_work *side = &merging->sides[i];

		for (size_t k = 0; k < side->profile_count; k++) {
			const struct sg_profile *profile = &side->profiles[k];

			if (merging->count < CROWD_MAX &&
				!is_among(merging->crowd, merging->count,
					&profile->guest)) {
				merging->crowd[merging->count++] = *profile;
			}
		}
	}
	qsort(merging->crowd, merging->count, sizeof *merging->crowd, compare_profiles);
	return SG_OK;
}

/* ---- what holds ---- */

static struct sg_alias pair_of(const struct sg_call *call, const struct merging *merging)
{
	const struct sg_id *a = &merging->rows[0].id, *b = &merging->rows[1].id;
	bool ascending = sg_id_compare(a, b) < 0;

	return (struct sg_alias){.first = ascending ? *a : *b,
		.second = ascending ? *b : *a,
		.at_us = call->envelope.time_us,
		.same = merging->same};
}

static enum sg_status read_aliases(struct sg_call *call, const struct merging *merging,
	struct sg_alias **ret_aliases, size_t *ret_count)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_id guests[CROWD_MAX];
	struct sg_script script;
	enum sg_status status;

	for (size_t i = 0; i < merging->count; i++) {
		guests[i] = merging->crowd[i].guest;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_aliases_read(&script, guests, merging->count);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_aliases_take(&script, call->arena, call->error,
					 ret_aliases, ret_count)
	                       : status;
}

static enum sg_status decide(
	struct sg_call *call, struct merging *merging, const struct sg_alias *pair)
{
	struct sg_id guests[CROWD_MAX];
	struct sg_alias *aliases = NULL;
	size_t count = 0;
	enum sg_status status = read_aliases(call, merging, &aliases, &count);

	if (status != SG_OK) {
		return status;
	}
	merging->outcome = sg_identity_hear(aliases, &count, pair) ? SG_OUTCOME_APPLIED
	                                                           : SG_OUTCOME_OLDER;
	for (size_t i = 0; i < merging->count; i++) {
		guests[i] = merging->crowd[i].guest;
	}
	sg_identity_group(guests, merging->count, aliases, count, merging->groups);
	return SG_OK;
}

/* The group's part of the crowd; how many. */
static size_t members_of(
	const struct merging *merging, size_t group, struct sg_profile *ret_members)
{
	size_t count = 0;

	for (size_t i = 0; i < merging->count; i++) {
		if (merging->groups[i] == group) {
			ret_members[count++] = merging->crowd[i];
		}
	}
	return count;
}

static size_t group_of(const struct merging *merging, const struct sg_id *guest)
{
	size_t i = 0;

	while (i < merging->count && !sg_id_equal(&merging->crowd[i].guest, guest)) {
		i++;
	}
	return i < merging->count ? merging->groups[i] : merging->count;
}

/* ---- writing ---- */

static enum sg_status write_person(struct sg_call *call, const struct merging *merging,
	size_t group, struct sg_script *script)
{
	struct sg_profile *members =
		sg_arena_array(call->arena, merging->count, sizeof *members);
	struct sg_card joint;
	size_t count;
	enum sg_status status;

	if (members == NULL) {
		return sg_call_memory(call);
	}
	count = members_of(merging, group, members);
	if (count > SG_PROFILES_MAX) {
		return sg_fail(call->error, SG_REFUSED, "too_many_profiles",
			"/data/merged/ids", "a person has %d profiles at most",
			SG_PROFILES_MAX);
	}
	status = sg_joint_make(call, members, count, &joint);
	if (status == SG_OK && count == 1) {
		/* Only another's word had let be kept what he may need here. */
		status = sg_keep_for_stay(call, &members[0].own, members, count, script);
	}
	return status == SG_OK ? sg_person_store(call, members, count, &joint, script)
	                       : status;
}

static enum sg_status write(struct sg_call *call, struct merging *merging,
	const struct sg_alias *pair, struct sg_script *script)
{
	enum sg_status status = SG_OK;

	struct sg_id guests[CROWD_MAX];

	for (size_t i = 0; i < merging->count; i++) {
		guests[i] = merging->crowd[i].guest;
	}
	sg_alias_put(script, pair);
	sg_guest_walks_begin(script, guests, merging->count, &call->house->house.id,
		sg_call_hotel_us(call));
	for (size_t i = 0; i < merging->count && status == SG_OK; i++) {
		if (merging->groups[i] == i) {
			status = write_person(call, merging, i, script);
		}
	}
	for (size_t i = 0; i < 2; i++) {
		sg_guest_keys_write(script, &merging->sides[i], &merging->rows[i].id);
	}
	return status;
}

static enum sg_status merge(struct sg_call *call, void *data, bool *ret_again)
{
	struct merging *merging = data;
	bool repeated;
	struct sg_alias pair;
	struct sg_script script;
	enum sg_status status = read_sides(call, merging);

	if (status != SG_OK) {
		return status;
	}
	repeated = merging->sides[0].file.taken.found;
	make_known(call, merging);
	pair = pair_of(call, merging);
	status = gather(call, merging);
	if (status == SG_OK) {
		status = decide(call, merging, &pair);
	}
	if (status != SG_OK || repeated) {
		merging->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	sg_subject_begin(call, &script, &merging->rows[0].id);
	if (merging->outcome == SG_OUTCOME_APPLIED) {
		status = write(call, merging, &pair, &script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status answer(struct sg_call *call, const struct merging *merging)
{
	size_t group = group_of(merging, &merging->rows[0].id);
	size_t profiles = 0;

	for (size_t i = 0; i < merging->count; i++) {
		profiles += merging->groups[i] == group;
	}
	sg_reply_begin(call->reply, merging->outcome);
	sg_reply_id(call->reply, "guest", &merging->rows[0].id);
	sg_reply_id(call->reply, "other", &merging->rows[1].id);
	sg_reply_bool(
		call->reply, "same", group_of(merging, &merging->rows[1].id) == group);
	sg_reply_int(call->reply, "profiles", (int64_t)profiles);
	return sg_call_reply_end(call);
}

static enum sg_status handle(struct sg_call *call, bool same)
{
	struct merging merging = {.same = same};
	enum sg_status status = sg_merging_decode(
		call->envelope.data, call->arena, call->error, &merging.said);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, merge, &merging);
	}
	return status == SG_OK ? answer(call, &merging) : status;
}

enum sg_status sg_handle_guest_merged(struct sg_call *call)
{
	return handle(call, true);
}

enum sg_status sg_handle_guest_unmerged(struct sg_call *call)
{
	return handle(call, false);
}
