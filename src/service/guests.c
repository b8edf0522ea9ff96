/* Reading whom a document names, and writing his card. */
#include "service/guests.h"

#include <string.h>

#include "core/time.h"
#include "document/guest.h"
#include "service/people.h"
#include "service/subject.h"

static enum sg_status open_card(
	struct sg_call *call, const char *text, struct sg_card *ret_card)
{
	struct sg_stored stored = {text, text != NULL ? strlen(text) : 0};

	return sg_card_decode(&stored, call->arena, call->error, ret_card);
}

enum sg_status sg_guest_card_open(
	struct sg_call *call, const struct sg_card_row *row, struct sg_card *ret_card)
{
	enum sg_status status = open_card(call, row->card, ret_card);

	ret_card->guest = row->guest;
	ret_card->version = row->version;
	return status;
}

/* The guest's card itself where he has no other profile. */
static enum sg_status open_profile(
	struct sg_call *call, struct sg_guest_work *work, size_t index)
{
	const struct sg_guest_row *row = &work->file.guest;
	struct sg_profile *profile = &work->profiles[index];
	enum sg_status status = SG_OK;

	if (work->file.profile_count == 0) {
		*profile = (struct sg_profile){.guest = row->id,
			.card_version = row->card_version,
			.own = work->person};
		work->named = profile;
		return SG_OK;
	}
	*profile = (struct sg_profile){.guest = work->file.profiles[index].guest,
		.card_version = work->file.profiles[index].card_version,
		.stored = work->file.profiles[index].card};
	status = open_card(call, profile->stored, &profile->own);
	profile->own.guest = profile->guest;
	profile->own.version = profile->card_version;
	if (sg_id_equal(&profile->guest, &row->id)) {
		/* Who was parted from the others in between is met by this version. */
		profile->card_version = row->card_version;
		work->named = profile;
	}
	return status;
}

enum sg_status sg_profiles_open(struct sg_call *call, struct sg_guest_work *work)
{
	size_t count = work->file.profile_count > 0 ? work->file.profile_count : 1;
	enum sg_status status = SG_OK;

	work->person.guest = work->file.guest.id;
	work->person.version = work->file.guest.card_version;
	work->joint = (struct sg_card){.beliefs = work->person.beliefs,
		.belief_count = work->person.belief_count,
		.attentions = work->person.attentions,
		.attention_count = work->person.attention_count};
	work->profiles = sg_arena_array(call->arena, count, sizeof *work->profiles);
	work->profile_count = count;
	if (work->profiles == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = open_profile(call, work, i);
	}
	return status;
}

/* A person may be named by the keys of several of his guests. */
static enum sg_status check_keys(
	struct sg_call *call, const struct sg_guest_work *work, const char *path)
{
	const struct sg_guest_file *file = &work->file;

	for (size_t i = 0; i < file->ref_count; i++) {
		bool same = sg_id_equal(&file->ref_guests[i], &file->guest.id);

		for (size_t k = 0; k < file->profile_count; k++) {
			same |= sg_id_equal(
				&file->ref_guests[i], &file->profiles[k].guest);
		}
		if (!same) {
			return sg_fail(call->error, SG_REFUSED, "ids_disagree", path,
				"the ids belong to two different guests; if they are "
				"one, say guest.merged");
		}
	}
	return SG_OK;
}

/* What the house does unasked may have changed just now. */
static enum sg_status heed_house(struct sg_call *call, const struct sg_script *script)
{
	const struct sg_rows *rows = sg_script_rows(script, SG_GUEST_FILE_SETS - 1);

	return sg_call_house(call, (uint32_t)sg_rows_int(rows, 0, 0));
}

enum sg_status sg_guest_file_begin(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_script *script, struct sg_guest_work *ret_work)
{
	ret_work->key_count = ref_count;
	ret_work->keys =
		sg_ref_keys(call, "guest", call->house->house.chain, refs, ref_count);
	if (ret_work->keys == NULL) {
		return sg_call_memory(call);
	}
	sg_script_begin(script, call->arena, SG_SCRIPT_READ);
	sg_guest_read(script, ret_work->keys, ref_count, call->envelope.id);
	sg_house_version_read(script, &call->house->house.id);
	return SG_OK;
}

enum sg_status sg_guest_file_take(struct sg_call *call, const struct sg_script *script,
	const char *path, struct sg_guest_work *work)
{
	enum sg_status status = heed_house(call, script);

	if (status == SG_OK) {
		status = sg_guest_take(script, call->arena, call->error, &work->file);
	}
	if (status == SG_OK) {
		status = check_keys(call, work, path);
	}
	if (status == SG_OK) {
		status = sg_call_check_taken(call, &work->file.taken);
	}
	if (status == SG_OK) {
		status = open_card(call, work->file.guest.card, &work->person);
	}
	return status == SG_OK ? sg_profiles_open(call, work) : status;
}

enum sg_status sg_guest_file_read_at(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, const char *path, struct sg_guest_work *ret_work)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status =
		sg_guest_file_begin(call, refs, ref_count, &script, ret_work);

	if (status == SG_OK) {
		status = sg_call_run(call, &script, &outcome);
	}
	return status == SG_OK ? sg_guest_file_take(call, &script, path, ret_work)
	                       : status;
}

enum sg_status sg_guest_file_read(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_guest_work *ret_work)
{
	return sg_guest_file_read_at(call, refs, ref_count, "/data/ids", ret_work);
}

char *sg_guest_card_text(struct sg_call *call, const struct sg_card *card)
{
	struct sg_buffer text = {0};

	sg_card_encode(card, &text);
	return sg_buffer_settle(&text, call->arena);
}

const char *sg_guest_consent_text(struct sg_call *call, const struct sg_consent *consent)
{
	struct sg_buffer text = {0};

	sg_consent_encode(consent, sg_actor_role_name(call->envelope.actor.role), &text);
	return sg_buffer_settle(&text, call->arena);
}

const char *sg_guest_withdrawn_by(struct sg_call *call)
{
	const struct sg_actor *actor = &call->envelope.actor;
	struct sg_buffer text = {0};

	sg_buffer_text(&text, "{\"withdrawn_by\":");
	sg_json_write_text(&text, sg_actor_role_name(actor->role));
	if (actor->name != NULL) {
		sg_buffer_text(&text, ",\"name\":");
		sg_json_write_text(&text, actor->name);
	}
	sg_buffer_text(&text, "}");
	return sg_buffer_settle(&text, call->arena);
}

void sg_guest_new(
	struct sg_call *call, struct sg_guest_work *work, struct sg_guest_row *ret_row)
{
	*ret_row = (struct sg_guest_row){
		.id = sg_call_new_id(call),
		.chain = sg_chain_key(call->house->house.chain),
		.version = 1,
		.state = "{}",
		.card_version = 1,
	};
	work->named->guest = ret_row->id;
}

void sg_guest_keys_write(struct sg_script *script, const struct sg_guest_work *work,
	const struct sg_id *guest)
{
	for (size_t i = 0; i < work->key_count; i++) {
		bool known = false;

		for (size_t k = 0; k < work->file.ref_count; k++) {
			known |= sg_id_equal(&work->file.ref_keys[k], &work->keys[i]);
		}
		for (size_t k = 0; k < i; k++) {
			known |= sg_id_equal(&work->keys[k], &work->keys[i]);
		}
		if (!known) {
			sg_guest_refs_add(script, guest, &work->keys[i], 1);
		}
	}
}

void sg_guest_stays_replan(
	struct sg_call *call, struct sg_script *script, const struct sg_id *guest)
{
	sg_guest_replan(script, guest, sg_time_day(sg_call_hotel_us(call)) - 1,
		sg_subject_now(call));
	call->caused_delivery = true;
}

enum sg_status sg_guest_cards_store(struct sg_call *call, struct sg_guest_work *work,
	struct sg_guest_row *row, struct sg_script *script)
{
	if (work->file.guest.version == 0) {
		work->named->fresh = row;
	}
	return sg_guest_store(call, work, script);
}

void sg_guest_cards_expect(struct sg_script *script, const struct sg_guest_work *work)
{
	for (size_t i = 0; i < work->profile_count; i++) {
		sg_card_expect(
			script, &work->profiles[i].guest, work->profiles[i].card_version);
	}
}
