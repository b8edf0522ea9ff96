/* Two hash tables with open addressing; keys are hashes already. */
#include "cli/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "cli/random.h"

enum { SMALLEST = 64 };

/* What came of a checklist: in the lowest two bits of its key. */
enum { SEEN_AGAIN = 1, MARKS = 3 };

struct sg_ledger {
	struct sg_ledger_entry *stays;
	size_t stay_size; /* a power of two */
	size_t stay_count;
	uint64_t *lists; /* 0 = empty */
	size_t list_size;
	size_t list_count;
	struct sg_ledger_counts counts;
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

struct sg_ledger *sg_ledger_new(size_t stays, size_t checklists)
{
	struct sg_ledger *ledger = calloc(1, sizeof *ledger);

	if (ledger == NULL) {
		return NULL;
	}
	ledger->stay_size = size_for(stays);
	ledger->list_size = size_for(checklists);
	ledger->stays = touched(ledger->stay_size, sizeof *ledger->stays);
	ledger->lists = touched(ledger->list_size, sizeof *ledger->lists);
	if (ledger->stays == NULL || ledger->lists == NULL) {
		sg_ledger_free(ledger);
		return NULL;
	}
	return ledger;
}

void sg_ledger_free(struct sg_ledger *ledger)
{
	if (ledger != NULL) {
		free(ledger->stays);
		free(ledger->lists);
		free(ledger);
	}
}

uint64_t sg_ledger_key(const char *stay, const char *endpoint)
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

static struct sg_ledger_entry *stay_slot(
	struct sg_ledger_entry *stays, size_t size, uint64_t key)
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

static bool grow_stays(struct sg_ledger *ledger)
{
	size_t size = 2 * ledger->stay_size;
	struct sg_ledger_entry *larger;

	if (ledger->stay_count < ledger->stay_size / 4 * 3) {
		return true;
	}
	larger = calloc(size, sizeof *larger);
	if (larger == NULL) {
		return false;
	}
	for (size_t i = 0; i < ledger->stay_size; i++) {
		if (ledger->stays[i].key != 0) {
			*stay_slot(larger, size, ledger->stays[i].key) = ledger->stays[i];
		}
	}
	free(ledger->stays);
	ledger->stays = larger;
	ledger->stay_size = size;
	return true;
}

static bool grow_lists(struct sg_ledger *ledger)
{
	size_t size = 2 * ledger->list_size;
	uint64_t *larger;

	if (ledger->list_count < ledger->list_size / 4 * 3) {
		return true;
	}
	larger = calloc(size, sizeof *larger);
	if (larger == NULL) {
		return false;
	}
	for (size_t i = 0; i < ledger->list_size; i++) {
		if (ledger->lists[i] != 0) {
			*list_slot(larger, size, ledger->lists[i] & ~(uint64_t)MARKS) =
				ledger->lists[i];
		}
	}
	free(ledger->lists);
	ledger->lists = larger;
	ledger->list_size = size;
	return true;
}

static void count_list(
	struct sg_ledger *ledger, uint64_t key, uint32_t revision, bool verified)
{
	uint64_t list = sg_random_mix(key ^ sg_random_mix(revision)) & ~(uint64_t)MARKS;
	uint64_t *slot;

	list = list != 0 ? list : MARKS + 1;
	slot = list_slot(ledger->lists, ledger->list_size, list);
	if (*slot == 0) {
		*slot = list;
		ledger->list_count++;
		ledger->counts.delivered++;
		ledger->counts.verified += verified ? 1 : 0;
	} else if ((*slot & SEEN_AGAIN) == 0) {
		*slot |= SEEN_AGAIN;
		ledger->counts.doubled++;
	}
}

bool sg_ledger_add(struct sg_ledger *ledger, uint64_t key, uint32_t revision,
	bool verified, bool issued)
{
	struct sg_ledger_entry *entry;

	if (!grow_stays(ledger) || !grow_lists(ledger)) {
		return false;
	}
	entry = stay_slot(ledger->stays, ledger->stay_size, key);
	if (entry->key == 0) {
		ledger->stay_count++;
		*entry = (struct sg_ledger_entry){.key = key};
	}
	if (revision > entry->revision) {
		entry->revision = revision;
		entry->verified = verified;
	} else if (revision < entry->revision) {
		ledger->counts.fallen++;
	}
	entry->issued = entry->issued || (issued && verified);
	count_list(ledger, key, revision, verified);
	return true;
}

struct sg_ledger_entry sg_ledger_find(const struct sg_ledger *ledger, uint64_t key)
{
	return *stay_slot(ledger->stays, ledger->stay_size, key);
}

struct sg_ledger_counts sg_ledger_counts(const struct sg_ledger *ledger)
{
	return ledger->counts;
}
