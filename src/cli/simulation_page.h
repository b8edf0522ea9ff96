/* What a simulation came to: for a person, and for programs. */
#ifndef SG_CLI_SIMULATION_PAGE_H
#define SG_CLI_SIMULATION_PAGE_H

#include "cli/simulation.h"
#include "core/buffer.h"
#include "core/programme.h"
#include "core/time.h"

/* A table: points issued, tiers, what waits and why, and what is owed. */
void sg_simulation_print(const struct sg_programme *programme,
	const struct sg_simulated *simulated, struct sg_buffer *out);

/* A JSON object with `totals`, `liability` and `benefits`; and these alone, without braces. */
void sg_simulation_write(const struct sg_programme *programme,
	const struct sg_simulated *simulated, struct sg_buffer *out);
void sg_simulation_write_sums(
	const struct sg_simulated *simulated, struct sg_buffer *out);

enum { SG_SIMULATION_NUMBER_SIZE = 48 };

/* "-1,234.50": so many of its digits are decimals. Returns `text`. */
const char *sg_simulation_number(
	int64_t number, int32_t decimals, char text[SG_SIMULATION_NUMBER_SIZE]);

/* "2027-03", or "never" for SG_NO_DAY. */
const char *sg_simulation_month(int32_t month_day, char text[SG_DAY_TEXT_SIZE]);

/* The next month that some hotel owes in, after that one, SG_NO_DAY being before all; SG_NO_DAY =
 * none. */
int32_t sg_simulation_month_after(
	const struct sg_simulated *simulated, int32_t month_day);

/* What expires then of points that were earned there; SG_NO_DAY = never. */
int64_t sg_simulation_owed(const struct sg_simulated *simulated,
	enum sg_hotel_index hotel, int32_t month_day);

#endif
