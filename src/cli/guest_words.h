/* The words of a guest's pages, the card and the reasons of a list, in the languages that the
 * program speaks (core/language.h). What a topic or a value is called comes from the catalogue. */
#ifndef SG_CLI_GUEST_WORDS_H
#define SG_CLI_GUEST_WORDS_H

#include <stdint.h>

#include "core/buffer.h"

enum sg_guest_word {
	SG_GUEST_MONTH_DAY, /* {n}: the day, {name}: the month */
	SG_GUEST_NEEDS,
	SG_GUEST_WISHES,
	SG_GUEST_USUALS,
	SG_GUEST_ASK,
	SG_GUEST_DO_NOT,
	SG_GUEST_HISTORY,
	SG_GUEST_MUST,
	SG_GUEST_LIKES,
	SG_GUEST_AVOIDS,
	SG_GUEST_NEVER,
	SG_GUEST_SERVE, /* what to do with a usual */
	SG_GUEST_ASKS,
	SG_GUEST_SILENT,
	SG_GUEST_SINCE_DAY, /* {name}: a date */
	SG_GUEST_SINCE,     /* {name}: a date, {n} of {of} */
	SG_GUEST_COUNT,     /* {n} of {of} */
	SG_GUEST_BEFORE,    /* {name}: a value, {n} of {of} */
	SG_GUEST_SEEN_TODAY,
	SG_GUEST_SEEN_YESTERDAY,
	SG_GUEST_ELSEWHERE,
	SG_GUEST_SAID,    /* {name}: a value that was said and differs from the usual */
	SG_GUEST_REFUSED, /* the usual is what the guest does not want */
	SG_GUEST_OFF_REFUSED, /* what he turned off, in what way; {name}: a date */
	SG_GUEST_OFF_IGNORED,
	SG_GUEST_OFF_STOPPED,
	SG_GUEST_OFF_NOTHING,
	SG_GUEST_NAMELESS, /* the title where no name may be shown */
	SG_GUEST_SPEAKS,   /* {name}: a language */
	SG_GUEST_INCOGNITO,
	SG_GUEST_MEMORY_NONE, /* how far the guest lets himself be remembered */
	SG_GUEST_MEMORY_STAY,
	SG_GUEST_MEMORY_PROPERTY,
	SG_GUEST_MEMORY_CHAIN,
	SG_GUEST_OBJECTS,
	SG_GUEST_NOTE, /* {name} */
	SG_GUEST_YES,
	SG_GUEST_EVERYWHERE, /* where, and for how long, something holds */
	SG_GUEST_THIS_STAY,
	SG_GUEST_FROM,  /* {name}: a date */
	SG_GUEST_UNTIL, /* {name}: a date */
	SG_GUEST_EMPTY,
	SG_GUEST_MAKE_GOODS,
	SG_GUEST_FAILED,   /* {name}: a date */
	SG_GUEST_UP_TO,    /* {name}: an amount of money */
	SG_GUEST_DECIDE,   /* {name}: the document that does */
	SG_GUEST_APPROVED, /* {name}: what it shall be */
	SG_GUEST_FEEDBACK,
	SG_GUEST_OFFERS,
	SG_GUEST_OFFER_ALL,
	SG_GUEST_OFFER_MADE, /* what he answered */
	SG_GUEST_OFFER_ACCEPTED,
	SG_GUEST_OFFER_DECLINED,
	SG_GUEST_OFFER_NOT_NOW,
	SG_GUEST_OFFER_NEVER,
	SG_GUEST_OFFER_OPEN,
	SG_GUEST_OFFER_UNTIL, /* how long it keeps quiet; {name}: a date */
	SG_GUEST_OFFER_NEXT_STAY,
	SG_GUEST_OFFER_FOR_GOOD,
	SG_GUEST_CONSENTS,
	SG_GUEST_KEEPS_SAID, /* what a consent is for */
	SG_GUEST_KEEPS_USUAL,
	SG_GUEST_KEEPS_SPECIAL,
	SG_GUEST_AGREED,   /* {name}: a date */
	SG_GUEST_WITHDREW, /* {name}: a date */
	SG_GUEST_UNASKED,
	SG_GUEST_DUPLICATES,
	SG_GUEST_ALIKE,      /* {name}: another's key; a colon and reasons follow */
	SG_GUEST_ALIKE_NAME, /* in what two are alike; beside them when they are compared */
	SG_GUEST_ALIKE_BIRTH,
	SG_GUEST_ALIKE_EMAIL,
	SG_GUEST_ALIKE_PHONE,
	SG_GUEST_PAIR_LANGUAGE,
	SG_GUEST_PAIR_MEMORY,
	SG_GUEST_PAIR_KNOWN,
	SG_GUEST_PAIR_MERGE, /* the question, answered by yes or no */
	SG_GUEST_PAIR_UNMERGE,
	SG_GUEST_NO,
	SG_GUEST_PAIR_ONE,    /* {name}: two keys */
	SG_GUEST_PAIR_TWO,    /* {name}: two keys */
	SG_GUEST_PAIR_BEFORE, /* {name}: what was known */
	SG_GUEST_PAIR_NOW,    /* {name} */
	SG_GUEST_WHY_ROOM,    /* a list explained; {name}: the room */
	SG_GUEST_WHY_NO_ROOM,
	SG_GUEST_WHY_REVISION, /* {n} */
	SG_GUEST_WHY_LED,      /* {name}: the stay that leads */
	SG_GUEST_WHY_NO_LIST,
	SG_GUEST_WHY_AVOID,
	SG_GUEST_WHY_ITEMS,
	SG_GUEST_WHY_LEFT_OUT,
	SG_GUEST_WHY_QUESTION,
	SG_GUEST_WHY_WARNINGS,
	SG_GUEST_WHY_EVIDENCE, /* these end with a blank: a fact follows */
	SG_GUEST_BECAUSE,
	SG_GUEST_AND_BECAUSE,
	SG_GUEST_THOUGH,
	SG_GUEST_AGAINST,
	SG_GUEST_AGAINST_OTHER, /* from another guest of the room */
	SG_GUEST_FACT_GUEST,    /* who said it; {name}: the day */
	SG_GUEST_FACT_COMPANION,
	SG_GUEST_FACT_STAFF,
	SG_GUEST_FACT_BOOKER,
	SG_GUEST_FACT_IMPORT,
	SG_GUEST_FACT_SOMEBODY,
	SG_GUEST_FACT_USUAL,
	SG_GUEST_FACT_SINCE,      /* follows a fact; {name}: a date */
	SG_GUEST_FACT_CODE,       /* {name} */
	SG_GUEST_FACT_OCCASION,   /* {name} */
	SG_GUEST_FACT_RULE,       /* {name} */
	SG_GUEST_FACT_PREVIOUS,   /* {name} */
	SG_GUEST_FACT_STANDARD,   /* {name} */
	SG_GUEST_FACT_MAKE_GOOD,  /* {name}: the topic that failed */
	SG_GUEST_FACT_GUARANTEED, /* {name}: programme, level and benefit */
	SG_GUEST_FACT_BENEFIT,    /* {name}: likewise */
	SG_GUEST_FACT_TAKEN_BACK,
	SG_GUEST_WORDS
};

/* Appends the word in `language` (in English where the program does not speak it), with {name},
 * {n} and {of} filled in. `name` may be NULL where there is no such place. */
void sg_guest_word(struct sg_buffer *buffer, const char *language,
	enum sg_guest_word word, const char *name, int64_t n, int64_t of);

/* Words of replies: in which company ("family"), the state of a list ("issued") and of an item
 * ("done"), why something was left out ("budget"), how it was taken ("welcomed"), the level of
 * memory ("chain"; NULL for NULL). The word itself where it is not known. */
const char *sg_guest_party(const char *language, const char *party);
const char *sg_guest_list_state(const char *language, const char *state);
const char *sg_guest_item_state(const char *language, const char *state);
const char *sg_guest_left_out(const char *language, const char *reason);
const char *sg_guest_reaction(const char *language, const char *kind);
const char *sg_guest_memory(const char *language, const char *level);

/* "17 Sep 2026". */
void sg_guest_date(struct sg_buffer *buffer, const char *language, int32_t day);

/* "14 Mar" of "03-14"; as it is where it is no such thing. */
void sg_guest_month_day(
	struct sg_buffer *buffer, const char *language, const char *month_day);

/* Hundredths of the house's currency, which is not named: "25.00". */
void sg_guest_money(struct sg_buffer *buffer, const char *language, int64_t cents);

/* "last seen 62 days ago"; nothing for a day that is still to come. */
void sg_guest_seen(struct sg_buffer *buffer, const char *language, int64_t days);

#endif
