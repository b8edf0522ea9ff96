/* Names compared letter by letter, folded as Unicode's simple case folding folds them. */
#include "core/person.h"

#include <stddef.h>
#include <stdint.h>

/* Capitals from `first` to `last`, every `step`-th of them, have their small letters `by` further
 * on: CaseFolding.txt of Unicode, as far as the scripts of the header go. */
static const struct {
	uint32_t first, last, step, by;
} capitals[] = {
	{0x41, 0x5a, 1, 32},
	{0xc0, 0xd6, 1, 32},
	{0xd8, 0xde, 1, 32},
	{0x100, 0x136, 2, 1},
	{0x139, 0x147, 2, 1},
	{0x14a, 0x176, 2, 1},
	{0x179, 0x17d, 2, 1},
	{0x391, 0x3a9, 1, 32},
	{0x400, 0x40f, 1, 80},
	{0x410, 0x42f, 1, 32},
	{0x460, 0x480, 2, 1},
	{0x48a, 0x4be, 2, 1},
	{0x4d0, 0x52e, 2, 1},
	{0x1e00, 0x1e94, 2, 1},
	{0x1ea0, 0x1efe, 2, 1},
};

static uint32_t fold(uint32_t letter)
{
	for (size_t i = 0; i < sizeof capitals / sizeof capitals[0]; i++) {
		if (letter >= capitals[i].first && letter <= capitals[i].last &&
			(letter - capitals[i].first) % capitals[i].step == 0) {
			return letter + capitals[i].by;
		}
	}
	return letter;
}

/* The next character; 0 at the end. What is no UTF-8 is taken byte by byte. */
static uint32_t take(const char **text)
{
	const unsigned char *at = (const unsigned char *)*text;
	size_t more = *at >= 0xf0 ? 3 : *at >= 0xe0 ? 2 : *at >= 0xc0 ? 1 : 0;
	uint32_t letter = more > 0 ? *at & (0x3fU >> more) : *at;

	for (size_t i = 1; i <= more; i++) {
		if ((at[i] & 0xc0) != 0x80) {
			more = 0;
			letter = *at;
			break;
		}
		letter = letter << 6 | (at[i] & 0x3fU);
	}
	*text += letter != 0 ? more + 1 : 0;
	return letter;
}

static bool is_blank(uint32_t letter)
{
	return letter == ' ' || (letter >= '\t' && letter <= '\r') || letter == 0xa0 ||
	       (letter >= 0x2000 && letter <= 0x200a) || letter == 0x2028 ||
	       letter == 0x2029 || letter == 0x202f || letter == 0x205f ||
	       letter == 0x3000;
}

/* Soft hyphens, joiners and others that nobody sees. */
static bool is_invisible(uint32_t letter)
{
	return letter == 0xad || (letter >= 0x200b && letter <= 0x200f) ||
	       (letter >= 0x2060 && letter <= 0x2064) || letter == 0xfeff;
}

static uint32_t take_seen(const char **text)
{
	uint32_t letter = take(text);

	while (is_invisible(letter)) {
		letter = take(text);
	}
	return letter;
}

/* The next letter of a name, folded; blanks between words are one, at the ends none. */
static uint32_t next(const char **text, bool *begun)
{
	const char *ahead = *text;
	uint32_t letter = take_seen(&ahead);
	bool blank = is_blank(letter);

	while (is_blank(letter)) {
		*text = ahead;
		letter = take_seen(&ahead);
	}
	if (letter != 0 && blank && *begun) {
		return ' ';
	}
	*text = ahead;
	*begun = true;
	return fold(letter);
}

bool sg_person_is_blank(const char *name)
{
	bool begun = false;

	return name == NULL || next(&name, &begun) == 0;
}

bool sg_person_is_same(const char *a, const char *b)
{
	bool begun_a = false, begun_b = false;
	uint32_t left, right;

	a = a != NULL ? a : "";
	b = b != NULL ? b : "";
	do {
		left = next(&a, &begun_a);
		right = next(&b, &begun_b);
	} while (left == right && left != 0);
	return left == right;
}
