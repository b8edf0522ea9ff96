/* A fact as a sentence. */
#include "cli/guest_reason.h"

#include <string.h>

#include "cli/guest_words.h"
#include "cli/words.h"
#include "core/time.h"

/* What a sentence is made from. */
struct telling {
	const struct sg_value *fact;
	const struct sg_guest_names *names;
	struct sg_buffer *line;
};

static const char *member(const struct sg_value *value, const char *name)
{
	return sg_value_text(sg_value_member(value, name), "");
}

static const char *language_of(const struct sg_guest_names *names)
{
	return names != NULL ? names->language : "en";
}

static void put_word(
	const struct telling *telling, enum sg_guest_word word, const char *name)
{
	sg_guest_word(telling->line, language_of(telling->names), word, name, 0, 0);
}

static void put_sign(const struct telling *telling, enum sg_word sign)
{
	sg_buffer_text(telling->line, sg_word(language_of(telling->names), sign));
}

/* The word with the fact's detail in its place. */
static void put_detail(const struct telling *telling, enum sg_guest_word word)
{
	put_word(telling, word, member(telling->fact, "detail"));
}

/* The word with the day on which it was said in its place. */
static void put_day(const struct telling *telling, enum sg_guest_word word)
{
	const char *said = member(telling->fact, "said");
	struct sg_buffer date = {0};
	int32_t day;

	if (sg_day_parse(said, &day)) {
		sg_guest_date(&date, language_of(telling->names), day);
	} else {
		sg_buffer_text(&date, said);
	}
	put_word(telling, word, date.data);
	telling->line->failed = telling->line->failed || date.failed;
	sg_buffer_free(&date);
}

static enum sg_guest_word who_said(const char *said_by)
{
	static const struct {
		const char *said_by;
		enum sg_guest_word word;
	} sayers[] = {{"guest", SG_GUEST_FACT_GUEST},
		{"companion", SG_GUEST_FACT_COMPANION}, {"staff", SG_GUEST_FACT_STAFF},
		{"booker", SG_GUEST_FACT_BOOKER}, {"import", SG_GUEST_FACT_IMPORT}};

	for (size_t i = 0; i < sizeof sayers / sizeof sayers[0]; i++) {
		if (strcmp(sayers[i].said_by, said_by) == 0) {
			return sayers[i].word;
		}
	}
	return SG_GUEST_FACT_SOMEBODY;
}

static bool is_refusal(const struct sg_value *fact)
{
	const char *strength = member(fact, "strength");

	return strcmp(strength, "never") == 0 || strcmp(strength, "avoid") == 0;
}

/* "breakfast.plate = scrambled_egg", or in the catalogue's words. */
static void write_topic(const struct sg_value *fact, const struct sg_guest_names *names,
	struct sg_buffer *line)
{
	const char *topic = member(fact, "topic");
	const char *value = sg_value_text(sg_value_member(fact, "value"), NULL);

	if (names == NULL) {
		sg_buffer_format(line, "%s%s%s", topic, value != NULL ? " = " : "",
			value != NULL ? value : "");
	} else if (is_refusal(fact)) {
		sg_guest_refusal(names, topic, value, line);
	} else {
		sg_guest_wish(names, topic, value, line);
	}
}

static void write_stated(const struct telling *telling)
{
	const struct sg_value *fact = telling->fact;
	bool never = strcmp(member(fact, "strength"), "never") == 0;

	put_day(telling, who_said(member(fact, "said_by")));
	put_sign(telling, SG_WORD_COLON);
	if (is_refusal(fact)) {
		put_word(telling, never ? SG_GUEST_NEVER : SG_GUEST_AVOIDS, NULL);
		if (telling->names != NULL) {
			put_sign(telling, SG_WORD_COLON);
		} else {
			sg_buffer_char(telling->line, ' ');
		}
	}
	write_topic(fact, telling->names, telling->line);
}

/* "the guest's usual, 5/5 since 17 Sep 2026: breakfast.plate = scrambled_egg" */
static void write_usual(const struct telling *telling)
{
	const struct sg_value *fact = telling->fact;
	const char *counts = member(fact, "detail");
	int32_t day;

	put_word(telling, SG_GUEST_FACT_USUAL, NULL);
	if (counts[0] != '\0') {
		put_sign(telling, SG_WORD_COMMA);
		sg_buffer_text(telling->line, counts);
	}
	if (sg_day_parse(member(fact, "said"), &day)) {
		put_day(telling, SG_GUEST_FACT_SINCE);
	}
	if (sg_value_member(fact, "topic") != NULL) {
		put_sign(telling, SG_WORD_COLON);
		write_topic(fact, telling->names, telling->line);
	}
}

/* "off: refused on 12 May 2026" */
static void write_reaction(const struct telling *telling)
{
	static const struct {
		const char *detail;
		enum sg_guest_word word;
	} reactions[] = {{"refused", SG_GUEST_OFF_REFUSED},
		{"ignored", SG_GUEST_OFF_IGNORED}, {"stopped", SG_GUEST_OFF_STOPPED},
		{"nothing", SG_GUEST_OFF_NOTHING}};

	for (size_t i = 0; i < sizeof reactions / sizeof reactions[0]; i++) {
		if (strcmp(reactions[i].detail, member(telling->fact, "detail")) == 0) {
			put_day(telling, reactions[i].word);
		}
	}
}

void sg_guest_reason_fact(const struct sg_value *fact, const struct sg_guest_names *names,
	struct sg_buffer *line)
{
	static const struct {
		const char *source;
		enum sg_guest_word word;
	} sources[] = {{"code", SG_GUEST_FACT_CODE}, {"occasion", SG_GUEST_FACT_OCCASION},
		{"house_rule", SG_GUEST_FACT_RULE}, {"previous", SG_GUEST_FACT_PREVIOUS},
		{"standard", SG_GUEST_FACT_STANDARD},
		{"make_good", SG_GUEST_FACT_MAKE_GOOD},
		{"guaranteed", SG_GUEST_FACT_GUARANTEED},
		{"benefit", SG_GUEST_FACT_BENEFIT},
		{"taken_back", SG_GUEST_FACT_TAKEN_BACK}};
	const struct telling telling = {fact, names, line};
	const char *source = member(fact, "source");

	if (strcmp(source, "stated") == 0) {
		write_stated(&telling);
		return;
	}
	if (strcmp(source, "usual") == 0) {
		write_usual(&telling);
		return;
	}
	if (strcmp(source, "reaction") == 0) {
		write_reaction(&telling);
		return;
	}
	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
		if (strcmp(sources[i].source, source) == 0) {
			put_detail(&telling, sources[i].word);
			return;
		}
	}
	sg_buffer_text(line, source);
}

/* ---- what was left out ---- */

/* A number stands in the fact; the row has a mark in its place. */
void sg_guest_reason_left(const struct sg_value *row, const struct sg_guest_names *names,
	struct sg_buffer *line)
{
	const struct sg_value *because = sg_value_member(row, "because");
	bool number = strcmp(member(row, "value"), "*") == 0;

	write_topic(number ? because : row, names, line);
	sg_buffer_format(line, " (%s)",
		sg_guest_left_out(language_of(names), member(row, "reason")));
	sg_guest_word(line, language_of(names), SG_GUEST_THOUGH, NULL, 0, 0);
	sg_guest_reason_fact(because, names, line);
}

bool sg_guest_reason_against(const struct sg_value *row,
	const struct sg_guest_names *names, struct sg_buffer *line)
{
	const struct sg_value *because = sg_value_member(row, "because");
	const struct sg_value *against = sg_value_member(row, "against");
	const char *guest = member(because, "guest");
	bool other = guest[0] != '\0' && strcmp(member(against, "guest"), guest) != 0;

	if (against == NULL) {
		return false;
	}
	sg_guest_word(line, language_of(names),
		other ? SG_GUEST_AGAINST_OTHER : SG_GUEST_AGAINST, NULL, 0, 0);
	sg_guest_reason_fact(against, names, line);
	return true;
}
