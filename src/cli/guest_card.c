/* The card. */
#include "cli/guest_card.h"

#include <string.h>

#include "cli/columns.h"
#include "cli/guest_writing.h"
#include "cli/words.h"
#include "core/time.h"

enum { INDENT = 2, GAP = 2 };

/* ---- who ---- */

static void put_name(struct sg_guest_writing *writing, const struct sg_value *reply)
{
	const struct sg_value *name = sg_value_member(reply, "name");
	const char *given = sg_guest_member(name, "given");
	const char *family = sg_guest_member(name, "family");

	sg_guest_put_part(writing, sg_guest_member(reply, "salutation"));
	sg_guest_put_part(writing, given != NULL ? given : family);
	if (given != NULL && family != NULL) {
		sg_buffer_format(&writing->line, " %s", family);
	}
	if (writing->line.len == 0) {
		sg_guest_put_word(writing, SG_GUEST_NAMELESS, NULL);
	}
	sg_guest_put_part(writing, sg_guest_member(reply, "vip"));
	sg_guest_put_line(writing, 0, INDENT);
}

/* "Birthday 14 Mar", as the catalogue calls it. */
static void put_occasion(
	struct sg_guest_writing *writing, const struct sg_value *occasion)
{
	const char *kind = sg_guest_member(occasion, "kind");
	const char *month_day = sg_guest_member(occasion, "month_day");
	const char *language = writing->names->language;
	struct sg_buffer words = {0};
	int32_t day;

	sg_guest_wish(writing->names, "occasion", kind != NULL ? kind : "?", &words);
	if (words.data != NULL && strstr(words.data, ": ") != NULL &&
		sg_catalog_topic(&writing->names->catalog, "occasion") >= 0) {
		size_t len = strcspn(words.data, ":");

		len -= len > 1 && memcmp(words.data + len - 2, "\u00a0", 2) == 0 ? 2 : 0;
		words.data[len] = '\0';
	}
	sg_guest_put_part(writing, words.data);
	sg_buffer_char(&writing->line, ' ');
	if (month_day != NULL) {
		sg_guest_month_day(&writing->line, language, month_day);
	} else if (sg_day_parse(sg_guest_member(occasion, "date"), &day)) {
		sg_guest_date(&writing->line, language, day);
	}
	sg_buffer_free(&words);
}

/* What the guest said of his memory; nothing where he did not. */
static void put_memory(struct sg_guest_writing *writing, const struct sg_value *reply)
{
	sg_guest_put_part(writing, sg_guest_memory(writing->names->language,
					   sg_guest_member(reply, "memory")));
	if (sg_value_is_true(sg_value_member(reply, "objects"))) {
		sg_guest_put_word(writing, SG_GUEST_OBJECTS, NULL);
	}
	sg_guest_put_line(writing, 0, INDENT);
}

static void put_who(struct sg_guest_writing *writing, const struct sg_value *reply)
{
	const char *language = sg_guest_member(reply, "language");
	const struct sg_value *occasions = sg_value_member(reply, "occasions");
	const char *notes = sg_guest_member(reply, "notes");

	put_name(writing, reply);
	if (language != NULL) {
		sg_guest_put_word(writing, SG_GUEST_SPEAKS, language);
	}
	for (size_t i = 0; i < sg_value_count(occasions); i++) {
		put_occasion(writing, sg_value_at(occasions, i));
	}
	sg_guest_put_line(writing, 0, INDENT);
	put_memory(writing, reply);
	if (notes != NULL) {
		sg_guest_put_word(writing, SG_GUEST_NOTE, notes);
		sg_guest_put_line(writing, 0, INDENT);
	}
}

/* ---- what was said ---- */

struct strength {
	const char *name;
	enum sg_guest_word word;
	bool need;
	bool refusal;
};

static const struct strength *strength_of(const struct sg_value *fact)
{
	static const struct strength strengths[] = {
		{"require", SG_GUEST_MUST, true, false},
		{"never", SG_GUEST_NEVER, true, true},
		{"like", SG_GUEST_LIKES, false, false},
		{"avoid", SG_GUEST_AVOIDS, false, true}};
	const char *name = sg_guest_member(fact, "strength");

	for (size_t i = 0; name != NULL && i < sizeof strengths / sizeof strengths[0];
		i++) {
		if (strcmp(strengths[i].name, name) == 0) {
			return &strengths[i];
		}
	}
	return &strengths[2];
}

static void put_fact(struct sg_guest_writing *writing, const struct sg_value *fact)
{
	const char *topic = sg_guest_member(fact, "topic");
	const char *value = sg_guest_member(fact, "value");

	(strength_of(fact)->refusal ? sg_guest_refusal : sg_guest_wish)(
		writing->names, topic != NULL ? topic : "?", value, &writing->line);
}

/* Where, when and in which company it holds; nothing for what is usual: always, in a hotel. */
static void put_bounds(struct sg_guest_writing *writing, const struct sg_value *fact)
{
	static const char *const spans[] = {"valid", "season"};
	const char *scope = sg_guest_member(fact, "scope");
	const char *party = sg_guest_member(fact, "party");

	if (scope != NULL && strcmp(scope, "property") != 0) {
		sg_guest_put_word(writing,
			strcmp(scope, "stay") == 0 ? SG_GUEST_THIS_STAY
						   : SG_GUEST_EVERYWHERE,
			NULL);
	}
	if (party != NULL) {
		sg_guest_put_part(
			writing, sg_guest_party(writing->names->language, party));
	}
	for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
		const struct sg_value *span = sg_value_member(fact, spans[i]);

		sg_guest_put_day(writing, SG_GUEST_FROM, sg_guest_member(span, "from"));
		sg_guest_put_day(writing, SG_GUEST_UNTIL, sg_guest_member(span, "until"));
	}
}

/* The widest of the words that stand before a need or a wish. */
static int strength_width(struct sg_guest_writing *writing)
{
	static const enum sg_guest_word all[] = {
		SG_GUEST_MUST, SG_GUEST_NEVER, SG_GUEST_LIKES, SG_GUEST_AVOIDS};
	int width = 0;

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		int own;

		sg_guest_put_word(writing, all[i], NULL);
		own = sg_columns_width(
			writing->line.data != NULL ? writing->line.data : "");
		width = own > width ? own : width;
		sg_buffer_reset(&writing->line);
	}
	return width;
}

static void put_statement(
	struct sg_guest_writing *writing, const struct sg_value *fact, int width)
{
	struct sg_buffer word = {0};

	sg_guest_word(
		&word, writing->names->language, strength_of(fact)->word, NULL, 0, 0);
	sg_columns_pad(&writing->line, word.data != NULL ? word.data : "", width + GAP);
	sg_buffer_free(&word);
	put_fact(writing, fact);
	put_bounds(writing, fact);
	sg_guest_put_line(writing, INDENT, INDENT + width + GAP);
}

/* Needs, with what must never be first of all; or wishes, with what is rather not wanted last. */
static void put_statements(struct sg_guest_writing *writing, const struct sg_value *reply,
	enum sg_guest_word title, bool need)
{
	const struct sg_value *facts = sg_value_member(reply, "facts");
	int width = strength_width(writing);
	bool begun = false;

	for (int turn = 0; turn < 2; turn++) {
		bool refusals = need == (turn == 0);

		for (size_t i = 0; i < sg_value_count(facts); i++) {
			const struct sg_value *fact = sg_value_at(facts, i);
			const struct strength *strength = strength_of(fact);

			if (strength->need != need || strength->refusal != refusals) {
				continue;
			}
			if (!begun) {
				sg_guest_put_heading(writing, title);
			}
			begun = true;
			put_statement(writing, fact, width);
		}
	}
}

static void put_off(struct sg_guest_writing *writing, const struct sg_value *off)
{
	static const struct {
		const char *reason;
		enum sg_guest_word word;
	} reasons[] = {{"refused", SG_GUEST_OFF_REFUSED},
		{"ignored", SG_GUEST_OFF_IGNORED}, {"stopped", SG_GUEST_OFF_STOPPED},
		{"nothing", SG_GUEST_OFF_NOTHING}};
	const char *topic = sg_guest_member(off, "topic");
	const char *reason = sg_guest_member(off, "reason");

	if (topic != NULL) {
		sg_guest_refusal(writing->names, topic, NULL, &writing->line);
	}
	for (size_t i = 0; reason != NULL && i < sizeof reasons / sizeof reasons[0];
		i++) {
		if (strcmp(reasons[i].reason, reason) == 0) {
			sg_guest_put_day(
				writing, reasons[i].word, sg_guest_member(off, "since"));
		}
	}
	sg_guest_put_line(writing, INDENT, INDENT + GAP);
}

static void put_do_not(struct sg_guest_writing *writing, const struct sg_value *reply)
{
	const struct sg_value *off = sg_value_member(reply, "off");
	const struct sg_value *facts = sg_value_member(reply, "facts");
	bool incognito = sg_value_is_true(sg_value_member(reply, "incognito"));
	bool begun = incognito;

	if (incognito) {
		sg_guest_put_heading(writing, SG_GUEST_DO_NOT);
		sg_guest_put_word(writing, SG_GUEST_INCOGNITO, NULL);
		sg_guest_put_line(writing, INDENT, INDENT + GAP);
	}
	for (size_t i = 0; i < sg_value_count(facts); i++) {
		const struct sg_value *fact = sg_value_at(facts, i);

		if (strength_of(fact)->refusal) {
			if (!begun) {
				sg_guest_put_heading(writing, SG_GUEST_DO_NOT);
			}
			begun = true;
			put_fact(writing, fact);
			put_bounds(writing, fact);
			sg_guest_put_line(writing, INDENT, INDENT + GAP);
		}
	}
	if (!begun && sg_value_count(off) > 0) {
		sg_guest_put_heading(writing, SG_GUEST_DO_NOT);
	}
	for (size_t i = 0; i < sg_value_count(off); i++) {
		put_off(writing, sg_value_at(off, i));
	}
}

/* ---- what was said before ---- */

static void put_history(struct sg_guest_writing *writing, const struct sg_value *reply)
{
	const struct sg_value *history = sg_value_member(reply, "history");

	if (sg_value_count(history) > 0) {
		sg_guest_put_heading(writing, SG_GUEST_HISTORY);
	}
	for (size_t i = 0; i < sg_value_count(history); i++) {
		const struct sg_value *fact = sg_value_at(history, i);

		sg_guest_put_day_of(writing, sg_guest_member(fact, "said"));
		sg_buffer_text(&writing->line, " – ");
		sg_guest_put_day_of(writing, sg_guest_member(fact, "superseded"));
		sg_buffer_text(&writing->line, "  ");
		sg_guest_word(&writing->line, writing->names->language,
			strength_of(fact)->word, NULL, 0, 0);
		sg_buffer_text(
			&writing->line, sg_word(writing->names->language, SG_WORD_COLON));
		put_fact(writing, fact);
		put_bounds(writing, fact);
		sg_guest_put_line(writing, INDENT, INDENT + GAP);
	}
}

/* ---- the card ---- */

static bool is_empty(const struct sg_value *reply)
{
	static const char *const members[] = {
		"facts", "usuals", "off", "make_goods", "feedback", "offers", "history"};
	size_t count = 0;

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		count += sg_value_count(sg_value_member(reply, members[i]));
	}
	return count == 0;
}

void sg_guest_card_print(const struct sg_value *reply, const struct sg_guest_asked *asked,
	const struct sg_guest_names *names, int32_t today,
	const struct sg_guest_page *page)
{
	struct sg_guest_writing writing = {.page = page, .names = names};

	put_who(&writing, reply);
	put_statements(&writing, reply, SG_GUEST_NEEDS, true);
	put_statements(&writing, reply, SG_GUEST_WISHES, false);
	sg_guest_usuals_print(reply, names, today, page);
	sg_guest_questions_print(reply, names, page);
	put_do_not(&writing, reply);
	sg_guest_make_goods_print(reply, names, page);
	sg_guest_feedback_print(reply, names, page);
	sg_guest_offers_print(reply, names, page);
	sg_guest_consents_print(reply, names, page);
	put_history(&writing, reply);
	if (is_empty(reply)) {
		sg_guest_put_word(&writing, SG_GUEST_EMPTY, NULL);
		sg_guest_put_line(&writing, 0, 0);
	}
	sg_guest_duplicates_print(reply, asked, names, page);
	sg_buffer_free(&writing.line);
}
