/* Writing the cards of a person. */
#include "core/identity.h"
#include "service/guests.h"
#include "store/beliefs.h"
#include "store/make_goods.h"
#include "store/reactions.h"

struct person {
	struct sg_profile *profiles;
	const struct sg_card **own;
	size_t count;
	struct sg_identity identity;
};

static enum sg_status write_person(struct sg_call *call, const struct person *person,
	size_t index, const struct sg_card *card, struct sg_script *script)
{
	struct sg_profile *profile = &person->profiles[index];
	const char *text = sg_guest_card_text(call, card);

	if (text == NULL) {
		return sg_call_memory(call);
	}
	if (profile->fresh != NULL) {
		profile->fresh->card = text;
		sg_guest_write(script, profile->fresh, 0, call->wall_us);
	} else {
		sg_card_write(script, &profile->guest, text, profile->card_version);
	}
	return SG_OK;
}

/* Nobody's word lets it be kept any more. */
static enum sg_status forget(struct sg_call *call, const struct sg_profile *profile,
	const struct sg_card *card, struct sg_script *script)
{
	struct sg_id *kept = sg_arena_array(call->arena, card->fact_count, sizeof *kept);

	if (kept == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < card->fact_count; i++) {
		kept[i] = card->facts[i].id;
	}
	if (card->fact_count < profile->own.fact_count) {
		sg_statements_withdraw(script, &profile->guest, kept, card->fact_count,
			"{\"by\":\"guest.unmerged\"}", call->envelope.time_us);
	}
	if (card->belief_count < profile->own.belief_count) {
		sg_beliefs_forget(script, &profile->guest, NULL);
	}
	if (!sg_card_may_keep(&profile->own, SG_MEMORY_UNSAID, false)) {
		sg_reactions_forget(script, &profile->guest);
		sg_make_goods_forget(script, &profile->guest, INT64_MAX);
	} else if (!sg_card_may_learn(&profile->own, SG_MEMORY_UNSAID)) {
		sg_reactions_forget_learned(script, &profile->guest);
	}
	return SG_OK;
}

static enum sg_status write_own(struct sg_call *call, const struct person *person,
	size_t index, const struct sg_card *card, struct sg_script *script)
{
	const struct sg_profile *profile = &person->profiles[index];
	const char *text;

	if (person->count == 1 && profile->stored == NULL) {
		return SG_OK;
	}
	if (person->count == 1) {
		sg_profile_remove(script, &profile->guest);
		return forget(call, profile, card, script);
	}
	text = sg_guest_card_text(call, &profile->own);
	if (text == NULL) {
		return sg_call_memory(call);
	}
	sg_profile_put(script, &profile->guest, &card->person, text);
	return SG_OK;
}

static enum sg_status write_profile(struct sg_call *call, const struct person *person,
	size_t index, struct sg_script *script)
{
	struct sg_card card;
	enum sg_status status =
		sg_identity_card(&person->identity, index, call->arena, &card);

	if (status != SG_OK) {
		return sg_call_memory(call);
	}
	status = write_person(call, person, index, &card, script);
	return status == SG_OK ? write_own(call, person, index, &card, script) : status;
}

enum sg_status sg_person_write(struct sg_call *call, struct sg_profile *profiles,
	size_t count, const struct sg_card *joint, struct sg_script *script)
{
	struct person person = {.profiles = profiles,
		.own = sg_arena_array(call->arena, count, sizeof(struct sg_card *)),
		.count = count};
	enum sg_status status = SG_OK;

	if (person.own == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count; i++) {
		profiles[i].own.guest = profiles[i].guest;
		person.own[i] = &profiles[i].own;
	}
	person.identity = (struct sg_identity){.catalog = &call->service->catalog,
		.own = person.own,
		.count = count,
		.joint = joint->beliefs,
		.joint_count = joint->belief_count,
		.attentions = joint->attentions,
		.attention_count = joint->attention_count};
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = write_profile(call, &person, i, script);
	}
	return status;
}

enum sg_status sg_person_store(struct sg_call *call, struct sg_profile *profiles,
	size_t count, const struct sg_card *joint, struct sg_script *script)
{
	enum sg_status status = sg_person_write(call, profiles, count, joint, script);

	for (size_t i = 0; i < count; i++) {
		if (profiles[i].fresh == NULL) {
			sg_guest_stays_replan(call, script, &profiles[i].guest);
		}
	}
	return status;
}

enum sg_status sg_guest_store(
	struct sg_call *call, struct sg_guest_work *work, struct sg_script *script)
{
	return sg_person_store(
		call, work->profiles, work->profile_count, &work->joint, script);
}

enum sg_status sg_person_read(
	struct sg_call *call, const struct sg_card *card, struct sg_guest_work *ret_work)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_guest_work work = {.person = *card,
		.file.guest = {.id = card->guest, .card_version = card->version}};
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_script_declare(&script, "v_guest BINARY(16) DEFAULT ?");
	sg_script_id(&script, &card->guest);
	sg_profiles_read(&script);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_profiles_take(sg_script_rows(&script, 0), call->arena,
			call->error, &work.file.profiles, &work.file.profile_count);
	}
	if (status == SG_OK) {
		status = sg_profiles_open(call, &work);
	}
	if (status == SG_OK) {
		*ret_work = work;
	}
	return status;
}
