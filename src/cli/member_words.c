/* Words of a member's pages. */
#include "cli/member_words.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "cli/guest_words.h"
#include "cli/words.h"
#include "core/language.h"
#include "core/plural.h"
#include "core/time.h"

/* `one` is NULL where the form is the same for any number. */
struct forms {
	const char *one, *other;
};

static const struct forms english[SG_MEMBER_WORDS] = {
	[SG_MEMBER_CANCELLED] = {NULL, "cancelled"},
	[SG_MEMBER_SINCE] = {NULL, "member since {name}"},
	[SG_MEMBER_TIER_SINCE] = {NULL, "since {name}"},
	[SG_MEMBER_TIER_UNTIL] = {NULL, "until {name}"},
	[SG_MEMBER_TIER_FOR_GOOD] = {NULL, "for good"},
	[SG_MEMBER_POINTS] = {"{n} point", "{n} points"},
	[SG_MEMBER_TO_SPEND] = {NULL, "{n} to spend"},
	[SG_MEMBER_HELD] = {NULL, "{n} kept for redemptions"},
	[SG_MEMBER_EXPIRE] = {"{n} point expires after {name}",
		"{n} points expire after {name}"},
	[SG_MEMBER_COUNTED] = {NULL, "Counted {name}"},
	[SG_MEMBER_LIFETIME] = {NULL, "In all"},
	[SG_MEMBER_NIGHTS] = {"{n} night", "{n} nights"},
	[SG_MEMBER_STAYS] = {"{n} stay", "{n} stays"},
	[SG_MEMBER_BASE_POINTS] = {"{n} base point", "{n} base points"},
	[SG_MEMBER_AND] = {NULL, " and "},
	[SG_MEMBER_OR] = {NULL, ", or "},
	[SG_MEMBER_PATH_FOR_GOOD] = {NULL, " (for good)"},
	[SG_MEMBER_TO_TIER] = {NULL, " to {name}"},
	[SG_MEMBER_TO_KEEP] = {NULL, " to keep {name}"},
	[SG_MEMBER_BY] = {NULL, " by {name}."},
	[SG_MEMBER_NO_DATE] = {NULL, "."},
	[SG_MEMBER_NO_PATH] = {NULL, "Staying does not lead to {name}."},
	[SG_MEMBER_NO_KEEPING] = {NULL, "Staying does not keep {name}."},
	[SG_MEMBER_KEPT] = {NULL, "Nothing is missing to keep {name}."},
	[SG_MEMBER_HIGHEST] = {NULL, "There is no higher tier."},
	[SG_MEMBER_HEAD_DATE] = {NULL, "Date"},
	[SG_MEMBER_HEAD_POINTS] = {NULL, "Points"},
	[SG_MEMBER_HEAD_BALANCE] = {NULL, "Balance"},
	[SG_MEMBER_HEAD_WHAT] = {NULL, "For"},
	[SG_MEMBER_NO_LINES] = {NULL, "Nothing was earned or spent yet."},
	[SG_MEMBER_EXPIRED_SINCE] = {NULL, "expired since"},
	[SG_MEMBER_BALANCE] = {"Balance: {n} point", "Balance: {n} points"},
	[SG_MEMBER_NONE] = {NULL, "The guest is a member of no programme."},
	[SG_MEMBER_REVERSED] = {NULL, "taken back"},
	[SG_MEMBER_REDEEMED] = {NULL, "redeemed"},
	[SG_MEMBER_LINE_HELD] = {NULL, "kept for a redemption"},
	[SG_MEMBER_RELEASED] = {NULL, "no longer kept"},
	[SG_MEMBER_EXPIRED] = {NULL, "expired"},
	[SG_MEMBER_TRANSFERRED] = {NULL, "transferred"},
	[SG_MEMBER_SETTLED] = {NULL, "a debt settled"},
	[SG_MEMBER_ADJUSTED] = {NULL, "adjusted"},
	[SG_MEMBER_PENALTY] = {NULL, "not given back"},
	[SG_MEMBER_FEE] = {NULL, "fee"},
	[SG_MEMBER_RETURNED] = {NULL, "returned"},
	[SG_MEMBER_NIGHTS_BACK] = {"{n} night given back", "{n} nights given back"},
	[SG_MEMBER_FOR] = {NULL, "for {name}"},
	[SG_MEMBER_FOR_ENROLMENT] = {NULL, "for joining"},
	[SG_MEMBER_FOR_TIER] = {NULL, "for reaching {name}"},
	[SG_MEMBER_FOR_PARTNER] = {NULL, "for {n} at {name}"},
	[SG_MEMBER_AT] = {NULL, "at {name}"},
	[SG_MEMBER_CLAIM_POSTED] = {"The stay was posted on {name}: {n} point.",
		"The stay was posted on {name}: {n} points."},
	[SG_MEMBER_CLAIM_BOUND] = {NULL,
		"The stay is his and known: it is posted as any other."},
	[SG_MEMBER_CLAIM_WAITS] = {NULL, "The claim waits for a manager to decide."},
	[SG_MEMBER_CLAIM_APPROVED] = {NULL, "The claim was approved."},
	[SG_MEMBER_CLAIM_REJECTED] = {NULL, "The claim was rejected: {name}."},
	[SG_MEMBER_CLAIM_DECIDED_LATER] = {NULL,
		"It was decided later than that: the later word stands."},
	[SG_MEMBER_NOTHING_YET] = {NULL, "So far it earns nothing: {name}."},
	[SG_MEMBER_ADJUSTED_NOW] = {NULL, "The points are adjusted."},
	[SG_MEMBER_ADJUSTED_BEFORE] = {NULL, "They were adjusted before."},
	[SG_MEMBER_HAS_TIER] = {NULL, "He has {name}."},
	[SG_MEMBER_GRANTED_NOW] = {NULL, "The tier is granted."},
	[SG_MEMBER_GRANTED_BEFORE] = {NULL, "It was granted before."},
	[SG_MEMBER_REVOKED_NOW] = {NULL, "The tier is taken back."},
	[SG_MEMBER_REVOKED_BEFORE] = {NULL, "It was taken back before."},
	[SG_MEMBER_GRANT_LATER] = {NULL,
		"Something was said of it later than that: the later word stands."},
	[SG_MEMBER_MATCH] = {NULL, "{name} as a match"},
	[SG_MEMBER_CHALLENGE] = {NULL, "{name} as a challenge"},
	[SG_MEMBER_TIER_FROM] = {NULL, "from {name}"},
	[SG_MEMBER_TO_KEEP_IT] = {NULL, " missing to keep it"},
	[SG_MEMBER_MET] = {NULL, "met, kept"},
	[SG_MEMBER_TIER_REVOKED] = {NULL, "taken back on {name}"},
	[SG_MEMBER_GRANT] = {NULL, "granted as {name}"},
	[SG_MEMBER_GUARANTEED] = {NULL, "{name}: guaranteed"},
	[SG_MEMBER_IF_AVAILABLE] = {NULL, "{name}: if available"},
	[SG_MEMBER_GIVEN] = {", given once this year", ", given {n} times this year"},
	[SG_MEMBER_LIMIT] = {NULL, " of {name}"},
};

void sg_member_word(struct sg_buffer *buffer, const char *language,
	enum sg_member_word word, const char *name, int64_t n)
{
	const struct forms *forms = &english[word];
	bool one = forms->one != NULL && sg_plural_of("en", n) == SG_PLURAL_ONE;

	(void)language;
	sg_word_fill(buffer, one ? forms->one : forms->other, name, n, 0);
}

void sg_member_name(struct sg_buffer *buffer, const char *code)
{
	for (size_t i = 0; code[i] != '\0'; i++) {
		char c = code[i];

		c = i == 0 ? (char)toupper((unsigned char)c) : c;
		sg_buffer_char(buffer, c == '_' || c == '.' ? ' ' : c);
	}
}

void sg_member_money(struct sg_buffer *buffer, const char *language, int64_t amount,
	int64_t decimals, const char *currency)
{
	uint64_t value = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
	uint64_t unit = 1;

	for (int64_t i = 0; i < decimals && i < 3; i++) {
		unit *= 10;
	}
	sg_buffer_format(buffer, "%s%" PRIu64, amount < 0 ? "-" : "", value / unit);
	if (unit > 1) {
		sg_buffer_format(buffer, "%c%0*" PRIu64, sg_language_decimal(language),
			(int)decimals, value % unit);
	}
	sg_buffer_format(buffer, " %s", currency);
}

void sg_member_date(struct sg_buffer *buffer, const char *language, const char *date)
{
	int32_t day;

	if (sg_day_parse(date, &day)) {
		sg_guest_date(buffer, language, day);
	} else {
		sg_buffer_text(buffer, date);
	}
}
