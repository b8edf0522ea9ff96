/*
 * Properties as they are used: hours, rules, room types and endpoints of each, decoded once per
 * version and shared by all calls. An entry that was borrowed stays as it is, also when a newer
 * one has taken its place.
 */
#ifndef SG_SERVICE_HOUSES_H
#define SG_SERVICE_HOUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/backoff.h"
#include "core/cut.h"
#include "core/house.h"
#include "deliver/guard.h"
#include "deliver/header.h"
#include "deliver/schedule.h"
#include "deliver/signature.h"
#include "document/operation.h"
#include "service/context.h"
#include "store/houses.h"

/* An endpoint ready for use. */
struct sg_target {
	struct sg_id id;
	uint32_t version;
	bool usable; /* enabled, and nothing about it refused */
	struct sg_endpoint settings;
	struct sg_cut cut;
	struct sg_guard guard;
	struct sg_schedule_policy policy;
	const struct sg_backoff *backoff;
	struct sg_secret secrets[SG_ENDPOINT_SECRETS_MAX];
	size_t secret_count;
	struct sg_header *headers;
};

struct sg_house_entry {
	struct sg_house house;
	struct sg_id chain; /* its key */
	struct sg_room_type *types;
	size_t type_count;
	struct sg_target *targets;
	size_t target_count;
	struct sg_offer *offers; /* in order of their codes */
	size_t offer_count;
	struct sg_house_rows rows; /* as stored, for merging */
};

/* NULL when memory is short. */
struct sg_houses *sg_houses_new(void);
void sg_houses_free(struct sg_houses *houses);

/*
 * Borrows a property by code, or by id where `code` is NULL. What is cached is returned unless
 * its version is below `version`. SG_INVALID "property_unknown" at /property. Give it back with
 * sg_houses_return. [thread-safe, may wait on the database]
 */
enum sg_status sg_houses_borrow(struct sg_call *call, const char *code,
	const struct sg_id *id, uint32_t version, struct sg_house_entry **ret_entry);

/* NULL is fine. [thread-safe] */
void sg_houses_return(struct sg_service *service, struct sg_house_entry *entry);

/* The call's property is needed at this version at least: borrows it anew when it is older.
 * [may wait on the database] */
enum sg_status sg_call_house(struct sg_call *call, uint32_t version);

/* The same, and the programmes of its chain: as a dossier has read both. [may wait on the
 * database] */
enum sg_status sg_call_house_read(
	struct sg_call *call, uint32_t version, uint32_t programmes);

/* The call's property as it is stored now, for documents that change what the cache keeps.
 * [waits on the database] */
enum sg_status sg_call_house_newest(struct sg_call *call);

/* Hotel time where documents drive it: the latest that this process has seen. It only rises. */
int64_t sg_house_clock_now(const struct sg_house_entry *entry);
void sg_house_clock_see(struct sg_house_entry *entry, int64_t time_us);

/* Whether the stored hotel time should follow now; true at most once for each five minutes of
 * it. */
bool sg_house_clock_due(struct sg_house_entry *entry);

/* Stores hotel time of the houses where documents of this process have moved it on: what work
 * does before it looks for what is due. [waits] */
enum sg_status sg_houses_clock_write(struct sg_call *call);

/* The last closed business date that this process has seen. */
int32_t sg_house_closed_day(const struct sg_house_entry *entry);
void sg_house_see_closed(struct sg_house_entry *entry, int32_t day);

const struct sg_room_type *sg_house_type(
	const struct sg_house_entry *entry, const char *code);
const struct sg_target *sg_house_target(
	const struct sg_house_entry *entry, const struct sg_id *endpoint);
const struct sg_target *sg_house_target_named(
	const struct sg_house_entry *entry, const char *name);

#endif
