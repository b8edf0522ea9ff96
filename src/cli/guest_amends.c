/* The end of the card, for a person to decide: what the house owes a guest, what he said of what
 * was done, what he lets be kept, and who may be the same. */
#include <limits.h>
#include <string.h>

#include "cli/guest_card.h"
#include "cli/guest_writing.h"
#include "cli/words.h"

enum { INDENT = 2, DEEP = 4, HANG = 6, FEEDBACK_MAX = 5 };

static const char *text_of(const struct sg_value *value, const char *name)
{
	const char *text = sg_guest_member(value, name);

	return text != NULL ? text : "?";
}

/* ---- what is owed ---- */

static void finish(struct sg_guest_writing *writing, struct sg_buffer *text)
{
	writing->page->out->failed |= text->failed;
	sg_buffer_free(text);
}

static void put_money(const struct sg_guest_writing *writing,
	const struct sg_value *make_good, const char *member, struct sg_buffer *text)
{
	sg_guest_money(text, writing->names->language,
		sg_value_integer(sg_value_member(make_good, member), 0));
}

/* "up to 25.00", and below it what decides. */
static void put_proposed(
	struct sg_guest_writing *writing, const struct sg_value *make_good)
{
	struct sg_buffer cap = {0}, document = {0};

	put_money(writing, make_good, "cap_cents", &cap);
	sg_guest_put_word(writing, SG_GUEST_UP_TO, cap.data);
	sg_guest_put_line(writing, INDENT, DEEP);
	sg_buffer_format(&document, "make_good.decided %s", text_of(make_good, "id"));
	sg_guest_put_word(writing, SG_GUEST_DECIDE, document.data);
	sg_guest_put_line(writing, DEEP, HANG);
	finish(writing, &cap);
	finish(writing, &document);
}

/* "approved: Fruit: apples · 9.00" */
static void put_approved(
	struct sg_guest_writing *writing, const struct sg_value *make_good)
{
	struct sg_buffer wish = {0}, cost = {0};

	sg_guest_wish(writing->names, text_of(make_good, "topic"),
		sg_guest_member(make_good, "value"), &wish);
	sg_guest_put_word(writing, SG_GUEST_APPROVED, wish.data);
	put_money(writing, make_good, "cost_cents", &cost);
	sg_guest_put_part(writing, cost.data);
	sg_guest_put_line(writing, INDENT, DEEP);
	finish(writing, &wish);
	finish(writing, &cost);
}

static void put_make_good(
	struct sg_guest_writing *writing, const struct sg_value *make_good)
{
	struct sg_guest_writing date = {.names = writing->names};

	sg_guest_put_part(
		writing, sg_guest_label(writing->names, text_of(make_good, "failed")));
	sg_guest_put_day_of(&date, sg_guest_member(make_good, "time"));
	sg_guest_put_word(writing, SG_GUEST_FAILED, date.line.data);
	finish(writing, &date.line);
	if (strcmp(text_of(make_good, "state"), "approved") == 0) {
		put_approved(writing, make_good);
	} else {
		put_proposed(writing, make_good);
	}
}

void sg_guest_make_goods_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page)
{
	const struct sg_value *make_goods = sg_value_member(reply, "make_goods");
	struct sg_guest_writing writing = {.page = page, .names = names};

	if (sg_value_count(make_goods) > 0) {
		sg_guest_put_heading(&writing, SG_GUEST_MAKE_GOODS);
	}
	for (size_t i = 0; i < sg_value_count(make_goods); i++) {
		put_make_good(&writing, sg_value_at(make_goods, i));
	}
	sg_buffer_free(&writing.line);
}

/* ---- what he said of it ---- */

/* "1 Nov 2026 · was glad of it · Fruit: the apples were delicious" */
static void put_remark(struct sg_guest_writing *writing, const struct sg_value *remark)
{
	const char *language = writing->names->language;
	const char *topic = sg_guest_member(remark, "topic");
	const char *note = sg_guest_member(remark, "note");

	sg_guest_put_day_of(writing, sg_guest_member(remark, "time"));
	sg_guest_put_part(writing, sg_guest_reaction(language, text_of(remark, "kind")));
	if (topic != NULL) {
		sg_guest_put_part(writing, sg_guest_label(writing->names, topic));
	}
	if (note != NULL) {
		sg_buffer_text(&writing->line, sg_word(language, SG_WORD_COLON));
		sg_buffer_text(&writing->line, note);
	}
	sg_guest_put_line(writing, INDENT, DEEP);
}

void sg_guest_feedback_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page)
{
	const struct sg_value *feedback = sg_value_member(reply, "feedback");
	struct sg_guest_writing writing = {.page = page, .names = names};

	if (sg_value_count(feedback) > 0) {
		sg_guest_put_heading(&writing, SG_GUEST_FEEDBACK);
	}
	for (size_t i = 0; i < sg_value_count(feedback) && i < FEEDBACK_MAX; i++) {
		put_remark(&writing, sg_value_at(feedback, i));
	}
	sg_buffer_free(&writing.line);
}

/* ---- what may be kept ---- */

static void put_purpose(struct sg_guest_writing *writing, const struct sg_value *consent)
{
	static const struct {
		const char *purpose;
		enum sg_guest_word word;
	} purposes[] = {{"memory", SG_GUEST_KEEPS_SAID},
		{"profiling", SG_GUEST_KEEPS_USUAL},
		{"special_category", SG_GUEST_KEEPS_SPECIAL}};

	for (size_t i = 0; i < sizeof purposes / sizeof purposes[0]; i++) {
		if (strcmp(purposes[i].purpose, text_of(consent, "purpose")) == 0) {
			sg_guest_put_word(writing, purposes[i].word, NULL);
		}
	}
}

/* "what was said · remembered in all hotels · agreed on 6 Jun 2025 · v7 · form · front_desk" */
static void put_consent(struct sg_guest_writing *writing, const struct sg_value *consent)
{
	const char *level = sg_guest_member(consent, "level");
	bool given = sg_value_is_true(sg_value_member(consent, "given"));
	struct sg_guest_writing date = {.names = writing->names};

	put_purpose(writing, consent);
	if (level != NULL) {
		sg_guest_put_part(
			writing, sg_guest_memory(writing->names->language, level));
	}
	if (strcmp(text_of(consent, "basis"), "house") == 0) {
		sg_guest_put_word(writing, SG_GUEST_UNASKED, NULL);
	} else {
		sg_guest_put_day_of(&date, sg_guest_member(consent, "said"));
		sg_guest_put_word(writing, given ? SG_GUEST_AGREED : SG_GUEST_WITHDREW,
			date.line.data != NULL ? date.line.data : "?");
	}
	sg_guest_put_part(writing, sg_guest_member(consent, "text_version"));
	sg_guest_put_part(writing, sg_guest_member(consent, "channel"));
	sg_guest_put_part(writing, sg_guest_member(consent, "by"));
	sg_guest_put_line(writing, INDENT, DEEP);
	finish(writing, &date.line);
}

void sg_guest_consents_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page)
{
	const struct sg_value *consents = sg_value_member(reply, "consents");
	struct sg_guest_writing writing = {.page = page, .names = names};

	for (size_t i = 0; i < sg_value_count(consents); i++) {
		if (i == 0) {
			sg_guest_put_heading(&writing, SG_GUEST_CONSENTS);
		}
		put_consent(&writing, sg_value_at(consents, i));
	}
	finish(&writing, &writing.line);
}

/* ---- who may be the same ---- */

static void put_reasons(struct sg_guest_writing *writing, const struct sg_value *reasons)
{
	static const struct {
		const char *name;
		enum sg_guest_word word;
	} words[] = {{"name", SG_GUEST_ALIKE_NAME}, {"birth_date", SG_GUEST_ALIKE_BIRTH},
		{"email", SG_GUEST_ALIKE_EMAIL}, {"phone", SG_GUEST_ALIKE_PHONE}};
	const char *language = writing->names->language;
	enum sg_word sign = SG_WORD_COLON;

	for (size_t i = 0; i < sg_value_count(reasons); i++) {
		const char *name = sg_value_text(sg_value_at(reasons, i), "");

		for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
			if (strcmp(words[w].name, name) == 0) {
				sg_buffer_text(&writing->line, sg_word(language, sign));
				sg_guest_word(&writing->line, language, words[w].word,
					NULL, 0, 0);
				sign = SG_WORD_COMMA;
			}
		}
	}
}

/* As a shell takes it: a key is the other system's, and may be anything. */
static void put_argument(struct sg_buffer *line, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789:._-@+/";

	if (text[0] != '\0' && text[strspn(text, plain)] == '\0') {
		sg_buffer_format(line, " %s", text);
		return;
	}
	sg_buffer_text(line, " '");
	for (; *text != '\0'; text++) {
		if (*text == '\'') {
			sg_buffer_text(line, "'\\''");
		} else {
			sg_buffer_char(line, *text);
		}
	}
	sg_buffer_char(line, '\'');
}

/* On one line however long it is: a shell would take each of two for a command. */
static void put_command(const struct sg_guest_writing *writing,
	const struct sg_guest_asked *asked, const char *other)
{
	struct sg_guest_page endless = *writing->page;
	struct sg_guest_writing command = {.page = &endless, .names = writing->names};
	const struct {
		const char *name, *given;
	} options[] = {{"config", asked->config}, {"data", asked->data},
		{"module", asked->module}, {"property", asked->property}};

	endless.width = INT_MAX;
	sg_buffer_text(&command.line, "stammgast guest merge");
	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
		if (options[i].given != NULL) {
			sg_buffer_format(&command.line, " --%s", options[i].name);
			put_argument(&command.line, options[i].given);
		}
	}
	put_argument(&command.line, asked->key);
	put_argument(&command.line, other);
	sg_guest_put_line(&command, DEEP, HANG);
	sg_buffer_free(&command.line);
}

static void put_duplicate(struct sg_guest_writing *writing,
	const struct sg_value *duplicate, const struct sg_guest_asked *asked)
{
	const struct sg_value *ref = sg_value_at(sg_value_member(duplicate, "ids"), 0);
	struct sg_buffer other = {0};

	sg_buffer_format(&other, "%s:%s", text_of(ref, "system"), text_of(ref, "id"));
	sg_guest_put_word(writing, SG_GUEST_ALIKE, other.data);
	put_reasons(writing, sg_value_member(duplicate, "reasons"));
	sg_guest_put_line(writing, INDENT, DEEP);
	if (other.data != NULL && !other.failed) {
		put_command(writing, asked, other.data);
	}
	finish(writing, &other);
}

void sg_guest_duplicates_print(const struct sg_value *reply,
	const struct sg_guest_asked *asked, const struct sg_guest_names *names,
	const struct sg_guest_page *page)
{
	const struct sg_value *duplicates = sg_value_member(reply, "duplicates");
	struct sg_guest_writing writing = {.page = page, .names = names};

	if (sg_value_count(duplicates) > 0) {
		sg_guest_put_heading(&writing, SG_GUEST_DUPLICATES);
	}
	for (size_t i = 0; i < sg_value_count(duplicates); i++) {
		put_duplicate(&writing, sg_value_at(duplicates, i), asked);
	}
	sg_buffer_free(&writing.line);
}
