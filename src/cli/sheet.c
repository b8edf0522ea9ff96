/* A day's plan worked out for paper. */
#include "cli/sheet.h"

#include <stdio.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/sheet_item.h"
#include "cli/words.h"
#include "core/time.h"

static const char *language(const struct sg_sheet_making *making)
{
	return making->languages[0];
}

static void *array(struct sg_sheet_making *making, size_t count, size_t size)
{
	void *memory = sg_arena_array(making->arena, count > 0 ? count : 1, size);

	making->failed = making->failed || memory == NULL;
	return memory;
}

/* "Sa 21.11." from a date, or "" */
static const char *day_text(struct sg_sheet_making *making, const char *date)
{
	int32_t day, year, month, of_month;

	if (!sg_day_parse(date, &day)) {
		return "";
	}
	sg_day_to_civil(day, &year, &month, &of_month);
	return sg_sheet_format(making, "%s %02d%s%02d%s",
		sg_word_weekday(language(making), sg_day_weekday(day)), of_month,
		sg_word(language(making), SG_WORD_DATE_POINT), month,
		sg_word(language(making), SG_WORD_DATE_END));
}

/* Texts joined by a middle dot; empty ones are left out. */
static const char *join(
	struct sg_sheet_making *making, const char *const *texts, size_t count)
{
	const char *joined = "";

	for (size_t i = 0; i < count; i++) {
		if (texts[i] != NULL && texts[i][0] != '\0') {
			joined = sg_sheet_format(making, "%s%s%s", joined,
				joined[0] != '\0' ? " · " : "", texts[i]);
		}
	}
	return joined;
}

static const char *join_list(
	struct sg_sheet_making *making, const struct sg_value *list, const char *before)
{
	const char *joined = "";

	for (size_t i = 0; i < sg_value_count(list); i++) {
		joined = sg_sheet_format(making, "%s%s%s", joined,
			i > 0 ? sg_word(language(making), SG_WORD_COMMA) : "",
			sg_value_text(sg_value_at(list, i), ""));
	}
	return joined[0] != '\0' && before != NULL
	               ? sg_sheet_format(making, "%s %s", before, joined)
	               : joined;
}

/* ---- the head of a room ---- */

static const char *type_text(struct sg_sheet_making *making, const struct sg_value *list)
{
	const struct sg_value *room = sg_value_member(list, "room");
	const char *type = sg_value_text(sg_value_member(room, "type"), NULL);
	const char *booked = sg_value_text(sg_value_member(room, "booked_type"), NULL);
	const char *texts[3] = {type != NULL ? type : booked};

	if (type != NULL && booked != NULL && strcmp(type, booked) != 0) {
		texts[0] = sg_sheet_format(making, "%s (%s %s)", type,
			sg_word(language(making), SG_WORD_BOOKED), booked);
	}
	texts[1] = sg_word_bed(
		language(making), sg_value_text(sg_value_member(room, "bed_setup"), ""));
	if (sg_value_text(sg_value_member(list, "room_from"), NULL) != NULL) {
		texts[2] = sg_sheet_format(making, "%s %s",
			sg_word(language(making), SG_WORD_MOVED_FROM),
			sg_value_text(sg_value_member(list, "room_from"), ""));
	}
	return join(making, texts, 3);
}

static const char *times_text(
	struct sg_sheet_making *making, const struct sg_value *times)
{
	static const struct {
		const char *member;
		enum sg_word word;
	} moments[] = {
		{"previous_out", SG_WORD_FREE_FROM}, {"ready_by", SG_WORD_READY_BY}};
	const char *texts[2] = {NULL, NULL};

	for (size_t i = 0; i < 2; i++) {
		const char *clock = sg_sheet_clock(making,
			sg_value_text(sg_value_member(times, moments[i].member), NULL));

		if (clock != NULL) {
			texts[i] = sg_sheet_format(making, "%s %s",
				sg_word(language(making), moments[i].word), clock);
		}
	}
	return join(making, texts, 2);
}

/* "2 Erw. + 1 Baby" */
static const char *with_children(struct sg_sheet_making *making, const char *text,
	enum sg_counted counted, int64_t count)
{
	struct sg_buffer words = {0};

	if (count > 0) {
		sg_word_counted(&words, language(making), counted, count);
		text = sg_sheet_format(
			making, "%s + %s", text, words.data != NULL ? words.data : "");
		making->failed = making->failed || words.failed;
	}
	sg_buffer_free(&words);
	return text;
}

static const char *party_text(
	struct sg_sheet_making *making, const struct sg_value *party)
{
	const struct sg_value *children = sg_value_member(party, "children");
	int64_t adults = sg_value_integer(sg_value_member(party, "adults"), 0);
	int64_t babies = 0;
	int64_t others = 0;
	const char *text = sg_sheet_format(making, "%lld %s", (long long)adults,
		sg_word(language(making), SG_WORD_ADULTS));

	for (size_t i = 0; i < sg_value_count(children); i++) {
		const struct sg_value *group = sg_value_at(children, i);
		int64_t count = sg_value_integer(sg_value_member(group, "count"), 1);

		if (strcmp(sg_value_text(sg_value_member(group, "age_group"), ""),
			    "0-2") == 0) {
			babies += count;
		} else {
			others += count;
		}
	}
	text = with_children(making, text, SG_COUNTED_CHILDREN, others);
	return with_children(making, text, SG_COUNTED_BABIES, babies);
}

/* A name goes its own way among what is said of the guest. */
static const char *name_text(struct sg_sheet_making *making, const struct sg_value *list)
{
	const char *name = sg_value_text(sg_value_member(list, "name"), NULL);
	struct sg_buffer apart = {0};
	const char *text = name;

	if (name != NULL) {
		sg_columns_isolate(&apart, name, strlen(name));
		text = sg_sheet_format(
			making, "%s", apart.data != NULL ? apart.data : "");
	}
	sg_buffer_free(&apart);
	return text;
}

static const char *guests_text(
	struct sg_sheet_making *making, const struct sg_value *list)
{
	const char *departure =
		sg_value_text(sg_value_find(list, "times.departure"), NULL);
	const char *day = departure != NULL ? day_text(making, departure) : "";
	const char *texts[] = {
		name_text(making, list),
		party_text(making, sg_value_member(list, "party")),
		day[0] != '\0' ? sg_sheet_format(making, "%s %s",
					 sg_word(language(making), SG_WORD_UNTIL), day)
			       : "",
		join_list(making, sg_value_member(list, "badges"), NULL),
		join_list(making, sg_value_member(list, "quiet"),
			sg_word(language(making), SG_WORD_QUIET)),
	};

	return join(making, texts, sizeof texts / sizeof texts[0]);
}

static const char *in_house_text(
	struct sg_sheet_making *making, const struct sg_value *list)
{
	const char *clock = sg_sheet_clock(
		making, sg_value_text(sg_value_find(list, "times.checked_in"), NULL));

	if (clock == NULL || strcmp(sg_value_text(sg_value_member(list, "state"), ""),
				     "issued") != 0) {
		return NULL;
	}
	return sg_sheet_format(
		making, "%s %s", sg_word(language(making), SG_WORD_IN_HOUSE), clock);
}

static const char *open_text(struct sg_sheet_making *making, const struct sg_value *list)
{
	const struct sg_value *open = sg_value_member(list, "open");
	int64_t count = sg_value_integer(sg_value_member(open, "need"), 0) +
	                sg_value_integer(sg_value_member(open, "wish"), 0) +
	                sg_value_integer(sg_value_member(open, "delight"), 0);
	int64_t minutes = sg_value_integer(sg_value_member(open, "minutes"), 0);

	if (count == 0) {
		return NULL;
	}
	return sg_sheet_format(making, "%s%s%lld · %lld %s",
		sg_word(language(making), SG_WORD_OPEN),
		sg_word(language(making), SG_WORD_COLON), (long long)count,
		(long long)minutes, sg_word(language(making), SG_WORD_MINUTES));
}

/* ---- its lines ---- */

static void make_avoid(struct sg_sheet_making *making, const struct sg_value *values,
	struct sg_sheet_room *room)
{
	room->avoid = array(making, sg_value_count(values), sizeof *room->avoid);
	for (size_t i = 0; room->avoid != NULL && i < sg_value_count(values); i++) {
		sg_sheet_item_make(making, sg_value_at(values, i), &room->avoid[i]);
		room->avoid_count++;
	}
}

static bool same_title(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Items stand in the reply's order; one heading holds for those that follow one another. */
static void make_groups(struct sg_sheet_making *making, const struct sg_value *values,
	int64_t revision, struct sg_sheet_room *room)
{
	size_t count = sg_value_count(values);
	struct sg_sheet_item *items = array(making, count, sizeof *items);

	room->groups = array(making, count, sizeof *room->groups);
	if (items == NULL || room->groups == NULL) {
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const struct sg_value *value = sg_value_at(values, i);
		const char *title = sg_sheet_item_title(making, value, revision);

		sg_sheet_item_make(making, value, &items[i]);
		if (room->group_count == 0 ||
			!same_title(title, room->groups[room->group_count - 1].title)) {
			room->groups[room->group_count++] = (struct sg_sheet_group){
				.title = title, .items = &items[i]};
		}
		room->groups[room->group_count - 1].count++;
	}
}

static void make_room(struct sg_sheet_making *making, const struct sg_value *list,
	struct sg_sheet_room *room)
{
	const char *number = sg_value_text(sg_value_find(list, "room.number"), NULL);
	int64_t revision = sg_value_integer(sg_value_member(list, "revision"), 0);

	*room = (struct sg_sheet_room){
		.number = number != NULL ? number
	                                 : sg_word(language(making), SG_WORD_NO_ROOM),
		.type = type_text(making, list),
		.kind = sg_word_kind(language(making),
			sg_value_text(sg_value_member(list, "kind"), "")),
		.times = times_text(making, sg_value_member(list, "times")),
		.guests = guests_text(making, list),
		.in_house = in_house_text(making, list),
		.revision = sg_sheet_format(making, "%s %lld",
			sg_word(language(making), SG_WORD_REVISION), (long long)revision),
		.open = open_text(making, list),
	};
	make_avoid(making, sg_value_member(list, "avoid"), room);
	make_groups(making, sg_value_member(list, "items"), revision, room);
	if (sg_value_member(list, "led_by") != NULL) {
		room->note = sg_word(language(making), SG_WORD_LED);
	} else if (room->avoid_count == 0 && room->group_count == 0) {
		room->note = sg_word(language(making), SG_WORD_NOTHING);
	}
}

/* ---- the day ---- */

static void make_floors(struct sg_sheet_making *making, const struct sg_value *floors,
	const char *only, struct sg_sheet *sheet)
{
	sheet->floors = array(making, sg_value_count(floors), sizeof *sheet->floors);
	for (size_t i = 0; sheet->floors != NULL && i < sg_value_count(floors); i++) {
		const struct sg_value *value = sg_value_at(floors, i);
		const struct sg_value *lists = sg_value_member(value, "lists");
		const char *name = sg_value_text(sg_value_member(value, "floor"), NULL);
		struct sg_sheet_floor *floor = &sheet->floors[sheet->floor_count];

		if (only != NULL && (name == NULL || strcmp(name, only) != 0)) {
			continue;
		}
		floor->title =
			name != NULL
				? sg_sheet_format(making, "%s %s",
					  sg_word(language(making), SG_WORD_FLOOR), name)
				: sg_word(language(making), SG_WORD_NO_FLOOR);
		floor->rooms = array(making, sg_value_count(lists), sizeof *floor->rooms);
		for (size_t j = 0; floor->rooms != NULL && j < sg_value_count(lists);
			j++) {
			make_room(making, sg_value_at(lists, j), &floor->rooms[j]);
			floor->count++;
		}
		sheet->floor_count++;
	}
}

static void make_totals(struct sg_sheet_making *making, const struct sg_value *totals,
	struct sg_sheet *sheet)
{
	sheet->totals = array(making, sg_value_count(totals), sizeof *sheet->totals);
	for (size_t i = 0; sheet->totals != NULL && i < sg_value_count(totals); i++) {
		const struct sg_value *value = sg_value_at(totals, i);
		struct sg_sheet_total *total = &sheet->totals[sheet->total_count++];

		total->rooms = sg_value_integer(sg_value_member(value, "rooms"), 0);
		for (int which = 0; which < SG_SHEET_LANGUAGES; which++) {
			total->texts[which] = sg_sheet_text(
				making, sg_value_member(value, "text"), which);
		}
	}
}

static void make_things(struct sg_sheet_making *making, const struct sg_value *things,
	struct sg_sheet *sheet)
{
	struct sg_buffer line = {0};

	for (size_t i = 0; i < sg_value_count(things); i++) {
		const struct sg_value *thing = sg_value_at(things, i);

		sg_buffer_format(&line, "%s%s",
			i > 0 ? sg_word(language(making), SG_WORD_COMMA) : "",
			sg_sheet_counted(making,
				sg_value_text(sg_value_member(thing, "what"), ""),
				sg_value_integer(sg_value_member(thing, "count"), 0), 0));
	}
	sheet->things = sg_arena_copy(making->arena, line.data);
	making->failed = making->failed || line.failed ||
	                 (line.data != NULL && sheet->things == NULL);
	sg_buffer_free(&line);
}

static bool note_language(void *data, const char *name, const struct sg_value *member)
{
	struct sg_sheet_making *making = data;

	(void)member;
	for (size_t i = 0; i < SG_SHEET_LANGUAGES; i++) {
		if (making->languages[i] == NULL) {
			making->languages[i] = name;
			return i + 1 < SG_SHEET_LANGUAGES;
		}
	}
	return false;
}

/* The languages of the first line that has any. */
static void find_languages(struct sg_sheet_making *making, const struct sg_value *floors)
{
	static const char *const members[] = {"items", "avoid"};

	for (size_t i = 0; i < sg_value_count(floors); i++) {
		const struct sg_value *lists =
			sg_value_member(sg_value_at(floors, i), "lists");

		for (size_t j = 0; j < 2 * sg_value_count(lists); j++) {
			const struct sg_value *lines = sg_value_member(
				sg_value_at(lists, j / 2), members[j % 2]);

			if (sg_value_count(lines) > 0) {
				sg_value_each(
					sg_value_member(sg_value_at(lines, 0), "text"),
					note_language, making);
				return;
			}
		}
	}
}

static void take_languages(
	struct sg_sheet_making *making, const char *wanted, const struct sg_value *floors)
{
	const char *comma = wanted != NULL ? strchr(wanted, ',') : NULL;

	if (wanted == NULL) {
		find_languages(making, floors);
	} else if (comma == NULL) {
		making->languages[0] = wanted;
	} else {
		making->languages[0] =
			sg_sheet_format(making, "%.*s", (int)(comma - wanted), wanted);
		making->languages[1] = comma + 1;
	}
	if (making->languages[0] == NULL) {
		making->languages[0] = "en";
	}
}

enum sg_status sg_sheet_make(const struct sg_value *reply,
	const struct sg_sheet_look *look, const char *property, const char *languages,
	const char *clock, const char *floor, struct sg_arena *arena,
	struct sg_error *error, struct sg_sheet *ret_sheet)
{
	struct sg_sheet_making making = {.look = look, .arena = arena};
	const struct sg_value *floors = sg_value_member(reply, "floors");
	struct sg_sheet sheet = {.property = property};

	if (!sg_value_is_array(floors)) {
		return sg_fail(error, SG_INVALID, "reply_invalid", NULL,
			"the reply holds no plan of a day");
	}
	take_languages(&making, languages, floors);
	sheet.languages[0] = making.languages[0];
	sheet.languages[1] = making.languages[1];
	sheet.date = day_text(&making, sg_value_text(sg_value_member(reply, "date"), ""));
	sheet.printed = sg_sheet_format(
		&making, "%s %s", sg_word(language(&making), SG_WORD_PRINTED), clock);
	make_floors(&making, floors, floor, &sheet);
	make_totals(&making, sg_value_member(reply, "totals"), &sheet);
	make_things(&making, sg_value_member(reply, "things"), &sheet);
	if (making.failed) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	*ret_sheet = sheet;
	return SG_OK;
}
