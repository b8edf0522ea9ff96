/* Migrations from the embedded files. */
#include "service/schema.h"

#include <stdlib.h>
#include <string.h>

#include "core/embedded.h"
#include "store/deadline.h"
#include "store/migrate.h"

enum { MIGRATIONS_MAX = 64, MIGRATE_WAIT_MS = 60 * 1000 };

static const char folder[] = "sql/";

static struct sg_migrations migrations(struct sg_migration list[MIGRATIONS_MAX])
{
	size_t count = 0;

	for (const struct sg_embedded *file = sg_embedded_files;
		file->name != NULL && count < MIGRATIONS_MAX; file++) {
		if (strncmp(file->name, folder, sizeof folder - 1) == 0) {
			const char *name = file->name + sizeof folder - 1;

			list[count++] = (struct sg_migration){
				.number = (int)strtol(name, NULL, 10),
				.name = name,
				.sql = file->data,
			};
		}
	}
	return (struct sg_migrations){.list = list, .count = count};
}

static void log_started(void *data, int number, const char *name)
{
	(void)number;
	sg_service_log(data, SG_LOG_INFO, "migration %s", name);
}

enum sg_status sg_schema_migrate(struct sg_service *service, struct sg_error *error)
{
	struct sg_migration list[MIGRATIONS_MAX];
	struct sg_migrations all = migrations(list);
	struct sg_migrate_watch watch = {.started = log_started, .data = service};
	int64_t deadline_us = sg_deadline_in_ms(MIGRATE_WAIT_MS);
	struct sg_connection *connection;
	enum sg_status status =
		sg_pool_borrow(service->pool, deadline_us, error, &connection);

	if (status != SG_OK) {
		return status;
	}
	status = sg_migrate_run(connection, &all, &watch, deadline_us, error, NULL);
	sg_pool_return(service->pool, connection);
	if (status == SG_OK) {
		atomic_store(&service->schema_checked, true);
	}
	return status;
}

enum sg_status sg_schema_ready(struct sg_call *call)
{
	struct sg_service *service = call->service;
	struct sg_migration list[MIGRATIONS_MAX];
	struct sg_migrations all;
	struct sg_connection *connection;
	enum sg_status status;

	if (atomic_load(&service->schema_checked)) {
		return SG_OK;
	}
	all = migrations(list);
	status = sg_pool_borrow(
		service->pool, call->deadline_us, call->error, &connection);
	if (status != SG_OK) {
		return status;
	}
	status = sg_migrate_check(connection, &all, call->deadline_us, call->error);
	sg_pool_return(service->pool, connection);
	if (status == SG_OK) {
		atomic_store(&service->schema_checked, true);
	}
	return status;
}
