/*
 * Offers to a guest: whether one fits him, now and here, and which. A hotel that has not turned
 * them on makes none. What he said to earlier ones stands on his card as words (struct
 * sg_offer_word): of one person under all his profiles together, so that he is asked no more often
 * for having several, nor for moving between departments or hotels of a chain.
 *
 * Pure values: same inputs, same choice. [thread-safe]
 */
#ifndef SG_CORE_OFFER_H
#define SG_CORE_OFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/facts.h"
#include "core/id.h"
#include "core/status.h"

struct sg_house;
struct sg_stay;

/* What an offer trades: more freedom for more money, or less of both. Stored with cards, so that
 * none may change its number. */
enum sg_offer_kind { SG_OFFER_PLAIN, SG_OFFER_FLEXIBLE, SG_OFFER_CHEAP, SG_OFFER_KINDS };

enum sg_offer_moment {
	SG_OFFER_BEFORE_ARRIVAL, /* by message */
	SG_OFFER_CHECK_IN,       /* at the desk */
	SG_OFFER_DURING_STAY,
	SG_OFFER_MOMENTS
};

/* Stored, too. */
enum sg_offer_answer {
	SG_OFFER_UNANSWERED, /* it was made */
	SG_OFFER_ACCEPTED,
	SG_OFFER_DECLINED,
	SG_OFFER_NOT_NOW, /* until a day, or the next stay */
	SG_OFFER_NEVER,
	SG_OFFER_OPEN, /* takes back what silenced it */
	SG_OFFER_ANSWERS
};

enum {
	SG_OFFER_WORDS_MAX = 32, /* on a card */
	SG_OFFERS_MAX = 100,     /* of a property */
	SG_OFFER_TEXTS_MAX = 10,
	/* Unless the house says otherwise. */
	SG_OFFER_EVERY_DAYS = 90,
	SG_OFFER_AT_MOST = 2,
	SG_OFFER_DECLINED_DAYS = 365,
	SG_OFFER_COMPLAINT_DAYS = 90,
	/* So many refusals within two of the house's declined_days are one of all offers. */
	SG_OFFER_REFUSALS = 2,
};

/* That an offer was made to a guest in one stay, and the latest that he said to it; of what was
 * said outside any stay, on one day. */
struct sg_offer_word {
	const char *offer;     /* code; NULL = all offers */
	struct sg_id property; /* where */
	struct sg_id stay;     /* nil = none */
	int32_t day;           /* the stay's arrival, else the day it was said */
	int64_t asked_us;      /* SG_NO_TIME = nobody asked */
	enum sg_offer_answer answer;
	int64_t said_us;   /* SG_NO_TIME = unanswered */
	int32_t until_day; /* of NOT_NOW: silent before it; SG_NO_DAY = the next stay */
	enum sg_offer_kind
		kind; /* of the offer then; PLAIN where it may not be learned */
	enum sg_offer_kind rate; /* of the rate that he stayed at, likewise */
	const char *by; /* whose word that is: "guest", "front_desk"…; or NULL */
};

/* How a house makes offers. */
struct sg_offer_rules {
	bool on;
	int32_t every_days, at_most; /* to one person, by whichever house */
	int32_t declined_days;       /* no second time within them */
	int32_t complaint_days;      /* none after a complaint */
	/* Of rate codes; "FLEX*" is all that begin so. */
	const char *const *flexible_rates;
	size_t flexible_rate_count;
	const char *const *cheap_rates;
	size_t cheap_rate_count;
};

struct sg_offer_text {
	const char *language;
	const char *title;
	const char *say; /* the sentence for the desk */
};

struct sg_offer_preference {
	const char *topic; /* never of a special category */
	const char *value; /* NULL = any */
};

/* A level that somebody has in a programme. */
struct sg_offer_level {
	const char *programme;
	const char *level;
};

/* All conditions that are given must hold; in a list, one of them. */
struct sg_offer {
	const char *code;
	bool on;
	enum sg_offer_kind kind;
	uint32_t moments;            /* bits of enum sg_offer_moment */
	int32_t priority;            /* the greater first */
	int32_t from_day, until_day; /* made between, inclusive; SG_NO_DAY = open */
	int32_t again_days;          /* not twice within them, whatever was said */
	int32_t times;               /* to one person at most; 0 = any */
	const struct sg_offer_text *texts;
	size_t text_count;
	const struct sg_offer_level *levels; /* programme NULL = any */
	size_t level_count;
	const struct sg_offer_preference *preferences;
	size_t preference_count;
	const char *const *rates;
	size_t rate_count;
	const char *const *room_types;
	size_t room_type_count;
	int32_t min_nights, max_nights; /* 0 = any */
	uint32_t parties;               /* bits of enum sg_party; 0 = any */
	uint32_t seasons; /* bits of enum sg_context, of the arrival; 0 = any */
};

/* Why an offer is not made. */
enum sg_offer_why {
	SG_OFFER_FITS,
	/* none at all: */
	SG_OFFER_OFF, /* the house makes none */
	SG_OFFER_UNKNOWN_GUEST,
	SG_OFFER_INCOGNITO,
	SG_OFFER_CONSENT, /* he objects, or lets no answer be kept */
	SG_OFFER_PEACE,   /* he wants to be left in peace */
	SG_OFFER_COMPLAINT,
	SG_OFFER_OWED, /* something is to be made good first */
	SG_OFFER_GROUP,
	SG_OFFER_QUESTION, /* the desk asks him something else, or has as he arrived */
	SG_OFFER_UNREADY,  /* something is to be apologised for */
	SG_OFFER_NIGHT,
	SG_OFFER_MADE_ALREADY, /* one in a stay */
	SG_OFFER_TOO_OFTEN,
	SG_OFFER_REFUSED_OFTEN,
	SG_OFFER_ALL_SILENCED, /* he said so of all offers */
	/* of this one: */
	SG_OFFER_WITHDRAWN,
	SG_OFFER_DATES,
	SG_OFFER_MOMENT,
	SG_OFFER_NIGHTS,
	SG_OFFER_RATE,
	SG_OFFER_ROOM_TYPE,
	SG_OFFER_PARTY,
	SG_OFFER_SEASON,
	SG_OFFER_LEVEL,
	SG_OFFER_PREFERENCE,
	SG_OFFER_SILENCED,     /* never, or not now */
	SG_OFFER_WAS_DECLINED, /* within the house's declined_days */
	SG_OFFER_AGAIN,        /* within its own again_days, or as often as it may */
	SG_OFFER_OUTRANKED,    /* another one fits better */
	SG_OFFER_WHYS
};

/* Why it was preferred to others. */
enum sg_offer_reason {
	SG_OFFER_BY_PRIORITY,
	SG_OFFER_BY_RATE, /* he booked such a rate */
	SG_OFFER_BY_ANSWERS, /* by what he accepted and declined, and the rates he stayed at */
	SG_OFFER_REASONS
};

/* Which is chosen, and why it is. Texts are the offer's. */
struct sg_offer_choice {
	const char *code;
	enum sg_offer_kind kind;
	enum sg_offer_reason reason;
	int32_t leaning; /* what speaks for flexible; below 0 for cheap */
	const struct sg_offer_text *texts;
	size_t text_count;
	struct sg_id guest;
};

struct sg_offer_input {
	const struct sg_house *house;
	const struct sg_offer *offers; /* of the house, in order of their codes */
	size_t offer_count;
	const struct sg_stay *stay;
	const char *rate;
	const char *room_type;
	const struct sg_card *card;  /* of the first guest; NULL = nobody is known */
	const struct sg_card *cards; /* of all who stay */
	size_t card_count;
	enum sg_offer_moment moment;
	int32_t day;      /* that it would be made on: the arrival at a check-in */
	int64_t now_us;   /* SG_NO_TIME: the hour is not looked at yet */
	bool undisturbed; /* the sign is out */
	bool question; /* the desk has one, with this stay or with who shares the room */
	bool unready;
	bool late; /* the moment is over: nothing is made that was not made in it */
	/* What was chosen for this stay before, and is still to be answered; or NULL. */
	const struct sg_offer_choice *last;
};

/* The card of the stay's first guest: offers are made to nobody else. NULL where he is not
 * known. */
const struct sg_card *sg_offer_guest(
	const struct sg_stay *stay, const struct sg_card *cards, size_t count);

/* Why none of the offers may be made to this guest now; SG_OFFER_FITS where one may. One that was
 * made in this stay and not answered may still be. */
enum sg_offer_why sg_offers_silent(const struct sg_offer_input *input);

/* The same of one, beside that. */
enum sg_offer_why sg_offer_fits(
	const struct sg_offer_input *input, const struct sg_offer *offer);

/* The one to be made; false and nothing stored where there is none. */
bool sg_offer_choose(
	const struct sg_offer_input *input, struct sg_offer_choice *ret_choice);

/* ---- words ---- */

/* What a rate code is by the house's rules. */
enum sg_offer_kind sg_offer_rate_kind(
	const struct sg_offer_rules *rules, const char *rate);

/* What his words and his rate say of him: above 0 flexible, below 0 cheap; at least
 * SG_OFFER_LEANS either way is known. */
enum { SG_OFFER_LEANS = 2 };
int32_t sg_offer_leaning(
	const struct sg_card *card, const struct sg_house *house, const char *rate);

/* The latest that he said to this offer (NULL: to all of them), or NULL. */
const struct sg_offer_word *sg_offer_said(const struct sg_card *card, const char *offer);

/* The word of this offer in this stay; where `stay` is nil, of that day. Or NULL. */
const struct sg_offer_word *sg_offer_word_find(const struct sg_card *card,
	const char *offer, const struct sg_id *stay, int32_t day);

/* Whether it says anything newer than the card does: an answer is as late as it was said, and of
 * two of the same moment the stricter counts. */
bool sg_offer_word_is_news(
	const struct sg_offer_word *known, const struct sg_offer_word *word);

/* Puts a word on the card: in the place of what was known of that offer and stay, with when it was
 * asked first. A full card loses the oldest that is no NEVER. SG_MEMORY. */
enum sg_status sg_offer_word_put(
	struct sg_card *card, const struct sg_offer_word *word, struct sg_arena *arena);

/* Forgets what was made and said before that moment; or, of that, only what it tells of him.
 * SG_MEMORY. */
enum sg_status sg_offer_words_forget(struct sg_card *card, int64_t until_us,
	bool only_learned, struct sg_arena *arena);

/* The first day of the season (enum sg_context) that begins after that day. */
int32_t sg_offer_season_day(int32_t season, int32_t after_day);

const char *sg_offer_kind_name(enum sg_offer_kind kind);
const char *sg_offer_moment_name(enum sg_offer_moment moment);
const char *sg_offer_answer_name(enum sg_offer_answer answer);
const char *sg_offer_why_name(enum sg_offer_why why);
const char *sg_offer_reason_name(enum sg_offer_reason reason);

#endif
