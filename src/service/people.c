/* People of a stay and their guests. */
#include "service/people.h"

#include <string.h>

#include "service/guests.h"
#include "store/guests.h"

struct sg_id sg_chain_key(const char *chain)
{
	struct sg_ref ref = {.system = "chain", .id = chain};

	return sg_ref_key("chain", "", &ref);
}

struct sg_id *sg_people_keys(struct sg_call *call, const char *chain,
	const struct sg_person *people, size_t count, size_t *ret_count)
{
	struct sg_id *keys;
	size_t total = 0;

	for (size_t i = 0; i < count; i++) {
		total += sg_person_stays(&people[i]) ? people[i].ref_count : 0;
	}
	keys = sg_arena_array(call->arena, total, sizeof *keys);
	total = 0;
	for (size_t i = 0; keys != NULL && i < count; i++) {
		for (size_t k = 0; sg_person_stays(&people[i]) && k < people[i].ref_count;
			k++) {
			keys[total++] = sg_ref_key("guest", chain, &people[i].refs[k]);
		}
	}
	*ret_count = total;
	return keys;
}

/* The guest behind a key: found by the read, or made known by somebody before in this
 * document. */
static struct sg_id guest_of(const struct sg_case *work, const struct sg_people *people,
	const struct sg_id *key)
{
	static const struct sg_id nobody;

	for (size_t i = 0; i < work->dossier->card_count; i++) {
		if (sg_id_equal(&work->dossier->cards[i].key, key)) {
			return work->dossier->cards[i].guest;
		}
	}
	for (size_t i = 0; i < people->fresh_count; i++) {
		for (size_t k = 0; k < people->fresh[i].key_count; k++) {
			if (sg_id_equal(&people->fresh[i].keys[k], key)) {
				return people->fresh[i].id;
			}
		}
	}
	return nobody;
}

static enum sg_status resolve(
	struct sg_case *work, struct sg_person *person, struct sg_people *people)
{
	struct sg_new_guest fresh = {.person = person};

	fresh.keys =
		sg_arena_array(work->call->arena, person->ref_count, sizeof *fresh.keys);
	if (fresh.keys == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < person->ref_count; i++) {
		struct sg_id key =
			sg_ref_key("guest", work->house->house.chain, &person->refs[i]);
		struct sg_id guest = guest_of(work, people, &key);

		if (sg_id_is_nil(&guest)) {
			fresh.keys[fresh.key_count++] = key;
		} else if (!fresh.known) {
			fresh.id = guest;
			fresh.known = true;
		}
	}
	if (!fresh.known) {
		fresh.id = sg_call_new_id(work->call);
	}
	person->guest = fresh.id;
	if (fresh.key_count > 0) {
		people->fresh[people->fresh_count++] = fresh;
	}
	return SG_OK;
}

enum sg_status sg_people_resolve(struct sg_case *work, struct sg_people *ret_people)
{
	struct sg_stay *stay = &work->stays[0].state.stay;
	struct sg_arena *arena = work->call->arena;
	struct sg_person *mutable =
		sg_arena_array(arena, stay->person_count, sizeof *mutable);
	enum sg_status status = SG_OK;

	ret_people->fresh_count = 0;
	ret_people->fresh =
		sg_arena_array(arena, stay->person_count, sizeof *ret_people->fresh);
	if (mutable == NULL || ret_people->fresh == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < stay->person_count && status == SG_OK; i++) {
		mutable[i] = stay->people[i];
		if (sg_person_stays(&mutable[i]) && mutable[i].ref_count > 0 &&
			sg_id_is_nil(&mutable[i].guest)) {
			status = resolve(work, &mutable[i], ret_people);
		}
	}
	stay->people = mutable;
	return status;
}

static enum sg_status write_guest(const struct sg_case *work,
	const struct sg_new_guest *fresh, struct sg_script *script)
{
	struct sg_card card = {.salutation = fresh->person->salutation,
		.language = fresh->person->language};
	struct sg_guest_row row = {.id = fresh->id,
		.chain = sg_chain_key(work->house->house.chain),
		.version = 1,
		.card_version = 1,
		.state = "{}"};

	row.card = sg_guest_card_text(work->call, &card);
	if (row.card == NULL) {
		return sg_call_memory(work->call);
	}
	sg_guest_write(script, &row, 0, work->call->wall_us);
	return SG_OK;
}

enum sg_status sg_people_write(const struct sg_case *work, const struct sg_people *people,
	struct sg_script *script)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < people->fresh_count && status == SG_OK; i++) {
		const struct sg_new_guest *fresh = &people->fresh[i];

		if (!fresh->known) {
			status = write_guest(work, fresh, script);
		}
		sg_guest_refs_add(script, &fresh->id, fresh->keys, fresh->key_count);
	}
	return status;
}

enum sg_status sg_people_link(const struct sg_case *work, struct sg_script *script)
{
	const struct sg_case_stay *subject = &work->stays[0];
	const struct sg_stay *stay = &subject->state.stay;
	struct sg_id *guests =
		sg_arena_array(work->call->arena, stay->person_count, sizeof *guests);
	size_t count = 0;

	if (guests == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < stay->person_count; i++) {
		if (!sg_id_is_nil(&stay->people[i].guest)) {
			guests[count++] = stay->people[i].guest;
		}
	}
	sg_stay_guests_set(script, &subject->row.id, guests, count, stay->departure_day);
	/* Whoever states something of a guest replans the stays that he finds linked: he finds this
	 * one, or it waits for him and is decided again. */
	for (size_t i = 0; i < subject->card_count; i++) {
		sg_card_expect(
			script, &subject->cards[i].guest, subject->cards[i].version);
	}
	return SG_OK;
}
