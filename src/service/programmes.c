/* Reading a programme, and keeping it: decoding one takes longer than a posting's decisions. */
#include "service/programmes.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "document/programme.h"
#include "service/houses.h"
#include "service/people.h"

/* Calls hold on to what they were given, so nothing is dropped before the end; what comes when so
 * many are kept is decoded for its call alone. */
enum { KEPT_MAX = 512, BUCKETS = 64 };

struct kept {
	struct kept *next;
	struct sg_arena *arena; /* all that the following points at */
	const char *body;
	size_t len;
	struct sg_programme programme;
};

struct sg_programmes {
	pthread_mutex_t mutex;
	struct kept *by_body[BUCKETS];
	size_t count;
};

struct sg_programmes *sg_programmes_new(void)
{
	struct sg_programmes *programmes = calloc(1, sizeof *programmes);

	if (programmes != NULL && pthread_mutex_init(&programmes->mutex, NULL) != 0) {
		free(programmes);
		return NULL;
	}
	return programmes;
}

static void kept_free(struct kept *kept)
{
	sg_arena_free(kept->arena);
	free(kept);
}

void sg_programmes_free(struct sg_programmes *programmes)
{
	if (programmes == NULL) {
		return;
	}
	for (size_t i = 0; i < BUCKETS; i++) {
		while (programmes->by_body[i] != NULL) {
			struct kept *kept = programmes->by_body[i];

			programmes->by_body[i] = kept->next;
			kept_free(kept);
		}
	}
	(void)pthread_mutex_destroy(&programmes->mutex);
	free(programmes);
}

static struct kept **bucket_of(
	struct sg_programmes *programmes, const struct sg_programme_row *row)
{
	return &programmes->by_body[sg_hash64(row->body, row->len, 0) % BUCKETS];
}

static const struct kept *find(
	struct sg_programmes *programmes, const struct sg_programme_row *row)
{
	const struct kept *kept = *bucket_of(programmes, row);

	while (kept != NULL &&
		(kept->len != row->len || memcmp(kept->body, row->body, row->len) != 0)) {
		kept = kept->next;
	}
	return kept;
}

/* NULL with the status in *ret_status. */
static struct kept *decode(struct sg_call *call, const struct sg_programme_row *row,
	enum sg_status *ret_status)
{
	struct kept *kept = calloc(1, sizeof *kept);

	*ret_status = SG_MEMORY;
	if (kept == NULL || (kept->arena = sg_arena_new()) == NULL) {
		free(kept);
		(void)sg_call_memory(call);
		return NULL;
	}
	kept->len = row->len;
	kept->body = sg_arena_copy_len(kept->arena, row->body, row->len);
	*ret_status = kept->body != NULL
	                      ? sg_programme_recall(kept->body, kept->len, kept->arena,
					call->error, &kept->programme)
	                      : sg_call_memory(call);
	if (*ret_status != SG_OK) {
		kept_free(kept);
		return NULL;
	}
	return kept;
}

/* Whoever was faster is as good. */
static void keep(struct sg_programmes *programmes, const struct sg_programme_row *row,
	struct kept *kept, struct sg_programme *ret_programme)
{
	struct kept **bucket = bucket_of(programmes, row);
	const struct kept *before;

	(void)pthread_mutex_lock(&programmes->mutex);
	before = find(programmes, row);
	if (before == NULL) {
		kept->next = *bucket;
		*bucket = kept;
		programmes->count++;
	}
	*ret_programme = before != NULL ? before->programme : kept->programme;
	(void)pthread_mutex_unlock(&programmes->mutex);
	if (before != NULL) {
		kept_free(kept);
	}
}

enum sg_status sg_programme_open(struct sg_call *call, const struct sg_programme_row *row,
	const char *path, struct sg_programme *ret_programme)
{
	struct sg_programmes *programmes = call->service->programmes;
	const struct kept *before;
	struct kept *kept;
	enum sg_status status = SG_OK;
	bool full;

	if (row->version == 0) {
		return sg_fail(call->error, SG_INVALID, "programme_unknown", path,
			"the chain has no programme of this code: say programme.put");
	}
	(void)pthread_mutex_lock(&programmes->mutex);
	before = find(programmes, row);
	full = programmes->count >= KEPT_MAX;
	(void)pthread_mutex_unlock(&programmes->mutex);
	if (before != NULL) {
		*ret_programme = before->programme;
		return SG_OK;
	}
	if (full) {
		return sg_programme_recall(
			row->body, row->len, call->arena, call->error, ret_programme);
	}
	kept = decode(call, row, &status);
	if (kept != NULL) {
		keep(programmes, row, kept, ret_programme);
	}
	return status;
}
