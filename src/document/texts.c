/* Filling in, falling back. */
#include "document/texts.h"

#include <string.h>

#include "core/language.h"
#include "document/reply.h"
#include "document/sentences.h"

/* ---- languages ---- */

static int32_t find_language(const struct sg_catalog *catalog, const char *language)
{
	int32_t found = sg_catalog_language(catalog, language);
	size_t len = strcspn(language, "-");

	for (size_t i = 0; i < catalog->language_count && found < 0; i++) {
		const char *known = catalog->languages[i];

		if (strlen(known) == len && memcmp(known, language, len) == 0) {
			found = (int32_t)i;
		}
	}
	return found >= 0 ? found : 0;
}

size_t sg_text_languages(const struct sg_catalog *catalog, const struct sg_cut *cut,
	int32_t ret_languages[SG_LANGUAGES_MAX])
{
	uint32_t seen = 0;
	size_t count = 0;

	for (size_t i = 0; i < cut->language_count; i++) {
		int32_t language = find_language(catalog, cut->languages[i]);

		if ((seen >> language & 1) == 0) {
			seen |= 1u << language;
			ret_languages[count++] = language;
		}
	}
	return count;
}

/* ---- one text ---- */

/* 21.5 as "21,5 °C" outside English. */
static void put_number(struct sg_buffer *buffer, const struct sg_text_values *values,
	const char *language)
{
	char point = sg_language_decimal(language);

	for (const char *c = values->number; c != NULL && *c != '\0'; c++) {
		sg_buffer_char(buffer, *c == '.' ? point : *c);
	}
	if (values->number != NULL && values->unit != NULL) {
		sg_buffer_char(buffer, ' ');
		sg_buffer_text(buffer, values->unit);
	}
}

static void put_filled(struct sg_buffer *buffer, const char *text,
	const struct sg_text_values *values, const char *language)
{
	while (*text != '\0') {
		size_t plain = strcspn(text, "{");

		sg_buffer_add(buffer, text, plain);
		text += plain;
		if (strncmp(text, "{n}", 3) == 0) {
			sg_json_write_int(buffer, values->quantity);
			text += 3;
		} else if (strncmp(text, "{value}", 7) == 0) {
			put_number(buffer, values, language);
			text += 7;
		} else if (*text != '\0') {
			sg_buffer_char(buffer, *text++);
		}
	}
}

static void write_filled(struct sg_buffer *buffer, const char *text,
	const struct sg_text_values *values, const char *language)
{
	struct sg_buffer filled = {0};

	if (strchr(text, '{') == NULL) {
		sg_reply_text(buffer, language, text);
		return;
	}
	put_filled(&filled, text, values, language);
	sg_reply_text(buffer, language, filled.failed ? "" : filled.data);
	buffer->failed = buffer->failed || filled.failed;
	sg_buffer_free(&filled);
}

void sg_text_write(struct sg_buffer *buffer, const char *name,
	const struct sg_texts *texts, const struct sg_text_values *values,
	const struct sg_catalog *catalog, const struct sg_cut *cut)
{
	int32_t languages[SG_LANGUAGES_MAX];
	size_t count = sg_text_languages(catalog, cut, languages);
	uint32_t written = 0;

	sg_reply_object(buffer, name);
	for (size_t i = 0; i < count; i++) {
		/* A hotel's own language may lack a text; the first one has all. */
		int32_t language = texts->in[languages[i]] != NULL ? languages[i] : 0;

		if (texts->in[language] != NULL && (written >> language & 1) == 0) {
			written |= 1u << language;
			write_filled(buffer, texts->in[language], values,
				catalog->languages[language]);
		}
	}
	sg_reply_object_end(buffer);
}

/* ---- so many ---- */

void sg_text_counted(struct sg_buffer *buffer, const struct sg_catalog *catalog,
	const struct sg_thing *thing, int32_t language, int64_t count)
{
	const struct sg_text_values values = {.quantity = count};
	const char *form = sg_catalog_counted(catalog, thing, language, count);

	if (form != NULL) {
		put_filled(buffer, form, &values, catalog->languages[language]);
		return;
	}
	put_filled(buffer, "{n}\u00a0×\u00a0", &values, catalog->languages[language]);
	sg_buffer_text(buffer, sg_catalog_text(catalog, &thing->text, language));
}

void sg_text_write_counted(struct sg_buffer *buffer, const char *name,
	const struct sg_thing *thing, int64_t count, const struct sg_catalog *catalog,
	const struct sg_cut *cut)
{
	int32_t languages[SG_LANGUAGES_MAX];
	size_t language_count = sg_text_languages(catalog, cut, languages);
	struct sg_buffer text = {0};

	sg_reply_object(buffer, name);
	for (size_t i = 0; i < language_count; i++) {
		sg_buffer_reset(&text);
		sg_text_counted(&text, catalog, thing, languages[i], count);
		sg_reply_text(buffer, catalog->languages[languages[i]],
			text.failed ? "" : text.data);
	}
	sg_reply_object_end(buffer);
	buffer->failed = buffer->failed || text.failed;
	sg_buffer_free(&text);
}

/* ---- items ---- */

/* A member that a value may leave to its topic. A text of its own in the first language says
 * more than the topic's in the wanted one. */
static const struct sg_texts *over(
	const struct sg_texts *own, const struct sg_texts *below)
{
	return own != NULL && own->in[0] != NULL ? own : below;
}

static const struct sg_texts *texts_of(
	const struct sg_item *item, const struct sg_catalog *catalog)
{
	const struct sg_topic *topic = &catalog->topics[item->topic];
	const struct sg_topic_value *value =
		item->value >= 0 ? &topic->values[item->value] : NULL;

	switch (item->action) {
	case SG_ACTION_REMOVE:
	case SG_ACTION_RESET:
		return over(&topic->undo_text, &topic->label);
	case SG_ACTION_AVOID:
		return over(
			value != NULL ? &value->avoid_text : NULL, &topic->avoid_text);
	default:
		return over(value != NULL ? &value->text : NULL, &topic->label);
	}
}

static void write_lost(struct sg_buffer *buffer, const char *name,
	const struct sg_catalog *catalog, const struct sg_cut *cut)
{
	struct sg_texts texts = {{NULL}};
	struct sg_text_values none = {0};

	for (size_t i = 0; i < catalog->language_count; i++) {
		texts.in[i] = name;
	}
	sg_text_write(buffer, "text", &texts, &none, catalog, cut);
}

void sg_text_write_item(struct sg_buffer *buffer, const struct sg_item *item,
	const struct sg_catalog *catalog, const struct sg_cut *cut)
{
	struct sg_text_values values = {
		.quantity = item->quantity > 0 ? item->quantity : 1};

	if (item->topic < 0) {
		write_lost(buffer, item->lost_topic, catalog, cut);
		return;
	}
	if (catalog->topics[item->topic].kind == SG_KIND_NUMBER) {
		values.number = item->text;
		values.unit = catalog->topics[item->topic].unit;
	}
	sg_text_write(buffer, "text", texts_of(item, catalog), &values, catalog, cut);
}

/* ---- warnings ---- */

static void write_warning_text(struct sg_buffer *buffer, const struct sg_warning *warning,
	const struct sg_catalog *catalog, int32_t language)
{
	const char *name = catalog->languages[language];
	const struct sg_sentences *sentences =
		sg_sentences_in(sg_language_or_english(name));
	const char *text = sentences->warnings[warning->kind];
	const char *label = warning->topic >= 0
	                            ? catalog->topics[warning->topic].label.in[language]
	                            : NULL;
	struct sg_buffer joined = {0};

	sg_buffer_text(&joined, text);
	if (label != NULL) {
		sg_buffer_text(&joined, sentences->colon);
		sg_buffer_text(&joined, label);
	}
	sg_reply_text(buffer, name, joined.failed ? text : joined.data);
	sg_buffer_free(&joined);
}

void sg_text_write_warning(struct sg_buffer *buffer, const struct sg_warning *warning,
	const struct sg_catalog *catalog, const struct sg_cut *cut)
{
	int32_t languages[SG_LANGUAGES_MAX];
	size_t count = sg_text_languages(catalog, cut, languages);

	sg_reply_object(buffer, "text");
	for (size_t i = 0; i < count; i++) {
		write_warning_text(buffer, warning, catalog, languages[i]);
	}
	sg_reply_object_end(buffer);
}
