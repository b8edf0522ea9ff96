/* Words of a guest's pages. */
#include "cli/guest_words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/word_tables.h"
#include "core/language.h"
#include "core/time.h"

void sg_guest_word(struct sg_buffer *buffer, const char *language,
	enum sg_guest_word word, const char *name, int64_t n, int64_t of)
{
	sg_word_fill(buffer, sg_words_in(language)->guest[word], name, n, of);
}

const char *sg_guest_party(const char *language, const char *party)
{
	int32_t found = sg_party_find(party);

	return found > SG_PARTY_ANY ? sg_words_in(language)->parties[found] : party;
}

const char *sg_guest_list_state(const char *language, const char *state)
{
	int32_t found = sg_plan_state_find(state);

	return found >= 0 ? sg_words_in(language)->list_states[found] : state;
}

const char *sg_guest_item_state(const char *language, const char *state)
{
	int32_t found = sg_item_state_find(state);

	return found >= 0 ? sg_words_in(language)->item_states[found] : state;
}

const char *sg_guest_left_out(const char *language, const char *reason)
{
	int32_t found = sg_reason_find(reason);

	return found >= 0 ? sg_words_in(language)->left_out[found] : reason;
}

const char *sg_guest_reaction(const char *language, const char *kind)
{
	int32_t found = sg_reaction_find(kind);

	return found >= 0 ? sg_words_in(language)->reactions[found] : kind;
}

const char *sg_guest_memory(const char *language, const char *level)
{
	static const struct {
		const char *level;
		enum sg_guest_word word;
	} levels[] = {{"none", SG_GUEST_MEMORY_NONE}, {"stay", SG_GUEST_MEMORY_STAY},
		{"property", SG_GUEST_MEMORY_PROPERTY}, {"chain", SG_GUEST_MEMORY_CHAIN}};

	for (size_t i = 0; level != NULL && i < sizeof levels / sizeof levels[0]; i++) {
		if (strcmp(levels[i].level, level) == 0) {
			return sg_words_in(language)->guest[levels[i].word];
		}
	}
	return level;
}

static void put_month_day(
	struct sg_buffer *buffer, const char *language, int32_t month, int32_t day)
{
	sg_guest_word(buffer, language, SG_GUEST_MONTH_DAY,
		sg_words_in(language)->months[month - 1], day, 0);
}

void sg_guest_date(struct sg_buffer *buffer, const char *language, int32_t day)
{
	int32_t year, month, day_of_month;

	sg_day_to_civil(day, &year, &month, &day_of_month);
	put_month_day(buffer, language, month, day_of_month);
	sg_buffer_format(buffer, " %d", (int)year);
}

void sg_guest_month_day(
	struct sg_buffer *buffer, const char *language, const char *month_day)
{
	char *end;
	long month = strtol(month_day, &end, 10);
	long day = *end == '-' ? strtol(end + 1, NULL, 10) : 0;

	if (month < 1 || month > 12 || day < 1 || day > 31) {
		sg_buffer_text(buffer, month_day);
		return;
	}
	put_month_day(buffer, language, (int32_t)month, (int32_t)day);
}

void sg_guest_money(struct sg_buffer *buffer, const char *language, int64_t cents)
{
	uint64_t amount = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;

	sg_buffer_format(buffer, "%s%" PRIu64 "%c%02u", cents < 0 ? "-" : "",
		amount / 100, sg_language_decimal(language), (unsigned)(amount % 100));
}

void sg_guest_seen(struct sg_buffer *buffer, const char *language, int64_t days)
{
	if (days > 1) {
		sg_word_counted(buffer, language, SG_COUNTED_SEEN, days);
	} else if (days >= 0) {
		sg_guest_word(buffer, language,
			days == 0 ? SG_GUEST_SEEN_TODAY : SG_GUEST_SEEN_YESTERDAY, NULL,
			0, 0);
	}
}
