/*
 * Documents about the operation: batches, snapshots, endpoints, deliveries.
 */
#ifndef SG_DOCUMENT_OPERATION_H
#define SG_DOCUMENT_OPERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"
#include "document/state.h"

enum { SG_BATCH_MAX = 500, SG_ENDPOINT_SECRETS_MAX = 2, SG_ENDPOINT_NETWORKS_MAX = 16 };

/* batch: each document to be read by sg_envelope_read; none was looked into yet. */
struct sg_batch {
	const struct sg_json *const *documents;
	size_t count;
};

enum sg_status sg_batch_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_batch *ret_batch);

/* snapshot.begun and snapshot.ended: its id. */
enum sg_status sg_snapshot_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_snapshot);

struct sg_endpoint_header {
	const char *name;
	const char *value;
};

/* Where checklists go. URL, secrets, networks and headers have their form here; whether they
 * are fit to be used is for the deliver room to say. */
struct sg_endpoint {
	const char *name;
	const char *url;
	const char *secrets[SG_ENDPOINT_SECRETS_MAX]; /* new first; never written out */
	size_t secret_count;
	bool secret_alone;    /* given as `secret`, not in `secrets` */
	uint32_t departments; /* bits */
	const char *const *floors;
	size_t floor_count;
	const char *const *languages;
	size_t language_count;
	bool names;
	bool urgent;        /* the retry profile; false = standard */
	int32_t rate_milli; /* requests a second in thousandths; 0 = as many as it takes */
	int32_t concurrency; /* 0 = default */
	const char *const *networks;
	size_t network_count;
	const struct sg_endpoint_header
		*headers; /* may hold passwords: never written out */
	size_t header_count;
	const char *ca_file;
	bool enabled;
	int32_t audience; /* enum sg_audience; -1 = found from departments and floors */
};

/* endpoint.put, whole: no merging. */
enum sg_status sg_endpoint_put_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_endpoint *ret_endpoint);
/* The text to store, with headers and without secrets, and back. */
void sg_endpoint_encode(const struct sg_endpoint *endpoint, struct sg_buffer *buffer);
enum sg_status sg_endpoint_decode(const struct sg_stored *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_endpoint *ret_endpoint);
/* The text to show: without secrets, and of the headers only their names. One JSON object. */
void sg_endpoint_describe(const struct sg_endpoint *endpoint, struct sg_buffer *buffer);

/* endpoint.get and endpoint.test: its name. */
enum sg_status sg_endpoint_name_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_name);

struct sg_delivery_list {
	bool dead;     /* dead letters; false: what is open */
	int32_t limit; /* 1…1000, 100 where absent */
	const char *endpoint;
};

enum sg_status sg_delivery_list_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_delivery_list *ret_list);

/* delivery.retry: of a stay, of an endpoint, of both; of all dead letters when neither. */
struct sg_delivery_retry {
	const struct sg_ref *refs; /* of the stay */
	size_t ref_count;
	const char *endpoint;
};

enum sg_status sg_delivery_retry_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_delivery_retry *ret_retry);

#endif
