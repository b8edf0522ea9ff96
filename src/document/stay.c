/*
 * The life of a stay's state. Its text holds, beside the members, names that begin with '@' and
 * that no document has: "@at" stamps as [groups' bits, time, version], "@from" the room before
 * the move, "@guests" who was found for the people, in their order.
 */
#include "document/stay.h"

#include <string.h>

#include "document/merge.h"
#include "document/stay_form.h"
#include "document/tuple.h"

/* ---- a document ---- */

static uint32_t groups_of(const struct sg_json *data)
{
	uint32_t groups = 0;

	for (size_t i = 0; i < sg_stay_shape.count; i++) {
		const struct sg_field *field = &sg_stay_shape.fields[i];

		if ((field->flags & SG_KEY) == 0 &&
			sg_json_member(data, field->name) != NULL) {
			groups |= 1u << field->group;
		}
	}
	return groups;
}

static enum sg_status check_dates(
	const struct sg_stay *stay, const struct sg_json *data, struct sg_error *error)
{
	if (stay->arrival_day == SG_NO_DAY || stay->departure_day == SG_NO_DAY ||
		stay->departure_day >= stay->arrival_day) {
		return SG_OK;
	}
	return sg_fail(error, SG_INVALID, "departure_before_arrival",
		sg_json_member(data, "departure") != NULL ? "/data/departure"
							  : "/data/arrival",
		"the departure is before the arrival");
}

enum sg_status sg_stay_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_stay_document *ret_document)
{
	struct sg_stay_form form;
	enum sg_status status =
		sg_fields_decode(data, &sg_stay_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		status = check_dates(&form.state.stay, data, error);
	}
	if (status == SG_OK) {
		status = sg_stay_form_finish(&form, arena);
	}
	if (status != SG_OK) {
		return status;
	}
	*ret_document = (struct sg_stay_document){.refs = form.refs,
		.ref_count = form.ref_count,
		.version = form.version,
		.groups = groups_of(data),
		.said = form.state,
		.data = data};
	return SG_OK;
}

/* ---- who the people are ---- */

static bool same_ref(const struct sg_ref *a, const struct sg_ref *b)
{
	return strcmp(a->id, b->id) == 0 && strcmp(a->system, b->system) == 0;
}

static bool same_person(const struct sg_person *a, const struct sg_person *b)
{
	for (size_t i = 0; i < a->ref_count; i++) {
		for (size_t j = 0; j < b->ref_count; j++) {
			if (same_ref(&a->refs[i], &b->refs[j])) {
				return true;
			}
		}
	}
	return false;
}

/* A person known before is the same guest; the decoding made the people, so they are ours. */
static void carry_guests(const struct sg_stay *before, struct sg_stay *after)
{
	struct sg_person *people = (struct sg_person *)after->people;

	for (size_t i = 0; i < after->person_count; i++) {
		for (size_t j = 0; j < before->person_count; j++) {
			if (same_person(&people[i], &before->people[j])) {
				people[i].guest = before->people[j].guest;
				break;
			}
		}
	}
}

static bool take_guests(const struct sg_json *array, struct sg_stay *stay)
{
	struct sg_person *people = (struct sg_person *)stay->people;
	struct sg_tuple_in tuple = sg_tuple_open(array);

	for (size_t i = 0; i < stay->person_count; i++) {
		people[i].guest = sg_tuple_id(&tuple);
	}
	return !tuple.broken;
}

/* ---- the stored text ---- */

static const struct sg_stamp never = {.time_us = SG_NO_TIME, .version = -1};

static bool take_stamps(const struct sg_json *array, struct sg_stamp *stamps)
{
	bool whole = array == NULL || array->kind == SG_JSON_ARRAY;

	for (size_t i = 0; i < SG_STAY_GROUPS; i++) {
		stamps[i] = never;
	}
	for (const struct sg_json *e = whole && array != NULL ? array->first : NULL;
		e != NULL; e = e->next) {
		struct sg_tuple_in tuple = sg_tuple_open(e);
		int32_t groups = sg_tuple_int32(&tuple, 0);
		struct sg_stamp stamp = {.time_us = sg_tuple_int(&tuple, SG_NO_TIME),
			.version = sg_tuple_int(&tuple, -1)};

		for (size_t i = 0; i < SG_STAY_GROUPS; i++) {
			if ((groups >> i & 1) != 0) {
				stamps[i] = stamp;
			}
		}
		whole = whole && !tuple.broken;
	}
	return whole;
}

/* The stored members and, where they have columns, the columns' as if they stood there too. */
static struct sg_json *members_with_columns(struct sg_build *build,
	const struct sg_json *root, const struct sg_stay_columns *columns)
{
	struct sg_build_list list = sg_build_begin(build, SG_JSON_OBJECT, NULL);
	char arrival[SG_DAY_TEXT_SIZE], departure[SG_DAY_TEXT_SIZE];
	const char *texts[] = {arrival, departure};
	static const char *const names[] = {"arrival", "departure"};

	sg_day_format(columns->arrival_day, arrival);
	sg_day_format(columns->departure_day, departure);
	for (size_t i = 0; i < 2; i++) {
		const char *text = sg_arena_copy(build->arena, texts[i]);

		build->failed = build->failed || text == NULL;
		sg_build_add(
			&list, sg_build_text(build, names[i], text != NULL ? text : ""));
	}
	if (columns->room != NULL) {
		sg_build_add(&list, sg_build_text(build, "room", columns->room));
	}
	sg_build_add(&list,
		sg_build_text(build, "status", sg_stay_status_name(columns->status)));
	for (const struct sg_json *m = root->first; m != NULL; m = m->next) {
		if (m->name[0] != '@') {
			sg_build_add(&list, sg_build_copy(build, m));
		}
	}
	/* In the table's order, as every tree that is compared. */
	return sg_merge_objects(build, &sg_stay_shape, NULL, list.parent, SG_ALL_GROUPS);
}

static enum sg_status read_members(const struct sg_json *members, struct sg_arena *arena,
	struct sg_error *error, struct sg_stay_state *state)
{
	struct sg_stay_form form;
	enum sg_status status =
		sg_fields_read_stored(members, &sg_stay_shape, arena, error, &form);

	if (status == SG_OK) {
		status = sg_stay_form_finish(&form, arena);
	}
	if (status == SG_OK) {
		*state = form.state;
		state->members = members;
	}
	return status;
}

static enum sg_status fail_broken(struct sg_error *error)
{
	return sg_fail(
		error, SG_INTERNAL, "state_broken", "", "a stored stay is none of ours");
}

enum sg_status sg_stay_decode(const struct sg_stored *text,
	const struct sg_stay_columns *columns, struct sg_arena *arena,
	struct sg_error *error, struct sg_stay_state *ret_state)
{
	struct sg_build build = {.arena = arena};
	struct sg_stay_state state;
	const struct sg_json *root, *members;
	enum sg_status status = sg_stored_parse(text, arena, error, &root);

	if (status != SG_OK) {
		return status;
	}
	if (root->kind != SG_JSON_OBJECT) {
		return fail_broken(error);
	}
	members = members_with_columns(&build, root, columns);
	status = build.failed ? SG_MEMORY : read_members(members, arena, error, &state);
	if (status != SG_OK) {
		return status;
	}
	if (!take_stamps(sg_json_member(root, "@at"), state.stamps) ||
		!take_guests(sg_json_member(root, "@guests"), &state.stay)) {
		return fail_broken(error);
	}
	root = sg_json_member(root, "@from");
	state.stay.room_from =
		root != NULL && root->kind == SG_JSON_TEXT ? root->text : NULL;
	state.stamps[SG_GROUP_STATUS] = columns->status_stamp;
	state.stay.checked_in_us = columns->checked_in_us;
	state.stay.checked_out_us = columns->checked_out_us;
	*ret_state = state;
	return SG_OK;
}

/* The groups from `from` on that have the same stamp. */
static uint32_t alike(const struct sg_stamp *stamps, size_t from)
{
	uint32_t groups = 0;

	for (size_t i = from; i < SG_STAY_GROUPS; i++) {
		if (stamps[i].time_us == stamps[from].time_us &&
			stamps[i].version == stamps[from].version) {
			groups |= 1u << i;
		}
	}
	return groups;
}

static void write_stamps(struct sg_buffer *buffer, const struct sg_stamp *stamps)
{
	struct sg_tuple_out list;
	uint32_t written = 1u << SG_GROUP_STATUS;

	sg_buffer_text(buffer, "{\"@at\":");
	list = sg_tuple_begin(buffer);
	for (size_t i = 0; i < SG_STAY_GROUPS; i++) {
		uint32_t groups = alike(stamps, i);
		struct sg_tuple_out tuple;

		if ((written >> i & 1) != 0 || stamps[i].time_us == SG_NO_TIME) {
			continue;
		}
		written |= groups;
		tuple = sg_tuple_put_tuple(&list);
		sg_tuple_put_int(&tuple, groups, 0);
		sg_tuple_put_int(&tuple, stamps[i].time_us, SG_NO_TIME);
		sg_tuple_put_int(&tuple, stamps[i].version, -1);
		sg_tuple_end(&tuple);
	}
	sg_tuple_end(&list);
}

static bool is_column(const char *name)
{
	const struct sg_field *field = sg_stay_shape.fields;

	while (strcmp(field->name, name) != 0) {
		field++;
	}
	return (field->flags & SG_COLUMN) != 0;
}

static void write_guests(struct sg_buffer *buffer, const struct sg_stay *stay)
{
	struct sg_tuple_out tuple;

	sg_buffer_text(buffer, ",\"@guests\":");
	tuple = sg_tuple_begin(buffer);
	for (size_t i = 0; i < stay->person_count; i++) {
		sg_tuple_put_id(&tuple, &stay->people[i].guest);
	}
	sg_tuple_end(&tuple);
}

void sg_stay_encode(const struct sg_stay_state *state, struct sg_buffer *buffer)
{
	write_stamps(buffer, state->stamps);
	if (state->stay.room_from != NULL) {
		sg_buffer_text(buffer, ",\"@from\":");
		sg_json_write_text(buffer, state->stay.room_from);
	}
	write_guests(buffer, &state->stay);
	for (const struct sg_json *m = state->members->first; m != NULL; m = m->next) {
		if (!is_column(m->name)) {
			sg_buffer_char(buffer, ',');
			sg_json_write_text(buffer, m->name);
			sg_buffer_char(buffer, ':');
			sg_json_write(buffer, m);
		}
	}
	sg_buffer_char(buffer, '}');
}

/* ---- merging ---- */

static enum sg_status check_needs(const struct sg_json *data, struct sg_error *error)
{
	static const char *const names[] = {"status", "arrival", "departure"};
	static const char *const paths[] = {
		"/data/status", "/data/arrival", "/data/departure"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (sg_json_member(data, names[i]) == NULL) {
			return sg_fail(error, SG_INVALID, "member_missing", paths[i],
				"the stay is not known yet: say status, arrival and "
				"departure too, or send it again after its booking");
		}
	}
	return SG_OK;
}

/* Which of the document's groups apply; their stamps are set. */
static uint32_t apply_stamps(
	uint32_t groups, const struct sg_stamp *stamp, struct sg_stamp *stamps)
{
	uint32_t applied = 0;

	for (size_t i = 0; i < SG_STAY_GROUPS; i++) {
		if ((groups >> i & 1) != 0 &&
			(stamps[i].time_us == SG_NO_TIME ||
				sg_stamp_applies(&stamps[i], stamp))) {
			applied |= 1u << i;
			stamps[i] = *stamp;
		}
	}
	return applied;
}

static uint32_t changed_groups(const struct sg_json *before, const struct sg_json *after)
{
	uint32_t changed = 0;

	for (size_t i = 0; i < sg_stay_shape.count; i++) {
		const struct sg_field *field = &sg_stay_shape.fields[i];

		if (!sg_json_equal(sg_json_member(before, field->name),
			    sg_json_member(after, field->name))) {
			changed |= 1u << field->group;
		}
	}
	return changed;
}

static void carry(const struct sg_stay_state *before, struct sg_stay_state *after)
{
	after->stay.id = before->stay.id;
	after->stay.property = before->stay.property;
	after->stay.checked_in_us = before->stay.checked_in_us;
	after->stay.checked_out_us = before->stay.checked_out_us;
	after->stay.room_from = before->stay.room_from;
	carry_guests(&before->stay, &after->stay);
}

enum sg_status sg_stay_merge(const struct sg_stay_state *before,
	const struct sg_stay_document *document, const struct sg_stamp *stamp,
	struct sg_arena *arena, struct sg_error *error, struct sg_stay_result *ret_result)
{
	struct sg_build build = {.arena = arena};
	const struct sg_json *old = before != NULL ? before->members : NULL;
	struct sg_stay_result result = {.created = before == NULL};
	struct sg_stamp stamps[SG_STAY_GROUPS];
	const struct sg_json *members;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < SG_STAY_GROUPS; i++) {
		stamps[i] = before != NULL ? before->stamps[i] : never;
	}
	if (before == NULL) {
		status = check_needs(document->data, error);
	}
	if (status != SG_OK) {
		return status;
	}
	result.applied = apply_stamps(document->groups, stamp, stamps);
	result.older = document->groups & ~result.applied;
	members = sg_merge_objects(
		&build, &sg_stay_shape, old, document->data, (int32_t)result.applied);
	status = build.failed ? SG_MEMORY
	                      : read_members(members, arena, error, &result.after);
	if (status == SG_OK) {
		status = check_dates(&result.after.stay, document->data, error);
	}
	if (status != SG_OK) {
		return status;
	}
	memcpy(result.after.stamps, stamps, sizeof stamps);
	if (before != NULL) {
		carry(before, &result.after);
	}
	result.changed = changed_groups(old, members);
	*ret_result = result;
	return SG_OK;
}
