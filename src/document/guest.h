/*
 * The guest's own documents (salutation, name, languages, occasions, how to reach him) and the
 * card: all current facts of a guest in one value, so that a regular of ten years is read as
 * fast as a new guest.
 */
#ifndef SG_DOCUMENT_GUEST_H
#define SG_DOCUMENT_GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/facts.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"
#include "document/state.h"

struct sg_guest {
	const struct sg_ref *refs; /* of the document; none in a stored state */
	size_t ref_count;
	const char *salutation;
	const char *given;
	const char *family;
	const char *language;
	const char *vip;
	bool incognito;
	const struct sg_occasion *occasions;
	size_t occasion_count;
	const char *email;
	const char *phone;
	int32_t birth_day; /* SG_NO_DAY = not said */
	const char *notes; /* for the desk only */
};

/* guest.changed, strictly; `ret_guest` has what this document says. Ids are no part of the
 * state: who a guest is, the store knows. */
enum sg_status sg_guest_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_guest *ret_guest);
enum sg_status sg_guest_merge(const struct sg_merge_input *input, struct sg_arena *arena,
	struct sg_error *error, struct sg_merged *ret_merged);
enum sg_status sg_guest_decode(const struct sg_stored *state, struct sg_arena *arena,
	struct sg_error *error, struct sg_guest *ret_guest);

/* Takes salutation, language, incognito and occasions over to the card; a birth date becomes
 * the yearly occasion "birthday" unless one is stated. False when memory is short. */
bool sg_guest_to_card(
	const struct sg_guest *guest, struct sg_arena *arena, struct sg_card *card);

/* The card as text, canonical: equal cards give equal bytes. `guest` and `version` are no part
 * of it. */
void sg_card_encode(const struct sg_card *card, struct sg_buffer *buffer);
/* NULL or empty text gives an empty card. SG_INTERNAL for a text that is none of ours. */
enum sg_status sg_card_decode(const struct sg_stored *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_card *ret_card);

/* One statement with its fact, for the history; the same form. */
void sg_fact_encode(const struct sg_fact *fact, struct sg_buffer *buffer);
enum sg_status sg_fact_decode(const struct sg_stored *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_fact *ret_fact);

#endif
