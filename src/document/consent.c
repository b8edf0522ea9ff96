/* What guests let be kept of them. */
#include <string.h>

#include "document/bounds.h"
#include "document/memory.h"
#include "document/merge.h"
#include "document/reply.h"

struct form_consent {
	struct sg_refs guest;
	int32_t purpose, level;
	const char *text_version, *channel;
};

static const char *const purposes[] = {"memory", "profiling", "special_category", NULL};
static const char *const levels[] = {"stay", "property", "chain", NULL};

#define CHANNEL SG_ROW_CODE("channel", struct form_consent, channel, SG_CODE_MAX, 0)
#define GUEST                                                                            \
	{                                                                                \
		SG_ROW_OBJECT("guest", struct form_consent, guest, &sg_refs_shape),      \
			.flags = SG_REQUIRED                                             \
	}
#define PURPOSE                                                                          \
	{                                                                                \
		SG_ROW_WORD("purpose", struct form_consent, purpose, purposes),          \
			.flags = SG_REQUIRED                                             \
	}
#define TEXT_VERSION                                                                     \
	SG_ROW_CODE(                                                                     \
		"text_version", struct form_consent, text_version, SG_LONG_CODE_MAX, 0)

static const struct sg_field given_fields[] = {CHANNEL, GUEST,
	{SG_ROW_WORD("level", struct form_consent, level, levels), .absent = -1}, PURPOSE,
	TEXT_VERSION};
static const struct sg_field withdrawn_fields[] = {CHANNEL, GUEST, PURPOSE, TEXT_VERSION};
static const struct sg_shape given_shape = SG_SHAPE(struct form_consent, given_fields);
static const struct sg_shape withdrawn_shape =
	SG_SHAPE(struct form_consent, withdrawn_fields);

enum sg_status sg_consent_decode(const struct sg_json *data, bool given,
	struct sg_arena *arena, struct sg_error *error, struct sg_consent *ret_consent)
{
	struct form_consent form = {.level = -1};
	enum sg_status status = sg_fields_decode(data,
		given ? &given_shape : &withdrawn_shape, "/data", arena, error, &form);
	bool wanted = status == SG_OK && given && form.purpose == SG_PURPOSE_MEMORY;

	if (status == SG_OK && given && wanted != (form.level >= 0)) {
		return sg_fail(error, SG_INVALID,
			wanted ? "member_missing" : "member_unexpected", "/data/level",
			"a level goes with memory that is given, and only there");
	}
	if (status == SG_OK) {
		*ret_consent = (struct sg_consent){.refs = form.guest.refs,
			.ref_count = form.guest.count,
			.purpose = (enum sg_purpose)form.purpose,
			.level = wanted ? (enum sg_memory)(SG_MEMORY_STAY + form.level)
		                        : SG_MEMORY_UNSAID,
			.text_version = form.text_version,
			.channel = form.channel};
	}
	return status;
}

void sg_consent_encode(
	const struct sg_consent *consent, const char *by, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "by", by);
	sg_reply_text(buffer, "channel", consent->channel);
	sg_reply_text(buffer, "level",
		consent->level != SG_MEMORY_UNSAID ? sg_memory_name(consent->level)
						   : NULL);
	if (consent->spoken) {
		sg_reply_bool(buffer, "spoken", true);
	}
	sg_reply_id(buffer, "stay", &consent->stay);
	sg_reply_text(buffer, "text_version", consent->text_version);
	sg_reply_object_end(buffer);
}

static const char *text_of(const struct sg_json *root, const char *name)
{
	const struct sg_json *member = sg_json_member(root, name);

	return member != NULL && member->kind == SG_JSON_TEXT ? member->text : NULL;
}

static enum sg_memory level_of(const char *name)
{
	enum sg_memory level = SG_MEMORY_CHAIN;

	while (level > SG_MEMORY_UNSAID &&
		(name == NULL || strcmp(sg_memory_name(level), name) != 0)) {
		level--;
	}
	return level;
}

enum sg_status sg_consent_recall(const char *body, struct sg_arena *arena,
	struct sg_error *error, struct sg_consent *ret_consent, const char **ret_by)
{
	struct sg_stored stored = {body, body != NULL ? strlen(body) : 0};
	struct sg_consent consent = {.level = SG_MEMORY_UNSAID};
	const struct sg_json *root = NULL;
	const char *stay;
	enum sg_status status = sg_stored_parse(&stored, arena, error, &root);

	if (status != SG_OK) {
		return status;
	}
	stay = text_of(root, "stay");
	if (stay != NULL && !sg_id_parse(stay, &consent.stay)) {
		return sg_fail(error, SG_INTERNAL, "state_broken", "",
			"a stored consent is none of ours");
	}
	consent.level = level_of(text_of(root, "level"));
	consent.spoken = sg_json_member(root, "spoken") != NULL;
	consent.text_version = text_of(root, "text_version");
	consent.channel = text_of(root, "channel");
	*ret_by = text_of(root, "by");
	*ret_consent = consent;
	return SG_OK;
}

const char *sg_purpose_name(enum sg_purpose purpose)
{
	return purposes[purpose];
}
