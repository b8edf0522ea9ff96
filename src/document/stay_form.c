/* The table of stay.changed. */
#include "document/stay_form.h"

#include "core/facts.h"
#include "document/bounds.h"

/* A booking may stand for a whole group: real ones have 55 adults. */
enum {
	PARTY_MAX = 500,
	PEOPLE_MAX = 50,
	TEXTS_MAX = 50,
	CHILDREN_GROUPS_MAX = 8,
	QUANTITY_MAX = 1000,
};

static const char *const status_words[] = {
	"booked", "waiting", "checked_in", "checked_out", "cancelled", "no_show", NULL};
static const char *const role_words[] = {
	"guest", "accompanying", "child", "booker", "company", "agent", "group", NULL};
static const char *const purpose_words[] = {"business", "leisure", NULL};
/* ---- what stands in lists ---- */

static const struct sg_field child_fields[] = {
	{SG_ROW("age_group", SG_FIELD_CODE, struct sg_children, age_group, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_AGES, .flags = SG_REQUIRED},
	{SG_ROW("count", SG_FIELD_INT, struct sg_children, count, 0, PARTY_MAX),
		.absent = 1},
};
static const struct sg_shape child_shape = SG_SHAPE(struct sg_children, child_fields);

/* Of the party only what core's stay has, so its place is the stay itself. */
static const struct sg_field party_fields[] = {
	{SG_ROW("adults", SG_FIELD_INT, struct sg_stay, adults, 0, PARTY_MAX)},
	{SG_ROW_LIST("children", struct sg_stay, children, children_count, 0,
		 CHILDREN_GROUPS_MAX),
		.shape = &child_shape},
};
static const struct sg_shape party_shape = SG_SHAPE(struct sg_stay, party_fields);

static const struct sg_field code_fields[] = {
	SG_ROW_CODE("code", struct sg_stay_code, code, SG_CODE_MAX, SG_REQUIRED),
	SG_ROW_CODE("group", struct sg_stay_code, group, SG_CODE_MAX, SG_REQUIRED),
};
static const struct sg_shape code_shape = SG_SHAPE(struct sg_stay_code, code_fields);

static const struct sg_field product_fields[] = {
	SG_ROW_CODE("code", struct sg_stay_code, code, SG_CODE_MAX, SG_REQUIRED),
	{SG_ROW("quantity", SG_FIELD_INT, struct sg_stay_code, quantity, 1, QUANTITY_MAX),
		.absent = 1},
};
static const struct sg_shape product_shape =
	SG_SHAPE(struct sg_stay_code, product_fields);

static const struct sg_field trace_fields[] = {
	{SG_ROW_WORD("department", struct sg_trace, department, sg_department_words),
		.flags = SG_REQUIRED},
	{SG_ROW("text", SG_FIELD_TEXT, struct sg_trace, text, 0, SG_NOTE_MAX),
		.flags = SG_REQUIRED},
};
static const struct sg_shape trace_shape = SG_SHAPE(struct sg_trace, trace_fields);

static const struct sg_field comment_element = {
	.kind = SG_FIELD_TEXT, .max = SG_NOTE_MAX};

/* A person's name is kept with the stay and is nothing for core: it has no place of its own
 * there. */
struct form_name {
	const char *family, *given;
};

struct form_person {
	struct sg_person person;
	struct form_name name;
};

static const struct sg_field name_fields[] = {
	{SG_ROW("family", SG_FIELD_TEXT, struct form_name, family, 0, SG_NAME_MAX)},
	{SG_ROW("given", SG_FIELD_TEXT, struct form_name, given, 0, SG_NAME_MAX)},
};
static const struct sg_shape name_shape = SG_SHAPE(struct form_name, name_fields);

static const struct sg_field person_fields[] = {
	{SG_ROW_LIST("ids", struct form_person, person.refs, person.ref_count, 0,
		 SG_REFS_MAX),
		.shape = &sg_ref_shape},
	SG_ROW_LANGUAGE("language", struct form_person, person.language),
	{SG_ROW_OBJECT("name", struct form_person, name, &name_shape)},
	{SG_ROW("primary", SG_FIELD_BOOL, struct form_person, person.primary, 0, 1)},
	{SG_ROW_WORD("role", struct form_person, person.role, role_words),
		.flags = SG_REQUIRED},
	{SG_ROW("salutation", SG_FIELD_TEXT, struct form_person, person.salutation, 0,
		SG_NAME_MAX)},
};
static const struct sg_shape person_shape = SG_SHAPE(struct form_person, person_fields);

/* ---- the document ---- */

#define STAY(text, what, member, low, high, of, mark)                                    \
	{                                                                                \
		SG_ROW(text, what, struct sg_stay_form, state.member, low, high),        \
			.group = (of), .flags = (mark)                                   \
	}
#define STAY_CODE(text, member, high, of)                                                \
	STAY(text, SG_FIELD_CODE, member, 1, high, of, 0)
#define STAY_LIST(text, member, counter, high, of)                                       \
	SG_ROW_LIST(text, struct sg_stay_form, member, counter, 0, high), .group = (of)

static const struct sg_field stay_fields[] = {
	STAY("arrival", SG_FIELD_DAY, stay.arrival_day, 0, 0, SG_GROUP_DATES,
		SG_SOLID | SG_COLUMN),
	STAY_CODE("assigned_type", stay.assigned_type, SG_CODE_MAX, SG_GROUP_TYPE),
	STAY_CODE("bed_setup", stay.bed_setup, SG_CODE_MAX, SG_GROUP_TYPE),
	STAY("booked_on", SG_FIELD_DAY, booked_day, 0, 0, SG_GROUP_CODES, 0),
	STAY_CODE("booked_type", stay.booked_type, SG_CODE_MAX, SG_GROUP_TYPE),
	STAY_CODE("channel", channel, SG_LONG_CODE_MAX, SG_GROUP_CODES),
	{STAY_LIST("codes", codes, code_count, SG_CODES_MAX, SG_GROUP_CODES),
		.shape = &code_shape},
	{STAY_LIST("comments", state.comments, state.comment_count, TEXTS_MAX,
		 SG_GROUP_TEXTS),
		.element = &comment_element},
	STAY("day_use", SG_FIELD_BOOL, stay.day_use, 0, 1, SG_GROUP_DATES, 0),
	STAY("departure", SG_FIELD_DAY, stay.departure_day, 0, 0, SG_GROUP_DATES,
		SG_SOLID | SG_COLUMN),
	STAY("eta", SG_FIELD_TIME, stay.eta_us, 0, 0, SG_GROUP_DATES, 0),
	STAY("etd", SG_FIELD_TIME, stay.etd_us, 0, 0, SG_GROUP_DATES, 0),
	STAY_CODE("group", stay.group, SG_CODE_MAX, SG_GROUP_PEOPLE),
	{SG_ROW_LIST("ids", struct sg_stay_form, refs, ref_count, 1, SG_REFS_MAX),
		.shape = &sg_ref_shape, .flags = SG_REQUIRED | SG_KEY},
	STAY("incognito", SG_FIELD_BOOL, stay.incognito, 0, 1, SG_GROUP_PEOPLE, 0),
	{SG_ROW("language", SG_FIELD_CODE, struct sg_stay_form, state.stay.language, 2,
		 SG_LANGUAGE_MAX),
		.rule = SG_RULE_LANGUAGE, .group = SG_GROUP_PEOPLE},
	STAY_CODE(
		"loyalty_number", stay.loyalty_number, SG_LONG_CODE_MAX, SG_GROUP_PEOPLE),
	STAY_CODE("market", market, SG_LONG_CODE_MAX, SG_GROUP_CODES),
	{STAY_LIST("occasions", state.stay.occasions, state.stay.occasion_count,
		 SG_OCCASIONS_MAX, SG_GROUP_CODES),
		.shape = &sg_occasion_shape},
	{SG_ROW_OBJECT("party", struct sg_stay_form, state.stay, &party_shape),
		.group = SG_GROUP_PEOPLE},
	{STAY_LIST("people", state.stay.people, state.stay.person_count, PEOPLE_MAX,
		 SG_GROUP_PEOPLE),
		.shape = &person_shape},
	{STAY_LIST("products", products, product_count, SG_CODES_MAX, SG_GROUP_CODES),
		.shape = &product_shape},
	{SG_ROW_WORD("purpose", struct sg_stay_form, purpose, purpose_words),
		.absent = -1, .group = SG_GROUP_PEOPLE},
	STAY_CODE("rate", rate, SG_LONG_CODE_MAX, SG_GROUP_CODES),
	STAY("room", SG_FIELD_CODE, stay.room, 1, SG_CODE_MAX, SG_GROUP_ROOM, SG_COLUMN),
	STAY("salutation", SG_FIELD_TEXT, stay.salutation, 0, SG_NAME_MAX,
		SG_GROUP_PEOPLE, 0),
	STAY_CODE("share", stay.share, SG_LONG_CODE_MAX, SG_GROUP_PEOPLE),
	{SG_ROW_WORD("status", struct sg_stay_form, status, status_words), .absent = -1,
		.group = SG_GROUP_STATUS, .flags = SG_SOLID | SG_COLUMN},
	{STAY_LIST("traces", state.traces, state.trace_count, TEXTS_MAX, SG_GROUP_TEXTS),
		.shape = &trace_shape},
	{SG_ROW("version", SG_FIELD_LONG, struct sg_stay_form, version, 0, INT64_MAX),
		.absent = -1, .flags = SG_KEY},
	STAY_CODE("vip", stay.vip, SG_CODE_MAX, SG_GROUP_PEOPLE),
};

const struct sg_shape sg_stay_shape = SG_SHAPE(struct sg_stay_form, stay_fields);

static enum sg_status join_codes(struct sg_stay_form *form, struct sg_arena *arena)
{
	size_t count = form->code_count + form->product_count;
	struct sg_stay_code *codes = sg_arena_array(arena, count, sizeof *codes);

	if (codes == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < form->code_count; i++) {
		codes[i] = form->codes[i];
		codes[i].quantity = 1;
	}
	for (size_t i = 0; i < form->product_count; i++) {
		codes[form->code_count + i] = form->products[i];
		codes[form->code_count + i].group = "product";
	}
	form->state.stay.codes = codes;
	form->state.stay.code_count = count;
	return SG_OK;
}

/* Core's people stand without their names. */
static enum sg_status take_people(struct sg_stay *stay, struct sg_arena *arena)
{
	const struct form_person *forms =
		(const struct form_person *)(const void *)stay->people;
	struct sg_person *people =
		sg_arena_array(arena, stay->person_count, sizeof *people);

	if (people == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < stay->person_count; i++) {
		people[i] = forms[i].person;
	}
	stay->people = people;
	return SG_OK;
}

enum sg_status sg_stay_form_finish(struct sg_stay_form *form, struct sg_arena *arena)
{
	struct sg_stay *stay = &form->state.stay;
	enum sg_status status = take_people(stay, arena);

	stay->status =
		form->status >= 0 ? (enum sg_stay_status)form->status : SG_STAY_BOOKED;
	stay->purpose = form->purpose >= 0 ? purpose_words[form->purpose] : NULL;
	stay->checked_in_us = SG_NO_TIME;
	stay->checked_out_us = SG_NO_TIME;
	return status == SG_OK ? join_codes(form, arena) : status;
}
