/* Guests: their keys in other systems, their profile, their card of current facts, and the
 * history of what was stated. */
#ifndef SG_STORE_GUESTS_H
#define SG_STORE_GUESTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/dossier.h"
#include "store/profiles.h"
#include "store/script.h"

struct sg_guest_row {
	struct sg_id id;
	struct sg_id chain;
	uint32_t version; /* 0 = not stored */
	const char *state;
	uint32_t card_version;
	const char *card;
};

/* Everything a guest's document needs. */
struct sg_guest_file {
	const struct sg_id *ref_keys; /* keys found, each with the guest it leads to */
	const struct sg_id *ref_guests;
	size_t ref_count;
	struct sg_guest_row guest;             /* version 0 = none found */
	const struct sg_profile_row *profiles; /* none where he has no other */
	size_t profile_count;
	struct sg_taken_row taken;
};

/* One trip. `keys` as of the document, at least one; they must stand until the run. */
void sg_guest_read(struct sg_script *script, const struct sg_id *keys, size_t count,
	const char *document);
enum sg_status sg_guest_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_guest_file *ret_file);

/* New where `read_version` is 0 (with its card), else the profile if still at that version. */
void sg_guest_write(struct sg_script *script, const struct sg_guest_row *row,
	uint32_t read_version, int64_t wall_us);

/* His version alone, if it is still `read_version`: what he has beside his row changes. */
void sg_guest_bump(
	struct sg_script *script, const struct sg_id *guest, uint32_t read_version);

/* Keys by which he is known; DUPLICATE on "PRIMARY" when one leads to another guest. */
void sg_guest_refs_add(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *keys, size_t count);

/* One set: the card of that guest; and what came of it. Version 0: nobody has this id. */
void sg_card_read(struct sg_script *script, const struct sg_id *guest);
enum sg_status sg_card_take(const struct sg_script *script, size_t set,
	struct sg_error *error, struct sg_card_row *ret_row);

/* The card alone, if it is still at `read_version`. */
void sg_card_write(struct sg_script *script, const struct sg_id *guest, const char *card,
	uint32_t read_version);

/* SG_STALE_GUEST unless the card is still at `read_version`; it stays so until the commit. */
void sg_card_expect(
	struct sg_script *script, const struct sg_id *guest, uint32_t read_version);

enum sg_statement_end {
	SG_STATEMENT_CURRENT,
	SG_STATEMENT_SUPERSEDED,
	SG_STATEMENT_WITHDRAWN
};

void sg_statement_insert(struct sg_script *script, const struct sg_id *id,
	const struct sg_id *guest, int64_t stated_us, const char *body);
/* Another statement took its place. */
void sg_statement_supersede(struct sg_script *script, const struct sg_id *id,
	const struct sg_id *by, int64_t at_us);
/* It was taken back: what it said goes, and what it had taken the place of, too. That there was
 * one, and when it ended, is kept; `by` stands in place of the text, a JSON object. */
void sg_statement_withdraw(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *id, const char *by, int64_t at_us);

/* The same for all of a guest's but those in `kept`, and for what they had taken the place of. */
void sg_statements_withdraw(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *kept, size_t count, const char *by, int64_t at_us);

/* The same for those in `ids`, one at least. */
void sg_statements_blank(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *ids, size_t count, const char *by, int64_t at_us);

struct sg_statement_row {
	struct sg_id id;
	int64_t stated_us;
	enum sg_statement_end end;
	struct sg_id ended_by; /* the statement that superseded it, or nil */
	int64_t ended_us;      /* SG_NO_TIME while it is current */
	const char *body;
};

/* One set: a guest's statements, newest first, at most `most`; and what came of it, the set'th of
 * the script, in order into as many rows. */
void sg_statements_read(
	struct sg_script *script, const struct sg_id *guest, uint32_t most);
enum sg_status sg_statements_take(const struct sg_script *script, size_t set,
	const struct sg_id *guest, struct sg_error *error,
	struct sg_statement_row *ret_rows);

#endif
