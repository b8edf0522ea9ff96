/* Short ways to speak of members and their points. Guests and stays are those of system "pms". */
#ifndef SG_TESTS_MEMBER_H
#define SG_TESTS_MEMBER_H

#include "support/house.h"

/* In the programme "club". */
void member_enrol(struct scenario *scenario, const char *guest);

void member_charge(struct scenario *scenario, const char *stay, const char *id,
	const char *category, int cents);

/* A stay of the guest's from arrival to departure, charged for the room; it is 11 o'clock of the
 * last day then. */
void member_stays(struct scenario *scenario, const char *stay, const char *guest,
	const char *room, const char *arrival, const char *departure, int cents);

/* It is noon of a day, the one before is closed, and work has been done. */
void member_until(struct scenario *scenario, const char *day, const char *closed);

/* The statement of the only membership. */
json_t *member_account(struct scenario *scenario, const char *guest);

/* "parent" is run by somebody else, with these benefits; what the guest is in it, as members of
 * member.changed. */
#define MEMBER_PARENT(benefits)                                                          \
	"'programme':{'programme':1,'code':'parent','name':'Parent','external':true,"    \
	"'levels':['blue','silver','gold'],'benefits':[" benefits "]}"
void member_of_parent(struct scenario *scenario, const char *guest, const char *members);

/* On the morning of its arrival day a stay of one adult is booked, and planned. */
void member_books(struct scenario *scenario, const char *stay, const char *room,
	const char *guest, const char *arrival, const char *departure);

int64_t member_number(json_t *json, const char *path);

/* Expects that the sums of entries, of lots and the balance are one, for everybody. */
void member_adds_up(struct sg_test_database *database);

#endif
