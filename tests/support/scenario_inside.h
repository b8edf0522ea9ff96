/* What the parts of the scenario harness share. */
#ifndef SG_TESTS_SCENARIO_INSIDE_H
#define SG_TESTS_SCENARIO_INSIDE_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "deliver/signature.h"
#include "pms_plugin.h"
#include "support/http_peer.h"
#include "support/scenario.h"

#define SCENARIO_SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

/* The module as a host reaches it. */
struct scenario_module {
	void *library;
	int32_t (*open)(const char *, size_t, const struct pms_host *,
		struct pms_plugin **, struct pms_reply **);
	int32_t (*call)(struct pms_plugin *, const char *, size_t, struct pms_reply **);
	int32_t (*work)(struct pms_plugin *, uint32_t, struct pms_reply **);
	int32_t (*wake)(struct pms_plugin *);
	void (*close)(struct pms_plugin *);
	const char *(*text)(const struct pms_reply *, size_t *);
	void (*free)(struct pms_reply *);
};

/* Filled in the peer's thread, so all of it under the mutex. */
struct scenario_inbox {
	pthread_mutex_t mutex;
	struct http_peer *peer;
	struct scenario_delivery deliveries[SCENARIO_DELIVERIES_MAX];
	size_t count;
	struct sg_secret secret;
	char failing[512]; /* endpoints that answer otherwise than 2xx, by blanks */
	char fault[2048];  /* the first thing wrong with a delivery, or "" */
};

struct scenario {
	struct sg_test_database database;
	struct scenario_module module;
	struct pms_plugin *plugin;
	struct scenario_inbox inbox;
	json_t *kept; /* an array that owns replies and texts */

	int64_t time_s; /* of the next document */
	int zone_hours;
	char property[SCENARIO_TEXT];
	char actor[SCENARIO_TEXT];
	char origin[16];
	char next_id[SCENARIO_TEXT];
	char last_id[SCENARIO_TEXT];
	int64_t next_time_s; /* 0: time_s */
	unsigned documents;
	char *last_text; /* the latest document */
	json_t *batch;   /* documents gathered, or NULL */
};

void scenario_inbox_open(struct scenario_inbox *inbox);
/* Frees it, and fails the test when something was wrong with a delivery. */
void scenario_inbox_close(struct scenario_inbox *inbox);
void scenario_inbox_check(struct scenario_inbox *inbox);

/* Keeps it until the scenario's end. */
json_t *scenario_keep(struct scenario *scenario, json_t *json);

#endif
