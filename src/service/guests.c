/* Reading whom a document names, and writing his card. */
#include "service/guests.h"

#include <string.h>

#include "core/time.h"
#include "document/guest.h"
#include "service/people.h"
#include "service/subject.h"

static enum sg_status open_profiles(struct sg_call *call, struct sg_guest_work *work)
{
	const struct sg_guest_row *row = &work->file.guest;
	struct sg_stored stored = {row->card, row->card != NULL ? strlen(row->card) : 0};
	enum sg_status status =
		sg_card_decode(&stored, call->arena, call->error, &work->person);

	work->profiles = sg_arena_alloc(call->arena, sizeof *work->profiles);
	if (work->profiles == NULL) {
		return sg_call_memory(call);
	}
	work->person.guest = row->id;
	work->person.version = row->card_version;
	work->profiles[0] = (struct sg_profile){
		.guest = row->id, .card_version = row->card_version, .own = work->person};
	work->profile_count = 1;
	work->named = work->profiles;
	return status;
}

enum sg_status sg_guest_file_read(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_guest_work *ret_work)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	ret_work->key_count = ref_count;
	ret_work->keys =
		sg_ref_keys(call, "guest", call->house->house.chain, refs, ref_count);
	if (ret_work->keys == NULL) {
		return sg_call_memory(call);
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_guest_read(&script, ret_work->keys, ref_count, call->envelope.id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status =
			sg_guest_take(&script, call->arena, call->error, &ret_work->file);
	}
	for (size_t i = 1; status == SG_OK && i < ret_work->file.ref_count; i++) {
		if (!sg_id_equal(&ret_work->file.ref_guests[0],
			    &ret_work->file.ref_guests[i])) {
			return sg_fail(call->error, SG_REFUSED, "ids_disagree",
				"/data/ids", "the ids belong to two different guests");
		}
	}
	if (status == SG_OK) {
		status = sg_call_check_taken(call, &ret_work->file.taken);
	}
	return status == SG_OK ? open_profiles(call, ret_work) : status;
}

char *sg_guest_card_text(struct sg_call *call, const struct sg_card *card)
{
	struct sg_buffer text = {0};
	char *copy;

	sg_card_encode(card, &text);
	copy = text.failed ? NULL : sg_arena_copy_len(call->arena, text.data, text.len);
	sg_buffer_free(&text);
	return copy;
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

enum sg_status sg_guest_cards_store(struct sg_call *call,
	const struct sg_guest_work *work, struct sg_guest_row *row,
	struct sg_script *script)
{
	const struct sg_guest_row *read = &work->file.guest;

	row->card = sg_guest_card_text(call, &work->named->own);
	if (row->card == NULL) {
		return sg_call_memory(call);
	}
	if (read->version == 0) {
		sg_guest_write(script, row, 0, call->wall_us);
		return SG_OK;
	}
	sg_card_write(script, &read->id, row->card, read->card_version);
	sg_guest_stays_replan(call, script, &read->id);
	return SG_OK;
}

void sg_guest_cards_expect(struct sg_script *script, const struct sg_guest_work *work)
{
	for (size_t i = 0; i < work->profile_count; i++) {
		sg_card_expect(
			script, &work->profiles[i].guest, work->profiles[i].card_version);
	}
}
