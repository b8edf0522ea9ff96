/* The desk's question as a sentence, in the languages of a cut. */
#include <string.h>

#include "document/reply.h"
#include "document/texts.h"

enum { LANGUAGES = 4 };

/* "{a}" and "{b}" stand for the two choices. */
struct sentence {
	const char *both[LANGUAGES];
	const char *one[LANGUAGES];
};

static const char *const languages[LANGUAGES] = {"en", "de", "es", "ro"};

static const struct sentence as_always = {
	.both = {"As always {a}, or {b}?", "Wie immer {a} – oder {b}?",
		"¿Como siempre {a}, o {b}?", "Ca de obicei {a} sau {b}?"},
	.one = {"As always {a}?", "Wie immer {a}?", "¿Como siempre {a}?",
		"Ca de obicei {a}?"}};

static const struct sentence still = {
	.both = {"Still {a}, or {b} as of late?", "Weiterhin {a} – oder {b} wie zuletzt?",
		"¿Sigue siendo {a}, o {b} como últimamente?",
		"Tot {a} sau {b}, ca în ultima vreme?"},
	.one = {"Still {a}?", "Weiterhin {a}?", "¿Sigue siendo {a}?", "Tot {a}?"}};

/* An instruction says noun, number and thing, then the rest: "Towels: {n} × large, swap". The
 * thing is what one asks for. */
static void put_thing(struct sg_buffer *buffer, const char *instruction)
{
	static const char times[] = "× ";
	const char *thing = strstr(instruction, times);
	const char *colon = strstr(instruction, ": ");

	if (thing != NULL) {
		thing += sizeof times - 1;
	} else {
		thing = colon != NULL ? colon + 2 : instruction;
	}
	sg_buffer_add(buffer, thing, strcspn(thing, ",{"));
}

static void put_sentence(
	struct sg_buffer *buffer, const char *sentence, const char *const instructions[2])
{
	while (*sentence != '\0') {
		size_t plain = strcspn(sentence, "{");

		sg_buffer_add(buffer, sentence, plain);
		sentence += plain;
		if (*sentence == '{') {
			put_thing(buffer, instructions[sentence[1] == 'b']);
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

static void write_one(struct sg_buffer *buffer, const struct sg_ask *ask,
	const struct sg_catalog *catalog, int32_t language)
{
	const char *name = catalog->languages[language];
	const struct sentence *sentence = sentence_of(ask);
	const char *const instructions[2] = {instruction_of(catalog, ask, 0, language),
		instruction_of(catalog, ask, 1, language)};
	struct sg_buffer text = {0};
	size_t i = 0;

	while (i < LANGUAGES && strcmp(languages[i], name) != 0) {
		i++;
	}
	if (sentence == NULL || instructions[0] == NULL || i == LANGUAGES) {
		sg_buffer_text(
			&text, sg_catalog_text(catalog,
				       &catalog->topics[ask->topic].label, language));
	} else {
		put_sentence(&text,
			instructions[1] != NULL ? sentence->both[i] : sentence->one[i],
			instructions);
	}
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
