/* Where the decoding of a revision stands; shared by plan_decode.c and plan_decode_head.c. */
#ifndef SG_DOCUMENT_PLAN_DECODING_H
#define SG_DOCUMENT_PLAN_DECODING_H

#include "document/plan_code.h"
#include "document/plan_codec.h"
#include "document/tuple.h"

struct sg_decoding {
	const struct sg_catalog *catalog;
	struct sg_arena *arena;
	struct sg_id guests[SG_GUESTS_MAX];
	size_t guest_count;
	int64_t base_us;
	bool broken;
	bool short_of_memory;
};

/* Seconds as microseconds; SG_NO_TIME stays, and what no date has becomes it. */
int64_t sg_decoding_micros(int64_t seconds);

/* `*count` zeroed elements; none when memory is short. */
void *sg_decoding_array(struct sg_decoding *decoding, size_t *count, size_t size);

/* Takes over whether the tuple was broken. */
void sg_decoding_close(struct sg_decoding *decoding, const struct sg_tuple_in *tuple);

/* How many groups of `each` values an array has (NULL: 0); a remainder breaks. */
size_t sg_decoding_groups(
	struct sg_decoding *decoding, const struct sg_json *array, size_t each);

/* The next value as an array of such groups: memory for them, and where to read. */
void *sg_decoding_list(struct sg_decoding *decoding, struct sg_tuple_in *tuple,
	size_t each, size_t size, size_t *ret_count, struct sg_tuple_in *ret_list);

/* The member "o"; NULL where there is none. */
const struct sg_offer_choice *sg_decoding_offer(
	struct sg_decoding *decoding, const struct sg_json *array);

void sg_decoding_head(struct sg_decoding *decoding, const struct sg_json *array,
	struct sg_list_head *head);

#endif
