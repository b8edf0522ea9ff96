/* Clocks, keys, scripts and the log, as every use case needs them. */
#include "service/context.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/time.h"
#include "deliver/digest.h"
#include "service/houses.h"
#include "store/group.h"

enum { LOG_LINE = 400 };

enum sg_status sg_call_memory(struct sg_call *call)
{
	return sg_fail(call->error, SG_MEMORY, "memory_short", "", "out of memory");
}

enum sg_status sg_call_run(
	struct sg_call *call, struct sg_script *script, enum sg_db_outcome *ret_outcome)
{
	struct sg_service *service = call->service;
	enum sg_db_outcome outcome =
		call->order != NULL ? sg_group_run(service->group, script, call->order,
					      call->deadline_us, call->error)
				    : sg_pool_run(service->pool, script,
					      call->deadline_us, call->error);

	if (outcome != SG_DB_DONE && outcome != SG_DB_STALE &&
		outcome != SG_DB_DUPLICATE) {
		return sg_db_status(outcome);
	}
	*ret_outcome = outcome;
	return SG_OK;
}

struct sg_id sg_ref_key(const char *space, const char *within, const struct sg_ref *ref)
{
	unsigned char digest[SG_DIGEST_SIZE];
	struct sg_digest_part parts[] = {
		{space, strlen(space) + 1},
		{within, strlen(within) + 1},
		{ref->system, strlen(ref->system) + 1},
		{ref->id, strlen(ref->id) + 1},
	};
	struct sg_id key;

	sg_digest_parts(parts, sizeof parts / sizeof parts[0], digest);
	memcpy(key.bytes, digest, sizeof key.bytes);
	return key;
}

struct sg_id *sg_ref_keys(struct sg_call *call, const char *space, const char *within,
	const struct sg_ref *refs, size_t count)
{
	struct sg_id *keys = sg_arena_array(call->arena, count, sizeof *keys);

	for (size_t i = 0; keys != NULL && i < count; i++) {
		keys[i] = sg_ref_key(space, within, &refs[i]);
	}
	return keys;
}

struct sg_id sg_call_new_id(const struct sg_call *call)
{
	unsigned char random_bytes[10] = {0};

	(void)sg_random_fill(random_bytes, sizeof random_bytes);
	return sg_id_make(call->wall_us, random_bytes);
}

int64_t sg_wall_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * SG_SECOND_US + now.tv_nsec / 1000;
}

int64_t sg_call_hotel_us(const struct sg_call *call)
{
	if (!call->service->config.document_clock || call->house == NULL) {
		return call->wall_us;
	}
	return sg_house_clock_now(call->house);
}

void sg_service_log(const struct sg_service *service, enum sg_log_level level,
	const char *format, ...)
{
	char line[LOG_LINE];
	va_list arguments;
	int len;

	if (service->host.log == NULL) {
		return;
	}
	va_start(arguments, format);
	len = vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	if (len > 0) {
		service->host.log(service->host.data, (int)level, line,
			(size_t)len < sizeof line ? (size_t)len : sizeof line - 1);
	}
}

enum sg_status sg_call_check_taken(struct sg_call *call, const struct sg_taken_row *taken)
{
	if (taken->found &&
		memcmp(taken->digest, call->digest, sizeof call->digest) != 0) {
		return sg_fail(call->error, SG_REFUSED, "id_reused", "/id",
			"a document with this id was taken before, with other content");
	}
	return SG_OK;
}

void sg_call_take(struct sg_call *call, struct sg_script *script,
	const struct sg_id *subject, int32_t outcome, uint32_t revision)
{
	struct sg_taken_write taken = {
		.subject = *subject,
		.document = call->envelope.id,
		.outcome = outcome,
		.revision = revision,
		.at_us = call->wall_us,
	};

	memcpy(taken.digest, call->digest, sizeof taken.digest);
	sg_taken_insert(script, &taken);
}

bool sg_same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}
