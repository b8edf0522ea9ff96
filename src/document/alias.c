/* Their table. */
#include "document/alias.h"

#include "document/bounds.h"

struct form_other {
	const struct sg_ref *refs;
	size_t count;
};

struct form_merging {
	const struct sg_ref *refs;
	size_t count;
	struct form_other merged;
};

static const struct sg_field other_fields[] = {
	SG_ROW_REFS(struct form_other, refs, count, SG_REQUIRED),
};
static const struct sg_shape other_shape = SG_SHAPE(struct form_other, other_fields);

static const struct sg_field merging_fields[] = {
	SG_ROW_REFS(struct form_merging, refs, count, SG_REQUIRED),
	{SG_ROW_OBJECT("merged", struct form_merging, merged, &other_shape),
		.flags = SG_REQUIRED},
};
static const struct sg_shape merging_shape =
	SG_SHAPE(struct form_merging, merging_fields);

enum sg_status sg_merging_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_merging *ret_merging)
{
	struct form_merging form;
	enum sg_status status =
		sg_fields_decode(data, &merging_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_merging = (struct sg_merging){.refs = form.refs,
			.ref_count = form.count,
			.other_refs = form.merged.refs,
			.other_ref_count = form.merged.count};
	}
	return status;
}
