/* Names of persons who act, as they are typed. */
#ifndef SG_CORE_PERSON_H
#define SG_CORE_PERSON_H

#include <stdbool.h>

/* Whether nothing is said but blanks; NULL is nothing, too. [thread-safe] */
bool sg_person_is_blank(const char *name);

/*
 * Whether two names are one, whatever their blanks at the ends and between words and the case of
 * their letters (Latin, Greek and Cyrillic ones), and whatever in them cannot be seen. Neither is
 * the other's second person then. Names are UTF-8; NULL is as a blank one. [thread-safe]
 */
bool sg_person_is_same(const char *a, const char *b);

#endif
