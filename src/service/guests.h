/*
 * Whom a document names, as those about guests and their preferences need him.
 *
 * A person may have several profiles, one for each of his guests in the store. What is said or
 * seen goes to the profile that the document names, so that it can be told apart again; who asks
 * what holds for him asks the person: all of them together.
 */
#ifndef SG_SERVICE_GUESTS_H
#define SG_SERVICE_GUESTS_H

#include "core/facts.h"
#include "document/memory.h"
#include "service/houses.h"
#include "store/guests.h"

struct sg_profile {
	struct sg_id guest;
	uint32_t card_version; /* as read; 0 = not stored */
	struct sg_card own;    /* what was said and seen under his ids */
	const char *stored;    /* the same as it was read; NULL where he has no other */
	struct sg_guest_row *fresh; /* as he is to be stored; NULL where he is */
};

struct sg_guest_work {
	struct sg_id *keys; /* of the document */
	size_t key_count;
	struct sg_guest_file file;
	struct sg_profile *profiles; /* of the person, at least one */
	size_t profile_count;
	struct sg_profile *named; /* the one that the document names */
	struct sg_card person;    /* all profiles together, as read */
	/* What several profiles were seen to choose and how they took attention, all observations
	 * and reactions together (sg_identity): as read, until a document brings one more. It has
	 * nothing else. */
	struct sg_card joint;
};

/* One trip. Of a guest not stored there is one profile with an empty card. SG_REFUSED
 * "ids_disagree" or "id_reused". */
enum sg_status sg_guest_file_read(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_guest_work *ret_work);
/* The same for ids that stand elsewhere. */
enum sg_status sg_guest_file_read_at(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, const char *path, struct sg_guest_work *ret_work);

/* The same in two steps, so that the same trip reads more: what is added to the script between
 * them comes after SG_GUEST_FILE_SETS sets, and finds the guest's id in the variable v_guest, NULL
 * where nobody knows him. */
enum { SG_GUEST_FILE_SETS = 5 };
enum sg_status sg_guest_file_begin(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_script *script, struct sg_guest_work *ret_work);
enum sg_status sg_guest_file_take(struct sg_call *call, const struct sg_script *script,
	const char *path, struct sg_guest_work *work);

/* A guest not stored yet, with a new id. */
void sg_guest_new(
	struct sg_call *call, struct sg_guest_work *work, struct sg_guest_row *ret_row);

/* Appends the cards of those who are one person from now on, ascending by guest: of everybody his
 * own and the person's, if they still are as they were read; and work looks at their open stays
 * again. Who is alone and was not takes nothing along that only another's word had let be kept.
 * SG_MEMORY. */
enum sg_status sg_person_store(struct sg_call *call, struct sg_profile *profiles,
	size_t count, const struct sg_card *joint, struct sg_script *script);

/* The same of whom a document names, as his profiles are now. */
enum sg_status sg_guest_store(
	struct sg_call *call, struct sg_guest_work *work, struct sg_script *script);

/* The same, and nobody looks again: nothing that a list shows has changed. */
enum sg_status sg_person_write(struct sg_call *call, struct sg_profile *profiles,
	size_t count, const struct sg_card *joint, struct sg_script *script);

/* Whose card that is, which a stay's document has read: one trip. There are no keys. */
enum sg_status sg_person_read(
	struct sg_call *call, const struct sg_card *card, struct sg_guest_work *ret_work);

/* From the file and `person` to the profiles. */
enum sg_status sg_profiles_open(struct sg_call *call, struct sg_guest_work *work);

/* A card as it is stored. SG_INTERNAL where it is none of ours. */
enum sg_status sg_guest_card_open(
	struct sg_call *call, const struct sg_card_row *row, struct sg_card *ret_card);

/* NULL when memory is short. */
char *sg_guest_card_text(struct sg_call *call, const struct sg_card *card);

/* Appends the cards of the person as his profiles are now: with the guest where he is new, else if
 * they still are as they were read, and work looks at his open stays again. `row` is the guest as
 * he will be. SG_MEMORY. */
enum sg_status sg_guest_cards_store(struct sg_call *call, struct sg_guest_work *work,
	struct sg_guest_row *row, struct sg_script *script);

/* Appends that the person's cards stay as they were read until the commit. */
void sg_guest_cards_expect(struct sg_script *script, const struct sg_guest_work *work);

/* A consent as it is logged, by who hands the document in. NULL when memory is short. */
const char *sg_guest_consent_text(struct sg_call *call, const struct sg_consent *consent);

/* Who takes something back, to be kept in its place. NULL when memory is short. */
const char *sg_guest_withdrawn_by(struct sg_call *call);

/* Appends those of the document's keys that were not known. */
void sg_guest_keys_write(struct sg_script *script, const struct sg_guest_work *work,
	const struct sg_id *guest);

/* Appends that work looks at the guest's open stays again. */
void sg_guest_stays_replan(
	struct sg_call *call, struct sg_script *script, const struct sg_id *guest);

#endif
