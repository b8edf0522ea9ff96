/* stay.changed as it is written: the table, and the way from its form to core's stay. */
#ifndef SG_DOCUMENT_STAY_FORM_H
#define SG_DOCUMENT_STAY_FORM_H

#include "document/fields.h"
#include "document/stay.h"

struct sg_stay_form {
	struct sg_stay_state state; /* with the members that need no conversion */
	const struct sg_ref *refs;
	size_t ref_count;
	int64_t version;
	int32_t status; /* -1 = not said */
	int32_t purpose;
	const struct sg_stay_code *codes;
	size_t code_count;
	const struct sg_stay_code *products;
	size_t product_count;
};

/* Members in ascending order of name, each with its group. */
extern const struct sg_shape sg_stay_shape;

/* Joins codes and products and puts words where core has them. SG_MEMORY. */
enum sg_status sg_stay_form_finish(struct sg_stay_form *form, struct sg_arena *arena);

#endif
