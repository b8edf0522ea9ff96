/* An item on paper: mark, place, two texts, what to bring and from where. */
#include "cli/sheet_item.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/words.h"
#include "document/texts.h"

const char *sg_sheet_format(struct sg_sheet_making *making, const char *format, ...)
{
	char text[512];
	va_list arguments;
	const char *copy;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	copy = sg_arena_copy(making->arena, text);
	if (copy == NULL) {
		making->failed = true;
		return "";
	}
	return copy;
}

const char *sg_sheet_clock(struct sg_sheet_making *making, const char *time)
{
	const char *clock = time != NULL ? strchr(time, 'T') : NULL;

	return clock != NULL ? sg_sheet_format(making, "%.5s", clock + 1) : NULL;
}

struct first {
	const char *text;
};

static bool take_first(void *data, const char *name, const struct sg_value *member)
{
	struct first *first = data;

	(void)name;
	first->text = sg_value_text(member, NULL);
	return first->text == NULL;
}

const char *sg_sheet_text(
	const struct sg_sheet_making *making, const struct sg_value *texts, int which)
{
	const char *house = sg_value_text(texts, NULL);
	const char *text;
	struct first first = {NULL};

	if (house == NULL) {
		house = sg_value_text(sg_value_member(texts, making->languages[0]), NULL);
	}
	if (house == NULL) {
		sg_value_each(texts, take_first, &first);
		house = first.text != NULL ? first.text : "";
	}
	if (which == 0) {
		return house;
	}
	text = making->languages[1] != NULL
	               ? sg_value_text(sg_value_member(texts, making->languages[1]), NULL)
	               : NULL;
	return text != NULL && strcmp(text, house) != 0 ? text : NULL;
}

static const char *mark_of(const char *state)
{
	static const struct {
		const char *state;
		const char *mark;
	} marks[] = {{"done", "x"}, {"checked", "x"}, {"not_needed", "–"},
		{"substituted", "E"}, {"unavailable", "F"}, {"refused", "A"},
		{"removed", "A"}, {"started", "/"}};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (strcmp(marks[i].state, state) == 0) {
			return marks[i].mark;
		}
	}
	return " ";
}

static const char *pictogram(const struct sg_sheet_look *look, const char *topic)
{
	int32_t index = sg_catalog_topic(look->catalog, topic);

	return index < 0 ? NULL
	                 : sg_value_text(sg_value_member(look->pictograms,
						 look->catalog->topics[index].pictogram),
				   NULL);
}

const char *sg_sheet_counted(
	struct sg_sheet_making *making, const char *what, int64_t count, int which)
{
	const struct sg_catalog *catalog = making->look->catalog;
	int32_t index = sg_catalog_thing(catalog, what);
	int32_t language = sg_catalog_language(catalog, making->languages[which]);
	struct sg_buffer text = {0};
	const char *kept;

	if (index < 0) {
		return sg_sheet_format(making, "%lld × %s", (long long)count, what);
	}
	if (language < 0) {
		language = sg_catalog_language(catalog, making->languages[0]);
	}
	sg_text_counted(&text, catalog, &catalog->things[index],
		language < 0 ? 0 : language, count);
	kept = sg_sheet_format(making, "%s", text.failed ? "" : text.data);
	making->failed = making->failed || text.failed;
	sg_buffer_free(&text);
	return kept;
}

/* "Tee: 4 × Pfefferminze" says already that it is four of a thing. */
static bool says_itself(const char *text, const struct sg_value *parts)
{
	const struct sg_value *part = sg_value_at(parts, 0);
	int64_t total = sg_value_integer(sg_value_member(part, "total"), 0);
	char number[32];

	if (sg_value_count(parts) != 1 ||
		sg_value_integer(sg_value_member(part, "standard"), 0) > 0) {
		return false;
	}
	(void)snprintf(number, sizeof number, "%lld ×", (long long)total);
	return strstr(text, number) != NULL;
}

/* "2 Decken, 4 Kissen (statt 2)": a number that the room has anyway is no news. */
static const char *parts_text(
	struct sg_sheet_making *making, const struct sg_value *parts, int which)
{
	const struct sg_value *first = sg_value_at(parts, 0);
	const char *text = "";

	if (making->languages[which] == NULL) {
		return NULL;
	}
	/* One thing that the room lacks: the instruction names it already. */
	if (sg_value_count(parts) == 1 &&
		sg_value_integer(sg_value_member(first, "total"), 0) == 1 &&
		sg_value_integer(sg_value_member(first, "standard"), 0) == 0) {
		return NULL;
	}
	for (size_t i = 0; i < sg_value_count(parts); i++) {
		const struct sg_value *part = sg_value_at(parts, i);
		int64_t total = sg_value_integer(sg_value_member(part, "total"), 0);
		int64_t standard = sg_value_integer(sg_value_member(part, "standard"), 0);
		const char *many = sg_sheet_counted(making,
			sg_value_text(sg_value_member(part, "what"), ""), total, which);
		char instead[64] = "";

		if (standard > 0 && standard != total) {
			(void)snprintf(instead, sizeof instead, " (%s %lld)",
				sg_word(making->languages[which], SG_WORD_INSTEAD_OF),
				(long long)standard);
		}
		text = sg_sheet_format(making, "%s%s%s%s", text,
			i > 0 ? sg_word(making->languages[which], SG_WORD_COMMA) : "",
			many, instead);
	}
	return text[0] != '\0' ? text : NULL;
}

void sg_sheet_item_make(struct sg_sheet_making *making, const struct sg_value *value,
	struct sg_sheet_item *ret_item)
{
	const char *language = making->languages[0];
	const char *state = sg_value_text(sg_value_member(value, "state"), "open");
	const char *store = sg_value_text(sg_value_member(value, "store"), NULL);
	struct sg_sheet_item item = {
		.mark = mark_of(state),
		.need = strcmp(sg_value_text(sg_value_member(value, "class"), ""),
				"need") == 0,
		.place = sg_word_place(
			language, sg_value_text(sg_value_member(value, "place"), "")),
		.store = store != NULL ? sg_word_store(language, store) : NULL,
		.verify = sg_value_is_true(sg_value_member(value, "verify")),
		.verified = strcmp(state, "checked") == 0,
		.pictogram = pictogram(
			making->look, sg_value_text(sg_value_member(value, "topic"), "")),
	};
	const struct sg_value *parts = sg_value_member(value, "parts");

	for (int which = 0; which < SG_SHEET_LANGUAGES; which++) {
		item.texts[which] =
			sg_sheet_text(making, sg_value_member(value, "text"), which);
		item.parts[which] = says_itself(item.texts[0], parts)
		                            ? NULL
		                            : parts_text(making, parts, which);
	}
	*ret_item = item;
}

/* What is to be undone is due by somebody else's arrival, maybe on another day. */
static const char *undone_by(struct sg_sheet_making *making, const struct sg_value *value)
{
	const char *action = sg_value_text(sg_value_member(value, "action"), "");
	const char *due = sg_value_text(sg_value_member(value, "due"), "");
	const char *clock = sg_sheet_clock(making, due);

	if (clock == NULL ||
		(strcmp(action, "reset") != 0 && strcmp(action, "remove") != 0)) {
		return NULL;
	}
	return sg_sheet_format(making, "%s %.2s%s%.2s%s %s",
		sg_word(making->languages[0], SG_WORD_READY_BY), due + 8,
		sg_word(making->languages[0], SG_WORD_DATE_POINT), due + 5,
		sg_word(making->languages[0], SG_WORD_DATE_END), clock);
}

const char *sg_sheet_item_title(
	struct sg_sheet_making *making, const struct sg_value *value, int64_t revision)
{
	static const struct {
		const char *when;
		enum sg_word word;
		bool timed;
	} moments[] = {{"on_arrival", SG_WORD_ON_ARRIVAL, false},
		{"each_service", SG_WORD_EACH_SERVICE, false},
		{"every_nights", SG_WORD_EVERY_NIGHTS, false},
		{"turn_down", SG_WORD_TURN_DOWN, true},
		{"departure", SG_WORD_DEPARTURE, false}};
	const char *language = making->languages[0];
	const char *when = sg_value_text(sg_value_member(value, "when"), "");
	const char *due = sg_sheet_clock(
		making, sg_value_text(sg_value_member(value, "due"), NULL));
	const char *undone = undone_by(making, value);
	int64_t since = sg_value_integer(sg_value_member(value, "since_revision"), 0);

	if (undone != NULL) {
		return undone;
	}
	if (revision > 1 && since == revision && due != NULL &&
		strcmp(when, "on_arrival") == 0) {
		return sg_sheet_format(
			making, "%s %s", sg_word(language, SG_WORD_NEW), due);
	}
	for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
		if (strcmp(moments[i].when, when) != 0) {
			continue;
		}
		return moments[i].timed && due != NULL
		               ? sg_sheet_format(making, "%s %s",
					 sg_word(language, moments[i].word), due)
		               : sg_word(language, moments[i].word);
	}
	return NULL;
}
