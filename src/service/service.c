/* Opening, calling, closing. */
#include "service/service.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/time.h"
#include "document/catalog.h"
#include "document/reply.h"
#include "service/bell.h"
#include "service/handlers.h"
#include "service/houses.h"
#include "service/programmes.h"
#include "service/lanes.h"
#include "service/schema.h"
#include "store/deadline.h"

static const struct sg_work_terms usual_terms = {
	.lease_us = 20 * SG_SECOND_US,
	.beat_us = 5 * SG_SECOND_US,
	.margin_us = 2 * SG_SECOND_US,
	.request_us = 15 * SG_SECOND_US,
};

static enum sg_status memory_short(struct sg_error *error)
{
	return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
}

static enum sg_status file_unreadable(
	const char *name, const char *path, struct sg_error *error)
{
	return sg_fail(error, SG_INVALID, "file_unreadable", path,
		"the file %s cannot be read", name);
}

static enum sg_status read_file(struct sg_service *service, const char *name,
	const char *path, struct sg_error *error, struct sg_source_file *ret_file)
{
	int file = open(name, O_RDONLY | O_CLOEXEC);
	struct stat facts;
	char *bytes = NULL;
	ssize_t got = -1;

	if (file >= 0 && fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) &&
		facts.st_size <= SG_CATALOG_SIZE_MAX) {
		bytes = sg_arena_alloc(service->arena, (size_t)facts.st_size + 1);
		got = bytes != NULL ? read(file, bytes, (size_t)facts.st_size) : -1;
	}
	if (file >= 0) {
		(void)close(file);
	}
	if (got < 0) {
		return file_unreadable(name, path, error);
	}
	*ret_file =
		(struct sg_source_file){.name = name, .bytes = bytes, .len = (size_t)got};
	return SG_OK;
}

static enum sg_status load_catalog(struct sg_service *service, struct sg_error *error)
{
	const struct sg_config *config = &service->config;
	struct sg_source_file file;
	enum sg_status status = SG_OK;

	if (config->catalog != NULL) {
		status = read_file(service, config->catalog, "/catalog", error, &file);
	}
	if (status == SG_OK) {
		status = sg_catalog_load(config->catalog != NULL ? &file : NULL,
			service->arena, error, &service->catalog);
	}
	if (status == SG_OK && config->mapping != NULL) {
		status = read_file(service, config->mapping, "/mapping", error, &file);
		if (status == SG_OK) {
			status = sg_mapping_decode(
				&file, service->arena, error, &service->catalog);
		}
	}
	return status;
}

static enum sg_status open_pool(struct sg_service *service, struct sg_error *error)
{
	const struct sg_config *config = &service->config;
	struct sg_db_config database = {
		.host = config->host,
		.port = (unsigned)config->port,
		.socket = config->socket,
		.user = config->user,
		.password = config->password,
		.name = config->database,
		.tls_ca = config->tls_ca,
		.tls_verify = config->tls && config->tls_verify,
		.connect_timeout_ms = config->connect_timeout_ms,
		.durability_relaxed = config->relaxed,
	};
	struct sg_pool_limits limits = {.most = config->connections};

	return sg_pool_new(&database, &limits, error, &service->pool);
}

static enum sg_status open_parts(struct sg_service *service, const char *config,
	size_t len, struct sg_error *error)
{
	enum sg_status status =
		sg_config_decode(config, len, service->arena, error, &service->config);

	if (status == SG_OK) {
		status = load_catalog(service, error);
	}
	if (status == SG_OK) {
		status = open_pool(service, error);
	}
	if (status != SG_OK) {
		return status;
	}
	if (service->config.socket_dir != NULL) {
		status = sg_bell_new(service->config.socket_dir, error, &service->bell);
		if (status != SG_OK) {
			return status;
		}
	}
	service->group = sg_group_new(service->pool);
	service->houses = sg_houses_new();
	service->programmes = sg_programmes_new();
	service->lanes = sg_lanes_new(service);
	if (service->group == NULL || service->houses == NULL ||
		service->programmes == NULL || service->lanes == NULL) {
		return memory_short(error);
	}
	return service->config.migrate ? sg_schema_migrate(service, error) : SG_OK;
}

enum sg_status sg_service_open(const char *config, size_t len, const struct sg_host *host,
	struct sg_service **ret_service, struct sg_error *error)
{
	struct sg_service *service = calloc(1, sizeof *service);
	enum sg_status status;

	if (service == NULL) {
		return memory_short(error);
	}
	if (host != NULL) {
		service->host = *host;
	}
	service->terms = usual_terms;
	service->arena = sg_arena_new();
	status = service->arena != NULL ? open_parts(service, config, len, error)
	                                : memory_short(error);
	if (status != SG_OK) {
		sg_service_close(&service);
		return status;
	}
	*ret_service = service;
	return SG_OK;
}

static enum sg_status answer_error(struct sg_call *call, enum sg_status status)
{
	if (status == SG_MEMORY) {
		return status;
	}
	sg_reply_error(call->reply, call->error);
	return call->reply->failed ? SG_MEMORY : status;
}

static enum sg_status call_in_arena(
	struct sg_call *call, const char *document, size_t len)
{
	enum sg_status status = sg_envelope_decode(
		document, len, call->arena, call->error, &call->envelope);

	if (status == SG_OK) {
		status = sg_schema_ready(call);
	}
	if (status != SG_OK) {
		return answer_error(call, status);
	}
	status = sg_dispatch(call);
	if (call->caused_delivery) {
		sg_lanes_wake(call->service->lanes);
		sg_bell_ring(call->service->bell);
	}
	return status;
}

enum sg_status sg_service_call(struct sg_service *service, const char *document,
	size_t len, struct sg_buffer *reply)
{
	struct sg_error error = {0};
	struct sg_call call = {
		.service = service,
		.arena = sg_arena_new(),
		.error = &error,
		.reply = reply,
		.deadline_us = sg_deadline_in_ms(service->config.deadline_ms),
		.wall_us = sg_wall_us(),
	};
	enum sg_status status;

	if (call.arena == NULL) {
		return SG_MEMORY;
	}
	status = call_in_arena(&call, document, len);
	sg_arena_free(call.arena);
	return status;
}

int32_t sg_service_work(
	struct sg_service *service, uint32_t wait_ms, struct sg_buffer *reply)
{
	return sg_lanes_work(service->lanes, wait_ms, reply);
}

void sg_service_wake(struct sg_service *service)
{
	sg_lanes_wake(service->lanes);
}

void sg_service_close(struct sg_service **service)
{
	struct sg_service *gone = *service;

	*service = NULL;
	if (gone == NULL) {
		return;
	}
	sg_lanes_free(gone->lanes);
	sg_bell_free(gone->bell);
	sg_houses_free(gone->houses);
	sg_programmes_free(gone->programmes);
	sg_group_free(gone->group);
	sg_pool_free(gone->pool);
	sg_arena_free(gone->arena);
	free(gone);
}

void sg_service_abandon(struct sg_service **service)
{
	struct sg_service *gone = *service;

	*service = NULL;
	if (gone == NULL) {
		return;
	}
	sg_lanes_abandon(gone->lanes);
	sg_bell_abandon(gone->bell);
	sg_houses_free(gone->houses);
	sg_programmes_free(gone->programmes);
	sg_group_free(gone->group);
	sg_pool_abandon(gone->pool);
	sg_arena_free(gone->arena);
	free(gone);
}

void sg_service_say_opened(struct sg_buffer *reply)
{
	sg_reply_begin(reply, SG_OUTCOME_APPLIED);
	sg_reply_end(reply);
}

void sg_service_say_error(const struct sg_error *error, struct sg_buffer *reply)
{
	sg_reply_error(reply, error);
}
