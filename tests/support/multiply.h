/*
 * Many guests and stays out of one of each, for tests and measurements that need a full house.
 * The pattern is made through the module: in property HAM1, of the chain HAM1, guest "G0000000"
 * (one key, of system "pms") and his stay "S0000000" in room "R0000000". A copy has all rows that
 * its pattern has (guest, ref, card; stay, ref, people, checklists, deliveries, documents taken)
 * and a room of its own; only the history of statements stays the pattern's.
 */
#ifndef SG_TESTS_SUPPORT_MULTIPLY_H
#define SG_TESTS_SUPPORT_MULTIPLY_H

#include <mysql.h>
#include <stdbool.h>

/* Writes copies `first` to `last` in one transaction, the n-th being guest "G" and n in seven
 * digits, stay "S…" and room "R…". False: mysql_error says why. */
bool sg_test_multiply(MYSQL *mysql, unsigned first, unsigned last);

/* The same of a member who stayed, and was posted: guest, card, stay, charges, posting, and his
 * account with its lots, entries and what it counts. No room, no lists. */
bool sg_test_multiply_members(MYSQL *mysql, unsigned first, unsigned last);

#endif
