/* The file as a whole, its versions, and how stays count. */
#include "document/programme.h"

#include <string.h>

#include "document/bounds.h"
#include "document/programme_form.h"
#include "document/source.h"

enum {
	VERSIONS_MAX = 50,
	NAMES_MAX = 500,
	EARN_MAX = 100,
	AWARDS_MAX = 100,
	POOL_MAX = 10,
	MILESTONES_MAX = 20,
	EXPIRY_MAX = SG_TIERS_MAX,
	ROOMS_MAX = 20,
	CLAIM_DAYS_MAX = 3650,
};

struct form_programme {
	int32_t programme, decimals;
	const char *code, *name, *currency;
	bool external;
	const char *const *levels;
	size_t level_count;
	const struct form_benefit *benefits;
	size_t benefit_count;
	const struct form_version *versions;
	size_t version_count;
};

static const struct sg_field name_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_LONG_CODE_MAX};

static const struct sg_field names_fields[] = {
	{SG_ROW_LIST("except", struct form_names, except, except_count, 1, NAMES_MAX),
		.element = &name_element, .flags = SG_DISTINCT},
	{SG_ROW_LIST("only", struct form_names, only, only_count, 1, NAMES_MAX),
		.element = &name_element, .flags = SG_DISTINCT},
};
const struct sg_shape sg_programme_names_shape =
	SG_CLOSED_SHAPE(struct form_names, names_fields);

static const char *const bases[] = {"arrival", "departure", "posting", NULL};
static const char *const rooms_words[] = {"count", "ask", NULL};
static const char *const joined_words[] = {"separate", "join", "ask", NULL};

#define NUMBER(text, type, member, low, high, usual)                                     \
	{                                                                                \
		SG_ROW(text, SG_FIELD_INT, type, member, low, high), .absent = (usual)   \
	}
#define FLAG(text, type, member)                                                         \
	{                                                                                \
		SG_ROW(text, SG_FIELD_BOOL, type, member, 0, 1)                          \
	}

static const struct sg_field qualifying_fields[] = {
	{SG_ROW_OBJECT(
		"channels", struct form_qualifying, channels, &sg_programme_names_shape)},
	{SG_ROW_OBJECT(
		"rates", struct form_qualifying, rates, &sg_programme_names_shape)},
	{SG_ROW_OBJECT("room_types", struct form_qualifying, room_types,
		&sg_programme_names_shape)},
	{SG_ROW_OBJECT(
		"still", struct form_qualifying, still, &sg_programme_names_shape)},
};
static const struct sg_shape qualifying_shape =
	SG_CLOSED_SHAPE(struct form_qualifying, qualifying_fields);

static const struct sg_field stays_fields[] = {
	{SG_ROW_WORD("back_to_back", struct form_stays, back_to_back, joined_words),
		.absent = 1},
	FLAG("cancelled", struct form_stays, cancelled),
	NUMBER("claim_days", struct form_stays, claim_days, 1, CLAIM_DAYS_MAX, 0),
	FLAG("day_use", struct form_stays, day_use),
	NUMBER("delay_days", struct form_stays, delay_days, SG_DELAY_DAYS_MIN,
		SG_DELAY_DAYS_MAX, SG_DELAY_DAYS_MIN),
	FLAG("no_show", struct form_stays, no_show),
	{SG_ROW_OBJECT("qualifying", struct form_stays, qualifying, &qualifying_shape)},
	NUMBER("rooms_nights", struct form_stays, rooms_nights, 1, ROOMS_MAX, 1),
	NUMBER("rooms_points", struct form_stays, rooms_points, 1, ROOMS_MAX, 1),
	{SG_ROW_WORD("several_rooms", struct form_stays, several_rooms, rooms_words)},
};
static const struct sg_shape stays_shape =
	SG_CLOSED_SHAPE(struct form_stays, stays_fields);

static const struct sg_field spend_fields[] = {
	{SG_ROW_OBJECT(
		"categories", struct form_spend, categories, &sg_programme_names_shape)},
	FLAG("net", struct form_spend, net),
};
static const struct sg_shape spend_shape =
	SG_CLOSED_SHAPE(struct form_spend, spend_fields);

static const struct sg_field version_fields[] = {
	{SG_ROW_LIST("awards", struct form_version, awards, award_count, 0, AWARDS_MAX),
		.shape = &sg_programme_award_shape},
	{SG_ROW_WORD("basis", struct form_version, basis, bases),
		.absent = SG_BASIS_DEPARTURE},
	{SG_ROW_LIST("benefits", struct form_version, benefits, benefit_count, 0,
		 SG_BENEFITS_MAX),
		.shape = &sg_programme_benefit_shape},
	{SG_ROW_LIST("earn", struct form_version, earn, earn_count, 0, EARN_MAX),
		.shape = &sg_programme_earn_shape, .flags = SG_REQUIRED},
	{SG_ROW_LIST("expiry", struct form_version, expiry, expiry_count, 0, EXPIRY_MAX),
		.shape = &sg_programme_expiry_shape},
	{SG_ROW("from", SG_FIELD_DAY, struct form_version, from_day, 0, 0),
		.flags = SG_REQUIRED},
	{SG_ROW_LIST("milestones", struct form_version, milestones, milestone_count, 0,
		 MILESTONES_MAX),
		.shape = &sg_programme_milestone_shape},
	{SG_ROW("pool_max", SG_FIELD_INT, struct form_version, pool_max, 2, POOL_MAX)},
	{SG_ROW_OBJECT("properties", struct form_version, properties,
		&sg_programme_names_shape)},
	{SG_ROW_OBJECT("spend", struct form_version, spend, &spend_shape)},
	{SG_ROW_OBJECT("stays", struct form_version, stays, &stays_shape)},
	{SG_ROW_OBJECT("tiers", struct form_version, tiers, &sg_programme_tiers_shape),
		.flags = SG_REQUIRED},
	{SG_ROW_LIST("transfers", struct form_version, transfers, transfer_count, 0,
		 SG_TRANSFER_KINDS),
		.shape = &sg_programme_transfer_shape},
};
static const struct sg_shape version_shape =
	SG_CLOSED_SHAPE(struct form_version, version_fields);

static const struct sg_field level_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_CODE_MAX, .rule = SG_RULE_NAME};

static const struct sg_field programme_fields[] = {
	{SG_ROW_LIST("benefits", struct form_programme, benefits, benefit_count, 0,
		 SG_BENEFITS_MAX),
		.shape = &sg_programme_benefit_shape},
	{SG_ROW("code", SG_FIELD_CODE, struct form_programme, code, 1, SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("currency", SG_FIELD_CODE, struct form_programme, currency, 3, 3),
		.rule = SG_RULE_CURRENCY},
	{SG_ROW("decimals", SG_FIELD_INT, struct form_programme, decimals, 0, 3),
		.absent = 2},
	FLAG("external", struct form_programme, external),
	{SG_ROW_LIST(
		 "levels", struct form_programme, levels, level_count, 1, SG_TIERS_MAX),
		.element = &level_element, .flags = SG_DISTINCT},
	{SG_ROW("name", SG_FIELD_TEXT, struct form_programme, name, 1, SG_NAME_MAX),
		.flags = SG_REQUIRED},
	{SG_ROW("programme", SG_FIELD_INT, struct form_programme, programme, 1, 1),
		.flags = SG_REQUIRED},
	{SG_ROW_LIST("versions", struct form_programme, versions, version_count, 1,
		 VERSIONS_MAX),
		.shape = &version_shape},
};
static const struct sg_shape programme_shape =
	SG_CLOSED_SHAPE(struct form_programme, programme_fields);

enum sg_status sg_programme_fail(const struct programme_reading *reading,
	const struct sg_place_frame *frame, const char *member, const char *code,
	const char *message)
{
	char path[160];

	sg_place_format(frame, member, path, sizeof path);
	return sg_fail(reading->error, SG_INVALID, code, path, "%s", message);
}

enum sg_status sg_programme_names(const struct programme_reading *reading,
	const struct sg_place_frame *frame, const struct form_names *form,
	struct sg_names *ret_names)
{
	if (form->only_count > 0 && form->except_count > 0) {
		return sg_programme_fail(reading, frame, "except", "member_unfit",
			"names are either only these or all except these");
	}
	*ret_names = form->only_count > 0
	                     ? (struct sg_names){form->only, form->only_count, false}
	                     : (struct sg_names){form->except, form->except_count,
				       form->except_count > 0};
	return SG_OK;
}

static enum sg_status read_qualifying(const struct programme_reading *reading,
	const struct form_qualifying *form, struct sg_qualifying *ret_qualifying)
{
	const struct sg_place_frame stays = {.parent = reading->at, .name = "stays"};
	const struct sg_place_frame at = {.parent = &stays, .name = "qualifying"};
	struct sg_qualifying qualifying = {
		.still = form->still.only_count > 0 || form->still.except_count > 0};
	const struct {
		const char *name;
		const struct form_names *form;
		struct sg_names *names;
	} lists[] = {
		{"rates", &form->rates, &qualifying.rates},
		{"channels", &form->channels, &qualifying.channels},
		{"room_types", &form->room_types, &qualifying.room_types},
		{"still", &form->still, &qualifying.still_categories},
	};
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < sizeof lists / sizeof lists[0] && status == SG_OK; i++) {
		const struct sg_place_frame one = {.parent = &at, .name = lists[i].name};

		status = sg_programme_names(reading, &one, lists[i].form, lists[i].names);
	}
	*ret_qualifying = qualifying;
	return status;
}

static struct sg_stay_rules stay_rules(const struct form_stays *form)
{
	return (struct sg_stay_rules){.rooms_points = form->rooms_points,
		.rooms_nights = form->rooms_nights,
		.rooms_asked = form->several_rooms == 1,
		.joined = form->back_to_back == 1 || form->back_to_back == 2,
		.joined_asked = form->back_to_back == 2,
		.day_use = form->day_use,
		.no_show = form->no_show,
		.cancelled = form->cancelled,
		.delay_days = form->delay_days,
		.claim_days = form->claim_days};
}

static enum sg_status read_benefits(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version)
{
	const char *names[SG_TIERS_MAX];
	const struct programme_levels levels = {names, version->tiers.tier_count};

	for (size_t i = 0; i < levels.count; i++) {
		names[i] = version->tiers.tiers[i].name;
	}
	return sg_programme_benefits(reading, form->benefits, form->benefit_count,
		&levels, &version->benefits);
}

static enum sg_status read_version(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version)
{
	const struct sg_place_frame properties = {
		.parent = reading->at, .name = "properties"};
	const struct sg_place_frame spend = {.parent = reading->at, .name = "spend"};
	const struct sg_place_frame categories = {.parent = &spend, .name = "categories"};
	enum sg_status status;

	*version = (struct sg_programme_version){.from_day = form->from_day,
		.basis = (enum sg_basis)form->basis,
		.stays = stay_rules(&form->stays),
		.pool_max = form->pool_max,
		.spend_net = form->spend.net};
	status = sg_programme_names(
		reading, &properties, &form->properties, &version->properties);
	if (status == SG_OK) {
		status = sg_programme_names(
			reading, &categories, &form->spend.categories, &version->spend);
	}
	if (status == SG_OK) {
		status = read_qualifying(
			reading, &form->stays.qualifying, &version->stays.qualifying);
	}
	if (status == SG_OK) {
		status = sg_programme_tiers(reading, &form->tiers, &version->tiers);
	}
	if (status == SG_OK) {
		status = sg_programme_earn(reading, form, version);
	}
	if (status == SG_OK) {
		status = sg_programme_milestones(reading, form, version);
	}
	if (status == SG_OK) {
		status = sg_programme_awards(reading, form, version);
	}
	if (status == SG_OK) {
		status = sg_programme_transfers(reading, form, version);
	}
	if (status == SG_OK) {
		status = read_benefits(reading, form, version);
	}
	return status == SG_OK ? sg_programme_expiry(reading, form, version) : status;
}

static enum sg_status read_versions(const struct form_programme *form,
	const struct sg_place_frame *root, struct sg_arena *arena, struct sg_error *error,
	struct sg_programme *programme)
{
	const struct sg_place_frame list = {.parent = root, .name = "versions"};
	struct sg_programme_version *versions =
		sg_arena_array(arena, form->version_count, sizeof *versions);
	enum sg_status status = versions != NULL ? SG_OK : SG_MEMORY;

	for (size_t i = 0; i < form->version_count && status == SG_OK; i++) {
		const struct sg_place_frame at = {.parent = &list, .index = i};
		const struct programme_reading reading = {arena, error, &at};

		if (i > 0 &&
			form->versions[i].from_day <= form->versions[i - 1].from_day) {
			return sg_programme_fail(&reading, &at, "from", "order_wrong",
				"versions stand in the order of their days, each once");
		}
		status = read_version(&reading, &form->versions[i], &versions[i]);
	}
	programme->versions = versions;
	programme->version_count = form->version_count;
	return status;
}

/* A mirrored programme has levels and nothing else; one that is run here has versions. */
static enum sg_status check_kind(const struct form_programme *form,
	const struct sg_place_frame *root, struct sg_error *error)
{
	const struct programme_reading reading = {NULL, error, root};

	if (form->external && form->level_count == 0) {
		return sg_programme_fail(&reading, root, "levels", "member_missing",
			"an external programme has levels");
	}
	if (form->external && (form->version_count > 0 || form->currency != NULL)) {
		return sg_programme_fail(&reading, root,
			form->currency != NULL ? "currency" : "versions", "member_unfit",
			"an external programme is mirrored: nothing is earned here");
	}
	if (!form->external && form->level_count > 0) {
		return sg_programme_fail(&reading, root, "levels", "member_unfit",
			"only an external programme has levels; here they are tiers");
	}
	if (!form->external && form->benefit_count > 0) {
		return sg_programme_fail(&reading, root, "benefits", "member_unfit",
			"a programme that is run here has benefits in its versions");
	}
	if (!form->external && (form->version_count == 0 || form->currency == NULL)) {
		return sg_programme_fail(&reading, root,
			form->currency == NULL ? "currency" : "versions",
			"member_missing", "a programme has a currency and versions");
	}
	return SG_OK;
}

/* What fields cannot say, and the programme made of them. */
static enum sg_status read_form(const struct form_programme *form, const char *path,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_programme *ret_programme)
{
	const struct sg_place_frame root = {.name = path};
	struct sg_programme programme = {.code = form->code,
		.name = form->name,
		.decimals = form->decimals,
		.external = form->external,
		.levels = form->levels,
		.level_count = form->level_count};
	const struct programme_levels levels = {form->levels, form->level_count};
	const struct programme_reading whole = {arena, error, &root};
	enum sg_status status = check_kind(form, &root, error);

	if (status == SG_OK) {
		status = sg_programme_benefits(&whole, form->benefits,
			form->benefit_count, &levels, &programme.benefits);
	}
	if (status == SG_OK) {
		status = read_versions(form, &root, arena, error, &programme);
	}
	if (status == SG_OK) {
		memcpy(programme.currency, form->currency != NULL ? form->currency : "",
			form->currency != NULL ? 4 : 1);
		*ret_programme = programme;
	}
	return status;
}

enum sg_status sg_programme_decode(const struct sg_source_file *file,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_programme *ret_programme)
{
	const struct sg_json *root;
	struct form_programme form;
	struct sg_error cause = {.status = SG_OK};
	enum sg_status status =
		sg_source_read(file, &programme_shape, arena, error, &root, &form);

	if (status != SG_OK) {
		return status;
	}
	status = read_form(&form, "", arena, &cause, ret_programme);
	if (status == SG_OK) {
		return SG_OK;
	}
	if (error != NULL) {
		*error = cause;
	}
	return sg_source_blame(file, cause.path, status, error);
}

enum sg_status sg_programme_read(const struct sg_json *value, const char *path,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_programme *ret_programme)
{
	struct form_programme form;
	enum sg_status status =
		sg_fields_decode(value, &programme_shape, path, arena, error, &form);

	return status == SG_OK ? read_form(&form, path, arena, error, ret_programme)
	                       : status;
}
