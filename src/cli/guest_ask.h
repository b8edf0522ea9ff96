/* Questions of `stammgast guest` to the module: keys as they are typed, documents, and the day by
 * the house's clock. */
#ifndef SG_CLI_GUEST_ASK_H
#define SG_CLI_GUEST_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/host.h"
#include "core/time.h"
#include "document/value.h"

enum { SG_GUEST_KEYS_MAX = 8 };

struct sg_guest_question {
	const char *type; /* "guest.card/1" */
	const char *property;
	const char *role;
	const char *language;
	const char *keys[SG_GUEST_KEYS_MAX]; /* "SYSTEM:ID" each */
	size_t key_count;
	const char *programme; /* NULL: of none in particular */
	int64_t before;        /* lines of a statement below it; 0: the latest */
};

/* Whether a key has a system and an id, apart by the first colon. */
bool sg_guest_key_is_fine(const char *key);

/* Appends the document. */
void sg_guest_question_write(
	const struct sg_guest_question *question, struct sg_buffer *buffer);

/* The module's answer, freed with sg_value_free; the error's path is empty, as whoever typed a
 * command knows no document. */
enum sg_status sg_guest_ask(struct sg_host *host,
	const struct sg_guest_question *question, struct sg_error *error,
	struct sg_value **ret_reply);

enum { SG_GUEST_PROPERTY_SIZE = 17 };

/* The only property that there is. SG_REFUSED where there are several, which the message names, or
 * none. */
enum sg_status sg_guest_only_property(struct sg_host *host, struct sg_error *error,
	char ret_property[SG_GUEST_PROPERTY_SIZE]);

/* The same from the reply to health. */
enum sg_status sg_guest_one_property(const struct sg_value *health,
	struct sg_error *error, char ret_property[SG_GUEST_PROPERTY_SIZE]);

/* Any document. */
enum sg_status sg_guest_call(struct sg_host *host, const struct sg_buffer *document,
	struct sg_error *error, struct sg_value **ret_reply);

/* A document that is said now by somebody; `by` NULL: he does not say who he is. */
struct sg_guest_saying {
	const char *type, *property;
	const char *role, *by;
};

/* Appends its frame up to its open data, `{"type":…,"data":{`; "}}" ends it. */
void sg_guest_saying_begin(struct sg_host *host, const struct sg_guest_saying *saying,
	struct sg_buffer *document);

/* Append members: `"name":{"ids":[…]}` and `"name":"text"`. */
void sg_guest_write_keys(const char *name, const char *const *keys, size_t count,
	struct sg_buffer *buffer);
void sg_guest_write_member(const char *name, const char *text, struct sg_buffer *buffer);

/* Append a member behind others; nothing for NULL and SG_NO_DAY. */
void sg_guest_add_member(const char *name, const char *text, struct sg_buffer *buffer);
void sg_guest_add_day(const char *name, int32_t day, struct sg_buffer *buffer);

/* Appends guest.merged or guest.unmerged of that pair, said now. */
void sg_guest_pair_write(struct sg_host *host, const char *type, const char *property,
	const char *const keys[2], struct sg_buffer *document);

/* The property's time: by its own clock, which a replay or demo sets, else by this machine's. */
void sg_guest_now(
	struct sg_host *host, const char *property, char ret_time[SG_TIME_TEXT_SIZE]);

/* The property's day: by its own clock and zone, which a replay or demo sets, else by this
 * machine's in UTC. */
int32_t sg_guest_today(struct sg_host *host, const char *property);

#endif
