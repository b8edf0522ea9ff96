/*
 * The use cases: one document in, one answer out, and the work that is due. What the ABI
 * promises is kept here; the plugin only checks its arguments.
 */
#ifndef SG_SERVICE_SERVICE_H
#define SG_SERVICE_SERVICE_H

#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/status.h"

struct sg_service;

enum sg_log_level { SG_LOG_ERROR, SG_LOG_WARNING, SG_LOG_INFO, SG_LOG_DEBUG };

/* What the host offers; both may be NULL. `log` is called on the thread that is inside a
 * function below, never after it returned. */
struct sg_host {
	void (*log)(void *data, int level, const char *text, size_t len);
	void *data;
};

/*
 * Reads config, catalogue and mapping; opens no connection yet, so it succeeds while the
 * database is away (unless the config asks for migrations). SG_INVALID with the pointer into
 * the config, SG_REFUSED, SG_UNAVAILABLE, SG_MEMORY. `host` may be NULL; it is copied.
 */
enum sg_status sg_service_open(const char *config, size_t len, const struct sg_host *host,
	struct sg_service **ret_service, struct sg_error *error);

/* Appends the answer, an error's too, unless memory is short. [thread-safe, keeps the
 * configured deadline] */
enum sg_status sg_service_call(struct sg_service *service, const char *document,
	size_t len, struct sg_buffer *reply);

/* Does what is due, waiting up to `wait_ms` for something: how many deliveries and plans were
 * settled, or a negative enum sg_status with its answer. [thread-safe, waits] */
int32_t sg_service_work(
	struct sg_service *service, uint32_t wait_ms, struct sg_buffer *reply);

/* Makes waiting work look again. [thread-safe] */
void sg_service_wake(struct sg_service *service);

/* Gives leases back and frees everything; NULL inside is fine. No other call may be under
 * way. */
void sg_service_close(struct sg_service **service);

/* For a forked child: frees without a word on the parent's links. */
void sg_service_abandon(struct sg_service **service);

/* Appends the answers that are given without a service: that it was opened, or why not. Both are
 * replies as their schema says. [thread-safe] */
void sg_service_say_opened(struct sg_buffer *reply);
void sg_service_say_error(const struct sg_error *error, struct sg_buffer *reply);

/* Name, version, document types, config schema as JSON. Static. [thread-safe] */
const char *sg_service_describe(void);

#endif
