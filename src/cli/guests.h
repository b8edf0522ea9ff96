/*
 * The guests of the replay. The file has none: a repeated guest is drawn from those who
 * booked that hotel before, every other booking brings a new one. What is known of a guest
 * (name, language, what he likes) is a function of the seed and the guest's number, so it is
 * nowhere stored.
 */
#ifndef SG_CLI_GUESTS_H
#define SG_CLI_GUESTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/booking.h"
#include "cli/timeline.h"
#include "core/status.h"

enum { SG_GUEST_FACTS_MAX = 6 };

struct sg_guest_fact {
	const char *topic;
	const char *value;    /* as JSON: "\"still\"", "19", "true" */
	const char *strength; /* require, like, avoid, never */
};

struct sg_invented_guest {
	uint32_t number;
	const char *given;
	const char *family;
	const char *language;
	const char *vip; /* NULL: none */
	size_t fact_count;
	struct sg_guest_fact facts[SG_GUEST_FACTS_MAX]; /* topics differ */
};

/* Fills `guest` and `first` of every booking; `ret_count` is how many guests there are. */
enum sg_status sg_guests_assign(struct sg_bookings *bookings,
	const struct sg_timeline *timeline, uint64_t seed, struct sg_error *error,
	uint32_t *ret_count);

/* About two in five have one to six facts. `country` is that of the first booking. */
void sg_guest_invent(uint64_t seed, uint32_t number, const char country[3],
	struct sg_invented_guest *ret_guest);

#endif
