/* The envelope, and the table of types. */
#include "document/envelope.h"

#include <string.h>

#include "core/stay.h"
#include "document/bounds.h"
#include "document/parse.h"

const struct sg_document_kind sg_document_kinds[SG_DOCUMENT_TYPES] = {
	/* name, revision, event, property, data */
	[SG_DOCUMENT_BATCH] = {"batch", 1, false, false, true},
	[SG_DOCUMENT_CHARGE_POSTED] = {"charge.posted", 1, true, true, true},
	[SG_DOCUMENT_CHARGE_REVERSED] = {"charge.reversed", 1, true, true, true},
	[SG_DOCUMENT_CLAIM_DECIDED] = {"claim.decided", 1, true, true, true},
	[SG_DOCUMENT_CONSENT_GIVEN] = {"consent.given", 1, true, true, true},
	[SG_DOCUMENT_CONSENT_WITHDRAWN] = {"consent.withdrawn", 1, true, true, true},
	[SG_DOCUMENT_DAY_CLOSED] = {"day.closed", 1, true, true, true},
	[SG_DOCUMENT_DELIVERY_LIST] = {"delivery.list", 1, false, true, false},
	[SG_DOCUMENT_DELIVERY_RETRY] = {"delivery.retry", 1, true, true, false},
	[SG_DOCUMENT_ENDPOINT_GET] = {"endpoint.get", 1, false, true, true},
	[SG_DOCUMENT_ENDPOINT_PUT] = {"endpoint.put", 1, true, true, true},
	[SG_DOCUMENT_ENDPOINT_TEST] = {"endpoint.test", 1, true, true, true},
	[SG_DOCUMENT_FEEDBACK_GIVEN] = {"feedback.given", 1, true, true, true},
	[SG_DOCUMENT_GROUP_CHANGED] = {"group.changed", 1, true, true, true},
	[SG_DOCUMENT_GUEST_CARD] = {"guest.card", 1, false, true, true},
	[SG_DOCUMENT_GUEST_CHANGED] = {"guest.changed", 1, true, true, true},
	[SG_DOCUMENT_GUEST_MERGED] = {"guest.merged", 1, true, true, true},
	[SG_DOCUMENT_GUEST_UNMERGED] = {"guest.unmerged", 1, true, true, true},
	[SG_DOCUMENT_HEALTH] = {"health", 1, false, false, false},
	[SG_DOCUMENT_LOYALTY_EXCEPTIONS] = {"loyalty.exceptions", 1, false, true, false},
	[SG_DOCUMENT_LOYALTY_LIABILITY] = {"loyalty.liability", 1, false, true, true},
	[SG_DOCUMENT_LOYALTY_STATEMENT] = {"loyalty.statement", 1, false, true, true},
	[SG_DOCUMENT_MAKE_GOOD_DECIDED] = {"make_good.decided", 1, true, true, true},
	[SG_DOCUMENT_MEMBER_CHANGED] = {"member.changed", 1, true, true, true},
	[SG_DOCUMENT_OBSERVATION_RECORDED] = {"observation.recorded", 1, true, true,
		true},
	[SG_DOCUMENT_OFFER_ANSWERED] = {"offer.answered", 1, true, true, true},
	[SG_DOCUMENT_OFFER_LIST] = {"offer.list", 1, false, true, false},
	[SG_DOCUMENT_OFFER_PUT] = {"offer.put", 1, true, true, true},
	[SG_DOCUMENT_PLAN_DAY] = {"plan.day", 1, false, true, false},
	[SG_DOCUMENT_POINTS_ADJUSTED] = {"points.adjusted", 1, true, true, true},
	[SG_DOCUMENT_POINTS_EARNED] = {"points.earned", 1, true, true, true},
	[SG_DOCUMENT_POINTS_REDEEMED] = {"points.redeemed", 1, true, true, true},
	[SG_DOCUMENT_POINTS_TRANSFERRED] = {"points.transferred", 1, true, true, true},
	[SG_DOCUMENT_POOL_CHANGED] = {"pool.changed", 1, true, true, true},
	[SG_DOCUMENT_POSTING_DECIDED] = {"posting.decided", 1, true, true, true},
	[SG_DOCUMENT_PREFERENCE_STATED] = {"preference.stated", 1, true, true, true},
	[SG_DOCUMENT_PREFERENCE_WITHDRAWN] = {"preference.withdrawn", 1, true, true,
		true},
	[SG_DOCUMENT_PROGRAMME_PUT] = {"programme.put", 1, true, true, true},
	[SG_DOCUMENT_PROPERTY_CHANGED] = {"property.changed", 1, true, true, true},
	[SG_DOCUMENT_ROOM_CHANGED] = {"room.changed", 1, true, true, true},
	[SG_DOCUMENT_ROOM_READINESS] = {"room.readiness", 1, false, true, true},
	[SG_DOCUMENT_ROOM_TYPE_CHANGED] = {"room_type.changed", 1, true, true, true},
	[SG_DOCUMENT_SNAPSHOT_BEGUN] = {"snapshot.begun", 1, true, true, true},
	[SG_DOCUMENT_SNAPSHOT_ENDED] = {"snapshot.ended", 1, true, true, true},
	[SG_DOCUMENT_STAY_CHANGED] = {"stay.changed", 1, true, true, true},
	[SG_DOCUMENT_STAY_CHECKLIST] = {"stay.checklist", 1, false, true, true},
	[SG_DOCUMENT_STAY_CLAIMED] = {"stay.claimed", 1, true, true, true},
	[SG_DOCUMENT_TASK_CHANGED] = {"task.changed", 1, true, true, true},
	[SG_DOCUMENT_TIER_GRANTED] = {"tier.granted", 1, true, true, true},
};

struct form_envelope {
	const char *type, *id, *property;
	int64_t time_us;
	int32_t origin;
	struct sg_actor actor;
	const struct sg_json *data;
};

static const char *const origins[] = {"live", "import", NULL};
static const char *const roles[] = {
	"attendant", "front_desk", "manager", "data_protection", "system", NULL};
static const struct sg_field actor_fields[] = {
	{SG_ROW_WORD("department", struct sg_actor, department, sg_department_words),
		.absent = -1},
	{SG_ROW("name", SG_FIELD_TEXT, struct sg_actor, name, 0, SG_LONG_CODE_MAX)},
	{SG_ROW_WORD("role", struct sg_actor, role, roles)},
};
static const struct sg_shape actor_shape = SG_SHAPE(struct sg_actor, actor_fields);

#define ENVELOPE(text, what, member, low, high)                                          \
	SG_ROW(text, what, struct form_envelope, member, low, high)

static const struct sg_field envelope_fields[] = {
	{SG_ROW_OBJECT("actor", struct form_envelope, actor, &actor_shape)},
	{ENVELOPE("data", SG_FIELD_MAP, data, 0, 0), .flags = SG_SOLID},
	{ENVELOPE("id", SG_FIELD_CODE, id, 1, SG_LONG_CODE_MAX),
		.rule = SG_RULE_PRINTABLE, .flags = SG_SOLID},
	{SG_ROW_WORD("origin", struct form_envelope, origin, origins)},
	{ENVELOPE("property", SG_FIELD_CODE, property, 1, 16), .rule = SG_RULE_PROPERTY,
		.flags = SG_SOLID},
	{ENVELOPE("time", SG_FIELD_TIME, time_us, 0, 0), .flags = SG_SOLID},
	{ENVELOPE("type", SG_FIELD_CODE, type, 1, SG_LONG_CODE_MAX),
		.flags = SG_REQUIRED},
};
static const struct sg_shape envelope_shape =
	SG_SHAPE(struct form_envelope, envelope_fields);

/* ---- which type ---- */

static enum sg_status find_type(
	const char *text, struct sg_error *error, enum sg_document_type *ret_type)
{
	size_t len = strcspn(text, "/");

	for (size_t i = 0; i < SG_DOCUMENT_TYPES; i++) {
		const struct sg_document_kind *kind = &sg_document_kinds[i];

		if (strlen(kind->name) != len || memcmp(kind->name, text, len) != 0) {
			continue;
		}
		if (strcmp(text + len, "/1") != 0) {
			return sg_fail(error, SG_UNSUPPORTED, "revision_unknown", "/type",
				"only revision 1 of %s is known", kind->name);
		}
		*ret_type = (enum sg_document_type)i;
		return SG_OK;
	}
	return sg_fail(error, SG_UNSUPPORTED, "type_unknown", "/type",
		"there is no document of type %s", text);
}

static enum sg_status check_needs(const struct form_envelope *form,
	const struct sg_document_kind *kind, struct sg_error *error)
{
	const char *path = kind->event && form->id == NULL              ? "/id"
	                   : kind->event && form->time_us == SG_NO_TIME ? "/time"
	                   : kind->property && form->property == NULL   ? "/property"
	                   : kind->data && form->data == NULL           ? "/data"
	                                                                : NULL;

	return path == NULL ? SG_OK
	                    : sg_fail(error, SG_INVALID, "member_missing", path,
				      "%s needs this member", kind->name);
}

static enum sg_status read_envelope(const struct sg_json *document,
	struct sg_arena *arena, struct sg_error *error, struct sg_envelope *ret_envelope)
{
	static const struct sg_json nothing = {.kind = SG_JSON_OBJECT};
	struct form_envelope form;
	enum sg_document_type type = SG_DOCUMENT_BATCH;
	enum sg_status status =
		sg_fields_decode(document, &envelope_shape, "", arena, error, &form);

	if (status == SG_OK) {
		status = find_type(form.type, error, &type);
	}
	if (status == SG_OK) {
		status = check_needs(&form, &sg_document_kinds[type], error);
	}
	if (status != SG_OK) {
		return status;
	}
	*ret_envelope = (struct sg_envelope){.type = type,
		.id = form.id,
		.time_us = form.time_us,
		.property = form.property,
		.import = form.origin == 1,
		.actor = form.actor,
		.data = form.data != NULL ? form.data : &nothing};
	return SG_OK;
}

enum sg_status sg_envelope_read(const struct sg_json *document, struct sg_arena *arena,
	struct sg_error *error, struct sg_envelope *ret_envelope)
{
	struct sg_envelope envelope;
	enum sg_status status = read_envelope(document, arena, error, &envelope);

	if (status == SG_OK && envelope.type == SG_DOCUMENT_BATCH) {
		return sg_fail(error, SG_INVALID, "batch_nested", "/type",
			"a batch holds no batch");
	}
	if (status == SG_OK) {
		*ret_envelope = envelope;
	}
	return status;
}

/* Only a batch may be as large and as deep as the reading allows. */
static enum sg_status parse(const char *bytes, size_t len, struct sg_arena *arena,
	struct sg_error *error, const struct sg_json **ret_document)
{
	const struct sg_json *document, *type;
	enum sg_status status =
		sg_json_parse(bytes, len, &sg_batch_limits, arena, error, &document);

	if (status != SG_OK) {
		return status;
	}
	type = sg_json_member(document, "type");
	if (type == NULL || type->kind != SG_JSON_TEXT ||
		strncmp(type->text, "batch/", 6) != 0) {
		status = sg_json_check(document, len, &sg_document_limits, error);
	}
	if (status == SG_OK) {
		*ret_document = document;
	}
	return status;
}

enum sg_status sg_envelope_decode(const char *bytes, size_t len, struct sg_arena *arena,
	struct sg_error *error, struct sg_envelope *ret_envelope)
{
	const struct sg_json *document;
	enum sg_status status = parse(bytes, len, arena, error, &document);

	return status == SG_OK ? read_envelope(document, arena, error, ret_envelope)
	                       : status;
}

void sg_envelope_content(const struct sg_envelope *envelope, struct sg_buffer *buffer)
{
	sg_buffer_text(buffer, sg_document_kinds[envelope->type].name);
	sg_buffer_char(buffer, '\n');
	sg_buffer_text(buffer, envelope->property != NULL ? envelope->property : "");
	sg_buffer_text(buffer, envelope->import ? "\nimport\n" : "\nlive\n");
	sg_json_write(buffer, envelope->data);
}

const char *sg_actor_role_name(enum sg_actor_role role)
{
	return roles[role];
}
