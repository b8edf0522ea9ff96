/* Scanning digits into a mantissa and an exponent; trailing zeros wait until a digit follows. */
#include "document/number.h"

#include <inttypes.h>
#include <string.h>

enum { EXPONENT_LIMIT = 100000, HUGE_EXPONENT = 308 };

struct scan {
	const char *at, *end;
	struct sg_number *number;
	int32_t zeros; /* seen after the last digit that counts */
	int32_t fraction;
};

static bool is_digit(const struct scan *scan)
{
	return scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9';
}

static bool take(struct scan *scan, const char *one_of)
{
	if (scan->at >= scan->end || *scan->at == '\0' ||
		strchr(one_of, *scan->at) == NULL) {
		return false;
	}
	scan->at++;
	return true;
}

/* What does not fit any more is dropped, and raises the exponent instead. */
static void append(struct sg_number *number, unsigned digit)
{
	const uint64_t most = UINT64_MAX / 10;

	if (number->cut || number->mantissa > most ||
		(number->mantissa == most && digit > UINT64_MAX % 10)) {
		number->cut = true;
		number->exponent++;
	} else {
		number->mantissa = number->mantissa * 10 + digit;
	}
}

static void take_digit(struct scan *scan)
{
	unsigned digit = (unsigned)(*scan->at++ - '0');

	if (digit == 0) {
		scan->zeros++;
		return;
	}
	if (scan->number->mantissa == 0) {
		scan->zeros = 0; /* leading ones */
	}
	for (; scan->zeros > 0; scan->zeros--) {
		append(scan->number, 0);
	}
	append(scan->number, digit);
}

static bool take_whole(struct scan *scan)
{
	if (take(scan, "0")) {
		return !is_digit(scan);
	}
	if (!is_digit(scan)) {
		return false;
	}
	while (is_digit(scan)) {
		take_digit(scan);
	}
	return true;
}

static bool take_fraction(struct scan *scan)
{
	if (!take(scan, ".")) {
		return true;
	}
	scan->number->whole = false;
	if (!is_digit(scan)) {
		return false;
	}
	while (is_digit(scan)) {
		take_digit(scan);
		scan->fraction++;
	}
	return true;
}

static bool take_exponent(struct scan *scan)
{
	int32_t exponent = 0;
	bool negative;

	if (!take(scan, "eE")) {
		return true;
	}
	scan->number->whole = false;
	negative = take(scan, "-");
	if (!negative) {
		(void)take(scan, "+");
	}
	if (!is_digit(scan)) {
		return false;
	}
	for (; is_digit(scan); scan->at++) {
		exponent = exponent * 10 + (*scan->at - '0');
		exponent = exponent < EXPONENT_LIMIT ? exponent : EXPONENT_LIMIT;
	}
	scan->number->exponent += negative ? -exponent : exponent;
	return true;
}

size_t sg_number_scan(const char *text, size_t len, struct sg_number *ret_number)
{
	struct sg_number number = {.whole = true};
	struct scan scan = {.at = text, .end = text + len, .number = &number};

	number.negative = take(&scan, "-");
	if (!take_whole(&scan) || !take_fraction(&scan) || !take_exponent(&scan)) {
		return 0;
	}
	number.exponent += scan.zeros - scan.fraction;
	if (number.mantissa == 0) {
		number.exponent = 0;
		number.negative = false;
	}
	*ret_number = number;
	return (size_t)(scan.at - text);
}

static int32_t digits_of(uint64_t mantissa)
{
	int32_t digits = 0;

	for (; mantissa > 0; mantissa /= 10) {
		digits++;
	}
	return digits;
}

bool sg_number_is_huge(const struct sg_number *number)
{
	return digits_of(number->mantissa) + number->exponent > HUGE_EXPONENT;
}

bool sg_number_scaled(const struct sg_number *number, int32_t digits, int64_t *ret_scaled,
	bool *ret_rest)
{
	int32_t exponent = number->exponent + digits;
	uint64_t value = number->mantissa;
	uint64_t limit = (uint64_t)INT64_MAX + (number->negative ? 1 : 0);
	bool rest = number->cut;

	for (; exponent < 0 && value > 0; exponent++) {
		rest = rest || value % 10 != 0;
		value /= 10;
	}
	for (; exponent > 0 && value > 0; exponent--) {
		if (value > UINT64_MAX / 10) {
			return false;
		}
		value *= 10;
	}
	if (value > limit) {
		return false;
	}
	*ret_scaled = number->negative ? (int64_t)(0 - value) : (int64_t)value;
	*ret_rest = rest;
	return true;
}

char *sg_thousandths_text(int64_t thousandths, char separator, struct sg_arena *arena)
{
	uint64_t value =
		thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
	uint64_t fraction = value % 1000;
	int width = 3;

	if (fraction == 0) {
		return sg_arena_format(
			arena, "%s%" PRIu64, thousandths < 0 ? "-" : "", value / 1000);
	}
	for (; fraction % 10 == 0; fraction /= 10) {
		width--;
	}
	return sg_arena_format(arena, "%s%" PRIu64 "%c%0*" PRIu64,
		thousandths < 0 ? "-" : "", value / 1000, separator, width, fraction);
}

bool sg_thousandths_parse(const char *text, int64_t *ret_thousandths)
{
	struct sg_number number;
	size_t len = strlen(text);
	bool rest;

	return sg_number_scan(text, len, &number) == len && len > 0 &&
	       sg_number_scaled(&number, 3, ret_thousandths, &rest) && !rest;
}
