/* The desk's question as a sentence, in the languages of a cut. */
#include <string.h>

#include "document/reply.h"
#include "document/texts.h"

enum { LANGUAGES = 4 };

/* "{a}" and "{b}" stand for the two choices; the topic's label goes before. */
struct sentence {
	const char *both[LANGUAGES];
	const char *one[LANGUAGES];
};

static const char *const languages[LANGUAGES] = {"en", "de", "es", "ro"};

static const struct sentence as_always = {
	.both = {"as always {a}, or {b}?", "wie immer {a} – oder {b}?",
		"¿como siempre {a}, o {b}?", "ca de obicei {a} sau {b}?"},
	.one = {"as always {a}?", "wie immer {a}?", "¿como siempre {a}?",
		"ca de obicei {a}?"}};

static const struct sentence still = {
	.both = {"still {a}, or {b} as of late?", "weiterhin {a} – oder {b} wie zuletzt?",
		"¿sigue siendo {a}, o {b} como últimamente?",
		"tot {a} sau {b}, ca în ultima vreme?"},
	.one = {"still {a}?", "weiterhin {a}?", "¿sigue siendo {a}?", "tot {a}?"}};

const char *sg_text_thing(const char *instruction, size_t *ret_len)
{
	static const char times[] = "× ";
	const char *thing = strstr(instruction, times);
	const char *colon = strstr(instruction, ": ");
	size_t len;

	if (thing != NULL) {
		thing += sizeof times - 1;
	} else {
		thing = colon != NULL ? colon + 2 : instruction;
	}
	len = strcspn(thing, ",{");
	while (len > 0 && thing[len - 1] == ' ') {
		len--;
	}
	*ret_len = len;
	return thing;
}

static void put_sentence(
	struct sg_buffer *buffer, const char *sentence, const struct sg_buffer things[2])
{
	while (*sentence != '\0') {
		size_t plain = strcspn(sentence, "{");

		sg_buffer_add(buffer, sentence, plain);
		sentence += plain;
		if (*sentence == '{') {
			sg_buffer_text(buffer, things[sentence[1] == 'b'].data);
			sentence += strlen("{a}");
		}
	}
}

static const char *instruction_of(const struct sg_catalog *catalog,
	const struct sg_ask *ask, int option, int32_t language)
{
	const struct sg_topic *topic = &catalog->topics[ask->topic];

	return ask->values[option] < 0
	               ? NULL
	               : sg_catalog_text(catalog,
				 &topic->values[ask->values[option]].text, language);
}

static const struct sentence *sentence_of(const struct sg_ask *ask)
{
	if (ask->because[0].source == SG_SOURCE_USUAL) {
		return &as_always;
	}
	return ask->because[1].source == SG_SOURCE_USUAL ? &still : NULL;
}

/* Whether there is something to name, and the two are told apart by it. */
static bool are_named(const struct sg_buffer things[2], bool both)
{
	return things[0].len > 0 &&
	       (!both || (things[1].len > 0 &&
				 strcmp(things[0].data, things[1].data) != 0));
}

static void put_question(struct sg_buffer *text, const struct sg_ask *ask,
	const struct sg_catalog *catalog, int32_t language, size_t words)
{
	const struct sentence *sentence = sentence_of(ask);
	struct sg_buffer things[2] = {{.data = NULL}, {.data = NULL}};
	const char *instructions[2], *thing;
	size_t len;

	for (int i = 0; i < 2; i++) {
		instructions[i] = instruction_of(catalog, ask, i, language);
		if (instructions[i] != NULL) {
			thing = sg_text_thing(instructions[i], &len);
			sg_buffer_add(&things[i], thing, len);
		}
	}
	if (sentence != NULL && words < LANGUAGES &&
		are_named(things, instructions[1] != NULL)) {
		sg_buffer_text(text, ": ");
		put_sentence(text,
			instructions[1] != NULL ? sentence->both[words]
						: sentence->one[words],
			things);
	}
	for (int i = 0; i < 2; i++) {
		text->failed = text->failed || things[i].failed;
		sg_buffer_free(&things[i]);
	}
}

static void write_one(struct sg_buffer *buffer, const struct sg_ask *ask,
	const struct sg_catalog *catalog, int32_t language)
{
	const char *name = catalog->languages[language];
	struct sg_buffer text = {0};
	size_t i = 0;

	while (i < LANGUAGES && strcmp(languages[i], name) != 0) {
		i++;
	}
	sg_buffer_text(&text,
		sg_catalog_text(catalog, &catalog->topics[ask->topic].label, language));
	put_question(&text, ask, catalog, language, i);
	sg_reply_text(buffer, name, text.failed ? "" : text.data);
	buffer->failed = buffer->failed || text.failed;
	sg_buffer_free(&text);
}

void sg_text_write_ask(struct sg_buffer *buffer, const struct sg_ask *ask,
	const struct sg_catalog *catalog, const struct sg_cut *cut)
{
	int32_t wanted[SG_LANGUAGES_MAX];
	size_t count = sg_text_languages(catalog, cut, wanted);

	sg_reply_object(buffer, "text");
	for (size_t i = 0; i < count; i++) {
		write_one(buffer, ask, catalog, wanted[i]);
	}
	sg_reply_object_end(buffer);
}
