/* Tags of languages. */
#include "core/language.h"

#include <stddef.h>
#include <string.h>

static const char *const codes[SG_LANGUAGE_COUNT] = {
	"en", "de", "es", "fr", "it", "pl", "ro", "tr", "uk", "ar"};

/* Whether the tag's first part is `code`. */
static bool begins(const char *tag, const char *code)
{
	size_t len = strlen(code);

	return strncmp(tag, code, len) == 0 && (tag[len] == '\0' || tag[len] == '-');
}

const char *sg_language_code(enum sg_language language)
{
	return codes[language];
}

bool sg_language_find(const char *tag, enum sg_language *ret_language)
{
	for (size_t i = 0; tag != NULL && i < SG_LANGUAGE_COUNT; i++) {
		if (begins(tag, codes[i])) {
			*ret_language = (enum sg_language)i;
			return true;
		}
	}
	return false;
}

enum sg_language sg_language_or_english(const char *tag)
{
	enum sg_language language = SG_LANGUAGE_EN;

	(void)sg_language_find(tag, &language);
	return language;
}

bool sg_language_is_rtl(const char *tag)
{
	static const char *const from_right[] = {
		"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};

	for (size_t i = 0; tag != NULL && i < sizeof from_right / sizeof from_right[0];
		i++) {
		if (begins(tag, from_right[i])) {
			return true;
		}
	}
	return false;
}

char sg_language_decimal(const char *tag)
{
	enum sg_language language;

	return sg_language_find(tag, &language) &&
	                       (language == SG_LANGUAGE_EN || language == SG_LANGUAGE_AR)
	               ? '.'
	               : ',';
}
