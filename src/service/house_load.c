/* From stored rows to a property that can be used. */
#include "service/house_load.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/zone.h"
#include "deliver/url.h"
#include "document/house.h"
#include "document/offer.h"
#include "document/parse.h"
#include "document/programme.h"
#include "service/people.h"
#include "store/programmes.h"

enum { ZONE_FILE_MAX = 256 * 1024 };

static const char default_zoneinfo[] = "/usr/share/zoneinfo";

static enum sg_status read_whole(
	struct sg_call *call, int file, unsigned char **ret_bytes, size_t *ret_len)
{
	struct stat facts;
	unsigned char *bytes;
	size_t len = 0;

	if (fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_size <= 0 ||
		facts.st_size > ZONE_FILE_MAX) {
		return SG_INVALID;
	}
	bytes = sg_arena_alloc(call->arena, (size_t)facts.st_size);
	while (bytes != NULL && len < (size_t)facts.st_size) {
		ssize_t got = read(file, bytes + len, (size_t)facts.st_size - len);

		if (got <= 0) {
			return SG_INVALID;
		}
		len += (size_t)got;
	}
	*ret_bytes = bytes;
	*ret_len = len;
	return bytes != NULL ? SG_OK : SG_MEMORY;
}

enum sg_status sg_zone_load(struct sg_call *call, const char *name, const char *path,
	struct sg_zone **ret_zone)
{
	const char *folder = call->service->config.zoneinfo;
	enum sg_status status = SG_INVALID;
	unsigned char *bytes;
	size_t len;
	char *file_name;
	int file = -1;

	folder = folder != NULL ? folder : default_zoneinfo;
	if (sg_zone_name_valid(name)) {
		file_name = sg_arena_format(call->arena, "%s/%s", folder, name);
		file = file_name != NULL ? open(file_name, O_RDONLY | O_CLOEXEC) : -1;
	}
	if (file >= 0) {
		status = read_whole(call, file, &bytes, &len);
		(void)close(file);
	}
	if (status == SG_OK) {
		status = sg_zone_parse(bytes, len, ret_zone, NULL);
	}
	if (status == SG_INVALID) {
		return sg_fail(call->error, SG_INVALID, "zone_unknown", path,
			"\"%s\" is no time zone of the IANA database", name);
	}
	return status == SG_OK ? SG_OK : sg_call_memory(call);
}

static enum sg_status fill_guard(const struct sg_endpoint *settings,
	struct sg_error *error, struct sg_target *target)
{
	char path[64];
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < settings->network_count && status == SG_OK; i++) {
		(void)snprintf(path, sizeof path, "/allowed_networks/%zu", i);
		status = sg_guard_add(&target->guard, settings->networks[i], path, error);
	}
	return status;
}

static enum sg_status fill_headers(const struct sg_endpoint *settings,
	struct sg_arena *arena, struct sg_error *error, struct sg_target *target)
{
	enum sg_status status = SG_OK;

	target->headers =
		sg_arena_array(arena, settings->header_count, sizeof *target->headers);
	if (target->headers == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < settings->header_count && status == SG_OK; i++) {
		target->headers[i].name = settings->headers[i].name;
		target->headers[i].value = settings->headers[i].value;
		status = sg_header_check(&target->headers[i], "/headers", error);
	}
	return status;
}

static enum sg_status fill_secrets(const struct sg_endpoint *settings,
	struct sg_error *error, struct sg_target *target)
{
	char path[32] = "/secret";
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < settings->secret_count && status == SG_OK; i++) {
		if (!settings->secret_alone) {
			(void)snprintf(path, sizeof path, "/secrets/%zu", i);
		}
		status = sg_secret_parse(
			settings->secrets[i], path, error, &target->secrets[i]);
		target->secret_count += status == SG_OK;
	}
	return status;
}

enum sg_status sg_target_fill(const struct sg_endpoint *settings,
	const struct sg_house *house, struct sg_arena *arena, struct sg_error *error,
	struct sg_target *ret_target)
{
	const char *const *languages =
		settings->language_count > 0 ? settings->languages : house->languages;
	size_t language_count = settings->language_count > 0 ? settings->language_count
	                                                     : house->language_count;
	enum sg_status status;

	ret_target->settings = *settings;
	sg_cut_for_endpoint(settings->audience, settings->departments, settings->floors,
		settings->floor_count, languages, language_count, settings->names,
		&ret_target->cut);
	ret_target->policy = (struct sg_schedule_policy){
		.concurrency_max =
			settings->concurrency > 0 ? (uint32_t)settings->concurrency : 16,
		.per_minute =
			(uint32_t)(((int64_t)settings->rate_milli * 60 + 999) / 1000),
	};
	ret_target->backoff = sg_backoff_find(settings->urgent ? "urgent" : "standard");
	status = sg_url_check(settings->url, settings->network_count > 0, "/url", error);
	if (status == SG_OK) {
		status = fill_guard(settings, error, ret_target);
	}
	if (status == SG_OK) {
		status = sg_url_guard(settings->url, &ret_target->guard, "/url", error);
	}
	if (status == SG_OK) {
		status = fill_headers(settings, arena, error, ret_target);
	}
	if (status == SG_OK) {
		status = fill_secrets(settings, error, ret_target);
	}
	ret_target->usable = status == SG_OK && settings->enabled;
	return status;
}

static enum sg_status decode_secrets(const char *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_endpoint *settings)
{
	const struct sg_json *array = NULL;
	enum sg_status status = sg_json_parse(
		text, strlen(text), &sg_document_limits, arena, error, &array);

	settings->secret_count = 0;
	for (const struct sg_json *secret = status == SG_OK ? array->first : NULL;
		secret != NULL && settings->secret_count < SG_ENDPOINT_SECRETS_MAX;
		secret = secret->next) {
		settings->secrets[settings->secret_count++] = secret->text;
	}
	return status;
}

/* An endpoint that was fit when it was put may not be so for a newer release: it is shown as
 * not usable, and the others still are. */
static enum sg_status load_target(struct sg_call *call, const struct sg_endpoint_row *row,
	const struct sg_house *house, struct sg_arena *arena, struct sg_target *target)
{
	struct sg_stored stored = {row->settings, strlen(row->settings)};
	struct sg_endpoint settings;
	enum sg_status status =
		sg_endpoint_decode(&stored, arena, call->error, &settings);

	if (status == SG_OK) {
		status = decode_secrets(row->secrets, arena, call->error, &settings);
	}
	if (status != SG_OK) {
		return status;
	}
	settings.enabled = row->enabled;
	target->id = row->id;
	target->version = row->version;
	status = sg_target_fill(&settings, house, arena, call->error, target);
	return status == SG_MEMORY ? status : SG_OK;
}

static enum sg_status load_parts(
	struct sg_call *call, struct sg_arena *arena, struct sg_house_entry *entry)
{
	const struct sg_house_rows *rows = &entry->rows;
	enum sg_status status = SG_OK;

	entry->types = sg_arena_array(arena, rows->type_count, sizeof *entry->types);
	entry->targets =
		sg_arena_array(arena, rows->endpoint_count, sizeof *entry->targets);
	if (entry->types == NULL || entry->targets == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < rows->type_count && status == SG_OK; i++) {
		struct sg_stored stored = {
			rows->types[i].state, strlen(rows->types[i].state)};

		status = sg_room_type_decode(&stored, rows->types[i].code,
			&call->service->catalog, arena, call->error, &entry->types[i]);
		entry->type_count += status == SG_OK;
	}
	for (size_t i = 0; i < rows->endpoint_count && status == SG_OK; i++) {
		status = load_target(call, &rows->endpoints[i], &entry->house, arena,
			&entry->targets[i]);
		entry->target_count += status == SG_OK;
	}
	return status;
}

/* One that was fit when it was put may not be so for a newer release: it is not made. */
static enum sg_status load_offers(
	struct sg_call *call, struct sg_arena *arena, struct sg_house_entry *entry)
{
	const struct sg_house_rows *rows = &entry->rows;
	enum sg_status status = SG_OK;

	entry->offers = sg_arena_array(arena, rows->offer_count, sizeof *entry->offers);
	if (entry->offers == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < rows->offer_count && status != SG_MEMORY; i++) {
		status = sg_offer_recall(rows->offers[i], arena, call->error,
			&entry->offers[entry->offer_count]);
		entry->offer_count += status == SG_OK;
	}
	return status == SG_MEMORY ? sg_call_memory(call) : SG_OK;
}

static enum sg_status load_house(struct sg_call *call, const char *code,
	struct sg_arena *arena, struct sg_house_entry *entry)
{
	const struct sg_house_row *row = &entry->rows.house;
	struct sg_stored stored = {row->state, strlen(row->state)};
	struct sg_zone *zone = NULL;
	enum sg_status status =
		sg_property_decode(&stored, code, arena, call->error, &entry->house);

	if (status == SG_OK) {
		entry->house.id = row->id;
		entry->house.version = row->version;
		status = sg_zone_load(call, entry->house.zone_name, "/data/zone", &zone);
		entry->house.zone = zone;
	}
	return status;
}

/* Those that say what members are entitled to: most say nothing of it, and those that do not read
 * any more, as a newer release has written them, are passed over. */
static enum sg_status load_programme(struct sg_call *call,
	const struct sg_programme_row *row, struct sg_arena *arena,
	struct sg_programme *programmes, size_t *count)
{
	enum sg_status status = SG_OK;

	if (strstr(row->body, "\"benefits\"") != NULL) {
		status = sg_programme_recall(
			row->body, row->len, arena, call->error, &programmes[*count]);
		*count += status == SG_OK;
	}
	if (status == SG_INTERNAL) {
		sg_service_log(call->service, SG_LOG_ERROR, "%s", call->error->message);
	}
	return status == SG_MEMORY ? status : SG_OK;
}

static enum sg_status load_programmes(
	struct sg_call *call, struct sg_arena *arena, struct sg_house_entry *entry)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_programme *programmes;
	const struct sg_rows *rows;
	struct sg_script script;
	enum sg_status status;

	entry->chain = sg_chain_key(entry->house.chain);
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_programmes_read(&script, &entry->chain);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	rows = sg_script_rows(&script, 0);
	programmes = sg_arena_array(arena, rows->count, sizeof *programmes);
	if (programmes == NULL) {
		return sg_call_memory(call);
	}
	entry->house.programmes = programmes;
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		struct sg_programme_row row;

		sg_programmes_take(rows, i, &row);
		entry->house.programmes_version += row.version;
		status = load_programme(
			call, &row, arena, programmes, &entry->house.programme_count);
	}
	return status;
}

enum sg_status sg_house_load(struct sg_call *call, const char *code,
	const struct sg_id *id, struct sg_arena *arena, struct sg_house_entry *entry)
{
	struct sg_script script;
	enum sg_db_outcome outcome = SG_DB_DONE;
	enum sg_status status;

	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_house_read(&script, code, id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_house_take(&script, arena, call->error, &entry->rows);
	}
	if (status == SG_OK && entry->rows.house.version == 0) {
		return sg_fail(call->error, SG_INVALID, "property_unknown", "/property",
			"no property \"%s\": send its property.changed first",
			code != NULL ? code : "?");
	}
	if (status == SG_OK) {
		status = load_house(call, entry->rows.code, arena, entry);
	}
	if (status == SG_OK) {
		status = load_programmes(call, arena, entry);
	}
	if (status == SG_OK) {
		status = load_parts(call, arena, entry);
	}
	return status == SG_OK ? load_offers(call, arena, entry) : status;
}

void sg_house_unload(struct sg_house_entry *entry)
{
	for (size_t i = 0; i < entry->target_count; i++) {
		for (size_t k = 0; k < SG_ENDPOINT_SECRETS_MAX; k++) {
			sg_secret_clear(&entry->targets[i].secrets[k]);
		}
	}
	sg_zone_free((struct sg_zone *)(uintptr_t)entry->house.zone);
	entry->house.zone = NULL;
}
