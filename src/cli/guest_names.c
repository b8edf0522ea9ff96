/* Names out of the catalogue. */
#include "cli/guest_names.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/guest_words.h"
#include "cli/words.h"
#include "document/catalog.h"
#include "document/texts.h"

/* ---- reading ---- */

static enum sg_status choose_language(
	struct sg_guest_names *names, const char *language, struct sg_error *error)
{
	struct sg_buffer known = {0};
	enum sg_status status;

	names->index = sg_catalog_language(&names->catalog, language);
	if (names->index >= 0) {
		names->language = names->catalog.languages[names->index];
		return SG_OK;
	}
	for (size_t i = 0; i < names->catalog.language_count; i++) {
		sg_buffer_format(
			&known, "%s%s", i > 0 ? ", " : "", names->catalog.languages[i]);
	}
	status = sg_fail(error, SG_INVALID, "language_unknown", NULL,
		"the catalogue has no texts in \"%s\", only in %s", language,
		known.failed || known.data == NULL ? "none" : known.data);
	sg_buffer_free(&known);
	return status;
}

enum sg_status sg_guest_names_read(const char *own, const char *language,
	struct sg_error *error, struct sg_guest_names *ret_names)
{
	struct sg_guest_names names = {.arena = sg_arena_new()};
	struct sg_source_file file = {.name = own};
	char *text = NULL;
	size_t len = 0;
	enum sg_status status = names.arena != NULL ? SG_OK
	                                            : sg_fail(error, SG_MEMORY, "memory",
							      NULL, "memory is short");

	if (status == SG_OK && own != NULL) {
		status = sg_read_whole(own, SG_CATALOG_SIZE_MAX, error, &text, &len);
		file.bytes = text;
		file.len = len;
	}
	if (status == SG_OK) {
		status = sg_catalog_load(
			own != NULL ? &file : NULL, names.arena, error, &names.catalog);
	}
	if (status == SG_OK) {
		status = choose_language(&names, language, error);
	}
	free(text);
	if (status != SG_OK) {
		sg_arena_free(names.arena);
		return status;
	}
	*ret_names = names;
	return SG_OK;
}

void sg_guest_names_free(struct sg_guest_names *names)
{
	sg_arena_free(names->arena);
	*names = (struct sg_guest_names){0};
}

/* ---- looking up ---- */

static const struct sg_topic *topic_of(
	const struct sg_guest_names *names, const char *topic)
{
	int32_t index = sg_catalog_topic(&names->catalog, topic);

	return index >= 0 ? &names->catalog.topics[index] : NULL;
}

/* A number and a text have the topic's only value; NULL where an enumeration lacks it. */
static const struct sg_topic_value *value_of(
	const struct sg_topic *topic, const char *value)
{
	int32_t index = topic->kind == SG_KIND_ENUM ? sg_catalog_value(topic, value) : 0;

	return index >= 0 && topic->value_count > 0 ? &topic->values[index] : NULL;
}

static const char *text_of(
	const struct sg_guest_names *names, const struct sg_texts *texts)
{
	return sg_catalog_text(&names->catalog, texts, names->index);
}

static void put_colon(struct sg_buffer *buffer, const struct sg_guest_names *names)
{
	sg_buffer_text(buffer, sg_word(names->language, SG_WORD_COLON));
}

static void put_amount(
	struct sg_buffer *buffer, const struct sg_topic *topic, const char *value)
{
	sg_buffer_format(buffer, "%s%s%s", value, topic->unit != NULL ? " " : "",
		topic->unit != NULL ? topic->unit : "");
}

/* A colon that nothing follows, and the blank before it, go. */
static void trim(struct sg_buffer *buffer, size_t begin)
{
	static const char *const ends[] = {" ", ":", "\u00a0"};

	for (size_t i = 0; i < sizeof ends / sizeof ends[0] && !buffer->failed;) {
		size_t len = strlen(ends[i]);
		bool found = buffer->len >= begin + len &&
		             memcmp(buffer->data + buffer->len - len, ends[i], len) == 0;

		if (found) {
			buffer->len -= len;
			buffer->data[buffer->len] = '\0';
		}
		i = found ? 0 : i + 1;
	}
}

static void put_thing(struct sg_buffer *buffer, const char *instruction)
{
	size_t len;
	const char *thing = sg_text_thing(instruction, &len);

	if (len == 0) { /* the noun is the thing */
		thing = instruction;
		len = strcspn(instruction, ":");
	}
	sg_buffer_add(buffer, thing, len);
	trim(buffer, buffer->len > len ? buffer->len - len : 0);
}

/* The instruction as a wish: how many is the room's matter. */
static void put_instruction(struct sg_buffer *buffer, const struct sg_topic *topic,
	const char *instruction, const char *value)
{
	static const char *const counts[] = {
		"{n} × ", "{n} ×, ", "{n} ×، ", "{n} ×", "{n} "};
	static const char place[] = "{value}";
	size_t begin = buffer->len;

	while (*instruction != '\0') {
		size_t skip = 0;

		for (size_t i = 0; skip == 0 && i < sizeof counts / sizeof counts[0];
			i++) {
			size_t len = strlen(counts[i]);

			skip = strncmp(instruction, counts[i], len) == 0 ? len : 0;
		}
		if (skip == 0 && strncmp(instruction, place, sizeof place - 1) == 0) {
			put_amount(buffer, topic, value);
			skip = sizeof place - 1;
		}
		if (skip == 0) {
			sg_buffer_char(buffer, *instruction++);
		}
		instruction += skip;
	}
	trim(buffer, begin);
}

/* ---- what others see ---- */

const char *sg_guest_label(const struct sg_guest_names *names, const char *name)
{
	const struct sg_topic *topic = topic_of(names, name);
	const char *label = topic != NULL ? text_of(names, &topic->label) : NULL;

	return label != NULL ? label : name;
}

void sg_guest_value(const struct sg_guest_names *names, const char *name,
	const char *value, struct sg_buffer *buffer)
{
	const struct sg_topic *topic = topic_of(names, name);
	const struct sg_topic_value *known =
		topic != NULL ? value_of(topic, value) : NULL;
	const char *text = known != NULL ? text_of(names, &known->text) : NULL;

	if (text == NULL || topic->kind == SG_KIND_TEXT) {
		sg_buffer_text(buffer, value);
	} else if (topic->kind == SG_KIND_NUMBER) {
		put_amount(buffer, topic, value);
	} else if (topic->kind == SG_KIND_FLAG) {
		sg_guest_word(buffer, names->language, SG_GUEST_YES, NULL, 0, 0);
	} else {
		put_thing(buffer, text);
	}
}

void sg_guest_wish(const struct sg_guest_names *names, const char *name,
	const char *value, struct sg_buffer *buffer)
{
	const struct sg_topic *topic = topic_of(names, name);
	const struct sg_topic_value *known =
		topic != NULL && value != NULL ? value_of(topic, value) : NULL;
	const char *text = known != NULL ? text_of(names, &known->text) : NULL;

	if (text != NULL && topic->kind != SG_KIND_TEXT) {
		put_instruction(buffer, topic, text, value);
		return;
	}
	sg_buffer_text(buffer, sg_guest_label(names, name));
	if (value != NULL) {
		put_colon(buffer, names);
		sg_buffer_text(buffer, value);
	}
}

/* Without words of its own for the value, it is said which. */
void sg_guest_refusal(const struct sg_guest_names *names, const char *name,
	const char *value, struct sg_buffer *buffer)
{
	const struct sg_topic *topic = topic_of(names, name);
	const struct sg_topic_value *known =
		topic != NULL && value != NULL ? value_of(topic, value) : NULL;
	const char *exact = known != NULL ? text_of(names, &known->avoid_text) : NULL;
	const char *any = topic != NULL ? text_of(names, &topic->avoid_text) : NULL;

	if (exact != NULL) {
		sg_buffer_text(buffer, exact);
		return;
	}
	sg_buffer_text(buffer, any != NULL ? any : sg_guest_label(names, name));
	if (value != NULL && (topic == NULL || topic->kind != SG_KIND_FLAG)) {
		put_colon(buffer, names);
		sg_guest_value(names, name, value, buffer);
	}
}
