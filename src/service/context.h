/* What the use cases share: the opened service, and the call under way. */
#ifndef SG_SERVICE_CONTEXT_H
#define SG_SERVICE_CONTEXT_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/catalog.h"
#include "document/config.h"
#include "document/envelope.h"
#include "document/texts.h"
#include "service/service.h"
#include "store/dossier.h"
#include "store/group.h"
#include "store/pool.h"
#include "store/stays.h"

struct sg_houses;
struct sg_house_entry;
struct sg_lanes;
struct sg_siblings;
struct sg_bell;

/* How long work holds what it holds. Tests, which own time, make it shorter before the first call
 * of work; all processes on one database have to agree. */
struct sg_work_terms {
	int64_t lease_us;   /* a lease ends so long after it was renewed */
	int64_t beat_us;    /* it is renewed so often */
	int64_t margin_us;  /* clocks may be apart by so much */
	int64_t request_us; /* no request is under way for longer */
};

struct sg_service {
	struct sg_host host;
	struct sg_work_terms terms;
	struct sg_arena *arena; /* config and catalogue */
	struct sg_config config;
	struct sg_catalog catalog;
	struct sg_pool *pool;
	struct sg_group *group; /* shares transactions among callers */
	struct sg_houses *houses;
	struct sg_programmes *programmes;
	struct sg_lanes *lanes;
	struct sg_bell *bell; /* NULL: other processes find out by polling */
	atomic_bool schema_checked;
};

/* One document under way. Lives on the caller's stack; texts in its arena. */
struct sg_call {
	struct sg_service *service;
	struct sg_arena *arena;
	struct sg_error *error;
	struct sg_buffer *reply;
	int64_t deadline_us; /* monotonic */
	int64_t wall_us;
	struct sg_envelope envelope;
	unsigned char digest[16];     /* of the document's content */
	struct sg_house_entry *house; /* held until the call ends; NULL = none */
	bool caused_delivery;
	enum sg_say say;              /* to the guest, with a refusal */
	struct sg_siblings *siblings; /* the other documents of a batch, or NULL */
	const struct sg_id
		*order; /* set while a script may share its transaction with other
				      callers' (store/group.h); NULL = it runs alone */
};

/* A statement of one thing gone wrong for which nobody outside can be blamed. */
enum sg_status sg_call_memory(struct sg_call *call);

/* Runs a script on the pool and turns the outcome into a status. STALE and DUPLICATE are left to
 * the caller through `ret_outcome`, with SG_OK returned. [waits] */
enum sg_status sg_call_run(
	struct sg_call *call, struct sg_script *script, enum sg_db_outcome *ret_outcome);

/* The hash under which a key of another system is stored: `space` is "stay" or "guest",
 * `within` the property's or the chain's name. */
struct sg_id sg_ref_key(const char *space, const char *within, const struct sg_ref *ref);

/* Hashes several keys into the arena; NULL when memory is short. */
struct sg_id *sg_ref_keys(struct sg_call *call, const char *space, const char *within,
	const struct sg_ref *refs, size_t count);

/* A new key: wall time and random bytes. */
struct sg_id sg_call_new_id(const struct sg_call *call);

/* The wall clock in microseconds. */
int64_t sg_wall_us(void);

/* Hotel time at the call's property: the wall's, or the latest of its documents'. */
int64_t sg_call_hotel_us(const struct sg_call *call);

/* One line for the host's log. */
void sg_service_log(const struct sg_service *service, enum sg_log_level level,
	const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Whether a document with this id was taken with other content: SG_REFUSED "id_reused"; SG_OK
 * otherwise. */
enum sg_status sg_call_check_taken(
	struct sg_call *call, const struct sg_taken_row *taken);

/* Appends the order to remember this document for `subject`. */
void sg_call_take(struct sg_call *call, struct sg_script *script,
	const struct sg_id *subject, int32_t outcome, uint32_t revision);

/* Whether two texts are the same, NULL included. */
bool sg_same_text(const char *a, const char *b);

#endif
