/* Runs of digits are compared by length, then by their digits: no number is too long. */
#include "core/natural.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many digits a number has, without leading zeros. */
static size_t number_length(const char **text)
{
	size_t len = 0;

	while (**text == '0' && is_digit((*text)[1])) {
		(*text)++;
	}
	while (is_digit((*text)[len])) {
		len++;
	}
	return len;
}

int sg_natural_compare(const char *a, const char *b)
{
	if (a == NULL || b == NULL) {
		return (a != NULL) - (b != NULL);
	}
	while (*a != '\0' && *b != '\0') {
		size_t left = is_digit(*a) && is_digit(*b) ? number_length(&a) : 1;
		size_t right = is_digit(*a) && is_digit(*b) ? number_length(&b) : 1;
		int order = left != right ? (left < right ? -1 : 1) : memcmp(a, b, left);

		if (order != 0) {
			return order;
		}
		a += left;
		b += left;
	}
	return (*a != '\0') - (*b != '\0');
}
