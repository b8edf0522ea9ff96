/* Two hash tables with open addressing; keys are hashes already. */
#include "cli/receipts.h"

#include <stdlib.h>
#include <string.h>

#include "cli/random.h"

enum { SMALLEST = 64 };

/* What came of a checklist: in the lowest two bits of its key. */
enum { SEEN_AGAIN = 1, MARKS = 3 };

struct sg_receipts {
	struct sg_receipt *stays;
	size_t stay_size; /* a power of two */
	size_t stay_count;
	uint64_t *lists; /* 0 = empty */
	size_t list_size;
	size_t list_count;
	struct sg_receipts_counts counts;
};

static size_t size_for(size_t count)
{
	size_t size = SMALLEST;

	while (size < count + count / 2) {
		size *= 2;
	}
	return size;
}

/* calloc gives pages that are not there until they are written. */
static void *touched(size_t count, size_t size)
{
	char *memory = malloc(count * size);

	if (memory != NULL) {
		memset(memory, 0, count * size);
		__asm__ volatile("" : : "r"(memory) : "memory");
	}
	return memory;
}

struct sg_receipts *sg_receipts_new(size_t stays, size_t checklists)
{
	struct sg_receipts *receipts = calloc(1, sizeof *receipts);

	if (receipts == NULL) {
		return NULL;
	}
	receipts->stay_size = size_for(stays);
	receipts->list_size = size_for(checklists);
	receipts->stays = touched(receipts->stay_size, sizeof *receipts->stays);
	receipts->lists = touched(receipts->list_size, sizeof *receipts->lists);
	if (receipts->stays == NULL || receipts->lists == NULL) {
		sg_receipts_free(receipts);
		return NULL;
	}
	return receipts;
}

void sg_receipts_free(struct sg_receipts *receipts)
{
	if (receipts != NULL) {
		free(receipts->stays);
		free(receipts->lists);
		free(receipts);
	}
}

uint64_t sg_receipts_key(const char *stay, const char *endpoint)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (const char *c = stay; *c != '\0'; c++) {
		hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
	}
	hash = sg_random_mix(hash);
	for (const char *c = endpoint; *c != '\0'; c++) {
		hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
	}
	hash = sg_random_mix(hash);
	return hash != 0 ? hash : 1;
}

static struct sg_receipt *stay_slot(struct sg_receipt *stays, size_t size, uint64_t key)
{
	size_t at = (size_t)key & (size - 1);

	while (stays[at].key != 0 && stays[at].key != key) {
		at = (at + 1) & (size - 1);
	}
	return &stays[at];
}

static uint64_t *list_slot(uint64_t *lists, size_t size, uint64_t key)
{
	size_t at = (size_t)(key >> 2) & (size - 1);

	while (lists[at] != 0 && (lists[at] & ~(uint64_t)MARKS) != key) {
		at = (at + 1) & (size - 1);
	}
	return &lists[at];
}

static bool grow_stays(struct sg_receipts *receipts)
{
	size_t size = 2 * receipts->stay_size;
	struct sg_receipt *larger;

	if (receipts->stay_count < receipts->stay_size / 4 * 3) {
		return true;
	}
	larger = calloc(size, sizeof *larger);
	if (larger == NULL) {
		return false;
	}
	for (size_t i = 0; i < receipts->stay_size; i++) {
		if (receipts->stays[i].key != 0) {
			*stay_slot(larger, size, receipts->stays[i].key) =
				receipts->stays[i];
		}
	}
	free(receipts->stays);
	receipts->stays = larger;
	receipts->stay_size = size;
	return true;
}

static bool grow_lists(struct sg_receipts *receipts)
{
	size_t size = 2 * receipts->list_size;
	uint64_t *larger;

	if (receipts->list_count < receipts->list_size / 4 * 3) {
		return true;
	}
	larger = calloc(size, sizeof *larger);
	if (larger == NULL) {
		return false;
	}
	for (size_t i = 0; i < receipts->list_size; i++) {
		if (receipts->lists[i] != 0) {
			*list_slot(larger, size, receipts->lists[i] & ~(uint64_t)MARKS) =
				receipts->lists[i];
		}
	}
	free(receipts->lists);
	receipts->lists = larger;
	receipts->list_size = size;
	return true;
}

static void count_list(
	struct sg_receipts *receipts, uint64_t key, uint32_t revision, bool verified)
{
	uint64_t list = sg_random_mix(key ^ sg_random_mix(revision)) & ~(uint64_t)MARKS;
	uint64_t *slot;

	list = list != 0 ? list : MARKS + 1;
	slot = list_slot(receipts->lists, receipts->list_size, list);
	if (*slot == 0) {
		*slot = list;
		receipts->list_count++;
		receipts->counts.delivered++;
		receipts->counts.verified += verified ? 1 : 0;
	} else if ((*slot & SEEN_AGAIN) == 0) {
		*slot |= SEEN_AGAIN;
		receipts->counts.doubled++;
	}
}

bool sg_receipts_add(struct sg_receipts *receipts, uint64_t key, uint32_t revision,
	bool verified, bool issued)
{
	struct sg_receipt *entry;

	if (!grow_stays(receipts) || !grow_lists(receipts)) {
		return false;
	}
	entry = stay_slot(receipts->stays, receipts->stay_size, key);
	if (entry->key == 0) {
		receipts->stay_count++;
		*entry = (struct sg_receipt){.key = key};
	}
	if (revision > entry->revision) {
		entry->revision = revision;
		entry->verified = verified;
	} else if (revision < entry->revision) {
		receipts->counts.fallen++;
	}
	entry->issued = entry->issued || (issued && verified);
	count_list(receipts, key, revision, verified);
	return true;
}

struct sg_receipt sg_receipts_find(const struct sg_receipts *receipts, uint64_t key)
{
	return *stay_slot(receipts->stays, receipts->stay_size, key);
}

struct sg_receipts_counts sg_receipts_counts(const struct sg_receipts *receipts)
{
	return receipts->counts;
}
