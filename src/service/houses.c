/*
 * The cache of properties. A slot is kept for each property seen, with the time that passes
 * there; what was decoded of it is dropped when many others were used since.
 */
#include "service/houses.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/time.h"
#include "service/house_load.h"

enum {
	BUCKETS = 1024,
	AHEAD_MAX = 64,    /* houses whose time is stored at once */
	RECORDS_MAX = 256, /* decoded at once; a record is some ten kilobytes */
};

static const int64_t clock_step_us = 5 * SG_MINUTE_US;

struct record {
	struct sg_house_entry entry; /* first: an entry is its record */
	struct sg_arena *arena;
	struct slot *slot;
	int references; /* the slot's own included */
};

struct slot {
	struct slot *next_by_code, *next_by_id;
	struct sg_id id;
	char *code;
	struct record *record; /* NULL = not decoded */
	uint64_t used;
	_Atomic int64_t clock_us;
	_Atomic int64_t clock_stored_us;
	_Atomic int32_t closed_day;
};

struct sg_houses {
	pthread_mutex_t mutex;
	struct slot *by_code[BUCKETS];
	struct slot *by_id[BUCKETS];
	size_t records;
	uint64_t uses;
};

struct sg_houses *sg_houses_new(void)
{
	struct sg_houses *houses = calloc(1, sizeof *houses);

	if (houses == NULL) {
		return NULL;
	}
	if (pthread_mutex_init(&houses->mutex, NULL) != 0) {
		free(houses);
		return NULL;
	}
	return houses;
}

static void record_release(struct record *record)
{
	if (record != NULL && --record->references == 0) {
		sg_house_unload(&record->entry);
		sg_arena_free(record->arena);
		free(record);
	}
}

void sg_houses_free(struct sg_houses *houses)
{
	if (houses == NULL) {
		return;
	}
	for (size_t i = 0; i < BUCKETS; i++) {
		while (houses->by_code[i] != NULL) {
			struct slot *slot = houses->by_code[i];

			houses->by_code[i] = slot->next_by_code;
			record_release(slot->record);
			free(slot->code);
			free(slot);
		}
	}
	(void)pthread_mutex_destroy(&houses->mutex);
	free(houses);
}

static size_t code_bucket(const char *code)
{
	return sg_hash64(code, strlen(code), 0) % BUCKETS;
}

static size_t id_bucket(const struct sg_id *id)
{
	return sg_hash64(id->bytes, sizeof id->bytes, 0) % BUCKETS;
}

static struct slot *slot_find(
	struct sg_houses *houses, const char *code, const struct sg_id *id)
{
	struct slot *slot = code != NULL ? houses->by_code[code_bucket(code)]
	                                 : houses->by_id[id_bucket(id)];

	while (slot != NULL && code != NULL && strcmp(slot->code, code) != 0) {
		slot = slot->next_by_code;
	}
	while (slot != NULL && code == NULL && !sg_id_equal(&slot->id, id)) {
		slot = slot->next_by_id;
	}
	return slot;
}

static struct slot *slot_add(
	struct sg_houses *houses, const char *code, const struct sg_id *id)
{
	struct slot *slot = calloc(1, sizeof *slot);

	if (slot == NULL || (slot->code = strdup(code)) == NULL) {
		free(slot);
		return NULL;
	}
	slot->id = *id;
	atomic_init(&slot->clock_us, SG_NO_TIME);
	atomic_init(&slot->clock_stored_us, SG_NO_TIME);
	atomic_init(&slot->closed_day, SG_NO_DAY);
	slot->next_by_code = houses->by_code[code_bucket(code)];
	houses->by_code[code_bucket(code)] = slot;
	slot->next_by_id = houses->by_id[id_bucket(id)];
	houses->by_id[id_bucket(id)] = slot;
	return slot;
}

static void drop_oldest(struct sg_houses *houses)
{
	struct slot *oldest = NULL;

	for (size_t i = 0; i < BUCKETS; i++) {
		for (struct slot *slot = houses->by_code[i]; slot != NULL;
			slot = slot->next_by_code) {
			if (slot->record != NULL &&
				(oldest == NULL || slot->used < oldest->used)) {
				oldest = slot;
			}
		}
	}
	if (oldest != NULL) {
		record_release(oldest->record);
		oldest->record = NULL;
		houses->records--;
	}
}

/* The cached record with one more reference, or NULL. */
static struct record *take_cached(struct sg_houses *houses, const char *code,
	const struct sg_id *id, uint32_t version)
{
	struct record *record = NULL;
	struct slot *slot;

	(void)pthread_mutex_lock(&houses->mutex);
	slot = slot_find(houses, code, id);
	if (slot != NULL && slot->record != NULL &&
		slot->record->entry.house.version >= version) {
		record = slot->record;
		record->references++;
		slot->used = ++houses->uses;
	}
	(void)pthread_mutex_unlock(&houses->mutex);
	return record;
}

static void raise_time(_Atomic int64_t *stored, int64_t time_us)
{
	int64_t seen = atomic_load(stored);

	while (seen < time_us && !atomic_compare_exchange_weak(stored, &seen, time_us)) {
	}
}

/* Puts a fresh record in its slot; the caller's reference is taken too. */
static bool keep(struct sg_houses *houses, struct record *record)
{
	const struct sg_house_row *row = &record->entry.rows.house;
	struct slot *slot;

	(void)pthread_mutex_lock(&houses->mutex);
	slot = slot_find(houses, record->entry.house.code, NULL);
	if (slot == NULL) {
		slot = slot_add(
			houses, record->entry.house.code, &record->entry.house.id);
	}
	if (slot != NULL) {
		record->slot = slot;
		record->references = 2;
		houses->records += slot->record == NULL;
		record_release(slot->record);
		slot->record = record;
		slot->used = ++houses->uses;
		raise_time(&slot->clock_us, row->clock_us);
		raise_time(&slot->clock_stored_us, row->clock_us);
		sg_house_see_closed(&record->entry, row->closed_day);
	}
	if (houses->records > RECORDS_MAX) {
		drop_oldest(houses);
	}
	(void)pthread_mutex_unlock(&houses->mutex);
	return slot != NULL;
}

static enum sg_status load(struct sg_call *call, const char *code, const struct sg_id *id,
	struct record **ret_record)
{
	struct record *record = calloc(1, sizeof *record);
	enum sg_status status;

	if (record == NULL || (record->arena = sg_arena_new()) == NULL) {
		free(record);
		return sg_call_memory(call);
	}
	status = sg_house_load(call, code, id, record->arena, &record->entry);
	if (status == SG_OK && !keep(call->service->houses, record)) {
		status = sg_call_memory(call);
	}
	if (status != SG_OK) {
		sg_house_unload(&record->entry);
		sg_arena_free(record->arena);
		free(record);
		return status;
	}
	*ret_record = record;
	return SG_OK;
}

enum sg_status sg_houses_borrow(struct sg_call *call, const char *code,
	const struct sg_id *id, uint32_t version, struct sg_house_entry **ret_entry)
{
	struct record *record = take_cached(call->service->houses, code, id, version);
	enum sg_status status = SG_OK;

	if (record == NULL) {
		status = load(call, code, id, &record);
	}
	if (status == SG_OK) {
		*ret_entry = &record->entry;
	}
	return status;
}

static struct record *record_of(const struct sg_house_entry *entry)
{
	return (struct record *)(uintptr_t)entry;
}

void sg_houses_return(struct sg_service *service, struct sg_house_entry *entry)
{
	if (entry == NULL) {
		return;
	}
	(void)pthread_mutex_lock(&service->houses->mutex);
	record_release(record_of(entry));
	(void)pthread_mutex_unlock(&service->houses->mutex);
}

enum sg_status sg_call_house(struct sg_call *call, uint32_t version)
{
	struct sg_house_entry *entry;
	enum sg_status status;

	if (call->house != NULL && call->house->house.version >= version) {
		return SG_OK;
	}
	status = sg_houses_borrow(call, call->envelope.property, NULL, version, &entry);
	if (status != SG_OK) {
		return status;
	}
	sg_houses_return(call->service, call->house);
	call->house = entry;
	if (call->envelope.time_us != SG_NO_TIME) {
		sg_house_clock_see(entry, call->envelope.time_us);
	}
	return SG_OK;
}

enum sg_status sg_call_house_read(
	struct sg_call *call, uint32_t version, uint32_t programmes)
{
	struct record *record = NULL;
	enum sg_status status = sg_call_house(call, version);

	if (status != SG_OK || call->house->house.programmes_version >= programmes) {
		return status;
	}
	status = load(call, call->house->house.code, NULL, &record);
	if (status == SG_OK) {
		sg_houses_return(call->service, call->house);
		call->house = &record->entry;
	}
	return status;
}

enum sg_status sg_call_house_newest(struct sg_call *call)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_rows *rows;
	struct sg_script script;
	enum sg_status status = sg_call_house(call, 0);

	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_house_version_read(&script, &call->house->house.id);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	rows = sg_script_rows(&script, 0);
	sg_house_see_closed(call->house, sg_rows_day(rows, 0, 1));
	sg_house_clock_see(call->house, sg_rows_time(rows, 0, 2));
	return sg_call_house(call, (uint32_t)sg_rows_int(rows, 0, 0));
}

int64_t sg_house_clock_now(const struct sg_house_entry *entry)
{
	return atomic_load(&record_of(entry)->slot->clock_us);
}

void sg_house_clock_see(struct sg_house_entry *entry, int64_t time_us)
{
	raise_time(&record_of(entry)->slot->clock_us, time_us);
}

bool sg_house_clock_due(struct sg_house_entry *entry)
{
	struct slot *slot = record_of(entry)->slot;
	int64_t now = atomic_load(&slot->clock_us);
	int64_t stored = atomic_load(&slot->clock_stored_us);

	return (stored == SG_NO_TIME || now - stored >= clock_step_us) &&
	       atomic_compare_exchange_strong(&slot->clock_stored_us, &stored, now);
}

struct ahead {
	struct slot *slot;
	int64_t clock_us;
};

static size_t find_ahead(struct sg_houses *houses, struct ahead *ahead, size_t most)
{
	size_t count = 0;

	(void)pthread_mutex_lock(&houses->mutex);
	for (size_t i = 0; i < BUCKETS && count < most; i++) {
		struct slot *slot = houses->by_code[i];

		for (; slot != NULL && count < most; slot = slot->next_by_code) {
			int64_t now_us = atomic_load(&slot->clock_us);

			if (now_us > atomic_load(&slot->clock_stored_us)) {
				ahead[count++] = (struct ahead){slot, now_us};
			}
		}
	}
	(void)pthread_mutex_unlock(&houses->mutex);
	return count;
}

enum sg_status sg_houses_clock_write(struct sg_call *call)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct ahead ahead[AHEAD_MAX];
	struct sg_script script;
	enum sg_status status;
	size_t count = find_ahead(call->service->houses, ahead, AHEAD_MAX);

	if (count == 0) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	for (size_t i = 0; i < count; i++) {
		sg_house_clock(&script, &ahead[i].slot->id, ahead[i].clock_us);
	}
	status = sg_call_run(call, &script, &outcome);
	for (size_t i = 0; status == SG_OK && i < count; i++) {
		raise_time(&ahead[i].slot->clock_stored_us, ahead[i].clock_us);
	}
	return status;
}

int32_t sg_house_closed_day(const struct sg_house_entry *entry)
{
	return atomic_load(&record_of(entry)->slot->closed_day);
}

void sg_house_see_closed(struct sg_house_entry *entry, int32_t day)
{
	_Atomic int32_t *stored = &record_of(entry)->slot->closed_day;
	int32_t seen = atomic_load(stored);

	while (seen < day && !atomic_compare_exchange_weak(stored, &seen, day)) {
	}
}

const struct sg_room_type *sg_house_type(
	const struct sg_house_entry *entry, const char *code)
{
	for (size_t i = 0; code != NULL && i < entry->type_count; i++) {
		if (strcmp(entry->types[i].code, code) == 0) {
			return &entry->types[i];
		}
	}
	return NULL;
}

const struct sg_target *sg_house_target(
	const struct sg_house_entry *entry, const struct sg_id *endpoint)
{
	for (size_t i = 0; i < entry->target_count; i++) {
		if (sg_id_equal(&entry->targets[i].id, endpoint)) {
			return &entry->targets[i];
		}
	}
	return NULL;
}

const struct sg_target *sg_house_target_named(
	const struct sg_house_entry *entry, const char *name)
{
	for (size_t i = 0; i < entry->target_count; i++) {
		if (strcmp(entry->targets[i].settings.name, name) == 0) {
			return &entry->targets[i];
		}
	}
	return NULL;
}
