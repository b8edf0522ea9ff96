/*
 * A PMS for scenario tests: it loads the module as a PMS does, with dlopen and the header alone,
 * hands in documents on hotel time of its own and keeps what the endpoints of the house receive.
 * Every delivery is checked as it comes: signature, body, need to know.
 *
 * Documents are written with ' for "; members are printf formats.
 */
#ifndef SG_TESTS_SCENARIO_H
#define SG_TESTS_SCENARIO_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "pms_plugin.h"
#include "support/database.h"

enum { SCENARIO_DELIVERIES_MAX = 4096, SCENARIO_TEXT = 128 };

struct scenario;

/* One request that an endpoint took with 2xx. `data` lies inside `body`. */
struct scenario_delivery {
	char endpoint[64];
	char type[32];
	char id[80]; /* webhook-id */
	json_t *body;
	json_t *data;
	bool seen; /* by scenario_forget */
};

/* For cmocka: *state becomes a struct scenario on a fresh database with a fresh house (see
 * house.h), and is taken down again. */
int scenario_setup(void **state);
int scenario_teardown(void **state);
#define STORY(test)                                                                      \
	cmocka_unit_test_setup_teardown(test, scenario_setup, scenario_teardown)

struct sg_test_database *scenario_database(struct scenario *scenario);

/* Closes the module's handle and opens another one, as after a restart of the PMS; `members` is
 * appended to the config (starting with a comma) or NULL. */
void scenario_reopen(struct scenario *scenario, const char *members);

/* ---- time and manner of the next documents ---- */

/* From now on documents carry this time of the hotel's, "2026-11-21 10:00", each a second later
 * than the one before. Seconds may be given. */
void scenario_at(struct scenario *scenario, const char *local);
/* Hours east of UTC of the times above; 1 at first. */
void scenario_zone(struct scenario *scenario, int hours);
/* The property of documents to come; "HAM1" at first. */
void scenario_property(struct scenario *scenario, const char *code);
/* The actor's members; "'role':'manager'" at first. */
void scenario_actor(struct scenario *scenario, const char *members);
/* For the next document alone: its id, its time of the hotel's. */
void scenario_with_id(struct scenario *scenario, const char *id);
void scenario_with_time(struct scenario *scenario, const char *local);
/* Until told otherwise: "live" or "import". */
void scenario_origin(struct scenario *scenario, const char *origin);

/* ---- documents ---- */

/* Hands one in and expects that it is taken. The reply lives as long as the scenario. */
json_t *scenario_say(struct scenario *scenario, const char *type, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same, expecting this status and error code. */
json_t *scenario_refused(struct scenario *scenario, int status, const char *code,
	const char *type, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same without any expectation; *ret_status gets the status. */
json_t *scenario_try(struct scenario *scenario, int *ret_status, const char *type,
	const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A whole document. */
json_t *scenario_hand_in(
	struct scenario *scenario, const char *document, int *ret_status);
/* The id of the latest document. */
const char *scenario_last_id(const struct scenario *scenario);

/* Documents said until scenario_batch_end go in together, in batches of 500; nothing may look
 * at their replies. */
void scenario_batch_begin(struct scenario *scenario);
/* Returns the batch's answers, all of one array. */
json_t *scenario_batch_end(struct scenario *scenario);

/* ---- work and what comes of it ---- */

/* Works until nothing is due and nothing under way. */
void scenario_work(struct scenario *scenario);
/* Works once, whatever comes of it; the reply. */
json_t *scenario_work_once(struct scenario *scenario);
/* Lets every back-off be over. */
void scenario_skip_back_off(struct scenario *scenario);
/* What an endpoint answers from now on; 204 at first. */
void scenario_answers(struct scenario *scenario, const char *endpoint, int http_status);
/* Requests of an endpoint so far, refused ones too. */
size_t scenario_attempts(struct scenario *scenario, const char *endpoint);
/* A copy of the latest request's header to any endpoint, or "". */
const char *scenario_header(struct scenario *scenario, const char *name);

/* Where endpoints of the house listen: "http://127.0.0.1:PORT". */
const char *scenario_url(const struct scenario *scenario);

/* Works, then forgets all that was delivered: what follows is new. */
void scenario_forget(struct scenario *scenario);
/* Deliveries since then: to an endpoint, or with NULL to all. */
size_t scenario_count(struct scenario *scenario, const char *endpoint);
/* The newest of them to an endpoint; fails the test where there is none. */
struct scenario_delivery *scenario_latest(
	struct scenario *scenario, const char *endpoint);
/* Works, and expects exactly one delivery to the endpoint since, of this type; its data. */
json_t *scenario_sent(struct scenario *scenario, const char *endpoint, const char *type);
/* Works, and expects that these endpoints (by blanks, or "" for none) and no others got
 * something since. */
void scenario_sent_only_to(struct scenario *scenario, const char *endpoints);

/* ---- looking at JSON ---- */

/* By a path such as "room.number" or "items.0.topic"; NULL when there is nothing. */
json_t *scenario_get(json_t *json, const char *path);
/* Expects a text, number, "true", "false" or "null" there; "absent": nothing at all. */
void scenario_is(json_t *json, const char *path, const char *expected);
/* The text there; fails the test where there is none. */
const char *scenario_text(json_t *json, const char *path);
/* What it is as one line, for messages; lives as long as the scenario. */
const char *scenario_dump(struct scenario *scenario, const json_t *json);

#endif
