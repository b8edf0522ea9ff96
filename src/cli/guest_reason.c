/* A fact as a sentence. */
#include "cli/guest_reason.h"

#include <string.h>

#include "cli/guest_words.h"
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

static const char *who_said(const char *said_by)
{
	static const struct {
		const char *said_by;
		const char *words;
	} sayers[] = {{"guest", "the guest said"}, {"companion", "a companion said"},
		{"staff", "staff noted"}, {"booker", "the booker said"},
		{"import", "the old system had"}};

	for (size_t i = 0; i < sizeof sayers / sizeof sayers[0]; i++) {
		if (strcmp(sayers[i].said_by, said_by) == 0) {
			return sayers[i].words;
		}
	}
	return "somebody said";
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
	bool refused = is_refusal(fact);

	sg_buffer_format(telling->line, "%s on %s: %s%s",
		who_said(member(fact, "said_by")), member(fact, "said"),
		refused ? member(fact, "strength") : "",
		!refused                 ? ""
		: telling->names == NULL ? " "
					 : ": ");
	write_topic(fact, telling->names, telling->line);
}

/* "the guest's usual, 5/5 since 17 Sep 2026: breakfast.plate = scrambled_egg" */
static void write_usual(const struct telling *telling)
{
	const struct sg_value *fact = telling->fact;
	const char *counts = member(fact, "detail");
	int32_t day;

	sg_buffer_format(telling->line, "the guest's usual%s%s",
		counts[0] != '\0' ? ", " : "", counts);
	if (sg_day_parse(member(fact, "said"), &day)) {
		sg_buffer_text(telling->line, " since ");
		sg_guest_date(telling->line, "en", day);
	}
	if (sg_value_member(fact, "topic") != NULL) {
		sg_buffer_text(telling->line, ": ");
		write_topic(fact, telling->names, telling->line);
	}
}

static void write_code(const struct telling *telling)
{
	sg_buffer_format(
		telling->line, "the reservation has %s", member(telling->fact, "detail"));
}

static void write_occasion(const struct telling *telling)
{
	sg_buffer_format(telling->line, "an occasion during the stay: %s",
		member(telling->fact, "detail"));
}

static void write_rule(const struct telling *telling)
{
	sg_buffer_format(telling->line, "the house's rule says so: \"%s\"",
		member(telling->fact, "detail"));
}

static void write_previous(const struct telling *telling)
{
	sg_buffer_format(telling->line, "the guests before left in the room: %s",
		member(telling->fact, "detail"));
}

static void write_standard(const struct telling *telling)
{
	sg_buffer_format(telling->line, "the room's standard set brings %s",
		member(telling->fact, "detail"));
}

static void write_taken_back(const struct telling *telling)
{
	sg_buffer_text(
		telling->line, "it was put there for a list that no longer wants it");
}

void sg_guest_reason_fact(const struct sg_value *fact, const struct sg_guest_names *names,
	struct sg_buffer *line)
{
	static const struct {
		const char *source;
		void (*write)(const struct telling *telling);
	} sources[] = {{"stated", write_stated}, {"code", write_code},
		{"occasion", write_occasion}, {"house_rule", write_rule},
		{"previous", write_previous}, {"standard", write_standard},
		{"taken_back", write_taken_back}, {"usual", write_usual}};
	const struct telling telling = {fact, names, line};

	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
		if (strcmp(sources[i].source, member(fact, "source")) == 0) {
			sources[i].write(&telling);
			return;
		}
	}
	sg_buffer_text(line, member(fact, "source"));
}

/* ---- what was left out ---- */

static const char *reason_words(const char *reason)
{
	static const struct {
		const char *reason;
		const char *words;
	} reasons[] = {{"never", "somebody in the room never wants it"},
		{"hazard", "somebody in the room cannot bear it"},
		{"property", "said for another house only"},
		{"stay", "said for another stay only"}, {"season", "not its season"},
		{"validity", "no longer valid"}, {"party", "said for another company"},
		{"conflict", "guests of the room want opposite things: the desk asks"},
		{"outranked", "another wish came first"},
		{"standard", "the room has it anyway"}, {"budget", "enough for one stay"},
		{"unknown_topic", "the catalogue does not have it"},
		{"unsure", "not sure enough to be served unasked"},
		{"refused_before", "refused before, until the guest asks for it"},
		{"ignored_twice", "left untouched twice"},
		{"stopped", "the guest asked to stop it"},
		{"nothing_wanted", "the guest wants nothing but needs"}};

	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
		if (strcmp(reasons[i].reason, reason) == 0) {
			return reasons[i].words;
		}
	}
	return reason;
}

/* A number stands in the fact; the row has a mark in its place. */
void sg_guest_reason_left(const struct sg_value *row, const struct sg_guest_names *names,
	struct sg_buffer *line)
{
	const struct sg_value *because = sg_value_member(row, "because");
	bool number = strcmp(member(row, "value"), "*") == 0;

	write_topic(number ? because : row, names, line);
	sg_buffer_format(line, " (%s), though ", reason_words(member(row, "reason")));
	sg_guest_reason_fact(because, names, line);
}

bool sg_guest_reason_against(const struct sg_value *row,
	const struct sg_guest_names *names, struct sg_buffer *line)
{
	const struct sg_value *because = sg_value_member(row, "because");
	const struct sg_value *against = sg_value_member(row, "against");
	const char *guest = member(because, "guest");

	if (against == NULL) {
		return false;
	}
	sg_buffer_format(line, "against it%s: ",
		guest[0] != '\0' && strcmp(member(against, "guest"), guest) != 0
			? ", from another in the room"
			: "");
	sg_guest_reason_fact(against, names, line);
	return true;
}
