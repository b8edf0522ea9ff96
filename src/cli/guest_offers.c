/* What a guest was offered, as a line of his card for each: the day, which, his answer, and how
 * long it keeps quiet. */
#include <string.h>

#include "cli/guest_card.h"
#include "cli/guest_writing.h"
#include "cli/words.h"

enum { INDENT = 2, DEEP = 4, OFFERS_MAX = 5 };

struct naming {
	const char *name;
	enum sg_guest_word word;
};

static const struct naming answers[] = {{"made", SG_GUEST_OFFER_MADE},
	{"accepted", SG_GUEST_OFFER_ACCEPTED}, {"declined", SG_GUEST_OFFER_DECLINED},
	{"not_now", SG_GUEST_OFFER_NOT_NOW}, {"never", SG_GUEST_OFFER_NEVER},
	{"open", SG_GUEST_OFFER_OPEN}};

static const struct naming silences[] = {{"until", SG_GUEST_OFFER_UNTIL},
	{"next_stay", SG_GUEST_OFFER_NEXT_STAY}, {"for_good", SG_GUEST_OFFER_FOR_GOOD}};

static const struct naming *find(const struct naming *all, size_t count, const char *name)
{
	for (size_t i = 0; name != NULL && i < count; i++) {
		if (strcmp(all[i].name, name) == 0) {
			return &all[i];
		}
	}
	return NULL;
}

static void put_silence(struct sg_guest_writing *writing, const struct sg_value *offer)
{
	const struct naming *silence = find(silences,
		sizeof silences / sizeof silences[0], sg_guest_member(offer, "silent"));

	if (silence == NULL) {
		return;
	}
	if (silence->word == SG_GUEST_OFFER_UNTIL) {
		sg_guest_put_day(writing, silence->word, sg_guest_member(offer, "until"));
	} else {
		sg_guest_put_word(writing, silence->word, NULL);
	}
}

/* "1 Nov 2026 · late_check_out: not now · silent until 1 Mar 2027" */
static void put_offer(struct sg_guest_writing *writing, const struct sg_value *offer)
{
	const char *said = sg_guest_member(offer, "said");
	const char *code = sg_guest_member(offer, "offer");
	const struct naming *answer = find(answers, sizeof answers / sizeof answers[0],
		sg_guest_member(offer, "answer"));
	const char *language = writing->names->language;

	sg_guest_put_day_of(
		writing, said != NULL ? said : sg_guest_member(offer, "asked"));
	if (code != NULL) {
		sg_guest_put_part(writing, code);
	} else {
		sg_guest_put_word(writing, SG_GUEST_OFFER_ALL, NULL);
	}
	if (answer != NULL) {
		sg_buffer_text(&writing->line, sg_word(language, SG_WORD_COLON));
		sg_guest_word(&writing->line, language, answer->word, NULL, 0, 0);
	}
	put_silence(writing, offer);
	sg_guest_put_line(writing, INDENT, DEEP);
}

void sg_guest_offers_print(const struct sg_value *reply,
	const struct sg_guest_names *names, const struct sg_guest_page *page)
{
	const struct sg_value *offers = sg_value_member(reply, "offers");
	struct sg_guest_writing writing = {.page = page, .names = names};

	if (sg_value_count(offers) > 0) {
		sg_guest_put_heading(&writing, SG_GUEST_OFFERS);
	}
	for (size_t i = 0; i < sg_value_count(offers) && i < OFFERS_MAX; i++) {
		put_offer(&writing, sg_value_at(offers, i));
	}
	sg_buffer_free(&writing.line);
}
