/*
 * A small hotel for the tests of the interface: its documents, as a PMS would send them, to a
 * database of the test's own (tests/support/with_database.sh).
 */
#ifndef SG_TESTS_ABI_HOTEL_H
#define SG_TESTS_ABI_HOTEL_H

#include "abi/module.h"

enum { HOTEL_TEXT = 2048 };

/* The configuration, with the deadline that a slow build needs. */
void hotel_config(char ret_text[HOTEL_TEXT]);

/* Empties the database: it is migrated again when it is opened. */
void hotel_forget(void);

/* Sends property, room type, rooms 101 to 140, and an endpoint at `url` unless that is NULL;
 * ends the program where one is not taken. */
void hotel_open(const struct module *module, struct pms_plugin *plugin, const char *url);

/* stay.changed: the guest of stay `number` checks in for a night in room 101 + number % 40.
 * `document` tells repetitions apart. */
void hotel_check_in(int number, int document, char ret_text[HOTEL_TEXT]);

#endif
