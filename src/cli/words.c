/* Looking words up. */
#include "cli/words.h"

#include <string.h>

#include "cli/word_tables.h"
#include "core/language.h"

/* What is called by a word of the sheet. */
struct named {
	const char *name;
	enum sg_word word;
};

static const struct named beds[] = {
	{"single", SG_WORD_BED_SINGLE},
	{"twin", SG_WORD_BED_TWIN},
	{"double", SG_WORD_BED_DOUBLE},
	{"king", SG_WORD_BED_KING},
};

static const struct named stores[] = {
	{"office", SG_WORD_STORE_OFFICE},
	{"floor", SG_WORD_STORE_FLOOR},
	{"linen", SG_WORD_STORE_LINEN},
	{"kitchen", SG_WORD_STORE_KITCHEN},
	{"workshop", SG_WORD_STORE_WORKSHOP},
	{"desk", SG_WORD_STORE_DESK},
	{"spa", SG_WORD_STORE_SPA},
};

static const char *find(
	const struct named *table, size_t count, const char *language, const char *name)
{
	for (size_t i = 0; name != NULL && i < count; i++) {
		if (strcmp(table[i].name, name) == 0) {
			return sg_word(language, table[i].word);
		}
	}
	return name != NULL ? name : "";
}

const struct sg_words *sg_words_in(const char *language)
{
	static const struct sg_words *const all[SG_LANGUAGE_COUNT] = {
		[SG_LANGUAGE_EN] = &sg_words_en,
		[SG_LANGUAGE_DE] = &sg_words_de,
		[SG_LANGUAGE_ES] = &sg_words_es,
		[SG_LANGUAGE_FR] = &sg_words_fr,
		[SG_LANGUAGE_IT] = &sg_words_it,
		[SG_LANGUAGE_PL] = &sg_words_pl,
		[SG_LANGUAGE_RO] = &sg_words_ro,
		[SG_LANGUAGE_TR] = &sg_words_tr,
		[SG_LANGUAGE_UK] = &sg_words_uk,
		[SG_LANGUAGE_AR] = &sg_words_ar,
	};

	return all[sg_language_or_english(language)];
}

const char *sg_word(const char *language, enum sg_word word)
{
	return sg_words_in(language)->sheet[word];
}

/* The place at `text`, filled in; its length. */
static size_t fill(struct sg_buffer *buffer, const char *text, const char *name,
	int64_t n, int64_t of)
{
	if (strncmp(text, "{name}", 6) == 0) {
		sg_buffer_text(buffer, name != NULL ? name : "");
		return 6;
	}
	if (strncmp(text, "{n}", 3) == 0) {
		sg_buffer_format(buffer, "%lld", (long long)n);
		return 3;
	}
	sg_buffer_format(buffer, "%lld", (long long)of);
	return 4;
}

void sg_word_fill(struct sg_buffer *buffer, const char *text, const char *name, int64_t n,
	int64_t of)
{
	while (*text != '\0') {
		size_t plain = strcspn(text, "{");

		sg_buffer_add(buffer, text, plain);
		text += plain;
		text += *text == '{' ? fill(buffer, text, name, n, of) : 0;
	}
}

void sg_word_counted(struct sg_buffer *buffer, const char *language,
	enum sg_counted counted, int64_t n)
{
	const char *const *texts = sg_words_in(language)->counted[counted];
	const char *text = texts[sg_plural_of(language, n)];

	sg_word_fill(buffer, text != NULL ? text : texts[SG_PLURAL_OTHER], NULL, n, 0);
}

const char *sg_word_weekday(const char *language, int32_t weekday)
{
	return sg_words_in(language)->weekdays[weekday];
}

const char *sg_word_kind(const char *language, const char *kind)
{
	int32_t found = sg_list_kind_find(kind);

	return found >= 0 ? sg_words_in(language)->kinds[found] : kind;
}

const char *sg_word_place(const char *language, const char *place)
{
	int32_t found = sg_place_find(place);

	return found >= 0 ? sg_words_in(language)->places[found] : place;
}

const char *sg_word_bed(const char *language, const char *bed_setup)
{
	return find(beds, sizeof beds / sizeof beds[0], language, bed_setup);
}

const char *sg_word_store(const char *language, const char *store)
{
	return find(stores, sizeof stores / sizeof stores[0], language, store);
}
