/* The guest's own documents. */
#include "document/guest.h"

#include <string.h>

#include "document/bounds.h"
#include "document/merge.h"

enum { EMAIL_MAX = 254 };

struct form_name {
	const char *family, *given;
};

struct form_guest {
	struct sg_guest guest;
	struct form_name name;
};

static const struct sg_field name_fields[] = {
	{SG_ROW("family", SG_FIELD_TEXT, struct form_name, family, 0, SG_NAME_MAX)},
	{SG_ROW("given", SG_FIELD_TEXT, struct form_name, given, 0, SG_NAME_MAX)},
};
static const struct sg_shape name_shape = SG_SHAPE(struct form_name, name_fields);

#define TEXT(text, member, high)                                                         \
	{                                                                                \
		SG_ROW(text, SG_FIELD_TEXT, struct form_guest, guest.member, 0, high)    \
	}

static const struct sg_field guest_fields[] = {
	{SG_ROW("birth_date", SG_FIELD_DAY, struct form_guest, guest.birth_day, 0, 0)},
	SG_ROW_CODE("email", struct form_guest, guest.email, EMAIL_MAX, 0),
	SG_ROW_REFS(struct form_guest, guest.refs, guest.ref_count, SG_REQUIRED | SG_KEY),
	{SG_ROW("incognito", SG_FIELD_BOOL, struct form_guest, guest.incognito, 0, 1)},
	SG_ROW_LANGUAGE("language", struct form_guest, guest.language),
	{SG_ROW_OBJECT("name", struct form_guest, name, &name_shape)},
	TEXT("notes", notes, SG_NOTE_MAX),
	{SG_ROW_LIST("occasions", struct form_guest, guest.occasions,
		 guest.occasion_count, 0, SG_OCCASIONS_MAX),
		.shape = &sg_occasion_shape},
	SG_ROW_CODE("phone", struct form_guest, guest.phone, SG_LONG_CODE_MAX, 0),
	TEXT("salutation", salutation, SG_NAME_MAX),
	SG_ROW_CODE("vip", struct form_guest, guest.vip, SG_CODE_MAX, 0),
};
static const struct sg_shape guest_shape = SG_SHAPE(struct form_guest, guest_fields);

static void take_form(const struct form_guest *form, struct sg_guest *ret_guest)
{
	*ret_guest = form->guest;
	ret_guest->given = form->name.given;
	ret_guest->family = form->name.family;
}

enum sg_status sg_guest_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_guest *ret_guest)
{
	struct form_guest form;
	enum sg_status status =
		sg_fields_decode(data, &guest_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		take_form(&form, ret_guest);
	}
	return status;
}

enum sg_status sg_guest_merge(const struct sg_merge_input *input, struct sg_arena *arena,
	struct sg_error *error, struct sg_merged *ret_merged)
{
	return sg_merge_state(input, &guest_shape, arena, error, ret_merged);
}

enum sg_status sg_guest_decode(const struct sg_stored *state, struct sg_arena *arena,
	struct sg_error *error, struct sg_guest *ret_guest)
{
	struct form_guest form;
	enum sg_status status = sg_state_read(state, &guest_shape, arena, error, &form);

	if (status == SG_OK) {
		take_form(&form, ret_guest);
	}
	return status;
}

static bool has_birthday(const struct sg_guest *guest)
{
	for (size_t i = 0; i < guest->occasion_count; i++) {
		if (strcmp(guest->occasions[i].kind, "birthday") == 0) {
			return true;
		}
	}
	return false;
}

static void put_birthday(const struct sg_guest *guest, struct sg_occasion *occasion)
{
	int32_t year, month, day_of_month;

	sg_day_to_civil(guest->birth_day, &year, &month, &day_of_month);
	*occasion = (struct sg_occasion){.kind = "birthday",
		.month_day = month * 100 + day_of_month,
		.day = SG_NO_DAY};
}

bool sg_guest_to_card(
	const struct sg_guest *guest, struct sg_arena *arena, struct sg_card *card)
{
	size_t count = guest->occasion_count;
	struct sg_occasion *occasions =
		sg_arena_array(arena, count + 1, sizeof *occasions);

	if (occasions == NULL) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		occasions[i] = guest->occasions[i];
	}
	if (guest->birth_day != SG_NO_DAY && !has_birthday(guest)) {
		put_birthday(guest, &occasions[count++]);
	}
	card->occasions = occasions;
	card->occasion_count = count;
	card->salutation = guest->salutation;
	card->language = guest->language;
	card->incognito = guest->incognito;
	return true;
}
