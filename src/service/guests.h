/* A guest's file, as the documents about guests and their preferences need it. */
#ifndef SG_SERVICE_GUESTS_H
#define SG_SERVICE_GUESTS_H

#include "core/facts.h"
#include "service/houses.h"
#include "store/guests.h"

struct sg_guest_work {
	struct sg_id *keys; /* of the document */
	size_t key_count;
	struct sg_guest_file file;
};

/* One trip. SG_REFUSED "ids_disagree" or "id_reused". */
enum sg_status sg_guest_file_read(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_guest_work *ret_work);

/* A guest not stored yet, with a new id. */
void sg_guest_new(struct sg_call *call, struct sg_guest_row *ret_row);

/* His card; an empty one where nothing is stored. */
enum sg_status sg_guest_card_open(
	struct sg_call *call, const struct sg_guest_row *row, struct sg_card *ret_card);
/* NULL when memory is short. */
char *sg_guest_card_text(struct sg_call *call, const struct sg_card *card);

/* Appends his card as it is now: with the guest where he is new, else if it still is as it was
 * read, and work looks at his open stays again. `row` is the guest as he will be. SG_MEMORY. */
enum sg_status sg_guest_card_store(struct sg_call *call, const struct sg_guest_work *work,
	const struct sg_card *card, struct sg_guest_row *row, struct sg_script *script);

/* Appends those of the document's keys that were not known. */
void sg_guest_keys_write(struct sg_script *script, const struct sg_guest_work *work,
	const struct sg_id *guest);

/* Appends that work looks at the guest's open stays again. */
void sg_guest_stays_replan(
	struct sg_call *call, struct sg_script *script, const struct sg_id *guest);

#endif
