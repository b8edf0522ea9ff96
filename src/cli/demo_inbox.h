/*
 * The demo's receivers: one for each endpoint, with a port and a secret of its own. What came
 * is kept, so that the story can be held to what people have in their hands.
 */
#ifndef SG_CLI_DEMO_INBOX_H
#define SG_CLI_DEMO_INBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/receiver.h"
#include "core/status.h"
#include "deliver/signature.h"
#include "document/value.h"

enum { SG_DEMO_POSTS_MAX = 12 };

/* One delivery. */
struct sg_demo_letter {
	const char *post;      /* the endpoint's name */
	const char *text;      /* the body */
	struct sg_value *body; /* the same, read; NULL where it is no JSON */
	const char *type;      /* "checklist.issued" */
	const char *stay;      /* id, or "" */
	int64_t revision;
	bool verified;
	bool repeated; /* this revision of this stay had come here before */
};

struct sg_demo_inbox;

/* NULL when memory is short. */
struct sg_demo_inbox *sg_demo_inbox_new(void);

/* Stops the receivers and frees; NULL is fine. */
void sg_demo_inbox_free(struct sg_demo_inbox *inbox);

/* Starts the receiver of an endpoint. `name` is kept as it is. The secret belongs to the
 * inbox. */
enum sg_status sg_demo_inbox_open(struct sg_demo_inbox *inbox, const char *name,
	struct sg_error *error, uint16_t *ret_port, const char **ret_secret);

/* Names of the endpoints, in the order in which they were opened. */
size_t sg_demo_inbox_posts(const struct sg_demo_inbox *inbox);
const char *sg_demo_inbox_post(const struct sg_demo_inbox *inbox, size_t index);

/* Nobody listens at the endpoint's port any more; and does again, at the same port. */
enum sg_status sg_demo_inbox_close(
	struct sg_demo_inbox *inbox, const char *name, struct sg_error *error);
enum sg_status sg_demo_inbox_reopen(
	struct sg_demo_inbox *inbox, const char *name, struct sg_error *error);

/* How many letters there are. [thread-safe] */
size_t sg_demo_inbox_count(struct sg_demo_inbox *inbox);

/* A copy of a letter, in the order of receipt; what it points to lives as long as the inbox.
 * `index` is below sg_demo_inbox_count. [thread-safe] */
struct sg_demo_letter sg_demo_inbox_letter(struct sg_demo_inbox *inbox, size_t index);

/* The letter of the highest revision of a stay at an endpoint, of those whose type begins
 * with `kind` ("checklist.", "room."). False when none came. [thread-safe] */
bool sg_demo_inbox_last(struct sg_demo_inbox *inbox, const char *post, const char *stay,
	const char *kind, struct sg_demo_letter *ret_letter);

#endif
