/* The desk's question as a sentence, in the languages of a cut. */
#include <string.h>

#include "document/reply.h"
#include "document/sentences.h"
#include "document/texts.h"

const char *sg_text_thing(const char *instruction, size_t *ret_len)
{
	static const char times[] = "× ";
	const char *thing = strstr(instruction, times);
	const char *colon = strstr(instruction, ": ");
	const char *arabic;
	size_t len;

	if (thing != NULL) {
		thing += sizeof times - 1;
	} else {
		thing = colon != NULL ? colon + 2 : instruction;
	}
	len = strcspn(thing, ",{");
	arabic = strstr(thing, "،");
	if (arabic != NULL && (size_t)(arabic - thing) < len) {
		len = (size_t)(arabic - thing);
	}
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

/* With one choice and with two; NULL where neither is a usual. */
static const char *const *sentence_of(
	const struct sg_ask *ask, const struct sg_sentences *sentences)
{
	if (ask->because[0].source == SG_SOURCE_USUAL) {
		return sentences->as_always;
	}
	return ask->because[1].source == SG_SOURCE_USUAL ? sentences->still : NULL;
}

/* Whether there is something to name, and the two are told apart by it. */
static bool are_named(const struct sg_buffer things[2], bool both)
{
	return things[0].len > 0 &&
	       (!both || (things[1].len > 0 &&
				 strcmp(things[0].data, things[1].data) != 0));
}

static void put_question(struct sg_buffer *text, const struct sg_ask *ask,
	const struct sg_catalog *catalog, int32_t language,
	const struct sg_sentences *sentences)
{
	const char *const *sentence = sentence_of(ask, sentences);
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
	if (sentence != NULL && are_named(things, instructions[1] != NULL)) {
		sg_buffer_text(text, sentences->colon);
		put_sentence(text, sentence[instructions[1] != NULL], things);
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
	enum sg_language spoken;

	sg_buffer_text(&text,
		sg_catalog_text(catalog, &catalog->topics[ask->topic].label, language));
	if (sg_language_find(name, &spoken)) {
		put_question(&text, ask, catalog, language, sg_sentences_in(spoken));
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
