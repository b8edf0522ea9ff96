/*
 * A small hotel for tests of delivery and faults: HAM1 in UTC on a fresh database, live, on the
 * wall's clock, with rooms 1 to 999 on floors "0" to "9" (floor = number / 100), and a peer that
 * keeps what its endpoints receive. The service is called as the plugin calls it.
 *
 * Documents are written with ' for ". What is said may be said by any thread.
 */
#ifndef SG_TESTS_SMALL_HOTEL_H
#define SG_TESTS_SMALL_HOTEL_H

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "service/service.h"
#include "support/database.h"
#include "support/http_peer.h"

#define HOTEL_SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define HOTEL_SECRET_NEXT "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

enum { HOTEL_TEXT_MAX = 16384, HOTEL_LETTERS_MAX = 65536 };

/* One request that came, whatever it was answered. */
struct letter {
	char path[64];
	char id[64]; /* webhook-id */
	char type[24];
	char stay[40];
	uint32_t revision;
	int attempt;
	uint64_t epoch;
	uint64_t body_hash;
	bool verified;
	bool refused;  /* answered 500, as the path was shut */
	int64_t at_us; /* monotonic */
};

struct small_hotel {
	struct sg_test_database database;
	struct http_peer *peer;
	struct sg_service *service;
	struct sg_host host; /* for services opened from now on */
	unsigned opened;

	pthread_mutex_t lock; /* for the letters */
	struct letter *letters;
	size_t letter_count;
	char shut[256]; /* paths answered 500, by blanks */
	char last_body[65536];
	char last_head[8192];
};

/* A fresh database, on the common server or on the one of this socket, and the peer; no service
 * yet. */
void hotel_prepare(struct small_hotel *hotel, const char *socket);
/* From now on configs say to poll once a minute. */
extern bool hotel_slow_poll;
/* The config; `members` follow (starting with a comma) or NULL. */
void hotel_config(const struct small_hotel *hotel, const char *members, char *ret_config);
/* Opens another service, migrating where needed. */
struct sg_service *hotel_open(struct small_hotel *hotel, const char *members);
/* prepare, open with short polls and long deadlines, and build. */
void hotel_start(struct small_hotel *hotel);
/* Property, room type, rooms; no endpoint. `rooms` of each floor. */
void hotel_build(struct small_hotel *hotel, unsigned floors, unsigned rooms);
/* Closes the service, ends the peer, drops the database. */
void hotel_stop(struct small_hotel *hotel);
/* For cmocka: *state is a struct small_hotel, started. */
int hotel_setup(void **state);
int hotel_teardown(void **state);
#define HOTEL(test) cmocka_unit_test_setup_teardown(test, hotel_setup, hotel_teardown)

/* ---- documents ---- */

/* A whole document with this id, at this moment. */
void hotel_compose(const char *type, const char *id, const char *data, char *ret_text);
/* Hands it in; the reply is kept in `reply` unless NULL. [thread-safe] */
enum sg_status hotel_hand_in(
	struct sg_service *service, const char *document, struct sg_buffer *reply);
/* Expects that it is taken. The id is new. */
void hotel_say(struct small_hotel *hotel, const char *type, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same with this id and this status expected; the reply, valid until the next one. */
const char *hotel_try(struct small_hotel *hotel, enum sg_status expected, const char *id,
	const char *type, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* endpoint.put of "/NAME" at the peer: housekeeping in German; `members` as above. */
void hotel_endpoint(struct small_hotel *hotel, const char *name, const char *members);
/* stay.changed of today for stay `number` in room `number` % 1000, saying all there is. */
void hotel_stay_text(unsigned number, const char *status, const char *id, char *ret_text);
void hotel_book(struct small_hotel *hotel, unsigned number);
void hotel_check_in(struct small_hotel *hotel, unsigned number);

/* ---- work ---- */

/* One call of work; fails the test where it fails. How many were settled. */
int32_t hotel_work(struct sg_service *service, uint32_t wait_ms);
/* Works until nothing is due any more or the seconds, a minute at least, are over; whether
 * nothing is due. */
bool hotel_drain(struct small_hotel *hotel, int seconds);
/* Works for about so long. */
void hotel_work_for(struct small_hotel *hotel, int milliseconds);
/* Works until the statement yields another number than 0; fails the test after a minute. */
void hotel_work_until(struct small_hotel *hotel, const char *sql);
#define HOTEL_NOTHING_WAITS "SELECT COUNT(*) = 0 FROM delivery WHERE due_at IS NOT NULL"
#define HOTEL_ALL_PLANNED                                                                \
	"SELECT COUNT(*) = 0 FROM stay WHERE plan_at <= UNIX_TIMESTAMP(NOW(6)) * "       \
	"1000000"
/* Works until a delivery has failed so often and that is written down. */
void hotel_work_until_failed(struct small_hotel *hotel, int attempts);
/* Rows of delivery that wait, now or later. */
int64_t hotel_waiting(struct small_hotel *hotel);
/* Whatever backs off is due now. */
void hotel_hurry(struct small_hotel *hotel);

/* ---- what came ---- */

/* The path (or "" for none) answers 500 until told otherwise. By blanks. */
void hotel_shut(struct small_hotel *hotel, const char *paths);
/* All that came so far is forgotten. */
void hotel_forget(struct small_hotel *hotel);
/* Accepted letters to the path (NULL: all) of this type (NULL: any). */
size_t hotel_received(struct small_hotel *hotel, const char *path, const char *type);
/* Letters that came at all. */
size_t hotel_attempted(struct small_hotel *hotel, const char *path);
/* The newest letter to the path; fails the test where there is none. */
struct letter hotel_latest(struct small_hotel *hotel, const char *path);
/* The body of the newest letter of all; a header of it into `value`. */
const char *hotel_body(struct small_hotel *hotel);
void hotel_header(struct small_hotel *hotel, const char *name, char *value, size_t size);
/* Accepted letters beyond the first of the same path, stay and revision. */
size_t hotel_doubled(struct small_hotel *hotel);
/* Everything that came is signed, the same id always came with the same bytes, and revisions of
 * a stay rose. */
void hotel_check_letters(struct small_hotel *hotel);

int64_t hotel_now_us(void);
void hotel_sleep(int milliseconds);

#endif
