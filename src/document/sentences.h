/* What replies say in words of their own: warnings and the desk's question, in the languages that
 * the program speaks. Everything else that is said comes from the catalogue. */
#ifndef SG_DOCUMENT_SENTENCES_H
#define SG_DOCUMENT_SENTENCES_H

#include "core/language.h"
#include "core/plan.h"

/*
 * The questions name one choice ("{a}"), or two ("{a}" and "{b}"). A choice is put in as the
 * catalogue calls it, so they are worded for any gender, number and case, without an article.
 */
struct sg_sentences {
	const char *colon; /* between what a sentence is about and the sentence */
	const char *as_always[2];
	const char *still[2];
	const char *warnings[SG_WARNINGS];
};

/* [thread-safe] */
const struct sg_sentences *sg_sentences_in(enum sg_language language);

#endif
