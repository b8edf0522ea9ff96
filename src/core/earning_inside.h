/* What the parts of earning share among themselves: nobody else includes this. */
#ifndef SG_CORE_EARNING_INSIDE_H
#define SG_CORE_EARNING_INSIDE_H

#include "core/earning.h"
#include "core/terms.h"

/*
 * A stay as a room that is occupied from the half day `begin` until before `end`: the day d is the
 * half day 2d, the night that follows it 2d + 1. So a day's room lies between the stay that leaves
 * on that day and the one that comes.
 */
struct sg_room {
	const struct sg_earning_stay *stay;
	size_t at;     /* among the others; their count for the stay itself */
	int64_t money; /* that counts as spend */
	int32_t begin, end;
	bool qualifies;
	bool slept; /* somebody was there: it counts as a room */
	bool pays;  /* its charges may earn */
};

/* The stay among all that are known, from the dearest. */
struct sg_rooms {
	const struct sg_programme_version *version;
	struct sg_room *rooms;
	size_t count;
	const struct sg_room *self;
};

/* SG_INVALID, SG_MEMORY. */
enum sg_status sg_rooms_gather(const struct sg_earning *earning, struct sg_arena *arena,
	struct sg_error *error, struct sg_rooms *ret_rooms);

/* Whether a room is among the `most` dearest of those that were slept in, or of those that pay. */
bool sg_room_slept_among(const struct sg_rooms *rooms, const struct sg_room *room,
	int32_t night_day, int32_t most);
bool sg_room_pays_among(const struct sg_rooms *rooms, const struct sg_room *room,
	int32_t charge_day, int32_t most);

/* Whether it is a stay of its own, where so many rooms count. */
bool sg_room_counts(
	const struct sg_rooms *rooms, const struct sg_room *room, int32_t most);

/* Whether it carries a room on, or one carries it on, joined or not. */
bool sg_room_touches(const struct sg_rooms *rooms, const struct sg_room *room);

/* The first part of the joined stay, and the part after this one, or NULL. Where the version joins
 * none, each is its own. */
const struct sg_room *sg_room_first(
	const struct sg_rooms *rooms, const struct sg_room *room);
const struct sg_room *sg_room_next(
	const struct sg_rooms *rooms, const struct sg_room *room);

/* Nights of the whole joined stay. */
int32_t sg_room_nights(const struct sg_rooms *rooms, const struct sg_room *room);

/* Whether somebody had another room at the same time, or it is charged for. */
bool sg_room_shares(const struct sg_rooms *rooms, const struct sg_room *room);

/* What an amount brings by a rule that has brought `had` for the same stay and may bring `left` of
 * its budget; 0 = nothing. False where it does not fit. */
bool sg_earn_points(const struct sg_earn_rule *rule, int64_t amount, int64_t had,
	int64_t left, int64_t *ret_points);

/* Whether the rule may be used once more, and what is left of its budget. */
bool sg_earn_may(const struct sg_earn_rule *rule, const int32_t *times, size_t at);
int64_t sg_earn_left(const struct sg_earn_rule *rule, const int64_t *budget, size_t at);

enum sg_status sg_earn_too_large(struct sg_error *error);

/* Whether nights and stays of such a stay count, and whether a charge of it does. */
bool sg_stay_qualifies(
	const struct sg_qualifying *qualifying, const struct sg_earning_stay *stay);
bool sg_charge_counts(const struct sg_qualifying *qualifying, bool qualifies,
	const struct sg_earning_stay *stay, const struct sg_charge *charge);

/* Whether a night of the stay earns, or counts for tiers; whether any of it does. */
enum sg_night_use { SG_NIGHT_EARNS, SG_NIGHT_QUALIFIES };
bool sg_night_does(
	const struct sg_earning_stay *stay, int32_t day, enum sg_night_use use);
bool sg_stay_does(const struct sg_earning_stay *stay, enum sg_night_use use);

/* The sum of the charges of these categories that count; false where it does not fit. */
bool sg_charges_sum(const struct sg_programme_version *version,
	const struct sg_earning_stay *stay, int64_t *ret_cents);

#endif
