/*
 * Which two guests may be one person: never because of one thing alone, as names are common and
 * several people share an e-mail, a household's telephone or, as twins, a birthday. Two things that
 * are alike have to be independent of one another: one of them says who somebody is (name, date of
 * birth), and an e-mail, which agencies and families share, counts beside the date of birth only.
 *
 * Only such pairs are kept, hashed, so that who has but the e-mail of another is never even found.
 */
#ifndef SG_CORE_LIKENESS_H
#define SG_CORE_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"

/* Bits. */
enum sg_likeness {
	SG_LIKE_BIRTH = 1,
	SG_LIKE_EMAIL = 2,
	SG_LIKE_NAME = 4,
	SG_LIKE_PHONE = 8,
	SG_LIKENESSES = 4 /* how many */
};

/* What is known of a guest; NULL or SG_NO_DAY where it is not. */
struct sg_features {
	const char *given, *family;
	const char *email;
	const char *phone;
	int32_t birth_day;
};

enum { SG_LIKE_PAIRS = 4 };

/* The pairs that speak for one person, as sums of two bits. */
extern const uint32_t sg_like_pairs[SG_LIKE_PAIRS];

/* Appends both things as they are compared: names and addresses in small letters (those of Latin-1
 * among them) without blanks and marks, of a telephone number its last eight digits. False, and
 * nothing appended, where one of them is not known or too short to tell anything. */
bool sg_likeness_text(
	const struct sg_features *features, uint32_t pair, struct sg_buffer *ret_text);

/* "birth_date", "email", "name", "phone" */
const char *sg_likeness_name(enum sg_likeness likeness);

#endif
