/* Rules as functions, one for each family of languages. */
#include "core/plural.h"

#include <string.h>

#include "core/language.h"

static enum sg_plural one_or_other(uint64_t n)
{
	return n == 1 ? SG_PLURAL_ONE : SG_PLURAL_OTHER;
}

static enum sg_plural french(uint64_t n)
{
	return n <= 1 ? SG_PLURAL_ONE : SG_PLURAL_OTHER;
}

/* Two to four, twenty-two to twenty-four, but not twelve to fourteen. */
static bool is_slavic_few(uint64_t n)
{
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14);
}

static enum sg_plural polish(uint64_t n)
{
	return n == 1 ? SG_PLURAL_ONE : is_slavic_few(n) ? SG_PLURAL_FEW : SG_PLURAL_MANY;
}

static enum sg_plural ukrainian(uint64_t n)
{
	return n % 10 == 1 && n % 100 != 11 ? SG_PLURAL_ONE
	       : is_slavic_few(n)           ? SG_PLURAL_FEW
	                                    : SG_PLURAL_MANY;
}

static enum sg_plural romanian(uint64_t n)
{
	return n == 1                                      ? SG_PLURAL_ONE
	       : n == 0 || (n % 100 >= 1 && n % 100 <= 19) ? SG_PLURAL_FEW
	                                                   : SG_PLURAL_OTHER;
}

static enum sg_plural arabic(uint64_t n)
{
	if (n <= 2) {
		return (enum sg_plural)(SG_PLURAL_ZERO + n);
	}
	return n % 100 >= 11  ? SG_PLURAL_MANY
	       : n % 100 >= 3 ? SG_PLURAL_FEW
	                      : SG_PLURAL_OTHER;
}

#define BIT(category) (1u << SG_PLURAL_##category)

static const struct {
	enum sg_plural (*rule)(uint64_t n);
	unsigned used;
} languages[SG_LANGUAGE_COUNT] = {
	[SG_LANGUAGE_EN] = {one_or_other, BIT(ONE) | BIT(OTHER)},
	[SG_LANGUAGE_DE] = {one_or_other, BIT(ONE) | BIT(OTHER)},
	[SG_LANGUAGE_ES] = {one_or_other, BIT(ONE) | BIT(OTHER)},
	[SG_LANGUAGE_FR] = {french, BIT(ONE) | BIT(OTHER)},
	[SG_LANGUAGE_IT] = {one_or_other, BIT(ONE) | BIT(OTHER)},
	[SG_LANGUAGE_PL] = {polish, BIT(ONE) | BIT(FEW) | BIT(MANY)},
	[SG_LANGUAGE_RO] = {romanian, BIT(ONE) | BIT(FEW) | BIT(OTHER)},
	[SG_LANGUAGE_TR] = {one_or_other, BIT(ONE) | BIT(OTHER)},
	[SG_LANGUAGE_UK] = {ukrainian, BIT(ONE) | BIT(FEW) | BIT(MANY)},
	[SG_LANGUAGE_AR] = {arabic,
		BIT(ZERO) | BIT(ONE) | BIT(TWO) | BIT(FEW) | BIT(MANY) | BIT(OTHER)},
};

enum sg_plural sg_plural_of(const char *language, int64_t number)
{
	uint64_t amount = number < 0 ? 0u - (uint64_t)number : (uint64_t)number;

	return languages[sg_language_or_english(language)].rule(amount);
}

bool sg_plural_used(const char *language, enum sg_plural category)
{
	return (languages[sg_language_or_english(language)].used >> category & 1u) != 0;
}

static const char *const names[SG_PLURALS] = {
	"zero", "one", "two", "few", "many", "other"};

const char *sg_plural_name(enum sg_plural category)
{
	return names[category];
}

bool sg_plural_find(const char *name, enum sg_plural *ret_category)
{
	for (int i = 0; i < SG_PLURALS; i++) {
		if (strcmp(names[i], name) == 0) {
			*ret_category = (enum sg_plural)i;
			return true;
		}
	}
	return false;
}
